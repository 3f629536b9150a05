//! English.

mod agreements;
mod assumed;
mod book;
mod common;
mod explain;
mod run;
mod stress;
mod turning;

use super::{Language, Words};
use crate::report::digits::Locale;

pub(super) static ENGLISH: Words = Words {
    language: Language::English,
    locale: Locale::ENGLISH,
    and: "and",
    agreements: agreements::AGREEMENTS,
    assumed: assumed::ASSUMED,
    common: common::COMMON,
    explain: explain::EXPLAIN,
    run: run::RUN,
    book: book::BOOK,
    stress: stress::STRESS,
    turning: turning::TURNING,
};
