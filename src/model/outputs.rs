//! What a model gives to its summary: named columns, and the figures that need no draws.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::program::Arg;

/// Which yearly figures are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Detail {
    /// Yearly cash flows as means.
    #[default]
    Headline,
    /// And the drawn flow of each year.
    Yearly,
    /// Means, and for each draw what counts as 0: for comparing with another model.
    Compared,
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Detail::Headline | Detail::Compared => "headline",
            Detail::Yearly => "yearly",
        })
    }
}

/// A column times a factor: columns that differ only by a factor are summarised once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scaled {
    /// The factor.
    pub factor: f64,
    /// The column, or a number.
    pub base: Arg,
}

/// Everything that a draw yields.
#[derive(Debug, PartialEq)]
pub struct Outputs {
    /// By perspective, in name order, single payers included.
    pub perspectives: Vec<PerspectiveOutputs>,
    /// By outcome, in name order.
    pub outcomes: Vec<OutcomeOutputs>,
    /// All who start.
    pub entrants: Arg,
    /// With every optimism and cashable at 1: expected net benefit and break-even year, by perspective.
    pub unadjusted: Option<Vec<(Arg, Arg)>>,
    /// The inputs, in name order; only where they were asked for.
    pub inputs: Vec<(String, Arg)>,
}

/// What a draw yields for one perspective. Money is discounted unless it says otherwise.
#[derive(Debug, PartialEq)]
pub struct PerspectiveOutputs {
    /// Its name.
    pub name: String,
    /// Drawn net benefit.
    pub net_benefit: Arg,
    /// Year from which the drawn cumulative flow is and stays ≥ 0; horizon + 1 for never.
    pub break_even_year: Arg,
    /// Drawn peak funding need, undiscounted.
    pub peak_need: Arg,
    /// E[net benefit | θ].
    pub expected: Arg,
    /// E[PV effects | θ].
    pub expected_effects: Arg,
    /// E[PV costs | θ], a cost positive.
    pub expected_costs: Arg,
    /// E[PV | θ] by line, a cost positive.
    pub lines: Vec<(String, Scaled)>,
    /// E[flow | θ] by year.
    pub expected_flows: Flows<Scaled>,
    /// What |net benefit| may be and still count as 0 (MODEL §3, ties); with [`Detail::Compared`].
    pub tolerance: Option<Arg>,
    /// Drawn flows by year; with [`Detail::Yearly`].
    pub drawn_flows: Option<Flows<Scaled>>,
}

/// Three views of a cash flow, by year.
#[derive(Debug, PartialEq)]
pub struct Flows<T> {
    /// In the year, undiscounted.
    pub undiscounted: Vec<T>,
    /// Until and with the year, undiscounted.
    pub cumulative_undiscounted: Vec<T>,
    /// Until and with the year, discounted.
    pub cumulative_discounted: Vec<T>,
}

/// What a draw yields for one outcome: people at onset within the horizon.
#[derive(Debug, PartialEq)]
pub struct OutcomeOutputs {
    /// Its name.
    pub name: String,
    /// Drawn additional people.
    pub additional: Arg,
    /// Their expectation given θ.
    pub expected_additional: Arg,
    /// Expected people with the intervention.
    pub with: Arg,
    /// Expected people without it.
    pub without: Arg,
    /// Most additional people that a draw can have.
    pub most: f64,
}

/// Every input at its mean, counts in expectation (MODEL §3, base_case). Exact.
#[derive(Debug, Default, PartialEq)]
pub struct BaseCase {
    /// By perspective.
    pub net_benefit: BTreeMap<String, f64>,
    /// Fewest additional people at which net benefit is ≥ 0, by perspective and outcome; `None` where there
    /// is no such number, or net benefit does not rise with it.
    pub successes_to_break_even: BTreeMap<(String, String), Option<u64>>,
}
