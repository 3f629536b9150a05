//! Merging: a base, what differs from it, a variant, and overrides become one scenario.
//!
//! Merging descends to named entries (an entry is one by its place, under `payers`, `inputs`, `costs` and so on,
//! however it is written; `[discount]` and `[cohort]` are one entry each). There, each key that is given replaces
//! the old value whole. Rivals displace each other: a family with its `min` and `max`, `rate` and `steps`,
//! `participants` and `intake`, `counterfactual` and `rate_is_net`, `outcome` and `per`, `amounts` and `amount` with its shares. `remove = true` deletes
//! an entry. A `--set` changes just the leaf that it names, inside inline tables too.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::codes::Code;
use super::diagnostic::Diagnostic;
use super::document::Place;
use super::findings::Findings;
use super::keys::{FILE_KEYS, Kind, REMOVE, Section};
use super::origin::{Layer, Origin, Origins};
use super::overrides::Override;
use super::recognise::{family, join};
use super::spelling::nearest;
use super::tree::{Node, Table, Value};

/// A scenario while layers are laid upon it.
#[derive(Debug, Default)]
pub struct Merged {
    /// What holds so far.
    pub tree: Table,
    /// By key path, the earlier statements that what holds now replaced, the earliest first.
    replaced: BTreeMap<String, Vec<(Place, usize)>>,
}

impl Merged {
    /// Lays a file or a variant upon what holds so far. What recognition has refused is left out.
    pub fn apply(&mut self, layer: Table, findings: &mut Findings) {
        for (name, node) in layer {
            if FILE_KEYS.contains(&name.as_str()) && name != "format" {
                continue;
            }
            match Section::Scenario.key(&name).map(|key| key.kind) {
                Some(Kind::Entries(section)) => self.apply_entries(section, name, node, findings),
                Some(Kind::Table(section)) => {
                    let path = name.clone();
                    apply_entry(&mut self.tree, &mut self.replaced, section, &path, name, node, findings);
                }
                // What is unknown stays, so that nothing that it was meant to be is called missing.
                _ => replace(&mut self.tree, &mut self.replaced, &name.clone(), name, node),
            }
        }
    }

    fn apply_entries(&mut self, section: Section, name: String, node: Node, findings: &mut Findings) {
        let Node { value: Value::Table(entries), place, key, layer } = node else { return };
        let holder = self.tree.entry(name.clone()).or_insert_with(|| Node {
            value: Value::Table(Table::new()),
            place,
            key,
            layer,
        });
        let Value::Table(held) = &mut holder.value else { return };
        for (entry_name, entry) in entries {
            let path = join(&name, &entry_name);
            apply_entry(held, &mut self.replaced, section, &path, entry_name, entry, findings);
        }
    }

    /// Changes just the leaf that an override names.
    pub fn set(&mut self, change: Override, findings: &mut Findings) {
        let names: Vec<&str> = change.path.iter().map(|(name, _)| name.as_str()).collect();
        let kind = names.first().and_then(|name| Section::Scenario.key(name)).map(|key| key.kind);
        // How many leading names lead to the entry whose key the override names.
        let (section, depth) = match kind {
            Some(Kind::Entries(section)) => (section, 2),
            Some(Kind::Table(section)) => (section, 1),
            Some(_) => (Section::Scenario, 0),
            None => return,
        };
        if depth == 2
            && let Some((name, place)) = change.path.get(1)
            && let Some(near) = self.misspelt_entry(names[0], name)
        {
            let message = format!("there is no `{}`", join(names[0], name));
            findings.push(
                Diagnostic::error(Code::UnknownName, message)
                    .placed(place)
                    .label(format!("did you mean `{near}`?")),
            );
            return;
        }
        if names.len() <= depth || names.get(depth) == Some(&REMOVE.name) {
            self.apply(change.into_layer(), findings);
            return;
        }
        if let Some(finding) = self.in_a_whole_row(section, depth, &change) {
            findings.push(finding);
            return;
        }
        let mut held = &mut self.tree;
        for (name, place) in &change.path[..depth] {
            held = match descend(held, name, place, change.value.layer) {
                Some(table) => table,
                None => return,
            };
        }
        if depth > 0 {
            let displaced = displace(section, held, names[depth], Reach::Others);
            let path = names[..=depth].join(".");
            remember(&mut self.replaced, &names[..depth].join("."), &path, displaced);
        }
        let (last, inner) = change.path[depth..].split_last().expect("the path is longer than the entry's");
        for (name, place) in inner {
            held = match descend(held, name, place, change.value.layer) {
                Some(table) => table,
                None => return,
            };
        }
        replace(held, &mut self.replaced, &names.join("."), last.0.clone(), change.value);
    }

    /// Refuses a chance to be set in a row that has none by itself: it would take the place of all the others.
    fn in_a_whole_row(&self, section: Section, depth: usize, change: &Override) -> Option<Diagnostic> {
        let (name, _) = change.path.get(depth)?;
        let (to, place) = change.path.get(depth + 1)?;
        section.key(name).filter(|key| key.kind == Kind::Rows)?;
        let mut inner = change.path[..depth].iter();
        let entry = inner.try_fold(&self.tree, |table, (name, _)| table.get(name)?.table())?;
        let what = match &entry.get(name)?.value {
            Value::Text(input) => format!("all the parts of input `{input}`"),
            Value::List(_) => "a list of steps".to_owned(),
            _ => return None,
        };
        let path: Vec<&str> = change.path[..=depth].iter().map(|(name, _)| name.as_str()).collect();
        let path = path.join(".");
        let help = format!("set the whole of it: --set {path}='{{ {to} = …, … }}'");
        let finding =
            Diagnostic::error(Code::Row, format!("`{path}` is {what}, in which nothing is set by itself"));
        Some(finding.placed(place).label("expected the row as a whole").help(help))
    }

