//! Where people are, under the base and under the other: person-years by state.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::column::Value;
use crate::summary::Reader;
use crate::summary::plan::{Moments, Plan};
use crate::summary::results::{Estimate, Results, StateResults};
use crate::summary::run::ask::Asked;

/// A state before and after, in all years until and with the horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StateChange {
    /// Under the base.
    pub was: PersonYears,
    /// Under the other.
    pub is: PersonYears,
    /// Of what lies between the two lives, `is.additional` less `was.additional`, from paired differences.
    pub change: Estimate,
}

/// Years that people spend in a state under one scenario: means (expectation path).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PersonYears {
    /// With the intervention.
    pub with: Estimate,
    /// Without it.
    pub without: Estimate,
    /// With less without.
    pub additional: Estimate,
}

impl PersonYears {
    fn of(state: &StateResults) -> PersonYears {
        PersonYears {
            with: state.with.person_years,
            without: state.without.person_years,
            additional: state.additional.person_years.mean,
        }
    }
}

/// Asks for what lies between two readings, by state that both have.
pub(super) fn ask(plan: &mut Plan, readings: [&Asked; 2]) -> Vec<(String, Moments)> {
    let [base, other] = readings.map(|asked| &asked.outputs.states);
    let both = base.iter().filter_map(|b| Some((b, other.iter().find(|o| o.name == b.name)?)));
    let all: Vec<(String, Moments)> = both
        .map(|(b, o)| {
            let years = [o.expected_additional, b.expected_additional];
            let change = plan.difference(years, [Value::ZERO; 2]);
            (b.name.clone(), plan.moments(change))
        })
        .collect();
    if !all.is_empty() {
        plan.next_asker();
    }
    all
}

/// Every state that both have. Between a model and itself nothing was `asked`, and nothing lies.
pub(super) fn changes(
    [base, other]: [&Results; 2],
    asked: &[(String, Moments)],
    reader: &Reader<'_>,
) -> BTreeMap<String, StateChange> {
    let both = base.states.iter().filter_map(|(name, was)| Some((name, was, other.states.get(name)?)));
    both.map(|(name, was, is)| {
        let change = asked.iter().find(|(of, _)| of == name).map(|(_, change)| reader.mean(*change));
        let change = change.unwrap_or(Estimate::exact(0.0));
        (name.clone(), StateChange { was: PersonYears::of(was), is: PersonYears::of(is), change })
    })
    .collect()
}
