//! A mixture: with given probabilities, one or another law.
//!
//! F(x) = Σ wᵢ Fᵢ(x); mean Σ wᵢ mᵢ, variance Σ wᵢ (sᵢ² + (mᵢ − m)²) (Frühwirth-Schnatter 2006, *Finite Mixture and
//! Markov Switching Models*, ch. 1). The quantile lies between the smallest and the largest of the parts'
//! quantiles and is found there by Newton's method, guarded by bisection.

use super::discrete::{Steps, check_weights};
use super::given::{Broken, Given, SpecError};
use super::law::{Family, Law};
use super::smooth::{Density, Jet, SMALL_SHAPE_TOLERANCE, Side, Smooth, TOLERANCE};
use super::special::{Chance, Neighbour};
use super::truncated::cut;

/// A mixture of laws; v is x itself.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mixture {
    parts: Vec<(f64, Law)>,
    /// Single values that carry probability, rising.
    atoms: Vec<f64>,
}

/// Builds the law of the parts that are stated, each with what became of it.
pub(super) fn build(
    given: &Given,
    laws: impl Iterator<Item = Result<Law, Vec<SpecError>>>,
) -> Result<Family, Vec<SpecError>> {
    let weights = given.list("weights");
    let mut broken = Broken::default();
    check_weights(&mut broken, weights, given.spec.parts.len(), "parts");
    let mut parts = Vec::new();
    for (i, (law, &weight)) in laws.zip(weights).enumerate() {
        match law {
            Ok(law) if weight > 0.0 => parts.push((weight, law)),
            Ok(_) => {}
            Err(errors) => {
                for SpecError { key, message, help } in errors {
                    broken.unless(false, &format!("parts[{i}].{key}"), message, &help);
                }
            }
        }
    }
    broken.or(|| Mixture::family(parts))
}

/// The density of a law in x itself.
fn density_in_x(law: &dyn Smooth, x: f64) -> Density {
    let v = law.locate(x);
    let g = law.density(v);
    let Jet { first, second, third, .. } = law.value(v);
    let slope = g.log_first - second / first;
    let curvature = g.log_second - third / first + (second / first) * (second / first);
    Density {
        value: g.value / first,
        log_first: slope / first,
        log_second: (curvature - slope * (second / first)) / (first * first),
    }
}

/// A point between two others: in the middle of their logarithms where they differ in order of magnitude.
fn middle(low: f64, high: f64) -> f64 {
    if low > 0.0 && high > 4.0 * low {
        libm::sqrt(low) * libm::sqrt(high)
    } else if high < 0.0 && low < 4.0 * high {
        -libm::sqrt(-low) * libm::sqrt(-high)
    } else {
        0.5 * (low + high)
    }
}

impl Mixture {
    /// The law of parts with weights that need not add up to 1; a single part is itself, and values alone are
    /// steps.
    fn family(mut parts: Vec<(f64, Law)>) -> Family {
        let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
        for (weight, _) in &mut parts {
            *weight /= total;
        }
        if parts.len() == 1
            && let Some((_, law)) = parts.first()
        {
            return law.family.clone();
        }
        let mut weighted = Vec::new();
        for (weight, law) in &parts {
            match &law.family {
                Family::Fixed(value) => weighted.push((*value, *weight)),
                Family::Steps(steps) => {
                    weighted.extend(steps.weighted().map(|(value, w)| (value, weight * w)))
                }
                Family::Mixture(mixture) => weighted.extend(mixture.atoms.iter().map(|&atom| (atom, 0.0))),
                _ => {}
            }
        }
        if parts.iter().all(|(_, law)| law.family.smooth().is_none()) {
            return Family::steps(Steps::new(weighted));
        }
        let mut atoms: Vec<f64> = weighted.into_iter().map(|(value, _)| value).collect();
        atoms.sort_by(f64::total_cmp);
        atoms.dedup();
        Family::Mixture(Mixture { parts, atoms })
    }

    /// The part of the mixture between two limits and its probability.
    pub fn cut(&self, min: f64, max: f64) -> Option<(Family, f64)> {
        let kept: Vec<(f64, Law)> = self
            .parts
            .iter()
            .filter_map(|(weight, law)| {
                let (family, mass) = cut(law.family.clone(), min, max)?;
                Some((weight * mass, Law { family }))
            })
            .collect();
        let mass: f64 = kept.iter().map(|(weight, _)| weight).sum();
        (mass > 0.0).then(|| (Mixture::family(kept), mass))
    }

    /// Whether F(x) has reached `chance`.
    fn reaches(&self, x: f64, chance: Chance) -> bool {
        let at = self.tails(x);
        if chance.is_lower() { at.below >= chance.below } else { at.above <= chance.above }
    }

    /// The atom at which F jumps past `chance`, if it does so at one.
    fn atom_at(&self, chance: Chance) -> Option<f64> {
        let place = self.atoms.partition_point(|&atom| !self.reaches(atom, chance));
        let atom = *self.atoms.get(place)?;
        (!self.reaches(atom.next_down(), chance)).then_some(atom)
    }

