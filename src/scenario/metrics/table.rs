//! The table itself.

use Figure as F;
use Flow::*;

use super::super::pathways::Arm;
use super::Kind::{self, *};
use super::{Part, Row};

/// Which figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table says what each is")]
pub enum Figure {
    NetBenefitMean,
    NetBenefitSd,
    NetBenefitP5,
    NetBenefitP10,
    NetBenefitP25,
    NetBenefitP50,
    NetBenefitP75,
    NetBenefitP90,
    NetBenefitP95,
    PerParticipant,
    ProbabilityBreakEven,
    ProbabilityLoss,
    BreakEvenBy,
    BreakEvenNever,
    BreakEvenMedian,
    BenefitCostRatio,
    ReturnOnInvestment,
    ExpectedShortfall,
    PeakMean,
    PeakP50,
    PeakP95,
    ParameterShare,
    CohortLuckShare,
    FlowMean(Flow),
    FlowP5(Flow),
    FlowP25(Flow),
    FlowP50(Flow),
    FlowP75(Flow),
    FlowP95(Flow),
    CostLine,
    EffectLine,
    PaymentLine,
    SuccessesToBreakEven,
    ProbabilityReachingIt,
    CostPerAdditionalSuccess,
    With,
    Without,
    AdditionalMean,
    AdditionalSd,
    AdditionalP5,
    AdditionalP50,
    AdditionalP95,
    ArmTotal(Arm),
    ArmLine(Arm),
    ArmState(Arm),
    PersonYears(Arm),
    Entered(Arm),
    PersonYearsIn(Arm),
    AdditionalYearsMean,
    AdditionalYearsSd,
    AdditionalYearsP5,
    AdditionalYearsP50,
    AdditionalYearsP95,
    AdditionalYearsIn,
    AllPayersGain,
    PublicGainsAndPayerLoses,
    BaseCase,
    GapToMean,
    UnadjustedMean,
    UnadjustedBreakEven,
}

/// Which money by year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table says what each is")]
pub enum Flow {
    Undiscounted,
    CumulativeUndiscounted,
    CumulativeDiscounted,
}

const fn row(
    figure: Figure,
    path: &'static str,
    kind: Kind,
    error: &'static str,
    meaning: &'static str,
) -> Row {
    Row { figure, path, kind, meaning, error, reading: "", yearly: false }
}

impl Row {
    const fn reads(self, reading: &'static str) -> Row {
        Row { reading, ..self }
    }
}

/// A quantile of a year's drawn flow.
const fn drawn(figure: Figure, path: &'static str) -> Row {
    Row { yearly: true, ..row(figure, path, Money, QUANTILE, "quantile of the drawn flow") }
}

const QUANTILE: &str = "order statistics";
const EXPECTATION: &str = "expectation path";
const SPREAD: &str = "nine cohorts in ten lie between p5 and p95, if the inputs are right";
const PEAK: &str = "max(0, −lowest undiscounted cumulative flow)";
const FOUND: &str = "the money that must be found before any comes back";
const ONE_LINE: &str = "mean present value of one line; a cost is positive";
const WHERE: &str = "where the money goes and comes from";
const ARM: &str =
    "mean present value of all effects per person_year and move in one arm by itself; a cost is positive";
const TWO_LIVES: &str =
    "what the situations cost with and without the intervention; the difference is what these effects bring";
const ARM_LINE: &str = "the same of one effect: `lines.effects.NAME` is without less with";
const ARM_STATE: &str = "the same of one state; a move belongs to the state that is come to";
const YEARS: &str = "years that people spend there with the intervention, until and with the horizon";
const ENTERED: &str = "how often somebody comes there; who is there from the beginning comes from nowhere";
const YEARS_IN: &str = "person-years of one calendar year";
const YEARS_WITHOUT: &str = "the same without the intervention";
const UNADJUSTED: &str = "the same with every `optimism` and `cashable` at 1; present where either is used";
const OPTIMIST: &str = "what the optimistic reading says";

