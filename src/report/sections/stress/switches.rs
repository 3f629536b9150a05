//! A picture of the assumptions that are nearest to turning the answer.

use super::page::Page;
use super::switching::{Of, called, name, spot, turned, turning};
use crate::analysis::stress::{Holds, Switch, Switching, Turns};
use crate::report::digits::TIE;
use crate::report::document::Document;
use crate::report::names::capitalised;
use crate::report::picture::{self, Drawn, Mark, Picture, Shown};
use crate::summary::results::Estimate;

/// Rows of a picture; the table has the others too.
const MOST: usize = 8;

/// Draws where the certainty that is aimed at turns; where nothing turns that, where the mean does.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    let (mean, chance): (Of, Of) = (|row| &row.mean, |row| &row.probability);
    let of_chance = turning(&page.stress.switching, chance);
    let of_mean = of_chance.is_empty();
    let found = if of_mean { turning(&page.stress.switching, mean) } else { of_chance };
    if found.is_empty() {
        return;
    }
    let words = &page.words.turning;
    let locale = &page.words.locale;
    let base = &page.stress.base.perspectives[&page.stress.perspective];
    let holds_now = match of_mean {
        true => base.net_benefit.mean.value >= 0.0,
        false => base.probability_break_even.value >= page.stress.target,
    };
    let certainty = (words.certainty)(&locale.per_cent(locale.written(page.stress.target * 100.0)));
    // Of what turns more than once no single value says where it holds.
    let finding = found.iter().find(|(.., turns)| *turns == 1).map(|(row, switch, _)| {
        let (input, value) = (called(row, page.words), turned(row, switch, page.words));
        (words.turns)(of_mean, holds_now, &certainty, &input, switch.holds == Holds::Above, &value)
    });
    let finding = finding.unwrap_or_default();
    let of = if of_mean { mean } else { chance };
    let rows: Vec<picture::Switch> =
        found.iter().take(MOST).filter_map(|(row, ..)| page.switch(row, of(row).as_ref()?)).collect();
    let [low, high] = page.stress.ends;
    let share = locale.written((high - low) * 100.0);
    let is_known = rows.iter().any(|row| row.likely.is_some());
    let read = (words.marks)(is_known.then_some(share.as_str()));
    let said = rows.iter().map(|row| {
        let turns = row.turns.iter().map(|(at, _)| at.shown.clone());
        let all: Vec<String> = row.now.iter().map(|now| now.shown.clone()).chain(turns).collect();
        format!("{}: {}", row.label, all.join(", "))
    });
    let says = format!("{read} {}.", said.collect::<Vec<String>>().join("; "));
    document.picture(Shown { finding, picture: Picture { says, of: Drawn::Switches(rows) }, read });
}

impl Page<'_> {
    fn switch(&self, row: &Switching, turns: &Turns) -> Option<picture::Switch> {
        let words = self.words;
        let turn = |switch: &Switch| {
            let above = switch.holds == Holds::Above;
            let side = if above { "≥" } else { "≤" };
            let shown = format!("{side}{TIE}{}", turned(row, switch, words));
            (Mark::of(switch.value.value, shown), above)
        };
        let now = row.median.map(|median| {
            let shown = spot(row, &Estimate::exact(median), words);
            Mark::of(median, (words.turning.now)(&shown))
        });
        // The ends at which the tornado sets it, where that was wanted.
        let of_it = self.stress.tornado.iter().find(|of| Some(&of.input) == row.input.as_ref());
        Some(picture::Switch {
            label: capitalised(&name(row, words)),
            now,
            likely: of_it.map(|of| [of.low.at, of.high.at]),
            possible: row.range.plausible,
            turns: turns.roots.iter().map(turn).collect(),
        })
    }
}
