//! What was assumed? Every input with the shape of its law, its unit, its evidence and its source.

use super::told::Told;
use super::value::Values;
use crate::distribution::{Law, Part};
use crate::report::document::{Text, Tone};
use crate::report::names::{ended, tame};
use crate::report::page::Section;
use crate::report::picture::{Assumed, Shape};
use crate::report::words::page::Grounds;
use crate::scenario::{Definition, Evidence, Input, part_name};

/// Points of a curve.
const POINTS: usize = 33;

pub(super) fn section(told: &Told) -> Option<Section> {
    let words = told.words;
    let scenario = told.case.scenario;
    let inputs = scenario.order.of("inputs", &scenario.inputs);
    let stated = inputs.iter().filter(|(_, input)| !matches!(input.definition, Definition::Formula(_)));
    let mut found = Grounds { weak: 0, unsaid: 0, all: 0 };
    for (name, input) in stated {
        let evidence = evidence(told, name, input);
        found.all += 1;
        found.weak += usize::from(matches!(evidence, Some(Evidence::Expert | Evidence::Assumption)));
        found.unsaid += usize::from(evidence.is_none());
    }
    let finding = match found.all {
        0 => words.nothing_assumed.to_owned(),
        _ => (words.assumed)(found),
    };
    let mut section = Section {
        ask: words.ask_assumed.to_owned(),
        finding,
        assumed: inputs.into_iter().flat_map(|(name, input)| all_assumed(told, name, input)).collect(),
        ..Section::default()
    };
    if !section.assumed.is_empty() {
        section.notes.push((String::new(), words.curves_read.into()));
    }
    let said = |warning| {
        let [message, _] = told.case.words.warned(warning);
        message
    };
    let warnings: Vec<String> =
        told.case.results.warnings.iter().map(|warning| ended(said(warning))).collect();
    if !warnings.is_empty() {
        section.notes.push((words.weaknesses.to_owned(), warnings.join(" ").into()));
    }
    Some(section)
}

/// The evidence of the number in use: what was said of one that it replaced is no evidence of it.
fn evidence(told: &Told, name: &str, input: &Input) -> Option<Evidence> {
    input.evidence.filter(|_| !told.case.is_outdated(name, "evidence"))
}

/// The input, or each of its parts.
fn all_assumed(told: &Told, name: &str, input: &Input) -> Vec<Assumed> {
    let Definition::Dirichlet(law) = &input.definition else { return vec![assumed(told, name, input)] };
    let whole = name;
    let part = |part: &Part| {
        let name = part_name(whole, &part.name);
        let values = Values::of(told, &name);
        let [low, high] = [0.05, 0.95].map(|p| values.exact(part.law.quantile(p)));
        Assumed {
            label: values.label(),
            unit: input.unit.as_deref().map(tame).unwrap_or_default(),
            shape: shape(&part.law),
            family: written(told, input),
            range: format!("{low}–{high}"),
            grounds: grounds(told, whole, input),
        }
    };
    law.parts().iter().map(part).collect()
}

fn assumed(told: &Told, name: &str, input: &Input) -> Assumed {
    let values = Values::of(told, name);
    let words = told.words;
    let (shape, range, family) = match &input.definition {
        Definition::Law(law) | Definition::People(law) => {
            let ends = [law.quantile(0.05), law.quantile(0.95)];
            let range = match law.is_fixed() {
                Some(value) => values.exact(value),
                None => format!("{}–{}", values.exact(ends[0]), values.exact(ends[1])),
            };
            let family = if law.is_fixed().is_some() { words.fixed.to_owned() } else { written(told, input) };
            (shape(law), range, family)
        }
        Definition::Formula(_) | Definition::Dirichlet(_) => {
            let none = Shape { points: Vec::new(), within: (0.0, 0.0) };
            (none, words.formula.to_owned(), written(told, input))
        }
    };
    let family = match input.definition {
        Definition::People(_) => format!("{family}, {}", words.of_people),
        _ => family,
    };
    Assumed {
        label: values.label(),
        unit: input.unit.as_deref().map(tame).unwrap_or_default(),
        shape,
        family,
        range,
        grounds: grounds(told, name, input),
    }
}

/// The law as it was written.
fn written(told: &Told, input: &Input) -> String {
    (told.case.words.assumed.written)(&tame(&input.written))
}

fn grounds(told: &Told, name: &str, input: &Input) -> Text {
    let text = match evidence(told, name, input) {
        Some(evidence) => Text::of(Tone::Strong, (told.case.words.common.evidence)(evidence)),
        None if matches!(input.definition, Definition::Formula(_)) => Text::default(),
        None => Text::of(Tone::Strong, told.words.no_grounds),
    };
    match input.source.as_ref().filter(|_| !told.case.is_outdated(name, "source")) {
        Some(source) => text.and(" · ").and(tame(source)),
        None => text,
    }
}

/// The density between the quantiles at 0.5 and 99.5 %, by what lies between neighbouring points.
fn shape(law: &Law) -> Shape {
    let within = (law.quantile(0.05), law.quantile(0.95));
    let (low, high) = (law.quantile(0.005), law.quantile(0.995));
    if law.is_fixed().is_some() || !(high > low) {
        return Shape { points: vec![(low, 1.0)], within };
    }
    let step = (high - low) / (POINTS - 1) as f64;
    let at = |point: usize| low + point as f64 * step;
    let density = |point: usize| {
        let (from, to) = (at(point) - step / 2.0, at(point) + step / 2.0);
        law.cdf(to) - law.cdf(from)
    };
    Shape { points: (0..POINTS).map(|point| (at(point), density(point))).collect(), within }
}
