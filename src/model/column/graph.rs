//! The model as a graph of values, while it is being compiled.
//!
//! A [`Value`] is a number or a column. The constructors fold constants, share equal nodes and take scale
//! factors out of products, so the rest of the compiler can write each formula as the model page states
//! it: what does not vary costs nothing per draw, and what is said twice is computed once.

use std::collections::HashMap;
use std::sync::Mutex;

use super::node::{Node, NodeId, Source, Value, write_key};
use super::operation::{Binary, Unary, clamp};
use super::person::Person;
use super::tails::Tails;
use super::trace::TraceState;
use crate::distribution::Law;
use crate::sampling::StreamName;

/// Net benefit, break-even year and peak funding need.
#[derive(Debug, Clone, Copy)]
pub struct Traced {
    /// Cumulative discounted flow at the horizon.
    pub net_benefit: Value,
    /// First year from which the cumulative discounted flow is and stays ≥ 0; horizon + 1 for never.
    pub break_even_year: Value,
    /// max(0, −min of the undiscounted cumulative flow).
    pub peak_need: Value,
}

/// The graph under construction.
#[derive(Debug, Default)]
pub struct Graph {
    pub(super) nodes: Vec<Node>,
    /// Interval that holds every draw of the node.
    pub(super) ranges: Vec<(f64, f64)>,
    known: HashMap<Box<[u64]>, NodeId>,
    /// The key of the node that is being added.
    key: Vec<u64>,
    pub(super) streams: Vec<StreamName>,
    /// How people come about who differ.
    pub(super) persons: Vec<Person>,
    pub(super) laws: Vec<Law>,
    /// Laws by input: two scenarios may give one name to two of them.
    laws_of: HashMap<String, Vec<u32>>,
    stream_index: HashMap<StreamName, u32>,
    /// The tails of the nodes that were looked at: the graph only grows.
    pub(super) tails: Mutex<Vec<Tails>>,
}

const ANYTHING: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

/// Smallest and largest of some numbers; anything where one is not a number (as 0 · ∞).
fn hull(numbers: &[f64]) -> (f64, f64) {
    let mut range = (f64::INFINITY, f64::NEG_INFINITY);
    for &x in numbers {
        if x.is_nan() {
            return ANYTHING;
        }
        range = (if x < range.0 { x } else { range.0 }, if x > range.1 { x } else { range.1 });
    }
    range
}

impl Graph {
    pub(super) fn add(&mut self, node: Node, range: (f64, f64)) -> NodeId {
        write_key(&node, &mut self.key);
        if let Some(&id) = self.known.get(self.key.as_slice()) {
            return id;
        }
        let id = NodeId(u32::try_from(self.nodes.len()).expect("fewer than 2³² nodes"));
        self.nodes.push(node);
        self.ranges.push(range);
        self.known.insert(self.key.as_slice().into(), id);
        id
    }

    /// An interval that holds every draw.
    pub fn range(&self, v: Value) -> (f64, f64) {
        match v {
            Value::Const(c) => (c, c),
            Value::Column(id) => self.ranges[id.0 as usize],
        }
    }

    /// Narrows the interval that holds every draw of a value of which more is known than its operands say.
    pub fn know(&mut self, v: Value, (low, high): (f64, f64)) {
        if let Value::Column(id) = v {
            let (known_low, known_high) = self.ranges[id.0 as usize];
            let narrowed = (
                if low > known_low { low } else { known_low },
                if high < known_high { high } else { known_high },
            );
            self.ranges[id.0 as usize] = narrowed;
        }
    }

    /// The number of a stream.
    pub(super) fn stream(&mut self, name: StreamName) -> u32 {
        let next = u32::try_from(self.streams.len()).expect("fewer than 2³² streams");
        let stream = *self.stream_index.entry(name.clone()).or_insert(next);
        if stream == next {
            self.streams.push(name);
        }
        stream
    }

    /// The uniforms of a stream.
    pub fn uniform(&mut self, name: StreamName) -> NodeId {
        let stream = self.stream(name);
        self.add(Node::Uniform(stream), (0.0, 1.0))
    }

    /// The number of the draw, where a program counts something through; no more than `most` is looked at.
    pub fn count(&mut self, most: f64) -> Value {
        Value::Column(self.add(Node::Count, (0.0, most)))
    }

    /// Quantiles of an input's law at uniforms.
    pub fn quantile(&mut self, input: &str, law: &Law, u: NodeId) -> Value {
        let law = self.law(input, law);
        let support = self.laws[law as usize].support();
        Value::Column(self.add(Node::Quantile { law, u }, support))
    }

