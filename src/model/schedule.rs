//! From the graph to the program: which operations run, in which order, and where each column goes.
//!
//! Only what an output needs is scheduled, in the order in which the outputs need it, so that a column is
//! used soon after it is made. A column is reused once its last reader has run.

use rayon::prelude::*;

use super::graph::Graph;
use super::node::{ByNode, Node, NodeId, Value};
use super::operation::{Binary, Unary};
use super::program::{Op, Program, Step, TraceYear};
use crate::distribution::counts::BinomialTable;
use crate::distribution::{NormalScoreTable, QuantileTable, prepare_normal_quantile};

/// What is wanted of a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Root {
    /// Every draw.
    Drawn(Value),
    /// Its mean: sums of groups of draws do.
    Mean(Value),
}

impl Program {
    /// Schedules what the roots need. Columns that are drawn stay valid until the end of the block.
    ///
    /// A linear operation that only means need is done on sums by group, an eighth of the work.
    pub(super) fn schedule(graph: Graph, roots: &[Root]) -> Program {
        let gathering = Gathering::plan(&graph, roots);
        let order = demand_order(&graph, &gathering.columns);
        let mut last_use: ByNode<usize> = ByNode::new(graph.nodes.len());
        for (position, &id) in order.iter().enumerate() {
            last_use.insert(id, position);
            for operand in operands(&graph.nodes[id.0 as usize]) {
                last_use.insert(operand, position);
            }
        }
        for root in roots {
            if let Root::Drawn(Value::Column(id)) = root {
                last_use.insert(*id, usize::MAX);
            }
        }
        let mut program = Program {
            steps: Vec::with_capacity(order.len()),
            slots: 0,
            streams: Vec::new(),
            tables: Vec::new(),
            score_tables: Vec::new(),
            count_tables: Vec::new(),
            gathered: 0,
            slot_of: ByNode::new(graph.nodes.len()),
            gathered_of: ByNode::new(graph.nodes.len()),
        };
        let mut free: Vec<u32> = Vec::new();
        let mut numbering = Numbering::default();
        for (position, &id) in order.iter().enumerate() {
            let node = &graph.nodes[id.0 as usize];
            if matches!(node, Node::Part { .. }) {
                // Its column was made by the trace; it is here only to be freed after its last reader.
                if gathering.sums[id.0 as usize] {
                    program.gather(id);
                }
                continue;
            }
            if let Node::Binary(Binary::Multiply, Value::Column(a), Value::Column(b)) = node
                && last_use.of(id) == position
            {
                // Nothing but its mean is wanted: the product itself is never stored.
                let dest = program.take_gathered(id);
                let (a, b) = (program.slot_of.of(*a), program.slot_of.of(*b));
                program.steps.push(Step { op: Op::GatherProduct { a, b }, dest });
                free.extend(program.last_read(node, position, &last_use));
                continue;
            }
            let op = match node {
                // Neither people nor chance varies: one table serves the whole run.
                Node::Binomial { n: Value::Const(n), p: Value::Const(p), u } => {
                    program.count_tables.push(BinomialTable::build(*n, *p));
                    let table = u32::try_from(program.count_tables.len() - 1).expect("fewer than 2³² tables");
                    Op::BinomialTable { table, u: program.slot_of.of(*u) }
                }
                node => program.translate(node, &mut numbering),
            };
            free.extend(program.last_read(node, position, &last_use));
            let mut take = |id: NodeId, program: &mut Program| {
                let slot = free.pop().unwrap_or_else(|| {
                    program.slots += 1;
                    u32::try_from(program.slots - 1).expect("fewer than 2³² columns")
                });
                program.slot_of.insert(id, slot);
                slot
            };
            let dest = take(id, &mut program);
            let op = match op {
                Op::Trace { years, tolerance, .. } => {
                    // The parts follow their trace in the graph. An unread part still has a column to go to.
                    let year = take(NodeId(id.0 + 1), &mut program);
                    let peak = take(NodeId(id.0 + 2), &mut program);
                    for (part, slot) in [(NodeId(id.0 + 1), year), (NodeId(id.0 + 2), peak)] {
                        if last_use.get(part).is_none() {
                            free.push(slot);
                        }
                    }
                    Op::Trace { years, tolerance, year, peak }
                }
                op => op,
            };
            program.steps.push(Step { op, dest });
            if gathering.sums[id.0 as usize] {
                program.gather(id);
            }
            if last_use.of(id) == position {
                free.push(dest);
            }
        }
        for id in gathering.linear {
            program.gather_linear(&graph, id);
        }
        program.streams = numbering.streams.into_iter().map(|i| graph.streams[i as usize].clone()).collect();
        let law = |i: &u32| &graph.laws[*i as usize].1;
        program.tables = numbering.tables.par_iter().map(|i| QuantileTable::build(law(i))).collect();
        let has_scores =
            (program.steps.iter()).any(|step| matches!(step.op, Op::Unary(Unary::NormalScore, _)));
        let prepare = || {
            if has_scores {
                prepare_normal_quantile();
            }
        };
        let build = || numbering.score_tables.par_iter().map(|i| NormalScoreTable::build(law(i))).collect();
        (program.score_tables, ()) = rayon::join(build, prepare);
        program
    }

