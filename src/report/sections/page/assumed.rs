//! What was assumed? Every input with the shape of its law, its unit, its evidence and its source.

use super::told::Told;
use super::value::Values;
use crate::distribution::{Law, Part};
use crate::report::document::{Text, Tone};
use crate::report::formula;
use crate::report::names::{capitalised, ended, tame};
use crate::report::page::Section;
use crate::report::picture::{Assumed, Shape};
use crate::report::sections::inputs::Measure;
use crate::report::sections::terms::{Term, terms};
use crate::report::words::page::Grounds;
use crate::scenario::formula::Expr;
use crate::scenario::{Definition, Evidence, Input, Quantity, part_name};

/// Points of a curve.
const POINTS: usize = 33;

pub(super) fn section(told: &Told) -> Option<Section> {
    let words = told.words;
    let scenario = told.case.scenario;
    let inputs = scenario.order.of("inputs", &scenario.inputs);
    let mut section = Section {
        ask: words.ask_assumed.to_owned(),
        finding: finding(told, &all_grounds(told)),
        assumed: inputs.into_iter().flat_map(|(name, input)| all_assumed(told, name, input)).collect(),
        ..Section::default()
    };
    let terms = terms(told.case, &|of, measure| quantity(told, of, measure));
    if !terms.is_empty() {
        section.about_details = words.also_assumed.to_owned();
        let detail =
            |term: Term| (term.label, Text::from(capitalised(&term.says)).dim(format!(" · {}", term.path)));
        section.details = terms.into_iter().map(detail).collect();
    }
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

/// The finding in short, and what rests on comparisons without anybody to compare with.
pub(super) fn in_short(told: &Told) -> String {
    let grounds = all_grounds(told);
    let before_after = (grounds.before_after > 0).then(|| (told.words.before_after)(&grounds));
    let finding = ended(finding(told, &grounds));
    [finding].into_iter().chain(before_after).collect::<Vec<String>>().join(" ")
}

fn finding(told: &Told, grounds: &Grounds) -> String {
    match grounds.all {
        0 => told.words.nothing_assumed.to_owned(),
        _ => (told.words.assumed)(grounds),
    }
}

/// What all inputs rest on that are not worked out of others.
fn all_grounds(told: &Told) -> Grounds {
    let mut found = Grounds::default();
    for (name, input) in &told.case.scenario.inputs {
        if matches!(input.definition, Definition::Formula(_)) {
            continue;
        }
        let evidence = evidence(told, name, input);
        found.all += 1;
        found.weak += usize::from(matches!(evidence, Some(Evidence::Expert | Evidence::Assumption)));
        found.before_after += usize::from(evidence == Some(Evidence::BeforeAfter));
        found.unsaid += usize::from(evidence.is_none());
    }
    found
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

/// A quantity: an input by what it is called, a number with its unit, a formula as it stands.
fn quantity(told: &Told, of: &Quantity, measure: Measure) -> String {
    match &of.expr {
        Expr::Number(value) => measure.written(*value, &told.currency, &told.locale),
        Expr::Input(name) => (told.words.quoted)(&Values::of(told, name).within()),
        formula => formula::write_in(formula, &told.locale),
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
