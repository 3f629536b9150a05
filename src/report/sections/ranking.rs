//! Three or more scenarios in order.

use std::io;

use super::changes::label_of;
use super::rows::{MOST_ROWS, left_out, short};
use crate::analysis::compare::comparison::Comparison;
use crate::analysis::ranking::dominance::Dominates;
use crate::report::digits::Scale;
use crate::report::document::{Align, Document, Table, Text, Tone};
use crate::report::figure::percent;
use crate::report::names::tame;
use crate::report::picture::{Mark, Picture};
use crate::summary::results::Estimate;

/// Which to choose: the order of the main perspective's means.
///
/// # Errors
/// Where a pair cannot be fetched.
pub(super) fn write(document: &mut Document, comparison: &Comparison) -> io::Result<()> {
    let Some(ranking) = &comparison.ranking else { return Ok(()) };
    let pairs = comparison.pairs.iter().collect::<io::Result<Vec<_>>>()?;
    let base = pairs.first().map(|pair| &pair.base);
    let main = match base {
        Some(base) => base.main_of(&ranking.perspectives),
        None => ranking.perspectives.iter().next(),
    };
    let Some((perspective, order)) = main else { return Ok(()) };
    let whose = base.map_or_else(|| perspective.clone(), |base| base.called(perspective));
    let currency = pairs.first().map(|pair| tame(&pair.other.currency)).unwrap_or_default();
    let sizes = order.places.iter().flat_map(|placed| [placed.net_benefit.value, placed.regret_p95.value]);
    let scale = Scale::of_all(sizes);
    let all = document.language.words();
    let words = &all.compare;
    let unit = all.locale.heading(scale, &currency);
    document.heading(words.ranking, (words.by_mean)(&label_of(&whose, words), &unit));
    let best = order.places.iter().take(MOST_ROWS).map(|placed| {
        let chance = &placed.probability_best;
        (short(&placed.name), Mark::of(chance.value, percent(chance).show(&all.locale)))
    });
    document.picture(Picture::bars(words.best_in, best.collect()));
    let headings = [
        (all.common.mean, Align::Point),
        (words.behind, Align::Point),
        (words.best_in, Align::Right),
        (words.regret, Align::Point),
        (words.its_p95, Align::Point),
        (words.largest, Align::Point),
    ];
    let mut table = Table::of(headings);
    for (place, placed) in order.places.iter().take(MOST_ROWS).enumerate() {
        let behind = placed.behind.as_ref().map_or_else(Text::default, |behind| {
            Text::from(scale.figure(behind)).and(if placed.within_noise { " ?" } else { "" })
        });
        table.row(
            format!("{}. {}", place + 1, short(&placed.name)),
            [
                scale.figure(&placed.net_benefit).into(),
                behind.into(),
                percent(&placed.probability_best).into(),
                scale.figure(&placed.expected_regret).into(),
                scale.figure(&placed.regret_p95).into(),
                scale.figure(&Estimate::exact(placed.largest_regret)).into(),
            ],
        );
    }
    document.table(table);
    left_out(document, order.places.len());
    if pairs.iter().any(|pair| pair.base.horizon != pair.other.horizon) {
        document.paragraph(Text::of(Tone::Caution, words.other_years));
    }
    if pairs.iter().flat_map(|pair| &pair.assumptions).any(|row| row.path.starts_with("discount.")) {
        document.paragraph(Text::of(Tone::Caution, words.other_rates));
    }
    let noise = order.places.iter().filter(|placed| placed.within_noise).count();
    if noise > 0 {
        document.paragraph(Text::of(Tone::Dim, words.within_noise));
    }
    document.paragraph((words.minimax)(&short(&order.minimax_regret)));
    for pair in order.dominance.iter().take(MOST_ROWS) {
        let first_order = matches!(pair.first_order, Dominates::Yes);
        if first_order || matches!(pair.second_order, Dominates::Yes) {
            let [dominant, dominated] = [&pair.dominant, &pair.dominated].map(|name| short(name));
            document.item((words.better_for_all)(&dominant, &dominated, first_order));
        }
    }
    Ok(())
}
