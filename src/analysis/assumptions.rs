//! What differs between two scenarios, as they were written and merged.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::comparison::{Assumption, Touches};
use crate::scenario::diagnostic::line_and_column;
use crate::scenario::{Layer, Loaded};

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
            && is_same(old, new)
        {
            continue;
        }
        let stated = if new.is_some() { other } else { base };
        let (at, file, line) = place(stated, path);
        differences.push(Assumption {
            path: path.clone(),
            was: old.map(Value::to_string),
            is: new.map(Value::to_string),
            source: source(&is, path).or_else(|| source(&was, path)),
            at,
            file,
            line,
            touches: touches(path, base, other),
        });
    }
    differences
}

/// The values of a resolved scenario: those at the top, and each key of each entry.
fn leaves(resolved: &str) -> BTreeMap<String, Value> {
    let mut leaves = BTreeMap::new();
    let tree: Table = toml::from_str(resolved).unwrap_or_default();
    for (section, value) in tree {
        match value {
            Value::Table(table) if matches!(section.as_str(), "discount" | "cohort") => {
                leaves.extend(table.into_iter().map(|(key, value)| (format!("{section}.{key}"), value)));
            }
            Value::Table(table) => {
                for (entry, value) in table {
                    match value {
                        Value::Table(keys) => leaves.extend(
                            keys.into_iter().map(|(key, value)| (format!("{section}.{entry}.{key}"), value)),
                        ),
                        value => {
                            leaves.insert(format!("{section}.{entry}"), value);
                        }
                    }
                }
            }
            value => {
                leaves.insert(section, value);
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
fn source(leaves: &BTreeMap<String, Value>, path: &str) -> Option<String> {
    let entry = path.strip_prefix("inputs.")?.split('.').next()?;
    leaves.get(&format!("inputs.{entry}.source"))?.as_str().map(str::to_owned)
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