/// What a perspective sees.
pub static PERSPECTIVE: Part = Part {
    path: "perspectives.<p>",
    rows: &[
        row(F::NetBenefitMean, "net_benefit.mean", Money, EXPECTATION, "mean present value of effects minus costs")
            .reads("what the programme is worth on average; not what to expect of one cohort"),
        row(F::NetBenefitSd, "net_benefit.sd", Money, "moments", "standard deviation over draws, luck included")
            .reads("how far one cohort may lie from the mean"),
        row(F::NetBenefitP5, "net_benefit.p5", Money, QUANTILE, "quantiles").reads(SPREAD),
        row(F::NetBenefitP10, "net_benefit.p10", Money, QUANTILE, "quantiles").reads(SPREAD),
        row(F::NetBenefitP25, "net_benefit.p25", Money, QUANTILE, "quantiles").reads(SPREAD),
        row(F::NetBenefitP50, "net_benefit.p50", Money, QUANTILE, "quantiles").reads(SPREAD),
        row(F::NetBenefitP75, "net_benefit.p75", Money, QUANTILE, "quantiles").reads(SPREAD),
        row(F::NetBenefitP90, "net_benefit.p90", Money, QUANTILE, "quantiles").reads(SPREAD),
        row(F::NetBenefitP95, "net_benefit.p95", Money, QUANTILE, "quantiles").reads(SPREAD),
        row(
            F::PerParticipant,
            "per_participant",
            MoneyPerPerson,
            "delta",
            "E[net benefit] / E[people who start]; null without people",
        )
        .reads("to compare programmes of different size"),
        row(
            F::ProbabilityBreakEven,
            "probability_break_even",
            Probability,
            "Wilson",
            "share of draws with net benefit ≥ 0",
        )
        .reads("the headline: how likely the money comes back within the horizon"),
        row(F::ProbabilityLoss, "probability_loss", Probability, "Wilson", "1 − that"),
        row(
            F::BreakEvenBy,
            "break_even_year.by_year.<t>",
            Probability,
            "Wilson",
            "share of draws whose break-even year is ≤ t: cumulative discounted flow is ≥ 0 from then on, through the horizon",
        )
        .reads("by when; rises with t, and ends at probability_break_even"),
        row(F::BreakEvenNever, "break_even_year.never", Probability, "Wilson", "probability_loss"),
        row(
            F::BreakEvenMedian,
            "break_even_year.median",
            Year,
            "year",
            "first t with by_year ≥ ½; null if there is none",
        )
        .reads("half of all draws have their money back by then"),
        row(
            F::BenefitCostRatio,
            "benefit_cost_ratio",
            Ratio,
            "delta",
            "E[PV effects] / E[PV costs]; null if costs are ≤ 0",
        )
        .reads("above 1 on average; depends on what is called a cost, so compare net benefits first"),
        row(
            F::ReturnOnInvestment,
            "return_on_investment",
            Ratio,
            "delta",
            "E[net benefit] / E[PV costs]; null likewise",
        )
        .reads("0.2: a krone comes back with 20 øre, over the whole horizon, not per year"),
        row(
            F::ExpectedShortfall,
            "expected_shortfall_5",
            Money,
            "tail",
            "mean of the lowest ⌈n/20⌉ net benefits (Acerbi & Tasche 2002)",
        )
        .reads("how bad the worst twentieth is on average; a level: negative is a loss"),
        row(F::PeakMean, "peak_funding_need.mean", Money, "mean of draws", PEAK).reads(FOUND),
        row(F::PeakP50, "peak_funding_need.p50", Money, QUANTILE, PEAK).reads(FOUND),
        row(F::PeakP95, "peak_funding_need.p95", Money, QUANTILE, PEAK).reads(FOUND),
        row(
            F::ParameterShare,
            "variance.parameter_share",
            Share,
            "delta",
            "Var(E[NB given θ]) / (that + Var(NB − E[NB given θ])); where payments touch the perspective, what two lives under the same inputs have in common over Var(NB); null if nothing varies",
        )
        .reads("the part that knowing the inputs better could remove"),
        row(F::CohortLuckShare, "variance.cohort_luck_share", Share, "delta", "the rest")
            .reads("the part that only a larger cohort removes"),
        row(F::FlowMean(Undiscounted), "cash_flow.undiscounted.<t>", Money, EXPECTATION, "mean net flow of the year")
            .reads("what the budget of that year sees"),
        row(
            F::FlowMean(CumulativeUndiscounted),
            "cash_flow.cumulative_undiscounted.<t>",
            Money,
            EXPECTATION,
            "mean net flow until and with the year",
        ),
        row(
            F::FlowMean(CumulativeDiscounted),
            "cash_flow.cumulative_discounted.<t>",
            Money,
            EXPECTATION,
            "the same, discounted; the last is net_benefit.mean",
        ),
        drawn(F::FlowP5(Undiscounted), "cash_flow.undiscounted.<t>.p5"),
        drawn(F::FlowP25(Undiscounted), "cash_flow.undiscounted.<t>.p25"),
        drawn(F::FlowP50(Undiscounted), "cash_flow.undiscounted.<t>.p50"),
        drawn(F::FlowP75(Undiscounted), "cash_flow.undiscounted.<t>.p75"),
        drawn(F::FlowP95(Undiscounted), "cash_flow.undiscounted.<t>.p95"),
        drawn(F::FlowP5(CumulativeUndiscounted), "cash_flow.cumulative_undiscounted.<t>.p5"),
        drawn(F::FlowP25(CumulativeUndiscounted), "cash_flow.cumulative_undiscounted.<t>.p25"),
        drawn(F::FlowP50(CumulativeUndiscounted), "cash_flow.cumulative_undiscounted.<t>.p50"),
        drawn(F::FlowP75(CumulativeUndiscounted), "cash_flow.cumulative_undiscounted.<t>.p75"),
        drawn(F::FlowP95(CumulativeUndiscounted), "cash_flow.cumulative_undiscounted.<t>.p95"),
        drawn(F::FlowP5(CumulativeDiscounted), "cash_flow.cumulative_discounted.<t>.p5"),
        drawn(F::FlowP25(CumulativeDiscounted), "cash_flow.cumulative_discounted.<t>.p25"),
        drawn(F::FlowP50(CumulativeDiscounted), "cash_flow.cumulative_discounted.<t>.p50"),
        drawn(F::FlowP75(CumulativeDiscounted), "cash_flow.cumulative_discounted.<t>.p75"),
        drawn(F::FlowP95(CumulativeDiscounted), "cash_flow.cumulative_discounted.<t>.p95"),
        row(F::CostLine, "lines.costs.NAME", Money, EXPECTATION, ONE_LINE).reads(WHERE),
        row(F::EffectLine, "lines.effects.NAME", Money, EXPECTATION, ONE_LINE).reads(WHERE),
        row(F::PaymentLine, "lines.payments.NAME", Money, EXPECTATION, ONE_LINE).reads(WHERE),
        row(F::ArmTotal(Arm::With), "arms.with.total", Money, EXPECTATION, ARM).reads(TWO_LIVES),
        row(F::ArmTotal(Arm::Without), "arms.without.total", Money, EXPECTATION, ARM).reads(TWO_LIVES),
        row(F::ArmLine(Arm::With), "arms.with.lines.NAME", Money, EXPECTATION, ARM_LINE),
        row(F::ArmLine(Arm::Without), "arms.without.lines.NAME", Money, EXPECTATION, ARM_LINE),
        row(F::ArmState(Arm::With), "arms.with.states.<s>", Money, EXPECTATION, ARM_STATE),
        row(F::ArmState(Arm::Without), "arms.without.states.<s>", Money, EXPECTATION, ARM_STATE),
        row(
            F::SuccessesToBreakEven,
            "outcomes.<o>.successes_to_break_even",
            People,
            "none",
            "smallest whole number of additional people at which base-case net benefit is ≥ 0, the other outcomes in \
             expectation; null if none up to all entrants suffices, or if net benefit does not rise with it. Where payments touch the \
             perspective: from which on it is ≥ 0 for every number up to all; null too where more than 1,000,000 enter",
        )
        .reads("\"6 of 24\""),
        row(
            F::ProbabilityReachingIt,
            "outcomes.<o>.probability_reaching_it",
            Probability,
            "Wilson",
            "P(additional people at onset ≥ that number)",
        )
        .reads("unlike probability_break_even, with costs and gains at their base case"),
        row(
            F::CostPerAdditionalSuccess,
            "outcomes.<o>.cost_per_additional_success",
            MoneyPerPerson,
            "delta",
            "E[PV costs] / E[additional people]; null if that is ≤ 0, or 0 but for rounding",
        ),
    ],
};

