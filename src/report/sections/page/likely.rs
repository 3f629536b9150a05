//! How likely is it? Equally likely outcomes as dots, at either side of break-even.

use super::told::Told;
use crate::report::count::Of100;
use crate::report::document::{Align, Table, Text};
use crate::report::names::ended;
use crate::report::page::Section;
use crate::report::picture::{Dots, Drawn, Picture};

pub(super) fn section(told: &Told) -> Option<Section> {
    let words = told.words;
    let mut section = Section {
        ask: words.ask_likely.to_owned(),
        finding: finding(told),
        behind: Some(((words.net_benefit)(&told.unit()), quantiles(told))),
        ..Section::default()
    };
    if told.is_certain() {
        let why = (words.why_certain)(told.case.is_all_fixed());
        section.notes.push((String::new(), why.into()));
        return Some(section);
    }
    section.about = (words.about_likely)(&told.who, &told.unit());
    section.picture = Some(dots(told));
    section.notes.push((words.how_to_read.to_owned(), words.dots_read.into()));
    Some(section)
}

/// What a page is about, in a sentence without its full stop.
pub(super) fn finding(told: &Told) -> String {
    let (words, who, main) = (told.words, told.who.as_str(), told.main);
    let mean = main.net_benefit.mean.value;
    if told.case.first_outlay(told.name).is_none() && mean >= 0.0 {
        return (words.pays_nothing)(who, &told.money(mean), told.is_certain());
    }
    if told.is_certain() {
        // What is worth nothing is neither a gain nor a loss, and counts as back.
        return match main.probability_break_even.value >= 0.5 {
            true => (words.gains_certainly)(who, told.more_than_nothing(mean).as_deref()),
            false => (words.loses_certainly)(who, &told.money(-mean)),
        };
    }
    let back = Of100::of(&main.probability_break_even);
    match back {
        Of100::All => (words.back_in_all)(who),
        Of100::None => (words.loses_in_all)(who),
        _ if main.probability_break_even.value >= 0.5 => (words.back_in)(who, &(words.of_100)(back)),
        _ => (words.loses_in)(who, &(words.of_100)(back.rest())),
    }
}

fn dots(told: &Told) -> Picture {
    let (words, net) = (told.words, &told.main.net_benefit);
    let back = Of100::of(&told.main.probability_break_even);
    let (low, high) = (told.exact_money(&net.p5), told.exact_money(&net.p95));
    let range = (words.nine_in_ten)(&low, &high);
    let bare = |of: Of100| (words.bare)(of);
    let values = net.quantiles.clone().unwrap_or_else(|| vec![net.p50.value; 100]);
    let below = back.rest().dots().min(values.len());
    let middle = told.exact_money(&net.p50);
    let says = ended((words.dots_say)(&told.who, &bare(back.rest()), &bare(back), &middle, &range));
    // What cannot happen has no side.
    let side = |of: Of100, says: fn(&str) -> (String, String)| match of {
        Of100::None => (String::new(), String::new()),
        of => says(&bare(of)),
    };
    let sides = [side(back.rest(), words.not_back), side(back, words.back)];
    let bracket = (net.p5.value, net.p95.value, range);
    let dots = Dots { values, below, sides, bracket, further_out: words.further_out, scale: told.scale };
    Picture { says, of: Drawn::Dots(dots) }
}

fn quantiles(told: &Told) -> Table {
    let words = told.words;
    let shares = [5, 10, 25, 50, 75, 90, 95].map(|percent| told.locale.per_cent(percent));
    let columns = shares.into_iter().chain([words.mean.to_owned(), words.spread.to_owned()]);
    let mut table = Table::of(columns.map(|heading| (heading, Align::Right)));
    for (name, perspective) in &told.all {
        let n = &perspective.net_benefit;
        let cells = [n.p5, n.p10, n.p25, n.p50, n.p75, n.p90, n.p95, n.mean, n.sd];
        let cells: Vec<_> = cells.iter().map(|figure| Text::from(told.amount(figure)).into()).collect();
        table.row(told.case.row_label(name), cells);
    }
    table
}
