//! What is wanted of a reading where all of its figures are: values, named.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::arms::{ArmValue, Arms};
use super::column::{Graph, Value};
use super::compiled::{Compiled, Headline};
use super::inputs::{ModelError, Watched};
use super::reading::Reading;
use super::states::{StateOutputs, states};
use super::view::View;
use crate::scenario::Scenario;
use crate::scenario::formula::Expr;

/// Which yearly figures are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Detail {
    /// Yearly cash flows as means.
    #[default]
    Headline,
    /// And the drawn flow of each year.
    Yearly,
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Detail::Headline => "headline",
            Detail::Yearly => "yearly",
        })
    }
}

/// A value times a factor: values that differ only by a factor are summarised once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scaled {
    /// The factor.
    pub factor: f64,
    /// The value, or a number.
    pub base: Value,
}

/// Everything that a draw yields.
#[derive(Debug, PartialEq)]
pub struct Outputs {
    /// By perspective, in name order, single payers included.
    pub perspectives: Vec<PerspectiveOutputs>,
    /// By outcome, in name order.
    pub outcomes: Vec<OutcomeOutputs>,
    /// By state, in name order.
    pub states: Vec<StateOutputs>,
    /// By payment, in name order: what is paid in all, undiscounted, as drawn.
    pub paid: Vec<(String, Value)>,
    /// All who start.
    pub entrants: Value,
    /// With every optimism and cashable at 1: expected net benefit and break-even year, by perspective.
    pub unadjusted: Option<Vec<(Value, Value)>>,
}

/// What a draw yields for one perspective. Money is discounted unless it says otherwise.
#[derive(Debug, PartialEq)]
pub struct PerspectiveOutputs {
    /// Its name.
    pub name: String,
    /// What it comes to.
    pub headline: Headline,
    /// E[PV | θ] by line, a cost positive.
    pub lines: Vec<(String, Scaled)>,
    /// Where people are followed through states: what situations cost with the intervention and without it.
    pub arms: Option<[ArmValue<Scaled>; 2]>,
    /// E[flow | θ] by year.
    pub expected_flows: Flows<Scaled>,
    /// Drawn flows by year; with [`Detail::Yearly`].
    pub drawn_flows: Option<Flows<Scaled>>,
}

/// Three views of a cash flow, by year.
#[derive(Debug, PartialEq)]
pub struct Flows<T> {
    /// In the year, undiscounted.
    pub undiscounted: Vec<T>,
    /// Until and with the year, undiscounted.
    pub cumulative_undiscounted: Vec<T>,
    /// Until and with the year, discounted.
    pub cumulative_discounted: Vec<T>,
}

