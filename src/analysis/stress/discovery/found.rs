//! What the search for losses comes to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::summary::results::Estimate;

/// Where the losses are: a box of assumptions, and what is in it of the draws that took no part in its search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Discovery {
    /// By input, its bounds.
    #[serde(rename = "box")]
    pub bounds: BTreeMap<String, Interval>,
    /// Share of the draws inside that are losses.
    pub density: Estimate,
    /// Share of all losses that lie inside.
    pub coverage: Estimate,
    /// Share of all draws that lie inside.
    pub mass: Estimate,
    /// Share of all draws that are losses.
    pub loss_rate: Estimate,
    /// Share of the variance of net benefit that is luck with people, whatever the assumptions; null where nothing varies.
    pub cohort_luck_share: Option<Estimate>,
    /// Inputs in the box that are correlated with others: a scenario with these bounds truncates their laws and mixes them anew, and is not
    /// the same as the draws inside.
    pub correlated: Vec<String>,
    /// The boxes that were passed on the way, from the one that holds everything on, by the draws that were searched.
    pub trajectory: Vec<Step>,
}

/// The bounds of an input.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Interval {
    /// What it is no lower than; null where it may be any.
    pub min: Option<Limit>,
    /// What it is no higher than; null where it may be any.
    pub max: Option<Limit>,
}

/// A bound of an input.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Limit {
    /// The value, before any optimism. Of an input on single values the last one inside.
    pub value: f64,
    /// Chance that the input is below a `min`, or no higher than a `max`.
    pub quantile: f64,
    /// Chance of as many losses in the box as there are, or more, if this bound explained nothing.
    pub p: f64,
}

/// A box on the way.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Step {
    /// Share of the losses that lie inside.
    pub coverage: f64,
    /// Share of losses among what lies inside.
    pub density: f64,
    /// Share of the draws that lie inside.
    pub mass: f64,
    /// How many bounds it has.
    pub bounds: usize,
}

/// Why there is no box.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NoBox {
    /// Why.
    pub reason: Reason,
    /// Share of the draws that are losses.
    pub loss_rate: Estimate,
    /// Share of the variance of net benefit that is luck with people; null where nothing varies.
    pub cohort_luck_share: Option<Estimate>,
}

/// Why there is no box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Nothing on which net benefit depends is uncertain.
    NothingDoubtful,
    /// None of the draws that were searched is a loss.
    NoLosses,
    /// All of them are.
    OnlyLosses,
    /// No bound tells losses apart better than chance would.
    NoneFound,
}
