//! Warnings that teach: the closed list of ways in which a valid scenario is probably wrong.
//!
//! Each has a stable code, the cause, and what to try. Those about the scenario itself are found while it is
//! read; those about a run or a comparison are made by whoever has its results. What they say is written in `english.rs`; reports
//! have words of their own, made of the same names and figures.

mod comparison;
mod english;
mod of_run;
mod pathway;

pub use comparison::ComparisonWarning;
pub(crate) use english::{DIVIDE, is_of_a_sum, is_tiny, percent, plainly};
pub use of_run::{Ends, Hidden, Lacking, While};
pub use pathway::PathwayWarning;

use serde::{Deserialize, Serialize};

use super::codes::Code;

/// A warning with the names and figures that its text needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Warning {
    /// An input that no cost, effect, rate or other input reads.
    UnusedInput {
        /// The input.
        input: String,
    },
    /// An input that does not say where its number comes from.
    NoSource {
        /// The input.
        input: String,
    },
    /// An input that does not say how strong its evidence is.
    NoEvidence {
        /// The input.
        input: String,
    },
    /// A counterfactual written as the number 0.
    LiteralZeroCounterfactual {
        /// The outcome.
        outcome: String,
    },
    /// A rate from a before-after comparison that is used as if it were an effect.
    BeforeAfterRate {
        /// The outcome.
        outcome: String,
        /// The input with the before-after evidence.
        input: String,
    },
    /// Something about states and rows.
    Pathway(PathwayWarning),
    /// A horizon of more than five years without discounting.
    UndiscountedHorizon {
        /// The horizon in years.
        horizon: usize,
    },
    /// An effect that is said to last longer than the horizon lets it count.
    EffectBeyondHorizon {
        /// The effect.
        effect: String,
        /// Last calendar year in which it would still have money.
        last: usize,
        /// The horizon in years.
        horizon: usize,
    },
    /// Relapse on an effect whose amount already contains relapse.
    RelapseCountedTwice {
        /// The effect.
        effect: String,
        /// The outcome that relapses.
        outcome: String,
        /// The input with `includes_relapse`.
        input: String,
    },
    /// An average price of which the budget is said to release every krone.
    AveragePriceCashable {
        /// The effect.
        effect: String,
        /// The input with `average_price`.
        input: String,
    },
    /// An input in the prices of another year than the scenario's.
    MixedPriceYears {
        /// The input.
        input: String,
        /// Its price year.
        year: i32,
        /// The scenario's price year.
        scenario: i32,
    },
    /// An input whose mean is infinite or does not exist.
    InfiniteMean {
        /// The input.
        input: String,
    },
    /// A number that is written as thousands are in Danish.
    ThousandsPoint {
        /// Key path of the value.
        path: String,
        /// The number as written.
        written: String,
        /// What it is.
        read: String,
        /// What it may have been meant to be, as a scenario has it.
        meant: String,
        /// Further numbers of the kind in the same law or list.
        more: usize,
    },
    /// A cost that is below 0 whatever happens.
    NegativeCost {
        /// The cost.
        cost: String,
    },
    /// A yearly rate that is larger than such rates are.
    SteepRate {
        /// Key path of the rate.
        path: String,
        /// The rate in per cent.
        rate: String,
    },
    /// A positive amount whose standard deviation is larger than its mean.
    WideAmount {
        /// The input.
        input: String,
    },
    /// A column of cases taken for doubt about one number that is the same for everybody.
    CasesAsDoubt {
        /// The input.
        input: String,
    },
    /// A total that is counted for each person.
    TotalPerPerson {
        /// Key path of the line.
        line: String,
        /// The input whose unit says that it is a total.
        input: String,
    },
    /// Years of the horizon in which nothing is counted.
    EffectEndsEarly {
        /// The effect that ends last.
        effect: String,
        /// The last calendar year with money.
        last: usize,
        /// The horizon in years.
        horizon: usize,
    },
    /// Exclusive outcomes that carry effects.
    ExclusiveEffects {
        /// The first of them by name.
        first: String,
        /// The second.
        second: String,
        /// The first that does not say that it is exclusive.
        unsaid: String,
    },
    /// A requirement that no run can miss, or none can meet.
    IdleRequirement {
        /// The requirement.
        requirement: String,
        /// Whether it always holds; else it always fails.
        holds: bool,
        /// The path of its figure.
        metric: String,
        /// The least that the figure can be.
        low: f64,
        /// The most; `None` where there is none.
        high: Option<f64>,
    },
    /// A requirement whose threshold lies inside the simulation error.
    RequirementInsideError {
        /// The requirement.
        requirement: String,
        /// Draws made.
        draws: u64,
    },
    /// Too few draws for the figures to have two digits that can be relied on.
    TooFewDraws {
        /// Draws made.
        draws: u64,
        /// Draws that would do.
        enough: u64,
    },
    /// Net benefit whose second moment rests on few draws.
    FewDrawsDecide {
        /// Perspectives.
        perspectives: Vec<String>,
        /// On how many, of the one that rests on fewest.
        deciding: u64,
        /// Draws made.
        draws: u64,
    },
    /// Net benefit of which some power has no mean.
    NoFiniteError {
        /// Perspectives.
        perspectives: Vec<String>,
        /// What follows.
        lacking: Lacking,
    },
    /// Draws in which a rate left 0–1 and was clamped, or rates summed above 1 and were divided by the sum; or in which a
    /// number of people was below 0.
    RatesClamped {
        /// Key path of the formula, as `outcomes.a.rate`, or of the arm.
        path: String,
        /// Whether it has to lie within 0 to 1; else it must not be below 0.
        within_unit: bool,
        /// Share of the draws, 0–1.
        share: f64,
        /// Whether the figures hang on it, or those alone that leave optimism and cashable out.
        adjusted: bool,
    },
    /// The same while something is held at a number.
    RatesClampedWhile {
        /// What is held.
        held: While,
        /// Key path of the formula, or of the arm.
        path: String,
        /// Whether it has to lie within 0 to 1; else it must not be below 0.
        within_unit: bool,
        /// Share of the draws, 0–1.
        share: f64,
    },
    /// A group of inputs of which it cannot be found what it is worth to know them.
    GroupNotValued {
        /// The group.
        group: String,
        /// Why, in English.
        reason: String,
    },
    /// Figures that need expected net benefit given the inputs, of perspectives that payments touch.
    PaymentsNotLinear {
        /// The perspectives.
        perspectives: Vec<String>,
        /// The figures.
        hidden: Hidden,
    },
    /// Inputs with parts, which share one whole, where an input is put at a number by itself.
    PartsLeftOut {
        /// The inputs.
        inputs: Vec<String>,
    },
    /// A payment of which nothing was paid in any draw.
    PaymentUnseen {
        /// The payment.
        payment: String,
    },
    /// The asked precision was not reached before the cap on draws.
    PrecisionCap {
        /// The cap.
        draws: u64,
        /// The asked half-width.
        precision: f64,
    },
    /// What makes a comparison say less.
    Comparison(ComparisonWarning),
}

