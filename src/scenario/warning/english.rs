//! What a warning says in English: on the terminal, and in what is written for programs.

use super::Warning;
use crate::scenario::spelling::quoted_list;

impl Warning {
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
            Warning::IdleRequirement { requirement, holds, metric, low, high } => {
                let verdict = if *holds { "holds" } else { "fails" };
                let range = high.map_or(format!("{low} or more"), |high| format!("{low} to {high}"));
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
            Warning::NoFiniteError { perspectives, lacking } => {
                let names = quoted_list(perspectives, "and");
                format!("the net benefit of {names} has too long a tail: {}", lacking.text())
            }
            Warning::RatesClamped { path, within_unit, share, adjusted } => {
                let without = if *adjusted { "" } else { "without optimism and cashable " };
                format!("{without}{}", clamped(path, *within_unit, *share))
            }
            Warning::RatesClampedWhile { held, path, within_unit, share } => {
                format!("{}, {}", held.text(), clamped(path, *within_unit, *share))
            }
            Warning::GroupNotValued { group, reason } => {
                format!("the group {group} cannot be valued: {reason}")
            }
            Warning::PaymentsNotLinear { perspectives, hidden } => {
                let (names, hidden) = (quoted_list(perspectives, "and"), hidden.text());
                format!(
                    "payments are no straight line in counts, so that for {names} {hidden} cannot be told"
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
            Warning::Comparison(warning) => warning.message(),
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
            Warning::Comparison(warning) => warning.help(),
            Warning::EffectBeyondHorizon { last, .. } => {
                format!("raise `horizon` to {last}, or end `years` where the evidence ends")
            }
            Warning::MixedPriceYears { scenario, .. } => {
                format!(
                    "amounts are never converted: bring the figure to {scenario} prices and say so in `source`"
                )
            }
            Warning::ThousandsPoint { meant, read, written, .. } => {
                format!("write {meant} for thousands, or {} if it is {read}", plainly(read, written))
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
            Warning::RatesClamped { path, .. } | Warning::RatesClampedWhile { path, .. }
                if is_of_a_sum(path) =>
            {
                DIVIDE.to_owned()
            }
            _ => self.code().help().to_owned(),
        }
    }
}

/// How to write a number that was read so, that it is not asked about again: what has three decimals would be.
pub fn plainly(read: &str, written: &str) -> String {
    match read.split_once('.') {
        None => format!("{read}.0"),
        Some((_, decimals)) if decimals.len() < 3 => read.to_owned(),
        Some(_) => format!("{written}0"),
    }
}

/// That a formula is clamped in a share of the draws.
fn clamped(path: &str, within_unit: bool, share: f64) -> String {
    let leaves = if within_unit { "leaves 0 to 1" } else { "falls below 0" };
    let of = if is_tiny(share) { "less than 0.01".to_owned() } else { percent(share) };
    format!("`{path}` {leaves} in {of}% of the draws and is clamped there")
}

/// What to do where chances of one whole sum to more than it.
pub const DIVIDE: &str = "no chance by itself is too large: divide the chances by their sum where it passes 1, as the draws do, or let them be parts of one `dirichlet`";

/// Whether a place of the model is the sum of chances that share one whole.
pub fn is_of_a_sum(path: &str) -> bool {
    path.starts_with("the sum of ")
}

/// Whether a percentage with two decimals would say that there is nothing.
pub fn is_tiny(share: f64) -> bool {
    share > 0.0 && share < 5e-5
}

/// A share as a percentage with at most three digits.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent >= 10.0 { format!("{percent:.0}") } else { format!("{percent:.2}") }
}
