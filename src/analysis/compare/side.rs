//! The scenarios that are compared, and why they cannot be.

use std::fmt;

use crate::model::Reading;
use crate::sampling::Sharing;
use crate::scenario::{Identity, Loaded, Scenario};
use crate::summary::Failure;

/// One of the scenarios that are compared.
#[derive(Debug, Clone)]
pub struct Side<'a> {
    /// The scenario.
    pub loaded: &'a Loaded,
    /// The file as named by the call.
    pub file: &'a str,
    /// The variant of the file.
    pub variant: Option<&'a str>,
    /// Which streams it shares with the others.
    pub sharing: Sharing,
    /// Whether it is a variant that comes along with its file: what it requires decides only where the base met it.
    pub along: bool,
}

impl<'a> Side<'a> {
    /// A scenario as a call names it.
    pub fn new(loaded: &'a Loaded, file: &'a str, variant: Option<&'a str>, sharing: Sharing) -> Side<'a> {
        Side { loaded, file, variant, sharing, along: false }
    }

    /// How it is read.
    pub(in crate::analysis) fn reading(&self) -> Reading<'a> {
        Reading::of(&self.loaded.scenario).sharing(self.sharing.clone())
    }

    pub(super) fn identity(&self) -> Identity {
        Identity::without_text(self.loaded, self.file, self.variant)
    }
}

/// Why two scenarios cannot be compared.
#[derive(Debug, Clone, PartialEq)]
pub enum Impossible {
    /// Their amounts are of different kinds.
    Unlike {
        /// What differs, as `currency`.
        what: &'static str,
        /// In the base.
        was: String,
        /// In the other.
        is: String,
    },
    /// One of them came to nothing.
    Failed {
        /// Whether it was the other.
        other: bool,
        /// Why.
        failure: Failure,
    },
}

/// Refuses scenarios whose amounts are of different kinds.
pub(in crate::analysis) fn refuse_unlike(base: &Scenario, other: &Scenario) -> Result<(), Impossible> {
    let unlike = |what, was: String, is: String| Err(Impossible::Unlike { what, was, is });
    if base.currency != other.currency {
        return unlike("currency", base.currency.clone(), other.currency.clone());
    }
    if base.price_year != other.price_year {
        return unlike("price year", base.price_year.to_string(), other.price_year.to_string());
    }
    Ok(())
}

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Impossible::Unlike { what, was, is } => {
                write!(f, "the {what} of the base is `{was}`, that of the other `{is}`")
            }
            Impossible::Failed { other: false, failure } => write!(f, "the base came to nothing: {failure}"),
            Impossible::Failed { other: true, failure } => write!(f, "the other came to nothing: {failure}"),
        }
    }
}

impl std::error::Error for Impossible {}
