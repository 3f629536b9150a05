//! The triangular law: a density that rises in a line to the mode and falls in a line after it.
//!
//! Quantile low + √(u (high − low)(mode − low)) up to the mode; after it high − (high − mode) √(1 − r), r the
//! share of the falling side that is passed, written as mode + (high − mode) r/(1 + √(1 − r));
//! mean (low + mode + high)/3, variance (l² + m² + h² − lm − lh − mh)/18
//! (Kotz & van Dorp 2004, *Beyond Beta*, ch. 1).

use super::given::{Broken, Given, SpecError};
use super::smooth::{Density, Distance, Jet, Side, Smooth};
use super::special::{Chance, Neighbour};
use crate::block::{BLOCK, Column};

/// The triangular law.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Triangular {
    pub low: f64,
    pub mode: f64,
    pub high: f64,
}

/// Checks low ≤ mode ≤ high, low < high.
pub(super) fn check_three_points(low: f64, mode: f64, high: f64) -> Broken {
    let mut broken = Broken::default();
    let help = "give the lowest possible, the most likely and the highest possible value, in this order";
    broken.unless(high > low, "high", format!("high {high} must be above low {low}"), help);
    broken.unless(mode >= low, "mode", format!("mode {mode} must not lie below low {low}"), help);
    broken.unless(mode <= high, "mode", format!("mode {mode} must not lie above high {high}"), help);
    broken
}

pub(super) fn build(given: &Given) -> Result<Triangular, Vec<SpecError>> {
    let (low, mode, high) = (given.number("low"), given.number("mode"), given.number("high"));
    check_three_points(low, mode, high).or(|| Triangular { low, mode, high })
}

impl Triangular {
    /// P(X ≤ mode).
    pub fn mode_chance(&self) -> f64 {
        (self.mode - self.low) / (self.high - self.low)
    }

    /// The quantile function with its constants worked out.
    #[inline(always)]
    fn quantile_function(&self) -> impl Fn(f64, f64) -> f64 + use<> {
        let Triangular { low, mode, high } = *self;
        let mode_chance = self.mode_chance();
        let rise = (high - low) * (mode - low);
        let share = (high - low) / (high - mode);
        move |below, above| {
            let rises = below < mode_chance;
            // One root for both sides, and no branch.
            let root = (if rises { below * rise } else { above * share }).sqrt();
            let falling = mode + (high - mode) * ((below - mode_chance) * share / (1.0 + root));
            let x = if rises { low + root } else { falling };
            // Rounding must not carry a share above 1.
            let x = if x > high { high } else { x };
            if x < low { low } else { x }
        }
    }

    /// Draws by inversion.
    #[inline(always)]
    pub fn fill(&self, u: &Column, out: &mut Column) {
        let quantile = self.quantile_function();
        for i in 0..BLOCK {
            out[i] = quantile(u[i], 1.0 - u[i]);
        }
    }
}

impl Smooth for Triangular {
    fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    fn mean(&self) -> Option<f64> {
        Some((self.low + self.mode + self.high) / 3.0)
    }

    fn sd(&self) -> Option<f64> {
        let (left, right) = (self.mode - self.low, self.high - self.mode);
        Some(libm::sqrt((left * left + left * right + right * right) / 18.0))
    }

    fn locate(&self, x: f64) -> f64 {
        x
    }

    fn value(&self, v: f64) -> Jet {
        Jet::line(v, 1.0)
    }

    fn tails(&self, x: f64) -> Chance {
        let (low, mode, high) = (self.low, self.mode, self.high);
        if x < mode {
            let (share, place) = ((mode - low) / (high - low), (x - low) / (mode - low));
            let above = (high - mode) / (high - low) + share * ((mode - x) / (mode - low)) * (1.0 + place);
            Chance { below: share * place * place, above }
        } else {
            let (share, place) = ((high - mode) / (high - low), (high - x) / (high - mode));
            let below = self.mode_chance() + share * ((x - mode) / (high - mode)) * (1.0 + place);
            Chance { below, above: share * place * place }
        }
    }

    fn solve(&self, chance: Chance, _near: Option<Neighbour>) -> f64 {
        self.quantile_function()(chance.below, chance.above)
    }

    fn distance(&self, side: Side, x: f64) -> Option<Distance> {
        let log = Jet::logarithm(x - self.low, 1.0);
        (side == Side::Lower).then_some(Distance { at: self.low, sign: 1.0, log })
    }

    fn kinks(&self) -> Vec<f64> {
        vec![self.mode]
    }

    fn density(&self, x: f64) -> Density {
        let (low, mode, high) = (self.low, self.mode, self.high);
        let (rise, step) = if x < mode { (x - low, mode - low) } else { (high - x, mode - high) };
        let log_first = if step > 0.0 { 1.0 / rise } else { -1.0 / rise };
        Density {
            value: 2.0 * rise / ((high - low) * step.abs()),
            log_first,
            log_second: -log_first * log_first,
        }
    }
}
