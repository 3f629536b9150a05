//! What was assumed: every input as written, with its unit, its evidence and its source.

use super::case::Case;
use super::inputs::{figures, settled};
use super::terms::terms;
use crate::distribution::Part;
use crate::report::digits::leading;
use crate::report::document::{Block, Document, Text, Tone};
use crate::report::formula;
use crate::report::names::tame;
use crate::report::words::Words;
use crate::scenario::{Definition, Evidence, Input, Quantity};

pub(super) fn write(document: &mut Document, case: &Case) {
    let words = &case.words.assumed;
    document.heading(words.what_was_assumed, "");
    for term in terms(case, &|of, _| quantity(of, case.words)) {
        let text = Text::of(Tone::Strong, term.label).and(format!(": {}", term.says));
        document.item(text.dim(format!(" · {}", term.path)));
    }
    let scenario = case.scenario;
    for (name, input) in scenario.order.of("inputs", &scenario.inputs) {
        document.push(Block::Item(value(case, name, input), Some(origin(case, name, input))));
    }
}

/// Name, value and unit; for a law, the range that holds nine tenths of what is used.
fn value(case: &Case, name: &str, input: &Input) -> Text {
    let Words { locale, assumed: words, .. } = case.words;
    // Formulas speak of an input by its name.
    let text = match case.labels().own("inputs", name) {
        Some(label) => Text::of(Tone::Strong, tame(label)).and(format!(" ({name})")),
        None => Text::of(Tone::Strong, name),
    };
    let mut text = text.and(format!(" = {}", (words.written)(&tame(&input.written))));
    if let Some(factor) = &input.optimism {
        text = text.and((words.times_optimism)(&quantity(factor, case.words)));
    }
    if let Some(unit) = &input.unit {
        text = text.and(format!(" {}", tame(unit)));
    }
    if let Definition::Dirichlet(shares) = &input.definition {
        let part = |part: &Part| {
            let [low, high] = figures([0.05, 0.95].map(|p| part.law.quantile(p)), locale);
            [tame(&part.name), low, high]
        };
        let parts: Vec<[String; 3]> = shares.parts().iter().map(part).collect();
        return text.dim((words.ranges_of_parts)(&parts));
    }
    let (Definition::Law(law) | Definition::People(law)) = &input.definition else { return text };
    let is_of_people = matches!(input.definition, Definition::People(_));
    let factor = input.optimism.as_ref().map_or(Some(1.0), |factor| settled(case.scenario, factor));
    let (rate, year) = (input.conversion, case.scenario.own_price_year());
    // In whose prices the figures in use are, where it is not those in which they are written.
    let prices = (rate != 1.0).then_some(year);
    if let (Some(own), Some(value)) = (input.price_year.filter(|_| rate != 1.0), law.is_fixed()) {
        // To the digits that an index supports.
        let converted = locale.rounded(value * rate, 1.0, leading(value * rate) - 2);
        text = text.dim((words.converted)(&locale.written(value), own, &converted, year));
    } else if let Some(own) = input.price_year.filter(|_| rate != 1.0) {
        text = text.and((words.in_prices)(own));
    }
    let ends = [law.quantile(0.05), law.quantile(0.95)].map(|end| end * rate * factor.unwrap_or(1.0));
    let [low, high] = figures(if ends[0] > ends[1] { [ends[1], ends[0]] } else { ends }, locale);
    match (law.is_fixed(), factor) {
        (Some(_), None | Some(1.0)) => text,
        (Some(_), Some(_)) => text.dim((words.in_use)(&low)),
        (None, None) => text.dim((words.ranges_before)(&low, &high, prices)),
        (None, Some(_)) => text.dim((words.ranges)(is_of_people, &low, &high, prices)),
    }
}

/// Evidence and source, or that they are missing. What was said of a number that is no more is told apart.
fn origin(case: &Case, name: &str, input: &Input) -> Text {
    let (was_evidence, was_source) = (case.is_outdated(name, "evidence"), case.is_outdated(name, "source"));
    let evidence = input.evidence.filter(|_| !was_evidence);
    let source = input.source.as_deref().filter(|_| !was_source);
    let mut text = match (evidence, source) {
        (None, None) if !was_source && !was_evidence && follows(input, case.words).is_some() => {
            Text::of(Tone::Dim, follows(input, case.words).unwrap_or_default())
        }
        _ => stated(evidence, source, case.words),
    };
    let old_source = input.source.as_deref().filter(|_| was_source).map(tame);
    let old_evidence =
        input.evidence.filter(|_| was_evidence).map(|old| (case.words.common.evidence)(old).to_owned());
    let old: Vec<String> = old_evidence.into_iter().chain(old_source).collect();
    if !old.is_empty() {
        let words = &case.words.assumed;
        let says = if was_source { words.replaced_source } else { words.replaced_evidence };
        text = text.dim(says(&old.join(" · ")));
    }
    text
}

/// Of a formula that reads inputs: it is as good as they are.
fn follows(input: &Input, words: &Words) -> Option<String> {
    let Definition::Formula(formula) = &input.definition else { return None };
    let names: Vec<&str> = formula.inputs().into_iter().collect();
    match names.as_slice() {
        [] => None,
        [one] => Some((words.assumed.follows)(one, true)),
        names => Some((words.assumed.follows)(&words.list(names), false)),
    }
}

/// Evidence and source as they are stated.
fn stated(evidence: Option<Evidence>, source: Option<&str>, words: &Words) -> Text {
    // "assumption · assumption: …" would say it twice.
    let source = source.map(|source| match (evidence, source.split_at_checked(10)) {
        (Some(Evidence::Assumption), Some((start, rest))) if start.eq_ignore_ascii_case("assumption") => {
            rest.trim_start_matches([':', ';', ',', ' ', '.', '–'])
        }
        _ => source,
    });
    let named = words.common.evidence;
    let text = match evidence {
        Some(Evidence::Assumption) => Text::of(Tone::Caution, named(Evidence::Assumption)),
        Some(evidence) => Text::of(Tone::Dim, named(evidence)),
        None => Text::of(Tone::Caution, words.assumed.no_evidence),
    };
    match source {
        Some("") => text,
        Some(source) => text.dim(" · ").dim(tame(source)),
        None => text.dim(" · ").with(Tone::Caution, words.assumed.no_source),
    }
}

fn quantity(quantity: &Quantity, words: &Words) -> String {
    formula::write_in(&quantity.expr, &words.locale)
}
