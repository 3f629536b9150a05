//! What every sheet of a workbook is made of.

use crate::report::book::{Cell, Sheet, Style};
use crate::report::names::tame;
use crate::report::sections::case::Case;
use crate::report::words::book::Words;

/// What every sheet is made of.
pub(super) struct Made<'a> {
    pub case: Case<'a>,
    pub words: &'static Words,
    /// The currency for people.
    pub currency: String,
}

impl Made<'_> {
    /// A sheet with its title, and what is said below it.
    pub fn sheet(&self, name: &str, title: &str, below: &[String]) -> Sheet {
        let mut rows = vec![vec![Cell::text(title).styled(Style::Title)]];
        rows.extend(below.iter().map(|line| vec![Cell::text(line.clone()).styled(Style::Dim)]));
        rows.push(Vec::new());
        Sheet { name: name.to_owned(), rows, ..Sheet::default() }
    }

    /// In what the amounts are.
    pub fn money_is(&self) -> String {
        (self.words.currency)(&self.currency, self.case.scenario.price_year)
    }

    /// What something is called.
    pub fn label(&self, table: &str, name: &str) -> String {
        tame(&self.case.labels().label(table, name))
    }

    /// What a payer or perspective is called.
    pub fn perspective(&self, name: &str) -> String {
        self.case.own_label(name)
    }

    /// Every payer and perspective, that which the report speaks of first in front.
    pub fn perspectives(&self) -> Vec<String> {
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
pub(super) fn columns(names: &[&str]) -> Vec<Cell> {
    names.iter().map(|name| Cell::text(*name).styled(Style::Column)).collect()
}
