//! The people: who enters, who leaves early, whose outcome differs between the arms, who loses it again.
//!
//! Everything is made twice from the same inputs: as drawn counts and as their expectations (MODEL §2,
//! expectation path). Both are the same graph of values to the money that follows.

use std::collections::{BTreeMap, BTreeSet};

use super::chain::{Chances, Link, Reached};
use super::events::{Entered, Events, happen};
use super::occupancy::Occupancy;
use super::pathway;
use super::rates::{Cell, Dealt, Rates, Urn, additional, alone, shared_luck};
use crate::distribution::counts::MOST_BETA_BINOMIAL_TRIALS;
use crate::model::column::{Binary, Graph, Value};
use crate::model::inputs::{MOST_PEOPLE, ModelError, Numbers, Spot};
use crate::sampling::StreamName;
use crate::scenario::keys::Range;
use crate::scenario::{Effect, EffectPer, Outcome, Payment, Quantity, Scenario, limits};

/// People by intake, drawn or expected.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Whether counts are drawn; otherwise they are expectations.
    pub is_drawn: bool,
    /// Calendar year in which each intake enters.
    pub entry: Vec<usize>,
    /// Those who start, by intake; the same on both paths.
    pub entrants: Vec<Value>,
    /// Those who leave early, by intake.
    pub dropouts: Vec<Value>,
    /// Additional people in an outcome, by outcome, intake and age from onset on, within the horizon.
    pub additional: BTreeMap<String, Vec<Vec<Value>>>,
    /// Events with the intervention, by outcome, intake and age from the first on, within the horizon: of those that a payment goes by.
    pub events: BTreeMap<String, Vec<Vec<Value>>>,
    /// Those in an outcome with the intervention alone, and without it alone, as drawn, by outcome, intake and age from onset on: of the outcomes whose
    /// people differ.
    pub alone: BTreeMap<String, Vec<Vec<(Value, Value)>>>,
    /// Those who reach an outcome with the intervention, at its onset, by outcome and intake: of the outcomes of which something hangs on it.
    pub reached: BTreeMap<String, Vec<Value>>,
    /// Where they are in each year, where they are followed through states.
    pub occupancy: Option<Occupancy>,
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
    /// By outcome that is no event: chances per person in each arm.
    chances: BTreeMap<String, Chances>,
}

/// Whether some amount differs from person to person.
fn has_differing_people(scenario: &Scenario) -> bool {
    let differs =
        |amount: &&Quantity| amount.expr.inputs().iter().any(|name| scenario.by_person.contains(name));
    !scenario.by_person.is_empty() && scenario.quantities().iter().any(differs)
}

/// The outcomes whose people differ in what they bring.
fn of_differing_people(scenario: &Scenario) -> BTreeSet<&str> {
    let differs = |effect: &Effect| {
        let mut amounts = effect.amount.quantities();
        amounts.any(|amount| amount.expr.inputs().iter().any(|name| scenario.by_person.contains(name)))
    };
    let effects = scenario.effects.values().filter(|effect| differs(effect));
    let outcome = |effect: &'_ Effect| match &effect.per {
        EffectPer::Outcome(outcome) => {
            scenario.outcomes.get_key_value(outcome).map(|(name, _)| name.as_str())
        }
        EffectPer::Participant | EffectPer::Programme | EffectPer::Situations(_) => None,
    };
    effects.filter_map(outcome).collect()
}

/// The outcomes of which something hangs on who reaches them in either arm, and not only on how many more.
fn followed(scenario: &Scenario) -> BTreeSet<&str> {
    let paid_by = scenario
        .outcomes
        .keys()
        .filter(|name| Payment::go_by_achieved(&scenario.payments, name))
        .map(String::as_str);
    scenario.outcomes.values().filter_map(Outcome::of).chain(paid_by).collect()
}

/// A group of outcomes while they are dealt, intake by intake.
struct Dealing<'r, 's> {
    rates: &'r Rates<'s>,
    cells: Vec<Cell<'s>>,
    /// Where the people of the site share their luck.
    urn: Option<Urn>,
}

impl<'r, 's> Dealing<'r, 's> {
    fn of(graph: &mut Graph, rates: &'r Rates<'s>) -> Dealing<'r, 's> {
        let cells = rates.cells(graph);
        let icc = rates.outcomes.first().map_or(0.0, |(_, outcome)| outcome.icc);
        let urn = (icc > 0.0).then(|| Urn {
            concentration: (1.0 - icc) / icc,
            seen: vec![Value::ZERO; cells.len() + 1 + rates.outcomes.len()],
            total: Value::ZERO,
        });
        Dealing { rates, cells, urn }
    }

