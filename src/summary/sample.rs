//! The sums over some draws, and what follows from them alone.

use super::central::{Central, covariance, ratio};
use super::estimate::Estimate;
use super::handles::Sums;
use super::interval::Confidence;
use super::layout::Layout;
use super::plan::{Moments, Product};
use crate::block::{BLOCK, GROUPS};

/// The sums over some draws.
pub(super) struct Sample<'t> {
    pub(super) layout: &'t Layout,
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
        match moments.0 {
            Sums::Constant(c) => Central::constant(c, self.n),
            Sums::At { at, grouped } => {
                Central::of_two(self.layout.pivot(at), &self.sums[at..], self.n, self.parts(grouped))
            }
        }
    }

    /// Draws, or groups of draws.
    fn parts(&self, grouped: bool) -> u64 {
        if grouped { groups(self.n) } else { self.n }
    }

    /// Mean, variance and fourth moment.
    pub(super) fn central_of_four(&self, moments: Moments) -> Central {
        match moments.0 {
            Sums::Constant(c) => Central::constant(c, self.n),
            Sums::At { at, .. } => Central::of_four(self.layout.pivot(at), &self.sums[at..], self.n),
        }
    }

    /// mean(a)/mean(b), `product` being that of both.
    pub(super) fn ratio(&self, a: Moments, b: Moments, product: Product) -> Option<Estimate> {
        ratio(&self.central(a), &self.central(b), self.covariance(a, b, product), self.confidence)
    }

    pub(super) fn covariance(&self, a: Moments, b: Moments, product: Product) -> f64 {
        let shift = |m: Moments| match m.0 {
            Sums::Constant(_) => 0.0,
            Sums::At { at, .. } => self.sums[at] / self.n as f64,
        };
        let parts = self.parts(matches!(a.0, Sums::At { grouped: true, .. }));
        // Without a product either does not vary.
        product.0.map_or(0.0, |at| covariance(self.sums[at], shift(a), shift(b), self.n, parts))
    }

    /// The share of the variance that comes from not knowing the parameters, where these and the luck vary.
    pub(super) fn variance_share(&self, split: usize, parameters: bool, luck: bool) -> Option<Estimate> {
        let n = self.n as f64;
        let four = |from: usize| [0, 1, 2, 3].map(|k| self.sums[split + from + k] / n);
        let (a, b, cross) = (four(0), four(4), four(8));
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

/// Relative size of a standard deviation that is nothing but rounding.
const NO_SPREAD: f64 = 1e-9;

/// artanh r = ½ ln((1 + r)/(1 − r)).
pub(super) fn artanh(r: f64) -> f64 {
    0.5 * (libm::log1p(r) - libm::log1p(-r))
}

/// Pearson's correlation; `None` where either does not vary.
pub(super) fn correlation(sample: &Sample<'_>, a: Moments, b: Moments, product: Product) -> Option<f64> {
    let (first, second) = (sample.central(a), sample.central(b));
    let varies = |c: &Central| c.variance.sqrt() > NO_SPREAD * c.mean.abs();
    if !varies(&first) || !varies(&second) {
        return None;
    }
    let together = sample.covariance(a, b, product);
    Some((together / (first.variance * second.variance).sqrt()).clamp(-1.0, 1.0))
}
