//! Types of values, and what the names among them refer to.

use super::super::spelling::quoted_list;
use super::section::Section;

/// What names a key refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Payers.
    Payers,
    /// Payers and perspectives, `public` included.
    Perspectives,
    /// Inputs.
    Inputs,
    /// Outcomes.
    Outcomes,
    /// States.
    States,
    /// States, and `start`.
    Left,
    /// Payments.
    Payments,
}

impl Names {
    /// One of them, as a noun.
    pub fn noun(self) -> &'static str {
        match self {
            Names::Payers => "payer",
            Names::Perspectives => "payer or perspective",
            Names::Inputs => "input",
            Names::Outcomes => "outcome",
            Names::States | Names::Left => "state",
            Names::Payments => "payment",
        }
    }

    /// One of them, with its article.
    pub fn one(self) -> &'static str {
        match self {
            Names::Payers => "a payer",
            Names::Perspectives => "a payer or perspective",
            Names::Inputs => "an input",
            Names::Outcomes => "an outcome",
            Names::States => "a state",
            Names::Left => "a state, or `start`",
            Names::Payments => "a payment",
        }
    }
}

/// The type of a key's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One of these words, or a name.
    ChoiceOrName(&'static [&'static str], Names),
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Whole,
    /// A plain number.
    Number,
    /// A number, or a formula over input names.
    Quantity,
    /// A list of numbers or formulas.
    Quantities,
    /// A number or a formula, or a list of them by year.
    Amount,
    /// By payer a number or a formula, or a list of them by year.
    Amounts,
    /// A formula.
    Formula,
    /// A number, or the name of an input.
    NumberOrInput,
    /// A name.
    Name(Names),
    /// A list of names.
    NameList(Names),
    /// Shares by payer.
    Shares,
    /// Shares by payer, or a list of steps.
    SharesOrSteps,
    /// A year, or `{ from, to }`.
    Years,
    /// Levels by calendar year.
    Index,
    /// A number for each part of a whole.
    Parts,
    /// Chances by state, or the name of a `dirichlet` input.
    Row,
    /// The same, or a list of steps.
    Rows,
    /// A rank correlation, or the matrix as rows.
    Spearman,
    /// Path of a figure in the results.
    Metric,
    /// Path of a file.
    Path,
    /// A table.
    Table(Section),
    /// A list of tables.
    Steps(Section),
    /// Named tables.
    Entries(Section),
}

impl Kind {
    /// What is expected, as a noun phrase.
    pub fn expected(self) -> String {
        match self {
            Kind::Text => "text in quotes".into(),
            Kind::Choice(words) => format!("one of {}", quoted_list(words, "or")),
            Kind::ChoiceOrName(words, names) => {
                format!("{}, or the name of {} in quotes", quoted_list(words, "or"), names.one())
            }
            Kind::Boolean => "true or false".into(),
            Kind::Whole => "a whole number".into(),
            Kind::Number => "a plain number".into(),
            Kind::Quantity => "a number, or a formula in quotes".into(),
            Kind::Quantities => "a list of numbers or formulas".into(),
            Kind::Amount => "a number, a formula in quotes, or a list of them, one for each year".into(),
            Kind::Amounts => "a table of amounts by payer, as { municipality = 100, state = [0, 50] }".into(),
            Kind::Formula => "a formula in quotes".into(),
            Kind::NumberOrInput => "a number, or an input's name in quotes".into(),
            Kind::Name(names) => format!("the name of {} in quotes", names.one()),
            Kind::NameList(names) => format!("a list of {} names in quotes", names.noun()),
            Kind::Shares => "a table of shares by payer, as { municipality = 1.0 }".into(),
            Kind::SharesOrSteps => {
                "a table of shares by payer, or a list of { from = …, shares = { … } }".into()
            }
            Kind::Years => "a year, or { from = …, to = … }".into(),
            Kind::Index => "a table of levels by year, as { 2015 = 100.0, 2020 = 104.9 }".into(),
            Kind::Parts => "a table of numbers by part, as { own_home = 16, dead = 1 }".into(),
            Kind::Row => {
                "a table of chances by state, as { home = 0.2, dead = \"mortality\" }, or the name of a dirichlet input in quotes"
                    .into()
            }
            Kind::Rows => format!("{}, or a list of {{ from = …, row = … }}", Kind::Row.expected()),
            Kind::Spearman => "a number, or a list of rows of numbers".into(),
            Kind::Metric => "the path of a figure in quotes, as \"net_benefit.p5\"".into(),
            Kind::Path => "the path of a file in quotes".into(),
            Kind::Table(section) => format!("a table, {}", section.heading()),
            Kind::Steps(_) => "a list of tables".into(),
            Kind::Entries(section) => format!("named tables, {}", section.heading()),
        }
    }
}
