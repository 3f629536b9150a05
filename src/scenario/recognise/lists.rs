//! Lists of steps and of rows, and levels by year.

use super::super::codes::Code;
use super::super::diagnostic::Diagnostic;
use super::super::document::Place;
use super::super::keys::{CALENDAR, Key, Kind, Section};
use super::super::tree::{Node, Table};
use super::{Recognition, about, calendar_year, join};

impl Recognition<'_> {
    pub(super) fn steps(&mut self, key: &Key, section: Section, items: &[Node], place: &Place, path: &str) {
        if items.is_empty() {
            self.findings.push(
                Diagnostic::error(Code::EmptyList, format!("`{path}` is empty"))
                    .placed(place)
                    .label("expected at least one step")
                    .help(about(key)),
            );
        }
        for (i, item) in items.iter().enumerate() {
            let path = format!("{path}[{i}]");
            match item.table() {
                Some(table) => self.table(section, table, &path),
                None => {
                    let keys: Vec<_> = section.keys().map(|k| format!("{} = …", k.name)).collect();
                    self.wrong_type(key, item, &path, &format!("{{ {} }}", keys.join(", ")));
                }
            }
        }
    }

    /// Levels of prices: years of the calendar, with a number each.
    pub(super) fn index(&mut self, key: &Key, node: &Node, table: &Table, path: &str) {
        if table.is_empty() {
            self.push(key, node, Code::EmptyList, format!("`{path}` is empty"));
        }
        let level = Key { kind: Kind::Number, ..*key };
        for (year, item) in table {
            if self.findings.is_full() {
                return;
            }
            if calendar_year(year).is_none() {
                let message = format!("`{year}` in `{path}` is no year");
                let finding = Diagnostic::error(Code::UnknownKey, message).placed(&item.key);
                let label = format!("expected a year of the calendar, {}", CALENDAR.describe());
                self.findings.push(finding.label(label).help(about(key)));
                continue;
            }
            self.value(&level, item, &join(path, year));
        }
    }

    pub(super) fn matrix(&mut self, key: &Key, rows: &[Node], path: &str) {
        let cell = Key { kind: Kind::Number, ..*key };
        for (i, row) in rows.iter().enumerate() {
            match row.list() {
                Some(items) => {
                    for (j, item) in items.iter().enumerate() {
                        if self.findings.is_full() {
                            return;
                        }
                        self.value(&cell, item, &format!("{path}[{i}][{j}]"));
                    }
                }
                None => self.wrong_type(key, row, &format!("{path}[{i}]"), "a row of numbers, as [1.0, 0.5]"),
            }
        }
    }
}