/// How many people reach an outcome.
pub static OUTCOME: Part = Part {
    path: "outcomes.<o>",
    rows: &[
        row(F::With, "with.mean", People, EXPECTATION, "who reach it with the intervention"),
        row(F::Without, "without.mean", People, EXPECTATION, "who would have anyway"),
        row(F::AdditionalMean, "additional.mean", People, EXPECTATION, "the difference"),
        row(F::AdditionalSd, "additional.sd", People, "moments", "its standard deviation, luck included"),
        row(F::AdditionalP5, "additional.p5", People, QUANTILE, "its quantiles"),
        row(F::AdditionalP50, "additional.p50", People, QUANTILE, "its quantiles"),
        row(F::AdditionalP95, "additional.p95", People, QUANTILE, "its quantiles"),
    ],
};

/// Where people are who are followed through states.
pub static STATE: Part = Part {
    path: "states.<s>",
    rows: &[
        row(F::PersonYears(Arm::With), "with.person_years", PersonYears, EXPECTATION, YEARS),
        row(F::Entered(Arm::With), "with.entered", People, EXPECTATION, ENTERED),
        row(F::PersonYearsIn(Arm::With), "with.by_year.<t>", PersonYears, EXPECTATION, YEARS_IN),
        row(F::PersonYears(Arm::Without), "without.person_years", PersonYears, EXPECTATION, YEARS_WITHOUT),
        row(F::Entered(Arm::Without), "without.entered", People, EXPECTATION, YEARS_WITHOUT),
        row(F::PersonYearsIn(Arm::Without), "without.by_year.<t>", PersonYears, EXPECTATION, YEARS_WITHOUT),
        row(
            F::AdditionalYearsMean,
            "additional.person_years.mean",
            PersonYears,
            EXPECTATION,
            "the difference of the person-years",
        ),
        row(
            F::AdditionalYearsSd,
            "additional.person_years.sd",
            PersonYears,
            "moments",
            "its standard deviation, luck included",
        ),
        row(F::AdditionalYearsP5, "additional.person_years.p5", PersonYears, QUANTILE, "its quantiles"),
        row(F::AdditionalYearsP50, "additional.person_years.p50", PersonYears, QUANTILE, "its quantiles"),
        row(F::AdditionalYearsP95, "additional.person_years.p95", PersonYears, QUANTILE, "its quantiles"),
        row(
            F::AdditionalYearsIn,
            "additional.by_year.<t>",
            PersonYears,
            EXPECTATION,
            "the difference in a year",
        ),
    ],
};

