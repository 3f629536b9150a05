//! What a page on a run says, in Danish.

use crate::report::count::Of100;
use crate::report::digits::TIE;
use crate::report::names::capitalised;
use crate::report::words::counted::{Noun, is_one};
use crate::report::words::page::{Course, Crowd, Grounds, Words};

pub(super) const PAGE: Words = Words {
    kicker: "Business case for en social investering",
    of_100: |of| match of {
        Of100::None => format!("0{TIE}af{TIE}100"),
        Of100::UnderOne => format!("under{TIE}1 af{TIE}100"),
        Of100::Some(n) => format!("{n}{TIE}af{TIE}100"),
        Of100::OverNinetyNine => format!("over{TIE}99 af{TIE}100"),
        Of100::All => format!("100{TIE}af{TIE}100"),
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
        format!("{}, {pays}, får sine egne igen i {of}.", capitalised(payer))
    },
    fact_chance: |who, horizon| {
        format!("sandsynlighed for, at {who} har fået pengene igen senest i år{TIE}{horizon}")
    },
    fact_half: "da er halvdelen af udfaldene tjent hjem",
    never: "ikke inden for årene",
    fact_never: |horizon| format!("er halvdelen af udfaldene tjent hjem; der regnes til år{TIE}{horizon}"),
    fact_mean: |low, high| {
        format!("i nettoresultat i gennemsnit; 9{TIE}af{TIE}10 udfald mellem {low} og {high}")
    },
    fact_certain: "i nettoresultat; intet i beregningen er uvist",
    holds: "✓ holder",
    fails: "✗ holder ikke",
    undecided: "? uafgjort",
    fact_require: |at_least, threshold, what| {
        format!("kravet om {} {threshold} {what}", if at_least { "mindst" } else { "højst" })
    },
    fact_requirements: |held, all| format!("{held}{TIE}af{TIE}{all} krav holder"),
    probability: "sandsynlighed",
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
    nine_in_ten: |low, high| format!("9{TIE}af{TIE}10 udfald: {low} til {high}"),
    further_out: |n| format!("{n}{TIE}længere ude"),
    dots_say: |who, lost, back, middle, range| {
        format!(
            "Prikdiagram: 100 lige sandsynlige udfald af nettoresultatet for {who}. {lost} ligger under nul, {back} på eller over nul. Midterste udfald {middle}; {range}"
        )
    },
    dots_read: "Hver prik er ét af 100 lige sandsynlige udfald. De åbne prikker til venstre for vendepunktet er udfald, hvor udgiften ikke kommer igen.",
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
            "Nettoresultat pr. kasse, {unit} i nutidsværdi. Yderst: hvor mange af 100 udfald der er tjent hjem"
        )
    },
    loses: "taber",
    gains: "vinder",
    is_back: "tjent hjem",
    spans_say: "Spændet i nettoresultat for hver kasse",
    span_says: |who, low, high, middle, of| {
        format!("{who} {low} til {high}, midterste {middle}, tjent hjem i {of}")
    },
    wrong_pockets: "Den forkerte kasse.",
    wrong_pocket: |of, who, payer| match of {
        Some(of) => format!("I {of} udfald får {who} pengene igen, mens {payer} taber."),
        None => format!("{} får pengene igen, mens {payer} taber.", capitalised(who)),
    },
    bars_read: "Tyk bjælke: hvert andet udfald. Tynd: 9 af 10. Streg: det midterste.",
    where_money_goes: |unit, certain| {
        let mean = if certain { "" } else { " i gennemsnit" };
        format!("Udgifter og besparelser{mean}, {unit} i nutidsværdi")
    },
    net: "Nettoresultat",
    ask_when: "Hvornår?",
    half_by: |year| format!("Halvdelen af udfaldene er tjent hjem i år{TIE}{year}"),
    never_half: |horizon| format!("Under halvdelen af udfaldene er tjent hjem i år{TIE}{horizon}"),
    certain_by: |year| format!("Pengene er tjent hjem i år{TIE}{year}"),
    certain_never: |horizon| format!("Pengene er ikke tjent hjem i år{TIE}{horizon}"),
    payer_by: |payer, year| format!("; for {payer} i år{TIE}{year}"),
    payer_not_by: |payer, horizon| format!("; for {payer} ikke senest i år{TIE}{horizon}"),
    about_when: "Hvor mange af 100 udfald der er tjent hjem senest i hvert år",
    half: "halvdelen",
    all_100: "alle 100",
    year_0: "år\u{a0}0",
    year: |year| format!("år{TIE}{year}"),
    never_column: "ikke i årene",
    pay_nothing: |payers, _| format!("{payers} har ingen udgift i beregningen og er derfor aldrig i minus."),
    not_shown: |more| format!("{} mere står i tabellen.", PAYER.after(more)),
    chance_by_year: "Sandsynlighed for at være tjent hjem senest i året",
    ask_overturns: "Hvad kan vælte det?",
    turns: |is_required, holds_now, input, above, value| {
        let what = match (is_required, holds_now) {
            (true, true) => "Kravet holder kun, så længe",
            (true, false) => "Kravet holder først, når",
            (false, true) => "Pengene kommer igen i mindst halvdelen af udfaldene, så længe",
            (false, false) => "Pengene kommer først igen i mindst halvdelen af udfaldene, når",
        };
        format!("{what} »{input}« er {} {value}", if above { "mindst" } else { "højst" })
    },
    nothing_turns: |is_required| match is_required {
        true => "Ingen enkelt forudsætning afgør alene, om kravet holder",
        false => "Ingen enkelt forudsætning vender svaret alene",
    },
    about_turns: |who, input| {
        format!("Hvor mange af 100 udfald der er tjent hjem for {who}, ved forskellige værdier af »{input}«")
    },
    need: |is_required, per_cent| match is_required {
        true => format!("kravet: mindst {per_cent}"),
        false => format!("halvdelen: {per_cent}"),
    },
    now: |value| format!("nu {value}"),
    back_of_100: "tjent hjem, af 100 udfald",
    weak_point: "Det svage punkt.",
    fixed_point: "Forudsætningen er et fast tal: resten af siden regner med, at det er rigtigt. Figuren viser, hvad der sker, hvis det ikke er.",
    others_as_drawn: "De øvrige forudsætninger varierer, som de er angivet.",
    requirement: "kravet",
    requirement_met: |met| if met { "holder" } else { "holder ikke" },
    on_draws: |draws, error| {
        format!(
            "Regnet på {draws} af udfaldene; en sandsynlighed er her usikker med op til ±{TIE}{error} procentpoint."
        )
    },
    ask_drives: "Hvad driver det?",
    luck_most: |crowd| match crowd.moves {
        true => format!("{}, betyder mere end nogen forudsætning", luck_of(crowd)),
        false => format!("{} flytter mere end nogen forudsætning", luck_of(crowd)),
    },
    input_most: |input| format!("»{input}« flytter resultatet mest af alle forudsætninger"),
    about_drives: |who, unit| {
        format!(
            "Nettoresultat i gennemsnit for {who}, {unit}, når én forudsætning ad gangen går fra lav til høj (5\u{a0}%- til 95\u{a0}%-punktet) og resten varierer, som de er angivet"
        )
    },
    luck: luck_of,
    parts_left_out: |inputs| {
        format!("Ikke vist: {inputs}, hvis dele deler en helhed, så ingen af dem kan flyttes alene.")
    },
    at_means: "alle tal på middelværdien",
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
        let middle = if certain { "" } else { " i det midterste udfald" };
        let years = in_years(years);
        match (out, end) {
            (Some(out), Some(end)) => format!("Fra {out} ude til {end} {side} på {years}{middle}"),
            (Some(out), None) => format!("Fra {out} ude til nul på {years}{middle}"),
            (None, Some(end)) => format!("{end} {side} på {years}{middle}"),
            (None, None) => format!("Hverken plus eller minus efter {years}{middle}"),
        }
    },
    about_runs: |unit, price_year| format!("Opsamlet, diskonteret pengestrøm, {unit} i {price_year}-priser"),
    bands: ["9 af 10 udfald i det lyse,", "hvert andet i det mørke"],
    fans_say: |who, first, last, certain| {
        let middle = if certain { "" } else { "midterste udfald " };
        format!("{who}: {middle}fra {first} i år 0 til {last} i det sidste år")
    },
    fans_on_draws: |draws| format!("Årene før det sidste er aflæst på {draws} af udfaldene."),
    fans_read: |certain| match certain {
        true => "Over nul er pengene tjent hjem.",
        false => "Linjen er det midterste udfald. Over nul er pengene tjent hjem.",
    },
    same_scale: "Samme skala for alle kasser.",
    lower: "5 % under",
    middle: "midterste",
    upper: "5 % over",
    ask_sure: "Hvor sikkert er tallet?",
    mostly_doubt: |per_cent| format!("{per_cent} af usikkerheden kan fjernes med bedre viden"),
    mostly_luck: |per_cent| format!("Kun {per_cent} af usikkerheden kan fjernes med bedre viden"),
    only_doubt: "Hele usikkerheden kommer af uvished om tallene",
    only_luck: |moves| match moves {
        true => "Hele usikkerheden kommer af, hvordan borgerne tilfældigvis flytter",
        false => "Hele usikkerheden kommer af tilfældigheder blandt deltagerne",
    },
    about_sure: |who| format!("Hvad spredningen i nettoresultatet kommer af for {who}"),
    doubt: |per_cent| (format!("{per_cent} uvished om tallene"), "mindskes af bedre viden".to_owned()),
    chance: |per_cent, moves| match moves {
        true => {
            let says = format!("{per_cent} hvordan borgerne tilfældigvis flytter");
            (says, "mindskes af flere borgere".to_owned())
        }
        false => (format!("{per_cent} held og uheld"), "mindskes af flere deltagere".to_owned()),
    },
    error: |chance, points| {
        format!(
            "Simuleringsfejlen: {chance} {points} procentpoint, som flere udfald ville fjerne. Det siger intet om, hvorvidt forudsætningerne er rigtige."
        )
    },
    exact: "Selve beregningen er uden simuleringsfejl. Det siger intet om, hvorvidt forudsætningerne er rigtige.",
    ask_assumed: "Hvad er antaget?",
    assumed: |Grounds { weak, unsaid, all }| match (weak, unsaid) {
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
    nothing_assumed: "Alle tal står fast i scenariet",
    assumption_columns: ["Forudsætning", "Fordeling", "9 af 10 gange", "Grundlag og kilde"],
    assumptions: "Forudsætninger",
    curves_read: "Kurven viser, hvor sandsynlig hver værdi regnes for at være. Det farvede er 9 af 10 gange.",
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
            "Indsatsen spilles igennem {draws} gange. Hver gang trækkes de usikre tal på ny, og {lot}. Nettoresultatet er diskonterede besparelser minus udgifter; pengene er tjent hjem, når det er nul eller mere. Der er ikke regnet med virkninger efter år{TIE}{horizon}."
        )
    },
    scenario: "Scenarie",
    program: "Program",
    run: "Kørsel",
    again: "Gentag",
    contract: |version, contract| format!("vendepunkt {version}, udfaldsregler {contract}"),
    draws: |draws, seed| format!("{draws} udfald, frø {seed}"),
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
            format!("Held og uheld {among} {}", PARTICIPANT.after(people))
        }
        None => "Held og uheld blandt deltagerne".to_owned(),
    }
}

fn in_years(years: usize) -> String {
    const NAMES: [&str; 13] =
        ["nul", "ét", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"];
    NAMES.get(years).map_or_else(|| format!("{years}{TIE}år"), |name| format!("{name}{TIE}år"))
}
