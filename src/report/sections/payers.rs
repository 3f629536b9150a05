//! Who pays and who gains: a row per payer and perspective.

use super::case::{Case, is_certain};
use super::scales::Scales;
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{amount, percent};
use crate::summary::results::PerspectiveResults;

pub(super) fn write(document: &mut Document, case: &Case) {
    let perspectives = case.perspectives();
    let size = |p: &PerspectiveResults| {
        let n = &p.net_benefit;
        [n.mean.value, n.p95.value].into_iter().fold(n.p5.value, |a, b| if b.abs() > a.abs() { b } else { a })
    };
    let sizes: Vec<f64> = perspectives.iter().map(|(_, p)| size(p)).collect();
    let (scales, currency) = (Scales::of(&sizes, false), case.currency());
    document.heading("who pays, who gains", format!("net benefit, {}", scales.beside(&currency, "row")));
    // Where nothing is uncertain, there is one amount and no chance.
    let varies = perspectives.iter().any(|(_, results)| !is_certain(results));
    let mut table = Table::of([("mean", Align::Point)]);
    if varies {
        table.column("low (P5)", Align::Point, 0);
        table.column("high (P95)", Align::Point, 0);
        table.column("chance of break-even", Align::Right, 0);
        // The narrower the page, the less beside the figures.
        table.column("", Align::Left, 3);
    }
    table.column(if varies { "half of all draws back by" } else { "back by" }, Align::Left, 2);
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
        cells.push(Text::of(tone, standing.in_a_word()).into());
        table.row(scales.label(row, case.row_label(name), &currency), cells);
        against.extend(standing.against_the_mean().map(|says| format!("{} {says}.", case.label(name))));
    }
    document.table(table);
    against.into_iter().for_each(|sentence| document.paragraph(Text::of(Tone::Caution, sentence)));
    if varies && case.scenario.payers.values().filter(|payer| payer.public).count() > 1 {
        let everyone = percent(&case.results.joint.all_payers_gain);
        document.paragraph(Text::from("No public payer loses in ").strong(everyone).and(" of draws."));
    }
}

/// The year by which the money is back in half of the draws; who pays nothing has nothing to have back.
fn back_by(case: &Case, name: &str, results: &PerspectiveResults) -> Option<String> {
    let Some(outlay) = case.first_outlay(name) else { return Some("pays nothing".to_owned()) };
    let year = results.break_even_year.median?.value;
    Some(format!("year {}", if year > outlay { year } else { outlay }))
}

/// How a payer stands: what happens in most draws, and on average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Standing {
    Untouched,
    /// Nearly always, mostly, or as often as not; and whether the mean is surely above 0, surely below, or neither.
    Gains(Often, Mean),
    Loses(Often, Mean),
    Even,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Often {
    Always,
    Mostly,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mean {
    Gain,
    Loss,
    Open,
}

impl Standing {
    pub fn of(results: &PerspectiveResults) -> Standing {
        let (n, p) = (&results.net_benefit, &results.probability_break_even);
        if n.p5.value == 0.0 && n.p95.value == 0.0 && n.mean.value == 0.0 {
            return Standing::Untouched;
        }
        let mean = match () {
            () if amount(&n.mean).is_nothing() => Mean::Open,
            () if n.mean.lo > 0.0 => Mean::Gain,
            () if n.mean.hi < 0.0 => Mean::Loss,
            () => Mean::Open,
        };
        match p.value {
            v if v >= 0.95 => Standing::Gains(Often::Always, mean),
            v if v <= 0.05 => Standing::Loses(Often::Always, mean),
            _ if p.lo <= 0.5 && p.hi >= 0.5 => Standing::Even,
            v if v > 0.5 => Standing::Gains(Often::Mostly, mean),
            _ => Standing::Loses(Often::Mostly, mean),
        }
    }

    fn in_a_word(self) -> &'static str {
        match self {
            Standing::Untouched => "untouched",
            Standing::Even => "even chances",
            Standing::Gains(_, Mean::Loss) => "often gains, mean a loss",
            Standing::Loses(_, Mean::Gain) => "often loses, mean a gain",
            Standing::Gains(Often::Always, Mean::Gain) => "gains",
            Standing::Gains(Often::Mostly, Mean::Gain) => "mostly gains",
            Standing::Gains(Often::Always, Mean::Open) => "breaks even",
            Standing::Gains(Often::Mostly, Mean::Open) => "mostly breaks even",
            Standing::Loses(Often::Always, Mean::Loss) => "loses",
            Standing::Loses(Often::Mostly, Mean::Loss) => "mostly loses",
            Standing::Loses(Often::Always, Mean::Open) => "falls short",
            Standing::Loses(Often::Mostly, Mean::Open) => "mostly falls short",
        }
    }

    /// What is to be said where the average goes against the majority of the draws.
    pub fn against_the_mean(self) -> Option<&'static str> {
        match self {
            Standing::Gains(_, Mean::Loss) => Some("gains more often than not, but loses on average"),
            Standing::Loses(_, Mean::Gain) => Some("loses more often than not, but gains on average"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;
    use crate::summary::results::Estimate;

    #[test]
    fn the_majority_has_its_word_only_with_the_consent_of_the_mean() {
        let (_, results) = fixture::run();
        let standing = |chance: f64, mean: f64, half: f64| {
            let mut public = results.perspectives["public"].clone();
            public.probability_break_even =
                Estimate { value: chance, se: 0.001, lo: chance - 0.002, hi: chance + 0.002 };
            public.net_benefit.mean =
                Estimate { value: mean, se: half / 2.0, lo: mean - half, hi: mean + half };
            Standing::of(&public)
        };
        for (chance, mean, half, word, says) in [
            (0.8, 5e6, 1e4, "mostly gains", None),
            (
                0.8,
                -5e6,
                1e4,
                "often gains, mean a loss",
                Some("gains more often than not, but loses on average"),
            ),
            (
                0.97,
                -5e6,
                1e4,
                "often gains, mean a loss",
                Some("gains more often than not, but loses on average"),
            ),
            (
                0.2,
                5e6,
                1e4,
                "often loses, mean a gain",
                Some("loses more often than not, but gains on average"),
            ),
            (0.2, -5e6, 1e4, "mostly loses", None),
            (0.8, 5e3, 1e4, "mostly breaks even", None),
            (0.58, 0.0, 0.0, "mostly breaks even", None),
            (0.2, 5e3, 1e4, "mostly falls short", None),
            (0.501, 5e6, 1e4, "even chances", None),
            (0.999, 5e6, 1e4, "gains", None),
            (0.01, -5e6, 1e4, "loses", None),
        ] {
            let standing = standing(chance, mean, half);
            assert_eq!((standing.in_a_word(), standing.against_the_mean()), (word, says), "{chance} {mean}");
        }
    }
}
