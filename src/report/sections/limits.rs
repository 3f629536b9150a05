//! Limits and requirements, and the figures that are held against them.

use super::case::verdict;
use super::rows::{MOST_ROWS, left_out, short};
use crate::analysis::compare::comparison::{Comparison, Gate, Measured};
use crate::report::digits::{Locale, TIE, written};
use crate::report::document::{Align, Document, Table, Text, Tone};
use crate::report::figure::{Kind, figure};
use crate::scenario::metrics::{Kind as Measure, Metric};
use crate::summary::results::{Threshold, Verdict};

/// Limits and requirements, the worst first.
pub(super) fn write(document: &mut Document, comparison: &Comparison) {
    let mut all: Vec<(&str, &Gate)> = comparison.gates().collect();
    if all.is_empty() {
        return;
    }
    all.sort_by_key(|(_, gate)| (!gate.decides, severity(gate)));
    let several = comparison.pairs.len() + comparison.added.len() > 1;
    let mut table = Table::of([("figure", Align::Right), ("limit", Align::Right), ("", Align::Left)]);
    for (name, gate) in all.iter().take(MOST_ROWS) {
        let label = Text::from(short(&gate.name));
        let label = match gate.of {
            Measured::Base => label.dim(" · the base"),
            _ if several => label.dim(format!(" · {}", short(name))),
            _ => label,
        };
        let says = match (gate.decides, gate.weakened) {
            (_, true) => verdict(gate.verdict, document.language.words()).dim(" no longer required"),
            (false, _) => verdict(gate.verdict, document.language.words()).dim(" as before"),
            _ => verdict(gate.verdict, document.language.words()),
        };
        table.row(label, [measured(gate).into(), limit(gate).into(), says.into()]);
    }
    document.heading("limits and requirements", "");
    document.table(table);
    left_out(document, all.len());
}

/// That something is gone to which limits should apply, in one sentence.
pub const MISSED: &str = "removed, so that no limit can be held against it; --allow-removed lets it go";

/// The verdict in one sentence.
pub fn overall(comparison: &Comparison) -> (Tone, String) {
    let (tone, says) = of_gates(comparison);
    let removed = comparison.removed.len();
    let (tone, says) = match tone {
        _ if !comparison.misses_removed() => (tone, says),
        Tone::VeryBad => (tone, format!("{says}; {removed} removed")),
        _ => {
            let none = comparison.gates().next().is_none();
            let rest = says.trim_start_matches(['✓', '?', ' ']);
            let rest = if none { String::new() } else { format!("; {rest}") };
            (Tone::Caution, format!("? undecided, as {removed} {} removed{rest}", is(removed)))
        }
    };
    // A verdict on what no file says must not pass for one on the files.
    let says = match comparison.run.set.len() {
        0 => says,
        1 => format!("{says}; 1 value set by the call"),
        set => format!("{says}; {set} values set by the call"),
    };
    match comparison.gates().filter(|(_, gate)| gate.weakened).count() {
        0 => (tone, says),
        weakened => {
            let tone = if matches!(tone, Tone::VeryBad) { tone } else { Tone::Caution };
            let what = if weakened == 1 { "requirement" } else { "requirements" };
            (tone, format!("{says}; {weakened} {what} dropped or loosened"))
        }
    }
}

