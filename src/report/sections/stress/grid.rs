//! Two assumptions at several values each.

use super::page::{Page, spoken_number};
use super::switching::{held, rate};
use super::tornado::value_within;
use crate::analysis::stress::{Cell as Pair, Frontier, Holds, Turns, Values};
use crate::report::digits::{Locale, Scale};
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::percent;
use crate::report::names::spoken;
use crate::report::sections::rows::short;
use crate::report::words::{Words, stress};
use crate::summary::results::Estimate;

/// Most columns and rows for which a page has room.
const MOST_COLUMNS: usize = 6;
const MOST_ROWS: usize = 15;

/// What pairs of values come to: mean net benefit, and the chance of break-even.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    let Some(grid) = &page.stress.grid else { return };
    let Words { locale, stress: words, .. } = page.words;
    let (rows, columns) =
        (picked(grid.rows.at.len(), MOST_ROWS), picked(grid.columns.at.len(), MOST_COLUMNS));
    let means = grid.cells.iter().flatten().filter_map(|cell| Some(cell.net_benefit.as_ref()?.mean.value));
    let scale = Scale::of_all(means);
    let [first, second] = [&grid.rows, &grid.columns].map(|values| short(&name(values, words)));
    let mean = |pair: &Pair| match &pair.net_benefit {
        Some(net_benefit) => Cell::balance(scale.figure(&net_benefit.mean)),
        None => words.not_played.into(),
    };
    let chance = |pair: &Pair| match &pair.probability_break_even {
        Some(chance) => percent(chance).into(),
        None => words.not_played.into(),
    };
    let beside = (words.by_row)(&first, &second, &page.subject());
    document.heading(words.two_at_once, beside);
    let target = percent(&Estimate::exact(page.stress.target)).show(locale);
    let table =
        |align, figure: &dyn Fn(&Pair) -> Cell, last: String, turns: fn(&Frontier) -> &Option<Turns>| {
            let mut table = Table::default();
            for column in &columns {
                table.column(written(&grid.columns, grid.columns.at[*column], locale), align, 0);
            }
            for row in &rows {
                let cells: Vec<Cell> =
                    columns.iter().map(|column| figure(&grid.cells[*row][*column])).collect();
                table.row(written(&grid.rows, grid.rows.at[*row], locale), cells);
            }
            let turns = columns.iter().map(|column| turns(&grid.frontier[*column]).as_ref());
            let cells: Vec<Cell> = turns
                .map(|turns| turns.map_or("–".into(), |turns| turn(turns, &grid.rows, page.words)))
                .collect();
            table.row(last, cells);
            table
        };
    let says = (words.means_in)(&locale.heading(scale, &page.currency));
    document.paragraph(Text::of(Tone::Dim, says));
    document.table(table(Align::Point, &mean, words.turns_at.to_owned(), |frontier| &frontier.mean));
    document.paragraph(Text::of(Tone::Dim, words.chances));
    document
        .table(table(Align::Right, &chance, (words.target_at)(&target), |frontier| &frontier.probability));
    let (shown, all) = (rows.len() * columns.len(), grid.rows.at.len() * grid.columns.at.len());
    let mut note = (words.last_rows)(&first, &target);
    if shown < all {
        note += &(words.pairs_shown)(shown, all);
    }
    document.paragraph(Text::of(Tone::Dim, note));
}

/// Places of at most so many among `count`, evenly spread, both ends included.
fn picked(count: usize, most: usize) -> Vec<usize> {
    match count {
        count if count <= most => (0..count).collect(),
        _ => (0..most).map(|at| at * (count - 1) / (most - 1)).collect(),
    }
}

fn name(values: &Values, words: &stress::Words) -> String {
    values.input.as_deref().map_or_else(|| spoken_number(values.name(), words), spoken)
}

fn written(values: &Values, value: f64, locale: &Locale) -> String {
    if values.share {
        return rate(value, locale);
    }
    if values.whole {
        return locale.rounded(value, 1.0, 0);
    }
    let ends = [values.at[0], values.at[values.at.len() - 1]];
    value_within(value, ends, locale)
}

/// Where something turns, in few signs.
fn turn(turns: &Turns, rows: &Values, words: &Words) -> Cell {
    let Words { locale, stress: words, .. } = words;
    let text = match (turns.roots.as_slice(), turns.always) {
        ([], Some(true)) => words.always.to_owned(),
        ([], _) => words.never.to_owned(),
        ([one], _) => {
            let side = if one.holds == Holds::Above { "≥" } else { "≤" };
            let value = if rows.whole {
                written(rows, one.value.value, locale)
            } else if rows.share {
                locale.per_cent(held(&one.value.scaled(100.0), one.holds, locale))
            } else {
                held(&one.value, one.holds, locale)
            };
            format!("{side} {value}")
        }
        (many, _) => (words.turns)(many.len()),
    };
    Cell::from(text)
}
