//! What a law with a density must know of itself.
//!
//! Each law has a coordinate v of its own, an increasing function of x in which it is well behaved: ln x for
//! the gamma law, the log-odds for the beta law, the standard score for laws made from a normal one. Quantiles
//! are solved in v, which keeps the digits of values near an end of the support, and the tables get their
//! derivatives by the chain rule.

use std::any::Any;
use std::fmt::Debug;
use std::ops::Deref;
use std::sync::Arc;

use super::special::{Chance, Neighbour};

/// A function of v with its first three derivatives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Jet {
    pub value: f64,
    pub first: f64,
    pub second: f64,
    pub third: f64,
}

impl Jet {
    /// `value` + `slope` · v, at v = 0 of the line.
    pub fn line(value: f64, slope: f64) -> Jet {
        Jet { value, first: slope, second: 0.0, third: 0.0 }
    }

    /// e to a line: `value` is the exponential itself, `slope` that of the line.
    pub fn exponential(value: f64, slope: f64) -> Jet {
        let first = value * slope;
        let second = first * slope;
        Jet { value, first, second, third: second * slope }
    }

    /// The logarithm of a line: `of` is the line itself, `slope` its slope.
    pub fn logarithm(of: f64, slope: f64) -> Jet {
        let rate = slope / of;
        Jet { value: libm::log(of), first: rate, second: -rate * rate, third: 2.0 * rate * rate * rate }
    }

    /// `offset` + `scale` × this.
    pub fn scaled(self, offset: f64, scale: f64) -> Jet {
        Jet {
            value: offset + scale * self.value,
            first: scale * self.first,
            second: scale * self.second,
            third: scale * self.third,
        }
    }
}

impl Jet {
    /// This function after v has been replaced by a line of slope `slope`.
    pub fn stretched(self, slope: f64) -> Jet {
        self.after(Jet::line(0.0, slope))
    }

    /// This function of another one (Faà di Bruno's formula).
    pub fn after(self, inner: Jet) -> Jet {
        let Jet { first: p, second: q, third: r, .. } = inner;
        Jet {
            value: self.value,
            first: self.first * p,
            second: self.second * p * p + self.first * q,
            third: self.third * p * p * p + 3.0 * self.second * p * q + self.first * r,
        }
    }
}

/// The density in v, with the first two derivatives of its logarithm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Density {
    pub value: f64,
    pub log_first: f64,
    pub log_second: f64,
}

/// An end of the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Lower,
    Upper,
}

/// A law written as x = at + sign · e^y in one of its tails, so that y can be tabulated in place of x.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Distance {
    /// The point from which the distance e^y is measured.
    pub at: f64,
    /// +1 where x lies above that point, −1 below.
    pub sign: f64,
    /// y as a function of v.
    pub log: Jet,
}

/// Half of what MODEL §6 asks for shapes of 1 and above.
pub(super) const TOLERANCE: f64 = 5e-13;

/// A third of what MODEL §6 asks for shapes below 1, where errors were seen at 2.6 times their estimate.
pub(super) const SMALL_SHAPE_TOLERANCE: f64 = 3e-11;

/// Equality of laws of whatever family.
pub(super) trait Comparable: Any {
    fn is_same(&self, other: &dyn Any) -> bool;
}

impl<T: PartialEq + Any> Comparable for T {
    fn is_same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>() == Some(self)
    }
}

/// A law with a density, of whatever family.
#[derive(Debug, Clone)]
pub(super) struct Shared(Arc<dyn Smooth>);

impl Shared {
    pub fn new(law: impl Smooth) -> Shared {
        Shared(Arc::new(law))
    }
}

impl PartialEq for Shared {
    fn eq(&self, other: &Shared) -> bool {
        self.0.is_same(&*other.0)
    }
}

impl Deref for Shared {
    type Target = dyn Smooth;

    fn deref(&self) -> &dyn Smooth {
        &*self.0
    }
}

/// A law with a density.
pub(super) trait Smooth: Comparable + Debug + Send + Sync {
    /// Smallest closed interval that carries all probability.
    fn support(&self) -> (f64, f64);
    /// The mean, if finite.
    fn mean(&self) -> Option<f64>;
    /// The standard deviation, if finite.
    fn sd(&self) -> Option<f64>;
    /// v of an x strictly inside the support.
    fn locate(&self, x: f64) -> f64;
    /// x as a function of v.
    fn value(&self, v: f64) -> Jet;
    /// Both tails at v.
    fn tails(&self, v: f64) -> Chance;
    /// v at which the tails are these, each in (0, 1). `near` is a solved point close by, if one is at hand.
    fn solve(&self, chance: Chance, near: Option<Neighbour>) -> f64;
    /// The density in v.
    fn density(&self, v: f64) -> Density;
    /// The largest power of |x| whose mean over the tail is finite is below this.
    fn tail_order(&self, _side: Side) -> f64 {
        f64::INFINITY
    }
    /// Points inside the support where the density is not smooth.
    fn kinks(&self) -> Vec<f64> {
        Vec::new()
    }
    /// Whether [`Smooth::kinks`] are all there are, so that a few points tell how the law runs between two of them.
    fn knows_its_kinks(&self) -> bool {
        true
    }
    /// Whether values near the lower end are held to their own size: families that start at 0 (MODEL §6).
    fn starts_at_zero(&self) -> bool {
        self.support().0 == 0.0
    }
    /// Error that a table may have, relative to the size of its values (MODEL §6).
    fn tolerance(&self) -> f64 {
        TOLERANCE
    }
    /// The law in one tail as a distance, where it can be steep or wide enough for that.
    fn distance(&self, _side: Side, _v: f64) -> Option<Distance> {
        None
    }
}
