//! Draws as CSV: a row for each.

use std::io::Write;

use crate::summary::draws::Draws;
use crate::summary::plan::Shown;

/// The names of the columns. They hold letters, digits, underscores and dots only: nothing needs quotes.
pub fn header(shown: &[Shown]) -> String {
    shown.iter().fold(String::from("draw"), |all, column| all + "," + &column.name) + "\n"
}

/// Adds the rows of a block. A year that never comes is empty.
pub fn write_rows(draws: &Draws<'_>, into: &mut Vec<u8>) {
    let written = "a list of bytes takes everything";
    for draw in 0..draws.len {
        write!(into, "{}", draws.first + draw as u64).expect(written);
        for column in 0..draws.width() {
            into.push(b',');
            if let Some(value) = draws.value(column, draw) {
                write!(into, "{value}").expect(written);
            }
        }
        into.push(b'\n');
    }
}
