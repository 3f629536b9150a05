//! Readings: what is looked at of a scenario.

use std::collections::BTreeMap;

use super::column::{Graph, Value};
use crate::sampling::{Sharing, StreamName};
use crate::scenario::Scenario;

/// What is looked at: a scenario, and what this reading of it changes. Any number of readings share one graph, in which
/// what they have in common is computed once.
#[derive(Debug, Clone)]
pub struct Reading<'s> {
    /// The scenario.
    pub scenario: &'s Scenario,
    /// Which streams of uniforms it has in common with the other readings.
    pub sharing: Sharing,
    /// Inputs that stand at a number, before their `optimism`. All streams keep their uniforms, and the other inputs keep
    /// their values, correlated ones too. Of a part of an input, by its own name, it is what it takes of what the parts before it leave.
    pub pins: BTreeMap<String, f64>,
    /// Inputs that stand at a number that is said each time it is played, before their `optimism`, as those of `pins` do: then it is compiled once, whatever the
    /// number.
    pub dials: BTreeMap<String, Dial>,
    /// Correlated inputs that only move with the other inputs of their group: what these leave open of them stands at this
    /// probability, above 0 and below 1.
    pub residuals: BTreeMap<String, f64>,
    /// Correlated inputs of which it is learned that they stand at this quantile of their law, a probability above 0 and below 1:
    /// the other inputs of the group move to their law given that, each with what is its own as drawn.
    pub learned: BTreeMap<String, f64>,
}

/// A number that is turned from play to play.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dial {
    /// Which of those of a question, from 0.
    pub number: u32,
    /// Between which values it turns.
    pub between: [f64; 2],
}

impl Dial {
    /// The number that it says: how far it is turned comes as a uniform does.
    pub(super) fn value(self, graph: &mut Graph) -> Value {
        let ([low, high], turned) = (self.between, graph.uniform(StreamName::Dial(self.number)));
        graph.linear(low, &[(high - low, Value::Column(turned))])
    }
}

impl<'s> Reading<'s> {
    /// The scenario as it is.
    pub fn of(scenario: &'s Scenario) -> Reading<'s> {
        let (pins, dials) = (BTreeMap::new(), BTreeMap::new());
        let (residuals, learned) = (BTreeMap::new(), BTreeMap::new());
        Reading { scenario, sharing: Sharing::Everything, pins, dials, residuals, learned }
    }

    /// The same with streams of its own.
    pub fn sharing(self, sharing: Sharing) -> Reading<'s> {
        Reading { sharing, ..self }
    }

    /// The same with an input at a number.
    pub fn pinned(mut self, input: &str, at: f64) -> Reading<'s> {
        self.pins.insert(input.to_owned(), at);
        self
    }

    /// The same with an input on a dial.
    pub fn dialled(mut self, input: &str, dial: Dial) -> Reading<'s> {
        self.dials.insert(input.to_owned(), dial);
        self
    }

    /// The same with an input at a number, the `p`-quantile of its law, of which it is learned that it is this number.
    pub fn learned(mut self, input: &str, at: f64, p: f64) -> Reading<'s> {
        self.learned.insert(input.to_owned(), p);
        self.pinned(input, at)
    }
}
