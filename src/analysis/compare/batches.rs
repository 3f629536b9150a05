//! The error of the change of any figure, from the draws of the run itself.
//!
//! Most figures are no mean of something that each draw has, and how far their errors go together on both sides
//! cannot be read off either. Each of 16 groups of the draws makes something of both; the differences of that, as
//! paired as the figures themselves, spread as they do (Student's t with 15 degrees of freedom).

use super::seen::Seeing;
use crate::sampling::REPLICATES;
use crate::scenario::metrics::{Figure, Metric};
use crate::summary::interval::Confidence;
use crate::summary::metrics::{Reading, read};
use crate::summary::quantiles::Missed;
use crate::summary::results::{Estimate, Results};
use crate::summary::run::ask::Asked;

/// Whether the change of a figure is none of the differences that every pair is asked for.
pub(super) fn are_needed(metric: &Metric) -> bool {
    !matches!(
        metric.figure(),
        Figure::NetBenefitMean
            | Figure::PeakMean
            | Figure::ProbabilityBreakEven
            | Figure::ProbabilityLoss
            | Figure::BreakEvenNever
            | Figure::BreakEvenBy
    )
}

/// What each group of the draws makes of both sides.
pub(super) struct Batches {
    each: Vec<[Results; 2]>,
    /// Both sides with intervals that together miss as seldom as one is meant to.
    surer: [Results; 2],
}

impl Batches {
    /// Reads them.
    ///
    /// # Errors
    /// [`Missed`] where a quantile was not kept.
    pub(super) fn read(
        see: &Seeing<'_>,
        asked: [&Asked; 2],
        results: [&Results; 2],
    ) -> Result<Batches, Missed> {
        let with = |reader: &crate::summary::Reader<'_>| {
            let side = |at: usize| {
                let figures = asked[at].figures(reader, results[at].scenario.horizon)?;
                Ok(Results {
                    perspectives: figures.perspectives,
                    outcomes: figures.outcomes,
                    states: figures.states,
                    joint: figures.joint,
                    base_case: figures.base_case,
                    unadjusted: figures.unadjusted,
                    ..results[at].clone()
                })
            };
            Ok([side(0)?, side(1)?])
        };
        let each = (0..REPLICATES).map(|batch| with(&see.reader.of_batch(batch)));
        let half = Confidence::missing(see.look.confidence.alpha / 2.0);
        Ok(Batches { each: each.collect::<Result<_, Missed>>()?, surer: with(&see.reader.at(half))? })
    }

    /// The change of a figure from `was` to `is`, with its error.
    pub(super) fn change(&self, see: &Seeing<'_>, metric: &Metric, was: f64, is: f64) -> Estimate {
        let mut differences = [0.0; REPLICATES];
        for (difference, pair) in differences.iter_mut().zip(&self.each) {
            let found = pair.each_ref().map(|results| read(results, metric).flatten());
            *difference = match found {
                [Some(Reading::Estimate(was)), Some(Reading::Estimate(is))] => is.value - was.value,
                _ => f64::NAN,
            };
        }
        if differences.iter().all(|difference| difference.is_finite()) {
            let reader = see.reader.at(see.look.confidence);
            return reader.spread(is - was, &differences);
        }
        self.apart(metric, is - was)
    }

    /// However errors go together: both intervals hold in all draws but those in which one of them does not (Boole's
    /// inequality).
    fn apart(&self, metric: &Metric, value: f64) -> Estimate {
        let found = self.surer.each_ref().map(|results| read(results, metric).flatten());
        let [Some(was), Some(is)] = found.map(|found| found.map(Reading::estimate)) else {
            return Estimate { value, se: f64::INFINITY, lo: f64::NEG_INFINITY, hi: f64::INFINITY };
        };
        Estimate { value, se: is.se + was.se, lo: is.lo - was.hi, hi: is.hi - was.lo }
    }
}
