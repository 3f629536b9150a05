//! A stress test, in Danish.

use crate::report::document::{Text, Tone};
use crate::report::words::counted::Noun;
use crate::report::words::stress::{At, Matters, Spans, Stands, Words};

pub(super) const STRESS: Words = Words {
    number: |path| match path {
        "discount.rate" => Some("diskonteringsrente"),
        "cohort.participants" => Some("antal deltagere"),
        "horizon" => Some("horisont i år"),
        _ => None,
    },
    more: |count| format!("{count} mere"),
    or: "eller",
    stands: |who, stands, size, chance| {
        let verb = match stands {
            Stands::Nothing => format!("ender {who} på "),
            Stands::Loses => format!("taber {who} "),
            Stands::Gains => format!("vinder {who} "),
        };
        let text = Text::from(format!("I udgangspunktet {verb}")).and_all(size);
        text.and(" i gennemsnit og får pengene igen i ").and_all(chance).and(" af alle udfald.")
    },
    does_not_depend: |inputs| format!("Nettoresultatet afhænger ikke af {inputs}."),
    mean_in: |unit, who| format!("gennemsnitligt nettoresultat i {unit}, {who}"),
    breaks_even: "tjent hjem",
    change: "ændring",
    change_points: "ændring, procentpoint",
    none_uncertain: "Ingen forudsætning, som nettoresultatet afhænger af, er usikker: ingen kan varieres.",
    none_moves: "Ingen forudsætning flytter alene det gennemsnitlige nettoresultat.",
    matters,
    none_turns: "Ingen forudsætning vender alene det gennemsnitlige nettoresultat fra gevinst til tab eller omvendt, hverken i \
                 yderpunkterne eller ved medianen.",
    only_turns: |input| {
        format!(
            "Kun {input} vender alene det gennemsnitlige nettoresultat fra gevinst til tab eller omvendt."
        )
    },
    each_turns: |inputs| {
        format!(
            "Hver af disse vender alene det gennemsnitlige nettoresultat fra gevinst til tab eller omvendt: {inputs}."
        )
    },
    at: |end| format!("ved {end}"),
    mean_at: |end| format!("gennemsnit, {end}"),
    breaks_even_at: |end| format!("tjent hjem, {end}"),
    between: "forskel",
    one_at_a_time: "én forudsætning ad gangen",
    others_as_drawn: "Alle andre forudsætninger varierer, som de gør, over de samme udfald.",
    may_change_places: "Rækker, hvis forskelle ligger inden for hinandens simuleringsfejl, kan bytte plads.",
    ends_of_range: "*: begge fraktiler er samme værdi, så yderpunkterne er brugt (P1 eller P99, hvor der ingen er).",
    before_optimism: "×: værdierne er før faktoren for optimisme, som kommer oveni.",
    moves_with_others: "~: følges med andre forudsætninger, som her bliver, hvor de er.",
    untried: |input, at, with_others, reason| {
        let how = if with_others { " sammen med dem, der følger den" } else { "" };
        format!("Ikke prøvet: {input} ved {at}{how}. Programmet siger på engelsk: “{reason}”.")
    },
    with_others: "sammen med dem, der følges med den",
    if_learned: "Hvis man erfarede, at forudsætningen ligger der, så de, der hænger sammen med den, flytter sig så langt, som de følger med.",
    all_at_worst: |of| {
        let even = if of.even { "Selv med" } else { "Med" };
        let held = of.held.map(|held| format!(" (bortset fra {held}, ved medianen)")).unwrap_or_default();
        let (who, verb) = (of.who, if of.loses { "taber" } else { "vinder" });
        let text = Text::from(format!(
            "{even} alle forudsætninger i deres ugunstige yderpunkt på én gang{held} {verb} {who} "
        ));
        let mut text = text.and_all(of.size).and(" i gennemsnit");
        if let Some(below) = of.below {
            text = text.and("; i ").and_all(below);
            text = text.and(" af alle udfald er forudsætningerne værre end det");
        }
        if let Some((input, alone)) = of.worse {
            text = text.and(format!(". Det er ikke det værste: {input} kan alene bringe det ned på "));
            text = text.and_all(alone);
        }
        text.and(".")
    },
    at_quantile: |quantile, bad| match bad {
        true => Text::from("Hvis alle forudsætninger var ")
            .with(Tone::Strong, format!("så dårlige som deres {quantile}-fraktil"))
            .and(", ville pengene lige netop komme igen i gennemsnit."),
        false => Text::from("Kun hvis alle forudsætninger var bedre, end man tror, ")
            .with(Tone::Strong, format!("så gode som deres {quantile}-fraktil"))
            .and(" regnet fra den ugunstige side, ville pengene komme igen i gennemsnit."),
    },
    loses_at_best: "Selv med alle forudsætninger i deres gunstige yderpunkt er der tab i gennemsnit.",
    corners: ["Værst", "Medianer", "Bedst"],
    worse_in: "værre i",
    all_at_once: "alle forudsætninger på én gang",
    untried_corner: |corner, reason| {
        format!("Ikke prøvet: {}. Programmet siger på engelsk: “{reason}”.", corner.to_lowercase())
    },
    corners_mean: |low, high, who, luck| {
        let luck = if luck { " Tilbage er kun tilfældigheden blandt deltagerne." } else { "" };
        format!(
            "Værst og bedst: hver forudsætning ved {low} eller {high}, alt efter hvad der alene er værst eller bedst for {who}.{luck} \
             »Værre i« er den andel af alle udfald, hvis forudsætninger er ringere. "
        )
    },
    worst_is: |values| format!("Værst: {values}. "),
    best_is: |values| format!("Bedst: {values}. "),
    at_median: |inputs| format!("Hele vejen ved medianen, da et yderpunkt ikke kan regnes: {inputs}."),
    cannot_wait: "Det kan ikke siges, hvad det koster at vente: et år senere ville ikke alt begynde inden for horisonten.",
    waiting_is_free: "Et års ventetid koster intet i gennemsnit.",
    waiting: |who, gains, size| {
        let verb = if gains { "giver" } else { "koster" };
        let who = who.map(|who| format!("{who} ")).unwrap_or_default();
        Text::from(format!("Et års ventetid {verb} {who}")).and_all(size).and(".")
    },
    costs: "koster",
    leaves: "nettoresultat derefter",
    later: |years| if years == 1 { "Et år senere".to_owned() } else { format!("{years} år senere") },
    price_of_waiting: "prisen for at vente",
    horizon_stays: "Horisonten flyttes ikke, så ventetid koster år til sidst; det antages, at ingen får det værre imens.",
    not_within: |years| format!(" Efter {years} år eller mere ville ikke alt begynde inden for horisonten."),
    as_it_is: "Som den er",
    variants: "varianter",
    no_figures: |variant, error| format!("Varianten {variant} har ingen tal: {error}"),
    has_not: |variant, who| format!("Varianten {variant} har ikke {who}."),
    success: |outcome| outcome.map_or("en succes".to_owned(), |of| format!("en succes ({of})")),
    no_worth: |success, aim| {
        format!(
            "Ingen værdi af {success} giver {aim} sikkerhed: der kan blive færre af dem end uden indsatsen."
        )
    },
    worth_at_most: |success, who, ceiling| {
        let text =
            Text::from(format!("Hvor meget {success} end var værd, ville {who} højst få pengene igen i "));
        text.and_all(ceiling).and(" af alle udfald.")
    },
    worth_enough: |success, who, aim| {
        format!(
            "For at nå {aim} sikkerhed behøver {success} ikke være mere værd for {who}, end der er regnet med."
        )
    },
    worth_more: |success, who, aim, enough, mean| {
        let text = Text::from(format!("For at nå {aim} sikkerhed skulle {success} være "));
        let text = text.and_all(enough).and(format!(" mere værd for {who}, end der er regnet med"));
        match mean {
            Some(mean) => text.and("; for at få pengene igen i gennemsnit, ").and_all(mean).and("."),
            None => text.and("."),
        }
    },
    worth: "værdi",
    worth_to: |unit, who| format!("i {unit}, for {who}"),
    what_worth: "hvad en succes skulle være værd",
    worth_when: "I det år, resultatet nås, ud over det, scenariet allerede regner med.",
    by_row: |first, second, who| format!("{first} i rækker, {second} i kolonner; {who}"),
    two_at_once: "to forudsætninger på én gang",
    not_played: "ikke regnet",
    means_in: |unit| format!("Gennemsnitligt nettoresultat i {unit}:"),
    turns_at: "Vender ved",
    chances: "Sandsynlighed for at få pengene igen:",
    target_at: |target| format!("{target} ved"),
    last_rows: |first, target| {
        format!(
            "Alle andre forudsætninger varierer, som de gør. Sidste rækker: fra (≥) eller til (≤) hvilken værdi af {first} gennemsnittet ikke er et tab, og sandsynligheden for at få pengene igen er {target}."
        )
    },
    pairs_shown: |shown, all| format!(" {shown} af {all} par vises; JSON-rapporten har dem alle."),
    always: "altid",
    never: "aldrig",
    turns: |count| format!("vender {count} {}", TIME.beside(count)),
};

