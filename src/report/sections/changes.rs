//! One pair: what was changed, and what follows for whom.

use std::cmp::Ordering;

use super::case::currency;
use super::rows::{MOST_LETTERS, MOST_ROWS, left_out, short};
use super::scales::Scales;
use super::{spread, states, trace};
use crate::analysis::compare::comparison::{Assumption, Change, Comparison, Pair, Standing, Touches};
use crate::analysis::compare::looks::FIRST_LOOK;
use crate::report::digits::{Scale, TIE};
use crate::report::document::{Align, Block, Cell, Document, Table, Text, Tone};
use crate::report::figure::{Figure, amount, money, percent, points};
use crate::report::names::{shorten, tame};
use crate::report::words::{Words, compare};
use crate::scenario::{Identity, USUAL};
use crate::summary::results::{Estimate, Verdict};

/// A share of the draws that is as good as all of them.
const NEARLY_ALL: f64 = 0.999;

/// One pair: what changed, what follows, for whom.
pub(super) fn write(document: &mut Document, comparison: &Comparison, pair: &Pair) {
    let all = document.language.words();
    let words = &all.compare;
    let are_titled = pair.other.title != pair.base.title;
    let [other, base] = [&pair.other, &pair.base].map(|side| named(side, are_titled, words));
    let beside = (words.beside)(&other, &base);
    document.push(Block::Name(short(&pair.name), beside));
    trace::note(document, pair.other.note.as_deref());
    let currency = currency(&pair.other.currency);
    match pair.base.main_of(&pair.perspectives) {
        _ if pair.unchanged => {
            document.paragraph(words.same_model);
        }
        Some((_, change)) => document.paragraph(in_words(change, &currency, all)),
        None => {}
    }
    if comparison.run.until_conclusive && pair.gates.iter().any(|gate| gate.decides) {
        let open = pair.gates.iter().any(|gate| gate.decides && gate.verdict == Verdict::Inconclusive);
        let mut text = (words.decided)(open, &all.locale.whole(pair.draws));
        if comparison.run.draws > FIRST_LOOK {
            text.push_str(words.costs_certainty);
        }
        document.paragraph(Text::of(Tone::Dim, text));
    }
    if !pair.unchanged {
        perspectives(document, pair, &currency);
        states::compare(document, pair);
    }
    if comparison.run.programmes {
        document.paragraph(Text::of(Tone::Dim, words.differ_in_every_key));
    } else {
        assumptions(document, pair);
    }
    for (base, only) in [(true, &pair.only_in_base), (false, &pair.only_in_other)] {
        if !only.is_empty() {
            let names: Vec<String> = only.iter().take(MOST_ROWS).map(|name| short(name)).collect();
            document.paragraph((words.only)(base, &names.join(", ")));
        }
    }
    for warning in &pair.warnings {
        let [message, help] = document.language.words().warned(warning);
        document.item_with(Text::of(Tone::Caution, words.warning).and(message), help);
    }
}

/// A side by its file and variant; by its title first, where that tells the sides apart.
fn named(side: &Identity, is_titled: bool, words: &compare::Words) -> String {
    let file = match is_titled {
        true => format!("{} ({})", short(&side.title), short(&side.file)),
        false => short(&side.file),
    };
    match &side.variant {
        Some(variant) => {
            (words.in_variant)(&file, &short(side.labels.own("variants", variant).unwrap_or(variant)))
        }
        None => file,
    }
}

/// What happens to net benefit and to the chance of break-even, in two sentences.
fn in_words(change: &Change, currency: &str, words: &Words) -> Text {
    let whose = match change.label.as_str() {
        USUAL => words.common.the_public.to_owned(),
        label => short(label),
    };
    let words = &words.compare;
    let mean = &change.net_benefit.mean;
    let moves = (mean.lo > 0.0 || mean.hi < 0.0).then(|| {
        let falls = mean.value < 0.0;
        let size = if falls { mean.negated() } else { *mean };
        (falls, Text::of(tone_of(mean), money(&size, currency)))
    });
    let shares = [&change.probability_better, &change.probability_equal, &change.probability_worse];
    let ways = [Ordering::Greater, Ordering::Equal, Ordering::Less];
    let chance = |standing: &Standing| Text::of(Tone::Strong, percent(&standing.probability_break_even));
    let shift = &change.probability_break_even;
    let (tone, shown) = (tone_of(shift), points(shift).signed());
    (words.changes)(compare::Change {
        whose: &whose,
        moves,
        error: Text::default().error(money(mean, currency)),
        shares: shares.map(|share| percent(share).into()),
        nearly_always: ways
            .into_iter()
            .zip(shares)
            .find(|(_, share)| share.value > NEARLY_ALL)
            .map(|(way, _)| way),
        was: chance(&change.was),
        is: chance(&change.is),
        points: Text::of(tone, shown.clone()).with(tone, format!("{TIE}{}", words.points)),
        points_error: Text::default().error(shown),
    })
}

