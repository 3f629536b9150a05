//! The one table of keys: what a scenario file may say, where, of which type, in which range, with which default.
//!
//! Recognition, nearest-key hints, type and range checks, defaults, the JSON Schema and the format reference all
//! come from it. The keys of the families of distributions come from [`crate::distribution::FAMILIES`].

use super::limits;

/// A kind of table in a scenario file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// The top level of the file.
    Scenario,
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
    /// The table form of `years`.
    Years,
    /// `[require.NAME]`.
    Requirement,
}

impl Section {
    /// Every section, in the order of the documentation.
    pub const ALL: [Section; 14] = [
        Section::Scenario,
        Section::Discount,
        Section::RateStep,
        Section::Payer,
        Section::Perspective,
        Section::Input,
        Section::Correlation,
        Section::Cohort,
        Section::Outcome,
        Section::Cost,
        Section::Effect,
        Section::ShareStep,
        Section::Years,
        Section::Requirement,
    ];

    /// How the section is written in a file, as `[costs.NAME]`.
    pub fn heading(self) -> &'static str {
        match self {
            Section::Scenario => "the top level",
            Section::Discount => "[discount]",
            Section::RateStep => "a step of discount.steps",
            Section::Payer => "[payers.NAME]",
            Section::Perspective => "[perspectives.NAME]",
            Section::Input => "[inputs.NAME]",
            Section::Correlation => "[correlations.NAME]",
            Section::Cohort => "[cohort]",
            Section::Outcome => "[outcomes.NAME]",
            Section::Cost => "[costs.NAME]",
            Section::Effect => "[effects.NAME]",
            Section::ShareStep => "a step of shares",
            Section::Years => "years",
            Section::Requirement => "[require.NAME]",
        }
    }

    /// What the section is, in one sentence.
    pub fn doc(self) -> &'static str {
        match self {
            Section::Scenario => "What the scenario is called and what its money means.",
            Section::Discount => "How later money is weighed against money now.",
            Section::RateStep => "From year `from` on, money loses `rate` a year.",
            Section::Payer => "Someone who pays or gains; `NAME = \"label\"` is short for a public payer.",
            Section::Perspective => {
                "A set of payers added together. Every payer is reported by itself; `public` is by default the sum of the public ones."
            }
            Section::Input => {
                "A named assumption: exactly one family of distributions (or `fixed`, or `formula`), with unit, source and evidence."
            }
            Section::Correlation => "Inputs that move together. An input lies in at most one group.",
            Section::Cohort => {
                "The people who start. Needed by outcomes and by lines that are counted per person."
            }
            Section::Outcome => "A state that a participant can reach; several outcomes are exclusive.",
            Section::Cost => "Money that the intervention takes.",
            Section::Effect => "Money that follows: a saving (+) or an added cost (−).",
            Section::ShareStep => "From year `from` of the line on, the payers share as `shares` says.",
            Section::Years => "The first and the last year in which an amount recurs.",
            Section::Requirement => {
                "What must hold of the result; a null figure fails, equality holds. State one of `at_least` and `at_most`."
            }
        }
    }

    /// Whether the tables of this section are entries that a later layer merges into and may remove.
    pub fn is_entry(self) -> bool {
        !matches!(self, Section::Scenario | Section::RateStep | Section::ShareStep | Section::Years)
    }

    /// Groups of keys that displace each other when layers are merged.
    pub fn rivals(self) -> &'static [&'static str] {
        match self {
            Section::Discount => &["rate", "steps"],
            Section::Cohort => &["participants", "intake"],
            Section::Outcome => &["counterfactual", "rate_is_net"],
            Section::Effect => &["outcome", "per"],
            _ => &[],
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
}

impl Names {
    /// One of them, as a noun.
    pub fn noun(self) -> &'static str {
        match self {
            Names::Payers => "payer",
            Names::Perspectives => "payer or perspective",
            Names::Inputs => "input",
            Names::Outcomes => "outcome",
        }
    }

    /// One of them, with its article.
    pub fn one(self) -> &'static str {
        match self {
            Names::Payers => "a payer",
            Names::Perspectives => "a payer or perspective",
            Names::Inputs => "an input",
            Names::Outcomes => "an outcome",
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
            Kind::Boolean => "true or false".into(),
            Kind::Whole => "a whole number".into(),
            Kind::Number => "a plain number".into(),
            Kind::Quantity => "a number, or a formula in quotes".into(),
            Kind::Quantities => "a list of numbers or formulas".into(),
            Kind::Formula => "a formula in quotes".into(),
            Kind::NumberOrInput => "a number, or an input's name in quotes".into(),
            Kind::Name(names) => format!("the name of {} in quotes", names.one()),
            Kind::NameList(names) => format!("a list of {} names in quotes", names.noun()),
            Kind::Shares => "a table of shares by payer, as { municipality = 1.0 }".into(),
            Kind::SharesOrSteps => {
                "a table of shares by payer, or a list of { from = …, shares = { … } }".into()
            }
            Kind::Years => "a year, or { from = …, to = … }".into(),
            Kind::Spearman => "a number, or a list of rows of numbers".into(),
            Kind::Metric => "the path of a figure in quotes, as \"net_benefit.p5\"".into(),
            Kind::Path => "the path of a file in quotes".into(),
            Kind::Table(section) => format!("a table, {}", section.heading()),
            Kind::Steps(_) => "a list of tables".into(),
            Kind::Entries(section) => format!("named tables, {}", section.heading()),
        }
    }
}

