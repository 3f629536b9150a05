//! The tornado: which assumption matters most, and how much.

use super::page::Page;
use crate::analysis::stress::{Changed, Part, Row, Setting};
use crate::report::digits::{Locale, Scale, leading};
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{money, percent};
use crate::report::names::{capitalised, spoken, tame};
use crate::report::picture::{Mark, Picture, Swing};
use crate::report::sections::rows::{MOST_ROWS, left_out, short};
use crate::report::words::Words;
use crate::report::words::stress::{At, Matters, Spans};
use crate::summary::results::Estimate;

/// Significant digits of an assumption's value: it is a quantile of somebody's belief.
const DIGITS: i32 = 3;

/// What the tornado comes to, in words.
pub(super) fn say(page: &Page<'_>, document: &mut Document) {
    if !page.has(Part::Tornado) {
        return;
    }
    match page.stress.tornado.as_slice() {
        [] => document.paragraph(page.words.stress.none_uncertain),
        [widest, ..] if widest.width.value == 0.0 => document.paragraph(page.words.stress.none_moves),
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
        let (name, locale) = (|row: &Row| short(&spoken(&row.input)), &self.words.locale);
        let at = |setting: &Setting| At {
            value: value(row, setting, locale),
            seen: self.seen(setting).map(|seen| {
                let mean = money(&seen.net_benefit.mean, &self.currency);
                [mean, percent(&seen.probability_break_even)].map(Text::from)
            }),
        };
        let [low, central, high] =
            [&row.low, &row.central, &row.high].map(|setting| self.mean(setting).map(|mean| mean.value));
        let is_outside = match (low, central, high) {
            (Some(low), Some(central), Some(high)) => {
                (central < low && central < high) || (central > low && central > high)
            }
            _ => false,
        };
        (self.words.stress.matters)(Matters {
            input: Text::of(Tone::Strong, name(row)),
            or: next.filter(|next| row.width.lo <= next.width.hi).map(name),
            low: at(&row.low),
            high: at(&row.high),
            median: is_outside.then(|| at(&row.central)),
            spans: match self.stress.ends {
                _ if row.widened => Spans::Nearly,
                [0.1, 0.9] => Spans::FourInFive,
                [low, high] => Spans::In100(locale.written((high - low) * 100.0)),
            },
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
        let words = &self.words.stress;
        match names.as_slice() {
            [] => words.none_turns.into(),
            [one] => (words.only_turns)(&short(&spoken(one))).into(),
            _ => (words.each_turns)(&self.list(&names, self.words.and)).into(),
        }
    }

    /// The rows as bars between the means at both ends.
    fn picture(&self, heading: &str, scale: Scale) -> Picture {
        let locale = &self.words.locale;
        let mark = |mean: &Estimate| Mark::of(mean.value, scale.figure(mean).show(locale));
        let bar = |row: &Row| {
            let ends = [mark(self.mean(&row.low)?), mark(self.mean(&row.high)?)];
            let range = [&row.low, &row.high].map(|setting| value(row, setting, locale)).join(" – ");
            Some(Swing { label: capitalised(&spoken(&row.input)), range, ends, is_luck: false })
        };
        let bars = self.stress.tornado.iter().take(MOST_ROWS).filter_map(bar).collect();
        let base = &self.stress.base.perspectives[&self.stress.perspective].net_benefit.mean;
        Picture::tornado(heading, bars, mark(base), scale)
    }

    fn tornado(&self, document: &mut Document) {
        let Words { locale, stress: words, .. } = self.words;
        let rows = &self.stress.tornado;
        let [low, high] = self.stress.ends.map(|end| format!("P{}", locale.written(end * 100.0)));
        let mut sizes: Vec<f64> = rows.iter().map(|row| row.width.value).collect();
        let ends = rows.iter().flat_map(|row| [&row.low, &row.high]);
        sizes.extend(ends.filter_map(|setting| self.mean(setting)).map(|mean| mean.value));
        let scale = Scale::of_all(sizes);
        let mut table = Table::default();
        for end in [&low, &high] {
            table.column((words.at)(end), Align::Right, 0);
        }
        for end in [&low, &high] {
            table.column((words.mean_at)(end), Align::Point, 0);
        }
        table.column(words.between, Align::Point, 0);
        for end in [&low, &high] {
            table.column((words.breaks_even_at)(end), Align::Right, 1);
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
                    value(row, &row.low, locale).into(),
                    value(row, &row.high, locale).into(),
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
        let beside = self.means_in(scale);
        let picture = self.picture(words.one_at_a_time, scale);
        document.heading(words.one_at_a_time, beside);
        document.picture(picture);
        document.table(table);
        left_out(document, rows.len());
        let level = |pair: &[Row]| pair[0].width.lo <= pair[1].width.hi && pair[0].width != pair[1].width;
        let notes = [
            (true, words.others_as_drawn),
            (rows.windows(2).any(level), words.may_change_places),
            (rows.iter().any(|row| row.widened), words.ends_of_range),
            (rows.iter().any(|row| row.adjusted), words.before_optimism),
            (rows.iter().any(|row| !row.correlated_with.is_empty()), words.moves_with_others),
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
                    (Some(reason), _) => (reason, false),
                    (None, Some(reason)) => (reason, true),
                    (None, None) => continue,
                };
                if said.contains(&reason.as_str()) {
                    continue;
                }
                said.push(reason);
                let (name, at) = (short(&spoken(&row.input)), value(row, setting, &self.words.locale));
                let text = (self.words.stress.untried)(&name, &at, how, &tame(reason));
                document.item(Text::of(Tone::Caution, text));
            }
        }
    }

    /// What follows where the partners of an assumption move with it.
    fn learned(&self, document: &mut Document) {
        let Words { locale, stress: words, .. } = self.words;
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
        let [low, high] = self.stress.ends.map(|end| format!("P{}", locale.written(end * 100.0)));
        let mut table = Table::default();
        for end in [&low, &high] {
            table.column((words.mean_at)(end), Align::Point, 0);
        }
        for end in [&low, &high] {
            table.column((words.breaks_even_at)(end), Align::Right, 1);
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
        let beside = self.means_in(scale);
        document.heading(words.with_others, beside);
        document.table(table);
        document.paragraph(Text::of(Tone::Dim, words.if_learned));
    }
}

/// A value of an assumption, to as many digits as the row's range can use.
fn value(row: &Row, setting: &Setting, locale: &Locale) -> String {
    value_within(setting.at, [row.low.at, row.high.at], locale)
}

/// A value of an assumption, to as many digits as its range can use.
pub(super) fn value_within(at: f64, [low, high]: [f64; 2], locale: &Locale) -> String {
    let (low, high) = if low <= high { (low, high) } else { (high, low) };
    let largest = if high.abs() > low.abs() { high.abs() } else { low.abs() };
    let range = if high > low { high - low } else { largest };
    if at == 0.0 {
        return "0".to_owned();
    }
    if largest >= 1e12 || range < 1e-6 {
        return powered(&format!("{at:.3e}"), locale);
    }
    locale.rounded(at, 1.0, leading(range) - DIGITS + 1)
}

/// A number with a power of ten as a language sets it.
pub(super) fn powered(number: &str, locale: &Locale) -> String {
    number.replace('-', "−").replace('.', &locale.decimal.to_string())
}

fn label(row: &Row) -> String {
    let marks = [(row.widened, "*"), (row.adjusted, "×"), (!row.correlated_with.is_empty(), "~")];
    let marks: String = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| *mark).collect();
    format!("{}{marks}", short(&capitalised(&spoken(&row.input))))
}
