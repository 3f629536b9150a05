//! The value of information, in English.

use crate::report::document::{Text, Tone};
use crate::report::words::counted::Noun;
use crate::report::words::value::{Knowing, Others, Words};

pub(super) const VALUE: Words = Words {
    or: " or ",
    nothing: "nothing",
    fund_it: "Fund it",
    do_not: "Do not fund it",
    take_none: "Take none of them",
    take: |option| Text::from("Take ").with(Tone::Strong, option),
    nothing_decides: |who| {
        let text = Text::of(Tone::Strong, "Nothing decides between them");
        text.and(format!(": on average, {who} neither gains nor loses."))
    },
    neither: |who, others, error| {
        let text = Text::from(format!(": {}, {who} neither gains nor loses", on_average(others)));
        text.and_all(error).and(".")
    },
    comes_to: |who, others, loses, size, takes_nothing| {
        let verb = if loses { "loses" } else { "gains" };
        let text = Text::from(format!(": {}, {who} {verb} ", on_average(others))).and_all(size);
        text.and(if takes_nothing { "." } else { ", as far as is known today." })
    },
    nothing_to_learn: "Nothing that could become known would change the decision: no study is worth anything for it.",
    worth_less_than: |most| {
        let text = "In none of the draws would knowing more change the decision: as far as they can tell it is worth less than ";
        Text::from(text).and_all(most).and(".")
    },
    knowing,
    repeated: |times| {
        let noun = Noun("time", "times").beside(times);
        format!(" The decision is taken {times} {noun}: what knowledge is worth is the sum over all.")
    },
    worth_knowing: "worth knowing",
    of_everything: "of everything",
    everything: "Everything",
    what_to_know: "what it is worth to know",
    adjusted: "Some values were moved by more than their simulation error, since nothing is worth more than what includes it: more draws would tell them apart.",
    followed: "people followed",
    worth: "worth",
    less_costs: "less its costs",
    people: |n| format!("{n} {}", PERSON.beside(n)),
    a_study_of: |study| format!("a study of {study}"),
    no_size: "No size of this study is worth what it costs, for this decision.",
    best_size: |size| {
        let near =
            size.near.map(|[from, to]| format!(" ({from}–{to} is nearly as good)")).unwrap_or_default();
        let arms = if size.arms { " in each arm" } else { "" };
        let more =
            if size.is_largest { "; it is the largest that was tried, so try a larger --n." } else { "." };
        let noun = PERSON.beside(size.people);
        let text = Text::from("Follow ").with(Tone::Strong, format!("{} {noun}{arms}", size.people));
        let text = text.and(format!("{near}: worth ")).and_all(size.worth);
        text.and(format!(" more than it costs{more}"))
    },
    columns: ["mean", "1 in 20 below", "breaks even", "is best", "mean regret", "1 in 20 above"],
    which: "which to take",
    all_take: |option| {
        format!(
            "The highest mean, the best bad case, the likeliest break-even and the smallest regret all take {option}."
        )
    },
    rules_take: |[mean, bad, likely, regret]| {
        format!(
            "The highest mean takes {mean}, the best bad case takes {bad}, the likeliest break-even takes {likely}, the smallest regret takes {regret}."
        )
    },
    group: str::to_owned,
    assumptions: |count| format!("{count} {}", Noun("assumption", "assumptions").beside(count)),
    shared: |inputs, one| {
        let (are, them) = if one { ("is", "it") } else { ("are", "them") };
        format!(
            "{inputs} {are} one and the same in all files that have {them}; of unlike programmes say --programmes."
        )
    },
};

const PERSON: Noun = Noun("person", "people");

fn on_average(others: bool) -> &'static str {
    if others { "on average even the best of them" } else { "on average" }
}

fn knowing(of: Knowing) -> Text {
    let mut text = Text::from("Being certain of every assumption would be worth ").and_all(of.all);
    if of.alone.is_empty() {
        text = text.and("; of no assumption alone anything that these draws can tell.");
    } else {
        for (place, (input, worth)) in of.alone.into_iter().enumerate() {
            let (before, after) = if place == 0 { ("; of ", " alone ") } else { (", of ", " ") };
            text = text.and(before).and_all(input).and(after).and_all(worth);
        }
        text = text.and(match of.others {
            Others::Less => ", of others less.",
            Others::None => ".",
            Others::Nothing => ", of nothing else by itself anything that these draws can tell.",
        });
    }
    text.and(" No study is worth more than that, for this decision.")
}
