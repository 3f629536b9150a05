//! When? The share of outcomes that are back, by year.

use super::told::Told;
use crate::report::count::Of100;
use crate::report::document::{Align, Cell, Table};
use crate::report::figure::percent;
use crate::report::names::ended;
use crate::report::page::Section;
use crate::report::picture::{Drawn, Mark, Picture, Years, YearsOf};
use crate::report::sections::case::is_certain;
use crate::summary::results::{Estimate, PerspectiveResults};

/// Panels of a picture.
const MOST_PANELS: usize = 4;

pub(super) fn section(told: &Told) -> Option<Section> {
    let shown = shown(told);
    if shown.is_empty() {
        return None;
    }
    let words = told.words;
    let mut section = Section {
        ask: words.ask_when.to_owned(),
        finding: finding(told),
        about: words.about_when.to_owned(),
        picture: Some(years(told, &shown[..shown.len().min(MOST_PANELS)])),
        behind: Some((words.chance_by_year.to_owned(), by_year(told))),
        ..Section::default()
    };
    // Who pays nothing on average may still lose in some outcomes: of those it would be wrong to say.
    let without: Vec<String> = (told.payers().into_iter())
        .filter(|(name, p)| told.case.first_outlay(name).is_none() && p.probability_break_even.value >= 1.0)
        .map(|(name, _)| told.case.label(name))
        .collect();
    if !without.is_empty() && without.len() <= MOST_PANELS {
        let payers = told.case.words.list(&without);
        section.notes.push((String::new(), (words.pay_nothing)(&payers, without.len() > 1).into()));
    }
    if shown.len() > MOST_PANELS {
        section.notes.push((String::new(), (words.not_shown)(shown.len() - MOST_PANELS).into()));
    }
    Some(section)
}

/// Those that have something to have back: the main one, then the payers with the largest costs.
fn shown<'a>(told: &Told<'a>) -> Vec<(&'a str, &'a PerspectiveResults)> {
    let main = told.case.first_outlay(told.name).map(|_| (told.name, told.main));
    let paying = told.paying().into_iter().filter(|(name, _)| *name != told.name);
    // A payer that is the very same as the main one is not among all.
    let paying = paying.filter(|(name, _)| told.all.iter().any(|(other, _)| other == name));
    main.into_iter().chain(paying).collect()
}

fn finding(told: &Told) -> String {
    let (words, horizon) = (told.words, told.case.scenario.horizon);
    let by = |name: &str, p: &PerspectiveResults| {
        let outlay = told.case.first_outlay(name).unwrap_or_default();
        p.break_even_year.median.map(|year| year.value.max(outlay))
    };
    let is_back = told.main.break_even_year.median.is_some();
    let of_main = match (by(told.name, told.main), is_certain(told.main)) {
        (Some(year), true) => (words.certain_by)(year),
        (None, true) => (words.certain_never)(horizon),
        (Some(year), false) => (words.half_by)(year),
        (None, false) => (words.never_half)(horizon),
    };
    let Some((name, payer)) = shown(told).into_iter().find(|(name, _)| *name != told.name) else {
        return of_main;
    };
    let who = told.case.subject(name);
    let of_payer = match by(name, payer) {
        Some(year) => (words.payer_by)(&who, year, is_back, is_certain(payer)),
        None => (words.payer_not_by)(&who, horizon, !is_back),
    };
    of_main + &of_payer
}

fn years(told: &Told, shown: &[(&str, &PerspectiveResults)]) -> Picture {
    let words = told.words;
    let panel = |(name, p): &(&str, &PerspectiveResults)| YearsOf {
        label: told.case.label(name),
        shares: p
            .break_even_year
            .by_year
            .iter()
            .enumerate()
            .map(|(year, chance)| {
                // Money cannot be back before any was out.
                let is_out = told.case.first_outlay(name).is_some_and(|outlay| year >= outlay);
                // Of what no draw showed the column says so.
                let is_seen = is_out && chance.value > 0.0;
                let of = if is_seen { Of100::of(chance) } else { Of100::None };
                Mark::of(if is_out { chance.value } else { 0.0 }, (words.bare)(of))
            })
            .collect(),
    };
    let panels: Vec<YearsOf> = shown.iter().map(panel).collect();
    let said = panels.iter().map(|panel| {
        let years = panel
            .shares
            .iter()
            .enumerate()
            .map(|(year, share)| format!("{}: {}", (words.year)(year), share.shown));
        ended(format!("{}: {}", panel.label, years.collect::<Vec<String>>().join(", ")))
    });
    let says = format!("{}. {}", words.about_when, said.collect::<Vec<String>>().join(" "));
    let lines = [words.half.to_owned(), words.all_100.to_owned()];
    Picture { says, of: Drawn::Years(Years { panels, lines, first: words.year_0.to_owned() }) }
}

fn by_year(told: &Told) -> Table {
    let words = told.words;
    let years = 0..=told.case.scenario.horizon;
    let columns = years.map(words.year).chain([words.never_column.to_owned()]);
    let mut table = Table::of(columns.map(|heading| (heading, Align::Right)));
    for (name, p) in &told.all {
        // Money cannot be back before any was out.
        let outlay = told.case.first_outlay(name).unwrap_or_default();
        let by_year =
            p.break_even_year.by_year.iter().enumerate().map(|(year, chance)| match year < outlay {
                true => Cell::from(percent(&Estimate::exact(0.0))),
                false => percent(chance).into(),
            });
        let never = Cell::from(percent(&p.break_even_year.never));
        table.row(told.case.row_label(name), by_year.chain([never]).collect::<Vec<Cell>>());
    }
    table
}
