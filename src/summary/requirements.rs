//! What a scenario requires of its results, and whether it holds.

use serde_json::Value;

use super::estimate::exact;
use super::results::{Estimate, PerspectiveResults, RequirementResult, Threshold, Verdict};
use crate::scenario::{Bound, Requirement};

/// Judges one requirement.
pub(super) fn judge(
    name: &str,
    requirement: &Requirement,
    results: Option<&PerspectiveResults>,
) -> RequirementResult {
    let estimate = results.and_then(|results| find(results, &requirement.metric));
    let threshold = match requirement.bound {
        Bound::AtLeast(x) => Threshold::AtLeast(x),
        Bound::AtMost(x) => Threshold::AtMost(x),
    };
    RequirementResult {
        name: name.to_owned(),
        metric: requirement.metric.clone(),
        perspective: requirement.perspective.clone(),
        estimate,
        threshold,
        verdict: verdict(estimate, threshold),
    }
}

/// Whether a figure meets a threshold beyond its simulation error. A figure that does not exist fails.
pub fn verdict(estimate: Option<Estimate>, threshold: Threshold) -> Verdict {
    let Some(e) = estimate else { return Verdict::Fail };
    let (holds, breaks) = match threshold {
        Threshold::AtLeast(x) => (e.lo >= x, e.hi < x),
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
    let tree = serde_json::to_value(results).ok()?;
    // The name of a line has a dot of its own.
    let steps: Vec<&str> = match path.split_once('.') {
        Some(("lines", line)) => vec!["lines", line],
        _ => path.split('.').collect(),
    };
    let mut at = &tree;
    for step in steps {
        at = match at {
            Value::Object(map) => map.get(step)?,
            Value::Array(list) => list.get(step.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    match at {
        Value::Number(x) => x.as_f64().map(exact),
        Value::Object(map) => {
            let number = |key: &str| map.get(key).and_then(Value::as_f64);
            let value = number("value")?;
            // A year's upper end is null where it lies beyond the horizon.
            let hi = number("hi").unwrap_or(f64::INFINITY);
            Some(Estimate { value, se: number("se").unwrap_or(f64::INFINITY), lo: number("lo")?, hi })
        }
        _ => None,
    }
}