fn tone_of(change: &Estimate) -> Tone {
    match () {
        () if change.lo > 0.0 => Tone::VeryGood,
        () if change.hi < 0.0 => Tone::VeryBad,
        () => Tone::Plain,
    }
}

/// The perspectives that both sides have, the main one first, with their labels. With one public payer `public` and that payer
/// are the same in every figure, and are shown once.
fn shown<'p>(pair: &'p Pair, words: &compare::Words) -> Vec<(&'p String, &'p Change, String)> {
    let same = |other: &Change, public: &Change| {
        Change { label: String::new(), ..other.clone() } == Change { label: String::new(), ..public.clone() }
    };
    let public = pair.perspectives.get("public");
    let twins: Vec<&String> = (pair.perspectives.iter())
        .filter(|(name, change)| *name != "public" && public.is_some_and(|public| same(change, public)))
        .map(|(name, _)| name)
        .collect();
    // Several that are like it are payers to whom nothing happens.
    let twin = if let [only] = twins.as_slice() { Some(*only) } else { None };
    let mut order: Vec<_> = (pair.base.in_order(&pair.perspectives).into_iter())
        .filter(|(name, _)| Some(*name) != twin)
        .map(|(name, change)| {
            let label = match twin.map(|twin| &pair.perspectives[twin]) {
                Some(twin) if name == "public" => {
                    format!("{} ({})", label_of(&change.label, words), short(&twin.label))
                }
                _ => label_of(&change.label, words),
            };
            (name, change, label)
        })
        .collect();
    let main = pair.base.main();
    order.sort_by_key(|(name, ..)| !is_main(name, main, twin));
    order
}

/// What a row of a payer or perspective is called.
pub(super) fn label_of(label: &str, words: &compare::Words) -> String {
    if label == USUAL { words.public.to_owned() } else { short(label) }
}

/// Whether a perspective, or `public` for the twin that it stands for, is the one that the base speaks of first.
fn is_main(name: &str, main: &str, twin: Option<&String>) -> bool {
    name == main || name == "public" && twin.is_some_and(|twin| twin == main)
}

/// When half of the draws are back, for people.
fn half_back(standing: &Standing, words: &Words) -> Cell {
    let said = match (standing.first_outlay, &standing.break_even_year) {
        (None, _) => words.common.pays_nothing.to_owned(),
        (Some(_), None) => words.compare.never.to_owned(),
        // Money cannot be back before any was out.
        (Some(outlay), Some(year)) => (if year.value > outlay { year.value } else { outlay }).to_string(),
    };
    Cell::from(said)
}

