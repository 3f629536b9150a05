//! Payments by results: what is paid in each year, on what is known by its end.
//!
//! Year t pays max(0, a_t − p), a_t what is due in all by its end and p what has been paid before: a cap is a cap in all, nothing is paid for twice, and
//! nothing is paid back.

use std::collections::BTreeMap;

use super::column::{Binary, Graph, Value};
use super::inputs::{ModelError, Numbers};
use super::money::Money;
use super::people::People;
use crate::scenario::{Known, Outcome, Payment, Scenario};

/// What a payment moves.
#[derive(Debug, Clone)]
pub struct Paid {
    /// Its name.
    pub name: String,
    /// The payer that pays, by its place in name order.
    pub from: usize,
    /// The payer that is paid.
    pub to: usize,
    /// What is paid in each year.
    pub by_year: Vec<Value>,
}

impl Paid {
    /// What is paid in all years.
    pub fn in_all(&self, graph: &mut Graph) -> Value {
        graph.sum(&self.by_year)
    }
}

/// What is known of a path of people and money, gathered as far as payments ask for it.
struct Ledger<'a> {
    scenario: &'a Scenario,
    people: &'a People,
    money: &'a Money,
    /// What each payment has come to so far.
    so_far: BTreeMap<&'a str, Value>,
    /// What has been looked up this year already: many payments may go by the same.
    looked_up: BTreeMap<&'a Known, Value>,
    /// Running sums by year of effects (true) and costs of a payer.
    running: BTreeMap<(&'a str, bool), Vec<Value>>,
}

/// Compiles the payments of a scenario, of these people and of the money that follows from them: year by year, each after those that it goes by.
pub fn compile(
    numbers: &mut Numbers<'_>,
    scenario: &Scenario,
    people: &People,
    money: &Money,
) -> Result<Vec<Paid>, ModelError> {
    if scenario.payments.is_empty() {
        return Ok(Vec::new());
    }
    let place = |payer: &String| scenario.payers.keys().position(|known| known == payer).unwrap_or(0);
    let mut all: BTreeMap<&str, Paid> = BTreeMap::new();
    for (name, payment) in &scenario.payments {
        let by_year = vec![Value::ZERO; scenario.horizon + 1];
        let (from, to) = (place(&payment.from), place(&payment.to));
        all.insert(name, Paid { name: name.clone(), from, to, by_year });
    }
    let so_far = scenario.payments.keys().map(|name| (name.as_str(), Value::ZERO)).collect();
    let (looked_up, running) = (BTreeMap::new(), BTreeMap::new());
    let mut ledger = Ledger { scenario, people, money, so_far, looked_up, running };
    let order = in_order(&scenario.payments);
    for year in 0..=scenario.horizon {
        ledger.looked_up.clear();
        for name in &order {
            let payment = &scenario.payments[*name];
            if !(payment.years.0..=payment.years.1).contains(&year) {
                continue;
            }
            let known = payment.amount.expr.known();
            let known = known.into_iter().map(|one| (one.clone(), ledger.known(numbers.graph, one, year)));
            numbers.known = known.collect();
            let due = numbers.quantity(&payment.amount)?;
            let before = ledger.so_far[*name];
            let left = numbers.graph.subtract(due, before);
            let paid = numbers.graph.binary(Binary::Maximum, left, Value::ZERO);
            ledger.so_far.insert(name, numbers.graph.add2(before, paid));
            if let Some(of) = all.get_mut(name) {
                of.by_year[year] = paid;
            }
        }
    }
    numbers.known.clear();
    Ok(all.into_values().collect())
}

