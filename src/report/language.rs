//! The languages that reports are written in.

use super::digits::Locale;

/// A language of reports for people. What is written for programs (JSON, CSV, JUnit, SARIF, annotations) is the same in all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Danish.
    Danish,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 2] = [Language::English, Language::Danish];

    /// Its code of two letters (ISO 639-1).
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Danish => "da",
        }
    }

    /// How it sets numerals.
    pub fn locale(self) -> Locale {
        match self {
            Language::English => Locale::ENGLISH,
            Language::Danish => Locale::DANISH,
        }
    }
}
