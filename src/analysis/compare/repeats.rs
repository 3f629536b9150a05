//! The error of the change of any figure: from repeating both runs with other seeds.

use super::seen::both;
use super::side::{Impossible, Side};
use crate::engine::{Pool, Watch};
use crate::sampling::{REPLICATES, StreamKey};
use crate::scenario::metrics::Metric;
use crate::summary::interval::Confidence;
use crate::summary::metrics::{Reading, read};
use crate::summary::results::{Estimate, Results};
use crate::summary::{FEWEST_DRAWS, Settings};

/// Both runs, repeated with 16 other seeds and a sixteenth of the draws each.
///
/// Most figures are no mean of something that each draw has, and how far their errors go together in both runs
/// cannot be read off either. The differences of the repetitions, as paired as the figures themselves, spread as they do
/// (Student's t with 15 degrees of freedom).
pub(super) struct Repeats {
    /// The results of base and other.
    each: Vec<[Results; 2]>,
    /// Draws of a repetition as a share of those of the run: a sixteenth, or more where that would be too few.
    share: f64,
}

impl Repeats {
    /// Makes them.
    ///
    /// # Errors
    /// Where one of the two comes to nothing.
    pub(super) fn make(
        sides: [&Side<'_>; 2],
        pool: &Pool,
        settings: &Settings,
        watch: &dyn Watch,
    ) -> Result<Repeats, Impossible> {
        let sixteenth = settings.draws / REPLICATES as u64;
        let draws = if sixteenth > FEWEST_DRAWS { sixteenth } else { FEWEST_DRAWS };
        let draws = settings.sampling.round_up(draws);
        let mut each = Vec::new();
        for replicate in 0..REPLICATES {
            let seed = StreamKey::new(settings.seed, &format!("replicate/{replicate}")).seed();
            // A rate that is clamped in few of all draws may be so in more of these.
            let settings = Settings { seed, draws, most_clamped: 1.0, ..settings.clone() };
            each.push(both(sides, pool, &settings, &Quiet(watch))?);
        }
        Ok(Repeats { each, share: draws as f64 / settings.sampling.round_up(settings.draws) as f64 })
    }

    /// The change of a figure from `was` to `is`, with its error.
    pub(super) fn change(
        &self,
        metric: &Metric,
        (was, is): (Estimate, Estimate),
        confidence: Confidence,
    ) -> Estimate {
        let mut differences = Vec::new();
        for pair in &self.each {
            let found = pair.each_ref().map(|results| read(results, metric).flatten());
            let [Some(was), Some(is)] = found.map(|found| found.map(Reading::estimate)) else {
                return apart(was, is, confidence);
            };
            differences.push(is.value - was.value);
        }
        let n = differences.len() as f64;
        let mean = differences.iter().sum::<f64>() / n;
        let variance = differences.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / (n - 1.0);
        confidence.around_spread(is.value - was.value, (variance * self.share).sqrt())
    }
}

/// Where some repetition lacks the figure: both intervals, however their errors go together.
fn apart(was: Estimate, is: Estimate, confidence: Confidence) -> Estimate {
    let wider = confidence.z / Confidence::USUAL.z;
    let below = (is.value - is.lo) + (was.hi - was.value);
    let above = (is.hi - is.value) + (was.value - was.lo);
    let value = is.value - was.value;
    Estimate { value, se: is.se + was.se, lo: value - wider * below, hi: value + wider * above }
}

/// A watch that hears nothing of progress: these draws were not announced.
struct Quiet<'a>(&'a dyn Watch);

impl Watch for Quiet<'_> {
    fn progressed(&self, _: u64, _: u64) {}
    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}
