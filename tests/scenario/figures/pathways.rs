//! Keys of people who move between states.

use vendepunkt::scenario::keys::Section as S;

use super::{CITY, Place, Row};
use crate::support::text;

/// Eight people, of whom a quarter move each year without the intervention and half with it.
const MOVERS: &str = r#"
format = 1
title = "Movers"
currency = "DKK"
price_year = 2020
horizon = 2

[discount]
rate = 0.25

[payers]
city = "City"

[cohort]
start = 0

[states.a]
label = "House"
stock = 8

[states.b]

[transitions.a]
without = { b = 0.25 }
with = { b = 0.5 }

[costs.support]
per = "person_year"
states = ["b"]
amount = 20
paid_by = { city = 1 }

[effects.a]
per = "person_year"
states = ["a"]
cost = 100
shares = { city = 1 }

[effects.moves]
per = "move"
entering = ["b"]
cost = 10
shares = { city = 1 }
"#;

/// In `a` are 8, 4 and 2 people with the intervention, and 8, 6 and 4.5 without it.
const HOUSE: f64 = 100.0 * (2.0 * 0.8 + 2.5 * 0.64);

/// Into `b` come 4 and 2 with the intervention, and 2 and 1.5 without it.
const MOVES: f64 = -10.0 * (2.0 * 0.8 + 0.5 * 0.64);

/// In `b` are 4 and 6 with the intervention.
const SUPPORT: f64 = -20.0 * (4.0 * 0.8 + 6.0 * 0.64);

const OF_HOUSE: &str = "perspectives.city.lines.effects.a.value";
const OF_MOVES: &str = "perspectives.city.lines.effects.moves.value";

/// A row about people who move.
fn row(section: S, key: &'static str) -> Row {
    let case = text(key, MOVERS);
    Row { place: Place::Key(section, key), before: case.clone(), after: case, checks: Vec::new() }
}

