//! Where the spread comes from, what the base case says, and what is required.

use super::{Case, spoken};
use crate::report::digits::{
    Scale, exact, half_width, money, money_error, number, percent, percent_error, share, written,
};
use crate::report::document::{Block, Document};
use crate::report::line::{Line, Tone, tame};
use crate::scenario::metrics::Metric;
use crate::summary::results::{Estimate, RequirementResult, Threshold, Verdict};

/// Columns of a verdict, `? undecided  `.
const VERDICT: usize = 13;

pub(super) fn write(document: &mut Document, case: &Case) {
    let Some((name, main)) = case.main() else { return };
    document.heading("why it spreads", "");
    let variance = &main.variance;
    let line = match (&variance.parameter_share, &variance.cohort_luck_share) {
        (Some(parameter), Some(luck)) if parameter.value == 0.0 || luck.value == 0.0 => {
            let whence = if luck.value == 0.0 {
                "from not knowing the inputs (parameter uncertainty): better evidence would narrow it."
            } else {
                "from which way the participants happen to go (cohort luck): only more people would even it \
                 out."
            };
            Line::from("All of the variance comes ").with(Tone::Plain, whence)
        }
        (Some(parameter), Some(luck)) => {
            let mut line = Line::new();
            line.push(Tone::Strong, share(parameter));
            line.push(
                Tone::Plain,
                " of the variance comes from not knowing the inputs (parameter uncertainty): ",
            );
            line.push(Tone::Plain, "better evidence would narrow it. ");
            line.push(Tone::Strong, share(luck));
            line.push(Tone::Plain, " comes from which way the participants happen to go (cohort luck): ");
            line.with(Tone::Plain, "only more people would even it out.")
        }
        _ => Line::from("Net benefit does not vary: every input is fixed and nobody's luck matters."),
    };
    document.paragraph(line);
    let base = &case.results.base_case;
    if let (Some(value), Some(gap)) = (base.net_benefit.get(name), base.gap_to_mean.get(name)) {
        let currency = case.currency();
        let mut line = Line::from("With every input at its mean (base case) net benefit is ");
        let scale = Scale::of_all([*value, main.net_benefit.mean.value]);
        line.push(
            Tone::Strong,
            format!("{}\u{a0}{}", scale.figure(&exact(*value)), scale.of_currency(&currency)),
        );
        line.push(Tone::Plain, gap_in_words(gap, &main.net_benefit.sd, &currency));
        document.paragraph(line);
    }
    requirements(document, case);
}

/// How the mean of all draws lies beside the base case.
fn gap_in_words(gap: &Estimate, sd: &Estimate, currency: &str) -> String {
    // Rounding leaves crumbs in figures that are equal on paper.
    let crumbs = 1e-9 * (gap.value.abs() + sd.value);
    if gap.lo <= crumbs && gap.hi >= -crumbs || half_width(gap) == 0.0 && gap.value.abs() <= crumbs {
        return "; the average of all draws is the same within the simulation error.".to_owned();
    }
    let (size, side) = match gap.value {
        below if below < 0.0 => (mirrored(gap), "below"),
        _ => (*gap, "above"),
    };
    format!("; the average of all draws lies {} {side} it.", money(&size, currency))
}

fn mirrored(estimate: &Estimate) -> Estimate {
    Estimate { value: -estimate.value, se: estimate.se, lo: -estimate.hi, hi: -estimate.lo }
}

fn requirements(document: &mut Document, case: &Case) {
    if case.results.requirements.is_empty() {
        return;
    }
    document.heading("requirements", "");
    for requirement in &case.results.requirements {
        let (tone, sign, verdict) = match requirement.verdict {
            Verdict::Pass => (Tone::Good, "✓", "holds"),
            Verdict::Fail => (Tone::Bad, "✗", "fails"),
            Verdict::Inconclusive => (Tone::Caution, "?", "undecided"),
        };
        let mut line = Line::new().with(tone, format!("{sign} {verdict}"));
        line.pad_to(VERDICT);
        line.push(Tone::Strong, spoken(&requirement.name));
        line.push(Tone::Plain, format!(": {}", sentence(case, requirement)));
        document.push(Block::Item(line.tied(VERDICT), None));
    }
}

fn sentence(case: &Case, requirement: &RequirementResult) -> String {
    let kind = Form::of(&requirement.metric);
    let currency = case.currency();
    let figure = match &requirement.estimate {
        Some(estimate) if requirement.verdict == Verdict::Inconclusive => {
            let error = kind.write_error(estimate, &currency).unwrap_or_default();
            format!("{} ({error})", kind.write(estimate, &currency))
        }
        Some(estimate) => kind.write(estimate, &currency),
        None => "does not exist".to_owned(),
    };
    let (bound, threshold) = match requirement.threshold {
        Threshold::AtLeast(value) => ("at least", value),
        Threshold::AtMost(value) => ("at most", value),
    };
    format!(
        "{} for {} is {figure}; required {bound} {}",
        metric_in_words(&requirement.metric),
        case.subject(&requirement.perspective),
        kind.write_threshold(threshold, &currency),
    )
}

/// A metric's path as words.
fn metric_in_words(metric: &str) -> String {
    let steps: Vec<&str> = metric.split('.').collect();
    match steps.as_slice() {
        ["probability_break_even"] => "probability of break-even".to_owned(),
        ["probability_loss"] => "probability of loss".to_owned(),
        ["break_even_year", "by_year", year] => {
            format!("probability of break-even by year\u{a0}{}", tame(year))
        }
        ["break_even_year", "never"] => "probability of never breaking even".to_owned(),
        ["break_even_year", "median"] => "break-even year".to_owned(),
        ["net_benefit", figure] => format!("{} of net benefit", tame(figure).replace('p', "P")),
        _ => spoken(&tame(metric)).replace('.', ", "),
    }
}

/// How a figure is written.
enum Form {
    Percent,
    Plain,
    Money,
}

impl Form {
    fn of(metric: &str) -> Form {
        match Metric::below(metric, usize::MAX).map(|metric| metric.kind()) {
            Ok(kind) if kind.is_share() => Form::Percent,
            Ok(kind) if kind.is_money() => Form::Money,
            _ => Form::Plain,
        }
    }

    fn write(&self, estimate: &Estimate, currency: &str) -> String {
        match self {
            Form::Percent => percent(estimate),
            Form::Plain => number(estimate),
            Form::Money => money(estimate, currency),
        }
    }

    fn write_error(&self, estimate: &Estimate, currency: &str) -> Option<String> {
        match self {
            Form::Percent => percent_error(estimate),
            Form::Plain => None,
            Form::Money => money_error(estimate, currency),
        }
    }

    /// A threshold is quoted as it was written, not rounded.
    fn write_threshold(&self, threshold: f64, currency: &str) -> String {
        match self {
            Form::Percent => format!("{}\u{a0}%", written(threshold * 100.0)),
            Form::Plain => written(threshold),
            Form::Money => format!("{}\u{a0}{currency}", written(threshold)),
        }
    }
}
