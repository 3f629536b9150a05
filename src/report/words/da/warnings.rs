//! Warnings, in Danish. What is written in a scenario stands as it is written there: `129.000` is 129.

use crate::report::digits::Locale;
use crate::report::words::warnings::Words;
use crate::scenario::Warning;
use crate::scenario::spelling::quoted_list;
use crate::scenario::warning::{Ends, Hidden, Lacking, While, is_of_a_sum, is_tiny, percent, plainly};

pub(super) const WARNINGS: Words = Words { message, help };

fn message(warning: &Warning) -> String {
    match warning {
        Warning::UnusedInput { input } => format!("forudsætningen `{input}` bruges ikke til noget"),
        Warning::NoSource { input } => format!("forudsætningen `{input}` har ingen kilde"),
        Warning::NoEvidence { input } => {
            format!("det er ikke angivet, hvor stærkt grundlaget for forudsætningen `{input}` er")
        }
        Warning::LiteralZeroCounterfactual { outcome } => {
            format!("resultatet `{outcome}` går ud fra, at ingen ville have nået det uden indsatsen")
        }
        Warning::BeforeAfterRate { outcome, input } => format!(
            "andelen, der når resultatet `{outcome}`, er en før-efter-måling (forudsætningen `{input}`), der bruges, som om den var en \
             virkning"
        ),
        Warning::Pathway(warning) => super::pathway_warnings::message(warning),
        Warning::UndiscountedHorizon { horizon } => {
            format!("der regnes med {horizon} år uden diskontering")
        }
        Warning::EffectBeyondHorizon { effect, last, horizon } => format!(
            "konsekvensen `{effect}` fortsætter til og med år {last}, men intet efter år {horizon} tæller med"
        ),
        Warning::RelapseCountedTwice { effect, outcome, input } => format!(
            "konsekvensen `{effect}` regner tilbagefald med to gange: det er allerede med i forudsætningen `{input}`, og resultatet \
             `{outcome}` har `relapse`"
        ),
        Warning::AveragePriceCashable { effect, input } => {
            format!("konsekvensen `{effect}` frigiver hele en gennemsnitspris (forudsætningen `{input}`)")
        }
        Warning::MixedPriceYears { input, year, scenario } => {
            format!("forudsætningen `{input}` er i {year}-priser, scenariet i {scenario}-priser")
        }
        Warning::InfiniteMean { input } => {
            format!("forudsætningen `{input}` har intet endeligt gennemsnit")
        }
        Warning::ThousandsPoint { path, written, read, meant, more } => {
            let more = if *more > 0 { format!("; der er {more} til af samme slags") } else { String::new() };
            format!("`{written}` i `{path}` er `{read}`, ikke `{meant}`{more}")
        }
        Warning::NegativeCost { cost } => {
            format!("omkostningen `{cost}` er under 0, uanset hvad der sker: den tæller som en besparelse")
        }
        Warning::SteepRate { path, rate } => {
            format!("`{path}` er {} om året", LOCALE.per_cent(rate.replace('.', ",")))
        }
        Warning::WideAmount { input } => {
            format!("forudsætningen `{input}` har en standardafvigelse, der er større end dens gennemsnit")
        }
        Warning::CasesAsDoubt { input } => format!(
            "forudsætningen `{input}` ligner tal fra enkelte sager, men står for ét beløb, der er det samme for alle"
        ),
        Warning::TotalPerPerson { line, input } => format!(
            "`{line}` tæller forudsætningen `{input}` for hver person, men efter enheden er den ét beløb for alle"
        ),
        Warning::EffectEndsEarly { last, .. } => {
            format!("der regnes ikke med noget efter år {last}: en længere horisont ændrer intet")
        }
        Warning::ExclusiveEffects { first, second, .. } => format!(
            "resultaterne `{first}` og `{second}` har begge konsekvenser, men en person når højst ét af dem"
        ),
        Warning::IdleRequirement { requirement, holds, metric, low, high } => {
            let verdict = if *holds { "holder" } else { "holder ikke" };
            let low = LOCALE.written(*low);
            let range = match high {
                Some(high) => format!("ligger altid mellem {low} og {}", LOCALE.written(*high)),
                None => format!("er altid {low} eller mere"),
            };
            format!("kravet `{requirement}` {verdict}, uanset hvad der sker: `{metric}` {range}")
        }
        Warning::RequirementInsideError { requirement, draws } => format!(
            "kravet `{requirement}` kan ikke afgøres med {} udfald: dets grænse ligger inden for simuleringsfejlen",
            LOCALE.whole(*draws)
        ),
        Warning::TooFewDraws { draws, .. } => {
            format!("{} udfald er for få til to pålidelige cifre", LOCALE.whole(*draws))
        }
        Warning::FewDrawsDecide { perspectives, deciding, draws } => format!(
            "gennemsnit og standardafvigelse af nettoresultatet for {} hviler på omkring {} af {} udfald: intervallerne er for smalle",
            quoted(perspectives),
            LOCALE.whole(*deciding),
            LOCALE.whole(*draws)
        ),
        Warning::NoFiniteError { perspectives, lacking } => {
            format!(
                "nettoresultatet for {} har for lang en hale: {}",
                quoted(perspectives),
                self::lacking(*lacking)
            )
        }
        Warning::RatesClamped { path, within_unit, share, adjusted } => {
            let before = (!adjusted).then(|| "uden optimisme og `cashable`".to_owned());
            clamped(before, path, *within_unit, *share)
        }
        Warning::RatesClampedWhile { held, path, within_unit, share } => {
            clamped(Some(while_held(held)), path, *within_unit, *share)
        }
        Warning::GroupNotValued { group, reason } => {
            format!("det kan ikke siges, hvad det er værd at kende gruppen {group}: {reason}")
        }
        Warning::PaymentsNotLinear { perspectives, hidden } => {
            let hidden = match hidden {
                Hidden::SharesTogether => "forudsætningernes andele sammen med andre",
                Hidden::Worth => "værdien af at vide mere",
            };
            format!(
                "betalingerne følger ikke antallene i en ret linje, så for {} kan {hidden} ikke angives",
                quoted(perspectives)
            )
        }
        Warning::PartsLeftOut { inputs } => match inputs.as_slice() {
            [input] => format!(
                "forudsætningen `{input}` består af dele, der tilsammen udgør én helhed, så ingen af dem flytter sig alene: den sættes \
                 ikke til ét tal"
            ),
            inputs => format!(
                "forudsætningerne {} består af dele, der tilsammen udgør én helhed, så ingen af dem flytter sig alene: de sættes ikke til \
                 ét tal",
                quoted(inputs)
            ),
        },
        Warning::PaymentUnseen { payment } => {
            format!("der betales intet af betalingen `{payment}` i noget udfald")
        }
        Warning::PrecisionCap { draws, precision } => format!(
            "præcisionen {} blev ikke nået inden for {} udfald",
            LOCALE.written(*precision),
            LOCALE.whole(*draws)
        ),
        Warning::Comparison(warning) => super::comparison_warnings::message(warning),
    }
}

