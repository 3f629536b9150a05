//! What reports say in a language.
//!
//! A topic is a struct of words and typed functions (`explain.rs`); each language fills it in a file of the same name (`en/explain.rs`,
//! `da/explain.rs`). A sentence is a function of what varies in it, so that each language has its own order of words.

pub(crate) mod agreements;
pub(crate) mod assumed;
pub(crate) mod book;
pub(crate) mod common;
pub(crate) mod compare;
pub(crate) mod counted;
mod da;
mod en;
pub(crate) mod explain;
pub(crate) mod overview;
pub(crate) mod page;
pub(crate) mod run;
pub(crate) mod sensitivity;
pub(crate) mod situations;
pub(crate) mod states;
pub(crate) mod stress;
pub(crate) mod turning;
pub(crate) mod value;
pub(crate) mod warnings;

pub(crate) use super::language::Language;

use super::digits::Locale;
use super::names::tame;
use crate::summary::results::WarningRecord;

/// What is said in a language, by topic. Numbers, amounts and names come as they are to be shown.
pub(crate) struct Words {
    /// The language.
    pub language: Language,
    /// How it sets numerals.
    pub locale: Locale,
    /// Between the last two of several things.
    pub and: &'static str,
    /// Who should pay whom.
    pub agreements: agreements::Words,
    /// What was assumed.
    pub assumed: assumed::Words,
    /// What every report says.
    pub common: common::Words,
    /// A comparison.
    pub compare: compare::Words,
    /// Explanations.
    pub explain: explain::Words,
    /// A table over several scenarios.
    pub overview: overview::Words,
    /// A page on a run.
    pub page: page::Words,
    /// The report on a run.
    pub run: run::Words,
    /// Workbooks.
    pub book: book::Words,
    /// Sensitivity.
    pub sensitivity: sensitivity::Words,
    /// An explanation of people who move between states.
    pub situations: situations::Words,
    /// People who are followed through states.
    pub states: states::Words,
    /// A stress test.
    pub stress: stress::Words,
    /// Where the answer turns.
    pub turning: turning::Words,
    /// The value of information.
    pub value: value::Words,
    /// Warnings; `None` where records have them in the language.
    pub warnings: Option<warnings::Words>,
}

impl Words {
    /// What a warning says, and what to try. A record without details was written by another version, and is read out as it is.
    pub fn warned(&self, warning: &WarningRecord) -> [String; 2] {
        match (&self.warnings, &warning.details) {
            (Some(words), Some(details)) => [(words.message)(details), (words.help)(details)],
            _ => [warning.message.clone(), warning.help.clone()],
        }
        .map(|text| tame(&text))
    }

    /// A list in words: `a, b and c`.
    pub fn list(&self, items: &[impl AsRef<str>]) -> String {
        let Some((last, first)) = items.split_last() else { return String::new() };
        let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
        match first.is_empty() {
            true => last.as_ref().to_owned(),
            false => format!("{} {} {}", first.join(", "), self.and, last.as_ref()),
        }
    }
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
