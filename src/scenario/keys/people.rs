//! Keys of people: who comes, and what becomes of them.

use super::super::limits;
use super::key::Key;
use super::key::Presence::*;
use super::kind::Kind::*;
use super::kind::Names;
use super::range::{Range, YEARS};
use super::section::Section as S;

/// In the order of the documentation.
pub(super) const PEOPLE: &[Key] = &[
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
    Key::new(
        S::Cohort,
        "half_cycle",
        Boolean,
        Default("false"),
        "With [states]: who moves spends half of the year in each state (life-table method), and not the whole of it where the year began.",
    ),
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
    // States.
    Key::new(S::State, "label", Text, Default("the name in words"), "Name in the reports."),
    Key::new(
        S::State,
        "stock",
        Quantity,
        Default("0"),
        "People who are in the state in year `start`, in both lives; an uncertain number is rounded half up.",
    )
    .unit("people")
    .range(Range::closed(0.0, limits::PEOPLE)),
    Key::new(
        S::Transition,
        "without",
        Rows,
        Required,
        "Chances without the intervention by the state that is come to; whoever is not listed stays, or goes where \"rest\" says. The name of a `dirichlet` stands for all its parts.",
    )
    .unit("share")
    .range(Range::SHARE),
    Key::new(
        S::Transition,
        "with",
        Rows,
        Default("as without"),
        "What differs with the intervention: a chance that is listed replaces that of `without`, the others stay; the name of a `dirichlet` replaces the whole row.",
    )
    .unit("share")
    .range(Range::SHARE),
    Key::new(
        S::RowStep,
        "from",
        Whole,
        OneOf(&["from", "from_year"]),
        "Years since entry of the first year in which people leave by this row, of a stock since `start`; the first step begins at 0.",
    )
    .unit("year")
    .range(YEARS),
    Key::new(
        S::RowStep,
        "from_year",
        Whole,
        OneOf(&["from", "from_year"]),
        "Instead of `from`: the same as a calendar year, 0 the first.",
    )
    .unit("year")
    .range(YEARS),
    Key::new(S::RowStep, "row", Row, Required, "The row; an empty one lists nothing.").unit("share").range(Range::SHARE),
];
