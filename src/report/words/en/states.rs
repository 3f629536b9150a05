//! People who are followed through states, in English.

use crate::report::document::Text;
use crate::report::words::counted::{Noun, is_one};
use crate::report::words::states::{Found, Spent, Words};

pub(super) const STATES: Words = Words {
    where_people_are: "where people are",
    person_years: "person-years",
    with: "with it",
    without: "without it",
    difference: "difference",
    spent,
    in_years_with: "People there in a year, with the intervention:",
    in_years_without: "And without it:",
    by_state: "Where people are: person-years by state, with and without the intervention, and the difference between the two:",
    compared: ["with it was", "without it was", "difference was"],
    they_cost: |brings, without, with| {
        let does = if brings { "bring" } else { "cost" };
        let text = Text::from(format!("The situations {does} ")).and_all(without);
        text.and(" without the intervention and ")
            .and_all(with)
            .and(" with it (present value of what budgets really release).")
    },
    ask: "Where are people?",
    finding: |Found { state, size, fewer, same }| match same {
        true => format!("With the intervention as many person-years are spent in {state} as without it"),
        false => {
            let years = Noun("person-year", "person-years").after(size);
            let more = if fewer { "fewer" } else { "more" };
            let verb = if is_one(size) { "is" } else { "are" };
            format!("With the intervention {years} {more} {verb} spent in {state}")
        }
    },
    about: "People in each state by year, on average",
    panels: ["With the intervention", "Without it", "Difference: with less without"],
    others: |count| format!("{count} others"),
    layer_says: |state, [with, with_last], [without, without_last], last| {
        format!(
            "{state}: with the intervention {with} in year 0 and {with_last} in year {last}, without it {without} and {without_last}"
        )
    },
    how_to_read: "The height of a colour is how many people are there in the year; the first of the states lies at the bottom. In the lowest chart a line above zero means more people with the intervention, below zero fewer.",
    in_all: "all years",
    in_pairs: |year, people| {
        let pairs = people.iter().map(|[people, with, without]| format!("{people} {with}/{without}"));
        format!("year {year}: {}", pairs.collect::<Vec<String>>().join(", "))
    },
};

fn spent(of: Spent) -> Text {
    let side = |fewer: bool| if fewer { " fewer" } else { " more" };
    let text = Text::from("With the intervention ");
    if of.same {
        let text = text.and("as many person-years are spent in ").and(of.state).and(" as without it (");
        return text.and_all(of.with).and(").");
    }
    let text =
        text.and_all(of.size).and(format!(" person-years{} are spent in {} (", side(of.fewer), of.state));
    let text = text.and_all(of.with).and(" instead of ").and_all(of.without);
    let text = match of.ends {
        None => text,
        Some([(low, is_fewer), (high, also)]) => {
            let text = text.and("; nine times in ten ").and_all(low);
            let text = text.and(if is_fewer == also { "" } else { side(is_fewer) });
            text.and(" to ").and_all(high).and(side(also))
        }
    };
    text.and(").")
}
