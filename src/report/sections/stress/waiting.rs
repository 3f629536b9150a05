//! The price of waiting: what a year costs, and more of them.

use super::page::Page;
use crate::analysis::stress::Waited;
use crate::report::digits::{Locale, Scale};
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{amount, money, percent, points};

/// What a year's waiting comes to, in words.
pub(super) fn say(page: &Page<'_>, document: &mut Document) {
    let waits = page.waits();
    let Some((_, first)) = waits.first() else { return };
    let Some(waited) = first else {
        document.paragraph(
            "What waiting costs cannot be said: a year later not everything would begin within the horizon.",
        );
        return;
    };
    let price = waited.price;
    let text = if amount(&price).is_nothing() {
        Text::from("A year's waiting costs nothing on average")
    } else {
        let (verb, size) = if price.value < 0.0 { ("gains", price.negated()) } else { ("costs", price) };
        let size = money(&size, &page.currency);
        let who =
            if page.stress.perspective == "public" { String::new() } else { format!("{} ", page.subject()) };
        Text::from(format!("A year's waiting {verb} {who}")).strong(size.clone()).error(size)
    };
    document.paragraph(text.and("."));
}

/// Each wait.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    let waits = page.waits();
    let known: Vec<(usize, &Waited)> =
        waits.iter().filter_map(|(years, waited)| Some((*years, (*waited)?))).collect();
    if known.is_empty() {
        return;
    }
    let sizes = known.iter().flat_map(|(_, waited)| [waited.price.value, waited.net_benefit.mean.value]);
    let scale = Scale::of_all(sizes);
    let mut table = Table::default();
    table.column("costs", Align::Point, 0);
    table.column("leaves", Align::Point, 0);
    table.column("breaks even", Align::Right, 0);
    table.column("change, points", Align::Right, 1);
    for (years, waited) in &known {
        let later = if *years == 1 { "A year later".to_owned() } else { format!("{years} years later") };
        let cells = [
            Cell::balance(scale.figure(&waited.price)),
            Cell::balance(scale.figure(&waited.net_benefit.mean)),
            percent(&waited.probability_break_even).into(),
            points(&waited.probability_break_even_change).signed().into(),
        ];
        table.row(later, cells);
    }
    let beside =
        format!("mean net benefit in {}, {}", Locale::ENGLISH.heading(scale, &page.currency), page.subject());
    document.heading("the price of waiting", beside);
    document.table(table);
    let mut note =
        "The horizon stays, so that waiting loses years at its end; nobody gets worse meanwhile.".to_owned();
    if known.len() < waits.len() {
        note += &format!(
            " After {} years or more not everything would begin within the horizon.",
            known.len() + 1
        );
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