fn perspectives(document: &mut Document, pair: &Pair, currency: &str) {
    let all = document.language.words();
    let words = &all.compare;
    let half_back = |standing: &Standing| half_back(standing, all);
    let order = shown(pair, words);
    let largest = |all: &[f64]| all.iter().fold(0.0_f64, |a, b| if b.abs() > a { b.abs() } else { a });
    let of_sides = |sides: [Option<&Standing>; 2]| {
        largest(&sides.map(|side| side.map_or(0.0, |side| side.net_benefit.value)))
    };
    let both = order.iter().map(|(_, change, _)| of_sides([Some(&change.was), Some(&change.is)]));
    let single = pair.one_sided.values().map(|one| of_sides([one.was.as_ref(), one.is.as_ref()]));
    let moved = order.iter().map(|(_, change, _)| {
        let d = &change.net_benefit;
        largest(&[d.mean.value, d.p5.value, d.p95.value])
    });
    let level = Scales::of(&both.chain(single).collect::<Vec<f64>>(), false);
    let own = Scales::of(&moved.collect::<Vec<f64>>(), false);
    // Where payers differ by orders of magnitude, each amount has its own unit.
    let (level, own) = (level.common(), own.common());
    let in_unit = |unit: Option<Scale>, estimate: &Estimate| match unit {
        Some(scale) => scale.figure(estimate),
        None => amount(estimate),
    };
    let headings =
        [words.mean_was, words.is, words.change, "P5", "P50", "P95"].map(|heading| (heading, Align::Point));
    let mut table = Table::of(headings);
    table.column(words.better, Align::Right, 0);
    table.column(words.worse, Align::Right, 0);
    let headings = [words.was, words.is, words.points, words.half_back_was, words.is, words.peak_change];
    let mut chances = Table::of(headings.map(|heading| (heading, Align::Right)));
    let mean = |standing: &Standing| Cell::from(in_unit(level, &standing.net_benefit));
    let chance = |standing: &Standing| Cell::from(percent(&standing.probability_break_even));
    let difference = |figure: Figure| Cell::from(Text::of(tone_of(&figure.estimate), figure.signed()));
    for (at, (_, change, label)) in order.iter().take(MOST_ROWS).enumerate() {
        let tone = if at == 0 { Tone::Strong } else { Tone::Plain };
        let label = Text::of(tone, label.as_str());
        let moved = &change.net_benefit;
        table.row(
            label.clone(),
            [
                mean(&change.was),
                mean(&change.is),
                difference(in_unit(own, &moved.mean)),
                difference(in_unit(own, &moved.p5)),
                difference(in_unit(own, &moved.p50)),
                difference(in_unit(own, &moved.p95)),
                percent(&change.probability_better).into(),
                percent(&change.probability_worse).into(),
            ],
        );
        chances.row(
            label,
            [
                chance(&change.was),
                chance(&change.is),
                difference(points(&change.probability_break_even)),
                half_back(&change.was),
                half_back(&change.is),
                money(&change.peak_funding_need.mean, currency).signed().into(),
            ],
        );
    }
    spread::pair(document, &order, currency);
    let room = MOST_ROWS.saturating_sub(order.len());
    for (_, one) in pair.base.in_order(&pair.one_sided).into_iter().take(room) {
        let both = |show: &dyn Fn(&Standing) -> Cell| {
            [&one.was, &one.is].map(|side| side.as_ref().map(show).unwrap_or_default()).to_vec()
        };
        let nothing = |count: usize| vec![Cell::Nothing; count];
        table.row(label_of(&one.label, words), [both(&mean), nothing(6)].concat());
        chances.row(
            label_of(&one.label, words),
            [both(&chance), nothing(1), both(&half_back), nothing(1)].concat(),
        );
    }
    let unit = |scale: Option<Scale>| all.locale.heading(scale.unwrap_or(Scale::One), currency);
    let units = (words.units)(&unit(level), &unit(own));
    document.paragraph(Text::of(Tone::Dim, units));
    document.table(table);
    document.paragraph(Text::of(Tone::Dim, words.break_even_and_funding));
    document.table(chances);
    left_out(document, order.len() + pair.one_sided.len());
}

/// What differs: first what touches the figures. Words are told apart, as they change none.
fn assumptions(document: &mut Document, pair: &Pair) {
    let all = document.language.words();
    let words = &all.compare;
    let touching = |what: Touches| pair.assumptions.iter().filter(move |row| row.touches == what);
    let value = |value: &Option<String>| match value {
        Some(value) => shorten(&(all.common.stated)(&tame(value)), MOST_LETTERS),
        None => words.not_stated.to_owned(),
    };
    let rows: Vec<&Assumption> = touching(Touches::Model).chain(touching(Touches::Requirement)).collect();
    if !rows.is_empty() {
        document.paragraph(Text::of(Tone::Dim, words.what_differs));
    }
    for row in rows.iter().take(MOST_ROWS) {
        let text = Text::of(Tone::Strong, short(&row.path));
        let text = text.and((words.was_is)(&value(&row.was), &value(&row.is)));
        let source = match (&row.source, &row.replaced_source) {
            (Some(source), _) => format!(" · {}", short(source)),
            (None, Some(old)) => (words.replaced_source)(&short(old)),
            (None, None) => String::new(),
        };
        let below = Text::of(Tone::Dim, format!("{}{source}", short(&row.at)));
        document.push(Block::Item(text, Some(below)));
    }
    left_out(document, rows.len());
    let only: Vec<String> = touching(Touches::Words).take(MOST_ROWS).map(|row| short(&row.path)).collect();
    if !only.is_empty() {
        document.paragraph(Text::of(Tone::Dim, (words.in_words_only)(&only.join(", "))));
    }
}
