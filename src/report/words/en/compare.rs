//! A comparison, in English.

use std::cmp::Ordering;

use crate::report::digits::TIE;
use crate::report::document::{Text, Tone};
use crate::report::names::capitalised;
use crate::report::words::compare::{Change, Words};
use crate::report::words::counted::Noun;
use crate::summary::results::Verdict;

pub(super) const COMPARE: Words = Words {
    crossed: |failing, all, broken| {
        let broken = match broken {
            0 => String::new(),
            broken => format!("; {broken} could not be compared"),
        };
        format!("✗ {failing} of {all} {} crossed{broken}", limits(all))
    },
    could_not: |count| format!("✗ {count} could not be compared"),
    invalid_base: |count| {
        format!("? undecided, as {count} {} an invalid base", Noun("has", "have").beside(count))
    },
    nothing_to_hold: |added, removed| {
        let removed = if removed { ", all else removed" } else { "" };
        format!("? nothing to hold the limits against: {added} added{removed}")
    },
    undecided: |open, all| format!("? {open} of {all} {} undecided: more draws would tell", limits(all)),
    no_change: "no change",
    hold: |all| format!("✓ {all} {} {}", limits(all), Noun("holds", "hold").beside(all)),
    no_limit: |counts, set| {
        format!("{counts}; {}", if set { "no limit has a figure there" } else { "no limit was set" })
    },
    removed_too: |says, removed| format!("{says}; {removed} removed"),
    undecided_removed: |removed, rest| {
        let rest = rest.map(|rest| format!("; {rest}")).unwrap_or_default();
        format!("? undecided, as {removed} {} removed{rest}", Noun("is", "are").beside(removed))
    },
    set_by_call: |set| format!("{set} {} set by the call", Noun("value", "values").beside(set)),
    weakened: |count| {
        format!("{count} {} dropped or loosened", Noun("requirement", "requirements").beside(count))
    },
    counts: [
        |count| format!("{count}{TIE}changed"),
        |count| format!("{count}{TIE}unchanged"),
        |count| format!("{count}{TIE}added"),
        |count| format!("{count}{TIE}removed"),
        |count| format!("{count}{TIE}not compared"),
    ],
    at_most: |draws| format!("at most{TIE}{draws}"),
    sharing: |inputs| format!("different programmes, sharing {}", inputs.unwrap_or("nothing")),
    removed: "removed",
    missed: "removed, so that no limit can be held against it; --allow-removed lets it go",
    set_on_every_side: "Changed for this call, on every side: ",
    limits: "limits and requirements",
    figure: "figure",
    limit: "limit",
    gate_name: str::to_owned,
    the_base: "the base",
    no_longer_required: " no longer required",
    as_before: " as before",
    never: "never",
    no_figure: "no figure to compare",
    none_so_far: "none so far",
    none: "none",
    points: "points",
    gate: |name, weakened, verdict, figure, limit| {
        let word = match verdict {
            Verdict::Pass => "holds",
            Verdict::Fail => "is crossed",
            Verdict::Inconclusive => "is undecided",
        };
        let weakened = if weakened { " was dropped or loosened, and" } else { "" };
        format!("{name}{weakened} {word}: {figure}, limit {limit}")
    },
    warning: "warning: ",
    not_compared: "not compared",
    added: "added",
    and_more: |count| format!("and {count} more"),
    left_out: " more have changed; there is no room for them here. The JSON report holds all.",
    beside: |other, base| format!("{other} beside {base}"),
    in_variant: |file, variant| format!("{file} (variant {variant})"),
    same_model: "The model is the same, and so is every figure.",
    decided: |open, draws| {
        let noun = Noun("draw", "draws").beside(draws);
        format!("{} after {draws} {noun}.", if open { "Undecided" } else { "Decided" })
    },
    costs_certainty: " Looking again costs certainty: limits are judged by wider intervals than those shown here.",
    differ_in_every_key: "Different programmes differ in every key; the JSON report lists what does.",
    only: |base, names| format!("Only the {} has {names}.", if base { "base" } else { "other" }),
    changes,
    public: "public",
    was: "was",
    mean_was: "mean was",
    is: "is",
    change: "change",
    better: "better",
    worse: "worse",
    half_back_was: "half back by year: was",
    peak_change: "peak need, change",
    units: |level, own| {
        format!("Mean net benefit in {level}, present value; its change draw by draw in {own}:")
    },
    break_even_and_funding: "Break-even and funding:",
    what_differs: "What differs:",
    not_stated: "not stated",
    was_is: |was, is| format!(": was {was}, is {is}"),
    replaced_source: |old| format!(" · source of the number that was replaced: {old}"),
    in_words_only: |paths| format!("In words only: {paths}."),
    fares: |whose, how, of| {
        let how = match how {
            Ordering::Greater => "fares better",
            Ordering::Equal => "fares the same",
            Ordering::Less => "fares worse",
        };
        format!("{} {how} in {of} outcomes", capitalised(whose))
    },
    fares_either_way: |whose, better, worse| {
        format!("{} fares better in {better} outcomes and worse in {worse}", capitalised(whose))
    },
    better_in: "better in",
    move_in: |rises, falls, all| {
        let of = |count: usize| match (count == all, all) {
            (true, 2) => "both comparisons".to_owned(),
            (true, all) => format!("all {all} comparisons"),
            (false, all) => format!("{count} of {all} comparisons"),
        };
        match (rises, falls) {
            (0, 0) => {
                format!("Mean net benefit moves beyond the simulation error in none of the {all} comparisons")
            }
            (rises, 0) => format!("Mean net benefit rises in {}", of(rises)),
            (0, falls) => format!("Mean net benefit falls in {}", of(falls)),
            (rises, falls) => format!("Mean net benefit rises in {} and falls in {falls}", of(rises)),
        }
    },
    marks: |whose, unit| {
        let whose = whose.map(|whose| format!(" of {whose}")).unwrap_or_default();
        format!(
            "Difference in net benefit{whose}, {unit}, outcome by outcome. Bar: 9{TIE}of{TIE}10 outcomes. Line: the middle one. Ring: the mean. At the right: how many of 100 outcomes are better."
        )
    },
    span_says: |what, low, high, mean, better_in| {
        format!("{what}: 9 of 10 from {low} to {high}, mean {mean}, better in {better_in}")
    },
    as_the_file_stands: "As the file stands",
    under_which: "under which assumption",
    mean_of: |whose, unit| format!("{whose}, mean net benefit in {unit}"),
    ranking: "ranking",
    by_mean: |whose, unit| format!("{whose}, by mean net benefit in {unit}"),
    behind: "behind",
    best_in: "best in",
    regret: "regret",
    its_p95: "its P95",
    largest: "largest",
    other_years: "The scenarios count different years: what comes after the last year of one may be counted in another.",
    other_rates: "The scenarios are discounted differently: their net benefits are present values at different rates.",
    within_noise: "?: no further behind the one above than the simulation error; the two may as well change places.",
    minimax: |name| format!("The smallest largest regret (minimax) has {name}."),
    better_for_all: |dominant, dominated, first_order| {
        let says = match first_order {
            true => "is better for everyone (first-order dominance)",
            false => "is better for all who dislike risk (second-order dominance)",
        };
        format!("{dominant} {says} than {dominated}.")
    },
};

fn limits(all: usize) -> &'static str {
    Noun("limit or requirement", "limits and requirements").beside(all)
}

fn changes(of: Change) -> Text {
    let text = Text::from(format!("Net benefit of {} ", of.whose));
    let text = match of.moves {
        None => text.with(Tone::Strong, "does not change beyond the simulation error"),
        Some((falls, size)) => {
            text.and(if falls { "falls by " } else { "rises by " }).and_all(size).and(" on average")
        }
    };
    let text = text.and_all(of.error);
    let text = match (of.nearly_always, of.shares) {
        (Some(way), _) => {
            let how = match way {
                Ordering::Greater => "higher",
                Ordering::Equal => "the same",
                Ordering::Less => "lower",
            };
            text.and(format!("; it is {how} in practically all draws"))
        }
        (None, [higher, same, lower]) => {
            let text = text.and("; it is higher in ").and_all(higher);
            text.and(" of draws, the same in ").and_all(same).and(", lower in ").and_all(lower)
        }
    };
    let text = text.and(". The probability of break-even goes from ").and_all(of.was).and(" to ");
    let text = text.and_all(of.is).and(", a change of ").and_all(of.points);
    text.and_all(of.points_error).and(".")
}
