//! Runs a program over one block of draws.
//!
//! Every function here is inlined into the one for each instruction set ([`Program::evaluate`]), so that its loops are
//! compiled for each. All of them give the same bytes: only exactly rounded operations, in a fixed order.

use super::columns::{Columns, is_zeros};
use super::elementwise::{binary, linear, map, operand, select, unary};
use super::operation::{Binary, clamp, clamp_excess};
use super::people::Bench;
use super::program::{Arg, Op, Program};
use super::trace::trace;
use crate::block::{
    Aligned, BLOCK, Column, GROUP, GROUPS, GroupSums, HeapColumn, Operand, group_size, new_column,
};
use crate::distribution::counts::{Bunch, fill_beta_binomial, fill_binomial_on};
use crate::kernel::{self, Instructions, Isa, Kernel};
use crate::sampling::Uniforms;

/// The columns that a program works in, reused from block to block, and what it noticed.
#[derive(Debug)]
pub struct Frame {
    columns: Columns,
    gathered: Vec<Aligned<GroupSums>>,
    scratch: [HeapColumn; 3],
    bench: Bench,
    bunch: Bunch,
    /// Terms of a linear operation that are not zeros.
    terms: Vec<(f64, u32)>,
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
            columns: Columns::new(program.slots),
            gathered: vec![Aligned([0.0; GROUPS]); program.gathered],
            scratch: [new_column(), new_column(), new_column()],
            bench: Bench::new(program.people.iter(), program.most_sums()),
            bunch: Bunch::default(),
            terms: Vec::new(),
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
        self.columns.read(slot)
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

/// Where an evaluation or a fold is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The stage of the program, which is run or has just been.
    pub stage: usize,
    /// The block.
    pub block: u64,
    /// How many of its first draws count.
    pub valid: usize,
}

struct Evaluation<'a> {
    program: &'a Program,
    uniforms: &'a Uniforms,
    place: Place,
    frame: &'a mut Frame,
}

impl Kernel for Evaluation<'_> {
    #[inline(always)]
    fn run<I: Instructions>(self, isa: I) {
        self.program.evaluate_on(isa, self.uniforms, self.place, self.frame);
    }
}

impl Program {
    /// Evaluates a stage of a block, after the stages before it. Only its first `valid` draws are counted by the checks.
    ///
    /// The loops are compiled here and nowhere else, once for each instruction set.
    pub fn evaluate(&self, isa: Isa, uniforms: &Uniforms, place: Place, frame: &mut Frame) {
        kernel::run(isa, Evaluation { program: self, uniforms, place, frame });
    }

