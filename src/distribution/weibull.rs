//! The Weibull law, and the exponential law as its member of shape 1.
//!
//! (x/λ)^k is a standard exponential variate: quantile λ (−ln(1 − u))^(1/k), mean λ Γ(1 + 1/k), variance
//! λ² (Γ(1 + 2/k) − Γ(1 + 1/k)²) (Johnson, Kotz & Balakrishnan 1994, *Continuous Univariate Distributions* 1,
//! ch. 21).

use super::gamma::check_positive;
use super::given::{Broken, Form, Given, SpecError};
use super::normal::line_through;
use super::smooth::{Density, Distance, Jet, SMALL_SHAPE_TOLERANCE, Side, Smooth, TOLERANCE};
use super::special::gamma::{ln_gamma_1p, ln_gamma_1p_bend};
use super::special::{Chance, Neighbour};

/// The Weibull law; v is the logarithm of the exponential variate.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weibull {
    shape: f64,
    scale: f64,
    ln_scale: f64,
}

pub(super) fn build(given: &Given) -> Result<Weibull, Vec<SpecError>> {
    let mut broken = Broken::default();
    let (shape, scale) = match given.form {
        Form::Keys(_) => {
            let (shape, scale) = (given.number("shape"), given.number("scale"));
            check_positive(&mut broken, "shape", shape);
            check_positive(&mut broken, "scale", scale);
            (shape, scale)
        }
        Form::Quantiles(stated) => {
            let [p, q] = given.rising_within(stated, 0.0, f64::INFINITY)?;
            let (ln_scale, slope) = line_through(
                log_variate(p.chance()),
                libm::log(p.x),
                log_variate(q.chance()),
                libm::log(q.x),
            );
            (1.0 / slope, libm::exp(ln_scale))
        }
    };
    if broken.is_empty() {
        let help = "the values spread over too many or too few orders of magnitude; check their units";
        let known = (0.05..=1e12).contains(&shape) && scale > 0.0 && scale < 1e150;
        broken.unless(known, given.first_key(), format!("the shape would be {shape:.4e}"), help);
    }
    broken.or(|| Weibull::new(shape, scale))
}

/// ln(−ln(1 − u)).
fn log_variate(chance: Chance) -> f64 {
    libm::log(if chance.is_lower() { -libm::log1p(-chance.below) } else { -libm::log(chance.above) })
}

impl Weibull {
    /// The law with this shape and scale.
    pub fn new(shape: f64, scale: f64) -> Weibull {
        Weibull { shape, scale, ln_scale: libm::log(scale) }
    }
}

impl Smooth for Weibull {
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    fn mean(&self) -> Option<f64> {
        Some(self.scale * libm::exp(ln_gamma_1p(1.0 / self.shape))).filter(|mean| mean.is_finite())
    }

    fn sd(&self) -> Option<f64> {
        let a = 1.0 / self.shape;
        // Γ(1 + 2a)/Γ(1 + a)² − 1; Euler's constant cancels from the exponent.
        let excess = libm::expm1(ln_gamma_1p_bend(2.0 * a) - 2.0 * ln_gamma_1p_bend(a));
        Some(self.scale * libm::exp(ln_gamma_1p(a)) * libm::sqrt(excess)).filter(|sd| sd.is_finite())
    }

    fn locate(&self, x: f64) -> f64 {
        self.shape * libm::log(x / self.scale)
    }

    fn value(&self, v: f64) -> Jet {
        let power = 1.0 / self.shape;
        Jet::exponential(self.scale * libm::exp(v * power), power)
    }

    fn tails(&self, v: f64) -> Chance {
        let variate = libm::exp(v);
        Chance { below: -libm::expm1(-variate), above: libm::exp(-variate) }
    }

    fn solve(&self, chance: Chance, _near: Option<Neighbour>) -> f64 {
        log_variate(chance)
    }

    fn density(&self, v: f64) -> Density {
        let variate = libm::exp(v);
        Density { value: variate * libm::exp(-variate), log_first: 1.0 - variate, log_second: -variate }
    }

    fn tolerance(&self) -> f64 {
        if self.shape < 1.0 { SMALL_SHAPE_TOLERANCE } else { TOLERANCE }
    }

    fn distance(&self, _side: Side, v: f64) -> Option<Distance> {
        let power = 1.0 / self.shape;
        Some(Distance { at: 0.0, sign: 1.0, log: Jet::line(self.ln_scale + v * power, power) })
    }
}
