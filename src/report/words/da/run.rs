//! The report on a run, in Danish.

use crate::report::digits::TIE;
use crate::report::document::{Text, Tone};
use crate::report::names::spoken;
use crate::report::standing::{Mean, Often, Standing};
use crate::report::words::counted::Noun;
use crate::report::words::run::{Back, Ends, Expected, Words};
use crate::scenario::Timing;
use crate::summary::results::Verdict;

pub(super) const RUN: Words = Words {
    participants: |people| PARTICIPANT.after(people),
    years: |horizon| format!("år{TIE}0–{horizon}"),
    prices: |currency, price_year| match currency {
        "" => format!("{price_year}-priser"),
        currency => format!("{currency} i {price_year}-priser"),
    },
    not_discounted: "ikke diskonteret",
    discounted: |rates, timing| {
        let when = match timing {
            Timing::Start => "ved årets begyndelse",
            Timing::Mid => "midt i året",
            Timing::End => "ved årets slutning",
        };
        format!("diskonteret med {rates} om året ({when})")
    },
    rate_from: |year, rate| format!(", fra år{TIE}{year} {rate}"),
    comes_back: |whose, probability, about| {
        let verb = match whose.pays {
            false => "betaler intet og taber intet",
            true => "får pengene igen",
        };
        let text = Text::from(format!("{} {verb} med en sandsynlighed på ", subject(whose.name)));
        let about = about.map_or(".".to_owned(), |about| format!(": {about}."));
        text.and_all(probability).and(about)
    },
    comes_back_surely: |whose, gains, why| {
        let verb = match (whose.pays, gains) {
            (false, true) => "betaler intet og taber intet",
            (false, false) => "betaler intet, men taber",
            (true, true) => "får pengene igen",
            (true, false) => "får ikke pengene igen",
        };
        let tone = if gains { Tone::VeryGood } else { Tone::VeryBad };
        Text::from(format!("{} ", subject(whose.name))).with(tone, verb).and(format!(": {why}."))
    },
    all_fixed: "alle forudsætninger ligger fast, og intet afhænger af held og uheld",
    nothing_bears: "hverken usikre forudsætninger eller nogens held og uheld har indflydelse på det",
    about: |n, of| format!("i omkring {n}{TIE}ud af{TIE}{of}{TIE}udfald"),
    more_than: |n, of| format!("i mere end {n}{TIE}ud af{TIE}{of}{TIE}udfald"),
    less_than: |n, of| format!("i under {n}{TIE}ud af{TIE}{of}{TIE}udfald"),
    does_not_vary: |mean| Text::from("Nettoresultatet er ").and_all(mean).and(" og varierer ikke."),
    spreads: |mean, error, ends| {
        let text = Text::from("Nettoresultatet er ").and_all(mean).and(" i gennemsnit").and_all(error);
        match ends {
            None => text.and("; i ni ud af ti udfald er det samme beløb."),
            Some([low, high]) => {
                let text = text.and("; i ni ud af ti udfald ligger det mellem ").and_all(low);
                text.and(" og ").and_all(high).and(".")
            }
        }
    },
    goes_against: |loses| {
        let says = match loses {
            true => "oftere gevinst end tab, men i gennemsnit tab",
            false => "oftere tab end gevinst, men i gennemsnit gevinst",
        };
        Text::from(" Der er ").with(Tone::Caution, says).and(": det, der er sjældnere, er større.")
    },
    not_back: |share, horizon| {
        let by = format!("ved udgangen af år{TIE}{horizon}, det sidste, der regnes med.");
        match share {
            Some(share) => {
                let text = Text::from("I ").and_all(share);
                text.and(format!(" af udfaldene er pengene ikke tjent hjem {by}"))
            }
            None => Text::from(format!("Pengene er ikke tjent hjem {by}")),
        }
    },
    surely_back: |year| Text::from("Pengene er tjent hjem i ").strong(format!("år{TIE}{year}")).and("."),
    back: |back, never, horizon| {
        let text = match back {
            Back::Nearly(year, share) => {
                let named = format!("år{TIE}{year}");
                let Some(share) = share else {
                    return Text::from("Pengene er tjent hjem senest i ")
                        .strong(named)
                        .and(" i alle udfald.");
                };
                let text = Text::from("I ").and_all(share);
                text.and(" af udfaldene er pengene tjent hjem senest i ").strong(named)
            }
            Back::Half(year, range) => {
                let text = Text::from("I halvdelen af alle udfald er pengene tjent hjem senest i ");
                let text = text.strong(format!("år{TIE}{year}"));
                match range {
                    None => text,
                    Some((from, to)) => {
                        let to = to.map_or("senere".to_owned(), |to| to.to_string());
                        text.dim(format!(" ({from}–{to})"))
                    }
                }
            }
        };
        let text = text.and("; i ").and_all(never);
        text.and(format!(" er de det ikke ved udgangen af år{TIE}{horizon}, det sidste, der regnes med."))
    },
    no_cost: || {
        let text = Text::of(Tone::Caution, "Ingen omkostning er angivet: ");
        text.and("det, der kommer igen, holdes ikke op mod noget.")
    },
    wrong_pocket: |losers| {
        let last = losers.len().saturating_sub(1);
        let mut text = Text::of(Tone::Caution, "Gevinsten lander i en anden kasse: ");
        for (place, (share, payer)) in losers.into_iter().enumerate() {
            text = match place {
                0 => {
                    let text = text.and("i ").and_all(share);
                    text.and(format!(" af udfaldene får det offentlige pengene igen, mens {payer} taber"))
                }
                place => {
                    let between = if place == last { " og i " } else { ", i " };
                    text.and(between).and_all(share).and(format!(", mens {payer} taber"))
                }
            };
        }
        text.and(".")
    },
    requirement: |verdict| {
        let (tone, says) = match verdict {
            Verdict::Fail => (Tone::Bad, "er ikke opfyldt"),
            Verdict::Inconclusive => (Tone::Caution, "er uafgjort"),
            Verdict::Pass => (Tone::Good, "er opfyldt"),
        };
        Text::from("Kravet ").with(tone, says).and(".")
    },
    of_requirements: |counts| {
        let text =
            counts.iter().enumerate().fold(Text::from("Kravene: "), |text, (place, (verdict, count))| {
                let (tone, says) = match verdict {
                    Verdict::Fail => (Tone::Bad, "er ikke opfyldt"),
                    Verdict::Inconclusive => (Tone::Caution, "er uafgjort"),
                    Verdict::Pass => (Tone::Good, "er opfyldt"),
                };
                let between = if place > 0 { ", " } else { "" };
                text.and(between).with(tone, format!("{count}{TIE}{says}"))
            });
        text.and(".")
    },
    net_benefit_of: |whose| format!("nettoresultat, {whose}"),
    present_value: |unit| format!("{unit}, nutidsværdi"),
    loss: "tab ",
    break_even: "tjent hjem ",
    median: "median",
    sd: "standardafvigelse",
    back_by_year: "tjent hjem år for år",
    has_its_money_back: |whose| format!("sandsynlighed for, at {whose} har fået pengene igen"),
    who_pays: "hvem betaler, hvem vinder",
    net_benefit_in: |unit| format!("nettoresultat, {unit}"),
    half_back_by: "halvdelen af udfaldene tjent hjem senest",
    back_by: "tjent hjem",
    standing: |standing| match standing {
        Standing::Untouched => "uberørt",
        Standing::Even => "lige sandsynligt",
        Standing::Gains(_, Mean::Loss) => "vinder oftest, taber i snit",
        Standing::Loses(_, Mean::Gain) => "taber oftest, vinder i snit",
        Standing::Gains(Often::Always, Mean::Gain) => "vinder",
        Standing::Gains(Often::Mostly, Mean::Gain) => "vinder som regel",
        Standing::Gains(Often::Always, Mean::Open) => "går lige op",
        Standing::Gains(Often::Mostly, Mean::Open) => "går som regel lige op",
        Standing::Loses(Often::Always, Mean::Loss) => "taber",
        Standing::Loses(Often::Mostly, Mean::Loss) => "taber som regel",
        Standing::Loses(Often::Always, Mean::Open) => "når det ikke",
        Standing::Loses(Often::Mostly, Mean::Open) => "når det som regel ikke",
    },
    payer_goes_against: |payer, loses| match loses {
        true => format!("{payer} vinder i de fleste udfald, men taber i gennemsnit."),
        false => format!("{payer} taber i de fleste udfald, men vinder i gennemsnit."),
    },
    no_loser: |share| Text::from("I ").and_all(share).and(" af udfaldene taber ingen offentlig kasse."),
    how_often: "hvor ofte",
    avoided: "undgået",
    successes_needed: "hvor mange der skal lykkes",
    expected,
    needed: "nødvendige",
    chance_of_so_many: "sandsynlighed for så mange",
    cost_per_success: "omkostning pr. succes",
    no_number: "intet antal",
    lines: "omkostninger og gevinster fordelt på kasser",
    mean_present_value: |unit| format!("gennemsnitlig nutidsværdi, {unit}"),
    net_benefit: "Nettoresultat",
    so_far: "hidtil, diskonteret",
    so_far_low: "hidtil, P5",
    so_far_high: "hidtil, P95",
    by_year: "pengene år for år",
    mean_flow: |unit| format!("gennemsnitlig nettostrøm, {unit}"),
    further: "flere tal",
    amounts_in: |currency| format!("beløb i {currency}"),
    per_participant: "pr. deltager",
    ratio: "gevinst i forhold til omkostning",
    return_on_investment: "afkast af investeringen",
    worst: "værste tyvendedel, gennemsnit",
    peak: "største udlæg",
    peak_high: "største udlæg, P95",
    unadjusted: |chance, mean| {
        let text =
            Text::from("Uden fradrag for optimisme og for det, et budget ikke kan frigive: tjent hjem i ");
        let text = text.and_all(chance).and(" af udfaldene, nettoresultat ").and_all(mean);
        text.and(" i gennemsnit.")
    },
    why_it_spreads: "hvor usikkerheden kommer fra",
    from_inputs: |share| {
        let says =
            "at man ikke kender forudsætningerne (parameterusikkerhed): bedre viden ville mindske den.";
        match share {
            None => format!("Hele variansen skyldes, {says}").into(),
            Some(share) => share.and(format!(" af variansen skyldes, {says}")),
        }
    },
    from_luck: |share, moves| {
        let says = match moves {
            true => {
                "hvordan borgerne tilfældigvis flytter (tilfældighed): kun flere borgere ville udjævne den."
            }
            false => "deltagernes held og uheld (tilfældighed): kun flere deltagere ville udjævne den.",
        };
        match share {
            None => format!("Hele variansen skyldes {says}").into(),
            Some(share) => share.and(format!(" skyldes {says}")),
        }
    },
    of_that: " Af den forklarer ",
    explains: |inputs, others| {
        let explained = inputs.into_iter().enumerate().map(|(place, [input, share])| {
            let between = if place > 0 { ", " } else { "" };
            Text::from(between).and_all(input).and(" ").and_all(share)
        });
        let text = explained.fold(Text::default(), Text::and_all);
        text.and(if others { ", andre mindre." } else { "." })
    },
    no_spread: |why| format!("Nettoresultatet varierer ikke: {why}."),
    base_case: |value| {
        Text::from("Med alle forudsætninger på deres gennemsnit (grundberegningen) er nettoresultatet ")
            .and_all(value)
    },
    base_case_same: "; gennemsnittet af alle udfald er det samme inden for simuleringsfejlen.",
    base_case_gap: |size, above| {
        let side = if above { "over" } else { "under" };
        Text::from("; gennemsnittet af alle udfald ligger ").and_all(size).and(format!(" {side}."))
    },
    requirements: "krav",
    metric,
    required: |metric, of, is, at_least, threshold| {
        let text = match is {
            Some(is) => Text::from(format!(": {metric} er ")).and_all(is).and(format!(" for {of}")),
            None => Text::from(format!(": {metric} for {of} findes ikke")),
        };
        let bound = if at_least { "mindst" } else { "højst" };
        text.and(format!("; kravet er {bound} {threshold}"))
    },
};

