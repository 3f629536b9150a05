//! Where are people? Those in each state by year, with the intervention and without it.

use super::told::Told;
use crate::report::document::{Align, Cell, Table, Text};
use crate::report::figure::number;
use crate::report::names::{ended, tame};
use crate::report::page::Section;
use crate::report::picture::{Areas, Drawn, Layer, Picture};
use crate::report::sections::states::{costs, dearest, spent};
use crate::report::words::states::{Found, Words};
use crate::summary::results::{Estimate, StateResults};

/// States with a colour of their own; the others are one.
const MOST: usize = 6;

type States<'a> = Vec<(&'a String, &'a StateResults)>;

pub(super) fn section(told: &Told) -> Option<Section> {
    let (case, words) = (told.case, &told.case.words.states);
    let states = case.scenario.order.of("states", &case.results.states);
    let (name, state) = dearest(case).or_else(|| most_moved(&states))?;
    let mut below = vec![spent(case, name, state)];
    below.extend(costs(case));
    // A single year has no course.
    let picture = (case.scenario.horizon > 0).then(|| areas(told, &states));
    let mut section = Section {
        ask: words.ask.to_owned(),
        finding: finding(told, name, state),
        below,
        behind: Some((words.about.to_owned(), by_year(told, &states))),
        ..Section::default()
    };
    if picture.is_some() {
        section.about = words.about.to_owned();
        section.notes.push((told.words.how_to_read.to_owned(), words.how_to_read.into()));
    }
    section.picture = picture;
    Some(section)
}

/// The state that differs most, where no money tells one from another.
fn most_moved<'a>(states: &States<'a>) -> Option<(&'a str, &'a StateResults)> {
    let size = |state: &StateResults| state.additional.person_years.mean.value.abs();
    let mut found: Option<(&str, &StateResults)> = None;
    for (name, state) in states {
        if found.is_none_or(|(_, most)| size(state) > size(most)) {
            found = Some((name, state));
        }
    }
    found
}

fn finding(told: &Told, name: &str, state: &StateResults) -> String {
    let of = &state.additional.person_years;
    let size = if of.mean.value < 0.0 { of.mean.negated() } else { of.mean };
    let size = number(&size);
    (told.case.words.states.finding)(Found {
        state: &tame(&told.case.labels().within("states", name)),
        same: size.is_nothing(),
        size: &size.show(&told.locale),
        fewer: of.mean.value < 0.0,
    })
}

fn areas(told: &Told, states: &States) -> Picture {
    let words = &told.case.words.states;
    let layers = layers(told, states, words);
    let shown = |people: Option<&f64>| {
        let people = people.copied().unwrap_or_default();
        number(&Estimate::exact(libm::round(people * 10.0) / 10.0)).show(&told.locale)
    };
    let said = layers.iter().map(|layer| {
        let ends = |life: usize| [layer.lives[life].first(), layer.lives[life].last()].map(shown);
        let (with, without) = (ends(0), ends(1));
        let both = [&with, &without].map(|[first, last]| [first.as_str(), last.as_str()]);
        ended((words.layer_says)(&layer.label, both[0], both[1], told.case.scenario.horizon))
    });
    let says = std::iter::once(ended(words.about.to_owned())).chain(said).collect::<Vec<String>>().join(" ");
    let names = words.panels.map(str::to_owned);
    Picture { says, of: Drawn::Areas(Areas { names, layers, first: told.words.year_0.to_owned() }) }
}

/// The largest states in the order of the file, and the others as one above them.
fn layers(told: &Told, states: &States, words: &Words) -> Vec<Layer> {
    let years = |state: &StateResults| {
        let [with, without] = [&state.with, &state.without].map(|arm| arm.person_years.value);
        if with > without { with } else { without }
    };
    let mut by_size: Vec<usize> = (0..states.len()).collect();
    by_size.sort_by(|a, b| years(states[*b].1).total_cmp(&years(states[*a].1)));
    let is_large = |at: &usize| by_size.iter().take(MOST).any(|large| large == at);
    let people = |at: usize| {
        let state = states[at].1;
        [&state.with, &state.without].map(|arm| arm.by_year.iter().map(|people| people.value).collect())
    };
    let label = |at: usize| tame(&told.case.labels().label("states", states[at].0));
    let (large, small): (Vec<usize>, Vec<usize>) = (0..states.len()).partition(is_large);
    let mut layers: Vec<Layer> =
        (large.into_iter()).map(|at| Layer { label: label(at), is_rest: false, lives: people(at) }).collect();
    if let Some((first, others)) = small.split_first() {
        let mut lives: [Vec<f64>; 2] = people(*first);
        for more in others.iter().map(|at| people(*at)) {
            for (life, more) in lives.iter_mut().zip(more) {
                life.iter_mut().zip(more).for_each(|(sum, people): (&mut f64, f64)| *sum += people);
            }
        }
        let label = if others.is_empty() { label(*first) } else { (words.others)(small.len()) };
        layers.push(Layer { label, is_rest: true, lives });
    }
    layers
}

/// Every state in both lives, and the difference.
fn by_year(told: &Told, states: &States) -> Table {
    let words = &told.case.words.states;
    let years = (0..=told.case.scenario.horizon).map(told.words.year);
    let columns = std::iter::once(words.in_all.to_owned()).chain(years);
    let mut table = Table::of(columns.map(|heading| (heading, Align::Right)));
    for (name, state) in states {
        let label = tame(&told.case.labels().label("states", name));
        let more = &state.additional;
        for (what, all, years, is_signed) in [
            (words.with, &state.with.person_years, &state.with.by_year, false),
            (words.without, &state.without.person_years, &state.without.by_year, false),
            (words.difference, &more.person_years.mean, &more.by_year, true),
        ] {
            let cell = |people: &Estimate| {
                let figure = number(people);
                Cell::from(Text::from(if is_signed { figure.signed() } else { figure }))
            };
            let cells: Vec<Cell> = std::iter::once(all).chain(years).map(cell).collect();
            table.row(Text::from(format!("{label}, {what}")), cells);
        }
    }
    table
}
