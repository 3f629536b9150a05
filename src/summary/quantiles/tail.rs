//! The mean of the lowest values: an expected shortfall.

use serde::{Deserialize, Serialize};

use super::bracket::Bracket;
use crate::summary::bits;

/// 2⁷⁰.
const UNIT: f64 = (1u128 << 70) as f64;

/// In what values are measured, and from where their squares are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Power of two that the largest of the first draws lies below; 0 before it is known.
    #[serde(with = "bits")]
    pub scale: f64,
    /// A value among the lowest: squares of deviations from 0 would cancel where all lie far from it and near each other.
    #[serde(with = "bits")]
    pub pivot: f64,
}

/// Sums of values in a fixed-point format, so that their order does not matter.
///
/// The unit is 2⁻⁷⁰ of a power of two above the first draws: rounding is below 1e-20 of it per value. Values 2²⁸ times
/// as large as the first draws fill the sum of squares; the run is then repeated with a scale that suits them.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct TailSum {
    sum: i128,
    /// Of squares of what values lie from the pivot, in units of 2⁻⁷⁰ of the scale's square.
    squares: i128,
}

/// ⌊|x| · 2⁷⁰⌋ with the sign of x.
#[inline(always)]
fn fixed(x: f64) -> i128 {
    // In two steps of 35 bits, each exact and quickly converted; 2²⁷ times the scale is beyond nearly every draw.
    const HALF: f64 = (1u64 << 35) as f64;
    if x.abs() < (1 << 27) as f64 {
        let high = (x * HALF) as i64;
        let low = ((x * HALF - high as f64) * HALF) as i64;
        (i128::from(high) << 35) + i128::from(low)
    } else {
        (x * UNIT) as i128
    }
}

impl TailSum {
    /// Adds a value that came `count` times.
    #[inline(always)]
    pub fn add(&mut self, value: f64, count: u64, Measure { scale, pivot }: Measure) {
        let (part, apart) = (value / scale, (value - pivot) / scale);
        let times = i128::from(count);
        self.sum = self.sum.saturating_add(fixed(part).saturating_mul(times));
        self.squares = self.squares.saturating_add(fixed(apart * apart).saturating_mul(times));
    }

    /// Whether values were too large for the scale.
    fn is_full(&self) -> bool {
        self.sum == i128::MIN || self.sum == i128::MAX || self.squares == i128::MAX
    }

    /// Adds another sum in the same scale.
    pub fn join(&mut self, other: &TailSum) {
        self.sum = self.sum.saturating_add(other.sum);
        self.squares = self.squares.saturating_add(other.squares);
    }
}

/// Values below the lowest bracket, by group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tail {
    /// How they are measured.
    pub measure: Measure,
    /// By group.
    pub sums: Vec<TailSum>,
}

/// Mean and variance of the lowest values.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortfall {
    /// Their mean.
    pub mean: f64,
    /// Their variance.
    pub variance: f64,
    /// The largest of them.
    pub threshold: f64,
    /// Of each group: how many values are below the threshold, and their sum.
    pub groups: Vec<(f64, f64)>,
}

impl Tail {
    /// An empty tail.
    pub fn new(groups: usize) -> Tail {
        Tail { measure: Measure { scale: 0.0, pivot: 0.0 }, sums: vec![TailSum::default(); groups] }
    }

    /// Sets the scale by the values that are kept, and the pivot, unless they are set.
    pub fn set_measure(&mut self, brackets: &[Bracket], pivot: f64) {
        if self.measure.scale != 0.0 {
            return;
        }
        let mut largest = 0.0;
        for (value, _) in brackets.iter().flat_map(|bracket| bracket.runs().iter()) {
            if value.abs() > largest {
                largest = value.abs();
            }
        }
        let exponent = if largest > 0.0 { (largest.to_bits() >> 52) + 1 } else { 1023 };
        self.measure = Measure { scale: f64::from_bits(exponent.min(2045) << 52), pivot };
    }

    /// Takes in values that are no longer kept: those of `brackets` below `low`.
    pub fn drop_below(&mut self, low: f64, brackets: &[Bracket]) {
        let measure = self.measure;
        for bracket in brackets {
            for (sum, group) in self.sums.iter_mut().zip(&bracket.groups) {
                for (value, count) in group.runs.iter().take_while(|(value, _)| *value < low) {
                    sum.add(value, count, measure);
                }
            }
        }
    }

    /// The lowest `count` values, the last of them in the lowest bracket; `None` where they are not there.
    pub fn shortfall(&self, first: &Bracket, count: u64) -> Option<Shortfall> {
        let mut tail = self.clone();
        let in_bracket = count.checked_sub(first.below())?;
        let threshold = first.at_rank(count.checked_sub(1)?)?;
        tail.set_measure(std::slice::from_ref(first), threshold);
        let measure @ Measure { scale, pivot } = tail.measure;
        // Below the threshold all values count, at it only as many as are left.
        let mut groups = Vec::with_capacity(tail.sums.len());
        let (mut all, mut left) = (TailSum::default(), in_bracket);
        for (sum, group) in tail.sums.iter().zip(&first.groups) {
            let (mut sum, mut below) = (*sum, group.below);
            for (value, times) in group.runs.iter().take_while(|(value, _)| *value < threshold) {
                sum.add(value, times, measure);
                below += times;
                left = left.checked_sub(times)?;
            }
            all.join(&sum);
            groups.push((below as f64, sum.sum as f64 * (scale / UNIT)));
        }
        all.add(threshold, left, measure);
        if all.is_full() {
            return None;
        }
        let n = count as f64;
        let mean = all.sum as f64 * (scale / UNIT) / n;
        let variance = all.squares as f64 / UNIT * scale * scale / n - (mean - pivot) * (mean - pivot);
        let variance = if variance > 0.0 { variance } else { 0.0 };
        Some(Shortfall { mean, variance, threshold, groups })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_fixed_point_agree() {
        let mut x = 1e-30;
        while x < 1e16 {
            for x in [x, -x, 1.0 / x] {
                assert_eq!(fixed(x), (x * UNIT) as i128, "{x}");
            }
            x *= 1.37;
        }
    }
}