impl<T> Flows<T> {
    /// All three views, each with its name.
    pub fn views(&self) -> [(&'static str, &[T]); 3] {
        [
            ("undiscounted", &self.undiscounted),
            ("cumulative_undiscounted", &self.cumulative_undiscounted),
            ("cumulative_discounted", &self.cumulative_discounted),
        ]
    }

    /// The same of what a function makes of each.
    pub fn map<U>(&self, mut f: impl FnMut(&T) -> U) -> Flows<U> {
        Flows {
            undiscounted: self.undiscounted.iter().map(&mut f).collect(),
            cumulative_undiscounted: self.cumulative_undiscounted.iter().map(&mut f).collect(),
            cumulative_discounted: self.cumulative_discounted.iter().map(&mut f).collect(),
        }
    }
}

/// What a draw yields for one outcome: people at onset within the horizon.
#[derive(Debug, PartialEq)]
pub struct OutcomeOutputs {
    /// Its name.
    pub name: String,
    /// Drawn additional people.
    pub additional: Value,
    /// Their expectation given θ.
    pub expected_additional: Value,
    /// Expected people with the intervention.
    pub with: Value,
    /// Expected people without it.
    pub without: Value,
    /// Most additional people that a draw can have.
    pub most: f64,
}

/// Cumulative sums of a flow, undiscounted and discounted.
pub fn accumulate(graph: &mut Graph, view: &View, factors: &[Value]) -> Flows<Value> {
    let (mut plain, mut discounted) = (Value::ZERO, Value::ZERO);
    let mut all = Flows {
        undiscounted: view.flows.clone(),
        cumulative_undiscounted: Vec::new(),
        cumulative_discounted: Vec::new(),
    };
    for (&flow, &factor) in view.flows.iter().zip(factors) {
        plain = graph.add2(plain, flow);
        let present = graph.multiply(factor, flow);
        discounted = graph.add2(discounted, present);
        all.cumulative_undiscounted.push(plain);
        all.cumulative_discounted.push(discounted);
    }
    all
}

impl Outputs {
    /// Everything that a compiled reading yields.
    pub fn of(
        graph: &mut Graph,
        sites: &mut Vec<Watched>,
        reading: &Reading<'_>,
        compiled: &Compiled,
        detail: Detail,
    ) -> Result<Outputs, ModelError> {
        let arms = Arms::compile(graph, sites, reading, &compiled.cohorts.expected)?;
        let perspectives = (0..compiled.weights.len())
            .map(|at| perspective(graph, compiled, (at, arms.as_ref()), detail))
            .collect();
        let mut outcomes = Vec::new();
        for (name, outcome) in &reading.scenario.outcomes {
            let additional = compiled.cohorts.drawn.additional_in_all(graph, name, outcome);
            let expected_additional = compiled.cohorts.expected.additional_in_all(graph, name, outcome);
            let arms = compiled.cohorts.arms.get(name).copied();
            let (with, without) = arms.unwrap_or((Value::ZERO, Value::ZERO));
            let (low, high) = graph.range(additional);
            let most = if high > -low { high } else { -low };
            let name = name.clone();
            outcomes.push(OutcomeOutputs { name, additional, expected_additional, with, without, most });
        }
        let states = states(graph, &compiled.cohorts, reading.scenario.horizon);
        let paid = compiled.paid.iter().map(|paid| (paid.name.clone(), paid.in_all(graph))).collect();
        let entrants = graph.sum(&compiled.cohorts.drawn.entrants);
        let unadjusted =
            if is_adjusted(reading.scenario) { Some(unadjusted(graph, sites, reading)?) } else { None };
        Ok(Outputs { perspectives, outcomes, states, paid, entrants, unadjusted })
    }
}

fn perspective(
    graph: &mut Graph,
    compiled: &Compiled,
    (at, arms): (usize, Option<&Arms>),
    detail: Detail,
) -> PerspectiveOutputs {
    let headline = compiled.headline(graph, at);
    let (drawn, expected) = (&compiled.drawn[at], &compiled.expected[at]);
    let expected_flows = accumulate(graph, expected, &compiled.factors);
    let drawn_flows = (detail == Detail::Yearly).then(|| accumulate(graph, drawn, &compiled.factors));
    let lines: Vec<(String, Value)> =
        expected.lines.iter().map(|line| (line.name.clone(), line.positive(graph))).collect();
    let arms = arms.map(|arms| {
        let states = compiled.cohorts.expected.occupancy.as_ref().map_or(&[][..], |of| &of.states);
        arms.view(graph, states, &compiled.weights[at], &compiled.factors)
    });
    let scaled = |value: &Value| {
        let (factor, base) = graph.peel(*value);
        Scaled { factor, base }
    };
    PerspectiveOutputs {
        name: compiled.weights[at].name.clone(),
        headline,
        lines: lines.into_iter().map(|(name, value)| (name, scaled(&value))).collect(),
        arms: arms.map(|arms| arms.map(|arm| arm.map(scaled))),
        expected_flows: expected_flows.map(scaled),
        drawn_flows: drawn_flows.map(|flows| flows.map(scaled)),
    }
}

/// Whether a scenario uses optimism or cashable.
fn is_adjusted(scenario: &Scenario) -> bool {
    let whole = |expr: &Expr| *expr == Expr::Number(1.0);
    scenario.inputs.values().filter_map(|i| i.optimism.as_ref()).any(|q| !whole(&q.expr))
        || scenario.effects.values().any(|e| !whole(&e.cashable.expr))
}

/// Expected net benefit and break-even year by perspective with every optimism and cashable at 1.
fn unadjusted(
    graph: &mut Graph,
    sites: &mut Vec<Watched>,
    reading: &Reading<'_>,
) -> Result<Vec<(Value, Value)>, ModelError> {
    let compiled = Compiled::compile(graph, sites, reading, false)?;
    let mut all = Vec::new();
    for (drawn, expected) in compiled.drawn.iter().zip(&compiled.expected) {
        let traced = graph.trace(&drawn.flows, &compiled.factors, drawn.tolerance);
        let flows = accumulate(graph, expected, &compiled.factors);
        let net_benefit = flows.cumulative_discounted.last().copied().unwrap_or(Value::ZERO);
        all.push((net_benefit, traced.break_even_year));
    }
    Ok(all)
}
