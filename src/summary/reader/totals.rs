//! Total shares of the variance, from pairs of points that differ in one factor alone.

use super::Reader;
use crate::summary::central::Central;
use crate::summary::estimate::Estimate;
use crate::summary::plan::Moments;

/// ½ mean (g(A) − g(A with the factor of B))²/Var g: Jansen (1999), "Analysis of variance designs for model output", Comput.
/// Phys. Commun. 117:35, as in Saltelli et al. (2010), Comput. Phys. Commun. 181:259, table 2 (f).
pub(in crate::summary) fn total(difference: &Central, g: &Central) -> f64 {
    // Both over the points as they are: the mean of even points errs by far less than σ/√n.
    let over_points = |of: &Central| of.variance * (of.n - 1.0) / of.n;
    0.5 * (over_points(difference) + difference.mean * difference.mean) / over_points(g)
}

impl Reader<'_> {
    /// The total share of a factor in the variance of a quantity, from what the quantity differs by where the factor alone is
    /// drawn once more; `None` where the quantity does not vary. Its error is known between replicates alone.
    pub fn total_share(&self, difference: Moments, of: Moments) -> Option<Estimate> {
        let share = |sample: &super::Sample<'_>| total(&sample.central(difference), &sample.central(of));
        (self.plain_sd(of) > 0.0)
            .then(|| self.jackknifed(Estimate::of_unknown_error(share(&self.all)), share))
    }
}
