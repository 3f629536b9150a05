//! The report on a comparison: the verdict first, then what decided it, then pair by pair what was changed and what
//! follows from it.

use super::digits::{Scale, exact, money_error, percent, percent_error, points, whole, written};
use super::document::{Block, Document};
use super::line::{Line, TIE, Tone, abridge, shorten, tame};
use super::table::{Align, Table};
use super::{markdown, text};
use crate::analysis::comparison::{Assumption, Change, Comparison, Gate, Identity, Measured, Pair, Touches};
use crate::analysis::dominance::Dominates;
use crate::summary::results::{Estimate, Threshold, Verdict, YearEstimate};

/// Columns for which tables in Markdown are laid out.
const MARKDOWN_COLUMNS: usize = 100;

/// Bytes of a Markdown report: a GitHub step summary holds 1 MiB, and more than one step may write to it.
const MOST_MARKDOWN: usize = 900 << 10;

/// Rows of a table; what a reader wants is at its top.
const MOST_ROWS: usize = 60;

/// Letters of a value or a name in a table.
const MOST_LETTERS: usize = 120;

/// The comparison for people at a terminal.
pub fn text(comparison: &Comparison, columns: usize, colour: bool) -> String {
    let columns = columns.clamp(*text::COLUMNS.start(), *text::COLUMNS.end());
    let mut document = Document::new(columns);
    head(&mut document, comparison);
    for pair in changed(comparison) {
        body(&mut document, comparison, pair);
    }
    foot(&mut document, comparison);
    text::print(&document, colour)
}

/// The comparison as Markdown. What would not fit into a step summary is left out, and the report says so.
pub fn markdown(comparison: &Comparison) -> String {
    let print = |write: &dyn Fn(&mut Document)| {
        let mut document = Document::new(MARKDOWN_COLUMNS);
        write(&mut document);
        markdown::print(&document)
    };
    let mut page = print(&|document| head(document, comparison));
    let end = print(&|document| foot(document, comparison));
    let mut left = changed(comparison).len();
    for pair in changed(comparison) {
        let section = print(&|document| body(document, comparison, pair));
        if page.len() + section.len() + end.len() > MOST_MARKDOWN {
            let more = format!(
                "{left} more have changed; there is no room for them here. The JSON report holds all."
            );
            page.push_str(&format!("\n{more}\n"));
            break;
        }
        page.push('\n');
        page.push_str(&section);
        left -= 1;
    }
    if !end.is_empty() {
        page.push('\n');
        page.push_str(&end);
    }
    page
}

/// The comparison for programs: every figure exactly as it was computed.
///
/// # Errors
/// None for what the engine made; what is not a finite number cannot be written.
pub fn json(comparison: &Comparison) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(comparison).map(|text| text + "\n")
}

/// What has changed, the worst first.
fn changed(comparison: &Comparison) -> Vec<&Pair> {
    let mut pairs: Vec<&Pair> = comparison.pairs.iter().filter(|pair| !pair.unchanged).collect();
    pairs.sort_by_key(|pair| pair.gates.iter().filter(|gate| gate.decides).map(severity).min().unwrap_or(3));
    pairs
}

/// Failures before what is open before what holds.
pub(super) fn severity(gate: &Gate) -> u8 {
    match gate.verdict {
        Verdict::Fail => 0,
        Verdict::Inconclusive => 1,
        Verdict::Pass => 2,
    }
}

/// The verdict in one sentence.
pub(super) fn sentence(comparison: &Comparison) -> (Tone, String) {
    let deciding: Vec<&Gate> = comparison.gates().map(|(_, gate)| gate).filter(|gate| gate.decides).collect();
    let count = |verdict| deciding.iter().filter(|gate| gate.verdict == verdict).count();
    let (failing, open, all) = (count(Verdict::Fail), count(Verdict::Inconclusive), deciding.len());
    let counts = &comparison.counts;
    let same = counts.changed + counts.added + counts.removed + counts.failed == 0;
    let limits = if all == 1 { "limit or requirement" } else { "limits and requirements" };
    match () {
        () if failing > 0 => (Tone::VeryBad, format!("✗ {failing} of {all} {limits} crossed")),
        () if counts.failed > 0 => (Tone::VeryBad, format!("✗ {} could not be compared", counts.failed)),
        () if open > 0 => {
            (Tone::Caution, format!("? {open} of {all} {limits} undecided: more draws would tell"))
        }
        () if same => (Tone::VeryGood, "no change".to_owned()),
        () if all > 0 => {
            (Tone::VeryGood, format!("✓ {all} {limits} {}", if all == 1 { "holds" } else { "hold" }))
        }
        () => (Tone::Strong, format!("{} changed; no limit was set", counts.changed)),
    }
}

