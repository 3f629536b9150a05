//! What the report for people says, section by section: what an analyst wants first stands first, and only
//! supported digits are shown.

mod answer;
mod assumed;
mod closing;
mod doubt;
mod money;
mod payers;
mod successes;
mod timing;
mod years;

use super::document::Document;
use super::line::{Line, Tone, abridge, tame};
use crate::scenario::Scenario;
use crate::summary::results::{PerspectiveResults, Results};

/// Letters of a name above a column.
const MOST_ABOVE_A_COLUMN: usize = 40;

/// Composes the report on one scenario, with pictures and tables that suit `columns`.
pub fn compose(scenario: &Scenario, results: &Results, columns: usize) -> Document {
    let case = Case { scenario, results };
    let mut document = Document::new(columns);
    answer::write(&mut document, &case);
    timing::write(&mut document, &case);
    payers::write(&mut document, &case);
    successes::write(&mut document, &case);
    money::write(&mut document, &case);
    doubt::write(&mut document, &case);
    assumed::write(&mut document, &case);
    closing::write(&mut document, &case);
    document
}

/// What is reported: the scenario and its results, side by side.
struct Case<'a> {
    scenario: &'a Scenario,
    results: &'a Results,
}

impl<'a> Case<'a> {
    /// The perspective that the report is about: the public one.
    fn main(&self) -> Option<(&'a str, &'a PerspectiveResults)> {
        let perspectives = &self.results.perspectives;
        let main = perspectives.get_key_value("public").or_else(|| perspectives.iter().next());
        main.map(|(name, results)| (name.as_str(), results))
    }

    /// The main perspective, then the payers, then whoever else looks on.
    fn perspectives(&self) -> Vec<(&'a str, &'a PerspectiveResults)> {
        let all = || self.results.perspectives.iter().map(|(name, results)| (name.as_str(), results));
        let main = self.main();
        let is_main = |name: &str| main.is_some_and(|(main, _)| main == name);
        let is_payer = |name: &str| self.scenario.payers.contains_key(name);
        let mut ordered: Vec<_> = main.into_iter().collect();
        ordered.extend(all().filter(|(name, _)| !is_main(name) && is_payer(name)));
        ordered.extend(all().filter(|(name, _)| !is_main(name) && !is_payer(name)));
        ordered
    }

    /// The payers alone.
    fn payers(&self) -> impl Iterator<Item = (&'a str, &'a PerspectiveResults)> {
        self.perspectives().into_iter().filter(|(name, _)| self.scenario.payers.contains_key(*name))
    }

    /// The name of a payer or perspective for people.
    fn label(&self, name: &str) -> String {
        match self.scenario.payers.get(name) {
            Some(payer) => tame(&payer.label),
            None => capitalised(&spoken(name)),
        }
    }

    /// A payer or perspective above a narrow column, where a long name would fill the page; rows have it whole.
    fn column(&self, name: &str) -> String {
        abridge(&self.label(name), MOST_ABOVE_A_COLUMN)
    }

    /// The payer or perspective within a sentence.
    fn subject(&self, name: &str) -> String {
        match name {
            "public" => "the public".to_owned(),
            _ if self.scenario.payers.contains_key(name) => self.label(name),
            _ => spoken(name),
        }
    }

    /// The currency for people.
    fn currency(&self) -> String {
        tame(&self.scenario.currency).replace(' ', "\u{a0}")
    }

    /// Label of a row: the main perspective stands out.
    fn row_label(&self, name: &str) -> Line {
        let main = self.main().is_some_and(|(main, _)| main == name);
        Line::new().with(if main { Tone::Strong } else { Tone::Plain }, self.label(name))
    }

    /// How many people start in all, where the scenario fixes it.
    fn entrants(&self) -> Option<f64> {
        use crate::scenario::formula::Expr;
        let cohort = self.scenario.cohort.as_ref()?;
        cohort.intakes.iter().try_fold(0.0, |sum, intake| match intake.expr {
            Expr::Number(people) => Some(sum + people),
            _ => None,
        })
    }
}

/// An identifier as words.
fn spoken(name: &str) -> String {
    name.replace('_', " ")
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
