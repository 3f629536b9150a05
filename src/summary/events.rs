//! Events, counted over the draws.

use super::batches::Grouping;
use crate::block::{Column, Operand};
use crate::engine::Place;
use crate::model::column::{Arg, Frame, Program, Value};

/// An event over some columns, counted over the draws. A year comes with its horizon: beyond that it is never.
#[derive(Debug, Clone, PartialEq)]
pub enum Event<T> {
    /// A column is at least a number.
    AtLeast(T, f64),
    /// All of these years lie within their horizons.
    AllWithin(Vec<(T, f64)>),
    /// The first year lies within its horizon, the second does not.
    FirstOnly((T, f64), (T, f64)),
}

/// Which draws of a column are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Those above 0.
    Above,
    /// Those below 0.
    Below,
    /// Those that are 0.
    Zero,
}

impl Sign {
    /// Whether a number has it.
    pub fn is_of(self, x: f64) -> bool {
        match self {
            Sign::Above => x > 0.0,
            Sign::Below => x < 0.0,
            Sign::Zero => x == 0.0,
        }
    }
}

impl Event<Value> {
    /// The values that it looks at.
    pub fn values(&self) -> Vec<Value> {
        match self {
            Event::AtLeast(value, _) => vec![*value],
            Event::AllWithin(years) => years.iter().map(|(year, _)| *year).collect(),
            Event::FirstOnly(first, second) => vec![first.0, second.0],
        }
    }

    /// The same with places in a frame.
    pub fn placed(&self, program: &Program) -> Event<Arg> {
        let year = |(year, horizon): &(Value, f64)| (program.arg(*year), *horizon);
        match self {
            Event::AtLeast(value, least) => Event::AtLeast(program.arg(*value), *least),
            Event::AllWithin(years) => Event::AllWithin(years.iter().map(year).collect()),
            Event::FirstOnly(first, second) => Event::FirstOnly(year(first), year(second)),
        }
    }
}

/// Draws that are looked at together; a multiple of the replicates.
const LANES: usize = 64;

/// Decides about draws, some at a time. Methods must be `#[inline(always)]`, so that they are compiled for each instruction
/// set.
trait Decide {
    /// Keeps the hits among the draws from `from` on.
    fn keep(&self, hits: &mut [u64; LANES], from: usize);

    /// How many draws are hits: added to the counts of their groups.
    #[inline(always)]
    fn count(&self, Place { block, valid, .. }: Place, grouping: Grouping, groups: &mut [u64]) {
        let mut counts = [0u64; LANES];
        for from in (0..valid).step_by(LANES) {
            let mut hits = [1u64; LANES];
            self.keep(&mut hits, from);
            if valid - from < LANES {
                hits[valid - from..].fill(0);
            }
            for l in 0..LANES {
                counts[l] += hits[l];
            }
        }
        for (lane, count) in counts.into_iter().enumerate() {
            groups[grouping.of(block, lane)] += count;
        }
    }
}

/// An event in a block.
struct InFrame<'a>(&'a Event<Arg>, &'a Frame);

impl Decide for InFrame<'_> {
    #[inline(always)]
    fn keep(&self, hits: &mut [u64; LANES], from: usize) {
        let frame = self.1;
        match self.0 {
            Event::AtLeast(arg, least) => narrow(hits, frame, *arg, from, |x| x >= *least),
            Event::AllWithin(years) => {
                for (year, horizon) in years {
                    narrow(hits, frame, *year, from, |year| year <= *horizon);
                }
            }
            Event::FirstOnly((first, within), (second, beyond)) => {
                narrow(hits, frame, *first, from, |year| year <= *within);
                narrow(hits, frame, *second, from, |year| year > *beyond);
            }
        }
    }
}

/// A sign in a column.
struct InColumn<'a>(Sign, &'a Column);

impl Decide for InColumn<'_> {
    #[inline(always)]
    fn keep(&self, hits: &mut [u64; LANES], from: usize) {
        let x = &self.1.as_chunks::<LANES>().0[from / LANES];
        for l in 0..LANES {
            hits[l] &= u64::from(match self.0 {
                Sign::Above => x[l] > 0.0,
                Sign::Below => x[l] < 0.0,
                Sign::Zero => x[l] == 0.0,
            });
        }
    }
}

impl Event<Arg> {
    /// In how many draws it happens: added to the counts of their groups.
    #[inline(always)]
    pub fn count(&self, frame: &Frame, place: Place, grouping: Grouping, groups: &mut [u64]) {
        InFrame(self, frame).count(place, grouping, groups);
    }
}

impl Sign {
    /// How many draws of a column have it: added to the counts of their groups.
    #[inline(always)]
    pub fn count(self, x: &Column, place: Place, grouping: Grouping, groups: &mut [u64]) {
        InColumn(self, x).count(place, grouping, groups);
    }
}

/// Keeps the hits in which a number from draw `from` on is as wanted.
#[inline(always)]
fn narrow(hits: &mut [u64; LANES], frame: &Frame, arg: Arg, from: usize, wanted: impl Fn(f64) -> bool) {
    match frame.operand(arg) {
        Operand::Column(column) => {
            let x = &column.as_chunks::<LANES>().0[from / LANES];
            for l in 0..LANES {
                hits[l] &= u64::from(wanted(x[l]));
            }
        }
        Operand::Const(c) => {
            if !wanted(c) {
                hits.fill(0);
            }
        }
    }
}
