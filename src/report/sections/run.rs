//! The report on a run: what an analyst wants first stands first, and only supported digits are shown.

use super::case::Case;
use super::{answer, assumed, closing, doubt, money, payers, successes, timing};
use crate::report::digits::Locale;
use crate::report::document::Document;
use crate::scenario::Scenario;
use crate::summary::results::Results;

/// Composes the report on one scenario.
pub fn compose(scenario: &Scenario, results: &Results) -> Document {
    let case = Case { scenario, results };
    let mut document = Document::new(Locale::ENGLISH);
    for write in [
        answer::write,
        timing::write,
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
