//! Who should pay whom how much.

use std::collections::BTreeMap;

use super::page::Page;
use crate::analysis::stress::{Agreement, Agreements, Payers, Range};
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{Figure, Kind, amount, figure, money, percent};
use crate::report::names::{capitalised, spoken};
use crate::report::sections::rows::{MOST_ROWS, left_out, short};
use crate::report::words::Words;
use crate::report::words::agreements::{No, Paid, Payment, Works};
use crate::summary::results::Estimate;

/// Of how many payers there is a sentence.
const MOST_SAID: usize = 3;

/// An amount of a kind of payment.
fn shown(kind: &Payment, e: &Estimate) -> Figure {
    // What is known of one side of the error says how many digits there are.
    let (below, above) = (e.value - e.lo, e.hi - e.value);
    let half = if below.is_finite() { below } else { above };
    let half = if half.is_finite() { half } else { 0.0 };
    let known = Estimate { se: half, lo: e.value - half, hi: e.value + half, ..*e };
    let e = if e.se.is_finite() { e } else { &known };
    match kind {
        Payment::Costs => figure(e, Kind::Return),
        _ => amount(e),
    }
}

/// All kinds of payment to a payer.
fn kinds(agreements: &Agreements) -> Vec<(Payment, &Agreement)> {
    let costs = agreements.cofinancing.iter().map(|agreement| (Payment::Costs, agreement));
    let yearly = (Payment::Yearly, &agreements.transfer);
    let all = &agreements.per_success;
    let successes = all.iter().map(|(name, of)| (Payment::Success(named(all, name)), of));
    costs.chain([yearly]).chain(successes).collect()
}

/// What an outcome is called: nothing where there is only one.
fn named<T>(all: &BTreeMap<String, T>, outcome: &str) -> Option<String> {
    (all.len() > 1).then(|| short(&spoken(outcome)))
}

impl Page<'_> {
    /// An amount of a kind of payment, with its unit.
    fn paid(&self, kind: &Payment, e: &Estimate) -> Figure {
        match shown(kind, e) {
            Figure { estimate, kind: Kind::Amount, .. } => money(&estimate, &self.currency),
            figure => figure,
        }
    }

    /// The amounts of a range.
    fn range(&self, kind: &Payment, Range { from, to }: &Range) -> Text {
        let Words { locale, agreements: words, .. } = self.words;
        let of = |e: &Estimate| self.paid(kind, e);
        match (from, to) {
            (Some(from), Some(to)) if of(from).show(locale) == of(to).show(locale) => {
                Text::from("").strong(of(from))
            }
            (Some(from), Some(to)) => Text::from("").strong(of(from)).and(words.to).strong(of(to)),
            (Some(from), None) => Text::from(words.at_least).strong(of(from)),
            (None, Some(to)) => Text::from(words.at_most).strong(of(to)),
            (None, None) => words.any_amount.into(),
        }
    }

    /// A payer's name within a sentence.
    fn within(&self, label: &str) -> String {
        (self.words.agreements.within)(&short(label))
    }

    /// Which payments let a payer, the funder and all others break even at once.
    fn both(&self, payers: &Payers, agreements: &Agreements) -> Text {
        let words = &self.words.agreements;
        let kinds = kinds(agreements);
        let aim = self.aim();
        let [payer, funder] = [&agreements.label, &payers.label].map(|label| self.within(label));
        // Whoever gains in every draw as it is need not be named.
        let may_lose = |(name, of): (&String, &Agreements)| {
            let chance = self.stress.base.perspectives[name].probability_break_even;
            of.public && !std::ptr::eq(of, agreements) && chance.value < 1.0
        };
        let others = payers.agreements.iter().any(may_lose);
        let works = kinds.iter().filter_map(|(kind, of)| Some((kind, of.joint.range.as_ref()?)));
        let done: Vec<Text> =
            works.map(|(kind, range)| (words.done)(kind, self.range(kind, range))).collect();
        let fails = kinds.iter().filter(|(_, of)| of.joint.range.is_none());
        if done.is_empty() {
            let likeliest = fails.reduce(|best, next| {
                let chances = [best.1, next.1].map(|of| of.joint.best.probability.value);
                if chances[1] > chances[0] { next } else { best }
            });
            let best = likeliest.map(|(kind, of)| {
                let at = of.joint.best.amount.filter(is_known);
                let done = at.map(|at| (words.done)(kind, self.paid(kind, &at).into()));
                (percent(&of.joint.best.probability).into(), done)
            });
            let others = if others { words.others } else { &funder };
            return (words.no_payment)(No { payer: &payer, funder: &funder, others, aim: &aim, best });
        }
        let fails = fails.map(|(kind, of)| {
            let at = of.joint.best.amount.as_ref().filter(|at| is_known(at));
            let at = at.map(|at| (words.at)(kind, self.paid(kind, at).into()));
            ((words.none)(kind), percent(&of.joint.best.probability).into(), at)
        });
        let fails = fails.collect();
        (words.works)(Works { payer: &payer, funder: &funder, aim: &aim, done, others, fails })
    }

    /// The target in words.
    pub(super) fn aim(&self) -> String {
        let percent = libm::round(self.stress.target * 1e11) / 1e9;
        self.words.locale.per_cent(self.words.locale.written(percent))
    }

    /// What a payer needs for each success, and what the funder can afford.
    fn per_success(&self, payers: &Payers, agreements: &Agreements) -> Option<Text> {
        let all = &agreements.per_success;
        let (outcome, of) = all.iter().find(|(_, of)| of.needed.is_some())?;
        let kind = Payment::Success(named(all, outcome));
        let [payer, funder] = [&agreements.label, &payers.label].map(|label| self.within(label));
        let strong = |e: &Estimate| Text::of(Tone::Strong, self.paid(&kind, e));
        let needed = of.needed?;
        let not_both =
            of.joint.range.is_none() && of.affordable.is_some_and(|most| most.value >= needed.value);
        let paid = Paid { payment: &kind, payer: &payer, funder: &funder };
        let affords = of.affordable.as_ref().map(strong);
        Some((self.words.agreements.per_success)(paid, strong(&needed), affords, not_both))
    }
}