fn help(warning: &Warning) -> String {
    let text = match warning {
        Warning::UnusedInput { input } => {
            return format!("nævn `{input}` i en formel eller et beløb, eller fjern den");
        }
        Warning::NoSource { .. } => {
            "tilføj `source = \"…\"`: den undersøgelse, det register eller den person, som tallet kommer fra"
        }
        Warning::NoEvidence { .. } => {
            "tilføj `evidence = \"…\"`: `trial`, `quasi-experiment`, `before-after`, `register`, `expert` eller `assumption`"
        }
        Warning::LiteralZeroCounterfactual { outcome } => {
            return format!(
                "nogle klarer sig selv: angiv som `counterfactual` i [outcomes.{outcome}], hvad en sammenligningsgruppe nåede, eller \
                 `rate_is_net = true`, hvis andelen allerede er forskellen"
            );
        }
        Warning::BeforeAfterRate { .. } => {
            "folk, der søger hjælp, får det ofte bedre alligevel: tilføj en `counterfactual` fra en sammenligningsgruppe eller en \
             spredning, der når ned til ingen virkning"
        }
        Warning::Pathway(warning) => return super::pathway_warnings::help(warning),
        Warning::UndiscountedHorizon { .. } => {
            "penge senere er mindre værd end penge nu: angiv `rate` i [discount]; i danske samfundsøkonomiske analyser er den `0.035`"
        }
        Warning::EffectBeyondHorizon { last, .. } => {
            return format!("hæv `horizon` til {last}, eller lad `years` slutte, hvor grundlaget slutter");
        }
        Warning::RelapseCountedTwice { .. } => {
            "sæt `relapse = 0` på resultatet, eller brug et beløb, der gælder for dem, der fastholder det"
        }
        Warning::AveragePriceCashable { .. } => {
            "husleje og personale er der stadig, når én person går: sæt `cashable` til den andel af prisen, som budgettet faktisk frigiver"
        }
        Warning::MixedPriceYears { scenario, .. } => {
            return format!(
                "beløb omregnes aldrig: omregn tallet til {scenario}-priser, og skriv det i `source`"
            );
        }
        Warning::InfiniteMean { .. } => {
            "dette scenarie har hverken gennemsnit eller forventede værdier: læs dets fraktiler, eller begræns forudsætningen med `max`"
        }
        Warning::ThousandsPoint { meant, read, written, .. } => {
            let plainly = plainly(read, written);
            return format!(
                "skriv `{meant}`, hvis der menes tusinder, eller `{plainly}`, hvis det er `{read}`"
            );
        }
        Warning::NegativeCost { .. } => {
            "skriv en omkostning som et positivt beløb; en besparelse er en konsekvens eller en omkostning med minus foran en \
             forudsætning: `-name`"
        }
        Warning::SteepRate { .. } => {
            "3,5\u{a0}% er `0.035`; menes der så meget, så gør det til en forudsætning med `unit = \"andel pr. år\"`"
        }
        Warning::WideAmount { .. } => {
            "kontrollér `sd` (den er ingen varians og ingen sum); er det tal fra enkelte sager, så angiv `varies = \"person\"`; er \
             spredningen ment sådan, så angiv fordelingen ved to fraktiler, som `p5` og `p95`"
        }
        Warning::CasesAsDoubt { .. } => {
            "er det tal fra enkelte sager, så angiv `varies = \"person\"`; er det tvivl om gennemsnittet, så angiv \
             `varies = \"scenario\"`"
        }
        Warning::TotalPerPerson { .. } => {
            "divider med antallet af personer i formlen, tæl linjen `per = \"programme\"`, eller angiv i `unit`, pr. hvem beløbet er"
        }
        Warning::EffectEndsEarly { effect, last, .. } => {
            return format!(
                "skriv `horizon = {last}`, lad `years` for konsekvensen `{effect}` fortsætte, så langt grundlaget rækker, eller angiv, \
                 hvordan den aftager: `fade`, eller `relapse` på dens resultat"
            );
        }
        Warning::ExclusiveEffects { unsaid, .. } => {
            return format!(
                "skriv `group` i [outcomes.{unsaid}] og de andre: forskellige, hvis en person kan nå flere af dem, den samme, hvis det er \
                 meningen"
            );
        }
        Warning::IdleRequirement { .. } => "sæt en grænse, så kravet både kan holde og ikke holde",
        Warning::RequirementInsideError { draws, .. } => {
            return format!(
                "kør med flere udfald, som `--draws {}`, eller sæt grænsen et andet sted",
                draws.saturating_mul(10)
            );
        }
        Warning::TooFewDraws { enough, .. } => return format!("kør med `--draws {enough}` eller flere"),
        Warning::FewDrawsDecide { .. } => {
            "kør med flere `--draws`; se efter, om halen på en forudsætning skal række så langt"
        }
        Warning::NoFiniteError { .. } => {
            "skær forudsætningen af med `min` og `max`, hvor ingen tror på den, eller læs fraktiler og sandsynligheder"
        }
        Warning::RatesClamped { path, .. } | Warning::RatesClampedWhile { path, .. } if is_of_a_sum(path) => {
            "ingen af sandsynlighederne er for stor i sig selv: divider dem med deres sum, hvor den er over 1, som udfaldene gør det, eller lad \
             dem være dele af én `dirichlet`"
        }
        Warning::RatesClamped { .. } | Warning::RatesClampedWhile { .. } => {
            "brug en fordeling, der holder sig inden for 0 til 1, som `beta` eller `logit_normal`, eller ret formlen"
        }
        Warning::GroupNotValued { .. } => {
            "begræns forudsætningerne uden for gruppen med `min` og `max`, eller ret den formel, der er nævnt"
        }
        Warning::PaymentsNotLinear { .. } => {
            "læs det for et perspektiv, der rummer begge ender af hver betaling, som et med alle kasser"
        }
        Warning::PartsLeftOut { .. } => {
            "søg på et tal i dens fordeling, som `--number inputs.moves.dirichlet.counts.own_home=8:32`; `sensitivity` og `value` tager \
             den som en helhed"
        }
        Warning::PaymentUnseen { .. } => {
            "kontrollér dens grænser og år og enhederne for det, den afhænger af"
        }
        Warning::PrecisionCap { .. } => "hæv `--draws`, eller bed om mindre præcision",
        Warning::Comparison(warning) => return super::comparison_warnings::help(warning),
    };
    text.to_owned()
}

