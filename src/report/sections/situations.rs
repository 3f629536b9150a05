//! What a scenario says of people who move between states, in sentences.

use crate::report::names::capitalised;
use crate::report::words::situations::Words;
use crate::scenario::pathways::{Clock, Entry, Pathways, REST, Rows, START, Transition, Written};
use crate::scenario::{Effect, Situations};

use super::sentences::Speaker;

impl Speaker<'_> {
    fn situations(&self) -> &Words {
        &self.all.situations
    }

    fn state<'n>(&'n self, name: &'n str) -> &'n str {
        self.called("states", name)
    }

    /// Who is there when the programme begins.
    pub(super) fn stock(&self, start: usize) -> Vec<String> {
        let Some(pathways) = &self.scenario.pathways else { return Vec::new() };
        let states = self.scenario.order.of("states", &pathways.states);
        let there = states.into_iter().filter(|(_, state)| state.stock.expr.literal() != Some(0.0));
        there
            .map(|(name, state)| {
                (self.situations().in_stock)(&self.number(&state.stock), self.state(name), start)
            })
            .collect()
    }

    /// Where those who enter begin.
    pub(super) fn beginnings(&self) -> Vec<String> {
        let start = self.scenario.pathways.as_ref().and_then(|pathways| pathways.start.as_ref());
        let Some(start) = start else { return Vec::new() };
        let words = self.situations();
        let row = |written: &Written| {
            let (chances, rest) = self.chances(written, words.begin_in);
            (words.begin)(chances.as_deref(), self.state(rest.unwrap_or(REST)))
        };
        let without = self.steps(&start.without, &row);
        let with = start
            .with
            .as_ref()
            .map(|rows| self.steps(rows, &|written| self.row(written, START, words.as_without)));
        let Some(with) = with else { return vec![format!("{}{}.", capitalised(&without), words.either_way)] };
        vec![format!("{}.", capitalised(&without)), (words.with_it)(&with)]
    }

    /// Where the people of each state are one year later.
    pub(super) fn moves(&self) -> Vec<String> {
        let Some(pathways) = &self.scenario.pathways else { return Vec::new() };
        let states = self.scenario.order.of("states", &pathways.states);
        let mut all: Vec<String> =
            states.into_iter().map(|(name, _)| self.moves_of(name, pathways)).collect();
        if pathways.half_cycle {
            all.push(self.situations().half_cycle.to_owned());
        }
        all
    }

    fn moves_of(&self, name: &str, pathways: &Pathways) -> String {
        let words = self.situations();
        let Some(Transition { without, with }) = pathways.transitions.get(name) else {
            return (words.never_left)(self.state(name));
        };
        let of_without = |written: &Written| {
            let (chances, rest) = self.chances(written, words.are_in);
            match (chances, rest.filter(|rest| *rest != name)) {
                (None, None) => words.all_stay.to_owned(),
                (None, Some(rest)) => (words.all_are_in)(self.state(rest)),
                (Some(chances), None) => chances + words.rest_stay,
                (Some(chances), Some(rest)) => chances + &(words.rest_are_in)(self.state(rest)),
            }
        };
        let text = (words.one_year_later)(self.state(name), &self.steps(without, &of_without));
        match with {
            None => text,
            Some(with) => {
                let with = self.steps(with, &|written| self.row(written, name, words.as_without));
                format!("{text} {}", (words.with_it)(&with))
            }
        }
    }

    /// What differs with the intervention.
    fn row(&self, written: &Written, of: &str, nothing: &str) -> String {
        let words = self.situations();
        let says = if of == START { words.begin_in } else { words.are_in };
        let (chances, rest) = self.chances(written, says);
        match (chances, rest) {
            (None, None) => nothing.to_owned(),
            (None, Some(rest)) => (words.all_are_in)(self.state(rest)),
            (Some(chances), None) => chances,
            (Some(chances), Some(rest)) if rest == of => chances + words.rest_stay,
            (Some(chances), Some(rest)) => chances + &(words.rest_are_in)(self.state(rest)),
        }
    }

    /// The chances of a row, and the state that takes the rest if it names one.
    fn chances<'w>(
        &self,
        written: &'w Written,
        says: fn(&str, &str, bool) -> String,
    ) -> (Option<String>, Option<&'w str>) {
        let (mut parts, mut rest) = (Vec::new(), None);
        for (to, entry) in &written.entries {
            match entry {
                Entry::Rest => rest = Some(to.as_str()),
                Entry::Chance(chance) => {
                    let said = self.rate(chance);
                    parts.push(says(&said, self.state(to), parts.is_empty()));
                }
            }
        }
        ((!parts.is_empty()).then(|| self.all.list(&parts)), rest)
    }

    /// Rows one after the other.
    fn steps(&self, rows: &Rows, row: &dyn Fn(&Written) -> String) -> String {
        let words = self.situations();
        let mut text = String::new();
        for (i, step) in rows.steps.iter().enumerate() {
            let row = row(&step.row);
            text += &match (rows.clock, i, rows.steps.get(i + 1)) {
                (_, 0, None) => row,
                (Clock::Entry, 0, Some(next)) => (words.first_moves)(next.from, &row),
                (Clock::Calendar, 0, Some(next)) => (words.before_year)(next.from, &row),
                (Clock::Entry, 1, _) => (words.then)(&row),
                (Clock::Entry, ..) => (words.after_moves)(step.from, &row),
                (Clock::Calendar, ..) => (words.from_year)(step.from, &row),
            };
        }
        text
    }

    /// What a line counts, as `for each person-year in …`.
    pub(super) fn per_situation(&self, situations: &Situations) -> String {
        let words = self.situations();
        match situations {
            Situations::PersonYears { states } => (words.per_person_year)(&self.any_of(states)),
            Situations::Moves { leaving, entering } => {
                let [leaving, entering] =
                    [leaving, entering].map(|list| list.as_ref().map(|list| self.any_of(list)));
                (words.per_move)(leaving.as_deref(), entering.as_deref())
            }
        }
    }

    fn any_of(&self, states: &[String]) -> String {
        let words = self.situations();
        let called = states.iter().map(|name| match name.as_str() {
            START => words.outside.to_owned(),
            name => format!("`{}`", self.state(name)),
        });
        let mut called: Vec<String> = called.collect();
        let last = called.pop().unwrap_or_default();
        if called.is_empty() { last } else { format!("{} {} {last}", called.join(", "), words.or) }
    }

    /// What an effect on situations comes to for each, without what changes it by year and who has it; of all its years nothing is said.
    pub(super) fn situation(&self, name: &str, effect: &Effect, situations: &Situations) -> String {
        let words = self.situations();
        let says = if effect.is_cost { words.costs } else { words.brings };
        let mut per = self.per_situation(situations);
        if effect.years != (0, self.scenario.horizon) {
            per += &format!(" {}", self.years(effect.years, false));
        }
        let name = self.called("effects", name);
        says(name, &self.amounts(&effect.amount, name), &per)
    }
}
