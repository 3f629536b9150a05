//! Keys of money: costs, effects and payments.

use super::super::limits;
use super::key::Key;
use super::key::Presence::*;
use super::kind::Kind::*;
use super::kind::Names;
use super::range::{Range, YEARS};
use super::section::Section as S;

/// In the order of the documentation.
pub(super) const LINES: &[Key] = &[
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
        Choice(&["participant", "completer", "programme", "caseworker", "person_year", "move"]),
        Required,
        "What the amount is counted per: each person who starts, each who completes, the programme as a whole, each caseworker, or, with the intervention, each year that a person is in `states` or each move between states.",
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
        "states",
        NameList(Names::States),
        When("per = \"person_year\""),
        "The states whose person-years count.",
    ),
    Key::new(
        S::Cost,
        "leaving",
        NameList(Names::Left),
        Default("every state, and `start`"),
        "With per = \"move\", this or `entering` or both: the states from which a move counts; whoever enters the scenario leaves `start`.",
    ),
    Key::new(
        S::Cost,
        "entering",
        NameList(Names::States),
        Default("every state"),
        "With per = \"move\", this or `leaving` or both: the states to which a move counts.",
    ),
    Key::new(
        S::Cost,
        "years",
        Years,
        Default("0 (per programme: `start`; per person_year and move: 0 to horizon)"),
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
        Choice(&["participant", "programme", "person_year", "move"]),
        OneOf(&["outcome", "per"]),
        "Counts the amount per person who starts, for the programme as a whole, or per year that a person is in `states` or per move between states: those with the intervention less those without.",
    ),
    Key::new(
        S::Effect,
        "states",
        NameList(Names::States),
        When("per = \"person_year\""),
        "The states whose person-years count.",
    ),
    Key::new(
        S::Effect,
        "leaving",
        NameList(Names::Left),
        Default("every state, and `start`"),
        "With per = \"move\", this or `entering` or both: the states from which a move counts; whoever enters the scenario leaves `start`.",
    ),
    Key::new(
        S::Effect,
        "entering",
        NameList(Names::States),
        Default("every state"),
        "With per = \"move\", this or `leaving` or both: the states to which a move counts.",
    ),
    Key::new(
        S::Effect,
        "amount",
        Amount,
        OneOf(&["amount", "cost", "amounts"]),
        "Money per unit and year: a saving is positive. A list has an entry for each of `years`, the first in year `from`.",
    )
    .unit("currency"),
    Key::new(
        S::Effect,
        "cost",
        Amount,
        OneOf(&["amount", "cost", "amounts"]),
        "Instead of `amount`: what a unit costs, so that fewer of them are a saving; the same as `amount` with a minus.",
    )
    .unit("currency"),
    Key::new(
        S::Effect,
        "amounts",
        Amounts,
        OneOf(&["amount", "cost", "amounts"]),
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
];
