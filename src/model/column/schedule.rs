//! From the graph to the program: which operations run, in which order, and where each column goes.
//!
//! Only what is wanted is scheduled, in the order in which it is wanted, so that a column is used soon after it is made.
//! A column is reused once its last reader has run; what is wanted itself stays until its stage is over.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use super::gathering::{Gathering, Root, Sums, Wanted};
use super::graph::Graph;
use super::node::{ByNode, Node, NodeId, Value, streams_of_part};
use super::operation::{Binary, Unary};
use super::order::{demand_order, none, operands, post_order};
use super::program::{Deal, Op, Program, Step, TraceYear};
use crate::distribution::counts::BinomialTable;
use crate::distribution::{NormalScoreTable, QuantileTable, prepare_normal_quantile};
use crate::sampling::StreamName;

/// The order of the work.
enum Turn {
    Node(NodeId),
    /// The end of a stage.
    End(usize),
}

impl Program {
    /// Schedules what the roots want, in so many stages.
    pub fn schedule(graph: &Graph, roots: &[Root], stages: usize) -> Program {
        let gathering = Gathering::plan(graph, roots, stages);
        let mut is_summed = none(graph);
        for sums in &gathering.sums {
            if let Sums::Column(id) = sums {
                is_summed[id.0 as usize] = true;
            }
        }
        let (turns, last_use) = turns(graph, &gathering, roots);
        let mut scheduler = Scheduler::new(graph, &turns, last_use, gathering.sums.len());
        for (position, turn) in turns.iter().enumerate() {
            match turn {
                Turn::Node(id) => scheduler.node(position, *id, is_summed[id.0 as usize]),
                Turn::End(stage) => scheduler.end(position, &gathering, *stage),
            }
        }
        let Scheduler { mut program, numbering, sums, .. } = scheduler;
        program.gathered_of = gathering.of.into_iter().map(|(asked, place)| (asked, sums[place])).collect();
        program.streams = numbering.streams.into_iter().map(|i| graph.streams[i as usize].clone()).collect();
        program.spread = spread(graph, roots);
        program.people = numbering.people.iter().map(|person| graph.schedule_person(*person)).collect();
        let law = |i: &u32| &graph.laws[*i as usize];
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
}

/// All nodes that are needed, stage by stage, each as late as its first reader allows; and the last turn in which each is
/// read.
fn turns(graph: &Graph, gathering: &Gathering, roots: &[Root]) -> (Vec<Turn>, ByNode<usize>) {
    let (mut turns, mut done) = (Vec::new(), none(graph));
    let mut last_use: ByNode<usize> = ByNode::new(graph.nodes.len());
    let mut ends = Vec::new();
    for (stage, columns) in gathering.columns.iter().enumerate() {
        let order = post_order(&mut done, columns, |id| operands(&graph.nodes[id.0 as usize]));
        for id in sums_early(graph, order) {
            last_use.insert(id, turns.len());
            for operand in operands(&graph.nodes[id.0 as usize]) {
                last_use.insert(operand, turns.len());
            }
            turns.push(Turn::Node(id));
        }
        ends.push(turns.len());
        turns.push(Turn::End(stage));
    }
    for root in roots.iter().filter(|root| root.wanted != Wanted::Mean) {
        if let Value::Column(id) = root.value
            && last_use.of(id) < ends[root.stage]
        {
            last_use.insert(id, ends[root.stage]);
        }
    }
    (turns, last_use)
}

/// Brings sums forward to where the last of what they add up is made, and parts to what makes them: where people are in a year is read by many sums, of
/// lines and of states, and its columns are free once all of them have run. The order of everything else stays as it is.
fn sums_early(graph: &Graph, order: Vec<NodeId>) -> Vec<NodeId> {
    let (mut is_here, mut is_placed) = (none(graph), none(graph));
    let mut missing: ByNode<usize> = ByNode::new(graph.nodes.len());
    let mut readers: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
    for id in &order {
        let node = &graph.nodes[id.0 as usize];
        let is_early = match node {
            Node::Linear { terms, .. } => terms.len() > 1,
            Node::Part { .. } => true,
            _ => false,
        };
        if is_early {
            let mut made_here: Vec<NodeId> = operands(node);
            made_here.retain(|of| is_here[of.0 as usize]);
            missing.insert(*id, made_here.len());
            made_here.into_iter().for_each(|of| readers.entry(of).or_default().push(*id));
        }
        is_here[id.0 as usize] = true;
    }
    let mut early = Vec::with_capacity(order.len());
    for id in order {
        let mut next = vec![id];
        while let Some(id) = next.pop() {
            if std::mem::replace(&mut is_placed[id.0 as usize], true) {
                continue;
            }
            early.push(id);
            for reader in readers.get(&id).into_iter().flatten().rev() {
                let left = missing.of(*reader) - 1;
                missing.insert(*reader, left);
                if left == 0 {
                    next.push(*reader);
                }
            }
        }
    }
    early
}

/// The streams that figures depend on.
fn spread(graph: &Graph, roots: &[Root]) -> BTreeSet<StreamName> {
    let figures = roots.iter().filter(|root| root.wanted != Wanted::Shown);
    let values: Vec<Value> = figures.map(|root| root.value).collect();
    let nodes = demand_order(graph, &values);
    nodes.into_iter().flat_map(|id| graph.streams_of(id)).cloned().collect()
}

/// The program while it is made.
struct Scheduler<'g> {
    graph: &'g Graph,
    last_use: ByNode<usize>,
    program: Program,
    numbering: Numbering,
    free: Vec<u32>,
    /// Columns that are wanted until the end of a stage, by its turn.
    wanted: HashMap<usize, Vec<u32>>,
    /// Where the sums by group of a column are.
    summed: ByNode<u32>,
    /// Where the planned sums are, as far as they are made.
    sums: Vec<u32>,
}

