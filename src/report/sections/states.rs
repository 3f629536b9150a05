//! Where people are: how many years they spend in each state, with the intervention and without it.

use super::case::Case;
use super::rows::{MOST_ROWS, left_out, short};
use crate::analysis::compare::comparison::Pair;
use crate::analysis::compare::states::StateChange;
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{money, number};
use crate::report::names::tame;
use crate::report::words::Words;
use crate::report::words::states::Spent;
use crate::scenario::Identity;
use crate::summary::results::{Additional, Estimate, InState, StateResults};

pub(super) fn write(document: &mut Document, case: &Case) {
    if case.results.states.is_empty() {
        return;
    }
    let Words { common, states: words, .. } = case.words;
    document.heading(words.where_people_are, words.person_years);
    if let Some((name, state)) = dearest(case) {
        document.paragraph(spent(case, name, state));
    }
    let states = || case.scenario.order.of("states", &case.results.states);
    let called = |name: &str| tame(&case.labels().label("states", name));
    let headings = [words.with, words.without, words.difference, common.low, common.high];
    let mut table = Table::of(headings.map(|heading| (heading, Align::Right)));
    for (name, state) in states() {
        let Additional { mean, p5, p95, .. } = &state.additional.person_years;
        let change = |end: &Estimate| Cell::from(Text::from(number(end).signed()));
        let plain = |years: &Estimate| Cell::from(Text::from(number(years)));
        let cells = [
            plain(&state.with.person_years),
            plain(&state.without.person_years),
            Text::of(Tone::Strong, number(mean).signed()).into(),
            change(p5),
            change(p95),
        ];
        table.row(called(name), cells);
    }
    document.table(table);
    let horizon = case.results.scenario.horizon;
    for (says, arm) in [
        (words.in_years_with, (|state| &state.with) as fn(&StateResults) -> &InState),
        (words.in_years_without, |state| &state.without),
    ] {
        let years = some_years(horizon);
        let mut table = Table::of(years.iter().map(|year| ((common.year)(*year), Align::Right)));
        for (name, state) in states() {
            let cells = years.iter().map(|year| match arm(state).by_year.get(*year) {
                Some(people) => Cell::from(Text::from(number(people))),
                None => Cell::Nothing,
            });
            table.row(called(name), cells.collect::<Vec<Cell>>());
        }
        document.paragraph(says);
        document.table(table);
    }
}

/// Person-years of both sides of a pair, and what lies between them.
pub(super) fn compare(document: &mut Document, pair: &Pair) {
    if pair.states.is_empty() {
        return;
    }
    let Words { compare: common, states: words, .. } = document.language.words();
    let [with, without, difference] = words.compared;
    let headings = [with, common.is, without, common.is, difference, common.is, common.change];
    let mut table = Table::of(headings.map(|heading| (heading, Align::Right)));
    let plain = |years: &Estimate| Cell::from(Text::from(number(years)));
    let signed = |years: &Estimate| Cell::from(Text::from(number(years).signed()));
    let Identity { labels, order, .. } = &pair.other;
    for (name, StateChange { was, is, change }) in
        order.of("states", &pair.states).into_iter().take(MOST_ROWS)
    {
        let cells = [
            plain(&was.with),
            plain(&is.with),
            plain(&was.without),
            plain(&is.without),
            signed(&was.additional),
            signed(&is.additional),
            Text::of(Tone::Strong, number(change).signed()).into(),
        ];
        table.row(short(&labels.label("states", name)), cells);
    }
    document.paragraph(Text::of(Tone::Dim, words.by_state));
    document.table(table);
    left_out(document, pair.states.len());
}

/// What the situations cost in each arm.
pub(super) fn cost(document: &mut Document, case: &Case) {
    costs(case).into_iter().for_each(|text| document.paragraph(text));
}

/// The same in a sentence.
pub(super) fn costs(case: &Case) -> Option<Text> {
    let arms = case.main()?.1.arms.as_ref()?;
    let totals = [&arms.without.total, &arms.with.total];
    let brings = totals.iter().all(|total| total.value < 0.0);
    let amount = |total: &Estimate| {
        let total = if brings { total.negated() } else { *total };
        Text::of(Tone::Strong, money(&total, &case.currency()))
    };
    let [without, with] = totals.map(amount);
    Some((case.words.states.they_cost)(brings, without, with))
}

/// The state with the most money, in whichever arm.
pub(super) fn dearest<'a>(case: &Case<'a>) -> Option<(&'a str, &'a StateResults)> {
    let (_, main) = case.main()?;
    let arms = main.arms.as_ref()?;
    let money = |name: &str| {
        let of = |states: &std::collections::BTreeMap<String, Estimate>| {
            states.get(name).map_or(0.0, |money| money.value.abs())
        };
        let (with, without) = (of(&arms.with.states), of(&arms.without.states));
        if with > without { with } else { without }
    };
    let mut found: Option<(&str, &StateResults)> = None;
    for (name, state) in &case.results.states {
        if money(name) > found.map_or(0.0, |(name, _)| money(name)) {
            found = Some((name, state));
        }
    }
    found
}

/// How many years are spent in a state.
pub(super) fn spent(case: &Case, name: &str, state: &StateResults) -> Text {
    let Additional { mean, p5, p95, sd, .. } = &state.additional.person_years;
    let fewer = mean.value < 0.0;
    let size = |end: &Estimate| if end.value < 0.0 { end.negated() } else { *end };
    let [low, high] = if fewer { [p95, p5] } else { [p5, p95] };
    let side = |end: &Estimate| if end.value == 0.0 { fewer } else { end.value < 0.0 };
    (case.words.states.spent)(Spent {
        state: &tame(&case.labels().within("states", name)),
        size: Text::of(Tone::Strong, number(&size(mean))),
        fewer,
        same: number(mean).is_nothing() && sd.value == 0.0,
        with: number(&state.with.person_years).into(),
        without: number(&state.without.person_years).into(),
        ends: (p5.value != p95.value).then(|| [low, high].map(|end| (number(&size(end)).into(), side(end)))),
    })
}

/// The first years, then each fifth, and the last.
fn some_years(horizon: usize) -> Vec<usize> {
    let mut years = vec![0, 1, 2, 5, 10, 20, 50, 100];
    years.retain(|year| *year < horizon);
    years.push(horizon);
    years
}
