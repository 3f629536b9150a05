//! What a graph is made of: values, and how they come about.

use super::operation::{Binary, Unary};

/// Index of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// What is known of some nodes.
#[derive(Debug, Clone)]
pub struct ByNode<T>(Vec<Option<T>>);

impl<T: Copy> ByNode<T> {
    /// Nothing is known of any of so many nodes.
    pub fn new(nodes: usize) -> ByNode<T> {
        ByNode(vec![None; nodes])
    }

    /// Notes something of a node.
    pub fn insert(&mut self, id: NodeId, known: T) {
        self.0[id.0 as usize] = Some(known);
    }

    /// What is known of a node.
    pub fn get(&self, id: NodeId) -> Option<T> {
        self.0[id.0 as usize]
    }

    /// What is known of a node of which something is.
    pub fn of(&self, id: NodeId) -> T {
        self.get(id).expect("a node is scheduled before what reads it")
    }
}

/// At what quantiles of a law are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Uniform numbers.
    Uniforms,
    /// Standard normal scores.
    Scores,
}

/// A number that holds in every draw, or a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// The same in every draw.
    Const(f64),
    /// Computed for each draw.
    Column(NodeId),
}

impl Value {
    /// Zero.
    pub const ZERO: Value = Value::Const(0.0);
    /// One.
    pub const ONE: Value = Value::Const(1.0);

    /// Whether the value is the number 0 in every draw.
    pub fn is_zero(self) -> bool {
        matches!(self, Value::Const(c) if c == 0.0)
    }

    /// The number, where it does not vary.
    pub fn constant(self) -> Option<f64> {
        match self {
            Value::Const(c) => Some(c),
            Value::Column(_) => None,
        }
    }
}

/// A node. Operands come before it.
#[derive(Debug, Clone)]
pub enum Node {
    /// Uniforms of a stream.
    Uniform(u32),
    /// The number of the draw, from 0.
    Count,
    /// Quantiles of a law at uniforms.
    Quantile { law: u32, u: NodeId },
    /// Quantiles of a law at standard normal scores.
    ScoreQuantile { law: u32, z: NodeId },
    /// bias + Σ coefficient · column.
    Linear { bias: f64, terms: Box<[(f64, NodeId)]> },
    /// One column through a function.
    Unary(Unary, NodeId),
    /// Two values through a function.
    Binary(Binary, Value, Value),
    /// The first value where a column is not 0, else the second.
    Select { where_not_zero: NodeId, then: Value, otherwise: Value },
    /// Clamped to [0, `high`]; draws outside are counted.
    Clamp { of: NodeId, high: f64 },
    /// Passed through; a draw that is not a number from `low` to `high` stops the run.
    Bounded { of: NodeId, low: f64, high: f64 },
    /// Binomial count by inversion.
    Binomial { n: Value, p: Value, u: NodeId },
    /// People who are dealt, count by count (a column for each place; this is the first).
    Deal { people: Value, stays: bool, chances: Box<[Value]>, streams: Box<[u32]> },
    /// Beta-binomial count by inversion.
    BetaBinomial { n: Value, alpha: Value, beta: Value, u: NodeId },
    /// Net benefit, break-even year and peak funding need of a cash flow (three columns; this is the first).
    Trace { flows: Box<[Value]>, factors: Box<[Value]>, tolerance: Value },
    /// Sums over people who differ, by part of a person and count of people (a column each; this is the first).
    People { person: u32, streams: Box<[u32]>, counts: Box<[Value]> },
    /// A further column of a node that has several.
    Part { of: NodeId, part: u32 },
}

/// The streams that a part of dealt people comes of: its own, and those before it.
pub(super) fn streams_of_part(streams: &[u32], part: usize) -> &[u32] {
    streams.get(..=part).unwrap_or(streams)
}

/// Writes what a node is known by: a tag and its operands, numbers by their bits. Equal nodes have equal keys.
pub fn write_key(node: &Node, key: &mut Vec<u64>) {
    fn value(v: Value, key: &mut Vec<u64>) {
        match v {
            Value::Const(c) => key.extend([0, c.to_bits()]),
            Value::Column(id) => key.extend([1, u64::from(id.0)]),
        }
    }
    key.clear();
    // The tag, once it is known.
    key.push(0);
    key[0] = match node {
        Node::Uniform(stream) => {
            key.push(u64::from(*stream));
            0
        }
        Node::Quantile { law, u } => {
            key.extend([u64::from(*law), u64::from(u.0)]);
            1
        }
        Node::ScoreQuantile { law, z } => {
            key.extend([u64::from(*law), u64::from(z.0)]);
            2
        }
        Node::Linear { bias, terms } => {
            key.push(bias.to_bits());
            for (c, id) in terms {
                key.extend([c.to_bits(), u64::from(id.0)]);
            }
            3
        }
        Node::Unary(kind, of) => {
            key.extend([*kind as u64, u64::from(of.0)]);
            4
        }
        Node::Binary(kind, a, b) => {
            key.push(*kind as u64);
            value(*a, key);
            value(*b, key);
            5
        }
        Node::Clamp { of, high } => {
            key.extend([u64::from(of.0), high.to_bits()]);
            6
        }
        Node::Bounded { of, low, high } => {
            key.extend([u64::from(of.0), low.to_bits(), high.to_bits()]);
            7
        }
        Node::Binomial { n, p, u } => {
            value(*n, key);
            value(*p, key);
            key.push(u64::from(u.0));
            8
        }
        Node::BetaBinomial { n, alpha, beta, u } => {
            value(*n, key);
            value(*alpha, key);
            value(*beta, key);
            key.push(u64::from(u.0));
            9
        }
        Node::Trace { flows, factors, tolerance } => {
            for v in flows.iter().chain(factors) {
                value(*v, key);
            }
            value(*tolerance, key);
            10
        }
        Node::Count => 13,
        Node::Select { where_not_zero, then, otherwise } => {
            key.push(u64::from(where_not_zero.0));
            value(*then, key);
            value(*otherwise, key);
            12
        }
        Node::Part { of, part } => {
            key.extend([u64::from(of.0), u64::from(*part)]);
            11
        }
        Node::People { person, streams, counts } => {
            key.extend([u64::from(*person), streams.len() as u64]);
            key.extend(streams.iter().copied().map(u64::from));
            for v in counts {
                value(*v, key);
            }
            14
        }
        Node::Deal { people, stays, chances, streams } => {
            value(*people, key);
            key.push(u64::from(*stays));
            for (chance, stream) in chances.iter().zip(streams) {
                value(*chance, key);
                key.push(u64::from(*stream));
            }
            15
        }
    };
}
