//! The answer: what the scenario is, how likely the money is to come back, how net benefit spreads.

use super::case::{Case, is_certain};
use super::trace;
use crate::report::chart::Chart;
use crate::report::digits::{Scale, TIE, half_width};
use crate::report::document::{Block, Document, Text, Tone};
use crate::report::figure::{money, percent};
use crate::report::formula;
use crate::report::names::tame;
use crate::report::standing::Standing;
use crate::report::words::Words;
use crate::report::words::run::{self, Back, Whose};
use crate::scenario::formula::Expr;
use crate::scenario::{Discount, Identity, USUAL};
use crate::summary::results::{Estimate, NetBenefit, PerspectiveResults, Verdict};

pub(super) fn write(document: &mut Document, case: &Case) {
    document.title(Text::of(Tone::Strong, tame(&case.scenario.title)), Text::of(Tone::Dim, subject(case)));
    let Identity { changed, variant, note, .. } = &case.results.scenario;
    trace::note(document, note.as_deref());
    trace::write(document, changed, variant.as_deref(), &case.words.common);
    let Some((name, main)) = case.main() else { return };
    document.paragraph(break_even(case, name, main));
    document.paragraph(spread(case, main));
    if case.first_outlay(name).is_some() {
        document.paragraph(back_by(case, name, main));
    }
    if case.scenario.costs.is_empty() {
        document.paragraph((case.words.run.no_cost)());
    }
    wrong_pocket(case, name).into_iter().for_each(|text| document.paragraph(text));
    requirements(case).into_iter().for_each(|text| document.paragraph(text));
    picture(document, case, name, main);
}

/// One line on what was simulated.
fn subject(case: &Case) -> String {
    let Words { locale, common, run: words, .. } = case.words;
    let scenario = case.scenario;
    let mut parts = Vec::new();
    let info = &case.results.scenario;
    let mut file = tame(&info.file);
    if let Some(variant) = &info.variant {
        let variant = case.labels().own("variants", variant).unwrap_or(variant);
        file.push_str(&format!(", {}", (common.variant)(&tame(variant))));
    }
    parts.push(file);
    if let Some(people) = case.entrants() {
        parts.push((words.participants)(&locale.written(people)));
    }
    parts.push((words.years)(scenario.horizon));
    parts.push((words.prices)(locale.currency(&case.currency()), scenario.price_year));
    parts.push(discounting(&scenario.discount, scenario.horizon, case.words));
    parts.join(" · ")
}

fn discounting(discount: &Discount, horizon: usize, words: &Words) -> String {
    let Words { locale, run: words, .. } = words;
    // Steps after the horizon weigh nothing.
    let mut steps = discount.steps.iter().filter(|step| step.from <= horizon);
    let rate = |expr: &Expr| match expr {
        Expr::Number(rate) => locale.per_cent(locale.written(rate * 100.0)),
        formula => formula::write_in(formula, locale),
    };
    let first = steps.next().map(|step| &step.rate.expr);
    let mut rates = first.map(rate).unwrap_or_default();
    for step in steps.clone() {
        rates.push_str(&(words.rate_from)(step.from, &rate(&step.rate.expr)));
    }
    if first == Some(&Expr::Number(0.0)) && steps.next().is_none() {
        return words.not_discounted.to_owned();
    }
    (words.discounted)(&rates, discount.timing)
}

fn break_even(case: &Case, name: &str, main: &PerspectiveResults) -> Text {
    let words = &case.words.run;
    let probability = &main.probability_break_even;
    let gains = probability.value >= 0.5;
    let label = (name != USUAL).then(|| case.label(name));
    let whose = Whose { name: label.as_deref(), pays: case.first_outlay(name).is_some() };
    if is_certain(main) {
        return (words.comes_back_surely)(whose, gains, case.why_certain());
    }
    let tone = if gains { Tone::VeryGood } else { Tone::VeryBad };
    let shown = Text::of(tone, percent(probability)).error(percent(probability));
    (words.comes_back)(whose, shown, in_words(probability, words))
}

/// A probability in everyday words, as `about 8 times in 10`; `None` where its error is too large to say.
fn in_words(probability: &Estimate, words: &run::Words) -> Option<String> {
    if half_width(probability) > 0.05 {
        return None;
    }
    let value = probability.value;
    let about = |of: u32| (words.about)(libm::round(value * f64::from(of)) as u32, of);
    Some(match value {
        v if v >= 0.995 => (words.more_than)(99, 100),
        v if v >= 0.975 => about(100),
        v if v >= 0.935 => about(20),
        v if v >= 0.085 => about(10),
        v if v >= 0.035 => about(20),
        v if v >= 0.005 => about(100),
        _ => (words.less_than)(1, 100),
    })
}

fn spread(case: &Case, main: &PerspectiveResults) -> Text {
    let words = &case.words.run;
    let currency = case.currency();
    let NetBenefit { mean, p5, p95, .. } = &main.net_benefit;
    let scale = Scale::of_all([mean.value, p5.value, p95.value]);
    let shown = |of: &Estimate| Text::of(Tone::Strong, scale.money(of, &currency));
    if is_certain(main) {
        return (words.does_not_vary)(shown(mean));
    }
    let error = Text::default().error(money(mean, &currency));
    if p5.value == p95.value {
        return (words.spreads)(shown(mean), error, None);
    }
    let text = (words.spreads)(shown(mean), error, Some([p5, p95].map(shown)));
    match Standing::of(main).against_the_mean() {
        Some(loses) => text.and_all((words.goes_against)(loses)),
        None => text,
    }
}

