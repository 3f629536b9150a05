//! `explain`: a scenario in plain sentences, and where its values came from.

use super::{sentences, trace};
use crate::report::document::{Document, Text, Tone};
use crate::report::names::tame;
use crate::report::words::Words;
use crate::scenario::Loaded;
use crate::scenario::origin::describe;

/// Composes the scenario in plain sentences, and where every value came from. `variant` is the one that was asked for.
pub fn compose(loaded: &Loaded, file: &str, variant: Option<&str>, words: &Words) -> Document {
    let mut page = Document::new(words.language);
    page.title(Text::of(Tone::Strong, tame(&loaded.scenario.title)), tame(file));
    trace::note(&mut page, loaded.scenario.report.note.as_deref());
    trace::write(&mut page, &loaded.changed, variant, &words.common);
    for (heading, sentences) in sentences::compose(&loaded.scenario, words) {
        page.heading(heading, "");
        sentences.iter().for_each(|sentence| page.item(tame(sentence)));
    }
    page.heading(words.explain.origins, "");
    for (value, from) in origins(loaded, words) {
        page.item_with(tame(&value), tame(&from));
    }
    page
}

/// Each value as `path = text`, with where it stands, after `extends`, variant and `--set`, and what it replaced.
fn origins(loaded: &Loaded, words: &Words) -> Vec<(String, String)> {
    let paths: Vec<&str> = loaded.origins.iter().map(|(path, _)| path).collect();
    let mut all = Vec::new();
    for (path, origin) in loaded.origins.iter() {
        // A table is the place of its values, which are listed themselves.
        let is_table = paths.iter().any(|other| {
            other.len() > path.len() && other.starts_with(path) && other.as_bytes()[path.len()] == b'.'
        });
        if is_table {
            continue;
        }
        let text =
            loaded.files.get(origin.place.file).and_then(|file| file.text.get(origin.place.span.clone()));
        let text = text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let mut from = origin.describe(&loaded.files);
        for (place, layer) in &origin.replaced {
            from += &(words.explain.replacing)(&describe(place, layer, &loaded.files));
        }
        all.push((format!("{path} = {text}"), from));
    }
    all
}
