//! Who pays and who gains: a row per payer and perspective.

use super::case::Case;
use crate::report::digits::Scale;
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::percent;
use crate::summary::results::PerspectiveResults;

pub(super) fn write(document: &mut Document, case: &Case) {
    let perspectives = case.perspectives();
    let sizes = perspectives.iter().flat_map(|(_, p)| [p.net_benefit.p5.value, p.net_benefit.p95.value]);
    let scale = Scale::of_all(sizes);
    document.heading("who pays, who gains", format!("net benefit, {}", scale.of_currency(&case.currency())));
    let mut table = Table::of(["mean", "P5", "P95"].map(|heading| (heading, Align::Point)));
    table.column("break-even", Align::Right, 0);
    // The narrower the page, the less beside the figures.
    table.column("", Align::Left, 3);
    table.column("half by", Align::Left, 2);
    table.column("", Align::Left, 1);
    for (name, results) in perspectives {
        let chance = &results.probability_break_even;
        let tone = Tone::good_if(chance.value >= 0.5);
        let year = results.break_even_year.median.map(|year| format!("year {}", year.value));
        let net_benefit = &results.net_benefit;
        table.row(
            case.row_label(name),
            [
                scale.figure(&net_benefit.mean).into(),
                scale.figure(&net_benefit.p5).into(),
                scale.figure(&net_benefit.p95).into(),
                Text::of(Tone::Strong, percent(chance)).into(),
                Cell::Bar(tone, chance.value),
                year.map(Cell::from).unwrap_or_default(),
                Text::of(tone, standing(results)).into(),
            ],
        );
    }
    document.table(table);
    if case.scenario.payers.values().filter(|payer| payer.public).count() > 1 {
        let everyone = percent(&case.results.joint.all_payers_gain);
        document.paragraph(
            Text::from("Every public payer has its money back in ").strong(everyone).and(" of draws."),
        );
    }
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
