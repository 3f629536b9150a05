//! The logit-normal law: the log-odds of a share are normal.
//!
//! With median m and sd σ of the logit, x = 1/(1 + exp(−(ln(m/(1 − m)) + σ Φ⁻¹(u)))) (Aitchison & Shen 1980,
//! *Biometrika* 67(2), in one dimension). Mean and sd have no closed form and are integrated.

use super::beta::{log_logistic_jet, logistic_jet};
use super::given::{Broken, Form, Given, Quantile, SpecError};
use super::moments::Moments;
use super::normal::{check_sd, line_through, score_density};
use super::smooth::{Density, Distance, Jet, Side, Smooth};
use super::special::beta::Odds;
use super::special::{Chance, Neighbour, normal};

/// The logit-normal law by mean and sd of the log-odds; v is the standard score z.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LogitNormal {
    mu: f64,
    sigma: f64,
    moments: Moments,
}

/// ln(x/(1 − x)).
fn logit(x: f64) -> f64 {
    libm::log(x / (1.0 - x))
}

pub(super) fn build(given: &Given) -> Result<LogitNormal, Vec<SpecError>> {
    let mut broken = Broken::default();
    let (mu, sigma) = match given.form {
        Form::Keys(_) => {
            let (median, sd) = (given.number("median"), given.number("sd"));
            let help = "a share lies between 0 and 1: write 42 % as 0.42";
            let inside = median > 0.0 && median < 1.0;
            broken.unless(inside, "median", format!("median is {median}, must lie between 0 and 1"), help);
            check_sd(&mut broken, sd);
            (logit(median), sd)
        }
        Form::Quantiles(stated) => {
            let [p, q] = given.rising_within(stated, 0.0, 1.0)?;
            let z = |q: Quantile| normal::quantile(q.chance());
            line_through(z(p), logit(p.x), z(q), logit(q.x))
        }
    };
    if broken.is_empty() {
        let help = "sd is that of the log-odds, as 0.5; for a rate without spread write `fixed`";
        let known = sigma > 1e-12 && sigma <= 40.0;
        broken.unless(known, given.first_key(), format!("the sd of the log-odds would be {sigma}"), help);
    }
    broken.or(|| {
        let law = LogitNormal { mu, sigma, moments: Moments::NONE };
        LogitNormal { moments: law.integrate(), ..law }
    })
}

impl LogitNormal {
    fn odds(&self, z: f64) -> Odds {
        Odds::new(self.mu + self.sigma * z)
    }

    /// Mean and sd by the trapezoidal rule in z: for an analytic integrand its error is e^(−2πd/h), d being the
    /// distance π/σ of the nearest pole (Trefethen & Weideman 2014, *SIAM Review* 56(3), theorem 5.1).
    fn integrate(&self) -> Moments {
        const REACH: f64 = 8.8;
        let step = 0.5 / if self.sigma > 1.0 { self.sigma } else { 1.0 };
        let count = libm::floor(REACH / step) as i32;
        let expect = |f: &dyn Fn(f64) -> f64| -> f64 {
            (-count..=count)
                .map(|k| {
                    let z = f64::from(k) * step;
                    step * normal::density(z) * f(self.odds(z).x)
                })
                .sum()
        };
        let centre = Odds::new(self.mu).x;
        let offset = expect(&|x| x - centre);
        let variance = expect(&|x| (x - centre - offset) * (x - centre - offset));
        Moments { mean: Some(centre + offset), sd: Some(libm::sqrt(variance)) }
    }
}

impl Smooth for LogitNormal {
    fn support(&self) -> (f64, f64) {
        (0.0, 1.0)
    }

    fn mean(&self) -> Option<f64> {
        self.moments.mean
    }

    fn sd(&self) -> Option<f64> {
        self.moments.sd
    }

    fn locate(&self, x: f64) -> f64 {
        (logit(x) - self.mu) / self.sigma
    }

    fn value(&self, z: f64) -> Jet {
        logistic_jet(self.odds(z)).stretched(self.sigma)
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

    fn distance(&self, side: Side, z: f64) -> Option<Distance> {
        let log = log_logistic_jet(side, self.odds(z)).stretched(self.sigma);
        Some(match side {
            Side::Lower => Distance { at: 0.0, sign: 1.0, log },
            Side::Upper => Distance { at: 1.0, sign: -1.0, log },
        })
    }
}
