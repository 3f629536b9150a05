//! The rows of switching values.

use serde::{Deserialize, Serialize};

use super::curve::Curve;
use crate::summary::results::Estimate;

/// Where an assumption would turn the answer, all others being as drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Switching {
    /// The input; null where it is another number of the file.
    pub input: Option<String>,
    /// Key path of the number, as `discount.rate`; null where it is an input.
    pub number: Option<String>,
    /// The input's unit, as the file says.
    pub unit: Option<String>,
    /// Whether a number of the file takes it as a share or a chance, by name; of a number, whether it is a share of something, in all or a year.
    pub share: bool,
    /// Whether its `optimism` comes on top of the values at which it stands here.
    pub adjusted: bool,
    /// Inputs that move with it, and here stay where they are.
    pub correlated_with: Vec<String>,
    /// Where it stands in the middle: its median, or its number; null where it has neither.
    pub median: Option<f64>,
    /// Whether whole numbers alone will do.
    pub whole: bool,
    /// Between which values it may be, and which were tried.
    pub range: SwitchingRange,
    /// Where mean net benefit turns from loss to gain or back; null where nothing could be searched.
    pub mean: Option<Turns>,
    /// Where P(net benefit ≥ 0) passes the target; null where nothing could be searched.
    pub probability: Option<Turns>,
    /// P(net benefit ≥ 0) against its value; null where nothing could be searched.
    pub curve: Option<Curve>,
}

/// Values that the file cannot state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Refused {
    /// The lowest that was tried.
    pub from: f64,
    /// The highest that was tried.
    pub to: f64,
    /// The code of the error that the lowest would be, as `out-of-range`.
    pub code: String,
    /// Why it cannot state the lowest, as a lowercase fragment.
    pub reason: String,
}

/// Values of an assumption.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SwitchingRange {
    /// Its quantiles at 0.001 and 0.999; null where it has none.
    pub plausible: Option<[f64; 2]>,
    /// The values that were searched; null where it was not.
    pub searched: Option<[f64; 2]>,
    /// Values that were tried and that the file cannot state.
    pub refused: Vec<Refused>,
}

/// Where something turns within the range that was searched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Turns {
    /// The values at which it turns, ascending.
    pub roots: Vec<Switch>,
    /// Where it never turns: whether it holds all over the range; null where it turns, also if that is where there is no model.
    pub always: Option<bool>,
}

/// A value at which something turns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Switch {
    /// The value, on the side where it holds, before any optimism; an end of its interval is null where that lies beyond what was searched,
    /// and then its error too.
    pub value: Estimate,
    /// On which side of the value it holds.
    pub holds: Holds,
    /// P(the input is at most that); null where it has no law.
    pub quantile: Option<f64>,
    /// (value − median)/|median|; null where the median is 0 or none.
    pub change_from_median: Option<f64>,
    /// Whether it lies between the input's quantiles at 0.001 and 0.999; null where it has none.
    pub plausible: Option<bool>,
    /// Largest share of the draws in which a rate is clamped to 0–1 there.
    pub clamped: f64,
    /// What `run --set` takes to put it there, one by one.
    pub set: Vec<String>,
}

impl Switching {
    /// The input's name, or the number's path.
    pub fn name(&self) -> &str {
        self.input.as_deref().or(self.number.as_deref()).unwrap_or_default()
    }
}

/// On which side of a value something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Holds {
    /// From the value on.
    Above,
    /// Up to the value.
    Below,
}