const LOCALE: Locale = Locale::DANISH;

fn quoted(names: &[String]) -> String {
    quoted_list(names, "og")
}

fn lacking(what: Lacking) -> &'static str {
    match what {
        Lacking::Mean => "det har hverken gennemsnit eller standardafvigelse",
        Lacking::Sd => {
            "standardafvigelsen er uendelig, og for gennemsnittet kan der ikke angives nogen simuleringsfejl"
        }
        Lacking::ErrorOfSd => "for standardafvigelsen kan der ikke angives nogen simuleringsfejl",
        Lacking::ErrorOfChanges => {
            "for gennemsnit af nettoresultatet og deres ændringer kan der ikke angives nogen simuleringsfejl"
        }
        Lacking::ErrorOfWorth => "for værdien af at vide mere kan der ikke angives nogen simuleringsfejl",
        Lacking::Variance => "variansen er uendelig, og ingen forudsætning har en andel af den",
        Lacking::ErrorOfShares => "for andelene af variansen kan der ikke angives nogen simuleringsfejl",
    }
}

/// That a formula is clamped, with what it happens under in front: then the verb comes next.
fn clamped(before: Option<String>, path: &str, within_unit: bool, share: f64) -> String {
    let share = match is_tiny(share) {
        true => LOCALE.per_cent("under 0,01".to_owned()),
        false => LOCALE.per_cent(percent(share).replace('.', ",")),
    };
    let (verb, from) = if within_unit { ("ligger", "uden for 0 til 1") } else { ("falder", "under 0") };
    let held = if within_unit { "holdes dér inden for grænserne" } else { "sættes dér til 0" };
    let clause = match before {
        Some(before) => format!("{before} {verb} `{path}` {from}"),
        None => format!("`{path}` {verb} {from}"),
    };
    format!("{clause} i {share} af udfaldene og {held}")
}

fn while_held(held: &While) -> String {
    match held {
        While::Input { input, at } => format!("når `{input}` er {},", LOCALE.written(*at)),
        While::Cell => "i en af tabellens celler".to_owned(),
        While::All(Ends::Unfavourable) => "med alle forudsætninger i deres ugunstige yderpunkt".to_owned(),
        While::All(Ends::Median) => "med alle forudsætninger ved deres median".to_owned(),
        While::All(Ends::Favourable) => "med alle forudsætninger i deres gunstige yderpunkt".to_owned(),
    }
}
