//! Which powers of a value have a mean at all, as far as that is known.

use std::sync::PoisonError;

use super::graph::Graph;
use super::node::{Node, NodeId, Value};
use super::operation::{Binary, Unary};

/// E|X|ᵏ over a tail is infinite for k from this on; ∞ where every power has a mean, or it is not known that one has none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tails {
    /// Of the tail towards −∞.
    pub lower: f64,
    /// Of the tail towards ∞.
    pub upper: f64,
}

impl Tails {
    /// Every power has a mean.
    pub const LIGHT: Tails = Tails { lower: f64::INFINITY, upper: f64::INFINITY };

    /// The heavier of both tails.
    pub fn order(self) -> f64 {
        heavier(self.lower, self.upper)
    }

    fn mirrored(self) -> Tails {
        Tails { lower: self.upper, upper: self.lower }
    }

    /// Of a sum: as heavy as its heaviest term. (That two terms cancel beyond some point is not seen.)
    pub(super) fn and(self, other: Tails) -> Tails {
        Tails { lower: heavier(self.lower, other.lower), upper: heavier(self.upper, other.upper) }
    }

    /// Of this times a number whose sign is not always the same.
    fn times(self, (least, most): (f64, f64)) -> Tails {
        let light = Tails::LIGHT;
        let upright = if most > 0.0 { self } else { light };
        upright.and(if least < 0.0 { self.mirrored() } else { light })
    }
}

fn heavier(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

fn lighter(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

/// Bounds beyond this come of what numbers there are ([`Graph::bounded`]).
const NUMBERS: f64 = 1e200;

impl Graph {
    /// The tails of some values.
    pub fn tails(&self, values: impl IntoIterator<Item = Value>) -> Vec<Tails> {
        // What is known stays known, whoever panicked while it was found out.
        let mut known = self.tails.lock().unwrap_or_else(PoisonError::into_inner);
        for index in known.len()..self.nodes.len() {
            let node = &self.nodes[index];
            let (least, most) = self.ranges[index];
            let of = |value: Value| match value {
                Value::Const(_) => Tails::LIGHT,
                Value::Column(id) => known[id.0 as usize],
            };
            let tails = self.tails_of(node, &of);
            // What is bounded has all moments; that a draw is a number at all bounds nothing.
            let end = |bound: f64, order: f64| if bound.abs() < NUMBERS { f64::INFINITY } else { order };
            known.push(Tails { lower: end(least, tails.lower), upper: end(most, tails.upper) });
        }
        let of = |value| match value {
            Value::Const(_) => Tails::LIGHT,
            Value::Column(id) => known[id.0 as usize],
        };
        values.into_iter().map(of).collect()
    }

    fn is_trace(&self, id: NodeId) -> bool {
        matches!(self.nodes[id.0 as usize], Node::Trace { .. })
    }

    fn tails_of(&self, node: &Node, of: &dyn Fn(Value) -> Tails) -> Tails {
        let column = |id| of(Value::Column(id));
        match node {
            Node::Quantile { law, .. } | Node::ScoreQuantile { law, .. } => {
                let (lower, upper) = self.laws[*law as usize].tail_orders();
                Tails { lower, upper }
            }
            Node::Linear { terms, .. } => {
                terms.iter().fold(Tails::LIGHT, |sum, (c, id)| sum.and(column(*id).times((*c, *c))))
            }
            Node::Unary(kind, id) => unary(*kind, column(*id)),
            Node::Binary(kind, a, b) => self.tails_of_two(*kind, (*a, of(*a)), (*b, of(*b))),
            Node::Binomial { n, .. } | Node::BetaBinomial { n, .. } | Node::Deal { people: n, .. } => of(*n),
            Node::Trace { flows, .. } => flows.iter().fold(Tails::LIGHT, |sum, flow| sum.and(of(*flow))),
            // The need is as deep as flows fall.
            Node::Part { of, part: 2 } if self.is_trace(*of) => column(*of).mirrored(),
            Node::People { person, counts, .. } => {
                counts.iter().fold(self.tails_of_person(*person), |all, count| all.and(of(*count)))
            }
            Node::Part { of, .. } if !self.is_trace(*of) => column(*of),
            Node::Uniform(_) | Node::Count | Node::Clamp { .. } | Node::Part { .. } => Tails::LIGHT,
            Node::Bounded { of: id, .. } => column(*id),
            Node::Select { then, otherwise, .. } => of(*then).and(of(*otherwise)),
        }
    }

    fn tails_of_two(&self, kind: Binary, (a, x): (Value, Tails), (b, y): (Value, Tails)) -> Tails {
        match kind {
            Binary::Multiply if a == b => Tails { lower: f64::INFINITY, upper: x.order() / 2.0 },
            Binary::Multiply => x.times(self.range(b)).and(y.times(self.range(a))),
            Binary::Divide => x.times(self.range(b)),
            Binary::Power => match b {
                // A power that is no whole number has no lower tail, nor has an even one.
                Value::Const(c) if c > 0.0 && c % 2.0 == 0.0 => {
                    Tails { lower: f64::INFINITY, upper: x.order() / c }
                }
                Value::Const(c) if c > 0.0 && c % 2.0 == 1.0 => {
                    Tails { lower: x.lower / c, upper: x.upper / c }
                }
                Value::Const(c) if c > 0.0 => Tails { lower: f64::INFINITY, upper: x.upper / c },
                _ => Tails::LIGHT,
            },
            Binary::Minimum => Tails { lower: heavier(x.lower, y.lower), upper: lighter(x.upper, y.upper) },
            Binary::Maximum => Tails { lower: lighter(x.lower, y.lower), upper: heavier(x.upper, y.upper) },
            Binary::ShareOf | Binary::Mirror | Binary::Reaches => Tails::LIGHT,
        }
    }
}

fn unary(kind: Unary, x: Tails) -> Tails {
    let upper = match kind {
        Unary::Absolute => x.order(),
        // A power of x is a tail that no power of eˣ has a mean over.
        Unary::Exponential if x.upper.is_finite() => 0.0,
        Unary::SquareRoot => 2.0 * x.upper,
        Unary::WholePeople | Unary::Ceiling => x.upper,
        Unary::Exponential | Unary::Logarithm | Unary::Sign | Unary::NormalScore => f64::INFINITY,
    };
    let lower = if kind == Unary::Ceiling { x.lower } else { f64::INFINITY };
    Tails { lower, upper }
}
