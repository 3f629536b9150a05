//! The gamma law.
//!
//! Mean shape · scale, variance shape · scale²; from mean m and sd s, shape = (m/s)², scale = s²/m
//! (Johnson, Kotz & Balakrishnan 1994, *Continuous Univariate Distributions* 1, ch. 17).

use super::beta::SHAPES;
use super::fit;
use super::given::{Broken, Form, Given, SpecError};
use super::normal::check_sd;
use super::smooth::{Density, Distance, Jet, SMALL_SHAPE_TOLERANCE, Side, Smooth, TOLERANCE};
use super::special::gamma::GammaConstants;
use super::special::{Chance, Neighbour};

/// The gamma law; v = ln(x/mean).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Gamma {
    constants: GammaConstants,
    mean: f64,
    ln_mean: f64,
}

/// Checks a parameter that must be positive.
pub(super) fn check_positive(broken: &mut Broken, key: &str, value: f64) {
    broken.unless(value > 0.0, key, format!("{key} is {value}, must be above 0"), "give a positive number");
}

pub(super) fn build(given: &Given) -> Result<Gamma, Vec<SpecError>> {
    let mut broken = Broken::default();
    let number = |key| given.number(key);
    let (shape, mean) = match given.form {
        Form::Keys(0) => {
            let (mean, sd) = (number("mean"), number("sd"));
            check_positive(&mut broken, "mean", mean);
            check_sd(&mut broken, sd);
            ((mean / sd) * (mean / sd), mean)
        }
        Form::Keys(_) => {
            let (shape, scale) = (number("shape"), number("scale"));
            check_positive(&mut broken, "shape", shape);
            check_positive(&mut broken, "scale", scale);
            (shape, shape * scale)
        }
        Form::Quantiles(stated) => {
            let stated = given.rising_within(stated, 0.0, f64::INFINITY)?;
            fit::gamma_shape_and_mean(stated).map_err(|error| vec![error])?
        }
    };
    if broken.is_empty() {
        let message = format!("the shape would be {shape:.4e}");
        let help = "too narrow or too wide for a gamma law: check the units; for a number without spread write `fixed`";
        let known = SHAPES.contains(&shape) && mean > 0.0 && mean < 1e150;
        broken.unless(known, given.first_key(), message, help);
    }
    broken.or(|| Gamma::new(shape, mean))
}

impl Gamma {
    /// The gamma law with this shape and mean.
    pub fn new(shape: f64, mean: f64) -> Gamma {
        Gamma { constants: GammaConstants::new(shape), mean, ln_mean: libm::log(mean) }
    }
}

impl Smooth for Gamma {
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    fn mean(&self) -> Option<f64> {
        Some(self.mean)
    }

    fn sd(&self) -> Option<f64> {
        Some(self.mean / libm::sqrt(self.constants.a))
    }

    fn locate(&self, x: f64) -> f64 {
        let ratio = x / self.mean;
        if ratio > 0.0 { libm::log(ratio) } else { libm::log(x) - self.ln_mean }
    }

    fn value(&self, v: f64) -> Jet {
        Jet::exponential(self.mean * libm::exp(v), 1.0)
    }

    fn tails(&self, v: f64) -> Chance {
        self.constants.tails(v)
    }

    fn solve(&self, chance: Chance, near: Option<Neighbour>) -> f64 {
        self.constants.quantile(chance, near)
    }

    fn density(&self, v: f64) -> Density {
        let a = self.constants.a;
        let x = a * libm::exp(v);
        Density { value: self.constants.density(v), log_first: a - x, log_second: -x }
    }

    fn tolerance(&self) -> f64 {
        if self.constants.a < 1.0 { SMALL_SHAPE_TOLERANCE } else { TOLERANCE }
    }

    fn distance(&self, _side: Side, v: f64) -> Option<Distance> {
        Some(Distance { at: 0.0, sign: 1.0, log: Jet::line(self.ln_mean + v, 1.0) })
    }
}
