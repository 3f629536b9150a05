//! Costs and effects: what each of them counts in which year, and what that is worth.

use std::collections::BTreeMap;

use super::column::{Binary, Graph, Unary, Value};
use super::inputs::{ModelError, Numbers};
use super::money::{Line, Strand};
use super::people::{People, Side};
use super::persons::{Differing, Persons, Term};
use crate::scenario::{Amounts, Arm, ByYear, Cost, CostPer, Effect, EffectPer, Scenario, Situations};

/// So many units of a line in a year.
#[derive(Debug, Clone, Copy)]
struct Units {
    /// Calendar year.
    year: usize,
    /// Years since entry; of a programme the calendar year.
    age: usize,
    number: Value,
}

/// What the amount of one payer, or of all, is in each year of its list, or in every year.
struct Stated<'s> {
    payer: Option<&'s str>,
    is_listed: bool,
    years: Vec<Vec<Term>>,
}

/// The amounts of a line, and what differs in them from person to person.
fn stated<'s>(
    numbers: &mut Numbers<'_>,
    amounts: &'s Amounts,
) -> Result<(Vec<Stated<'s>>, Option<Persons>), ModelError> {
    let (mut all, mut differing) = (Vec::new(), Differing::default());
    for (payer, by_year) in amounts.parts() {
        let is_listed = matches!(by_year, ByYear::Listed(_));
        all.push(Stated { payer, is_listed, years: differing.terms(numbers, by_year)? });
    }
    let persons = differing.persons(numbers)?;
    Ok((all, persons))
}

impl Stated<'_> {
    /// Its strands: `units` has those of what is the same for everybody first, and then those of each part of a person. Year i of a list is age
    /// `from` + i.
    fn strands(
        &self,
        graph: &mut Graph,
        (horizon, from): (usize, usize),
        sign: f64,
        units: &[Vec<Units>],
        shares: &[f64],
    ) -> Vec<Strand> {
        let units_of = |term: &Term| &units[term.part.map_or(0, |part| part + 1)];
        if self.is_listed {
            let mut parts = Vec::new();
            for (number, of) in units.iter().enumerate() {
                for Units { year, age, number: units } in of {
                    for term in self.years[age - from]
                        .iter()
                        .filter(|term| term.part.map_or(0, |part| part + 1) == number)
                    {
                        parts.push((*year, graph.multiply(term.common, *units)));
                    }
                }
            }
            let quantity = gather(graph, horizon, &parts);
            return vec![Strand { amount: Value::Const(sign), quantity, shares: shares.to_vec() }];
        }
        let mut strands = Vec::new();
        for term in &self.years[0] {
            let parts: Vec<_> = units_of(term).iter().map(|units| (units.year, units.number)).collect();
            let quantity = gather(graph, horizon, &parts);
            strands.push(Strand {
                amount: graph.scale(sign, term.common),
                quantity,
                shares: shares.to_vec(),
            });
        }
        strands
    }
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

/// A cost.
pub(super) fn cost(
    numbers: &mut Numbers<'_>,
    scenario: &Scenario,
    people: &People,
    name: &str,
) -> Result<Line, ModelError> {
    let cost = &scenario.costs[name];
    let (stated, persons) = stated(numbers, &cost.amount)?;
    let units = cost_units(numbers, scenario, people, cost, persons.as_ref())?;
    let mut strands = Vec::new();
    for amount in &stated {
        let shares =
            amount.payer.map_or_else(|| by_payer(scenario, &cost.paid_by), |payer| alone(scenario, payer));
        let when = (scenario.horizon, cost.years.0);
        strands.extend(amount.strands(numbers.graph, when, -1.0, &units, &shares));
    }
    Ok(Line { name: format!("costs.{name}"), is_cost: true, strands })
}

