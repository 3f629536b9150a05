//! A stress test, in English.

use crate::report::document::{Text, Tone};
use crate::report::words::counted::Noun;
use crate::report::words::stress::{At, Matters, Spans, Stands, Words};

pub(super) const STRESS: Words = Words {
    number: |path| match path {
        "discount.rate" => Some("discount rate"),
        "cohort.participants" => Some("number of participants"),
        "horizon" => Some("horizon in years"),
        _ => None,
    },
    more: |count| format!("{count} more"),
    or: "or",
    stands: |who, stands, size, chance| {
        let verb = match stands {
            Stands::Nothing => "comes to",
            Stands::Loses => "loses",
            Stands::Gains => "gains",
        };
        let text = Text::from(format!("As it is, {who} {verb} ")).and_all(size);
        text.and(" on average and breaks even in ").and_all(chance).and(" of all draws.")
    },
    does_not_depend: |inputs| format!("Net benefit does not depend on {inputs}."),
    mean_in: |unit, who| format!("mean net benefit in {unit}, {who}"),
    breaks_even: "breaks even",
    change: "change",
    change_points: "change, points",
    none_uncertain: "No assumption on which net benefit depends is uncertain: none can be varied.",
    none_moves: "No assumption by itself moves mean net benefit.",
    matters,
    none_turns: "No assumption by itself turns mean net benefit from gain to loss, or back, at either end or at its median.",
    only_turns: |input| format!("Only {input} by itself turns mean net benefit from gain to loss, or back."),
    each_turns: |inputs| {
        format!("Each of these by itself turns mean net benefit from gain to loss, or back: {inputs}.")
    },
    at: |end| format!("at {end}"),
    mean_at: |end| format!("mean, {end}"),
    breaks_even_at: |end| format!("breaks even, {end}"),
    between: "between",
    one_at_a_time: "one assumption at a time",
    others_as_drawn: "All other assumptions are as drawn, over the same draws.",
    may_change_places: "Rows whose widths lie within each other's simulation error may change places.",
    ends_of_range: "*: both quantiles are one value, so the ends of its range were taken (P1 or P99 where it has none).",
    before_optimism: "×: the values are those before its optimism factor, which comes on top.",
    moves_with_others: "~: moves with other assumptions, which here stay where they are.",
    untried: |input, at, with_others, reason| {
        let how = if with_others { " and those it moves with along with it" } else { "" };
        format!("Untried: {input} at {at}{how}, as {reason}.")
    },
    with_others: "with those that move with it",
    if_learned: "If it were learned that the assumption stands there, so that those correlated with it move as far as they go along.",
    all_at_worst: |of| {
        let even = if of.even { "Even with" } else { "With" };
        let held = of.held.map(|held| format!(" (but for {held}, at the median)")).unwrap_or_default();
        let (who, verb) = (of.who, if of.loses { "loses" } else { "gains" });
        let text = Text::from(format!(
            "{even} every assumption at its unfavourable end at once{held}, {who} {verb} "
        ));
        let mut text = text.and_all(of.size).and(" on average");
        if let Some(below) = of.below {
            text = text.and("; the assumptions come to less than that in ").and_all(below);
            text = text.and(" of all draws");
        }
        if let Some((input, alone)) = of.worse {
            text = text.and(format!(". That is not the worst there is: {input} alone can bring it to "));
            text = text.and_all(alone);
        }
        text.and(".")
    },
    at_quantile: |quantile, bad| match bad {
        true => Text::from("If every assumption were ")
            .with(Tone::Strong, format!("as bad as its {quantile} quantile"))
            .and(", it would just break even on average."),
        false => Text::from("Only if every assumption were better than it is thought, ")
            .with(Tone::Strong, format!("as good as its {quantile} quantile"))
            .and(" from the unfavourable side, would it break even on average."),
    },
    loses_at_best: "Even with every assumption at its favourable end it loses on average.",
    corners: ["Worst", "Medians", "Best"],
    worse_in: "worse in",
    all_at_once: "all assumptions at once",
    untried_corner: |corner, reason| format!("Untried: {}, as {reason}.", corner.to_lowercase()),
    corners_mean: |low, high, who, luck| {
        let luck = if luck { " What is left is luck with people;" } else { "" };
        format!(
            "Worst and best: each assumption at its {low} or {high}, whichever is worse or better for {who} by itself.{luck} \
             \"worse in\" is the share of all draws whose assumptions come to less. "
        )
    },
    worst_is: |values| format!("Worst: {values}. "),
    best_is: |values| format!("Best: {values}. "),
    at_median: |inputs| format!("At the median throughout, as an end cannot be played: {inputs}."),
    cannot_wait: "What waiting costs cannot be said: a year later not everything would begin within the horizon.",
    waiting_is_free: "A year's waiting costs nothing on average.",
    waiting: |who, gains, size| {
        let verb = if gains { "gains" } else { "costs" };
        let who = who.map(|who| format!("{who} ")).unwrap_or_default();
        Text::from(format!("A year's waiting {verb} {who}")).and_all(size).and(".")
    },
    costs: "costs",
    leaves: "leaves",
    later: |years| if years == 1 { "A year later".to_owned() } else { format!("{years} years later") },
    price_of_waiting: "the price of waiting",
    horizon_stays: "The horizon stays, so that waiting loses years at its end; nobody gets worse meanwhile.",
    not_within: |years| {
        let noun = Noun("year", "years").beside(years);
        format!(" After {years} {noun} or more not everything would begin within the horizon.")
    },
    as_it_is: "As it is",
    variants: "variants",
    no_figures: |variant, error| format!("Variant {variant} has no figures: {error}"),
    has_not: |variant, who| format!("Variant {variant} does not have {who}."),
    success: |outcome| outcome.map_or("a success".to_owned(), |of| format!("a success ({of})")),
    no_worth: |success, aim| {
        format!(
            "No worth of {success} gives {aim} certainty: there may be fewer of them than without the programme."
        )
    },
    worth_at_most: |success, who, ceiling| {
        let text =
            Text::from(format!("However much {success} were worth, {who} would break even in at most "));
        text.and_all(ceiling).and(" of all draws.")
    },
    worth_enough: |success, who, aim| {
        format!("For {aim} certainty {success} need not be worth more to {who} than is counted.")
    },
    worth_more: |success, who, aim, enough, mean| {
        let text = Text::from(format!("For {aim} certainty {success} would have to be worth "));
        let text = text.and_all(enough).and(format!(" more to {who} than is counted"));
        match mean {
            Some(mean) => text.and("; to break even on average, ").and_all(mean).and("."),
            None => text.and("."),
        }
    },
    worth: "worth",
    worth_to: |unit, who| format!("in {unit}, to {who}"),
    what_worth: "what a success would have to be worth",
    worth_when: "In the year of onset, beside what the scenario counts already.",
    by_row: |first, second, who| format!("{first} by row, {second} by column; {who}"),
    two_at_once: "two assumptions at once",
    not_played: "not played",
    means_in: |unit| format!("Mean net benefit in {unit}:"),
    turns_at: "Turns at",
    chances: "Chance of break-even:",
    target_at: |target| format!("{target} at"),
    last_rows: |first, target| {
        format!(
            "All other assumptions are as drawn. Last rows: from (≥) or up to (≤) which {first} the mean is no loss, and break-even as likely as {target}."
        )
    },
    pairs_shown: |shown, all| {
        let are = Noun("is", "are").beside(shown);
        format!(" {shown} of {all} pairs {are} shown; the JSON report has all.")
    },
    always: "always",
    never: "never",
    turns: |count| format!("{count} {}", Noun("turn", "turns").beside(count)),
};

