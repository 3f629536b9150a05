//! When the money is back: the probability by year.

use super::case::Case;
use crate::report::chart::Chart;
use crate::report::document::{Block, Document};

pub(super) fn write(document: &mut Document, case: &Case) {
    let Some((name, main)) = case.main() else { return };
    document.heading("back by year", format!("probability that {} has its money back", case.subject(name)));
    document.push(Block::Chart(Chart::ByYear(main.break_even_year.by_year.clone())));
}
