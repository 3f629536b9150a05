//! A comparison, in Danish.

use std::cmp::Ordering;

use crate::report::digits::TIE;
use crate::report::document::{Text, Tone};
use crate::report::names::capitalised;
use crate::report::words::compare::{Change, Words};
use crate::report::words::counted::Noun;
use crate::summary::results::Verdict;

pub(super) const COMPARE: Words = Words {
    crossed: |failing, all, broken| {
        let broken = match broken {
            0 => String::new(),
            broken => format!("; {broken} kunne ikke sammenlignes"),
        };
        format!("✗ {failing} af {all} {} er ikke overholdt{broken}", limits(all))
    },
    could_not: |count| format!("✗ {count} kunne ikke sammenlignes"),
    invalid_base: |count| format!("? uafgjort, da {count} har et ugyldigt udgangspunkt"),
    nothing_to_hold: |added, removed| {
        let removed = if removed { ", alt andet fjernet" } else { "" };
        format!("? intet at holde grænserne op imod: {added} tilføjet{removed}")
    },
    undecided: |open, all| {
        format!("? {open} af {all} {} er uafgjort: flere udfald ville afgøre det", limits(all))
    },
    no_change: "ingen ændring",
    hold: |all| format!("✓ {all} {} er overholdt", limits(all)),
    no_limit: |counts, set| {
        format!(
            "{counts}; {}",
            if set { "ingen grænse har et tal dér" } else { "der er ikke sat nogen grænse" }
        )
    },
    removed_too: |says, removed| format!("{says}; {removed} fjernet"),
    undecided_removed: |removed, rest| {
        let rest = rest.map(|rest| format!("; {rest}")).unwrap_or_default();
        format!("? uafgjort, da {removed} er fjernet{rest}")
    },
    set_by_call: |set| format!("{set} {} sat ved kaldet", Noun("værdi", "værdier").beside(set)),
    weakened: |count| format!("{count} krav fjernet eller lempet"),
    counts: [
        |count| format!("{count}{TIE}ændret"),
        |count| format!("{count}{TIE}uændret"),
        |count| format!("{count}{TIE}tilføjet"),
        |count| format!("{count}{TIE}fjernet"),
        |count| format!("{count}{TIE}ikke sammenlignet"),
    ],
    at_most: |draws| format!("højst{TIE}{draws}"),
    sharing: |inputs| match inputs {
        Some(inputs) => format!("forskellige indsatser, der deler {inputs}"),
        None => "forskellige indsatser, der intet deler".to_owned(),
    },
    removed: "fjernet",
    missed: "fjernet, så ingen grænse kan holdes op imod det; med --allow-removed må det forsvinde",
    set_on_every_side: "Ændret ved dette kald, på alle sider: ",
    limits: "grænser og krav",
    figure: "tal",
    limit: "grænse",
    gate_name: |name| {
        let (name, of_base) = match name.strip_suffix(" (of the base)") {
            Some(name) => (name, " (udgangspunktets)"),
            None => (name, ""),
        };
        let name = name.strip_prefix("require ").map_or(name.to_owned(), |name| format!("krav {name}"));
        name + of_base
    },
    the_base: "udgangspunktet",
    no_longer_required: " kræves ikke længere",
    as_before: " som før",
    never: "aldrig",
    no_figure: "intet tal at sammenligne",
    none_so_far: "intet endnu",
    none: "intet",
    points: "procentpoint",
    gate: |name, weakened, verdict, figure, limit| {
        let word = match verdict {
            Verdict::Pass => "er overholdt",
            Verdict::Fail => "er ikke overholdt",
            Verdict::Inconclusive => "er uafgjort",
        };
        let weakened = if weakened { " er fjernet eller lempet og" } else { "" };
        format!("{name}{weakened} {word}: {figure}, grænse {limit}")
    },
    warning: "advarsel: ",
    not_compared: "ikke sammenlignet",
    added: "tilføjet",
    and_more: |count| format!("og {count} mere"),
    left_out: " mere er ændret; der er ikke plads til dem her. JSON-rapporten har dem alle.",
    beside: |other, base| format!("alternativ: {other}; udgangspunkt: {base}"),
    in_variant: |file, variant| format!("{file} (varianten {variant})"),
    same_model: "Modellen er den samme, og det er alle tal også.",
    decided: |open, draws| format!("{} efter {draws} udfald.", if open { "Uafgjort" } else { "Afgjort" }),
    costs_certainty: " At se efter igen koster sikkerhed: grænser bedømmes med bredere intervaller end dem, der vises her.",
    differ_in_every_key: "Forskellige indsatser adskiller sig i alt; JSON-rapporten viser hvordan.",
    only: |base, names| format!("Kun {} har {names}.", if base { "udgangspunktet" } else { "alternativet" }),
    changes,
    public: "det offentlige",
    was: "udgangspunkt",
    mean_was: "gennemsnit, udgangspunkt",
    is: "alternativ",
    change: "ændring",
    better: "bedre",
    worse: "dårligere",
    half_back_was: "halvdelen tjent hjem senest i år: udgangspunkt",
    peak_change: "største udlæg, ændring",
    units: |level, own| {
        format!("Gennemsnitligt nettoresultat i {level}, nutidsværdi; ændringen udfald for udfald i {own}:")
    },
    break_even_and_funding: "Sandsynlighed for at få pengene igen, og udlæg:",
    what_differs: "Forskellene:",
    not_stated: "ikke angivet",
    was_is: |was, is| format!(": {was} i udgangspunktet, {is} i alternativet"),
    replaced_source: |old| format!(" · kilden til det tal, der er erstattet: {old}"),
    in_words_only: |paths| format!("Forskelle, der kun vedrører tekst: {paths}."),
    fares: |whose, how, of| {
        let how = match how {
            Ordering::Greater => "er bedre stillet",
            Ordering::Equal => "er lige godt stillet",
            Ordering::Less => "er dårligere stillet",
        };
        format!("{} {how} i {of} udfald", capitalised(whose))
    },
    fares_either_way: |whose, better, worse| {
        format!("{} er bedre stillet i {better} udfald og dårligere i {worse}", capitalised(whose))
    },
    better_in: "bedre i",
    move_in: |rises, falls, all| {
        let of = |count: usize| match (count == all, all) {
            (true, 2) => "begge sammenligninger".to_owned(),
            (true, all) => format!("alle {all} sammenligninger"),
            (false, all) => format!("{count} af {all} sammenligninger"),
        };
        const MEAN: &str = "Det gennemsnitlige nettoresultat";
        match (rises, falls) {
            (0, 0) => {
                format!(
                    "{MEAN} ændrer sig ikke ud over simuleringsfejlen i nogen af de {all} sammenligninger"
                )
            }
            (rises, 0) => format!("{MEAN} stiger i {}", of(rises)),
            (0, falls) => format!("{MEAN} falder i {}", of(falls)),
            (rises, falls) => format!("{MEAN} stiger i {} og falder i {falls}", of(rises)),
        }
    },
    marks: |whose, unit| {
        let whose = whose.map(|whose| format!(" for {whose}")).unwrap_or_default();
        format!(
            "Forskellen i nettoresultat{whose}, {unit}, udfald for udfald. Bjælke: 9{TIE}ud af{TIE}10 udfald. Streg: medianen. Ring: gennemsnittet. Yderst til højre: antal udfald ud af 100, der falder bedre ud."
        )
    },
    span_says: |what, low, high, mean, better_in| {
        format!("{what}: 9 ud af 10 fra {low} til {high}, gennemsnit {mean}, bedre i {better_in}")
    },
    as_the_file_stands: "Som filen er",
    under_which: "under hvilken antagelse",
    mean_of: |whose, unit| format!("{whose}, gennemsnitligt nettoresultat i {unit}"),
    ranking: "rækkefølge",
    by_mean: |whose, unit| format!("{whose}, efter gennemsnitligt nettoresultat i {unit}"),
    behind: "efter",
    best_in: "bedst i",
    regret: "fortrydelse",
    its_p95: "dens P95",
    largest: "største",
    other_years: "Scenarierne regner med forskellige år: det, der kommer efter det sidste år i ét, kan være regnet med i et andet.",
    other_rates: "Scenarierne er diskonteret forskelligt: deres nettoresultater er nutidsværdier med forskellige renter.",
    within_noise: "?: ikke længere efter den ovenfor end simuleringsfejlen; de to kan lige så vel bytte plads.",
    minimax: |name| format!("{name} har den mindste største fortrydelse (minimax)."),
    better_for_all: |dominant, dominated, first_order| match first_order {
        true => format!("{dominant} er bedre for alle end {dominated} (førsteordens dominans)."),
        false => {
            format!(
                "{dominant} er bedre end {dominated} for alle, der ikke bryder sig om risiko (andenordens dominans)."
            )
        }
    },
};

