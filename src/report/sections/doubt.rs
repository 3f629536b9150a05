//! Where the spread comes from, what the base case says, and what is required.

use super::case::{Case, is_certain, verdict};
use super::shares::explains;
use crate::report::digits::{Locale, Scale, half_width};
use crate::report::document::{Block, Document, Text, Tone};
use crate::report::figure::{Figure, Kind, figure, money};
use crate::report::names::tame;
use crate::report::words::Words;
use crate::scenario::metrics::Metric;
use crate::summary::results::{Estimate, RequirementResult, Threshold, VarianceShares, Verdict};

pub(super) fn write(document: &mut Document, case: &Case) {
    let Some((name, main)) = case.main() else { return };
    let words = &case.words.run;
    document.heading(words.why_it_spreads, "");
    document.paragraph(spread(case, name, &main.variance));
    let base = &case.results.base_case;
    if let (Some(value), Some(gap)) = (base.net_benefit.get(name), base.gap_to_mean.get(name))
        && !is_certain(main)
    {
        let currency = case.currency();
        let scale = Scale::of_all([*value, main.net_benefit.mean.value]);
        let value = Text::of(Tone::Strong, scale.money(&Estimate::exact(*value), &currency));
        let text = (words.base_case)(value);
        document.paragraph(gap_in_words(text, gap, &main.net_benefit.sd, case));
    }
    if !case.results.requirements.is_empty() {
        document.heading(words.requirements, "");
    }
    for requirement in &case.results.requirements {
        document.push(Block::Finding(verdict(requirement.verdict, case.words), sentence(case, requirement)));
    }
}

/// What the assumptions explain of what is not luck, where that can be told.
fn explained(case: &Case, name: &str, text: Text) -> Text {
    let all = case.results.explained.get(name).map(Vec::as_slice).unwrap_or_default();
    let called = |input: &str| case.labels().within("inputs", input);
    let shares: Vec<(String, Estimate)> = all.iter().map(|of| (called(&of.input), of.first)).collect();
    match shares.first() {
        Some((_, first)) if first.lo > 0.0 => explains(text.and(case.words.run.of_that), &shares, case.words),
        _ => text,
    }
}

fn spread(case: &Case, name: &str, variance: &VarianceShares) -> Text {
    let words = &case.words.run;
    let moves = case.scenario.pathways.is_some();
    let share = |estimate| Text::of(Tone::Strong, figure(estimate, Kind::Share));
    match (&variance.parameter_share, &variance.cohort_luck_share) {
        (Some(_), Some(luck)) if luck.value == 0.0 => explained(case, name, (words.from_inputs)(None)),
        (Some(parameter), Some(_)) if parameter.value == 0.0 => (words.from_luck)(None, moves),
        (Some(parameter), Some(luck)) => {
            let text = explained(case, name, (words.from_inputs)(Some(share(parameter))));
            text.and(" ").and_all((words.from_luck)(Some(share(luck)), moves))
        }
        _ => (words.no_spread)(case.why_certain()).into(),
    }
}

/// How the mean of all draws lies beside the base case.
fn gap_in_words(text: Text, gap: &Estimate, sd: &Estimate, case: &Case) -> Text {
    // Rounding leaves crumbs in figures that are equal on paper.
    let crumbs = 1e-9 * (gap.value.abs() + sd.value);
    if gap.lo <= crumbs && gap.hi >= -crumbs || half_width(gap) == 0.0 && gap.value.abs() <= crumbs {
        return text.and(case.words.run.base_case_same);
    }
    let above = gap.value >= 0.0;
    let size = if above { *gap } else { gap.negated() };
    text.and_all((case.words.run.base_case_gap)(money(&size, &case.currency()).into(), above))
}

fn sentence(case: &Case, requirement: &RequirementResult) -> Text {
    let Words { locale, run: words, .. } = case.words;
    let kind = kind_of(&requirement.metric, &case.currency());
    let (at_least, threshold) = match requirement.threshold {
        Threshold::AtLeast(value) => (true, value),
        Threshold::AtMost(value) => (false, value),
    };
    // A threshold is quoted as it was written, not rounded.
    let threshold = match &kind {
        Kind::Probability => locale.per_cent(locale.written(threshold * 100.0)),
        Kind::Money(currency) => locale.money(&locale.written(threshold), Scale::One, currency),
        _ => locale.written(threshold),
    };
    let (metric, subject) =
        ((words.metric)(&tame(&requirement.metric)), case.subject(&requirement.perspective));
    let is = requirement.estimate.as_ref().map(|estimate| {
        let shown = figure(estimate, kind);
        let error = (requirement.verdict == Verdict::Inconclusive).then(|| error_of(&shown, locale));
        Text::from(shown).and(error.unwrap_or_default())
    });
    Text::of(Tone::Strong, tame(&case.labels().within("require", &requirement.name)))
        .and_all((words.required)(&metric, &subject, is, at_least, &threshold))
}

/// The error that leaves a verdict open, in parentheses.
fn error_of(figure: &Figure, locale: &Locale) -> String {
    let error = if figure.kind == Kind::Number { None } else { figure.error(locale) };
    format!(" ({})", error.unwrap_or_default())
}

/// How a figure is written.
fn kind_of(metric: &str, currency: &str) -> Kind {
    match Metric::below(metric, usize::MAX).map(|metric| metric.kind()) {
        Ok(kind) if kind.is_share() => Kind::Probability,
        Ok(kind) if kind.is_money() => Kind::Money(currency.to_owned()),
        _ => Kind::Number,
    }
}
