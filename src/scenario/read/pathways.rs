//! States, and the rows by which people move between them.

use std::collections::BTreeMap;

use super::super::codes::Code;
use super::super::document::*;
use super::super::formula::Expr;
use super::super::keys::{Key, Names, Section};
use super::super::pathways::{Clock, Entry, Pathways, REST, Rows, START, State, Step, Transition, Written};
use super::super::recognise::{fragment, join};
use super::super::spelling::is_spelt_as_name;
use super::super::tree::{Node, Table};
use super::{Draft, Reader};

impl Reader<'_> {
    /// Whether people are followed through states.
    pub(super) fn has_states(&self) -> bool {
        self.tree.contains_key("states")
    }

    /// `[states]` and `[transitions]`; where there are states there is a cohort, of nobody but those who are there if need be.
    pub(super) fn pathways(&mut self, draft: &mut Draft) {
        let tree = self.tree;
        let Some(node) = tree.get("states") else { return };
        if node.table().is_some_and(BTreeMap::is_empty) {
            let (label, help) = ("expected at least one [states.NAME]", fragment(Section::State.doc()));
            self.error(Code::MissingKey, &node.place, "there are no states".to_owned(), label, &help);
        }
        let mut pathways = Pathways {
            states: BTreeMap::new(),
            start: None,
            transitions: BTreeMap::new(),
            half_cycle: false,
        };
        let cohort = tree.get("cohort").and_then(Node::table);
        pathways.half_cycle =
            cohort.and_then(|table| self.boolean(Section::Cohort, table, "half_cycle")).unwrap_or(false);
        for (name, node, table) in self.entries("states") {
            let path = join("states", name);
            self.require(Section::State, table, &node.place, &path);
            let Some(stock) = self.quantity(Section::State, table, "stock", &path) else { continue };
            self.whole_people(&stock);
            pathways.states.insert(name.to_owned(), State { stock });
        }
        for (name, node, table) in self.entries("transitions") {
            let path = join("transitions", name);
            self.require(Section::Transition, table, &node.place, &path);
            if !self.resolve(Names::Left, name, &node.key, "transitions") {
                continue;
            }
            let Some(transition) = self.transition(name, table, &path) else { continue };
            if name == START {
                pathways.start = Some(transition);
            } else {
                pathways.transitions.insert(name.to_owned(), transition);
            }
        }
        draft.pathways = Some(pathways);
    }

    fn transition(&mut self, of: &str, table: &Table, path: &str) -> Option<Transition> {
        let mut rows = |key: &str| match table.get(key) {
            None => Some(None),
            Some(node) => self.rows(Section::Transition.key(key)?, node, of, &join(path, key)).map(Some),
        };
        let (without, with) = (rows("without"), rows("with"));
        Some(Transition { without: without??, with: with? })
    }

    /// The rows of an arm: one, or steps of time.
    fn rows(&mut self, key: &Key, node: &Node, of: &str, path: &str) -> Option<Rows> {
        let Some(items) = node.list() else {
            let row = self.row(key, node, of, path)?;
            return Some(Rows { clock: Clock::Entry, steps: vec![Step { from: 0, row }] });
        };
        let mut clock = None;
        let mut steps: Vec<Step> = Vec::new();
        let mut complete = true;
        for (i, item) in items.iter().enumerate() {
            let path = format!("{path}[{i}]");
            let table = item.table()?;
            self.require(Section::RowStep, table, &item.place, &path);
            let row = table.get("row").and_then(|node| self.row(key, node, of, &join(&path, "row")));
            let from = self.step_from(table, &mut clock, of, &path);
            if let Some((from, node)) = from {
                self.rising(from, (i > 0).then(|| steps.last().map(|step| step.from)), 0, node, &path);
            }
            match (from, row) {
                (Some((from, _)), Some(row)) => steps.push(Step { from, row }),
                _ => complete = false,
            }
        }
        (complete && !steps.is_empty()).then_some(Rows { clock: clock?, steps })
    }

    /// The first year of a step, which goes by the clock of those before it.
    fn step_from<'t>(
        &mut self,
        table: &'t Table,
        clock: &mut Option<Clock>,
        of: &str,
        path: &str,
    ) -> Option<(usize, &'t Node)> {
        let (own, name) = match (table.get("from"), table.get("from_year")) {
            (Some(_), None) => (Clock::Entry, "from"),
            (None, Some(_)) => (Clock::Calendar, "from_year"),
            _ => return None,
        };
        let node = table.get(name)?;
        let from = self.whole(Section::RowStep, table, name)?;
        if *clock.get_or_insert(own) != own {
            let message = format!("`{path}` states `{name}` after steps that go by the other clock");
            let help = "`from` counts years since entry and `from_year` calendar years: let a list go by one of them";
            self.error(Code::Steps, &node.key, message, "expected one kind in a list", help);
            return None;
        }
        if of == START && own == Clock::Entry && from > 0 {
            let message = format!("`{path}` starts {from} years after entry");
            let help = "who enters begins where the row says in the year of entry: steps of `start` go by `from_year`";
            self.error(Code::Steps, &node.place, message, "expected `from_year`", help);
            return None;
        }
        Some((from, node))
    }

    fn row(&mut self, key: &Key, node: &Node, of: &str, path: &str) -> Option<Written> {
        let place = Some(node.place.clone());
        if let Some(name) = node.text() {
            let entries = self.whole_row(key, node, (name, of), path)?;
            return Some(Written { entries, is_whole: true, place });
        }
        let (mut entries, mut complete, mut rest) = (BTreeMap::new(), true, None);
        for (to, item) in node.table()? {
            complete &= self.resolve(Names::States, to, &item.key, path);
            if item.text() != Some(REST) {
                match self.quantity_at(key, item, &join(path, to)) {
                    Some(chance) => drop(entries.insert(to.clone(), Entry::Chance(chance))),
                    None => complete = false,
                }
                continue;
            }
            if let Some(first) = rest.replace(to) {
                let message = format!("`{path}` gives the rest to `{first}` and to `{to}`");
                let help = "one state takes what the others leave: state the chance of the other";
                self.error(Code::Row, &item.place, message, "expected a number or a formula", help);
                complete = false;
            }
            entries.insert(to.clone(), Entry::Rest);
        }
        complete.then_some(Written { entries, is_whole: false, place })
    }

    /// All the parts of an input, of which the state itself takes the rest, or the last one where it is none of them.
    fn whole_row(
        &mut self,
        key: &Key,
        node: &Node,
        (name, of): (&str, &str),
        path: &str,
    ) -> Option<BTreeMap<String, Entry>> {
        // What is no name has been refused as a type.
        if !is_spelt_as_name(name) || !self.resolve(Names::Inputs, name, &node.place, path) {
            return None;
        }
        let Some(parts) = self.parts(name) else {
            let message = format!("`{path}` names input `{name}`, which is no row");
            let help = format!(
                "an input with `dirichlet` is a whole row; of one chance name its state, as {{ STATE = \"{name}\" }}"
            );
            self.error(Code::Row, &node.place, message, "expected an input with `dirichlet`", &help);
            return None;
        };
        let mut parts = parts;
        parts.sort_by_key(|(part, _)| *part);
        let rest = parts.iter().map(|(part, _)| *part).find(|part| *part == of);
        let rest = rest.or(parts.last().map(|(part, _)| *part))?;
        let (mut entries, mut known) = (BTreeMap::new(), true);
        for (part, at) in parts {
            known &= self.resolve(Names::States, part, at, &join("inputs", name));
            let chance = Quantity {
                expr: Expr::Part { input: name.to_owned(), part: part.to_owned() },
                path: join(path, part),
                place: Some(node.place.clone()),
                range: key.range,
            };
            let entry = if part == rest { Entry::Rest } else { Entry::Chance(chance) };
            entries.insert(part.to_owned(), entry);
        }
        known.then_some(entries)
    }
}
