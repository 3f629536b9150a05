//! Why there are no figures.

use std::fmt;

use crate::model::{ModelError, Reading, Site};
use crate::scenario::keys::Range;

/// Why there are no figures.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The scenario has no model.
    Model(ModelError),
    /// The watch cancelled.
    Cancelled,
    /// A number was not finite, or too large, in a draw.
    OutOfBounds {
        /// The number.
        site: Box<Site>,
        /// The draw, from 0.
        draw: u64,
        /// What the inputs were there.
        inputs: Vec<(String, f64)>,
    },
    /// A rate was outside [0, 1], or a number of people below 0, in too many draws.
    OutsideUnit {
        /// The rate, or the number of people.
        site: Box<Site>,
        /// Share of the draws.
        share: f64,
    },
    /// Amounts grew beyond what a number can hold.
    Overflow {
        /// The perspective.
        perspective: String,
    },
    /// Squares and fourth powers of amounts grew beyond what a number can hold.
    TooLarge,
    /// The draws that are kept, for quantiles or as columns, take more memory than there is.
    Memory {
        /// Bytes that they take.
        bytes: u64,
    },
    /// The scenario has no such payer or perspective.
    NoPerspective {
        /// The one that was asked for.
        perspective: String,
    },
    /// The scenario has no such input.
    NoInput {
        /// The one that was asked for.
        input: String,
    },
    /// It came to nothing with an input at a number that its file does not give it.
    Set {
        /// The input.
        input: String,
        /// The number.
        at: f64,
        /// What happened then.
        failure: Box<Failure>,
    },
}

impl Failure {
    /// The same, said to be of a reading: if that has an input at a number, with the input there.
    #[must_use]
    pub fn with(self, reading: &Reading<'_>) -> Failure {
        match reading.pins.first_key_value() {
            Some((input, at)) => Failure::Set { input: input.clone(), at: *at, failure: Box::new(self) },
            None => self,
        }
    }

    /// The same without what was set when it came, for who says that otherwise.
    pub fn of_itself(&self) -> &Failure {
        match self {
            Failure::Set { failure, .. } => failure,
            other => other,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Model(error) => f.write_str(&error.message),
            Failure::Cancelled => f.write_str("the run was cancelled"),
            Failure::OutOfBounds { site, draw, .. } => {
                let range = site.range.describe();
                let wanted = if range.is_empty() { range } else { format!(" {range}") };
                write!(f, "`{}` is not a number{wanted} that can be used in draw {draw}", site.path)
            }
            Failure::OutsideUnit { site, share } => {
                let outside = if site.range == Range::SHARE { "outside 0 to 1" } else { "below 0" };
                write!(f, "`{}` is {outside} in {:.1}% of the draws", site.path, share * 100.0)
            }
            Failure::Overflow { perspective } => {
                write!(f, "the net benefit of `{perspective}` is too large to be computed")
            }
            Failure::TooLarge => f.write_str(
                "amounts vary by so much, more than some 1e75, that their spread cannot be computed",
            ),
            Failure::Memory { bytes } => {
                let gigabytes = (*bytes as f64 / 1e8).ceil() / 10.0;
                write!(f, "the draws that are kept take {gigabytes:.1} GB, more memory than there is")
            }
            Failure::NoPerspective { perspective } => {
                write!(f, "there is no payer or perspective `{perspective}`")
            }
            Failure::NoInput { input } => write!(f, "there is no input `{input}`"),
            Failure::Set { input, at, failure } => write!(f, "with `{input}` at {at}, {failure}"),
        }
    }
}

impl std::error::Error for Failure {}
