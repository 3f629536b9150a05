//! The values of a merged scenario, each by its key path: what a change is a change of.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::resolved::holds_keys;

/// Values by key path.
pub type Leaves = BTreeMap<String, Leaf>;

/// Keys of an input beside its family.
const BESIDE_FAMILY: [&str; 10] = [
    "label",
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
#[derive(Debug, Clone)]
pub struct Leaf {
    /// The key that states it, where the path stops short of it: a family.
    pub key: Option<String>,
    /// The value.
    pub value: Value,
}

impl Leaf {
    /// Whether two mean the same.
    pub fn is_same(&self, other: &Leaf) -> bool {
        self.key == other.key && is_same(&self.value, &other.value)
    }

    /// As TOML.
    pub fn written(&self) -> String {
        match &self.key {
            Some(key) => format!("{key} = {}", self.value),
            None => self.value.to_string(),
        }
    }
}

/// Keys that say something about a value and change no figure.
const WORDS: [&str; 8] =
    ["title", "label", "unit", "source", "evidence", "price_year", "includes_relapse", "average_price"];

/// Whether a key path leads to something that is said about a value and changes no figure.
pub fn is_words(path: &str) -> bool {
    // A scenario's own price year is more than a word about an input.
    path.starts_with("report.")
        || path != "price_year" && path.rsplit('.').next().is_some_and(|key| WORDS.contains(&key))
}

/// The values of a resolved scenario: those at the top, and each key of each entry. An input's family is one value,
/// however it is parametrised.
pub fn leaves(resolved: &str) -> Leaves {
    let mut leaves = Leaves::new();
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
            // The keys of [discount], [cohort] and the like stand directly below them.
            if holds_keys(&section) {
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
