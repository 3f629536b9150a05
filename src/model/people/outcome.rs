//! The people: who enters, who leaves early, whose outcome differs between the arms, who loses it again.
//!
//! Everything is made twice from the same inputs: as drawn counts and as their expectations (MODEL §2,
//! expectation path). Both are the same graph of values to the money that follows.

use std::collections::BTreeMap;

use crate::distribution::counts::MOST_BETA_BINOMIAL_TRIALS;
use crate::model::column::{Binary, Graph, Unary, Value};
use crate::model::inputs::{MOST_PEOPLE, ModelError, Numbers, Spot};
use crate::sampling::{Sharing, StreamName};
use crate::scenario::keys::Range;
use crate::scenario::{Counterfactual, Outcome, RateOf, Scenario};

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

    /// Additional people at onset, over all intakes whose onset falls within the horizon.
    pub fn additional_at_onset(&self, graph: &mut Graph, outcome: &str) -> Value {
        let at_onset: Vec<Value> =
            self.additional[outcome].iter().filter_map(|ages| ages.first().copied()).collect();
        graph.sum(&at_onset)
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

/// People whose outcome differs between the arms in one way.
struct Cell<'s> {
    /// Name of the pair in stream names.
    pair: String,
    /// Chance per person.
    chance: Value,
    /// Draws with a negative value mirror their uniform (one outcome only: p1 − p0).
    mirror: Value,
    /// What the cell adds to which outcome: outcome, weight, and its arm in stream names.
    arms: Vec<(&'s str, Value, Option<&'static str>)>,
}

/// A site's shared luck: the concentration (1 − ρ)/ρ, and what earlier intakes have shown.
struct Urn {
    concentration: f64,
    /// Earlier counts by cell, drop-outs last.
    seen: Vec<Value>,
    /// Earlier entrants.
    total: Value,
}

/// The rates of one scenario in one reading.
struct Rates<'s> {
    outcomes: Vec<(&'s str, &'s Outcome)>,
    with: Vec<Value>,
    without: Vec<Value>,
    relapse: Vec<Value>,
    dropout: Value,
    completers: bool,
    sharing: &'s Sharing,
}

