//! The compiled model: a list of column operations over reused columns.

use super::node::{ByNode, Value};
use super::operation::{Binary, Unary};
use crate::distribution::counts::BinomialTable;
use crate::distribution::{NormalScoreTable, QuantileTable};
use crate::sampling::StreamName;

/// An operand: a number or a column of the frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Arg {
    /// The same in every draw.
    Const(f64),
    /// A column of the frame.
    Slot(u32),
    /// Sums of groups of draws: of a value that only enters through its mean.
    Gathered(u32),
}

/// One column operation. Slots are indices into the frame.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Op {
    Uniform {
        stream: u32,
    },
    Quantile {
        table: u32,
        u: u32,
    },
    ScoreQuantile {
        table: u32,
        z: u32,
    },
    Linear {
        bias: f64,
        terms: Box<[(f64, u32)]>,
    },
    Unary(Unary, u32),
    Binary(Binary, Arg, Arg),
    Clamp {
        of: u32,
        site: u32,
    },
    Bounded {
        of: u32,
        limit: f64,
        site: u32,
    },
    Binomial {
        n: Arg,
        p: Arg,
        u: u32,
    },
    BinomialTable {
        table: u32,
        u: u32,
    },
    BetaBinomial {
        n: Arg,
        alpha: Arg,
        beta: Arg,
        u: u32,
    },
    Trace {
        years: Box<[TraceYear]>,
        tolerance: Arg,
        year: u32,
        peak: u32,
    },
    /// Sums a column by group.
    Gather {
        of: u32,
    },
    /// Sums a product of two columns by group.
    GatherProduct {
        a: u32,
        b: u32,
    },
    /// The linear operation on sums by group.
    GatheredLinear {
        bias: f64,
        terms: Box<[(f64, u32)]>,
    },
}

/// One year of a traced cash flow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TraceYear {
    pub(super) flow: Arg,
    pub(super) factor: Arg,
}

/// An operation and where its result goes: a column, or sums by group.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    pub(super) op: Op,
    pub(super) dest: u32,
}

/// A list of column operations with what they need.
#[derive(Debug)]
pub struct Program {
    pub(super) steps: Vec<Step>,
    /// Columns that a frame needs.
    pub(super) slots: usize,
    pub(super) streams: Vec<StreamName>,
    pub(super) tables: Vec<QuantileTable>,
    pub(super) score_tables: Vec<NormalScoreTable>,
    pub(super) count_tables: Vec<BinomialTable>,
    /// Sums by group that a frame needs.
    pub(super) gathered: usize,
    pub(super) slot_of: ByNode<u32>,
    pub(super) gathered_of: ByNode<u32>,
}

impl Program {
    /// Where the sums by group of a value's numbers are.
    pub(super) fn gathered(&self, value: Value) -> Arg {
        match value {
            Value::Const(c) => Arg::Const(c),
            Value::Column(id) => Arg::Gathered(self.gathered_of.of(id)),
        }
    }

    /// Where a value's numbers are.
    pub fn arg(&self, value: Value) -> Arg {
        match value {
            Value::Const(c) => Arg::Const(c),
            Value::Column(id) => Arg::Slot(self.slot_of.of(id)),
        }
    }

    /// Streams that the program draws from, in the order in which it first does.
    pub fn streams(&self) -> &[StreamName] {
        &self.streams
    }
}
