//! Probabilities of what is counted over draws that are looked at one by one.

use super::batches::{Grouping, Sizes};
use super::estimate::Estimate;
use super::interval::Confidence;
use crate::block::BLOCK;
use crate::sampling::Sampling;

/// How draws are counted: apart by replicate where those of one depend on each other.
#[derive(Debug, Clone)]
pub struct Counting {
    grouping: Grouping,
    sizes: Option<Sizes>,
    draws: u64,
}

impl Counting {
    /// Of so many draws.
    pub fn of(sampling: Sampling, draws: u64) -> Counting {
        let grouping = Grouping::of_draws(sampling, false);
        Counting { grouping, sizes: grouping.sizes(draws), draws }
    }

    /// The replicates, where draws of one depend on each other.
    pub fn replicates(&self) -> Option<&Sizes> {
        self.sizes.as_ref()
    }

    /// No draw, by group.
    pub fn none(&self) -> Vec<u64> {
        vec![0; self.grouping.groups()]
    }

    /// The group that a draw is counted in.
    pub fn group(&self, draw: u64) -> usize {
        self.grouping.of(draw / BLOCK as u64, (draw % BLOCK as u64) as usize)
    }

    /// The probability of what happens in so many draws of each group.
    pub fn probability(&self, hits: &[u64], confidence: Confidence) -> Estimate {
        match &self.sizes {
            Some(sizes) => sizes.probability(hits, confidence),
            None => confidence.probability(hits.iter().sum(), self.draws),
        }
    }

    /// An interval between two numbers as an estimate; where an end is open no error can be told.
    pub fn between(&self, value: f64, [lo, hi]: [Option<f64>; 2], confidence: Confidence) -> Estimate {
        let critical = if self.grouping.is_even() { confidence.t } else { confidence.z };
        let se = lo.zip(hi).map_or(f64::INFINITY, |(lo, hi)| (hi - lo) / (2.0 * critical));
        Estimate { value, se, lo: lo.unwrap_or(f64::NEG_INFINITY), hi: hi.unwrap_or(f64::INFINITY) }
    }
}
