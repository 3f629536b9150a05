//! What was assumed, in Danish.

use super::law;
use crate::report::digits::TIE;
use crate::report::words::assumed::{Bears, Words};
use crate::report::words::counted::Noun;

pub(super) const ASSUMED: Words = Words {
    what_was_assumed: "hvad der er antaget",
    participants: "deltagerne",
    completers: "dem, der gennemfører",
    who_reach: |outcome| format!("dem, der når »{outcome}«"),
    without: |rate| format!("{rate} uden indsatsen"),
    net: "fratrukket det, der var sket alligevel",
    reached: |rate, of, without, onset, relapse| {
        let relapse = relapse.map(|rate| format!("; {rate} tabes igen om året")).unwrap_or_default();
        format!("{rate} af {of}, {without}; nås i år{TIE}{onset} efter start{relapse}.")
    },
    happens: |rate, of, without, (from, to)| {
        let years = match from == to {
            true => format!("i år{TIE}{from}"),
            false => format!("i hvert af årene {from}{TIE}til{TIE}{to}"),
        };
        let times = Noun("gang", "gange").beside(rate);
        format!("{rate} {times} for hver af {of}, {without}; {years} efter start.")
    },
    drop_out: "Frafald",
    of_participants: |share| format!("{share} af deltagerne."),
    line: |when, bears, who| match bears {
        Bears::Pays => format!("{when}; betales af {who}."),
        Bears::Has => format!("{when}; tilfalder {who}."),
    },
    payment: |from, to, (first, last), amount| {
        let years = match first == last {
            true => format!("i år{TIE}{first}"),
            false => format!("i årene {first}{TIE}til{TIE}{last}"),
        };
        format!("{from} betaler {to} {years}; i alt skyldes ved udgangen af hvert år: {amount}.")
    },
    written: law::written,
    times_optimism: |factor| format!(" × {factor} (optimisme)"),
    in_prices: |year| format!(" i {year}-priser"),
    converted: |value, own, converted, year| {
        format!(" · {value} i {own}-priser = {converted} i {year}-priser")
    },
    ranges: |of_people, low, high, prices| {
        let often = if of_people { "for ni ud af ti personer" } else { "ni ud af ti gange" };
        format!(" · {often} {}", range(low, high, prices))
    },
    ranges_of_parts: |parts| {
        let parts: Vec<String> =
            parts.iter().map(|[part, low, high]| format!("{part} {}", range(low, high, None))).collect();
        format!(" · ni ud af ti gange {}", parts.join(", "))
    },
    ranges_before: |low, high, prices| {
        format!(" · ni ud af ti gange {} før faktoren, som er usikker", range(low, high, prices))
    },
    in_use: |value| format!(" · regnet med {value}"),
    no_evidence: "intet grundlag angivet",
    no_source: "ingen kilde",
    follows: |inputs, one| {
        format!("følger af {inputs} og har {}", if one { "dens kilde" } else { "deres kilder" })
    },
    replaced_source: |old| format!(" · kilden til det tal, der er erstattet: {old}"),
    replaced_evidence: |old| format!(" · grundlaget for det tal, der er erstattet: {old}"),
};

fn range(low: &str, high: &str, prices: Option<i32>) -> String {
    let prices = prices.map(|year| format!(" i {year}-priser")).unwrap_or_default();
    format!("{low}{TIE}til{TIE}{high}{prices}")
}
