//! What was assumed: every input as written, with its unit, its evidence and its source.

use super::case::Case;
use crate::report::digits::{Locale, Scale, TIE, leading, written};
use crate::report::document::{Block, Document, Text, Tone};
use crate::report::figure::{Kind, figure, number};
use crate::report::formula;
use crate::report::names::tame;
use crate::scenario::formula::Expr;
use crate::scenario::{Counterfactual, Definition, Evidence, Input, Quantity, RateOf, Scenario};
use crate::summary::results::Estimate;

pub(super) fn write(document: &mut Document, case: &Case) {
    document.heading("what was assumed", "");
    let scenario = case.scenario;
    for (name, outcome) in scenario.order.of("outcomes", &scenario.outcomes) {
        let of = match &outcome.rate_of {
            RateOf::Participants => "participants".to_owned(),
            RateOf::Completers => "those who complete".to_owned(),
            RateOf::Outcome(other) => {
                format!("those who reach “{}”", tame(&case.labels().label("outcomes", other)))
            }
        };
        let without = match &outcome.counterfactual {
            Counterfactual::Rate(rate) => format!("{} without the intervention", quantity(rate)),
            Counterfactual::RateIsNet => "net of what would have happened anyway".to_owned(),
        };
        let (rate, onset) = (quantity(&outcome.rate), outcome.onset);
        if let Some((from, to)) = outcome.events {
            let years = if from == to {
                format!("in year{TIE}{from}")
            } else {
                format!("in each of years {from}{TIE}to{TIE}{to}")
            };
            let text = format!(": {rate} times for each of {of}, {without}; {years} from entry.");
            document.item(Text::of(Tone::Strong, tame(&case.labels().label("outcomes", name))).and(text));
            continue;
        }
        let mut text = format!(": {rate} of {of}, {without}; reached in year{TIE}{onset} from entry");
        if !is_zero(&outcome.relapse) {
            text.push_str(&format!("; lost again at {} a year", quantity(&outcome.relapse)));
        }
        document.item(Text::of(Tone::Strong, tame(&case.labels().label("outcomes", name))).and(text + "."));
    }
    if let Some(cohort) = &scenario.cohort
        && !is_zero(&cohort.dropout)
    {
        let text = format!(": {} of participants.", quantity(&cohort.dropout));
        document.item(Text::of(Tone::Strong, "Drop-out").and(text));
    }
    for (name, payment) in scenario.order.of("payments", &scenario.payments) {
        let [from, to] = [&payment.from, &payment.to].map(|payer| tame(&scenario.label(payer)));
        let years = match payment.years {
            (from, to) if from == to => format!("in year{TIE}{from}"),
            (from, to) => format!("in years {from}{TIE}to{TIE}{to}"),
        };
        let text = format!(
            ": {from} pays {to} {years}; due in all by the end of each year: {}.",
            quantity(&payment.amount)
        );
        document.item(Text::of(Tone::Strong, tame(&case.labels().label("payments", name))).and(text));
    }
    for (name, input) in scenario.order.of("inputs", &scenario.inputs) {
        document.push(Block::Item(value(case, name, input), Some(origin(case, name, input))));
    }
}

/// Name, value and unit; for a law, the range that holds nine tenths of what is used.
fn value(case: &Case, name: &str, input: &Input) -> Text {
    // Formulas speak of an input by its name.
    let text = match case.labels().own("inputs", name) {
        Some(label) => Text::of(Tone::Strong, tame(label)).and(format!(" ({name})")),
        None => Text::of(Tone::Strong, name),
    };
    let mut text = text.and(format!(" = {}", tame(&input.written)));
    if let Some(factor) = &input.optimism {
        text = text.and(format!(" × {} (optimism)", quantity(factor)));
    }
    if let Some(unit) = &input.unit {
        text = text.and(format!(" {}", tame(unit)));
    }
    let (Definition::Law(law) | Definition::People(law)) = &input.definition else { return text };
    let is_of_people = matches!(input.definition, Definition::People(_));
    let often = if is_of_people { "nine people in ten" } else { "nine times in ten" };
    let factor = input.optimism.as_ref().map_or(Some(1.0), |factor| settled(case.scenario, factor));
    let (rate, year) = (input.conversion, case.scenario.own_price_year());
    // In whose prices the figures in use are, where it is not those in which they are written.
    let prices = if rate == 1.0 { String::new() } else { format!(" in {year} prices") };
    if let (Some(own), Some(value)) = (input.price_year.filter(|_| rate != 1.0), law.is_fixed()) {
        // To the digits that an index supports.
        let converted = Locale::ENGLISH.rounded(value * rate, 1.0, leading(value * rate) - 2);
        let value = written(value);
        text = text.dim(format!(" · {value} in {own} prices = {converted} in {year} prices"));
    } else if let Some(own) = input.price_year.filter(|_| rate != 1.0) {
        text = text.and(format!(" in {own} prices"));
    }
    let ends = [law.quantile(0.05), law.quantile(0.95)].map(|end| end * rate * factor.unwrap_or(1.0));
    let [low, high] = figures(if ends[0] > ends[1] { [ends[1], ends[0]] } else { ends });
    match (law.is_fixed(), factor) {
        (Some(_), None | Some(1.0)) => text,
        (Some(_), Some(_)) => text.dim(format!(" · {low}{TIE}in use")),
        (None, None) => text.dim(format!(
            " · nine times in ten {low}{TIE}to{TIE}{high}{prices} before the factor, which is uncertain"
        )),
        (None, Some(_)) => text.dim(format!(" · {often} {low}{TIE}to{TIE}{high}{prices}")),
    }
}

