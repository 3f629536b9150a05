//! When it loses: a corner of the assumptions.

use super::page::Page;
use super::tornado::value_within;
use crate::analysis::stress::{Discovery, Interval, Limit, NoBox, Part, Reason};
use crate::report::digits::Locale;
use crate::report::document::{Align, Document, Table, Text, Tone};
use crate::report::figure::percent;
use crate::report::names::{capitalised, spoken};
use crate::report::sections::rows::short;
use crate::summary::results::Estimate;

/// How many times as frequent as in all draws losses are at least, where something is said of a corner.
const LITTLE: f64 = 1.25;

/// What it comes to, in words.
pub(super) fn say(page: &Page<'_>, document: &mut Document) {
    if let Some(discovery) = &page.stress.discovery {
        let base = &page.stress.base.perspectives[&page.stress.perspective];
        let all = base.probability_break_even.complement();
        let times = times(discovery);
        // A corner in which draws are lost hardly more often than elsewhere explains nothing.
        if times < LITTLE {
            document.paragraph(page.everywhere(&all));
            return;
        }
        let mut text = Text::from(match discovery.density.value >= 0.5 {
            true => "It loses where ".to_owned(),
            false if is_luck(discovery) => {
                format!("Losses are mostly {}, and {} where ", page.luck(), frequent(times))
            }
            false => format!("Losses are {} where ", frequent(times)),
        });
        for (at, (input, interval)) in discovery.bounds.iter().enumerate() {
            let last = discovery.bounds.len() - 1;
            text = text.and(match at {
                0 => "",
                at if at < last => ", ",
                _ => " and ",
            });
            text = text.strong(format!("{} is {}", short(&spoken(input)), between(interval)));
        }
        let density = percent(&discovery.density);
        document.paragraph(
            text.and(": there in ")
                .and(density.clone())
                .error(density)
                .and(" of draws, against ")
                .and(percent(&all))
                .and(" of all; ")
                .and(percent(&discovery.coverage))
                .and(" of all losses lie there."),
        );
    }
    let Some(NoBox { reason, cohort_luck_share, .. }) = &page.stress.no_box else { return };
    match reason {
        Reason::NoneFound => {
            let base = &page.stress.base.perspectives[&page.stress.perspective];
            let all = base.probability_break_even.complement();
            document.paragraph(match () {
                () if all.value > 0.5 => page.everywhere(&all),
                () if is_mostly_luck(cohort_luck_share.as_ref()) => {
                    let text = Text::from("No corner of the assumptions explains the losses: ");
                    text.strong(format!("{} does", page.luck())).and(".")
                }
                () => "No corner of the assumptions explains the losses: none was found.".into(),
            })
        }
        Reason::NoLosses => {
            document.paragraph("No draw that was searched is a loss: there is no corner in which it loses.")
        }
        Reason::OnlyLosses => document
            .paragraph("Every draw that was searched is a loss: no corner of the assumptions explains that."),
        // Where there is a tornado it has said so.
        Reason::NothingDoubtful if page.has(Part::Tornado) => {}
        Reason::NothingDoubtful => {
            document
                .paragraph("No assumption on which net benefit depends is uncertain: the losses are luck.");
        }
    }
}

/// The bounds.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    let Some(discovery) = page.stress.discovery.as_ref().filter(|of| times(of) >= LITTLE) else { return };
    let mut table = Table::default();
    table.column("at least", Align::Right, 0);
    table.column("at most", Align::Right, 0);
    table.column("share of its law", Align::Right, 0);
    for (input, interval) in &discovery.bounds {
        let value =
            |limit: Option<Limit>| limit.map_or_else(|| "–".to_owned(), |limit| value(interval, limit.value));
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
    let beside = format!("a corner in which losses of {} are more frequent", page.subject());
    document.heading("when it loses", beside);
    document.table(table);
    document.paragraph(Text::of(Tone::Dim, note(discovery)));
}

fn note(discovery: &Discovery) -> String {
    let mut note = "Found on every other of the first draws, and measured on those between. \
                    `--box FILE` writes it as a scenario to run."
        .to_owned();
    if !discovery.correlated.is_empty() {
        note.push_str(
            " Some of these move with other assumptions: run as a scenario the losses are not quite these.",
        );
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

fn between(interval: &Interval) -> String {
    match (interval.min, interval.max) {
        (Some(min), Some(max)) => {
            format!("between {} and {}", value(interval, min.value), value(interval, max.value))
        }
        (Some(min), None) => format!("at least {}", value(interval, min.value)),
        (None, Some(max)) => format!("at most {}", value(interval, max.value)),
        (None, None) => "anything".to_owned(),
    }
}

/// A bound to three digits, or as many as tell both apart.
fn value(interval: &Interval, at: f64) -> String {
    match (interval.min, interval.max) {
        (Some(min), Some(max)) if min.value != max.value => value_within(at, [min.value, max.value]),
        _ => value_within(at, [at, at]),
    }
}

/// How many times as frequent as in all draws losses are there.
fn times(discovery: &Discovery) -> f64 {
    discovery.density.value / discovery.loss_rate.value
}

/// How much more often, in words.
fn frequent(times: f64) -> String {
    format!("{} times as frequent", Locale::ENGLISH.rounded(times, 1.0, if times < 10.0 { -1 } else { 0 }))
}

impl Page<'_> {
    /// What luck there is.
    fn luck(&self) -> String {
        match self.stress.people {
            Some(1.0) => "luck with one person".to_owned(),
            Some(people) => format!("luck with {people} people"),
            None => "luck with people".to_owned(),
        }
    }

    /// That losses are no matter of a corner.
    fn everywhere(&self, all: &Estimate) -> Text {
        let text = Text::from("No corner of the assumptions explains the losses");
        match all.value > 0.5 {
            true => text.and(": it loses nearly everywhere, in ").and(percent(all)).and(" of all draws."),
            false => text.and("."),
        }
    }
}
