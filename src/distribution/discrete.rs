//! Laws on single values: a list with weights (`discrete`), or data as they are (`empirical`).
//!
//! The quantile at u is the smallest value with P(X ≤ value) ≥ u; nothing is interpolated (Hyndman & Fan 1996,
//! *The American Statistician* 50(4), definition 1).

use super::given::{Broken, Given, SpecError};
use super::special::Chance;

/// A law on single values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Steps {
    /// The values, rising.
    values: Vec<f64>,
    /// P(X ≤ value) and P(X > value).
    chances: Vec<Chance>,
}

/// Checks that weights are as many as what they weigh, not negative, and add up to 1 within 1e-9.
pub(super) fn check_weights(broken: &mut Broken, weights: &[f64], count: usize, what: &str) {
    let message = format!("{} weights for {count} {what}", weights.len());
    broken.unless(weights.len() == count, "weights", message, "give one weight for each");
    let sum: f64 = weights.iter().sum();
    let help = "weights are probabilities: 0 or more, adding up to 1";
    match weights.iter().find(|&&weight| !(weight >= 0.0)) {
        Some(weight) => broken.unless(false, "weights", format!("the weight {weight} is negative"), help),
        None => {
            broken.unless((sum - 1.0).abs() <= 1e-9, "weights", format!("the weights add up to {sum}"), help);
        }
    }
}

pub(super) fn build_discrete(given: &Given) -> Result<Steps, Vec<SpecError>> {
    let (values, weights) = (given.list("values"), given.list("weights"));
    let mut broken = Broken::default();
    broken.unless(!values.is_empty(), "values", "no values".to_string(), "give at least one value");
    check_weights(&mut broken, weights, values.len(), "values");
    broken.or(|| Steps::new(values.iter().copied().zip(weights.iter().copied()).collect()))
}

pub(super) fn build_empirical(given: &Given) -> Result<Steps, Vec<SpecError>> {
    let values = given.list("values");
    let mut broken = Broken::default();
    broken.unless(!values.is_empty(), "values", "no values".to_string(), "give at least one value");
    broken.or(|| Steps::new(values.iter().map(|&value| (value, 1.0)).collect()))
}

impl Steps {
    /// The law of values with weights that need not add up to 1.
    pub fn new(mut weighted: Vec<(f64, f64)>) -> Steps {
        weighted.retain(|&(_, weight)| weight > 0.0);
        weighted.sort_by(|a, b| a.0.total_cmp(&b.0));
        // −0 and 0 are one value.
        weighted.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        let total: f64 = weighted.iter().map(|&(_, weight)| weight).sum();
        let sums = |weights: &mut dyn Iterator<Item = f64>| -> Vec<f64> {
            weights
                .scan(0.0, |sum, weight| {
                    *sum += weight;
                    Some(*sum / total)
                })
                .collect()
        };
        let below = sums(&mut weighted.iter().map(|&(_, weight)| weight));
        let mut above = sums(&mut weighted.iter().rev().map(|&(_, weight)| weight));
        above.reverse();
        let last = weighted.len() - 1;
        let chances = (0..=last)
            .map(|i| {
                if i == last {
                    Chance { below: 1.0, above: 0.0 }
                } else {
                    Chance { below: below[i], above: above[i + 1] }
                }
            })
            .collect();
        Steps { values: weighted.into_iter().map(|(value, _)| value).collect(), chances }
    }

    /// The values, rising.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// P(X ≤ value) and P(X > value) for each value.
    pub fn chances(&self) -> &[Chance] {
        &self.chances
    }

    /// The values with their probabilities.
    pub fn weighted(&self) -> impl Iterator<Item = (f64, f64)> {
        let mut before = Chance { below: 0.0, above: 1.0 };
        self.values.iter().zip(&self.chances).map(move |(&value, &chance)| {
            let weight =
                if chance.is_lower() { chance.below - before.below } else { before.above - chance.above };
            before = chance;
            (value, weight)
        })
    }

    /// Smallest and largest value.
    pub fn support(&self) -> (f64, f64) {
        (self.values[0], self.values[self.values.len() - 1])
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        // About the middle of the range, to lose no digits to a common offset.
        let centre = 0.5 * (self.support().0 + self.support().1);
        centre + self.weighted().map(|(value, weight)| weight * (value - centre)).sum::<f64>()
    }

    /// The standard deviation of the law (not an estimate from a sample).
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        libm::sqrt(self.weighted().map(|(value, weight)| weight * (value - mean) * (value - mean)).sum())
    }

    /// P(X ≤ x) and P(X > x).
    pub fn tails(&self, x: f64) -> Chance {
        match self.values.partition_point(|&value| value <= x) {
            0 => Chance { below: 0.0, above: 1.0 },
            count => self.chances[count - 1],
        }
    }

    /// The smallest value with P(X ≤ value) ≥ u.
    pub fn quantile(&self, chance: Chance) -> f64 {
        let place = self.chances.partition_point(|at| at.below < chance.below);
        self.values[if place < self.values.len() { place } else { self.values.len() - 1 }]
    }
}
