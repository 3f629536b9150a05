//! The report on a comparison: the verdict first, then what decided it, then pair by pair what was changed and what
//! follows from it.

use super::limits::{overall, severity};
use super::rows::{MOST_ROWS, left_out, short};
use super::{changes, limits, ranking};
use crate::analysis::compare::comparison::{Comparison, Pair};
use crate::report::digits::{Locale, TIE, whole};
use crate::report::document::{Document, Text, Tone};
use crate::report::names::tame;

/// What is said after the number of pairs for which there is no room.
const LEFT_OUT: &str = " more have changed; there is no room for them here. The JSON report holds all.";

/// Composes the report on a comparison. Where there is no room for all pairs, the worst are left.
pub fn compose(comparison: &Comparison) -> Document {
    let mut document = Document::new(Locale::ENGLISH);
    head(&mut document, comparison);
    for pair in changed(comparison) {
        document.begin(Some(LEFT_OUT));
        changes::write(&mut document, comparison, pair);
    }
    document.begin(None);
    foot(&mut document, comparison);
    document
}

/// What has changed, the worst first.
fn changed(comparison: &Comparison) -> Vec<&Pair> {
    let mut pairs: Vec<&Pair> = comparison.pairs.iter().filter(|pair| !pair.is_untouched()).collect();
    pairs.sort_by_key(|pair| pair.gates.iter().filter(|gate| gate.decides).map(severity).min().unwrap_or(3));
    pairs
}

fn head(document: &mut Document, comparison: &Comparison) {
    let (tone, verdict) = overall(comparison);
    let Comparison { counts, run, .. } = comparison;
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
    document.title(Text::of(tone, verdict), Text::of(Tone::Dim, about.join(" · ")));
    limits::write(document, comparison);
    ranking::write(document, comparison);
}

/// Who did not change, who came and who went.
fn foot(document: &mut Document, comparison: &Comparison) {
    let unchanged: Vec<&str> =
        comparison.pairs.iter().filter(|pair| pair.is_untouched()).map(|pair| pair.name.as_str()).collect();
    let mended = comparison.added.iter().filter_map(|added| Some((&added.name, added.invalid_base()?)));
    for (name, warning) in mended.clone().take(MOST_ROWS) {
        let text = format!("{}: {}", short(name), tame(&warning.message));
        document.item_with(Text::of(Tone::Caution, "warning: ").and(text), tame(&warning.help));
    }
    left_out(document, mended.count());
    let added: Vec<&str> = comparison.added.iter().map(|added| added.name.as_str()).collect();
    let removed: Vec<&str> = comparison.removed.iter().map(String::as_str).collect();
    if !comparison.failed.is_empty() {
        document.heading("not compared", "");
    }
    for failed in comparison.failed.iter().take(MOST_ROWS) {
        let line = failed.line.map(|line| format!(":{line}")).unwrap_or_default();
        let why = format!("{}{line}: {}", short(&failed.file), tame(&failed.message));
        document.item_with(short(&failed.name), why);
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
        document.paragraph(shown.join(", "));
    }
}
