//! Three or more scenarios in order.

use super::{MOST_ROWS, left_out, short};
use crate::analysis::comparison::Comparison;
use crate::analysis::dominance::Dominates;
use crate::report::digits::{Scale, exact, percent};
use crate::report::document::{Block, Document};
use crate::report::line::{Line, Tone, tame};
use crate::report::table::{Align, Table};

/// Which to choose: the order of the main perspective's means.
pub(super) fn write(document: &mut Document, comparison: &Comparison) {
    let Some(ranking) = &comparison.ranking else { return };
    let main = ranking.perspectives.get_key_value("public").or_else(|| ranking.perspectives.iter().next());
    let Some((perspective, order)) = main else { return };
    let currency = comparison.pairs.first().map(|pair| tame(&pair.other.currency)).unwrap_or_default();
    let sizes = order.places.iter().flat_map(|placed| [placed.net_benefit.value, placed.regret_p95.value]);
    let scale = Scale::of_all(sizes);
    document.heading(
        "ranking",
        format!("{}, by mean net benefit in {}", short(perspective), scale.of_currency(&currency)),
    );
    let mut table = Table::new();
    table.column("mean", Align::Point);
    table.column("behind", Align::Point);
    table.column("best in", Align::Right);
    for heading in ["regret", "its P95", "largest"] {
        table.column(heading, Align::Point);
    }
    for (place, placed) in order.places.iter().take(MOST_ROWS).enumerate() {
        let plain = |text: String| Line::from(text.as_str());
        let behind = placed.behind.as_ref().map(|behind| {
            let figure = scale.figure(behind);
            if placed.within_noise { format!("{figure} ?") } else { figure }
        });
        let largest = exact(placed.largest_regret);
        table.row(
            Line::from(format!("{}. {}", place + 1, short(&placed.name)).as_str()),
            vec![
                plain(scale.figure(&placed.net_benefit)),
                plain(behind.unwrap_or_default()),
                plain(percent(&placed.probability_best)),
                plain(scale.figure(&placed.expected_regret)),
                plain(scale.figure(&placed.regret_p95)),
                plain(scale.figure(&largest)),
            ],
        );
    }
    document.table(table);
    left_out(document, order.places.len());
    if comparison.pairs.iter().any(|pair| pair.base.horizon != pair.other.horizon) {
        let text = "The scenarios count different years: what comes after the last year of one may be counted in another.";
        document.paragraph(Line::new().with(Tone::Caution, text));
    }
    if comparison.pairs.iter().flat_map(|pair| &pair.assumptions).any(|row| row.path.starts_with("discount."))
    {
        let text = "The scenarios are discounted differently: their net benefits are present values at different rates.";
        document.paragraph(Line::new().with(Tone::Caution, text));
    }
    let noise = order.places.iter().filter(|placed| placed.within_noise).count();
    if noise > 0 {
        let text = "?: no further behind the one above than the simulation error; the two may as well change places.";
        document.paragraph(Line::new().with(Tone::Dim, text));
    }
    let minimax = format!("The smallest largest regret (minimax) has {}.", short(&order.minimax_regret));
    document.paragraph(Line::from(minimax.as_str()));
    for pair in order.dominance.iter().take(MOST_ROWS) {
        let says = match (pair.first_order, pair.second_order) {
            (Dominates::Yes, _) => "is better for everyone (first-order dominance)",
            (_, Dominates::Yes) => "is better for all who dislike risk (second-order dominance)",
            _ => continue,
        };
        let text = format!("{} {says} than {}.", short(&pair.dominant), short(&pair.dominated));
        document.push(Block::Item(Line::from(text.as_str()), None));
    }
}
