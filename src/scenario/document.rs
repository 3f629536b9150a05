//! The scenario as the analyst meant it: resolved (merged, defaults filled in) and checked.
//!
//! These are plain data. Every map is ordered by name, because sums over names run in name order.

use std::collections::BTreeMap;

use super::amounts::Amounts;
use super::by_person::ByPerson;
use super::formula::Expr;
use super::labels::{Labels, Order};
use super::metrics::Metric;
use super::pathways::{Pathways, Situations};
use super::payment::Payment;
use super::prices::{Prices, Restated};
pub use super::quantity::{Place, Quantity};
use crate::distribution::{Dirichlet, Law};

/// One intervention: its assumptions, what follows from them, and what is required of the result.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Heading of the reports.
    pub title: String,
    /// What reports speak of first, and say below their title.
    pub report: Report,
    /// Currency code or name, as written; amounts are never converted.
    pub currency: String,
    /// Year whose prices the amounts are in.
    pub price_year: i32,
    /// How prices have risen, where the scenario says.
    pub prices: Option<Prices>,
    /// That its money is shown in the prices of another year than the file's, for a comparison.
    pub restated: Option<Restated>,
    /// Last calendar year counted, 1–200; years run 0, 1 … horizon.
    pub horizon: usize,
    /// How later money is weighed against money now.
    pub discount: Discount,
    /// Who pays or gains.
    pub payers: BTreeMap<String, Payer>,
    /// Sets of payers added together, `public` included (by default the sum of the public payers). Single
    /// payers are reported as perspectives of their own and are not listed here.
    pub perspectives: BTreeMap<String, Perspective>,
    /// Every uncertain or fixed assumption.
    pub inputs: BTreeMap<String, Input>,
    /// Which of them have a value for each person.
    pub by_person: ByPerson,
    /// Groups of inputs that move together. An input lies in at most one group.
    pub correlations: BTreeMap<String, Correlation>,
    /// The people who start; absent where a scenario has only programme lines, but not where people are followed through states: there it has no
    /// intakes if nobody comes to those who are there.
    pub cohort: Option<Cohort>,
    /// The states a participant can reach; several are exclusive.
    pub outcomes: BTreeMap<String, Outcome>,
    /// The states that people move between; a scenario follows them through outcomes or through states.
    pub pathways: Option<Pathways>,
    /// Money that the intervention takes.
    pub costs: BTreeMap<String, Cost>,
    /// Money that follows.
    pub effects: BTreeMap<String, Effect>,
    /// What one payer pays another by results.
    pub payments: BTreeMap<String, Payment>,
    /// What must hold.
    pub requirements: BTreeMap<String, Requirement>,
    /// What things are called for people, where it is stated.
    pub labels: Labels,
    /// The order in which the files name them.
    pub order: Order,
}

impl Scenario {
    /// The name of a payer or perspective for people.
    pub fn label(&self, perspective: &str) -> String {
        match self.payers.get(perspective) {
            Some(payer) => payer.label.clone(),
            None => self.labels.within("perspectives", perspective),
        }
    }

    /// The same programme, begun so many years later: people enter later, and lines of the programme and payments run later. Growth, discounting and
    /// the horizon go by calendar years and stay. `None` where nothing of it, or not every intake, would begin within the horizon.
    pub fn later(&self, years: usize) -> Option<Scenario> {
        let mut later = self.clone();
        let mut begins = Vec::new();
        if let Some(cohort) = &mut later.cohort {
            cohort.start += years;
            begins.push(cohort.start + cohort.intakes.len().saturating_sub(1));
        }
        let costs = later.costs.values_mut().filter(|cost| matches!(cost.per, CostPer::Programme));
        let costs = costs.map(|cost| &mut cost.years);
        let effects = later.effects.values_mut().filter(|effect| effect.per == EffectPer::Programme);
        for (from, to) in later.payments.values_mut().map(|payment| &mut payment.years) {
            (*from, *to) = (from.saturating_add(years), to.saturating_add(years));
        }
        let lines = costs.chain(effects.map(|effect| &mut effect.years));
        let lines = lines.map(|(from, to)| {
            (*from, *to) = (from.saturating_add(years), to.saturating_add(years));
            *from
        });
        let first_line = lines.fold(None, |first: Option<usize>, from| match first {
            Some(first) if first < from => Some(first),
            _ => Some(from),
        });
        // Whoever enters counts; a programme of lines alone begins with the first of them.
        let begins = begins.pop().or(first_line)?;
        (begins <= later.horizon).then_some(later)
    }
}

