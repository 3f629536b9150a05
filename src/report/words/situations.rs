//! What an explanation says of people who move between states.

/// What is said in a language. Numbers, amounts and names come as they are to be shown.
pub(crate) struct Words {
    pub where_they_go: &'static str,
    pub luck: &'static str,
    /// Between the last two of several of which any will do.
    pub or: &'static str,
    pub in_stock: fn(people: &str, state: &str, year: usize) -> String,
    /// Where those who enter begin: chances by state, if there are any, and who takes the rest.
    pub begin: fn(chances: Option<&str>, rest: &str) -> String,
    /// After that, where it differs with the intervention in nothing.
    pub either_way: &'static str,
    pub never_left: fn(state: &str) -> String,
    /// Where the people of a state are one year later.
    pub one_year_later: fn(state: &str, rows: &str) -> String,
    /// The same with the intervention, where it differs.
    pub with_it: fn(rows: &str) -> String,
    /// So many of them are in a state; the first of several is said in full.
    pub are_in: fn(chance: &str, state: &str, first: bool) -> String,
    /// The same of those who enter.
    pub begin_in: fn(chance: &str, state: &str, first: bool) -> String,
    /// That the others of a row stay, or are in another state.
    pub rest_stay: &'static str,
    pub rest_are_in: fn(state: &str) -> String,
    pub all_stay: &'static str,
    pub all_are_in: fn(state: &str) -> String,
    /// An empty row of what differs.
    pub as_without: &'static str,
    /// What holds of a row, the first of several, in the first moves from entry or before a calendar year.
    pub first_moves: fn(moves: usize, row: &str) -> String,
    pub before_year: fn(year: usize, row: &str) -> String,
    /// The same of a later one.
    pub then: fn(row: &str) -> String,
    pub after_moves: fn(moves: usize, row: &str) -> String,
    pub from_year: fn(year: usize, row: &str) -> String,
    pub half_cycle: &'static str,
    pub coupled: &'static str,
    // What a line counts.
    pub per_person_year: fn(states: &str) -> String,
    pub per_move: fn(leaving: Option<&str>, entering: Option<&str>) -> String,
    /// Where those come from who enter.
    pub outside: &'static str,
    pub with_the_intervention: &'static str,
    /// What a unit costs, or brings, in both lives; at its end, that the difference counts.
    pub costs: fn(name: &str, amount: &str, per: &str) -> String,
    pub brings: fn(name: &str, amount: &str, per: &str) -> String,
    pub difference: &'static str,
}