fn of_gates(comparison: &Comparison) -> (Tone, String) {
    let deciding: Vec<&Gate> = comparison.gates().map(|(_, gate)| gate).filter(|gate| gate.decides).collect();
    let count = |verdict| deciding.iter().filter(|gate| gate.verdict == verdict).count();
    let (failing, open, all) = (count(Verdict::Fail), count(Verdict::Inconclusive), deciding.len());
    let counts = &comparison.counts;
    let same = counts.changed + counts.added + counts.removed + counts.failed == 0;
    let limits = if all == 1 { "limit or requirement" } else { "limits and requirements" };
    let broken = match counts.failed {
        0 => String::new(),
        failed => format!("; {failed} could not be compared"),
    };
    match () {
        () if failing > 0 => (Tone::VeryBad, format!("✗ {failing} of {all} {limits} crossed{broken}")),
        () if counts.failed > 0 => (Tone::VeryBad, format!("✗ {} could not be compared", counts.failed)),
        () if comparison.lacks_base() => {
            let broken = comparison.added.iter().filter(|added| added.has_invalid_base()).count();
            (Tone::Caution, format!("? undecided, as {broken} {} an invalid base", has(broken)))
        }
        () if comparison.holds_nothing() => {
            let removed = if counts.removed > 0 { ", all else removed" } else { "" };
            let says = format!("? nothing to hold the limits against: {} added{removed}", counts.added);
            (Tone::Caution, says)
        }
        () if open > 0 => {
            (Tone::Caution, format!("? {open} of {all} {limits} undecided: more draws would tell"))
        }
        () if same => (Tone::VeryGood, "no change".to_owned()),
        () if all > 0 => {
            (Tone::VeryGood, format!("✓ {all} {limits} {}", if all == 1 { "holds" } else { "hold" }))
        }
        () => {
            let kinds = [(counts.changed, "changed"), (counts.added, "added"), (counts.removed, "removed")]
                .into_iter();
            let kinds = kinds.filter(|(count, _)| *count > 0);
            let kinds: Vec<String> = kinds.map(|(count, what)| format!("{count} {what}")).collect();
            let none = if comparison.run.limits.is_empty() {
                "no limit was set"
            } else {
                "no limit has a figure there"
            };
            (Tone::Strong, format!("{}; {none}", kinds.join(", ")))
        }
    }
}

fn has(count: usize) -> &'static str {
    if count == 1 { "has" } else { "have" }
}

fn is(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
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
pub fn sentence(gate: &Gate) -> String {
    let word = match gate.verdict {
        Verdict::Pass => "holds",
        Verdict::Fail => "is crossed",
        Verdict::Inconclusive => "is undecided",
    };
    let weakened = if gate.weakened { " was dropped or loosened, and" } else { "" };
    let [figure, limit] = [measured(gate), limit(gate)].map(|text| text.show(&Locale::ENGLISH));
    format!("{}{weakened} {word}: {figure}, limit {limit}", gate.name).replace(TIE, " ")
}

/// What kind of number a gate is about.
fn measure(gate: &Gate) -> Measure {
    Metric::within(&gate.path).map_or(Measure::Ratio, |metric| metric.kind())
}

/// The figure that was held against a limit, with its error.
fn measured(gate: &Gate) -> Text {
    if let Some(years) = gate.years {
        let [was, is] = years.map(|year| year.map_or("never".to_owned(), |year| year.to_string()));
        return Text::from(format!("{was}{TIE}→{TIE}{is}"));
    }
    let Some(estimate) = &gate.estimate else {
        return Text::from(match (gate.of, gate.verdict) {
            (Measured::Change, Verdict::Inconclusive) => "no figure to compare",
            (_, Verdict::Inconclusive) => "none so far",
            _ => "none",
        });
    };
    let is_change = gate.of == Measured::Change;
    let kind = match () {
        () if measure(gate).is_share() && is_change => Kind::Points,
        () if measure(gate).is_share() => Kind::Probability,
        () if measure(gate).is_money() => Kind::Amount,
        () => Kind::Number,
    };
    let unit = if kind == Kind::Points { format!("{TIE}points") } else { String::new() };
    let shown = figure(estimate, kind);
    let shown = if is_change { shown.signed() } else { shown };
    Text::from(shown.clone()).and(unit).error(shown)
}

/// What it is held against.
fn limit(gate: &Gate) -> Text {
    let (word, threshold) = match gate.threshold {
        Threshold::AtLeast(x) => ("≥", x),
        Threshold::AtMost(x) => ("≤", x),
    };
    let shown = match gate.of {
        Measured::Change if measure(gate).is_share() => format!("{}{TIE}points", written(threshold * 100.0)),
        _ if measure(gate).is_share() => Locale::ENGLISH.per_cent(written(threshold * 100.0)),
        _ => written(threshold),
    };
    format!("{word}{TIE}{shown}").into()
}
