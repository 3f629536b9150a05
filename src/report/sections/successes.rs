//! How many people must be helped before the money is back, and how likely that is.

use super::case::Case;
use crate::report::digits::{Scale, TIE, written};
use crate::report::document::{Align, Cell, Document, Table, Text};
use crate::report::figure::{money, number, percent};
use crate::report::names::spoken;

pub(super) fn write(document: &mut Document, case: &Case) {
    for (name, outcome) in &case.results.outcomes {
        document.heading(format!("successes needed: {}", spoken(name)), "");
        let additional = &outcome.additional;
        let mean = number(&additional.mean);
        let noun = if mean.to_string() == "1" { "person" } else { "people" };
        let mut text = Text::from("Expected: ").strong(mean);
        text = text.and(format!(" {noun} more than without the intervention"));
        if let Some(people) = case.entrants() {
            text = text.and(format!(", of {}{TIE}who start", written(people)));
        }
        if additional.p5.value != additional.p95.value {
            text = text.and("; nine times in ten ").and(number(&additional.p5));
            text = text.and(" to ").and(number(&additional.p95));
        }
        text = text.and(" (").and(number(&outcome.with.mean)).and(" with it, ");
        document.paragraph(text.and(number(&outcome.without.mean)).and(" without)."));
        let headings = ["needed", "probability of reaching it", "cost per success"];
        let mut table = Table::of(headings.map(|heading| (heading, Align::Right)));
        for (perspective, results) in case.perspectives() {
            let Some(figures) = results.outcomes.get(name) else { continue };
            let needed = figures.successes_to_break_even.map_or("no number".to_owned(), |k| k.to_string());
            let cost = figures.cost_per_additional_success.as_ref();
            let cost = cost.filter(|cost| !Scale::of(cost.value).figure(cost).is_nothing());
            table.row(
                case.row_label(perspective),
                [
                    needed.into(),
                    figures.probability_reaching_it.as_ref().map(percent).map(Cell::from).unwrap_or_default(),
                    cost.map(|cost| money(cost, &case.currency()).into()).unwrap_or_default(),
                ],
            );
        }
        document.table(table);
    }
}
