//! The value of information, in Danish.

use crate::report::document::{Text, Tone};
use crate::report::words::counted::Noun;
use crate::report::words::value::{Knowing, Others, Words};
use crate::scenario::Evidence;

pub(super) const VALUE: Words = Words {
    or: " eller ",
    nothing: "intet",
    fund_it: "Betal for indsatsen",
    do_not: "Betal ikke for indsatsen",
    take_none: "Vælg ingen af dem",
    take: |option| Text::from("Vælg ").with(Tone::Strong, option),
    nothing_decides: |who| {
        let text = Text::of(Tone::Strong, "Intet afgør valget mellem dem");
        text.and(format!(": i gennemsnit hverken vinder eller taber {who}."))
    },
    neither: |who, others, error| {
        let text = Text::from(format!(": {} hverken vinder eller taber {who}", on_average(others)));
        text.and_all(error).and(".")
    },
    comes_to: |who, others, loses, size, takes_nothing| {
        let verb = if loses { "taber" } else { "vinder" };
        let text = Text::from(format!(": {} {verb} {who} ", on_average(others))).and_all(size);
        text.and(if takes_nothing { "." } else { ", så vidt man ved i dag." })
    },
    nothing_to_learn: "Intet, man kunne få at vide, ville ændre beslutningen: ingen undersøgelse er noget værd for den.",
    worth_less_than: |most| {
        let text = "I intet af udfaldene ville mere viden ændre beslutningen: så vidt de viser, er den mindre værd end ";
        Text::from(text).and_all(most).and(".")
    },
    knowing,
    repeated: |times| {
        let noun = Noun("gang", "gange").beside(times);
        format!(" Beslutningen træffes {times} {noun}: det, viden er værd, er summen over dem alle.")
    },
    worth_knowing: "værd at vide",
    of_everything: "af det hele",
    everything: "Det hele",
    what_to_know: "hvad det er værd at vide",
    adjusted: "Nogle værdier er flyttet mere end deres simuleringsfejl, da intet er mere værd end det, der omfatter det: flere udfald ville skille dem ad.",
    followed: "personer i undersøgelsen",
    worth: "værdi",
    less_costs: "fratrukket omkostninger",
    people: |n| format!("{n} {}", PERSON.beside(n)),
    a_study_of: |study| format!("en undersøgelse af {study}"),
    no_size: "Ingen størrelse af denne undersøgelse er det værd, den koster, for denne beslutning.",
    best_size: |size| {
        let near =
            size.near.map(|[from, to]| format!(" ({from}–{to} er næsten lige så godt)")).unwrap_or_default();
        let arms = if size.arms { " i hver gruppe" } else { "" };
        let more = if size.is_largest {
            "; det er den største, der er prøvet, så prøv en større --n."
        } else {
            "."
        };
        let noun = PERSON.beside(size.people);
        let text = Text::from("Følg ").with(Tone::Strong, format!("{} {noun}{arms}", size.people));
        let text = text.and(format!("{near}: det er ")).and_all(size.worth);
        text.and(format!(" mere værd, end det koster{more}"))
    },
    columns: [
        "gennemsnit",
        "1 af 20 under",
        "tjent hjem",
        "er bedst",
        "gennemsnitlig fortrydelse",
        "1 af 20 over",
    ],
    which: "hvad man bør vælge",
    all_take: |option| {
        format!(
            "Det højeste gennemsnit, det bedste dårlige udfald, den største sandsynlighed for at få pengene igen og den mindste fortrydelse peger alle på {option}."
        )
    },
    rules_take: |[mean, bad, likely, regret]| {
        format!(
            "Det højeste gennemsnit peger på {mean}, det bedste dårlige udfald på {bad}, den største sandsynlighed for at få pengene igen på {likely} og den mindste fortrydelse på {regret}."
        )
    },
    group: |name| {
        let Some(label) = name.strip_prefix("evidence: ") else { return name.to_owned() };
        use Evidence::{Assumption, BeforeAfter, Expert, QuasiExperiment, Register, Trial};
        let all = [Trial, QuasiExperiment, BeforeAfter, Register, Expert, Assumption];
        let known = all.into_iter().find(|evidence| evidence.label() == label);
        format!("grundlag: {}", known.map_or(label, super::common::COMMON.evidence))
    },
    assumptions: |count| format!("{count} {}", Noun("forudsætning", "forudsætninger").beside(count)),
    shared: |inputs, one| {
        let them = if one { "den" } else { "dem" };
        format!(
            "{inputs} er én og samme i alle filer, der har {them}; ved forskellige indsatser angives --programmes."
        )
    },
};

const PERSON: Noun = Noun("person", "personer");

fn on_average(others: bool) -> &'static str {
    if others { "i gennemsnit selv med den bedste af dem" } else { "i gennemsnit" }
}

fn knowing(of: Knowing) -> Text {
    let text = Text::from("Det ville være ").and_all(of.all);
    let mut text = text.and(" værd at kende alle forudsætninger med sikkerhed");
    if of.alone.is_empty() {
        text = text.and("; at kende én alene er ikke noget værd, som disse udfald kan vise.");
    } else {
        for (place, (input, worth)) in of.alone.into_iter().enumerate() {
            let (before, after) = if place == 0 { ("; alene ", " ") } else { (", ", " ") };
            text = text.and(before).and_all(input).and(after).and_all(worth);
        }
        text = text.and(match of.others {
            Others::Less => ", andre mindre.",
            Others::None => ".",
            Others::Nothing => "; ingen anden er alene noget værd, som disse udfald kan vise.",
        });
    }
    text.and(" Ingen undersøgelse er mere værd end det for denne beslutning.")
}
