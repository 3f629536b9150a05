//! The base case worked out step by step: every number in a cell of its own, with what it is worked out from.
//!
//! It is `docs/model.md` at expected counts, written a third time (the compiler and `tests/oracle` are the others), so that a
//! person can follow it and change a number in it. Tests hold it to [`super::base`].

mod counted;
mod formulas;
mod lines;
mod payments;
mod people;
mod perspectives;
mod reach;
mod sheet;
mod situations;
mod term;

pub use term::{At, Cell, Operation, Term};

use std::collections::BTreeSet;

use super::inputs::ModelError;
use crate::scenario::Scenario;
use sheet::Sheet;

/// A step: rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The inputs.
    Inputs,
    /// Years and what their money is worth now.
    Time,
    /// Who enters, and who leaves early.
    People,
    /// An outcome, by name.
    Outcome(String),
    /// A cost, by name.
    Cost(String),
    /// An effect, by name.
    Effect(String),
    /// What payments go by.
    Known,
    /// A payment, by name.
    Payment(String),
    /// What flows to and from each payer.
    Flows,
    /// A payer or perspective, by name.
    Perspective(String),
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// An input at its mean, in its own prices and before its optimism.
    Input,
    /// The factor of an input for optimism.
    Optimism,
    /// The input as it is used: in the scenario's prices, with its optimism; or the value of a formula.
    InUse,
    /// A yearly discount rate, as stated; the first year to which it applies is that of the row.
    DiscountRate,
    /// The discount rate of each year.
    RateOfYear,
    /// The discount factor at the end of each year.
    EndOfYear,
    /// The discount factor of each year.
    Factor,
    /// People who are to enter.
    Intake,
    /// Whole people who enter.
    Entrants,
    /// Share who leave early.
    Dropout,
    /// People who leave early.
    Dropouts,
    /// Share of the cost per participant that a drop-out still costs.
    DropoutCostShare,
    /// Chance with the intervention, as stated; of events a mean number.
    Rate,
    /// Chance without the intervention, as stated.
    Counterfactual,
    /// Chance with the intervention, as it is used.
    With,
    /// Chance without the intervention, as it is used.
    Without,
    /// Yearly chance that the outcome is lost again.
    Relapse,
    /// Chance to be among the additional people.
    Additional,
    /// Additional people in the outcome in each year.
    AdditionalPeople,
    /// People who reach it with the intervention, in the year in which they do; or events with the intervention.
    Achieved,
    /// Money per unit and year.
    Amount,
    /// What an amount that differs from person to person comes to over people, a term of it.
    Expected,
    /// People per caseworker.
    Caseload,
    /// Units in each year.
    Units,
    /// People who are in a state from the beginning, as stated.
    Stock,
    /// Years that people spend in states with the intervention, in each year.
    PersonYears,
    /// The same less those without it.
    MorePersonYears,
    /// Moves with the intervention, in each year.
    Moves,
    /// The same less those without it.
    MoreMoves,
    /// Real growth a year.
    Growth,
    /// Share lost each year.
    Fade,
    /// Share of an average price that a budget really releases.
    Cashable,
    /// Money of the line in each year, whoever pays or gains it.
    Money,
    /// Share of a payer, from a year of the line on.
    Share,
    /// What flows to a payer in each year.
    Flow,
    /// Effects of a payer until and with each year.
    Saved,
    /// Costs of a payer until and with each year, positive.
    Spent,
    /// What is due in all by the end of each year.
    Due,
    /// What is paid in each year.
    Paid,
    /// Tax distortion.
    Distortion,
    /// With how much a perspective counts a payer.
    Weight,
    /// Net flow in each year.
    Net,
    /// Net flow of each year in present value.
    Discounted,
    /// Present value until and with each year.
    Cumulative,
    /// Net benefit.
    NetBenefit,
    /// Sum of what lines are worth, each without its sign: what a difference is measured against.
    Size,
}

/// Where a number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Stated by the scenario in a way that a call can set to another number by the row's path.
    Editable,
    /// Stated by the scenario.
    Stated,
    /// Worked out by the program from what has no closed form here; it does not follow a change.
    Value,
    /// Worked out from other cells.
    Worked,
}

/// A cell's content.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is worked out from.
    pub term: Term,
    /// What that comes to.
    pub value: f64,
    /// Where it comes from.
    pub nature: Nature,
}

/// A row of cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The step to which it belongs.
    pub part: Part,
    /// What it is.
    pub key: Key,
    /// Of which input, payer, outcome or line by name, where its part does not say so.
    pub of: Option<String>,
    /// Of which intake, counted from 0, where there are several.
    pub intake: Option<usize>,
    /// From which year on, where that matters.
    pub from: Option<usize>,
    /// Key path of what it states.
    pub path: Option<String>,
    /// Its one number.
    pub alone: Option<Entry>,
    /// What its years are worth now.
    pub present: Option<Entry>,
    /// By calendar year, 0 … horizon.
    pub years: Vec<Option<Entry>>,
}

impl Row {
    fn entry(&self, at: At) -> Option<&Entry> {
        match at {
            At::Alone => self.alone.as_ref(),
            At::Present => self.present.as_ref(),
            At::Year(year) => self.years.get(year)?.as_ref(),
        }
    }

    /// The number at a place.
    pub fn number(&self, at: At) -> Option<f64> {
        self.entry(at).map(|entry| entry.value)
    }
}

/// The base case, worked out.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    /// The rows, in no order of their own: one is worked out from any others.
    pub rows: Vec<Row>,
    /// By perspective in name order, single payers included: the row of net benefit and that of its size.
    pub net_benefit: Vec<(String, usize, usize)>,
    /// The row of discount factors.
    pub factors: usize,
    /// Inputs that decide which states people are in, which stands as values.
    pub deciding: BTreeSet<String>,
}

/// Works the base case of a scenario out.
///
/// # Errors
/// Where it has no model.
pub fn work_out(scenario: &Scenario) -> Result<Worked, ModelError> {
    let mut sheet = Sheet::new(scenario)?;
    sheet.inputs();
    let factors = sheet.time();
    let people = sheet.people();
    let lines = sheet.lines(&people, factors)?;
    let paid = sheet.payments(&people, &lines, factors);
    let net_benefit = sheet.perspectives(&lines, &paid, factors);
    let deciding = counted::deciding(scenario);
    Ok(Worked { rows: sheet.into_rows(), net_benefit, factors, deciding })
}
