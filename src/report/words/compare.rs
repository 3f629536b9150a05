//! What a comparison says.

use std::cmp::Ordering;

use crate::report::document::Text;
use crate::summary::results::Verdict;

/// What is said in a language. Numbers, amounts and names come as they are to be shown; figures as [`Text`], with their tone and error.
pub(crate) struct Words {
    // The verdict.
    /// How many limits and requirements are crossed, of how many; and how many scenarios could not be compared.
    pub crossed: fn(failing: usize, all: usize, broken: usize) -> String,
    pub could_not: fn(usize) -> String,
    pub invalid_base: fn(usize) -> String,
    pub nothing_to_hold: fn(added: usize, removed: bool) -> String,
    pub undecided: fn(open: usize, all: usize) -> String,
    pub no_change: &'static str,
    pub hold: fn(all: usize) -> String,
    /// What came of so many scenarios, where no limit was set, or has a figure.
    pub no_limit: fn(counts: &str, set: bool) -> String,
    pub removed_too: fn(says: &str, removed: usize) -> String,
    pub undecided_removed: fn(removed: usize, rest: Option<&str>) -> String,
    pub set_by_call: fn(usize) -> String,
    pub weakened: fn(usize) -> String,
    pub counts: [fn(usize) -> String; 5],
    pub at_most: fn(draws: &str) -> String,
    pub sharing: fn(inputs: Option<&str>) -> String,
    pub removed: &'static str,
    pub missed: &'static str,
    pub set_on_every_side: &'static str,
    // Limits and requirements.
    pub limits: &'static str,
    pub figure: &'static str,
    pub limit: &'static str,
    /// A gate by the name that it has in all formats.
    pub gate_name: fn(&str) -> String,
    pub the_base: &'static str,
    pub no_longer_required: &'static str,
    pub as_before: &'static str,
    pub never: &'static str,
    pub no_figure: &'static str,
    pub none_so_far: &'static str,
    pub none: &'static str,
    pub points: &'static str,
    /// A gate's name, verdict, figure and limit in one line.
    pub gate: fn(name: &str, weakened: bool, verdict: Verdict, figure: &str, limit: &str) -> String,
    // The end.
    pub warning: &'static str,
    pub not_compared: &'static str,
    pub added: &'static str,
    pub and_more: fn(usize) -> String,
    pub left_out: &'static str,
    // A pair.
    pub beside: fn(other: &str, base: &str) -> String,
    pub in_variant: fn(file: &str, variant: &str) -> String,
    pub same_model: &'static str,
    pub decided: fn(open: bool, draws: &str) -> String,
    pub costs_certainty: &'static str,
    pub differ_in_every_key: &'static str,
    /// What only the base has, or only the other.
    pub only: fn(base: bool, names: &str) -> String,
    pub changes: fn(Change) -> Text,
    /// The perspective `public` in a row.
    pub public: &'static str,
    pub was: &'static str,
    pub mean_was: &'static str,
    pub is: &'static str,
    pub change: &'static str,
    pub better: &'static str,
    pub worse: &'static str,
    pub half_back_was: &'static str,
    pub peak_change: &'static str,
    pub units: fn(level: &str, own: &str) -> String,
    pub break_even_and_funding: &'static str,
    pub what_differs: &'static str,
    pub not_stated: &'static str,
    pub was_is: fn(was: &str, is: &str) -> String,
    pub replaced_source: fn(&str) -> String,
    pub in_words_only: fn(paths: &str) -> String,
    // How differences spread.
    /// Whether somebody mostly fares better (`Greater`), worse or the same, and in how many of 100 outcomes.
    pub fares: fn(whose: &str, how: Ordering, of: &str) -> String,
    /// Where none of that is most.
    pub fares_either_way: fn(whose: &str, better: &str, worse: &str) -> String,
    pub better_in: &'static str,
    /// In how many of several comparisons the mean rises, and in how many it falls.
    pub move_in: fn(rises: usize, falls: usize, all: usize) -> String,
    /// What the marks of a picture of differences are, and of whose.
    pub marks: fn(whose: Option<&str>, unit: &str) -> String,
    pub span_says: fn(what: &str, low: &str, high: &str, mean: &str, better_in: &str) -> String,
    // Under which assumption.
    pub as_the_file_stands: &'static str,
    pub under_which: &'static str,
    pub mean_of: fn(whose: &str, unit: &str) -> String,
    // The ranking.
    pub ranking: &'static str,
    pub by_mean: fn(whose: &str, unit: &str) -> String,
    pub behind: &'static str,
    pub best_in: &'static str,
    pub regret: &'static str,
    pub its_p95: &'static str,
    pub largest: &'static str,
    pub other_years: &'static str,
    pub other_rates: &'static str,
    pub within_noise: &'static str,
    pub minimax: fn(name: &str) -> String,
    pub better_for_all: fn(dominant: &str, dominated: &str, first_order: bool) -> String,
}

/// What happens to net benefit and to the chance of break-even.
pub(crate) struct Change<'a> {
    pub whose: &'a str,
    /// Whether it falls, and by how much; nothing where it does not change beyond the simulation error.
    pub moves: Option<(bool, Text)>,
    /// The error of that.
    pub error: Text,
    /// In which shares of the draws it is higher, the same, and lower.
    pub shares: [Text; 3],
    /// Which of the three it is in more than 999 of 1,000 draws.
    pub nearly_always: Option<Ordering>,
    pub was: Text,
    pub is: Text,
    pub points: Text,
    pub points_error: Text,
}
