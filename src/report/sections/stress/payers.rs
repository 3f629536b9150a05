//! Who should pay whom how much.

use std::collections::BTreeMap;

use super::page::Page;
use crate::analysis::stress::{Agreement, Agreements, Payers, Range};
use crate::report::digits::{Locale, written};
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{Figure, Kind, amount, figure, money, percent};
use crate::report::names::{capitalised, spoken};
use crate::report::sections::rows::{MOST_ROWS, left_out, short};
use crate::summary::results::Estimate;

/// Of how many payers there is a sentence.
const MOST_SAID: usize = 3;

/// A kind of payment.
#[derive(Clone, Copy)]
enum Payment<'a> {
    Costs,
    Yearly,
    /// In an outcome; none is named where there is only one.
    Success(Option<&'a str>),
}

impl Payment<'_> {
    /// An amount of it.
    fn figure(self, e: &Estimate) -> Figure {
        // What is known of one side of the error says how many digits there are.
        let (below, above) = (e.value - e.lo, e.hi - e.value);
        let half = if below.is_finite() { below } else { above };
        let half = if half.is_finite() { half } else { 0.0 };
        let known = Estimate { se: half, lo: e.value - half, hi: e.value + half, ..*e };
        let e = if e.se.is_finite() { e } else { &known };
        match self {
            Payment::Costs => figure(e, Kind::Return),
            _ => amount(e),
        }
    }

    /// In a row of the table.
    fn row(self) -> String {
        match self {
            Payment::Costs => "share of its costs".to_owned(),
            Payment::Yearly => "each year".to_owned(),
            Payment::Success(outcome) => per_success(outcome),
        }
    }

    /// What the funder does with such an amount.
    fn done(self, e: Text) -> Text {
        match self {
            Payment::Costs => Text::from("carries ").and_all(e).and(" of its costs"),
            Payment::Yearly => Text::from("pays it ").and_all(e).and(" each year"),
            Payment::Success(outcome) => {
                Text::from("pays it ").and_all(e).and(format!(" {}", per_success(outcome)))
            }
        }
    }

    /// Such a payment of no amount.
    fn none(self) -> String {
        match self {
            Payment::Costs => "no share of its costs".to_owned(),
            Payment::Yearly => "no equal yearly payment".to_owned(),
            Payment::Success(outcome) => format!("no payment {}", per_success(outcome)),
        }
    }
}

/// All kinds of payment to a payer.
fn kinds(agreements: &Agreements) -> Vec<(Payment<'_>, &Agreement)> {
    let costs = agreements.cofinancing.iter().map(|agreement| (Payment::Costs, agreement));
    let yearly = (Payment::Yearly, &agreements.transfer);
    let all = &agreements.per_success;
    let successes = all.iter().map(|(name, of)| (Payment::Success(named(all, name)), of));
    costs.chain([yearly]).chain(successes).collect()
}

/// For each additional person in an outcome.
fn per_success(outcome: Option<&str>) -> String {
    outcome.map_or("per success".to_owned(), |name| format!("per success ({})", short(&spoken(name))))
}

/// What an outcome is called: nothing where there is only one.
fn named<'a, T>(all: &BTreeMap<String, T>, outcome: &'a str) -> Option<&'a str> {
    (all.len() > 1).then_some(outcome)
}

/// A payer's name within a sentence.
fn within(label: &str) -> String {
    let name = short(label);
    match name.strip_prefix("The ") {
        Some(rest) => format!("the {rest}"),
        None => name,
    }
}

