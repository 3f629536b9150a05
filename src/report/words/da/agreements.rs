//! Who should pay whom, in Danish.

use crate::report::document::Text;
use crate::report::names::capitalised;
use crate::report::words::agreements::{Payment, Words};

pub(super) const AGREEMENTS: Words = Words {
    within: str::to_owned,
    row: |payment| match payment {
        Payment::Costs => "andel af omkostningerne".to_owned(),
        Payment::Yearly => "hvert år".to_owned(),
        Payment::Success(outcome) => per_success(outcome.as_deref()),
    },
    done: |payment, amount| match payment {
        Payment::Costs => Text::from("bærer ").and_all(amount).and(" af dens omkostninger"),
        Payment::Yearly => Text::from("betaler den ").and_all(amount).and(" hvert år"),
        Payment::Success(outcome) => {
            Text::from("betaler den ").and_all(amount).and(format!(" {}", per_success(outcome.as_deref())))
        }
    },
    none: |payment| match payment {
        Payment::Costs => "ingen andel af dens omkostninger".to_owned(),
        Payment::Yearly => "intet fast årligt beløb".to_owned(),
        Payment::Success(outcome) => format!("intet beløb {}", per_success(outcome.as_deref())),
    },
    at: |payment, amount| match payment {
        Payment::Yearly => amount.and(" hvert år"),
        Payment::Costs => amount,
        Payment::Success(_) => amount.and(" for hver"),
    },
    to: " til ",
    at_least: "mindst ",
    at_most: "højst ",
    any_amount: "et hvilket som helst beløb",
    others: "alle andre offentlige kasser",
    no_payment: |no| {
        let (payer, funder) = (no.payer, no.funder);
        let text = Text::from(format!(
            "Intet beløb fra {funder} lader {payer} og {} få pengene igen med ",
            no.others
        ));
        let text = text.and(no.aim).and(" sikkerhed på samme tid");
        let Some((chance, done)) = no.best else { return text.and(".") };
        let text = text.and(": i bedste fald gør de det i ").and_all(chance).and(" af udfaldene");
        match done {
            Some(done) => text.and(format!(", hvis {funder} ")).and_all(done).and("."),
            None => text.and("."),
        }
    },
    works: |of| {
        let text = Text::from(format!("{} får pengene igen med ", capitalised(of.payer)));
        let mut text = text.and(of.aim).and(format!(" sikkerhed, hvis {} ", of.funder));
        for (at, done) in of.done.into_iter().enumerate() {
            text = text.and(if at > 0 { " eller " } else { "" }).and_all(done);
        }
        text = text.and(match of.others {
            true => ", og det gør alle andre offentlige kasser også".to_owned(),
            false => format!(", og det gør {} også", of.funder),
        });
        for (none, chance, at) in of.fails {
            let all = if of.others { "alle" } else { "begge" };
            text = text.and(format!("; {none} gør det for {all} (i bedste fald ")).and_all(chance);
            if let Some(at) = at {
                text = text.and(" med ").and_all(at);
            }
            text = text.and(")");
        }
        text.and(".")
    },
    per_success: |paid, needs, affords, not_both| {
        let (payer, funder) = (paid.payer, paid.funder);
        let Payment::Success(outcome) = paid.payment else { return needs };
        let outcome = outcome.as_deref();
        let paid = capitalised(&per_success(outcome));
        let text = Text::from(format!("{paid} har {payer} brug for ")).and_all(needs);
        match affords {
            Some(most) => {
                let text = text.and(format!(", og {funder} har råd til ")).and_all(most);
                text.and(match not_both {
                    true => ": hver for sig, men ikke begge så ofte i samme udfald.",
                    false => ".",
                })
            }
            None => text.and(format!("; {funder} får ikke pengene igen så ofte med noget sådant beløb.")),
        }
    },
    each_by_itself: |aim| {
        format!(
            "Hver offentlig kasse får selv pengene igen med {aim} sikkerhed: ingen behøver betale en anden."
        )
    },
    all_but: |funder, aim| {
        format!("Hver offentlig kasse undtagen {funder} får selv pengene igen med {aim} sikkerhed.")
    },
    no_agreement: |aim, bound| {
        let text = Text::from("Ingen aftale lader alle kasser få pengene igen med ").and(aim);
        let text = text.and(" sikkerhed: det offentlige som helhed gør det kun i ").and_all(bound);
        text.and(" af alle udfald.")
    },
    columns: ["i gennemsnit", "nødvendigt", "råd til", "begge, fra", "til", "i bedste fald", "ved"],
    who_should_pay: "hvem der bør betale",
    paid_by: |currency, funder| format!("{currency}, betalt af {funder}"),
    needed_is: |aim, funder| {
        format!(
            "Nødvendigt: det mindste, hvormed den, der bliver betalt, får pengene igen med {aim} sikkerhed; råd til: det meste, hvormed {funder} \
             stadig gør det; begge: det, hvormed de og alle andre offentlige kasser gør det på samme tid, i samme udfald."
        )
    },
    from_0: "Hvor en betaling også kan være et tab, søges det nødvendige fra 0.",
    chosen: |funder| {
        let funder = capitalised(funder);
        format!(
            "{funder} betaler som den offentlige kasse, der oftest får pengene igen (--funder angiver en anden)."
        )
    },
    no_more_than: "Ingen aftale, der indgås på forhånd, lader alle få pengene igen oftere end det offentlige som helhed.",
};

fn per_success(outcome: Option<&str>) -> String {
    outcome.map_or("pr. succes".to_owned(), |name| format!("pr. succes ({name})"))
}
