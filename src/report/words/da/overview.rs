//! A table over several scenarios, in Danish.

use crate::report::words::overview::Words;

pub(super) const OVERVIEW: Words = Words {
    net_benefit: |whose| whose.map_or("nettoresultat".to_owned(), |whose| format!("nettoresultat, {whose}")),
    all_scenarios: |count| format!("alle {count} scenarier"),
    required: "krav",
    of: "for",
};