impl Cohorts {
    /// Compiles the people of a scenario.
    pub fn compile<'s>(numbers: &mut Numbers<'s>, scenario: &'s Scenario) -> Result<Cohorts, ModelError> {
        let mut cohorts = Cohorts::default();
        let Some(cohort) = &scenario.cohort else {
            return Ok(cohorts);
        };
        let rates = Rates::compile(numbers, scenario)?;
        let icc = shared_luck(&rates.outcomes)?;
        let most = if icc > 0.0 { MOST_BETA_BINOMIAL_TRIALS } else { MOST_PEOPLE };
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
            people.additional =
                rates.outcomes.iter().map(|(name, _)| ((*name).to_owned(), Vec::new())).collect();
        }
        let cells = rates.cells(graph);
        let mut urn = (icc > 0.0).then(|| Urn {
            concentration: (1.0 - icc) / icc,
            seen: vec![Value::ZERO; cells.len() + 1],
            total: Value::ZERO,
        });
        for (intake, (&people, &entry)) in entrants.iter().zip(&entry).enumerate() {
            let years = scenario.horizon.saturating_sub(entry);
            let (counts, dropouts) = rates.draw(graph, intake, people, &cells, urn.as_mut());
            cohorts.drawn.dropouts.push(dropouts);
            let expected: Vec<Value> = cells.iter().map(|cell| graph.multiply(people, cell.chance)).collect();
            cohorts.expected.dropouts.push(graph.multiply(people, rates.dropout));
            for (k, (name, outcome)) in rates.outcomes.iter().enumerate() {
                let ages =
                    if entry + outcome.onset <= scenario.horizon { years - outcome.onset + 1 } else { 0 };
                let drawn = rates.follow(graph, k, &cells, &counts, ages, |graph, count, age, pair| {
                    let u = graph.uniform(rates.sharing.name(StreamName::Relapse { intake, age, pair }));
                    let lost = graph.binomial(count, rates.relapse[k], Value::Column(u));
                    graph.subtract(count, lost)
                });
                let stay = graph.complement(rates.relapse[k]);
                let mean = rates.follow(graph, k, &cells, &expected, ages, |graph, count, _, _| {
                    graph.multiply(count, stay)
                });
                let known = "outcomes were listed above";
                cohorts.drawn.additional.get_mut(*name).expect(known).push(drawn);
                cohorts.expected.additional.get_mut(*name).expect(known).push(mean);
            }
        }
        for (k, (name, outcome)) in rates.outcomes.iter().enumerate() {
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
            cohorts.arms.insert((*name).to_owned(), arms);
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

/// The intra-class correlation of the site; exclusive outcomes state the same.
fn shared_luck(outcomes: &[(&str, &Outcome)]) -> Result<f64, ModelError> {
    // Below this the parameters of the beta-binomial grow too large; and 10⁶ people would not show it.
    const LEAST: f64 = 1e-8;
    let icc = outcomes.first().map_or(0.0, |(_, outcome)| outcome.icc);
    if icc > 0.0 && icc < LEAST {
        return Err(ModelError {
            message: format!("an icc of {icc} is too small to make a difference"),
            help: format!("write 0, or at least {LEAST}"),
            place: None,
        });
    }
    Ok(icc)
}

impl<'s> Rates<'s> {
    fn compile(numbers: &mut Numbers<'s>, scenario: &'s Scenario) -> Result<Rates<'s>, ModelError> {
        let outcomes: Vec<_> = scenario.outcomes.iter().map(|(name, o)| (name.as_str(), o)).collect();
        let (mut with, mut without, mut relapse) = (Vec::new(), Vec::new(), Vec::new());
        for (_, outcome) in &outcomes {
            with.push(numbers.share(&outcome.rate)?);
            without.push(match &outcome.counterfactual {
                Counterfactual::Rate(rate) => numbers.share(rate)?,
                Counterfactual::RateIsNet => Value::ZERO,
            });
            relapse.push(numbers.share(&outcome.relapse)?);
        }
        if outcomes.len() > 1 {
            // An arm whose rates sum above 1 is divided by the sum; the clamp counts such draws.
            for (arm, name) in [(&mut with, "rate"), (&mut without, "counterfactual")] {
                let sum = numbers.graph.sum(arm);
                let path = format!("the sum of outcomes.*.{name}");
                let spot = Spot { path: &path, place: None, range: Range::SHARE };
                let within = numbers.clamped(sum, 1.0, spot)?;
                let divisor = numbers.graph.linear(1.0, &[(1.0, sum), (-1.0, within)]);
                for rate in arm.iter_mut() {
                    *rate = numbers.graph.binary(Binary::Divide, *rate, divisor);
                }
            }
        }
        let dropout = match &scenario.cohort {
            Some(cohort) => numbers.share(&cohort.dropout)?,
            None => Value::ZERO,
        };
        let completers = outcomes.first().is_some_and(|(_, o)| o.rate_of == RateOf::Completers);
        Ok(Rates { outcomes, with, without, relapse, dropout, completers, sharing: numbers.sharing })
    }

    /// The ways in which a person's outcome can differ between the arms, in name order.
    fn cells(&self, graph: &mut Graph) -> Vec<Cell<'s>> {
        let stay = if self.completers { graph.complement(self.dropout) } else { Value::ONE };
        if let [(name, _)] = self.outcomes[..] {
            let difference = graph.subtract(self.with[0], self.without[0]);
            let size = graph.unary(Unary::Absolute, difference);
            let sign = graph.unary(Unary::Sign, difference);
            let chance = graph.multiply(size, stay);
            let arms = vec![(name, sign, None)];
            return vec![Cell { pair: name.to_owned(), chance, mirror: difference, arms }];
        }
        if self.outcomes.is_empty() {
            return Vec::new();
        }
        let mut names: Vec<&'s str> = self.outcomes.iter().map(|(name, _)| *name).collect();
        names.push("none");
        let none = |graph: &mut Graph, arm: &[Value]| {
            let sum = graph.sum(arm);
            let rest = graph.complement(sum);
            graph.binary(Binary::Maximum, rest, Value::ZERO)
        };
        let (none_with, none_without) = (none(graph, &self.with), none(graph, &self.without));
        let with: Vec<Value> = self.with.iter().copied().chain([none_with]).collect();
        let without: Vec<Value> = self.without.iter().copied().chain([none_without]).collect();
        let excess = |graph: &mut Graph, a: &[Value], b: &[Value]| -> Vec<Value> {
            let positive = |(x, y): (&Value, &Value)| {
                let difference = graph.subtract(*x, *y);
                graph.binary(Binary::Maximum, difference, Value::ZERO)
            };
            a.iter().zip(b).map(positive).collect()
        };
        let gained = excess(graph, &with, &without);
        let lost = excess(graph, &without, &with);
        let total = graph.sum(&gained);
        let mut cells = Vec::new();
        for (i, to) in names.iter().enumerate() {
            for (j, from) in names.iter().enumerate() {
                if i == j || gained[i].is_zero() || lost[j].is_zero() {
                    continue;
                }
                let share = graph.binary(Binary::ShareOf, lost[j], total);
                let share =
                    if lost.iter().filter(|v| !v.is_zero()).count() == 1 { Value::ONE } else { share };
                let paired = graph.multiply(gained[i], share);
                let chance = graph.multiply(paired, stay);
                let mut arms = Vec::new();
                if *to != "none" {
                    arms.push((*to, Value::ONE, Some("with")));
                }
                if *from != "none" {
                    arms.push((*from, Value::Const(-1.0), Some("without")));
                }
                cells.push(Cell { pair: format!("{to}/{from}"), chance, mirror: Value::ONE, arms });
            }
        }
        cells.sort_by(|a, b| a.pair.cmp(&b.pair));
        cells
    }

    /// Draws the cells of an intake as conditional counts, drop-outs last.
    fn draw(
        &self,
        graph: &mut Graph,
        intake: usize,
        people: Value,
        cells: &[Cell<'_>],
        mut urn: Option<&mut Urn>,
    ) -> (Vec<Value>, Value) {
        // People and chance that no cell has taken yet; and those earlier intakes left.
        let (mut left, mut rest) = (people, Value::ONE);
        let mut left_before = urn.as_ref().map_or(Value::ZERO, |urn| urn.total);
        let mut counts = Vec::new();
        let mut take = |graph: &mut Graph, index: usize, chance: Value, u: Value| {
            let after = graph.subtract(rest, chance);
            let after = graph.binary(Binary::Maximum, after, Value::ZERO);
            let count = match urn.as_deref_mut() {
                None => {
                    let conditional = graph.binary(Binary::ShareOf, chance, rest);
                    graph.binomial(left, conditional, u)
                }
                Some(urn) => {
                    // Pólya's urn: what earlier intakes showed adds to the parameters.
                    let seen = urn.seen[index];
                    left_before = graph.subtract(left_before, seen);
                    let alpha = graph.linear(0.0, &[(urn.concentration, chance), (1.0, seen)]);
                    let beta = graph.linear(0.0, &[(urn.concentration, after), (1.0, left_before)]);
                    let count = graph.beta_binomial(left, alpha, beta, u);
                    urn.seen[index] = graph.add2(seen, count);
                    count
                }
            };
            left = graph.subtract(left, count);
            rest = after;
            count
        };
        for (index, cell) in cells.iter().enumerate() {
            let u = graph.uniform(self.sharing.name(StreamName::Cell { intake, pair: cell.pair.clone() }));
            let u = graph.binary(Binary::Mirror, Value::Column(u), cell.mirror);
            counts.push(take(graph, index, cell.chance, u));
        }
        let u = Value::Column(graph.uniform(self.sharing.name(StreamName::Dropout { intake })));
        let dropouts = if self.completers {
            take(graph, cells.len(), self.dropout, u)
        } else {
            // Independent of the outcome, also where a site shares its luck.
            graph.binomial(people, self.dropout, u)
        };
        if let Some(urn) = urn {
            urn.total = graph.add2(urn.total, people);
        }
        (counts, dropouts)
    }

    /// Additional people of outcome `k` at each age from onset on: the cells' counts, thinned year by year.
    fn follow(
        &self,
        graph: &mut Graph,
        k: usize,
        cells: &[Cell<'_>],
        counts: &[Value],
        ages: usize,
        mut thin: impl FnMut(&mut Graph, Value, usize, String) -> Value,
    ) -> Vec<Value> {
        let (name, outcome) = self.outcomes[k];
        let mut totals: Vec<Vec<(Value, Value)>> = vec![Vec::new(); ages];
        for (cell, &count) in cells.iter().zip(counts) {
            for (_, weight, arm) in cell.arms.iter().filter(|(of, ..)| *of == name) {
                let pair = match arm {
                    None => cell.pair.clone(),
                    Some(arm) => format!("{}/{arm}", cell.pair),
                };
                let mut count = count;
                for (since, total) in totals.iter_mut().enumerate() {
                    if since > 0 && !self.relapse[k].is_zero() {
                        count = thin(graph, count, outcome.onset + since, pair.clone());
                    }
                    total.push((*weight, count));
                }
            }
        }
        totals
            .into_iter()
            .map(|parts| {
                let parts: Vec<Value> =
                    parts.into_iter().map(|(weight, count)| graph.multiply(weight, count)).collect();
                graph.sum(&parts)
            })
            .collect()
    }
}
