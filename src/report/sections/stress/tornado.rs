//! The tornado: which assumption matters most, and how much.

use super::page::{Page, list};
use crate::analysis::stress::{Changed, Part, Row, Setting};
use crate::report::digits::{Locale, Scale, leading, written};
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{money, percent};
use crate::report::names::{capitalised, spoken, tame};
use crate::report::sections::rows::{MOST_ROWS, left_out, short};
use crate::summary::results::Estimate;

/// Significant digits of an assumption's value: it is a quantile of somebody's belief.
const DIGITS: i32 = 3;

/// What the tornado comes to, in words.
pub(super) fn say(page: &Page<'_>, document: &mut Document) {
    if !page.has(Part::Tornado) {
        return;
    }
    match page.stress.tornado.as_slice() {
        [] => {
            document.paragraph("No assumption on which net benefit depends is uncertain: none can be varied.")
        }
        [widest, ..] if widest.width.value == 0.0 => {
            document.paragraph("No assumption by itself moves mean net benefit.");
        }
        [widest, others @ ..] => {
            document.paragraph(page.matters(widest, others.first()));
            document.paragraph(page.turns());
        }
    }
}

/// Its rows.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    page.tornado(document);
    page.untried(document);
    page.learned(document);
}

impl Page<'_> {
    /// What the perspective in question sees; `None` where the setting could not be played.
    fn seen<'s>(&self, setting: &'s Setting) -> Option<&'s Changed> {
        setting.perspectives.get(&self.stress.perspective)
    }

    fn mean<'s>(&self, setting: &'s Setting) -> Option<&'s Estimate> {
        self.seen(setting).map(|seen| &seen.net_benefit.mean)
    }

    /// What the widest row says.
    fn matters(&self, row: &Row, next: Option<&Row>) -> Text {
        let mut text = Text::from("What matters most is ").strong(short(&spoken(&row.input)));
        if let Some(next) = next.filter(|next| row.width.lo <= next.width.hi) {
            text = text.and(format!(" (or {}: they cannot be told apart)", short(&spoken(&next.input))));
        }
        let figures = |text: Text, seen: &Changed| {
            text.and(money(&seen.net_benefit.mean, &self.currency))
                .and(" and the chance of break-even ")
                .and(percent(&seen.probability_break_even))
        };
        text = match self.seen(&row.low) {
            Some(seen) => {
                figures(text.and(format!(": at {} mean net benefit is ", value(row, &row.low))), seen)
            }
            None => text.and(format!(": at {} it cannot be tried", value(row, &row.low))),
        };
        text = match self.seen(&row.high) {
            Some(seen) => {
                let it = if row.low.untried.is_none() { "it" } else { "mean net benefit" };
                figures(text.and(format!(", at {} {it} is ", value(row, &row.high))), seen)
            }
            None => text.and(format!(", at {} it cannot be tried", value(row, &row.high))),
        };
        if let [Some(low), Some(central), Some(high)] =
            [&row.low, &row.central, &row.high].map(|setting| self.mean(setting).map(|mean| mean.value))
            && ((central < low && central < high) || (central > low && central > high))
            && let Some(seen) = self.seen(&row.central)
        {
            text =
                figures(text.and(format!(", but at its median, {}, it is ", value(row, &row.central))), seen);
        }
        text.and(match self.stress.ends {
            _ if row.widened => ". It hardly ever lies outside these two.".to_owned(),
            [0.1, 0.9] => ". At least four times in five it lies between these two.".to_owned(),
            [low, high] => {
                format!(
                    ". At least {} times in 100 it lies between these two.",
                    written((high - low) * 100.0)
                )
            }
        })
    }

    /// Which rows turn the sign of the mean: between their settings, or against the scenario as it is.
    fn turns(&self) -> Text {
        let gains = |mean: &Estimate| mean.value >= 0.0;
        let gain = gains(&self.stress.base.perspectives[&self.stress.perspective].net_benefit.mean);
        let turning =
            |row: &&Row| row.crosses || self.mean(&row.central).is_some_and(|mean| gains(mean) != gain);
        let names: Vec<&str> =
            self.stress.tornado.iter().filter(turning).map(|row| row.input.as_str()).collect();
        let turns = "by itself turns mean net benefit from gain to loss, or back";
        match names.as_slice() {
            [] => format!("No assumption {turns}, at either end or at its median.").into(),
            [one] => format!("Only {} {turns}.", short(&spoken(one))).into(),
            _ => format!("Each of these {turns}: {}.", list(&names, "and")).into(),
        }
    }

    fn tornado(&self, document: &mut Document) {
        let rows = &self.stress.tornado;
        let [low, high] = self.stress.ends.map(|end| format!("P{}", written(end * 100.0)));
        let mut sizes: Vec<f64> = rows.iter().map(|row| row.width.value).collect();
        let ends = rows.iter().flat_map(|row| [&row.low, &row.high]);
        sizes.extend(ends.filter_map(|setting| self.mean(setting)).map(|mean| mean.value));
        let scale = Scale::of_all(sizes);
        let mut table = Table::default();
        for end in [&low, &high] {
            table.column(format!("at {end}"), Align::Right, 0);
        }
        for end in [&low, &high] {
            table.column(format!("mean, {end}"), Align::Point, 0);
        }
        table.column("between", Align::Point, 0);
        for end in [&low, &high] {
            table.column(format!("breaks even, {end}"), Align::Right, 1);
        }
        table.column("", Align::Left, 2);
        let widest = rows.first().map_or(0.0, |row| row.width.value);
        for row in rows.iter().take(MOST_ROWS) {
            let share = if widest > 0.0 { row.width.value / widest } else { 0.0 };
            let ends = [&row.low, &row.high];
            let [low, high] = ends.map(|setting| match self.mean(setting) {
                Some(mean) => Cell::balance(scale.figure(mean)),
                None => "–".into(),
            });
            let [pays_low, pays_high] = ends.map(|setting| match self.seen(setting) {
                Some(seen) => percent(&seen.probability_break_even).into(),
                None => "–".into(),
            });
            table.row(
                label(row),
                [
                    value(row, &row.low).into(),
                    value(row, &row.high).into(),
                    low,
                    high,
                    Cell::amount(scale.figure(&row.width)),
                    pays_low,
                    pays_high,
                    Cell::Bar(if row.crosses { Tone::Caution } else { Tone::Plain }, share),
                ],
            );
        }
        if rows.is_empty() {
            return;
        }
        let beside = format!(
            "mean net benefit in {}, {}",
            Locale::ENGLISH.heading(scale, &self.currency),
            self.subject()
        );
        document.heading("one assumption at a time", beside);
        document.table(table);
        left_out(document, rows.len());
        let level = |pair: &[Row]| pair[0].width.lo <= pair[1].width.hi && pair[0].width != pair[1].width;
        let notes = [
            (true, "All other assumptions are as drawn, over the same draws."),
            (
                rows.windows(2).any(level),
                "Rows whose widths lie within each other's simulation error may change places.",
            ),
            (
                rows.iter().any(|row| row.widened),
                "*: both quantiles are one value, so the ends of its range were taken (P1 or P99 where it has none).",
            ),
            (
                rows.iter().any(|row| row.adjusted),
                "×: the values are those before its optimism factor, which comes on top.",
            ),
            (
                rows.iter().any(|row| !row.correlated_with.is_empty()),
                "~: moves with other assumptions, which here stay where they are.",
            ),
        ];
        let notes: Vec<&str> = notes.iter().filter(|(holds, _)| *holds).map(|(_, note)| *note).collect();
        document.paragraph(Text::of(Tone::Dim, notes.join(" ")));
    }
}

