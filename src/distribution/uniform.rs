//! The uniform law: every value between two ends is equally likely.
//!
//! Quantile min + u (max − min); mean (min + max)/2, variance (max − min)²/12
//! (Johnson, Kotz & Balakrishnan 1995, *Continuous Univariate Distributions* 2, ch. 26).

use super::given::{Broken, Form, Given, SpecError};
use super::smooth::{Density, Distance, Jet, Side, Smooth};
use super::special::{Chance, Neighbour};

/// The uniform law.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Uniform {
    pub min: f64,
    pub max: f64,
}

pub(super) fn build(given: &Given) -> Result<Uniform, Vec<SpecError>> {
    let (min, max) = match given.form {
        Form::Keys(_) => (given.number("min"), given.number("max")),
        Form::Quantiles(stated) => {
            let [p, q] = given.rising(stated)?;
            let slope = (q.x - p.x) / (q.chance().below - p.chance().below);
            (p.x - slope * p.chance().below, q.x + slope * q.chance().above)
        }
    };
    let mut broken = Broken::default();
    let help = "put the lower end first; for a number without spread write `fixed`";
    broken.unless(max > min, "max", format!("max {max} must be above min {min}"), help);
    broken.or(|| Uniform { min, max })
}

impl Smooth for Uniform {
    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }

    fn mean(&self) -> Option<f64> {
        Some(0.5 * (self.min + self.max))
    }

    fn sd(&self) -> Option<f64> {
        Some((self.max - self.min) / libm::sqrt(12.0))
    }

    fn locate(&self, x: f64) -> f64 {
        (x - self.min) / (self.max - self.min)
    }

    fn value(&self, v: f64) -> Jet {
        // Measured from the nearer end, as the kernel does.
        let width = self.max - self.min;
        Jet::line(if v < 0.5 { self.min + v * width } else { self.max - (1.0 - v) * width }, width)
    }

    fn tails(&self, v: f64) -> Chance {
        Chance::from_below(v)
    }

    fn solve(&self, chance: Chance, _near: Option<Neighbour>) -> f64 {
        chance.below
    }

    fn distance(&self, side: Side, v: f64) -> Option<Distance> {
        // Relative to itself a value changes fast only near 0, where the support may begin.
        let width = self.max - self.min;
        let log = Jet::logarithm(width * v, width);
        (side == Side::Lower).then_some(Distance { at: self.min, sign: 1.0, log })
    }

    fn density(&self, _v: f64) -> Density {
        Density { value: 1.0, log_first: 0.0, log_second: 0.0 }
    }
}
