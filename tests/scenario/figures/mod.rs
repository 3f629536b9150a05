//! What each key does: for every key a scenario, one change of that key, and a named figure before and after the
//! change, worked out by hand beside it.
//!
//! Most rows vary [`HAND`], whose numbers are fixed: their figures are exact. Where chance cannot be left out (luck, sampling,
//! spread) the figure lies within [`BOUND`] of its own standard errors of a closed form, and the change is far
//! larger than that. Keys that only describe change the text of the report.

mod families;
mod inputs;
mod money;
mod pathways;
mod payments;
mod people;
mod structure;

use std::collections::BTreeSet;

use serde_json::Value;
use vendepunkt::distribution::FAMILIES;
use vendepunkt::report::language::Language;
use vendepunkt::report::write::batch::Reporter;
use vendepunkt::report::write::run as writer;
use vendepunkt::report::write::text::{COLUMNS, Page};
use vendepunkt::scenario::keys::{KEYS, REMOVE, Section};
use vendepunkt::summary::Settings;

use crate::common::results;
use crate::support::{Case, text};

/// The scenario that the rows vary.
pub const HAND: &str = include_str!("../data/hand.toml");

/// Mean net benefit of [`HAND`]: 5 people × 1,000 × (0.8 + 0.64 + 0.512 + 0.4096) − 20 × 200.
pub const PLAIN: f64 = 5000.0 * 2.3616 - 4000.0;

/// Mean net benefit of all public payers.
pub const PUBLIC: &str = "perspectives.public.net_benefit.mean.value";
/// Mean net benefit of the city.
pub const CITY: &str = "perspectives.city.net_benefit.mean.value";

/// Draws of a row whose figure is exact, and of one that is drawn.
const DRAWS: (u64, u64) = (1_000, 40_000);

/// Standard errors by which a drawn figure may be off: of about 120 figures, one in 200 choices of the seed has one
/// beyond it.
const BOUND: f64 = 4.5;

/// A key of the key table, or of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A key of a table.
    Key(Section, &'static str),
    /// A key of a family's inline table.
    Family(&'static str, &'static str),
}

