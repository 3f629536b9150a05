//! Rows of transitions: chances by the state that is come to.

use super::super::keys::{Key, Kind};
use super::super::pathways::REST;
use super::super::spelling::is_spelt_as_name;
use super::super::tree::{Node, Table, Value};
use super::{Recognition, join};

impl Recognition<'_> {
    /// Chances by state: numbers, formulas, or `rest`.
    pub(super) fn row(&mut self, key: &Key, table: &Table, path: &str) {
        let chance = Key { kind: Kind::Quantity, ..*key };
        for (name, item) in table {
            if self.findings.is_full() {
                return;
            }
            let path = join(path, name);
            match &item.value {
                Value::Text(text) if text == REST => {}
                Value::Text(_) | Value::Whole(_) | Value::Float(_) => self.value(&chance, item, &path),
                _ => self.wrong_type(key, item, &path, "a number, a formula in quotes, or \"rest\""),
            }
        }
    }

    /// A whole row by the name of an input.
    pub(super) fn named_row(&mut self, key: &Key, node: &Node, text: &str, path: &str) {
        if !is_spelt_as_name(text) {
            self.wrong_type(key, node, path, &key.kind.expected());
        }
    }
}
