//! What a page on a run says, in English.

use crate::report::count::Of100;
use crate::report::digits::TIE;
use crate::report::names::capitalised;
use crate::report::words::counted::{Noun, is_one};
use crate::report::words::page::{Course, Crowd, Grounds, Words};

pub(super) const PAGE: Words = Words {
    kicker: "Business case for a social investment",
    of_100: |of| match of {
        Of100::None => format!("0{TIE}of{TIE}100"),
        Of100::UnderOne => format!("under{TIE}1 of{TIE}100"),
        Of100::Some(n) => format!("{n}{TIE}of{TIE}100"),
        Of100::OverNinetyNine => format!("over{TIE}99 of{TIE}100"),
        Of100::All => format!("100{TIE}of{TIE}100"),
    },
    bare: |of| match of {
        Of100::None => "0".to_owned(),
        Of100::UnderOne => "<1".to_owned(),
        Of100::Some(n) => n.to_string(),
        Of100::OverNinetyNine => ">99".to_owned(),
        Of100::All => "100".to_owned(),
    },
    fold: "The numbers behind the chart",
    how_to_read: "How to read it.",
    participants: |people, moves| if moves { PERSON } else { PARTICIPANT }.after(people),
    years: |horizon| if horizon == 0 { format!("year{TIE}0") } else { format!("years 0–{horizon}") },
    prices: |year| format!("{year} prices"),
    discounted: |rate| format!("discounted {rate} a year"),
    discounted_by_steps: "discounted at a rate that changes with the years",
    undiscounted: "not discounted",
    payer_too: |payer, pays_all, of| {
        let pays = if pays_all { "which pays" } else { "which pays most" };
        format!("{}, {pays}, gets its own back in {of}.", capitalised(payer))
    },
    fact_chance: |who, horizon| format!("probability that {who} has its money back by year{TIE}{horizon}"),
    fact_half: |year| (format!("by year{TIE}{year}"), "the money is back in half of the outcomes".to_owned()),
    never: "not in these years",
    fact_never: |horizon| {
        format!("is the money back in half of the outcomes; counted up to year{TIE}{horizon}")
    },
    fact_mean: |low, high| {
        format!("net benefit on average; 9{TIE}of{TIE}10 outcomes between {low} and {high}")
    },
    fact_certain: "net benefit; nothing in the case is uncertain",
    holds: "✓ holds",
    fails: "✗ fails",
    undecided: "? undecided",
    fact_require: |at_least, threshold, what| {
        format!("required: {} {threshold} {what}", if at_least { "at least" } else { "at most" })
    },
    fact_requirements: |held, all| {
        let verb = if held == 1 { "holds" } else { "hold" };
        format!("{held}{TIE}of{TIE}{} {verb}", Noun("requirement", "requirements").after(all))
    },
    probability: |who| format!("probability that {who} gets its money back"),
    ask_likely: "How likely is it?",
    back_in: |who, of| format!("{} gets its money back in {of} possible outcomes", capitalised(who)),
    back_in_all: |who| format!("{} gets its money back in every possible outcome", capitalised(who)),
    loses_in: |who, of| format!("{} does not get its money back in {of} possible outcomes", capitalised(who)),
    loses_in_all: |who| format!("{} gets its money back in no possible outcome", capitalised(who)),
    gains_certainly: |who, more| match more {
        Some(more) => format!("{} gets its money back and {more} more", capitalised(who)),
        None => format!("{} gets back exactly what it pays", capitalised(who)),
    },
    loses_certainly: |who, amount| {
        format!("{} does not get its money back and loses {amount}", capitalised(who))
    },
    pays_nothing: |who, amount, certain| {
        let mean = if certain { "" } else { " on average" };
        format!("{} pays nothing and gets {amount}{mean}", capitalised(who))
    },
    about_likely: |who, unit| {
        format!("100 equally likely outcomes of net benefit for {who}, {unit}, present value")
    },
    not_back: |n| (outcomes(n), "the money does not come back".to_owned()),
    back: |n| (outcomes(n), "the money is back".to_owned()),
    nine_in_ten: |low, high| format!("9{TIE}of{TIE}10 outcomes: {low} to {high}"),
    further_out: |n| format!("{n}{TIE}further out"),
    dots_say: |who, lost, back, middle, range| {
        format!(
            "Dot plot: 100 equally likely outcomes of net benefit for {who}. {lost} {} below zero, {back} at or above zero. Middle outcome {middle}; {range}",
            if is_one(lost) { "lies" } else { "lie" }
        )
    },
    dots_read: "Each dot is one of 100 equally likely outcomes. The open dots left of break-even are outcomes in which the money does not come back.",
    why_certain: |all_fixed| match all_fixed {
        false => "Neither an uncertain assumption nor anybody's luck bears on this result.",
        true => {
            "Every assumption is a fixed number, and nothing is left to luck. A certain number is not a right one: state assumptions with their spread to see how much they matter."
        }
    },
    net_benefit: |unit| format!("Net benefit, {unit}, present value"),
    mean: "mean",
    spread: "standard deviation",
    ask_whom: "For whom?",
    pays_all_and_loses: |payer, of| {
        format!("{} pays for everything and loses{}", capitalised(payer), in_outcomes(of))
    },
    pays_all_and_gains: |payer, of| {
        format!("{} pays for everything and gets it back{}", capitalised(payer), in_outcomes(of))
    },
    payers_lose: |losing, all, certain| {
        let often = if certain { "" } else { " in more than half of the outcomes" };
        let who = match losing {
            0 => "No payer".to_owned(),
            losing if losing == all => all_of(PAYER, all),
            losing => format!("{losing}{TIE}of{TIE}{}", PAYER.after(all)),
        };
        let verb = if losing <= 1 { "loses" } else { "lose" };
        format!("{who} {verb}{often}")
    },
    about_whom: |unit| {
        format!(
            "Net benefit by payer, {unit}, present value. At the right: in how many of 100 outcomes the money is back"
        )
    },
    loses: "loses",
    gains: "gains",
    is_back: "money back",
    spans_say: "How net benefit spreads for each payer",
    span_says: |who, low, high, middle, of| format!("{who} {low} to {high}, middle {middle}, back in {of}"),
    wrong_pockets: "Wrong pockets.",
    wrong_pocket: |of, who, payer| match of {
        Some(of) => format!("In {of} outcomes {who} breaks even while {payer} loses."),
        None => format!("{} breaks even while {payer} loses.", capitalised(who)),
    },
    bars_read: "Thick bar: the middle half of the outcomes. Thin: 9 of 10. Line: the median.",
    where_money_goes: |unit, certain| {
        let mean = if certain { "" } else { " on average" };
        format!("Costs and savings{mean}, {unit}, present value")
    },
    net: "Net benefit",
    ask_when: "When?",
    half_by: |year| format!("The money is back in half of the outcomes by year{TIE}{year}"),
    never_half: |horizon| format!("The money is back in under half of the outcomes by year{TIE}{horizon}"),
    certain_by: |year| format!("The money is back by year{TIE}{year}"),
    certain_never: |horizon| format!("The money is not back by year{TIE}{horizon}"),
    payer_by: |payer, year, too, certain| match (too, certain) {
        (true, _) | (false, true) => format!("; for {payer} by year{TIE}{year}"),
        (false, false) => format!("; for {payer} in at least half by year{TIE}{year}"),
    },
    payer_not_by: |payer, horizon, either| match either {
        true => format!("; the same goes for {payer}"),
        false => format!("; for {payer} not by year{TIE}{horizon}"),
    },
    about_when: "How many of 100 outcomes are back by that year",
    half: "half",
    all_100: "all 100",
    year_0: "year\u{a0}0",
    year: |year| format!("year{TIE}{year}"),
    never_column: "not in these years",
    pay_nothing: |payers, several| {
        let (pay, are) = if several { ("pay", "are") } else { ("pays", "is") };
        format!("{payers} {pay} nothing and therefore {are} never in deficit.")
    },
    not_shown: |more| match more {
        1 => "One more payer is in the table.".to_owned(),
        more => format!("{more}{TIE}more payers are in the table."),
    },
    chance_by_year: "Probability that the money is back by the year",
    ask_overturns: "What could overturn it?",
    turns: |is_required, holds_now, input, above, value| {
        let what = match (is_required, holds_now) {
            (true, true) => "The requirement holds only while",
            (true, false) => "The requirement holds only once",
            (false, true) => "The money comes back in at least half of the outcomes while",
            (false, false) => "The money comes back in at least half of the outcomes only once",
        };
        format!("{what} “{input}” is at {} {value}", if above { "least" } else { "most" })
    },
    nothing_turns: |is_required, of_most| match (is_required, of_most) {
        (true, false) => "No uncertain assumption by itself decides whether the requirement holds",
        (true, true) => {
            "None of the uncertain assumptions that matter most decides by itself whether the requirement holds"
        }
        (false, false) => "No uncertain assumption turns the answer by itself",
        (false, true) => "None of the uncertain assumptions that matter most turns the answer by itself",
    },
    nothing_moves: |is_known| match is_known {
        true => "No uncertain assumption moves the result by itself; a fixed number may be wrong too",
        false => "Not examined: no assumption could be varied by itself",
    },
    about_turns: |who, input| {
        format!("How many of 100 outcomes are back for {who}, at different values of “{input}”")
    },
    need: |is_required, per_cent| match is_required {
        true => format!("required: at least {per_cent}"),
        false => format!("half: {per_cent}"),
    },
    now: |value| format!("now {value}"),
    back_of_100: "back, of 100 outcomes",
    weak_point: "The weak point.",
    fixed_point: "This assumption is a fixed number: the rest of the page takes it to be right. The chart shows what follows if it is not.",
    others_as_drawn: "The other assumptions vary as stated.",
    requirement: "requirement",
    requirement_met: |met| if met { "holds" } else { "fails" },
    on_draws: |draws, error| {
        format!(
            "On {draws} of the draws; a probability here is uncertain by up to ±{TIE}{error} percentage points."
        )
    },
    ask_drives: "What drives it?",
    luck_most: |crowd| match crowd.moves {
        true => format!("{} matters more than any of the uncertain assumptions", luck_of(crowd)),
        false => format!("{} moves it more than any of the uncertain assumptions", luck_of(crowd)),
    },
    input_most: |input| format!("“{input}” moves the result most of the uncertain assumptions"),
    about_drives: |who, unit| {
        format!(
            "Mean net benefit for {who}, {unit}, as one assumption at a time goes from low to high (5% to 95% point) and the others vary as stated"
        )
    },
    luck: luck_of,
    parts_left_out: |inputs| {
        format!("Not shown: {inputs}, whose parts share one whole, so that none moves alone.")
    },
    fixed_left_out: "Only uncertain assumptions are shown: a fixed number in the scenario may be wrong too.",
    at_means: "all numbers at their mean",
    from_to: |low, high| format!("from {low} to {high}"),
    base: |amount| format!("on average: {amount}"),
    swing_says: |what, low, high| format!("{what} from {low} to {high}"),
    low: "low",
    high: "high",
    net_low: "net benefit low",
    net_high: "net benefit high",
    back_low: "back low",
    back_high: "back high",
    ask_runs: "How does the money run?",
    runs: |Course { out, end, years, gains, certain }| {
        let side = if gains { "ahead" } else { "short" };
        let middle = if certain { "" } else { " in the middle outcome" };
        let years = in_years(years);
        match (out, end) {
            (Some(out), Some(end)) => format!("From {out} out to {end} {side} in {years}{middle}"),
            (Some(out), None) => format!("From {out} out to zero in {years}{middle}"),
            (None, Some(end)) => format!("{end} {side} in {years}{middle}"),
            (None, None) => format!("Neither ahead nor short after {years}{middle}"),
        }
    },
    about_runs: |unit, price_year| format!("Cumulative discounted cash flow, {unit} at {price_year} prices"),
    bands: ["9 of 10 outcomes in the light,", "half of them in the dark band"],
    fans_say: |who, first, last, certain| {
        let middle = if certain { "" } else { "middle outcome " };
        format!("{who}: {middle}from {first} in year 0 to {last} in the last year")
    },
    fans_on_draws: |draws| format!("The years before the last are read off {draws} of the draws."),
    fans_read: |certain| match certain {
        true => "Above zero the money is back.",
        false => "The line is the middle outcome. Above zero the money is back.",
    },
    same_scale: "One scale for all payers.",
    lower: "P5",
    middle: "median",
    upper: "P95",
    ask_sure: "How sure is the number?",
    mostly_doubt: |per_cent| {
        format!("Better knowledge of the uncertain assumptions could remove {per_cent} of the uncertainty")
    },
    mostly_luck: |per_cent| {
        format!(
            "Better knowledge of the uncertain assumptions could remove only {per_cent} of the uncertainty"
        )
    },
    only_doubt: "All of the uncertainty comes from doubt about the numbers",
    only_luck: |moves| match moves {
        true => "All of the uncertainty comes from which way people happen to move",
        false => "All of the uncertainty comes from luck among participants",
    },
    about_sure: |who| format!("Where the variance of net benefit comes from for {who}"),
    doubt: |per_cent| {
        (format!("{per_cent} doubt about the numbers"), "less with better knowledge".to_owned())
    },
    chance: |per_cent, moves| match moves {
        true => (format!("{per_cent} which way people happen to move"), "less with more people".to_owned()),
        false => (format!("{per_cent} luck"), "less with more participants".to_owned()),
    },
    error: |chance, points| {
        format!(
            "The simulation error: {chance} {points} percentage points, which more draws would remove. That says nothing of whether the assumptions are right."
        )
    },
    exact: "The calculation itself has no simulation error. That says nothing of whether the assumptions are right.",
    error_in_short: |points| format!("The simulation error is {points} percentage points."),
    exact_in_short: "The calculation itself has no simulation error.",
    ask_assumed: "What was assumed?",
    assumed: |&Grounds { weak, unsaid, all, .. }| match (weak, unsaid) {
        (0, 0) => format!("{} {} on measurements or registers", all_of(ASSUMPTION, all), rests(all)),
        (weak, 0) => format!("{} {} on judgement", so_many_of(weak, all), rests(weak)),
        (0, unsaid) if unsaid == all && all > 1 => "None of the assumptions says what it rests on".to_owned(),
        (0, unsaid) => format!("{} {}", so_many_of(unsaid, all), unsaid_of(unsaid)),
        (weak, unsaid) => {
            format!(
                "{} {} on judgement, and {unsaid} {}",
                so_many_of(weak, all),
                rests(weak),
                unsaid_of(unsaid)
            )
        }
    },
    before_after: |Grounds { before_after, all, .. }| match (before_after, all) {
        (1, 1) => "It comes from a before-after comparison, without a control group.".to_owned(),
        (1, _) => "One comes from a before-after comparison, without a control group.".to_owned(),
        (some, _) => format!("{some} come from before-after comparisons, without a control group."),
    },
    also_assumed: "Also assumed: when things happen, how long they last, and who pays and gains what",
    quoted: |name| format!("“{name}”"),
    nothing_assumed: "All numbers are fixed in the scenario",
    assumption_columns: ["Assumption", "Distribution", "9 times in 10", "Evidence and source"],
    assumptions: "Assumptions",
    curves_read: "The curve shows how likely each value is taken to be. The coloured part is 9 times in 10.",
    fixed: "fixed",
    formula: "formula",
    of_people: "differs from person to person",
    no_grounds: "no evidence stated",
    weaknesses: "Warnings.",
    ask_made: "How was it worked out?",
    made: "Every calculation can be repeated to the last digit",
    method: |draws, Crowd { people, moves }, horizon| {
        let lot = match people {
            _ if moves => {
                let of = people.map(|people| format!(" of the {}", PERSON.after(people)));
                let who = of.map_or_else(|| "everyone".to_owned(), |of| format!("each{of}"));
                format!(
                    "{who} is followed from state to state, once with the intervention and once without it"
                )
            }
            Some(people) if is_one(people) => {
                "for the one participant it is settled whether it succeeds".to_owned()
            }
            Some(people) => {
                format!("for each of the {people} participants it is settled whether it succeeds")
            }
            None => "for each participant it is settled whether it succeeds".to_owned(),
        };
        format!(
            "The intervention is played out {draws} times. Each time the uncertain numbers are drawn anew, and {lot}. Net benefit is discounted savings minus costs; the money is back when it is zero or more. Nothing after year{TIE}{horizon} is counted."
        )
    },
    scenario: "Scenario",
    program: "Program",
    run: "Run",
    again: "Again",
    contract: |version, contract| format!("vendepunkt {version}, draw contract {contract}"),
    draws: |draws, seed| format!("{draws} draws, seed {seed}"),
};

