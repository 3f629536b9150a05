//! Runs a program over one block of draws.
//!
//! Every function here is inlined into the engine's versions for each instruction set, so that its loops are
//! compiled for each. All of them give the same bytes: only exactly rounded operations, in a fixed order.

use super::operation::{
    Binary, Unary, ceiling, clamp, clamp_excess, maximum, minimum, reaches, share_of, whole_people,
};
use super::program::{Arg, Op, Program};
use super::trace::trace;
use crate::block::{
    Aligned, BLOCK, Column, GROUP, GROUPS, GroupSums, HeapColumn, Operand, group_size, new_column,
};
use crate::distribution::counts::{fill_beta_binomial, fill_binomial_on};
use crate::distribution::fill_normal_quantile_on;
use crate::kernel::Instructions;
use crate::sampling::Uniforms;

/// The columns that a program works in, reused from block to block, and what it noticed.
#[derive(Debug)]
pub struct Frame {
    columns: Vec<HeapColumn>,
    gathered: Vec<Aligned<GroupSums>>,
    scratch: [HeapColumn; 3],
    /// Draws clamped, by check.
    pub clamped: Vec<u64>,
    /// The first draw that no model can go on with, and where it arose.
    pub out_of_bounds: Option<OutOfBounds>,
}

/// A value that was not finite, or larger than the model can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutOfBounds {
    /// The draw, from 0.
    pub draw: u64,
    /// The check.
    pub check: u32,
}

impl Frame {
    /// A frame for a program.
    pub fn new(program: &Program) -> Frame {
        Frame {
            columns: (0..program.slots).map(|_| new_column()).collect(),
            gathered: vec![Aligned([0.0; GROUPS]); program.gathered],
            scratch: [new_column(), new_column(), new_column()],
            clamped: vec![0; program.checks.len()],
            out_of_bounds: None,
        }
    }

    /// The counts of clamped draws by check, which start anew.
    pub fn take_clamped(&mut self) -> Vec<u64> {
        let none = vec![0; self.clamped.len()];
        std::mem::replace(&mut self.clamped, none)
    }

    /// A column in the block that was evaluated last.
    #[inline(always)]
    pub fn column(&self, slot: u32) -> &Column {
        &self.columns[slot as usize]
    }

    /// Sums by group in the block that was evaluated last.
    #[inline(always)]
    pub fn gathered(&self, index: u32) -> &GroupSums {
        &self.gathered[index as usize]
    }

    /// An operand's numbers in the block that was evaluated last.
    #[inline(always)]
    pub fn operand(&self, arg: Arg) -> Operand<'_> {
        operand(&self.columns, arg)
    }
}

#[inline(always)]
fn operand(columns: &[HeapColumn], arg: Arg) -> Operand<'_> {
    match arg {
        Arg::Const(c) => Operand::Const(c),
        Arg::Slot(slot) => Operand::Column(&columns[slot as usize]),
        Arg::Gathered(_) => unreachable!("sums by group stand for no single draw"),
    }
}

impl Program {
    /// Evaluates a stage of a block, after the stages before it. Only its first `valid` draws are counted by the checks.
    #[inline(always)]
    pub fn evaluate(
        &self,
        isa: impl Instructions,
        uniforms: &Uniforms,
        stage: usize,
        block: u64,
        valid: usize,
        frame: &mut Frame,
    ) {
        let Frame { columns, gathered, scratch: [out, second, third], clamped, out_of_bounds } = frame;
        let from = if stage == 0 { 0 } else { self.ends[stage - 1] };
        for step in &self.steps[from..self.ends[stage]] {
            match &step.op {
                Op::Uniform { stream } => uniforms.fill(isa, *stream as usize, block, out),
                Op::Count => {
                    for (i, out) in out.iter_mut().enumerate() {
                        *out = (block * BLOCK as u64 + i as u64) as f64;
                    }
                }
                Op::Quantile { table, u } => {
                    self.tables[*table as usize].fill_on(isa, &columns[*u as usize], out);
                }
                Op::ScoreQuantile { table, z } => {
                    self.score_tables[*table as usize].fill_on(isa, &columns[*z as usize], out);
                }
                Op::Linear { bias, terms } => linear(*bias, terms, columns, out),
                Op::Unary(kind, of) => unary(isa, *kind, &columns[*of as usize], out),
                Op::Binary(kind, a, b) => binary(*kind, operand(columns, *a), operand(columns, *b), out),
                Op::Select { where_not_zero, then, otherwise } => {
                    let [then, otherwise] = [then, otherwise].map(|arg| operand(columns, *arg));
                    select(&columns[*where_not_zero as usize], then, otherwise, out);
                }
                Op::Clamp { of, high, check } => {
                    let x = &columns[*of as usize];
                    map(x, out, |x| clamp(x, *high));
                    let outside = x.iter().take(valid).filter(|x| clamp_excess(**x, *high)).count();
                    clamped[*check as usize] += outside as u64;
                }
                Op::Bounded { of, low, high, check } => {
                    // The run stops at such a draw; until then a number keeps the later operations sound.
                    let (x, low, high) = (&columns[*of as usize], *low, *high);
                    // 0, or what is nearest to it.
                    let instead = if low > 0.0 { low } else { 0.0 };
                    let mut any_outside = 0;
                    for i in 0..BLOCK {
                        let inside = (x[i] >= low) & (x[i] <= high);
                        out[i] = if inside { x[i] } else { instead };
                        any_outside |= u64::from(!inside);
                    }
                    if any_outside != 0
                        && let Some(i) = x.iter().take(valid).position(|x| !(*x >= low && *x <= high))
                    {
                        let found = OutOfBounds { draw: block * BLOCK as u64 + i as u64, check: *check };
                        if out_of_bounds.is_none_or(|known| found < known) {
                            *out_of_bounds = Some(found);
                        }
                    }
                }
                Op::Binomial { n, p, u } => {
                    fill_binomial_on(
                        isa,
                        operand(columns, *n),
                        operand(columns, *p),
                        &columns[*u as usize],
                        out,
                    );
                }
                Op::BinomialTable { table, u } => {
                    self.count_tables[*table as usize].fill_on(isa, &columns[*u as usize], out);
                }
                Op::BetaBinomial { n, alpha, beta, u } => fill_beta_binomial(
                    operand(columns, *n),
                    operand(columns, *alpha),
                    operand(columns, *beta),
                    &columns[*u as usize],
                    out,
                ),
                Op::Trace { years, tolerance, year, peak } => {
                    trace(isa, years, *tolerance, columns, [&mut *out, &mut *second, &mut *third]);
                    std::mem::swap(second, &mut columns[*year as usize]);
                    std::mem::swap(third, &mut columns[*peak as usize]);
                }
                Op::Gather { of } => {
                    gather(&columns[*of as usize], valid, &mut gathered[step.dest as usize]);
                    continue;
                }
                Op::GatherProduct { a, b } => {
                    let (a, b) = (&columns[*a as usize], &columns[*b as usize]);
                    gather_product(a, b, valid, &mut gathered[step.dest as usize]);
                    continue;
                }
                Op::GatheredLinear { bias, terms } => {
                    let (before, dest) = gathered.split_at_mut(step.dest as usize);
                    gathered_linear(*bias, terms, before, valid, &mut dest[0]);
                    continue;
                }
            }
            std::mem::swap(out, &mut columns[step.dest as usize]);
        }
    }
}