fn limits(all: usize) -> &'static str {
    Noun("grænse eller krav", "grænser og krav").beside(all)
}

fn changes(of: Change) -> Text {
    let text = Text::from(format!("Nettoresultatet for {} ", of.whose));
    let text = match of.moves {
        None => text.with(Tone::Strong, "ændrer sig ikke ud over simuleringsfejlen"),
        Some((falls, size)) => {
            text.and(if falls { "falder med " } else { "stiger med " }).and_all(size).and(" i gennemsnit")
        }
    };
    let text = text.and_all(of.error);
    let text = match (of.nearly_always, of.shares) {
        (Some(way), _) => {
            let how = match way {
                Ordering::Greater => "højere",
                Ordering::Equal => "det samme",
                Ordering::Less => "lavere",
            };
            text.and(format!("; det er {how} i stort set alle udfald"))
        }
        (None, [higher, same, lower]) => {
            let text = text.and("; det er højere i ").and_all(higher);
            text.and(" af udfaldene, det samme i ").and_all(same).and(" og lavere i ").and_all(lower)
        }
    };
    let text = text.and(". Sandsynligheden for at få pengene igen går fra ").and_all(of.was).and(" til ");
    text.and_all(of.is).and(", en ændring på ").and_all(of.points).and_all(of.points_error).and(".")
}
