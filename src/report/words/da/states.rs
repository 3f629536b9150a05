//! People who are followed through states, in Danish.

use crate::report::document::Text;
use crate::report::words::states::{Found, Spent, Words};

pub(super) const STATES: Words = Words {
    where_people_are: "hvor borgerne er",
    person_years: "personår",
    with: "med den",
    without: "uden den",
    difference: "forskel",
    spent,
    in_years_with: "Personer i året, med indsatsen:",
    in_years_without: "Og uden den:",
    by_state: "Hvor borgerne er: personår i hver tilstand, med og uden indsatsen, og forskellen mellem de to:",
    compared: ["med den var", "uden den var", "forskellen var"],
    they_cost: |brings, without, with| {
        let does = if brings { "giver" } else { "koster" };
        let text = Text::from(format!("Tilstandene {does} i nutidsværdi ")).and_all(without);
        text.and(" uden indsatsen og ").and_all(with).and(" med den, regnet med det, der reelt kan spares.")
    },
    ask: "Hvor er borgerne?",
    finding: |Found { state, size, fewer, same }| match same {
        true => format!("Med indsatsen tilbringes der lige så mange personår i {state} som uden den"),
        false => {
            let more = if fewer { "færre" } else { "flere" };
            format!("Med indsatsen tilbringes der {size} {more} personår i {state}")
        }
    },
    about: "Personer i hver tilstand år for år, i gennemsnit",
    panels: ["Med indsatsen", "Uden indsatsen", "Forskel: med minus uden"],
    others: |count| format!("{count} andre"),
    layer_says: |state, [with, with_last], [without, without_last], last| {
        format!(
            "{state}: med indsatsen {with} i år 0 og {with_last} i år {last}, uden den {without} og {without_last}"
        )
    },
    how_to_read: "Højden af en farve er antallet af personer i tilstanden det år; den første tilstand ligger nederst. I den nederste figur er der flere med indsatsen, hvor linjen ligger over nul, og færre, hvor den ligger under.",
    in_all: "alle år",
    in_pairs: |year, people| {
        let pairs = people.iter().map(|[people, with, without]| format!("{people} {with}/{without}"));
        format!("år {year}: {}", pairs.collect::<Vec<String>>().join(", "))
    },
};

fn spent(of: Spent) -> Text {
    let side = |fewer: bool| if fewer { " færre" } else { " flere" };
    let text = Text::from("Med indsatsen er der ");
    if of.same {
        let text = text.and("lige så mange personår i ").and(of.state).and(" som uden den (");
        return text.and_all(of.with).and(").");
    }
    let text = text.and_all(of.size).and(format!("{} personår i {} (", side(of.fewer), of.state));
    let text = text.and_all(of.with).and(" i stedet for ").and_all(of.without);
    let text = match of.ends {
        None => text,
        Some([(low, is_fewer), (high, also)]) => {
            let text = text.and("; i ni ud af ti udfald ").and_all(low);
            let text = text.and(if is_fewer == also { "" } else { side(is_fewer) });
            text.and(" til ").and_all(high).and(side(also))
        }
    };
    text.and(").")
}
