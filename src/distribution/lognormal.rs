//! The lognormal law: the logarithm is normal.
//!
//! With mean m and sd s of X itself, σ² = ln(1 + s²/m²) and μ = ln m − σ²/2; quantile exp(μ + σ Φ⁻¹(u))
//! (Johnson, Kotz & Balakrishnan 1994, *Continuous Univariate Distributions* 1, ch. 14).

use super::given::{Broken, Form, Given, Quantile, SpecError};
use super::normal::{check_sd, line_through, score_density};
use super::smooth::{Density, Distance, Jet, Side, Smooth};
use super::special::{Chance, Neighbour, normal};

/// The lognormal law by mean and sd of the logarithm; v is the standard score z.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LogNormal {
    pub mu: f64,
    pub sigma: f64,
}

pub(super) fn build(given: &Given) -> Result<LogNormal, Vec<SpecError>> {
    let mut broken = Broken::default();
    let (mu, sigma) = match given.form {
        Form::Keys(_) => {
            let (mean, sd) = (given.number("mean"), given.number("sd"));
            let help = "a lognormal quantity is positive; for one that can be negative use `normal`";
            broken.unless(mean > 0.0, "mean", format!("mean is {mean}, must be above 0"), help);
            check_sd(&mut broken, sd);
            let variance = libm::log1p((sd / mean) * (sd / mean));
            (libm::log(mean) - 0.5 * variance, libm::sqrt(variance))
        }
        Form::Quantiles(stated) => {
            let [p, q] = given.rising_within(stated, 0.0, f64::INFINITY)?;
            let z = |q: Quantile| normal::quantile(q.chance());
            line_through(z(p), libm::log(p.x), z(q), libm::log(q.x))
        }
    };
    if broken.is_empty() {
        let help = "the two numbers are too close or too far apart; check their units";
        let fits = sigma > 0.0 && sigma <= 20.0;
        broken.unless(fits, given.first_key(), format!("the sd of the logarithm would be {sigma}"), help);
    }
    broken.or(|| LogNormal { mu, sigma })
}

impl Smooth for LogNormal {
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    fn mean(&self) -> Option<f64> {
        Some(libm::exp(self.mu + 0.5 * self.sigma * self.sigma)).filter(|mean| mean.is_finite())
    }

    fn sd(&self) -> Option<f64> {
        let variance = self.sigma * self.sigma;
        let sd = libm::exp(self.mu + 0.5 * variance) * libm::sqrt(libm::expm1(variance));
        Some(sd).filter(|sd| sd.is_finite())
    }

    fn locate(&self, x: f64) -> f64 {
        (libm::log(x) - self.mu) / self.sigma
    }

    fn value(&self, z: f64) -> Jet {
        Jet::exponential(libm::exp(self.mu + self.sigma * z), self.sigma)
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

    fn distance(&self, _side: Side, z: f64) -> Option<Distance> {
        Some(Distance { at: 0.0, sign: 1.0, log: Jet::line(self.mu + self.sigma * z, self.sigma) })
    }
}
