//! The first draws: what was assumed in each, and what came of it.

use super::made::{Made, columns};
use crate::model::About;
use crate::report::book::{Cell, Sheet, Unit};
use crate::report::digits::Locale;
use crate::sampling::Sampling;
use crate::summary::first_draws;

/// Most draws that are shown.
const MOST: u64 = 1_000;

/// The sheet; none where the draws cannot be made.
pub(super) fn sheet(made: &Made<'_>) -> Option<Sheet> {
    let (words, scenario, run) = (made.words, made.case.scenario, &made.case.results.run);
    let sampling = [Sampling::Random, Sampling::Latin, Sampling::Sobol];
    let sampling = sampling.into_iter().find(|sampling| sampling.to_string() == run.sampling)?;
    let draws = if run.draws < MOST { run.draws } else { MOST };
    let steps = first_draws(scenario, sampling, run.seed, draws as usize).ok()?;
    let locale: &Locale = &made.case.words.locale;
    let said = (words.draws_are)(draws, &locale.rounded(run.draws as f64, 1.0, 0));
    let mut sheet = made.sheet(words.draws, words.draws, &[said, made.money_is()]);
    let inputs = scenario.order.of("inputs", &scenario.inputs).into_iter();
    let inputs = inputs.filter_map(|(name, _)| {
        let step = steps.iter().find(|step| step.about == About::Input(name.clone()))?;
        Some((made.label("inputs", name), false, &step.value))
    });
    let net = made.perspectives();
    let net = net.iter().filter_map(|name| {
        let step = steps.iter().find(|step| step.about == About::NetBenefit(name.clone()))?;
        Some(((words.net_benefit)(&made.perspective(name)), true, &step.value))
    });
    let all: Vec<(String, bool, &Vec<f64>)> = inputs.chain(net).collect();
    let mut heading = columns(&[words.draw]);
    all.iter().for_each(|(label, ..)| heading.extend(columns(&[label])));
    sheet.rows.push(heading);
    sheet.frozen = (sheet.rows.len(), 1);
    for draw in 0..draws as usize {
        let mut row = vec![Cell::number(draw as f64, Unit::Year)];
        for (_, is_money, values) in &all {
            let value = values.get(draw).copied().unwrap_or(f64::NAN);
            row.push(if *is_money {
                Cell::money(value)
            } else {
                Cell::number(value, Unit::of_number(value))
            });
        }
        sheet.rows.push(row);
    }
    sheet.widths = vec![10.0];
    sheet.widths.resize(all.len() + 1, 16.0);
    Some(sheet)
}
