//! Questions: some readings in one graph, and a plan of what is wanted of them.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};

use super::plan::Plan;
use crate::model::column::{Dependence, Graph, NodeId, Program, Root, Source, Tails, Value, Wanted};
use crate::model::{Compiled, Detail, Headline, ModelError, Outputs, Reading, Transfers, Twin, Watched};

/// Some readings and what is wanted of which quantities. Wants are those of the [`Plan`], to which a question
/// dereferences.
#[derive(Default)]
pub struct Question<'s> {
    graph: Graph,
    pub(super) readings: Vec<Read<'s>>,
    pub(super) plan: Plan,
}

/// A reading of a question.
pub(super) struct Read<'s> {
    pub reading: Reading<'s>,
    compiled: Compiled,
    pub watched: Vec<Watched>,
}

/// Handle of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look(pub(super) usize);

impl Deref for Question<'_> {
    type Target = Plan;

    fn deref(&self) -> &Plan {
        &self.plan
    }
}

impl DerefMut for Question<'_> {
    fn deref_mut(&mut self) -> &mut Plan {
        &mut self.plan
    }
}

impl<'s> Question<'s> {
    /// Looks at one more reading. What it has in common with the others is computed once.
    ///
    /// # Errors
    /// Where it has no model.
    pub fn read(&mut self, reading: Reading<'s>) -> Result<Look, ModelError> {
        let mut watched = Vec::new();
        let compiled = Compiled::compile(&mut self.graph, &mut watched, &reading, true)?;
        self.readings.push(Read { reading, compiled, watched });
        Ok(Look(self.readings.len() - 1))
    }

    /// A reading.
    pub fn reading(&self, look: Look) -> &Reading<'s> {
        &self.readings[look.0].reading
    }

    /// What a reading comes to for every perspective, single payers included.
    pub fn headlines(&mut self, look: Look) -> Vec<(String, Headline)> {
        let (graph, compiled) = (&mut self.graph, &self.readings[look.0].compiled);
        let names = compiled.weights.iter().map(|weights| weights.name.clone());
        names.enumerate().map(|(at, name)| (name, compiled.headline(graph, at))).collect()
    }

    /// What a reading comes to for one of them, by its place among their names.
    pub fn headline(&mut self, look: Look, perspective: usize) -> Headline {
        self.readings[look.0].compiled.headline(&mut self.graph, perspective)
    }

    /// What agreements between the payers of a reading go by.
    pub fn transfers(&mut self, look: Look) -> Transfers {
        let Read { reading, compiled, .. } = &self.readings[look.0];
        Transfers::of(&mut self.graph, reading.scenario, compiled)
    }

    /// Net benefit and what it may lack of 0 and still count as a gain: at least 0 in just the draws that break even.
    pub fn margin(&mut self, of: &Headline) -> Value {
        self.graph.add2(of.net_benefit, of.tolerance)
    }

    /// Everything that a reading yields.
    ///
    /// # Errors
    /// Where it has no model without its adjustments.
    pub fn outputs(&mut self, look: Look, detail: Detail) -> Result<Outputs, ModelError> {
        let Read { reading, compiled, watched } = &mut self.readings[look.0];
        Outputs::of(&mut self.graph, watched, reading, compiled, detail)
    }

    /// A second life of a reading by perspective, where payments touch it.
    ///
    /// # Errors
    /// Where it has no model.
    pub fn twins(&mut self, look: Look) -> Result<Vec<Option<Twin>>, ModelError> {
        let Read { reading, compiled, watched } = &mut self.readings[look.0];
        Twin::all(&mut self.graph, watched, reading, compiled)
    }

    /// The inputs of a reading, in name order.
    pub fn inputs(&self, look: Look) -> impl Iterator<Item = (&str, Value)> {
        self.readings[look.0].compiled.inputs.iter().map(|(name, value)| (name.as_str(), *value))
    }

    /// The nodes that some values depend on, those values included.
    pub fn reached(&self, from: &[Value]) -> BTreeSet<NodeId> {
        self.graph.reached(from)
    }

    /// How values depend on a column, as far as the graph shows it.
    pub fn dependence(&self, of: &[Value], on: Value) -> Vec<Dependence> {
        self.graph.dependence(of, on)
    }

    /// An input with a law as it is drawn, before its `optimism`; `None` where the reading has no such input.
    pub fn drawn_input(&self, look: Look, input: &str) -> Option<Value> {
        self.readings[look.0].compiled.laws.get(input).copied()
    }

    /// At what an input is drawn from its law.
    pub(super) fn source_of(&self, drawn: Value) -> Option<(Source, Value)> {
        self.graph.source_of(drawn)
    }

    /// A program that evaluates nothing but some values.
    pub(super) fn program_of(&self, values: &[Value]) -> Program {
        let root = |value: &Value| Root { value: *value, wanted: Wanted::Shown, asker: 0, stage: 0 };
        Program::schedule(&self.graph, &values.iter().map(root).collect::<Vec<Root>>(), 1)
    }

    /// Which powers of some values have a mean, as far as that is known.
    pub fn tails(&self, values: impl IntoIterator<Item = Value>) -> Vec<Tails> {
        self.graph.tails(values)
    }

    /// More than which a value is in no draw.
    pub fn most(&self, value: Value) -> f64 {
        self.graph.range(value).1
    }

    /// Whether two readings are checked at the same places.
    pub fn is_checked_alike(&self, a: Look, b: Look) -> bool {
        let paths = |look: Look| self.readings[look.0].watched.iter().map(|watched| &watched.site.path);
        paths(a).eq(paths(b))
    }

    pub(super) fn schedule(&self) -> Program {
        let mut roots = self.plan.roots.clone();
        // What is no number stops a run, though a factor of 0 or a bound takes it out of every figure.
        let reached = self.reached(&roots.iter().map(|root| root.value).collect::<Vec<Value>>());
        let partials = self.readings.iter().flat_map(|read| &read.compiled.partials);
        let lost: BTreeSet<NodeId> = partials.filter(|id| !reached.contains(id)).copied().collect();
        let root = |id| Root { value: Value::Column(id), wanted: Wanted::Drawn, asker: 0, stage: 0 };
        roots.extend(lost.into_iter().map(root));
        Program::schedule(&self.graph, &roots, self.plan.stage + 1)
    }
}
