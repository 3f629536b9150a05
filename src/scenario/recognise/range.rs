//! Numbers that are out of range, and how they came to be.

use super::about;
use crate::scenario::codes::Code;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::keys::{CALENDAR, Key};
use crate::scenario::tree::Node;

/// A number that its place does not take.
pub fn out_of_range(key: &Key, node: &Node, path: &str, written: &str) -> Diagnostic {
    let finding = Diagnostic::error(Code::OutOfRange, format!("`{path}` is out of range: {written}"));
    let label = format!("expected {}", key.expected());
    // A percentage where a share belongs is the commonest slip of all, and next to it a year by the calendar.
    let value: f64 = written.parse().unwrap_or(f64::NAN);
    let help = if key.unit.starts_with("year") && CALENDAR.contains(value) {
        format!("years are counted from the start: year 0 is the first, not {written}")
    } else if key.range.low == 0.0 && key.range.high == 1.0 && (2.0..=100.0).contains(&value) {
        format!("shares run from 0 to 1: write {} for {written} %", value / 100.0)
    } else {
        about(key)
    };
    finding.placed(&node.place).label(label).help(help)
}
