//! Formulas that would need themselves.

use std::collections::BTreeMap;

use super::super::codes::Code;
use super::super::read::{Draft, read_by};
use super::Check;

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
        let mut states: BTreeMap<&str, State> = BTreeMap::new();
        let mut circles: Vec<Vec<&str>> = Vec::new();
        for start in draft.inputs.keys() {
            if states.contains_key(start.as_str()) {
                continue;
            }
            // Depth first without recursion: a chain of formulas may be as long as there are inputs.
            let mut trail: Vec<(&str, Vec<&str>)> = vec![(start, neighbours(draft, start))];
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
                        trail.push((next, neighbours(draft, next)));
                    }
                }
            }
        }
        for circle in circles {
            let Some(place) = draft.inputs.get(circle[0]).and_then(|input| input.place.clone()) else {
                continue;
            };
            let mut names: Vec<String> = circle.iter().take(8).map(|name| format!("`{name}`")).collect();
            if circle.len() > names.len() {
                names.push("…".to_owned());
            }
            names.push(format!("`{}`", circle[0]));
            let message = format!("formulas go round in a circle: {}", names.join(" reads "));
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
