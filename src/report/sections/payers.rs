//! Who pays and who gains: a row per payer and perspective.

use super::case::{Case, is_certain};
use super::scales::Scales;
use crate::report::digits::TIE;
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::percent;
use crate::report::standing::Standing;
use crate::report::words::Words;
use crate::summary::results::PerspectiveResults;

pub(super) fn write(document: &mut Document, case: &Case) {
    let perspectives = case.perspectives();
    let size = |p: &PerspectiveResults| {
        let n = &p.net_benefit;
        [n.mean.value, n.p95.value].into_iter().fold(n.p5.value, |a, b| if b.abs() > a.abs() { b } else { a })
    };
    let sizes: Vec<f64> = perspectives.iter().map(|(_, p)| size(p)).collect();
    let (scales, currency) = (Scales::of(&sizes, false), case.currency());
    let Words { locale, common, run: words, .. } = case.words;
    document
        .heading(words.who_pays, (words.net_benefit_in)(&scales.beside(locale, &currency, common.each_row)));
    // Where nothing is uncertain, there is one amount and no chance.
    let varies = perspectives.iter().any(|(_, results)| !is_certain(results));
    let mut table = Table::of([(common.mean, Align::Point)]);
    if varies {
        table.column(common.low, Align::Point, 0);
        table.column(common.high, Align::Point, 0);
        table.column(common.breaks_even, Align::Right, 0);
        // The narrower the page, the less beside the figures.
        table.column("", Align::Left, 3);
    }
    table.column(if varies { words.half_back_by } else { words.back_by }, Align::Left, 2);
    table.column("", Align::Left, 1);
    let mut against = Vec::new();
    for (row, (name, results)) in perspectives.into_iter().enumerate() {
        let chance = &results.probability_break_even;
        let tone = Tone::good_if(chance.value >= 0.5);
        let net_benefit = &results.net_benefit;
        let scale = scales.at(row).0;
        let mut cells = vec![scale.figure(&net_benefit.mean).into()];
        if varies {
            cells.extend([
                scale.figure(&net_benefit.p5).into(),
                scale.figure(&net_benefit.p95).into(),
                Text::of(Tone::Strong, percent(chance)).into(),
                Cell::Bar(tone, chance.value),
            ]);
        }
        cells.push(back_by(case, name, results).map(Cell::from).unwrap_or_default());
        let standing = Standing::of(results);
        cells.push(Text::of(tone, (words.standing)(standing)).into());
        table.row(scales.label(row, case.row_label(name), locale, &currency), cells);
        let against_the_mean = standing.against_the_mean();
        against.extend(against_the_mean.map(|loses| (words.payer_goes_against)(&case.label(name), loses)));
    }
    document.table(table);
    against.into_iter().for_each(|sentence| document.paragraph(Text::of(Tone::Caution, sentence)));
    if varies && case.scenario.payers.values().filter(|payer| payer.public).count() > 1 {
        let everyone = percent(&case.results.joint.all_payers_gain);
        document.paragraph((words.no_loser)(Text::of(Tone::Strong, everyone)));
    }
}

/// The year by which the money is back in half of the draws; who pays nothing has nothing to have back.
fn back_by(case: &Case, name: &str, results: &PerspectiveResults) -> Option<String> {
    let Some(outlay) = case.first_outlay(name) else {
        return Some(case.words.common.pays_nothing.to_owned());
    };
    let year = results.break_even_year.median?.value;
    Some((case.words.common.year)(if year > outlay { year } else { outlay }).replace(TIE, " "))
}
