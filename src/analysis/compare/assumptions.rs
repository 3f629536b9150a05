//! What differs between two scenarios, as they were written and merged.

use std::collections::BTreeSet;

use super::comparison::{Assumption, Touches};
use crate::scenario::diagnostic::line_and_column;
use crate::scenario::leaves::{Leaf, Leaves, is_words, leaves};
use crate::scenario::{Layer, Loaded};

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
            source: source(&is, path, &other.outdated),
            replaced_source: replaced_source([&was, &is], path, &other.outdated),
            at,
            file,
            line,
            touches: touches(path, base, other),
        });
    }
    differences
}

/// The source of the input that a path belongs to; none where it spoke for a number that was replaced.
fn source(leaves: &Leaves, path: &str, outdated: &[String]) -> Option<String> {
    let stated = source_path(path)?;
    let source = leaves.get(&stated)?.value.as_str().map(str::to_owned);
    source.filter(|_| !outdated.contains(&stated))
}

/// The source that spoke for the number that is no more, where the new one has none of its own.
fn replaced_source([was, is]: [&Leaves; 2], path: &str, outdated: &[String]) -> Option<String> {
    if source(is, path, outdated).is_some() {
        return None;
    }
    source(was, path, &[]).or_else(|| source(is, path, &[]))
}

fn source_path(path: &str) -> Option<String> {
    Some(format!("inputs.{}.source", path.strip_prefix("inputs.")?.split('.').next()?))
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
    let unread = |loaded: &Loaded| {
        !loaded.scenario.inputs.contains_key(entry) || loaded.unused_inputs.iter().any(|name| name == entry)
    };
    let has_index = [base, other].iter().any(|loaded| loaded.scenario.prices.is_some());
    match section {
        "require" => Touches::Requirement,
        "inputs" if unread(base) && unread(other) => Touches::Words,
        // It converts an amount, where there is an index.
        "inputs" if path.ends_with(".price_year") && has_index => Touches::Model,
        _ if is_words(path) => Touches::Words,
        _ => Touches::Model,
    }
}