    /// Quantiles of an input's law at standard normal scores.
    pub fn score_quantile(&mut self, input: &str, law: &Law, z: Value) -> Value {
        let law = self.law(input, law);
        let support = self.laws[law as usize].support();
        let Value::Column(z) = z else { unreachable!("scores vary") };
        Value::Column(self.add(Node::ScoreQuantile { law, z }, support))
    }

    /// At what a law's quantiles are taken, where a value is such quantiles.
    pub fn source_of(&self, drawn: Value) -> Option<(Source, Value)> {
        let Value::Column(id) = drawn else { return None };
        match self.nodes[id.0 as usize] {
            Node::Quantile { u, .. } => Some((Source::Uniforms, Value::Column(u))),
            Node::ScoreQuantile { z, .. } => Some((Source::Scores, Value::Column(z))),
            _ => None,
        }
    }

    /// The input that has a law.
    pub(super) fn name_of_law(&self, law: u32) -> &str {
        let is_of = |(_, laws): &(&String, &Vec<u32>)| laws.contains(&law);
        self.laws_of.iter().find(is_of).map_or("", |(name, _)| name)
    }

    pub(super) fn law(&mut self, input: &str, law: &Law) -> u32 {
        if let Some(known) = self.laws_of.get(input)
            && let Some(&index) = known.iter().find(|index| self.laws[**index as usize] == *law)
        {
            return index;
        }
        let index = u32::try_from(self.laws.len()).expect("fewer than 2³² laws");
        self.laws.push(law.clone());
        self.laws_of.entry(input.to_owned()).or_default().push(index);
        index
    }

    /// bias + Σ coefficient · value, equal columns gathered.
    pub fn linear(&mut self, bias: f64, parts: &[(f64, Value)]) -> Value {
        let mut total = bias;
        let mut terms: Vec<(f64, NodeId)> = Vec::with_capacity(parts.len());
        let mut gather = |c: f64, id: NodeId| {
            if c == 0.0 {
                return;
            }
            match terms.iter_mut().find(|(_, known)| *known == id) {
                Some((sum, _)) => *sum += c,
                None => terms.push((c, id)),
            }
        };
        for &(c, value) in parts {
            match value {
                Value::Const(x) => total += c * x,
                Value::Column(id) => match &self.nodes[id.0 as usize] {
                    Node::Linear { bias, terms: inner } if inner.len() == 1 => {
                        total += c * bias;
                        gather(c * inner[0].0, inner[0].1);
                    }
                    _ => gather(c, id),
                },
            }
        }
        terms.retain(|(c, _)| *c != 0.0);
        if terms.is_empty() {
            return Value::Const(total);
        }
        if total == 0.0 && terms.len() == 1 && terms[0].0 == 1.0 {
            return Value::Column(terms[0].1);
        }
        let mut range = (total, total);
        for &(c, id) in &terms {
            let (low, high) = self.ranges[id.0 as usize];
            let (a, b) = hull(&[c * low, c * high]);
            range = (range.0 + a, range.1 + b);
        }
        let range = if range.0.is_nan() || range.1.is_nan() { ANYTHING } else { range };
        Value::Column(self.add(Node::Linear { bias: total, terms: terms.into() }, range))
    }

    /// a + b.
    pub fn add2(&mut self, a: Value, b: Value) -> Value {
        self.linear(0.0, &[(1.0, a), (1.0, b)])
    }

    /// a − b.
    pub fn subtract(&mut self, a: Value, b: Value) -> Value {
        self.linear(0.0, &[(1.0, a), (-1.0, b)])
    }

    /// 1 − a.
    pub fn complement(&mut self, a: Value) -> Value {
        self.linear(1.0, &[(-1.0, a)])
    }

    /// c · a.
    pub fn scale(&mut self, c: f64, a: Value) -> Value {
        self.linear(0.0, &[(c, a)])
    }

    /// Sum of values.
    pub fn sum(&mut self, values: &[Value]) -> Value {
        let parts: Vec<_> = values.iter().map(|&v| (1.0, v)).collect();
        self.linear(0.0, &parts)
    }

    /// A value as factor · base, the base as plain as can be.
    pub fn peel(&self, v: Value) -> (f64, Value) {
        if let Value::Column(id) = v
            && let Node::Linear { bias, terms } = &self.nodes[id.0 as usize]
            && *bias == 0.0
            && terms.len() == 1
        {
            return (terms[0].0, Value::Column(terms[0].1));
        }
        (1.0, v)
    }

