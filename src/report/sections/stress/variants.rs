//! The variants of the file.

use super::page::Page;
use crate::report::digits::Scale;
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{percent, points};
use crate::report::names::{capitalised, spoken, tame};
use crate::report::sections::rows::{MOST_ROWS, left_out, short};

/// Each against the file as it is.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    let variants = &page.stress.variants;
    if variants.is_empty() {
        return;
    }
    let words = &page.words.stress;
    let perspective = &page.stress.perspective;
    let base = &page.stress.base.perspectives[perspective];
    let seen = || variants.iter().filter_map(|variant| variant.perspectives.get(perspective));
    let sizes = seen().map(|seen| seen.net_benefit.mean.value).chain([base.net_benefit.mean.value]);
    let scale = Scale::of_all(sizes);
    let mut table = Table::default();
    table.column(page.words.common.mean, Align::Point, 0);
    table.column(words.change, Align::Point, 0);
    table.column(words.breaks_even, Align::Right, 0);
    table.column(words.change_points, Align::Right, 1);
    let dash = || Cell::from("–");
    let as_it_is = Cell::balance(scale.figure(&base.net_benefit.mean));
    table.row(words.as_it_is, [as_it_is, dash(), percent(&base.probability_break_even).into(), dash()]);
    for variant in variants.iter().take(MOST_ROWS) {
        let name = short(&capitalised(&spoken(&variant.name)));
        let Some(seen) = variant.perspectives.get(perspective) else {
            table.row(name, [dash(), dash(), dash(), dash()]);
            continue;
        };
        table.row(
            name,
            [
                Cell::balance(scale.figure(&seen.net_benefit.mean)),
                Cell::balance(scale.figure(&seen.net_benefit.change).signed()),
                percent(&seen.probability_break_even).into(),
                points(&seen.probability_break_even_change).signed().into(),
            ],
        );
    }
    let beside = page.means_in(scale);
    document.heading(words.variants, beside);
    document.table(table);
    left_out(document, variants.len());
    for variant in variants.iter().take(MOST_ROWS) {
        let name = short(&spoken(&variant.name));
        match &variant.error {
            Some(error) => {
                let error = tame(error.lines().next().unwrap_or_default());
                document.item(Text::of(Tone::Caution, (words.no_figures)(&name, &error)));
            }
            None if !variant.perspectives.contains_key(perspective) => {
                let text = (words.has_not)(&name, &page.subject());
                document.item(Text::of(Tone::Caution, text));
            }
            None => {}
        }
    }
}