/// Units of a cost: those of what is the same for everybody, and then those of each part of a person.
fn cost_units(
    numbers: &mut Numbers<'_>,
    scenario: &Scenario,
    people: &People,
    cost: &Cost,
    persons: Option<&Persons>,
) -> Result<Vec<Vec<Units>>, ModelError> {
    let horizon = scenario.horizon;
    let all = match &cost.per {
        CostPer::Programme => {
            let last = if cost.years.1 < horizon { cost.years.1 } else { horizon };
            (cost.years.0..=last).map(|t| Units { year: t, age: t, number: Value::ONE }).collect()
        }
        CostPer::Caseworker { caseload } => {
            let people_per_worker = numbers.quantity(caseload)?;
            let parts: Vec<_> = occasions(people, cost.years, horizon)
                .iter()
                .map(|&(t, intake, _)| (t, people.entrants[intake]))
                .collect();
            let mut workers = Vec::new();
            for (t, served) in gather(numbers.graph, horizon, &parts).into_iter().enumerate() {
                if served.is_zero() {
                    continue;
                }
                let exact = numbers.graph.binary(Binary::Divide, served, people_per_worker);
                let exact = numbers.made_of(caseload, exact)?;
                // They are counted over all intakes, and have no age.
                workers.push(Units { year: t, age: t, number: numbers.graph.unary(Unary::Ceiling, exact) });
            }
            workers
        }
        CostPer::Situations(situations) => {
            in_situations(numbers.graph, people, situations, (Side::Arm(Arm::With), cost.years))
        }
        CostPer::Participant | CostPer::Completer => {
            // What a drop-out costs less than the others.
            let spared = match (&cost.per, &scenario.cohort) {
                (CostPer::Participant, Some(cohort)) => {
                    let share = numbers.share(&cohort.dropout_cost_share)?;
                    numbers.graph.complement(share)
                }
                _ => Value::ONE,
            };
            return of_those_who_stay(numbers, people, (cost.years, horizon), spared, persons);
        }
    };
    Ok(vec![all])
}

/// Units of people in situations, or of their moves, at the ages at which a line runs.
fn in_situations(
    graph: &mut Graph,
    people: &People,
    situations: &Situations,
    (side, years): (Side, (usize, usize)),
) -> Vec<Units> {
    let Some(occupancy) = &people.occupancy else { return Vec::new() };
    let counted = occupancy.counted(graph, situations, side).into_iter();
    let runs = counted.filter(|((_, age), _)| (years.0..=years.1).contains(age));
    runs.map(|((year, age), number)| Units { year, age, number }).collect()
}

/// Units of the people who enter, of whom a drop-out is spared a share: the last of them drop out.
fn of_those_who_stay(
    numbers: &mut Numbers<'_>,
    people: &People,
    (years, horizon): ((usize, usize), usize),
    spared: Value,
    persons: Option<&Persons>,
) -> Result<Vec<Vec<Units>>, ModelError> {
    let occasions = occasions(people, years, horizon);
    let graph = &mut *numbers.graph;
    let all = occasions.iter().map(|&(year, intake, age)| {
        let less = graph.multiply(spared, people.dropouts[intake]);
        Units { year, age, number: graph.subtract(people.entrants[intake], less) }
    });
    let mut units = vec![all.collect::<Vec<_>>()];
    let Some(persons) = persons else { return Ok(units) };
    if !people.is_drawn {
        return Ok(expected(numbers.graph, units, persons));
    }
    units.resize(1 + persons.means.len(), Vec::new());
    let mut by_intake: Vec<Option<Vec<Value>>> = vec![None; people.entry.len()];
    for (year, intake, age) in occasions {
        if by_intake[intake].is_none() {
            let entrants = people.entrants[intake];
            let staying = numbers.graph.subtract(entrants, people.dropouts[intake]);
            let sums = persons.over(numbers, intake, None, &[entrants, staying])?;
            let graph = &mut *numbers.graph;
            let paid = sums.iter().map(|sums| {
                let of_dropouts = graph.subtract(sums[0], sums[1]);
                let less = graph.multiply(spared, of_dropouts);
                graph.subtract(sums[0], less)
            });
            by_intake[intake] = Some(paid.collect());
        }
        for (part, number) in by_intake[intake].iter().flatten().enumerate() {
            units[part + 1].push(Units { year, age, number: *number });
        }
    }
    Ok(units)
}

/// The units of what is the same for everybody, and as many of each part of a person as that comes to in expectation.
fn expected(graph: &mut Graph, mut units: Vec<Vec<Units>>, persons: &Persons) -> Vec<Vec<Units>> {
    for mean in &persons.means {
        let of_part = |units: &Units| Units { number: graph.scale(*mean, units.number), ..*units };
        let of_part = units[0].iter().map(of_part).collect();
        units.push(of_part);
    }
    units
}

