//! `explain`: a scenario in plain sentences, where its values came from, and one draw step by step.

mod draw;
mod origins;
mod sentences;
mod words;

pub use draw::{DrawOf, compose as draw};
pub use words::Language;

use super::document::{Block, Document};
use super::line::{Line, Tone};
use super::text;
use crate::scenario::Loaded;
use words::say;

/// The scenario in plain sentences, and where every value came from.
pub fn explain(loaded: &Loaded, file: &str, language: Language, columns: usize) -> Document {
    let columns = columns.clamp(*text::COLUMNS.start(), *text::COLUMNS.end());
    let mut page = Document::new(columns);
    let title = Line::new().with(Tone::Strong, super::line::tame(&loaded.scenario.title));
    page.push(Block::Title(title, Line::from(file)));
    for (heading, sentences) in sentences::compose(&loaded.scenario, language) {
        page.heading(heading, "");
        for sentence in sentences {
            page.push(Block::Item(Line::from(super::line::tame(&sentence).as_str()), None));
        }
    }
    page.heading(say(language, "WHERE EVERY VALUE CAME FROM", "HVOR HVERT TAL KOMMER FRA"), "");
    for (value, from) in origins::compose(loaded, language) {
        let from = Line::new().with(Tone::Dim, super::line::tame(&from));
        page.push(Block::Item(Line::from(super::line::tame(&value).as_str()), Some(from)));
    }
    page
}
