//! A stress test: what every part says in a sentence comes first, then their tables.

mod discovery;
mod grid;
mod page;
mod payers;
mod switches;
mod switching;
mod together;
mod tornado;
mod variants;
mod waiting;
mod worth;

use self::page::Page;
use super::case::currency;
use super::labelled;
use super::trace;
use crate::analysis::stress::Stress;
use crate::report::document::{Document, Text, Tone};
use crate::report::names::{capitalised, tame};
use crate::report::words::Language;
use crate::scenario::Identity;

/// Composes the report.
pub fn compose(stress: &Stress, language: Language) -> Document {
    let words = language.words();
    let stress = &labelled::stress(stress);
    let page = Page { stress, currency: currency(&stress.scenario.currency), words };
    let mut document = Document::new(language);
    let about = match &stress.scenario.variant {
        Some(variant) => format!("{} ({})", stress.scenario.file, (words.common.variant)(variant)),
        None => stress.scenario.file.clone(),
    };
    document.title(Text::of(Tone::Strong, tame(&stress.scenario.title)), tame(&about));
    let Identity { changed, variant, note, .. } = &stress.scenario;
    trace::note(&mut document, note.as_deref());
    trace::write(&mut document, changed, variant.as_deref(), &words.common);
    document.paragraph(page.stands());
    tornado::say(&page, &mut document);
    together::say(&page, &mut document);
    switching::say(&page, &mut document);
    discovery::say(&page, &mut document);
    waiting::say(&page, &mut document);
    payers::say(&page, &mut document);
    worth::say(&page, &mut document);
    tornado::show(&page, &mut document);
    together::show(&page, &mut document);
    switching::show(&page, &mut document);
    grid::show(&page, &mut document);
    variants::show(&page, &mut document);
    discovery::show(&page, &mut document);
    waiting::show(&page, &mut document);
    payers::show(&page, &mut document);
    worth::show(&page, &mut document);
    if !stress.unread.is_empty() {
        let text = (words.stress.does_not_depend)(&page.list(&stress.unread, words.stress.or));
        document.paragraph(Text::of(Tone::Dim, text));
    }
    for warning in &stress.warnings {
        let [message, _] = words.warned(warning);
        document.item(Text::of(Tone::Caution, capitalised(&message) + "."));
    }
    document
}
