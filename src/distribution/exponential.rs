//! The exponential law: quantile −mean · ln(1 − u) (Johnson, Kotz & Balakrishnan 1994, *Continuous Univariate
//! Distributions* 1, ch. 19), the Weibull law of shape 1.

use super::gamma::check_positive;
use super::given::{Broken, Given, SpecError};
use super::weibull::Weibull;

pub(super) fn build(given: &Given) -> Result<Weibull, Vec<SpecError>> {
    let mean = given.number("mean");
    let mut broken = Broken::default();
    check_positive(&mut broken, "mean", mean);
    broken.or(|| Weibull::new(1.0, mean))
}