/// An effect, as far as it is of a side: of what is counted of both arms by itself.
pub(super) fn effect(
    numbers: &mut Numbers<'_>,
    scenario: &Scenario,
    people: &People,
    (name, side): (&str, Side),
) -> Result<Line, ModelError> {
    let effect = &scenario.effects[name];
    let horizon = scenario.horizon;
    let (mut stated, persons) = stated(numbers, &effect.amount)?;
    if effect.is_cost {
        // A unit more is a loss.
        for term in stated.iter_mut().flat_map(|amount| amount.years.iter_mut().flatten()) {
            term.common = numbers.graph.scale(-1.0, term.common);
        }
    }
    if numbers.pass.adjusted {
        let cashable = numbers.share(&effect.cashable)?;
        for term in stated.iter_mut().flat_map(|amount| amount.years.iter_mut().flatten()) {
            term.common = numbers.graph.multiply(term.common, cashable);
        }
    }
    let fade = numbers.share(&effect.fade)?;
    let growth = numbers.quantity(&effect.growth)?;
    let onset = match &effect.per {
        EffectPer::Outcome(outcome) => scenario.outcomes[outcome].onset,
        EffectPer::Participant | EffectPer::Programme | EffectPer::Situations(_) => 0,
    };
    let first = if onset > effect.years.0 { onset } else { effect.years.0 };
    let when = (first, onset, horizon);
    let mut units = effect_units(numbers, people, (effect, side), when, persons.as_ref())?;
    let graph = &mut *numbers.graph;
    let (grow, keep) = (graph.linear(1.0, &[(1.0, growth)]), graph.complement(fade));
    for Units { year, age, number } in units.iter_mut().flatten() {
        let grown = power(graph, grow, *year);
        let faded = power(graph, keep, *age - first);
        *number = graph.multiply(grown, *number);
        *number = graph.multiply(faded, *number);
    }
    // Steps of shares count the line's own years, from 1; each runs until the next.
    let mut strands = Vec::new();
    for amount in &stated {
        let steps: Vec<(usize, Vec<f64>)> = match amount.payer {
            Some(payer) => vec![(0, alone(scenario, payer))],
            None => effect.shares.iter().map(|(from, shares)| (*from, by_payer(scenario, shares))).collect(),
        };
        for (step, (from, shares)) in steps.iter().enumerate() {
            let from = if step == 0 { 0 } else { *from };
            let until = steps.get(step + 1).map_or(usize::MAX, |(next, _)| *next);
            let is_of_step = |units: &&Units| (from..until).contains(&(units.age - first + 1));
            let units: Vec<Vec<Units>> =
                units.iter().map(|units| units.iter().filter(is_of_step).copied().collect()).collect();
            strands.extend(amount.strands(graph, (horizon, effect.years.0), 1.0, &units, shares));
        }
    }
    Ok(Line { name: format!("effects.{name}"), is_cost: false, strands })
}

/// Units of an effect: those of what is the same for everybody, and then those of each part of a person.
fn effect_units(
    numbers: &mut Numbers<'_>,
    people: &People,
    (effect, side): (&Effect, Side),
    (first, onset, horizon): (usize, usize, usize),
    persons: Option<&Persons>,
) -> Result<Vec<Vec<Units>>, ModelError> {
    let years = (first, effect.years.1);
    let outcome = match &effect.per {
        EffectPer::Situations(situations) => {
            return Ok(vec![in_situations(numbers.graph, people, situations, (side, years))]);
        }
        EffectPer::Programme => {
            let last = if years.1 < horizon { years.1 } else { horizon };
            return Ok(vec![
                (years.0..=last).map(|t| Units { year: t, age: t, number: Value::ONE }).collect(),
            ]);
        }
        EffectPer::Participant => {
            return of_those_who_stay(numbers, people, (years, horizon), Value::ZERO, persons);
        }
        EffectPer::Outcome(outcome) => outcome,
    };
    let occasions = occasions(people, years, horizon);
    let additional = occasions.iter().map(|&(year, intake, age)| {
        let number = people.additional_at(outcome, onset, intake, age);
        Units { year, age, number }
    });
    let mut units = vec![additional.collect::<Vec<_>>()];
    let Some(persons) = persons else { return Ok(units) };
    if !people.is_drawn {
        return Ok(expected(numbers.graph, units, persons));
    }
    units.resize(1 + persons.means.len(), Vec::new());
    for (intake, by_age) in people.alone[outcome].iter().enumerate() {
        // Moves in opposite directions do not cancel where people differ: who gains it and who loses it are other people.
        let (with, without): (Vec<Value>, Vec<Value>) = by_age.iter().copied().unzip();
        let gained = persons.over(numbers, intake, Some((outcome, "with")), &with)?;
        let lost = persons.over(numbers, intake, Some((outcome, "without")), &without)?;
        for &(year, _, age) in occasions.iter().filter(|(_, of, _)| *of == intake) {
            for (part, (gained, lost)) in gained.iter().zip(&lost).enumerate() {
                let number = numbers.graph.subtract(gained[age - onset], lost[age - onset]);
                units[part + 1].push(Units { year, age, number });
            }
        }
    }
    Ok(units)
}

/// Whole powers by multiplication, so that equal bases share their steps.
fn power(graph: &mut Graph, base: Value, exponent: usize) -> Value {
    let mut value = Value::ONE;
    for _ in 0..exponent {
        value = graph.multiply(value, base);
    }
    value
}
