//! What could overturn it? The assumption that is likeliest to, and what follows by its value.

use super::told::Told;
use super::value::Values;
use crate::analysis::stress::{Glance, Turning as Found};
use crate::report::count::Of100;
use crate::report::digits::half_width;
use crate::report::document::{Align, Cell, Table, Text};
use crate::report::figure::percent;
use crate::report::names::ended;
use crate::report::page::Section;
use crate::report::picture::{Drawn, Mark, Picture, Turning};

pub(super) fn section(told: &Told) -> Option<Section> {
    let glance = told.glance.filter(|_| !told.case.scenario.inputs.is_empty())?;
    let words = told.words;
    let ask = words.ask_overturns.to_owned();
    let Some(found) = &glance.turning else {
        // Where nothing is in doubt nothing was looked for.
        return nothing_turns(told, glance).map(|finding| Section {
            ask,
            finding,
            notes: vec![(String::new(), on_draws(told, glance))],
            ..Section::default()
        });
    };
    let values = Values::of(told, &found.input);
    let input = values.label();
    let mut section = Section { ask, finding: turns(told, glance, found), ..Section::default() };
    if !found.curve.is_empty() {
        section.about = (words.about_turns)(&told.who, &input);
        section.picture = Some(turning(told, glance, found, &values));
        section.behind = Some((section.about.clone(), behind(told, glance, found, &values)));
    }
    match found.is_fixed {
        true => section.notes.push((words.weak_point.to_owned(), words.fixed_point.into())),
        false => section.notes.push((String::new(), words.others_as_drawn.into())),
    }
    section.notes.push((String::new(), on_draws(told, glance)));
    Some(section)
}

/// The finding in short, also where there is no section on it.
pub(super) fn in_short(told: &Told) -> String {
    let found = told.glance.and_then(|glance| match &glance.turning {
        Some(found) => Some(turns(told, glance, found)),
        None => nothing_turns(told, glance),
    });
    ended(found.unwrap_or_else(|| (told.words.nothing_moves)(told.glance.is_some()).to_owned()))
}

/// Up to which value the answer holds, or from which.
fn turns(told: &Told, glance: &Glance, found: &Found) -> String {
    let values = Values::of(told, &found.input);
    let holds_now = glance.base.probability.value >= glance.target;
    let value = values.short(found.at.value);
    (told.words.turns)(glance.is_required, holds_now, &values.within(), found.holds_above, &value)
}

/// That none of the assumptions looked at turns the answer; nothing where none was.
fn nothing_turns(told: &Told, glance: &Glance) -> Option<String> {
    let all = glance.swings.len();
    (all > 0).then(|| (told.words.nothing_turns)(glance.is_required, glance.searched < all).to_owned())
}

/// On how many draws it is worked out, and how sure that is.
pub(super) fn on_draws(told: &Told, glance: &Glance) -> Text {
    let draws = told.locale.written(glance.draws as f64);
    // The largest error of all that is shown of these draws.
    let swings = glance.swings.iter().flat_map(|swing| &swing.ends);
    let curve = glance.turning.iter().flat_map(|turning| &turning.curve);
    let half = ([&glance.base].into_iter().chain(swings).chain(curve))
        .map(|at| half_width(&at.probability) * 100.0)
        .fold(0.1, |most, half| if half > most { half } else { most });
    let half = libm::ceil(half * 10.0) / 10.0;
    (told.words.on_draws)(&draws, &told.locale.written(half)).into()
}

fn turning(told: &Told, glance: &Glance, found: &Found, values: &Values) -> Picture {
    let words = told.words;
    let points: Vec<(Mark, Mark)> = found
        .curve
        .iter()
        .map(|at| {
            let share = Mark::of(at.probability.value, (words.bare)(Of100::of(&at.probability)));
            (Mark::of(at.value, values.short(at.value)), share)
        })
        .collect();
    let needed = told.locale.written(libm::round(glance.target * 1000.0) / 10.0);
    let needed = Mark::of(glance.target, (words.need)(glance.is_required, &needed));
    let turns = Mark::of(found.at.value, values.short(found.at.value));
    let said = points.iter().map(|(at, share)| format!("{}: {}", at.shown, share.shown));
    let says = [
        (words.about_turns)(&told.who, &values.label()),
        said.collect::<Vec<String>>().join(", "),
        format!("{}: {}", needed.shown, turns.shown),
    ];
    let says = says.map(ended).join(" ");
    let is_inside = !found.is_fixed;
    let now = is_inside.then(|| Mark::of(found.now, (words.now)(&values.short(found.now))));
    let names = [words.back_of_100.to_owned(), values.name()];
    Picture {
        says,
        of: Drawn::Turning(Turning { points, needed: Some(needed), turns: Some(turns), now, names }),
    }
}

fn behind(told: &Told, glance: &Glance, found: &Found, values: &Values) -> Table {
    let words = told.words;
    let net = format!("{}, {}", words.net, told.unit());
    let mut columns = vec![(words.is_back.to_owned(), Align::Right), (net, Align::Right)];
    if glance.is_required {
        columns.push((words.requirement.to_owned(), Align::Left));
    }
    let mut table = Table::of(columns);
    for at in &found.curve {
        let mut cells: Vec<Cell> = vec![percent(&at.probability).into(), told.amount(&at.mean).into()];
        if glance.is_required {
            cells.push((words.requirement_met)(at.probability.value >= glance.target).into());
        }
        table.row(values.short(at.value), cells);
    }
    table
}
