//! The report on a comparison: the verdict first, then what decided it, then pair by pair what was changed and what
//! follows from it.

use std::io;

use super::limits::{overall, severity};
use super::rows::{MOST_ROWS, left_out, short};
use super::{assumption, changes, limits, ranking, spread};
use crate::analysis::compare::comparison::Comparison;
use crate::analysis::compare::pairs::Brief;
use crate::report::document::{Document, Long, Text, Tone};
use crate::report::language::Language;
use crate::report::names::{capitalised, tame};

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
        left_out: language.words().compare.left_out,
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
    let all = language.words();
    let words = &all.compare;
    let (tone, verdict) = overall(comparison, all);
    let Comparison { counts, run, .. } = comparison;
    let counted = [counts.changed, counts.unchanged, counts.added, counts.removed, counts.failed];
    let counted = counted.into_iter().zip(words.counts).filter(|(count, _)| *count > 0);
    let mut about: Vec<String> = counted.map(|(count, says)| says(count)).collect();
    let draws = (all.common.draws)(&all.locale.whole(run.draws));
    about.push(if run.until_conclusive { (words.at_most)(&draws) } else { draws });
    about.push((all.common.seed)(run.seed));
    if run.programmes {
        let shared = (!run.shared.is_empty()).then(|| run.shared.join(", "));
        about.push((words.sharing)(shared.as_deref()));
    }
    document.title(Text::of(tone, verdict), Text::of(Tone::Dim, about.join(" · ")));
    if comparison.misses_removed() {
        names(&mut document, words.removed, comparison.removed.iter().map(String::as_str));
        document.paragraph(Text::of(Tone::Caution, capitalised(words.missed) + "."));
    }
    if !run.set.is_empty() {
        let text = Text::of(Tone::Caution, words.set_on_every_side);
        let stated = |set: &String| match set.split_once('=') {
            Some((path, value)) => short(&format!("{path} = {}", (all.common.stated)(&tame(value.trim())))),
            None => short(set),
        };
        let set: Vec<String> = run.set.iter().take(MOST_ROWS).map(stated).collect();
        document.paragraph(text.and(format!("{}.", set.join("; "))));
    }
    spread::pairs(&mut document, comparison, &changed(comparison))?;
    limits::write(&mut document, comparison);
    ranking::write(&mut document, comparison)?;
    assumption::write(&mut document, comparison)?;
    Ok(document)
}

/// Who did not change, who came and who went.
fn write_foot(document: &mut Document, comparison: &Comparison) {
    let words = &document.language.words().compare;
    let mended = comparison.added.iter().filter_map(|added| Some((&added.name, added.invalid_base()?)));
    for (name, warning) in mended.clone().take(MOST_ROWS) {
        let [message, help] = document.language.words().warned(warning);
        let text = format!("{}: {message}", short(name));
        document.item_with(Text::of(Tone::Caution, words.warning).and(text), help);
    }
    left_out(document, mended.count());
    if !comparison.failed.is_empty() {
        document.heading(words.not_compared, "");
    }
    for failed in comparison.failed.iter().take(MOST_ROWS) {
        let line = failed.line.map(|line| format!(":{line}")).unwrap_or_default();
        let why = format!("{}{line}: {}", short(&failed.file), tame(&failed.message));
        document.item_with(short(&failed.name), why);
    }
    left_out(document, comparison.failed.len());
    names(document, words.added, comparison.added.iter().map(|added| added.name.as_str()));
    if !comparison.misses_removed() {
        names(document, words.removed, comparison.removed.iter().map(String::as_str));
    }
    let unchanged = comparison.pairs.briefs().iter().filter(|pair| pair.is_untouched);
    names(document, words.no_change, unchanged.map(|pair| pair.name.as_str()));
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
        shown.push((document.language.words().compare.and_more)(left));
    }
    document.heading(heading, "");
    document.paragraph(shown.join(", "));
}
