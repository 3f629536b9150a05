//! What things are called for people, and in which order a file names them.

use std::collections::BTreeMap;

use super::super::keys::{Key, Kind, Section};
use super::super::labels::{Labels, Order};
use super::super::tree::{Node, Table};

/// The labels that a merged scenario states, and those of its variants.
pub fn labels(tree: &Table, variants: &BTreeMap<String, String>) -> Labels {
    let mut labels = Labels::default();
    for (table, node) in tree {
        for (name, entry) in node.table().into_iter().flatten() {
            if let Some(label) = entry.table().and_then(|keys| keys.get("label")).and_then(Node::text) {
                labels.put(table, name, label);
            }
        }
    }
    variants.iter().for_each(|(name, label)| labels.put("variants", name, label));
    labels
}

/// Notes the names of a layer that is laid upon those before it, in the order of its text.
pub fn note(order: &mut Order, layer: &Table) {
    let is_entries = |key: &Key| matches!(key.kind, Kind::Entries(section) if section != Section::Scenario);
    for (table, node) in layer {
        if let Some(entries) = node.table()
            && Section::Scenario.key(table).is_some_and(is_entries)
        {
            let mut names: Vec<(usize, &String)> =
                entries.iter().map(|(name, entry)| (entry.key.span.start, name)).collect();
            names.sort();
            order.note(table, names.into_iter().map(|(_, name)| name));
        }
    }
}
