//! The three-term metalog law through an expert's 10 %, 50 % and 90 % points, with or without bounds.
//!
//! M(u) = a₁ + (a₂ + a₃ (u − ½)) ln(u/(1 − u)) (Keelin 2016, "The Metalog Distributions", *Decision Analysis*
//! 13(4), three terms); of ln(x − min), −ln(max − x) or ln((x − min)/(max − x)) where bounds are given (ibid., the
//! log and logit metalogs).
//! Through three points with L = ln 9: a₁ = q₅₀, a₂ = (q₉₀ − q₁₀)/(2 L), a₃ = (q₉₀ + q₁₀ − 2 q₅₀)/(0.8 L). The
//! slope is positive everywhere if |a₃| < 1.66711 a₂ (ibid., feasibility). Mean a₁ + a₃/2 and variance
//! π² a₂²/3 + (1/12 + π²/36) a₃² where there are no bounds (ibid., moments).

use super::beta::{log_logistic_jet, logistic_jet};
use super::fit::root;
use super::given::{Broken, Given, SpecError};
use super::moments::{Moments, moments};
use super::smooth::{Density, Distance, Jet, Side, Smooth};
use super::special::beta::Odds;
use super::special::{Chance, Neighbour};

/// The largest value of (u − ½) + u (1 − u) ln(u/(1 − u)): the slope's part that a₃ multiplies.
const STEEPEST: f64 = 0.599_839_320_128_866_9;

/// Where the quantity is bounded.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Bounds {
    None,
    Below(f64),
    Above(f64),
    Both(f64, f64),
}

/// The metalog law; v is the log-odds of u.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Metalog {
    a1: f64,
    a2: f64,
    a3: f64,
    bounds: Bounds,
    moments: Moments,
}

pub(super) fn build(given: &Given) -> Result<Metalog, Vec<SpecError>> {
    let points = [given.number("p10"), given.number("p50"), given.number("p90")];
    let [p10, p50, p90] = points;
    let (min, max) = (given.spec.numbers.get("min").copied(), given.spec.numbers.get("max").copied());
    let mut broken = Broken::default();
    let help = "give the low, the middle and the high value in this order";
    broken.unless(p50 > p10, "p50", format!("p50 {p50} must be above p10 {p10}"), help);
    broken.unless(p90 > p50, "p90", format!("p90 {p90} must be above p50 {p50}"), help);
    let help = "bounds are values that cannot be passed: they lie outside the three points";
    if let Some(min) = min {
        broken.unless(min < p10, "min", format!("min {min} must be below p10 {p10}"), help);
    }
    if let Some(max) = max {
        broken.unless(max > p90, "max", format!("max {max} must be above p90 {p90}"), help);
    }
    let bounds = match (min, max) {
        (None, None) => Bounds::None,
        (Some(min), None) => Bounds::Below(min),
        (None, Some(max)) => Bounds::Above(max),
        (Some(min), Some(max)) => Bounds::Both(min, max),
    };
    let mut law = Metalog::through(points, bounds);
    if broken.is_empty() {
        let message =
            format!("no metalog law of three terms passes through {p10}, {p50} and {p90}: it would fall");
        let help = "the middle value lies too close to one end; move it, or give bounds with min and max";
        broken.unless(law.a2 > 0.0 && law.a3.abs() * STEEPEST < law.a2, "p50", message, help);
    }
    if broken.is_empty() {
        let reach = [-36.8, 36.8].map(|v| law.value(v).value.abs());
        let message = "the tails would reach beyond 1e100".to_string();
        let help = "the three values lie too far apart for their bound; move the bound away from them";
        broken.unless(reach.iter().all(|&reach| reach <= 1e100), "p90", message, help);
    }
    if broken.is_empty() {
        law.moments = law.integrate();
    }
    broken.or(|| law)
}

impl Metalog {
    fn through(points: [f64; 3], bounds: Bounds) -> Metalog {
        let [q10, q50, q90] = points.map(|x| bounds.open(x));
        let ln_9 = libm::log(9.0);
        Metalog {
            a1: q50,
            a2: (q90 - q10) / (2.0 * ln_9),
            a3: ((q90 - q50) - (q50 - q10)) / (0.8 * ln_9),
            bounds,
            moments: Moments::NONE,
        }
    }

    fn integrate(&self) -> Moments {
        let &Metalog { a1, a2, a3, .. } = self;
        if self.bounds != Bounds::None {
            return moments(self);
        }
        let squared = core::f64::consts::PI * core::f64::consts::PI;
        let variance = squared / 3.0 * a2 * a2 + (1.0 / 12.0 + squared / 36.0) * a3 * a3;
        Moments { mean: Some(a1 + 0.5 * a3), sd: Some(libm::sqrt(variance)) }
    }