fn head(document: &mut Document, comparison: &Comparison) {
    let (tone, verdict) = sentence(comparison);
    let counts = &comparison.counts;
    let run = &comparison.run;
    let mut about: Vec<String> = [
        (counts.changed, "changed"),
        (counts.unchanged, "unchanged"),
        (counts.added, "added"),
        (counts.removed, "removed"),
        (counts.failed, "not compared"),
    ]
    .iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count}{TIE}{what}"))
    .collect();
    let most = if run.until_conclusive { format!("at most{TIE}") } else { String::new() };
    about.push(format!("{most}{}{TIE}draws", whole(run.draws)));
    about.push(format!("seed{TIE}{}", run.seed));
    if run.programmes {
        let shared = if run.shared.is_empty() { "nothing".to_owned() } else { run.shared.join(", ") };
        about.push(format!("different programmes, sharing {shared}"));
    }
    let title = Line::new().with(tone, verdict);
    document.push(Block::Title(title, Line::new().with(Tone::Dim, about.join(" · "))));
    gates(document, comparison);
    ranking(document, comparison);
}

/// Which to choose: the order of the main perspective's means.
fn ranking(document: &mut Document, comparison: &Comparison) {
    let Some(ranking) = &comparison.ranking else { return };
    let main = ranking.perspectives.get_key_value("public").or_else(|| ranking.perspectives.iter().next());
    let Some((perspective, order)) = main else { return };
    let currency = comparison.pairs.first().map(|pair| tame(&pair.other.currency)).unwrap_or_default();
    let sizes = order.places.iter().flat_map(|placed| [placed.net_benefit.value, placed.regret_p95.value]);
    let scale = Scale::of_all(sizes);
    document.heading(
        "ranking",
        format!("{}, by mean net benefit in {}", short(perspective), scale.of_currency(&currency)),
    );
    let mut table = Table::new();
    table.column("mean", Align::Point);
    table.column("behind", Align::Point);
    table.column("best in", Align::Right);
    for heading in ["regret", "P95", "largest"] {
        table.column(heading, Align::Point);
    }
    for (place, placed) in order.places.iter().take(MOST_ROWS).enumerate() {
        let plain = |text: String| Line::from(text.as_str());
        let behind = placed.behind.as_ref().map(|behind| {
            let figure = scale.figure(behind);
            if placed.within_noise { format!("{figure} ?") } else { figure }
        });
        let largest = exact(placed.largest_regret);
        table.row(
            Line::from(format!("{}. {}", place + 1, short(&placed.name)).as_str()),
            vec![
                plain(scale.figure(&placed.net_benefit)),
                plain(behind.unwrap_or_default()),
                plain(percent(&placed.probability_best)),
                plain(scale.figure(&placed.expected_regret)),
                plain(scale.figure(&placed.regret_p95)),
                plain(scale.figure(&largest)),
            ],
        );
    }
    document.table(table);
    left_out(document, order.places.len());
    let noise = order.places.iter().filter(|placed| placed.within_noise).count();
    if noise > 0 {
        let text = "?: no further behind the one above than the simulation error; the two may as well change places.";
        document.paragraph(Line::new().with(Tone::Dim, text));
    }
    let minimax = format!("The smallest largest regret (minimax) has {}.", short(&order.minimax_regret));
    document.paragraph(Line::from(minimax.as_str()));
    for pair in order.dominance.iter().take(MOST_ROWS) {
        let says = match (pair.first_order, pair.second_order) {
            (Dominates::Yes, _) => "is better for everyone (first-order dominance)",
            (_, Dominates::Yes) => "is better for all who dislike risk (second-order dominance)",
            _ => continue,
        };
        let text = format!("{} {says} than {}.", short(&pair.dominant), short(&pair.dominated));
        document.push(Block::Item(Line::from(text.as_str()), None));
    }
}

/// Limits and requirements, the worst first.
fn gates(document: &mut Document, comparison: &Comparison) {
    let mut all: Vec<(&Pair, &Gate)> = comparison.gates().collect();
    if all.is_empty() {
        return;
    }
    all.sort_by_key(|(_, gate)| (!gate.decides, severity(gate)));
    let several = comparison.pairs.len() > 1;
    let mut table = Table::new();
    table.column("figure", Align::Right);
    table.column("limit", Align::Right);
    table.column("", Align::Left);
    for (pair, gate) in all.iter().take(MOST_ROWS) {
        let mut label = Line::from(short(&gate.name).as_str());
        if several {
            label.push(Tone::Dim, format!(" · {}", short(&pair.name)));
        }
        table.row(label, vec![figure(gate), limit(gate), verdict(gate)]);
    }
    document.heading("limits and requirements", "");
    document.table(table);
    left_out(document, all.len());
}

fn left_out(document: &mut Document, rows: usize) {
    if rows > MOST_ROWS {
        let text = format!("{} more are not shown; the JSON report holds all.", rows - MOST_ROWS);
        document.paragraph(Line::new().with(Tone::Dim, text));
    }
}

/// Whether a path leads to a probability or a share.
fn is_share(path: &str) -> bool {
    ["probability", "by_year", ".never", "_share", "joint."].iter().any(|part| path.contains(part))
}

fn is_money(path: &str) -> bool {
    ["net_benefit", "peak_funding_need", "shortfall", "cash_flow", "lines.", "per_participant", "cost_per"]
        .iter()
        .any(|part| path.contains(part))
}

