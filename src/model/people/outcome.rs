//! The people: who enters, who leaves early, whose outcome differs between the arms, who loses it again.
//!
//! Everything is made twice from the same inputs: as drawn counts and as their expectations (MODEL §2,
//! expectation path). Both are the same graph of values to the money that follows.

use std::collections::BTreeMap;

use super::events::{Entered, Events, happen};
use super::rates::{Cell, Rates, Urn, shared_luck};
use crate::distribution::counts::MOST_BETA_BINOMIAL_TRIALS;
use crate::model::column::{Binary, Graph, Value};
use crate::model::inputs::{MOST_PEOPLE, ModelError, Numbers};
use crate::sampling::StreamName;
use crate::scenario::{Outcome, Scenario};

/// People by intake, drawn or expected.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Calendar year in which each intake enters.
    pub entry: Vec<usize>,
    /// Those who start, by intake; the same on both paths.
    pub entrants: Vec<Value>,
    /// Those who leave early, by intake.
    pub dropouts: Vec<Value>,
    /// Additional people in an outcome, by outcome, intake and age from onset on, within the horizon.
    pub additional: BTreeMap<String, Vec<Vec<Value>>>,
}

impl People {
    /// Additional people in an outcome at an age; zero before onset and after the horizon.
    pub fn additional_at(&self, outcome: &str, onset: usize, intake: usize, age: usize) -> Value {
        age.checked_sub(onset)
            .and_then(|since| self.additional[outcome][intake].get(since))
            .copied()
            .unwrap_or(Value::ZERO)
    }

    /// Additional people at onset, over all intakes whose onset falls within the horizon; of events all those within the horizon.
    pub fn additional_in_all(&self, graph: &mut Graph, name: &str, outcome: &Outcome) -> Value {
        let counted = |ages: &Vec<Value>| if outcome.events.is_some() { ages.len() } else { 1 };
        let lanes = self.additional[name].iter();
        let all: Vec<Value> = lanes.flat_map(|ages| ages.iter().take(counted(ages)).copied()).collect();
        graph.sum(&all)
    }
}

/// Both paths, and the expected numbers in each arm.
#[derive(Debug, Default)]
pub struct Cohorts {
    pub drawn: People,
    pub expected: People,
    /// Expected people at onset within the horizon, by outcome: with and without the intervention.
    pub arms: BTreeMap<String, (Value, Value)>,
}

/// A group of outcomes while they are dealt, intake by intake.
struct Dealt<'r, 's> {
    rates: &'r Rates<'s>,
    cells: Vec<Cell<'s>>,
    /// Where the people of the site share their luck.
    urn: Option<Urn>,
}

impl<'r, 's> Dealt<'r, 's> {
    fn of(graph: &mut Graph, rates: &'r Rates<'s>) -> Dealt<'r, 's> {
        let cells = rates.cells(graph);
        let icc = rates.outcomes.first().map_or(0.0, |(_, outcome)| outcome.icc);
        let urn = (icc > 0.0).then(|| Urn {
            concentration: (1.0 - icc) / icc,
            seen: vec![Value::ZERO; cells.len() + 1],
            total: Value::ZERO,
        });
        Dealt { rates, cells, urn }
    }

    fn draw(&mut self, graph: &mut Graph, intake: usize, people: Value) -> (Vec<Value>, Option<Value>) {
        self.rates.draw(graph, intake, people, &self.cells, self.urn.as_mut())
    }

    /// Adds the additional people of an intake at each age, as drawn and as expected among so many.
    fn follow_all(
        &self,
        graph: &mut Graph,
        cohorts: &mut Cohorts,
        scenario: &Scenario,
        (intake, entry): (usize, usize),
        (counts, expected): (&[Value], Value),
    ) {
        let Dealt { rates, cells, .. } = self;
        let years = scenario.horizon.saturating_sub(entry);
        let expected: Vec<Value> = cells.iter().map(|cell| graph.multiply(expected, cell.chance)).collect();
        for (k, (name, outcome)) in rates.outcomes.iter().enumerate() {
            let ages = if entry + outcome.onset <= scenario.horizon { years - outcome.onset + 1 } else { 0 };
            let drawn = rates.follow(graph, k, cells, counts, ages, |graph, count, age, pair| {
                let u = graph.uniform(rates.sharing.name(StreamName::Relapse { intake, age, pair }));
                let lost = graph.binomial(count, rates.relapse[k], Value::Column(u));
                graph.subtract(count, lost)
            });
            let stay = graph.complement(rates.relapse[k]);
            let mean = rates
                .follow(graph, k, cells, &expected, ages, |graph, count, _, _| graph.multiply(count, stay));
            let known = "every outcome was listed";
            cohorts.drawn.additional.get_mut(*name).expect(known).push(drawn);
            cohorts.expected.additional.get_mut(*name).expect(known).push(mean);
        }
    }
}

