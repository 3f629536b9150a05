//! What the report on a run says of people who are followed through states.

use crate::report::document::Text;

/// What is said in a language. States come by their names within a sentence.
pub(crate) struct Words {
    pub where_people_are: &'static str,
    /// What the numbers are of.
    pub person_years: &'static str,
    pub with: &'static str,
    pub without: &'static str,
    pub difference: &'static str,
    /// The years that people spend in a state.
    pub spent: fn(Spent) -> Text,
    /// Above the people of each state in some years.
    pub in_years_with: &'static str,
    pub in_years_without: &'static str,
    /// Above the person-years of two scenarios, and what these are called as the first of them has them.
    pub by_state: &'static str,
    pub compared: [&'static str; 3],
    /// What the situations cost in each arm, or bring.
    pub they_cost: fn(brings: bool, without: Text, with: Text) -> Text,
    // On a page.
    pub ask: &'static str,
    pub finding: fn(Found) -> String,
    pub about: &'static str,
    /// Of the two pictures side by side, and of the one below.
    pub panels: [&'static str; 3],
    /// So many states together.
    pub others: fn(usize) -> String,
    /// People in a state in the first and in the last year, with the intervention and without it.
    pub layer_says: fn(state: &str, with: [&str; 2], without: [&str; 2], last: usize) -> String,
    pub how_to_read: &'static str,
    pub in_all: &'static str,
    /// In a draw: how many, in which state with the intervention, and in which without it.
    pub in_pairs: fn(year: usize, people: &[[String; 3]]) -> String,
}

/// How many more person-years are spent in a state, or fewer.
pub(crate) struct Found<'a> {
    pub state: &'a str,
    /// Without a sign.
    pub size: &'a str,
    pub fewer: bool,
    /// Whether there is no difference.
    pub same: bool,
}

/// Person-years with the intervention, and without it.
pub(crate) struct Spent<'a> {
    pub state: &'a str,
    /// How many more or fewer, without a sign.
    pub size: Text,
    pub fewer: bool,
    /// Whether there is no difference.
    pub same: bool,
    pub with: Text,
    pub without: Text,
    /// The range that holds nine tenths, the end that is nearer to none first, each without a sign, and whether it is of fewer.
    pub ends: Option<[(Text, bool); 2]>,
}
