//! The money: what each line moves in each year, for each payer and perspective (MODEL §1).

use std::collections::BTreeMap;

use super::column::{Binary, Graph, Unary, Value};
use super::inputs::{ModelError, Numbers};
use super::paid::Paid;
use super::people::People;
use crate::scenario::{ByYear, Cost, CostPer, EffectPer, Quantity, Scenario, Timing};

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
            lines.push(effect(numbers, scenario, people, name)?);
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

/// Shares by payer in name order.
fn by_payer(scenario: &Scenario, shares: &BTreeMap<String, f64>) -> Vec<f64> {
    scenario.payers.keys().map(|payer| shares.get(payer).copied().unwrap_or(0.0)).collect()
}

/// All of it falls to one payer.
fn alone(scenario: &Scenario, payer: &str) -> Vec<f64> {
    scenario.payers.keys().map(|other| f64::from(u8::from(other == payer))).collect()
}

/// Ages at which a line runs, as calendar years with the intake: (year, intake, age).
fn occasions(people: &People, years: (usize, usize), horizon: usize) -> Vec<(usize, usize, usize)> {
    let mut all = Vec::new();
    for (intake, &entry) in people.entry.iter().enumerate() {
        for age in years.0..=years.1 {
            if entry + age <= horizon {
                all.push((entry + age, intake, age));
            }
        }
    }
    all
}

/// Sums values by year.
fn gather(graph: &mut Graph, horizon: usize, parts: &[(usize, Value)]) -> Vec<Value> {
    let mut years: Vec<Vec<Value>> = vec![Vec::new(); horizon + 1];
    for &(t, value) in parts {
        years[t].push(value);
    }
    years.iter().map(|values| graph.sum(values)).collect()
}

fn cost(
    numbers: &mut Numbers<'_>,
    scenario: &Scenario,
    people: &People,
    name: &str,
) -> Result<Line, ModelError> {
    let cost = &scenario.costs[name];
    let mut strands = Vec::new();
    for (payer, by_year) in cost.amount.parts() {
        let shares = payer.map_or_else(|| by_payer(scenario, &cost.paid_by), |payer| alone(scenario, payer));
        strands.push(match by_year {
            ByYear::Recurring(amount) => {
                let amount = numbers.quantity(amount)?;
                let quantity = cost_quantity(numbers, scenario, people, cost)?;
                Strand { amount: numbers.graph.scale(-1.0, amount), quantity, shares }
            }
            ByYear::Listed(list) => {
                let amounts = listed(numbers, list)?;
                let units = cost_units(numbers, scenario, people, cost)?;
                let quantity = by_age(numbers.graph, scenario.horizon, &units, &amounts, cost.years.0);
                Strand { amount: Value::Const(-1.0), quantity, shares }
            }
        });
    }
    Ok(Line { name: format!("costs.{name}"), is_cost: true, strands })
}

/// The amounts of a list.
fn listed(numbers: &mut Numbers<'_>, list: &[Quantity]) -> Result<Vec<Value>, ModelError> {
    list.iter().map(|amount| numbers.quantity(amount)).collect()
}

/// Money by year where the amount depends on the age of the line (per programme: the calendar year): entry i of a list belongs to
/// age `from` + i.
fn by_age(
    graph: &mut Graph,
    horizon: usize,
    units: &[(usize, usize, Value)],
    amounts: &[Value],
    from: usize,
) -> Vec<Value> {
    let parts: Vec<_> =
        units.iter().map(|&(t, age, number)| (t, graph.multiply(amounts[age - from], number))).collect();
    gather(graph, horizon, &parts)
}

/// Units of a cost by year.
fn cost_quantity(
    numbers: &mut Numbers<'_>,
    scenario: &Scenario,
    people: &People,
    cost: &Cost,
) -> Result<Vec<Value>, ModelError> {
    let horizon = scenario.horizon;
    Ok(match &cost.per {
        CostPer::Participant | CostPer::Completer => {
            let units = cost_units(numbers, scenario, people, cost)?;
            let parts: Vec<_> = units.into_iter().map(|(t, _, number)| (t, number)).collect();
            gather(numbers.graph, horizon, &parts)
        }
        CostPer::Programme => programme(cost.years, horizon),
        CostPer::Caseworker { caseload } => {
            let people_per_worker = numbers.quantity(caseload)?;
            let parts: Vec<_> = occasions(people, cost.years, horizon)
                .iter()
                .map(|&(t, intake, _)| (t, people.entrants[intake]))
                .collect();
            let mut workers = gather(numbers.graph, horizon, &parts);
            for number in workers.iter_mut().filter(|served| !served.is_zero()) {
                let exact = numbers.graph.binary(Binary::Divide, *number, people_per_worker);
                let exact = numbers.made_of(caseload, exact)?;
                *number = numbers.graph.unary(Unary::Ceiling, exact);
            }
            workers
        }
    })
}

