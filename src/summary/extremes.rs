//! Ranges that decide whether something varies at all.

use serde::{Deserialize, Serialize};

use super::bits;
use crate::block::Operand;

/// Ranges that decide whether something varies at all.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Extremes {
    /// Least and largest expectation.
    #[serde(with = "bits::pair")]
    pub expected: (f64, f64),
    /// Least and largest luck around it.
    #[serde(with = "bits::pair")]
    pub luck: (f64, f64),
    /// Largest size of what is drawn.
    #[serde(with = "bits")]
    pub largest: f64,
}

impl Extremes {
    /// Of no draws.
    pub const NONE: Extremes = Extremes {
        expected: (f64::INFINITY, f64::NEG_INFINITY),
        luck: (f64::INFINITY, f64::NEG_INFINITY),
        largest: 0.0,
    };

    /// Takes in other draws.
    pub fn join(&mut self, other: &Extremes) {
        self.expected = (lower(self.expected.0, other.expected.0), higher(self.expected.1, other.expected.1));
        self.luck = (lower(self.luck.0, other.luck.0), higher(self.luck.1, other.luck.1));
        self.largest = higher(self.largest, other.largest);
    }
}

#[inline(always)]
fn lower(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

#[inline(always)]
fn higher(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

/// Ranges of an expectation, of the luck around it, and the largest size of what is drawn.
#[inline(always)]
pub fn range(expected: Operand<'_>, drawn: Operand<'_>, valid: usize) -> Extremes {
    const LANES: usize = 16;
    let mut lanes = [Extremes::NONE; LANES];
    let whole = valid / LANES * LANES;
    let (mut e_low, mut e_high) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
    let (mut b_low, mut b_high, mut largest) = (e_low, e_high, [0.0; LANES]);
    for i in (0..whole).step_by(LANES) {
        let (e, d) = (expected.lanes::<LANES>(i), drawn.lanes::<LANES>(i));
        for l in 0..LANES {
            let luck = d[l] - e[l];
            e_low[l] = lower(e_low[l], e[l]);
            e_high[l] = higher(e_high[l], e[l]);
            b_low[l] = lower(b_low[l], luck);
            b_high[l] = higher(b_high[l], luck);
            largest[l] = higher(largest[l], d[l].abs());
        }
    }
    for l in 0..LANES {
        lanes[l] =
            Extremes { expected: (e_low[l], e_high[l]), luck: (b_low[l], b_high[l]), largest: largest[l] };
    }
    let mut all = lanes.iter().fold(Extremes::NONE, |mut all, lane| {
        all.join(lane);
        all
    });
    for i in whole..valid {
        let ([e], [d]) = (expected.lanes::<1>(i), drawn.lanes::<1>(i));
        all.join(&Extremes { expected: (e, e), luck: (d - e, d - e), largest: d.abs() });
    }
    all
}