const TIME: Noun = Noun("gang", "gange");

fn matters(of: Matters) -> Text {
    let mut text = Text::from("Mest betyder ").and_all(of.input);
    if let Some(other) = of.or {
        text = text.and(format!(" (eller {other}: de kan ikke skelnes)"));
    }
    let it = if of.low.seen.is_some() { "det" } else { "det gennemsnitlige nettoresultat" };
    let at = |text: Text, At { value, seen }, begins: String| match seen {
        Some([mean, chance]) => {
            text.and(begins).and_all(mean).and(" og sandsynligheden for at få pengene igen ").and_all(chance)
        }
        None => text.and(format!("ved {value} kan den ikke prøves")),
    };
    let begins = format!("ved {} er det gennemsnitlige nettoresultat ", of.low.value);
    text = at(text.and(": "), of.low, begins);
    let begins = format!("ved {} er {it} ", of.high.value);
    text = at(text.and(", "), of.high, begins);
    if let Some(median) = of.median {
        let begins = format!("ved medianen, {}, er det ", median.value);
        text = at(text.and(", men "), median, begins);
    }
    text.and(match of.spans {
        Spans::Nearly => ". Den ligger næsten aldrig uden for disse to.".to_owned(),
        Spans::FourInFive => ". Mindst fire gange ud af fem ligger den mellem disse to.".to_owned(),
        Spans::In100(times) => {
            let noun = TIME.beside(&times);
            format!(". Mindst {times} {noun} ud af 100 ligger den mellem disse to.")
        }
    })
}
