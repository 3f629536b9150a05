//! Two lives under the same parameters: how much of a variance is doubt about these, where it is no expectation path that says so.

use super::handles::Sums;
use super::plan::{Moments, Plan, Product};
use crate::model::column::Value;

/// Handle of two lives under the same parameters, and of what is drawn: how much of its variance the parameters explain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Twins {
    pub(super) lives: [Moments; 2],
    pub(super) product: Product,
    pub(super) drawn: Moments,
}

impl Plan {
    /// The share of the variance of what is drawn that two lives under the same parameters have in common, with its error: its sums in batches.
    pub fn twins(&mut self, lives: [Value; 2], drawn: Value) -> Twins {
        let (a, b, product) = self.correlation(lives[0], lives[1]);
        let drawn = self.moments(drawn);
        if let Sums::At { at, .. } = drawn.0 {
            self.correlated.extend([at, at + 1]);
        }
        Twins { lives: [a, b], product, drawn }
    }
}
