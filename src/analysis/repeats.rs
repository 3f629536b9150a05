//! The error of the change of any figure: from repeating both runs with other seeds.

use super::compare::Side;
use super::judging::figures;
use super::limits::Limit;
use crate::engine::Watch;
use crate::sampling::{REPLICATES, StreamKey};
use crate::summary::confidence::Confidence;
use crate::summary::results::Estimate;
use crate::summary::{FEWEST_DRAWS, Failure, Settings, figure_at, run};

/// The change of a figure from `was` to `is`, with its error.
///
/// Most figures are no mean of something that each draw has, and how far their errors go together in both runs
/// cannot be read off either. So both are repeated with 16 other seeds and a sixteenth of the draws each; the
/// differences, as paired as the figures themselves, spread as they do (Student's t with 15 degrees of freedom).
pub(super) fn change(
    sides: [&Side<'_>; 2],
    limit: &Limit,
    (was, is): (Estimate, Estimate),
    settings: &Settings,
    confidence: Confidence,
    watch: &dyn Watch,
) -> Result<Estimate, Failure> {
    let value = is.value - was.value;
    if was.se == 0.0 && is.se == 0.0 && was.lo == was.hi && is.lo == is.hi {
        return Ok(Estimate { value, se: 0.0, lo: value, hi: value });
    }
    let sixteenth = settings.draws / REPLICATES as u64;
    let draws = if sixteenth > FEWEST_DRAWS { sixteenth } else { FEWEST_DRAWS };
    let mut differences = Vec::new();
    for replicate in 0..REPLICATES {
        let seed = StreamKey::new(settings.seed, &format!("replicate/{replicate}")).seed();
        let mut found = [None; 2];
        for (found, side) in found.iter_mut().zip(sides) {
            let settings = Settings { seed, draws, ..side.settings(settings) };
            let results = run(side.loaded, side.file, side.variant, &settings, &Quiet(watch))?;
            *found = figure_at(&figures(&results), &limit.path).flatten();
        }
        let [Some(was), Some(is)] = found else { return Ok(apart(was, is, confidence)) };
        differences.push(is.value - was.value);
    }
    let n = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / n;
    let variance = differences.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / (n - 1.0);
    Ok(confidence.around_spread(value, (variance / n).sqrt()))
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
