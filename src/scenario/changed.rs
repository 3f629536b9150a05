//! What a call changed of a scenario, and which sources spoke for numbers that have been replaced since.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::leaves::{Leaf, Leaves, leaves};
use super::origin::Layer;
use super::resolved;
use super::tree::{Node, Table};

/// What changed a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The variant that was asked for.
    Variant,
    /// A `--set`, laid upon the variant.
    Set,
}

/// A value that the call changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Changed {
    /// Key path, as `inputs.success_rate`; of an entry that came or went as a whole, the entry's.
    pub path: String,
    /// What changed it.
    pub by: By,
    /// The value before as TOML; null where there was none.
    pub was: Option<String>,
    /// The value now as TOML; null where there is none.
    pub is: Option<String>,
}

/// A scenario as it stood after each layer. Kept only where there is more than one.
#[derive(Debug, Default)]
pub(super) struct History(Vec<Stage>);

#[derive(Debug)]
struct Stage {
    /// What was laid upon the stage before.
    layer: Layer,
    /// Its index, and those of whatever else was laid with it.
    indices: Vec<usize>,
    leaves: Leaves,
}

impl History {
    /// Notes how the scenario stands after layers of one kind.
    pub fn note(&mut self, layer: Layer, indices: Vec<usize>, tree: &Table) {
        self.0.push(Stage { layer, indices, leaves: leaves(&resolved::write(tree)) });
    }

    /// What a variant changed of the files, and then `--set` of that; by path.
    pub fn changed(&self) -> Vec<Changed> {
        let last = |is: fn(&Layer) -> bool| self.0.iter().rfind(|stage| is(&stage.layer));
        let stated = last(|layer| *layer == Layer::File);
        let chosen = last(|layer| matches!(layer, Layer::Variant(_))).or(stated);
        let set = last(|layer| *layer == Layer::Set).or(chosen);
        let between = |by, was: Option<&Stage>, is: Option<&Stage>| match (was, is) {
            (Some(was), Some(is)) => differences(by, &was.leaves, &is.leaves),
            _ => Vec::new(),
        };
        let mut changed = between(By::Variant, stated, chosen);
        changed.extend(between(By::Set, chosen, set));
        changed
    }

    /// Key paths of the sources and the evidence in the merged scenario that were stated before the number for which they
    /// stand was replaced.
    pub fn outdated(&self, tree: &Table) -> Vec<String> {
        let stage_of = |node: &Node| self.0.iter().position(|stage| stage.indices.contains(&node.layer));
        let inputs = tree.get("inputs").and_then(Node::table).into_iter().flatten();
        let mut outdated = Vec::new();
        for (name, input) in inputs {
            let (path, Some(keys)) = (format!("inputs.{name}"), input.table()) else { continue };
            let replaced = (1..self.0.len()).rfind(|at| self.replaces(*at, &path));
            for word in ["evidence", "source"] {
                let stated = keys.get(word).and_then(stage_of);
                if stated.is_some() && stated < replaced {
                    outdated.push(format!("{path}.{word}"));
                }
            }
        }
        outdated
    }

    /// Whether a stage has another number for an input than the one before it.
    fn replaces(&self, at: usize, input: &str) -> bool {
        let [was, is] = [at - 1, at]
            .map(|at| ["", ".min", ".max"].map(|key| self.0[at].leaves.get(&format!("{input}{key}"))));
        let differs = |(was, is): (Option<&Leaf>, Option<&Leaf>)| match (was, is) {
            (Some(was), Some(is)) => !was.is_same(is),
            (was, is) => was.is_some() != is.is_some(),
        };
        was[0].is_some() && was.into_iter().zip(is).any(differs)
    }
}

/// Every value that differs, by path; what came or went with its whole entry is one.
fn differences(by: By, was: &Leaves, is: &Leaves) -> Vec<Changed> {
    let mut changed: Vec<Changed> = Vec::new();
    let paths: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    for path in paths {
        let (old, new) = (was.get(path), is.get(path));
        if let (Some(old), Some(new)) = (old, new)
            && old.is_same(new)
        {
            continue;
        }
        let entry = entry_of(path);
        let [was_whole, is_whole] = [was, is].map(|leaves| whole(leaves, entry));
        let (path, was, is) = if was_whole.is_some() && is_whole.is_some() {
            (path.as_str(), old.map(Leaf::written), new.map(Leaf::written))
        } else {
            (entry, was_whole, is_whole)
        };
        if changed.last().is_none_or(|last| last.path != path) {
            changed.push(Changed { path: path.to_owned(), by, was, is });
        }
    }
    changed
}

/// The entry to which a path belongs: `costs.treatment` for `costs.treatment.years`.
fn entry_of(path: &str) -> &str {
    path.match_indices('.').nth(1).map_or(path, |(end, _)| &path[..end])
}

/// All that is said of an entry, as an inline table; `None` where nothing is. A value by itself is no table.
fn whole(leaves: &Leaves, entry: &str) -> Option<String> {
    if let Some(leaf) = leaves.get(entry).filter(|leaf| leaf.key.is_none()) {
        return Some(leaf.written());
    }
    let keys: Vec<String> = leaves
        .range(entry.to_owned()..)
        .take_while(|(path, _)| path.starts_with(entry))
        .filter_map(|(path, leaf)| match path[entry.len()..].strip_prefix('.') {
            Some(key) => Some(format!("{key} = {}", leaf.value)),
            None => (path.len() == entry.len()).then(|| leaf.written()),
        })
        .collect();
    (!keys.is_empty()).then(|| format!("{{ {} }}", keys.join(", ")))
}

/// The layers that a table states something in.
pub(super) fn layers_of(table: &Table) -> Vec<usize> {
    table.values().map(|node| node.layer).take(1).collect()
}
