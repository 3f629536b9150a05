//! Who pays and who gains: a row per payer and perspective.

use super::Case;
use crate::report::digits::{Scale, percent};
use crate::report::document::Document;
use crate::report::line::{Line, Tone};
use crate::report::table::{Align, Table, bar};
use crate::report::text::INDENT;
use crate::summary::results::{Estimate, PerspectiveResults};

/// Columns of a probability's bar.
const BAR: usize = 12;

pub(super) fn write(document: &mut Document, case: &Case) {
    let perspectives = case.perspectives();
    let sizes = perspectives.iter().flat_map(|(_, p)| [p.net_benefit.p5.value, p.net_benefit.p95.value]);
    let scale = Scale::of_all(sizes);
    document.heading("who pays, who gains", format!("net benefit, {}", scale.of_currency(&case.currency())));
    // The narrower the page, the less beside the figures.
    let mut table = Table::new();
    for detail in [3, 2, 1, 0] {
        table = build(case, &perspectives, scale, detail);
        if table.natural_width() + INDENT <= document.columns() {
            break;
        }
    }
    document.table(table);
    let everyone = &case.results.joint.all_payers_gain;
    if case.scenario.payers.values().filter(|payer| payer.public).count() > 1 {
        let mut line = Line::from("Every public payer has its money back in ");
        line.push(Tone::Strong, percent(everyone));
        line.push(Tone::Plain, " of draws.");
        document.paragraph(line);
    }
}

fn build(case: &Case, perspectives: &[(&str, &PerspectiveResults)], scale: Scale, detail: u8) -> Table {
    let mut table = Table::new();
    table.column("mean", Align::Point);
    table.column("P5", Align::Point);
    table.column("P95", Align::Point);
    table.column("break-even", Align::Right);
    if detail >= 3 {
        table.column("", Align::Left);
    }
    if detail >= 2 {
        table.column("half by", Align::Left);
    }
    if detail >= 1 {
        table.column("", Align::Left);
    }
    for (name, results) in perspectives {
        let chance = &results.probability_break_even;
        let mut cells = vec![
            money_cell(&results.net_benefit.mean, scale),
            money_cell(&results.net_benefit.p5, scale),
            money_cell(&results.net_benefit.p95, scale),
            Line::new().with(Tone::Strong, percent(chance)),
        ];
        if detail >= 3 {
            cells.push(Line::new().with(tone(chance), bar(chance.value, BAR)));
        }
        if detail >= 2 {
            let year = match &results.break_even_year.median {
                Some(year) => format!("year {}", year.value),
                None => "–".to_owned(),
            };
            cells.push(Line::new().with(Tone::Plain, year));
        }
        if detail >= 1 {
            cells.push(Line::new().with(tone(chance), standing(results)));
        }
        table.row(case.row_label(name), cells);
    }
    table
}

/// In one word, how a payer stands.
fn standing(results: &PerspectiveResults) -> &'static str {
    let net_benefit = &results.net_benefit;
    let untouched =
        net_benefit.p5.value == 0.0 && net_benefit.p95.value == 0.0 && net_benefit.mean.value == 0.0;
    match results.probability_break_even.value {
        _ if untouched => "untouched",
        p if p >= 0.95 => "gains",
        p if p >= 0.5 => "mostly gains",
        p if p > 0.05 => "mostly loses",
        _ => "loses",
    }
}

fn tone(chance: &Estimate) -> Tone {
    if chance.value >= 0.5 { Tone::Good } else { Tone::Bad }
}

fn money_cell(estimate: &Estimate, scale: Scale) -> Line {
    Line::new().with(Tone::Plain, scale.figure(estimate))
}
