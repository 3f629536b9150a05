//! A number of a scenario, and where it was written.

use super::formula::Expr;
use super::keys::Range;

/// A place in a file that was read: an index into the loaded files and a byte range in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Index into [`super::Loaded::files`].
    pub file: usize,
    /// Byte range of the value in that file's text.
    pub span: std::ops::Range<usize>,
}

/// A structural number: a literal, or a formula over input names.
#[derive(Debug, Clone)]
pub struct Quantity {
    /// What it evaluates to in each draw.
    pub expr: Expr,
    /// Its key path, as `costs.treatment.amount`; used in messages.
    pub path: String,
    /// Where it was written; `None` for a default.
    pub place: Option<Place>,
    /// What its key takes.
    pub range: Range,
}
