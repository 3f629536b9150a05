//! What the call changed of a scenario, so that no report passes for one on the file as it stands.

use super::rows::{MOST_LETTERS, short};
use crate::report::document::{Document, Text, Tone};
use crate::report::names::{shorten, tame};
use crate::scenario::leaves::is_words;
use crate::scenario::{By, Changed, Identity};

/// Changes that are told one by one; the JSON report holds all.
const MOST: usize = 12;

/// Says below the title what a variant and `--set` changed.
pub(super) fn write(document: &mut Document, scenario: &Identity) {
    let variant = scenario.variant.as_deref().unwrap_or_default();
    for (by, lead) in [
        (By::Variant, format!("Changed by the variant {}: ", tame(variant))),
        (By::Set, "Changed for this run: ".to_owned()),
    ] {
        let changed: Vec<&Changed> = scenario.changed.iter().filter(|changed| changed.by == by).collect();
        if !changed.is_empty() {
            document.paragraph(sentence(Text::of(Tone::Caution, lead), &changed));
        }
    }
}

fn sentence(mut text: Text, changed: &[&Changed]) -> Text {
    let (words, values): (Vec<&Changed>, Vec<&Changed>) =
        changed.iter().partition(|changed| is_words(&changed.path));
    for (place, changed) in values.iter().take(MOST).enumerate() {
        let between = if place > 0 { "; " } else { "" };
        text = text.and(between).strong(short(&changed.path)).and(told(changed));
    }
    if values.len() > MOST {
        text = text.and(format!("; {} more, which the JSON report holds", values.len() - MOST));
    }
    if !words.is_empty() {
        let paths: Vec<String> = words.iter().take(MOST).map(|changed| short(&changed.path)).collect();
        let more = if words.len() > MOST { " …" } else { "" };
        let lead = if values.is_empty() { "in words only, " } else { "; and in words " };
        text = text.and(format!("{lead}{}{more}", paths.join(", ")));
    }
    text.and(".")
}

/// What a value is, and what it was.
fn told(changed: &Changed) -> String {
    let value = |value: &str| shorten(&tame(value), MOST_LETTERS);
    match (&changed.is, &changed.was) {
        (Some(is), Some(was)) => format!(" is {}, was {}", value(is), value(was)),
        (Some(is), None) => format!(" is {}, was not stated", value(is)),
        (None, Some(was)) => format!(" is left out, was {}", value(was)),
        (None, None) => String::new(),
    }
}
