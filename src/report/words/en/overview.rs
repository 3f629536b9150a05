//! A table over several scenarios, in English.

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
    perspectives: "whom each speaks of first",
    nobody: |name| format!("No scenario has a payer or perspective `{name}`."),
    required: "required",
    of: "of",
};
