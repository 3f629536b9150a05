//! The head of a page: the answer in a sentence or two, and the figures that matter.

use super::told::Told;
use super::{assumed, likely, overturns, sure};
use crate::report::count::Of100;
use crate::report::document::{Block, Document, Text};
use crate::report::figure::{percent, points};
use crate::report::names::{ended, tame};
use crate::report::page::Page;
use crate::report::sections::case::Case;
use crate::report::sections::trace;
use crate::scenario::RateStep;
use crate::summary::results::{RequirementResult, Threshold, Verdict};

/// The page of a scenario in which nobody looks on.
pub(super) fn empty(case: &Case) -> Page {
    Page {
        language: case.words.language,
        kicker: case.words.page.kicker.to_owned(),
        title: tame(&case.results.scenario.title),
        lede: String::new(),
        frame: Vec::new(),
        facts: Vec::new(),
        ahead: Vec::new(),
        sections: Vec::new(),
    }
}

/// The page without its questions.
pub(super) fn head(told: &Told) -> Page {
    let mut facts = vec![chance(told)];
    facts.extend(half(told));
    facts.push(mean(told));
    facts.extend(requirements(told));
    let ahead = vec![
        (told.words.ask_overturns.to_owned(), overturns::in_short(told)),
        (told.words.ask_sure.to_owned(), sure::in_short(told)),
        (told.words.ask_assumed.to_owned(), assumed::in_short(told)),
    ];
    Page { lede: lede(told), frame: frame(told), facts, ahead, ..empty(told.case) }
}

fn lede(told: &Told) -> String {
    let first = ended(likely::finding(told));
    // The payer that pays, where that is somebody else and fares otherwise.
    let paying = told.paying();
    let Some((name, payer)) = paying.first().filter(|(name, _)| *name != told.name) else { return first };
    if told.is_certain() {
        return first;
    }
    let of = told.of_100(&payer.probability_break_even);
    if Of100::of(&payer.probability_break_even) == Of100::of(&told.main.probability_break_even) {
        return first;
    }
    format!("{first} {}", (told.words.payer_too)(&told.case.subject(name), paying.len() == 1, &of))
}

fn frame(told: &Told) -> Vec<Text> {
    let (scenario, words) = (told.case.scenario, told.words);
    let people = told.people().map(|people| (words.participants)(&people, told.moves()));
    let years = Some((words.years)(scenario.horizon));
    let prices = Some((words.prices)(scenario.price_year));
    let discount = Some(discount(told, &scenario.discount.steps));
    let about: Vec<String> = people.into_iter().chain(years).chain(prices).chain(discount).collect();
    let mut frame = vec![Text::from(about.join(" · "))];
    let identity = &told.case.results.scenario;
    let mut changed = Document::new(told.case.words.language);
    trace::note(&mut changed, identity.note.as_deref());
    trace::write(&mut changed, &identity.changed, identity.variant.as_deref(), &told.case.words.common);
    frame.extend(changed.blocks.into_iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(text),
        _ => None,
    }));
    frame
}

fn discount(told: &Told, steps: &[RateStep]) -> String {
    match steps {
        [] => told.words.undiscounted.to_owned(),
        [only] => match only.rate.expr.literal() {
            Some(0.0) => told.words.undiscounted.to_owned(),
            Some(rate) => {
                let rate = told.locale.per_cent(told.locale.written(rate * 100.0));
                (told.words.discounted)(&rate)
            }
            None => told.words.discounted_by_steps.to_owned(),
        },
        _ => told.words.discounted_by_steps.to_owned(),
    }
}

fn chance(told: &Told) -> (String, String) {
    let shown = percent(&told.main.probability_break_even).show(&told.locale);
    (shown, (told.words.fact_chance)(&told.who, told.case.scenario.horizon))
}

/// By when half of the outcomes are back; nothing for who pays nothing.
fn half(told: &Told) -> Option<(String, String)> {
    let outlay = told.case.first_outlay(told.name)?;
    let words = told.words;
    Some(match &told.main.break_even_year.median {
        Some(year) => {
            let year = year.value.max(outlay);
            (words.fact_half)(year)
        }
        None => (words.never.to_owned(), (words.fact_never)(told.case.scenario.horizon)),
    })
}

fn mean(told: &Told) -> (String, String) {
    let net = &told.main.net_benefit;
    let says = match told.is_certain() {
        true => told.words.fact_certain.to_owned(),
        false => (told.words.fact_mean)(&told.exact_money(&net.p5), &told.exact_money(&net.p95)),
    };
    (told.exact_money(&net.mean), says)
}

fn requirements(told: &Told) -> Option<(String, String)> {
    let all = &told.case.results.requirements;
    let words = told.words;
    let held = all.iter().filter(|requirement| requirement.verdict == Verdict::Pass).count();
    let worst = match () {
        () if all.iter().any(|requirement| requirement.verdict == Verdict::Fail) => words.fails,
        () if held < all.len() => words.undecided,
        () => words.holds,
    };
    let says = match all.as_slice() {
        [] => return None,
        [only] => required(told, only),
        all => (words.fact_requirements)(held, all.len()),
    };
    Some((worst.to_owned(), says))
}

/// What is required, in words where it is a probability of break-even, and else as the figure is called.
fn required(told: &Told, requirement: &RequirementResult) -> String {
    let (at_least, threshold) = match requirement.threshold {
        Threshold::AtLeast(threshold) => (true, threshold),
        Threshold::AtMost(threshold) => (false, threshold),
    };
    let is_chance = requirement.metric.starts_with("probability")
        || requirement.metric.starts_with("break_even_year.by_year");
    let shown = match is_chance {
        true => told.locale.per_cent(told.locale.written(threshold * 100.0)),
        false => told.locale.written(threshold),
    };
    let who = told.case.subject(&requirement.perspective);
    let what = match requirement.metric.as_str() {
        "probability_break_even" => (told.words.probability)(&who),
        _ => {
            let name = told.case.labels().within("require", &requirement.name);
            if requirement.perspective == told.name { name } else { format!("{name}, {who}") }
        }
    };
    (told.words.fact_require)(at_least, &shown, &tame(&what))
}

/// The simulation error of a probability in percentage points.
pub(super) fn error_in_points(told: &Told) -> Option<String> {
    let chance = &told.main.probability_break_even;
    points(chance).error(&told.locale)
}