const PARTICIPANT: Noun = Noun("deltager", "deltagere");

fn subject(name: Option<&str>) -> &str {
    name.unwrap_or("Det offentlige")
}

fn expected(of: Expected) -> Text {
    let text = Text::from("Forventet: ").and_all(of.size).and(match (of.events, of.fewer) {
        (true, true) => Noun(" hændelse mindre", " hændelser færre").of(of.one).to_owned(),
        (true, false) => Noun(" hændelse mere", " hændelser flere").of(of.one).to_owned(),
        (false, true) => format!(" færre ({})", of.outcome),
        (false, false) => " flere".to_owned(),
    });
    let mut text = text.and(" end uden indsatsen");
    if let Some((people, one)) = of.of {
        text = text.and(format!(" blandt {people}{TIE}{}", PARTICIPANT.of(one)));
    }
    let side = |fewer: bool| if fewer { " færre" } else { " flere" };
    text = match of.ends {
        None => text,
        Some(Ends::Alike([low, high])) => {
            let text = text.and("; i ni ud af ti udfald ").and_all(low).and(" til ").and_all(high);
            text.and(if of.fewer { " færre" } else { "" })
        }
        Some(Ends::Across([(low, of_low), (high, of_high)])) => {
            let text = text.and("; i ni ud af ti udfald fra ").and_all(low).and(side(of_low));
            text.and(" til ").and_all(high).and(side(of_high))
        }
    };
    text.and(" (").and_all(of.with).and(" med den, ").and_all(of.without).and(" uden).")
}

