//! What drives it? Each assumption from its low to its high end, and luck beside them.

use super::overturns::on_draws;
use super::told::Told;
use super::value::Values;
use crate::analysis::stress::{Glance, SwingAtEnds};
use crate::report::document::{Align, Cell, Table, Text};
use crate::report::figure::percent;
use crate::report::names::ended;
use crate::report::page::Section;
use crate::report::picture::{Drawn, Mark, Picture, Swing, Tornado};
use crate::scenario::Definition;

/// Bars of a picture; the table has as many again.
const MOST_BARS: usize = 8;

pub(super) fn section(told: &Told) -> Option<Section> {
    let glance = told.glance.filter(|glance| !glance.swings.is_empty())?;
    let words = told.words;
    Some(Section {
        ask: words.ask_drives.to_owned(),
        finding: finding(told, glance),
        about: (words.about_drives)(&told.who, &told.unit()),
        picture: Some(tornado(told, glance)),
        behind: Some(((words.about_drives)(&told.who, &told.unit()), behind(told, glance))),
        notes: std::iter::once(on_draws(told, glance))
            .chain([told.words.fixed_left_out.into()])
            .chain(left_out(told))
            .map(|note| (String::new(), note))
            .collect(),
        ..Section::default()
    })
}

/// Which assumptions have no bar.
fn left_out(told: &Told) -> Option<Text> {
    let scenario = told.case.scenario;
    let inputs = scenario.order.of("inputs", &scenario.inputs);
    let with_parts = inputs.iter().filter(|(_, input)| matches!(input.definition, Definition::Dirichlet(_)));
    let names: Vec<String> = with_parts.map(|(name, _)| Values::of(told, name).within()).collect();
    (!names.is_empty()).then(|| (told.words.parts_left_out)(&told.case.words.list(&names)).into())
}

fn width(swing: &SwingAtEnds) -> f64 {
    (swing.ends[1].mean.value - swing.ends[0].mean.value).abs()
}

/// Luck with every input at its mean, where there is some.
fn luck(glance: &Glance) -> Option<[f64; 3]> {
    glance.luck.filter(|[low, _, high]| high > low)
}

fn finding(told: &Told, glance: &Glance) -> String {
    let widest = &glance.swings[0];
    match luck(glance) {
        Some([low, _, high]) if high - low > width(widest) => {
            (told.words.luck_most)(told.crowd(told.people().as_deref()))
        }
        _ => (told.words.input_most)(&Values::of(told, &widest.input).label()),
    }
}

fn tornado(told: &Told, glance: &Glance) -> Picture {
    let words = told.words;
    let mark = |value: f64| Mark::of(value, told.short(value));
    let mut bars: Vec<Swing> = glance
        .swings
        .iter()
        .take(MOST_BARS)
        .map(|swing| {
            let values = Values::of(told, &swing.input);
            let [low, high] = &swing.ends;
            Swing {
                label: values.label(),
                range: (words.from_to)(&values.short(low.value), &values.short(high.value)),
                ends: [mark(low.mean.value), mark(high.mean.value)],
                is_luck: false,
            }
        })
        .collect();
    if let Some([low, _, high]) = luck(glance) {
        let people = told.people();
        bars.push(Swing {
            label: (words.luck)(told.crowd(people.as_deref())),
            range: words.at_means.to_owned(),
            ends: [mark(low), mark(high)],
            is_luck: true,
        });
    }
    let across = |bar: &Swing| (bar.ends[1].value - bar.ends[0].value).abs();
    bars.sort_by(|a, b| across(b).total_cmp(&across(a)));
    let said = bars.iter().map(|bar| {
        let [a, b] = &bar.ends;
        (words.swing_says)(&bar.label, &a.shown, &b.shown)
    });
    let said = said.collect::<Vec<String>>().join("; ");
    let says = ended(format!("{}: {said}", (words.about_drives)(&told.who, &told.unit())));
    let mean = told.main.net_benefit.mean;
    let base = Mark::of(mean.value, (words.base)(&told.amount(&mean)));
    Picture { says, of: Drawn::Tornado(Tornado { bars, base, scale: told.scale }) }
}

fn behind(told: &Told, glance: &Glance) -> Table {
    let words = told.words;
    let headings = [words.low, words.high, words.net_low, words.net_high, words.back_low, words.back_high];
    let mut table = Table::of(headings.map(|heading| (heading, Align::Right)));
    for swing in glance.swings.iter().take(2 * MOST_BARS) {
        let values = Values::of(told, &swing.input);
        let [low, high] = &swing.ends;
        let cells: Vec<Cell> = vec![
            values.exact(low.value).into(),
            values.exact(high.value).into(),
            told.amount(&low.mean).into(),
            told.amount(&high.mean).into(),
            percent(&low.probability).into(),
            percent(&high.probability).into(),
        ];
        table.row(values.label(), cells);
    }
    if let Some([low, _, high]) = luck(glance) {
        let cells = vec![
            Cell::Nothing,
            Cell::Nothing,
            told.short(low).into(),
            told.short(high).into(),
            Cell::Nothing,
            Cell::Nothing,
        ];
        table.row((words.luck)(told.crowd(told.people().as_deref())), cells);
    }
    table
}
