//! Sums over people who differ: each has a value of their own, drawn anew in every draw.
//!
//! How people differ is a graph of its own, of one person. It is evaluated for one person after the other, a block of draws at a time, and what it comes
//! to is added up for the first so many of them.

use super::affine::Dependence;
use super::gathering::{Root, Wanted};
use super::graph::Graph;
use super::node::{Node, NodeId, Value, write_key};
use super::operation::{Binary, Unary};
use super::person::Person;
use super::program::{OnePerson, Program};
use super::tails::Tails;
use crate::distribution::{Law, expectation};
use crate::sampling::StreamName;

/// People among whom sums are taken: whose streams they are, and how many of them count.
#[derive(Debug, Clone, Copy)]
pub struct Crowd<'a> {
    /// The stream of each input of the person's graph, in the order in which that graph first draws from them.
    pub streams: &'a [StreamName],
    /// How many of the first people count, by sum; whole numbers.
    pub counts: &'a [Value],
}

impl Graph {
    /// Adds how a person comes about, unless it is known, and gives its number. Its streams are of inputs, by name.
    pub fn person(&mut self, graph: Graph, parts: Vec<Value>) -> u32 {
        let mut key = Vec::new();
        let mut of_node = Vec::new();
        let named = (0..).zip(&graph.laws).map(|(index, law)| (graph.name_of_law(index), law));
        let laws: Vec<u32> = named.map(|(name, law)| self.law(name, law)).collect();
        for node in &graph.nodes {
            let known = match node {
                Node::Quantile { law, u } => Node::Quantile { law: laws[*law as usize], u: *u },
                Node::Uniform(stream) => {
                    // Which input it is, by name.
                    key.extend(graph.streams[*stream as usize].to_string().bytes().map(u64::from));
                    node.clone()
                }
                _ => node.clone(),
            };
            write_key(&known, &mut of_node);
            key.push(of_node.len() as u64);
            key.extend_from_slice(&of_node);
        }
        for part in &parts {
            write_key(
                &Node::Linear {
                    bias: part.constant().unwrap_or(0.0),
                    terms: column(*part).into_iter().map(|id| (1.0, id)).collect(),
                },
                &mut of_node,
            );
            key.extend_from_slice(&of_node);
        }
        let index = self.persons.iter().position(|known| known.key == key).unwrap_or_else(|| {
            self.persons.push(Person { graph, parts, means: Vec::new(), key });
            self.persons.len() - 1
        });
        u32::try_from(index).expect("fewer than 2³² kinds of people")
    }

    /// What the parts of a person come to, over the first so many people: by part, and then by count.
    pub fn over_people(&mut self, person: u32, people: Crowd<'_>) -> Vec<Vec<Value>> {
        let streams: Box<[u32]> = people.streams.iter().map(|name| self.stream(name.clone())).collect();
        let of = &self.persons[person as usize];
        let parts: Vec<(f64, f64)> = of.parts.iter().map(|part| of.graph.range(*part)).collect();
        let mut ranges = Vec::new();
        for (low, high) in parts {
            for count in people.counts {
                let most = self.range(*count).1;
                let end = |x: f64| if x == 0.0 || most == 0.0 { 0.0 } else { x * most };
                ranges
                    .push((end(if low < 0.0 { low } else { 0.0 }), end(if high > 0.0 { high } else { 0.0 })));
            }
        }
        let first = self.add(Node::People { person, streams, counts: people.counts.into() }, ranges[0]);
        let mut sums = vec![Value::Column(first)];
        for (part, range) in ranges.into_iter().enumerate().skip(1) {
            let part = u32::try_from(part).expect("fewer than 2³² sums");
            sums.push(Value::Column(self.add(Node::Part { of: first, part }, range)));
        }
        sums.chunks(people.counts.len()).map(<[Value]>::to_vec).collect()
    }

    /// How many sums a node of people has.
    pub(super) fn sums_of(&self, person: u32, counts: usize) -> usize {
        self.persons[person as usize].parts.len() * counts
    }

    /// What the parts of a person come to in expectation; not a finite number where one has none.
    ///
    /// Exactly where it is linear in its only quantity, else by quadrature.
    pub fn expected_of_person(&mut self, person: u32) -> Vec<f64> {
        let Person { graph, parts, means, .. } = &mut self.persons[person as usize];
        if means.is_empty() {
            let tails = graph.tails(parts.iter().copied());
            let expected = parts.iter().zip(tails).map(|(part, tails)| match tails.order() <= 1.0 {
                true => f64::NAN,
                false => expected(graph, *part),
            });
            *means = expected.collect();
        }
        means.clone()
    }

