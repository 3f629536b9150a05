//! The answer: what the scenario is, how likely the money is to come back, how net benefit spreads.

use super::case::{Case, is_certain};
use super::payers::Standing;
use super::trace;
use crate::report::chart::Chart;
use crate::report::digits::{Locale, Scale, TIE, half_width, written};
use crate::report::document::{Block, Document, Text, Tone};
use crate::report::figure::{money, percent};
use crate::report::formula;
use crate::report::names::tame;
use crate::scenario::formula::Expr;
use crate::scenario::{Discount, Identity, Timing};
use crate::summary::results::{Estimate, NetBenefit, PerspectiveResults, Verdict};

pub(super) fn write(document: &mut Document, case: &Case) {
    document.title(Text::of(Tone::Strong, tame(&case.scenario.title)), Text::of(Tone::Dim, subject(case)));
    let Identity { changed, variant, note, .. } = &case.results.scenario;
    trace::note(document, note.as_deref());
    trace::write(document, changed, variant.as_deref(), &case.words.explain);
    let Some((name, main)) = case.main() else { return };
    document.paragraph(break_even(case, name, main));
    document.paragraph(spread(case, main));
    if case.first_outlay(name).is_some() {
        document.paragraph(back_by(case, name, main));
    }
    if case.scenario.costs.is_empty() {
        let text = Text::of(Tone::Caution, "No cost is stated: ");
        document.paragraph(text.and("nothing is weighed against what comes back."));
    }
    wrong_pocket(case, name).into_iter().for_each(|text| document.paragraph(text));
    requirements(case).into_iter().for_each(|text| document.paragraph(text));
    picture(document, case, name, main);
}

/// One line on what was simulated.
fn subject(case: &Case) -> String {
    let scenario = case.scenario;
    let mut parts = Vec::new();
    let info = &case.results.scenario;
    let mut file = tame(&info.file);
    if let Some(variant) = &info.variant {
        let variant = case.labels().own("variants", variant).unwrap_or(variant);
        file.push_str(&format!(", variant{TIE}{}", tame(variant)));
    }
    parts.push(file);
    if let Some(people) = case.entrants() {
        let noun = if people == 1.0 { "participant" } else { "participants" };
        parts.push(format!("{}{TIE}{noun}", written(people)));
    }
    parts.push(format!("years{TIE}0–{}", scenario.horizon));
    parts.push(format!("{TIE}{} at {} prices", case.currency(), scenario.price_year).trim_start().to_owned());
    parts.push(discounting(&scenario.discount, scenario.horizon));
    parts.join(" · ")
}

fn discounting(discount: &Discount, horizon: usize) -> String {
    let when = match discount.timing {
        Timing::Start => "start of year",
        Timing::Mid => "middle of year",
        Timing::End => "end of year",
    };
    // Steps after the horizon weigh nothing.
    let mut steps = discount.steps.iter().filter(|step| step.from <= horizon);
    let rate = |expr: &Expr| match expr {
        Expr::Number(rate) => Locale::ENGLISH.per_cent(written(rate * 100.0)),
        formula => formula::write(formula),
    };
    let first = steps.next().map(|step| &step.rate.expr);
    let mut rates = first.map(rate).unwrap_or_default();
    for step in steps.clone() {
        rates.push_str(&format!(", from year{TIE}{} {}", step.from, rate(&step.rate.expr)));
    }
    if first == Some(&Expr::Number(0.0)) && steps.next().is_none() {
        return "not discounted".to_owned();
    }
    format!("discounted {rates} a year ({when})")
}