/// Whether an amount is known well enough to be named.
fn is_known(e: &Estimate) -> bool {
    e.hi - e.lo <= e.value.abs() || e.hi == e.lo
}

/// An amount to as many digits as the range about it, within which it is.
fn as_fine_as(at: Estimate, range: Option<&Range>) -> Estimate {
    match range.and_then(|range| range.from.or(range.to)) {
        Some(end) => Estimate { value: at.value, ..end.shifted(at.value - end.value) },
        None => at,
    }
}

/// Who could pay whom how much, in words.
pub(super) fn say(page: &Page<'_>, document: &mut Document) {
    let Some(payers) = &page.stress.payers else { return };
    let words = &page.words.agreements;
    let target = page.stress.target;
    let lacking: Vec<&Agreements> = (page.stress.scenario.in_order(&payers.agreements).into_iter())
        .filter(|(name, of)| {
            of.public && page.stress.base.perspectives[*name].probability_break_even.value < target
        })
        .map(|(_, agreements)| agreements)
        .collect();
    let aim = page.aim();
    if lacking.is_empty() {
        let funder = page.stress.base.perspectives[&payers.funder].probability_break_even;
        document.paragraph(match funder.value >= target {
            true => (words.each_by_itself)(&aim),
            false => (words.all_but)(&page.within(&payers.label), &aim),
        });
        return;
    }
    // What all of them together cannot have, no agreement between them can give.
    if payers.all_public && payers.bound.hi < target {
        document.paragraph((words.no_agreement)(&aim, percent(&payers.bound).into()));
    }
    for agreements in lacking.iter().take(MOST_SAID) {
        document.paragraph(page.both(payers, agreements));
        if let Some(text) = page.per_success(payers, agreements) {
            document.paragraph(text);
        }
    }
}

/// What each kind of payment takes.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    let Some(payers) = &page.stress.payers else { return };
    let words = &page.words.agreements;
    let mut table = Table::default();
    for (heading, spare) in words.columns.into_iter().zip([1, 0, 0, 0, 0, 0, 1]) {
        table.column(heading, Align::Right, spare);
    }
    let mut rows = 0;
    for (_, agreements) in page.stress.scenario.in_order(&payers.agreements) {
        for (kind, agreement) in kinds(agreements) {
            rows += 1;
            if rows > MOST_ROWS {
                continue;
            }
            let cell = |e: Option<Estimate>| e.map_or(Cell::from("–"), |e| Cell::from(shown(&kind, &e)));
            let range = agreement.joint.range.as_ref();
            let best = &agreement.joint.best;
            let cells = [
                cell(agreement.mean),
                cell(agreement.needed),
                cell(agreement.affordable),
                cell(range.and_then(|range| range.from)),
                cell(range.and_then(|range| range.to)),
                percent(&best.probability).into(),
                cell(best.amount.map(|at| as_fine_as(at, range)).filter(is_known)),
            ];
            table.row(format!("{}, {}", short(&capitalised(&agreements.label)), (words.row)(&kind)), cells);
        }
    }
    let currency = page.words.locale.currency(&page.currency);
    document.heading(words.who_should_pay, (words.paid_by)(currency, &short(&payers.label)));
    document.table(table);
    left_out(document, rows);
    let aim = page.aim();
    let funder = page.within(&payers.label);
    let mut notes = vec![(words.needed_is)(&aim, &funder)];
    let all = || payers.agreements.values().flat_map(kinds).map(|(_, of)| of);
    let begins_below = |of: &Agreement| {
        let from = of.joint.range.as_ref().and_then(|range| range.from);
        from.zip(of.needed).is_some_and(|(from, needed)| from.hi < needed.lo)
    };
    if all().any(begins_below) {
        notes.push(words.from_0.to_owned());
    }
    if payers.chosen {
        notes.push((words.chosen)(&funder));
    }
    if payers.all_public {
        notes.push(words.no_more_than.to_owned());
    }
    document.paragraph(Text::of(Tone::Dim, notes.join(" ")));
}
