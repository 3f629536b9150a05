//! The base case: every input at its mean, counts in expectation, and how many successes it takes.

use std::collections::BTreeMap;

use super::column::{Frame, Graph, Place, Program, Root, Value, Wanted};
use super::inputs::{Basis, ModelError, Numbers, Pass};
use super::money::{Money, discount_factors, perspectives};
use super::outputs::accumulate;
use super::paid;
use super::people::{Cohorts, People};
use super::reading::Reading;
use super::view::View;
use crate::block::{BLOCK, Operand};
use crate::kernel::Isa;
use crate::sampling::{Sampling, Uniforms};
use crate::scenario::Scenario;

/// Every input at its mean, counts in expectation (MODEL §3, base_case). Exact.
#[derive(Debug, Default, PartialEq)]
pub struct BaseCase {
    /// By perspective.
    pub net_benefit: BTreeMap<String, f64>,
    /// Fewest additional people at which net benefit is ≥ 0, by perspective and outcome; `None` where there
    /// is no such number, or net benefit does not rise with it. Where payments touch the perspective, the fewest from which on it is ≥ 0 for
    /// every number up to all; `None` too where it is no higher with all than with none, or where more than [`MOST_COUNTED`] are to be counted through.
    pub successes_to_break_even: BTreeMap<(String, String), Option<u64>>,
}

/// Most people for whom payments are worked out at each number of successes.
pub const MOST_COUNTED: f64 = 1e6;

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
    let views = |numbers: &mut Numbers<'_>, people: &People| -> Result<Vec<View>, ModelError> {
        let money = Money::compile(numbers, scenario, people, &factors)?;
        let paid = paid::compile(numbers, scenario, people, &money)?;
        let money = money.with(&paid);
        Ok(weights.iter().map(|w| money.view(numbers.graph, &w.weights)).collect())
    };
    let run = |numbers: &mut Numbers<'_>, people: &People| -> Result<Evaluated, ModelError> {
        let (mut lines, mut net_benefit) = (Vec::new(), Vec::new());
        for (w, view) in weights.iter().zip(views(numbers, people)?) {
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
        let with = |numbers: &mut Numbers<'_>, k: f64| {
            cohorts.with_additional(numbers, scenario, outcome, Value::Const(k))
        };
        let people = [with(&mut numbers, 0.0)?, with(&mut numbers, 1.0)?];
        let none = run(&mut numbers, &people[0])?;
        let one = run(&mut numbers, &people[1])?;
        // Payments are not linear in the number: it is gone through.
        let mut gone_through = Vec::new();
        if !scenario.payments.is_empty() {
            let each = numbers.graph.count(most);
            let people = cohorts.with_additional(&mut numbers, scenario, outcome, each)?;
            gone_through = views(&mut numbers, &people)?;
        }
        for (i, w) in weights.iter().enumerate() {
            let count = match gone_through.get(i) {
                Some(view) if view.is_touched => fewest_of_all(numbers.graph, view, &factors, most),
                _ => fewest(&none, &one, i, most),
            };
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

/// Smallest whole k from which on net benefit is ≥ 0 by the tie rule for every number up to `most`, where it is higher with all than with none. The
/// number of the draw stands for k.
fn fewest_of_all(graph: &mut Graph, view: &View, factors: &[Value], most: f64) -> Option<u64> {
    if !(most <= MOST_COUNTED) {
        return None;
    }
    let most = most.floor() as u64;
    let flows = accumulate(graph, view, factors);
    let net = flows.cumulative_discounted.last().copied().unwrap_or(Value::ZERO);
    let root = |value| Root { value, wanted: Wanted::Drawn, asker: 0, stage: 0 };
    let program = Program::schedule(graph, &[root(net), root(view.tolerance)], 1);
    let uniforms = Uniforms::new(Sampling::Random, 0, program.streams());
    let mut frame = Frame::new(&program);
    let block_of = |frame: &mut Frame, block: u64| -> Option<[Vec<f64>; 2]> {
        let valid = (most + 1 - block * BLOCK as u64).min(BLOCK as u64) as usize;
        program.evaluate(Isa::detect(), &uniforms, Place { stage: 0, block, valid }, frame);
        // What is no number holds at no number.
        frame.out_of_bounds.is_none().then(|| {
            [net, view.tolerance].map(|value| match value {
                Value::Const(c) => vec![c; valid],
                column @ Value::Column(_) => match frame.operand(program.arg(column)) {
                    Operand::Column(column) => column[..valid].to_vec(),
                    Operand::Const(c) => vec![c; valid],
                },
            })
        })
    };
    let [first, _] = block_of(&mut frame, 0)?;
    let none = first[0];
    let mut holds_from = None;
    for block in (0..=most / BLOCK as u64).rev() {
        let [net, tolerance] = block_of(&mut frame, block)?;
        let last = net.len() - 1;
        if block == most / BLOCK as u64 && !(net[last] - none > tolerance[last]) {
            return None;
        }
        for at in (0..=last).rev() {
            if !(net[at] >= -tolerance[at]) {
                return holds_from;
            }
            holds_from = Some(block * BLOCK as u64 + at as u64);
        }
    }
    holds_from
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
