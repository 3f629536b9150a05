//! Where people are: person-years by state, and people by state and year, with charts over them.

use super::figures::pair;
use super::made::{Made, columns};
use crate::report::book::{Cell, Chart, Range, Shape, Sheet, Style, Unit};
use crate::summary::results::{Estimate, StateResults};

/// Width and height of a chart in pixels, the rows that it takes, and the columns to the next one beside it.
const SIZE: (u32, u32) = (620, 350);
const ROWS: usize = 19;
const COLUMNS: usize = 7;

/// What one block of years shows of a state.
type Shown = fn(&StateResults) -> &[Estimate];

/// The sheet; none where nobody is followed through states.
pub(super) fn sheet(made: &Made<'_>) -> Option<Sheet> {
    let (words, case) = (made.words, &made.case);
    let pathways = case.scenario.pathways.as_ref()?;
    let states: Vec<(String, &StateResults)> =
        (case.scenario.order.of("states", &pathways.states).into_iter())
            .filter_map(|(name, _)| Some((made.label("states", name), case.results.states.get(name)?)))
            .collect();
    let about = words.people_are.to_owned();
    let mut sheet = made.sheet(words.where_people_are, words.where_people_are, &[about]);
    person_years(made, &states, &mut sheet);
    let blocks: [(&str, Shown, Shape); 3] = [
        (words.with, |state| &state.with.by_year, Shape::Areas),
        (words.without, |state| &state.without.by_year, Shape::Areas),
        (words.additional, |state| &state.additional.by_year, Shape::Lines),
    ];
    let mut charts = Vec::new();
    for (of, shown, shape) in blocks {
        let title = (words.people_in_years)(of);
        let series = by_year(made, &title, &states, shown, &mut sheet);
        charts.push(Chart {
            shape,
            title,
            along: words.year.to_owned(),
            unit: Unit::General,
            series,
            at: (0, 0),
            size: SIZE,
        });
    }
    let top = sheet.rows.len();
    for (at, chart) in charts.iter_mut().enumerate() {
        chart.at = (top + at / 2 * ROWS, at % 2 * COLUMNS);
    }
    sheet.charts = charts;
    sheet.widths = vec![34.0];
    sheet.widths.resize(12.max(case.scenario.horizon + 2), 13.0);
    sheet.frozen = (1, 1);
    Some(sheet)
}

fn person_years(made: &Made<'_>, states: &[(String, &StateResults)], sheet: &mut Sheet) {
    let words = made.words;
    sheet.rows.push(vec![Cell::text(words.person_years).styled(Style::Heading)]);
    sheet.rows.push(columns(&[
        words.state,
        words.with,
        words.error,
        words.without,
        words.error,
        words.additional,
        words.error,
        "P5",
        words.median,
        "P95",
    ]));
    let number = |estimate: &Estimate| pair(Some(estimate), |_| Unit::Hundredths);
    for (name, state) in states {
        let of = &state.additional.person_years;
        let mut row = vec![Cell::text(name.clone())];
        row.extend(number(&state.with.person_years));
        row.extend(number(&state.without.person_years));
        row.extend(number(&of.mean));
        row.extend([&of.p5, &of.p50, &of.p95].map(|end| Cell::number(end.value, Unit::Hundredths)));
        sheet.rows.push(row);
    }
    sheet.rows.push(Vec::new());
}

/// People by state and year, below a heading; gives the series of a chart over them.
fn by_year(
    made: &Made<'_>,
    title: &str,
    states: &[(String, &StateResults)],
    shown: Shown,
    sheet: &mut Sheet,
) -> Vec<(String, Range, Range)> {
    let horizon = made.case.scenario.horizon;
    sheet.rows.push(vec![Cell::text(title).styled(Style::Heading)]);
    let mut heading = columns(&[made.words.state]);
    heading.extend((0..=horizon).map(|year| Cell::number(year as f64, Unit::Year).styled(Style::Column)));
    let years = sheet.rows.len();
    sheet.rows.push(heading);
    let across = |row: usize| Range {
        sheet: made.words.where_people_are.to_owned(),
        from: (row, 1),
        to: (row, horizon + 1),
    };
    let mut series = Vec::new();
    for (name, state) in states {
        series.push((name.clone(), across(years), across(sheet.rows.len())));
        let mut row = vec![Cell::text(name.clone())];
        row.extend(shown(state).iter().map(|people| Cell::number(people.value, Unit::Hundredths)));
        sheet.rows.push(row);
    }
    sheet.rows.push(Vec::new());
    series
}
