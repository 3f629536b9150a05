//! How was it worked out? The method in a few sentences, and what it takes to do it again.

use super::told::Told;
use crate::report::document::Text;
use crate::report::names::tame;
use crate::report::page::Section;
use crate::report::sections::call::again;

pub(super) fn section(told: &Told) -> Option<Section> {
    let (words, results) = (told.words, told.case.results);
    let (run, identity) = (&results.run, &results.scenario);
    let draws = told.locale.written(run.draws as f64);
    let hash: String = identity.sha256.chars().take(16).collect();
    let details = [
        (words.scenario, format!("{}, sha256 {hash}…", tame(&identity.file))),
        (words.program, (words.contract)(&run.program_version, run.contract_version)),
        (words.run, (words.draws)(&draws, run.seed)),
        (words.again, again(told.case, "-o report.html")),
    ];
    Some(Section {
        ask: words.ask_made.to_owned(),
        finding: words.made.to_owned(),
        below: vec![
            (words.method)(&draws, told.crowd(told.people().as_deref()), told.case.scenario.horizon).into(),
        ],
        details: details.into_iter().map(|(name, text)| (name.to_owned(), Text::from(text))).collect(),
        ..Section::default()
    })
}
