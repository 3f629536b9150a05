//! Where the answer turns, in Danish.

use crate::report::digits::TIE;
use crate::report::document::{Text, Tone};
use crate::report::words::counted::is_one;
use crate::report::words::turning::{Turning, Words};

pub(super) const TURNING: Words = Words {
    no_input: "Nettoresultatet afhænger ikke af nogen forudsætning: ingen kan vende svaret.",
    certainty: |target| format!("{target} sikkerhed"),
    begins: |turning, certainty| match turning {
        Turning::Comes => "I gennemsnit kommer pengene igen, så længe ".to_owned(),
        Turning::WouldCome => "I gennemsnit ville pengene komme igen, hvis ".to_owned(),
        Turning::Surely => format!("Med {certainty} kommer pengene igen, så længe "),
        Turning::WouldSurely => format!("{certainty} ville kræve: "),
    },
    verb: |turning| match turning {
        Turning::WouldSurely => " ",
        Turning::WouldCome => " var ",
        Turning::Comes | Turning::Surely => " er ",
    },
    stays: |turning, certainty| {
        match turning {
        Turning::Comes => {
            "I gennemsnit kommer pengene igen, uanset hvilken enkelt forudsætning der flyttes, så langt som der er søgt.".to_owned()
        }
        Turning::WouldCome => {
            "Ingen enkelt forudsætning, flyttet så langt, som der er søgt, får pengene til at komme igen i gennemsnit.".to_owned()
        }
        Turning::Surely => {
            format!("Med {certainty} kommer pengene igen, uanset hvilken enkelt forudsætning der flyttes, så langt som der er søgt.")
        }
        Turning::WouldSurely => format!("Ingen enkelt forudsætning, flyttet så langt, som der er søgt, giver {certainty}."),
    }
    },
    at_least: "mindst",
    at_most: "højst",
    more_than: |rate| format!("mere end {rate}"),
    returns: |rate| {
        let text = Text::from("I gennemsnit er afkastet ").and_all(rate);
        text.and(" om året: den diskonteringsrente, ved hvilken gevinster og omkostninger er lige store.")
    },
    now: |now| format!("nu {now}"),
    in_the_middle: |now| format!("{now} i midten: det ville være nok at vide det"),
    moves: |may, falls, by, points| {
        let (may, way) = (if may { "kan" } else { "skal" }, if falls { "falde" } else { "stige" });
        match points {
            Some(points) => format!("den {may} {way} med {points} procentpoint, dvs. {by}"),
            None => format!("den {may} {way} med {by}"),
        }
    },
    not_possible: "uden for det interval, scenariet regner med",
    more_turns: |count| match count {
        1 => "vender én gang mere dér".to_owned(),
        count => format!("vender {count} gange mere dér"),
    },
    others: |one, inputs| {
        format!(
            "; {} længere væk: {inputs}.",
            if one { "en anden grænse ligger" } else { "andre grænser ligger" }
        )
    },
    in_unit: |input, unit| format!("{input} i {unit}"),
    now_column: "nu",
    mean_turns_at: "gennemsnittet vender ved",
    quantile: "fraktil",
    switching_values: "vendepunkter",
    where_it_turns: |who| format!("hvor svaret vender, {who}"),
    turns: |of_mean, holds_now, certainty, input, above, value| {
        let side = if above { "mindst" } else { "højst" };
        match (of_mean, holds_now) {
            (true, true) => {
                format!("I gennemsnit kommer pengene igen, så længe »{input}« er {side} {value}")
            }
            (true, false) => {
                format!("I gennemsnit ville pengene komme igen, hvis »{input}« var {side} {value}")
            }
            (false, true) => {
                format!("Med {certainty} kommer pengene igen, så længe »{input}« er {side} {value}")
            }
            (false, false) => {
                format!("Med {certainty} ville pengene komme igen, hvis »{input}« var {side} {value}")
            }
        }
    },
    marks: |likely| {
        let thick = likely
            .map(|n| format!(" Tyk bjælke: dér ligger den {n}{TIE}gange ud af{TIE}100."))
            .unwrap_or_default();
        format!(
            "Hver række har sin egen skala, og den forudsætning, der er nærmest ved at vende svaret, står først. Prik: hvor den er nu.{thick} Tynd: dér ligger den næsten altid. Streg: hvor svaret vender; det holder, hvor der er blåt, og ikke, hvor der er orange."
        )
    },
    courses: |who| {
        format!("Antal udfald ud af 100, hvor {who} har fået pengene igen, når én forudsætning flyttes")
    },
    courses_read: |needed, (fewest, most)| {
        let draws = if fewest == most { most.to_owned() } else { format!("{fewest} til {most}") };
        format!(
            "Stiplet linje: {needed} ud af 100, som er det, der kræves. Prik: hvor forudsætningen er nu. Fed værdi: hvor linjen krydses. De øvrige forudsætninger varierer som angivet. Prøvet på de første {draws} udfald."
        )
    },
    course: |input, low, from, high, to| {
        format!("{input}: {from} ud af 100 ved {low}, {to} ud af 100 ved {high}")
    },
    holds_from: "≥: det holder fra denne værdi; ≤: til denne værdi. Alle andre forudsætninger varierer, som de gør, over de samme udfald.",
    now_is: "Nu: medianen af det, der er usikkert.",
    outside: "!: uden for fraktilerne ved 0,1 og 99,9\u{a0}%.",
    clamped: "^: en sandsynlighed holdes dér mellem 0 og 1 i nogle udfald.",
    not_searched: "–: ikke søgt; angiv et område med --input NAME=FROM:TO.",
    before_optimism: "×: før faktoren for optimisme, som kommer oveni.",
    refused: |input, from, to, code, reason| {
        let why = match code {
            "out-of-range" => "scenariet kan ikke angive så stort eller så lille et tal".to_owned(),
            "before-onset" => "en konsekvens ville slutte, før resultatet er nået".to_owned(),
            "after-horizon" => "det ville først begynde efter det sidste år, der regnes med".to_owned(),
            "years" => "årene ville slutte, før de begynder".to_owned(),
            "impossible-law" => "fordelingen kan ikke have den værdi sammen med de øvrige".to_owned(),
            "shares" => "andelene ville ikke give 1 tilsammen".to_owned(),
            _ => format!("programmet siger på engelsk: “{reason}”"),
        };
        match to {
            None => format!("{input} ved {from} er ikke prøvet: {why}."),
            Some(to) => format!("{input} fra {from} til {to} er ikke prøvet: {why}."),
        }
    },
    searched: |ranges| {
        format!("»Altid« og »aldrig« gælder kun inden for det gennemsøgte interval: {ranges}.")
    },
    range: |input, from, to| format!("{input} {from} til {to}"),
    untried: "ikke prøvet",
    it_loses_where: "Tab er særlig hyppige, når ",
    losses_where: |times, luck| match luck {
        Some(luck) => format!("Tab skyldes mest {luck} og er {times} gange så hyppige, når "),
        None => format!("Tab er {times} gange så hyppige, når "),
    },
    is: |input, bounds| format!("{input} er {bounds}"),
    between: |from, to| format!("mellem {from} og {to}"),
    from: |from| format!("mindst {from}"),
    up_to: |to| format!("højst {to}"),
    anything: "hvad som helst",
    there: |density, all, coverage| {
        let text = Text::from(": i ").and_all(density).and(" af disse udfald mod ").and_all(all);
        text.and(" i alt; ").and_all(coverage).and(" af alle tab ligger dér.")
    },
    luck: |people| match people {
        Some(people) if is_one(&people) => "held og uheld med én person".to_owned(),
        Some(people) => format!("held og uheld med {people} personer"),
        None => "held og uheld med deltagerne".to_owned(),
    },
    luck_explains: |luck| {
        let text = Text::from("Intet hjørne af forudsætningerne forklarer tabene: ");
        text.with(Tone::Strong, format!("det gør {luck}")).and(".")
    },
    no_corner: "Intet hjørne af forudsætningerne forklarer tabene: der blev ikke fundet noget.",
    no_losses: "Intet af de udfald, der er gennemsøgt, er et tab: der er intet hjørne med tab.",
    only_losses: "Alle udfald, der er gennemsøgt, er tab: det forklarer intet hjørne af forudsætningerne.",
    all_luck: "Ingen forudsætning, som nettoresultatet afhænger af, er usikker: tabene er uheld.",
    everywhere: |all| {
        let text = Text::from("Intet hjørne af forudsætningerne forklarer tabene");
        match all {
            Some(all) => text.and(": der er tab næsten overalt, i ").and_all(all).and(" af alle udfald."),
            None => text.and("."),
        }
    },
    share_of_law: "andel af fordelingen",
    when_it_loses: "hvornår det giver tab",
    a_corner: |who| format!("et hjørne, hvor tab for {who} er hyppigere"),
    found_on: "Fundet på halvdelen af de første udfald og kontrolleret på den anden halvdel. `--box FILE` skriver det som et scenarie, der kan køres.",
    not_quite: " Nogle af disse følges med andre forudsætninger: kørt som scenarie bliver tabene ikke helt disse.",
};
