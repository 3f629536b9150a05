//! How many people must be helped before the money is back, and how likely that is.

use super::{Case, spoken};
use crate::report::digits::{Scale, money, number, percent, written};
use crate::report::document::Document;
use crate::report::line::{Line, TIE, Tone};
use crate::report::table::{Align, Table};

pub(super) fn write(document: &mut Document, case: &Case) {
    for (name, outcome) in &case.results.outcomes {
        document.heading(format!("successes needed: {}", spoken(name)), "");
        let additional = &outcome.additional;
        let mut line = Line::from("Expected: ");
        line.push(Tone::Strong, number(&additional.mean));
        let noun = if number(&additional.mean) == "1" { "person" } else { "people" };
        line.push(Tone::Plain, format!(" {noun} more than without the intervention"));
        if let Some(people) = case.entrants() {
            line.push(Tone::Plain, format!(", of {}{TIE}who start", written(people)));
        }
        if additional.p5.value != additional.p95.value {
            let (low, high) = (number(&additional.p5), number(&additional.p95));
            line.push(Tone::Plain, format!("; nine times in ten {low} to {high}"));
        }
        let (with, without) = (number(&outcome.with.mean), number(&outcome.without.mean));
        line.push(Tone::Plain, format!(" ({with} with it, {without} without)."));
        document.paragraph(line);
        let mut table = Table::new();
        table.column("needed", Align::Right);
        table.column("probability of reaching it", Align::Right);
        table.column("cost per success", Align::Right);
        for (perspective, results) in case.perspectives() {
            let Some(figures) = results.outcomes.get(name) else { continue };
            let cost = figures.cost_per_additional_success.as_ref();
            let cells = vec![
                cell(figures.successes_to_break_even.map_or("no number".to_owned(), |k| k.to_string())),
                cell(figures.probability_reaching_it.as_ref().map_or("–".to_owned(), percent)),
                cell(
                    cost.filter(|cost| Scale::of(cost.value).figure(cost) != "0")
                        .map_or("–".to_owned(), |cost| money(cost, &case.currency())),
                ),
            ];
            table.row(case.row_label(perspective), cells);
        }
        document.table(table);
    }
}

fn cell(text: String) -> Line {
    Line::new().with(Tone::Plain, text)
}