impl<'g> Scheduler<'g> {
    fn new(graph: &'g Graph, turns: &[Turn], last_use: ByNode<usize>, sums: usize) -> Scheduler<'g> {
        let nodes = graph.nodes.len();
        let is_checked =
            |id: &NodeId| matches!(graph.nodes[id.0 as usize], Node::Clamp { .. } | Node::Bounded { .. });
        let needed = turns.iter().filter_map(|turn| match turn {
            Turn::Node(id) => Some(*id),
            Turn::End(_) => None,
        });
        let mut checks: Vec<NodeId> = needed.filter(is_checked).collect();
        checks.sort_unstable();
        let program = Program {
            steps: Vec::with_capacity(turns.len()),
            ends: Vec::new(),
            slots: 0,
            streams: Vec::new(),
            spread: BTreeSet::new(),
            tables: Vec::new(),
            score_tables: Vec::new(),
            count_tables: Vec::new(),
            people: Vec::new(),
            checks,
            gathered: 0,
            slot_of: ByNode::new(nodes),
            gathered_of: HashMap::new(),
        };
        let ends = turns.iter().enumerate().filter(|(_, turn)| matches!(turn, Turn::End(_)));
        Scheduler {
            graph,
            last_use,
            program,
            numbering: Numbering::default(),
            free: Vec::new(),
            wanted: ends.map(|(position, _)| (position, Vec::new())).collect(),
            summed: ByNode::new(nodes),
            sums: Vec::with_capacity(sums),
        }
    }

    fn node(&mut self, position: usize, id: NodeId, is_summed: bool) {
        let node = &self.graph.nodes[id.0 as usize];
        match node {
            // Its column was made with the first; it is here only to be freed after its last reader.
            Node::Part { .. } => self.release_read(node, position),
            Node::Binary(Binary::Multiply, Value::Column(a), Value::Column(b))
                if self.last_use.of(id) == position =>
            {
                // Nothing but its mean is wanted: the product itself is never stored.
                let (a, b) = (self.program.slot_of.of(*a), self.program.slot_of.of(*b));
                let dest = self.gather(Op::GatherProduct { a, b });
                self.summed.insert(id, dest);
                return self.release_read(node, position);
            }
            Node::Deal { people, stays, chances, streams } => {
                // Its columns are written while others are still read.
                let first = self.take(id);
                let further = self.take_parts(id, streams.len());
                let read =
                    (1..=streams.len()).rev().find(|part| self.last_use.get(part_of(id, *part)).is_some());
                let places = read.unwrap_or(0) + 1;
                let streams = streams_of_part(streams, places - 1);
                let counts = chances.iter().zip(streams).map(|(chance, stream)| {
                    (self.program.arg(*chance), number(&mut self.numbering.streams, *stream))
                });
                let counts = counts.collect();
                let to = std::iter::once(first).chain(further).take(places).collect();
                let deal = Deal { people: self.program.arg(*people), stays: *stays, counts, to };
                self.program.steps.push(Step { op: Op::Deal(deal), dest: first });
                self.release_read(node, position);
            }
            node => {
                let op = self.translate(id, node);
                self.release_read(node, position);
                let dest = self.take(id);
                let op = match op {
                    Op::Trace { years, tolerance, .. } => {
                        let parts = self.take_parts(id, 2);
                        Op::Trace { years, tolerance, year: parts[0], peak: parts[1] }
                    }
                    Op::People { one, streams, counts, .. } => {
                        let Node::People { person, .. } = node else { unreachable!("it is of people") };
                        let others = self.graph.sums_of(*person, counts.len()) - 1;
                        let others = self.take_parts(id, others).into();
                        Op::People { one, streams, counts, others }
                    }
                    op => op,
                };
                self.program.steps.push(Step { op, dest });
            }
        }
        let slot = self.program.slot_of.of(id);
        if is_summed {
            let dest = self.gather(Op::Gather { of: slot });
            self.summed.insert(id, dest);
        }
        if self.last_use.of(id) == position {
            self.free.push(slot);
        }
    }

    /// Ends a stage: what means need is put together, and columns that were wanted until here are free.
    fn end(&mut self, position: usize, gathering: &Gathering, stage: usize) {
        for sums in &gathering.sums[self.sums.len()..gathering.ends[stage]] {
            let dest = match sums {
                Sums::Column(id) => self.summed.of(*id),
                Sums::Linear { bias, terms } => {
                    let terms = terms.iter().map(|(c, place)| (*c, self.sums[*place])).collect();
                    self.gather(Op::GatheredLinear { bias: *bias, terms })
                }
            };
            self.sums.push(dest);
        }
        self.free.extend(self.wanted.remove(&position).into_iter().flatten());
        self.program.ends.push(self.program.steps.len());
    }

    /// Takes a column for a node.
    fn take(&mut self, id: NodeId) -> u32 {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.program.slots += 1;
            u32::try_from(self.program.slots - 1).expect("fewer than 2³² columns")
        });
        self.program.slot_of.insert(id, slot);
        if let Some(until) = self.last_use.get(id).and_then(|until| self.wanted.get_mut(&until)) {
            until.push(slot);
        }
        slot
    }

    /// Takes columns for the further parts of a node, which follow it in the graph. An unread part still has a column to go to.
    fn take_parts(&mut self, id: NodeId, count: usize) -> Vec<u32> {
        let parts: Vec<NodeId> = (1..=count).map(|part| part_of(id, part)).collect();
        let slots: Vec<u32> = parts.iter().map(|part| self.take(*part)).collect();
        for (part, slot) in parts.iter().zip(&slots) {
            if self.last_use.get(*part).is_none() {
                self.free.push(*slot);
            }
        }
        slots
    }

    /// Frees the columns that are read for the last time by the node at a position.
    fn release_read(&mut self, node: &Node, position: usize) {
        let mut read = operands(node);
        read.sort_unstable();
        read.dedup();
        let last = read.into_iter().filter(|id| self.last_use.of(*id) == position);
        self.free.extend(last.map(|id| self.program.slot_of.of(id)));
    }

    fn gather(&mut self, op: Op) -> u32 {
        let dest = u32::try_from(self.program.gathered).expect("fewer than 2³² sums");
        self.program.gathered += 1;
        self.program.steps.push(Step { op, dest });
        dest
    }

    fn translate(&mut self, id: NodeId, node: &Node) -> Op {
        let (program, numbering) = (&mut self.program, &mut self.numbering);
        if let Node::Binomial { n: Value::Const(n), p: Value::Const(p), u } = node {
            // Neither people nor chance varies: one table serves the whole run.
            let u = program.slot_of.of(*u);
            let table = number(&mut numbering.count_tables, (n.to_bits(), p.to_bits()));
            if table as usize == program.count_tables.len() {
                program.count_tables.push(BinomialTable::build(*n, *p));
            }
            return Op::BinomialTable { table, u };
        }
        let check = || program.checks.binary_search(&id).expect("every needed check is listed") as u32;
        let slot = |id: &NodeId| program.slot_of.of(*id);
        let arg = |v: &Value| program.arg(*v);
        match node {
            Node::Uniform(stream) => Op::Uniform { stream: number(&mut numbering.streams, *stream) },
            Node::Count => Op::Count,
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
            Node::Clamp { of, high } => Op::Clamp { of: slot(of), high: *high, check: check() },
            Node::Bounded { of, low, high } => {
                Op::Bounded { of: slot(of), low: *low, high: *high, check: check() }
            }
            Node::Select { where_not_zero, then, otherwise } => Op::Select {
                where_not_zero: slot(where_not_zero),
                then: arg(then),
                otherwise: arg(otherwise),
            },
            Node::Binomial { n, p, u } => Op::Binomial { n: arg(n), p: arg(p), u: slot(u) },
            Node::BetaBinomial { n, alpha, beta, u } => {
                Op::BetaBinomial { n: arg(n), alpha: arg(alpha), beta: arg(beta), u: slot(u) }
            }
            Node::Trace { flows, factors, tolerance } => {
                let year = |(f, d): (&Value, &Value)| TraceYear { flow: arg(f), factor: arg(d) };
                let years = flows.iter().zip(factors).map(year).collect();
                Op::Trace { years, tolerance: arg(tolerance), year: 0, peak: 0 }
            }
            Node::People { person, streams, counts } => Op::People {
                one: number(&mut numbering.people, *person),
                streams: streams.iter().map(|stream| number(&mut numbering.streams, *stream)).collect(),
                counts: counts.iter().map(arg).collect(),
                others: Box::default(),
            },
            Node::Deal { .. } | Node::Part { .. } => unreachable!("columns are taken for these before"),
        }
    }
}

/// A further column of a node, which follows it in the graph.
fn part_of(id: NodeId, part: usize) -> NodeId {
    NodeId(id.0 + part as u32)
}

/// Numbers of the streams and tables that are really used, in order of first use.
#[derive(Default)]
struct Numbering {
    streams: Vec<u32>,
    people: Vec<u32>,
    tables: Vec<u32>,
    score_tables: Vec<u32>,
    /// By people and chance.
    count_tables: Vec<(u64, u64)>,
}

fn number<T: PartialEq>(known: &mut Vec<T>, of: T) -> u32 {
    let position = known.iter().position(|k| *k == of).unwrap_or_else(|| {
        known.push(of);
        known.len() - 1
    });
    u32::try_from(position).expect("fewer than 2³² of a kind")
}