/// The payments, each after those that it goes by; by name where that leaves it open.
pub(super) fn in_order(payments: &BTreeMap<String, Payment>) -> Vec<&str> {
    let needs = |name: &str| -> Vec<&str> {
        let known = payments.get(name).map(|payment| payment.amount.expr.known()).unwrap_or_default();
        let paid = known.into_iter().filter_map(|known| match known {
            Known::Paid(other) => payments.get_key_value(other).map(|(name, _)| name.as_str()),
            _ => None,
        });
        paid.collect()
    };
    let (mut order, mut done) = (Vec::new(), BTreeMap::new());
    for name in payments.keys() {
        // Without recursion: a chain may be as long as there are payments. The checks have refused circles.
        let mut open = vec![(name.as_str(), false)];
        while let Some((name, is_ready)) = open.pop() {
            if is_ready {
                order.push(name);
            } else if done.insert(name, ()).is_none() {
                open.push((name, true));
                open.extend(
                    needs(name)
                        .into_iter()
                        .filter(|other| !done.contains_key(other))
                        .map(|other| (other, false)),
                );
            }
        }
    }
    order
}

impl<'a> Ledger<'a> {
    /// What is known by the end of a year.
    fn known(&mut self, graph: &mut Graph, known: &'a Known, year: usize) -> Value {
        if let Known::Paid(name) = known {
            return self.so_far[name.as_str()];
        }
        if let Some(value) = self.looked_up.get(known) {
            return *value;
        }
        let value = self.look_up(graph, known, year);
        self.looked_up.insert(known, value);
        value
    }

    fn look_up(&mut self, graph: &mut Graph, known: &'a Known, year: usize) -> Value {
        let scenario = self.scenario;
        match known {
            Known::Entrants(intake) => {
                let entered = |entry: usize| entry <= year;
                let people = self.people.entrants.iter().map(std::slice::from_ref);
                counted(graph, people.zip(&self.people.entry), *intake, |entry| usize::from(entered(entry)))
            }
            Known::Additional(name, intake) => {
                let outcome = &scenario.outcomes[name];
                let lanes = self.people.additional[name].iter().map(Vec::as_slice);
                counted(graph, lanes.zip(&self.people.entry), *intake, |entry| seen(outcome, entry, year))
            }
            Known::Achieved(name, intake) => {
                let outcome = &scenario.outcomes[name];
                let ages = |entry| seen(outcome, entry, year);
                if outcome.events.is_some() {
                    let lanes = self.people.events[name].iter().map(Vec::as_slice);
                    counted(graph, lanes.zip(&self.people.entry), *intake, ages)
                } else {
                    let lanes = self.people.reached[name].iter().map(std::slice::from_ref);
                    counted(graph, lanes.zip(&self.people.entry), *intake, ages)
                }
            }
            Known::Saved(payer) => self.running(graph, payer, true, year),
            Known::Spent(payer) => self.running(graph, payer, false, year),
            Known::Paid(name) => self.so_far[name.as_str()],
        }
    }

    /// What effects have brought a payer by the end of a year, or costs have taken.
    fn running(&mut self, graph: &mut Graph, payer: &'a str, of_effects: bool, year: usize) -> Value {
        let place = self.scenario.payers.keys().position(|known| known == payer).unwrap_or(0);
        let sums = self.running.entry((payer, of_effects)).or_default();
        while sums.len() <= year {
            let flow = self.money.flow(graph, place, sums.len(), of_effects);
            let before = sums.last().copied().unwrap_or(Value::ZERO);
            sums.push(graph.add2(before, flow));
        }
        sums[year]
    }
}

/// At how many ages from onset on, of those that count, something has been seen by the end of a year: a state is reached once, events happen in each.
fn seen(outcome: &Outcome, entry: usize, year: usize) -> usize {
    match ((year + 1).saturating_sub(entry + outcome.onset), outcome.events) {
        (0, _) => 0,
        (_, None) => 1,
        (ages, Some(_)) => ages,
    }
}

/// The sum over all intakes, or of one, of the first ages of each.
fn counted<'v>(
    graph: &mut Graph,
    lanes: impl Iterator<Item = (&'v [Value], &'v usize)>,
    intake: Option<usize>,
    ages: impl Fn(usize) -> usize,
) -> Value {
    let lanes = lanes.enumerate().filter(|(at, _)| intake.is_none_or(|intake| intake == *at));
    let values: Vec<Value> =
        lanes.flat_map(|(_, (lane, entry))| lane.iter().take(ages(*entry)).copied()).collect();
    graph.sum(&values)
}
