//! Danish.

mod agreements;
mod assumed;
mod book;
mod common;
mod compare;
mod comparison_warnings;
mod explain;
mod law;
mod overview;
mod page;
mod pathway_warnings;
mod run;
mod sensitivity;
mod situations;
mod states;
mod stress;
mod turning;
mod value;
mod warnings;

use super::{Language, Words};
use crate::report::digits::Locale;

pub(super) static DANISH: Words = Words {
    language: Language::Danish,
    locale: Locale::DANISH,
    and: "og",
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
    warnings: Some(warnings::WARNINGS),
};
