//! The base case: every input at its mean, counts in expectation, and how many successes it takes.

use std::collections::BTreeMap;

use super::column::{Graph, Value};
use super::inputs::{Basis, ModelError, Numbers, Pass};
use super::money::{Money, discount_factors, perspectives};
use super::outputs::accumulate;
use super::people::{Cohorts, People};
use super::reading::Reading;
use crate::scenario::Scenario;

/// Every input at its mean, counts in expectation (MODEL §3, base_case). Exact.
#[derive(Debug, Default, PartialEq)]
pub struct BaseCase {
    /// By perspective.
    pub net_benefit: BTreeMap<String, f64>,
    /// Fewest additional people at which net benefit is ≥ 0, by perspective and outcome; `None` where there
    /// is no such number, or net benefit does not rise with it.
    pub successes_to_break_even: BTreeMap<(String, String), Option<u64>>,
}

/// Net benefit and what counts as 0 there, by perspective. Both are exact sums of lines, each a straight
/// line in the number of successes.
struct Evaluated {
    /// Present value by perspective and line.
    lines: Vec<Vec<f64>>,
    net_benefit: Vec<f64>,
}

/// Evaluates the base case.
///
/// # Errors
/// Where a number is not finite with every input at its mean.
pub fn evaluate(scenario: &Scenario) -> Result<BaseCase, ModelError> {
    let (mut graph, mut sites) = (Graph::default(), Vec::new());
    let (reading, pass) = (Reading::of(scenario), Pass { basis: Basis::Mean, adjusted: true });
    let mut numbers = Numbers::new(&mut graph, &mut sites, &reading, pass)?;
    let cohorts = Cohorts::compile(&mut numbers, scenario)?;
    let factors = discount_factors(&mut numbers, scenario)?;
    let weights = perspectives(&mut numbers, scenario)?;
    let run = |numbers: &mut Numbers<'_>, people: &People| -> Result<Evaluated, ModelError> {
        let money = Money::compile(numbers, scenario, people, &factors)?;
        let (mut lines, mut net_benefit) = (Vec::new(), Vec::new());
        for w in &weights {
            let view = money.view(numbers.graph, &w.weights);
            let flows = accumulate(numbers.graph, &view, &factors);
            let total = flows.cumulative_discounted.last().copied().unwrap_or(Value::ZERO);
            net_benefit.push(number(total, &w.name)?);
            lines.push(
                view.lines.iter().map(|line| number(line.value, &w.name)).collect::<Result<Vec<f64>, _>>()?,
            );
        }
        Ok(Evaluated { lines, net_benefit })
    };
    let mut base = BaseCase::default();
    let evaluated = run(&mut numbers, &cohorts.expected)?;
    for (w, value) in weights.iter().zip(&evaluated.net_benefit) {
        base.net_benefit.insert(w.name.clone(), *value);
    }
    // Of events no number is the fewest: they are none of people.
    for (outcome, definition) in scenario.outcomes.iter().filter(|(_, of)| of.events.is_none()) {
        // Only intakes whose onset falls within the horizon can reach the outcome.
        let mut most = 0.0;
        for (people, entry) in cohorts.expected.entrants.iter().zip(&cohorts.expected.entry) {
            if entry + definition.onset <= scenario.horizon {
                most += people.constant().unwrap_or(0.0);
            }
        }
        let with = |numbers: &mut Numbers<'_>, k: f64| cohorts.with_additional(numbers, scenario, outcome, k);
        let people = [with(&mut numbers, 0.0)?, with(&mut numbers, 1.0)?];
        let none = run(&mut numbers, &people[0])?;
        let one = run(&mut numbers, &people[1])?;
        for (i, w) in weights.iter().enumerate() {
            let count = fewest(&none, &one, i, most);
            base.successes_to_break_even.insert((w.name.clone(), outcome.clone()), count);
        }
    }
    Ok(base)
}

fn number(value: Value, perspective: &str) -> Result<f64, ModelError> {
    match value.constant() {
        Some(x) if x.is_finite() => Ok(x),
        _ => Err(ModelError {
            message: format!(
                "net benefit of `{perspective}` is not a finite number with every input at its mean"
            ),
            help: "an amount, a growth rate or a horizon is too large; check their units".to_owned(),
            place: None,
        }),
    }
}

/// Smallest whole k ≤ `most` with net benefit ≥ 0 by the tie rule, where net benefit rises with k.
fn fewest(none: &Evaluated, one: &Evaluated, perspective: usize, most: f64) -> Option<u64> {
    let at = |k: f64| -> (f64, f64) {
        let (mut net, mut size) = (0.0, 0.0);
        for (a, b) in none.lines[perspective].iter().zip(&one.lines[perspective]) {
            let value = a + k * (b - a);
            net += value;
            size += value.abs();
        }
        (net, size)
    };
    let holds = |k: f64| {
        let (net, size) = at(k);
        net >= -1e-9 * size
    };
    let slope = one.net_benefit[perspective] - none.net_benefit[perspective];
    if !(slope > 1e-9 * at(1.0).1) {
        return None;
    }
    // Net benefit rises with k: halve the range in which it turns.
    let (mut below, mut above) = (-1.0, most.floor());
    if above < 0.0 || !holds(above) {
        return None;
    }
    while above - below > 1.0 {
        let middle = ((below + above) / 2.0).floor();
        if holds(middle) { above = middle } else { below = middle }
    }
    Some(above as u64)
}
