//! The rows of a tornado.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::analysis::stress::standing::Changed;
use crate::summary::results::Estimate;

/// An input, set to low, central and high values while the others are as drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Row {
    /// The input.
    pub input: String,
    /// Its unit, as the file says.
    pub unit: Option<String>,
    /// Inputs that move with it, and here stay where they are.
    pub correlated_with: Vec<String>,
    /// Whether its `optimism` comes on top of the values at which it stands here.
    pub adjusted: bool,
    /// Whether both ends would have been one value, so that the ends of the whole range were taken.
    pub widened: bool,
    /// Largest share of the draws in which a rate was clamped to 0–1 while one of the settings held.
    pub clamped: f64,
    /// At the low end.
    pub low: Setting,
    /// At the median.
    pub central: Setting,
    /// At the high end.
    pub high: Setting,
    /// From the low to the high end.
    pub swing: Swing,
    /// How far the highest of the means lies above the lowest, for the perspective in question; 0 where fewer than two settings could be
    /// played.
    pub width: Estimate,
    /// Whether the means are not all of one sign; 0 counts as a gain.
    pub crosses: bool,
}

/// An input at a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Setting {
    /// The value, before any optimism.
    pub at: f64,
    /// Why it could not be played, as where a formula is no number with the input there; null where it was.
    pub untried: Option<String>,
    /// By perspective; empty where it could not be played.
    pub perspectives: BTreeMap<String, Changed>,
    /// What follows if it is learned that the input stands there, so that those it is correlated with move too; null where it is in no
    /// correlation.
    pub together: Option<Learned>,
}

/// An input at a value of which it is learned that the input stands there: the inputs that are correlated with it move to their law given
/// that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Learned {
    /// Why it could not be played; null where it was.
    pub untried: Option<String>,
    /// By perspective; empty where it could not be played.
    pub perspectives: BTreeMap<String, Changed>,
}

/// What lies between the two ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Swing {
    /// By perspective; empty where an end could not be played.
    pub perspectives: BTreeMap<String, SwingOf>,
}

/// The high end less the low one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SwingOf {
    /// Of mean net benefit, from paired differences.
    pub net_benefit: Estimate,
    /// Of P(net benefit ≥ 0), from paired flips.
    pub probability_break_even: Estimate,
}
