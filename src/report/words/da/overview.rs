//! A table over several scenarios, in Danish.

use crate::report::digits::TIE;
use crate::report::words::counted::Noun;
use crate::report::words::overview::Words;

pub(super) const OVERVIEW: Words = Words {
    net_benefit: |whose| whose.map_or("nettoresultat".to_owned(), |whose| format!("nettoresultat, {whose}")),
    all_scenarios: |count| match count {
        2 => "begge scenarier".to_owned(),
        count => format!("alle {count} scenarier"),
    },
    scenarios: |count| format!("{count} {}", Noun("scenarie", "scenarier og varianter").beside(count)),
    what: "nettoresultat i nutidsværdi; mellem P5 og P95 ligger ni ud af ti udfald",
    mixed: "Rækkerne gælder ikke alle samme kasse eller perspektiv: sidste kolonne viser, hvem hver af dem gælder. Det, den ene vinder, kan en anden betale, så sammenlign dem med forsigtighed.",
    perspectives: "hver for den, der først tales om",
    nobody: |name| format!("Intet scenarie har en kasse eller et perspektiv med navnet `{name}`."),
    back_in: |back, all| {
        let of = match back {
            0 => format!("ingen af de {all} scenarier"),
            back if back == all && all == 2 => "begge scenarier".to_owned(),
            back if back == all => format!("alle {all} scenarier"),
            back => format!("{back} af {all} scenarier"),
        };
        format!("I {of} kommer pengene igen i mindst halvdelen af udfaldene")
    },
    marks: |unit| {
        format!(
            "Nettoresultat i {unit}, nutidsværdi. Bjælke: 9{TIE}ud af{TIE}10 udfald. Ring: gennemsnittet. Yderst til højre: antal udfald ud af 100, hvor pengene er tjent hjem."
        )
    },
    span_says: |what, low, high, mean, of| {
        format!("{what}: 9 ud af 10 fra {low} til {high}, gennemsnit {mean}, tjent hjem i {of}")
    },
    in_the_table: |more| format!("{more}{TIE}flere står i tabellen."),
    required: "krav",
    of: "for",
};
