//! What every report says: of payers, verdicts, changes that the call made, and how figures came about.

use crate::scenario::Evidence;
use crate::summary::results::Verdict;

/// What is said in a language. Numbers, amounts and names come as they are to be shown.
pub(crate) struct Words {
    // Who is spoken of.
    /// The perspective `public`, within a sentence.
    pub the_public: &'static str,
    /// The same as the label of a row.
    pub public: &'static str,
    /// A variant by its label.
    pub variant: fn(&str) -> String,
    pub year_word: &'static str,
    pub year: fn(usize) -> String,
    // Columns and units.
    pub mean: &'static str,
    pub low: &'static str,
    pub high: &'static str,
    pub breaks_even: &'static str,
    pub each_row: &'static str,
    pub each_column: &'static str,
    pub pays_nothing: &'static str,
    /// Rows that a table leaves out.
    pub left_out: fn(usize) -> String,
    /// The verdict on a requirement, with its sign.
    pub verdict: fn(Verdict) -> &'static str,
    pub evidence: fn(Evidence) -> &'static str,
    // What the call changed.
    pub changed_by_variant: fn(variant: &str) -> String,
    pub changed_by_set: &'static str,
    /// A value of a scenario, which comes as its file states it.
    pub stated: fn(&str) -> String,
    pub is_was: fn(is: &str, was: &str) -> String,
    pub is_new: fn(is: &str) -> String,
    pub is_gone: fn(was: &str) -> String,
    pub more_changed: fn(more: usize) -> String,
    pub changed_in_words: fn(paths: &str, only: bool) -> String,
    /// A table that stands below no heading, by its number.
    pub table: fn(number: &str) -> String,
    // The end.
    pub warnings: &'static str,
    pub draws: fn(&str) -> String,
    pub seed: fn(u64) -> String,
    pub sampling: fn(&str) -> String,
    pub contract: fn(u32) -> String,
    pub scenario: fn(hash: &str) -> String,
    pub simulation_error: &'static str,
    // Charts and tables by year.
    pub before: fn(year: usize) -> String,
    pub not_shown: &'static str,
    pub together: fn(from: usize, to: usize) -> String,
    /// Draws that lie beside a histogram, in whole per cent: at its left, or at its right.
    pub beyond: fn(percent: &str, left: bool) -> String,
}
