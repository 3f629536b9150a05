//! Figures from sums and counts that were kept by group: by replicate where draws depend on each other.

use crate::summary::central::Central;
use crate::summary::confidence::Confidence;
use crate::summary::order::{quantile, type_7};
use crate::summary::quantiles::{Missed, Quantiles};
use crate::summary::replicates::Sizes;
use crate::summary::results::Estimate;

/// A mean, from Σd and Σd² about a pivot at `at` of each group's sums.
pub(super) fn mean_between(
    groups: &[&[f64]],
    at: usize,
    pivot: f64,
    n: u64,
    sizes: Option<&Sizes>,
    confidence: Confidence,
) -> Estimate {
    let sum = |at: usize| groups.iter().map(|group| group[at]).sum();
    let all = Central::of_two(pivot, &[sum(at), sum(at + 1)], n, n);
    let Some(sizes) = sizes else {
        return confidence.around(all.mean, (all.variance / all.n).sqrt());
    };
    let means = std::array::from_fn(|g| pivot + groups[g][at] / sizes.of(g));
    confidence.around_spread(all.mean, sizes.error(&means))
}

/// A probability, from the hits in each group.
pub(super) fn probability_between(hits: &[u64], n: u64, sizes: Option<&Sizes>) -> Estimate {
    match sizes {
        None => Confidence::USUAL.probability(hits[0], n),
        Some(sizes) => sizes.probability(hits, Confidence::USUAL),
    }
}

/// A quantile.
///
/// # Errors
/// [`Missed`] where it was not kept.
pub(super) fn quantile_between(
    values: &Quantiles,
    p: f64,
    n: u64,
    sizes: Option<&Sizes>,
) -> Result<Estimate, Missed> {
    const USUAL: Confidence = Confidence::USUAL;
    let at_rank = |rank| values.at_rank(rank);
    let Some(sizes) = sizes else { return quantile(p, n, USUAL, at_rank) };
    let value = type_7(p, n, at_rank)?;
    let (around, first) = values.around((p * n as f64) as u64)?;
    let (lo, hi) = sizes.quantile(p, around, first, USUAL)?;
    Ok(Estimate { value, se: (hi - lo) / (2.0 * USUAL.t), lo, hi })
}
