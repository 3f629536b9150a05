//! Readings, compiled: what becomes of one in the graph.

use std::collections::BTreeMap;

use super::column::{Graph, NodeId, Traced, Value};
use super::inputs::{Basis, ModelError, Numbers, Pass, Watched};
use super::money::{Money, Weights, discount_factors, perspectives};
use super::paid::{self, Paid};
use super::people::Cohorts;
use super::reading::Reading;
use super::view::View;

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
    /// What payers pay each other by results, as drawn; in name order.
    pub paid: Vec<Paid>,
    /// By input, in name order; parts of inputs too, each by its own name.
    pub inputs: BTreeMap<String, Value>,
    /// Inputs with a law, before their `optimism`, and parts of inputs.
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
    /// E[net benefit | θ]; with payments as drawn where the perspective is touched by them.
    pub expected: Value,
    /// E[PV effects | θ].
    pub effects: Value,
    /// E[PV costs | θ], a cost positive.
    pub costs: Value,
    /// Whether the perspective weighs the two ends of a payment unequally.
    pub is_touched: bool,
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
        let drawn = Money::compile(&mut numbers, scenario, &cohorts.drawn, &factors)?;
        // Payments are not linear in counts, so that their expectation given the parameters is not what they are at expected counts: the
        // expectation path has them as they are drawn too.
        let paid = paid::compile(&mut numbers, scenario, &cohorts.drawn, &drawn)?;
        let views = |graph: &mut Graph, money: Money| -> Vec<View> {
            let money = money.with(&paid);
            weights.iter().map(|w| money.view(graph, &w.weights)).collect()
        };
        let drawn = views(numbers.graph, drawn);
        let expected = Money::compile(&mut numbers, scenario, &cohorts.expected, &factors)?;
        let expected = views(numbers.graph, expected);
        let (inputs, laws, partials) = numbers.into_values();
        Ok(Compiled { cohorts, weights, factors, drawn, expected, paid, inputs, laws, partials })
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
        let is_touched = expected.is_touched;
        let expected = graph.subtract(effects, costs);
        Headline {
            net_benefit,
            break_even_year,
            peak_need,
            tolerance: drawn.tolerance,
            expected,
            effects,
            costs,
            is_touched,
        }
    }
}
