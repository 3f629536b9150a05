//! The results: one plain struct, the same for every report.
//!
//! Money is in the scenario's currency and price year, discounted to calendar year 0 unless a name says
//! `undiscounted`. Probabilities and shares lie in 0–1. See `docs/metrics.md`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use super::estimate::Estimate;
#[cfg(test)]
pub(crate) use super::estimate::OpenEstimate;
pub use super::states::{AdditionalYears, ArmResults, Arms, InState, StateResults};
pub use super::warned::WarningRecord;
use super::written::WrittenFlow;
use crate::scenario::Identity;

/// Version of the JSON layout.
pub const SCHEMA_VERSION: u32 = 1;

/// Everything that one run of one scenario says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Results {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// What was simulated.
    pub scenario: Identity,
    /// How it was simulated.
    pub run: RunInfo,
    /// By perspective, single payers included.
    pub perspectives: Perspectives,
    /// By outcome.
    pub outcomes: BTreeMap<String, OutcomeResults>,
    /// By state; absent where nobody is followed through states.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub states: BTreeMap<String, StateResults>,
    /// Events over several payers.
    pub joint: Joint,
    /// Of `public` (the first perspective where there is none): what each doubtful input explains of the variance of expected net
    /// benefit by itself, the largest share first. From the first draws alone (16,384; fewer of more than eight
    /// inputs); absent where nothing is doubtful.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub explained: BTreeMap<String, Vec<Explained>>,
    /// Every input at its mean.
    pub base_case: BaseCase,
    /// With every optimism and cashable at 1; present where either is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unadjusted: Option<BTreeMap<String, Unadjusted>>,
    /// Verdicts on what the scenario requires, in name order.
    pub requirements: Vec<RequirementResult>,
    /// What the reader should know.
    pub warnings: Vec<WarningRecord>,
}

/// What an input explains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Explained {
    /// Its name.
    pub input: String,
    /// Share of the variance that knowing it would take away on average (first-order index), with what it says about inputs that
    /// it is correlated with; not kept above 0.
    pub first: Estimate,
}

/// Identity of the simulation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RunInfo {
    /// Draws made.
    pub draws: u64,
    /// Seed.
    pub seed: u64,
    /// `random`, `latin` or `sobol`.
    pub sampling: String,
    /// `headline` or `yearly`.
    pub outputs: String,
    /// Version of the draw contract.
    pub contract_version: u32,
    /// Version of the program.
    pub program_version: String,
}

/// What every perspective sees, by name; single payers included.
pub type Perspectives = BTreeMap<String, PerspectiveResults>;

/// What one perspective sees.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PerspectiveResults {
    /// Present value of effects minus costs.
    pub net_benefit: NetBenefit,
    /// Mean net benefit per person who starts; null without people.
    pub per_participant: Option<Estimate>,
    /// P(net benefit ≥ 0).
    pub probability_break_even: Estimate,
    /// 1 − P(net benefit ≥ 0).
    pub probability_loss: Estimate,
    /// First year from which cumulative discounted flow is and stays ≥ 0.
    pub break_even_year: BreakEvenYear,
    /// E[PV effects] / E[PV costs]; null if the denominator is ≤ 0.
    pub benefit_cost_ratio: Option<Estimate>,
    /// E[net benefit] / E[PV costs]; null if the denominator is ≤ 0.
    pub return_on_investment: Option<Estimate>,
    /// Mean of the lowest twentieth of net benefits.
    pub expected_shortfall_5: Estimate,
    /// Deepest undiscounted cumulative deficit.
    pub peak_funding_need: PeakFundingNeed,
    /// Where the variance comes from.
    pub variance: VarianceShares,
    /// Money by year.
    pub cash_flow: CashFlow,
    /// Mean present value of each line, as `costs.NAME` (positive), `effects.NAME` and `payments.NAME`.
    pub lines: BTreeMap<String, Estimate>,
    /// What situations cost in each arm by itself; absent where nobody is followed through states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arms: Option<Arms>,
    /// Per outcome.
    pub outcomes: BTreeMap<String, PerspectiveOutcome>,
}