fn break_even(case: &Case, name: &str, main: &PerspectiveResults) -> Text {
    let probability = &main.probability_break_even;
    let gains = probability.value >= 0.5;
    let tone = if gains { Tone::VeryGood } else { Tone::VeryBad };
    let is_public = name == "public";
    let whose = match (case.first_outlay(name), is_public) {
        (None, true) => "The public".to_owned(),
        (_, true) => "The public money".to_owned(),
        (_, false) => case.label(name),
    };
    let pays = case.first_outlay(name).is_some();
    if is_certain(main) {
        let verb = match (pays, is_public, gains) {
            (false, _, true) => "pays nothing and loses nothing",
            (false, _, false) => "pays nothing, and loses",
            (true, true, true) => "comes back",
            (true, true, false) => "does not come back",
            (true, false, true) => "breaks even",
            (true, false, false) => "does not break even",
        };
        return Text::from(format!("{whose} ")).with(tone, verb).and(format!(": {}.", case.why_certain()));
    }
    let verb = match (pays, is_public) {
        (false, _) => "pays nothing, and loses nothing",
        (true, true) => "comes back",
        (true, false) => "breaks even",
    };
    let text = Text::from(format!("{whose} {verb} with a probability of "));
    let text = text.with(tone, percent(probability)).error(percent(probability));
    match in_words(probability) {
        Some(words) => text.and(format!(": {words}.")),
        None => text.and("."),
    }
}

/// A probability in everyday words, as `about 8 times in 10`; `None` where its error is too large to say.
fn in_words(probability: &Estimate) -> Option<String> {
    if half_width(probability) > 0.05 {
        return None;
    }
    let value = probability.value;
    let times = |n: f64, of: u32| {
        let n = libm::round(n) as u32;
        format!("{n}{TIE}{}{TIE}in{TIE}{of}", if n == 1 { "time" } else { "times" })
    };
    Some(match value {
        v if v >= 0.995 => format!("more than {}", times(99.0, 100)),
        v if v >= 0.975 => format!("about {}", times(v * 100.0, 100)),
        v if v >= 0.935 => format!("about {}", times(v * 20.0, 20)),
        v if v >= 0.085 => format!("about {}", times(v * 10.0, 10)),
        v if v >= 0.035 => format!("about {}", times(v * 20.0, 20)),
        v if v >= 0.005 => format!("about {}", times(v * 100.0, 100)),
        _ => format!("less than {}", times(1.0, 100)),
    })
}

fn spread(case: &Case, main: &PerspectiveResults) -> Text {
    let currency = case.currency();
    let NetBenefit { mean, p5, p95, .. } = &main.net_benefit;
    let scale = Scale::of_all([mean.value, p5.value, p95.value]);
    let text = Text::from("Net benefit is ").strong(scale.money(mean, &currency));
    if is_certain(main) {
        return text.and(" and does not vary.");
    }
    let text = text.and(" on average").error(money(mean, &currency));
    if p5.value == p95.value {
        return text.and("; nine times in ten it is the same amount.");
    }
    let text =
        text.and("; nine times in ten it lies between ").strong(scale.money(p5, &currency)).and(" and ");
    let text = text.strong(scale.money(p95, &currency)).and(".");
    match Standing::of(main).against_the_mean() {
        Some(says) => text.and(" It ").with(Tone::Caution, says).and(": what is rarer is larger."),
        None => text,
    }
}

fn back_by(case: &Case, name: &str, main: &PerspectiveResults) -> Text {
    let never = percent(&main.break_even_year.never);
    let horizon = format!("by year{TIE}{}, the last one counted.", case.scenario.horizon);
    let Some(year) = &main.break_even_year.median else {
        if is_certain(main) {
            return format!("It is not back {horizon}").into();
        }
        return Text::from("In ").and(never).and(format!(" of draws it is not back {horizon}"));
    };
    // Money cannot be back before any was out.
    let outlay = case.first_outlay(name).unwrap_or_default();
    let counted = |year: usize| if year > outlay { year } else { outlay };
    let by = &main.break_even_year.by_year[counted(year.value)];
    let named = format!("year{TIE}{}", counted(year.value));
    // Where nearly all draws are back in the year in which the first half is, "half" would say too little.
    let text = if by.lo >= 0.95 {
        let text = Text::from("It is back by ").strong(named);
        if is_certain(main) {
            return text.and(".");
        }
        if by.lo == 1.0 {
            return text.and(" in every draw.");
        }
        text.and(" in ").and(percent(by)).and(" of draws")
    } else {
        let text = Text::from("In half of all draws it is back by ").strong(named);
        if year.hi == Some(year.value) && year.lo == year.value {
            text
        } else {
            let hi = year.hi.map_or("later".to_owned(), |hi| counted(hi).to_string());
            text.dim(format!(" ({}–{hi})", counted(year.lo)))
        }
    };
    text.and("; in ").and(never).and(format!(" not {horizon}"))
}

