//! Where the answer turns, in English.

use crate::report::digits::TIE;
use crate::report::document::{Text, Tone};
use crate::report::words::counted::is_one;
use crate::report::words::turning::{Turning, Words};

pub(super) const TURNING: Words = Words {
    no_input: "Net benefit depends on no input: none can turn the answer.",
    certainty: |target| format!("{target} certainty"),
    begins: |turning, certainty| match turning {
        Turning::Comes => "On average the money comes back as long as ".to_owned(),
        Turning::WouldCome => "On average the money would come back if ".to_owned(),
        Turning::Surely => format!("It does so with {certainty} as long as "),
        Turning::WouldSurely => format!("For {certainty} it would take "),
    },
    verb: |turning| if turning == Turning::WouldSurely { " " } else { " is " },
    stays: |turning, certainty| match turning {
        Turning::Comes => {
            "On average the money comes back whatever single assumption is moved, as far as was searched."
                .to_owned()
        }
        Turning::WouldCome => {
            "No single assumption, moved as far as was searched, brings the money back on average.".to_owned()
        }
        Turning::Surely => {
            format!("No single assumption, moved as far as was searched, takes {certainty} away.")
        }
        Turning::WouldSurely => {
            format!("No single assumption, moved as far as was searched, gives {certainty}.")
        }
    },
    at_least: "at least",
    at_most: "at most",
    more_than: |rate| format!("more than {rate}"),
    returns: |rate| {
        let text = Text::from("On average it returns ").and_all(rate);
        text.and(" a year: the discount rate at which gains and costs are equal.")
    },
    now: |now| format!("now {now}"),
    in_the_middle: |now| format!("{now} in the middle: it would do to know that"),
    moves: |may, falls, by, points| {
        let (may, way) = (if may { "may" } else { "must" }, if falls { "fall" } else { "rise" });
        match points {
            Some(points) => format!("it {may} {way} by {points} percentage points, or {by}"),
            None => format!("it {may} {way} by {by}"),
        }
    },
    not_possible: "beyond what the file holds possible",
    more_turns: |count| match count {
        1 => "one more turn there".to_owned(),
        count => format!("{count} more turns there"),
    },
    others: |one, inputs| {
        format!("; {} too, further away: {inputs}.", if one { "one more" } else { "others" })
    },
    in_unit: |input, unit| format!("{input} in {unit}"),
    now_column: "now",
    mean_turns_at: "mean turns at",
    quantile: "quantile",
    switching_values: "switching values",
    where_it_turns: |who| format!("where the answer turns, {who}"),
    turns: |of_mean, holds_now, certainty, input, above, value| {
        let side = if above { "least" } else { "most" };
        match (of_mean, holds_now) {
            (true, true) => {
                format!("The money comes back on average as long as “{input}” is at {side} {value}")
            }
            (true, false) => {
                format!("The money would come back on average if “{input}” were at {side} {value}")
            }
            (false, true) => {
                format!("With {certainty} the money comes back as long as “{input}” is at {side} {value}")
            }
            (false, false) => {
                format!("With {certainty} the money would come back if “{input}” were at {side} {value}")
            }
        }
    },
    marks: |likely| {
        let thick = likely
            .map(|n| format!(" Thick bar: where it lies {n}{TIE}times in{TIE}100."))
            .unwrap_or_default();
        format!(
            "Each row has a scale of its own, what is nearest to turning the answer first. Dot: where it stands now.{thick} Thin: where it nearly always lies. Line: where the answer turns; blue is where it holds, orange where it does not."
        )
    },
    courses: |who| format!("How many of 100 outcomes are back for {who} as one assumption moves"),
    courses_read: |needed, (fewest, most)| {
        let draws = if fewest == most { most.to_owned() } else { format!("{fewest} to {most}") };
        format!(
            "Dashed line: {needed} of 100, which is what is asked for. Dot: where the assumption is now. Bold number: where the line is crossed. The other assumptions vary as stated. Tried on the first {draws} draws."
        )
    },
    course: |input, low, from, high, to| format!("{input}: {from} of 100 at {low}, {to} of 100 at {high}"),
    holds_from: "≥: it holds from that value on; ≤: up to it. All other assumptions are as drawn, over the same draws.",
    now_is: "Now: the median of what is in doubt.",
    outside: "!: outside its quantiles at 0.1 and 99.9%.",
    clamped: "^: a rate is held within 0 and 1 there in some draws.",
    not_searched: "–: not searched; name a range by --input NAME=FROM:TO.",
    before_optimism: "×: before its optimism factor, which comes on top.",
    refused: |input, from, to, _, reason| match to {
        None => format!("{input} at {from} is not tried: {reason}."),
        Some(to) => format!("{input} from {from} to {to} is not tried: {reason}."),
    },
    searched: |ranges| format!("Always and never are said of what was searched: {ranges}."),
    range: |input, from, to| format!("{input} {from} to {to}"),
    untried: "untried",
    it_loses_where: "Losses are especially frequent where ",
    losses_where: |times, luck| match luck {
        Some(luck) => format!("Losses are mostly {luck}, and {times} times as frequent where "),
        None => format!("Losses are {times} times as frequent where "),
    },
    is: |input, bounds| format!("{input} is {bounds}"),
    between: |from, to| format!("between {from} and {to}"),
    from: |from| format!("at least {from}"),
    up_to: |to| format!("at most {to}"),
    anything: "anything",
    there: |density, all, coverage| {
        let text = Text::from(": ").and_all(density).and(" of the draws there, against ").and_all(all);
        text.and(" of all; ").and_all(coverage).and(" of all losses lie there.")
    },
    luck: |people| match people {
        Some(people) if is_one(&people) => "luck with one person".to_owned(),
        Some(people) => format!("luck with {people} people"),
        None => "luck with people".to_owned(),
    },
    luck_explains: |luck| {
        let text = Text::from("No corner of the assumptions explains the losses: ");
        text.with(Tone::Strong, format!("{luck} does")).and(".")
    },
    no_corner: "No corner of the assumptions explains the losses: none was found.",
    no_losses: "No draw that was searched is a loss: there is no corner in which it loses.",
    only_losses: "Every draw that was searched is a loss: no corner of the assumptions explains that.",
    all_luck: "No assumption on which net benefit depends is uncertain: the losses are luck.",
    everywhere: |all| {
        let text = Text::from("No corner of the assumptions explains the losses");
        match all {
            Some(all) => text.and(": it loses nearly everywhere, in ").and_all(all).and(" of all draws."),
            None => text.and("."),
        }
    },
    share_of_law: "share of its law",
    when_it_loses: "when it loses",
    a_corner: |who| format!("a corner in which losses of {who} are more frequent"),
    found_on: "Found on every other of the first draws, and measured on those between. `--box FILE` writes it as a scenario to run.",
    not_quite: " Some of these move with other assumptions: run as a scenario the losses are not quite these.",
};