fn matters(of: Matters) -> Text {
    let mut text = Text::from("What matters most is ").and_all(of.input);
    if let Some(other) = of.or {
        text = text.and(format!(" (or {other}: they cannot be told apart)"));
    }
    let it = if of.low.seen.is_some() { "it" } else { "mean net benefit" };
    let at = |text: Text, At { value, seen }, begins: String| match seen {
        Some([mean, chance]) => {
            text.and(begins).and_all(mean).and(" and the chance of break-even ").and_all(chance)
        }
        None => text.and(format!("at {value} it cannot be tried")),
    };
    let begins = format!("at {} mean net benefit is ", of.low.value);
    text = at(text.and(": "), of.low, begins);
    let begins = format!("at {} {it} is ", of.high.value);
    text = at(text.and(", "), of.high, begins);
    if let Some(median) = of.median {
        let begins = format!("at its median, {}, it is ", median.value);
        text = at(text.and(", but "), median, begins);
    }
    text.and(match of.spans {
        Spans::Nearly => ". It hardly ever lies outside these two.".to_owned(),
        Spans::FourInFive => ". At least four times in five it lies between these two.".to_owned(),
        Spans::In100(times) => {
            let noun = Noun("time", "times").beside(&times);
            format!(". At least {times} {noun} in 100 it lies between these two.")
        }
    })
}