    fn draw(&mut self, graph: &mut Graph, intake: usize, people: Value) -> Dealt {
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
        let Dealing { rates, cells, .. } = self;
        let years = scenario.horizon.saturating_sub(entry);
        let expected: Vec<Value> = cells.iter().map(|cell| graph.multiply(expected, cell.chance)).collect();
        for (k, (name, outcome)) in rates.outcomes.iter().enumerate() {
            let ages = if entry + outcome.onset <= scenario.horizon { years - outcome.onset + 1 } else { 0 };
            let drawn = rates.follow(graph, k, cells, counts, ages, |graph, count, age, pair| {
                let u = graph.uniform(rates.sharing.name(StreamName::Relapse { intake, age, pair }));
                let lost = graph.binomial(count, rates.relapse[k], Value::Column(u));
                graph.subtract(count, lost)
            });
            if let Some(apart) = cohorts.drawn.alone.get_mut(*name) {
                apart.push(drawn.iter().map(|followed| alone(graph, followed)).collect());
            }
            let drawn = drawn.iter().map(|followed| additional(graph, followed)).collect();
            let stay = graph.complement(rates.relapse[k]);
            let mean = rates
                .follow(graph, k, cells, &expected, ages, |graph, count, _, _| graph.multiply(count, stay));
            let mean = mean.iter().map(|followed| additional(graph, followed)).collect();
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
        if let Some(pathways) = &scenario.pathways {
            [cohorts.drawn, cohorts.expected] = pathway::compile(numbers, scenario, pathways)?;
            return Ok(cohorts);
        }
        let Some(cohort) = &scenario.cohort else {
            return Ok(cohorts);
        };
        let groups = Rates::of_groups(numbers, scenario, &followed(scenario))?;
        let links = Link::all(numbers, scenario)?;
        let mut most = MOST_PEOPLE;
        for rates in &groups {
            most = if shared_luck(&rates.outcomes)? > 0.0 { MOST_BETA_BINOMIAL_TRIALS } else { most };
        }
        if has_differing_people(scenario) {
            most = if limits::PERSONS < most { limits::PERSONS } else { most };
        }
        let entrants = cohort
            .intakes
            .iter()
            .map(|q| numbers.people(q, most))
            .collect::<Result<Vec<Value>, ModelError>>()?;
        if has_differing_people(scenario) && entrants.len() > 1 {
            // Each of all of them is drawn.
            let all = numbers.graph.sum(&entrants);
            let place = cohort.intakes.first().and_then(|intake| intake.place.as_ref());
            let range = Range::closed(0.0, limits::PERSONS);
            let spot = Spot { path: "the sum of cohort.intake", place, range };
            if let Value::Column(id) = numbers.within(all, spot)? {
                numbers.partials.push(id);
            }
        }
        let entry: Vec<usize> = (0..entrants.len()).map(|c| cohort.start + c).collect();
        let graph = &mut *numbers.graph;
        cohorts.drawn.is_drawn = true;
        for people in [&mut cohorts.drawn, &mut cohorts.expected] {
            people.entry.clone_from(&entry);
            people.entrants.clone_from(&entrants);
            let differing = of_differing_people(scenario).into_iter();
            people.alone = differing.map(|name| (name.to_owned(), Vec::new())).collect();
            people.additional = scenario.outcomes.keys().map(|name| (name.clone(), Vec::new())).collect();
        }
        for (rates, k) in groups.iter().flat_map(|rates| (0..rates.outcomes.len()).map(move |k| (rates, k))) {
            cohorts.chances.insert(rates.outcomes[k].0.to_owned(), rates.chances(k));
        }
        Link::multiply(graph, &links, &mut cohorts.chances);
        let mut dealt: Vec<Dealing<'_, 's>> = groups.iter().map(|rates| Dealing::of(graph, rates)).collect();
        for (intake, (&people, &entry)) in entrants.iter().zip(&entry).enumerate() {
            let Some(first) = groups.first() else { break };
            let u = |graph: &mut Graph| {
                Value::Column(graph.uniform(first.sharing.name(StreamName::Dropout { intake })))
            };
            let mut dropouts = groups.iter().any(|rates| rates.after_dropouts).then(|| {
                let u = u(graph);
                graph.binomial(people, first.dropout, u)
            });
            let mut drawn = Vec::new();
            for group in &mut dealt {
                let (among, expected) = match dropouts.filter(|_| group.rates.after_dropouts) {
                    None => (people, people),
                    Some(dropouts) => {
                        let stay = graph.complement(first.dropout);
                        (graph.subtract(people, dropouts), graph.multiply(people, stay))
                    }
                };
                let counts = group.draw(graph, intake, among);
                dropouts = dropouts.or(counts.dropouts);
                group.follow_all(graph, &mut cohorts, scenario, (intake, entry), (&counts.cells, expected));
                drawn.push(counts);
            }
            let dropouts = dropouts.unwrap_or_else(|| {
                // Independent of the outcomes, also where a site shares its luck.
                let u = u(graph);
                graph.binomial(people, first.dropout, u)
            });
            cohorts.drawn.dropouts.push(dropouts);
            cohorts.expected.dropouts.push(graph.multiply(people, first.dropout));
            let mut reached: BTreeMap<&str, Reached> = BTreeMap::new();
            for (group, counts) in dealt.iter().zip(&drawn).filter(|(group, _)| group.rates.is_followed) {
                let names = group.rates.outcomes.iter().map(|(name, _)| *name);
                let all = group.rates.reached(graph, intake, &group.cells, counts, dropouts);
                reached.extend(names.zip(all));
            }
            for link in &links {
                let Some(of) = reached.get(link.of).copied() else { continue };
                let drawn = link.draw(graph, first.sharing, intake, of);
                reached.insert(link.name, drawn);
                let ages = (scenario.horizon + 1).saturating_sub(entry + link.outcome.onset);
                let alone = link.follow(graph, first.sharing, intake, drawn, ages);
                let drawn = alone.iter().map(|(with, without)| graph.subtract(*with, *without)).collect();
                cohorts.drawn.alone.entry(link.name.to_owned()).and_modify(|all| all.push(alone));
                cohorts.drawn.additional.entry(link.name.to_owned()).or_default().push(drawn);
                let chance = cohorts.chances[link.name].additional(graph);
                let expected = graph.multiply(people, chance);
                let expected = link.fade(graph, expected, ages);
                cohorts.expected.additional.entry(link.name.to_owned()).or_default().push(expected);
            }
            for (name, reached) in reached {
                let drawn = reached.in_arm_with(graph);
                cohorts.drawn.reached.entry(name.to_owned()).or_default().push(drawn);
                let chance = cohorts.chances[name].in_arm_with(graph);
                let expected = graph.multiply(people, chance);
                cohorts.expected.reached.entry(name.to_owned()).or_default().push(expected);
            }
        }
        let entered = Entered { entry: &entry, entrants: &entrants, dropouts: &cohorts.drawn.dropouts };
        for Events { name, drawn, expected, achieved, arms } in happen(numbers, scenario, &entered)? {
            if let Some([drawn, expected]) = achieved {
                cohorts.drawn.events.insert(name.to_owned(), drawn);
                cohorts.expected.events.insert(name.to_owned(), expected);
            }
            cohorts.drawn.additional.insert(name.to_owned(), drawn);
            cohorts.expected.additional.insert(name.to_owned(), expected);
            cohorts.arms.insert(name.to_owned(), arms);
        }
        let graph = &mut *numbers.graph;
        for (name, chances) in &cohorts.chances {
            let onset = scenario.outcomes[name].onset;
            let counted =
                entrants.iter().zip(&entry).filter(|(_, entry)| **entry + onset <= scenario.horizon);
            let counted: Vec<Value> = counted.map(|(people, _)| *people).collect();
            let counted = graph.sum(&counted);
            let with = chances.in_arm_with(graph);
            let arms = (graph.multiply(counted, with), graph.multiply(counted, chances.without));
            cohorts.arms.insert(name.clone(), arms);
        }
        Ok(cohorts)
    }

    /// The expectation path if exactly `additional` more people reach an outcome, spread over the intakes
    /// (those whose onset falls within the horizon) by size; outcomes of it follow. For the base case, where all is constant.
    pub fn with_additional(
        &self,
        numbers: &mut Numbers<'_>,
        scenario: &Scenario,
        outcome: &str,
        additional: Value,
    ) -> Result<People, ModelError> {
        let relapse = numbers.share(&scenario.outcomes[outcome].relapse)?;
        let links = Link::all(numbers, scenario)?;
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
        // Those who reach it in each arm, by intake.
        let mut arms: Vec<(Value, Value)> = Vec::new();
        for (ages, size) in lanes.iter_mut().zip(sizes) {
            let share = graph.binary(Binary::ShareOf, size, total);
            let mut count = graph.multiply(additional, share);
            let without = self.chances.get(outcome).map_or(Value::ZERO, |chances| chances.without);
            let without = graph.multiply(size, without);
            arms.push((graph.add2(without, count), without));
            for slot in ages {
                *slot = count;
                count = graph.multiply(count, stay);
            }
        }
        let mut known = BTreeMap::from([(outcome, arms)]);
        for link in &links {
            let Some(of) = known.get(link.of) else { continue };
            let arms: Vec<(Value, Value)> = of.iter().map(|arms| link.of_arms(graph, *arms)).collect();
            let lanes = people.additional.get_mut(link.name).expect("a known outcome");
            for (ages, (with, without)) in lanes.iter_mut().zip(&arms) {
                let more = graph.subtract(*with, *without);
                *ages = link.fade(graph, more, ages.len());
            }
            known.insert(link.name, arms);
        }
        for (name, arms) in known {
            people.reached.insert(name.to_owned(), arms.into_iter().map(|(with, _)| with).collect());
        }
        Ok(people)
    }
}
