//! The PERT law: a beta law stretched over [low, high] with a given mode.
//!
//! α = 1 + λ (mode − low)/(high − low), β = 1 + λ (high − mode)/(high − low), λ = 4 by default, so that the mean
//! is (low + λ mode + high)/(λ + 2) (Malcolm, Roseboom, Clark & Fazar 1959; the λ form: Vose 2008, *Risk
//! Analysis*, app. III).

use super::beta::Beta;
use super::spec::{FamilyKey, FamilyKeys, Given};
use super::triangular::check_three_points;
use super::{Family, SpecError};

pub(super) const KEYS: FamilyKeys = FamilyKeys {
    name: "pert",
    doc: "A smooth hill between two ends with a given top: an expert's lowest, most likely and highest value.",
    source: "Malcolm, Roseboom, Clark & Fazar (1959), Operations Research 7(5); Vose (2008), Risk Analysis, app. III",
    keys: &[
        FamilyKey::number("low", "the lowest possible value"),
        FamilyKey::number("mode", "the most likely value, from low to high"),
        FamilyKey::number("high", "the highest possible value, above low"),
        FamilyKey::number("lambda", "weight of the mode against the ends, 0 or more, default 4"),
    ],
    parametrisations: &[&["low", "mode", "high"]],
    optional: &["lambda"],
    two_quantiles: false,
};

pub(super) fn build(given: &Given) -> Result<Family, Vec<SpecError>> {
    let (low, mode, high) = (given.number("low"), given.number("mode"), given.number("high"));
    let lambda = given.number_or("lambda", 4.0);
    let mut broken = check_three_points(low, mode, high);
    let help = "use 4 for the usual law; more draws the values closer to the mode";
    broken.unless(
        (0.0..=1e12).contains(&lambda),
        "lambda",
        format!("lambda is {lambda}, must lie in 0 to 1e12"),
        help,
    );
    broken.or(|| {
        let alpha = 1.0 + lambda * ((mode - low) / (high - low));
        let beta = 1.0 + lambda * ((high - mode) / (high - low));
        Family::Beta(Beta::stretched(alpha, beta, low, high))
    })
}
