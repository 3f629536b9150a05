//! How many people must be helped before the money is back, and how likely that is; of what is bad, how many are spared.

use super::case::Case;
use crate::report::digits::{Scale, TIE, written};
use crate::report::document::{Align, Cell, Document, Table, Text};
use crate::report::figure::{money, number, percent};
use crate::report::names::tame;
use crate::scenario::EffectPer;
use crate::summary::results::{Additional, Estimate, OutcomeResults, PerspectiveResults};

pub(super) fn write(document: &mut Document, case: &Case) {
    for (name, outcome) in case.scenario.order.of("outcomes", &case.results.outcomes) {
        let is_bad = is_bad(case, name, outcome);
        let events = case.scenario.outcomes.get(name).is_some_and(|outcome| outcome.events.is_some());
        let heading = match (events, is_bad) {
            (true, _) => "how often",
            (false, true) => "avoided",
            (false, false) => "successes needed",
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
        let headings = ["needed", "chance that so many succeed", "cost per success"];
        let mut table = Table::of(headings.map(|heading| (heading, Align::Right)));
        for (perspective, results) in perspectives {
            let Some(figures) = results.outcomes.get(name) else { continue };
            let needed = figures.successes_to_break_even.map_or("no number".to_owned(), |k| k.to_string());
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
        EffectPer::Participant | EffectPer::Programme => false,
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
    let is_one = size.to_string() == "1";
    let mut text = Text::from("Expected: ").strong(size);
    let events = case.scenario.outcomes.get(name).is_some_and(|outcome| outcome.events.is_some());
    text = text.and(match (is_fewer, is_one) {
        (true, true) if events => " time less".to_owned(),
        (true, false) if events => " times less".to_owned(),
        (false, true) if events => " time more".to_owned(),
        (false, false) if events => " times more".to_owned(),
        (true, true) => format!(" person fewer {}", called(case, name)),
        (true, false) => format!(" fewer people {}", called(case, name)),
        (false, true) => " person more".to_owned(),
        (false, false) => " people more".to_owned(),
    });
    text = text.and(" than without the intervention");
    if let Some(people) = case.entrants() {
        let verb = if people == 1.0 { "starts" } else { "start" };
        text = text.and(format!(", of {}{TIE}who {verb}", written(people)));
    }
    if p5.value != p95.value {
        let counted = |end: &Estimate| number(&if end.value < 0.0 { end.negated() } else { *end });
        let side = |end: &Estimate| if end.value < 0.0 { " fewer" } else { " more" };
        let [low, high] = if is_fewer { [p95, p5] } else { [p5, p95] };
        text = text.and("; nine times in ten ");
        text = match () {
            () if p5.value < 0.0 && p95.value > 0.0 => {
                text.and(counted(low)).and(side(low)).and(" to ").and(counted(high)).and(side(high))
            }
            () if is_fewer => text.and(counted(low)).and(" to ").and(counted(high)).and(" fewer"),
            () => text.and(counted(low)).and(" to ").and(counted(high)),
        };
    }
    text = text.and(" (").and(number(&outcome.with.mean)).and(" with it, ");
    text.and(number(&outcome.without.mean)).and(" without).")
}
