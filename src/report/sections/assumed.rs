//! What was assumed: every input as written, with its unit, its evidence and its source.

use super::case::Case;
use crate::report::digits::{Scale, TIE};
use crate::report::document::{Block, Document, Text, Tone};
use crate::report::figure::number;
use crate::report::formula;
use crate::report::names::{capitalised, spoken, tame};
use crate::scenario::formula::Expr;
use crate::scenario::{Counterfactual, Definition, Evidence, Input, Quantity, RateOf};
use crate::summary::results::Estimate;

pub(super) fn write(document: &mut Document, case: &Case) {
    document.heading("what was assumed", "");
    let scenario = case.scenario;
    for (name, outcome) in &scenario.outcomes {
        let of = match outcome.rate_of {
            RateOf::Participants => "participants",
            RateOf::Completers => "those who complete",
        };
        let without = match &outcome.counterfactual {
            Counterfactual::Rate(rate) => format!("{} without the intervention", quantity(rate)),
            Counterfactual::RateIsNet => "net of what would have happened anyway".to_owned(),
        };
        let (rate, onset) = (quantity(&outcome.rate), outcome.onset);
        let mut text = format!(": {rate} of {of}, {without}; reached in year{TIE}{onset} from entry");
        if !is_zero(&outcome.relapse) {
            text.push_str(&format!("; lost again at {} a year", quantity(&outcome.relapse)));
        }
        document.item(Text::of(Tone::Strong, capitalised(&spoken(name))).and(text + "."));
    }
    if let Some(cohort) = &scenario.cohort
        && !is_zero(&cohort.dropout)
    {
        let text = format!(": {} of participants.", quantity(&cohort.dropout));
        document.item(Text::of(Tone::Strong, "Drop-out").and(text));
    }
    for (name, input) in &scenario.inputs {
        document.push(Block::Item(value(name, input), Some(origin(input))));
    }
}

/// Name, value and unit; for a law, the range that holds nine tenths.
fn value(name: &str, input: &Input) -> Text {
    let mut text = Text::of(Tone::Strong, name).and(format!(" = {}", tame(&input.written)));
    if let Some(factor) = &input.optimism {
        text = text.and(format!(" × {} (optimism)", quantity(factor)));
    }
    if let Some(unit) = &input.unit {
        text = text.and(format!(" {}", tame(unit)));
    }
    if let Definition::Law(law) = &input.definition
        && law.is_fixed().is_none()
    {
        let [low, high] = figures([law.quantile(0.05), law.quantile(0.95)]);
        text = text.dim(format!(" · nine times in ten {low}{TIE}to{TIE}{high}"));
    }
    text
}

/// Exact figures in a common scale.
fn figures(values: [f64; 2]) -> [String; 2] {
    let scale = Scale::of_all(values);
    values.map(|value| match scale {
        Scale::One => number(&Estimate::exact(value)).to_string(),
        _ => scale.lettered(scale.figure(&Estimate::exact(value)).to_string()),
    })
}

/// Evidence and source, or that they are missing.
fn origin(input: &Input) -> Text {
    // "assumption · assumption: …" would say it twice.
    let source = input.source.as_deref().map(|source| match (input.evidence, source.split_at_checked(10)) {
        (Some(Evidence::Assumption), Some((start, rest))) if start.eq_ignore_ascii_case("assumption") => {
            rest.trim_start_matches([':', ';', ',', ' ', '.', '–'])
        }
        _ => source,
    });
    let text = match input.evidence {
        Some(Evidence::Assumption) => Text::of(Tone::Caution, "assumption"),
        Some(evidence) => Text::of(Tone::Dim, evidence_in_words(evidence)),
        None => Text::of(Tone::Caution, "no evidence stated"),
    };
    match source {
        Some("") => text,
        Some(source) => text.dim(" · ").dim(tame(source)),
        None => text.dim(" · ").with(Tone::Caution, "no source"),
    }
}

fn evidence_in_words(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Trial => "trial",
        Evidence::QuasiExperiment => "quasi-experiment",
        Evidence::BeforeAfter => "before-after",
        Evidence::Register => "register",
        Evidence::Expert => "expert",
        Evidence::Assumption => "assumption",
    }
}

fn quantity(quantity: &Quantity) -> String {
    formula::write(&quantity.expr)
}

fn is_zero(quantity: &Quantity) -> bool {
    quantity.expr == Expr::Number(0.0)
}
