//! The PERT law: a beta law stretched over [low, high] with a given mode.
//!
//! α = 1 + λ (mode − low)/(high − low), β = 1 + λ (high − mode)/(high − low), λ = 4 by default, so that the mean
//! is (low + λ mode + high)/(λ + 2) (Malcolm, Roseboom, Clark & Fazar 1959; the λ form: Vose 2008, *Risk
//! Analysis*, app. III).

use super::beta::Beta;
use super::given::{Given, SpecError};
use super::triangular::check_three_points;

pub(super) fn build(given: &Given) -> Result<Beta, Vec<SpecError>> {
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
        Beta::stretched(alpha, beta, low, high)
    })
}
