//! Quantities: columns of a reading, or made of columns of several.

use crate::block::{BLOCK, Column, Operand};
use crate::model::column::{Arg, Frame, Program, Value};

/// What is made of several columns, draw by draw, while a block goes by.
#[derive(Debug, Clone, PartialEq)]
pub enum Recipe<T> {
    /// The first less the second; 0 where it is no larger than both tolerances together (MODEL §3, ties).
    Difference {
        /// The two amounts.
        of: [T; 2],
        /// What counts as 0 in each.
        tolerances: [T; 2],
    },
    /// By how much the best of some amounts is better than one of them, by the same rule.
    Regret {
        /// Amounts, each with what counts as 0 in it.
        all: Vec<(T, T)>,
        /// The one.
        of: usize,
    },
}

impl Recipe<Value> {
    /// The values that it is made of.
    pub fn values(&self) -> Vec<Value> {
        match self {
            Recipe::Difference { of, tolerances } => of.iter().chain(tolerances).copied().collect(),
            Recipe::Regret { all, .. } => all.iter().flat_map(|(a, b)| [*a, *b]).collect(),
        }
    }

    /// The same with places in a frame.
    pub fn placed(&self, program: &Program) -> Recipe<Arg> {
        let place = |value: &Value| program.arg(*value);
        match self {
            Recipe::Difference { of, tolerances } => Recipe::Difference {
                of: of.each_ref().map(place),
                tolerances: tolerances.each_ref().map(place),
            },
            Recipe::Regret { all, of } => {
                Recipe::Regret { all: all.iter().map(|(a, b)| (place(a), place(b))).collect(), of: *of }
            }
        }
    }
}

/// Draws that are worked on together.
const LANES: usize = 64;

impl Recipe<Arg> {
    /// Makes it of the columns of a block.
    #[inline(always)]
    pub fn fill(&self, frame: &Frame, to: &mut Column) {
        match self {
            Recipe::Difference { of: [a, b], tolerances: [s, t] } => {
                let [a, b, s, t] = [a, b, s, t].map(|arg| frame.operand(*arg));
                for i in (0..BLOCK).step_by(LANES) {
                    let [a, b, s, t] = [a, b, s, t].map(|operand| operand.lanes::<LANES>(i));
                    for l in 0..LANES {
                        to[i + l] = untied(a[l], b[l], s[l] + t[l]);
                    }
                }
            }
            Recipe::Regret { all, of } => {
                to.fill(0.0);
                let (own, own_size) = all[*of];
                let (own, own_size) = (frame.operand(own), frame.operand(own_size));
                for (other, size) in all {
                    let (other, size) = (frame.operand(*other), frame.operand(*size));
                    lose(other, own, [size, own_size], to);
                }
            }
        }
    }

    /// What deviations are summed from: the first draw of all, but for what is 0 in many draws.
    pub fn pivot(&self, column: &Column) -> f64 {
        match self {
            Recipe::Difference { .. } => column[0],
            Recipe::Regret { .. } => 0.0,
        }
    }
}

/// Raises each draw of `to` to what the other is better by.
#[inline(always)]
fn lose(other: Operand<'_>, own: Operand<'_>, tolerances: [Operand<'_>; 2], to: &mut Column) {
    for i in (0..BLOCK).step_by(LANES) {
        let (a, b) = (other.lanes::<LANES>(i), own.lanes::<LANES>(i));
        let [s, t] = tolerances.map(|operand| operand.lanes::<LANES>(i));
        for l in 0..LANES {
            let lost = untied(a[l], b[l], s[l] + t[l]);
            to[i + l] = if lost > to[i + l] { lost } else { to[i + l] };
        }
    }
}

/// The difference of two sums of money, 0 where it is no larger than both tolerances together.
#[inline(always)]
pub(super) fn untied(a: f64, b: f64, tolerances: f64) -> f64 {
    let difference = a - b;
    if difference.abs() <= tolerances { 0.0 } else { difference }
}
