//! One pair: what was changed, and what follows for whom.

use super::case::currency;
use super::rows::{MOST_LETTERS, MOST_ROWS, left_out, short};
use super::scales::Scales;
use super::trace;
use crate::analysis::compare::comparison::{Assumption, Change, Comparison, Pair, Standing, Touches};
use crate::analysis::compare::looks::FIRST_LOOK;
use crate::report::digits::{Locale, Scale, TIE, whole};
use crate::report::document::{Align, Block, Cell, Document, Table, Text, Tone};
use crate::report::figure::{Figure, amount, money, percent, points};
use crate::report::names::{shorten, tame};
use crate::scenario::Identity;
use crate::summary::results::{Estimate, Verdict};

/// One pair: what changed, what follows, for whom.
pub(super) fn write(document: &mut Document, comparison: &Comparison, pair: &Pair) {
    let beside = format!("{} beside {}", named(&pair.other), named(&pair.base));
    document.push(Block::Name(short(&pair.name), beside));
    trace::note(document, pair.other.note.as_deref());
    let currency = currency(&pair.other.currency);
    match pair.base.main_of(&pair.perspectives) {
        _ if pair.unchanged => {
            document.paragraph("The model is the same, and so is every figure.");
        }
        Some((_, change)) => document.paragraph(in_words(change, &currency)),
        None => {}
    }
    if comparison.run.until_conclusive && pair.gates.iter().any(|gate| gate.decides) {
        let open = pair.gates.iter().any(|gate| gate.decides && gate.verdict == Verdict::Inconclusive);
        let mut text =
            format!("{} after {} draws.", if open { "Undecided" } else { "Decided" }, whole(pair.draws));
        if comparison.run.draws > FIRST_LOOK {
            text.push_str(
                " Looking again costs certainty: limits are judged by wider intervals than those shown here.",
            );
        }
        document.paragraph(Text::of(Tone::Dim, text));
    }
    if !pair.unchanged {
        perspectives(document, pair, &currency);
    }
    if comparison.run.programmes {
        let text = "Different programmes differ in every key; the JSON report lists what does.";
        document.paragraph(Text::of(Tone::Dim, text));
    } else {
        assumptions(document, pair);
    }
    for (side, only) in [("base", &pair.only_in_base), ("other", &pair.only_in_other)] {
        if !only.is_empty() {
            let names: Vec<String> = only.iter().take(MOST_ROWS).map(|name| short(name)).collect();
            document.paragraph(format!("Only the {side} has {}.", names.join(", ")));
        }
    }
    for warning in &pair.warnings {
        let text = Text::of(Tone::Caution, "warning: ").and(tame(&warning.message));
        document.item_with(text, tame(&warning.help));
    }
}

fn named(side: &Identity) -> String {
    let file = short(&side.file);
    match &side.variant {
        Some(variant) => format!("{file} (variant {})", short(variant)),
        None => file,
    }
}

/// What happens to net benefit and to the chance of break-even, in two sentences.
fn in_words(change: &Change, currency: &str) -> Text {
    let whose = if change.label == "public" { "the public".to_owned() } else { short(&change.label) };
    let mean = &change.net_benefit.mean;
    let text = Text::from(format!("Net benefit of {whose} "));
    let text = if mean.lo <= 0.0 && mean.hi >= 0.0 {
        text.strong("does not change beyond the simulation error")
    } else {
        let (verb, size) =
            if mean.value < 0.0 { ("falls by ", mean.negated()) } else { ("rises by ", *mean) };
        text.and(verb).with(tone_of(mean), money(&size, currency)).and(" on average")
    };
    let text = text.error(money(mean, currency));
    let text = text.and("; it is higher in ").and(percent(&change.probability_better));
    let text = text.and(" of draws, the same in ").and(percent(&change.probability_equal));
    let text = text.and(", lower in ").and(percent(&change.probability_worse));
    let text = text.and(". The probability of break-even goes from ");
    let text = text.strong(percent(&change.was.probability_break_even)).and(" to ");
    let text = text.strong(percent(&change.is.probability_break_even)).and(", a change of ");
    let shift = &change.probability_break_even;
    let (tone, shown) = (tone_of(shift), points(shift).signed());
    text.with(tone, shown.clone()).with(tone, format!("{TIE}points")).error(shown).and(".")
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
fn shown(pair: &Pair) -> Vec<(&String, &Change, String)> {
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
                    format!("{} ({})", short(&change.label), short(&twin.label))
                }
                _ => short(&change.label),
            };
            (name, change, label)
        })
        .collect();
    let main = pair.base.main();
    order.sort_by_key(|(name, ..)| !is_main(name, main, twin));
    order
}

