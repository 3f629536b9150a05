//! What the value of information says: plain structs, the same for every report.
//!
//! Money is in the currency and price year that all scenarios share, discounted to year 0.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::scenario::Identity;
use crate::summary::results::{Estimate, RunInfo, WarningRecord};

/// Version of the JSON layout.
pub const SCHEMA_VERSION: u32 = 1;

/// What it would be worth to know more before a choice is made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Valuation {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// What was simulated.
    pub scenarios: Vec<Identity>,
    /// How it was simulated.
    pub run: RunInfo,
    /// The perspective in question.
    pub perspective: String,
    /// Its name for people.
    pub label: String,
    /// What there is to choose between; `nothing` last, where that is one.
    pub options: Vec<String>,
    /// How often the decision is taken.
    pub repeat: f64,
    /// By perspective that all scenarios have, single payers included; null where payments by results touch it, as their expectation given the
    /// inputs is not known draw by draw.
    pub perspectives: BTreeMap<String, Option<PerspectiveValue>>,
    /// Doubtful inputs on which no net benefit depends.
    pub unread: Vec<String>,
    /// Doubtful inputs that several of the files have, and that are one and the same in all of them.
    pub shared: Vec<String>,
    /// What the reader should know.
    pub warnings: Vec<WarningRecord>,
}

/// What it would be worth to know more, for one perspective.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PerspectiveValue {
    /// The option with the highest mean net benefit, the first of equals.
    pub decision: String,
    /// Mean net benefit, by option.
    pub expected: BTreeMap<String, Estimate>,
    /// What it is worth to know every assumption for certain before deciding (expected value of perfect information).
    pub evpi: Estimate,
    /// That times `repeat`, where the decision is taken more than once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evpi_scaled: Option<Estimate>,
    /// What it is worth to know some of them, the most valuable first, single ones before groups.
    pub evppi: Vec<Known>,
    /// What studies are worth, by study.
    pub evsi: BTreeMap<String, Vec<Sized>>,
    /// How large a study should be, by study; null where none is worth its costs. Only where the costs of a study are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<BTreeMap<String, Option<Best>>>,
    /// Which of several options to take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<Choice>,
}

/// What it is worth to know some inputs for certain (expected value of partial perfect information).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Known {
    /// The inputs.
    pub inputs: Vec<String>,
    /// Name of the group, where there are several.
    pub group: Option<String>,
    /// What it is worth to know them.
    pub value: Estimate,
    /// That times `repeat`, where the decision is taken more than once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scaled: Option<Estimate>,
    /// Share of the value of knowing everything; null where that is 0.
    pub share_of_evpi: Option<f64>,
    /// Whether the value was moved by more than its standard error, as nothing is worth more than what includes it.
    pub adjusted: bool,
}

/// What a study of a size is worth (expected value of sample information).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Sized {
    /// People followed.
    pub n: u32,
    /// What their results are worth.
    pub value: Estimate,
    /// That times `repeat`, where the decision is taken more than once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scaled: Option<Estimate>,
    /// The value, times `repeat`, less the costs of the study (expected net benefit of sampling); where these are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enbs: Option<Estimate>,
}

/// The best size of a study.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Best {
    /// People followed.
    pub n: u32,
    /// Its value less its costs.
    pub enbs: Estimate,
    /// From the smallest to the largest study that brings at least 95 % of that.
    pub near_best: [u32; 2],
}

/// Which of several options to take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Choice {
    /// By option, in the order of the call.
    pub options: Vec<Standing>,
    /// The one that each rule takes, the first of equals.
    pub rules: Rules,
    /// Whether all rules take the same one.
    pub agree: bool,
}

/// An option among the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Standing {
    /// Its name.
    pub name: String,
    /// Mean net benefit.
    pub net_benefit: Estimate,
    /// 5 % quantile of net benefit.
    pub p5: Estimate,
    /// P(net benefit ≥ 0).
    pub probability_break_even: Estimate,
    /// P(no other has a higher net benefit); ties count for all who tie.
    pub probability_best: Estimate,
    /// Mean regret.
    pub expected_regret: Estimate,
    /// 95 % quantile of regret.
    pub regret_p95: Estimate,
}

/// What each of four rules takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Rules {
    /// The highest mean net benefit.
    pub highest_mean: String,
    /// The highest 5 % quantile.
    pub highest_p5: String,
    /// The highest probability of break-even.
    pub highest_probability_break_even: String,
    /// The smallest 95 % quantile of regret.
    pub smallest_regret_p95: String,
}
