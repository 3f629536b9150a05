//! Limits and requirements, and the figures that are held against them.

use super::{MOST_ROWS, left_out, severity, short};
use crate::analysis::comparison::{Comparison, Gate, Measured};
use crate::report::digits::{
    amount, amount_error, number, number_error, percent, percent_error, points, written,
};
use crate::report::document::Document;
use crate::report::line::{Line, TIE, Tone};
use crate::report::table::{Align, Table};
use crate::scenario::metrics::{Kind, Metric};
use crate::summary::results::{Estimate, Threshold, Verdict};

/// Limits and requirements, the worst first.
pub(super) fn write(document: &mut Document, comparison: &Comparison) {
    let mut all: Vec<(&str, &Gate)> = comparison.gates().collect();
    if all.is_empty() {
        return;
    }
    all.sort_by_key(|(_, gate)| (!gate.decides, severity(gate)));
    let several = comparison.pairs.len() + comparison.added.len() > 1;
    let mut table = Table::new();
    table.column("figure", Align::Right);
    table.column("limit", Align::Right);
    table.column("", Align::Left);
    for (name, gate) in all.iter().take(MOST_ROWS) {
        let mut label = Line::from(short(&gate.name).as_str());
        if gate.of == Measured::Base {
            label.push(Tone::Dim, " · the base");
        } else if several {
            label.push(Tone::Dim, format!(" · {}", short(name)));
        }
        table.row(label, vec![figure(gate), limit(gate), verdict(gate)]);
    }
    document.heading("limits and requirements", "");
    document.table(table);
    left_out(document, all.len());
}

/// What kind of number a gate is about.
fn kind(gate: &Gate) -> Kind {
    Metric::within(&gate.path).map_or(Kind::Ratio, |metric| metric.kind())
}

/// The figure that was held against a limit, with its error.
pub(in crate::report) fn figure(gate: &Gate) -> Line {
    let Some(estimate) = &gate.estimate else {
        return Line::from(match (gate.of, gate.verdict) {
            (Measured::Change, Verdict::Inconclusive) => "no figure to compare",
            (_, Verdict::Inconclusive) => "none so far",
            _ => "none",
        });
    };
    let kind = kind(gate);
    let shown = match gate.of {
        Measured::Change if kind.is_share() => format!("{}{TIE}points", points(estimate)),
        _ if kind.is_share() => percent(estimate),
        _ if kind.is_money() => amount(estimate),
        _ => number(estimate),
    };
    let signed = if gate.of == Measured::Change { sign(estimate, shown) } else { shown };
    let error = match () {
        () if kind.is_share() => percent_error(estimate),
        () if kind.is_money() => amount_error(estimate),
        () => number_error(estimate),
    };
    let mut line = Line::from(signed.as_str());
    if let Some(error) = error {
        line.push(Tone::Dim, format!(" ({error})"));
    }
    line
}

/// A rise is marked as one.
pub(super) fn sign(estimate: &Estimate, shown: String) -> String {
    let is_nothing = !shown.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if estimate.value > 0.0 && !is_nothing && !shown.starts_with(['<', '>']) {
        format!("+{shown}")
    } else {
        shown
    }
}

/// What it is held against.
pub(in crate::report) fn limit(gate: &Gate) -> Line {
    let (word, threshold) = match gate.threshold {
        Threshold::AtLeast(x) => ("≥", x),
        Threshold::AtMost(x) => ("≤", x),
    };
    let shown = match gate.of {
        Measured::Change if kind(gate).is_share() => format!("{}{TIE}points", written(threshold * 100.0)),
        _ if kind(gate).is_share() => format!("{}{TIE}%", written(threshold * 100.0)),
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
    match (gate.decides, gate.weakened) {
        (_, true) => line.with(Tone::Dim, " no longer required"),
        (false, _) => line.with(Tone::Dim, " as before"),
        _ => line,
    }
}
