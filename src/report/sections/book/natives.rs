//! Charts of a spreadsheet's own for the pictures of a report, over the cells of the table that says the same.

use crate::report::book::{Cell, Chart, Content, Range, Shape, Unit};
use crate::report::picture::{Drawn, Picture};

/// Rows that a chart takes, and its width in pixels.
const WIDTH: u32 = 760;
const ROW: u32 = 20;

/// The chart for a picture, over rows of a sheet that begin at `top`; none where the table does not hold the picture's numbers below each
/// other, or where the picture is of another kind.
pub(super) fn chart(
    picture: &Picture,
    title: &str,
    sheet: &str,
    top: usize,
    rows: &[Vec<Cell>],
) -> Option<Chart> {
    let (series, from) = series(picture)?;
    let count = series[0].len();
    if count < 2 {
        return None;
    }
    let places = series.iter().map(|values| below_each_other(values, rows));
    let places: Vec<(usize, usize)> = places.collect::<Option<_>>()?;
    let of = |row: usize, column: usize| Range {
        sheet: sheet.to_owned(),
        from: (top + row, column),
        to: (top + row + count - 1, column),
    };
    let unit = rows[places[0].0][places[0].1].unit;
    let named = |column: usize| match rows[0].get(column).map(|cell| &cell.content) {
        Some(Content::Text(name)) => name.clone(),
        _ => String::new(),
    };
    let series =
        places.iter().map(|(row, column)| (named(*column), of(*row, 0), of(*row, *column))).collect();
    Some(Chart {
        shape: Shape::Bars(from),
        title: title.to_owned(),
        along: String::new(),
        // An amount that happens to be small does not give the axis decimals.
        unit: if unit == Unit::SmallMoney { Unit::Money } else { unit },
        series,
        at: (0, 0),
        size: (WIDTH, height(count)),
    })
}

/// How many rows of a sheet a chart takes.
pub(super) fn rows_of(chart: &Chart) -> usize {
    (chart.size.1 / ROW) as usize + 2
}

fn height(bars: usize) -> u32 {
    120 + 24 * bars as u32
}

/// The numbers of a picture whose rows are bars, and where these start.
fn series(picture: &Picture) -> Option<(Vec<Vec<f64>>, f64)> {
    match &picture.of {
        Drawn::Bars(bars) => Some((vec![bars.rows.iter().map(|(_, mark)| mark.value).collect()], 0.0)),
        Drawn::Tornado(tornado) => {
            let end = |at: usize| tornado.bars.iter().map(|bar| bar.ends[at].value).collect();
            Some((vec![end(0), end(1)], tornado.base.value))
        }
        Drawn::Spans(spans) => {
            let means = spans.rows.iter().map(|span| span.mean).collect::<Option<Vec<f64>>>()?;
            Some((vec![means], 0.0))
        }
        _ => None,
    }
}

/// The first row and the column at which some numbers stand below each other. A number that is written as words, as `< 1 %`, is passed over.
fn below_each_other(values: &[f64], rows: &[Vec<Cell>]) -> Option<(usize, usize)> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let is_number = |cell: &Cell| matches!(cell.content, Content::Number(_));
    let fits = |row: usize, column: usize| {
        let cells: Vec<&Cell> =
            rows[row..row + values.len()].iter().filter_map(|row| row.get(column)).collect();
        let is_same = |(cell, value): (&&Cell, &f64)| match &cell.content {
            Content::Number(number) => number == value,
            Content::Text(text) => !text.is_empty(),
            _ => false,
        };
        cells.len() == values.len()
            && cells.iter().any(|cell| is_number(cell))
            && cells.iter().zip(values).all(is_same)
    };
    let last = (rows.len() + 1).checked_sub(values.len())?;
    // The heading is no number.
    (1..columns).find_map(|column| (1..last).find(|row| fits(*row, column)).map(|row| (row, column)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::digits::Scale;
    use crate::report::picture::{Mark, Swing};

    fn table() -> Vec<Vec<Cell>> {
        let row = |name: &str, low: f64, high: f64| {
            vec![Cell::text(name), Cell::text("0.2"), Cell::money(low), Cell::money(1.0), Cell::money(high)]
        };
        let heading = ["", "at", "low", "±", "high"].map(Cell::text).to_vec();
        vec![heading, row("Rate", -5e6, 7e6), row("Cost", 3e6, 1e6), row("All", 2e6, 2e6)]
    }

    #[test]
    fn a_tornado_stands_over_the_columns_of_both_ends() {
        let bar = |label: &str, [low, high]: [f64; 2]| Swing {
            label: label.to_owned(),
            range: String::new(),
            ends: [Mark::of(low, ""), Mark::of(high, "")],
            is_luck: false,
        };
        let bars = vec![bar("Rate", [-5e6, 7e6]), bar("Cost", [3e6, 1e6])];
        let picture = Picture::tornado("t", bars, Mark::of(2e6, ""), Scale::Million);
        let chart = chart(&picture, "t", "S", 10, &table()).unwrap();
        assert_eq!(chart.shape, Shape::Bars(2e6));
        let of = |column| Range { sheet: "S".to_owned(), from: (11, column), to: (12, column) };
        let expected = [("low", 2), ("high", 4)];
        for ((name, categories, values), (heading, column)) in chart.series.into_iter().zip(expected) {
            assert_eq!((name.as_str(), categories, values), (heading, of(0), of(column)));
        }
        assert_eq!(chart.unit, Unit::Money);
    }

    #[test]
    fn numbers_that_are_not_in_the_table_have_no_chart() {
        let bars = |values: &[f64]| {
            let rows = values.iter().map(|value| ("x".to_owned(), Mark::of(*value, ""))).collect();
            chart(&Picture::bars("b", rows), "b", "S", 0, &table())
        };
        assert!(bars(&[-5e6, 3e6]).is_some() && bars(&[3e6, 2e6]).is_some());
        for values in [&[-5e6, 2e6][..], &[3e6, -5e6], &[-5e6], &[], &[-5e6, 3e6, 2e6, 1.0]] {
            assert!(bars(values).is_none(), "{values:?}");
        }
        // Words in place of a number are passed over, but not in place of all.
        let mut rows = table();
        rows[2][2] = Cell::text("<1%");
        let of = |values: &[f64]| {
            let rows_of = values.iter().map(|value| ("x".to_owned(), Mark::of(*value, ""))).collect();
            chart(&Picture::bars("b", rows_of), "b", "S", 0, &rows)
        };
        assert!(of(&[-5e6, 0.0, 2e6]).is_some());
        rows[1][2] = Cell::text("<1%");
        assert!(below_each_other(&[1e-3, 1e-3], &rows).is_none());
    }
}