/// What a factor is in every draw: a number, or a fixed input times its own factor; `None` where it varies.
fn settled(scenario: &Scenario, factor: &Quantity) -> Option<f64> {
    let Expr::Input(name) = &factor.expr else { return factor.expr.literal() };
    let input = scenario.inputs.get(name)?;
    let Definition::Law(law) = &input.definition else { return None };
    let own = input.optimism.as_ref().map_or(Some(1.0), |factor| settled(scenario, factor));
    Some(law.is_fixed()? * own?)
}

/// Exact figures in a common scale.
fn figures(values: [f64; 2]) -> [String; 2] {
    let scale = Scale::of_all(values);
    values.map(|value| match scale {
        Scale::One => number(&Estimate::exact(value)).to_string(),
        _ => figure(&Estimate::exact(value), Kind::AmountIn(scale, scale.last_digit(value))).to_string(),
    })
}

/// Evidence and source, or that they are missing. What was said of a number that is no more is told apart.
fn origin(case: &Case, name: &str, input: &Input) -> Text {
    let is_outdated = |word: &str| {
        let path = format!("inputs.{name}.{word}");
        case.results.scenario.outdated.contains(&path)
    };
    let (was_evidence, was_source) = (is_outdated("evidence"), is_outdated("source"));
    let evidence = input.evidence.filter(|_| !was_evidence);
    let source = input.source.as_deref().filter(|_| !was_source);
    let mut text = match (evidence, source) {
        (None, None) if !was_source && !was_evidence && follows(input).is_some() => {
            Text::of(Tone::Dim, follows(input).unwrap_or_default())
        }
        _ => stated(evidence, source),
    };
    let old_source = input.source.as_deref().filter(|_| was_source).map(tame);
    let old_evidence = input.evidence.filter(|_| was_evidence).map(|old| old.label().to_owned());
    let old: Vec<String> = old_evidence.into_iter().chain(old_source).collect();
    if !old.is_empty() {
        let what = if was_source { "source" } else { "evidence" };
        text = text.dim(format!(" · {what} of the number that was replaced: {}", old.join(" · ")));
    }
    text
}

/// Of a formula that reads inputs: it is as good as they are.
fn follows(input: &Input) -> Option<String> {
    let Definition::Formula(formula) = &input.definition else { return None };
    let names: Vec<&str> = formula.inputs().into_iter().collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(format!("follows from {one}, and has its source")),
        [first @ .., last] => {
            Some(format!("follows from {} and {last}, and has their sources", first.join(", ")))
        }
    }
}

/// Evidence and source as they are stated.
fn stated(evidence: Option<Evidence>, source: Option<&str>) -> Text {
    // "assumption · assumption: …" would say it twice.
    let source = source.map(|source| match (evidence, source.split_at_checked(10)) {
        (Some(Evidence::Assumption), Some((start, rest))) if start.eq_ignore_ascii_case("assumption") => {
            rest.trim_start_matches([':', ';', ',', ' ', '.', '–'])
        }
        _ => source,
    });
    let text = match evidence {
        Some(Evidence::Assumption) => Text::of(Tone::Caution, "assumption"),
        Some(evidence) => Text::of(Tone::Dim, evidence.label()),
        None => Text::of(Tone::Caution, "no evidence stated"),
    };
    match source {
        Some("") => text,
        Some(source) => text.dim(" · ").dim(tame(source)),
        None => text.dim(" · ").with(Tone::Caution, "no source"),
    }
}

fn quantity(quantity: &Quantity) -> String {
    formula::write(&quantity.expr)
}

fn is_zero(quantity: &Quantity) -> bool {
    quantity.expr == Expr::Number(0.0)
}