impl Warning {
    /// Its code.
    pub fn code(&self) -> Code {
        match self {
            Warning::UnusedInput { .. } => Code::UnusedInput,
            Warning::NoSource { .. } => Code::NoSource,
            Warning::NoEvidence { .. } => Code::NoEvidence,
            Warning::LiteralZeroCounterfactual { .. } => Code::LiteralZeroCounterfactual,
            Warning::BeforeAfterRate { .. } => Code::BeforeAfterRate,
            Warning::Pathway(warning) => warning.code(),
            Warning::UndiscountedHorizon { .. } => Code::UndiscountedHorizon,
            Warning::EffectBeyondHorizon { .. } => Code::EffectBeyondHorizon,
            Warning::RelapseCountedTwice { .. } => Code::RelapseCountedTwice,
            Warning::AveragePriceCashable { .. } => Code::AveragePriceCashable,
            Warning::MixedPriceYears { .. } => Code::MixedPriceYears,
            Warning::InfiniteMean { .. } => Code::InfiniteMean,
            Warning::ThousandsPoint { .. } => Code::ThousandsPoint,
            Warning::NegativeCost { .. } => Code::NegativeCost,
            Warning::SteepRate { .. } => Code::SteepRate,
            Warning::WideAmount { .. } => Code::WideAmount,
            Warning::CasesAsDoubt { .. } => Code::CasesAsDoubt,
            Warning::TotalPerPerson { .. } => Code::TotalPerPerson,
            Warning::EffectEndsEarly { .. } => Code::EffectEndsEarly,
            Warning::ExclusiveEffects { .. } => Code::ExclusiveEffects,
            Warning::IdleRequirement { .. } => Code::IdleRequirement,
            Warning::RequirementInsideError { .. } => Code::RequirementInsideError,
            Warning::TooFewDraws { .. } => Code::TooFewDraws,
            Warning::FewDrawsDecide { .. } => Code::FewDrawsDecide,
            Warning::NoFiniteError { .. } => Code::NoFiniteError,
            Warning::RatesClamped { .. } | Warning::RatesClampedWhile { .. } => Code::RatesClamped,
            Warning::GroupNotValued { .. } => Code::GroupNotValued,
            Warning::PaymentsNotLinear { .. } => Code::PaymentsNotLinear,
            Warning::PartsLeftOut { .. } => Code::PartsLeftOut,
            Warning::PaymentUnseen { .. } => Code::PaymentUnseen,
            Warning::PrecisionCap { .. } => Code::PrecisionCap,
            Warning::Comparison(warning) => warning.code(),
        }
    }
}
