//! Family tables: the keys of each, their types, and the ways to state it.

use crate::distribution::{FAMILIES, FamilyKeys, KeyKind, PercentageKey};

use super::super::codes::Code;
use super::super::diagnostic::Diagnostic;
use super::super::limits;
use super::super::numerals;
use super::super::spelling::nearest;
use super::super::tree::{Node, Table};
use super::{Recognition, fragment, join, wrong_type};

impl Recognition<'_> {
    /// A family table, its keys and their types. `depth` counts mixtures within mixtures.
    pub(super) fn family(&mut self, family: &FamilyKeys, node: &Node, path: &str, depth: usize) {
        let Some(table) = node.table() else {
            let example = family.parametrisations.first().copied().unwrap_or_default();
            let keys: Vec<_> = example.iter().map(|key| format!("{key} = …")).collect();
            let expected = format!("a table, as {} = {{ {} }}", family.name, keys.join(", "));
            self.findings.push(wrong_type(node, path, &expected).help(fragment(family.doc)));
            return;
        };
        for (name, item) in table {
            if self.findings.is_full() {
                return;
            }
            let path = &join(path, name);
            match family.kind(name) {
                Some(KeyKind::Number) => self.family_number(item, path),
                Some(KeyKind::Interval) => self.interval(item, path),
                None if stated_twice(name, table).is_some() => {
                    let message =
                        format!("`{}` is stated twice", stated_twice(name, table).unwrap_or_default());
                    let finding = Diagnostic::error(Code::Rivals, message).placed(&item.key);
                    self.findings.push(finding.help("remove one of the two"));
                }
                Some(KeyKind::Numbers) => match item.list() {
                    Some(items) if items.len() > limits::VALUES => {
                        let message = format!("`{path}` holds more than {} numbers", limits::VALUES);
                        self.findings.push(Diagnostic::error(Code::TooMany, message).placed(&item.place));
                    }
                    Some(items) => {
                        for (i, item) in items.iter().enumerate() {
                            self.family_number(item, &format!("{path}[{i}]"));
                        }
                    }
                    None => self.findings.push(wrong_type(item, path, "a list of numbers")),
                },
                Some(KeyKind::Text) => {
                    if item.text().is_none() {
                        self.findings.push(wrong_type(item, path, "text in quotes"));
                    }
                }
                Some(KeyKind::Families) => self.parts(item, path, depth),
                None => self.unknown_family_key(family, name, item),
            }
        }
    }

    /// The two ends of an interval.
    fn interval(&mut self, node: &Node, path: &str) {
        match node.list() {
            Some(ends) if ends.len() == 2 => {
                for (i, end) in ends.iter().enumerate() {
                    self.family_number(end, &format!("{path}[{i}]"));
                }
            }
            _ => {
                let expected = "a list of two numbers, the lower end first, as [0.12, 0.41]";
                self.findings.push(wrong_type(node, path, expected));
            }
        }
    }

    fn family_number(&mut self, node: &Node, path: &str) {
        match node.number() {
            Some(x) if x.is_finite() => {}
            Some(_) => {
                let finding = Diagnostic::error(Code::OutOfRange, format!("`{path}` is not a finite number"));
                self.findings.push(finding.placed(&node.place).label("expected a number"));
            }
            None => {
                let slip = node.text().and_then(numerals::slip);
                let help = slip.map_or(
                    "the parameters of a family are numbers, not formulas or inputs".to_owned(),
                    |slip| slip.help,
                );
                self.findings.push(wrong_type(node, path, "a plain number").help(help));
            }
        }
    }

    fn unknown_family_key(&mut self, family: &FamilyKeys, name: &str, node: &Node) {
        let known: Vec<&str> = family.keys.iter().map(|key| key.name).collect();
        let finding =
            Diagnostic::error(Code::UnknownKey, format!("unknown key `{name}` in `{}`", family.name))
                .placed(&node.key)
                .help(format!("`{}` takes {}", family.name, family.ways()));
        let takes_quantiles = family.beside_quantiles.is_some();
        let finding = match nearest(name, known) {
            _ if takes_quantiles && is_almost(name, "ci") => {
                finding.label("expected ci50 to ci99.9, as ci95, with at most six decimals")
            }
            _ if takes_quantiles && is_almost(name, "p") => {
                finding.label("expected p0.05 to p99.95, as p5 or p2.5, with at most six decimals")
            }
            Some(near) => finding.label(format!("did you mean `{near}`?")),
            None => finding,
        };
        self.findings.push(finding);
    }

    /// The parts of a mixture: tables with one family each, and `min` or `max` beside it.
    fn parts(&mut self, node: &Node, path: &str, depth: usize) {
        let Some(items) = node.list() else {
            self.findings.push(wrong_type(node, path, "a list of family tables"));
            return;
        };
        if depth >= limits::MIXTURE_DEPTH || items.len() > limits::MIXTURE_PARTS {
            let message = if depth >= limits::MIXTURE_DEPTH {
                format!("mixtures within mixtures more than {} deep", limits::MIXTURE_DEPTH)
            } else {
                format!("a mixture of more than {} parts", limits::MIXTURE_PARTS)
            };
            self.findings.push(Diagnostic::error(Code::TooMany, message).placed(&node.place));
            return;
        }
        for (i, item) in items.iter().enumerate() {
            let path = format!("{path}[{i}]");
            let Some(table) = item.table() else {
                let expected = "a family table, as { normal = { mean = …, sd = … } }";
                self.findings.push(wrong_type(item, &path, expected));
                continue;
            };
            for (name, value) in table {
                let path = join(&path, name);
                match (name.as_str(), family(name)) {
                    ("min" | "max" | "fixed", _) => self.family_number(value, &path),
                    (_, Some(family)) => self.family(family, value, &path, depth + 1),
                    (_, None) => {
                        let known = FAMILIES.iter().map(|family| family.name);
                        let finding = Diagnostic::error(
                            Code::UnknownKey,
                            format!("unknown key `{name}` in a part of a mixture"),
                        );
                        let finding = match nearest(name, known) {
                            Some(near) => finding.label(format!("did you mean `{near}`?")),
                            None => finding.label("expected a family, and `min` or `max` beside it"),
                        };
                        self.findings.push(finding.placed(&value.key));
                    }
                }
            }
        }
    }
}

/// The family of this name, `fixed` excepted: it is a plain number.
pub fn family(name: &str) -> Option<&'static FamilyKeys> {
    FAMILIES.iter().find(|family| family.name == name && family.name != "fixed")
}

/// Whether a key is meant as a percentage after a prefix: digits follow it, whatever stands between.
fn is_almost(name: &str, prefix: &str) -> bool {
    let name = name.to_lowercase();
    let rest = name.strip_prefix(prefix).map(|rest| rest.trim_start_matches(['_', '-', '.', ' ']));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The key that another one in the table states too, as `p2.50` does `p2.5`: the reader puts a blank after it.
fn stated_twice(name: &str, table: &Table) -> Option<String> {
    let plain = PercentageKey::read(name.strip_suffix(' ')?)?.to_string();
    table.contains_key(&plain).then_some(plain)
}

/// Whether a key states a law by percentages and so belongs into the table of a family.
pub fn is_percentage(name: &str) -> bool {
    PercentageKey::read(name).is_some_and(PercentageKey::is_within)
}
