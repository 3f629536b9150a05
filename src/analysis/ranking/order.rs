//! What is said of scenarios beside each other.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::dominance::Dominates;
use crate::summary::estimate::Estimate;

/// Which scenario to choose, by perspective that all have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Ranking {
    /// Draws of each.
    pub draws: u64,
    /// By perspective.
    pub perspectives: BTreeMap<String, Order>,
}

/// The scenarios in the order of one perspective's mean net benefit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Order {
    /// The best first.
    pub places: Vec<Placed>,
    /// The one whose largest regret is smallest (Savage, 1951, "The theory of statistical decision", JASA 46).
    pub minimax_regret: String,
    /// Every ordered pair of which something can be said.
    pub dominance: Vec<Dominance>,
}

/// One scenario among the others. Regret is what the best choice would have brought in that draw, less what this one
/// brings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Placed {
    /// Its name.
    pub name: String,
    /// Mean net benefit.
    pub net_benefit: Estimate,
    /// By how much the one before it is better on average, from paired draws; null for the first.
    pub behind: Option<Estimate>,
    /// Whether that lies within the simulation error, so that the two may as well change places.
    pub within_noise: bool,
    /// P(no other has a higher net benefit); ties count for all who tie.
    pub probability_best: Estimate,
    /// Mean regret.
    pub expected_regret: Estimate,
    /// 95 % quantile of regret.
    pub regret_p95: Estimate,
    /// Largest regret in any draw made. It grows with their number, and has no error.
    pub largest_regret: f64,
}

/// Whether one scenario dominates another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Dominance {
    /// The better one.
    pub dominant: String,
    /// The worse one.
    pub dominated: String,
    /// In the first order: better for everyone who likes more.
    pub first_order: Dominates,
    /// In the second order: better for everyone who likes more and dislikes risk.
    pub second_order: Dominates,
}
