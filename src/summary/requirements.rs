//! What a scenario requires of its results, and whether it holds.

use super::estimate::Estimate;
use super::metrics::{Reading, read_below};
use super::results::{PerspectiveResults, RequirementResult, Threshold, Verdict};
use super::ties::size_below;
use crate::model::TIE;
use crate::scenario::metrics::Figure;
use crate::scenario::{Bound, Requirement};

/// Judges one requirement by the results of its perspective.
pub fn judge(
    name: &str,
    requirement: &Requirement,
    results: Option<&PerspectiveResults>,
) -> RequirementResult {
    let estimate =
        results.and_then(|results| read_below(results, &requirement.metric)).flatten().map(Reading::estimate);
    let threshold = match requirement.bound {
        Bound::AtLeast(x) => Threshold::AtLeast(x),
        Bound::AtMost(x) => Threshold::AtMost(x),
    };
    let seen = match (results, requirement.metric.figure()) {
        (Some(results), Figure::BreakEvenMedian) => Some(results.break_even_year.median_or_never()),
        _ => estimate,
    };
    let size = results.map_or(0.0, |results| size_below(results, &requirement.metric));
    let verdict = match (verdict(seen, threshold, size), seen) {
        // Never is no year, and a year that may be never is none yet.
        (Verdict::Pass, Some(e)) if e.lo.is_infinite() => Verdict::Fail,
        (Verdict::Pass, Some(e)) if e.hi.is_infinite() => Verdict::Inconclusive,
        (verdict, _) => verdict,
    };
    RequirementResult {
        name: name.to_owned(),
        metric: requirement.metric.to_string(),
        perspective: requirement.perspective.clone(),
        estimate,
        threshold,
        verdict,
    }
}

/// Whether a figure meets a threshold beyond its simulation error, where what separates the two by rounding alone counts as
/// nothing: `size` is that of what the figure is made of. A figure that does not exist fails.
pub fn verdict(estimate: Option<Estimate>, threshold: Threshold, size: f64) -> Verdict {
    let Some(e) = estimate else { return Verdict::Fail };
    let nothing = TIE * size;
    let (holds, breaks) = match threshold {
        Threshold::AtLeast(x) => (e.lo >= x - nothing, e.hi < x - nothing),
        Threshold::AtMost(x) => (e.hi <= x + nothing, e.lo > x + nothing),
    };
    match (holds, breaks) {
        (true, _) => Verdict::Pass,
        (_, true) => Verdict::Fail,
        _ => Verdict::Inconclusive,
    }
}
