//! A stress test: which assumption matters most, and how much.

use super::rows::short;
use crate::analysis::stress::{Row, Setting, Stress};
use crate::report::digits::{Locale, Scale, written};
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{money, percent};
use crate::report::names::{capitalised, spoken, tame};
use crate::summary::results::Estimate;

/// Significant digits of an assumption's value: it is a quantile of somebody's belief.
const DIGITS: usize = 3;

/// Composes the report.
pub fn compose(stress: &Stress) -> Document {
    let mut document = Document::new(Locale::ENGLISH);
    let about = match &stress.scenario.variant {
        Some(variant) => format!("{} (variant {variant})", stress.scenario.file),
        None => stress.scenario.file.clone(),
    };
    document.title(Text::of(Tone::Strong, tame(&stress.scenario.title)), tame(&about));
    let currency = tame(&stress.scenario.currency);
    document.paragraph(stands(stress, &currency));
    match stress.tornado.first() {
        Some(widest) => {
            document.paragraph(matters(stress, widest, &currency));
            tornado(&mut document, stress, &currency);
        }
        None => document
            .paragraph("Every assumption that a figure depends on is fixed: there is nothing to vary."),
    }
    for input in &stress.unread {
        let text = format!("No figure depends on the {}.", spoken(input));
        document.paragraph(Text::of(Tone::Dim, text));
    }
    for warning in &stress.warnings {
        document.item(Text::of(Tone::Caution, warning.message.clone()));
    }
    document
}

/// Where the case stands as it is.
fn stands(stress: &Stress, currency: &str) -> Text {
    let base = &stress.base.perspectives[&stress.perspective];
    let (mean, chance) = (money(&base.net_benefit.mean, currency), percent(&base.probability_break_even));
    Text::from(format!("As it is, {} gains ", of(stress)))
        .and(mean.clone())
        .error(mean)
        .and(" on average and breaks even in ")
        .and(chance.clone())
        .error(chance)
        .and(" of all draws.")
}

/// Whose net benefit it is.
fn of(stress: &Stress) -> String {
    if stress.perspective == "public" { "the public".to_owned() } else { spoken(&stress.perspective) }
}

/// What the widest row says.
fn matters(stress: &Stress, row: &Row, currency: &str) -> Text {
    let [low, high] = [&row.low, &row.high].map(|setting| &setting.perspectives[&stress.perspective]);
    let (from, to) =
        if low.net_benefit.mean.value <= high.net_benefit.mean.value { (low, high) } else { (high, low) };
    let [low_end, high_end] = stress.ends;
    let often = match (low_end, high_end) {
        (0.1, 0.9) => "four times in five".to_owned(),
        _ => format!("{} times in 100", written((high_end - low_end) * 100.0)),
    };
    let lies = if row.widened { "all of its range".to_owned() } else { format!("{often} it lies there") };
    Text::of(Tone::Strong, format!("The {} matters most", spoken(&row.input)))
        .and(format!(
            ": between {} and {} ({lies}) mean net benefit runs from ",
            value(row, &row.low),
            value(row, &row.high)
        ))
        .and(money(&from.net_benefit.mean, currency))
        .and(" to ")
        .and(money(&to.net_benefit.mean, currency))
        .and(" and break-even from ")
        .and(percent(&from.probability_break_even))
        .and(" to ")
        .and(percent(&to.probability_break_even))
        .and(".")
}

/// A value of an assumption, as short as can be told from its other values.
fn value(row: &Row, setting: &Setting) -> String {
    let size = |x: f64| if x == 0.0 { 0 } else { libm::floor(libm::log10(x.abs())) as i32 };
    let spread = size(row.high.at - row.low.at);
    let last = spread - DIGITS as i32 + 1;
    let unit = libm::pow(10.0, f64::from(last));
    let rounded = libm::round(setting.at / unit) * unit;
    written(if last < 0 { libm::round(rounded / unit) / libm::pow(10.0, f64::from(-last)) } else { rounded })
}

fn tornado(document: &mut Document, stress: &Stress, currency: &str) {
    let ends = stress.ends.map(|end| format!("P{}", written(end * 100.0)));
    let mean = |setting: &Setting| setting.perspectives[&stress.perspective].net_benefit.mean;
    let scale =
        Scale::of_all(stress.tornado.iter().flat_map(|row| [mean(&row.low).value, mean(&row.high).value]));
    document.heading(
        "one assumption at a time",
        format!("mean net benefit in {}, {}", scale.of_currency(currency), of(stress)),
    );
    let mut table = Table::default();
    table.column(format!("at {}", ends[0]), Align::Right, 0);
    table.column(format!("at {}", ends[1]), Align::Right, 0);
    for end in &ends {
        table.column(format!("mean, {end}"), Align::Point, 0);
    }
    table.column("between", Align::Point, 0);
    for end in &ends {
        table.column(format!("break-even, {end}"), Align::Right, 1);
    }
    table.column("", Align::Left, 2);
    let widest = stress.tornado.first().map_or(0.0, |row| row.width.value);
    for row in &stress.tornado {
        let chance = |setting: &Setting| setting.perspectives[&stress.perspective].probability_break_even;
        let share = if widest > 0.0 { row.width.value / widest } else { 0.0 };
        let tone = if row.crosses { Tone::Caution } else { Tone::Plain };
        table.row(
            label(row),
            [
                value(row, &row.low).into(),
                value(row, &row.high).into(),
                Cell::balance(scale.figure(&mean(&row.low))),
                Cell::balance(scale.figure(&mean(&row.high))),
                Cell::amount(scale.figure(&row.width)),
                percent(&chance(&row.low)).into(),
                percent(&chance(&row.high)).into(),
                Cell::Bar(tone, share),
            ],
        );
    }
    document.table(table);
    let noise = stress.tornado.windows(2).any(|pair| is_level(&pair[0].width, &pair[1].width));
    let mut notes = vec!["All other assumptions are as drawn, over the same draws."];
    if noise {
        notes.push("Rows as wide as each other within the simulation error may change places.");
    }
    if stress.tornado.iter().any(|row| row.widened) {
        notes.push("*: both quantiles are one value, so the ends of the whole range were taken.");
    }
    if stress.tornado.iter().any(|row| !row.correlated_with.is_empty()) {
        notes.push("~: moves with other assumptions, which here stay where they are.");
    }
    document.paragraph(Text::of(Tone::Dim, notes.join(" ")));
}

fn label(row: &Row) -> String {
    let marks = [(row.widened, "*"), (!row.correlated_with.is_empty(), "~")];
    let marks: String = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| *mark).collect();
    format!("{}{marks}", short(&capitalised(&spoken(&row.input))))
}

/// Whether one figure may be as large as another.
fn is_level(a: &Estimate, b: &Estimate) -> bool {
    a.se + b.se > 0.0 && a.lo <= b.hi
}
