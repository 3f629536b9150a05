//! A probability law, whatever its family.

use super::discrete::Steps;
use super::mixture::Mixture;
use super::smooth::{Shared, Side, Smooth};
use super::special::Chance;
use super::triangular::Triangular;
use super::uniform::Uniform;

/// What a distribution function rises by from one number to the next is no single value's probability.
const NO_STEP: f64 = 1e-12;

/// A probability law of one real quantity: a family with its parameters, possibly truncated.
#[derive(Debug, Clone, PartialEq)]
pub struct Law {
    pub(super) family: Family,
}

/// The families with their parameters worked out: those that are tabulated or cut off in a way of their own, and all
/// others as [`Smooth`] laws.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Family {
    Fixed(f64),
    Steps(Steps),
    Uniform(Uniform),
    Triangular(Triangular),
    Mixture(Mixture),
    Smooth(Shared),
}

impl Family {
    /// A law with a density that needs nothing of its own.
    pub fn of(law: impl Smooth) -> Family {
        Family::Smooth(Shared::new(law))
    }

    /// A law on single values; fixed where there is only one.
    pub fn steps(steps: Steps) -> Family {
        match steps.values() {
            [value] => Family::Fixed(*value),
            _ => Family::Steps(steps),
        }
    }

    /// The family as a law with a density; `None` where all probability sits on single values.
    pub fn smooth(&self) -> Option<&dyn Smooth> {
        match self {
            Family::Fixed(_) | Family::Steps(_) => None,
            Family::Uniform(law) => Some(law),
            Family::Triangular(law) => Some(law),
            Family::Mixture(law) => Some(law),
            Family::Smooth(law) => Some(&**law),
        }
    }
}

impl Law {
    /// The law that always gives `value`.
    pub fn fixed(value: f64) -> Law {
        Law { family: Family::Fixed(value) }
    }

    /// Every value between two ends is equally likely; the first is below the second.
    pub fn uniform(min: f64, max: f64) -> Law {
        Law { family: Family::Uniform(Uniform { min, max }) }
    }

    /// The value, where the law cannot vary.
    pub fn is_fixed(&self) -> Option<f64> {
        match self.family {
            Family::Fixed(value) => Some(value),
            _ => None,
        }
    }

    /// Whether all probability sits on single values.
    pub fn is_on_single_values(&self) -> bool {
        self.family.smooth().is_none()
    }

    /// How many single values it is on, where all probability sits on such; otherwise 0.
    pub fn count_of_values(&self) -> usize {
        match &self.family {
            Family::Fixed(_) => 1,
            Family::Steps(steps) => steps.values().len(),
            _ => 0,
        }
    }

    /// The mean; `None` where it does not exist or is infinite.
    pub fn mean(&self) -> Option<f64> {
        match &self.family {
            Family::Fixed(value) => Some(*value),
            Family::Steps(steps) => Some(steps.mean()),
            family => family.smooth().and_then(|law| law.mean()),
        }
    }

    /// The standard deviation; `None` where it does not exist or is infinite.
    pub fn sd(&self) -> Option<f64> {
        match &self.family {
            Family::Fixed(_) => Some(0.0),
            Family::Steps(steps) => Some(steps.sd()),
            family => family.smooth().and_then(|law| law.sd()),
        }
    }

    /// From which power on E|X|ᵏ is infinite over the lower and the upper tail; ∞ where it is of none.
    pub fn tail_orders(&self) -> (f64, f64) {
        let order = |side| self.family.smooth().map_or(f64::INFINITY, |law| law.tail_order(side));
        (order(Side::Lower), order(Side::Upper))
    }

    /// The median.
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// Smallest closed interval that carries all probability; ends may be infinite.
    pub fn support(&self) -> (f64, f64) {
        match &self.family {
            Family::Fixed(value) => (*value, *value),
            Family::Steps(steps) => steps.support(),
            family => family.smooth().map_or((f64::NEG_INFINITY, f64::INFINITY), |law| law.support()),
        }
    }

    /// The density at `x`; 0 outside the support, and where all probability sits on single values.
    pub fn pdf(&self, x: f64) -> f64 {
        let (low, high) = self.support();
        match self.family.smooth() {
            Some(law) if x > low && x < high => {
                let v = law.locate(x);
                law.density(v).value / law.value(v).first.abs()
            }
            _ => 0.0,
        }
    }

    /// P(X ≤ x), with relative accuracy in the lower tail.
    pub fn cdf(&self, x: f64) -> f64 {
        self.tails(x).below
    }

    /// The middle of the step of the distribution function at `x`, (P(X < x) + P(X ≤ x))/2: P(X ≤ x) where x is no single value that carries
    /// probability.
    pub fn mid_cdf(&self, x: f64) -> f64 {
        let upto = self.cdf(x);
        match &self.family {
            Family::Fixed(_) | Family::Steps(_) | Family::Mixture(_) => {
                let below = self.cdf(x.next_down());
                // A law with a density moves by a rounding error.
                if upto - below > NO_STEP { 0.5 * (below + upto) } else { upto }
            }
            _ => upto,
        }
    }

    /// P(X > x), with relative accuracy in the upper tail.
    pub fn sf(&self, x: f64) -> f64 {
        self.tails(x).above
    }

    /// P(X ≤ x) and P(X > x), each with relative accuracy.
    pub fn tails(&self, x: f64) -> Chance {
        let (low, high) = self.support();
        if x >= high {
            return Chance { below: 1.0, above: 0.0 };
        }
        let Chance { below, above } = match &self.family {
            Family::Steps(steps) => steps.tails(x),
            // A mixture may begin with a single value that carries probability.
            Family::Mixture(mixture) => mixture.tails(x),
            family => match family.smooth() {
                Some(law) if x > low => law.tails(law.locate(x)),
                _ => Chance { below: 0.0, above: 1.0 },
            },
        };
        // A sum of parts may round to the next number above 1.
        Chance { below: below.clamp(0.0, 1.0), above: above.clamp(0.0, 1.0) }
    }

    /// The value below which the law lies with chance `u`, 0 < u < 1, as exact as u itself in both tails.
    pub fn quantile(&self, u: f64) -> f64 {
        self.quantile_at(Chance::from_below(u))
    }

    /// The value above which the law lies with chance `s`, 0 < s < 1: the upper tail's own quantile.
    pub fn upper_quantile(&self, s: f64) -> f64 {
        self.quantile_at(Chance::from_above(s))
    }

    /// The quantile at a point given by both its tails. Outside (0, 1) the ends of the support.
    pub(super) fn quantile_at(&self, chance: Chance) -> f64 {
        let (low, high) = self.support();
        if !(chance.below > 0.0) {
            return low;
        }
        if !(chance.above > 0.0) {
            return high;
        }
        match &self.family {
            Family::Steps(steps) => steps.quantile(chance),
            family => family.smooth().map_or(low, |law| law.value(law.solve(chance, None)).value),
        }
    }
}