    fn moment(&self, of: impl Fn(&Law) -> Option<f64>) -> Option<f64> {
        self.parts.iter().try_fold(0.0, |sum, (weight, law)| Some(sum + weight * of(law)?))
    }
}

impl Smooth for Mixture {
    fn support(&self) -> (f64, f64) {
        let mut ends = (f64::INFINITY, f64::NEG_INFINITY);
        for (_, law) in &self.parts {
            let (low, high) = law.support();
            if low < ends.0 {
                ends.0 = low;
            }
            if high > ends.1 {
                ends.1 = high;
            }
        }
        ends
    }

    fn mean(&self) -> Option<f64> {
        self.moment(Law::mean)
    }

    fn sd(&self) -> Option<f64> {
        let mean = self.mean()?;
        let about = |law: &Law| {
            let (offset, sd) = (law.mean()? - mean, law.sd()?);
            Some(sd * sd + offset * offset)
        };
        self.moment(about).map(libm::sqrt)
    }

    fn locate(&self, x: f64) -> f64 {
        x
    }

    fn value(&self, v: f64) -> Jet {
        Jet::line(v, 1.0)
    }

    fn tails(&self, x: f64) -> Chance {
        self.parts.iter().fold(Chance { below: 0.0, above: 0.0 }, |sum, (weight, law)| {
            let Chance { below, above } = law.tails(x);
            Chance { below: sum.below + weight * below, above: sum.above + weight * above }
        })
    }

    fn solve(&self, chance: Chance, near: Option<Neighbour>) -> f64 {
        if let Some(atom) = self.atom_at(chance) {
            return atom;
        }
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for (_, law) in &self.parts {
            let x = law.quantile_at(chance);
            if x < low {
                low = x;
            }
            if x > high {
                high = x;
            }
        }
        let target = if chance.is_lower() { chance.below } else { chance.above };
        let mut x = near.map_or_else(|| middle(low, high), |near| near.guess);
        if !(x > low && x < high) {
            x = middle(low, high);
        }
        // Bisection alone needs some 60 halvings, but more than a thousand towards a low end of 0.
        for _ in 0..400 {
            let at = self.tails(x);
            let reached = self.reaches(x, chance);
            if reached {
                high = x;
            } else {
                low = x;
            }
            let tail = if chance.is_lower() { at.below } else { at.above };
            let density = self.density(x);
            let rate = density.value / tail;
            let miss = libm::log1p((target - tail) / tail) * if chance.is_lower() { 1.0 } else { -1.0 };
            let newton = miss / rate;
            let bend = if chance.is_lower() { density.log_first - rate } else { density.log_first + rate };
            let halley = newton * bend;
            let step = if halley.abs() < 1.0 { newton / (1.0 + 0.5 * halley) } else { newton };
            let next = x + step;
            if next > low && next < high && step.abs() < 0.5 * (high - low) {
                let error = step * bend;
                let settled = (error * error * step).abs() <= 1e-16 * next.abs();
                x = next;
                if settled && error.abs() < 0.1 || step.abs() <= 1e-16 * x.abs() {
                    return x;
                }
            } else {
                // At an atom, and where rounding decides, the step is nothing; only the latter is the end.
                if step.abs() <= 2e-16 * x.abs() && density.value.is_finite() {
                    return x;
                }
                x = middle(low, high);
                if !(x > low && x < high) {
                    return high;
                }
            }
        }
        x
    }

    fn density(&self, x: f64) -> Density {
        if self.atoms.binary_search_by(|atom| atom.total_cmp(&x)).is_ok() {
            return Density { value: f64::INFINITY, log_first: 0.0, log_second: 0.0 };
        }
        let (mut value, mut first, mut second) = (0.0, 0.0, 0.0);
        for (weight, law) in &self.parts {
            let (low, high) = law.support();
            if let (Some(smooth), true) = (law.family.smooth(), x > low && x < high) {
                let part = density_in_x(smooth, x);
                let share = weight * part.value;
                if share > 0.0 {
                    value += share;
                    first += share * part.log_first;
                    second += share * (part.log_second + part.log_first * part.log_first);
                }
            }
        }
        let (first, second) = (first / value, second / value);
        Density { value, log_first: first, log_second: second - first * first }
    }

    fn tail_order(&self, side: Side) -> f64 {
        self.parts.iter().filter_map(|(_, law)| law.family.smooth()).fold(f64::INFINITY, |least, law| {
            let order = law.tail_order(side);
            if order < least { order } else { least }
        })
    }

    fn knows_its_kinks(&self) -> bool {
        // Its parts may begin, end or be narrow anywhere.
        false
    }

    fn tolerance(&self) -> f64 {
        let exact =
            |(_, law): &(f64, Law)| law.family.smooth().is_none_or(|law| law.tolerance() <= TOLERANCE);
        if self.parts.iter().all(exact) { TOLERANCE } else { SMALL_SHAPE_TOLERANCE }
    }
}
