//! A workbook on a run: what was found, what was assumed, and the base case worked out in cells.

mod assumptions;
mod charts;
mod draws;
mod figures;
mod formula;
mod live;
mod made;
mod natives;
mod notes;
mod rows;
mod states;
mod tables;

use super::case::Case;
use crate::model::work_out;
use crate::report::book::Book;
use crate::report::language::Language;
use crate::report::names::tame;
use crate::scenario::Scenario;
use crate::summary::results::Results;
use made::Made;
pub use tables::{of_document, of_long};

/// Most letters of a currency in the formats of numbers.
const MOST_OF_CURRENCY: usize = 12;

/// Composes the workbook on one scenario.
pub fn compose(scenario: &Scenario, results: &Results, language: Language) -> Book {
    let words = language.words();
    let case = Case { scenario, results, words };
    let made = Made { currency: currency(&scenario.currency, language), case, words: &words.book };
    let worked = work_out(scenario);
    let (live, counted) = worked.as_ref().map(|worked| live::sheets(&made, worked)).ok().unzip();
    let mut sheets = vec![figures::summary(&made, counted.as_ref()), figures::by_year(&made)];
    sheets.extend(states::sheet(&made));
    sheets.push(assumptions::sheet(&made, worked.as_ref().ok()));
    sheets.push(figures::requirements(&made));
    sheets.extend(live.into_iter().flatten());
    sheets.extend(draws::sheet(&made));
    sheets.push(charts::sheet(&made));
    sheets.push(notes::sheet(&made));
    let short: String =
        made.currency.chars().filter(|c| !matches!(c, '"' | '\\')).take(MOST_OF_CURRENCY).collect();
    let money = |digits: &str| {
        let one = (words.book.money)(&short, digits);
        format!("{one};-{one};{one}")
    };
    Book {
        title: tame(&scenario.title),
        money: [money("#,##0"), money("#,##0.00")],
        foot: tame(&scenario.title),
        sheets,
    }
}

/// A currency for people.
fn currency(name: &str, language: Language) -> String {
    match (language, name) {
        (Language::Danish, "DKK") => "kr.".to_owned(),
        _ => tame(name),
    }
}
