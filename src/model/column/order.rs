//! In which order nodes are needed.

use std::collections::BTreeSet;

use super::graph::Graph;
use super::node::{Node, NodeId, Value, streams_of_part};
use crate::sampling::StreamName;

/// The nodes that a node reads.
pub fn operands(node: &Node) -> Vec<NodeId> {
    let columns = |values: &[Value]| -> Vec<NodeId> {
        values
            .iter()
            .filter_map(|v| match v {
                Value::Column(id) => Some(*id),
                Value::Const(_) => None,
            })
            .collect()
    };
    match node {
        Node::Uniform(_) | Node::Count => Vec::new(),
        Node::Quantile { u, .. } => vec![*u],
        Node::ScoreQuantile { z, .. } => vec![*z],
        Node::Linear { terms, .. } => terms.iter().map(|(_, id)| *id).collect(),
        Node::Unary(_, of) | Node::Clamp { of, .. } | Node::Bounded { of, .. } => vec![*of],
        Node::Binary(_, a, b) => columns(&[*a, *b]),
        Node::Select { where_not_zero, then, otherwise } => {
            columns(&[Value::Column(*where_not_zero), *then, *otherwise])
        }
        Node::Binomial { n, p, u } => columns(&[*n, *p, Value::Column(*u)]),
        Node::BetaBinomial { n, alpha, beta, u } => columns(&[*n, *alpha, *beta, Value::Column(*u)]),
        Node::Trace { flows, factors, tolerance } => {
            let mut all = columns(flows);
            all.extend(columns(factors));
            all.extend(columns(&[*tolerance]));
            all
        }
        Node::People { counts, .. } => columns(counts),
        Node::Deal { people, chances, .. } => {
            let mut all = columns(&[*people]);
            all.extend(columns(chances));
            all
        }
        Node::Part { of, .. } => vec![*of],
    }
}

/// The needed nodes, operands first, each as late as its first reader allows.
pub fn demand_order(graph: &Graph, wanted: &[Value]) -> Vec<NodeId> {
    post_order(&mut none(graph), wanted, |id| operands(&graph.nodes[id.0 as usize]))
}

impl Graph {
    /// Whether some values depend on a stream of a kind.
    pub fn reads(&self, values: &[Value], is_it: impl Fn(&StreamName) -> bool) -> bool {
        demand_order(self, values).into_iter().any(|id| self.streams_of(id).any(&is_it))
    }

    /// The streams of luck and inputs that a node draws from by itself. Of dealt people a part draws from those up to its own.
    pub fn streams_of(&self, id: NodeId) -> impl Iterator<Item = &StreamName> {
        let streams: &[u32] = match &self.nodes[id.0 as usize] {
            Node::Uniform(stream) => std::slice::from_ref(stream),
            Node::Deal { streams, .. } => streams_of_part(streams, 0),
            Node::Part { of, part } => match &self.nodes[of.0 as usize] {
                Node::Deal { streams, .. } => streams_of_part(streams, *part as usize),
                _ => &[],
            },
            _ => &[],
        };
        streams.iter().map(|stream| &self.streams[*stream as usize])
    }

    /// The nodes that some values depend on, those values included.
    pub fn reached(&self, from: &[Value]) -> BTreeSet<NodeId> {
        demand_order(self, from).into_iter().collect()
    }
}

/// A mark on none of the nodes.
pub fn none(graph: &Graph) -> Vec<bool> {
    vec![false; graph.nodes.len()]
}

/// Adds the values, other than linear operations, that a value is linear in, unless they were `followed` before.
pub fn leaves(graph: &Graph, value: Value, followed: &mut [bool], found: &mut Vec<Value>) {
    let inner = |id: NodeId| match &graph.nodes[id.0 as usize] {
        node @ Node::Linear { .. } => operands(node),
        _ => Vec::new(),
    };
    for id in post_order(followed, &[value], inner) {
        if !matches!(graph.nodes[id.0 as usize], Node::Linear { .. }) {
            found.push(Value::Column(id));
        }
    }
}

/// The nodes that `inner` leads to from some values and that are not `done`, each after those that it leads to. Without
/// recursion: a formula may be deep.
pub fn post_order(done: &mut [bool], from: &[Value], inner: impl Fn(NodeId) -> Vec<NodeId>) -> Vec<NodeId> {
    let mut order = Vec::new();
    let mut stack: Vec<(NodeId, bool)> = Vec::new();
    for value in from {
        if let Value::Column(id) = value {
            stack.push((*id, false));
        }
        while let Some((id, expanded)) = stack.pop() {
            if done[id.0 as usize] {
                continue;
            }
            if expanded {
                done[id.0 as usize] = true;
                order.push(id);
                continue;
            }
            stack.push((id, true));
            for operand in inner(id).into_iter().rev() {
                if !done[operand.0 as usize] {
                    stack.push((operand, false));
                }
            }
        }
    }
    order
}
