//! The first draws of a run, kept as they go by.

use super::plan::Plan;
use super::quantiles::PILOT;
use crate::model::column::Value;

/// The first draws, at most. Every replicate has some of them.
pub(super) const LEADING: u64 = PILOT;

/// Handle of the first draws of a value, which are kept where it varies; an index is one into `Plan::leading`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leading(pub(super) Option<usize>);

impl Plan {
    /// The first draws of a value, of which every draw is wanted besides, in the last stage.
    pub(super) fn lead(&mut self, value: Value) -> Leading {
        let Value::Column(column) = value else { return Leading(None) };
        let known = self.leading.iter().position(|known| *known == column);
        Leading(Some(known.unwrap_or_else(|| {
            self.leading.push(column);
            self.leading.len() - 1
        })))
    }
}
