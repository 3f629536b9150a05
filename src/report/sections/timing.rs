//! When the money is back: the probability by year, as bars.

use super::Case;
use super::years::spans;
use crate::report::digits::percent;
use crate::report::document::{Block, Document};
use crate::report::line::{Line, Tone};
use crate::report::table::bar;
use crate::report::text::INDENT;

/// A probability that no bar shows.
const UNSEEN: f64 = 0.0005;

/// Rows of bars at most, but for the horizon's.
const ROWS: usize = 12;

pub(super) fn write(document: &mut Document, case: &Case) {
    let Some((name, main)) = case.main() else { return };
    let by_year = &main.break_even_year.by_year;
    document.heading("back by year", format!("probability that {} has its money back", case.subject(name)));
    let percents: Vec<String> = by_year.iter().map(percent).collect();
    let widest = percents.iter().map(|text| text.chars().count()).fold(0, |a, b| if b > a { b } else { a });
    let label = case.scenario.horizon.to_string().len();
    let room = document.columns() - INDENT - "year ".len() - label - 2 - 2 - widest;
    let room = if room > 50 { 50 } else { room };
    // The story begins a year before the first chance and ends when no more is to come.
    let visible = |from: f64| by_year.iter().position(|probability| probability.value >= from);
    let horizon = case.scenario.horizon;
    let at_last = by_year.last().map_or(0.0, |probability| probability.value);
    let first = visible(UNSEEN).map_or(horizon, |year| year.saturating_sub(1));
    let last = visible(at_last - UNSEEN).map_or(horizon, |year| if year > first { year } else { first });
    let mut years: Vec<usize> = spans(first, last, ROWS).into_iter().map(|(_, year)| year).collect();
    if last < horizon {
        years.push(horizon);
    }
    let mut bars = Vec::new();
    for year in years {
        let Some(probability) = by_year.get(year) else { continue };
        let mut line = Line::new();
        line.push(Tone::Dim, "year ");
        line.push(Tone::Plain, format!("{year:>label$}  {:>widest$}  ", percents[year]));
        line.push(Tone::Good, bar(probability.value, room));
        bars.push(line);
    }
    document.push(Block::Picture(bars));
}