/// What reports speak of first, and say below their title. It changes no figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The payer or perspective that reports speak of first.
    pub perspective: String,
    /// What the analyst says below the title.
    pub note: Option<String>,
}

/// Discounting: yearly rates by step, and when in the year money moves.
#[derive(Debug, Clone)]
pub struct Discount {
    /// Steps by rising `from`; the first starts at year 0.
    pub steps: Vec<RateStep>,
    /// When in the year money moves.
    pub timing: Timing,
}

/// From year `from` on, money loses `rate` a year.
#[derive(Debug, Clone)]
pub struct RateStep {
    /// First calendar year to which the rate applies.
    pub from: usize,
    /// Yearly rate, above −1.
    pub rate: Quantity,
}

/// When in the year money moves (MODEL §1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// At the start of the year.
    Start,
    /// In the middle of the year.
    Mid,
    /// At the end of the year.
    End,
}

/// Someone who pays or gains.
#[derive(Debug, Clone)]
pub struct Payer {
    /// Name in the reports.
    pub label: String,
    /// Whether the payer belongs to the public purse.
    pub public: bool,
}

/// A set of payers added together.
#[derive(Debug, Clone)]
pub struct Perspective {
    /// The payers, by name.
    pub payers: Vec<String>,
    /// Deadweight loss of taxation: flows of `taxed` payers are multiplied by 1 + this.
    pub tax_distortion: Quantity,
    /// The payers whose flows carry the distortion; a subset of `payers`.
    pub taxed: Vec<String>,
}

/// A named assumption.
#[derive(Debug, Clone)]
pub struct Input {
    /// What it is drawn from.
    pub definition: Definition,
    /// Unit, as written.
    pub unit: Option<String>,
    /// Where the number comes from.
    pub source: Option<String>,
    /// How strong the evidence is.
    pub evidence: Option<Evidence>,
    /// Year of the prices, where one is stated.
    pub price_year: Option<i32>,
    /// Factor from the prices of its own year to the scenario's; 1 where nothing is converted. Values of the definition, and what a
    /// stress test sets, are before it.
    pub conversion: f64,
    /// The figure already contains relapse.
    pub includes_relapse: bool,
    /// The figure is an average price, not a marginal one.
    pub average_price: bool,
    /// Factor on the draw for optimism bias: a number or one input name.
    pub optimism: Option<Quantity>,
    /// The family as written, for reports: `beta(mean = 0.42, sd = 0.08)`.
    pub written: String,
    /// Where the definition was written.
    pub place: Option<Place>,
}

/// What an input's value is.
#[derive(Debug, Clone)]
pub enum Definition {
    /// A probability law (a fixed number is a law too: [`Law::is_fixed`]).
    Law(Law),
    /// How people differ: a law that each person has a value of its own from.
    People(Law),
    /// Shares of one whole; a formula names one of them.
    Dirichlet(Dirichlet),
    /// A formula over other inputs; cycles have been refused.
    Formula(Expr),
}

/// Strength of the evidence behind an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// A randomised trial.
    Trial,
    /// A quasi-experiment.
    QuasiExperiment,
    /// A before-after comparison.
    BeforeAfter,
    /// A register.
    Register,
    /// Expert judgement.
    Expert,
    /// An assumption.
    Assumption,
}

impl Evidence {
    /// What it is called, in the report and in a file.
    pub fn label(self) -> &'static str {
        match self {
            Evidence::Trial => "trial",
            Evidence::QuasiExperiment => "quasi-experiment",
            Evidence::BeforeAfter => "before-after",
            Evidence::Register => "register",
            Evidence::Expert => "expert",
            Evidence::Assumption => "assumption",
        }
    }
}

/// Inputs that move together.
#[derive(Debug, Clone)]
pub struct Correlation {
    /// The inputs, in the order of the matrix.
    pub inputs: Vec<String>,
    /// Spearman rank correlations, row by row, ones on the diagonal.
    pub spearman: Vec<Vec<f64>>,
    /// Where it was written.
    pub place: Option<Place>,
}

/// The people who start.
#[derive(Debug, Clone)]
pub struct Cohort {
    /// People entering in year `start`, `start` + 1 … (one entry for `participants`).
    pub intakes: Vec<Quantity>,
    /// Calendar year of the first intake.
    pub start: usize,
    /// Share who leave early.
    pub dropout: Quantity,
    /// Share of the per-participant cost that a drop-out still costs.
    pub dropout_cost_share: Quantity,
}

