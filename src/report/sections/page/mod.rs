//! A page on a run: the reader's questions in their order, each with its finding.

mod assumed;

mod drives;
mod head;
mod likely;
mod made;
mod overturns;
mod runs;
mod states;
mod sure;
mod told;
mod value;
mod when;
mod whom;

use told::Told;

use super::case::Case;
use crate::analysis::stress::Glance;
use crate::report::language::Language;
use crate::report::page::Page;
use crate::scenario::Scenario;
use crate::summary::results::Results;

/// Composes the page on one scenario; `glance` is what is shown besides the run, where it could be had.
pub fn compose(scenario: &Scenario, results: &Results, glance: Option<&Glance>, language: Language) -> Page {
    let words = language.words();
    let case = Case { scenario, results, words };
    let Some((name, main)) = case.main() else { return head::empty(&case) };
    let told = Told::of(&case, name, main, glance);
    let sections = [
        likely::section,
        whom::section,
        when::section,
        states::section,
        overturns::section,
        drives::section,
        runs::section,
        sure::section,
        assumed::section,
        made::section,
    ];
    Page { sections: sections.iter().filter_map(|section| section(&told)).collect(), ..head::head(&told) }
}