/// The figure that was held against a limit, with its error.
pub(super) fn figure(gate: &Gate) -> Line {
    let Some(estimate) = &gate.estimate else { return Line::from("none") };
    let shown = match gate.of {
        Measured::Change if is_share(&gate.path) => points(estimate),
        _ if is_share(&gate.path) => percent(estimate),
        _ if is_money(&gate.path) => amount(estimate),
        _ => written(estimate.value),
    };
    let signed = if gate.of == Measured::Change { sign(estimate, shown) } else { shown };
    let error = if is_share(&gate.path) { percent_error(estimate) } else { None };
    let mut line = Line::from(signed.as_str());
    if let Some(error) = error {
        line.push(Tone::Dim, format!(" ({error})"));
    }
    line
}

fn amount(estimate: &Estimate) -> String {
    let scale = Scale::of_estimate(estimate);
    let letter = scale.letter();
    let figure = scale.figure(estimate);
    if letter.is_empty() || figure == "0" { figure } else { format!("{figure}{TIE}{letter}") }
}

/// A rise is marked as one.
fn sign(estimate: &Estimate, shown: String) -> String {
    let is_nothing = !shown.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if estimate.value > 0.0 && !is_nothing && !shown.starts_with(['<', '>']) {
        format!("+{shown}")
    } else {
        shown
    }
}

pub(super) fn limit(gate: &Gate) -> Line {
    let (word, threshold) = match gate.threshold {
        Threshold::AtLeast(x) => ("≥", x),
        Threshold::AtMost(x) => ("≤", x),
    };
    let shown = match gate.of {
        Measured::Change if is_share(&gate.path) => format!("{}{TIE}points", written(threshold * 100.0)),
        _ if is_share(&gate.path) => format!("{}{TIE}%", written(threshold * 100.0)),
        _ => written(threshold),
    };
    Line::from(format!("{word}{TIE}{shown}").as_str())
}

fn verdict(gate: &Gate) -> Line {
    let (tone, says) = match gate.verdict {
        Verdict::Pass => (Tone::Good, "✓ holds"),
        Verdict::Fail => (Tone::Bad, "✗ fails"),
        Verdict::Inconclusive => (Tone::Caution, "? undecided"),
    };
    let line = Line::new().with(tone, says);
    if gate.decides { line } else { line.with(Tone::Dim, " as before") }
}

/// One pair: what changed, what follows, for whom.
fn body(document: &mut Document, comparison: &Comparison, pair: &Pair) {
    let beside = format!("{} beside {}", named(&pair.other), named(&pair.base));
    document.push(Block::Name(short(&pair.name), beside));
    let currency = tame(&pair.other.currency).replace(' ', "\u{a0}");
    let main = pair.perspectives.get_key_value("public").or_else(|| pair.perspectives.iter().next());
    if let Some((_, change)) = main {
        document.paragraph(in_words(change, &currency));
    }
    if comparison.run.until_conclusive {
        document
            .paragraph(Line::new().with(Tone::Dim, format!("Decided after {} draws.", whole(pair.draws))));
    }
    perspectives(document, pair, &currency);
    assumptions(document, pair);
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

/// A name that takes at most two lines of a page.
fn short(name: &str) -> String {
    abridge(&tame(name), MOST_LETTERS)
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
    line.push(tone_of(shift), sign(shift, points(shift)));
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
    let means =
        order.iter().flat_map(|(_, change)| [change.was.net_benefit.value, change.is.net_benefit.value]);
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
        let year =
            |year: &Option<YearEstimate>| year.map_or("never".to_owned(), |year| year.value.to_string());
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
    let units = format!(
        "Mean net benefit in {}, present value; its change draw by draw in {}:",
        level.of_currency(currency),
        own.of_currency(currency)
    );
    document.paragraph(Line::new().with(Tone::Dim, units));
    document.table(money);
    document.paragraph(Line::new().with(Tone::Dim, "Break-even and funding:"));
    document.table(chances);
    left_out(document, order.len());
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

/// Who did not change, who came and who went.
fn foot(document: &mut Document, comparison: &Comparison) {
    let unchanged: Vec<&str> =
        comparison.pairs.iter().filter(|pair| pair.unchanged).map(|pair| pair.name.as_str()).collect();
    let added: Vec<&str> = comparison.added.iter().map(String::as_str).collect();
    let removed: Vec<&str> = comparison.removed.iter().map(String::as_str).collect();
    let failed: Vec<&str> = comparison.failed.iter().map(String::as_str).collect();
    for (heading, names) in
        [("not compared", failed), ("added", added), ("removed", removed), ("no change", unchanged)]
    {
        if names.is_empty() {
            continue;
        }
        document.heading(heading, "");
        let mut shown: Vec<String> = names.iter().take(MOST_ROWS).map(|name| short(name)).collect();
        if names.len() > MOST_ROWS {
            shown.push(format!("and {} more", names.len() - MOST_ROWS));
        }
        document.paragraph(Line::from(shown.join(", ").as_str()));
    }
}
