//! What was assumed, in English.

use crate::report::digits::TIE;
use crate::report::words::assumed::{Bears, Words};
use crate::report::words::counted::Noun;

pub(super) const ASSUMED: Words = Words {
    what_was_assumed: "what was assumed",
    participants: "participants",
    completers: "those who complete",
    who_reach: |outcome| format!("those who reach “{outcome}”"),
    without: |rate| format!("{rate} without the intervention"),
    net: "net of what would have happened anyway",
    reached: |rate, of, without, onset, relapse| {
        let relapse = relapse.map(|rate| format!("; lost again at {rate} a year")).unwrap_or_default();
        format!("{rate} of {of}, {without}; reached in year{TIE}{onset} from entry{relapse}.")
    },
    happens: |rate, of, without, (from, to)| {
        let years = match from == to {
            true => format!("in year{TIE}{from}"),
            false => format!("in each of years {from}{TIE}to{TIE}{to}"),
        };
        let times = Noun("time", "times").beside(rate);
        format!("{rate} {times} for each of {of}, {without}; {years} from entry.")
    },
    drop_out: "Drop-out",
    of_participants: |share| format!("{share} of participants."),
    line: |when, bears, who| match bears {
        Bears::Pays => format!("{when}; paid by {who}."),
        Bears::Has => format!("{when}; falls to {who}."),
    },
    payment: |from, to, (first, last), amount| {
        let years = match first == last {
            true => format!("in year{TIE}{first}"),
            false => format!("in years {first}{TIE}to{TIE}{last}"),
        };
        format!("{from} pays {to} {years}; due in all by the end of each year: {amount}.")
    },
    written: str::to_owned,
    times_optimism: |factor| format!(" × {factor} (optimism)"),
    in_prices: |year| format!(" in {year} prices"),
    converted: |value, own, converted, year| {
        format!(" · {value} in {own} prices = {converted} in {year} prices")
    },
    ranges: |of_people, low, high, prices| {
        let often = if of_people { "nine people in ten" } else { "nine times in ten" };
        format!(" · {often} {}", range(low, high, prices))
    },
    ranges_of_parts: |parts| {
        let parts: Vec<String> =
            parts.iter().map(|[part, low, high]| format!("{part} {}", range(low, high, None))).collect();
        format!(" · nine times in ten {}", parts.join(", "))
    },
    ranges_before: |low, high, prices| {
        format!(" · nine times in ten {} before the factor, which is uncertain", range(low, high, prices))
    },
    in_use: |value| format!(" · {value}{TIE}in use"),
    no_evidence: "no evidence stated",
    no_source: "no source",
    follows: |inputs, one| {
        format!("follows from {inputs}, and has {}", if one { "its source" } else { "their sources" })
    },
    replaced_source: |old| format!(" · source of the number that was replaced: {old}"),
    replaced_evidence: |old| format!(" · evidence of the number that was replaced: {old}"),
};

fn range(low: &str, high: &str, prices: Option<i32>) -> String {
    let prices = prices.map(|year| format!(" in {year} prices")).unwrap_or_default();
    format!("{low}{TIE}to{TIE}{high}{prices}")
}
