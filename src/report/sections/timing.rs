//! When the money is back: the probability by year.

use super::case::{Case, is_certain};
use crate::report::chart::Chart;
use crate::report::document::{Block, Document};

pub(super) fn write(document: &mut Document, case: &Case) {
    let Some((name, main)) = case.main() else { return };
    // Who pays nothing has nothing to have back, and what is certain is said in a sentence.
    let Some(outlay) = case.first_outlay(name).filter(|_| !is_certain(main)) else { return };
    let words = &case.words.run;
    document.heading(words.back_by_year, (words.has_its_money_back)(&case.subject(name)));
    let by_year = main.break_even_year.by_year.clone();
    document.push(Block::Chart(Chart::ByYear { from: outlay, by_year }));
}