/// Whether a perspective, or `public` for the twin that it stands for, is the one that the base speaks of first.
fn is_main(name: &str, main: &str, twin: Option<&String>) -> bool {
    name == main || name == "public" && twin.is_some_and(|twin| twin == main)
}

/// When half of the draws are back, for people.
fn half_back(standing: &Standing) -> Cell {
    let said = match (standing.first_outlay, &standing.break_even_year) {
        (None, _) => "pays nothing".to_owned(),
        (Some(_), None) => "never".to_owned(),
        // Money cannot be back before any was out.
        (Some(outlay), Some(year)) => (if year.value > outlay { year.value } else { outlay }).to_string(),
    };
    Cell::from(said)
}

fn perspectives(document: &mut Document, pair: &Pair, currency: &str) {
    let order = shown(pair);
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
    let headings = ["mean was", "is", "change", "P5", "P50", "P95"].map(|heading| (heading, Align::Point));
    let mut table = Table::of(headings);
    table.column("better", Align::Right, 0);
    table.column("worse", Align::Right, 0);
    let headings = ["was", "is", "points", "half back by year: was", "is", "peak need, change"];
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
    let room = MOST_ROWS.saturating_sub(order.len());
    for (_, one) in pair.base.in_order(&pair.one_sided).into_iter().take(room) {
        let both = |show: &dyn Fn(&Standing) -> Cell| {
            [&one.was, &one.is].map(|side| side.as_ref().map(show).unwrap_or_default()).to_vec()
        };
        let nothing = |count: usize| vec![Cell::Nothing; count];
        table.row(short(&one.label), [both(&mean), nothing(6)].concat());
        chances.row(short(&one.label), [both(&chance), nothing(1), both(&half_back), nothing(1)].concat());
    }
    let unit = |scale: Option<Scale>| {
        scale.map_or(currency.to_owned(), |scale| Locale::ENGLISH.heading(scale, currency))
    };
    let units = format!(
        "Mean net benefit in {}, present value; its change draw by draw in {}:",
        unit(level),
        unit(own)
    );
    document.paragraph(Text::of(Tone::Dim, units));
    document.table(table);
    document.paragraph(Text::of(Tone::Dim, "Break-even and funding:"));
    document.table(chances);
    left_out(document, order.len() + pair.one_sided.len());
}

/// What differs: first what touches the figures. Words are told apart, as they change none.
fn assumptions(document: &mut Document, pair: &Pair) {
    let touching = |what: Touches| pair.assumptions.iter().filter(move |row| row.touches == what);
    let value = |value: &Option<String>| match value {
        Some(value) => shorten(&tame(value), MOST_LETTERS),
        None => "not stated".to_owned(),
    };
    let rows: Vec<&Assumption> = touching(Touches::Model).chain(touching(Touches::Requirement)).collect();
    if !rows.is_empty() {
        document.paragraph(Text::of(Tone::Dim, "What differs:"));
    }
    for row in rows.iter().take(MOST_ROWS) {
        let text = Text::of(Tone::Strong, short(&row.path));
        let text = text.and(format!(": was {}, is {}", value(&row.was), value(&row.is)));
        let source = match (&row.source, &row.replaced_source) {
            (Some(source), _) => format!(" · {}", short(source)),
            (None, Some(old)) => format!(" · source of the number that was replaced: {}", short(old)),
            (None, None) => String::new(),
        };
        let below = Text::of(Tone::Dim, format!("{}{source}", short(&row.at)));
        document.push(Block::Item(text, Some(below)));
    }
    left_out(document, rows.len());
    let words: Vec<String> = touching(Touches::Words).take(MOST_ROWS).map(|row| short(&row.path)).collect();
    if !words.is_empty() {
        let text = format!("In words only: {}.", words.join(", "));
        document.paragraph(Text::of(Tone::Dim, text));
    }
}