fn back_by(case: &Case, name: &str, main: &PerspectiveResults) -> Text {
    let (words, horizon) = (&case.words.run, case.scenario.horizon);
    let never = || Text::from(percent(&main.break_even_year.never));
    let Some(year) = &main.break_even_year.median else {
        return (words.not_back)((!is_certain(main)).then(never), horizon);
    };
    // Money cannot be back before any was out.
    let outlay = case.first_outlay(name).unwrap_or_default();
    let counted = |year: usize| if year > outlay { year } else { outlay };
    let named = counted(year.value);
    let by = &main.break_even_year.by_year[named];
    // Where nearly all draws are back in the year in which the first half is, "half" would say too little.
    if by.lo < 0.95 {
        let is_open = year.hi != Some(year.value) || year.lo != year.value;
        let range = is_open.then(|| (counted(year.lo), year.hi.map(counted)));
        return (words.back)(Back::Half(named, range), never(), horizon);
    }
    if is_certain(main) {
        return (words.surely_back)(named);
    }
    let share = (by.lo != 1.0).then(|| Text::from(percent(by)));
    (words.back)(Back::Nearly(named, share), never(), horizon)
}

/// Who loses although the public gains: the wrong-pocket problem.
fn wrong_pocket(case: &Case, main: &str) -> Option<Text> {
    if main != USUAL {
        return None;
    }
    let joint = &case.results.joint;
    let mut losers: Vec<(String, &Estimate)> = case
        .payers()
        .filter_map(|(name, _)| {
            let event = format!("public_gains_and_{name}_loses");
            let chance = joint.public_gains_and_payer_loses.get(&event)?;
            (chance.value >= 0.05).then(|| (case.label(name), chance))
        })
        .collect();
    losers.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    let losers = losers.into_iter().map(|(label, chance)| (Text::of(Tone::Strong, percent(chance)), label));
    let losers: Vec<(Text, String)> = losers.collect();
    (!losers.is_empty()).then(|| (case.words.run.wrong_pocket)(losers))
}

fn requirements(case: &Case) -> Option<Text> {
    let (words, all) = (&case.words.run, &case.results.requirements);
    if let [only] = all.as_slice() {
        return Some((words.requirement)(only.verdict));
    }
    let counted = [Verdict::Fail, Verdict::Inconclusive, Verdict::Pass]
        .map(|verdict| (verdict, all.iter().filter(|requirement| requirement.verdict == verdict).count()));
    let counted: Vec<(Verdict, usize)> = counted.into_iter().filter(|(_, count)| *count > 0).collect();
    (!all.is_empty()).then(|| (words.of_requirements)(&counted))
}

fn picture(document: &mut Document, case: &Case, name: &str, main: &PerspectiveResults) {
    // A single amount has no shape, and was named above.
    if is_certain(main) {
        return;
    }
    let net_benefit = &main.net_benefit;
    let scale = Scale::of_all([net_benefit.p5.value, net_benefit.p95.value]);
    let Words { locale, common, run: words, .. } = case.words;
    let unit = locale.heading(scale, &case.currency());
    document.heading((words.net_benefit_of)(&case.label(name)), (words.present_value)(&unit));
    if let Some(counts) = &net_benefit.histogram {
        document.push(Block::Chart(Chart::Histogram {
            counts: counts.clone(),
            below: Text::from(words.loss).and(percent(&main.probability_loss)),
            above: Text::from(words.break_even).and(percent(&main.probability_break_even)),
        }));
    }
    let figures = [
        ("P5", &net_benefit.p5),
        ("P25", &net_benefit.p25),
        (words.median, &net_benefit.p50),
        ("P75", &net_benefit.p75),
        ("P95", &net_benefit.p95),
        (common.mean, &net_benefit.mean),
        (words.sd, &net_benefit.sd),
    ];
    let text = figures.into_iter().enumerate().fold(Text::default(), |text, (place, (label, figure))| {
        let text = text.dim(if place == 0 { "" } else { " · " }).dim(format!("{label}{TIE}"));
        text.and(scale.figure(figure))
    });
    document.paragraph(text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::language::Language;

    #[test]
    fn everyday_words_follow_the_figure_and_fall_silent_without_precision() {
        let words = |value: f64, se: f64| {
            let estimate = Estimate { value, se, lo: value - 1.96 * se, hi: value + 1.96 * se };
            in_words(&estimate, &Language::English.words().run).map(|words| words.replace(TIE, " "))
        };
        assert_eq!(words(0.83, 0.001).as_deref(), Some("about 8 times in 10"));
        assert_eq!(words(0.12, 0.001).as_deref(), Some("about 1 time in 10"));
        assert_eq!(words(0.95, 0.001).as_deref(), Some("about 19 times in 20"));
        assert_eq!(words(0.9967, 0.0001).as_deref(), Some("more than 99 times in 100"));
        assert_eq!(words(0.0, 0.0).as_deref(), Some("less than 1 time in 100"));
        assert_eq!(words(0.5, 0.04), None);
    }
}
