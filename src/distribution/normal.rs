//! The normal law.
//!
//! Quantile mean + sd Φ⁻¹(u) (Johnson, Kotz & Balakrishnan 1994, *Continuous Univariate Distributions* 1,
//! ch. 13; Φ⁻¹ by Wichura 1988).

use super::given::{Broken, Form, Given, SpecError};
use super::smooth::{Density, Jet, Smooth};
use super::special::{Chance, Neighbour, normal};

/// The normal law; v is the standard score z.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Normal {
    pub mean: f64,
    pub sd: f64,
}

/// Checks a standard deviation.
pub(super) fn check_sd(broken: &mut Broken, sd: f64) {
    let help = "give the spread as a positive number; for a number without spread write `fixed`";
    broken.unless(sd > 0.0, "sd", format!("sd is {sd}, must be above 0"), help);
}

pub(super) fn build(given: &Given) -> Result<Normal, Vec<SpecError>> {
    let (mean, sd) = match given.form {
        Form::Keys(_) => (given.number("mean"), given.number("sd")),
        Form::Quantiles(stated) => {
            let [p, q] = given.rising(stated)?;
            line_through(normal::quantile(p.chance()), p.x, normal::quantile(q.chance()), q.x)
        }
    };
    let mut broken = Broken::default();
    check_sd(&mut broken, sd);
    broken.or(|| Normal { mean, sd })
}

/// Intercept and slope of the line through (s, x) and (t, y).
pub(super) fn line_through(s: f64, x: f64, t: f64, y: f64) -> (f64, f64) {
    let slope = (y - x) / (t - s);
    // From the point nearer to the intercept, so that a stated median is kept exactly.
    (if s.abs() < t.abs() { x - slope * s } else { y - slope * t }, slope)
}

/// The density in z.
pub(super) fn score_density(z: f64) -> Density {
    Density { value: normal::density(z), log_first: -z, log_second: -1.0 }
}

impl Smooth for Normal {
    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }

    fn mean(&self) -> Option<f64> {
        Some(self.mean)
    }

    fn sd(&self) -> Option<f64> {
        Some(self.sd)
    }

    fn locate(&self, x: f64) -> f64 {
        (x - self.mean) / self.sd
    }

    fn value(&self, z: f64) -> Jet {
        Jet::line(self.mean + self.sd * z, self.sd)
    }

    fn tails(&self, z: f64) -> Chance {
        normal::tails(z)
    }

    fn solve(&self, chance: Chance, _near: Option<Neighbour>) -> f64 {
        normal::quantile(chance)
    }

    fn density(&self, z: f64) -> Density {
        score_density(z)
    }
}
