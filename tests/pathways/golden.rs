//! The cases, whose figures were worked out apart: exactly where every input is fixed, by another program where they are drawn.

use std::collections::BTreeMap;

use vendepunkt::summary::Settings;

use super::{case, figure};
use crate::common::results;

/// Draws of each case, and of the program that worked out what is drawn.
const DRAWS: u64 = 100_000;
const THEIRS: f64 = 500_000.0;

/// A figure, and what it is known to be.
struct Known<'t> {
    path: &'t str,
    value: f64,
    /// Half of its last digit.
    rounding: f64,
    how: &'t str,
    se: Option<f64>,
}

/// By case and variant.
fn known(table: &str) -> BTreeMap<(&str, &str), Vec<Known<'_>>> {
    let mut all: BTreeMap<(&str, &str), Vec<Known<'_>>> = BTreeMap::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let number = |cell: &str| cell.parse::<f64>().expect("a number");
        let (value, rounding) = (number(cells[3]), number(cells[4]));
        let se = (!cells[6].is_empty()).then(|| number(cells[6]));
        let known = Known { path: cells[2], value, rounding, how: cells[5], se };
        all.entry((cells[0], cells[1])).or_default().push(known);
    }
    all
}

/// What differs from what it should be, of a case and variant.
fn wrong((name, variant): (&str, &str), known: &[Known<'_>]) -> Vec<String> {
    let loaded = case(name, (!variant.is_empty()).then_some(variant));
    let results = results(&loaded, &Settings { draws: DRAWS, seed: 3, ..Settings::default() });
    let mut wrong = Vec::new();
    for Known { path, value, rounding, how, se } in known {
        let found = figure(&results, path);
        let off = (found.value - value).abs();
        let may = match *how {
            "exact" => 1e-9 * value.abs() + rounding,
            "luck" => 4.0 * found.se + rounding,
            // Where it is not said, its error is as ours at so many draws.
            _ => {
                let theirs = se.unwrap_or(found.se * (DRAWS as f64 / THEIRS).sqrt());
                4.0 * (found.se * found.se + theirs * theirs).sqrt() + rounding
            }
        };
        if !(off <= may) {
            wrong.push(format!("{name}/{variant} {path}: {found:?}, should be {value}"));
        }
    }
    wrong
}

#[test]
fn the_cases_come_out_as_they_should() {
    let table = include_str!("golden.tsv");
    let known = known(table);
    assert_eq!((known.len(), known.values().map(Vec::len).sum::<usize>()), (11, table.lines().count() - 1));
    let wrong: Vec<String> = known.iter().flat_map(|(of, known)| wrong(*of, known)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