/// Who loses although the public gains: the wrong-pocket problem.
fn wrong_pocket(case: &Case, main: &str) -> Option<Text> {
    if main != "public" {
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
    let last = losers.len().checked_sub(1)?;
    let mut text = Text::of(Tone::Caution, "Wrong pocket: ").and("in ");
    for (place, (label, chance)) in losers.iter().enumerate() {
        let between = match place {
            0 => "",
            place if place == last => " and in ",
            _ => ", in ",
        };
        text = text.and(between).strong(percent(chance));
        text = text.and(format!(" of draws the public gains while {label} loses"));
    }
    Some(text.and("."))
}

fn requirements(case: &Case) -> Option<Text> {
    let all = &case.results.requirements;
    let says = |verdict, number: &str, one, several| {
        let count = all.iter().filter(|requirement| requirement.verdict == verdict).count();
        let says = if count == 1 { one } else { several };
        (count > 0).then(|| if all.len() == 1 { number.to_owned() } else { format!("{count}{TIE}{says}") })
    };
    let parts = [
        (Tone::Bad, says(Verdict::Fail, "fails", "fails", "fail")),
        (Tone::Caution, says(Verdict::Inconclusive, "is undecided", "undecided", "undecided")),
        (Tone::Good, says(Verdict::Pass, "holds", "holds", "hold")),
    ];
    let parts = parts.into_iter().filter_map(|(tone, says)| Some((tone, says?)));
    let start = if all.len() == 1 { "The requirement " } else { "Of the requirements, " };
    let text = parts.enumerate().fold(Text::from(start), |text, (place, (tone, says))| {
        text.and(if place > 0 { ", " } else { "" }).with(tone, says)
    });
    (!all.is_empty()).then(|| text.and("."))
}

fn picture(document: &mut Document, case: &Case, name: &str, main: &PerspectiveResults) {
    // A single amount has no shape, and was named above.
    if is_certain(main) {
        return;
    }
    let net_benefit = &main.net_benefit;
    let scale = Scale::of_all([net_benefit.p5.value, net_benefit.p95.value]);
    let heading = format!("net benefit, {}", case.label(name));
    document.heading(heading, format!("{}, present value", Locale::ENGLISH.heading(scale, &case.currency())));
    if let Some(counts) = &net_benefit.histogram {
        document.push(Block::Chart(Chart::Histogram {
            counts: counts.clone(),
            below: Text::from("loss ").and(percent(&main.probability_loss)),
            above: Text::from("break-even ").and(percent(&main.probability_break_even)),
        }));
    }
    let figures = [
        ("P5", &net_benefit.p5),
        ("P25", &net_benefit.p25),
        ("median", &net_benefit.p50),
        ("P75", &net_benefit.p75),
        ("P95", &net_benefit.p95),
        ("mean", &net_benefit.mean),
        ("sd", &net_benefit.sd),
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

    #[test]
    fn everyday_words_follow_the_figure_and_fall_silent_without_precision() {
        let words = |value: f64, se: f64| {
            let estimate = Estimate { value, se, lo: value - 1.96 * se, hi: value + 1.96 * se };
            in_words(&estimate).map(|words| words.replace(TIE, " "))
        };
        assert_eq!(words(0.83, 0.001).as_deref(), Some("about 8 times in 10"));
        assert_eq!(words(0.12, 0.001).as_deref(), Some("about 1 time in 10"));
        assert_eq!(words(0.95, 0.001).as_deref(), Some("about 19 times in 20"));
        assert_eq!(words(0.9967, 0.0001).as_deref(), Some("more than 99 times in 100"));
        assert_eq!(words(0.0, 0.0).as_deref(), Some("less than 1 time in 100"));
        assert_eq!(words(0.5, 0.04), None);
    }
}