/// Units of a cost by occasion: year, age, number. Of a programme the age is the year; caseworkers are counted over all intakes,
/// and have none.
fn cost_units(
    numbers: &mut Numbers<'_>,
    scenario: &Scenario,
    people: &People,
    cost: &Cost,
) -> Result<Vec<(usize, usize, Value)>, ModelError> {
    if matches!(cost.per, CostPer::Programme | CostPer::Caseworker { .. }) {
        let years = programme(cost.years, scenario.horizon).into_iter().enumerate();
        return Ok(years.filter(|(_, unit)| !unit.is_zero()).map(|(t, unit)| (t, t, unit)).collect());
    }
    // What a drop-out costs less than the others.
    let spared = match (&cost.per, &scenario.cohort) {
        (CostPer::Participant, Some(cohort)) => {
            let share = numbers.share(&cohort.dropout_cost_share)?;
            numbers.graph.complement(share)
        }
        _ => Value::ONE,
    };
    let graph = &mut *numbers.graph;
    let units = occasions(people, cost.years, scenario.horizon).into_iter().map(|(t, intake, age)| {
        let less = graph.multiply(spared, people.dropouts[intake]);
        (t, age, graph.subtract(people.entrants[intake], less))
    });
    Ok(units.collect())
}

/// One unit in each calendar year of a programme line.
fn programme(years: (usize, usize), horizon: usize) -> Vec<Value> {
    (0..=horizon).map(|t| if (years.0..=years.1).contains(&t) { Value::ONE } else { Value::ZERO }).collect()
}

fn effect(
    numbers: &mut Numbers<'_>,
    scenario: &Scenario,
    people: &People,
    name: &str,
) -> Result<Line, ModelError> {
    let effect = &scenario.effects[name];
    let horizon = scenario.horizon;
    let mut parts: Vec<(Option<&str>, bool, Vec<Value>)> = Vec::new();
    for (payer, by_year) in effect.amount.parts() {
        parts.push((payer, by_year.listed().is_some(), listed(numbers, by_year.quantities())?));
    }
    if numbers.pass.adjusted {
        let cashable = numbers.share(&effect.cashable)?;
        for amount in parts.iter_mut().flat_map(|(.., amounts)| amounts) {
            *amount = numbers.graph.multiply(*amount, cashable);
        }
    }
    let fade = numbers.share(&effect.fade)?;
    let growth = numbers.quantity(&effect.growth)?;
    let graph = &mut *numbers.graph;
    let onset = match &effect.per {
        EffectPer::Outcome(outcome) => scenario.outcomes[outcome].onset,
        EffectPer::Participant | EffectPer::Programme => 0,
    };
    let first = if onset > effect.years.0 { onset } else { effect.years.0 };
    let years = (first, effect.years.1);
    // Units by occasion: year, age, number.
    let mut units: Vec<(usize, usize, Value)> = match &effect.per {
        EffectPer::Outcome(outcome) => occasions(people, years, horizon)
            .into_iter()
            .map(|(t, intake, age)| (t, age, people.additional_at(outcome, onset, intake, age)))
            .collect(),
        EffectPer::Participant => occasions(people, years, horizon)
            .into_iter()
            .map(|(t, intake, age)| (t, age, people.entrants[intake]))
            .collect(),
        EffectPer::Programme => {
            let last = if years.1 < horizon { years.1 } else { horizon };
            (years.0..=last).map(|t| (t, t, Value::ONE)).collect()
        }
    };
    let (grow, keep) = (graph.linear(1.0, &[(1.0, growth)]), graph.complement(fade));
    for (t, age, number) in &mut units {
        let grown = power(graph, grow, *t);
        let faded = power(graph, keep, *age - first);
        *number = graph.multiply(grown, *number);
        *number = graph.multiply(faded, *number);
    }
    // Steps of shares count the line's own years, from 1; each runs until the next.
    let mut strands = Vec::new();
    for (payer, is_listed, amounts) in &parts {
        let steps: Vec<(usize, Vec<f64>)> = match payer {
            Some(payer) => vec![(0, alone(scenario, payer))],
            None => effect.shares.iter().map(|(from, shares)| (*from, by_payer(scenario, shares))).collect(),
        };
        for (step, (from, shares)) in steps.iter().enumerate() {
            let from = if step == 0 { 0 } else { *from };
            let until = steps.get(step + 1).map_or(usize::MAX, |(next, _)| *next);
            let units: Vec<_> = units
                .iter()
                .filter(|(_, age, _)| (from..until).contains(&(age - first + 1)))
                .copied()
                .collect();
            let (amount, quantity) = if *is_listed {
                (Value::ONE, by_age(graph, horizon, &units, amounts, effect.years.0))
            } else {
                let units: Vec<_> = units.into_iter().map(|(t, _, number)| (t, number)).collect();
                (amounts[0], gather(graph, horizon, &units))
            };
            strands.push(Strand { amount, quantity, shares: shares.clone() });
        }
    }
    Ok(Line { name: format!("effects.{name}"), is_cost: false, strands })
}

/// Whole powers by multiplication, so that equal bases share their steps.
fn power(graph: &mut Graph, base: Value, exponent: usize) -> Value {
    let mut value = Value::ONE;
    for _ in 0..exponent {
        value = graph.multiply(value, base);
    }
    value
}
