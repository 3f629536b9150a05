//! One draw, step by step, with its numbers.

use std::collections::BTreeMap;

use crate::model::{About, Step};
use crate::report::document::Document;
use crate::report::figure::money;
use crate::report::names::tame;
use crate::report::words::Words;
use crate::scenario::{Scenario, USUAL, input_of};
use crate::summary::results::Estimate;

/// Adds the steps of a draw, counted from 0, to a page.
pub fn write(
    page: &mut Document,
    scenario: &Scenario,
    (draw, seed): (u64, u64),
    steps: &[Step<f64>],
    words: &Words,
) {
    page.heading((words.explain.draw)(draw), (words.explain.seed)(seed));
    let mut steps: Vec<&Step<f64>> = steps.iter().collect();
    steps.sort_by_key(|step| (chapter(&step.about), place(scenario, &step.about)));
    let mut pairs = BTreeMap::new();
    for step in &steps {
        in_pairs(scenario, step, words, &mut pairs);
    }
    let (people, others): (Vec<&Step<f64>>, Vec<&Step<f64>>) =
        steps.into_iter().partition(|step| chapter(&step.about) < 2);
    let says = |steps: Vec<&Step<f64>>| -> Vec<String> {
        steps.into_iter().filter_map(|step| sentence(scenario, step, words)).collect()
    };
    let pairs = pairs.iter().map(|(year, pairs): (&usize, &Vec<_>)| (words.states.in_pairs)(*year, pairs));
    for line in says(people).into_iter().chain(pairs).chain(says(others)) {
        page.item(tame(&line));
    }
}

/// Notes how many are in which states in a year, if a step says so of anybody.
fn in_pairs(
    scenario: &Scenario,
    step: &Step<f64>,
    words: &Words,
    pairs: &mut BTreeMap<usize, Vec<[String; 3]>>,
) {
    if let About::InPair { year, with, without } = &step.about
        && step.value > 0.0
    {
        let called = |name: &String| scenario.labels.own("states", name).unwrap_or(name).to_owned();
        let people = words.locale.written(step.value);
        pairs.entry(*year).or_default().push([people, called(with), called(without)]);
    }
}

/// What a step says; nothing where nothing happens.
fn sentence(scenario: &Scenario, step: &Step<f64>, words: &Words) -> Option<String> {
    let locale = &words.locale;
    let (the_public, words) = (words.common.the_public, &words.explain);
    let start = scenario.cohort.as_ref().map_or(0, |cohort| cohort.start);
    let number = locale.written(step.value);
    let amount = money(&Estimate::exact(step.value), &scenario.currency).show(locale);
    let called = |table: &str, name: &str| scenario.labels.own(table, name).unwrap_or(name).to_owned();
    let label = |name: &str| match scenario.payers.get(name) {
        Some(payer) => payer.label.clone(),
        None if name == USUAL => scenario.labels.own("perspectives", name).unwrap_or(the_public).to_owned(),
        None => called("perspectives", name),
    };
    let main = label(&scenario.report.perspective);
    Some(match &step.about {
        About::Input(name) => {
            let unit = scenario
                .inputs
                .get(input_of(name))
                .and_then(|input| input.unit.as_deref())
                .unwrap_or_default();
            format!("{} = {number} {unit}", called("inputs", name))
        }
        About::Entrants(intake) => (words.enter)(start + intake, &number),
        // They are said year by year.
        About::InPair { .. } => return None,
        About::Dropouts(_) | About::Flow { .. } if step.value == 0.0 => return None,
        About::Dropouts(intake) => (words.leave)(start + intake, &number),
        About::Additional { outcome, intake, age } => {
            let (fewer, people) = (step.value < 0.0, locale.written(step.value.abs()));
            let events = scenario.outcomes.get(outcome).is_some_and(|outcome| outcome.events.is_some());
            let says = if events { words.more_events } else { words.additional };
            says(start + intake + age, &people, fewer, start + intake, &called("outcomes", outcome))
        }
        About::Line(name) => {
            let (table, line) = name.split_once('.').unwrap_or_default();
            let line = scenario.labels.own(table, line).unwrap_or(name);
            (words.line)(line, &main, &amount)
        }
        About::Paid { payment, year } => {
            let ends = scenario.payments.get(payment).map(|paid| [label(&paid.from), label(&paid.to)]);
            let [from, to] = ends.unwrap_or_default();
            (words.paid)(*year, &called("payments", payment), &from, &to, &amount)
        }
        About::Flow { payer, year } => (words.flow)(*year, &label(payer), &amount),
        About::DiscountFactor(year) => (words.counts)(*year, &number),
        About::Cumulative(year) => (words.so_far)(*year, &main, &amount),
        About::NetBenefit(perspective) => (words.net_benefit)(&label(perspective), &amount),
        About::BreakEvenYear if step.value > scenario.horizon as f64 => (words.never_back)(&main),
        About::BreakEvenYear => (words.back)(&main, &number),
    })
}

/// Where a step stands among those of its chapter: in the order of the file.
fn place(scenario: &Scenario, about: &About) -> (String, usize) {
    let (table, name) = match about {
        About::Input(name) => ("inputs", input_of(name)),
        About::Flow { payer, .. } => ("payers", payer.as_str()),
        About::Paid { payment, .. } => ("payments", payment.as_str()),
        About::Line(name) => name.split_once('.').unwrap_or_default(),
        About::NetBenefit(name) if scenario.payers.contains_key(name) => ("payers", name.as_str()),
        About::NetBenefit(name) => ("perspectives", name.as_str()),
        _ => return (String::new(), 0),
    };
    (table.to_owned(), scenario.order.place(table, name))
}

/// The order in which a reader follows a draw: what is drawn, people, money year by year, and what it comes to.
fn chapter(about: &About) -> u8 {
    match about {
        About::Input(_) => 0,
        About::Entrants(_) | About::Dropouts(_) => 1,
        About::Additional { .. } | About::InPair { .. } => 2,
        About::Paid { .. } => 3,
        About::Flow { .. } => 4,
        About::DiscountFactor(_) => 5,
        About::Line(_) => 6,
        About::Cumulative(_) => 7,
        About::BreakEvenYear => 8,
        About::NetBenefit(_) => 9,
    }
}