impl Page<'_> {
    /// An amount of a kind of payment, with its unit.
    fn paid(&self, kind: Payment<'_>, e: &Estimate) -> Figure {
        match kind.figure(e) {
            Figure { estimate, kind: Kind::Amount, .. } => money(&estimate, &self.currency),
            figure => figure,
        }
    }

    /// The amounts of a range.
    fn range(&self, kind: Payment<'_>, Range { from, to }: &Range) -> Text {
        let of = |e: &Estimate| self.paid(kind, e);
        match (from, to) {
            (Some(from), Some(to)) if of(from).to_string() == of(to).to_string() => {
                Text::from("").strong(of(from))
            }
            (Some(from), Some(to)) => Text::from("").strong(of(from)).and(" to ").strong(of(to)),
            (Some(from), None) => Text::from("at least ").strong(of(from)),
            (None, Some(to)) => Text::from("at most ").strong(of(to)),
            (None, None) => "any amount".into(),
        }
    }

    /// Which payments let a payer, the funder and all others break even at once.
    fn both(&self, payers: &Payers, agreements: &Agreements) -> Text {
        let kinds = kinds(agreements);
        let aim = self.aim();
        let (payer, funder) = (within(&agreements.label), within(&payers.label));
        // Whoever gains in every draw as it is need not be named.
        let may_lose = |(name, of): (&String, &Agreements)| {
            let chance = self.stress.base.perspectives[name].probability_break_even;
            of.public && !std::ptr::eq(of, agreements) && chance.value < 1.0
        };
        let others = payers.agreements.iter().any(may_lose);
        let works = kinds.iter().filter_map(|(kind, of)| Some((*kind, of.joint.range.as_ref()?)));
        let works: Vec<(Payment<'_>, &Range)> = works.collect();
        let fails: Vec<(Payment<'_>, &Agreement)> =
            kinds.iter().filter(|(_, of)| of.joint.range.is_none()).copied().collect();
        if works.is_empty() {
            let others = if others { "all other public payers" } else { &funder };
            let text =
                Text::from(format!("No payment from {funder} lets {payer} and {others} break even with "));
            let text = text.and(aim.as_str()).and(" at once");
            let likeliest = fails.into_iter().reduce(|best, next| {
                let chances = [best.1, next.1].map(|of| of.joint.best.probability.value);
                if chances[1] > chances[0] { next } else { best }
            });
            let Some((kind, of)) = likeliest else { return text.and(".") };
            let text = text.and(": at best they do in ").and(percent(&of.joint.best.probability));
            return match of.joint.best.amount.filter(is_known) {
                Some(at) => text
                    .and(format!(", if {funder} "))
                    .and_all(kind.done(self.paid(kind, &at).into()))
                    .and("."),
                None => text.and("."),
            };
        }
        let mut text = Text::from(format!("{} breaks even with ", capitalised(&payer)))
            .and(aim.as_str())
            .and(format!(" if {funder} "));
        for (at, (kind, range)) in works.iter().enumerate() {
            text = text.and(if at > 0 { ", or " } else { "" }).and_all(kind.done(self.range(*kind, range)));
        }
        text = text.and(if others {
            ", and so do all other public payers".to_owned()
        } else {
            format!(", and so does {funder}")
        });
        for (kind, of) in fails {
            text = text.and(format!(
                "; {} does that for {} (at best ",
                kind.none(),
                if others { "all" } else { "both" }
            ));
            text = text.and(percent(&of.joint.best.probability));
            if let Some(at) = of.joint.best.amount.as_ref().filter(|at| is_known(at)) {
                text = text.and(", with ").and_all(self.at(kind, at));
            }
            text = text.and(")");
        }
        text.and(".")
    }

    /// The target in words.
    pub(super) fn aim(&self) -> String {
        let percent = libm::round(self.stress.target * 1e11) / 1e9;
        Locale::ENGLISH.per_cent(written(percent))
    }

    /// An amount at which something is best.
    fn at(&self, kind: Payment<'_>, e: &Estimate) -> Text {
        let text = Text::from(self.paid(kind, e));
        match kind {
            Payment::Yearly => text.and(" each year"),
            Payment::Costs => text,
            Payment::Success(_) => text.and(" each"),
        }
    }

    /// What a payer needs for each success, and what the funder can afford.
    fn per_success(&self, payers: &Payers, agreements: &Agreements) -> Option<Text> {
        let (outcome, of) = agreements.per_success.iter().find(|(_, of)| of.needed.is_some())?;
        let outcome = named(&agreements.per_success, outcome);
        let kind = Payment::Success(outcome);
        let (payer, funder) = (within(&agreements.label), within(&payers.label));
        let text = Text::from(format!("Paid {}: {payer} needs ", per_success(outcome)))
            .strong(self.paid(kind, &of.needed?));
        Some(match of.affordable {
            Some(most) => {
                let text = text.and(format!(", {funder} can afford ")).strong(self.paid(kind, &most));
                match of.joint.range.is_none() && most.value >= of.needed?.value {
                    true => text.and(": each by itself, but not both in the same draw so often."),
                    false => text.and("."),
                }
            }
            None => text.and(format!("; {funder} does not break even so often with any such payment.")),
        })
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
        let text = match funder.value >= target {
            true => Text::from("Each public payer by itself breaks even with ")
                .and(aim.as_str())
                .and(" as it is: none has to pay another."),
            false => Text::from("Every public payer but ")
                .and(within(&payers.label))
                .and(" breaks even with ")
                .and(aim.as_str())
                .and(" as it is."),
        };
        document.paragraph(text);
        return;
    }
    // What all of them together cannot have, no agreement between them can give.
    if payers.all_public && payers.bound.hi < target {
        document.paragraph(
            Text::from("No agreement lets every payer break even with ")
                .and(aim.as_str())
                .and(": the public as a whole does in only ")
                .and(percent(&payers.bound))
                .and(" of all draws."),
        );
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
    let mut table = Table::default();
    table.column("on average", Align::Right, 1);
    table.column("needed", Align::Right, 0);
    table.column("affordable", Align::Right, 0);
    table.column("both, from", Align::Right, 0);
    table.column("to", Align::Right, 0);
    table.column("at best", Align::Right, 0);
    table.column("at", Align::Right, 1);
    let mut rows = 0;
    for (_, agreements) in page.stress.scenario.in_order(&payers.agreements) {
        for (kind, agreement) in kinds(agreements) {
            rows += 1;
            if rows > MOST_ROWS {
                continue;
            }
            let cell = |e: Option<Estimate>| e.map_or(Cell::from("–"), |e| Cell::from(kind.figure(&e)));
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
            table.row(format!("{}, {}", short(&capitalised(&agreements.label)), kind.row()), cells);
        }
    }
    document.heading("who should pay", format!("{}, paid by {}", page.currency, short(&payers.label)));
    document.table(table);
    left_out(document, rows);
    let aim = page.aim();
    let funder = within(&payers.label);
    let mut notes = vec![format!(
        "Needed: the least with which the one who is paid breaks even with {aim}; affordable: the most with which {funder} \
         still does; both: with which they and every other public payer do at once, in the same draw."
    )];
    let all = || payers.agreements.values().flat_map(kinds).map(|(_, of)| of);
    let begins_below = |of: &Agreement| {
        let from = of.joint.range.as_ref().and_then(|range| range.from);
        from.zip(of.needed).is_some_and(|(from, needed)| from.hi < needed.lo)
    };
    if all().any(begins_below) {
        notes.push("Where a payment may also be a loss, needed is looked for from 0 on.".to_owned());
    }
    if payers.chosen {
        let funder = capitalised(&funder);
        notes.push(format!(
            "{funder} pays, as the public payer likeliest to break even (--funder names another)."
        ));
    }
    if payers.all_public {
        let bound =
            "No agreement made beforehand lets all break even more often than the public as a whole does.";
        notes.push(bound.to_owned());
    }
    document.paragraph(Text::of(Tone::Dim, notes.join(" ")));
}
