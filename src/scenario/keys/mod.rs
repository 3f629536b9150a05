//! The one table of keys: what a scenario file may say, where, of which type, in which range, with which default.
//!
//! Recognition, nearest-key hints, type and range checks, defaults, the JSON Schema and the format reference all
//! come from it. The keys of the families of distributions come from [`crate::distribution::FAMILIES`].

mod lead;
mod range;
mod table;

pub use lead::{Lead, key_of, lead_of};
pub use range::Range;
pub use table::{CALENDAR, KEYS, REMOVE};

use super::spelling::quoted_list;

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
    pub const ALL: [Section; 18] = [
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
                "The people who start. Needed by outcomes and by lines that are counted per person."
            }
            Section::Outcome => {
                "A state that a participant can reach; several outcomes of one `group` are exclusive."
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
        !matches!(self, Scenario | RateStep | ShareStep | Years | Dirichlet)
    }

    /// Most entries that it may have.
    pub fn most_entries(self) -> usize {
        match self {
            Section::Input => 2_000,
            Section::Payer | Section::Perspective => 50,
            // Every pair of outcomes has a stream of its own in every intake.
            Section::Outcome => 12,
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
            (Section::Cost | Section::Effect, "amounts") => vec!["amount", shares],
            (Section::Cost, "amount" | "paid_by") | (Section::Effect, "amount" | "shares") => vec!["amounts"],
            _ => {
                let group =
                    self.rivals().iter().find(|group| group.contains(&key)).copied().unwrap_or_default();
                group.iter().filter(|rival| **rival != key).copied().collect()
            }
        }
    }

    /// The keys of this section, in the order of the documentation.
    pub fn keys(self) -> impl Iterator<Item = &'static Key> {
        KEYS.iter().filter(move |key| key.section == self)
    }

    /// The key of this name in this section.
    pub fn key(self, name: &str) -> Option<&'static Key> {
        if name == REMOVE.name && self.is_entry() {
            return Some(&REMOVE);
        }
        self.keys().find(|key| key.name == name)
    }
}

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
            Kind::Spearman => "a number, or a list of rows of numbers".into(),
            Kind::Metric => "the path of a figure in quotes, as \"net_benefit.p5\"".into(),
            Kind::Path => "the path of a file in quotes".into(),
            Kind::Table(section) => format!("a table, {}", section.heading()),
            Kind::Steps(_) => "a list of tables".into(),
            Kind::Entries(section) => format!("named tables, {}", section.heading()),
        }
    }
}

/// Whether a key must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Required,
    /// It may; nothing stands in for it.
    Optional,
    /// It may; this (as written in TOML, or in words) stands in for it.
    Default(&'static str),
    /// Exactly one of these must.
    OneOf(&'static [&'static str]),
    /// It must in this case, and must not in any other.
    When(&'static str),
}

/// One key of a scenario file.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The kind of table it stands in.
    pub section: Section,
    /// Its name.
    pub name: &'static str,
    /// The type of its value.
    pub kind: Kind,
    /// The unit of its value; empty where there is none.
    pub unit: &'static str,
    /// Bounds on its number (or on each number of a list).
    pub range: Range,
    /// Whether it must be given.
    pub presence: Presence,
    /// What it means, in one sentence.
    pub doc: &'static str,
}

impl Key {
    const fn new(
        section: Section,
        name: &'static str,
        kind: Kind,
        presence: Presence,
        doc: &'static str,
    ) -> Key {
        Key { section, name, kind, unit: "", range: Range::ANY, presence, doc }
    }

    pub(super) const fn unit(mut self, unit: &'static str) -> Key {
        self.unit = unit;
        self
    }

    pub(super) const fn range(mut self, range: Range) -> Key {
        self.range = range;
        self
    }

    /// The bounds, whatever else its table says: of a rate those of a mean number of events, which has no upper one.
    pub fn widest(&self) -> Range {
        let is_rate = self.section == Section::Outcome && matches!(self.name, "rate" | "counterfactual");
        if is_rate { Range::NOT_NEGATIVE } else { self.range }
    }

    /// What is expected, with the bounds, as a noun phrase.
    pub fn expected(&self) -> String {
        match (self.kind, self.range.describe()) {
            (kind, range) if range.is_empty() => kind.expected(),
            (kind, range) => format!("{}, {range}", kind.expected()),
        }
    }
}

/// Top-level keys that belong to the file and not to the scenario: no variant and no `--set` may state them.
pub const FILE_KEYS: [&str; 3] = ["format", "extends", "variants"];

/// Top-level keys that belong to a variant and not to a file.
pub const VARIANT_KEYS: [&str; 1] = ["label"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_listed_twice_and_every_key_is_documented() {
        for (i, key) in KEYS.iter().enumerate() {
            let doubled =
                KEYS[..i].iter().any(|other| (other.section, other.name) == (key.section, key.name));
            assert!(!doubled, "{:?}.{}", key.section, key.name);
            assert!(key.doc.ends_with('.'), "{:?}.{}", key.section, key.name);
        }
    }

    #[test]
    fn a_path_leads_to_its_key() {
        let found = |path| key_of(path).map(|key| (key.section, key.name));
        assert_eq!(found("horizon"), Some((Section::Scenario, "horizon")));
        assert_eq!(found("discount.rate"), Some((Section::Discount, "rate")));
        assert_eq!(found("effects.a.growth"), Some((Section::Effect, "growth")));
        assert_eq!(found("costs.a.years.to"), Some((Section::Years, "to")));
        assert_eq!(found("costs.a.years"), Some((Section::Cost, "years")));
        for path in [
            "",
            "discount",
            "effects.a",
            "effects.growth",
            "inputs.a.beta.mean",
            "horizon.x",
            "costs.a.years.by",
        ] {
            assert_eq!(found(path), None, "{path}");
        }
    }
}
