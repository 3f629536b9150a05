//! What a page on a run says, in Danish.

use crate::report::count::Of100;
use crate::report::digits::TIE;
use crate::report::names::capitalised;
use crate::report::words::counted::{Noun, is_one};
use crate::report::words::page::{Course, Crowd, Grounds, Words};

pub(super) const PAGE: Words = Words {
    kicker: "Business case for en social investering",
    of_100: |of| match of {
        Of100::None => format!("0{TIE}ud af{TIE}100"),
        Of100::UnderOne => format!("under{TIE}1 ud af{TIE}100"),
        Of100::Some(n) => format!("{n}{TIE}ud af{TIE}100"),
        Of100::OverNinetyNine => format!("over{TIE}99 ud af{TIE}100"),
        Of100::All => format!("100{TIE}ud af{TIE}100"),
    },
    bare: |of| match of {
        Of100::None => "0".to_owned(),
        Of100::UnderOne => "<1".to_owned(),
        Of100::Some(n) => n.to_string(),
        Of100::OverNinetyNine => ">99".to_owned(),
        Of100::All => "100".to_owned(),
    },
    fold: "Tallene bag figuren",
    how_to_read: "Sådan læses figuren.",
    participants: |people, moves| if moves { CITIZEN } else { PARTICIPANT }.after(people),
    years: |horizon| if horizon == 0 { format!("år{TIE}0") } else { format!("årene 0–{horizon}") },
    prices: |year| format!("{year}-priser"),
    discounted: |rate| format!("diskonteret med {rate} om året"),
    discounted_by_steps: "diskonteret med en rente, der skifter med årene",
    undiscounted: "ikke diskonteret",
    payer_too: |payer, pays_all, of| {
        let pays = if pays_all { "som betaler" } else { "som betaler mest" };
        format!("{}, {pays}, får sine egne penge igen i {of}.", capitalised(payer))
    },
    fact_chance: |who, horizon| {
        format!("sandsynlighed for, at {who} har fået pengene igen senest i år{TIE}{horizon}")
    },
    fact_half: |year| {
        (format!("i år{TIE}{year}"), "er pengene tjent hjem i halvdelen af udfaldene".to_owned())
    },
    never: "ikke i perioden",
    fact_never: |horizon| {
        format!("er pengene tjent hjem i halvdelen af udfaldene; der regnes til år{TIE}{horizon}")
    },
    fact_mean: |low, high| {
        format!("gennemsnitligt nettoresultat; 9{TIE}ud af{TIE}10 udfald ligger mellem {low} og {high}")
    },
    fact_certain: "nettoresultat; intet i beregningen er uvist",
    holds: "✓ opfyldt",
    fails: "✗ ikke opfyldt",
    undecided: "? uafgjort",
    fact_require: |at_least, threshold, what| {
        format!("krav: {} {threshold} {what}", if at_least { "mindst" } else { "højst" })
    },
    fact_requirements: |held, all| format!("{held}{TIE}af{TIE}{all} krav er opfyldt"),
    probability: |who| format!("sandsynlighed for, at {who} får pengene igen"),
    ask_likely: "Hvor sandsynligt er det?",
    back_in: |who, of| format!("{} får pengene igen i {of} mulige udfald", capitalised(who)),
    back_in_all: |who| format!("{} får pengene igen i alle mulige udfald", capitalised(who)),
    loses_in: |who, of| format!("{} får ikke pengene igen i {of} mulige udfald", capitalised(who)),
    loses_in_all: |who| format!("{} får ikke pengene igen i noget muligt udfald", capitalised(who)),
    gains_certainly: |who, more| match more {
        Some(more) => format!("{} får pengene igen med {more} i plus", capitalised(who)),
        None => format!("{} får lige præcis pengene igen", capitalised(who)),
    },
    loses_certainly: |who, amount| format!("{} får ikke pengene igen og taber {amount}", capitalised(who)),
    pays_nothing: |who, amount, certain| {
        let mean = if certain { "" } else { "i gennemsnit " };
        format!("{} har ingen udgift og får {mean}{amount}", capitalised(who))
    },
    about_likely: |who, unit| {
        format!("100 lige sandsynlige udfald af nettoresultatet for {who}, {unit} i nutidsværdi")
    },
    not_back: |n| (format!("{n} udfald"), "pengene kommer ikke igen".to_owned()),
    back: |n| (format!("{n} udfald"), "pengene er tjent hjem".to_owned()),
    nine_in_ten: |low, high| format!("9{TIE}ud af{TIE}10 udfald: {low} til {high}"),
    further_out: |n| format!("{n}{TIE}længere ude"),
    dots_say: |who, lost, back, middle, range| {
        format!(
            "Prikdiagram: 100 lige sandsynlige udfald af nettoresultatet for {who}. {lost} ligger under nul, {back} på eller over nul. Medianen er {middle}; {range}"
        )
    },
    dots_read: "Hver prik er ét af 100 lige sandsynlige udfald. De åbne prikker til venstre for nul er udfald, hvor pengene ikke tjenes hjem.",
    why_certain: |all_fixed| match all_fixed {
        false => {
            "Hverken usikre forudsætninger eller nogens held og uheld har indflydelse på resultatet her."
        }
        true => {
            "Alle forudsætninger er faste tal, og intet er overladt til tilfældet. Et sikkert tal er ikke det samme som et rigtigt tal: angiv forudsætningerne med spredning for at se, hvor meget de betyder."
        }
    },
    net_benefit: |unit| format!("Nettoresultat, {unit} i nutidsværdi"),
    mean: "gennemsnit",
    spread: "standardafvigelse",
    ask_whom: "For hvem?",
    pays_all_and_loses: |payer, of| {
        format!("{} betaler det hele og taber{}", capitalised(payer), in_outcomes(of))
    },
    pays_all_and_gains: |payer, of| {
        format!("{} betaler det hele og får pengene igen{}", capitalised(payer), in_outcomes(of))
    },
    payers_lose: |losing, all, certain| {
        let often = if certain { "" } else { " i over halvdelen af udfaldene" };
        let who = match losing {
            0 => "Ingen kasse".to_owned(),
            losing if losing == all => all_of(PAYER, all),
            losing => format!("{losing}{TIE}af{TIE}{}", PAYER.after(all)),
        };
        format!("{who} taber{often}")
    },
    about_whom: |unit| {
        format!(
            "Nettoresultat pr. kasse, {unit} i nutidsværdi. Yderst til højre: antal udfald ud af 100, hvor pengene er tjent hjem"
        )
    },
    loses: "taber",
    gains: "vinder",
    is_back: "tjent hjem",
    spans_say: "Spændet i nettoresultat for hver kasse",
    span_says: |who, low, high, middle, of| {
        format!("{who} {low} til {high}, median {middle}, tjent hjem i {of}")
    },
    wrong_pockets: "Gevinsten lander i en anden kasse.",
    wrong_pocket: |of, who, payer| match of {
        Some(of) => format!("I {of} udfald får {who} pengene igen, mens {payer} taber."),
        None => format!("{} får pengene igen, mens {payer} taber.", capitalised(who)),
    },
    bars_read: "Tyk bjælke: den midterste halvdel af udfaldene. Tynd: 9 ud af 10. Streg: medianen.",
    where_money_goes: |unit, certain| {
        let mean = if certain { "" } else { " i gennemsnit" };
        format!("Udgifter og besparelser{mean}, {unit} i nutidsværdi")
    },
    net: "Nettoresultat",
    ask_when: "Hvornår?",
    half_by: |year| format!("I år{TIE}{year} er pengene tjent hjem i halvdelen af udfaldene"),
    never_half: |horizon| format!("I år{TIE}{horizon} er pengene tjent hjem i under halvdelen af udfaldene"),
    certain_by: |year| format!("Pengene er tjent hjem i år{TIE}{year}"),
    certain_never: |horizon| format!("Pengene er ikke tjent hjem i år{TIE}{horizon}"),
    payer_by: |payer, year, too, certain| match (too, certain) {
        (true, _) => format!("; for {payer} sker det i år{TIE}{year}"),
        (false, true) => format!("; for {payer} er de tjent hjem i år{TIE}{year}"),
        (false, false) => format!("; for {payer} er de det i mindst halvdelen i år{TIE}{year}"),
    },
    payer_not_by: |payer, horizon, either| match either {
        true => format!("; det samme gælder for {payer}"),
        false => format!("; for {payer} sker det ikke inden udgangen af år{TIE}{horizon}"),
    },
    about_when: "Antal udfald ud af 100, hvor pengene er tjent hjem senest i året",
    half: "halvdelen",
    all_100: "alle 100",
    year_0: "år\u{a0}0",
    year: |year| format!("år{TIE}{year}"),
    never_column: "ikke i perioden",
    pay_nothing: |payers, _| {
        format!("{payers} har ingen udgifter i beregningen og er derfor aldrig i minus.")
    },
    not_shown: |more| format!("{} mere står i tabellen.", PAYER.after(more)),
    chance_by_year: "Sandsynlighed for, at pengene er tjent hjem senest i året",
    ask_overturns: "Hvad kan vælte det?",
    turns: |is_required, holds_now, input, above, value| {
        let what = match (is_required, holds_now) {
            (true, true) => "Kravet er kun opfyldt, så længe",
            (true, false) => "Kravet er først opfyldt, når",
            (false, true) => "Pengene kommer igen i mindst halvdelen af udfaldene, så længe",
            (false, false) => "Pengene kommer først igen i mindst halvdelen af udfaldene, når",
        };
        format!("{what} »{input}« er {} {value}", if above { "mindst" } else { "højst" })
    },
    nothing_turns: |is_required, of_most| match (is_required, of_most) {
        (true, false) => "Ingen usikker forudsætning afgør alene, om kravet er opfyldt",
        (true, true) => {
            "Ingen af de usikre forudsætninger, der betyder mest, afgør alene, om kravet er opfyldt"
        }
        (false, false) => "Ingen usikker forudsætning vender svaret alene",
        (false, true) => "Ingen af de usikre forudsætninger, der betyder mest, vender svaret alene",
    },
    nothing_moves: |is_known| match is_known {
        true => "Ingen usikker forudsætning flytter resultatet alene; et fast tal kan også være forkert",
        false => "Ikke undersøgt: ingen forudsætning kunne varieres alene",
    },
    about_turns: |who, input| {
        format!(
            "Antal udfald ud af 100, hvor {who} har fået pengene igen, ved forskellige værdier af »{input}«"
        )
    },
    need: |is_required, per_cent| match is_required {
        true => format!("kravet: mindst {per_cent}"),
        false => format!("halvdelen: {per_cent}"),
    },
    now: |value| format!("nu {value}"),
    back_of_100: "tjent hjem, ud af 100 udfald",
    weak_point: "Det svage punkt.",
    fixed_point: "Forudsætningen er et fast tal: resten af siden regner med, at det er rigtigt. Figuren viser, hvad der sker, hvis det ikke er.",
    others_as_drawn: "De øvrige forudsætninger varierer som angivet.",
    requirement: "kravet",
    requirement_met: |met| if met { "opfyldt" } else { "ikke opfyldt" },
    on_draws: |draws, error| {
        format!(
            "Beregnet på {draws} af udfaldene; sandsynlighederne er her behæftet med en usikkerhed på op til ±{TIE}{error} procentpoint."
        )
    },
    ask_drives: "Hvad driver det?",
    luck_most: |crowd| match crowd.moves {
        true => format!("{}, betyder mere end nogen af de usikre forudsætninger", luck_of(crowd)),
        false => format!("{} betyder mere end nogen af de usikre forudsætninger", luck_of(crowd)),
    },
    input_most: |input| format!("»{input}« flytter resultatet mest af de usikre forudsætninger"),
    about_drives: |who, unit| {
        format!(
            "Nettoresultat i gennemsnit for {who}, {unit}, når én forudsætning ad gangen går fra lav til høj (5\u{a0}%- til 95\u{a0}%-fraktilen), mens de øvrige varierer som angivet"
        )
    },
    luck: luck_of,
    parts_left_out: |inputs| {
        format!("Ikke vist: {inputs}, hvis dele deler en helhed, så ingen af dem kan flyttes alene.")
    },
    fixed_left_out: "Kun usikre forudsætninger er med: et fast tal i scenariet kan også være forkert.",
    at_means: "alle forudsætninger på deres gennemsnit",
    from_to: |low, high| format!("fra {low} til {high}"),
    base: |amount| format!("i gennemsnit: {amount}"),
    swing_says: |what, low, high| format!("{what} fra {low} til {high}"),
    low: "lav",
    high: "høj",
    net_low: "nettoresultat lav",
    net_high: "nettoresultat høj",
    back_low: "tjent hjem lav",
    back_high: "tjent hjem høj",
    ask_runs: "Hvordan løber pengene?",
    runs: |Course { out, end, years, gains, certain }| {
        let side = if gains { "i plus" } else { "i minus" };
        let years = in_years(years);
        let says = match (out, end) {
            (Some(out), Some(end)) => format!("fra {out} i minus til {end} {side} på {years}"),
            (Some(out), None) => format!("fra {out} i minus til nul på {years}"),
            (None, Some(end)) => format!("{end} {side} efter {years}"),
            (None, None) => format!("hverken i plus eller i minus efter {years}"),
        };
        match (certain, out) {
            (true, _) => capitalised(&says),
            (false, Some(_)) => format!("Medianen går {says}"),
            (false, None) => format!("Medianen er {says}"),
        }
    },
    about_runs: |unit, price_year| {
        format!("Akkumuleret, diskonteret pengestrøm, {unit} i {price_year}-priser")
    },
    bands: ["Lyst: 9 ud af 10 udfald;", "mørkt: halvdelen"],
    fans_say: |who, first, last, certain| {
        let middle = if certain { "" } else { "medianen " };
        format!("{who}: {middle}fra {first} i år 0 til {last} i det sidste år")
    },
    fans_on_draws: |draws| format!("Alle år undtagen det sidste er beregnet på {draws} af udfaldene."),
    fans_read: |certain| match certain {
        true => "Over nul er pengene tjent hjem.",
        false => "Linjen er medianen. Over nul er pengene tjent hjem.",
    },
    same_scale: "Samme skala for alle kasser.",
    lower: "5\u{a0}%-fraktil",
    middle: "median",
    upper: "95\u{a0}%-fraktil",
    ask_sure: "Hvor sikkert er tallet?",
    mostly_doubt: |per_cent| {
        format!("Bedre viden om de usikre forudsætninger kan fjerne {per_cent} af usikkerheden")
    },
    mostly_luck: |per_cent| {
        format!("Bedre viden om de usikre forudsætninger kan kun fjerne {per_cent} af usikkerheden")
    },
    only_doubt: "Hele usikkerheden kommer af uvished om tallene",
    only_luck: |moves| match moves {
        true => "Hele usikkerheden kommer af, hvordan borgerne tilfældigvis flytter",
        false => "Hele usikkerheden kommer af tilfældigheder blandt deltagerne",
    },
    about_sure: |who| format!("Hvad spredningen i nettoresultatet for {who} skyldes"),
    doubt: |per_cent| (format!("{per_cent} uvished om tallene"), "mindskes af bedre viden".to_owned()),
    chance: |per_cent, moves| match moves {
        true => {
            let says = format!("{per_cent} hvordan borgerne tilfældigvis flytter");
            (says, "mindskes af flere borgere".to_owned())
        }
        false => (format!("{per_cent} tilfældigheder"), "mindskes af flere deltagere".to_owned()),
    },
    error: |chance, points| {
        format!(
            "Simuleringsfejlen på sandsynligheden ({chance}) er {points} procentpoint og bliver mindre med flere udfald. Den siger intet om, hvorvidt forudsætningerne er rigtige."
        )
    },
    exact: "Selve beregningen er uden simuleringsfejl. Det siger intet om, hvorvidt forudsætningerne er rigtige.",
    error_in_short: |points| format!("Simuleringsfejlen er {points} procentpoint."),
    exact_in_short: "Selve beregningen er uden simuleringsfejl.",
    ask_assumed: "Hvad er antaget?",
    assumed: |&Grounds { weak, unsaid, all, .. }| match (weak, unsaid) {
        (0, 0) => format!("{} bygger på målinger eller registre", all_of(ASSUMPTION, all)),
        (weak, 0) => {
            let judgement = if weak == 1 { "skøn eller antagelse" } else { "skøn eller antagelser" };
            format!("{} bygger på {judgement}", so_many_of(weak, all))
        }
        (0, unsaid) if unsaid == all && all > 1 => {
            "Ingen af forudsætningerne siger, hvad de bygger på".to_owned()
        }
        (0, unsaid) => format!("{} siger ikke, {}", so_many_of(unsaid, all), resting(unsaid)),
        (weak, unsaid) => {
            let judgement = if weak == 1 { "skøn eller antagelse" } else { "skøn eller antagelser" };
            format!(
                "{} bygger på {judgement}, og {unsaid} siger ikke, {}",
                so_many_of(weak, all),
                resting(unsaid)
            )
        }
    },
    before_after: |Grounds { before_after, all, .. }| match (before_after, all) {
        (1, 1) => "Den stammer fra en før-efter-måling uden kontrolgruppe.".to_owned(),
        (1, _) => "Én stammer fra en før-efter-måling uden kontrolgruppe.".to_owned(),
        (some, _) => format!("{some} stammer fra før-efter-målinger uden kontrolgruppe."),
    },
    also_assumed: "Desuden er det antaget, hvornår noget sker, hvor længe det varer, og hvem der betaler og får hvad",
    quoted: |name| format!("»{name}«"),
    nothing_assumed: "Alle tal står fast i scenariet",
    assumption_columns: ["Forudsætning", "Fordeling", "9 ud af 10 gange", "Grundlag og kilde"],
    assumptions: "Forudsætninger",
    curves_read: "Kurven viser, hvor sandsynlig hver værdi regnes for at være. Det farvede område rummer 9 ud af 10 værdier.",
    fixed: "fast",
    formula: "formel",
    of_people: "forskel fra person til person",
    no_grounds: "intet grundlag angivet",
    weaknesses: "Advarsler.",
    ask_made: "Hvordan er det regnet?",
    made: "Hver beregning kan gentages til sidste ciffer",
    method: |draws, Crowd { people, moves }, horizon| {
        let lot = match people {
            _ if moves => {
                let who = match people {
                    Some(people) if is_one(people) => "den ene borger".to_owned(),
                    Some(people) => format!("hver af de {people} borgere"),
                    None => "hver borger".to_owned(),
                };
                format!("{who} følges fra tilstand til tilstand, én gang med indsatsen og én gang uden den")
            }
            Some(people) if is_one(people) => "det afgøres for deltageren, om det lykkes".to_owned(),
            Some(people) => format!("det afgøres for hver af de {people} deltagere, om det lykkes"),
            None => "det afgøres for hver deltager, om det lykkes".to_owned(),
        };
        format!(
            "Indsatsen simuleres {draws} gange. Hver gang trækkes de usikre tal på ny, og {lot}. Nettoresultatet er diskonterede besparelser minus udgifter; pengene er tjent hjem, når det er nul eller mere. Der er ikke regnet med virkninger efter år{TIE}{horizon}."
        )
    },
    scenario: "Scenarie",
    program: "Program",
    run: "Kørsel",
    again: "Gentag",
    contract: |version, contract| format!("vendepunkt {version}, udfaldsregler {contract}"),
    draws: |draws, seed| format!("{draws} udfald, startværdi (seed) {seed}"),
};

