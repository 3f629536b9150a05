//! Three or more scenarios in order.

use std::io;

use super::rows::{MOST_ROWS, left_out, short};
use crate::analysis::compare::comparison::Comparison;
use crate::analysis::ranking::dominance::Dominates;
use crate::report::digits::{Locale, Scale};
use crate::report::document::{Align, Document, Table, Text, Tone};
use crate::report::figure::percent;
use crate::report::names::tame;
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
    document.heading(
        "ranking",
        format!("{}, by mean net benefit in {}", short(&whose), Locale::ENGLISH.heading(scale, &currency)),
    );
    let headings = [
        ("mean", Align::Point),
        ("behind", Align::Point),
        ("best in", Align::Right),
        ("regret", Align::Point),
        ("its P95", Align::Point),
        ("largest", Align::Point),
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
        let text = "The scenarios count different years: what comes after the last year of one may be counted in another.";
        document.paragraph(Text::of(Tone::Caution, text));
    }
    if pairs.iter().flat_map(|pair| &pair.assumptions).any(|row| row.path.starts_with("discount.")) {
        let text = "The scenarios are discounted differently: their net benefits are present values at different rates.";
        document.paragraph(Text::of(Tone::Caution, text));
    }
    let noise = order.places.iter().filter(|placed| placed.within_noise).count();
    if noise > 0 {
        let text = "?: no further behind the one above than the simulation error; the two may as well change places.";
        document.paragraph(Text::of(Tone::Dim, text));
    }
    let minimax = format!("The smallest largest regret (minimax) has {}.", short(&order.minimax_regret));
    document.paragraph(minimax);
    for pair in order.dominance.iter().take(MOST_ROWS) {
        let says = match (pair.first_order, pair.second_order) {
            (Dominates::Yes, _) => "is better for everyone (first-order dominance)",
            (_, Dominates::Yes) => "is better for all who dislike risk (second-order dominance)",
            _ => continue,
        };
        let text = format!("{} {says} than {}.", short(&pair.dominant), short(&pair.dominated));
        document.item(text);
    }
    Ok(())
}
