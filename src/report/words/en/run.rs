//! The report on a run, in English.

use crate::report::digits::TIE;
use crate::report::document::{Text, Tone};
use crate::report::names::spoken;
use crate::report::standing::{Mean, Often, Standing};
use crate::report::words::counted::Noun;
use crate::report::words::run::{Back, Ends, Expected, Words};
use crate::scenario::Timing;
use crate::summary::results::Verdict;

pub(super) const RUN: Words = Words {
    participants: |people| Noun("participant", "participants").after(people),
    years: |horizon| format!("years{TIE}0–{horizon}"),
    prices: |currency, price_year| format!("{TIE}{currency} at {price_year} prices").trim_start().to_owned(),
    not_discounted: "not discounted",
    discounted: |rates, timing| {
        let when = match timing {
            Timing::Start => "start of year",
            Timing::Mid => "middle of year",
            Timing::End => "end of year",
        };
        format!("discounted {rates} a year ({when})")
    },
    rate_from: |year, rate| format!(", from year{TIE}{year} {rate}"),
    comes_back: |whose, probability, about| {
        let verb = match (whose.pays, whose.name) {
            (false, _) => "pays nothing, and loses nothing",
            (true, None) => "comes back",
            (true, Some(_)) => "breaks even",
        };
        let text = Text::from(format!("{} {verb} with a probability of ", subject(whose.name, whose.pays)));
        let about = about.map_or(".".to_owned(), |about| format!(": {about}."));
        text.and_all(probability).and(about)
    },
    comes_back_surely: |whose, gains, why| {
        let verb = match (whose.pays, whose.name, gains) {
            (false, _, true) => "pays nothing and loses nothing",
            (false, _, false) => "pays nothing, and loses",
            (true, None, true) => "comes back",
            (true, None, false) => "does not come back",
            (true, Some(_), true) => "breaks even",
            (true, Some(_), false) => "does not break even",
        };
        let text = Text::from(format!("{} ", subject(whose.name, whose.pays)));
        text.with(surely(gains), verb).and(format!(": {why}."))
    },
    all_fixed: "every input is fixed and nothing is left to luck",
    nothing_bears: "no uncertain input and nobody's luck bears on it",
    about: |n, of| format!("about {}", times(n, of)),
    more_than: |n, of| format!("more than {}", times(n, of)),
    less_than: |n, of| format!("less than {}", times(n, of)),
    does_not_vary: |mean| Text::from("Net benefit is ").and_all(mean).and(" and does not vary."),
    spreads: |mean, error, ends| {
        let text = Text::from("Net benefit is ").and_all(mean).and(" on average").and_all(error);
        match ends {
            None => text.and("; nine times in ten it is the same amount."),
            Some([low, high]) => {
                let text = text.and("; nine times in ten it lies between ").and_all(low);
                text.and(" and ").and_all(high).and(".")
            }
        }
    },
    goes_against: |loses| {
        Text::from(" It ").with(Tone::Caution, against(loses)).and(": what is rarer is larger.")
    },
    not_back: |share, horizon| {
        let by = format!("it is not back by year{TIE}{horizon}, the last one counted.");
        match share {
            Some(share) => Text::from("In ").and_all(share).and(format!(" of draws {by}")),
            None => Text::from(by.replacen("it", "It", 1)),
        }
    },
    surely_back: |year| Text::from("It is back by ").strong(format!("year{TIE}{year}")).and("."),
    back: |back, never, horizon| {
        let text = match back {
            Back::Nearly(year, share) => {
                let text = Text::from("It is back by ").strong(format!("year{TIE}{year}"));
                match share {
                    None => return text.and(" in every draw."),
                    Some(share) => text.and(" in ").and_all(share).and(" of draws"),
                }
            }
            Back::Half(year, range) => {
                let text =
                    Text::from("In half of all draws it is back by ").strong(format!("year{TIE}{year}"));
                match range {
                    None => text,
                    Some((from, to)) => {
                        let to = to.map_or("later".to_owned(), |to| to.to_string());
                        text.dim(format!(" ({from}–{to})"))
                    }
                }
            }
        };
        let text = text.and("; in ").and_all(never);
        text.and(format!(" not by year{TIE}{horizon}, the last one counted."))
    },
    no_cost: || {
        let text = Text::of(Tone::Caution, "No cost is stated: ");
        text.and("nothing is weighed against what comes back.")
    },
    wrong_pocket: |losers| {
        let last = losers.len().saturating_sub(1);
        let mut text = Text::of(Tone::Caution, "Wrong pocket: ").and("in ");
        for (place, (share, payer)) in losers.into_iter().enumerate() {
            let between = match place {
                0 => "",
                place if place == last => " and in ",
                _ => ", in ",
            };
            text = text.and(between).and_all(share);
            text = text.and(format!(" of draws the public breaks even while {payer} loses"));
        }
        text.and(".")
    },
    requirement: |verdict| {
        let (tone, says) = match verdict {
            Verdict::Fail => (Tone::Bad, "fails"),
            Verdict::Inconclusive => (Tone::Caution, "is undecided"),
            Verdict::Pass => (Tone::Good, "holds"),
        };
        Text::from("The requirement ").and("").with(tone, says).and(".")
    },
    of_requirements: |counts| {
        let text = Text::from("Of the requirements, ");
        let text = counts.iter().enumerate().fold(text, |text, (place, (verdict, count))| {
            let (tone, one, several) = match verdict {
                Verdict::Fail => (Tone::Bad, "fails", "fail"),
                Verdict::Inconclusive => (Tone::Caution, "undecided", "undecided"),
                Verdict::Pass => (Tone::Good, "holds", "hold"),
            };
            let says = Noun(one, several).after(count);
            text.and(if place > 0 { ", " } else { "" }).with(tone, says)
        });
        text.and(".")
    },
    net_benefit_of: |whose| format!("net benefit, {whose}"),
    present_value: |unit| format!("{unit}, present value"),
    loss: "loss ",
    break_even: "break-even ",
    median: "median",
    sd: "sd",
    back_by_year: "back by year",
    has_its_money_back: |whose| format!("probability that {whose} has its money back"),
    who_pays: "who pays, who gains",
    net_benefit_in: |unit| format!("net benefit, {unit}"),
    half_back_by: "half of all draws back by",
    back_by: "back by",
    standing: |standing| match standing {
        Standing::Untouched => "untouched",
        Standing::Even => "even chances",
        Standing::Gains(_, Mean::Loss) => "often gains, mean a loss",
        Standing::Loses(_, Mean::Gain) => "often loses, mean a gain",
        Standing::Gains(Often::Always, Mean::Gain) => "gains",
        Standing::Gains(Often::Mostly, Mean::Gain) => "mostly gains",
        Standing::Gains(Often::Always, Mean::Open) => "breaks even",
        Standing::Gains(Often::Mostly, Mean::Open) => "mostly breaks even",
        Standing::Loses(Often::Always, Mean::Loss) => "loses",
        Standing::Loses(Often::Mostly, Mean::Loss) => "mostly loses",
        Standing::Loses(Often::Always, Mean::Open) => "falls short",
        Standing::Loses(Often::Mostly, Mean::Open) => "mostly falls short",
    },
    payer_goes_against: |payer, loses| format!("{payer} {}.", against(loses)),
    no_loser: |share| Text::from("No public payer loses in ").and_all(share).and(" of draws."),
    how_often: "how often",
    avoided: "avoided",
    successes_needed: "successes needed",
    expected,
    needed: "needed",
    chance_of_so_many: "chance that so many succeed",
    cost_per_success: "cost per success",
    no_number: "no number",
    lines: "costs and gains by payer",
    mean_present_value: |unit| format!("mean present value, {unit}"),
    net_benefit: "Net benefit",
    so_far: "so far, discounted",
    so_far_low: "so far, P5",
    so_far_high: "so far, P95",
    by_year: "money by year",
    mean_flow: |unit| format!("mean net flow, {unit}"),
    further: "further figures",
    amounts_in: |currency| format!("amounts in {currency}"),
    per_participant: "per participant",
    ratio: "benefit–cost ratio",
    return_on_investment: "return on investment",
    worst: "worst twentieth, mean",
    peak: "peak funding need",
    peak_high: "peak need, P95",
    unadjusted: |chance, mean| {
        let text = Text::from("Without the optimism and cashable adjustments: probability of break-even ");
        text.and_all(chance).and(", net benefit ").and_all(mean).and(" on average.")
    },
    why_it_spreads: "why it spreads",
    from_inputs: |share| {
        let says = "from not knowing the inputs (parameter uncertainty): better evidence would narrow it.";
        match share {
            None => format!("All of the variance comes {says}").into(),
            Some(share) => share.and(format!(" of the variance comes {says}")),
        }
    },
    from_luck: |share, moves| {
        let says = match moves {
            true => {
                "from which way the people happen to move (cohort luck): only more people would even it out."
            }
            false => {
                "from which way the participants happen to go (cohort luck): only more people would even it out."
            }
        };
        match share {
            None => format!("All of the variance comes {says}").into(),
            Some(share) => share.and(format!(" comes {says}")),
        }
    },
    of_that: " Of that, ",
    explains: |inputs, others| {
        let explained = inputs.into_iter().enumerate().map(|(place, [input, share])| match place {
            0 => input.and(" explains ").and_all(share),
            _ => Text::from(", ").and_all(input).and(" ").and_all(share),
        });
        let text = explained.fold(Text::default(), Text::and_all);
        text.and(if others { ", others less." } else { "." })
    },
    no_spread: |why| format!("Net benefit does not vary: {why}."),
    base_case: |value| Text::from("With every input at its mean (base case) net benefit is ").and_all(value),
    base_case_same: "; the average of all draws is the same within the simulation error.",
    base_case_gap: |size, above| {
        let side = if above { "above" } else { "below" };
        Text::from("; the average of all draws lies ").and_all(size).and(format!(" {side} it."))
    },
    requirements: "requirements",
    metric,
    required: |metric, of, is, at_least, threshold| {
        let text = Text::from(format!(": {metric} for {of} is "));
        let text = text.and_all(is.unwrap_or_else(|| Text::from("does not exist")));
        let bound = if at_least { "at least" } else { "at most" };
        text.and(format!("; required {bound} {threshold}"))
    },
};

