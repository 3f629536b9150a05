//! The answer: what the scenario is, how likely the money is to come back, how net benefit spreads.

use super::Case;
use crate::report::digits::{Scale, in_words, money_error, percent, percent_error, written};
use crate::report::document::{Block, Document};
use crate::report::formula;
use crate::report::histogram;
use crate::report::line::{Line, TIE, Tone, tame};
use crate::report::text::INDENT;
use crate::scenario::formula::Expr;
use crate::scenario::{Discount, Timing};
use crate::summary::results::{Estimate, NetBenefit, PerspectiveResults, Verdict};

pub(super) fn write(document: &mut Document, case: &Case) {
    let title = Line::new().with(Tone::Strong, tame(&case.scenario.title));
    document.push(Block::Title(title, Line::new().with(Tone::Dim, subject(case))));
    let Some((name, main)) = case.main() else { return };
    document.paragraph(break_even(case, name, main));
    document.paragraph(spread(case, &main.net_benefit));
    document.paragraph(back_by(case, main));
    if case.scenario.costs.is_empty() {
        let line = Line::new().with(Tone::Caution, "No cost is stated: ");
        document.paragraph(line.with(Tone::Plain, "nothing is weighed against what comes back."));
    }
    if let Some(text) = wrong_pocket(case, name) {
        document.paragraph(text);
    }
    if let Some(text) = requirements(case) {
        document.paragraph(text);
    }
    picture(document, case, name, main);
}

