//! What all assumptions at once come to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::analysis::stress::standing::Changed;
use crate::summary::results::Estimate;

/// Every doubtful input that something depends on, set at the same time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Together {
    /// Each at its unfavourable end: the one of its low and high ends at which, by itself, mean net benefit in question is lower; the
    /// low one where both are alike.
    pub worst: Corner,
    /// Each at its median.
    pub central: Corner,
    /// Each at its favourable end.
    pub best: Corner,
    /// The smallest probability t, found between 0.001 and 0.999, at which mean net benefit in question is not below 0 when every input stands
    /// at its quantile t counted from its unfavourable side; null where the mean is a gain at 0.001 already, or still a loss at
    /// 0.999, or no number somewhere between. It has no simulation error.
    pub break_even_quantile: Option<f64>,
    /// Inputs that stand at their medians throughout, as one of their ends cannot be played even by itself.
    pub at_median: Vec<String>,
}

/// All doubtful inputs, each at a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Corner {
    /// Where they stand, before any optimism.
    pub inputs: BTreeMap<String, f64>,
    /// Why it could not be played, as where a formula is no number there; null where it was.
    pub untried: Option<String>,
    /// By perspective, what is left to luck; empty where it could not be played.
    pub perspectives: BTreeMap<String, Changed>,
    /// Share of the draws of the scenario as it is in which expected net benefit in question is below this mean; null where
    /// it could not be played, and where payments touch the perspective.
    pub probability_below: Option<Estimate>,
}
