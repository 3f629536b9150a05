//! A table over several scenarios, in Danish.

use crate::report::words::counted::Noun;
use crate::report::words::overview::Words;

pub(super) const OVERVIEW: Words = Words {
    net_benefit: |whose| whose.map_or("nettoresultat".to_owned(), |whose| format!("nettoresultat, {whose}")),
    all_scenarios: |count| match count {
        2 => "begge scenarier".to_owned(),
        count => format!("alle {count} scenarier"),
    },
    scenarios: |count| format!("{count} {}", Noun("scenarie", "scenarier og varianter").beside(count)),
    what: "nettoresultat i nutidsværdi; mellem P5 og P95 ligger ni af ti udfald",
    perspectives: "hver for den, der først tales om",
    nobody: |name| format!("Intet scenarie har en kasse eller et perspektiv med navnet `{name}`."),
    required: "krav",
    of: "for",
};
