//! Events: what happens to people more than once, in each of some years.
//!
//! What both arms have in common happens in both lives, so that additional events of an intake in a year are ± Poisson(n |λ1 − λ0|), n those whom the
//! rate counts.

use crate::model::column::{Binary, Unary, Value};
use crate::model::inputs::{ModelError, Numbers};
use crate::sampling::StreamName;
use crate::scenario::{Counterfactual, Payment, RateOf, Scenario};

/// Most events that a person may have in a year, on average.
const MOST_EVENTS: f64 = 100_000.0;

/// Who enters, and who of them drops out, by intake.
pub(super) struct Entered<'a> {
    /// Calendar year of entry.
    pub entry: &'a [usize],
    pub entrants: &'a [Value],
    /// As drawn.
    pub dropouts: &'a [Value],
}

/// By intake and age.
type ByAge = Vec<Vec<Value>>;

/// The events of an outcome.
pub(super) struct Events<'s> {
    /// The outcome.
    pub name: &'s str,
    /// Additional ones as drawn, by intake and age within the horizon.
    pub drawn: Vec<Vec<Value>>,
    /// The same as expected.
    pub expected: Vec<Vec<Value>>,
    /// Those with the intervention in the same way, drawn and expected, where a payment goes by them.
    pub achieved: Option<[ByAge; 2]>,
    /// Expected ones within the horizon, with and without the intervention.
    pub arms: (Value, Value),
}

/// The events of every outcome that has them.
///
/// # Errors
/// Where a mean number of events cannot be used.
pub(super) fn happen<'s>(
    numbers: &mut Numbers<'_>,
    scenario: &'s Scenario,
    people: &Entered<'_>,
) -> Result<Vec<Events<'s>>, ModelError> {
    let mut all = Vec::new();
    let Some(cohort) = &scenario.cohort else { return Ok(all) };
    for (name, outcome) in &scenario.outcomes {
        let Some((from, to)) = outcome.events else { continue };
        let with = numbers.mean_number(&outcome.rate, MOST_EVENTS)?;
        let without = match &outcome.counterfactual {
            Counterfactual::Rate(rate) => numbers.mean_number(rate, MOST_EVENTS)?,
            Counterfactual::RateIsNet => Value::ZERO,
        };
        let stay = match &outcome.rate_of {
            RateOf::Completers => {
                let dropout = numbers.share(&cohort.dropout)?;
                numbers.graph.complement(dropout)
            }
            RateOf::Participants | RateOf::Outcome(_) => Value::ONE,
        };
        let graph = &mut *numbers.graph;
        let difference = graph.subtract(with, without);
        let size = graph.unary(Unary::Absolute, difference);
        let sign = graph.unary(Unary::Sign, difference);
        // What happens in both lives, to those whom the rate counts; a drop-out of completers fares as without.
        let common = graph.binary(Binary::Minimum, with, without);
        let is_achieved = Payment::go_by_achieved(&scenario.payments, name);
        let (mut drawn, mut expected, mut people_years) = (Vec::new(), Vec::new(), Vec::new());
        let (mut achieved, mut expected_achieved) = (Vec::new(), Vec::new());
        for (intake, (&entry, &entrants)) in people.entry.iter().zip(people.entrants).enumerate() {
            let counted = match &outcome.rate_of {
                RateOf::Completers => graph.subtract(entrants, people.dropouts[intake]),
                RateOf::Participants | RateOf::Outcome(_) => entrants,
            };
            let staying = graph.multiply(entrants, stay);
            let (mut counts, mut means) = (Vec::new(), Vec::new());
            let (mut all, mut all_means) = (Vec::new(), Vec::new());
            for age in (from..=to).take_while(|age| entry + age <= scenario.horizon) {
                let outcome = name.clone();
                let stream = StreamName::Event { intake, age, outcome: outcome.clone(), both: false };
                let u = graph.uniform(numbers.sharing.name(stream));
                let u = graph.binary(Binary::Mirror, Value::Column(u), difference);
                let mean = graph.multiply(counted, size);
                let count = graph.poisson(mean, u);
                counts.push(graph.multiply(sign, count));
                means.push(graph.multiply(staying, difference));
                people_years.push(entrants);
                if is_achieved {
                    let stream = StreamName::Event { intake, age, outcome, both: true };
                    let u = Value::Column(graph.uniform(numbers.sharing.name(stream)));
                    let fare_as_without = graph.subtract(entrants, counted);
                    let mean = [graph.multiply(counted, common), graph.multiply(fare_as_without, without)];
                    let mean = graph.sum(&mean);
                    let both = graph.poisson(mean, u);
                    let more =
                        graph.binary(Binary::Maximum, *counts.last().unwrap_or(&Value::ZERO), Value::ZERO);
                    all.push(graph.add2(both, more));
                    let without = graph.multiply(entrants, without);
                    all_means.push(graph.add2(without, *means.last().unwrap_or(&Value::ZERO)));
                }
            }
            drawn.push(counts);
            expected.push(means);
            achieved.push(all);
            expected_achieved.push(all_means);
        }
        let people_years = graph.sum(&people_years);
        // A drop-out fares as without the intervention.
        let gained = graph.multiply(stay, difference);
        let with = graph.add2(without, gained);
        let arms = (graph.multiply(people_years, with), graph.multiply(people_years, without));
        let achieved = is_achieved.then_some([achieved, expected_achieved]);
        all.push(Events { name, drawn, expected, achieved, arms });
    }
    Ok(all)
}