    /// M as a function of v.
    fn curve(&self, v: f64) -> Jet {
        let &Metalog { a1, a2, a3, .. } = self;
        let at = Odds::new(v);
        let share = logistic_jet(at);
        let offset = 0.5 * (at.x - at.y);
        Jet {
            value: a1 + (a2 + a3 * offset) * v,
            first: a2 + a3 * (share.first * v + offset),
            second: a3 * (share.second * v + 2.0 * share.first),
            third: a3 * (share.third * v + 3.0 * share.second),
        }
    }
}

impl Bounds {
    /// x on the unbounded axis of M.
    fn open(self, x: f64) -> f64 {
        match self {
            Bounds::None => x,
            Bounds::Below(min) => libm::log(x - min),
            Bounds::Above(max) => -libm::log(max - x),
            Bounds::Both(min, max) => libm::log((x - min) / (max - x)),
        }
    }
}

/// e to a function.
fn exponential_of(curve: Jet) -> Jet {
    Jet::exponential(libm::exp(curve.value), 1.0).after(curve)
}

impl Smooth for Metalog {
    fn support(&self) -> (f64, f64) {
        match self.bounds {
            Bounds::None => (f64::NEG_INFINITY, f64::INFINITY),
            Bounds::Below(min) => (min, f64::INFINITY),
            Bounds::Above(max) => (f64::NEG_INFINITY, max),
            Bounds::Both(min, max) => (min, max),
        }
    }

    fn mean(&self) -> Option<f64> {
        self.moments.mean
    }

    fn sd(&self) -> Option<f64> {
        self.moments.sd
    }

    fn locate(&self, x: f64) -> f64 {
        let target = self.bounds.open(x);
        let miss = |v: f64| self.curve(v).value - target;
        let far = 745.0;
        root(-far, far, miss).unwrap_or(if miss(0.0) > 0.0 { -far } else { far })
    }

    fn value(&self, v: f64) -> Jet {
        let curve = self.curve(v);
        match self.bounds {
            Bounds::None => curve,
            Bounds::Below(min) => exponential_of(curve).scaled(min, 1.0),
            Bounds::Above(max) => exponential_of(curve.scaled(0.0, -1.0)).scaled(max, -1.0),
            Bounds::Both(min, max) => {
                let at = Odds::new(curve.value);
                let jet = logistic_jet(at).after(curve).scaled(min, max - min);
                // Measured from the nearer end.
                if at.v > 0.0 { Jet { value: max - (max - min) * at.y, ..jet } } else { jet }
            }
        }
    }

    fn tails(&self, v: f64) -> Chance {
        let at = Odds::new(v);
        Chance { below: at.x, above: at.y }
    }

    fn solve(&self, chance: Chance, _near: Option<Neighbour>) -> f64 {
        libm::log(chance.below) - libm::log(chance.above)
    }

    fn density(&self, v: f64) -> Density {
        let at = Odds::new(v);
        let slope = at.x * at.y;
        Density { value: slope, log_first: at.y - at.x, log_second: -2.0 * slope }
    }

    fn tail_order(&self, side: Side) -> f64 {
        // Beyond a bound x grows like (1 − u)^−(a₂ + a₃/2), or u^−(a₂ − a₃/2).
        match (self.bounds, side) {
            (Bounds::Below(_), Side::Upper) => 1.0 / (self.a2 + 0.5 * self.a3),
            (Bounds::Above(_), Side::Lower) => 1.0 / (self.a2 - 0.5 * self.a3),
            _ => f64::INFINITY,
        }
    }

    fn distance(&self, side: Side, v: f64) -> Option<Distance> {
        let curve = self.curve(v);
        match self.bounds {
            Bounds::None => None,
            Bounds::Below(min) => Some(Distance { at: min, sign: 1.0, log: curve }),
            Bounds::Above(max) => Some(Distance { at: max, sign: -1.0, log: curve.scaled(0.0, -1.0) }),
            Bounds::Both(min, max) => {
                let inside = log_logistic_jet(side, Odds::new(curve.value)).after(curve);
                let log = inside.scaled(libm::log(max - min), 1.0);
                Some(match side {
                    Side::Lower => Distance { at: min, sign: 1.0, log },
                    Side::Upper => Distance { at: max, sign: -1.0, log },
                })
            }
        }
    }
}
