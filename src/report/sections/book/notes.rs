//! What the sheets mean, and where the figures come from.

use super::made::Made;
use crate::model::{Key, Part, work_out};
use crate::report::book::{Cell, Sheet, Style, Unit};
use crate::report::names::tame;
use crate::report::sections::call::{again, assigned};
use crate::scenario::By;

pub(super) fn sheet(made: &Made<'_>) -> Sheet {
    let words = made.words;
    let mut sheet = made.sheet(words.notes, words.notes, &[]);
    let rows = &mut sheet.rows;
    let heading = |text: &str| vec![Cell::text(text).styled(Style::Heading)];
    rows.push(heading(words.what_sheets_hold));
    let is_followed = made.case.scenario.pathways.is_some();
    let people = is_followed.then_some((words.where_people_are, words.where_people_are_holds));
    let first = [(words.summary, words.summary_holds), (words.by_year, words.by_year_holds)];
    let rest = [
        (words.assumptions, words.assumptions_hold),
        (words.requirements, words.requirements_hold),
        (words.base_case, words.base_case_holds),
        (words.changes, words.changes_hold),
        (words.draws, words.draws_hold),
        (words.charts, words.charts_hold),
    ];
    for (name, holds) in first.into_iter().chain(people).chain(rest) {
        rows.push(vec![Cell::text(name), Cell::text(holds).styled(Style::Wrapped)]);
    }
    rows.push(Vec::new());
    rows.push(heading(words.base_case));
    for said in [words.base_case_is, words.how_to_change] {
        rows.push(vec![Cell::default(), Cell::text(said).styled(Style::Wrapped)]);
    }
    rows.push(Vec::new());
    rows.push(heading(words.what_is_no_formula));
    let [differing, moving] = valued(made).map(|lines| lines.join(", "));
    let stand = [(differing, words.differing_people), (moving, words.moving_people)];
    let stand = stand.into_iter().filter(|(lines, _)| !lines.is_empty());
    let mut said: Vec<String> = stand.map(|(lines, says)| says(&lines)).collect();
    said.push(if said.is_empty() { words.everything_is } else { words.too_long }.to_owned());
    rows.extend(said.into_iter().map(|said| vec![Cell::default(), Cell::text(said).styled(Style::Wrapped)]));
    rows.push(Vec::new());
    rows.push(heading(words.mean));
    for said in [words.errors_are, words.mean_is_not] {
        rows.push(vec![Cell::default(), Cell::text(said).styled(Style::Wrapped)]);
    }
    rows.push(Vec::new());
    rows.push(heading(words.provenance));
    provenance(made, rows);
    sheet.widths = vec![30.0, 110.0];
    sheet.frozen = (1, 0);
    sheet.upright = true;
    sheet
}

/// The lines of which an expectation over people is part, and those that count people in states.
fn valued(made: &Made<'_>) -> [Vec<String>; 2] {
    let mut all = [Vec::new(), Vec::new()];
    let Ok(worked) = work_out(made.case.scenario) else { return all };
    for row in &worked.rows {
        let names: &mut Vec<String> = match row.key {
            Key::Expected => &mut all[0],
            Key::PersonYears | Key::MorePersonYears | Key::Moves | Key::MoreMoves => &mut all[1],
            _ => continue,
        };
        let name = match &row.part {
            Part::Cost(name) => made.label("costs", name),
            Part::Effect(name) => made.label("effects", name),
            _ => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    all
}

fn provenance(made: &Made<'_>, rows: &mut Vec<Vec<Cell>>) {
    let (words, results) = (made.words, made.case.results);
    let (scenario, run) = (&results.scenario, &results.run);
    let mut text = |name: &str, value: String| {
        rows.push(vec![Cell::text(name), Cell::text(value).styled(Style::Wrapped)]);
    };
    text(words.file, tame(&scenario.file));
    if let Some(variant) = &scenario.variant {
        text(words.variant, tame(variant));
    }
    text(words.hash, scenario.sha256.clone());
    for changed in scenario.changed.iter().filter(|changed| changed.by == By::Set) {
        text(words.was_changed, tame(&assigned(changed)));
    }
    text(words.sampling, tame(&(made.case.words.common.sampling)(&run.sampling)));
    text(words.version, format!("vendepunkt {}", run.program_version));
    text(words.command, again(&made.case, "-o report.xlsx"));
    let mut number = |name: &str, value: f64| {
        let number = Cell::number(value, Unit::Whole);
        rows.push(vec![Cell::text(name), number.styled(Style::Left)]);
    };
    number(words.draws, run.draws as f64);
    number(words.seed, run.seed as f64);
    number(words.contract, f64::from(run.contract_version));
}
