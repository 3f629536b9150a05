//! The cohort and the outcomes.

use super::super::codes::Code;
use super::super::document::*;
use super::super::keys::{Range, Section};
use super::super::limits;
use super::super::recognise::join;
use super::super::spelling::{is_spelt_as_name, nearest, suggest_name};
use super::super::tree::{Node, Table};
use super::{Draft, Reader};

impl Reader<'_> {
    pub(super) fn people(&mut self, draft: &mut Draft) {
        draft.cohort = self.cohort();
        self.pathways(draft);
        // Outcomes of outcomes that state no year of their own.
        let mut later: Vec<(String, String)> = Vec::new();
        for (name, node, table) in self.entries("outcomes") {
            let path = join("outcomes", name);
            self.require(Section::Outcome, table, &node.place, &path);
            if let Some(outcome) = self.outcome(table, &path) {
                if let Some(of) = outcome.of().filter(|_| !table.contains_key("onset")) {
                    later.push((name.to_owned(), of.to_owned()));
                }
                draft.outcomes.insert(name.to_owned(), outcome);
            }
        }
        // A chain of them is no longer than their number; a circle is refused by the checks.
        for _ in 0..later.len().min(Section::Outcome.most_entries()) {
            for (name, of) in &later {
                let Some(onset) = draft.outcomes.get(of).map(|outcome| outcome.onset) else { continue };
                draft.outcomes.entry(name.clone()).and_modify(|outcome| outcome.onset = onset);
            }
        }
    }

    fn cohort(&mut self) -> Option<Cohort> {
        let tree = self.tree;
        // Where people are there already, nobody need come.
        let nobody_comes = self.has_states();
        let (none, missing);
        let (node, table) = match tree.get("cohort") {
            Some(node) => (Some(node), node.table()?),
            None if nobody_comes => {
                (none, missing) = (None, Table::new());
                (none, &missing)
            }
            None => return None,
        };
        let comes = ["participants", "intake"].into_iter().any(|key| table.contains_key(key));
        if let Some(node) = node
            && (comes || !nobody_comes)
        {
            self.require(Section::Cohort, table, &node.place, "cohort");
        }
        let dropout = self.quantity(Section::Cohort, table, "dropout", "cohort");
        let dropout_cost_share = self.quantity(Section::Cohort, table, "dropout_cost_share", "cohort");
        let intakes = match table.get("intake") {
            Some(node) => self.intakes(node),
            None if nobody_comes && !comes => Some(Vec::new()),
            None => {
                self.quantity(Section::Cohort, table, "participants", "cohort").map(|people| vec![people])
            }
        };
        intakes.iter().flatten().for_each(|intake| self.whole_people(intake));
        Some(Cohort {
            intakes: intakes?,
            start: self.whole(Section::Cohort, table, "start")?,
            dropout: dropout?,
            dropout_cost_share: dropout_cost_share?,
        })
    }

    /// A number of people that is written must be a whole one.
    pub(super) fn whole_people(&mut self, people: &Quantity) {
        let Some(place) = people.place.clone() else { return };
        if people.expr.literal().is_some_and(|people| people.fract() != 0.0) {
            let message = format!("`{}` is not a whole number of people", people.path);
            let help = "an uncertain number of people is an input; it is rounded half up in each draw";
            self.error(Code::OutOfRange, &place, message, "expected a whole number", help);
        }
    }

    fn intakes(&mut self, node: &Node) -> Option<Vec<Quantity>> {
        let key = Section::Cohort.key("intake")?;
        let items = node.list()?;
        let intakes: Vec<Option<Quantity>> = items
            .iter()
            .enumerate()
            .map(|(i, item)| self.quantity_at(key, item, &format!("cohort.intake[{i}]")))
            .collect();
        let intakes: Option<Vec<Quantity>> = intakes.into_iter().collect();
        intakes.filter(|list| !list.is_empty())
    }

    fn outcome(&mut self, table: &Table, path: &str) -> Option<Outcome> {
        let events = self.events(table, path)?;
        let rate = self.quantity(Section::Outcome, table, "rate", path);
        let relapse = self.quantity(Section::Outcome, table, "relapse", path);
        let counterfactual = match (table.get("counterfactual"), table.get("rate_is_net")) {
            (Some(_), _) => {
                self.quantity(Section::Outcome, table, "counterfactual", path).map(Counterfactual::Rate)
            }
            (None, Some(node)) => match node.boolean()? {
                true => Some(Counterfactual::RateIsNet),
                false => {
                    self.error(
                        Code::MissingKey,
                        &node.place,
                        format!("[{path}] lacks `counterfactual`"),
                        "expected true, or a counterfactual",
                        "state what happens without the intervention, or that the rate is already the difference",
                    );
                    None
                }
            },
            (None, None) => None,
        };
        let rate_of = self.rate_of(table, path);
        let icc = match (table.get("icc"), Section::Outcome.key("icc")) {
            (Some(node), Some(key)) => node.number().filter(|&icc| key.range.contains(icc))?,
            _ => 0.0,
        };
        let group = self.group(table, path)?;
        let range = if events.is_some() { Range::NOT_NEGATIVE } else { Range::SHARE };
        let ranged = |rate: Quantity| Quantity { range, ..rate };
        Some(Outcome {
            rate: ranged(rate?),
            counterfactual: match counterfactual? {
                Counterfactual::Rate(rate) => Counterfactual::Rate(ranged(rate)),
                Counterfactual::RateIsNet => Counterfactual::RateIsNet,
            },
            rate_of: rate_of?,
            onset: match events {
                Some((from, _)) => from,
                None => self.whole(Section::Outcome, table, "onset")?,
            },
            relapse: relapse?,
            icc,
            events,
            group,
            exclusive: self.boolean(Section::Outcome, table, "exclusive")?,
        })
    }
}