/// Bounds on a number. Open ends do not contain their bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
    /// Whether the lower bound itself is excluded.
    pub low_open: bool,
    /// Whether the upper bound itself is excluded.
    pub high_open: bool,
}

impl Range {
    const ANY: Range = Range::closed(f64::NEG_INFINITY, f64::INFINITY);
    const SHARE: Range = Range::closed(0.0, 1.0);

    const fn closed(low: f64, high: f64) -> Range {
        Range { low, high, low_open: false, high_open: false }
    }

    const fn above(low: f64) -> Range {
        Range { low, high: f64::INFINITY, low_open: true, high_open: false }
    }

    /// Whether a number lies within the bounds. NaN and the infinities never do.
    pub fn contains(&self, x: f64) -> bool {
        let above = if self.low_open { x > self.low } else { x >= self.low };
        let below = if self.high_open { x < self.high } else { x <= self.high };
        x.is_finite() && above && below
    }

    /// The bounds in words, as `from 0 to 1`; empty where every number will do.
    pub fn describe(&self) -> String {
        let low = match (self.low.is_finite(), self.low_open) {
            (false, _) => None,
            (true, true) => Some(format!("above {}", self.low)),
            (true, false) => Some(format!("from {}", self.low)),
        };
        let high = match (self.high.is_finite(), self.high_open) {
            (false, _) => None,
            (true, true) => Some(format!("below {}", self.high)),
            (true, false) if low.is_some() => Some(format!("to {}", self.high)),
            (true, false) => Some(format!("up to {}", self.high)),
        };
        match (low, high) {
            (None, None) => String::new(),
            (Some(_), Some(_)) if self.low == self.high => format!("exactly {}", self.low),
            (Some(low), None) if self.low_open => low,
            (Some(_), None) => format!("{} or more", self.low),
            (None, Some(high)) => high,
            (Some(low), Some(high)) => format!("{low} {high}"),
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

    const fn unit(mut self, unit: &'static str) -> Key {
        self.unit = unit;
        self
    }

    const fn range(mut self, range: Range) -> Key {
        self.range = range;
        self
    }

    /// What is expected, with the bounds, as a noun phrase.
    pub fn expected(&self) -> String {
        match (self.kind, self.range.describe()) {
            (kind, range) if range.is_empty() => kind.expected(),
            (kind, range) => format!("{}, {range}", kind.expected()),
        }
    }
}

use Kind::*;
use Presence::*;
use Section as S;

const YEARS: Range = Range::closed(0.0, limits::YEARS as f64);
const CALENDAR: Range = Range::closed(1900.0, 2200.0);

/// `remove = true`, in every entry.
pub static REMOVE: Key = Key::new(
    S::Scenario,
    "remove",
    Boolean,
    Optional,
    "In a file that extends another, in a variant or in `--set`: deletes the entry.",
);

/// Every key except those of the families, in the order of the documentation.
pub static KEYS: &[Key] = &[
    Key::new(S::Scenario, "format", Whole, Required, "Version of this format.").range(Range::closed(1.0, 1.0)),
    Key::new(
        S::Scenario,
        "extends",
        Path,
        Optional,
        "Another scenario file, relative to this one, of which this file lists only what differs.",
    ),
    Key::new(S::Scenario, "title", Text, Required, "Heading of the reports."),
    Key::new(S::Scenario, "currency", Text, Required, "Currency of every amount, as DKK; never converted."),
    Key::new(S::Scenario, "price_year", Whole, Required, "Year whose prices the amounts are in.")
        .unit("calendar year")
        .range(CALENDAR),
    Key::new(
        S::Scenario,
        "horizon",
        Whole,
        Required,
        "Last year counted; years run 0, 1 … horizon, and nothing after it counts.",
    )
    .unit("years")
    .range(Range::closed(1.0, limits::HORIZON as f64)),
    Key::new(S::Scenario, "discount", Table(S::Discount), Required, "How later money is weighed."),
    Key::new(S::Scenario, "payers", Entries(S::Payer), Required, "Who pays or gains."),
    Key::new(S::Scenario, "perspectives", Entries(S::Perspective), Optional, "Sets of payers added together."),
    Key::new(S::Scenario, "inputs", Entries(S::Input), Optional, "The assumptions."),
    Key::new(S::Scenario, "correlations", Entries(S::Correlation), Optional, "Inputs that move together."),
    Key::new(S::Scenario, "cohort", Table(S::Cohort), Optional, "The people who start."),
    Key::new(S::Scenario, "outcomes", Entries(S::Outcome), Optional, "The states a participant can reach."),
    Key::new(S::Scenario, "costs", Entries(S::Cost), Optional, "Money that the intervention takes."),
    Key::new(S::Scenario, "effects", Entries(S::Effect), Required, "Money that follows."),
    Key::new(S::Scenario, "require", Entries(S::Requirement), Optional, "What must hold of the result."),
    Key::new(
        S::Scenario,
        "variants",
        Entries(S::Scenario),
        Optional,
        "Named sets of changes, `[variants.NAME]` with the keys of a scenario file, chosen with `--variant NAME`.",
    ),
    // Discounting.
    Key::new(S::Discount, "rate", Quantity, OneOf(&["rate", "steps"]), "Yearly discount rate.")
        .unit("per year")
        .range(Range::above(-1.0)),
    Key::new(
        S::Discount,
        "steps",
        Steps(S::RateStep),
        OneOf(&["rate", "steps"]),
        "Discount rates that change with time, by rising `from`; the first starts at year 0.",
    ),
    Key::new(
        S::Discount,
        "timing",
        Choice(&["start", "mid", "end"]),
        Default("\"end\""),
        "When in the year money moves.",
    ),
    Key::new(S::RateStep, "from", Whole, Required, "First calendar year with this rate.").unit("year").range(YEARS),
    Key::new(S::RateStep, "rate", Quantity, Required, "Yearly discount rate.")
        .unit("per year")
        .range(Range::above(-1.0)),
    // Payers and perspectives.
    Key::new(S::Payer, "label", Text, Required, "Name in the reports."),
    Key::new(S::Payer, "public", Boolean, Default("true"), "Whether the payer belongs to the public purse."),
    Key::new(S::Perspective, "payers", NameList(Names::Payers), Required, "The payers that are added together."),
    Key::new(
        S::Perspective,
        "tax_distortion",
        Quantity,
        Default("0"),
        "Deadweight loss of taxation: flows of `taxed` payers, savings and costs alike, are multiplied by 1 + this.",
    )
    .unit("share")
    .range(Range::closed(0.0, f64::INFINITY)),
    Key::new(
        S::Perspective,
        "taxed",
        NameList(Names::Payers),
        Default("the perspective's public payers"),
        "The payers whose flows carry the distortion.",
    ),
    // Inputs.
    Key::new(S::Input, "fixed", Number, OneOf(&["a family", "fixed", "formula"]), "A number without uncertainty."),
    Key::new(S::Input, "formula", Formula, OneOf(&["a family", "fixed", "formula"]), "A formula over other inputs."),
    Key::new(S::Input, "min", Number, Optional, "Truncates the family from below; its parameters describe it before."),
    Key::new(S::Input, "max", Number, Optional, "Truncates the family from above; its parameters describe it before."),
    Key::new(S::Input, "unit", Text, Optional, "Unit of the number, as \"DKK per participant\"."),
    Key::new(S::Input, "source", Text, Optional, "Where the number comes from."),
    Key::new(
        S::Input,
        "evidence",
        Choice(&["trial", "quasi-experiment", "before-after", "register", "expert", "assumption"]),
        Optional,
        "How strong the evidence is.",
    ),
    Key::new(
        S::Input,
        "price_year",
        Whole,
        Default("the scenario's"),
        "Year whose prices the figure is in; recorded, never converted.",
    )
    .unit("calendar year")
    .range(CALENDAR),
    Key::new(S::Input, "includes_relapse", Boolean, Default("false"), "The figure already contains relapse."),
    Key::new(S::Input, "average_price", Boolean, Default("false"), "The figure is an average price, not a marginal one."),
    Key::new(
        S::Input,
        "optimism",
        NumberOrInput,
        Optional,
        "Factor on the draw against optimism; the unadjusted result is shown beside.",
    )
    .range(Range::closed(0.0, f64::INFINITY)),
    // Correlations.
    Key::new(
        S::Correlation,
        "inputs",
        NameList(Names::Inputs),
        Required,
        "Two or more uncertain inputs, in the order of the matrix.",
    ),
    Key::new(
        S::Correlation,
        "spearman",
        Spearman,
        Required,
        "Rank correlation (Spearman) of every pair, or the symmetric matrix as rows with ones on the diagonal.",
    )
    .range(Range::closed(-1.0, 1.0)),
    // People.
    Key::new(
        S::Cohort,
        "participants",
        Quantity,
        OneOf(&["participants", "intake"]),
        "People who start in year `start`; an uncertain number is rounded half up.",
    )
    .unit("people")
    .range(Range::closed(0.0, limits::PEOPLE)),
    Key::new(
        S::Cohort,
        "intake",
        Quantities,
        OneOf(&["participants", "intake"]),
        "People who start in year `start`, `start` + 1, and so on.",
    )
    .unit("people")
    .range(Range::closed(0.0, limits::PEOPLE)),
    Key::new(S::Cohort, "start", Whole, Default("0"), "Calendar year of the first intake.").unit("year").range(YEARS),
    Key::new(S::Cohort, "dropout", Quantity, Default("0"), "Share who leave early.").unit("share").range(Range::SHARE),
    Key::new(
        S::Cohort,
        "dropout_cost_share",
        Quantity,
        Default("1"),
        "Share of a per-participant cost that a drop-out still costs, in each of its years.",
    )
    .unit("share")
    .range(Range::SHARE),
    Key::new(S::Outcome, "rate", Quantity, Required, "Chance to reach the outcome with the intervention.")
        .unit("share")
        .range(Range::SHARE),
    Key::new(
        S::Outcome,
        "counterfactual",
        Quantity,
        OneOf(&["counterfactual", "rate_is_net"]),
        "Chance to reach the outcome without the intervention.",
    )
    .unit("share")
    .range(Range::SHARE),
    Key::new(
        S::Outcome,
        "rate_is_net",
        Boolean,
        OneOf(&["counterfactual", "rate_is_net"]),
        "`true`: the rate is already the difference that the intervention makes.",
    ),
    Key::new(
        S::Outcome,
        "rate_of",
        Choice(&["participants", "completers"]),
        Default("\"participants\""),
        "Whom the rate counts: all who start, or those who do not drop out.",
    ),
    Key::new(S::Outcome, "onset", Whole, Default("1"), "Year, counted from entry, in which the outcome is reached.")
        .unit("year")
        .range(YEARS),
    Key::new(
        S::Outcome,
        "relapse",
        Quantity,
        Default("0"),
        "Yearly chance that the outcome is lost again, from the year after onset.",
    )
    .unit("per year")
    .range(Range::SHARE),
    Key::new(
        S::Outcome,
        "icc",
        Number,
        Default("0"),
        "Intra-class correlation: how far the people of this one site share their luck.",
    )
    .range(Range { low: 0.0, high: 1.0, low_open: false, high_open: true }),
    // Money.
    Key::new(S::Cost, "amount", Quantity, Required, "Money per unit and year; recurs in each of `years`.")
        .unit("currency"),
    Key::new(
        S::Cost,
        "per",
        Choice(&["participant", "completer", "programme", "caseworker"]),
        Required,
        "What the amount is counted per.",
    ),
    Key::new(
        S::Cost,
        "caseload",
        Quantity,
        When("per = \"caseworker\""),
        "People per caseworker; each caseworker begun is paid in full.",
    )
    .unit("people")
    .range(Range::above(0.0)),
    Key::new(
        S::Cost,
        "years",
        Years,
        Default("0 (per programme: `start`)"),
        "Years in which the amount recurs, counted from entry (per programme: calendar years).",
    )
    .unit("year")
    .range(YEARS),
    Key::new(S::Cost, "paid_by", Shares, Required, "Share carried by each payer; the shares sum to 1.")
        .unit("share")
        .range(Range::SHARE),
    Key::new(
        S::Effect,
        "outcome",
        Name(Names::Outcomes),
        OneOf(&["outcome", "per"]),
        "Counts the amount per additional person in this outcome.",
    ),
    Key::new(
        S::Effect,
        "per",
        Choice(&["participant", "programme"]),
        OneOf(&["outcome", "per"]),
        "Counts the amount per person who starts, or for the programme as a whole.",
    ),
    Key::new(S::Effect, "amount", Quantity, Required, "Money per unit and year: a saving is positive.")
        .unit("currency"),
    Key::new(
        S::Effect,
        "years",
        Years,
        Default("onset to horizon (without an outcome: 0 to horizon)"),
        "Years in which the amount recurs, counted from entry (per programme: calendar years).",
    )
    .unit("year")
    .range(YEARS),
    Key::new(
        S::Effect,
        "shares",
        SharesOrSteps,
        Required,
        "Share that falls to each payer, summing to 1; or steps by rising `from`, where 1 is the line's first year.",
    )
    .unit("share")
    .range(Range::SHARE),
    Key::new(S::Effect, "fade", Quantity, Default("0"), "Share of the amount that is lost each year.")
        .unit("per year")
        .range(Range::SHARE),
    Key::new(S::Effect, "growth", Quantity, Default("0"), "Real growth of the amount per calendar year.")
        .unit("per year")
        .range(Range::above(-1.0)),
    Key::new(
        S::Effect,
        "cashable",
        Quantity,
        Default("1"),
        "Share of an average price that a budget really releases; the unadjusted result is shown beside.",
    )
    .unit("share")
    .range(Range::SHARE),
    Key::new(S::ShareStep, "from", Whole, Required, "Year of the line from which these shares hold; the first is 1.")
        .unit("year")
        .range(Range::closed(1.0, limits::YEARS as f64)),
    Key::new(S::ShareStep, "shares", Shares, Required, "Share that falls to each payer, summing to 1.")
        .unit("share")
        .range(Range::SHARE),
    Key::new(S::Years, "from", Whole, Required, "First year.").unit("year").range(YEARS),
    Key::new(S::Years, "to", Whole, Required, "Last year, included.").unit("year").range(YEARS),
    // Requirements.
    Key::new(
        S::Requirement,
        "metric",
        Metric,
        Required,
        "Path of a figure below its perspective in the results, as `net_benefit.p5`.",
    ),
    Key::new(S::Requirement, "perspective", Name(Names::Perspectives), Required, "The payer or perspective."),
    Key::new(S::Requirement, "at_least", Number, OneOf(&["at_least", "at_most"]), "The figure is at least this."),
    Key::new(S::Requirement, "at_most", Number, OneOf(&["at_least", "at_most"]), "The figure is at most this."),
];

/// Top-level keys that belong to the file and not to the scenario: no variant and no `--set` may state them.
pub const FILE_KEYS: [&str; 3] = ["format", "extends", "variants"];

/// The words in backticks, as "`a`, `b` or `c`".
pub fn quoted_list<T: AsRef<str>>(words: &[T], conjunction: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} {conjunction} {last}", most.join(", ")),
    }
}

