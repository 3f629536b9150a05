//! What a sensitivity analysis says: plain structs, the same for every report.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::scenario::Identity;
use crate::summary::results::{Estimate, MeanOnly, RunInfo, VarianceShares, WarningRecord};

/// Version of the JSON layout.
pub const SCHEMA_VERSION: u32 = 1;

/// Which assumptions the spread of net benefit comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Sensitivity {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// What was simulated.
    pub scenario: Identity,
    /// How it was simulated.
    pub run: RunInfo,
    /// Points from which the total shares are.
    pub points: u64,
    /// The perspective in question.
    pub perspective: String,
    /// Its name for people.
    pub label: String,
    /// By perspective, single payers included.
    pub perspectives: BTreeMap<String, PerspectiveSensitivity>,
    /// Doubtful inputs on which nobody's expected net benefit depends.
    pub unread: Vec<String>,
    /// What the reader should know.
    pub warnings: Vec<WarningRecord>,
}

/// Where the spread of a perspective's net benefit comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PerspectiveSensitivity {
    /// What comes of not knowing the inputs, and what of luck. Of the former alone the shares below are.
    pub variance: VarianceShares,
    /// The doubtful inputs, the largest first-order share first, equal ones by name.
    pub inputs: Vec<InputSensitivity>,
    /// What the total shares are of: independent inputs by themselves, correlated ones together; in the order of `inputs`.
    pub factors: Vec<Factor>,
}

/// What an input has to do with the spread of expected net benefit. Figures are null where that does not vary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InputSensitivity {
    /// Its name.
    pub input: String,
    /// The inputs that it is correlated with.
    pub correlated_with: Vec<String>,
    /// Share of the variance that knowing it would take away on average (first-order index). Of a correlated input with what it says
    /// about the others.
    pub first: Option<Estimate>,
    /// Share of the variance that would be left on average if all others were known (total index); null for a correlated
    /// input, which has none of its own.
    pub total: Option<Estimate>,
    /// Spearman's rank correlation with expected net benefit.
    pub spearman: Option<Estimate>,
    /// Partial correlation of the ranks, all other doubtful inputs held; null where these determine it.
    pub prcc: Option<Estimate>,
    /// What comes of it in each tenth of its law, the lowest first; of a law on at most ten values, at each of them.
    pub response: Vec<Tenth>,
}

/// What comes of an input in a part of its law: the draws in which it lies there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tenth {
    /// Its lowest value, before any `optimism`; null where there is none.
    pub from: Option<f64>,
    /// Its highest value; null where there is none.
    pub to: Option<f64>,
    /// P(the input lies there).
    pub chance: f64,
    /// Net benefit there (expectation path); null where no draw is.
    pub net_benefit: Option<MeanOnly>,
    /// P(net benefit ≥ 0) there; null where no draw is.
    pub probability_break_even: Option<Estimate>,
}

/// Inputs that are drawn together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Factor {
    /// The inputs.
    pub inputs: Vec<String>,
    /// Share of the variance that would be left on average if all other inputs were known; null where nothing varies.
    pub total: Option<Estimate>,
}
