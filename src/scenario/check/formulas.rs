//! Formulas that would need themselves.

use std::collections::BTreeMap;

use super::super::codes::Code;
use super::super::read::{Draft, read_by};
use super::Check;
use super::payments::in_words;

/// How far the search for a circle has come with an input.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Open,
    Done,
}

impl Check<'_> {
    /// No input's value may depend on itself, by its formula or its optimism.
    pub(super) fn formulas(&mut self) {
        let draft = self.draft;
        let read: BTreeMap<&str, Vec<&str>> =
            draft.inputs.keys().map(|name| (name.as_str(), neighbours(draft, name))).collect();
        for circle in circles(&read) {
            let Some(place) = draft.inputs.get(circle[0]).and_then(|input| input.place.clone()) else {
                continue;
            };
            let message = format!("formulas go round in a circle: {}", in_words(&circle, "reads"));
            self.error(
                Code::Cycle,
                &place,
                message,
                "expected a formula that can be worked out",
                "make one of them a family or `fixed`",
            );
        }
    }
}

/// The circles in what reads what, by name; what each reads is taken from the last to the first.
pub(super) fn circles<'a>(read: &BTreeMap<&'a str, Vec<&'a str>>) -> Vec<Vec<&'a str>> {
    let mut states: BTreeMap<&str, State> = BTreeMap::new();
    let mut circles: Vec<Vec<&str>> = Vec::new();
    let open = |name: &str| read.get(name).cloned().unwrap_or_default();
    for &start in read.keys() {
        if states.contains_key(start) {
            continue;
        }
        // Depth first without recursion: a chain may be as long as there are names.
        let mut trail: Vec<(&str, Vec<&str>)> = vec![(start, open(start))];
        states.insert(start, State::Open);
        while let Some((name, rest)) = trail.last_mut() {
            let Some(next) = rest.pop() else {
                states.insert(name, State::Done);
                trail.pop();
                continue;
            };
            match states.get(next) {
                Some(State::Done) => {}
                Some(State::Open) => {
                    let from = trail.iter().position(|(name, _)| *name == next).unwrap_or(0);
                    circles.push(trail[from..].iter().map(|(name, _)| *name).collect());
                }
                None => {
                    states.insert(next, State::Open);
                    trail.push((next, open(next)));
                }
            }
        }
    }
    circles
}

/// The inputs that an input reads, in reverse order of name, so that the first is taken first.
fn neighbours<'a>(draft: &'a Draft, name: &str) -> Vec<&'a str> {
    let Some(input) = draft.inputs.get(name) else { return Vec::new() };
    let mut names: Vec<&str> = read_by(input)
        .into_iter()
        .flat_map(|expr| expr.inputs())
        .filter_map(|name| draft.inputs.get_key_value(name).map(|(name, _)| name.as_str()))
        .collect();
    names.sort_unstable_by(|a, b| b.cmp(a));
    names.dedup();
    names
}