/// The candidate nearest in spelling, if one is near enough to have been meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Long words are cut, as a typing error is near the name it was meant to be; this bounds the time as well.
    let plain = |word: &str| {
        word.chars().take(100).map(|c| if c == '-' { '_' } else { c }).collect::<String>().to_lowercase()
    };
    let word = plain(word);
    let allowed = |word: &str| match word.chars().count() {
        0..=2 => 0,
        letters => letters.div_ceil(3),
    };
    candidates
        .into_iter()
        .map(|candidate| (candidate, plain(candidate)))
        .map(|(candidate, plain)| (strsim::osa_distance(&word, &plain), candidate, plain))
        .filter(|(distance, _, plain)| {
            // Of short words only a letter too many or too few at the end is a slip that can be told.
            let longer = *distance == 1
                && !word.is_empty()
                && (plain.starts_with(word.as_str()) || word.starts_with(plain.as_str()));
            *distance <= allowed(&word).min(allowed(plain)) || longer && !plain.is_empty()
        })
        .min_by_key(|&(distance, candidate, _)| (distance, std::cmp::Reverse(candidate.len()), candidate))
        .map(|(_, candidate, _)| candidate)
}

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
    fn nearest_finds_slips_and_leaves_strangers_alone() {
        let names = ["amount", "paid_by", "per", "years"];
        assert_eq!(nearest("amonut", names), Some("amount"));
        assert_eq!(nearest("Paid-By", names), Some("paid_by"));
        assert_eq!(nearest("colour", names), None);
        assert_eq!(nearest("", names), None);
        assert_eq!(nearest("a", ["b"]), None);
        assert_eq!(nearest("al", ["a", "all"]), Some("all"));
    }

    #[test]
    fn ranges_exclude_what_is_not_a_number() {
        assert!(!Range::ANY.contains(f64::NAN) && !Range::ANY.contains(f64::INFINITY));
        assert!(Range::SHARE.contains(1.0) && !Range::SHARE.contains(1.0 + 1e-12));
        assert_eq!(Range::above(-1.0).describe(), "above -1");
        assert_eq!(Range::SHARE.describe(), "from 0 to 1");
    }
}