    /// Columns that are read for the last time by the node at a position.
    fn last_read(&self, node: &Node, position: usize, last_use: &ByNode<usize>) -> Vec<u32> {
        let mut read = operands(node);
        read.sort_unstable();
        read.dedup();
        read.into_iter().filter(|id| last_use.of(*id) == position).map(|id| self.slot_of.of(id)).collect()
    }

    fn gather(&mut self, id: NodeId) {
        let dest = self.take_gathered(id);
        self.steps.push(Step { op: Op::Gather { of: self.slot_of.of(id) }, dest });
    }

    fn gather_linear(&mut self, graph: &Graph, id: NodeId) {
        let Node::Linear { bias, terms } = &graph.nodes[id.0 as usize] else {
            unreachable!("only linear operations are done on sums by group");
        };
        let terms = terms.iter().map(|(c, id)| (*c, self.gathered_of.of(*id))).collect();
        let dest = self.take_gathered(id);
        self.steps.push(Step { op: Op::GatheredLinear { bias: *bias, terms }, dest });
    }

    fn take_gathered(&mut self, id: NodeId) -> u32 {
        let dest = u32::try_from(self.gathered).expect("fewer than 2³² sums");
        self.gathered += 1;
        self.gathered_of.insert(id, dest);
        dest
    }

    fn translate(&self, node: &Node, numbering: &mut Numbering) -> Op {
        let slot = |id: &NodeId| self.slot_of.of(*id);
        let arg = |v: &Value| self.arg(*v);
        match node {
            Node::Uniform(stream) => Op::Uniform { stream: number(&mut numbering.streams, *stream) },
            Node::Quantile { law, u } => {
                Op::Quantile { table: number(&mut numbering.tables, *law), u: slot(u) }
            }
            Node::ScoreQuantile { law, z } => {
                Op::ScoreQuantile { table: number(&mut numbering.score_tables, *law), z: slot(z) }
            }
            Node::Linear { bias, terms } => {
                Op::Linear { bias: *bias, terms: terms.iter().map(|(c, id)| (*c, slot(id))).collect() }
            }
            Node::Unary(kind, of) => Op::Unary(*kind, slot(of)),
            Node::Binary(kind, a, b) => Op::Binary(*kind, arg(a), arg(b)),
            Node::Clamp { of, site } => Op::Clamp { of: slot(of), site: *site },
            Node::Bounded { of, limit, site } => Op::Bounded { of: slot(of), limit: *limit, site: *site },
            Node::Binomial { n, p, u } => Op::Binomial { n: arg(n), p: arg(p), u: slot(u) },
            Node::BetaBinomial { n, alpha, beta, u } => {
                Op::BetaBinomial { n: arg(n), alpha: arg(alpha), beta: arg(beta), u: slot(u) }
            }
            Node::Trace { flows, factors, tolerance } => Op::Trace {
                years: flows
                    .iter()
                    .zip(factors)
                    .map(|(f, d)| TraceYear { flow: arg(f), factor: arg(d) })
                    .collect(),
                tolerance: arg(tolerance),
                year: 0,
                peak: 0,
            },
            Node::Part { .. } => unreachable!("parts are made by their trace"),
        }
    }
}

