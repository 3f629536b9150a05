//! The kinds of tables in a scenario file.

use super::super::limits;

/// A kind of table in a scenario file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// The top level of the file.
    Scenario,
    /// `[report]`.
    Report,
    /// `[prices]`.
    Prices,
    /// `[discount]`.
    Discount,
    /// One step of `discount.steps`.
    RateStep,
    /// One of `[payers]`.
    Payer,
    /// One of `[perspectives]`.
    Perspective,
    /// `[inputs.NAME]`.
    Input,
    /// `dirichlet` of `[inputs.NAME]`.
    Dirichlet,
    /// `[correlations.NAME]`.
    Correlation,
    /// `[cohort]`.
    Cohort,
    /// `[outcomes.NAME]`.
    Outcome,
    /// `[states.NAME]`.
    State,
    /// `[transitions.NAME]`.
    Transition,
    /// One step of the rows of a transition.
    RowStep,
    /// `[costs.NAME]`.
    Cost,
    /// `[effects.NAME]`.
    Effect,
    /// One step of an effect's list of shares.
    ShareStep,
    /// `[payments.NAME]`.
    Payment,
    /// The table form of `years`.
    Years,
    /// `[require.NAME]`.
    Requirement,
}

impl Section {
    /// Every section, in the order of the documentation.
    pub const ALL: [Section; 21] = [
        Section::Scenario,
        Section::Report,
        Section::Prices,
        Section::Discount,
        Section::RateStep,
        Section::Payer,
        Section::Perspective,
        Section::Input,
        Section::Dirichlet,
        Section::Correlation,
        Section::Cohort,
        Section::Outcome,
        Section::State,
        Section::Transition,
        Section::RowStep,
        Section::Cost,
        Section::Effect,
        Section::ShareStep,
        Section::Payment,
        Section::Years,
        Section::Requirement,
    ];

    /// How the section is written in a file, as `[costs.NAME]`.
    pub fn heading(self) -> &'static str {
        match self {
            Section::Scenario => "the top level",
            Section::Report => "[report]",
            Section::Prices => "[prices]",
            Section::Discount => "[discount]",
            Section::RateStep => "a step of discount.steps",
            Section::Payer => "[payers.NAME]",
            Section::Perspective => "[perspectives.NAME]",
            Section::Input => "[inputs.NAME]",
            Section::Dirichlet => "inputs.NAME.dirichlet",
            Section::Correlation => "[correlations.NAME]",
            Section::Cohort => "[cohort]",
            Section::Outcome => "[outcomes.NAME]",
            Section::State => "[states.NAME]",
            Section::Transition => "[transitions.NAME]",
            Section::RowStep => "a step of rows",
            Section::Cost => "[costs.NAME]",
            Section::Effect => "[effects.NAME]",
            Section::ShareStep => "a step of shares",
            Section::Payment => "[payments.NAME]",
            Section::Years => "years",
            Section::Requirement => "[require.NAME]",
        }
    }

    /// What the section is, in one sentence.
    pub fn doc(self) -> &'static str {
        match self {
            Section::Scenario => "What the scenario is called and what its money means.",
            Section::Report => {
                "What reports speak of first, and say below their title. Neither changes a figure."
            }
            Section::Prices => {
                "How prices have risen. Amounts of other price years are converted by it; without it no amount is."
            }
            Section::Discount => "How later money is weighed against money now.",
            Section::RateStep => "From year `from` on, money loses `rate` a year.",
            Section::Payer => "Someone who pays or gains; `NAME = \"label\"` is short for a public payer.",
            Section::Perspective => {
                "A set of payers added together. Every payer is reported by itself; `public` is by default the sum of the public ones."
            }
            Section::Input => {
                "A named assumption: exactly one family of distributions (or `fixed`, or `formula`), with unit, source and evidence."
            }
            Section::Dirichlet => {
                "Chances that exclude each other and sum to 1: a formula names one of 2 to 20 parts, as NAME.PART."
            }
            Section::Correlation => "Inputs that move together. An input lies in at most one group.",
            Section::Cohort => {
                "The people who start. Needed by outcomes and by lines that are counted per person, unless a state has a stock of people."
            }
            Section::Outcome => {
                "A state that a participant can reach; several outcomes of one `group` are exclusive."
            }
            Section::State => {
                "A situation that people are in, one at a time. A scenario follows them through outcomes or through states, not both."
            }
            Section::Transition => {
                "Where the people of a state are one year later; of `start`, where those who enter begin. A state without one is never left."
            }
            Section::RowStep => {
                "From year `from` since entry, or from calendar year `from_year`, `row` holds."
            }
            Section::Cost => "Money that the intervention takes.",
            Section::Effect => "Money that follows: a saving (+) or an added cost (−).",
            Section::ShareStep => "From year `from` of the line on, the payers share as `shares` says.",
            Section::Payment => {
                "What one payer pays another by results: a loss of the one, a gain of the other."
            }
            Section::Years => "The first and the last year in which an amount recurs.",
            Section::Requirement => {
                "What must hold of the result; a null figure fails, equality holds. State one of `at_least` and `at_most`: of a probability or share from 0 to 1."
            }
        }
    }

    /// Whether the tables of this section are entries that a later layer merges into and may remove.
    pub fn is_entry(self) -> bool {
        use Section::*;
        !matches!(self, Scenario | RateStep | RowStep | ShareStep | Years | Dirichlet)
    }

    /// Most entries that it may have.
    pub fn most_entries(self) -> usize {
        match self {
            Section::Input => 2_000,
            Section::Payer | Section::Perspective => 50,
            // Every pair of outcomes has a stream of its own in every intake.
            Section::Outcome => 12,
            Section::State => limits::STATES,
            // One for each state, and `start`.
            Section::Transition => limits::STATES + 1,
            Section::Cost | Section::Effect => 500,
            _ => 1_000,
        }
    }

    /// Groups of keys that displace each other when layers are merged.
    fn rivals(self) -> &'static [&'static [&'static str]] {
        match self {
            Section::Discount => &[&["rate", "steps"]],
            Section::Cohort => &[&["participants", "intake"]],
            Section::Outcome => &[&["counterfactual", "rate_is_net"], &["onset", "years"]],
            Section::Effect => &[&["outcome", "per"]],
            _ => &[],
        }
    }

    /// The keys that a key displaces when layers are merged: amounts by payer are what an amount and its shares are together.
    pub fn displaced_by(self, key: &str) -> Vec<&'static str> {
        let shares = if self == Section::Cost { "paid_by" } else { "shares" };
        match (self, key) {
            (Section::Cost, "amounts") => vec!["amount", shares],
            (Section::Effect, "amounts") => vec!["amount", "cost", shares],
            (Section::Effect, "amount") => vec!["cost", "amounts"],
            (Section::Effect, "cost") => vec!["amount", "amounts"],
            (Section::Cost, "amount" | "paid_by") | (Section::Effect, "shares") => vec!["amounts"],
            _ => {
                let group =
                    self.rivals().iter().find(|group| group.contains(&key)).copied().unwrap_or_default();
                group.iter().filter(|rival| **rival != key).copied().collect()
            }
        }
    }
}