/// Events over several payers.
pub static JOINT: Part = Part {
    path: "joint",
    rows: &[
        row(
            F::AllPayersGain,
            "all_payers_gain",
            Probability,
            "Wilson",
            "every public payer's net benefit is ≥ 0",
        )
        .reads("nobody needs to be compensated"),
        row(
            F::PublicGainsAndPayerLoses,
            "public_gains_and_<payer>_loses",
            Probability,
            "Wilson",
            "`public` ≥ 0 and the payer < 0",
        )
        .reads("the wrong pocket: worth doing, but not for the one who pays"),
    ],
};

/// What stands beside the simulation.
pub static BESIDE: Part = Part {
    path: "",
    rows: &[
        row(
            F::BaseCase,
            "base_case.net_benefit.<p>",
            Money,
            "",
            "every input at its mean (its median if it has none), formulas at those values, counts in expectation",
        )
        .reads("what a spreadsheet would say"),
        row(F::GapToMean, "base_case.gap_to_mean.<p>", Money, "", "net_benefit.mean minus base case").reads(
            "far from 0: a product of uncertain inputs, a ceiling or a clamp makes the spreadsheet wrong",
        ),
        row(F::UnadjustedMean, "unadjusted.<p>.net_benefit_mean", Money, "", UNADJUSTED).reads(OPTIMIST),
        row(
            F::UnadjustedBreakEven,
            "unadjusted.<p>.probability_break_even",
            Probability,
            "",
            UNADJUSTED,
        )
        .reads(OPTIMIST),
    ],
};

/// All figures, part by part in the order of the documentation.
pub static PARTS: [&Part; 5] = [&PERSPECTIVE, &OUTCOME, &STATE, &JOINT, &BESIDE];
