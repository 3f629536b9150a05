//! Where the spread comes from, what the base case says, and what is required.

use super::case::{Case, is_certain, verdict};
use super::shares::explains;
use crate::report::digits::{Locale, Scale, TIE, half_width, written};
use crate::report::document::{Block, Document, Text, Tone};
use crate::report::figure::{Figure, Kind, figure, money};
use crate::report::names::{spoken, tame};
use crate::scenario::metrics::Metric;
use crate::summary::results::{Estimate, RequirementResult, Threshold, VarianceShares, Verdict};

pub(super) fn write(document: &mut Document, case: &Case) {
    let Some((name, main)) = case.main() else { return };
    document.heading("why it spreads", "");
    document.paragraph(spread(case, name, &main.variance));
    let base = &case.results.base_case;
    if let (Some(value), Some(gap)) = (base.net_benefit.get(name), base.gap_to_mean.get(name))
        && !is_certain(main)
    {
        let currency = case.currency();
        let scale = Scale::of_all([*value, main.net_benefit.mean.value]);
        let text = Text::from("With every input at its mean (base case) net benefit is ");
        let text = text.strong(scale.money(&Estimate::exact(*value), &currency));
        document.paragraph(gap_in_words(text, gap, &main.net_benefit.sd, &currency));
    }
    if !case.results.requirements.is_empty() {
        document.heading("requirements", "");
    }
    for requirement in &case.results.requirements {
        document.push(Block::Finding(verdict(requirement.verdict), sentence(case, requirement)));
    }
}

/// What the assumptions explain of what is not luck, where that can be told.
fn explained(case: &Case, name: &str, text: Text) -> Text {
    let all = case.results.explained.get(name).map(Vec::as_slice).unwrap_or_default();
    let called = |input: &str| case.labels().within("inputs", input);
    let shares: Vec<(String, Estimate)> = all.iter().map(|of| (called(&of.input), of.first)).collect();
    match shares.first() {
        Some((_, first)) if first.lo > 0.0 => explains(text.and(" Of that, "), &shares),
        _ => text,
    }
}

fn spread(case: &Case, name: &str, variance: &VarianceShares) -> Text {
    let share = |estimate| figure(estimate, Kind::Share);
    let (inputs, narrow) =
        ("from not knowing the inputs (parameter uncertainty): ", "better evidence would narrow it.");
    let (people, even_out) = (
        "from which way the participants happen to go (cohort luck): ",
        "only more people would even it out.",
    );
    match (&variance.parameter_share, &variance.cohort_luck_share) {
        (Some(_), Some(luck)) if luck.value == 0.0 => {
            explained(case, name, format!("All of the variance comes {inputs}{narrow}").into())
        }
        (Some(parameter), Some(_)) if parameter.value == 0.0 => {
            format!("All of the variance comes {people}{even_out}").into()
        }
        (Some(parameter), Some(luck)) => {
            let text = Text::of(Tone::Strong, share(parameter));
            let text = explained(case, name, text.and(format!(" of the variance comes {inputs}{narrow}")));
            text.and(" ").strong(share(luck)).and(format!(" comes {people}{even_out}"))
        }
        _ => format!("Net benefit does not vary: {}.", case.why_certain()).into(),
    }
}

/// How the mean of all draws lies beside the base case.
fn gap_in_words(text: Text, gap: &Estimate, sd: &Estimate, currency: &str) -> Text {
    // Rounding leaves crumbs in figures that are equal on paper.
    let crumbs = 1e-9 * (gap.value.abs() + sd.value);
    if gap.lo <= crumbs && gap.hi >= -crumbs || half_width(gap) == 0.0 && gap.value.abs() <= crumbs {
        return text.and("; the average of all draws is the same within the simulation error.");
    }
    let (size, side) = if gap.value < 0.0 { (gap.negated(), "below") } else { (*gap, "above") };
    text.and("; the average of all draws lies ").and(money(&size, currency)).and(format!(" {side} it."))
}

fn sentence(case: &Case, requirement: &RequirementResult) -> Text {
    let kind = kind_of(&requirement.metric, &case.currency());
    let (bound, threshold) = match requirement.threshold {
        Threshold::AtLeast(value) => ("at least", value),
        Threshold::AtMost(value) => ("at most", value),
    };
    // A threshold is quoted as it was written, not rounded.
    let threshold = match &kind {
        Kind::Probability => Locale::ENGLISH.per_cent(written(threshold * 100.0)),
        Kind::Money(currency) => Locale::ENGLISH.money(&written(threshold), Scale::One, currency),
        _ => written(threshold),
    };
    let (metric, subject) = (metric_in_words(&requirement.metric), case.subject(&requirement.perspective));
    let text = Text::of(Tone::Strong, tame(&case.labels().within("require", &requirement.name)))
        .and(format!(": {metric} for {subject} is "));
    let text = match &requirement.estimate {
        Some(estimate) => {
            let shown = figure(estimate, kind);
            let error = (requirement.verdict == Verdict::Inconclusive).then(|| error_of(&shown));
            text.and(shown).and(error.unwrap_or_default())
        }
        None => text.and("does not exist"),
    };
    text.and(format!("; required {bound} {threshold}"))
}

/// The error that leaves a verdict open, in parentheses.
fn error_of(figure: &Figure) -> String {
    let error = if figure.kind == Kind::Number { None } else { figure.error(&Locale::ENGLISH) };
    format!(" ({})", error.unwrap_or_default())
}

/// A metric's path as words.
fn metric_in_words(metric: &str) -> String {
    let steps: Vec<&str> = metric.split('.').collect();
    match steps.as_slice() {
        ["probability_break_even"] => "probability of break-even".to_owned(),
        ["probability_loss"] => "probability of loss".to_owned(),
        ["break_even_year", "by_year", year] => {
            format!("probability of break-even by year{TIE}{}", tame(year))
        }
        ["break_even_year", "never"] => "probability of never breaking even".to_owned(),
        ["break_even_year", "median"] => "break-even year".to_owned(),
        ["net_benefit", figure] => format!("{} of net benefit", tame(figure).replace('p', "P")),
        _ => spoken(&tame(metric)).replace('.', ", "),
    }
}

/// How a figure is written.
fn kind_of(metric: &str, currency: &str) -> Kind {
    match Metric::below(metric, usize::MAX).map(|metric| metric.kind()) {
        Ok(kind) if kind.is_share() => Kind::Probability,
        Ok(kind) if kind.is_money() => Kind::Money(currency.to_owned()),
        _ => Kind::Number,
    }
}
