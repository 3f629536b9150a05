//! Two assumptions at several values each.

use super::page::Page;
use super::switching::{held, rate};
use super::tornado::value_within;
use crate::analysis::stress::{Cell as Pair, Frontier, Holds, Turns, Values};
use crate::report::digits::{Locale, Scale};
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::percent;
use crate::report::names::{spoken, spoken_number};
use crate::report::sections::rows::short;
use crate::summary::results::Estimate;

/// Most columns and rows for which a page has room.
const MOST_COLUMNS: usize = 6;
const MOST_ROWS: usize = 15;

/// What pairs of values come to: mean net benefit, and the chance of break-even.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    let Some(grid) = &page.stress.grid else { return };
    let (rows, columns) =
        (picked(grid.rows.at.len(), MOST_ROWS), picked(grid.columns.at.len(), MOST_COLUMNS));
    let means = grid.cells.iter().flatten().filter_map(|cell| Some(cell.net_benefit.as_ref()?.mean.value));
    let scale = Scale::of_all(means);
    let [first, second] = [&grid.rows, &grid.columns].map(|values| short(&name(values)));
    let mean = |pair: &Pair| match &pair.net_benefit {
        Some(net_benefit) => Cell::balance(scale.figure(&net_benefit.mean)),
        None => "not played".into(),
    };
    let chance = |pair: &Pair| match &pair.probability_break_even {
        Some(chance) => percent(chance).into(),
        None => "not played".into(),
    };
    let beside = format!("{first} by row, {second} by column; {}", page.subject());
    document.heading("two assumptions at once", beside);
    let target = percent(&Estimate::exact(page.stress.target)).to_string();
    let table =
        |align, figure: &dyn Fn(&Pair) -> Cell, last: String, turns: fn(&Frontier) -> &Option<Turns>| {
            let mut table = Table::default();
            for column in &columns {
                table.column(written(&grid.columns, grid.columns.at[*column]), align, 0);
            }
            for row in &rows {
                let cells: Vec<Cell> =
                    columns.iter().map(|column| figure(&grid.cells[*row][*column])).collect();
                table.row(written(&grid.rows, grid.rows.at[*row]), cells);
            }
            let turns = columns.iter().map(|column| turns(&grid.frontier[*column]).as_ref());
            let cells: Vec<Cell> =
                turns.map(|turns| turns.map_or("–".into(), |turns| turn(turns, &grid.rows))).collect();
            table.row(last, cells);
            table
        };
    let says = format!("Mean net benefit in {}:", Locale::ENGLISH.heading(scale, &page.currency));
    document.paragraph(Text::of(Tone::Dim, says));
    document.table(table(Align::Point, &mean, "Turns at".to_owned(), |frontier| &frontier.mean));
    document.paragraph(Text::of(Tone::Dim, "Chance of break-even:"));
    document.table(table(Align::Right, &chance, format!("{target} at"), |frontier| &frontier.probability));
    let (shown, all) = (rows.len() * columns.len(), grid.rows.at.len() * grid.columns.at.len());
    let mut note = format!(
        "All other assumptions are as drawn. Last rows: from (≥) or up to (≤) which {first} the mean is no loss, and break-even as likely as {target}."
    );
    if shown < all {
        note += &format!(" {shown} of {all} pairs are shown; the JSON report has all.");
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

fn name(values: &Values) -> String {
    values.input.as_deref().map_or_else(|| spoken_number(values.name()), spoken)
}

fn written(values: &Values, value: f64) -> String {
    if values.share {
        return rate(value);
    }
    if values.whole {
        return Locale::ENGLISH.rounded(value, 1.0, 0);
    }
    let ends = [values.at[0], values.at[values.at.len() - 1]];
    value_within(value, ends)
}

/// Where something turns, in few signs.
fn turn(turns: &Turns, rows: &Values) -> Cell {
    let text = match (turns.roots.as_slice(), turns.always) {
        ([], Some(true)) => "always".to_owned(),
        ([], _) => "never".to_owned(),
        ([one], _) => {
            let side = if one.holds == Holds::Above { "≥" } else { "≤" };
            let value = if rows.whole {
                written(rows, one.value.value)
            } else if rows.share {
                Locale::ENGLISH.per_cent(held(&one.value.scaled(100.0), one.holds))
            } else {
                held(&one.value, one.holds)
            };
            format!("{side} {value}")
        }
        (many, _) => format!("{} turns", many.len()),
    };
    Cell::from(text)
}
