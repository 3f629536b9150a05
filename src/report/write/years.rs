//! What goes by year: which years are shown where there is no room for all, bars, and money.

use super::grid::{Grid, bar};
use super::line::Line;
use crate::report::chart::{FlowRow, Flows, Of};
use crate::report::document::{Align, Cell, Table, Tone};
use crate::report::figure::percent;
use crate::report::language::Language;
use crate::report::names::width;
use crate::report::words::Words;
use crate::summary::results::Estimate;

/// A probability that no bar shows.
const UNSEEN: f64 = 0.0005;

/// Rows of bars at most, but for the horizon's.
const ROWS: usize = 12;

/// Columns of the longest bar.
const LONGEST: usize = 50;

/// A probability by year as bars, in at most `columns`; years before `from` mean nothing. Says which are not shown.
pub(super) fn bars(by_year: &[Estimate], from: usize, columns: usize, language: Language) -> Vec<Line> {
    let Words { locale, common: words, .. } = language.words();
    let percents: Vec<String> = by_year.iter().map(|chance| percent(chance).show(locale)).collect();
    let widest = percents.iter().map(|text| text.chars().count()).max().unwrap_or(0);
    let horizon = by_year.len().saturating_sub(1);
    let label = horizon.to_string().len();
    let room = (columns - width(words.year_word) - 1 - label - 2 - 2 - widest).min(LONGEST);
    // The story begins a year before the first chance and ends when no more is to come.
    let visible = |from: f64| by_year.iter().position(|probability| probability.value >= from);
    let at_last = by_year.last().map_or(0.0, |probability| probability.value);
    let first = visible(UNSEEN).map_or(horizon, |year| year.saturating_sub(1)).max(from.min(horizon));
    let last = visible(at_last - UNSEEN).map_or(horizon, |year| year.max(first));
    let mut years: Vec<usize> = spans(first, last, ROWS).into_iter().map(|(_, year)| year).collect();
    if last < horizon {
        years.push(horizon);
    }
    let is_gapless = years.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let notes =
        [(first > from).then(|| (words.before)(first)), (!is_gapless).then(|| words.not_shown.to_owned())];
    let bars = years.into_iter().filter_map(|year| Some((year, by_year.get(year)?))).map(|(year, chance)| {
        let line = Line::default().with(Tone::Dim, format!("{} ", words.year_word));
        let line = line.with(Tone::Plain, format!("{year:>label$}  {:>widest$}  ", percents[year]));
        line.with(Tone::Good, bar(chance.value, room))
    });
    let notes = notes.into_iter().flatten().map(|note| Line::default().with(Tone::Dim, note));
    bars.chain(notes).collect()
}

/// Money by year as a table with as many years side by side as fit; the others are taken together, which the note says.
pub(super) fn table(flows: &Flows, columns: usize, language: Language) -> (Grid, Option<String>) {
    let Words { locale, common: words, .. } = language.words();
    let horizon = flows.rows.first().map_or(0, |row| row.years.len().saturating_sub(1));
    let moving = flows.rows.iter().filter(|row| row.of == Of::Flow);
    let moves = |year: &usize| moving.clone().any(|row| row.years[*year].value != 0.0);
    let first = (0..=horizon).find(moves).unwrap_or(0);
    let last = (0..=horizon).rfind(moves).unwrap_or(horizon);
    let grid = |slots| {
        let spans = spans_around(first, last, horizon, slots);
        let joined = spans.iter().find(|(from, to)| from < to);
        let note = joined.map(|(from, to)| (words.together)(*from, *to));
        (Grid::of(&over(flows, &spans), columns, locale), note)
    };
    (5..=horizon + 1).rev().map(grid).find(|(grid, _)| grid.fits(columns)).unwrap_or_else(|| grid(4))
}

/// Money by year as a table with every year.
pub(super) fn whole(flows: &Flows) -> Table {
    let horizon = flows.rows.first().map_or(0, |row| row.years.len().saturating_sub(1));
    over(flows, &(0..=horizon).map(|year| (year, year)).collect::<Vec<_>>())
}

fn over(flows: &Flows, spans: &[(usize, usize)]) -> Table {
    let heading =
        |(from, to): &(usize, usize)| if from == to { from.to_string() } else { format!("{from}–{to}") };
    let mut table = Table::of(spans.iter().map(|span| (heading(span), Align::Point)));
    let cell = |row: &FlowRow, (from, to): (usize, usize)| {
        let figure = row.scale.figure_to(&row.over(from, to), row.last);
        if row.of == Of::Balance { Cell::balance(figure) } else { Cell::amount(figure) }
    };
    for row in &flows.rows {
        table.row(row.label.clone(), spans.iter().map(|&span| cell(row, span)).collect::<Vec<Cell>>());
    }
    table
}

/// The years `first` … `last` in at most `slots` spans (first, last): single years first, then round spans that
/// end at multiples of their length.
fn spans(first: usize, last: usize, slots: usize) -> Vec<(usize, usize)> {
    let slots = slots.max(3);
    let build = |singles: usize, step: usize| {
        let mut spans: Vec<(usize, usize)> = (first..first + singles).map(|year| (year, year)).collect();
        let mut from = first + singles;
        while from <= last {
            let end = (from.div_ceil(step) * step).min(last);
            spans.push((from, end));
            from = end + 1;
        }
        spans
    };
    if last - first < slots {
        return build(last - first + 1, 1);
    }
    for step in [2, 5, 10, 20, 25, 50, 100] {
        let fitting = (2..slots).rev().map(|singles| build(singles, step)).find(|spans| spans.len() <= slots);
        if let Some(spans) = fitting {
            return spans;
        }
    }
    vec![(first, first), (first + 1, first + 1), (first + 2, last)]
}

/// The years 0 … `horizon` in about `slots` spans; the years before `first` and after `last`, in which nothing
/// happens, are one span each.
fn spans_around(first: usize, last: usize, horizon: usize, slots: usize) -> Vec<(usize, usize)> {
    // One quiet year alone is no shorter for being a span.
    let first = if first < 2 { 0 } else { first };
    let last = if last + 2 > horizon { horizon } else { last };
    let quiet = usize::from(first > 0) + usize::from(last < horizon);
    let mut all = Vec::new();
    if first > 0 {
        all.push((0, first - 1));
    }
    all.extend(spans(first, last, slots.saturating_sub(quiet)));
    if last < horizon {
        all.push((last + 1, horizon));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_covers(spans: &[(usize, usize)], first: usize, last: usize) {
        let mut next = first;
        for &(from, to) in spans {
            assert_eq!(from, next, "{spans:?}");
            assert!(to >= from, "{spans:?}");
            next = to + 1;
        }
        assert_eq!(next, last + 1, "{spans:?}");
    }

    #[test]
    fn spans_cover_every_year_once_in_the_room_there_is() {
        for last in 1..=200 {
            for slots in 3..30 {
                for first in [0, last / 3, last] {
                    let spans = spans(first, last, slots);
                    assert!(spans.len() <= slots, "{last} {slots} {spans:?}");
                    assert_covers(&spans, first, last);
                    assert_covers(&spans_around(first, (first + last) / 2, last, slots), 0, last);
                }
            }
        }
    }

    #[test]
    fn spans_are_round() {
        assert_eq!(spans(0, 3, 8), [(0, 0), (1, 1), (2, 2), (3, 3)]);
        assert_eq!(spans(0, 30, 7), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 10), (11, 20), (21, 30)]);
        assert_eq!(spans_around(12, 14, 30, 8), [(0, 11), (12, 12), (13, 13), (14, 14), (15, 30)]);
    }
}
