//! The report on a run: what an analyst wants first stands first, and only supported digits are shown.

use super::case::Case;
use super::{answer, assumed, closing, doubt, money, payers, states, successes, timing};
use crate::report::document::Document;
use crate::report::words::Language;
use crate::scenario::Scenario;
use crate::summary::results::Results;

/// Composes the report on one scenario.
pub fn compose(scenario: &Scenario, results: &Results, language: Language) -> Document {
    let case = Case { scenario, results, words: language.words() };
    let mut document = Document::new(language);
    for write in [
        answer::write,
        timing::write,
        states::write,
        payers::write,
        successes::write,
        money::write,
        doubt::write,
        assumed::write,
        closing::write,
    ] {
        write(&mut document, &case);
    }
    document
}
