//! What a scenario requires of its results, and whether it holds.

use serde_json::Value;

use super::estimate::Estimate;
use super::results::{PerspectiveResults, RequirementResult, Threshold, Verdict};
use crate::scenario::{Bound, Requirement};

/// Judges one requirement by the results of its perspective.
pub fn judge(
    name: &str,
    requirement: &Requirement,
    results: Option<&PerspectiveResults>,
) -> RequirementResult {
    let estimate = results.and_then(|results| find(results, &requirement.metric));
    let threshold = match requirement.bound {
        Bound::AtLeast(x) => Threshold::AtLeast(x),
        Bound::AtMost(x) => Threshold::AtMost(x),
    };
    let verdict = match results {
        Some(results) if requirement.metric == MEDIAN_YEAR && estimate.is_none() => {
            open_year(results.break_even_year.earliest_median(), threshold)
        }
        _ => verdict(estimate, threshold),
    };
    RequirementResult {
        name: name.to_owned(),
        metric: requirement.metric.clone(),
        perspective: requirement.perspective.clone(),
        estimate,
        threshold,
        verdict,
    }
}

/// The figure that may be null for want of draws.
pub const MEDIAN_YEAR: &str = "break_even_year.median";

/// A median year that is not reached in half of the draws made, and in truth not before `earliest`, if at all.
fn open_year(earliest: Option<usize>, threshold: Threshold) -> Verdict {
    match (earliest, threshold) {
        (None, _) => Verdict::Fail,
        (Some(year), Threshold::AtMost(x)) if year as f64 > x => Verdict::Fail,
        _ => Verdict::Inconclusive,
    }
}

/// Whether a figure meets a threshold beyond its simulation error. A figure that does not exist fails.
pub fn verdict(estimate: Option<Estimate>, threshold: Threshold) -> Verdict {
    let Some(e) = estimate else { return Verdict::Fail };
    let (holds, breaks) = match threshold {
        // A year that may be never is no year yet.
        Threshold::AtLeast(x) => (e.lo >= x && e.hi.is_finite(), e.hi < x),
        Threshold::AtMost(x) => (e.hi <= x, e.lo > x),
    };
    match (holds, breaks) {
        (true, _) => Verdict::Pass,
        (_, true) => Verdict::Fail,
        _ => Verdict::Inconclusive,
    }
}

/// The figure at a path below a perspective, as `net_benefit.p5` or `break_even_year.by_year.3`.
///
/// A mean with more beside it is found by its own path, `net_benefit.mean`; a plain number has no error.
pub fn find(results: &PerspectiveResults, path: &str) -> Option<Estimate> {
    figure_at(&serde_json::to_value(results).ok()?, path)?
}

/// The figure at a path in results that were made a tree: `None` where the path leads nowhere or into an estimate,
/// whose parts have no error of their own, `Some(None)` where the figure is null.
pub fn figure_at(tree: &Value, path: &str) -> Option<Option<Estimate>> {
    // A picture is no figure.
    if path.contains("net_benefit.histogram") {
        return None;
    }
    let (mut at, mut rest) = (tree, path);
    while !rest.is_empty() {
        let (step, after) = rest.split_once('.').unwrap_or((rest, ""));
        (at, rest) = match at {
            Value::Object(map) => match map.get(step) {
                // A year's flow has its quantiles beside its mean.
                Some(inner) if map.contains_key("se") && !inner.is_object() => return None,
                Some(inner) => (inner, after),
                // A line's name has a full stop in it, as `costs.treatment`.
                None => (map.get(rest)?, ""),
            },
            Value::Array(list) => (list.get(step.parse::<usize>().ok()?)?, after),
            _ => return None,
        };
    }
    match at {
        Value::Null => Some(None),
        Value::Number(x) => Some(x.as_f64().map(Estimate::exact)),
        Value::Object(map) => {
            let number = |key: &str| map.get(key).and_then(Value::as_f64);
            let value = number("value")?;
            // A year's upper end is null where it lies beyond the horizon.
            let hi = number("hi").unwrap_or(f64::INFINITY);
            Some(Some(Estimate { value, se: number("se").unwrap_or(f64::INFINITY), lo: number("lo")?, hi }))
        }
        _ => None,
    }
}
