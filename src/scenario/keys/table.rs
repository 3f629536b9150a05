//! The table itself.

use super::super::limits;
use super::Kind::*;
use super::Presence::*;
use super::Section as S;
use super::{Key, Names, Range};

const YEARS: Range = Range::closed(0.0, limits::YEARS as f64);
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
    Key::new(S::Scenario, "report", Table(S::Report), Optional, "What reports speak of first."),
    Key::new(S::Scenario, "prices", Table(S::Prices), Optional, "How prices have risen."),
    Key::new(S::Scenario, "discount", Table(S::Discount), Required, "How later money is weighed."),
    Key::new(S::Scenario, "payers", Entries(S::Payer), Required, "Who pays or gains."),
    Key::new(S::Scenario, "perspectives", Entries(S::Perspective), Optional, "Sets of payers added together."),
    Key::new(S::Scenario, "inputs", Entries(S::Input), Optional, "The assumptions."),
    Key::new(S::Scenario, "correlations", Entries(S::Correlation), Optional, "Inputs that move together."),
    Key::new(S::Scenario, "cohort", Table(S::Cohort), Optional, "The people who start."),
    Key::new(S::Scenario, "outcomes", Entries(S::Outcome), Optional, "The states a participant can reach."),
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
    Key::new(S::Outcome, "label", Text, Default("the name in words"), "Name in the reports."),
    Key::new(S::Outcome, "rate", Quantity, Required, "Chance to reach the outcome with the intervention; of `events` how many there are per person on average, 0 or more.")
        .unit("share")
        .range(Range::SHARE),
    Key::new(
        S::Outcome,
        "counterfactual",
        Quantity,
        OneOf(&["counterfactual", "rate_is_net"]),
        "Chance to reach the outcome without the intervention; of `events` how many there are without it.",
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
        ChoiceOrName(&["participants", "completers"], Names::Outcomes),
        Default("\"participants\""),
        "Whom the rate counts: all who start, those who do not drop out, or those who reach another outcome (`rate` with the intervention, `counterfactual` without it).",
    ),
    Key::new(S::Outcome, "onset", Whole, Default("1"), "Year, counted from entry, in which the outcome is reached. Where `rate_of` names an outcome: not before that one, and in the same year if not stated.")
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
    Key::new(
        S::Outcome,
        "events",
        Boolean,
        Default("false"),
        "The outcome is an event that may happen more than once: `rate` and `counterfactual` are mean numbers of events per person, 0 or more, in each of `years`.",
    ),
    Key::new(
        S::Outcome,
        "years",
        Years,
        Optional,
        "With `events`, in place of `onset`: the years, counted from entry, in each of which events happen.",
    )
    .unit("year")
    .range(YEARS),
    Key::new(
        S::Outcome,
        "group",
        Text,
        Default("the common group"),
        "Outcomes of one group exclude each other; those of different groups do not. A name, as \"work\".",
    ),
    Key::new(
        S::Outcome,
        "exclusive",
        Boolean,
        Default("false"),
        "Says that a person is meant to reach this outcome or another and never both; changes no figure.",
    ),
    // Money.
    Key::new(S::Cost, "label", Text, Default("the name in words"), "Name in the reports."),
    Key::new(
        S::Cost,
        "amount",
        Amount,
        OneOf(&["amount", "amounts"]),
        "Money per unit and year; recurs in each of `years`. A list has an entry for each of them, the first in year `from`; not per caseworker.",
    )
    .unit("currency"),
    Key::new(
        S::Cost,
        "amounts",
        Amounts,
        OneOf(&["amount", "amounts"]),
        "Instead of `amount` and `paid_by`: an amount, or a list by year, for each payer; one that is not named pays nothing.",
    )
    .unit("currency"),
    Key::new(
        S::Cost,
        "per",
        Choice(&["participant", "completer", "programme", "caseworker"]),
        Required,
        "What the amount is counted per: each person who starts, each who completes, the programme as a whole, or each caseworker.",
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
    Key::new(S::Cost, "paid_by", Shares, OneOf(&["paid_by", "amounts"]), "Share carried by each payer; the shares sum to 1.")
        .unit("share")
        .range(Range::SHARE),
    Key::new(S::Effect, "label", Text, Default("the name in words"), "Name in the reports."),
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
    Key::new(
        S::Effect,
        "amount",
        Amount,
        OneOf(&["amount", "amounts"]),
        "Money per unit and year: a saving is positive. A list has an entry for each of `years`, the first in year `from`.",
    )
    .unit("currency"),
    Key::new(
        S::Effect,
        "amounts",
        Amounts,
        OneOf(&["amount", "amounts"]),
        "Instead of `amount` and `shares`: an amount, or a list by year, for each payer; one that is not named has nothing.",
    )
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
        OneOf(&["shares", "amounts"]),
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
    Key::new(S::Payment, "label", Text, Default("the name in words"), "Name in the reports."),
    Key::new(S::Payment, "from", Name(Names::Payers), Required, "The payer that pays."),
    Key::new(S::Payment, "to", Name(Names::Payers), Required, "The payer that is paid, another one."),
    Key::new(S::Payment, "years", Years, Required, "Calendar years, within the horizon, at the end of each of which it is paid.").unit("year").range(YEARS),
    Key::new(S::Payment, "amount", Quantity, Required, "What is due in all by the end of each year; what has been paid before is taken off, and nothing is paid back. Beside inputs it may name what is known by then: `achieved.OUTCOME`, `additional.OUTCOME`, `entrants`, each also of one intake as `entrants.intake0`, `saved.PAYER`, `spent.PAYER` and `paid.NAME`.")
    .unit("currency"),
    Key::new(S::Years, "from", Whole, Required, "First year.").unit("year").range(YEARS),
    Key::new(S::Years, "to", Whole, Default("the end of a list of amounts; needed without one"), "Last year, included.").unit("year").range(YEARS),
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
    Key::new(S::Requirement, "at_least", Number, OneOf(&["at_least", "at_most"]), "The figure is at least this."),
    Key::new(S::Requirement, "at_most", Number, OneOf(&["at_least", "at_most"]), "The figure is at most this."),
];
