//! What was assumed: every input as written, with its unit, its evidence and its source.

use super::{Case, capitalised, spoken};
use crate::report::digits::{Scale, exact, number};
use crate::report::document::{Block, Document};
use crate::report::formula;
use crate::report::line::{Line, TIE, Tone, tame};
use crate::scenario::{Counterfactual, Definition, Evidence, Input, Quantity, RateOf};

pub(super) fn write(document: &mut Document, case: &Case) {
    document.heading("what was assumed", "");
    let scenario = case.scenario;
    for (name, outcome) in &scenario.outcomes {
        let mut line = Line::new().with(Tone::Strong, capitalised(&spoken(name)));
        line.push(Tone::Plain, format!(": {}", quantity(&outcome.rate)));
        line.push(
            Tone::Plain,
            match outcome.rate_of {
                RateOf::Participants => " of participants",
                RateOf::Completers => " of those who complete",
            },
        );
        match &outcome.counterfactual {
            Counterfactual::Rate(rate) => {
                line.push(Tone::Plain, format!(", {} without the intervention", quantity(rate)));
            }
            Counterfactual::RateIsNet => line.push(Tone::Plain, ", net of what would have happened anyway"),
        }
        line.push(Tone::Plain, format!("; reached in year{TIE}{} from entry", outcome.onset));
        if !is_zero(&outcome.relapse) {
            line.push(Tone::Plain, format!("; lost again at {} a year", quantity(&outcome.relapse)));
        }
        document.push(Block::Item(line.with(Tone::Plain, "."), None));
    }
    if let Some(cohort) = &scenario.cohort
        && !is_zero(&cohort.dropout)
    {
        let line = Line::new().with(Tone::Strong, "Drop-out");
        let line = line.with(Tone::Plain, format!(": {} of participants.", quantity(&cohort.dropout)));
        document.push(Block::Item(line, None));
    }
    for (name, input) in &scenario.inputs {
        document.push(Block::Item(value(name, input), Some(origin(input))));
    }
}

/// Name, value and unit; for a law, the range that holds nine tenths.
fn value(name: &str, input: &Input) -> Line {
    let mut line = Line::new().with(Tone::Strong, name);
    line.push(Tone::Plain, format!(" = {}", tame(&input.written)));
    if let Some(factor) = &input.optimism {
        line.push(Tone::Plain, format!(" × {} (optimism)", quantity(factor)));
    }
    if let Some(unit) = &input.unit {
        line.push(Tone::Plain, format!(" {}", tame(unit)));
    }
    if let Definition::Law(law) = &input.definition
        && law.is_fixed().is_none()
    {
        let (low, high) = (law.quantile(0.05), law.quantile(0.95));
        let figures = figures(&[low, high]);
        line.push(Tone::Dim, format!(" · nine times in ten {}{TIE}to{TIE}{}", figures[0], figures[1]));
    }
    line
}

/// Exact figures in a common scale.
fn figures(values: &[f64]) -> Vec<String> {
    let scale = Scale::of_all(values.iter().copied());
    let figure = |value: &f64| match scale {
        Scale::One => number(&exact(*value)),
        _ => format!("{}{TIE}{}", scale.figure(&exact(*value)), scale.letter()),
    };
    values.iter().map(figure).collect()
}

/// Evidence and source, or that they are missing.
fn origin(input: &Input) -> Line {
    let mut line = Line::new();
    // "assumption · assumption: …" would say it twice.
    let source = input.source.as_deref().map(|source| match (input.evidence, source.split_at_checked(10)) {
        (Some(Evidence::Assumption), Some((start, rest))) if start.eq_ignore_ascii_case("assumption") => {
            rest.trim_start_matches([':', ';', ',', ' ', '.', '–'])
        }
        _ => source,
    });
    match input.evidence {
        Some(Evidence::Assumption) => line.push(Tone::Caution, "assumption"),
        Some(evidence) => line.push(Tone::Dim, evidence_in_words(evidence)),
        None => line.push(Tone::Caution, "no evidence stated"),
    }
    if source == Some("") {
        return line;
    }
    line.push(Tone::Dim, " · ");
    match source {
        Some(source) => line.push(Tone::Dim, tame(source)),
        None => line.push(Tone::Caution, "no source"),
    }
    line
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
    quantity.expr == crate::scenario::formula::Expr::Number(0.0)
}
