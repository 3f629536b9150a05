//! A table over several scenarios, in English.

use crate::report::digits::TIE;
use crate::report::words::counted::Noun;
use crate::report::words::overview::Words;

pub(super) const OVERVIEW: Words = Words {
    net_benefit: |whose| whose.map_or("net benefit".to_owned(), |whose| format!("net benefit, {whose}")),
    all_scenarios: |count| match count {
        2 => "both scenarios".to_owned(),
        count => format!("all {count} scenarios"),
    },
    scenarios: |count| format!("{count} {}", Noun("scenario", "scenarios and variants").beside(count)),
    what: "net benefit in present values; nine draws in ten lie between P5 and P95",
    mixed: "The rows do not all speak of the same payer or perspective: the last column says of whom. What one gains another may pay, so look before you compare them.",
    perspectives: "whom each speaks of first",
    nobody: |name| format!("No scenario has a payer or perspective `{name}`."),
    back_in: |back, all| {
        let of = match back {
            0 => format!("none of the {all} scenarios"),
            back if back == all && all == 2 => "both scenarios".to_owned(),
            back if back == all => format!("all {all} scenarios"),
            back => format!("{back} of {all} scenarios"),
        };
        format!("In {of} the money comes back in at least half of the outcomes")
    },
    marks: |unit| {
        format!(
            "Net benefit in {unit}, present value. Bar: 9{TIE}of{TIE}10 outcomes. Ring: the mean. At the right: how many of 100 outcomes are back."
        )
    },
    span_says: |what, low, high, mean, of| {
        format!("{what}: 9 of 10 from {low} to {high}, mean {mean}, back in {of}")
    },
    in_the_table: |more| format!("{more}{TIE}more are in the table."),
    required: "required",
    of: "of",
};
