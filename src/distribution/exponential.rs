//! The exponential law: quantile −mean · ln(1 − u) (Johnson, Kotz & Balakrishnan 1994, *Continuous Univariate
//! Distributions* 1, ch. 19), the Weibull law of shape 1.

use super::gamma::check_positive;
use super::spec::{Broken, FamilyKey, FamilyKeys, Given};
use super::weibull::Weibull;
use super::{Family, SpecError};

pub(super) const KEYS: FamilyKeys = FamilyKeys {
    name: "exponential",
    doc: "Time until something that happens at a steady rate, whatever has gone before.",
    source: "Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 19",
    keys: &[FamilyKey::number("mean", "the mean, above 0; the rate is 1/mean")],
    parametrisations: &[&["mean"]],
    optional: &[],
    two_quantiles: false,
};

pub(super) fn build(given: &Given) -> Result<Family, Vec<SpecError>> {
    let mean = given.number("mean");
    let mut broken = Broken::default();
    check_positive(&mut broken, "mean", mean);
    broken.or(|| Family::Weibull(Weibull::new(1.0, mean)))
}
