//! The report on a comparison: the verdict first, then what decided it, then pair by pair what was changed and what
//! follows from it.

mod changes;
pub(super) mod limits;
mod ranking;

use super::digits::whole;
use super::document::{Block, Document};
use super::line::{Line, TIE, Tone, abridge, tame};
use super::{markdown, text};
use crate::analysis::comparison::{Added, Comparison, Gate, Pair};
use crate::summary::results::{Verdict, WarningRecord};

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
        changes::write(&mut document, comparison, pair);
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
        let section = print(&|document| changes::write(document, comparison, pair));
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
    let mut pairs: Vec<&Pair> = comparison.pairs.iter().filter(|pair| !pair.is_untouched()).collect();
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
    let (tone, says) = of_gates(comparison);
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
        () if comparison.holds_nothing() => {
            (Tone::Caution, format!("? nothing to hold the limits against: {} added", counts.added))
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
    limits::write(document, comparison);
    ranking::write(document, comparison);
}

fn left_out(document: &mut Document, rows: usize) {
    if rows > MOST_ROWS {
        let text = format!("{} more are not shown; the JSON report holds all.", rows - MOST_ROWS);
        document.paragraph(Line::new().with(Tone::Dim, text));
    }
}

/// A name that takes at most two lines of a page.
fn short(name: &str) -> String {
    abridge(&tame(name), MOST_LETTERS)
}

/// Who did not change, who came and who went.
fn foot(document: &mut Document, comparison: &Comparison) {
    let unchanged: Vec<&str> =
        comparison.pairs.iter().filter(|pair| pair.is_untouched()).map(|pair| pair.name.as_str()).collect();
    let mended: Vec<&Added> = comparison.added.iter().filter(|added| added.has_invalid_base()).collect();
    for added in mended.iter().take(MOST_ROWS) {
        let Some(WarningRecord { message, help, .. }) = added.invalid_base() else { continue };
        let text = Line::new()
            .with(Tone::Caution, "warning: ")
            .with(Tone::Plain, format!("{}: {}", short(&added.name), tame(message)));
        document.push(Block::Item(text, Some(Line::new().with(Tone::Dim, tame(help)))));
    }
    left_out(document, mended.len());
    let added: Vec<&str> = comparison.added.iter().map(|added| added.name.as_str()).collect();
    let removed: Vec<&str> = comparison.removed.iter().map(String::as_str).collect();
    if !comparison.failed.is_empty() {
        document.heading("not compared", "");
    }
    for failed in comparison.failed.iter().take(MOST_ROWS) {
        let line = failed.line.map(|line| format!(":{line}")).unwrap_or_default();
        let why = format!("{}{line}: {}", short(&failed.file), tame(&failed.message));
        document.push(Block::Item(
            Line::from(short(&failed.name).as_str()),
            Some(Line::new().with(Tone::Dim, why)),
        ));
    }
    left_out(document, comparison.failed.len());
    for (heading, names) in [("added", added), ("removed", removed), ("no change", unchanged)] {
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
