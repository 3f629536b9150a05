//! What differs between two scenarios, as they were written and merged.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::comparison::{Assumption, Touches};
use crate::scenario::diagnostic::line_and_column;
use crate::scenario::{Layer, Loaded};

/// Keys of an input beside its family.
const BESIDE_FAMILY: [&str; 9] = [
    "unit",
    "source",
    "evidence",
    "price_year",
    "includes_relapse",
    "average_price",
    "optimism",
    "min",
    "max",
];

/// A value as it stands in a resolved scenario.
struct Leaf {
    /// The key that states it, where the path stops short of it: a family.
    key: Option<String>,
    value: Value,
}

impl Leaf {
    fn is_same(&self, other: &Leaf) -> bool {
        self.key == other.key && is_same(&self.value, &other.value)
    }

    /// As TOML.
    fn written(&self) -> String {
        match &self.key {
            Some(key) => format!("{key} = {}", self.value),
            None => self.value.to_string(),
        }
    }
}

/// Keys that say something about a value and change no figure.
const WORDS: [&str; 8] =
    ["title", "label", "unit", "source", "evidence", "price_year", "includes_relapse", "average_price"];

/// Every key whose value differs, in the order of the paths.
pub fn differences(base: &Loaded, other: &Loaded) -> Vec<Assumption> {
    let (was, is) = (leaves(&base.resolved), leaves(&other.resolved));
    let paths: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    let mut differences = Vec::new();
    for path in paths {
        let (old, new) = (was.get(path), is.get(path));
        if let (Some(old), Some(new)) = (old, new)
            && old.is_same(new)
        {
            continue;
        }
        let stated = if new.is_some() { other } else { base };
        let key = new.or(old).and_then(|leaf| leaf.key.as_deref());
        let (at, file, line) = place(stated, &key.map_or(path.clone(), |key| format!("{path}.{key}")));
        differences.push(Assumption {
            path: path.clone(),
            was: old.map(Leaf::written),
            is: new.map(Leaf::written),
            source: source(&is, path).or_else(|| source(&was, path)),
            at,
            file,
            line,
            touches: touches(path, base, other),
        });
    }
    differences
}

/// The values of a resolved scenario: those at the top, and each key of each entry. An input's family is one value,
/// however it is parametrised.
fn leaves(resolved: &str) -> BTreeMap<String, Leaf> {
    let mut leaves = BTreeMap::new();
    let mut put = |path: String, key: Option<String>, value: Value| {
        leaves.insert(path, Leaf { key, value });
    };
    let tree: Table = toml::from_str(resolved).unwrap_or_default();
    for (section, value) in tree {
        let Value::Table(table) = value else {
            put(section, None, value);
            continue;
        };
        for (entry, value) in table {
            let path = format!("{section}.{entry}");
            let Value::Table(keys) = value else {
                put(path, None, value);
                continue;
            };
            // The keys of [discount] and [cohort] stand directly below them.
            if matches!(section.as_str(), "discount" | "cohort") {
                put(path, None, Value::Table(keys));
                continue;
            }
            for (key, value) in keys {
                if section == "inputs" && !BESIDE_FAMILY.contains(&key.as_str()) {
                    put(path.clone(), Some(key), value);
                } else {
                    put(format!("{path}.{key}"), None, value);
                }
            }
        }
    }
    leaves
}

/// Whether two values mean the same: 24 is 24.0.
fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Integer(a), Value::Float(b)) | (Value::Float(b), Value::Integer(a)) => *a as f64 == *b,
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Table(a), Value::Table(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| is_same(a, b)))
        }
        (a, b) => a == b,
    }
}

/// The source of the input that a path belongs to.
fn source(leaves: &BTreeMap<String, Leaf>, path: &str) -> Option<String> {
    let entry = path.strip_prefix("inputs.")?.split('.').next()?;
    leaves.get(&format!("inputs.{entry}.source"))?.value.as_str().map(str::to_owned)
}

/// Where a value stands: for people, and as file and line.
fn place(loaded: &Loaded, path: &str) -> (String, String, Option<usize>) {
    let parents = std::iter::successors(Some(path), |path| path.rsplit_once('.').map(|(parent, _)| parent));
    let Some(origin) = parents.filter_map(|path| loaded.origins.get(path)).next() else {
        let file = loaded.files.first().map(|file| file.name.clone()).unwrap_or_default();
        return (file.clone(), file, None);
    };
    let at = origin.describe(&loaded.files);
    let Some(file) = loaded.files.get(origin.place.file) else { return (at, String::new(), None) };
    let line = match origin.layer {
        Layer::Set => None,
        Layer::File | Layer::Variant(_) => Some(line_and_column(&file.text, origin.place.span.start).0),
    };
    (at, file.name.clone(), line)
}

fn touches(path: &str, base: &Loaded, other: &Loaded) -> Touches {
    let mut steps = path.split('.');
    let (section, entry) = (steps.next().unwrap_or_default(), steps.next().unwrap_or_default());
    let key = path.rsplit('.').next().unwrap_or_default();
    // A scenario's own price year is more than a word about an input.
    let is_words = WORDS.contains(&key) && (section != "price_year");
    let unread = |loaded: &Loaded| {
        !loaded.scenario.inputs.contains_key(entry) || loaded.unused_inputs.iter().any(|name| name == entry)
    };
    match section {
        "require" => Touches::Requirement,
        "inputs" if unread(base) && unread(other) => Touches::Words,
        _ if is_words => Touches::Words,
        _ => Touches::Model,
    }
}
