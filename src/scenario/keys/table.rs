//! The table itself.

use super::super::limits;
use super::key::Key;
use super::key::Presence::*;
use super::kind::Kind::*;
use super::kind::Names;
use super::lines::LINES;
use super::people::PEOPLE;
use super::range::{Range, YEARS};
use super::section::Section as S;

/// Years of the calendar.
pub const CALENDAR: Range = Range::closed(1900.0, 2200.0);

/// `remove = true`, in every entry.
pub static REMOVE: Key = Key::new(
    S::Scenario,
    "remove",
    Boolean,
    Optional,
    "In a file that extends another, in a variant or in `--set`: deletes the entry.",
);

/// Every key except those of the families, in the order of the documentation.
pub static KEYS: &[Key] = &ALL;

static ALL: [Key; BEFORE.len() + PEOPLE.len() + LINES.len() + AFTER.len()] =
    joined([BEFORE, PEOPLE, LINES, AFTER]);

const fn joined<const N: usize>(parts: [&[Key]; 4]) -> [Key; N] {
    let mut all = [parts[0][0]; N];
    let (mut at, mut part) = (0, 0);
    while part < parts.len() {
        let mut key = 0;
        while key < parts[part].len() {
            all[at] = parts[part][key];
            (at, key) = (at + 1, key + 1);
        }
        part += 1;
    }
    all
}

