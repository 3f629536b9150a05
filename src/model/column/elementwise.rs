//! Operations on columns, draw by draw: loops of known length, compiled for each instruction set where they are inlined.

use super::columns::Columns;
use super::operation::{Binary, Unary, ceiling, maximum, minimum, reaches, share_of, whole_people};
use super::program::Arg;
use crate::block::{BLOCK, Column, Operand};
use crate::distribution::fill_normal_quantile_on;
use crate::kernel::Instructions;

/// An operand's numbers.
#[inline(always)]
pub(super) fn operand(columns: &Columns, arg: Arg) -> Operand<'_> {
    match arg {
        Arg::Const(c) => Operand::Const(c),
        Arg::Slot(slot) => Operand::Column(columns.read(slot)),
        Arg::Gathered(_) => unreachable!("sums by group stand for no single draw"),
    }
}

#[inline(always)]
pub(super) fn map(x: &Column, out: &mut Column, f: impl Fn(f64) -> f64) {
    for i in 0..BLOCK {
        out[i] = f(x[i]);
    }
}

#[inline(always)]
fn map2(a: Operand<'_>, b: Operand<'_>, out: &mut Column, f: impl Fn(f64, f64) -> f64) {
    match (a, b) {
        (Operand::Column(a), Operand::Column(b)) => {
            for i in 0..BLOCK {
                out[i] = f(a[i], b[i]);
            }
        }
        (Operand::Column(a), Operand::Const(b)) => map(a, out, |x| f(x, b)),
        (Operand::Const(a), Operand::Column(b)) => map(b, out, |y| f(a, y)),
        (Operand::Const(a), Operand::Const(b)) => out.fill(f(a, b)),
    }
}

#[inline(always)]
pub(super) fn unary(isa: impl Instructions, kind: Unary, x: &Column, out: &mut Column) {
    match kind {
        Unary::Absolute => map(x, out, f64::abs),
        Unary::SquareRoot => map(x, out, f64::sqrt),
        Unary::WholePeople => map(x, out, whole_people),
        Unary::Ceiling => map(x, out, ceiling),
        Unary::Sign => map(x, out, |x| if x >= 0.0 { 1.0 } else { -1.0 }),
        Unary::NormalScore => fill_normal_quantile_on(isa, x, out),
        Unary::Exponential | Unary::Logarithm => map(x, out, |x| kind.of(x)),
    }
}

#[inline(always)]
pub(super) fn binary(kind: Binary, a: Operand<'_>, b: Operand<'_>, out: &mut Column) {
    match kind {
        Binary::Multiply => map2(a, b, out, |x, y| x * y),
        Binary::Divide => map2(a, b, out, |x, y| x / y),
        Binary::ShareOf => map2(a, b, out, share_of),
        Binary::Minimum => map2(a, b, out, minimum),
        Binary::Maximum => map2(a, b, out, maximum),
        Binary::Reaches => map2(a, b, out, reaches),
        Binary::Mirror => map2(a, b, out, |x, y| if y >= 0.0 { x } else { 1.0 - x }),
        Binary::Power => map2(a, b, out, |x, y| kind.of(x, y)),
    }
}

/// One where a column is not 0, else the other.
#[inline(always)]
pub(super) fn select(where_not_zero: &Column, then: Operand<'_>, otherwise: Operand<'_>, out: &mut Column) {
    let w = where_not_zero;
    let choose = |w: f64, x: f64, y: f64| if w != 0.0 { x } else { y };
    match (then, otherwise) {
        (Operand::Column(x), Operand::Column(y)) => {
            for i in 0..BLOCK {
                out[i] = choose(w[i], x[i], y[i]);
            }
        }
        (x, Operand::Const(y)) => map2(Operand::Column(w), x, out, |w, x| choose(w, x, y)),
        (Operand::Const(x), y) => map2(Operand::Column(w), y, out, |w, y| choose(w, x, y)),
    }
}

/// ((bias + c₁x₁) + c₂x₂) + …, four columns a pass.
#[inline(always)]
pub(super) fn linear(bias: f64, terms: &[(f64, u32)], columns: &Columns, out: &mut Column) {
    let at = |(c, slot): &(f64, u32)| (*c, columns.read(*slot));
    let (quads, rest) = terms.as_chunks::<4>();
    let mut started = false;
    for quad in quads {
        let [(c0, x0), (c1, x1), (c2, x2), (c3, x3)] =
            [at(&quad[0]), at(&quad[1]), at(&quad[2]), at(&quad[3])];
        if started {
            for i in 0..BLOCK {
                out[i] = (((out[i] + c0 * x0[i]) + c1 * x1[i]) + c2 * x2[i]) + c3 * x3[i];
            }
        } else {
            for i in 0..BLOCK {
                out[i] = (((bias + c0 * x0[i]) + c1 * x1[i]) + c2 * x2[i]) + c3 * x3[i];
            }
        }
        started = true;
    }
    match (rest, started) {
        ([], _) => {}
        ([a], true) => {
            let (c0, x0) = at(a);
            for i in 0..BLOCK {
                out[i] += c0 * x0[i];
            }
        }
        ([a], false) => {
            let (c0, x0) = at(a);
            for i in 0..BLOCK {
                out[i] = bias + c0 * x0[i];
            }
        }
        ([a, b], true) => {
            let ((c0, x0), (c1, x1)) = (at(a), at(b));
            for i in 0..BLOCK {
                out[i] = (out[i] + c0 * x0[i]) + c1 * x1[i];
            }
        }
        ([a, b], false) => {
            let ((c0, x0), (c1, x1)) = (at(a), at(b));
            for i in 0..BLOCK {
                out[i] = (bias + c0 * x0[i]) + c1 * x1[i];
            }
        }
        ([a, b, c, ..], started) => {
            let ((c0, x0), (c1, x1), (c2, x2)) = (at(a), at(b), at(c));
            if !started {
                out.fill(bias);
            }
            for i in 0..BLOCK {
                out[i] = ((out[i] + c0 * x0[i]) + c1 * x1[i]) + c2 * x2[i];
            }
        }
    }
}
