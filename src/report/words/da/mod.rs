//! Danish.

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

pub(super) static DANISH: Words = Words {
    language: Language::Danish,
    locale: Locale::DANISH,
    and: "og",
    agreements: agreements::AGREEMENTS,
    assumed: assumed::ASSUMED,
    common: common::COMMON,
    explain: explain::EXPLAIN,
    run: run::RUN,
    book: book::BOOK,
    stress: stress::STRESS,
    turning: turning::TURNING,
};
