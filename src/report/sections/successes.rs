//! How many people must be helped before the money is back, and how likely that is; of what is bad, how many are spared.

use super::case::Case;
use crate::report::digits::Scale;
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{money, number, percent};
use crate::report::names::tame;
use crate::report::words::run::{Ends, Expected};
use crate::scenario::EffectPer;
use crate::summary::results::{Additional, Estimate, OutcomeResults, PerspectiveResults};

pub(super) fn write(document: &mut Document, case: &Case) {
    let words = &case.words.run;
    for (name, outcome) in case.scenario.order.of("outcomes", &case.results.outcomes) {
        let is_bad = is_bad(case, name, outcome);
        let events = case.scenario.outcomes.get(name).is_some_and(|outcome| outcome.events.is_some());
        let heading = match (events, is_bad) {
            (true, _) => words.how_often,
            (false, true) => words.avoided,
            (false, false) => words.successes_needed,
        };
        document.heading(format!("{heading}: {}", called(case, name)), "");
        document.paragraph(expected(case, name, outcome));
        if events {
            continue;
        }
        let perspectives = case.perspectives();
        let of = |(_, results): &(&str, &PerspectiveResults)| {
            results.outcomes.get(name).is_some_and(|figures| figures.successes_to_break_even.is_some())
        };
        // A number of people who come to harm, and with which the money would be back, there is none.
        if is_bad && !perspectives.iter().any(of) {
            continue;
        }
        let headings = [words.needed, words.chance_of_so_many, words.cost_per_success];
        let mut table = Table::of(headings.map(|heading| (heading, Align::Right)));
        for (perspective, results) in perspectives {
            let Some(figures) = results.outcomes.get(name) else { continue };
            let needed =
                figures.successes_to_break_even.map_or(words.no_number.to_owned(), |k| k.to_string());
            let chance = figures.probability_reaching_it.as_ref().map(|chance| {
                let is_sure = outcome.additional.sd.value == 0.0;
                percent(&if is_sure { Estimate::exact(chance.value) } else { *chance })
            });
            let cost = figures.cost_per_additional_success.as_ref();
            let cost = cost.filter(|cost| !Scale::of(cost.value).figure(cost).is_nothing());
            table.row(
                case.row_label(perspective),
                [
                    needed.into(),
                    chance.map(Cell::from).unwrap_or_default(),
                    cost.map(|cost| money(cost, &case.currency()).into()).unwrap_or_default(),
                ],
            );
        }
        document.table(table);
    }
}

/// The outcome within a sentence.
fn called(case: &Case, name: &str) -> String {
    tame(&case.labels().within("outcomes", name))
}

/// Whether an outcome is one that is to be avoided: what follows from each person in it is a loss.
fn is_bad(case: &Case, name: &str, outcome: &OutcomeResults) -> bool {
    let Some((_, main)) = case.main() else { return false };
    let follows = case.scenario.effects.iter().filter(|(_, effect)| match &effect.per {
        EffectPer::Outcome(of) => of == name,
        EffectPer::Participant | EffectPer::Programme | EffectPer::Situations(_) => false,
    });
    let lines = follows.filter_map(|(effect, _)| main.lines.get(&format!("effects.{effect}")));
    // Fewer people with less loss each are a gain, so the two signs tell what one person brings.
    let worth: f64 = lines.map(|line| line.value).sum();
    worth * outcome.additional.mean.value < 0.0
}

/// How many more people reach an outcome, or fewer.
fn expected(case: &Case, name: &str, outcome: &OutcomeResults) -> Text {
    let Additional { mean, p5, p95, .. } = &outcome.additional;
    let is_fewer = mean.value < 0.0 && !number(mean).is_nothing();
    let size = number(&if is_fewer { mean.negated() } else { *mean });
    let one = size.to_string() == "1";
    let counted = |end: &Estimate| Text::from(number(&if end.value < 0.0 { end.negated() } else { *end }));
    let [low, high] = if is_fewer { [p95, p5] } else { [p5, p95] };
    let ends = match () {
        () if p5.value == p95.value => None,
        () if p5.value < 0.0 && p95.value > 0.0 => {
            Some(Ends::Across([low, high].map(|end| (counted(end), end.value < 0.0))))
        }
        () => Some(Ends::Alike([low, high].map(counted))),
    };
    let people = case.entrants().map(|people| (case.words.locale.written(people), people == 1.0));
    (case.words.run.expected)(Expected {
        size: Text::of(Tone::Strong, size),
        one,
        fewer: is_fewer,
        events: case.scenario.outcomes.get(name).is_some_and(|outcome| outcome.events.is_some()),
        outcome: &called(case, name),
        of: people.as_ref().map(|(people, one)| (people.as_str(), *one)),
        ends,
        with: number(&outcome.with.mean).into(),
        without: number(&outcome.without.mean).into(),
    })
}