    /// a · b.
    pub fn multiply(&mut self, a: Value, b: Value) -> Value {
        match (a, b) {
            (Value::Const(x), Value::Const(y)) => Value::Const(x * y),
            (Value::Const(c), v) | (v, Value::Const(c)) => self.scale(c, v),
            _ => {
                let ((c, mut x), (d, mut y)) = (self.peel(a), self.peel(b));
                if let (Value::Column(i), Value::Column(j)) = (x, y)
                    && i > j
                {
                    (x, y) = (y, x);
                }
                let product = self.binary_node(Binary::Multiply, x, y);
                self.scale(c * d, product)
            }
        }
    }

    fn binary_node(&mut self, kind: Binary, a: Value, b: Value) -> Value {
        let ((al, ah), (bl, bh)) = (self.range(a), self.range(b));
        let range = match kind {
            Binary::Multiply => hull(&[al * bl, al * bh, ah * bl, ah * bh]),
            Binary::Minimum => (if al < bl { al } else { bl }, if ah < bh { ah } else { bh }),
            Binary::Maximum => (if al > bl { al } else { bl }, if ah > bh { ah } else { bh }),
            Binary::ShareOf | Binary::Mirror | Binary::Reaches => (0.0, 1.0),
            Binary::Divide if bl > 0.0 || bh < 0.0 => hull(&[al / bl, al / bh, ah / bl, ah / bh]),
            Binary::Divide | Binary::Power => ANYTHING,
        };
        Value::Column(self.add(Node::Binary(kind, a, b), range))
    }

    /// Two values through a function.
    pub fn binary(&mut self, kind: Binary, a: Value, b: Value) -> Value {
        if kind == Binary::Multiply {
            return self.multiply(a, b);
        }
        if let (Value::Const(x), Value::Const(y)) = (a, b) {
            return Value::Const(kind.of(x, y));
        }
        match (kind, b) {
            (Binary::Divide, Value::Const(c)) if (1.0 / c).is_finite() && c.abs() == 1.0 => self.scale(c, a),
            (Binary::Mirror, b) if self.range(b).0 >= 0.0 => a,
            (Binary::Maximum, Value::Const(c)) if self.range(a).0 >= c => a,
            (Binary::Minimum, Value::Const(c)) if self.range(a).1 <= c => a,
            (Binary::Maximum, Value::Const(c)) if self.range(a).1 <= c => b,
            _ => self.binary_node(kind, a, b),
        }
    }

    /// One value where another is not 0, else a third.
    pub fn select(&mut self, where_not_zero: Value, then: Value, otherwise: Value) -> Value {
        if then == otherwise {
            return then;
        }
        match where_not_zero {
            Value::Const(c) if c != 0.0 => then,
            Value::Const(_) => otherwise,
            Value::Column(where_not_zero) => {
                let ((a, b), (c, d)) = (self.range(then), self.range(otherwise));
                let range = hull(&[a, b, c, d]);
                Value::Column(self.add(Node::Select { where_not_zero, then, otherwise }, range))
            }
        }
    }

    /// One value through a function.
    pub fn unary(&mut self, kind: Unary, a: Value) -> Value {
        let id = match a {
            Value::Const(x) => return Value::Const(kind.of(x)),
            Value::Column(id) => id,
        };
        let (low, high) = self.range(a);
        match kind {
            Unary::Absolute if low >= 0.0 => a,
            Unary::Absolute if high <= 0.0 => self.scale(-1.0, a),
            Unary::Absolute => {
                let (c, base) = self.peel(a);
                if c == 1.0 {
                    let (low, high) = (low.abs(), high.abs());
                    let range = (0.0, if low > high { low } else { high });
                    return Value::Column(self.add(Node::Unary(kind, id), range));
                }
                let inner = self.unary(kind, base);
                self.scale(c.abs(), inner)
            }
            Unary::Sign if low >= 0.0 => Value::ONE,
            Unary::Sign if high < 0.0 => Value::Const(-1.0),
            Unary::Sign => Value::Column(self.add(Node::Unary(kind, id), (-1.0, 1.0))),
            Unary::WholePeople => {
                let range = (kind.of(low), kind.of(high));
                Value::Column(self.add(Node::Unary(kind, id), range))
            }
            Unary::Exponential | Unary::SquareRoot => {
                Value::Column(self.add(Node::Unary(kind, id), (0.0, f64::INFINITY)))
            }
            _ => Value::Column(self.add(Node::Unary(kind, id), ANYTHING)),
        }
    }

