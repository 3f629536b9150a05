//! Scenarios over the same draws: what lies between them, by how much, how surely, and whether a limit that was agreed on
//! is crossed.
//!
//! A base and everything that is compared with it are readings of one question: what they have in common is computed once,
//! and draws that are added until every limit is decided go into one fold.

mod answer;
mod ask;
pub mod assumptions;
pub mod comparison;
mod fold;
pub mod judging;
pub mod limits;
pub mod looks;
mod repeats;

pub use fold::{Compared, compare, compare_all, play_alone};

use self::limits::Limit;
use self::looks::{Look, looks};
use crate::model::Reading;
use crate::sampling::Sharing;
use crate::scenario::{Identity, Loaded};
use crate::summary::interval::Confidence;
use crate::summary::{Failure, Settings};

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
}

impl<'a> Side<'a> {
    /// A scenario as a call names it.
    pub fn new(loaded: &'a Loaded, file: &'a str, variant: Option<&'a str>, sharing: Sharing) -> Side<'a> {
        Side { loaded, file, variant, sharing }
    }

    /// How it is read.
    pub(super) fn reading(&self) -> Reading<'a> {
        Reading::of(&self.loaded.scenario).sharing(self.sharing.clone())
    }

    pub(super) fn identity(&self) -> Identity {
        Identity::without_text(self.loaded, self.file, self.variant)
    }
}

/// What is asked of every pair.
#[derive(Debug, Clone)]
pub struct Questions {
    /// How to simulate; its draws are the most where draws are added.
    pub settings: Settings,
    /// Limits on what may change.
    pub limits: Vec<Limit>,
    /// Whether to add draws until every limit and requirement is decided ([`looks`]).
    pub until_conclusive: bool,
}

impl Questions {
    /// When to look at the figures.
    fn looks(&self) -> Vec<Look> {
        let draws = self.settings.sampling.round_up(self.settings.draws);
        match self.until_conclusive {
            true => looks(draws),
            false => vec![Look { draws, confidence: Confidence::USUAL }],
        }
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
