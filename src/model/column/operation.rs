//! Operations on numbers: what they are called, and what they make of a draw.

use crate::distribution::special::{Chance, normal};

/// Operations of one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unary {
    /// |x|.
    Absolute,
    /// eˣ.
    Exponential,
    /// Natural logarithm.
    Logarithm,
    /// √x.
    SquareRoot,
    /// ⌊x + ½ + 1e-9⌋, at least 0: whole people.
    WholePeople,
    /// ⌈x − 1e-9⌉.
    Ceiling,
    /// 1 where x ≥ 0, else −1.
    Sign,
    /// Standard normal quantile of a uniform.
    NormalScore,
}

/// Operations of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Binary {
    /// x·y.
    Multiply,
    /// x/y.
    Divide,
    /// x/y where y > 0, else 0; at most 1. For conditional chances.
    ShareOf,
    /// xʸ.
    Power,
    /// The smaller; no number where either is none.
    Minimum,
    /// The larger; no number where either is none.
    Maximum,
    /// 1 where x ≥ y, or lies no further below it than 1e-9 of the larger; else 0. Of what is no number 0.
    Reaches,
    /// x where y ≥ 0, else 1 − x. For uniforms of a cell whose sign turns.
    Mirror,
}

/// To [0, high]; what is not a number becomes 0 (a finiteness check has reported it).
#[inline(always)]
pub fn clamp(x: f64, high: f64) -> f64 {
    let x = if x > 0.0 { x } else { 0.0 };
    if x < high { x } else { high }
}

/// Whether a number lies outside [0, high] by more than rounding (1e-9).
#[inline(always)]
pub fn clamp_excess(x: f64, high: f64) -> bool {
    !((-1e-9..=high + 1e-9).contains(&x))
}

/// Whole people: half up, with the tolerance of MODEL §1.
#[inline(always)]
pub fn whole_people(x: f64) -> f64 {
    let whole = (x + 0.5 + 1e-9).floor();
    if whole > 0.0 { whole } else { 0.0 }
}

/// ⌈x − 1e-9⌉.
#[inline(always)]
pub fn ceiling(x: f64) -> f64 {
    (x - 1e-9).ceil()
}

/// The smaller; no number where either is none.
#[inline(always)]
pub fn minimum(x: f64, y: f64) -> f64 {
    let least = if y < x { y } else { x };
    if y.is_nan() { y } else { least }
}

/// The larger; no number where either is none.
#[inline(always)]
pub fn maximum(x: f64, y: f64) -> f64 {
    let most = if y > x { y } else { x };
    if y.is_nan() { y } else { most }
}

/// Whether x ≥ y, ties included: 1 or 0.
#[inline(always)]
pub fn reaches(x: f64, y: f64) -> f64 {
    let (a, b) = (x.abs(), y.abs());
    let tie = 1e-9 * if b > a { b } else { a };
    if x >= y - tie { 1.0 } else { 0.0 }
}

/// A conditional chance: x/y where y > 0, else 0, at most 1.
#[inline(always)]
pub fn share_of(x: f64, y: f64) -> f64 {
    let ratio = if y > 0.0 { x / y } else { 0.0 };
    if ratio < 1.0 { ratio } else { 1.0 }
}

impl Unary {
    /// What it makes of a number.
    pub fn of(self, x: f64) -> f64 {
        match self {
            Unary::Absolute => x.abs(),
            Unary::Exponential => libm::exp(x),
            Unary::Logarithm => libm::log(x),
            Unary::SquareRoot => x.sqrt(),
            Unary::WholePeople => whole_people(x),
            Unary::Ceiling => ceiling(x),
            Unary::Sign => {
                if x >= 0.0 {
                    1.0
                } else {
                    -1.0
                }
            }
            Unary::NormalScore => normal::quantile(Chance::from_below(x)),
        }
    }
}

impl Binary {
    /// What it makes of two numbers.
    pub fn of(self, x: f64, y: f64) -> f64 {
        match self {
            Binary::Multiply => x * y,
            Binary::Divide => x / y,
            Binary::ShareOf => share_of(x, y),
            // In C, 1 to the power of anything and anything to the power of 0 are 1, even of what is no number.
            Binary::Power if x.is_nan() || y.is_nan() => f64::NAN,
            Binary::Power => libm::pow(x, y),
            Binary::Minimum => minimum(x, y),
            Binary::Maximum => maximum(x, y),
            Binary::Reaches => reaches(x, y),
            Binary::Mirror => {
                if y >= 0.0 {
                    x
                } else {
                    1.0 - x
                }
            }
        }
    }
}
