//! What stands below the title: what the analyst says there, and what the call changed of the scenario, so that no report passes for one on the file as it stands.

use super::rows::{MOST_LETTERS, short};
use crate::report::document::{Document, Text, Tone};
use crate::report::names::{shorten, tame};
use crate::report::words::common;
use crate::scenario::leaves::is_words;
use crate::scenario::{By, Changed};

/// Changes that are told one by one; the JSON report holds all.
const MOST: usize = 12;

/// Says below the title what the analyst has to say there.
pub(super) fn note(document: &mut Document, note: Option<&str>) {
    if let Some(note) = note {
        document.paragraph(tame(note));
    }
}

/// Says below the title what a variant and `--set` changed.
pub(super) fn write(
    document: &mut Document,
    changed: &[Changed],
    variant: Option<&str>,
    words: &common::Words,
) {
    let variant = (words.changed_by_variant)(&tame(variant.unwrap_or_default()));
    for (by, lead) in [(By::Variant, variant), (By::Set, words.changed_by_set.to_owned())] {
        let changed: Vec<&Changed> = changed.iter().filter(|changed| changed.by == by).collect();
        if !changed.is_empty() {
            document.paragraph(sentence(Text::of(Tone::Caution, lead), &changed, words));
        }
    }
}

fn sentence(mut text: Text, changed: &[&Changed], words: &common::Words) -> Text {
    let (in_words, values): (Vec<&Changed>, Vec<&Changed>) =
        changed.iter().partition(|changed| is_words(&changed.path) && !changed.path.ends_with(".price_year"));
    for (place, changed) in values.iter().take(MOST).enumerate() {
        let between = if place > 0 { "; " } else { "" };
        text = text.and(between).strong(short(&changed.path)).and(told(changed, words));
    }
    if values.len() > MOST {
        text = text.and((words.more_changed)(values.len() - MOST));
    }
    if !in_words.is_empty() {
        let paths: Vec<String> = in_words.iter().take(MOST).map(|changed| short(&changed.path)).collect();
        let more = if in_words.len() > MOST { " …" } else { "" };
        let paths = format!("{}{more}", paths.join(", "));
        text = text.and((words.changed_in_words)(&paths, values.is_empty()));
    }
    text.and(".")
}

/// What a value is, and what it was.
fn told(changed: &Changed, words: &common::Words) -> String {
    let value = |value: &str| shorten(&(words.stated)(&tame(value)), MOST_LETTERS);
    match (&changed.is, &changed.was) {
        (Some(is), Some(was)) => (words.is_was)(&value(is), &value(was)),
        (Some(is), None) => (words.is_new)(&value(is)),
        (None, Some(was)) => (words.is_gone)(&value(was)),
        (None, None) => String::new(),
    }
}