    /// The entry that was probably meant, where there is none of this name.
    fn misspelt_entry(&self, section: &str, name: &str) -> Option<String> {
        let held = self.tree.get(section).and_then(Node::table)?;
        if held.contains_key(name) {
            return None;
        }
        nearest(name, held.keys().map(String::as_str)).map(str::to_owned)
    }

    /// Where every value came from.
    pub fn origins(&self, layers: &[Layer]) -> Origins {
        let mut origins = BTreeMap::new();
        self.collect_origins(&self.tree, "", layers, &mut origins);
        Origins(origins)
    }

    fn collect_origins(
        &self,
        table: &Table,
        within: &str,
        layers: &[Layer],
        origins: &mut BTreeMap<String, Origin>,
    ) {
        let layer = |index: usize| layers.get(index).cloned().unwrap_or(Layer::File);
        for (name, node) in table {
            let path = join(within, name);
            let replaced = self.replaced.get(&path).into_iter().flatten();
            let origin = Origin {
                place: node.place.clone(),
                layer: layer(node.layer),
                replaced: replaced.map(|(place, index)| (place.clone(), layer(*index))).collect(),
            };
            if let Some(table) = node.table() {
                self.collect_origins(table, &path, layers, origins);
            }
            origins.insert(path, origin);
        }
    }
}

/// Which rivals a key displaces.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    /// All, the same key of an earlier layer and what belongs to it included.
    All,
    /// All but the key itself and what belongs to it.
    Others,
}

/// Lays one entry upon the entries that are held.
fn apply_entry(
    held: &mut Table,
    replaced: &mut BTreeMap<String, Vec<(Place, usize)>>,
    section: Section,
    path: &str,
    name: String,
    mut node: Node,
    findings: &mut Findings,
) {
    if section == Section::Payer && node.text().is_some() {
        let label = Node { ..node.clone() };
        node.value = Value::Table(Table::from([("label".to_owned(), label)]));
    }
    let Node { value: Value::Table(mut keys), place, key, layer } = node else {
        // It has been refused for its type; its name stays declared for those who refer to it.
        held.entry(name).or_insert(node);
        return;
    };
    if let Some(removal) = keys.remove(REMOVE.name)
        && removal.boolean() == Some(true)
    {
        if !keys.is_empty() {
            findings.push(
                Diagnostic::error(Code::Removal, format!("`{path}` is removed and changed at once"))
                    .placed(&removal.key)
                    .help("leave `remove = true` alone in its table, or leave it out"),
            );
        } else if held.remove(&name).is_none() {
            let finding =
                Diagnostic::error(Code::Removal, format!("there is no `{path}` to remove")).placed(&key);
            findings.push(match nearest(&name, held.keys().map(String::as_str)) {
                Some(near) => finding.label(format!("did you mean `{near}`?")),
                None => finding
                    .help("`remove` deletes an entry that an extended file or the file itself has stated"),
            });
        } else {
            let below = format!("{path}.");
            replaced.retain(|other, _| other != path && !other.starts_with(&below));
        }
        return;
    }
    match held.entry(name) {
        Entry::Vacant(vacant) => {
            vacant.insert(Node { value: Value::Table(keys), place, key, layer });
        }
        Entry::Occupied(occupied) => {
            let Value::Table(old) = &mut occupied.into_mut().value else { return };
            // Rivals first, all of them: two rivals within the new layer must both stay, to be found out.
            for name in keys.keys() {
                let displaced = displace(section, old, name, Reach::All);
                remember(replaced, path, &join(path, name), displaced);
            }
            for (name, node) in keys {
                replace(old, replaced, &join(path, &name), name, node);
            }
        }
    }
}

/// Takes out the rivals of a key.
fn displace(section: Section, held: &mut Table, key: &str, reach: Reach) -> Vec<(String, Node)> {
    let is_definition =
        |name: &str| matches!(name, "fixed" | "formula" | "dirichlet") || family(name).is_some();
    let rivals: Vec<String> = if section == Section::Input && is_definition(key) {
        let same_stays = reach == Reach::Others && held.contains_key(key);
        held.keys()
            .filter(|name| {
                is_definition(name) && name.as_str() != key
                    || matches!(name.as_str(), "min" | "max") && !same_stays
            })
            .cloned()
            .collect()
    } else {
        section.displaced_by(key).into_iter().map(str::to_owned).collect()
    };
    rivals.into_iter().filter_map(|name| held.remove_entry(&name)).collect()
}

fn remember(
    replaced: &mut BTreeMap<String, Vec<(Place, usize)>>,
    entry: &str,
    path: &str,
    displaced: Vec<(String, Node)>,
) {
    for (name, node) in displaced {
        let mut earlier = replaced.remove(&join(entry, &name)).unwrap_or_default();
        earlier.push((node.place, node.layer));
        replaced.entry(path.to_owned()).or_default().extend(earlier);
    }
}

fn replace(
    held: &mut Table,
    replaced: &mut BTreeMap<String, Vec<(Place, usize)>>,
    path: &str,
    name: String,
    node: Node,
) {
    if let Some(old) = held.insert(name, node) {
        replaced.entry(path.to_owned()).or_default().push((old.place, old.layer));
    }
}

/// The table of this name, made where there is none; a value that is no table gives way.
fn descend<'a>(held: &'a mut Table, name: &str, place: &Place, layer: usize) -> Option<&'a mut Table> {
    let empty =
        || Node { value: Value::Table(Table::new()), place: place.clone(), key: place.clone(), layer };
    let node = held.entry(name.to_owned()).or_insert_with(empty);
    if node.table().is_none() {
        *node = empty();
    }
    match &mut node.value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}
