//! A picture of the assumptions that are nearest to turning the answer.

use super::page::Page;
use super::switching::{Of, called, name, spot, turned, turning};
use crate::analysis::stress::{CurvePoint, Holds, Switch, Switching, Turns};
use crate::report::digits::TIE;
use crate::report::document::Document;
use crate::report::names::capitalised;
use crate::report::picture::{self, Course, Courses, Drawn, Mark, Picture, Shown};
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
    if !of_mean {
        courses(page, &found, document);
    }
}

/// How the certainty runs along each of them, a panel for each in the same order.
fn courses(page: &Page<'_>, found: &[(&Switching, &Switch, usize)], document: &mut Document) {
    let (words, locale) = (&page.words.turning, &page.words.locale);
    let curves = found.iter().filter_map(|(row, ..)| Some((*row, row.curve.as_ref()?)));
    let (panels, draws): (Vec<Course>, Vec<u64>) = curves
        .take(MOST)
        .filter_map(|(row, curve)| Some((page.course(row, &curve.points)?, curve.draws)))
        .unzip();
    let (Some(fewest), Some(most)) = (draws.iter().min(), draws.iter().max()) else { return };
    let [fewest, most] = [fewest, most].map(|draws| locale.written(*draws as f64));
    let target = page.stress.target;
    let needed = Mark::of(target, locale.written(libm::round(target * 1000.0) / 10.0));
    let read = (words.courses_read)(&needed.shown, (&fewest, &most));
    let said = panels.iter().map(|panel| {
        let bare = |share: f64| locale.written(libm::round(share * 100.0));
        let ends =
            [panel.points.first(), panel.points.last()].map(|end| end.map_or(0.0, |(_, share)| *share));
        let [from, to] = ends.map(bare);
        (words.course)(&panel.label, &panel.ends[0], &from, &panel.ends[1], &to)
    });
    let says = format!("{read} {}.", said.collect::<Vec<String>>().join("; "));
    let of = Drawn::Courses(Courses { panels, needed });
    let finding = (words.courses)(&page.subject());
    document.picture(Shown { finding, picture: Picture { says, of }, read });
}

impl Page<'_> {
    /// A number and the certainty along it.
    fn course(&self, row: &Switching, points: &[CurvePoint]) -> Option<Course> {
        let shown = |at: f64| spot(row, &Estimate::exact(at), self.words);
        let ends = [points.first()?.at, points.last()?.at].map(shown);
        let switch = self.switch(row, row.probability.as_ref()?)?;
        let points = points.iter().map(|point| (point.at, point.probability)).collect();
        let turns = switch.turns.into_iter().map(|(at, _)| at).collect();
        Some(Course { label: switch.label, points, turns, now: switch.now, ends })
    }

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