fn subject(name: Option<&str>, pays: bool) -> &str {
    match (name, pays) {
        (Some(name), _) => name,
        (None, true) => "The public money",
        (None, false) => "The public",
    }
}

fn surely(gains: bool) -> Tone {
    if gains { Tone::VeryGood } else { Tone::VeryBad }
}

fn times(n: u32, of: u32) -> String {
    format!("{}{TIE}in{TIE}{of}", Noun("time", "times").after(n))
}

fn against(loses: bool) -> &'static str {
    match loses {
        true => "gains more often than not, but loses on average",
        false => "loses more often than not, but gains on average",
    }
}

fn expected(of: Expected) -> Text {
    let text = Text::from("Expected: ").and_all(of.size).and(match (of.events, of.fewer, of.one) {
        (true, true, true) => " time less".to_owned(),
        (true, true, false) => " times less".to_owned(),
        (true, false, true) => " time more".to_owned(),
        (true, false, false) => " times more".to_owned(),
        (false, true, true) => format!(" person fewer {}", of.outcome),
        (false, true, false) => format!(" fewer people {}", of.outcome),
        (false, false, true) => " person more".to_owned(),
        (false, false, false) => " people more".to_owned(),
    });
    let mut text = text.and(" than without the intervention");
    if let Some((people, one)) = of.of {
        let verb = Noun("starts", "start").of(one);
        text = text.and(format!(", of {people}{TIE}who {verb}"));
    }
    let side = |fewer: bool| if fewer { " fewer" } else { " more" };
    text = match of.ends {
        None => text,
        Some(Ends::Alike([low, high])) => {
            let text = text.and("; nine times in ten ").and_all(low).and(" to ").and_all(high);
            text.and(if of.fewer { " fewer" } else { "" })
        }
        Some(Ends::Across([(low, of_low), (high, of_high)])) => {
            let text = text.and("; nine times in ten ").and_all(low).and(side(of_low));
            text.and(" to ").and_all(high).and(side(of_high))
        }
    };
    text.and(" (").and_all(of.with).and(" with it, ").and_all(of.without).and(" without).")
}

fn metric(metric: &str) -> String {
    let steps: Vec<&str> = metric.split('.').collect();
    match steps.as_slice() {
        ["probability_break_even"] => "probability of break-even".to_owned(),
        ["probability_loss"] => "probability of loss".to_owned(),
        ["break_even_year", "by_year", year] => format!("probability of break-even by year{TIE}{year}"),
        ["break_even_year", "never"] => "probability of never breaking even".to_owned(),
        ["break_even_year", "median"] => "break-even year".to_owned(),
        ["net_benefit", figure] => format!("{} of net benefit", figure.replace('p', "P")),
        _ => spoken(metric).replace('.', ", "),
    }
}
