//! A law cut off at one or both ends: its probability outside [min, max] is taken away and the rest scaled up.
//!
//! F_t(x) = (F(x) − F(min))/(F(max) − F(min)) (Johnson, Kotz & Balakrishnan 1994, *Continuous Univariate
//! Distributions* 1, ch. 13), worked out from the tail in which the interval lies.

use super::discrete::Steps;
use super::given::{Broken, Spec, SpecError};
use super::law::Family;
use super::moments::{Moments, moments};
use super::smooth::{Density, Distance, Jet, Shared, Side, Smooth};
use super::special::{Chance, Neighbour};
use super::uniform::Uniform;

/// A law with a density, cut off.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Truncated {
    base: Shared,
    low: f64,
    high: f64,
    at_low: Chance,
    at_high: Chance,
    mass: f64,
    moments: Moments,
}

/// Cuts a family off at the `min` and `max` beside it.
pub(super) fn truncate(family: Family, spec: &Spec) -> Result<Family, Vec<SpecError>> {
    if spec.min.is_none() && spec.max.is_none() {
        return Ok(family);
    }
    let (min, max) = (spec.min.unwrap_or(f64::NEG_INFINITY), spec.max.unwrap_or(f64::INFINITY));
    let mut broken = Broken::default();
    let key = if spec.min.is_some() { "min" } else { "max" };
    let help = "put the lower end in min and the upper end in max";
    broken.unless(min < max, key, format!("min {min} must be below max {max}"), help);
    if !broken.is_empty() {
        return broken.or(|| family);
    }
    cut(family, min, max).map(|(family, _)| family).ok_or_else(|| {
        let message = format!("{} has no probability between {min} and {max}", spec.family);
        let help = "the limits cut off everything: check them against the parameters".to_string();
        vec![SpecError { key: key.to_string(), message, help }]
    })
}

/// The part of a family between two limits and its probability; `None` where that is (next to) nothing.
pub(super) fn cut(family: Family, min: f64, max: f64) -> Option<(Family, f64)> {
    match family {
        Family::Fixed(value) => (value >= min && value <= max).then_some((family, 1.0)),
        Family::Steps(steps) => {
            let kept: Vec<_> = steps.weighted().filter(|&(value, _)| value >= min && value <= max).collect();
            let mass = kept.iter().map(|&(_, weight)| weight).sum();
            (!kept.is_empty()).then(|| (Family::steps(Steps::new(kept)), mass))
        }
        Family::Uniform(law) => {
            let low = if min > law.min { min } else { law.min };
            let high = if max < law.max { max } else { law.max };
            let mass = (high - low) / (law.max - law.min);
            (low < high).then_some((Family::Uniform(Uniform { min: low, max: high }), mass))
        }
        Family::Mixture(mixture) => mixture.cut(min, max),
        Family::Triangular(law) => Truncated::family(Shared::new(law), min, max),
        Family::Smooth(law) => Truncated::family(law, min, max),
    }
}

impl Truncated {
    /// A law between two limits and its probability there.
    fn family(base: Shared, min: f64, max: f64) -> Option<(Family, f64)> {
        let (start, end) = base.support();
        let at = |x: f64, low: bool| {
            if x <= start {
                Chance { below: 0.0, above: 1.0 }
            } else if x >= end {
                Chance { below: 1.0, above: 0.0 }
            } else if x.is_infinite() {
                if low { Chance { below: 0.0, above: 1.0 } } else { Chance { below: 1.0, above: 0.0 } }
            } else {
                base.tails(base.locate(x))
            }
        };
        let (at_low, at_high) = (at(min, true), at(max, false));
        let mass = if !at_low.is_lower() {
            at_low.above - at_high.above
        } else if at_high.is_lower() {
            at_high.below - at_low.below
        } else {
            1.0 - at_low.below - at_high.above
        };
        // With less the law would be made of rounding errors of its own tail.
        if !(mass > 1e-200) {
            return None;
        }
        let low = if min > start { min } else { start };
        let high = if max < end { max } else { end };
        let mut law = Truncated { base, low, high, at_low, at_high, mass, moments: Moments::NONE };
        law.moments = moments(&law);
        Some((Family::of(law), mass))
    }

    /// The base law's tails at a point with these tails of the cut law.
    fn outer(&self, chance: Chance) -> Chance {
        Chance {
            below: self.at_low.below + chance.below * self.mass,
            above: self.at_high.above + chance.above * self.mass,
        }
    }
}

impl Smooth for Truncated {
    fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    fn mean(&self) -> Option<f64> {
        self.moments.mean
    }

    fn sd(&self) -> Option<f64> {
        self.moments.sd
    }

    fn locate(&self, x: f64) -> f64 {
        self.base.locate(x)
    }

    fn value(&self, v: f64) -> Jet {
        let jet = self.base.value(v);
        let value = if jet.value < self.low {
            self.low
        } else if jet.value > self.high {
            self.high
        } else {
            jet.value
        };
        Jet { value, ..jet }
    }

    fn tails(&self, v: f64) -> Chance {
        let chance = self.base.tails(v);
        let (low, high) = (self.at_low, self.at_high);
        let share = |part: f64| {
            let share = part / self.mass;
            if !(share > 0.0) {
                0.0
            } else if share > 1.0 {
                1.0
            } else {
                share
            }
        };
        if chance.is_lower() {
            let below = chance.below - low.below;
            let above = if high.is_lower() { high.below - chance.below } else { chance.above - high.above };
            Chance { below: share(below), above: share(above) }
        } else {
            let below = if low.is_lower() { chance.below - low.below } else { low.above - chance.above };
            Chance { below: share(below), above: share(chance.above - high.above) }
        }
    }

    fn solve(&self, chance: Chance, near: Option<Neighbour>) -> f64 {
        let near = near.map(|near| Neighbour { chance: self.outer(near.chance), ..near });
        self.base.solve(self.outer(chance), near)
    }

    fn density(&self, v: f64) -> Density {
        let density = self.base.density(v);
        Density { value: density.value / self.mass, ..density }
    }

    fn tail_order(&self, side: Side) -> f64 {
        let end = if side == Side::Lower { self.low } else { self.high };
        if end.is_finite() { f64::INFINITY } else { self.base.tail_order(side) }
    }

    fn kinks(&self) -> Vec<f64> {
        self.base.kinks().into_iter().filter(|&x| x > self.low && x < self.high).collect()
    }

    fn knows_its_kinks(&self) -> bool {
        self.base.knows_its_kinks()
    }

    fn starts_at_zero(&self) -> bool {
        self.base.starts_at_zero() && self.at_low.below == 0.0
    }

    fn tolerance(&self) -> f64 {
        self.base.tolerance()
    }

    fn distance(&self, side: Side, v: f64) -> Option<Distance> {
        self.base.distance(side, v)
    }
}