/// One line on what was simulated.
fn subject(case: &Case) -> String {
    let scenario = case.scenario;
    let mut parts = Vec::new();
    let info = &case.results.scenario;
    let mut file = tame(&info.file);
    if let Some(variant) = &info.variant {
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
        Expr::Number(rate) => format!("{}{TIE}%", written(rate * 100.0)),
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

fn break_even(case: &Case, name: &str, main: &PerspectiveResults) -> Line {
    let probability = &main.probability_break_even;
    let tone = if probability.value >= 0.5 { Tone::VeryGood } else { Tone::VeryBad };
    let whose = if name == "public" { "The public money".to_owned() } else { case.label(name) };
    let verb = if name == "public" { "comes back" } else { "breaks even" };
    let mut line = Line::new().with(Tone::Plain, format!("{whose} {verb} with a probability of "));
    line.push(tone, percent(probability));
    if let Some(error) = percent_error(probability) {
        line.push(Tone::Dim, format!(" ({error})"));
    }
    if let Some(words) = in_words(probability) {
        line.push(Tone::Plain, format!(": {words}"));
    }
    line.with(Tone::Plain, ".")
}

fn spread(case: &Case, net_benefit: &NetBenefit) -> Line {
    let currency = case.currency();
    let mean = &net_benefit.mean;
    let scale = Scale::of_all([mean.value, net_benefit.p5.value, net_benefit.p95.value]);
    let mut line = Line::new().with(Tone::Plain, "Net benefit is ");
    // Nothing is nothing in thousands and millions.
    let figure = scale.figure(mean);
    let unit = if figure == "0" { currency.clone() } else { scale.of_currency(&currency) };
    line.push(Tone::Strong, format!("{figure}{TIE}{unit}"));
    line.push(Tone::Plain, " on average");
    if let Some(error) = money_error(mean, &currency) {
        line.push(Tone::Dim, format!(" ({error})"));
    }
    if net_benefit.p5.value == net_benefit.p95.value {
        return line.with(Tone::Plain, " and does not vary.");
    }
    line.push(Tone::Plain, "; nine times in ten it lies between ");
    line.push(Tone::Strong, scale.figure(&net_benefit.p5));
    line.push(Tone::Plain, " and ");
    line.push(
        Tone::Strong,
        format!("{}{TIE}{}", scale.figure(&net_benefit.p95), scale.of_currency(&currency)),
    );
    line.with(Tone::Plain, ".")
}

fn back_by(case: &Case, main: &PerspectiveResults) -> Line {
    let never = percent(&main.break_even_year.never);
    let horizon = case.scenario.horizon;
    let mut line = Line::new();
    let last = format!("; in {never} not by year{TIE}{horizon}, the last one counted.");
    match &main.break_even_year.median {
        // Where nearly all draws are back in the year in which the first half is, "half" would say too little.
        Some(year) if main.break_even_year.by_year[year.value].lo >= 0.95 => {
            let by = &main.break_even_year.by_year[year.value];
            line.push(Tone::Plain, "It is back by ");
            line.push(Tone::Strong, format!("year{TIE}{}", year.value));
            if by.lo == 1.0 {
                return line.with(Tone::Plain, " in every draw.");
            }
            line.push(Tone::Plain, format!(" in {} of draws", percent(by)));
            line.push(Tone::Plain, last);
        }
        Some(year) => {
            line.push(Tone::Plain, "In half of all draws it is back by ");
            line.push(Tone::Strong, format!("year{TIE}{}", year.value));
            if year.hi != Some(year.value) || year.lo != year.value {
                let hi = year.hi.map_or("later".to_owned(), |hi| hi.to_string());
                line.push(Tone::Dim, format!(" ({}–{hi})", year.lo));
            }
            line.push(Tone::Plain, last);
        }
        None => line.push(
            Tone::Plain,
            format!("In {never} of draws it is not back by year{TIE}{horizon}, the last one counted."),
        ),
    }
    line
}

/// Who loses although the public gains: the wrong-pocket problem.
fn wrong_pocket(case: &Case, main: &str) -> Option<Line> {
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
    if losers.is_empty() {
        return None;
    }
    let mut line = Line::new().with(Tone::Caution, "Wrong pocket: ");
    line.push(Tone::Plain, "in ");
    let last = losers.len() - 1;
    for (place, (label, chance)) in losers.iter().enumerate() {
        let between = match place {
            0 => "",
            place if place == last => " and in ",
            _ => ", in ",
        };
        line.push(Tone::Plain, between);
        line.push(Tone::Strong, percent(chance));
        line.push(Tone::Plain, format!(" of draws the public gains while {label} loses"));
    }
    Some(line.with(Tone::Plain, "."))
}

fn requirements(case: &Case) -> Option<Line> {
    let count = |verdict| case.results.requirements.iter().filter(|r| r.verdict == verdict).count();
    let (pass, fail, open) = (count(Verdict::Pass), count(Verdict::Fail), count(Verdict::Inconclusive));
    let mut parts = Vec::new();
    if fail > 0 {
        parts.push((Tone::Bad, format!("{fail}{TIE}{}", if fail == 1 { "fails" } else { "fail" })));
    }
    if open > 0 {
        parts.push((Tone::Caution, format!("{open}{TIE}undecided")));
    }
    if pass > 0 {
        parts.push((Tone::Good, format!("{pass}{TIE}{}", if pass == 1 { "holds" } else { "hold" })));
    }
    if parts.is_empty() {
        return None;
    }
    if let [only] = case.results.requirements.as_slice() {
        let (tone, says) = match only.verdict {
            Verdict::Pass => (Tone::Good, "holds"),
            Verdict::Fail => (Tone::Bad, "fails"),
            Verdict::Inconclusive => (Tone::Caution, "is undecided"),
        };
        return Some(Line::from("The requirement ").with(tone, says).with(Tone::Plain, "."));
    }
    let mut line = Line::from("Of the requirements, ");
    for (place, (tone, text)) in parts.into_iter().enumerate() {
        line.push(Tone::Plain, if place > 0 { ", " } else { "" });
        line.push(tone, text);
    }
    Some(line.with(Tone::Plain, "."))
}

fn picture(document: &mut Document, case: &Case, name: &str, main: &PerspectiveResults) {
    let net_benefit = &main.net_benefit;
    let currency = case.currency();
    let scale = Scale::of_all([net_benefit.p5.value, net_benefit.p95.value]);
    let heading = format!("net benefit, {}", case.label(name));
    document.heading(&heading, format!("{}, present value", scale.of_currency(&currency)));
    if let Some(counts) = &net_benefit.histogram {
        let loss = format!("loss {}", percent(&main.probability_loss));
        let gain = format!("break-even {}", percent(&main.probability_break_even));
        let picture = histogram::draw(counts, &loss, &gain, document.columns() - INDENT);
        document.push(Block::Picture(picture));
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
    let mut line = Line::new();
    for (place, (label, figure)) in figures.into_iter().enumerate() {
        line.push(Tone::Dim, if place == 0 { "" } else { " · " });
        line.push(Tone::Dim, format!("{label}{TIE}"));
        line.push(Tone::Plain, scale.figure(figure));
    }
    document.paragraph(line);
}
