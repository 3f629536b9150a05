//! The first look at a text: does it say only what the key table knows, in the types and ranges it asks for?
//!
//! Each text is looked at by itself, before merging, so that a slip is found even where another layer replaces
//! it. What must be there, and how values fit together, is seen only in the merged scenario.

mod families;
mod lists;
mod range;
mod rows;

pub use families::family;
use families::is_percentage;
pub(super) use range::out_of_range;

use crate::distribution::FAMILIES;

use super::codes::Code;
use super::diagnostic::{Diagnostic, SourceFile};
use super::document::Place;
use super::findings::Findings;
use super::formula::{Expr, Function};
use super::formula_parser::{self, FormulaError};
use super::keys::{self, CALENDAR, FILE_KEYS, KEYS, Key, Kind, Section, VARIANT_KEYS};
use super::limits;
use super::numerals;
use super::pathways::{REST, START};
use super::spelling::{is_spelt_as_name, nearest, number, quoted_list, suggest_name};
use super::tree::{Node, Table, Value};

/// Looks at one text.
pub struct Recognition<'a> {
    /// Where what is wrong goes.
    pub findings: &'a mut Findings,
    /// The texts read so far; formulas are located in them.
    pub files: &'a [SourceFile],
}

impl Recognition<'_> {
    /// Looks at a whole scenario file. `within` is the path of the table that holds it, as `variants.low`, or empty.
    pub fn scenario(&mut self, table: &Table, within: &str) {
        for (name, node) in table {
            if self.findings.is_full() {
                return;
            }
            let path = join(within, name);
            if !within.is_empty() && FILE_KEYS.contains(&name.as_str()) {
                let message = format!("`{name}` cannot stand in a variant");
                self.findings.push(
                    Diagnostic::error(Code::MisplacedKey, message)
                        .placed(&node.key)
                        .help("it belongs to the file as a whole, at its top level"),
                );
            } else if within.is_empty() && VARIANT_KEYS.contains(&name.as_str()) {
                let message = format!("`{name}` cannot stand at the top level");
                self.findings.push(Diagnostic::error(Code::MisplacedKey, message).placed(&node.key).help(
                    "a scenario has a `title`; variants, inputs, outcomes, costs and effects have labels",
                ));
            } else if let Some(key) = Section::Scenario.key(name) {
                self.value(key, node, &path);
            } else {
                self.unknown(Section::Scenario, name, node, within);
            }
        }
    }

    /// Looks at a table of a section other than the top level.
    fn table(&mut self, section: Section, table: &Table, path: &str) {
        for (name, node) in table {
            if self.findings.is_full() {
                return;
            }
            let within = path;
            let path = &join(path, name);
            if let Some(key) = section.key(name) {
                self.value(key, node, path);
            } else if let Some(family) = family(name).filter(|_| section == Section::Input) {
                self.family(family, node, path, 0);
            } else {
                self.unknown(section, name, node, within);
            }
        }
    }

    fn unknown(&mut self, section: Section, name: &str, node: &Node, within: &str) {
        let place_name =
            if within.is_empty() { "at the top level".to_owned() } else { format!("in [{within}]") };
        let families =
            FAMILIES.iter().filter(|f| section == Section::Input && f.name != "fixed").map(|f| f.name);
        let known: Vec<&str> = section.keys().map(|key| key.name).chain(families).collect();
        let finding = Diagnostic::error(Code::UnknownKey, format!("unknown key `{name}` {place_name}"))
            .placed(&node.key);
        if section == Section::Input && is_percentage(name) {
            let example = if name.starts_with('p') {
                "beta = { p5 = …, p95 = … }"
            } else {
                "beta = { ci95 = […, …] }"
            };
            let help = format!("it belongs into the table of a family, as {example}");
            self.findings.push(finding.label("expected a family").help(help));
            return;
        }
        let elsewhere = || {
            KEYS.iter().find(|key| key.name == name && ![section, Section::Dirichlet].contains(&key.section))
        };
        let finding = match (nearest(name, known.iter().copied()), elsewhere()) {
            (Some(near), _) => finding.label(format!("did you mean `{near}`?")),
            (None, Some(key)) => finding.help(format!("`{name}` belongs to {}", key.section.heading())),
            (None, None) => finding.help(format!("the keys here are {}", quoted_list(&known, "and"))),
        };
        self.findings.push(finding);
    }

    fn value(&mut self, key: &Key, node: &Node, path: &str) {
        match (key.kind, &node.value) {
            (Kind::Text, Value::Text(text)) => {
                if text.trim().is_empty() {
                    self.push(key, node, Code::EmptyText, format!("`{path}` is empty"));
                }
            }
            (Kind::Name(_) | Kind::ChoiceOrName(..) | Kind::Metric | Kind::Path, Value::Text(_))
            | (Kind::Boolean, Value::Boolean(_)) => {}
            (Kind::Choice(words), Value::Text(text)) => {
                if !words.contains(&text.as_str()) {
                    let finding =
                        Diagnostic::error(Code::UnknownWord, format!("`{path}` cannot be `{text}`"));
                    let finding = match nearest(text, words.iter().copied()) {
                        Some(near) => finding.label(format!("did you mean `{near}`?")),
                        None => finding.label(format!("expected {}", key.kind.expected())),
                    };
                    self.findings.push(finding.placed(&node.place).help(about(key)));
                }
            }
            (Kind::Whole, Value::Whole(_)) | (Kind::Number, Value::Whole(_) | Value::Float(_)) => {
                self.range(key, node, path);
            }
            (Kind::Quantity | Kind::Amount | Kind::NumberOrInput, Value::Whole(_) | Value::Float(_)) => {
                self.range(key, node, path)
            }
            (Kind::Quantity | Kind::Amount | Kind::Formula | Kind::NumberOrInput, Value::Text(text)) => {
                self.formula(key, node, text, path);
            }
            (Kind::Amounts, Value::Table(table)) => {
                if table.is_empty() {
                    self.push(key, node, Code::EmptyList, format!("`{path}` is empty"));
                }
                let amount = Key { kind: Kind::Amount, ..*key };
                for (name, item) in table {
                    self.value(&amount, item, &join(path, name));
                }
            }
            (Kind::Amount, Value::List(items)) if items.len() > limits::LISTED => {
                let message =
                    format!("`{path}` has {} entries, where {} is the limit", items.len(), limits::LISTED);
                self.push(key, node, Code::TooMany, message);
            }
            (Kind::Quantities | Kind::Amount, Value::List(items)) => {
                if items.is_empty() {
                    self.push(key, node, Code::EmptyList, format!("`{path}` is empty"));
                }
                let item_key = Key { kind: Kind::Quantity, ..*key };
                for (i, item) in items.iter().enumerate() {
                    self.value(&item_key, item, &format!("{path}[{i}]"));
                }
            }
            (Kind::NameList(_), Value::List(items)) => {
                for (i, item) in items.iter().enumerate() {
                    if item.text().is_none() {
                        self.wrong_type(key, item, &format!("{path}[{i}]"), "a name in quotes");
                    }
                }
            }
            (Kind::Shares | Kind::SharesOrSteps | Kind::Parts, Value::Table(table)) => {
                let share = Key { kind: Kind::Number, ..*key };
                for (name, item) in table {
                    if key.kind == Kind::Parts {
                        self.name(name, item, key.section);
                    }
                    self.value(&share, item, &join(path, name));
                }
            }
            (Kind::SharesOrSteps, Value::List(items)) => {
                self.steps(key, Section::ShareStep, items, &node.place, path)
            }
            (Kind::Row | Kind::Rows, Value::Table(table)) => self.row(key, table, path),
            (Kind::Row | Kind::Rows, Value::Text(text)) => self.named_row(key, node, text, path),
            (Kind::Rows, Value::List(items)) => self.steps(key, Section::RowStep, items, &node.place, path),
            (Kind::Steps(section), Value::List(items)) => self.steps(key, section, items, &node.place, path),
            (Kind::Years, Value::Whole(_)) => self.range(key, node, path),
            (Kind::Years, Value::Table(table)) => self.table(Section::Years, table, path),
            (Kind::Index, Value::Table(table)) => self.index(key, node, table, path),
            (Kind::Spearman, Value::Whole(_) | Value::Float(_)) => self.range(key, node, path),
            (Kind::Spearman, Value::List(rows)) => self.matrix(key, rows, path),
            (Kind::Table(section), Value::Table(table)) => self.table(section, table, path),
            (Kind::Entries(section), Value::Table(table)) => self.entries(section, node, table, path),
            (Kind::Entries(_), Value::List(_)) => {
                let help = format!(
                    "name each one, as [{path}.some_name]: a name is what overrides and results refer to"
                );
                let finding =
                    Diagnostic::error(Code::WrongType, format!("`{path}` is a list, not named tables"));
                self.findings.push(finding.placed(&node.key).label("expected named tables").help(help));
            }
            (kind, _) => {
                let expected = kind.expected();
                self.wrong_type(key, node, path, &expected);
            }
        }
    }

    fn entries(&mut self, section: Section, node: &Node, table: &Table, path: &str) {
        let most = section.most_entries();
        if table.len() > most {
            let message = format!("{} entries under `{path}`, where {most} is the limit", table.len());
            let label = format!("expected at most {most}");
            self.findings.push(Diagnostic::error(Code::TooMany, message).placed(&node.key).label(label));
        }
        for (name, entry) in table {
            if self.findings.is_full() {
                return;
            }
            self.name(name, entry, section);
            let path = join(path, name);
            match (&entry.value, section) {
                (Value::Table(table), Section::Scenario) if is_removal(table) => {}
                (Value::Table(table), Section::Scenario) => self.scenario(table, &path),
                (Value::Table(table), _) => self.table(section, table, &path),
                (Value::Text(text), Section::Payer) => {
                    if text.trim().is_empty() {
                        let finding = Diagnostic::error(Code::EmptyText, format!("`{path}` is empty"));
                        self.findings
                            .push(finding.placed(&entry.place).label("expected a name for the reports"));
                    }
                }
                (_, Section::Payer) => {
                    let expected = "a label in quotes, or { label = \"…\", public = … }";
                    self.findings.push(wrong_type(entry, &path, expected).help(fragment(section.doc())));
                }
                _ => {
                    let expected = format!("a table, {}", section.heading().replace("NAME", name));
                    self.findings.push(wrong_type(entry, &path, &expected).help(fragment(section.doc())));
                }
            }
        }
    }

    /// Names are `[a-z][a-z0-9_]*`, and not the name of a function.
    fn name(&mut self, name: &str, entry: &Node, section: Section) {
        let finding = if !is_spelt_as_name(name) {
            let suggestion = suggest_name(name);
            Diagnostic::error(Code::BadName, format!("`{name}` cannot be a name"))
                .label("expected small letters a–z, digits and `_`, starting with a letter")
                .help(if section == Section::Payer {
                    format!("write `{suggestion} = \"{name}\"`: labels hold any text")
                } else {
                    format!("write `{suggestion}`")
                })
        } else if name.len() > limits::NAME_LENGTH {
            Diagnostic::error(Code::BadName, format!("a name of {} letters", name.len()))
                .label(format!("expected at most {}", limits::NAME_LENGTH))
        } else if Function::named(name).is_some() {
            Diagnostic::error(Code::BadName, format!("`{name}` is a function of the formula language"))
                .help("choose another name")
        } else if section == Section::Outcome && name == "none" {
            Diagnostic::error(Code::BadName, "no outcome can be called `none`".to_owned())
                .help("`none` is what becomes of those who reach no outcome: choose another name")
        } else if name == REST && matches!(section, Section::State | Section::Input)
            || name == START && section == Section::State
        {
            let what = if section == Section::State { "state" } else { "input" };
            let means = if name == REST {
                "what the others of a row leave"
            } else {
                "where people are who have not entered"
            };
            Diagnostic::error(Code::BadName, format!("no {what} can be called `{name}`"))
                .help(format!("`{name}` is {means}: choose another name"))
        } else {
            return;
        };
        self.findings.push(finding.placed(&entry.key));
    }

    fn formula(&mut self, key: &Key, node: &Node, text: &str, path: &str) {
        let parsed = match key.section {
            Section::Payment => formula_parser::parse_of_payment(text),
            _ => formula_parser::parse(text),
        };
        let formula = match parsed {
            Ok(formula) => formula,
            Err(error) => {
                self.findings.push(formula_error(&error, node, self.files, path));
                return;
            }
        };
        if let Some(literal) = formula.expr.literal().filter(|x| !key.widest().contains(*x)) {
            self.out_of_range(key, node, path, &number(literal));
        }
        let bare = matches!(formula.expr, Expr::Input(_) | Expr::Part { .. });
        if key.kind == Kind::NumberOrInput && !bare {
            self.wrong_type(key, node, path, &key.kind.expected());
        }
    }

    fn range(&mut self, key: &Key, node: &Node, path: &str) {
        let stated = node.number().unwrap_or(f64::NAN);
        if !stated.is_finite() {
            self.push(key, node, Code::OutOfRange, format!("`{path}` is not a finite number"));
        } else if !key.widest().contains(stated) {
            self.out_of_range(key, node, path, &number(stated));
        }
    }

    fn out_of_range(&mut self, key: &Key, node: &Node, path: &str, written: &str) {
        if key.section == Section::Scenario && key.name == "format" {
            let finding = Diagnostic::error(Code::UnknownFormat, format!("format {written} is not known"));
            let help = "write format = 1, or use a newer version of the program";
            self.findings.push(finding.placed(&node.place).label("expected 1").help(help));
            return;
        }
        self.findings.push(out_of_range(key, node, path, written));
    }

    fn wrong_type(&mut self, key: &Key, node: &Node, path: &str, expected: &str) {
        let mut help = about(key);
        // A comma or a point for thousands, or a unit, turns a number into text.
        if matches!(key.kind, Kind::Whole | Kind::Number) && node.text().is_some() {
            let slip = node.text().and_then(numerals::slip);
            help = match node.text().and_then(|text| text.trim().parse::<f64>().ok()) {
                Some(number) => format!("write {number} without quotes"),
                None if slip.is_some() => slip.map_or(help, |slip| slip.help),
                None if key.kind == Kind::Number || key.kind == Kind::Whole => {
                    format!("`{}` takes a plain number: formulas and inputs are not allowed here", key.name)
                }
                None => help,
            };
        }
        self.findings.push(wrong_type(node, path, expected).help(help));
    }

    fn push(&mut self, key: &Key, node: &Node, code: Code, message: String) {
        let finding = Diagnostic::error(code, message).placed(&node.place);
        self.findings.push(finding.label(format!("expected {}", key.expected())).help(about(key)));
    }
}

