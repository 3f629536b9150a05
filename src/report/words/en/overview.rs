//! A table over several scenarios, in English.

use crate::report::words::overview::Words;

pub(super) const OVERVIEW: Words = Words {
    net_benefit: |whose| whose.map_or("net benefit".to_owned(), |whose| format!("net benefit, {whose}")),
    all_scenarios: |count| format!("all {count} scenarios"),
    required: "required",
    of: "of",
};
