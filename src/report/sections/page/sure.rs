//! How sure is the number? Doubt that knowledge would take away, luck that it would not, and the error of the simulation.

use super::head::error_in_points;
use super::told::Told;
use crate::report::figure::{Kind, figure, percent};
use crate::report::names::ended;
use crate::report::page::Section;
use crate::report::picture::{Drawn, Picture, Split};
use crate::summary::results::Estimate;

/// A share that is as good as all of it.
const NEARLY_ALL: f64 = 0.995;

pub(super) fn section(told: &Told) -> Option<Section> {
    let words = told.words;
    let (doubt, luck) = (told.main.variance.parameter_share?, told.main.variance.cohort_luck_share?);
    let share = |of: &_| figure(of, Kind::Share).show(&told.locale);
    let (of_doubt, of_luck) = (share(&doubt), share(&luck));
    let parts = [(words.doubt)(&of_doubt), (words.chance)(&of_luck, told.moves())];
    let says = ended(format!("{}: {}, {}", (words.about_sure)(&told.who), parts[0].0, parts[1].0));
    let chance = percent(&told.main.probability_break_even).show(&told.locale);
    let error = match error_in_points(told) {
        Some(points) => (words.error)(&chance, &points),
        None => words.exact.to_owned(),
    };
    Some(Section {
        ask: words.ask_sure.to_owned(),
        finding: finding(told, &doubt),
        about: (words.about_sure)(&told.who),
        picture: Some(Picture { says, of: Drawn::Split(Split { share: doubt.value, parts }) }),
        below: vec![error.into()],
        ..Section::default()
    })
}

fn finding(told: &Told, doubt: &Estimate) -> String {
    let words = told.words;
    let of_doubt = figure(doubt, Kind::Share).show(&told.locale);
    match doubt.value {
        value if value >= NEARLY_ALL => words.only_doubt.to_owned(),
        value if value <= 1.0 - NEARLY_ALL => (words.only_luck)(told.moves()).to_owned(),
        value if value >= 0.5 => (words.mostly_doubt)(&of_doubt),
        _ => (words.mostly_luck)(&of_doubt),
    }
}

/// What better knowledge could do, where there is doubt, and the error of the simulation.
pub(super) fn in_short(told: &Told) -> String {
    let words = told.words;
    let doubt = told.main.variance.parameter_share.as_ref().map(|doubt| ended(finding(told, doubt)));
    let error = match error_in_points(told) {
        Some(points) => (words.error_in_short)(&points),
        None => words.exact_in_short.to_owned(),
    };
    doubt.into_iter().chain([error]).collect::<Vec<String>>().join(" ")
}