impl Page<'_> {
    /// Which settings could not be played, and why.
    fn untried(&self, document: &mut Document) {
        for row in self.stress.tornado.iter().take(MOST_ROWS) {
            let mut said: Vec<&str> = Vec::new();
            for setting in [&row.low, &row.central, &row.high] {
                let learned = setting.together.as_ref().and_then(|learned| learned.untried.as_ref());
                let (reason, how) = match (&setting.untried, learned) {
                    (Some(reason), _) => (reason, ""),
                    (None, Some(reason)) => (reason, " and those it moves with along with it"),
                    (None, None) => continue,
                };
                if said.contains(&reason.as_str()) {
                    continue;
                }
                said.push(reason);
                let (name, at) = (short(&spoken(&row.input)), value(row, setting));
                let text = format!("Untried: {name} at {at}{how}, as {}.", tame(reason));
                document.item(Text::of(Tone::Caution, text));
            }
        }
    }

    /// What follows where the partners of an assumption move with it.
    fn learned(&self, document: &mut Document) {
        let rows: Vec<&Row> =
            self.stress.tornado.iter().filter(|row| row.low.together.is_some()).take(MOST_ROWS).collect();
        let of = |setting: &'_ Setting| -> Option<Changed> {
            setting.together.as_ref()?.perspectives.get(&self.stress.perspective).cloned()
        };
        let seen: Vec<[Option<Changed>; 2]> = rows.iter().map(|row| [&row.low, &row.high].map(of)).collect();
        let sizes = seen.iter().flatten().flatten().map(|seen| seen.net_benefit.mean.value);
        let scale = Scale::of_all(sizes);
        if rows.is_empty() {
            return;
        }
        let [low, high] = self.stress.ends.map(|end| format!("P{}", written(end * 100.0)));
        let mut table = Table::default();
        for end in [&low, &high] {
            table.column(format!("mean, {end}"), Align::Point, 0);
        }
        for end in [&low, &high] {
            table.column(format!("breaks even, {end}"), Align::Right, 1);
        }
        for (row, seen) in rows.iter().zip(&seen) {
            let means = seen.iter().map(|seen| match seen {
                Some(seen) => Cell::balance(scale.figure(&seen.net_benefit.mean)),
                None => "–".into(),
            });
            let chances = seen.iter().map(|seen| match seen {
                Some(seen) => percent(&seen.probability_break_even).into(),
                None => "–".into(),
            });
            table.row(label(row), means.chain(chances).collect::<Vec<Cell>>());
        }
        let beside = format!(
            "mean net benefit in {}, {}",
            Locale::ENGLISH.heading(scale, &self.currency),
            self.subject()
        );
        document.heading("with those that move with it", beside);
        document.table(table);
        let note = "If it were learned that the assumption stands there, so that those correlated with it move as far as they go along.";
        document.paragraph(Text::of(Tone::Dim, note));
    }
}

/// A value of an assumption, to as many digits as the row's range can use.
fn value(row: &Row, setting: &Setting) -> String {
    value_within(setting.at, [row.low.at, row.high.at])
}

/// A value of an assumption, to as many digits as its range can use.
pub(super) fn value_within(at: f64, [low, high]: [f64; 2]) -> String {
    let (low, high) = if low <= high { (low, high) } else { (high, low) };
    let largest = if high.abs() > low.abs() { high.abs() } else { low.abs() };
    let range = if high > low { high - low } else { largest };
    if at == 0.0 {
        return "0".to_owned();
    }
    if largest >= 1e12 || range < 1e-6 {
        return format!("{at:.3e}").replace('-', "−");
    }
    Locale::ENGLISH.rounded(at, 1.0, leading(range) - DIGITS + 1)
}

fn label(row: &Row) -> String {
    let marks = [(row.widened, "*"), (row.adjusted, "×"), (!row.correlated_with.is_empty(), "~")];
    let marks: String = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| *mark).collect();
    format!("{}{marks}", short(&capitalised(&spoken(&row.input))))
}
