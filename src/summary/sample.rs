//! The sums over some draws, and what follows from them alone.

use super::central::{Central, covariance, ratio};
use super::confidence::Confidence;
use super::estimate::Estimate;
use super::plan::Plan;
use super::sums::{Moments, SumPlan};
use crate::block::{BLOCK, GROUPS};

/// The sums over some draws.
pub(super) struct Sample<'t> {
    pub(super) plan: &'t Plan,
    pub(super) sums: Vec<f64>,
    pub(super) n: u64,
    pub(super) confidence: Confidence,
}

/// Groups of draws from the beginning of a run on.
fn groups(draws: u64) -> u64 {
    let (block, groups) = (BLOCK as u64, GROUPS as u64);
    let last = draws % block;
    draws / block * groups + if last < groups { last } else { groups }
}

impl Sample<'_> {
    /// Mean and variance.
    pub(super) fn central(&self, moments: Moments) -> Central {
        match moments {
            Moments::Constant(c) => Central::constant(c, self.n),
            Moments::Summed { slot, at } => {
                Central::of_two(self.plan.sums.pivot(slot), &self.sums[at..], self.n, self.n)
            }
            Moments::Gathered { index, at } => {
                Central::of_two(self.plan.sums.mean_pivot(index), &self.sums[at..], self.n, groups(self.n))
            }
        }
    }

    /// Mean, variance and fourth moment.
    pub(super) fn central_of_four(&self, moments: Moments) -> Central {
        match moments {
            Moments::Constant(c) => Central::constant(c, self.n),
            Moments::Summed { slot, at } => {
                Central::of_four(self.plan.sums.pivot(slot), &self.sums[at..], self.n)
            }
            Moments::Gathered { .. } => unreachable!("sums by group have no fourth moment of the draws"),
        }
    }

    /// mean(a)/mean(b), the product of a and b summed at `product`.
    pub(super) fn ratio(&self, a: Moments, b: Moments, product: Option<usize>) -> Option<Estimate> {
        let shift = |m: Moments| match m {
            Moments::Constant(_) => 0.0,
            Moments::Summed { at, .. } | Moments::Gathered { at, .. } => self.sums[at] / self.n as f64,
        };
        let parts = if matches!(a, Moments::Gathered { .. }) { groups(self.n) } else { self.n };
        // Without a product either does not vary.
        let cross = product.map_or(0.0, |at| covariance(self.sums[at], shift(a), shift(b), self.n, parts));
        ratio(&self.central(a), &self.central(b), cross, self.confidence)
    }

    /// The share of the variance that comes from not knowing the parameters, where these and the luck vary.
    pub(super) fn variance_share(&self, split: usize, parameters: bool, luck: bool) -> Option<Estimate> {
        let s = SumPlan::split_sums(split, &self.sums);
        let n = self.n as f64;
        let (a, b) = (s.a.map(|x| x / n), s.b.map(|x| x / n));
        let cross = s.cross.map(|x| x / n);
        let second = |m: &[f64; 4]| m[1] - m[0] * m[0];
        let fourth = |m: &[f64; 4]| {
            m[3] - 4.0 * m[0] * m[2] + 6.0 * m[0] * m[0] * m[1] - 3.0 * m[0] * m[0] * m[0] * m[0]
        };
        let va = if parameters { second(&a) } else { 0.0 };
        let vb = if luck { second(&b) } else { 0.0 };
        let total = va + vb;
        if !(total > 0.0) {
            return None;
        }
        let share = va / total;
        if va == 0.0 || vb == 0.0 {
            return Some(Estimate::exact(share));
        }
        // E[(a − α)²(b − β)²] from raw products.
        let (alpha, beta) = (a[0], b[0]);
        let both = cross[3] - 2.0 * beta * cross[1] - 2.0 * alpha * cross[2]
            + 4.0 * alpha * beta * cross[0]
            + beta * beta * a[1]
            + alpha * alpha * b[1]
            - 3.0 * alpha * alpha * beta * beta;
        let rest = 1.0 - share;
        let variance = (rest * rest * (fourth(&a) - va * va) + share * share * (fourth(&b) - vb * vb)
            - 2.0 * share * rest * (both - va * vb))
            / (total * total);
        Some(self.confidence.around(share, (if variance > 0.0 { variance } else { 0.0 } / n).sqrt()))
    }
}
