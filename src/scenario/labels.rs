//! What things are called for people, and the order in which a file names them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::document::Scenario;

/// Labels by table (`inputs`, `outcomes` …) and name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Labels(BTreeMap<String, BTreeMap<String, String>>);

impl Labels {
    /// Notes a label.
    pub(super) fn put(&mut self, table: &str, name: &str, label: &str) {
        self.0.entry(table.to_owned()).or_default().insert(name.to_owned(), label.to_owned());
    }

    /// The same with a label for everything that has a name: its name in words, where none is stated.
    pub(super) fn of_all(&self, scenario: &Scenario, variants: &[String]) -> Labels {
        let mut all = Labels::default();
        let tables: [(&str, Vec<&String>); 10] = [
            ("payers", scenario.payers.keys().collect()),
            ("perspectives", scenario.perspectives.keys().collect()),
            ("inputs", scenario.inputs.keys().collect()),
            ("outcomes", scenario.outcomes.keys().collect()),
            ("states", scenario.pathways.iter().flat_map(|pathways| pathways.states.keys()).collect()),
            ("costs", scenario.costs.keys().collect()),
            ("effects", scenario.effects.keys().collect()),
            ("payments", scenario.payments.keys().collect()),
            ("require", scenario.requirements.keys().collect()),
            ("variants", variants.iter().collect()),
        ];
        for (table, names) in tables {
            names.into_iter().for_each(|name| all.put(table, name, &self.label(table, name)));
        }
        all
    }

    /// What something is called: as stated, else its name in words with a capital; a part of an input, after what that is called.
    pub fn label(&self, table: &str, name: &str) -> String {
        if let Some((input, part)) = name.split_once('.').filter(|_| table == "inputs") {
            return format!("{}: {}", self.label(table, input), part.replace('_', " "));
        }
        self.of(table, name).map_or_else(|| in_words(name), str::to_owned)
    }

    /// What something is called within a sentence: as stated, else its name in words.
    pub fn within(&self, table: &str, name: &str) -> String {
        if let Some((input, part)) = name.split_once('.').filter(|_| table == "inputs") {
            return format!("{}: {}", self.within(table, input), part.replace('_', " "));
        }
        self.own(table, name).map_or_else(|| name.replace('_', " "), str::to_owned)
    }

    /// The label, where it is another than the name in words.
    pub fn own(&self, table: &str, name: &str) -> Option<&str> {
        self.of(table, name).filter(|label| *label != in_words(name))
    }

    /// The names of a table that have a label.
    pub fn names(&self, table: &str) -> impl Iterator<Item = &str> {
        self.0.get(table).into_iter().flat_map(|names| names.keys().map(String::as_str))
    }

    fn of(&self, table: &str, name: &str) -> Option<&str> {
        self.0.get(table)?.get(name).map(String::as_str)
    }
}

/// A name in words: its underscores as spaces, its first letter a capital.
fn in_words(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The names of each table in the order in which the files of a chain first name them, the root first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "OrderOfNames"))]
pub struct Order(BTreeMap<String, Vec<String>>);

impl Order {
    /// Notes names of a table that a layer states, in its order.
    pub(super) fn note<'n>(&mut self, table: &str, names: impl IntoIterator<Item = &'n String>) {
        let known = self.0.entry(table.to_owned()).or_default();
        let new: Vec<String> = names.into_iter().filter(|name| !known.contains(name)).cloned().collect();
        known.extend(new);
    }

    /// Where a name stands among those of its table; what no file names comes last.
    pub fn place(&self, table: &str, name: &str) -> usize {
        let place = self.0.get(table).and_then(|names| names.iter().position(|known| known == name));
        place.unwrap_or(usize::MAX)
    }

    /// What a table holds, in this order.
    pub fn of<'m, T>(&self, table: &str, all: &'m BTreeMap<String, T>) -> Vec<(&'m String, &'m T)> {
        let mut all: Vec<(&String, &T)> = all.iter().collect();
        all.sort_by_key(|(name, _)| self.place(table, name));
        all
    }
}
