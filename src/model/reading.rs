//! Readings: what is looked at, and what becomes of it in the graph.

use std::collections::BTreeMap;

use super::column::{Graph, NodeId, Traced, Value};
use super::inputs::{Basis, ModelError, Numbers, Pass, Watched};
use super::money::{Money, View, Weights, discount_factors, perspectives};
use super::people::Cohorts;
use crate::sampling::Sharing;
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
    /// their values, correlated ones too.
    pub pins: BTreeMap<String, f64>,
    /// Correlated inputs that only move with the other inputs of their group: what these leave open of them stands at this
    /// probability, above 0 and below 1.
    pub residuals: BTreeMap<String, f64>,
    /// Correlated inputs of which it is learned that they stand at this quantile of their law, a probability above 0 and below 1:
    /// the other inputs of the group move to their law given that, each with what is its own as drawn.
    pub learned: BTreeMap<String, f64>,
}

impl<'s> Reading<'s> {
    /// The scenario as it is.
    pub fn of(scenario: &'s Scenario) -> Reading<'s> {
        let (pins, residuals, learned) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Reading { scenario, sharing: Sharing::Everything, pins, residuals, learned }
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

    /// The same with an input at a number, the `p`-quantile of its law, of which it is learned that it is this number.
    pub fn learned(mut self, input: &str, at: f64, p: f64) -> Reading<'s> {
        self.learned.insert(input.to_owned(), p);
        self.pinned(input, at)
    }
}

/// A reading in the graph.
pub struct Compiled {
    /// The people.
    pub cohorts: Cohorts,
    /// The perspectives, single payers included, in name order.
    pub weights: Vec<Weights>,
    /// Discount factors by year.
    pub factors: Vec<Value>,
    /// By perspective.
    pub drawn: Vec<View>,
    /// By perspective.
    pub expected: Vec<View>,
    /// By input, in name order.
    pub inputs: BTreeMap<String, Value>,
    /// Inputs with a law, before their `optimism`.
    pub laws: BTreeMap<String, Value>,
    /// What is looked at inside of formulas, whether or not a figure hangs on it.
    pub partials: Vec<NodeId>,
}

/// What a reading comes to for one perspective.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Headline {
    /// Drawn net benefit.
    pub net_benefit: Value,
    /// Year from which the drawn cumulative flow is and stays ≥ 0; horizon + 1 for never.
    pub break_even_year: Value,
    /// Drawn peak funding need, undiscounted.
    pub peak_need: Value,
    /// What |net benefit| may be and still count as 0 (MODEL §3, ties).
    pub tolerance: Value,
    /// E[net benefit | θ].
    pub expected: Value,
    /// E[PV effects | θ].
    pub effects: Value,
    /// E[PV costs | θ], a cost positive.
    pub costs: Value,
}

impl Compiled {
    /// Compiles a reading into the graph; where it is checked is added to its sites.
    pub fn compile(
        graph: &mut Graph,
        sites: &mut Vec<Watched>,
        reading: &Reading<'_>,
        adjusted: bool,
    ) -> Result<Compiled, ModelError> {
        let pass = Pass { basis: Basis::Drawn, adjusted };
        let scenario = reading.scenario;
        let mut numbers = Numbers::new(graph, sites, reading, pass)?;
        let cohorts = Cohorts::compile(&mut numbers, scenario)?;
        let factors = discount_factors(&mut numbers, scenario)?;
        let weights = perspectives(&mut numbers, scenario)?;
        let mut views = |people| -> Result<Vec<View>, ModelError> {
            let money = Money::compile(&mut numbers, scenario, people, &factors)?;
            Ok(weights.iter().map(|w| money.view(numbers.graph, &w.weights)).collect())
        };
        let drawn = views(&cohorts.drawn)?;
        let expected = views(&cohorts.expected)?;
        let (inputs, laws, partials) = numbers.into_values();
        Ok(Compiled { cohorts, weights, factors, drawn, expected, inputs, laws, partials })
    }

    /// What one perspective comes to.
    pub fn headline(&self, graph: &mut Graph, perspective: usize) -> Headline {
        let (drawn, expected) = (&self.drawn[perspective], &self.expected[perspective]);
        let Traced { net_benefit, break_even_year, peak_need } =
            graph.trace(&drawn.flows, &self.factors, drawn.tolerance);
        let (mut effects, mut costs) = (Vec::new(), Vec::new());
        for line in &expected.lines {
            if line.is_cost { &mut costs } else { &mut effects }.push(line.positive(graph));
        }
        let (effects, costs) = (graph.sum(&effects), graph.sum(&costs));
        let expected = graph.subtract(effects, costs);
        Headline {
            net_benefit,
            break_even_year,
            peak_need,
            tolerance: drawn.tolerance,
            expected,
            effects,
            costs,
        }
    }
}
