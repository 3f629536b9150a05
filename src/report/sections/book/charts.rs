//! Charts over the figures of other sheets, and the figures behind the first of them.

use super::figures::FIRST_YEAR;
use super::made::{Made, columns};
use crate::report::book::{Cell, Chart, Range, Shape, Sheet, Style, Unit};

/// Rows that a chart takes.
const ROWS: usize = 19;

/// Columns that a chart takes.
const COLUMNS: usize = 7;

const SIZE: (u32, u32) = (620, 350);

/// Most columns of a histogram.
const MOST_COLUMNS: usize = 50;

/// Column of the figures behind the first chart.
const BEHIND: usize = 2 * COLUMNS + 1;

pub(super) fn sheet(made: &Made<'_>) -> Sheet {
    let (words, results, horizon) = (made.words, made.case.results, made.case.scenario.horizon);
    let mut sheet = made.sheet(words.charts, words.charts, &[made.money_is()]);
    let top = sheet.rows.len();
    sheet.widths = vec![12.0; BEHIND];
    sheet.widths.extend([18.0, 18.0]);
    let mut charts: Vec<Chart> = Vec::new();
    let chart = |shape, title: String, along: &str, unit, series| Chart {
        shape,
        title,
        along: along.to_owned(),
        unit,
        series,
        at: (0, 0),
        size: SIZE,
    };
    let main = made.case.main();
    if let Some((name, of)) = main
        && let Some(histogram) = &of.net_benefit.histogram
    {
        let all = histogram.counts.iter().sum::<u64>() as f64;
        let mut behind = vec![vec![Cell::text(words.behind_charts).styled(Style::Heading)]];
        behind.push(columns(&[words.from_amount, words.share_of_draws]));
        // Of so many bins no chart has room for each.
        let together = histogram.counts.len().div_ceil(MOST_COLUMNS).max(1);
        for (bin, counts) in histogram.counts.chunks(together).enumerate() {
            let from = histogram.from + histogram.width * (bin * together) as f64;
            let share = counts.iter().sum::<u64>() as f64 / all;
            behind.push(vec![Cell::money(from), Cell::number(share, Unit::Share)]);
        }
        let first = top + 2;
        let last = top + behind.len() - 1;
        for (at, cells) in behind.into_iter().enumerate() {
            put(&mut sheet, (top + at, BEHIND), cells);
        }
        let of = |column| Range { sheet: sheet.name.clone(), from: (first, column), to: (last, column) };
        let series = (words.share_of_draws.to_owned(), of(BEHIND), of(BEHIND + 1));
        let title = (words.histogram)(&made.perspective(name));
        charts.push(chart(Shape::Histogram, title, words.from_amount, Unit::Share, vec![series]));
    }
    // Each payer and perspective has as many rows as there are years.
    let names: Vec<String> =
        made.perspectives().into_iter().filter(|name| results.perspectives.contains_key(name)).collect();
    let of_years = |at: usize, column: usize| {
        let first = FIRST_YEAR + at * (horizon + 1);
        Range { sheet: words.by_year.to_owned(), from: (first, column), to: (first + horizon, column) }
    };
    let series = |column: usize, is_shown: &dyn Fn(&str) -> bool| {
        let shown = names.iter().enumerate().filter(|(_, name)| is_shown(name));
        let series = shown.map(|(at, name)| (made.perspective(name), of_years(at, 1), of_years(at, column)));
        series.collect::<Vec<_>>()
    };
    let is_main = |name: &str| main.is_some_and(|(main, _)| main == name);
    let is_payer = |name: &str| made.case.scenario.payers.contains_key(name);
    let pays = |name: &str| is_main(name) || is_payer(name) && made.case.first_outlay(name).is_some();
    charts.push(chart(
        Shape::Columns,
        words.back_by_year.to_owned(),
        words.year,
        Unit::Share,
        series(8, &pays),
    ));
    let all = |name: &str| is_main(name) || is_payer(name);
    charts.push(chart(
        Shape::Lines,
        words.cumulative_flows.to_owned(),
        words.year,
        Unit::Money,
        series(6, &all),
    ));
    let gains: Vec<Vec<Cell>> = names
        .iter()
        .filter(|name| all(name))
        .map(|name| {
            let mean = results.perspectives[name].net_benefit.mean.value;
            vec![Cell::text(made.perspective(name)), Cell::money(mean)]
        })
        .collect();
    let from = BEHIND + 3;
    let heading = columns(&[words.perspective, words.mean]);
    for (at, cells) in std::iter::once(heading).chain(gains.iter().cloned()).enumerate() {
        put(&mut sheet, (top + 1 + at, from), cells);
    }
    sheet.widths.extend([4.0, 30.0, 18.0]);
    let of = |column| Range {
        sheet: sheet.name.clone(),
        from: (top + 2, column),
        to: (top + 1 + gains.len(), column),
    };
    let bars = (words.mean.to_owned(), of(from), of(from + 1));
    charts.push(chart(Shape::Columns, words.who_gains.to_owned(), "", Unit::Money, vec![bars]));
    for (at, chart) in charts.iter_mut().enumerate() {
        chart.at = (top + at / 2 * ROWS, at % 2 * COLUMNS);
    }
    sheet.charts = charts;
    sheet
}

/// Puts cells beside those of a row.
fn put(sheet: &mut Sheet, (row, column): (usize, usize), cells: Vec<Cell>) {
    if sheet.rows.len() <= row {
        sheet.rows.resize(row + 1, Vec::new());
    }
    let of_row = &mut sheet.rows[row];
    of_row.resize(column, Cell::default());
    of_row.extend(cells);
}