/// How the means are found.
struct Gathering {
    /// The columns that are needed, in the order in which they are first asked for.
    columns: Vec<Value>,
    /// Which columns are summed by group.
    sums: Vec<bool>,
    /// Linear operations that are done on such sums, operands first.
    linear: Vec<NodeId>,
}

impl Gathering {
    fn plan(graph: &Graph, roots: &[Root]) -> Gathering {
        // What is drawn anyway is summed as it is, and so is what is not linear.
        let (mut columns, mut followed) = (Vec::new(), none(graph));
        for root in roots {
            match root {
                Root::Drawn(value) => columns.push(*value),
                Root::Mean(value) => leaves(graph, *value, &mut followed, &mut columns),
            }
        }
        let mut drawn = none(graph);
        for id in demand_order(graph, &columns) {
            drawn[id.0 as usize] = true;
        }
        let means: Vec<Value> = roots
            .iter()
            .filter_map(|root| match root {
                Root::Mean(value) => Some(*value),
                Root::Drawn(_) => None,
            })
            .collect();
        let mut gathering = Gathering { columns, sums: none(graph), linear: Vec::new() };
        let inner = |id: NodeId| {
            let is_linear = matches!(graph.nodes[id.0 as usize], Node::Linear { .. });
            if is_linear && !drawn[id.0 as usize] {
                operands(&graph.nodes[id.0 as usize])
            } else {
                Vec::new()
            }
        };
        for id in post_order(&mut none(graph), &means, inner) {
            if drawn[id.0 as usize] {
                gathering.sums[id.0 as usize] = true;
            } else {
                gathering.linear.push(id);
            }
        }
        gathering
    }
}

/// Adds the values, other than linear operations, that a value is linear in, unless they were `followed` before.
fn leaves(graph: &Graph, value: Value, followed: &mut [bool], found: &mut Vec<Value>) {
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

/// Numbers of the streams and tables that are really used, in order of first use.
#[derive(Default)]
struct Numbering {
    streams: Vec<u32>,
    tables: Vec<u32>,
    score_tables: Vec<u32>,
}

fn number(known: &mut Vec<u32>, of: u32) -> u32 {
    let position = known.iter().position(|&k| k == of).unwrap_or_else(|| {
        known.push(of);
        known.len() - 1
    });
    u32::try_from(position).expect("fewer than 2³² of a kind")
}

/// The nodes that a node reads.
fn operands(node: &Node) -> Vec<NodeId> {
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
        Node::Uniform(_) => Vec::new(),
        Node::Quantile { u, .. } => vec![*u],
        Node::ScoreQuantile { z, .. } => vec![*z],
        Node::Linear { terms, .. } => terms.iter().map(|(_, id)| *id).collect(),
        Node::Unary(_, of) | Node::Clamp { of, .. } | Node::Bounded { of, .. } => vec![*of],
        Node::Binary(_, a, b) => columns(&[*a, *b]),
        Node::Binomial { n, p, u } => columns(&[*n, *p, Value::Column(*u)]),
        Node::BetaBinomial { n, alpha, beta, u } => columns(&[*n, *alpha, *beta, Value::Column(*u)]),
        Node::Trace { flows, factors, tolerance } => {
            let mut all = columns(flows);
            all.extend(columns(factors));
            all.extend(columns(&[*tolerance]));
            all
        }
        Node::Part { trace, .. } => vec![*trace],
    }
}

/// The needed nodes, operands first, each as late as its first reader allows.
fn demand_order(graph: &Graph, outputs: &[Value]) -> Vec<NodeId> {
    post_order(&mut none(graph), outputs, |id| operands(&graph.nodes[id.0 as usize]))
}

/// A mark on none of the nodes.
fn none(graph: &Graph) -> Vec<bool> {
    vec![false; graph.nodes.len()]
}

/// The nodes that `inner` leads to from some values and that are not `done`, each after those that it leads to. Without
/// recursion: a formula may be deep.
fn post_order(done: &mut [bool], from: &[Value], inner: impl Fn(NodeId) -> Vec<NodeId>) -> Vec<NodeId> {
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
