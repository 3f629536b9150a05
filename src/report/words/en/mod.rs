//! English.

mod assumed;
mod book;
mod common;
mod explain;
mod run;

use super::{Language, Words};
use crate::report::digits::Locale;

pub(super) static ENGLISH: Words = Words {
    language: Language::English,
    locale: Locale::ENGLISH,
    and: "and",
    assumed: assumed::ASSUMED,
    common: common::COMMON,
    explain: explain::EXPLAIN,
    run: run::RUN,
    book: book::BOOK,
};
