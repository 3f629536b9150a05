//! Explanations in English.

use crate::report::names::capitalised;
use crate::report::words::counted::{Noun, is_one};
use crate::report::words::explain::{InUse, Words};
use crate::scenario::Timing;

const TIME: Noun = Noun("time", "times");

/// The range that holds nine tenths.
fn range(input: &InUse) -> Option<String> {
    let often = if input.of_people { "for nine people in ten" } else { "nine times in ten" };
    input.ends.as_ref().map(|[low, high]| format!("{often} {low}–{high}"))
}

pub(super) const EXPLAIN: Words = Words {
    question: "THE QUESTION",
    who_enters: "WHO ENTERS, AND WHEN",
    what_happens: "WHAT HAPPENS TO THEM",
    what_it_costs: "WHAT IT COSTS, AND WHO PAYS",
    what_follows: "WHAT FOLLOWS, AND FOR WHOM",
    what_is_paid: "WHO PAYS WHOM BY RESULTS",
    what_is_required: "WHAT IS REQUIRED",
    origins: "WHERE EVERY VALUE CAME FROM",
    money: |currency, price_year, horizon| {
        format!("Money is counted in {currency} at {price_year} prices, in the years 0 to {horizon}.")
    },
    converted: |input, own, factor, price_year| {
        format!("`{input}` is stated in {own} prices and counts {factor} times in {price_year} prices.")
    },
    when: |timing| match timing {
        Timing::Start => "start",
        Timing::Mid => "middle",
        Timing::End => "end",
    },
    undiscounted: "Later money counts as much as money now (no discounting).",
    discounted: |from, rate, when| {
        format!(
            "From year {from} on, money later is worth less by {rate} a year; it moves at the {when} of the year."
        )
    },
    speaks_first_of: |whom| format!("Reports speak first of {whom}."),
    adds_up: |perspective, payers| format!("{} adds up {payers}", capitalised(perspective)),
    taxed: |payers, distortion| {
        format!(", with every flow of {payers} counted 1 + {distortion} times (tax distortion)")
    },
    people_enter: |people, (from, to)| {
        let enter = Noun("person enters", "people enter").beside(people);
        match to - from {
            0 => format!("{people} {enter} in year {from}."),
            1 => format!("{people} {enter} in each of years {from} and {to}."),
            _ => format!("{people} {enter} in each of years {from} to {to}."),
        }
    },
    dropout: |share, cost| {
        format!(
            "Each leaves early with a chance of {share}, and then costs {cost} of the price per participant."
        )
    },
    input: |input| {
        let (name, range) = (input.name, range(&input));
        match (input.mean, range) {
            (Some(mean), Some(range)) if name.is_empty() => format!("{mean} ({range})"),
            (Some(mean), None) if name.is_empty() => mean,
            (Some(mean), Some(range)) => format!("{mean} ({name}; {range})"),
            (Some(mean), None) => format!("{mean} ({name})"),
            (None, Some(range)) => format!("{name} ({range})"),
            (None, None) => name.to_owned(),
        }
    },
    leaf: |input| {
        let (name, range) = (input.name, range(&input));
        format!("{name} {}", input.mean.into_iter().chain(range).collect::<Vec<String>>().join(", "))
    },
    of_participants: "of those who start",
    of_completers: "of those who do not leave early",
    shares: |input, parts| {
        format!("`{input}` is several chances that exclude each other and sum to 1 in every draw: {parts}.")
    },
    differs: |input| {
        format!(
            "`{input}` differs from person to person: each has a value of their own, which is luck, not doubt."
        )
    },
    of_outcome: |other| format!("of those who reach `{other}`"),
    without: |rate| format!("without it {rate} would"),
    rate_is_net: "that is already the difference it makes",
    after: |years| match years {
        0 => "in the year of entry".to_owned(),
        years => format!("{years} {} after entry", Noun("year", "years").beside(years)),
    },
    reached: |outcome, rate, of, after, without| {
        format!("`{outcome}`: {rate} {of} reach it with the intervention, {after}; {without}.")
    },
    happens: |outcome, rate, of, years, without| {
        format!(
            "`{outcome}`: with the intervention it happens {rate} {} on average to each {of}, {years}; {without}.",
            TIME.beside(rate)
        )
    },
    without_events: |rate| format!("without it {rate} {}", TIME.beside(rate)),
    per_event: |outcome| format!("for each additional event of `{outcome}`"),
    relapse: |outcome, chance| {
        format!("`{outcome}` is lost again with a chance of {chance} in each later year.")
    },
    site: |icc| format!("The people share the luck of one site (intra-class correlation {icc})."),
    at_most_one: "A person reaches at most one of these.",
    at_most_one_of: |outcomes| format!("A person reaches at most one of {outcomes}."),
    independent_groups: "Outcomes of different groups do not exclude each other.",
    per_participant: "for each participant",
    per_completer: "for each who does not leave early",
    per_programme: "for the programme",
    per_caseworker: |caseload| match is_one(caseload) {
        true => "for each caseworker, one to every person".to_owned(),
        false => format!("for each caseworker, one to every {caseload} people"),
    },
    per_person_in: |outcome| format!("for each additional person in `{outcome}`"),
    years: |from, to, of_calendar| {
        let counted = if of_calendar { "of the calendar" } else { "from entry" };
        match from == to {
            true => format!("in year {from} {counted}"),
            false => format!("in years {from} to {to} {counted}"),
        }
    },
    costs: |name, amount, per, years, paid_by| {
        format!("`{name}` costs {amount} {per} {years}, paid by {paid_by}.")
    },
    brings: |name, amount, per, years| format!("`{name}` brings {amount} a year {per} {years}"),
    year_by_year: |amounts| format!("{amounts} (year by year)"),
    growing: |rate| format!("growing by {rate}"),
    fading: |rate| format!("fading by {rate}"),
    cashable: |share| format!("of which a budget releases {share}"),
    from_its_year: |from, shares| format!("from its year {from} on {shares}"),
    pays: |name, from, to, years, amount| {
        format!(
            "`{name}`: {from} pays {to} {years}; due in all by the end of each year is {amount}, less what has been paid before, and nothing is paid back."
        )
    },
    metric_of: |metric, perspective| format!("{metric} of {perspective}"),
    at_least: "is at least",
    at_most: "is at most",
    replacing: |earlier| format!(", replacing {earlier}"),
    draw: |draw| format!("DRAW {draw}, STEP BY STEP"),
    seed: |seed| format!("seed {seed}"),
    enter: |year, people| {
        format!("year {year}: {people} {}", Noun("person enters", "people enter").beside(people))
    },
    leave: |year, people| {
        format!("year {year}: {people} of them {} early", Noun("leaves", "leave").beside(people))
    },
    more_events: |year, events, fewer, entered, outcome| {
        let more = if fewer { "fewer" } else { "more" };
        let times = TIME.beside(events);
        format!(
            "year {year}: `{outcome}` happens {events} {times} {more} to those of year {entered} than without the intervention"
        )
    },
    additional: |year, people, fewer, entered, outcome| {
        let more = if fewer { "fewer" } else { "more" };
        format!(
            "year {year}: {people} {more} of those of year {entered} {} in `{outcome}` than without the intervention",
            Noun("is", "are").beside(people)
        )
    },
    line: |name, of, amount| format!("{name}: present value to {of} {amount}"),
    paid: |year, payment, from, to, amount| format!("year {year}: {payment}, {from} pays {to} {amount}"),
    flow: |year, payer, amount| format!("year {year}: {payer} {amount}"),
    counts: |year, factor| format!("money of year {year} counts {factor} times"),
    so_far: |year, of, amount| format!("{of}, so far by year {year}, discounted: {amount}"),
    net_benefit: |of, amount| format!("net benefit of {of}: {amount}"),
    never_back: |of| format!("{of} does not have its money back within the horizon"),
    back: |of, year| format!("{of} has its money back in year {year}"),
};
