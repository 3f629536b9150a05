//! People who are followed through states, in Danish.

use crate::report::document::Text;
use crate::report::words::states::{Spent, Words};

pub(super) const STATES: Words = Words {
    where_people_are: "hvor borgerne er",
    person_years: "årsværk",
    with: "med den",
    without: "uden den",
    difference: "forskel",
    spent,
    in_years_with: "Personer i året, med indsatsen:",
    in_years_without: "Og uden den:",
    they_cost: |without, with| {
        let text = Text::from("Tilstandene koster ").and_all(without);
        text.and(" uden indsatsen og ").and_all(with).and(" med den.")
    },
    in_pairs: |year, people| {
        let pairs = people.iter().map(|[people, with, without]| format!("{people} {with}/{without}"));
        format!("år {year}: {}", pairs.collect::<Vec<String>>().join(", "))
    },
};

fn spent(of: Spent) -> Text {
    let side = |fewer: bool| if fewer { " færre" } else { " flere" };
    let text = Text::from("Med indsatsen tilbringes der ");
    if of.same {
        let text = text.and("lige så mange årsværk i ").and(of.state).and(" som uden den (");
        return text.and_all(of.with).and(").");
    }
    let text = text.and_all(of.size).and(format!("{} årsværk i {} (", side(of.fewer), of.state));
    let text = text.and_all(of.with).and(" i stedet for ").and_all(of.without);
    let text = match of.ends {
        None => text,
        Some([(low, is_fewer), (high, also)]) => {
            let text = text.and("; i ni af ti udfald ").and_all(low);
            let text = text.and(if is_fewer == also { "" } else { side(is_fewer) });
            text.and(" til ").and_all(high).and(side(also))
        }
    };
    text.and(").")
}