#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    let a_third = "[states.c]\n\n[states.b]";
    vec![
        // Two people who are there for three years.
        row(S::Scenario, "states")
            .change("[states.b]", "[states.b]\n\n[states.c]\nstock = 2")
            .brings("states.c.with.person_years.value", 6.0),
        // Half of those in `b` come back: in `a` are 8, 4 and 4 with the intervention, and 8, 6 and 5.5 without it.
        row(S::Scenario, "transitions")
            .adding("[transitions.b]\nwithout = { a = 0.5 }\n")
            .exact(OF_HOUSE, HOUSE, 100.0 * (2.0 * 0.8 + 1.5 * 0.64)),
        // Half of a year where it began and half where it ended: 6, 3 and 1.5 years with, 7, 5.25 and 3.9375 without.
        row(S::Cohort, "half_cycle")
            .change("start = 0", "half_cycle = true")
            .exact(OF_HOUSE, HOUSE, 100.0 * (1.0 + 2.25 * 0.8 + 2.4375 * 0.64)),
        row(S::State, "label")
            .change("label = \"House\"", "label = \"Cottage\"")
            .said("House", "Cottage"),
        row(S::State, "stock")
            .change("stock = 8", "stock = 16")
            .exact(CITY, HOUSE + MOVES + SUPPORT, 2.0 * (HOUSE + MOVES + SUPPORT)),
        // As many move as with it: nothing is gained.
        row(S::Transition, "without")
            .change("without = { b = 0.25 }", "without = { b = 0.5 }")
            .exact(CITY, HOUSE + MOVES + SUPPORT, SUPPORT),
        // Everybody moves at once.
        row(S::Transition, "with")
            .change("with = { b = 0.5 }", "with = { b = 1 }")
            .exact(OF_HOUSE, HOUSE, 100.0 * (6.0 * 0.8 + 4.5 * 0.64)),
        // After one move as without: 8, 4 and 3. After two nothing is left of it to see.
        row(S::RowStep, "from")
            .given("with = { b = 0.5 }", "with = [{ from = 0, row = { b = 0.5 } }, { from = 1, row = {} }]")
            .change("from = 1", "from = 2")
            .exact(OF_HOUSE, 100.0 * (2.0 * 0.8 + 1.5 * 0.64), HOUSE),
        // Begun in year 1, the only move is out of calendar year 1, at age 0.
        row(S::RowStep, "from_year")
            .given("start = 0", "start = 1")
            .given("with = { b = 0.5 }", "with = [{ from = 0, row = {} }, { from = 1, row = { b = 0.5 } }]")
            .change("[{ from = 0, row = {} }, { from = 1", "[{ from_year = 0, row = {} }, { from_year = 1")
            .exact(OF_HOUSE, 0.0, 100.0 * 2.0 * 0.64),
        row(S::RowStep, "row")
            .given("with = { b = 0.5 }", "with = [{ from = 0, row = { b = 0.5 } }]")
            .change("row = { b = 0.5 }", "row = { b = 1 }")
            .exact(OF_HOUSE, HOUSE, 100.0 * (6.0 * 0.8 + 4.5 * 0.64)),
        // Eight people in either.
        row(S::Cost, "states")
            .change("states = [\"b\"]", "states = [\"a\", \"b\"]")
            .exact(CITY, HOUSE + MOVES + SUPPORT, HOUSE + MOVES - 20.0 * 8.0 * (1.0 + 0.8 + 0.64)),
        // Three begin in `b` in both lives, and come from nowhere in particular.
        row(S::Cost, "leaving")
            .given("start = 0", "intake = [3]")
            .with("[transitions.start]\nwithout = { b = \"rest\" }\n")
            .given("per = \"person_year\"\nstates = [\"b\"]", "per = \"move\"\nentering = [\"b\"]")
            .change("entering = [\"b\"]\namount", "leaving = [\"a\"]\nentering = [\"b\"]\namount")
            .exact(CITY, HOUSE + MOVES - 20.0 * (3.0 + 4.0 * 0.8 + 2.0 * 0.64), HOUSE + MOVES - 20.0 * (4.0 * 0.8 + 2.0 * 0.64)),
        // A quarter go to `c`: in `a` are 8, 2 and 0.5 people, and 6 and 1.5 leave, of whom 4 and 1 come to `b`.
        row(S::Cost, "entering")
            .given("[states.b]", a_third)
            .given("with = { b = 0.5 }", "with = { b = 0.5, c = 0.25 }")
            .given("per = \"person_year\"\nstates = [\"b\"]", "per = \"move\"\nleaving = [\"a\"]")
            .change("leaving = [\"a\"]\namount", "leaving = [\"a\"]\nentering = [\"b\"]\namount")
            .exact(CITY, 576.0 - 12.8 - 20.0 * (6.0 * 0.8 + 1.5 * 0.64), 576.0 - 12.8 - 20.0 * (4.0 * 0.8 + 0.64)),
        // Nobody comes or goes.
        row(S::Effect, "states")
            .change("states = [\"a\"]", "states = [\"a\", \"b\"]")
            .exact(OF_HOUSE, HOUSE, 0.0),
        // Of four who enter two begin in `b` with the intervention: into `b` come 2, 5 and 2.5 with it, and 0, 3 and 2.25 without it.
        row(S::Effect, "leaving")
            .given("start = 0", "intake = [4]")
            .with("[transitions.start]\nwithout = { a = \"rest\" }\nwith = { b = 0.5 }\n")
            .change("entering = [\"b\"]\ncost", "leaving = [\"a\"]\nentering = [\"b\"]\ncost")
            .exact(OF_MOVES, -10.0 * (2.0 + 2.0 * 0.8 + 0.25 * 0.64), -10.0 * (2.0 * 0.8 + 0.25 * 0.64)),
        // 6 and 1.5 leave with the intervention, and 2 and 1.5 without it; of these 4 and 1, and 2 and 1.5, come to `b`.
        row(S::Effect, "entering")
            .given("[states.b]", a_third)
            .given("with = { b = 0.5 }", "with = { b = 0.5, c = 0.25 }")
            .given("entering = [\"b\"]\ncost", "leaving = [\"a\"]\ncost")
            .change("leaving = [\"a\"]\ncost", "leaving = [\"a\"]\nentering = [\"b\"]\ncost")
            .exact(OF_MOVES, -10.0 * 4.0 * 0.8, -10.0 * (2.0 * 0.8 - 0.5 * 0.64)),
        row(S::Effect, "cost")
            .change("cost = 10\n", "amount = 10\n")
            .exact(OF_MOVES, MOVES, -MOVES),
    ]
}
