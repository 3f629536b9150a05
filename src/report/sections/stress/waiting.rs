//! The price of waiting: what a year costs, and more of them.

use super::page::Page;
use crate::analysis::stress::Waited;
use crate::report::digits::Scale;
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{amount, money, percent, points};
use crate::scenario::USUAL;

/// What a year's waiting comes to, in words.
pub(super) fn say(page: &Page<'_>, document: &mut Document) {
    let waits = page.waits();
    let Some((_, first)) = waits.first() else { return };
    let words = &page.words.stress;
    let Some(waited) = first else {
        document.paragraph(words.cannot_wait);
        return;
    };
    let price = waited.price;
    if amount(&price).is_nothing() {
        document.paragraph(words.waiting_is_free);
        return;
    }
    let gains = price.value < 0.0;
    let size = money(&if gains { price.negated() } else { price }, &page.currency);
    let who = (page.stress.perspective != USUAL).then(|| page.subject());
    let size = Text::of(Tone::Strong, size.clone()).error(size);
    document.paragraph((words.waiting)(who.as_deref(), gains, size));
}

/// Each wait.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    let waits = page.waits();
    let known: Vec<(usize, &Waited)> =
        waits.iter().filter_map(|(years, waited)| Some((*years, (*waited)?))).collect();
    if known.is_empty() {
        return;
    }
    let words = &page.words.stress;
    let sizes = known.iter().flat_map(|(_, waited)| [waited.price.value, waited.net_benefit.mean.value]);
    let scale = Scale::of_all(sizes);
    let mut table = Table::default();
    table.column(words.costs, Align::Point, 0);
    table.column(words.leaves, Align::Point, 0);
    table.column(words.breaks_even, Align::Right, 0);
    table.column(words.change_points, Align::Right, 1);
    for (years, waited) in &known {
        let later = (words.later)(*years);
        let cells = [
            // A price is a loss.
            Text::of(Tone::good_if(waited.price.value <= 0.0), scale.figure(&waited.price)).into(),
            Cell::balance(scale.figure(&waited.net_benefit.mean)),
            percent(&waited.probability_break_even).into(),
            points(&waited.probability_break_even_change).signed().into(),
        ];
        table.row(later, cells);
    }
    let beside = page.means_in(scale);
    document.heading(words.price_of_waiting, beside);
    document.table(table);
    let mut note = words.horizon_stays.to_owned();
    if known.len() < waits.len() {
        note += &(words.not_within)(known.len() + 1);
    }
    document.paragraph(Text::of(Tone::Dim, note));
}

impl Page<'_> {
    /// What waiting comes to for the perspective in question, by years.
    fn waits(&self) -> Vec<(usize, Option<&Waited>)> {
        let perspective = &self.stress.perspective;
        self.stress.waiting.iter().map(|wait| (wait.years, wait.perspectives[perspective].as_ref())).collect()
    }
}
