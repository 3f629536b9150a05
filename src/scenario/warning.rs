//! Warnings that teach: the closed list of ways in which a valid scenario is probably wrong.
//!
//! Each has a stable code, the cause, and what to try. Those about the scenario itself are found while it is
//! read; those about a run (the last four) are made by whoever has its results.

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
    /// Draws in which a rate left 0–1 and was clamped, or rates summed above 1 and were divided by the sum.
    RatesClamped {
        /// Key path of the formula, as `outcomes.a.rate`, or of the arm.
        path: String,
        /// Share of the draws, 0–1.
        share: f64,
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
    /// Every code, in the order of the documentation.
    pub const CODES: [&'static str; 15] = [
        "unused-input",
        "no-source",
        "no-evidence",
        "literal-zero-counterfactual",
        "before-after-rate",
        "undiscounted-horizon",
        "effect-beyond-horizon",
        "relapse-counted-twice",
        "average-price-cashable",
        "mixed-price-years",
        "infinite-mean",
        "requirement-inside-error",
        "too-few-draws",
        "rates-clamped",
        "precision-cap",
    ];

    /// One of each, in the order of [`Warning::CODES`], for the documentation.
    pub fn examples() -> [Warning; 15] {
        let name = |name: &str| name.to_owned();
        [
            Warning::UnusedInput { input: name("rent") },
            Warning::NoSource { input: name("rent") },
            Warning::NoEvidence { input: name("rent") },
            Warning::LiteralZeroCounterfactual { outcome: name("in_work") },
            Warning::BeforeAfterRate { outcome: name("in_work"), input: name("success_rate") },
            Warning::UndiscountedHorizon { horizon: 10 },
            Warning::EffectBeyondHorizon { effect: name("benefits"), last: 12, horizon: 10 },
            Warning::RelapseCountedTwice {
                effect: name("benefits"),
                outcome: name("in_work"),
                input: name("consequence"),
            },
            Warning::AveragePriceCashable { effect: name("placements"), input: name("price") },
            Warning::MixedPriceYears { input: name("price"), year: 2012, scenario: 2015 },
            Warning::InfiniteMean { input: name("gain") },
            Warning::RequirementInsideError { requirement: name("public"), draws: 10_000 },
            Warning::TooFewDraws { draws: 100, enough: 10_000 },
            Warning::RatesClamped { path: name("outcomes.in_work.rate"), share: 0.004 },
            Warning::PrecisionCap { draws: 100_000_000, precision: 0.00001 },
        ]
    }

    /// The stable code, as `unused-input`.
    pub fn code(&self) -> &'static str {
        let index = match self {
            Warning::UnusedInput { .. } => 0,
            Warning::NoSource { .. } => 1,
            Warning::NoEvidence { .. } => 2,
            Warning::LiteralZeroCounterfactual { .. } => 3,
            Warning::BeforeAfterRate { .. } => 4,
            Warning::UndiscountedHorizon { .. } => 5,
            Warning::EffectBeyondHorizon { .. } => 6,
            Warning::RelapseCountedTwice { .. } => 7,
            Warning::AveragePriceCashable { .. } => 8,
            Warning::MixedPriceYears { .. } => 9,
            Warning::InfiniteMean { .. } => 10,
            Warning::RequirementInsideError { .. } => 11,
            Warning::TooFewDraws { .. } => 12,
            Warning::RatesClamped { .. } => 13,
            Warning::PrecisionCap { .. } => 14,
        };
        Self::CODES[index]
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
            Warning::RequirementInsideError { requirement, draws } => format!(
                "requirement `{requirement}` cannot be decided with {draws} draws: its threshold lies inside the simulation error"
            ),
            Warning::TooFewDraws { draws, .. } => {
                format!("{draws} draws are too few for two reliable digits")
            }
            Warning::RatesClamped { path, share } => {
                format!("`{path}` leaves 0 to 1 in {} % of the draws and is clamped there", percent(*share))
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
            Warning::NoSource { .. } => {
                "add `source = \"…\"`: the study, register or person behind the number".to_owned()
            }
            Warning::NoEvidence { .. } => "add `evidence = \"…\"`: trial, quasi-experiment, before-after, register, \
                                           expert or assumption"
                .to_owned(),
            Warning::LiteralZeroCounterfactual { outcome } => format!(
                "some people manage on their own: state what a comparison group did as `counterfactual` in \
                 [outcomes.{outcome}], or `rate_is_net = true` if the rate is already the difference"
            ),
            Warning::BeforeAfterRate { .. } => "people who seek help often improve anyway: add a `counterfactual` \
                                                from a comparison group, or a spread that reaches down to no effect"
                .to_owned(),
            Warning::UndiscountedHorizon { .. } => {
                "money later is worth less than money now: set `rate` in [discount], 0.035 in Danish public appraisal"
                    .to_owned()
            }
            Warning::EffectBeyondHorizon { last, .. } => {
                format!("raise `horizon` to {last}, or end `years` where the evidence ends")
            }
            Warning::RelapseCountedTwice { .. } => {
                "set `relapse = 0` on the outcome, or use an amount that holds for people who stay".to_owned()
            }
            Warning::AveragePriceCashable { .. } => "rent and staff remain when one person leaves: set `cashable` to \
                                                     the share of the price that the budget really releases"
                .to_owned(),
            Warning::MixedPriceYears { scenario, .. } => {
                format!("amounts are never converted: bring the figure to {scenario} prices and say so in `source`")
            }
            Warning::InfiniteMean { .. } => "means and expected values of this scenario do not exist; read its \
                                             quantiles, or bound the input with `max`"
                .to_owned(),
            Warning::RequirementInsideError { draws, .. } => {
                format!("run with more draws, as `--draws {}`, or set the threshold elsewhere", draws.saturating_mul(10))
            }
            Warning::TooFewDraws { enough, .. } => format!("run with `--draws {enough}` or more"),
            Warning::RatesClamped { .. } => {
                "use a family that stays within 0 to 1, as beta or logit_normal, or mend the formula".to_owned()
            }
            Warning::PrecisionCap { .. } => "raise `--draws`, or ask for less precision".to_owned(),
        }
    }
}

/// A share as a percentage with at most three digits.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent >= 10.0 { format!("{percent:.0}") } else { format!("{percent:.2}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_warning_has_its_own_code_a_cause_and_a_way_out() {
        for (warning, code) in Warning::examples().iter().zip(Warning::CODES) {
            assert_eq!(warning.code(), code);
            for text in [warning.message(), warning.help()] {
                assert!(!text.ends_with('.') && text.len() > 10, "{code}: {text}");
            }
        }
        let mut codes = Warning::CODES.to_vec();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Warning::CODES.len());
    }
}