impl Reader<'_> {
    /// The years in which the events of an outcome happen, if it is one of events; nothing where what is stated does not go together.
    fn events(&mut self, table: &Table, path: &str) -> Option<Option<(usize, usize)>> {
        if !self.boolean(Section::Outcome, table, "events")? {
            let Some(node) = table.get("years") else { return Some(None) };
            let message = format!("`{path}.years` without `events`");
            let help = "write `onset` for the year in which a state is reached, or `events = true` for what happens more than once";
            self.error(Code::Events, &node.place, message, "expected `onset`", help);
            return None;
        }
        let mut is_sound = true;
        for key in ["relapse", "icc", "group", "exclusive"] {
            let Some(node) = table.get(key) else { continue };
            is_sound = false;
            let message = format!("`{path}.{key}` of events");
            let help = "events do not last, exclude nothing, and have no more in common than their rate: leave it out";
            self.error(Code::Events, &node.place, message, "expected no such key with `events = true`", help);
        }
        let years = match (table.get("years"), table.get("onset")) {
            (Some(_), Some(node)) => {
                let message = format!("`{path}` states both `onset` and `years`");
                self.error(
                    Code::Rivals,
                    &node.place,
                    message,
                    "expected one of them",
                    "`years` takes its place",
                );
                return None;
            }
            (Some(node), None) => self.years(node, &join(path, "years"))?,
            (None, _) => {
                let onset = self.whole(Section::Outcome, table, "onset")?;
                (onset, onset)
            }
        };
        is_sound.then_some(Some(years))
    }

    /// Whom the rates of an outcome count.
    fn rate_of(&mut self, table: &Table, path: &str) -> Option<RateOf> {
        let word = self.word(Section::Outcome, table, "rate_of")?;
        let Some(node) = table.get("rate_of").filter(|_| !matches!(word, "participants" | "completers"))
        else {
            return Some(if word == "completers" { RateOf::Completers } else { RateOf::Participants });
        };
        let tree = self.tree;
        let mut known =
            tree.get("outcomes").and_then(Node::table).into_iter().flatten().map(|(name, _)| name);
        if known.clone().any(|name| name == word) {
            return Some(RateOf::Outcome(word.to_owned()));
        }
        let words = ["participants", "completers"];
        let label = match nearest(word, words.into_iter().chain(known.by_ref().map(String::as_str))) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "expected `participants`, `completers`, or the name of an outcome".to_owned(),
        };
        let message = format!("there is no outcome `{word}`, named in `{path}.rate_of`");
        let help = "participants are all who start, completers those of them who do not drop out";
        self.error(Code::UnknownName, &node.place, message, &label, help);
        None
    }

    /// The group of an outcome, if it names one; nothing where its name is no name.
    fn group(&mut self, table: &Table, path: &str) -> Option<Option<String>> {
        let Some(node) = table.get("group") else { return Some(None) };
        let name = node.text()?;
        if is_spelt_as_name(name) && name.len() <= limits::NAME_LENGTH {
            return Some(Some(name.to_owned()));
        }
        self.error(
            Code::BadName,
            &node.place,
            format!("`{path}.group` is no name"),
            "expected small letters a–z, digits and `_`, starting with a letter",
            &format!("as group = \"{}\"", suggest_name(name)),
        );
        None
    }
}