const PARTICIPANT: Noun = Noun("deltager", "deltagere");
const CITIZEN: Noun = Noun("borger", "borgere");
const PAYER: Noun = Noun("kasse", "kasser");
const ASSUMPTION: Noun = Noun("forudsætning", "forudsætninger");

/// All of so many, as the subject of a sentence.
fn all_of(noun: Noun, all: usize) -> String {
    match all {
        1 => format!("Den ene {}", noun.of(true)),
        2 => format!("Begge {}", noun.of(false)),
        all => format!("Alle {}", noun.after(all)),
    }
}

/// So many of all assumptions, of which there are some.
fn so_many_of(some: usize, all: usize) -> String {
    match some == all {
        true => all_of(ASSUMPTION, all),
        false => format!("{some}{TIE}af{TIE}{}", ASSUMPTION.after(all)),
    }
}

fn resting(unsaid: usize) -> &'static str {
    if unsaid == 1 { "hvad den bygger på" } else { "hvad de bygger på" }
}

fn in_outcomes(of: Option<&str>) -> String {
    of.map(|of| format!(" i {of} udfald")).unwrap_or_default()
}

fn luck_of(Crowd { people, moves }: Crowd) -> String {
    match people {
        Some(people) if moves => format!("Hvordan {} tilfældigvis flytter", CITIZEN.after(people)),
        None if moves => "Hvordan borgerne tilfældigvis flytter".to_owned(),
        Some(people) => {
            let among = if is_one(people) { "for" } else { "blandt" };
            format!("Tilfældigheder {among} {}", PARTICIPANT.after(people))
        }
        None => "Tilfældigheder blandt deltagerne".to_owned(),
    }
}

fn in_years(years: usize) -> String {
    const NAMES: [&str; 13] =
        ["nul", "ét", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"];
    NAMES.get(years).map_or_else(|| format!("{years}{TIE}år"), |name| format!("{name}{TIE}år"))
}
