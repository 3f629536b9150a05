//! When the money is back: the probability by year, as bars.

use super::money::spans;
use super::{Case, INDENT};
use crate::report::digits::percent;
use crate::report::layout::{Line, Page, Tone};
use crate::report::table::bar;

/// Rows of bars at most.
const ROWS: usize = 12;

pub(super) fn write(page: &mut Page, case: &Case) {
    let Some((name, main)) = case.main() else { return };
    let by_year = &main.break_even_year.by_year;
    page.heading("back by year", &format!("probability that {} has its money back", case.subject(name)));
    let percents: Vec<String> = by_year.iter().map(percent).collect();
    let widest = percents.iter().map(|text| text.chars().count()).fold(0, |a, b| if b > a { b } else { a });
    let label = case.scenario.horizon.to_string().len();
    let room = page.columns() - INDENT - "year ".len() - label - 2 - 2 - widest;
    let room = if room > 50 { 50 } else { room };
    for (_, year) in spans(case.scenario.horizon, ROWS) {
        let Some(probability) = by_year.get(year) else { continue };
        let mut line = Line::from(" ".repeat(INDENT).as_str());
        line.push(Tone::Dim, "year ");
        line.push(Tone::Plain, format!("{year:>label$}  {:>widest$}  ", percents[year]));
        line.push(Tone::Good, bar(probability.value, room));
        page.line(line);
    }
}
