//! A file and its variants: what follows under which assumption. Nobody chooses between assumptions, so none is the best.

use std::borrow::Cow;
use std::io;

use super::case::currency;
use super::changes::label_of;
use super::rows::{MOST_ROWS, left_out, short};
use crate::analysis::compare::comparison::{Change, Comparison, Pair, Standing};
use crate::report::digits::Scale;
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::percent;
use crate::report::picture::{Mark, Picture, Swing};
use crate::summary::results::Estimate;

/// A row for the file as it stands and for each variant, by mean net benefit of the main perspective.
///
/// # Errors
/// Where a pair cannot be fetched.
pub(super) fn write(document: &mut Document, comparison: &Comparison) -> io::Result<()> {
    if comparison.pairs.len() < 2 || comparison.ranking.is_some() {
        return Ok(());
    }
    let mut pairs: Vec<Cow<'_, Pair>> = Vec::new();
    for pair in comparison.pairs.iter() {
        let pair = pair?;
        let base = pairs.first().map_or(&pair.base, |first| &first.base);
        if pair.base != *base || pair.other.file != base.file || pair.other.variant.is_none() {
            return Ok(());
        }
        pairs.push(pair);
    }
    let all = document.language.words();
    let words = &all.compare;
    let first = &pairs[0];
    let perspectives = &first.perspectives;
    let Some((name, of_first)) = first.base.main_of(perspectives) else { return Ok(()) };
    let labels = &first.base.labels;
    let variants = pairs.iter().filter_map(|pair| {
        Some((labels.within("variants", pair.other.variant.as_deref()?), pair.perspectives.get(name)?))
    });
    let mut rows: Vec<(Text, &Standing, Option<&Change>)> =
        vec![(Text::of(Tone::Strong, words.as_the_file_stands), &of_first.was, None)];
    rows.extend(variants.map(|(variant, change)| (Text::from(short(&variant)), &change.is, Some(change))));
    rows.sort_by(|a, b| b.1.net_benefit.value.total_cmp(&a.1.net_benefit.value));
    let scale = Scale::of_all(rows.iter().map(|(_, standing, _)| standing.net_benefit.value));
    let unit = all.locale.heading(scale, &currency(&first.base.currency));
    document.heading(words.under_which, (words.mean_of)(&label_of(&of_first.label, words), &unit));
    let mark = |mean: &Estimate| Mark::of(mean.value, scale.figure(mean).show(&all.locale));
    let swing = |(label, standing, change): &(Text, &Standing, Option<&Change>)| {
        let moved = (*change)?;
        Some(Swing {
            label: label.show(&all.locale),
            range: scale.figure(&moved.net_benefit.mean).signed().show(&all.locale),
            ends: [mark(&of_first.was.net_benefit), mark(&standing.net_benefit)],
            is_luck: false,
        })
    };
    let bars: Vec<Swing> = rows.iter().take(MOST_ROWS).filter_map(swing).collect();
    if !bars.is_empty() {
        let base = mark(&of_first.was.net_benefit);
        document.picture(Picture::tornado(words.under_which, bars, base, scale));
    }
    let mut table = Table::of([(all.common.mean, Align::Point), (words.change, Align::Point)]);
    table.column(all.common.breaks_even, Align::Right, 0);
    let count = rows.len();
    for (label, standing, change) in rows.into_iter().take(MOST_ROWS) {
        let change = change.map(|change| Cell::from(scale.figure(&change.net_benefit.mean).signed()));
        table.row(
            label,
            [
                scale.figure(&standing.net_benefit).into(),
                change.unwrap_or_default(),
                percent(&standing.probability_break_even).into(),
            ],
        );
    }
    document.table(table);
    left_out(document, count);
    Ok(())
}
