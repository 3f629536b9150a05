//! A table over several scenarios, in Danish.

use crate::report::words::overview::Words;

pub(super) const OVERVIEW: Words = Words {
    net_benefit: |whose| whose.map_or("nettoresultat".to_owned(), |whose| format!("nettoresultat, {whose}")),
    all_scenarios: |count| format!("alle {count} scenarier"),
    scenarios: |count| match count {
        1 => "1 scenarie".to_owned(),
        count => format!("{count} scenarier og varianter"),
    },
    what: "nettoresultat i nutidsværdi; mellem P5 og P95 ligger ni af ti udfald",
    perspectives: "hver for den, der først tales om",
    nobody: |name| format!("Intet scenarie har en kasse eller et perspektiv med navnet `{name}`."),
    required: "krav",
    of: "for",
};
