//! What reports say in a language.
//!
//! A topic is a struct of words and typed functions (`explain.rs`); each language fills it in a file of the same name (`en/explain.rs`,
//! `da/explain.rs`). A sentence is a function of what varies in it, so that each language has its own order of words.

mod da;
mod en;
pub(crate) mod explain;

pub(crate) use super::language::Language;

use super::digits::Locale;

/// What is said in a language, by topic. Numbers, amounts and names come as they are to be shown.
pub(crate) struct Words {
    /// The language.
    pub language: Language,
    /// How it sets numerals.
    pub locale: Locale,
    /// Between the last two of several things.
    pub and: &'static str,
    /// Explanations.
    pub explain: explain::Words,
}

impl Language {
    /// What reports say in this language.
    pub(crate) fn words(self) -> &'static Words {
        match self {
            Language::English => &en::ENGLISH,
            Language::Danish => &da::DANISH,
        }
    }
}
