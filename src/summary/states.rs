//! The results of people who are followed through states.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::estimate::Estimate;
use super::results::Additional;

/// Where people are, and how often somebody comes there; undiscounted, in the years until and with the horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StateResults {
    /// With the intervention.
    pub with: InState,
    /// Without it.
    pub without: InState,
    /// The difference.
    pub additional: AdditionalYears,
}

/// People in a state in one arm: means (expectation path).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InState {
    /// Years that people spend there.
    pub person_years: Estimate,
    /// How often somebody comes there; those who are there from the beginning come from nowhere.
    pub entered: Estimate,
    /// Person-years by calendar year, 0 … horizon.
    pub by_year: Vec<Estimate>,
}

/// Additional years in a state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AdditionalYears {
    /// Over all years, with its spread.
    pub person_years: Additional,
    /// Means by calendar year, 0 … horizon.
    pub by_year: Vec<Estimate>,
}

/// Mean present values of all effects per person-year and move, in each arm by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Arms {
    /// With the intervention.
    pub with: ArmResults,
    /// Without it.
    pub without: ArmResults,
}

/// What situations cost in one arm; a cost is positive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ArmResults {
    /// In all.
    pub total: Estimate,
    /// By effect.
    pub lines: BTreeMap<String, Estimate>,
    /// By state; a move belongs to the state that is come to.
    pub states: BTreeMap<String, Estimate>,
}
