//! The money: what each line moves in each year, for each payer and perspective (MODEL §1).

use std::collections::BTreeMap;

use super::column::{Binary, Graph, Unary, Value};
use super::inputs::{ModelError, Numbers};
use super::lines::{cost, effect};
use super::paid::Paid;
use super::people::{People, Side};
use crate::scenario::{Scenario, Timing};

/// A part of a line whose shares by payer stay the same: amount × quantity by year × shares.
pub(super) struct Strand {
    /// Money per unit and year; negative for costs.
    pub(super) amount: Value,
    /// Units in each calendar year.
    pub(super) quantity: Vec<Value>,
    /// Share of each payer, in name order.
    pub(super) shares: Vec<f64>,
}

/// A cost or an effect.
pub(super) struct Line {
    /// `costs.NAME` or `effects.NAME`.
    pub(super) name: String,
    pub(super) is_cost: bool,
    pub(super) strands: Vec<Strand>,
}

/// The flows that one reading of the people leads to.
pub struct Money {
    pub(super) lines: Vec<Line>,
    /// Net flow by payer, in name order, and year, without payments.
    pub(super) flows: Vec<Vec<Value>>,
    /// What payers pay each other by results.
    pub(super) paid: Vec<Paid>,
    /// Discount factors by year.
    pub(super) factors: Vec<Value>,
}

/// Weights with which a perspective adds up the payers, in name order of the payers.
pub struct Weights {
    pub name: String,
    pub weights: Vec<Value>,
}

/// Discount factors of years 0 … horizon (MODEL §1).
pub fn discount_factors(numbers: &mut Numbers<'_>, scenario: &Scenario) -> Result<Vec<Value>, ModelError> {
    let mut steps = Vec::new();
    for step in &scenario.discount.steps {
        steps.push((step.from, numbers.quantity(&step.rate)?, &step.rate));
    }
    let mut factors = vec![Value::ONE];
    let mut end_of_year = Value::ONE;
    for t in 1..=scenario.horizon {
        let Some((_, rate, written)) = steps.iter().rev().find(|(from, ..)| *from <= t) else {
            factors.push(end_of_year);
            continue;
        };
        let growth = numbers.graph.linear(1.0, &[(1.0, *rate)]);
        let next = numbers.graph.binary(Binary::Divide, end_of_year, growth);
        let factor = match scenario.discount.timing {
            Timing::End => next,
            Timing::Start => end_of_year,
            Timing::Mid => {
                let half = numbers.graph.unary(Unary::SquareRoot, growth);
                numbers.graph.binary(Binary::Divide, end_of_year, half)
            }
        };
        factors.push(numbers.made_of(written, factor)?);
        end_of_year = next;
    }
    Ok(factors)
}

/// The perspectives of a scenario, single payers included, by name.
pub fn perspectives(numbers: &mut Numbers<'_>, scenario: &Scenario) -> Result<Vec<Weights>, ModelError> {
    let mut all: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for name in scenario.payers.keys() {
        let weight = |payer| if payer == name { Value::ONE } else { Value::ZERO };
        all.insert(name.clone(), scenario.payers.keys().map(weight).collect());
    }
    for (name, perspective) in &scenario.perspectives {
        let distortion = numbers.quantity(&perspective.tax_distortion)?;
        let taxed = numbers.graph.linear(1.0, &[(1.0, distortion)]);
        let weight =
            |payer: &String| match (perspective.payers.contains(payer), perspective.taxed.contains(payer)) {
                (true, true) => taxed,
                (true, false) => Value::ONE,
                (false, _) => Value::ZERO,
            };
        all.insert(name.clone(), scenario.payers.keys().map(weight).collect());
    }
    if let Some(restated) = scenario.restated {
        // All money goes through the weights, so all of it is in the other year's prices.
        for weight in all.values_mut().flatten() {
            *weight = numbers.graph.scale(restated.factor, *weight);
        }
    }
    Ok(all.into_iter().map(|(name, weights)| Weights { name, weights }).collect())
}

impl Money {
    /// Compiles the flows that follow from `people`.
    pub fn compile(
        numbers: &mut Numbers<'_>,
        scenario: &Scenario,
        people: &People,
        factors: &[Value],
    ) -> Result<Money, ModelError> {
        let mut lines = Vec::new();
        for name in scenario.costs.keys() {
            lines.push(cost(numbers, scenario, people, name)?);
        }
        for name in scenario.effects.keys() {
            lines.push(effect(numbers, scenario, people, (name, Side::Difference))?);
        }
        let graph = &mut *numbers.graph;
        let flows = (0..scenario.payers.len())
            .map(|payer| (0..=scenario.horizon).map(|t| flow(graph, lines.iter(), payer, t)).collect())
            .collect();
        Ok(Money { lines, flows, paid: Vec::new(), factors: factors.to_vec() })
    }

    /// The same with payments between the payers.
    pub fn with(self, paid: &[Paid]) -> Money {
        Money { paid: paid.to_vec(), ..self }
    }

    /// What the effects of a payer bring in a year, or its costs take: a cost positive, payments left out.
    pub fn flow(&self, graph: &mut Graph, payer: usize, year: usize, of_effects: bool) -> Value {
        let lines = self.lines.iter().filter(|line| line.is_cost != of_effects);
        let value = flow(graph, lines, payer, year);
        if of_effects { value } else { graph.scale(-1.0, value) }
    }
}

/// Net flow of one payer in one year: the amounts of lines with the same quantity are added first, so that
/// the drawn and the expected path share that sum.
fn flow<'l>(graph: &mut Graph, lines: impl Iterator<Item = &'l Line>, payer: usize, t: usize) -> Value {
    let mut by_quantity: Vec<(Value, Vec<(f64, Value)>)> = Vec::new();
    for strand in lines.flat_map(|line| &line.strands) {
        let (share, quantity) = (strand.shares[payer], strand.quantity[t]);
        if share == 0.0 || quantity.is_zero() {
            continue;
        }
        let (factor, quantity) = graph.peel(quantity);
        let term = (factor * share, strand.amount);
        match by_quantity.iter_mut().find(|(known, _)| *known == quantity) {
            Some((_, amounts)) => amounts.push(term),
            None => by_quantity.push((quantity, vec![term])),
        }
    }
    let parts: Vec<Value> = by_quantity
        .into_iter()
        .map(|(quantity, amounts)| {
            let amount = graph.linear(0.0, &amounts);
            graph.multiply(amount, quantity)
        })
        .collect();
    graph.sum(&parts)
}