    /// Clamped to [0, `most`], draws outside counted. Values that cannot lie outside pass through.
    pub fn clamp(&mut self, a: Value, most: f64) -> Value {
        let (low, high) = self.range(a);
        match a {
            Value::Const(x) => Value::Const(clamp(x, most)),
            Value::Column(_) if low >= 0.0 && high <= most => a,
            Value::Column(of) => {
                let range = (clamp(low, most), clamp(high, most));
                Value::Column(self.add(Node::Clamp { of, high: most }, range))
            }
        }
    }

    /// Passed through; draws that are not a number from `least` to `most` are reported.
    pub fn bounded(&mut self, a: Value, (least, most): (f64, f64)) -> Value {
        let (low, high) = self.range(a);
        match a {
            Value::Column(of) if !(low >= least && high <= most) => {
                let range = (if low > least { low } else { least }, if high < most { high } else { most });
                Value::Column(self.add(Node::Bounded { of, low: least, high: most }, range))
            }
            _ => a,
        }
    }

    /// Smallest k with P(Binomial(n, p) ≤ k) ≥ u.
    pub fn binomial(&mut self, n: Value, p: Value, u: Value) -> Value {
        if n.is_zero() || p.is_zero() {
            return Value::ZERO;
        }
        if p == Value::ONE {
            return n;
        }
        let Value::Column(u) = u else { unreachable!("uniforms vary") };
        let range = (0.0, self.range(n).1);
        Value::Column(self.add(Node::Binomial { n, p, u }, range))
    }

    /// Smallest k with P(Poisson(mean) ≤ k) ≥ u, as the count of 2⁴⁹ trials: the two laws are no further apart than their chance, mean/2⁴⁹, in
    /// total variation (Barbour & Hall, 1984, On the rate of Poisson convergence, Math. Proc. Camb. Phil. Soc. 95:473, theorem 1).
    pub fn poisson(&mut self, mean: Value, u: Value) -> Value {
        const TRIALS: f64 = (1_u64 << 49) as f64;
        let p = self.scale(1.0 / TRIALS, mean);
        if p.is_zero() {
            return Value::ZERO;
        }
        let Value::Column(u) = u else { unreachable!("uniforms vary") };
        // No uniform of 53 bits is so near to 1 that the count is further out (Chernoff's bound).
        let most = self.range(mean).1;
        let range = (0.0, most + 40.0 * libm::sqrt(if most > 0.0 { most } else { 0.0 }) + 200.0);
        Value::Column(self.add(Node::Binomial { n: Value::Const(TRIALS), p, u }, range))
    }

    /// Smallest k with P(BetaBinomial(n, alpha, beta) ≤ k) ≥ u.
    pub fn beta_binomial(&mut self, n: Value, alpha: Value, beta: Value, u: Value) -> Value {
        if n.is_zero() || alpha.is_zero() {
            return Value::ZERO;
        }
        if beta.is_zero() {
            return n;
        }
        let Value::Column(u) = u else { unreachable!("uniforms vary") };
        let range = (0.0, self.range(n).1);
        Value::Column(self.add(Node::BetaBinomial { n, alpha, beta, u }, range))
    }

    /// Follows a cash flow by year: net benefit, break-even year, peak funding need.
    ///
    /// `factors` are the discount factors; a cumulative flow below −`tolerance` is a deficit.
    pub fn trace(&mut self, flows: &[Value], factors: &[Value], tolerance: Value) -> Traced {
        let constants: Option<Vec<(f64, f64)>> =
            flows.iter().zip(factors).map(|(f, d)| Some((f.constant()?, d.constant()?))).collect();
        if let (Some(years), Some(tolerance)) = (constants, tolerance.constant()) {
            let mut state = TraceState::default();
            for (t, (flow, factor)) in years.into_iter().enumerate() {
                state.pass_year(t, flow, factor, tolerance);
            }
            return Traced {
                net_benefit: Value::Const(state.discounted),
                break_even_year: Value::Const(state.year),
                peak_need: Value::Const(0.0 - state.lowest),
            };
        }
        let years = flows.len() as f64;
        let node = Node::Trace { flows: flows.into(), factors: factors.into(), tolerance };
        let trace = self.add(node, ANYTHING);
        let year = self.add(Node::Part { of: trace, part: 1 }, (0.0, years));
        // The sum is as deep as it can be where every flow is at its lowest.
        let mut sum = 0.0;
        let deepest = flows.iter().fold(0.0, |deepest, flow| {
            sum += self.range(*flow).0;
            if -sum > deepest { -sum } else { deepest }
        });
        let peak = self.add(Node::Part { of: trace, part: 2 }, (0.0, deepest));
        Traced {
            net_benefit: Value::Column(trace),
            break_even_year: Value::Column(year),
            peak_need: Value::Column(peak),
        }
    }
}