/// Sums the first `valid` draws by group. Of equal numbers in a full block the sums are exact.
#[inline(always)]
fn gather(x: &Column, valid: usize, out: &mut GroupSums) {
    if valid < BLOCK {
        return gather_last(|i| x[i], valid, out);
    }
    let rows = group_rows(x);
    for j in 0..GROUPS {
        let four = |row: usize| (rows[row][j] + rows[row + 4][j]) + (rows[row + 2][j] + rows[row + 6][j]);
        out[j] = four(0) + four(1);
    }
}

/// The same of a product.
#[inline(always)]
fn gather_product(x: &Column, y: &Column, valid: usize, out: &mut GroupSums) {
    if valid < BLOCK {
        return gather_last(|i| x[i] * y[i], valid, out);
    }
    let (x, y) = (group_rows(x), group_rows(y));
    for j in 0..GROUPS {
        let at = |row: usize| x[row][j] * y[row][j];
        let four = |row: usize| (at(row) + at(row + 4)) + (at(row + 2) + at(row + 6));
        out[j] = four(0) + four(1);
    }
}

/// The same of a block that is not full.
#[inline(always)]
fn gather_last(at: impl Fn(usize) -> f64, valid: usize, out: &mut GroupSums) {
    out.fill(0.0);
    for i in 0..valid {
        out[i % GROUPS] += at(i);
    }
}

/// The draws of each group, one below the other. With the number of rows known, their loops are vectorised.
#[inline(always)]
fn group_rows(x: &Column) -> &[GroupSums; GROUP] {
    x.as_chunks::<GROUPS>().0.try_into().expect("a block has eight rows of groups")
}

/// bias · size + c₁g₁ + c₂g₂ + … by group; the operands come before.
#[inline(always)]
fn gathered_linear(
    bias: f64,
    terms: &[(f64, u32)],
    operands: &[Aligned<GroupSums>],
    valid: usize,
    out: &mut GroupSums,
) {
    if bias == 0.0 {
        out.fill(0.0);
    } else if valid == BLOCK {
        out.fill(bias * GROUP as f64);
    } else {
        for (j, out) in out.iter_mut().enumerate() {
            *out = bias * group_size(j, valid) as f64;
        }
    }
    for (c, index) in terms {
        let x = &operands[*index as usize];
        for j in 0..GROUPS {
            out[j] += c * x[j];
        }
    }
}

#[inline(always)]
fn map(x: &Column, out: &mut Column, f: impl Fn(f64) -> f64) {
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
fn unary(isa: impl Instructions, kind: Unary, x: &Column, out: &mut Column) {
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
fn binary(kind: Binary, a: Operand<'_>, b: Operand<'_>, out: &mut Column) {
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
fn select(where_not_zero: &Column, then: Operand<'_>, otherwise: Operand<'_>, out: &mut Column) {
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
fn linear(bias: f64, terms: &[(f64, u32)], columns: &[HeapColumn], out: &mut Column) {
    let at = |(c, slot): &(f64, u32)| (*c, &*columns[*slot as usize]);
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
