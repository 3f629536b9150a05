//! The compiled program: a list of column operations over reused columns.

use std::collections::{BTreeSet, HashMap};

use super::node::{ByNode, NodeId, Value};
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
    Count,
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
    /// One where a column is not 0, else the other.
    Select {
        where_not_zero: u32,
        then: Arg,
        otherwise: Arg,
    },
    Clamp {
        of: u32,
        high: f64,
        check: u32,
    },
    Bounded {
        of: u32,
        low: f64,
        high: f64,
        check: u32,
    },
    Binomial {
        n: Arg,
        p: Arg,
        u: u32,
    },
    /// People who are dealt: each place has a column of its own.
    Deal(Deal),
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
    /// Sums over people who differ: the first goes where the step says, the others to these columns.
    People {
        one: u32,
        streams: Box<[u32]>,
        counts: Box<[Arg]>,
        others: Box<[u32]>,
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

/// Dealt people as an operation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Deal {
    pub(super) people: Arg,
    /// Whether the first chance is that of not staying.
    pub(super) stays: bool,
    /// By count, the chance and the stream; counts that nothing depends on are left out.
    pub(super) counts: Box<[(Arg, u32)]>,
    /// Columns for those who stay, for each count, and for those who are left in the end.
    pub(super) to: Box<[u32]>,
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

/// The operations for one person.
#[derive(Debug)]
pub(super) struct OnePerson {
    pub(super) program: Program,
    /// Where what is added up is.
    pub(super) parts: Vec<Arg>,
    /// By stream of the program its number among those of the graph.
    pub(super) streams: Vec<usize>,
}

/// A list of column operations with what they need.
///
/// It runs in stages. What is wanted in a stage is there when the stage is over, and may be overwritten in the next:
/// so many readings of a scenario need little more room than one.
#[derive(Debug)]
pub struct Program {
    pub(super) steps: Vec<Step>,
    /// Where each stage ends among the steps.
    pub(super) ends: Vec<usize>,
    /// Columns that a frame needs.
    pub(super) slots: usize,
    pub(super) streams: Vec<StreamName>,
    pub(super) spread: BTreeSet<StreamName>,
    pub(super) tables: Vec<QuantileTable>,
    pub(super) score_tables: Vec<NormalScoreTable>,
    pub(super) count_tables: Vec<BinomialTable>,
    /// How people come about who differ.
    pub(super) people: Vec<OnePerson>,
    /// The nodes that are checked, by the number of the check.
    pub(super) checks: Vec<NodeId>,
    /// Sums by group that a frame needs.
    pub(super) gathered: usize,
    pub(super) slot_of: ByNode<u32>,
    pub(super) gathered_of: HashMap<(u32, NodeId), u32>,
}

impl Program {
    /// Where the sums by group of a value's numbers are, as one asker has them.
    pub fn gathered(&self, asker: u32, value: Value) -> Arg {
        match value {
            Value::Const(c) => Arg::Const(c),
            Value::Column(id) => Arg::Gathered(self.gathered_of[&(asker, id)]),
        }
    }

    /// Where a value's numbers are, once the stage in which it is wanted is over.
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

    /// Those of them that figures depend on. A stream that is only shown gets no dimension of a Sobol sequence.
    pub fn spread_streams(&self) -> &BTreeSet<StreamName> {
        &self.spread
    }

    /// The most sums over people that one operation makes.
    pub(super) fn most_sums(&self) -> usize {
        let sums = self.steps.iter().map(|step| match &step.op {
            Op::People { others, .. } => others.len() + 1,
            _ => 0,
        });
        sums.max().unwrap_or(0)
    }

    /// How many stages there are, at least one.
    pub fn stages(&self) -> usize {
        self.ends.len()
    }

    /// The values that are checked in every draw: clamped, or held to be finite.
    pub fn checks(&self) -> &[NodeId] {
        &self.checks
    }
}
