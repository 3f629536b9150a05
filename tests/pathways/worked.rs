//! The base case worked out in cells: units of people in states stand as values, everything after them is worked out, and it comes to what the program says.

use vendepunkt::model::{At, Key, Nature, base, work_out};
use vendepunkt::scenario::Loaded;

use super::case;
use crate::common::load;

/// Compares every net benefit, and gives the number of cells that are values.
fn compare(name: &str, loaded: &Loaded) -> usize {
    let worked = work_out(&loaded.scenario).unwrap();
    let program = base::evaluate(&loaded.scenario).unwrap();
    assert_eq!(worked.net_benefit.len(), program.net_benefit.len(), "{name}");
    for (perspective, net_benefit, size) in &worked.net_benefit {
        let number = |row: usize| worked.rows[row].number(At::Alone).unwrap();
        let (ours, theirs) = (number(*net_benefit), program.net_benefit[perspective]);
        assert!(number(*size) > 0.0 || theirs == 0.0, "{name}, {perspective}: nothing is counted");
        assert!(
            (ours - theirs).abs() <= 1e-12 * number(*size),
            "{name}, {perspective}: {ours} against {theirs}"
        );
    }
    worked
        .rows
        .iter()
        .flat_map(|row| row.years.iter().flatten())
        .filter(|entry| entry.nature == Nature::Value)
        .count()
}

/// Everything that money of people in states may have: lists, payers with amounts of their own, steps of shares, growth, what is
/// cashable, first and last years, costs of states, of moves and of everyone, and rates that change with the calendar.
const EVERYTHING: &str = r#"
format = 1
title = "Everything"
currency = "DKK"
price_year = 2020
horizon = 7
discount = { timing = "mid", steps = [{ from = 0, rate = 0.035 }, { from = 3, rate = "late" }] }
payers = { municipality = "Municipality", state = "State" }
cohort = { start = 1, intake = [3, 0, "many"], half_cycle = true }

[inputs]
late = { fixed = 0.02 }
many = { fixed = 4 }
better = { beta = { mean = 0.6, n = 30 } }
price = { lognormal = { mean = 50_000, sd = 9_000 } }
moves = { dirichlet = { counts = { home = 6, shelter = 12, dead = 1 } } }
both = { formula = "better * 1000" }

[states]
shelter = { stock = "many * 5.1" }
home = { stock = 2 }
dead = {}

[transitions]
start = { without = { shelter = "rest", home = 0.2 } }
shelter = { without = "moves", with = [{ from = 0, row = { home = "better" } }, { from = 3, row = {} }] }
home = { without = [{ from_year = 0, row = { shelter = 0.1 } }, { from_year = 4, row = { shelter = 0.05, dead = 0.01 } }] }

[costs]
team = { per = "programme", amount = 100_000, paid_by = { municipality = 1.0 } }
entry = { per = "participant", amount = "both", paid_by = { municipality = 1.0 } }
worker = { per = "caseworker", caseload = 7, amount = 300_000, years = { from = 0, to = 1 }, paid_by = { municipality = 1.0 } }
support = { per = "person_year", states = ["home"], amount = "price / 2", years = { from = 1, to = 4 }, paid_by = { municipality = 0.7, state = 0.3 } }
removal = { per = "move", leaving = ["shelter", "start"], entering = ["home"], amount = 9_000, paid_by = { municipality = 1.0 } }
listed = { per = "person_year", states = ["home", "shelter"], amount = [1_000, 2_000, "price"], years = { from = 1, to = 3 }, paid_by = { state = 1.0 } }

[effects]
shelter = { per = "person_year", states = ["shelter"], cost = "price", growth = 0.01, cashable = 0.8, years = { from = 1, to = 6 }, shares = [{ from = 1, shares = { municipality = 1.0 } }, { from = 3, shares = { municipality = 0.4, state = 0.6 } }] }
work = { per = "person_year", states = ["home"], amount = [4_000, 5_000, 6_000], years = { from = 2, to = 4 }, shares = { state = 1.0 } }
own = { per = "move", entering = ["shelter"], amounts = { municipality = -20_000, state = "-price / 9" } }
death = { per = "move", entering = ["dead"], cost = 40_000, shares = { municipality = 1.0 } }
course = { per = "participant", cost = 700, shares = { state = 1.0 } }
"#;

#[test]
fn the_cases_are_worked_out_as_the_program_says() {
    for name in [
        "alcohol-twelve-years",
        "temporary-housing-flow",
        "homeless-home-first",
        "placements-caseload",
        "two-states",
    ] {
        let loaded = case(name, None);
        assert!(compare(name, &loaded) > 0, "{name}");
        for variant in &loaded.variants {
            compare(&format!("{name}, {variant}"), &case(name, Some(variant)));
        }
    }
}

#[test]
fn whatever_money_goes_by_is_worked_out_as_the_program_says() {
    let loaded = load(EVERYTHING);
    assert!(compare("everything", &loaded) > 40);
    // Whoever is there pays from the first year on: those of the beginning count with the first intake.
    let worked = work_out(&loaded.scenario).unwrap();
    let entrants = worked.rows.iter().filter(|row| row.key == Key::Entrants);
    let entrants: Vec<f64> = entrants.map(|row| row.number(At::Alone).unwrap()).collect();
    assert_eq!(entrants, [3.0 + 20.0 + 2.0, 0.0, 4.0]);
}

/// A yellow cell that moves nothing is known, and one that moves money but leaves people as they are.
#[test]
fn what_a_change_moves_is_known() {
    let worked = work_out(&load(EVERYTHING).scenario).unwrap();
    let followed = worked.followed();
    let of = |key: Key, name: &str| {
        let found = worked.rows.iter().position(|row| row.key == key && row.of.as_deref() == Some(name));
        found.unwrap_or_else(|| panic!("no row of {name}"))
    };
    for (key, name, is_followed, is_deciding) in [
        (Key::Input, "late", true, false),
        (Key::Input, "better", true, true),
        (Key::Input, "price", true, false),
        (Key::Input, "moves.home", false, false),
        (Key::Stock, "home", true, false),
    ] {
        assert_eq!(followed[of(key, name)], is_followed, "{name}");
        assert_eq!(worked.deciding.contains(name), is_deciding, "{name}");
    }
    // Without a cost for everyone who enters, neither do those who are there move anything.
    let without: Vec<&str> = EVERYTHING
        .lines()
        .filter(|line| !["entry", "worker", "course"].iter().any(|name| line.starts_with(name)))
        .collect();
    let worked = work_out(&load(&without.join("\n")).scenario).unwrap();
    let followed = worked.followed();
    for (key, name) in [(Key::Input, "better"), (Key::Stock, "home")] {
        let row = worked.rows.iter().position(|row| row.key == key && row.of.as_deref() == Some(name));
        assert!(!followed[row.unwrap()], "{name}");
    }
}
