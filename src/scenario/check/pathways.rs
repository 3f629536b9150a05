//! States and rows: what cannot be meant of people who move between situations.

use super::super::codes::Code;
use super::super::document::*;
use super::super::pathways::{Arm, Entry, Pathways, Rows, START, Transition};
use super::Check;

/// By how much numbers of a row may pass 1.
const ROUNDING: f64 = 1e-9;

impl Check<'_> {
    pub(super) fn pathways(&mut self) {
        let Some(pathways) = &self.draft.pathways else {
            self.without_states();
            return;
        };
        self.beside_states();
        self.entrants(pathways);
        for (of, transition) in pathways.named() {
            self.rest_of(of, transition);
            self.sums(of, transition);
        }
    }

    /// What says something of states needs them.
    fn without_states(&mut self) {
        // A section of states that is none has been refused.
        if self.tree.contains_key("states") {
            return;
        }
        for path in [&["transitions"][..], &["cohort", "half_cycle"]] {
            let Some(place) = self.node(path).map(|node| node.key.clone()) else { continue };
            let message = format!("`{}` without [states]", path.join("."));
            let help = "people move between states: name them, as [states.shelter]; or leave this out";
            self.error(Code::States, &place, message, "expected [states]", help);
        }
    }

    /// People are followed through states or through outcomes.
    fn beside_states(&mut self) {
        let mut found: Vec<(Place, String, &str)> = Vec::new();
        let mut note = |path: &[&str], named: &str, help| {
            found.extend(self.node(path).map(|node| (node.key.clone(), named.to_owned(), help)));
        };
        note(
            &["outcomes"],
            "[outcomes]",
            "people are followed through states or through outcomes, not both: what is reached once and lasts is a state, too",
        );
        let leaves =
            "who leaves early goes to a state of its own: name it, and say in the rows who comes there";
        note(&["cohort", "dropout"], "`cohort.dropout`", leaves);
        note(&["cohort", "dropout_cost_share"], "`cohort.dropout_cost_share`", leaves);
        for (name, cost) in &self.draft.costs {
            if matches!(cost.per, CostPer::Completer) {
                let named = format!("`costs.{name}` per completer");
                let help = "nobody drops out where people move between states: count it per participant, person_year or move";
                note(&["costs", name, "per"], &named, help);
            }
        }
        for (place, named, help) in found {
            self.error(
                Code::States,
                &place,
                format!("{named} beside [states]"),
                "expected one of the two",
                help,
            );
        }
    }

    /// Where people enter, it is said where they begin.
    fn entrants(&mut self, pathways: &Pathways) {
        let Some(cohort) = &self.draft.cohort else { return };
        let is_nobody = |people: &Quantity| people.expr.literal() == Some(0.0);
        if pathways.start.is_some()
            || cohort.intakes.iter().all(is_nobody)
            || self.node(&["transitions", START]).is_some()
        {
            return;
        }
        let key = if self.node(&["cohort", "intake"]).is_some() { "intake" } else { "participants" };
        let place = self.place(&["cohort", key]);
        let message = "people enter, and nothing says where they begin".to_owned();
        let help = "[transitions.start] without = { STATE = \"rest\" }";
        self.error(Code::MissingKey, &place, message, "expected [transitions.start]", help);
    }

    /// One state takes what the others leave, and has no chance of its own.
    fn rest_of(&mut self, of: &str, transition: &Transition) {
        for (i, step) in transition.without.steps.iter().enumerate() {
            let names_rest = step.row.entries.values().any(|entry| matches!(entry, Entry::Rest));
            let Some(place) = step.row.place.clone().filter(|_| !names_rest) else { continue };
            let path = row_path(of, "without", &transition.without, i);
            if of == START {
                let message = format!("`{path}` names no state that takes the rest");
                let help = "those who enter begin somewhere: let one state take what the others leave, as { STATE = \"rest\" }";
                self.error(Code::Row, &place, message, "expected \"rest\" for one state", help);
            } else if let Some(Entry::Chance(own)) = step.row.entries.get(of) {
                let place = own.place.clone().unwrap_or(place);
                let message = format!("`{path}` states the chance of staying, and no state takes the rest");
                let help = format!(
                    "who goes nowhere else stays: leave `{of}` out, or let another state take the rest, as {{ STATE = \"rest\" }}"
                );
                self.error(Code::Row, &place, message, "expected no chance of the state itself", &help);
            }
        }
        let Some(with) = &transition.with else { return };
        let mut told = Vec::new();
        for (age, year) in self.times(of, transition) {
            let (Some(laid), Some(under)) = (
                with.steps.iter().position(|step| with.is_at(step, age, year)),
                transition.without.at(age, year),
            ) else {
                continue;
            };
            let row = &with.steps[laid].row;
            let own_rest = row.entries.values().any(|entry| matches!(entry, Entry::Rest));
            if row.is_whole || own_rest || told.contains(&laid) {
                continue;
            }
            let named = under.entries.iter().find(|(_, entry)| matches!(entry, Entry::Rest));
            let rest = named.map_or(of, |(to, _)| to.as_str());
            let Some(Entry::Chance(chance)) = row.entries.get(rest) else { continue };
            let Some(place) = chance.place.clone() else { continue };
            told.push(laid);
            let message = format!(
                "`{}` states a chance of `{rest}`, which takes the rest",
                row_path(of, "with", with, laid)
            );
            let help = "a chance beside the rest leaves nobody to take it: state the others, or name another rest, as { STATE = \"rest\" }";
            self.error(Code::Row, &place, message, "expected another state", help);
        }
    }

    /// Plain numbers beside the rest leave something for it.
    fn sums(&mut self, of: &str, transition: &Transition) {
        let mut told = Vec::new();
        for (age, year) in self.times(of, transition) {
            for (arm, key) in [(Arm::Without, "without"), (Arm::With, "with")] {
                let rows =
                    if arm == Arm::With { transition.with.as_ref() } else { Some(&transition.without) };
                let Some(written) = rows.and_then(|rows| rows.at(age, year)) else { continue };
                let row = transition.row(of, arm, age, year);
                let sum: f64 = row.chances.values().filter_map(|chance| chance.expr.literal()).sum();
                let Some(place) =
                    written.place.clone().filter(|place| sum > 1.0 + ROUNDING && !told.contains(place))
                else {
                    continue;
                };
                let sum: f64 = format!("{sum:.12}").parse().unwrap_or(sum);
                let message = format!("the chances of `transitions.{of}.{key}` sum to {sum}");
                let help =
                    format!("`{}` takes what the others leave: beside it there is room for 1", row.rest);
                self.error(Code::RateSum, &place, message, "expected a sum of at most 1", &help);
                told.push(place);
                // What is wrong without the intervention need not be said again of what is laid over it.
                break;
            }
        }
    }

    /// Ages and years at which people leave, one of each pair of rows that meet.
    fn times(&self, of: &str, transition: &Transition) -> Vec<(usize, usize)> {
        let all = [Some(&transition.without), transition.with.as_ref()];
        let start = self.draft.cohort.as_ref().map_or(0, |cohort| cohort.start);
        if all.into_iter().flatten().all(|rows| rows.steps.len() == 1) {
            return vec![(0, start)];
        }
        let horizon = self.draft.horizon.unwrap_or(start);
        let intakes = self.draft.cohort.as_ref().map_or(1, |cohort| cohort.intakes.len().max(1));
        let which = |age: usize, year: usize| {
            all.map(|rows| {
                rows.and_then(|rows| rows.steps.iter().position(|step| rows.is_at(step, age, year)))
            })
        };
        let (mut times, mut seen) = (Vec::new(), Vec::new());
        for entry in start..(start + intakes).min(horizon + 1) {
            let last = if of == START { entry } else { horizon };
            for year in entry..=last {
                let rows = which(year - entry, year);
                if !seen.contains(&rows) {
                    seen.push(rows);
                    times.push((year - entry, year));
                }
            }
        }
        times
    }
}

/// How a row is spoken of.
fn row_path(of: &str, key: &str, rows: &Rows, step: usize) -> String {
    match rows.steps.len() {
        1 => format!("transitions.{of}.{key}"),
        _ => format!("transitions.{of}.{key}[{step}].row"),
    }
}
