//! Warnings about states and rows.

use serde::{Deserialize, Serialize};

use crate::scenario::codes::Code;

/// A way in which states and rows are probably wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PathwayWarning {
    /// A state that nobody is in and no row leads to.
    Unreachable {
        /// The state.
        state: String,
    },
    /// Rows that are the same with the intervention and without it.
    NoDifference,
    /// A chance with the intervention where there is none without it.
    LiteralZero {
        /// The state that is left.
        of: String,
        /// The state that is come to.
        to: String,
    },
    /// A chance with the intervention that is a before-after figure.
    BeforeAfter {
        /// The state that is left, or `start`.
        of: String,
        /// The input with the before-after evidence.
        input: String,
    },
    /// A state that people come from and go to, and no line counts.
    Uncounted {
        /// The state.
        state: String,
    },
    /// A state whose person-years count and of which no row says that anybody leaves.
    NeverLeft {
        /// The state.
        state: String,
    },
    /// A step of a row that begins when nobody moves any more.
    LateStep {
        /// The state that is left, or `start`.
        of: String,
        /// Its first year.
        from: usize,
        /// Whether that is a calendar year; else it is years since entry.
        of_calendar: bool,
    },
}

impl PathwayWarning {
    /// Its code.
    pub fn code(&self) -> Code {
        match self {
            PathwayWarning::Unreachable { .. } => Code::UnreachableState,
            PathwayWarning::NoDifference => Code::NoDifference,
            PathwayWarning::LiteralZero { .. } => Code::LiteralZeroRow,
            PathwayWarning::BeforeAfter { .. } => Code::BeforeAfterRate,
            PathwayWarning::Uncounted { .. } => Code::UncountedState,
            PathwayWarning::NeverLeft { .. } => Code::NeverLeft,
            PathwayWarning::LateStep { .. } => Code::LateStep,
        }
    }

    /// The cause, as a lowercase fragment.
    pub fn message(&self) -> String {
        match self {
            PathwayWarning::Unreachable { state } => {
                format!("nobody is ever in state `{state}`: it has no stock, and no row leads there")
            }
            PathwayWarning::NoDifference => {
                "no row differs with the intervention: whatever counts situations is the same in both lives"
                    .to_owned()
            }
            PathwayWarning::LiteralZero { of, to } => {
                format!("without the intervention nobody would have moved from `{of}` to `{to}` anyway")
            }
            PathwayWarning::BeforeAfter { of, input } => format!(
                "what `transitions.{of}` takes with the intervention is a before-after figure (input `{input}`) used as an effect"
            ),
            PathwayWarning::Uncounted { state } => {
                format!("no line counts state `{state}`: whoever is there costs nothing")
            }
            PathwayWarning::NeverLeft { state } => {
                format!("nobody ever leaves state `{state}`, whose person-years count: it has no row")
            }
            PathwayWarning::LateStep { of, from, of_calendar } => {
                let when = match of_calendar {
                    true => format!("in calendar year {from}"),
                    false => format!("{from} years after entry"),
                };
                format!("a step of `transitions.{of}` begins {when}, after the last move that counts")
            }
        }
    }

    /// What to try, as a lowercase fragment.
    pub fn help(&self) -> String {
        match self {
            PathwayWarning::LiteralZero { of, to } => format!(
                "some people manage on their own: state the chance of `{to}` in `without` of [transitions.{of}], by an input if it is 0 all the same"
            ),
            PathwayWarning::BeforeAfter { .. } => {
                "people who are at their worst often improve anyway: take the difference from a comparison group, or a spread that reaches down to no \
                 effect"
                    .to_owned()
            }
            PathwayWarning::NeverLeft { state } => format!(
                "say in [transitions.{state}] where its people are a year later; if all of them stay, with `without = {{}}`"
            ),
            _ => self.code().help().to_owned(),
        }
    }
}