impl Cohorts {
    /// Compiles the people of a scenario.
    pub fn compile<'s>(numbers: &mut Numbers<'s>, scenario: &'s Scenario) -> Result<Cohorts, ModelError> {
        let mut cohorts = Cohorts::default();
        let Some(cohort) = &scenario.cohort else {
            return Ok(cohorts);
        };
        let groups = Rates::of_groups(numbers, scenario)?;
        let mut most = MOST_PEOPLE;
        for rates in &groups {
            most = if shared_luck(&rates.outcomes)? > 0.0 { MOST_BETA_BINOMIAL_TRIALS } else { most };
        }
        let entrants = cohort
            .intakes
            .iter()
            .map(|q| numbers.people(q, most))
            .collect::<Result<Vec<Value>, ModelError>>()?;
        let entry: Vec<usize> = (0..entrants.len()).map(|c| cohort.start + c).collect();
        let graph = &mut *numbers.graph;
        for people in [&mut cohorts.drawn, &mut cohorts.expected] {
            people.entry.clone_from(&entry);
            people.entrants.clone_from(&entrants);
            people.additional = scenario.outcomes.keys().map(|name| (name.clone(), Vec::new())).collect();
        }
        let mut dealt: Vec<Dealt<'_, 's>> = groups.iter().map(|rates| Dealt::of(graph, rates)).collect();
        for (intake, (&people, &entry)) in entrants.iter().zip(&entry).enumerate() {
            let Some(first) = groups.first() else { break };
            let u = |graph: &mut Graph| {
                Value::Column(graph.uniform(first.sharing.name(StreamName::Dropout { intake })))
            };
            let mut dropouts = groups.iter().any(|rates| rates.after_dropouts).then(|| {
                let u = u(graph);
                graph.binomial(people, first.dropout, u)
            });
            for group in &mut dealt {
                let (among, expected) = match dropouts.filter(|_| group.rates.after_dropouts) {
                    None => (people, people),
                    Some(dropouts) => {
                        let stay = graph.complement(first.dropout);
                        (graph.subtract(people, dropouts), graph.multiply(people, stay))
                    }
                };
                let (counts, left) = group.draw(graph, intake, among);
                dropouts = dropouts.or(left);
                group.follow_all(graph, &mut cohorts, scenario, (intake, entry), (&counts, expected));
            }
            let dropouts = dropouts.unwrap_or_else(|| {
                // Independent of the outcomes, also where a site shares its luck.
                let u = u(graph);
                graph.binomial(people, first.dropout, u)
            });
            cohorts.drawn.dropouts.push(dropouts);
            cohorts.expected.dropouts.push(graph.multiply(people, first.dropout));
        }
        let entered = Entered { entry: &entry, entrants: &entrants, dropouts: &cohorts.drawn.dropouts };
        for Events { name, drawn, expected, arms } in happen(numbers, scenario, &entered)? {
            cohorts.drawn.additional.insert(name.to_owned(), drawn);
            cohorts.expected.additional.insert(name.to_owned(), expected);
            cohorts.arms.insert(name.to_owned(), arms);
        }
        let graph = &mut *numbers.graph;
        for (rates, k) in groups.iter().flat_map(|rates| (0..rates.outcomes.len()).map(move |k| (rates, k))) {
            let (name, outcome) = rates.outcomes[k];
            let counted: Vec<Value> = entrants
                .iter()
                .zip(&entry)
                .filter(|(_, entry)| **entry + outcome.onset <= scenario.horizon)
                .map(|(people, _)| *people)
                .collect();
            let counted = graph.sum(&counted);
            let mut with = rates.with[k];
            if rates.completers {
                // A drop-out fares as without the intervention.
                let difference = graph.subtract(rates.with[k], rates.without[k]);
                let stay = graph.complement(rates.dropout);
                let gained = graph.multiply(stay, difference);
                with = graph.add2(rates.without[k], gained);
            }
            let arms = (graph.multiply(counted, with), graph.multiply(counted, rates.without[k]));
            cohorts.arms.insert(name.to_owned(), arms);
        }
        Ok(cohorts)
    }

    /// The expectation path if exactly `additional` more people reach an outcome, spread over the intakes
    /// (those whose onset falls within the horizon) by size. For the base case, where all is constant.
    pub fn with_additional(
        &self,
        numbers: &mut Numbers<'_>,
        scenario: &Scenario,
        outcome: &str,
        additional: f64,
    ) -> Result<People, ModelError> {
        let definition = &scenario.outcomes[outcome];
        let relapse = numbers.share(&definition.relapse)?;
        let mut people = self.expected.clone();
        let lanes = people.additional.get_mut(outcome).expect("a known outcome");
        let graph = &mut *numbers.graph;
        let sizes: Vec<Value> = lanes
            .iter()
            .zip(&people.entrants)
            .map(|(ages, size)| if ages.is_empty() { Value::ZERO } else { *size })
            .collect();
        let total = graph.sum(&sizes);
        let stay = graph.complement(relapse);
        for (ages, size) in lanes.iter_mut().zip(sizes) {
            let share = graph.binary(Binary::ShareOf, size, total);
            let mut count = graph.scale(additional, share);
            for slot in ages {
                *slot = count;
                count = graph.multiply(count, stay);
            }
        }
        Ok(people)
    }
}
