//! Limits and requirements, and the figures that are held against them.

use super::case::verdict;
use super::rows::{MOST_ROWS, left_out, short};
use crate::analysis::compare::comparison::{Comparison, Gate, Measured};
use crate::report::digits::TIE;
use crate::report::document::{Align, Document, Table, Text, Tone};
use crate::report::figure::{Kind, figure};
use crate::report::words::{Words, compare};
use crate::scenario::metrics::{Kind as Measure, Metric};
use crate::summary::results::{Threshold, Verdict};

/// Limits and requirements, the worst first.
pub(super) fn write(document: &mut Document, comparison: &Comparison) {
    let mut all: Vec<(&str, &Gate)> = comparison.gates().collect();
    if all.is_empty() {
        return;
    }
    all.sort_by_key(|(_, gate)| (!gate.decides, severity(gate)));
    let all_words = document.language.words();
    let words = &all_words.compare;
    let several = comparison.pairs.len() + comparison.added.len() > 1;
    let mut table = Table::of([(words.figure, Align::Right), (words.limit, Align::Right), ("", Align::Left)]);
    for (name, gate) in all.iter().take(MOST_ROWS) {
        let label = Text::from(short(&(words.gate_name)(&gate.name)));
        let label = match gate.of {
            Measured::Base => label.dim(format!(" · {}", words.the_base)),
            _ if several => label.dim(format!(" · {}", short(name))),
            _ => label,
        };
        let says = match (gate.decides, gate.weakened) {
            (_, true) => verdict(gate.verdict, all_words).dim(words.no_longer_required),
            (false, _) => verdict(gate.verdict, all_words).dim(words.as_before),
            _ => verdict(gate.verdict, all_words),
        };
        table.row(label, [measured(gate, words).into(), limit(gate, all_words).into(), says.into()]);
    }
    document.heading(words.limits, "");
    document.table(table);
    left_out(document, all.len());
}

/// The verdict in one sentence.
pub fn overall(comparison: &Comparison, words: &Words) -> (Tone, String) {
    let words = &words.compare;
    let (tone, says) = of_gates(comparison, words);
    let removed = comparison.removed.len();
    let (tone, says) = match tone {
        _ if !comparison.misses_removed() => (tone, says),
        Tone::VeryBad => (tone, (words.removed_too)(&says, removed)),
        _ => {
            let any = comparison.gates().next().is_some();
            let rest = any.then(|| says.trim_start_matches(['✓', '?', ' ']));
            (Tone::Caution, (words.undecided_removed)(removed, rest))
        }
    };
    // A verdict on what no file says must not pass for one on the files.
    let says = match comparison.run.set.len() {
        0 => says,
        set => format!("{says}; {}", (words.set_by_call)(set)),
    };
    match comparison.gates().filter(|(_, gate)| gate.weakened).count() {
        0 => (tone, says),
        weakened => {
            let tone = if matches!(tone, Tone::VeryBad) { tone } else { Tone::Caution };
            (tone, format!("{says}; {}", (words.weakened)(weakened)))
        }
    }
}

fn of_gates(comparison: &Comparison, words: &compare::Words) -> (Tone, String) {
    let deciding: Vec<&Gate> = comparison.gates().map(|(_, gate)| gate).filter(|gate| gate.decides).collect();
    let count = |verdict| deciding.iter().filter(|gate| gate.verdict == verdict).count();
    let (failing, open, all) = (count(Verdict::Fail), count(Verdict::Inconclusive), deciding.len());
    let counts = &comparison.counts;
    let same = counts.changed + counts.added + counts.removed + counts.failed == 0;
    match () {
        () if failing > 0 => (Tone::VeryBad, (words.crossed)(failing, all, counts.failed)),
        () if counts.failed > 0 => (Tone::VeryBad, (words.could_not)(counts.failed)),
        () if comparison.lacks_base() => {
            let broken = comparison.added.iter().filter(|added| added.has_invalid_base()).count();
            (Tone::Caution, (words.invalid_base)(broken))
        }
        () if comparison.holds_nothing() => {
            (Tone::Caution, (words.nothing_to_hold)(counts.added, counts.removed > 0))
        }
        () if open > 0 => (Tone::Caution, (words.undecided)(open, all)),
        () if same => (Tone::VeryGood, words.no_change.to_owned()),
        () if all > 0 => (Tone::VeryGood, (words.hold)(all)),
        () => {
            let [changed, _, added, removed, _] = words.counts;
            let kinds = [(counts.changed, changed), (counts.added, added), (counts.removed, removed)];
            let kinds = kinds.into_iter().filter(|(count, _)| *count > 0);
            let kinds: Vec<String> = kinds.map(|(count, says)| says(count).replace(TIE, " ")).collect();
            (Tone::Strong, (words.no_limit)(&kinds.join(", "), !comparison.run.limits.is_empty()))
        }
    }
}

/// Failures before what is open before what holds.
pub fn severity(gate: &Gate) -> u8 {
    match gate.verdict {
        Verdict::Fail => 0,
        Verdict::Inconclusive => 1,
        Verdict::Pass => 2,
    }
}

/// What was measured and what was asked, in one line without markup.
pub fn sentence(gate: &Gate, words: &Words) -> String {
    let [figure, limit] =
        [measured(gate, &words.compare), limit(gate, words)].map(|text| text.show(&words.locale));
    (words.compare.gate)(&gate.name, gate.weakened, gate.verdict, &figure, &limit).replace(TIE, " ")
}

/// What kind of number a gate is about.
fn measure(gate: &Gate) -> Measure {
    Metric::within(&gate.path).map_or(Measure::Ratio, |metric| metric.kind())
}

/// The figure that was held against a limit, with its error.
fn measured(gate: &Gate, words: &compare::Words) -> Text {
    if let Some(years) = gate.years {
        let [was, is] = years.map(|year| year.map_or(words.never.to_owned(), |year| year.to_string()));
        return Text::from(format!("{was}{TIE}→{TIE}{is}"));
    }
    let Some(estimate) = &gate.estimate else {
        return Text::from(match (gate.of, gate.verdict) {
            (Measured::Change, Verdict::Inconclusive) => words.no_figure,
            (_, Verdict::Inconclusive) => words.none_so_far,
            _ => words.none,
        });
    };
    let is_change = gate.of == Measured::Change;
    let kind = match () {
        () if measure(gate).is_share() && is_change => Kind::Points,
        () if measure(gate).is_share() => Kind::Probability,
        () if measure(gate).is_money() => Kind::Amount,
        () => Kind::Number,
    };
    let unit = if kind == Kind::Points { format!("{TIE}{}", words.points) } else { String::new() };
    let shown = figure(estimate, kind);
    let shown = if is_change { shown.signed() } else { shown };
    Text::from(shown.clone()).and(unit).error(shown)
}

/// What it is held against.
fn limit(gate: &Gate, words: &Words) -> Text {
    let Words { locale, compare: words, .. } = words;
    let (word, threshold) = match gate.threshold {
        Threshold::AtLeast(x) => ("≥", x),
        Threshold::AtMost(x) => ("≤", x),
    };
    let shown = match gate.of {
        Measured::Change if measure(gate).is_share() => {
            format!("{}{TIE}{}", locale.written(threshold * 100.0), words.points)
        }
        _ if measure(gate).is_share() => locale.per_cent(locale.written(threshold * 100.0)),
        _ => locale.written(threshold),
    };
    format!("{word}{TIE}{shown}").into()
}
