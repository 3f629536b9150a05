//! Danish thousands: `129.000` is 129 in a scenario, and may have been meant as 129,000.
//!
//! A number is looked at where it is written as thousands are, with one to three digits (the first not 0), a point and exactly
//! three digits, and where one of these suggests thousands:
//!
//! - **the place**: it is an amount, a number of people, a caseload, or the threshold of a requirement on money or people;
//! - **the unit**: its input counts money or people before the first `per`, as "DKK per participant", and not in thousands,
//!   millions or as a share;
//! - **the use**: its input stands in an amount or a number of people by itself or as a term of a sum;
//! - **the neighbours**: another parameter of the same law is 1,000 or more.
//!
//! A factor of a formula, as `saving * 1.035`, is looked at only where its decimals end in two zeros. Written with another
//! number of decimals, `129.0` is what it says.

use crate::distribution::PercentageKey;

use super::super::document::*;
use super::super::metrics::Kind;
use super::super::numerals::{is_thousands_point, plain};
use super::super::recognise::family;
use super::super::tree::{Node, Table, Value};
use super::super::warning::Warning;
use super::Advice;

/// Parameters that are numbers of the law's own unit, or counts. The scale of a law is worked out more often than read off, and has
/// decimals then.
const IN_UNIT: [&str; 12] =
    ["fixed", "min", "max", "low", "mode", "high", "mean", "sd", "median", "values", "successes", "trials"];

impl Advice<'_> {
    pub(super) fn thousands(&mut self) {
        let tree = self.tree;
        let entries = |section: &str| tree.get(section).and_then(Node::table).into_iter().flatten();
        let mut found = Vec::new();
        for (section, key) in [
            ("costs", "amount"),
            ("costs", "caseload"),
            ("effects", "amount"),
            ("effects", "cost"),
            ("states", "stock"),
            ("payments", "amount"),
        ] {
            for (name, node) in entries(section) {
                let value = node.table().and_then(|table| table.get(key));
                found.extend(value.and_then(|value| self.written(value, &format!("{section}.{name}.{key}"))));
            }
        }
        for section in ["costs", "effects"] {
            for (name, node) in entries(section) {
                let amounts = node.table().and_then(|table| table.get("amounts")?.table());
                for (payer, value) in amounts.into_iter().flatten() {
                    found.extend(self.written(value, &format!("{section}.{name}.amounts.{payer}")));
                }
            }
        }
        for key in ["participants", "intake"] {
            let value = tree.get("cohort").and_then(Node::table).and_then(|cohort| cohort.get(key));
            found.extend(value.and_then(|value| self.written(value, &format!("cohort.{key}"))));
        }
        for (name, node) in entries("require") {
            let kind = self.draft.requirements.get(name).map(|requirement| requirement.metric.kind());
            let Some(Kind::Money | Kind::MoneyPerPerson | Kind::People | Kind::PersonYears) = kind else {
                continue;
            };
            for key in ["at_least", "at_most"] {
                let value = node.table().and_then(|table| table.get(key));
                found.extend(value.and_then(|value| self.written(value, &format!("require.{name}.{key}"))));
            }
        }
        let used = self.amounts();
        for (name, node) in entries("inputs") {
            let Some(table) = node.table() else { continue };
            let unit = table.get("unit").and_then(Node::text).unwrap_or_default();
            let currency = self.draft.currency.as_deref().unwrap_or_default();
            let counts = used.contains(name) || counts_units(unit, currency);
            found.extend(self.of_input(table, &format!("inputs.{name}"), counts));
        }
        for (warning, place) in found {
            self.warn(&warning, &place);
        }
    }

    /// The first number of an input that looks like thousands, and how many more there are.
    fn of_input(&self, table: &Table, path: &str, counts: bool) -> Option<(Warning, Place)> {
        let mut all: Vec<(String, &Node)> = Vec::new();
        parameters(table, path, &mut all);
        let large = all.iter().any(|(_, node)| match &node.value {
            Value::Numbers(values, _) => values.iter().any(|x| x.abs() >= 1000.0),
            Value::List(items) => items.iter().filter_map(Node::number).any(|x| x.abs() >= 1000.0),
            _ => node.number().is_some_and(|x| x.abs() >= 1000.0),
        });
        if !counts && !large {
            return None;
        }
        let mut found: Option<(Warning, Place)> = None;
        for (path, node) in &all {
            let Some((next, place)) = self.written(node, path) else { continue };
            match &mut found {
                Some((Warning::ThousandsPoint { more, .. }, _)) => *more += 1,
                _ => found = Some((next, place)),
            }
        }
        found
    }

    /// A value that is written as thousands are; of a formula or list the first number that is.
    fn written(&self, node: &Node, path: &str) -> Option<(Warning, Place)> {
        let place = &node.place;
        let text = self.files.get(place.file).and_then(|file| file.text.get(place.span.clone()))?;
        let (number, span) = match &node.value {
            Value::Float(_) => {
                let number = text.trim_start_matches(['+', '-']);
                is_thousands_point(number).then(|| (number, place.span.clone()))?
            }
            Value::Text(_) => {
                let range = in_formula(text)?;
                let start = place.span.start;
                (&text[range.clone()], start + range.start..start + range.end)
            }
            Value::List(items) => {
                let mut all = items.iter().filter_map(|item| self.written(item, path));
                let (mut warning, place) = all.next()?;
                if let Warning::ThousandsPoint { more, .. } = &mut warning {
                    *more = all.count();
                }
                return Some((warning, place));
            }
            Value::Numbers(_, Some(cell)) => (cell.as_str(), place.span.clone()),
            _ => return None,
        };
        let read: f64 = number.parse().ok()?;
        let warning = Warning::ThousandsPoint {
            path: path.to_owned(),
            written: number.to_owned(),
            read: plain(read),
            // A data file has no `_` between digits.
            meant: number.replace('.', if matches!(node.value, Value::Numbers(..)) { "" } else { "_" }),
            more: 0,
        };
        Some((warning, Place { file: place.file, span }))
    }
}