fn metric(metric: &str) -> String {
    let steps: Vec<&str> = metric.split('.').collect();
    let figure = |figure: &str| match figure {
        "mean" => "gennemsnittet".to_owned(),
        "sd" => "standardafvigelsen".to_owned(),
        "p50" => "medianen".to_owned(),
        quantile => quantile.replace('p', "P"),
    };
    let figure = |of: &str, name: &str| format!("{} af {name}", figure(of));
    match steps.as_slice() {
        ["probability_break_even"] => "sandsynligheden for at få pengene igen".to_owned(),
        ["probability_loss"] => "sandsynligheden for tab".to_owned(),
        ["break_even_year", "by_year", year] => {
            format!("sandsynligheden for at få pengene igen senest i år{TIE}{year}")
        }
        ["break_even_year", "never"] => "sandsynligheden for aldrig at få pengene igen".to_owned(),
        ["break_even_year", "median"] => "tilbagebetalingstiden".to_owned(),
        ["net_benefit", of] => figure(of, "nettoresultatet"),
        ["peak_funding_need", of] => figure(of, "det største udlæg"),
        ["per_participant"] => "nettoresultatet pr. deltager".to_owned(),
        ["benefit_cost_ratio"] => "gevinsten i forhold til omkostningen".to_owned(),
        ["return_on_investment"] => "afkastet af investeringen".to_owned(),
        ["expected_shortfall_5"] => "gennemsnittet af den værste tyvendedel".to_owned(),
        ["variance", "parameter_share"] => "forudsætningernes andel af variansen".to_owned(),
        ["variance", "cohort_luck_share"] => "tilfældighedens andel af variansen".to_owned(),
        ["with", of] => figure(of, "antallet med indsatsen"),
        ["without", of] => figure(of, "antallet uden indsatsen"),
        ["additional", of] => figure(of, "forskellen i antal"),
        _ => spoken(metric).replace('.', ", "),
    }
}
