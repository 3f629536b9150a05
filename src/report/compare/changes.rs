//! One pair: what was changed, and what follows for whom.

use super::limits::sign;
use super::{MOST_LETTERS, MOST_ROWS, left_out, short};
use crate::analysis::comparison::{Assumption, Change, Comparison, Pair, Standing, Touches};
use crate::analysis::looks::FIRST_LOOK;
use crate::report::digits::{Scale, amount, money_error, percent, percent_error, points, whole};
use crate::report::document::{Block, Document};
use crate::report::line::{Line, TIE, Tone, shorten, tame};
use crate::report::table::{Align, Table};
use crate::scenario::Identity;
use crate::summary::results::{Estimate, Verdict, YearEstimate};

/// In place of a figure that one side does not have.
const NOT_THERE: &str = "–";

/// One pair: what changed, what follows, for whom.
pub(super) fn write(document: &mut Document, comparison: &Comparison, pair: &Pair) {
    let beside = format!("{} beside {}", named(&pair.other), named(&pair.base));
    document.push(Block::Name(short(&pair.name), beside));
    let currency = tame(&pair.other.currency).replace(' ', "\u{a0}");
    let main = pair.perspectives.get_key_value("public").or_else(|| pair.perspectives.iter().next());
    match main {
        _ if pair.unchanged => {
            document.paragraph(Line::from("The model is the same, and so is every figure."));
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
        document.paragraph(Line::new().with(Tone::Dim, text));
    }
    if !pair.unchanged {
        perspectives(document, pair, &currency);
    }
    if comparison.run.programmes {
        let text = "Different programmes differ in every key; the JSON report lists what does.";
        document.paragraph(Line::new().with(Tone::Dim, text));
    } else {
        assumptions(document, pair);
    }
    for only in [("base", &pair.only_in_base), ("other", &pair.only_in_other)] {
        if !only.1.is_empty() {
            let names: Vec<String> = only.1.iter().take(MOST_ROWS).map(|name| short(name)).collect();
            document.paragraph(Line::from(format!("Only the {} has {}.", only.0, names.join(", ")).as_str()));
        }
    }
    for warning in &pair.warnings {
        let text = Line::new().with(Tone::Caution, "warning: ").with(Tone::Plain, tame(&warning.message));
        let help = (!warning.help.is_empty()).then(|| Line::new().with(Tone::Dim, tame(&warning.help)));
        document.push(Block::Item(text, help));
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
fn in_words(change: &Change, currency: &str) -> Line {
    let whose = if change.label == "public" { "the public".to_owned() } else { short(&change.label) };
    let mean = &change.net_benefit.mean;
    let tone = tone_of(mean);
    let mut line = Line::from(format!("Net benefit of {whose} ").as_str());
    let size = Estimate { value: mean.value.abs(), ..turned(mean) };
    if mean.lo <= 0.0 && mean.hi >= 0.0 {
        line.push(Tone::Strong, "does not change beyond the simulation error");
    } else {
        let verb = if mean.value < 0.0 { "falls by " } else { "rises by " };
        line.push(Tone::Plain, verb);
        let scale = Scale::of_estimate(&size);
        line.push(tone, format!("{}{TIE}{}", scale.figure(&size), scale.of_currency(currency)));
        line.push(Tone::Plain, " on average");
    }
    if let Some(error) = money_error(mean, currency) {
        line.push(Tone::Dim, format!(" ({error})"));
    }
    let [better, equal, worse] =
        [&change.probability_better, &change.probability_equal, &change.probability_worse].map(percent);
    line.push(
        Tone::Plain,
        format!("; it is higher in {better} of draws, the same in {equal}, lower in {worse}. "),
    );
    line.push(Tone::Plain, "The probability of break-even goes from ");
    line.push(Tone::Strong, percent(&change.was.probability_break_even));
    line.push(Tone::Plain, " to ");
    line.push(Tone::Strong, percent(&change.is.probability_break_even));
    let shift = &change.probability_break_even;
    line.push(Tone::Plain, ", a change of ");
    line.push(tone_of(shift), format!("{}{TIE}points", sign(shift, points(shift))));
    if let Some(error) = percent_error(shift) {
        line.push(Tone::Dim, format!(" ({error})"));
    }
    line.with(Tone::Plain, ".")
}

/// The same size on the positive side.
fn turned(estimate: &Estimate) -> Estimate {
    if estimate.value >= 0.0 {
        return *estimate;
    }
    Estimate { value: -estimate.value, se: estimate.se, lo: -estimate.hi, hi: -estimate.lo }
}

fn tone_of(change: &Estimate) -> Tone {
    match () {
        () if change.lo > 0.0 => Tone::VeryGood,
        () if change.hi < 0.0 => Tone::VeryBad,
        () => Tone::Plain,
    }
}

fn perspectives(document: &mut Document, pair: &Pair, currency: &str) {
    let mut order: Vec<(&String, &Change)> = pair.perspectives.iter().collect();
    order.sort_by_key(|(name, _)| *name != "public");
    let one_sided = pair.one_sided.values();
    let standings = order
        .iter()
        .flat_map(|(_, change)| [&change.was, &change.is])
        .chain(one_sided.flat_map(|one| one.was.iter().chain(&one.is)));
    let means = standings.map(|standing| standing.net_benefit.value);
    let differences = order.iter().flat_map(|(_, change)| {
        let d = &change.net_benefit;
        [d.mean.value, d.p5.value, d.p95.value]
    });
    let (level, own) = (Scale::of_all(means), Scale::of_all(differences));
    let mut money = Table::new();
    for heading in ["mean was", "is", "change", "P5", "P50", "P95"] {
        money.column(heading, Align::Point);
    }
    money.column("better", Align::Right);
    money.column("worse", Align::Right);
    let mut chances = Table::new();
    for heading in ["was", "is", "points", "median year was", "is", "peak need, change"] {
        chances.column(heading, Align::Right);
    }
    let year = |year: &Option<YearEstimate>| year.map_or("never".to_owned(), |year| year.value.to_string());
    for (name, change) in order.iter().take(MOST_ROWS) {
        let tone = if *name == "public" { Tone::Strong } else { Tone::Plain };
        let label = Line::new().with(tone, short(&change.label));
        let plain = |text: String| Line::from(text.as_str());
        let difference =
            |estimate: &Estimate| Line::new().with(tone_of(estimate), sign(estimate, own.figure(estimate)));
        money.row(
            label.clone(),
            vec![
                plain(level.figure(&change.was.net_benefit)),
                plain(level.figure(&change.is.net_benefit)),
                difference(&change.net_benefit.mean),
                difference(&change.net_benefit.p5),
                difference(&change.net_benefit.p50),
                difference(&change.net_benefit.p95),
                plain(percent(&change.probability_better)),
                plain(percent(&change.probability_worse)),
            ],
        );
        let shift = &change.probability_break_even;
        let peak = &change.peak_funding_need.mean;
        chances.row(
            label,
            vec![
                plain(percent(&change.was.probability_break_even)),
                plain(percent(&change.is.probability_break_even)),
                Line::new().with(tone_of(shift), sign(shift, points(shift))),
                plain(year(&change.was.break_even_year)),
                plain(year(&change.is.break_even_year)),
                plain(sign(peak, amount(peak))),
            ],
        );
    }
    let room = MOST_ROWS.saturating_sub(order.len());
    for one in pair.one_sided.values().take(room) {
        let label = Line::from(short(&one.label).as_str());
        let of = |side: &Option<Standing>, show: &dyn Fn(&Standing) -> String| match side {
            Some(standing) => Line::from(show(standing).as_str()),
            None => Line::from(NOT_THERE),
        };
        let both = |show: &dyn Fn(&Standing) -> String| vec![of(&one.was, show), of(&one.is, show)];
        let nothing = |count: usize| vec![Line::from(NOT_THERE); count];
        let mean = |standing: &Standing| level.figure(&standing.net_benefit);
        let chance = |standing: &Standing| percent(&standing.probability_break_even);
        let year = |standing: &Standing| year(&standing.break_even_year);
        money.row(label.clone(), [both(&mean), nothing(6)].concat());
        chances.row(label, [both(&chance), nothing(1), both(&year), nothing(1)].concat());
    }
    let units = format!(
        "Mean net benefit in {}, present value; its change draw by draw in {}:",
        level.of_currency(currency),
        own.of_currency(currency)
    );
    document.paragraph(Line::new().with(Tone::Dim, units));
    document.table(money);
    document.paragraph(Line::new().with(Tone::Dim, "Break-even and funding:"));
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
        document.paragraph(Line::new().with(Tone::Dim, "What differs:"));
    }
    for row in rows.iter().take(MOST_ROWS) {
        let text = Line::new()
            .with(Tone::Strong, short(&row.path))
            .with(Tone::Plain, format!(": was {}, is {}", value(&row.was), value(&row.is)));
        let source = row.source.as_deref().map(|source| format!(" · {}", short(source))).unwrap_or_default();
        document.push(Block::Item(
            text,
            Some(Line::new().with(Tone::Dim, format!("{}{source}", short(&row.at)))),
        ));
    }
    left_out(document, rows.len());
    let words: Vec<String> = touching(Touches::Words).take(MOST_ROWS).map(|row| short(&row.path)).collect();
    if !words.is_empty() {
        let text = format!("In words only: {}.", words.join(", "));
        document.paragraph(Line::new().with(Tone::Dim, text));
    }
}