/// What is looked at before and after the change.
enum Check {
    /// A figure without chance; `None` where there is none (yet).
    Exact(&'static str, Option<f64>, Option<f64>),
    /// An estimate, by the path of its table.
    Drawn(&'static str, f64, f64),
    /// A word in the JSON result.
    Word(&'static str, &'static str, &'static str),
    /// What the text report says before and does not say after, and the other way round.
    Said(&'static str, &'static str),
    /// A warning that is there after the change, and not before.
    Warned(&'static str),
}

/// One key, one change of it, and what that does.
pub struct Row {
    place: Place,
    before: Case,
    after: Case,
    checks: Vec<Check>,
}

/// A row about a key of a table.
pub fn row(section: Section, key: &'static str) -> Row {
    at(Place::Key(section, key), key)
}

/// A row about a key, under a name for messages.
fn at(place: Place, name: &'static str) -> Row {
    let case = text(name, HAND);
    Row { place, before: case.clone(), after: case, checks: Vec::new() }
}

impl Row {
    /// Edits the scenario on both sides of the change.
    pub fn given(mut self, from: &str, to: &str) -> Row {
        self.before = self.before.edit(from, to);
        self.after = self.before.clone();
        self
    }

    /// Adds to the scenario on both sides of the change.
    pub fn with(mut self, more: &str) -> Row {
        self.before = self.before.add(more);
        self.after = self.before.clone();
        self
    }

    /// The change.
    pub fn change(mut self, from: &str, to: &str) -> Row {
        self.after = self.before.clone().edit(from, to);
        self
    }

    /// The rest of a change that needs two places.
    pub fn change_more(mut self, from: &str, to: &str) -> Row {
        self.after = self.after.edit(from, to);
        self
    }

    /// The change, where it adds.
    pub fn adding(mut self, more: &str) -> Row {
        self.after = self.before.clone().add(more);
        self
    }

    /// The change, where it is another scenario altogether.
    pub fn instead(mut self, after: Case) -> Row {
        self.after = after;
        self
    }

    /// A figure without chance.
    pub fn exact(mut self, path: &'static str, before: f64, after: f64) -> Row {
        self.checks.push(Check::Exact(path, Some(before), Some(after)));
        self
    }

    /// A figure that the change brings.
    pub fn brings(mut self, path: &'static str, after: f64) -> Row {
        self.checks.push(Check::Exact(path, None, Some(after)));
        self
    }

    /// A figure that the change takes away.
    pub fn takes(mut self, path: &'static str, before: f64) -> Row {
        self.checks.push(Check::Exact(path, Some(before), None));
        self
    }

    /// A figure with chance in it.
    pub fn drawn(mut self, path: &'static str, before: f64, after: f64) -> Row {
        self.checks.push(Check::Drawn(path, before, after));
        self
    }

    /// A word of the result.
    pub fn word(mut self, path: &'static str, before: &'static str, after: &'static str) -> Row {
        self.checks.push(Check::Word(path, before, after));
        self
    }

    /// A text of the report.
    pub fn said(mut self, before: &'static str, after: &'static str) -> Row {
        self.checks.push(Check::Said(before, after));
        self
    }

    /// A warning that the change brings.
    pub fn warned(mut self, code: &'static str) -> Row {
        self.checks.push(Check::Warned(code));
        self
    }

    /// Runs both sides and lists what is not as worked out.
    fn faults(&self) -> Vec<String> {
        let drawn = self.checks.iter().any(|check| matches!(check, Check::Drawn(..)));
        let draws = if drawn { DRAWS.1 } else { DRAWS.0 };
        let (before, after) = (Outcome::of(&self.before, draws), Outcome::of(&self.after, draws));
        let faults = self.checks.iter().filter_map(|check| check.fault(&before, &after));
        faults.map(|fault| format!("{:?}: {fault}", self.place)).collect()
    }
}

/// What came of a scenario.
struct Outcome {
    json: Value,
    report: String,
}

impl Outcome {
    fn of(case: &Case, draws: u64) -> Outcome {
        let loaded = case.valid();
        let settings = Settings { draws, ..Settings::default() };
        let results = results(&loaded, &settings);
        // The page is as wide as it may be, so that a text is not parted by the end of a line.
        let mut reporter = Reporter::new(
            writer("text"),
            Page { columns: *COLUMNS.end(), colour: false, language: Language::English },
        );
        let report = reporter.add(&loaded.scenario, &results, None).expect("figures are finite");
        // A space that holds two words together is a space.
        let report = String::from_utf8(report).expect("a text").replace('\u{a0}', " ");
        Outcome { json: serde_json::to_value(&results).expect("results are plain data"), report }
    }

    fn at(&self, path: &str) -> &Value {
        // The name of a line has a dot of its own.
        let (path, line) = path.split_once(".lines.").map_or((path, None), |(path, line)| (path, Some(line)));
        fn below<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
            match value {
                Value::Array(list) => list.get(key.parse::<usize>().ok()?),
                table => table.get(key),
            }
        }
        let found = path.split('.').try_fold(&self.json, below);
        let found = match line.and_then(|line| line.rsplit_once('.')) {
            Some((line, field)) => found.and_then(|value| value["lines"].get(line)?.get(field)),
            None => found,
        };
        found.unwrap_or(&Value::Null)
    }

    fn warns(&self, code: &str) -> bool {
        let warnings = self.json["warnings"].as_array().expect("a list of warnings");
        warnings.iter().any(|warning| warning["code"] == code)
    }
}

impl Check {
    /// What is not as worked out.
    fn fault(&self, before: &Outcome, after: &Outcome) -> Option<String> {
        match self {
            Check::Exact(path, wanted_before, wanted_after) => {
                assert_ne!(wanted_before, wanted_after, "{path}: the row shows no change");
                let sides = [(before, wanted_before, "before"), (after, wanted_after, "after")];
                sides.into_iter().find_map(|(outcome, wanted, side)| {
                    let value = outcome.at(path).as_f64();
                    let holds = match (value, *wanted) {
                        (Some(value), Some(wanted)) => (value - wanted).abs() <= 1e-9 * wanted.abs().max(1.0),
                        (None, None) => true,
                        _ => false,
                    };
                    (!holds).then(|| format!("{path} {side} is {value:?}, by hand {wanted:?}"))
                })
            }
            Check::Drawn(path, wanted_before, wanted_after) => {
                let sides = [(before, wanted_before, "before"), (after, wanted_after, "after")];
                sides.into_iter().find_map(|(outcome, wanted, side)| {
                    let estimate = outcome.at(path);
                    let (value, se) = (estimate["value"].as_f64()?, estimate["se"].as_f64()?);
                    let clear = (wanted_after - wanted_before).abs() > 3.0 * BOUND * se;
                    if !clear {
                        return Some(format!("{path}: the change is not far larger than the error {se}"));
                    }
                    let holds = (value - wanted).abs() <= BOUND * se;
                    (!holds).then(|| format!("{path} {side} is {value} ± {se}, in closed form {wanted}"))
                })
            }
            Check::Word(path, wanted_before, wanted_after) => {
                let (before, after) = (before.at(path), after.at(path));
                let holds = before == wanted_before && after == wanted_after;
                (!holds).then(|| format!("{path} is {before}, then {after}"))
            }
            Check::Said(wanted_before, wanted_after) => {
                let says = |outcome: &Outcome, text: &str| text.is_empty() || outcome.report.contains(text);
                let only = |text: &str, here: &Outcome, there: &Outcome| {
                    text.is_empty() || says(here, text) && !says(there, text)
                };
                let holds = only(wanted_before, before, after) && only(wanted_after, after, before);
                (!holds).then(|| {
                    format!(
                        "{wanted_before:?}, then {wanted_after:?} in\n{}\n{}",
                        before.report, after.report
                    )
                })
            }
            Check::Warned(code) => {
                let holds = !before.warns(code) && after.warns(code);
                (!holds).then(|| format!("{code} is not what the change brings"))
            }
        }
    }
}

/// Every row.
fn rows() -> Vec<Row> {
    [
        structure::rows(),
        inputs::rows(),
        people::rows(),
        pathways::rows(),
        money::rows(),
        payments::rows(),
        families::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn every_key_does_what_is_worked_out() {
    let faults: Vec<String> = rows().iter().flat_map(Row::faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_key_is_left_out() {
    let rows = rows();
    for row in &rows {
        assert!(!row.checks.is_empty(), "{:?}: nothing is looked at", row.place);
        assert_ne!(
            (&row.before.text, &row.before.variant, &row.before.set),
            (&row.after.text, &row.after.variant, &row.after.set),
            "{:?}: nothing is changed",
            row.place
        );
    }
    let walked: BTreeSet<Place> = rows.iter().map(|row| row.place).collect();
    // A test of its own shows what `format` does, which has one value only.
    let of_tables = KEYS
        .iter()
        .filter(|key| key.name != "format")
        .chain([&REMOVE])
        .map(|key| Place::Key(key.section, key.name));
    let of_families = FAMILIES
        .iter()
        .filter(|family| family.name != "fixed")
        .flat_map(|family| {
            let quantiles: &[&'static str] =
                if family.beside_quantiles.is_some() { &["p5", "p95", "ci90"] } else { &[] };
            family
                .keys
                .iter()
                .map(|key| key.name)
                .chain(quantiles.iter().copied())
                .map(|key| (family.name, key))
        })
        .map(|(family, key)| Place::Family(family, key));
    let keys: BTreeSet<Place> = of_tables.chain(of_families).collect();
    let left_out: Vec<_> = keys.difference(&walked).collect();
    assert!(left_out.is_empty(), "no row changes {left_out:?}");
    let unknown: Vec<_> = walked.difference(&keys).collect();
    assert!(unknown.is_empty(), "not in the table of keys: {unknown:?}");
}
