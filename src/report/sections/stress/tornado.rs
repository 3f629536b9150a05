//! The tornado: which assumption matters most, and how much.

use super::{Page, list};
use crate::analysis::stress::{Changed, Row, Setting};
use crate::report::digits::{Locale, Scale, leading, written};
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{money, percent};
use crate::report::names::{capitalised, spoken};
use crate::report::sections::rows::{MOST_ROWS, left_out, short};
use crate::summary::results::Estimate;

/// Significant digits of an assumption's value: it is a quantile of somebody's belief.
const DIGITS: i32 = 3;

/// What the tornado comes to, in words.
pub(super) fn say(page: &Page<'_>, document: &mut Document) {
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
}

impl Page<'_> {
    fn seen<'s>(&self, setting: &'s Setting) -> &'s Changed {
        &setting.perspectives[&self.stress.perspective]
    }

    fn mean<'s>(&self, setting: &'s Setting) -> &'s Estimate {
        &self.seen(setting).net_benefit.mean
    }

    /// What the widest row says.
    fn matters(&self, row: &Row, next: Option<&Row>) -> Text {
        let mut text = Text::from("What matters most is ").strong(short(&spoken(&row.input)));
        if let Some(next) = next.filter(|next| row.width.lo <= next.width.hi) {
            text = text.and(format!(" (or {}: they cannot be told apart)", short(&spoken(&next.input))));
        }
        let figures = |text: Text, setting| {
            text.and(money(self.mean(setting), &self.currency))
                .and(" and the chance of break-even ")
                .and(percent(&self.seen(setting).probability_break_even))
        };
        text = figures(text.and(format!(": at {} mean net benefit is ", value(row, &row.low))), &row.low);
        text = figures(text.and(format!(", at {} it is ", value(row, &row.high))), &row.high);
        let [low, central, high] =
            [&row.low, &row.central, &row.high].map(|setting| self.mean(setting).value);
        if (central < low && central < high) || (central > low && central > high) {
            text = figures(
                text.and(format!(", but at its median, {}, it is ", value(row, &row.central))),
                &row.central,
            );
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
        let turning = |row: &&Row| row.crosses || gains(self.mean(&row.central)) != gain;
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
        sizes.extend(
            rows.iter().flat_map(|row| [&row.low, &row.high]).map(|setting| self.mean(setting).value),
        );
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
            let [low, high] = [&row.low, &row.high].map(|setting| self.seen(setting));
            table.row(
                label(row),
                [
                    value(row, &row.low).into(),
                    value(row, &row.high).into(),
                    Cell::balance(scale.figure(&low.net_benefit.mean)),
                    Cell::balance(scale.figure(&high.net_benefit.mean)),
                    Cell::amount(scale.figure(&row.width)),
                    percent(&low.probability_break_even).into(),
                    percent(&high.probability_break_even).into(),
                    Cell::Bar(if row.crosses { Tone::Caution } else { Tone::Plain }, share),
                ],
            );
        }
        if rows.is_empty() {
            return;
        }
        let beside = format!("mean net benefit in {}, {}", scale.of_currency(&self.currency), self.subject());
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

/// A value of an assumption, to as many digits as the row's range can use.
fn value(row: &Row, setting: &Setting) -> String {
    let (low, high) = (row.low.at, row.high.at);
    let largest = if high.abs() > low.abs() { high.abs() } else { low.abs() };
    let range = if high > low { high - low } else { largest };
    if largest >= 1e12 || range < 1e-6 {
        return format!("{:.3e}", setting.at).replace('-', "−");
    }
    Locale::ENGLISH.rounded(setting.at, 1.0, leading(range) - DIGITS + 1)
}

fn label(row: &Row) -> String {
    let marks = [(row.widened, "*"), (row.adjusted, "×"), (!row.correlated_with.is_empty(), "~")];
    let marks: String = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| *mark).collect();
    format!("{}{marks}", short(&capitalised(&spoken(&row.input))))
}
