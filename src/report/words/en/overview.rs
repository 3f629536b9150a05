//! A table over several scenarios, in English.

use crate::report::words::overview::Words;

pub(super) const OVERVIEW: Words = Words {
    net_benefit: |whose| whose.map_or("net benefit".to_owned(), |whose| format!("net benefit, {whose}")),
    all_scenarios: |count| format!("all {count} scenarios"),
    scenarios: |count| match count {
        1 => "1 scenario".to_owned(),
        count => format!("{count} scenarios and variants"),
    },
    what: "net benefit in present values; nine draws in ten lie between P5 and P95",
    perspectives: "whom each speaks of first",
    nobody: |name| format!("No scenario has a payer or perspective `{name}`."),
    required: "required",
    of: "of",
};
