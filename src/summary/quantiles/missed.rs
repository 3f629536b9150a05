//! What was not kept.

/// A wanted rank lay outside its bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed;
