//! When it loses: a corner of the assumptions.

use super::page::Page;
use super::tornado::value_within;
use crate::analysis::stress::{Discovery, Interval, Limit, NoBox, Part, Reason};
use crate::report::digits::Locale;
use crate::report::document::{Align, Document, Table, Text, Tone};
use crate::report::figure::percent;
use crate::report::names::{capitalised, spoken};
use crate::report::sections::rows::short;
use crate::report::words::{Words, turning};
use crate::summary::results::Estimate;

/// How many times as frequent as in all draws losses are at least, where something is said of a corner.
const LITTLE: f64 = 1.25;

/// What it comes to, in words.
pub(super) fn say(page: &Page<'_>, document: &mut Document) {
    let Words { locale, turning: words, .. } = page.words;
    if let Some(discovery) = &page.stress.discovery {
        let base = &page.stress.base.perspectives[&page.stress.perspective];
        let all = base.probability_break_even.complement();
        let times = times(discovery);
        // A corner in which draws are lost hardly more often than elsewhere explains nothing.
        if times < LITTLE {
            document.paragraph(page.everywhere(&all));
            return;
        }
        let times = locale.rounded(times, 1.0, if times < 10.0 { -1 } else { 0 });
        let luck = is_luck(discovery).then(|| page.luck());
        let mut text = Text::from(match discovery.density.value >= 0.5 {
            true => words.it_loses_where.to_owned(),
            false => (words.losses_where)(&times, luck.as_deref()),
        });
        for (at, (input, interval)) in discovery.bounds.iter().enumerate() {
            let last = discovery.bounds.len() - 1;
            text = text.and(match at {
                0 => String::new(),
                at if at < last => ", ".to_owned(),
                _ => format!(" {} ", page.words.and),
            });
            text = text.strong((words.is)(&short(&spoken(input)), &between(interval, page.words)));
        }
        let density = percent(&discovery.density);
        let density = Text::from(density.clone()).error(density);
        let (all, coverage) = (percent(&all).into(), percent(&discovery.coverage).into());
        document.paragraph(text.and_all((words.there)(density, all, coverage)));
    }
    let Some(NoBox { reason, cohort_luck_share, .. }) = &page.stress.no_box else { return };
    match reason {
        Reason::NoneFound => {
            let base = &page.stress.base.perspectives[&page.stress.perspective];
            let all = base.probability_break_even.complement();
            document.paragraph(match () {
                () if all.value > 0.5 => page.everywhere(&all),
                () if is_mostly_luck(cohort_luck_share.as_ref()) => (words.luck_explains)(&page.luck()),
                () => words.no_corner.into(),
            })
        }
        Reason::NoLosses => document.paragraph(words.no_losses),
        Reason::OnlyLosses => document.paragraph(words.only_losses),
        // Where there is a tornado it has said so.
        Reason::NothingDoubtful if page.has(Part::Tornado) => {}
        Reason::NothingDoubtful => document.paragraph(words.all_luck),
    }
}

/// The bounds.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    let Some(discovery) = page.stress.discovery.as_ref().filter(|of| times(of) >= LITTLE) else { return };
    let Words { locale, turning: words, .. } = page.words;
    let mut table = Table::default();
    table.column(words.at_least, Align::Right, 0);
    table.column(words.at_most, Align::Right, 0);
    table.column(words.share_of_law, Align::Right, 0);
    for (input, interval) in &discovery.bounds {
        let value = |limit: Option<Limit>| {
            limit.map_or_else(|| "–".to_owned(), |limit| value(interval, limit.value, locale))
        };
        let from = interval.min.map_or(0.0, |limit| limit.quantile);
        let upto = interval.max.map_or(1.0, |limit| limit.quantile);
        table.row(
            short(&capitalised(&spoken(input))),
            [
                value(interval.min).into(),
                value(interval.max).into(),
                percent(&Estimate::exact(upto - from)).into(),
            ],
        );
    }
    let beside = (words.a_corner)(&page.subject());
    document.heading(words.when_it_loses, beside);
    document.table(table);
    document.paragraph(Text::of(Tone::Dim, note(discovery, words)));
}

fn note(discovery: &Discovery, words: &turning::Words) -> String {
    let mut note = words.found_on.to_owned();
    if !discovery.correlated.is_empty() {
        note.push_str(words.not_quite);
    }
    note
}

/// Whether the losses are luck all the same: most of what may happen is, and most draws in the corner are gains.
fn is_luck(discovery: &Discovery) -> bool {
    is_mostly_luck(discovery.cohort_luck_share.as_ref()) && discovery.density.value < 0.5
}

/// Whether luck with people makes more of what may happen than all assumptions.
fn is_mostly_luck(share: Option<&Estimate>) -> bool {
    share.is_some_and(|share| share.value > 0.5)
}

fn between(interval: &Interval, words: &Words) -> String {
    let Words { locale, turning: words, .. } = words;
    let value = |limit: Limit| value(interval, limit.value, locale);
    match (interval.min, interval.max) {
        (Some(min), Some(max)) => (words.between)(&value(min), &value(max)),
        (Some(min), None) => (words.from)(&value(min)),
        (None, Some(max)) => (words.up_to)(&value(max)),
        (None, None) => words.anything.to_owned(),
    }
}

/// A bound to three digits, or as many as tell both apart.
fn value(interval: &Interval, at: f64, locale: &Locale) -> String {
    match (interval.min, interval.max) {
        (Some(min), Some(max)) if min.value != max.value => value_within(at, [min.value, max.value], locale),
        _ => value_within(at, [at, at], locale),
    }
}

/// How many times as frequent as in all draws losses are there.
fn times(discovery: &Discovery) -> f64 {
    discovery.density.value / discovery.loss_rate.value
}

impl Page<'_> {
    /// What luck there is.
    fn luck(&self) -> String {
        (self.words.turning.luck)(self.stress.people.map(|people| people.to_string()))
    }

    /// That losses are no matter of a corner.
    fn everywhere(&self, all: &Estimate) -> Text {
        (self.words.turning.everywhere)((all.value > 0.5).then(|| percent(all).into()))
    }
}
