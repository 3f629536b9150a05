//! How many rows a report shows, and how long its names may be.

use crate::report::document::{Document, Text, Tone};
use crate::report::names::{abridge, tame};

/// Rows of a table; what a reader wants is at its top.
pub(super) const MOST_ROWS: usize = 60;

/// Letters of a value or a name in a table.
pub(super) const MOST_LETTERS: usize = 120;

/// Says how many of some rows are not shown, if any.
pub(super) fn left_out(document: &mut Document, rows: usize) {
    if rows > MOST_ROWS {
        let words = &document.language.words().common;
        document.paragraph(Text::of(Tone::Dim, (words.left_out)(rows - MOST_ROWS)));
    }
}

/// A name that takes at most two lines of a page.
pub(super) fn short(name: &str) -> String {
    abridge(&tame(name), MOST_LETTERS)
}
