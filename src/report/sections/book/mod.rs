//! A workbook on a run: what was found, what was assumed, and the base case worked out in cells.

mod assumptions;
mod charts;
mod draws;
mod figures;
mod formula;
mod live;
mod notes;
mod rows;

use super::case::Case;
use crate::model::work_out;
use crate::report::book::{Book, Cell, Sheet, Style};
use crate::report::language::Language;
use crate::report::names::tame;
use crate::report::words::book::Words;
use crate::scenario::Scenario;
use crate::summary::results::Results;

/// Most letters of a currency in the formats of numbers.
const MOST_OF_CURRENCY: usize = 12;

/// What every sheet is made of.
struct Made<'a> {
    case: Case<'a>,
    words: &'static Words,
    /// The currency for people.
    currency: String,
}

/// Composes the workbook on one scenario.
pub fn compose(scenario: &Scenario, results: &Results, language: Language) -> Book {
    let words = language.words();
    let case = Case { scenario, results, words };
    let made = Made { currency: currency(&scenario.currency, language), case, words: &words.book };
    let worked = work_out(scenario);
    let mut sheets = vec![
        figures::summary(&made),
        figures::by_year(&made),
        assumptions::sheet(&made, worked.as_ref().ok()),
        figures::requirements(&made),
    ];
    if let Ok(worked) = &worked {
        sheets.extend(live::sheets(&made, worked));
    }
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

impl Made<'_> {
    /// A sheet with its title, and what is said below it.
    fn sheet(&self, name: &str, title: &str, below: &[String]) -> Sheet {
        let mut rows = vec![vec![Cell::text(title).styled(Style::Title)]];
        rows.extend(below.iter().map(|line| vec![Cell::text(line.clone()).styled(Style::Dim)]));
        rows.push(Vec::new());
        Sheet { name: name.to_owned(), rows, ..Sheet::default() }
    }

    /// In what the amounts are.
    fn money_is(&self) -> String {
        (self.words.currency)(&self.currency, self.case.scenario.price_year)
    }

    /// What something is called.
    fn label(&self, table: &str, name: &str) -> String {
        tame(&self.case.labels().label(table, name))
    }

    /// What a payer or perspective is called.
    fn perspective(&self, name: &str) -> String {
        self.case.own_label(name)
    }

    /// Every payer and perspective, that which the report speaks of first in front.
    fn perspectives(&self) -> Vec<String> {
        let scenario = self.case.scenario;
        let mut all: Vec<String> = scenario
            .order
            .of("perspectives", &scenario.perspectives)
            .into_iter()
            .map(|(name, _)| name.clone())
            .chain(scenario.order.of("payers", &scenario.payers).into_iter().map(|(name, _)| name.clone()))
            .collect();
        let main = self.case.main().map(|(name, _)| name.to_owned());
        all.sort_by_key(|name| Some(name) != main.as_ref());
        all
    }
}

/// Headings of columns.
fn columns(names: &[&str]) -> Vec<Cell> {
    names.iter().map(|name| Cell::text(*name).styled(Style::Column)).collect()
}