/// A state that a participant can reach.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Chance with the intervention.
    pub rate: Quantity,
    /// Chance without it.
    pub counterfactual: Counterfactual,
    /// Whom the rate counts.
    pub rate_of: RateOf,
    /// Year from entry in which it is reached.
    pub onset: usize,
    /// Yearly chance that it is lost again, from the year after onset.
    pub relapse: Quantity,
    /// Intra-class correlation of the one site, 0 ≤ icc < 1.
    pub icc: f64,
    /// The years from entry, `onset` first, in each of which it may happen, more than once: then the rates are mean numbers per person. None where
    /// it is a state.
    pub events: Option<(usize, usize)>,
    /// The outcomes that exclude each other, by name; none is the common group. Groups are independent of each other, given the inputs.
    pub group: Option<String>,
    /// Whether it is said that a person is meant to reach this outcome or another; those of a group are exclusive anyway.
    pub exclusive: bool,
}

/// What happens without the intervention.
#[derive(Debug, Clone)]
pub enum Counterfactual {
    /// The chance without the intervention.
    Rate(Quantity),
    /// The rate is already an effect: same as a counterfactual of 0.
    RateIsNet,
}

/// Whom a success rate counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RateOf {
    /// All who start.
    Participants,
    /// Those who do not drop out.
    Completers,
    /// Those who reach this other outcome: with the intervention for `rate`, without it for `counterfactual`.
    Outcome(String),
}

impl Outcome {
    /// The outcome among whose people this one is counted, if it is an outcome of an outcome.
    pub fn of(&self) -> Option<&str> {
        match &self.rate_of {
            RateOf::Outcome(name) => Some(name),
            RateOf::Participants | RateOf::Completers => None,
        }
    }

    /// Whether it is dealt among those who enter, as one of a group: it is neither one of events nor an outcome of an outcome.
    pub fn is_dealt(&self) -> bool {
        self.events.is_none() && self.of().is_none()
    }
}

/// Money that the intervention takes.
#[derive(Debug, Clone)]
pub struct Cost {
    /// Money per unit and year.
    pub amount: Amounts,
    /// What the amount is per.
    pub per: CostPer,
    /// First and last year, from entry (for `programme`: calendar).
    pub years: (usize, usize),
    /// Share carried by each payer, which sum to 1; empty where each has an amount of its own.
    pub paid_by: BTreeMap<String, f64>,
}

/// What a cost is counted per.
#[derive(Debug, Clone)]
pub enum CostPer {
    /// Everyone who starts; a drop-out costs `dropout_cost_share` of it.
    Participant,
    /// Those who do not drop out.
    Completer,
    /// The programme as a whole, in calendar years.
    Programme,
    /// A caseworker, one for each `caseload` people or part of it.
    Caseworker {
        /// People per caseworker.
        caseload: Quantity,
    },
    /// People in states, or their moves, with the intervention.
    Situations(Situations),
}

/// Money that follows: a saving (+) or an added cost (−).
#[derive(Debug, Clone)]
pub struct Effect {
    /// What the amount is counted per.
    pub per: EffectPer,
    /// Money per unit and year; a saving is positive, unless it is stated as a cost.
    pub amount: Amounts,
    /// Whether the amount is what a unit costs (`cost`): then a unit more is a loss.
    pub is_cost: bool,
    /// First and last year from entry (for `programme`: calendar). Defaults are filled in.
    pub years: (usize, usize),
    /// Shares by payer, by rising first age; the first applies from the line's first year. Empty where each payer has an amount of
    /// its own.
    pub shares: Vec<(usize, BTreeMap<String, f64>)>,
    /// Share lost each year.
    pub fade: Quantity,
    /// Real growth per calendar year.
    pub growth: Quantity,
    /// Share of an average price that a budget really releases.
    pub cashable: Quantity,
}

/// What an effect is counted per.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EffectPer {
    /// Each additional person in this outcome.
    Outcome(String),
    /// Everyone who starts.
    Participant,
    /// The programme as a whole, in calendar years.
    Programme,
    /// People in states, or their moves: those with the intervention less those without.
    Situations(Situations),
}

/// What must hold of a result.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// The figure, named below its perspective, as `net_benefit.p5`.
    pub metric: Metric,
    /// A payer or perspective.
    pub perspective: String,
    /// The threshold.
    pub bound: Bound,
    /// Where it was written.
    pub place: Option<Place>,
}

/// A threshold; equality holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// The figure must be at least this.
    AtLeast(f64),
    /// The figure must be at most this.
    AtMost(f64),
}