/// The spread of net benefit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NetBenefit {
    /// Mean (expectation path).
    pub mean: Estimate,
    /// Standard deviation of drawn net benefit, n − 1.
    pub sd: Estimate,
    /// 5 % quantile, type 7; the others likewise.
    pub p5: Estimate,
    /// 10 % quantile.
    pub p10: Estimate,
    /// 25 % quantile.
    pub p25: Estimate,
    /// Median.
    pub p50: Estimate,
    /// 75 % quantile.
    pub p75: Estimate,
    /// 90 % quantile.
    pub p90: Estimate,
    /// 95 % quantile.
    pub p95: Estimate,
    /// The hundred quantiles at 0.5 %, 1.5 % … 99.5 %, rising: as many equally likely net benefits. Read off the histogram, and
    /// held to the quantiles above, to about a bin's width. In the results of a run, where net benefit varies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantiles: Option<Vec<f64>>,
    /// How the draws spread. In the results of a run, where net benefit varies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub histogram: Option<Histogram>,
}

/// Counts of net benefit in bins of equal width. Draws beyond the ends are counted in the end bins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Histogram {
    /// Lower end of the first bin.
    pub from: f64,
    /// Width of a bin.
    pub width: f64,
    /// Draws per bin.
    pub counts: Vec<u64>,
}

impl Histogram {
    /// Whether both have the very same bins.
    pub fn has_bins_of(&self, other: &Histogram) -> bool {
        (self.from.to_bits(), self.width.to_bits(), self.counts.len())
            == (other.from.to_bits(), other.width.to_bits(), other.counts.len())
    }
}

/// When the money is back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BreakEvenYear {
    /// P(year ≤ t) for t = 0 … horizon.
    pub by_year: Vec<Estimate>,
    /// P(not within the horizon).
    pub never: Estimate,
    /// First t with P(year ≤ t) ≥ ½; null if there is none.
    pub median: Option<YearEstimate>,
}

impl BreakEvenYear {
    /// The median with its interval; never is later than any year, and infinite.
    pub fn median_or_never(&self) -> Estimate {
        let never = f64::INFINITY;
        match self.median {
            Some(year) => year.estimate(),
            None => {
                // From the first year on of which P(year ≤ t) may be ½.
                let earliest = self.by_year.iter().position(|estimate| estimate.hi >= 0.5);
                Estimate { value: never, se: never, lo: earliest.map_or(never, |t| t as f64), hi: never }
            }
        }
    }
}

/// A year with its 95 % simulation interval; an end is null where it lies beyond the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct YearEstimate {
    /// The year.
    pub value: usize,
    /// Standard error: a quarter of the interval, rounded up to whole years; null where `hi` is.
    pub se: Option<f64>,
    /// Lower end.
    pub lo: usize,
    /// Upper end.
    pub hi: Option<usize>,
}

impl YearEstimate {
    /// As a number, which has no upper end where the year may be never.
    pub fn estimate(self) -> Estimate {
        Estimate {
            value: self.value as f64,
            se: self.se.unwrap_or(f64::INFINITY),
            lo: self.lo as f64,
            hi: self.hi.map_or(f64::INFINITY, |hi| hi as f64),
        }
    }
}

/// max(0, −min over years of undiscounted cumulative flow).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PeakFundingNeed {
    /// Mean over drawn outcomes.
    pub mean: Estimate,
    /// Median.
    pub p50: Estimate,
    /// 95 % quantile.
    pub p95: Estimate,
}

/// Shares of the variance of net benefit; null where net benefit does not vary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VarianceShares {
    /// From not knowing the inputs.
    pub parameter_share: Option<Estimate>,
    /// From which way the people happen to go.
    pub cohort_luck_share: Option<Estimate>,
}

