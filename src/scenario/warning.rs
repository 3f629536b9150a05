//! Warnings that teach: the closed list of ways in which a valid scenario is probably wrong.
//!
//! Each has a stable code, the cause, and what to try. Those about the scenario itself are found while it is
//! read; those about a run (the last four) are made by whoever has its results.

use super::codes::Code;
use super::keys::Range;
use super::pathway_warning::PathwayWarning;
use super::spelling::quoted_list;

/// A warning with the names and figures that its text needs.
#[derive(Debug, Clone, PartialEq)]
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
        /// Where the figure always lies.
        range: String,
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
        /// Which figures have no error.
        figures: &'static str,
    },
    /// Draws in which a rate left 0–1 and was clamped, or rates summed above 1 and were divided by the sum; or in which a
    /// number of people was below 0.
    RatesClamped {
        /// Key path of the formula, as `outcomes.a.rate`, or of the arm.
        path: String,
        /// What it may be.
        range: Range,
        /// Share of the draws, 0–1.
        share: f64,
        /// Whether the figures hang on it, or those alone that leave optimism and cashable out.
        adjusted: bool,
    },
    /// Figures that need expected net benefit given the inputs, of perspectives that payments touch.
    PaymentsNotLinear {
        /// The perspectives.
        perspectives: Vec<String>,
        /// The figures.
        figures: &'static str,
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
            Warning::RatesClamped { .. } => Code::RatesClamped,
            Warning::PaymentsNotLinear { .. } => Code::PaymentsNotLinear,
            Warning::PartsLeftOut { .. } => Code::PartsLeftOut,
            Warning::PaymentUnseen { .. } => Code::PaymentUnseen,
            Warning::PrecisionCap { .. } => Code::PrecisionCap,
        }
    }

    /// The cause, as a lowercase fragment.
    pub fn message(&self) -> String {
        match self {
            Warning::UnusedInput { input } => format!("input `{input}` is never used"),
            Warning::NoSource { input } => format!("input `{input}` has no source"),
            Warning::NoEvidence { input } => {
                format!("input `{input}` does not say how strong its evidence is")
            }
            Warning::LiteralZeroCounterfactual { outcome } => {
                format!(
                    "outcome `{outcome}` assumes that nobody would have reached it without the intervention"
                )
            }
            Warning::BeforeAfterRate { outcome, input } => format!(
                "the rate of outcome `{outcome}` is a before-after figure (input `{input}`) used as an effect"
            ),
            Warning::Pathway(warning) => warning.message(),
            Warning::UndiscountedHorizon { horizon } => {
                format!("{horizon} years are counted without discounting")
            }
            Warning::EffectBeyondHorizon { effect, last, horizon } => format!(
                "effect `{effect}` goes on until year {last}, but nothing after year {horizon} counts"
            ),
            Warning::RelapseCountedTwice { effect, outcome, input } => format!(
                "effect `{effect}` counts relapse twice: input `{input}` already contains it, and outcome `{outcome}` relapses"
            ),
            Warning::AveragePriceCashable { effect, input } => {
                format!("effect `{effect}` releases the whole of an average price (input `{input}`)")
            }
            Warning::MixedPriceYears { input, year, scenario } => {
                format!("input `{input}` is in {year} prices, the scenario in {scenario} prices")
            }
            Warning::InfiniteMean { input } => format!("input `{input}` has no finite mean"),
            Warning::ThousandsPoint { path, written, read, meant, more } => {
                let more = if *more > 0 { format!(", and {more} more like it") } else { String::new() };
                format!("`{written}` in `{path}` is {read}, not {meant}{more}")
            }
            Warning::NegativeCost { cost } => {
                format!("cost `{cost}` is below 0 whatever happens: it counts as a saving")
            }
            Warning::SteepRate { path, rate } => format!("`{path}` takes {rate}% a year"),
            Warning::WideAmount { input } => {
                format!("the standard deviation of input `{input}` is larger than its mean")
            }
            Warning::CasesAsDoubt { input } => {
                format!(
                    "input `{input}` looks like cases, and stands for one amount that is the same for everybody"
                )
            }
            Warning::TotalPerPerson { line, input } => {
                format!("`{line}` counts input `{input}` for each person, and by its unit it is one for all")
            }
            Warning::EffectEndsEarly { last, .. } => {
                format!("nothing is counted after year {last}: a longer horizon changes nothing")
            }
            Warning::ExclusiveEffects { first, second, .. } => format!(
                "outcomes `{first}` and `{second}` both carry effects, and a person reaches at most one of them"
            ),
            Warning::IdleRequirement { requirement, holds, metric, range, .. } => {
                let verdict = if *holds { "holds" } else { "fails" };
                format!(
                    "requirement `{requirement}` {verdict} whatever happens: `{metric}` is always {range}"
                )
            }
            Warning::RequirementInsideError { requirement, draws } => format!(
                "requirement `{requirement}` cannot be decided with {draws} draws: its threshold lies inside the simulation error"
            ),
            Warning::TooFewDraws { draws, .. } => {
                format!("{draws} draws are too few for two reliable digits")
            }
            Warning::FewDrawsDecide { perspectives, deciding, draws } => format!(
                "mean and sd of the net benefit of {} rest on about {deciding} of {draws} draws: their intervals are too short",
                quoted_list(perspectives, "and")
            ),
            Warning::NoFiniteError { perspectives, figures } => {
                format!(
                    "the net benefit of {} has too long a tail: {figures}",
                    quoted_list(perspectives, "and")
                )
            }
            Warning::RatesClamped { path, range, share, adjusted } => {
                let leaves = if *range == Range::SHARE { "leaves 0 to 1" } else { "falls below 0" };
                let without = if *adjusted { "" } else { "without optimism and cashable " };
                let share = percent(*share);
                format!("{without}`{path}` {leaves} in {share}% of the draws and is clamped there")
            }
            Warning::PaymentsNotLinear { perspectives, figures } => {
                let names: Vec<&str> = perspectives.iter().map(String::as_str).collect();
                let names = quoted_list(&names, "and");
                format!(
                    "payments are no straight line in counts, so that for {names} {figures} cannot be told"
                )
            }
            Warning::PartsLeftOut { inputs } => {
                let (has, its) = if inputs.len() == 1 { ("has", "its") } else { ("have", "their") };
                format!(
                    "{} {has} parts that share one whole, of which none moves alone: no input is put at a number in {its} place",
                    quoted_list(inputs, "and")
                )
            }
            Warning::PaymentUnseen { payment } => {
                format!("nothing is paid of payment `{payment}` in any draw")
            }
            Warning::PrecisionCap { draws, precision } => {
                format!("the precision {precision} was not reached within {draws} draws")
            }
        }
    }

    /// What to try, as a lowercase fragment.
    pub fn help(&self) -> String {
        match self {
            Warning::UnusedInput { input } => {
                format!("name `{input}` in a formula or amount, or remove it")
            }
            Warning::LiteralZeroCounterfactual { outcome } => format!(
                "some people manage on their own: state what a comparison group did as `counterfactual` in \
                 [outcomes.{outcome}], or `rate_is_net = true` if the rate is already the difference"
            ),
            Warning::Pathway(warning) => warning.help(),
            Warning::EffectBeyondHorizon { last, .. } => {
                format!("raise `horizon` to {last}, or end `years` where the evidence ends")
            }
            Warning::MixedPriceYears { scenario, .. } => {
                format!(
                    "amounts are never converted: bring the figure to {scenario} prices and say so in `source`"
                )
            }
            Warning::ThousandsPoint { meant, read, written, .. } => {
                // What has three decimals again would be asked about again.
                let plainly = match read.split_once('.') {
                    None => format!("{read}.0"),
                    Some((_, decimals)) if decimals.len() < 3 => read.clone(),
                    Some(_) => format!("{written}0"),
                };
                format!("write {meant} for thousands, or {plainly} if it is {read}")
            }
            Warning::EffectEndsEarly { effect, last, .. } => format!(
                "write `horizon = {last}`, let `years` of effect `{effect}` go on as far as the evidence does, or say how \
                 it wears off: `fade`, or `relapse` on its outcome"
            ),
            Warning::ExclusiveEffects { unsaid, .. } => format!(
                "write `group` in [outcomes.{unsaid}] and the others: different ones if a person can reach several of them, the same \
                 if that is meant"
            ),
            Warning::RequirementInsideError { draws, .. } => {
                format!(
                    "run with more draws, as `--draws {}`, or set the threshold elsewhere",
                    draws.saturating_mul(10)
                )
            }
            Warning::TooFewDraws { enough, .. } => format!("run with `--draws {enough}` or more"),
            _ => self.code().help().to_owned(),
        }
    }
}

/// A share as a percentage with at most three digits.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent >= 10.0 { format!("{percent:.0}") } else { format!("{percent:.2}") }
}
