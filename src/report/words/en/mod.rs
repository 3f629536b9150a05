//! English.

mod agreements;
mod assumed;
mod book;
mod common;
mod compare;
mod explain;
mod overview;
mod page;
mod run;
mod sensitivity;
mod situations;
mod states;
mod stress;
mod turning;
mod value;

use super::{Language, Words};
use crate::report::digits::Locale;

pub(super) static ENGLISH: Words = Words {
    language: Language::English,
    locale: Locale::ENGLISH,
    and: "and",
    agreements: agreements::AGREEMENTS,
    assumed: assumed::ASSUMED,
    common: common::COMMON,
    compare: compare::COMPARE,
    explain: explain::EXPLAIN,
    overview: overview::OVERVIEW,
    page: page::PAGE,
    run: run::RUN,
    book: book::BOOK,
    sensitivity: sensitivity::SENSITIVITY,
    situations: situations::SITUATIONS,
    states: states::STATES,
    stress: stress::STRESS,
    turning: turning::TURNING,
    value: value::VALUE,
    warnings: None,
};