    /// How heavy the tails of what is added up are.
    pub(super) fn tails_of_person(&self, person: u32) -> Tails {
        let Person { graph, parts, .. } = &self.persons[person as usize];
        graph.tails(parts.iter().copied()).into_iter().fold(Tails::LIGHT, Tails::and)
    }

    /// Which inputs a person's graph draws from, in the order of its streams.
    pub fn inputs_of_person(&self, person: u32) -> Vec<String> {
        let streams = self.persons[person as usize].graph.streams.iter();
        let input = |name: &StreamName| match name {
            StreamName::Input(name) => name.clone(),
            other => other.to_string(),
        };
        streams.map(input).collect()
    }

    /// A person's graph as operations.
    pub(super) fn schedule_person(&self, person: u32) -> OnePerson {
        let Person { graph, parts, .. } = &self.persons[person as usize];
        let root = |value: &Value| Root { value: *value, wanted: Wanted::Drawn, asker: 0, stage: 0 };
        let program = Program::schedule(graph, &parts.iter().map(root).collect::<Vec<_>>(), 1);
        let parts = parts.iter().map(|part| program.arg(*part)).collect();
        // The program draws from streams in the order in which it first does, of those that the graph names.
        let number = |name: &StreamName| graph.streams.iter().position(|known| known == name).unwrap_or(0);
        let streams = program.streams().iter().map(number).collect();
        OnePerson { program, parts, streams }
    }
}

/// What a value of a person's graph comes to in expectation.
fn expected(graph: &Graph, part: Value) -> f64 {
    let Value::Column(_) = part else { return part.constant().unwrap_or(f64::NAN) };
    let reached = graph.reached(&[part]);
    let quantiles: Vec<(NodeId, &Law)> = reached
        .iter()
        .filter_map(|id| match &graph.nodes[id.0 as usize] {
            Node::Quantile { law, .. } => Some((*id, &graph.laws[*law as usize])),
            _ => None,
        })
        .collect();
    let mut known = vec![0.0; graph.nodes.len()];
    // Where these change their sign the value has a corner or a step.
    let bends: Vec<(Value, Value)> = reached
        .iter()
        .filter_map(|id| match &graph.nodes[id.0 as usize] {
            Node::Binary(Binary::Minimum | Binary::Maximum | Binary::Reaches, a, b) => Some((*a, *b)),
            Node::Unary(Unary::Absolute, id) => Some((Value::Column(*id), Value::ZERO)),
            _ => None,
        })
        .collect();
    let mut at = |values: &[f64], found: &mut Vec<f64>| {
        for ((id, _), value) in quantiles.iter().zip(values) {
            known[id.0 as usize] = *value;
        }
        for id in &reached {
            if let Some(value) = value_of(&graph.nodes[id.0 as usize], &known) {
                known[id.0 as usize] = value;
            }
        }
        found.extend(bends.iter().map(|(a, b)| of(*a, &known) - of(*b, &known)));
        of(part, &known)
    };
    if let [(id, law)] = quantiles[..]
        && graph.dependence(&[part], Value::Column(id)) == [Dependence::Affine]
        && let Some(mean) = law.mean()
    {
        return at(&[mean], &mut Vec::new());
    }
    let laws: Vec<&Law> = quantiles.iter().map(|(_, law)| *law).collect();
    expectation(&laws, &mut at)
}

fn of(value: Value, known: &[f64]) -> f64 {
    match value {
        Value::Const(x) => x,
        Value::Column(id) => known[id.0 as usize],
    }
}

/// What a node comes to for one person; `None` of what is drawn.
fn value_of(node: &Node, known: &[f64]) -> Option<f64> {
    let at = |id: &NodeId| known[id.0 as usize];
    Some(match node {
        Node::Linear { bias, terms } => terms.iter().fold(*bias, |sum, (c, id)| sum + c * at(id)),
        Node::Unary(kind, id) => kind.of(at(id)),
        Node::Binary(kind, a, b) => kind.of(of(*a, known), of(*b, known)),
        Node::Select { where_not_zero, then, otherwise } => {
            of(if at(where_not_zero) != 0.0 { *then } else { *otherwise }, known)
        }
        Node::Bounded { of, low, high } => {
            let x = at(of);
            if x >= *low && x <= *high { x } else { f64::NAN }
        }
        _ => return None,
    })
}

fn column(value: Value) -> Option<NodeId> {
    match value {
        Value::Const(_) => None,
        Value::Column(id) => Some(id),
    }
}