/// The numbers of an input's law, or its formula, with their paths.
fn parameters<'t>(table: &'t Table, path: &str, all: &mut Vec<(String, &'t Node)>) {
    for (name, node) in table {
        let path = format!("{path}.{name}");
        let is_percentage = PercentageKey::read(name).is_some();
        match &node.value {
            _ if name == "formula" => all.push((path, node)),
            Value::Table(inner) if family(name).is_some() => parameters(inner, &path, all),
            Value::Table(inner) if name == "dirichlet" => {
                let counts = inner.get("counts").and_then(Node::table).into_iter().flatten();
                all.extend(counts.map(|(part, node)| (format!("{path}.counts.{part}"), node)));
            }
            Value::List(items) if name == "parts" => {
                items.iter().filter_map(Node::table).for_each(|part| parameters(part, &path, all));
            }
            _ if is_percentage || IN_UNIT.contains(&name.as_str()) => all.push((path, node)),
            _ => {}
        }
    }
}

/// The first number of a formula that is written as thousands are and stands for an amount.
fn in_formula(text: &str) -> Option<std::ops::Range<usize>> {
    let numeral = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_');
    let is_factor = |c: Option<char>| matches!(c, Some('*' | '/' | '^'));
    let (mut start, mut depth) = (0, 0);
    while start < text.len() {
        let rest = &text[start..];
        let length = rest.find(|c: char| !numeral(c)).unwrap_or(rest.len());
        if length == 0 {
            let c = rest.chars().next()?;
            depth += i32::from(c == '(') - i32::from(c == ')');
            start += c.len_utf8();
            continue;
        }
        let (number, after) = rest.split_at(length);
        let before = text[..start].trim_end().chars().next_back();
        let is_term = depth == 0 && !is_factor(before) && !is_factor(after.trim_start().chars().next());
        if is_thousands_point(number) && (is_term || number.ends_with("00")) {
            return Some(start..start + length);
        }
        start += length;
    }
    None
}

/// Whether a unit counts money or people, one by one.
fn counts_units(unit: &str, currency: &str) -> bool {
    const MONEY: [&str; 8] = ["kr", "kroner", "krone", "dkk", "eur", "euro", "euros", "øre"];
    const PEOPLE: [&str; 18] = [
        "people",
        "persons",
        "participants",
        "citizens",
        "children",
        "families",
        "clients",
        "patients",
        "places",
        "cases",
        "workers",
        "personer",
        "borgere",
        "deltagere",
        "børn",
        "familier",
        "unge",
        "sager",
    ];
    const SCALED: [&str; 16] = [
        "k",
        "m",
        "mio",
        "mill",
        "million",
        "millions",
        "millioner",
        "mia",
        "bn",
        "billion",
        "billions",
        "thousand",
        "thousands",
        "tusind",
        "t",
        "tkr",
    ];
    const OTHER: [&str; 14] = [
        "share", "andel", "rate", "ratio", "chance", "percent", "procent", "pct", "days", "weeks", "months",
        "hours", "dage", "timer",
    ];
    let unit = unit.to_lowercase();
    let counted = [" per ", " pr ", " pr. ", "/"]
        .iter()
        .fold(unit.as_str(), |unit, per| unit.split_once(per).map_or(unit, |(counted, _)| counted));
    let currency = currency.to_lowercase();
    let words: Vec<&str> =
        counted.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let any = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let is_money = any(&MONEY) || words.contains(&currency.as_str());
    !any(&SCALED)
        && !words.contains(&"000")
        && !counted.contains('%')
        && (is_money || any(&PEOPLE) && !any(&OTHER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_that_count_money_or_people() {
        for unit in
            ["DKK", "kr. per participant", "DKK for 24 courses", "people", "children per year", "EUR/person"]
        {
            assert!(counts_units(unit, "EUR"), "{unit}");
        }
        for unit in [
            "",
            "m DKK",
            "mio. kr.",
            "1,000 DKK",
            "t.kr.",
            "share of participants",
            "days per child",
            "% of DKK",
            "gain over five years per krone of outlay",
            "hours for participants",
        ] {
            assert!(!counts_units(unit, "DKK"), "{unit}");
        }
    }

    #[test]
    fn terms_of_a_formula_are_looked_at_and_factors_where_they_end_in_zeros() {
        let first = |text: &str| in_formula(text).map(|range| text[range].to_owned());
        for (text, number) in [
            ("129.000", "129.000"),
            ("saving + 129.500", "129.500"),
            ("129.000 * share", "129.000"),
            ("share * (129.000 + x)", "129.000"),
            ("-12.345", "12.345"),
        ] {
            assert_eq!(first(text).as_deref(), Some(number), "{text}");
        }
        for text in [
            "saving * 1.035",
            "saving / 1.035",
            "saving * (1.035 + x)",
            "days * 30.417",
            "129_000",
            "0.125 + x",
            "1.5 + 129.0",
            "12.3456",
            "1234.000",
            "x1.000",
            "1.035 ^ 3",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }
}