/// A year of the calendar as a key.
pub fn calendar_year(key: &str) -> Option<i32> {
    let is_plain = key.len() == 4 && key.bytes().all(|b| b.is_ascii_digit());
    key.parse().ok().filter(|year| is_plain && CALENDAR.contains(f64::from(*year)))
}

/// Whether a table is nothing but `remove = …`.
fn is_removal(table: &Table) -> bool {
    table.len() == 1 && table.contains_key(keys::REMOVE.name)
}

fn wrong_type(node: &Node, path: &str, expected: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("`{path}` is {}", node.kind()))
        .placed(&node.place)
        .label(format!("expected {expected}"))
}

/// What a key means, for the help of a finding.
pub fn about(key: &Key) -> String {
    format!("`{}`: {}", key.name, fragment(key.doc))
}

/// A sentence of the documentation as a fragment: without its full stop, and small letters first.
pub fn fragment(sentence: &str) -> String {
    let mut characters = sentence.trim_end_matches('.').chars();
    let first = characters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    format!("{first}{}", characters.as_str())
}

/// A formula error at its place in the file.
pub fn formula_error(error: &FormulaError, node: &Node, files: &[SourceFile], path: &str) -> Diagnostic {
    Diagnostic::error(Code::Formula, format!("{}, in the formula of `{path}`", error.message))
        .placed(&within_text(node, &error.span, files))
        .label(error.expected.clone())
        .help(error.help.clone())
}

/// The place of a byte range of a text's content; the whole text where escapes or line breaks shift it.
pub fn within_text(node: &Node, range: &std::ops::Range<usize>, files: &[SourceFile]) -> Place {
    let place = &node.place;
    let written = files.get(place.file).and_then(|file| file.text.get(place.span.clone()));
    let (Some(text), Some(written)) = (node.text(), written) else { return place.clone() };
    // A bare word of a `--set` has no quotes at all.
    let quotes = [3, 1, 0].into_iter().find(|&n| {
        written.len() == text.len() + 2 * n
            && written.is_char_boundary(n)
            && written.get(n..n + text.len()) == Some(text)
    });
    match quotes {
        Some(n) => {
            let start = place.span.start + n;
            // Something missing at the end is shown there, on the closing quote.
            let length = range.len().max(usize::from(n > 0));
            Place { file: place.file, span: start + range.start..start + range.start + length }
        }
        None => place.clone(),
    }
}

/// Key paths: `within.name`.
pub fn join(within: &str, name: &str) -> String {
    if within.is_empty() { name.to_owned() } else { format!("{within}.{name}") }
}
