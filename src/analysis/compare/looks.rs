//! When to look, and how sure to be at each look, where draws are added until every gate is decided.
//!
//! Looking again and again spends error. Look k of K may miss with chance α_k = α/(k(k + 1)), the last one with
//! α/K, which is what then is left: Σ α/(k(k + 1)) over k < K is α(1 − 1/K). By Boole's inequality all looks
//! together miss with chance α at most, whatever the figures have to do with each other and whenever one stops.
//! This is alpha spending (Lan & DeMets, 1983, "Discrete sequential boundaries for clinical trials", Biometrika 70,
//! 659–663) with a spending function that needs no distribution theory.

use std::ops::ControlFlow;

use crate::block::BLOCK;
use crate::engine::{FIRST_PAUSE, Noticed, Watch};
use crate::model::column::Frame;
use crate::summary::interval::Confidence;
use crate::summary::quantiles::Missed;
use crate::summary::{Failed, Moment, Prepared, Reader};

/// Draws at the first look; each later one doubles them.
pub const FIRST_LOOK: u64 = FIRST_PAUSE * BLOCK as u64;

/// Visits the figures at every look until `at` says that all is decided, which it does at the last one. It gets the number
/// of the look, from 0.
///
/// # Errors
/// [`Failed`] says why there are no figures.
pub(super) fn look_on(
    prepared: &Prepared<'_>,
    block_0: Option<Frame>,
    looks: &[Look],
    watch: &dyn Watch,
    mut at: impl FnMut(&Reader<'_>, &Noticed, usize) -> Result<bool, Missed> + Send + Sync,
) -> Result<(), Failed> {
    let mut visit = |reader: &Reader<'_>, noticed: &Noticed, moment: Moment| {
        let number = match moment {
            Moment::Pause => looks.iter().position(|look| look.draws == noticed.draws),
            Moment::End => Some(looks.len() - 1),
        };
        match number {
            Some(number) if at(reader, noticed, number)? => Ok(ControlFlow::Break(())),
            _ => Ok(ControlFlow::Continue(())),
        }
    };
    prepared.answer(block_0, looks.len() > 1, None, watch, &mut visit)
}

/// One look at the figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Draws made by then.
    pub draws: u64,
    /// How sure to be.
    pub confidence: Confidence,
}

/// The looks of a run of at most `cap` draws: at 16,384 · 2ᵏ draws, and at the cap.
pub fn looks(cap: u64) -> Vec<Look> {
    let mut draws: Vec<u64> = std::iter::successors(Some(FIRST_LOOK), |draws| draws.checked_mul(2))
        .take_while(|draws| *draws < cap)
        .collect();
    draws.push(cap);
    let last = draws.len();
    let alpha = Confidence::USUAL.alpha;
    (1..)
        .zip(draws)
        .map(|(k, draws)| {
            let spent = if k == last { alpha / k as f64 } else { alpha / (k * (k + 1)) as f64 };
            Look { draws, confidence: Confidence::missing(spent) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_of_all_looks_together_is_spent_once() {
        for cap in [100, 16_384, 16_385, 1_000_000, 100_000_000] {
            let looks = looks(cap);
            let spent: f64 = looks.iter().map(|look| look.confidence.alpha).sum();
            assert!((spent - 0.05).abs() < 1e-15, "{cap}: {spent}");
            assert_eq!(looks.last().map(|look| look.draws), Some(cap));
            assert!(looks.windows(2).all(|pair| pair[0].draws < pair[1].draws));
        }
        assert_eq!(looks(16_384), [Look { draws: 16_384, confidence: Confidence::USUAL }]);
    }
}