impl S {
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

/// What a scenario says before it comes to people.
const BEFORE: &[Key] = &[
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
    Key::new(S::Scenario, "report", Table(S::Report), Optional, "What reports speak of first."),
    Key::new(S::Scenario, "prices", Table(S::Prices), Optional, "How prices have risen."),
    Key::new(S::Scenario, "discount", Table(S::Discount), Required, "How later money is weighed."),
    Key::new(S::Scenario, "payers", Entries(S::Payer), Required, "Who pays or gains."),
    Key::new(S::Scenario, "perspectives", Entries(S::Perspective), Optional, "Sets of payers added together."),
    Key::new(S::Scenario, "inputs", Entries(S::Input), Optional, "The assumptions."),
    Key::new(S::Scenario, "correlations", Entries(S::Correlation), Optional, "Inputs that move together."),
    Key::new(S::Scenario, "cohort", Table(S::Cohort), Optional, "The people who start."),
    Key::new(S::Scenario, "outcomes", Entries(S::Outcome), Optional, "The states a participant can reach."),
    Key::new(S::Scenario, "states", Entries(S::State), Optional, "The situations that people move between."),
    Key::new(S::Scenario, "transitions", Entries(S::Transition), Optional, "Where people are one year later, with the intervention and without it."),
    Key::new(S::Scenario, "costs", Entries(S::Cost), Optional, "Money that the intervention takes."),
    Key::new(S::Scenario, "effects", Entries(S::Effect), Required, "Money that follows."),
    Key::new(S::Scenario, "payments", Entries(S::Payment), Optional, "What one payer pays another by results."),
    Key::new(S::Scenario, "require", Entries(S::Requirement), Optional, "What must hold of the result."),
    Key::new(
        S::Scenario,
        "variants",
        Entries(S::Scenario),
        Optional,
        "Named sets of changes, `[variants.NAME]` with the keys of a scenario file, chosen with `--variant NAME`.",
    ),
    Key::new(S::Scenario, "label", Text, Default("the name in words"), "Of a variant, in which alone it stands: its name in the reports."),
    // Reports.
    Key::new(
        S::Report,
        "perspective",
        Name(Names::Perspectives),
        Default("\"public\""),
        "The payer or perspective that headline, histogram, break-even by year, ranking and stress test speak of first; `--perspective` wins.",
    ),
    Key::new(S::Report, "note", Text, Optional, "Printed below the title of every report."),
    // Prices.
    Key::new(
        S::Prices,
        "index",
        Index,
        Required,
        "Level of prices by calendar year. An input with a `price_year` of its own is multiplied by the level of the scenario's price year over that of its own.",
    )
    .unit("any base")
    .range(Range::above(0.0)),
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
        "When in the year money moves: at its start, in its middle or at its end.",
    ),
    Key::new(S::RateStep, "from", Whole, Required, "First calendar year with this rate.").unit("year").range(YEARS),
    Key::new(S::RateStep, "rate", Quantity, Required, "Yearly discount rate.")
        .unit("per year")
        .range(Range::above(-1.0)),
    // Payers and perspectives.
    Key::new(S::Payer, "label", Text, Required, "Name in the reports."),
    Key::new(S::Payer, "public", Boolean, Default("true"), "Whether the payer belongs to the public purse."),
    Key::new(S::Perspective, "label", Text, Default("the name in words"), "Name in the reports."),
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
    Key::new(S::Input, "label", Text, Default("the name in words"), "Name in the reports."),
    Key::new(S::Input, "fixed", Number, OneOf(&["a family", "fixed", "formula"]), "A number without uncertainty."),
    Key::new(S::Input, "formula", Formula, OneOf(&["a family", "fixed", "formula"]), "A formula over other inputs."),
    Key::new(S::Input, "dirichlet", Table(S::Dirichlet), OneOf(&["a family", "fixed", "formula"]), "The chances of outcomes that exclude each other, which sum to 1; the one family with several parts."),
    Key::new(S::Input, "min", Number, Optional, "Cuts the family off below this value; its parameters describe it before the cut."),
    Key::new(S::Input, "max", Number, Optional, "Cuts the family off above this value; its parameters describe it before the cut."),
    Key::new(S::Input, "unit", Text, Optional, "Unit of the number, as \"DKK per participant\"."),
    Key::new(S::Input, "source", Text, Optional, "Where the number comes from: author, year and page, or a register and its date."),
    Key::new(
        S::Input,
        "evidence",
        Choice(&["trial", "quasi-experiment", "before-after", "register", "expert", "assumption"]),
        Optional,
        "How strong the evidence is, from a randomised trial down to an assumption.",
    ),
    Key::new(
        S::Input,
        "varies",
        Choice(&["scenario", "person"]),
        Default("\"scenario\""),
        "What the family says: how well one number is known that is the same for everybody, or how people differ, each of whom has a value of their own. Of people: in amounts per participant, completer or outcome alone, of up to 5,000 people.",
    ),
    Key::new(
        S::Input,
        "price_year",
        Whole,
        Default("the scenario's"),
        "Year whose prices the figure is in; converted by `index` of [prices], else recorded only.",
    )
    .unit("calendar year")
    .range(CALENDAR),
    Key::new(
        S::Input,
        "includes_relapse",
        Boolean,
        Default("false"),
        "The figure already contains relapse; changes no figure, and warns where relapse is counted again.",
    ),
    Key::new(
        S::Input,
        "average_price",
        Boolean,
        Default("false"),
        "The figure is an average price, not a marginal one; changes no figure, and warns where all of it is taken for cashable.",
    ),
    Key::new(
        S::Input,
        "optimism",
        NumberOrInput,
        Optional,
        "Factor on the draw against optimism; the unadjusted result is shown beside.",
    )
    .range(Range::closed(0.0, f64::INFINITY)),
    // Shares of one whole.
    Key::new(S::Dirichlet, "counts", Parts, OneOf(&["counts", "alpha", "mean"]), "How often each outcome was seen, 0 for one that is possible all the same: α = count + ½, as of a beta's successes and trials.").range(Range::NOT_NEGATIVE),
    Key::new(S::Dirichlet, "alpha", Parts, OneOf(&["counts", "alpha", "mean"]), "The α of each part; its chance has the mean α/Σα.").range(Range::above(0.0)),
    Key::new(S::Dirichlet, "mean", Parts, OneOf(&["counts", "alpha", "mean"]), "The mean chance of each part; together 1.").range(Range { high: 1.0, ..Range::above(0.0) }),
    Key::new(S::Dirichlet, "n", Number, When("mean"), "How many observations the means are worth: α = mean · n.").range(Range::above(0.0)),
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
];

/// What must hold of what comes of it.
const AFTER: &[Key] = &[
    // Requirements.
    Key::new(S::Requirement, "label", Text, Default("the name in words"), "Name in the reports."),
    Key::new(
        S::Requirement,
        "metric",
        Metric,
        Required,
        "Path of a figure below its perspective in the results, as `net_benefit.p5`.",
    ),
    Key::new(S::Requirement, "perspective", Name(Names::Perspectives), Required, "The payer or perspective."),
    Key::new(
        S::Requirement,
        "at_least",
        Number,
        OneOf(&["at_least", "at_most"]),
        "The figure is at least this.",
    ),
    Key::new(
        S::Requirement,
        "at_most",
        Number,
        OneOf(&["at_least", "at_most"]),
        "The figure is at most this.",
    ),
];
