//! What is asked of every pair.

use super::limits::Limit;
use super::looks::{Look, looks};
use crate::summary::Settings;
use crate::summary::interval::Confidence;

/// What is asked of every pair.
#[derive(Debug, Clone)]
pub struct Questions {
    /// How to simulate; its draws are the most where draws are added.
    pub settings: Settings,
    /// Limits on what may change.
    pub limits: Vec<Limit>,
    /// Whether to add draws until every limit and requirement is decided ([`looks`]).
    pub until_conclusive: bool,
}

impl Questions {
    /// When to look at the figures.
    pub(super) fn looks(&self) -> Vec<Look> {
        let draws = self.settings.sampling.round_up(self.settings.draws);
        match self.until_conclusive {
            true => looks(draws),
            false => vec![Look { draws, confidence: Confidence::USUAL }],
        }
    }
}
