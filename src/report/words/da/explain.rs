//! Explanations in Danish.

use crate::report::names::capitalised;
use crate::report::words::counted::{Noun, is_one};
use crate::report::words::explain::{InUse, Words};
use crate::scenario::Timing;

const PERSON: Noun = Noun("person", "personer");
const TIME: Noun = Noun("gang", "gange");

/// The range that holds nine tenths.
fn range(input: &InUse) -> Option<String> {
    let often = if input.of_people { "for ni ud af ti personer" } else { "ni ud af ti gange" };
    input.ends.as_ref().map(|[low, high]| format!("{often} {low}–{high}"))
}

pub(super) const EXPLAIN: Words = Words {
    question: "SPØRGSMÅLET",
    who_enters: "HVEM BEGYNDER, OG HVORNÅR",
    what_happens: "HVAD DER SKER MED DEM",
    what_it_costs: "HVAD DET KOSTER, OG HVEM DER BETALER",
    what_follows: "HVAD DER FØLGER, OG FOR HVEM",
    what_is_paid: "HVEM DER BETALER HVEM EFTER RESULTATER",
    what_is_required: "HVAD DER KRÆVES",
    origins: "HVOR HVERT TAL KOMMER FRA",
    money: |currency, price_year, horizon| {
        format!("Penge regnes i {currency} i {price_year}-priser i årene 0 til {horizon}.")
    },
    converted: |input, own, factor, price_year| {
        format!("`{input}` er i {own}-priser og tæller {factor} gange i {price_year}-priser.")
    },
    when: |timing| match timing {
        Timing::Start => "begyndelse",
        Timing::Mid => "midte",
        Timing::End => "slutning",
    },
    undiscounted: "Senere penge tæller som penge nu (ingen diskontering).",
    discounted: |from, rate, when| {
        format!(
            "Fra år {from} bliver penge {rate} mindre værd for hvert år, der går; de falder ved årets {when}."
        )
    },
    speaks_first_of: |whom| format!("Rapporter taler først om {whom}."),
    adds_up: |perspective, payers| format!("{} består af {payers}", capitalised(perspective)),
    taxed: |payers, distortion| {
        format!(", og hver strøm hos {payers} tæller 1 + {distortion} gange (skatteforvridning)")
    },
    people_enter: |people, (from, to)| {
        let who = PERSON.beside(people);
        match to - from {
            0 => format!("{people} {who} begynder i år {from}."),
            1 => format!("{people} {who} begynder i hvert af årene {from} og {to}."),
            _ => format!("{people} {who} begynder i hvert af årene {from} til {to}."),
        }
    },
    dropout: |share, cost| {
        format!(
            "Hver af dem falder fra med en sandsynlighed på {share} og koster så {cost} af prisen pr. deltager."
        )
    },
    input: |input| {
        let (name, range) = (input.name, range(&input));
        match (input.mean, range) {
            (Some(mean), Some(range)) if name.is_empty() => format!("{mean} ({range})"),
            (Some(mean), None) if name.is_empty() => mean,
            (Some(mean), Some(range)) => format!("{mean} ({name}; {range})"),
            (Some(mean), None) => format!("{mean} ({name})"),
            (None, Some(range)) => format!("{name} ({range})"),
            (None, None) => name.to_owned(),
        }
    },
    leaf: |input| {
        let (name, range) = (input.name, range(&input));
        format!("{name} {}", input.mean.into_iter().chain(range).collect::<Vec<String>>().join(", "))
    },
    of_participants: "af dem, der begynder,",
    of_completers: "af dem, der ikke falder fra,",
    shares: |input, parts| {
        format!(
            "`{input}` er flere sandsynligheder, der udelukker hinanden og giver 1 tilsammen i hver trækning: {parts}."
        )
    },
    differs: |input| {
        format!(
            "`{input}` er forskellig fra person til person: hver har sin egen værdi, og det er held, ikke tvivl."
        )
    },
    of_outcome: |other| format!("af dem, der når `{other}`,"),
    without: |rate| format!("uden den ville {rate} nå det"),
    rate_is_net: "det er allerede den forskel, den gør",
    after: |years| match years {
        0 => "i startåret".to_owned(),
        years => format!("{years} år efter start"),
    },
    reached: |outcome, rate, of, after, without| {
        format!("`{outcome}`: {rate} {of} når det med indsatsen {after}; {without}.")
    },
    happens: |outcome, rate, of, years, without| {
        let of = of.trim_end_matches(',');
        format!(
            "`{outcome}`: med indsatsen sker det i gennemsnit {rate} {} for hver {of}, {years}; {without}.",
            TIME.beside(rate)
        )
    },
    without_events: |rate| format!("uden den {rate} {}", TIME.beside(rate)),
    per_event: |outcome| format!("for hver hændelse mere af `{outcome}`"),
    relapse: |outcome, chance| {
        format!("`{outcome}` tabes igen med en sandsynlighed på {chance} i hvert senere år.")
    },
    site: |icc| format!("Deltagerne deler stedets held (intraklassekorrelation {icc})."),
    at_most_one: "En person når højst ét af disse.",
    at_most_one_of: |outcomes| format!("En person når højst ét af {outcomes}."),
    independent_groups: "Resultater i forskellige grupper udelukker ikke hinanden.",
    per_participant: "pr. deltager",
    per_completer: "for hver, der ikke falder fra",
    per_programme: "for hele indsatsen",
    per_caseworker: |caseload| match is_one(caseload) {
        true => "pr. sagsbehandler, hvor der er én for hver person,".to_owned(),
        false => format!("pr. sagsbehandler, hvor der er én for hver {caseload} personer,"),
    },
    per_person_in: |outcome| format!("for hver person mere, der når `{outcome}`,"),
    years: |from, to, of_calendar| match (from == to, of_calendar) {
        (true, true) => format!("i kalenderår {from}"),
        (true, false) => format!("i år {from} efter start"),
        (false, true) => format!("i kalenderårene {from} til {to}"),
        (false, false) => format!("i årene {from} til {to} efter start"),
    },
    costs: |name, amount, per, years, paid_by| {
        format!("`{name}` koster {amount} {per} {years}, betalt af {paid_by}.")
    },
    brings: |name, amount, per, years| format!("`{name}` giver {amount} om året {per} {years}"),
    year_by_year: |amounts| format!("{amounts} (år for år)"),
    growing: |rate| format!("voksende med {rate}"),
    fading: |rate| format!("aftagende med {rate}"),
    cashable: |share| format!("hvoraf {share} reelt kan spares på budgettet"),
    from_its_year: |from, shares| format!("fra dens år {from} {shares}"),
    pays: |name, from, to, years, amount| {
        format!(
            "`{name}`: {from} betaler {to} {years}; ved udgangen af hvert år skyldes i alt {amount} fratrukket det, der er betalt før; intet betales tilbage."
        )
    },
    metric_of: |metric, perspective| format!("{metric} for {perspective}"),
    at_least: "er mindst",
    at_most: "er højst",
    replacing: |earlier| format!(", i stedet for {earlier}"),
    draw: |draw| format!("UDFALD {draw}, TRIN FOR TRIN"),
    seed: |seed| format!("startværdi {seed}"),
    enter: |year, people| format!("år {year}: {people} {} begynder", PERSON.beside(people)),
    leave: |year, people| format!("år {year}: {people} af dem falder fra"),
    more_events: |year, events, fewer, entered, outcome| {
        let one = is_one(events);
        let more = if fewer { Noun("mindre", "færre") } else { Noun("mere", "flere") }.of(one);
        let times = TIME.of(one);
        format!(
            "år {year}: `{outcome}` sker {events} {times} {more} for dem fra år {entered} end uden indsatsen"
        )
    },
    additional: |year, people, fewer, entered, outcome| {
        let more = if fewer { "færre" } else { "flere" };
        format!("år {year}: {people} {more} af dem fra år {entered} er i `{outcome}` end uden indsatsen")
    },
    line: |name, of, amount| format!("{name}: nutidsværdi for {of} {amount}"),
    paid: |year, payment, from, to, amount| format!("år {year}: {payment}, {from} betaler {to} {amount}"),
    flow: |year, payer, amount| format!("år {year}: {payer} {amount}"),
    counts: |year, factor| format!("penge i år {year} tæller {factor} gange"),
    so_far: |year, of, amount| format!("{of}, hidtil i år {year}, diskonteret: {amount}"),
    net_benefit: |of, amount| format!("nettoresultat for {of}: {amount}"),
    never_back: |of| format!("{of} får ikke pengene igen inden for horisonten"),
    back: |of, year| format!("{of} har pengene igen i år {year}"),
};
