//! What warnings of a run speak of.

use serde::{Deserialize, Serialize};

/// What there is none of where net benefit has too long a tail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Lacking {
    /// A mean.
    Mean,
    /// A standard deviation, and an error of the mean.
    Sd,
    /// An error of the standard deviation.
    ErrorOfSd,
    /// Errors of means and of how they change.
    ErrorOfChanges,
    /// An error of what it is worth to know more.
    ErrorOfWorth,
    /// A variance that inputs have shares of.
    Variance,
    /// Errors of the shares of the variance.
    ErrorOfShares,
}

impl Lacking {
    /// That there is none.
    pub fn text(self) -> &'static str {
        match self {
            Lacking::Mean => "its mean and standard deviation do not exist",
            Lacking::Sd => "its standard deviation is infinite, and its mean has no error that can be told",
            Lacking::ErrorOfSd => "its standard deviation has no error that can be told",
            Lacking::ErrorOfChanges => {
                "means of net benefit, and how they change, have no error that can be told"
            }
            Lacking::ErrorOfWorth => "what it is worth to know more has no error that can be told",
            Lacking::Variance => "its variance is infinite, and has no shares",
            Lacking::ErrorOfShares => "shares of its variance have no error that can be told",
        }
    }
}

/// A figure that payments by results hide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Hidden {
    /// What an input explains together with others.
    SharesTogether,
    /// What it is worth to know more.
    Worth,
}

impl Hidden {
    /// Which it is.
    pub fn text(self) -> &'static str {
        match self {
            Hidden::SharesTogether => "shares together with others",
            Hidden::Worth => "what it is worth to know more",
        }
    }
}

/// What is held at a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum While {
    /// One input.
    Input {
        /// The input.
        input: String,
        /// The number.
        at: f64,
    },
    /// The two of a grid.
    Cell,
    /// Every assumption.
    All(Ends),
}

/// Where every assumption is at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Ends {
    /// At its unfavourable end.
    Unfavourable,
    /// At its median.
    Median,
    /// At its favourable end.
    Favourable,
}

impl While {
    /// In front of what happens meanwhile.
    pub fn text(&self) -> String {
        match self {
            While::Input { input, at } => format!("with `{input}` at {at}"),
            While::Cell => "in a cell of the grid".to_owned(),
            While::All(Ends::Unfavourable) => "with every assumption at its unfavourable end".to_owned(),
            While::All(Ends::Median) => "with every assumption at its median".to_owned(),
            While::All(Ends::Favourable) => "with every assumption at its favourable end".to_owned(),
        }
    }
}