    #[inline(always)]
    fn evaluate_on(&self, isa: impl Instructions, uniforms: &Uniforms, place: Place, frame: &mut Frame) {
        let Place { stage, block, valid } = place;
        let Frame {
            columns,
            gathered,
            scratch: [out, second, third],
            bench,
            bunch,
            terms: live,
            clamped,
            out_of_bounds,
        } = frame;
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
                    self.tables[*table as usize].fill_on(isa, columns.read(*u), out);
                }
                Op::ScoreQuantile { table, z } => {
                    self.score_tables[*table as usize].fill_on(isa, columns.read(*z), out);
                }
                Op::Linear { bias, terms } => {
                    live.clear();
                    live.extend(terms.iter().filter(|(_, slot)| !columns.is_zero(*slot)));
                    match (live.is_empty(), bias.to_bits()) {
                        (false, _) => linear(*bias, live, columns, out),
                        (true, 0) => {
                            columns.put_zeros(step.dest);
                            continue;
                        }
                        (true, _) => out.fill(*bias),
                    }
                }
                Op::Unary(kind, of) => unary(isa, *kind, columns.read(*of), out),
                Op::Binary(Binary::ShareOf, a, b) if [a, b].into_iter().any(|arg| columns.is_zeros(*arg)) => {
                    columns.put_zeros(step.dest);
                    continue;
                }
                Op::Binary(kind, a, b) => {
                    binary(*kind, operand(columns, *a), operand(columns, *b), out);
                    let may_be_zeros = match kind {
                        // What one row has above another: mostly nothing.
                        Binary::Maximum => *b == Arg::Const(0.0),
                        Binary::Multiply => [a, b].into_iter().any(|arg| columns.is_zeros(*arg)),
                        _ => false,
                    };
                    if may_be_zeros && is_zeros(out) {
                        columns.put_zeros(step.dest);
                        continue;
                    }
                }
                Op::Select { where_not_zero, then, otherwise } => {
                    let [then, otherwise] = [then, otherwise].map(|arg| operand(columns, *arg));
                    select(columns.read(*where_not_zero), then, otherwise, out);
                }
                Op::Clamp { of, high, check } => {
                    let x = columns.read(*of);
                    map(x, out, |x| clamp(x, *high));
                    let outside = x.iter().take(valid).filter(|x| clamp_excess(**x, *high)).count();
                    clamped[*check as usize] += outside as u64;
                }
                Op::Bounded { of, low, high, check } => {
                    // The run stops at such a draw; until then a number keeps the later operations sound.
                    let (x, low, high) = (columns.read(*of), *low, *high);
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
                    if [n, p].into_iter().any(|arg| columns.is_zeros(*arg)) {
                        columns.put_zeros(step.dest);
                        continue;
                    }
                    let (n, p) = (operand(columns, *n), operand(columns, *p));
                    fill_binomial_on(isa, n, p, columns.read(*u), out);
                }
                Op::Deal(deal) => {
                    deal.run(isa, (uniforms, block), columns, (bunch, out));
                    continue;
                }
                Op::BinomialTable { table, u } => {
                    self.count_tables[*table as usize].fill_on(isa, columns.read(*u), out);
                }
                Op::BetaBinomial { n, alpha, beta, u } => fill_beta_binomial(
                    operand(columns, *n),
                    operand(columns, *alpha),
                    operand(columns, *beta),
                    columns.read(*u),
                    out,
                ),
                Op::Trace { years, tolerance, year, peak } => {
                    trace(isa, years, *tolerance, columns, [&mut *out, &mut *second, &mut *third]);
                    columns.put(*year, second);
                    columns.put(*peak, third);
                }
                Op::People { one, streams, counts, others } => {
                    let one = &self.people[*one as usize];
                    one.add_up(
                        isa,
                        uniforms,
                        (streams, counts),
                        (block, valid),
                        [&mut *out, &mut *second],
                        (columns, bench),
                    );
                    for (sum, slot) in bench.sums[1..].iter_mut().zip(others.iter()) {
                        columns.put(*slot, sum);
                    }
                    std::mem::swap(out, &mut bench.sums[0]);
                }
                Op::Gather { of } if columns.is_zero(*of) => {
                    gathered[step.dest as usize].fill(0.0);
                    continue;
                }
                Op::Gather { of } => {
                    gather(columns.read(*of), valid, &mut gathered[step.dest as usize]);
                    continue;
                }
                Op::GatherProduct { a, b } => {
                    let (a, b) = (columns.read(*a), columns.read(*b));
                    gather_product(a, b, valid, &mut gathered[step.dest as usize]);
                    continue;
                }
                Op::GatheredLinear { bias, terms } => {
                    let (before, dest) = gathered.split_at_mut(step.dest as usize);
                    gathered_linear(*bias, terms, before, valid, &mut dest[0]);
                    continue;
                }
            }
            columns.put(step.dest, out);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::Law;
    use crate::model::column::{Graph, Root, Value, Wanted};
    use crate::sampling::{Sampling, StreamName};

    /// Columns of zeros are left out of what is added up, and of it alone: everything that reads them has their zeros.
    #[test]
    fn zeros_count_as_zeros() {
        let mut graph = Graph::default();
        let stream = |name: &str| StreamName::Input(name.to_owned());
        let u = graph.uniform(stream("x"));
        let x = graph.quantile("x", &Law::uniform(0.0, 1.0), u);
        let below = graph.linear(-2.0, &[(1.0, x)]);
        let half = graph.binary(Binary::Multiply, below, x);
        let none = graph.binary(Binary::Maximum, half, Value::ZERO);
        let y = graph.uniform(stream("y"));
        let nobody = graph.binomial(Value::Const(9.0), none, Value::Column(y));
        let alone = graph.linear(3.0, &[(1.0, nobody)]);
        let both = graph.linear(3.0, &[(1.0, nobody), (2.0, none)]);
        let with_x = graph.linear(3.0, &[(1.0, nobody), (1.0, x)]);
        let scaled = graph.scale(-4.0, nobody);
        let least = graph.binary(Binary::Minimum, nobody, x);
        let wanted = [alone, both, with_x, scaled, least, x];
        let root = |value| Root { value, wanted: Wanted::Drawn, asker: 0, stage: 0 };
        let program = Program::schedule(&graph, &wanted.map(root), 1);
        let uniforms = Uniforms::new(Sampling::Random, 7, program.streams());
        let mut frame = Frame::new(&program);
        // What a column held before must not show.
        for block in 0..3 {
            program.evaluate(Isa::Baseline, &uniforms, Place { stage: 0, block, valid: BLOCK }, &mut frame);
            let [alone, both, with_x, scaled, least, x] =
                wanted.map(|value| frame.operand(program.arg(value)).lanes::<BLOCK>(0));
            assert!(alone.iter().chain(&both).all(|sum| *sum == 3.0));
            assert!(with_x.iter().zip(&x).all(|(sum, x)| *sum == 3.0 + x && *x > 0.0));
            assert!(scaled.iter().chain(&least).all(|none| *none == 0.0));
        }
    }
}