/// Money by calendar year, 0 … horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CashFlow {
    /// Net flow in the year.
    pub undiscounted: Vec<YearFlow>,
    /// Net flow until and with the year.
    pub cumulative_undiscounted: Vec<YearFlow>,
    /// Discounted net flow until and with the year.
    pub cumulative_discounted: Vec<YearFlow>,
}

/// One year's flow. The quantiles are present with `--outputs yearly`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(into = "WrittenFlow", from = "WrittenFlow")]
pub struct YearFlow {
    /// Mean (expectation path).
    pub mean: Estimate,
    /// Quantiles of the drawn flow.
    pub quantiles: Option<YearQuantiles>,
}

/// Quantiles of a year's drawn flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct YearQuantiles {
    /// 5 % quantile; the others likewise.
    pub p5: Estimate,
    /// 25 % quantile.
    pub p25: Estimate,
    /// Median.
    pub p50: Estimate,
    /// 75 % quantile.
    pub p75: Estimate,
    /// 95 % quantile.
    pub p95: Estimate,
}

/// What one outcome means to one perspective.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PerspectiveOutcome {
    /// Smallest number of additional people at which base-case net benefit is ≥ 0; null if there is none.
    pub successes_to_break_even: Option<u64>,
    /// P(additional people ≥ that number).
    pub probability_reaching_it: Option<Estimate>,
    /// E[PV costs] / E[additional people]; null if the denominator is ≤ 0.
    pub cost_per_additional_success: Option<Estimate>,
}

/// How many people reach an outcome, within the horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OutcomeResults {
    /// With the intervention.
    pub with: MeanOnly,
    /// Without it.
    pub without: MeanOnly,
    /// The difference.
    pub additional: Additional,
}

/// A figure of which only the mean is reported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MeanOnly {
    /// Mean (expectation path).
    pub mean: Estimate,
}

/// The spread of additional people in an outcome, or of their additional years in a state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Additional {
    /// Mean (expectation path).
    pub mean: Estimate,
    /// Standard deviation of the drawn number.
    pub sd: Estimate,
    /// 5 % quantile.
    pub p5: Estimate,
    /// Median.
    pub p50: Estimate,
    /// 95 % quantile.
    pub p95: Estimate,
}

/// Events over several payers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(into = "BTreeMap<String, Estimate>", try_from = "BTreeMap<String, Estimate>")]
pub struct Joint {
    /// P(every public payer's net benefit ≥ 0).
    pub all_payers_gain: Estimate,
    /// `public_gains_and_<payer>_loses`, for each payer.
    pub public_gains_and_payer_loses: BTreeMap<String, Estimate>,
}

/// The scenario with every input at its mean (median if it has none) and counts in expectation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BaseCase {
    /// By perspective. Exact: no simulation error.
    pub net_benefit: BTreeMap<String, f64>,
    /// Mean of the simulation minus base case, by perspective.
    pub gap_to_mean: BTreeMap<String, Estimate>,
}

/// A perspective with every optimism and cashable at 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Unadjusted {
    /// Mean net benefit.
    pub net_benefit_mean: Estimate,
    /// P(net benefit ≥ 0).
    pub probability_break_even: Estimate,
}

/// A requirement and whether it holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RequirementResult {
    /// Its name.
    pub name: String,
    /// Path of the figure below the perspective.
    pub metric: String,
    /// The perspective.
    pub perspective: String,
    /// The figure; null where it does not exist.
    #[cfg_attr(test, schemars(with = "Option<OpenEstimate>"))]
    pub estimate: Option<Estimate>,
    /// The threshold.
    pub threshold: Threshold,
    /// Whether it holds.
    pub verdict: Verdict,
}

/// A threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// At least this.
    AtLeast(f64),
    /// At most this.
    AtMost(f64),
}

/// Whether a requirement holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It holds, beyond the simulation error.
    Pass,
    /// It does not hold, beyond the simulation error; or the figure is null.
    Fail,
    /// The threshold lies inside the simulation error.
    Inconclusive,
}
