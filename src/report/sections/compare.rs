//! The report on a comparison: the verdict first, then what decided it, then pair by pair what was changed and what
//! follows from it.

use std::io;

use super::limits::{overall, severity};
use super::rows::{MOST_ROWS, left_out, short};
use super::{assumption, changes, limits, ranking};
use crate::analysis::compare::comparison::Comparison;
use crate::analysis::compare::pairs::Brief;
use crate::report::digits::{TIE, whole};
use crate::report::document::{Document, Long, Text, Tone};
use crate::report::language::Language;
use crate::report::names::{capitalised, tame};

/// What is said after the number of pairs for which there is no room.
const LEFT_OUT: &str = " more have changed; there is no room for them here. The JSON report holds all.";

/// Composes the report on a comparison. Where there is no room for all pairs, the worst are left.
///
/// # Errors
/// Where a pair cannot be fetched.
pub fn compose(comparison: &Comparison, language: Language) -> io::Result<Long<'_>> {
    let mut foot = Document::new(language);
    write_foot(&mut foot, comparison);
    let changed = changed(comparison);
    Ok(Long {
        head: head(comparison, language)?,
        parts: changed.len(),
        part: Box::new(move |part| {
            let mut document = Document::new(language);
            changes::write(&mut document, comparison, &*comparison.pairs.fetch(changed[part])?);
            Ok(document)
        }),
        left_out: LEFT_OUT,
        foot,
    })
}

/// What has changed, the worst first.
fn changed(comparison: &Comparison) -> Vec<&Brief> {
    let mut pairs: Vec<&Brief> = comparison.pairs.briefs().iter().filter(|pair| !pair.is_untouched).collect();
    pairs.sort_by_key(|pair| pair.gates.iter().filter(|gate| gate.decides).map(severity).min().unwrap_or(3));
    pairs
}

fn head(comparison: &Comparison, language: Language) -> io::Result<Document> {
    let mut document = Document::new(language);
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
    if comparison.misses_removed() {
        names(&mut document, "removed", comparison.removed.iter().map(String::as_str));
        document.paragraph(Text::of(Tone::Caution, capitalised(limits::MISSED) + "."));
    }
    if !run.set.is_empty() {
        let text = Text::of(Tone::Caution, "Changed for this call, on every side: ");
        let set: Vec<String> = run.set.iter().take(MOST_ROWS).map(|set| short(set)).collect();
        document.paragraph(text.and(format!("{}.", set.join("; "))));
    }
    limits::write(&mut document, comparison);
    ranking::write(&mut document, comparison)?;
    assumption::write(&mut document, comparison)?;
    Ok(document)
}

/// Who did not change, who came and who went.
fn write_foot(document: &mut Document, comparison: &Comparison) {
    let mended = comparison.added.iter().filter_map(|added| Some((&added.name, added.invalid_base()?)));
    for (name, warning) in mended.clone().take(MOST_ROWS) {
        let text = format!("{}: {}", short(name), tame(&warning.message));
        document.item_with(Text::of(Tone::Caution, "warning: ").and(text), tame(&warning.help));
    }
    left_out(document, mended.count());
    if !comparison.failed.is_empty() {
        document.heading("not compared", "");
    }
    for failed in comparison.failed.iter().take(MOST_ROWS) {
        let line = failed.line.map(|line| format!(":{line}")).unwrap_or_default();
        let why = format!("{}{line}: {}", short(&failed.file), tame(&failed.message));
        document.item_with(short(&failed.name), why);
    }
    left_out(document, comparison.failed.len());
    names(document, "added", comparison.added.iter().map(|added| added.name.as_str()));
    if !comparison.misses_removed() {
        names(document, "removed", comparison.removed.iter().map(String::as_str));
    }
    let unchanged = comparison.pairs.briefs().iter().filter(|pair| pair.is_untouched);
    names(document, "no change", unchanged.map(|pair| pair.name.as_str()));
}

/// A list of names below a heading, where there are any.
fn names<'n>(document: &mut Document, heading: &str, names: impl Iterator<Item = &'n str>) {
    let mut shown: Vec<String> = names.map(short).collect();
    if shown.is_empty() {
        return;
    }
    let left = shown.len().saturating_sub(MOST_ROWS);
    if left > 0 {
        shown.truncate(MOST_ROWS);
        shown.push(format!("and {left} more"));
    }
    document.heading(heading, "");
    document.paragraph(shown.join(", "));
}