const PARTICIPANT: Noun = Noun("participant", "participants");
const PERSON: Noun = Noun("person", "people");
const PAYER: Noun = Noun("payer", "payers");
const ASSUMPTION: Noun = Noun("assumption", "assumptions");

/// All of so many, as the subject of a sentence.
fn all_of(noun: Noun, all: usize) -> String {
    match all {
        1 => format!("The one {}", noun.of(true)),
        2 => format!("Both {}", noun.of(false)),
        all => format!("All {}", noun.after(all)),
    }
}

/// So many of all assumptions, of which there are some.
fn so_many_of(some: usize, all: usize) -> String {
    match some == all {
        true => all_of(ASSUMPTION, all),
        false => format!("{some}{TIE}of{TIE}{}", ASSUMPTION.after(all)),
    }
}

fn rests(count: usize) -> &'static str {
    if count == 1 { "rests" } else { "rest" }
}

fn unsaid_of(count: usize) -> &'static str {
    if count == 1 { "does not say what it rests on" } else { "do not say what they rest on" }
}

fn in_outcomes(of: Option<&str>) -> String {
    of.map(|of| format!(" in {of} outcomes")).unwrap_or_default()
}

/// Outcomes of 100, of which there may be fewer than one.
fn outcomes(n: &str) -> String {
    let noun = Noun("outcome", "outcomes").beside(n.trim_start_matches('<'));
    format!("{n} {noun}")
}

fn luck_of(Crowd { people, moves }: Crowd) -> String {
    match people {
        Some(people) if moves => {
            let verb = if is_one(people) { "happens" } else { "happen" };
            format!("Which way {} {verb} to move", PERSON.after(people))
        }
        None if moves => "Which way people happen to move".to_owned(),
        Some(people) if is_one(people) => format!("Luck of 1{TIE}participant"),
        Some(people) => format!("Luck among {people}{TIE}participants"),
        None => "Luck among participants".to_owned(),
    }
}

fn in_years(years: usize) -> String {
    const NAMES: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let noun = Noun("year", "years").beside(years);
    NAMES.get(years).map_or_else(|| format!("{years}{TIE}{noun}"), |name| format!("{name}{TIE}{noun}"))
}
