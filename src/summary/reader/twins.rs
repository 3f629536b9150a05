//! The split of a variance where payments are made.

use super::{Errors, NO_RANGE, Reader};
use crate::sampling::REPLICATES;
use crate::summary::estimate::Estimate;
use crate::summary::plan::Split;
use crate::summary::results::VarianceShares;
use crate::summary::sample::{Sample, correlation};
use crate::summary::twins::Twins;

impl Reader<'_> {
    /// Shares of the variance: of an expectation and the luck around it, or where payments are made, of two lives.
    pub fn split(&self, split: Split, twins: Option<Option<Twins>>) -> VarianceShares {
        match twins {
            Some(twins) => self.variance_of_twins(split, twins),
            None => self.variance(split),
        }
    }

    /// What of the variance of an expectation path is doubt about the inputs: all of it, but where payments are made, whose luck is in it.
    pub fn doubt(&self, twins: Option<Option<Twins>>) -> f64 {
        let Some(Some(Twins { lives: [a, b], product, .. })) = twins else { return 1.0 };
        correlation(&self.all, a, b, product).filter(|doubt| *doubt > 0.0).unwrap_or(1.0)
    }

    /// Shares of the variance where payments are made: of two lives under the same parameters, none where no parameter is in doubt. With
    /// the jackknife's error over 16 groups of draws.
    fn variance_of_twins(&self, split: Split, twins: Option<Twins>) -> VarianceShares {
        let extremes = &self.tally.extremes[split.extremes];
        let varies = |(low, high): (f64, f64)| high - low > NO_RANGE * extremes.largest;
        if !varies(extremes.expected) && !varies(extremes.luck) {
            return VarianceShares { parameter_share: None, cohort_luck_share: None };
        }
        let share = match twins.filter(|_| varies(extremes.expected)) {
            None => Estimate::exact(0.0),
            Some(twins) => {
                let all = share_in_common(&self.all, twins);
                let without = |sample: &Sample| share_in_common(sample, twins);
                match (self.errors, self.groups.as_deref()) {
                    (Errors::Formulas, Some((sizes, samples))) => {
                        let mut each = [0.0; REPLICATES];
                        each.iter_mut().zip(samples).for_each(|(each, sample)| *each = without(sample));
                        sizes.jackknife(all, &each, self.all.confidence)
                    }
                    _ => self.jackknifed(Estimate::exact(all), without),
                }
            }
        };
        let share = match self.errors {
            // What one batch makes of it may lie outside.
            Errors::Batch(_) => share,
            _ => Estimate {
                value: share.value.clamp(0.0, 1.0),
                lo: share.lo.clamp(0.0, 1.0),
                hi: share.hi.clamp(0.0, 1.0),
                ..share
            },
        };
        VarianceShares { parameter_share: Some(share), cohort_luck_share: Some(share.complement()) }
    }
}

/// Cov(X, X′)/Var(Y), X and X′ two lives under the same parameters: Var(E[X | θ]) as a share of the variance of what is drawn.
fn share_in_common(sample: &Sample<'_>, twins: Twins) -> f64 {
    let [a, b] = twins.lives;
    sample.covariance(a, b, twins.product) / sample.central(twins.drawn).variance
}
