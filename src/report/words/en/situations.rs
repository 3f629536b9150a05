//! People who move between states, in English.

use crate::report::words::situations::Words;

pub(super) const SITUATIONS: Words = Words {
    where_they_go: "WHERE THEY GO",
    luck: "LUCK",
    or: "or",
    in_stock: |people, state, year| {
        format!("{people} people are in `{state}` when the programme begins in year {year}.")
    },
    begin: |chances, rest| match chances {
        None => format!("those who enter begin in `{rest}`"),
        Some(chances) => format!("of those who enter {chances}, the rest in `{rest}`"),
    },
    either_way: ", with and without the intervention",
    never_left: |state| format!("`{state}` is never left."),
    one_year_later: |state, rows| format!("`{state}`: one year later {rows}."),
    with_it: |rows| format!("With the intervention {rows}."),
    are_in: |chance, state, first| match first {
        true => format!("{chance} are in `{state}`"),
        false => format!("{chance} in `{state}`"),
    },
    begin_in: |chance, state, first| match first {
        true => format!("{chance} begin in `{state}`"),
        false => format!("{chance} in `{state}`"),
    },
    rest_stay: "; the rest stay",
    rest_are_in: |state| format!("; the rest are in `{state}`"),
    all_stay: "all are where they were",
    all_are_in: |state| format!("all are in `{state}`"),
    as_without: "it is as without",
    first_moves: |moves, row| match moves {
        1 => format!("in the first year after entry {row}"),
        moves => format!("in the first {moves} years after entry {row}"),
    },
    before_year: |year, row| format!("before calendar year {year} {row}"),
    then: |row| format!(" – and then {row}"),
    after_moves: |moves, row| format!(" – and after {moves} years {row}"),
    from_year: |year, row| format!(" – and from calendar year {year} on {row}"),
    half_cycle: "Who moves spends half of the year in each state.",
    coupled: "Everyone is followed twice, with and without the intervention. What both situations make equally likely happens in both lives; only where \
              the chances differ do the two part, and they may meet again.",
    per_person_year: |states| format!("for each person-year in {states}"),
    per_move: |leaving, entering| match (leaving, entering) {
        (Some(leaving), Some(entering)) => format!("each time someone comes from {leaving} into {entering}"),
        (Some(leaving), None) => format!("each time someone comes from {leaving} into another state"),
        (None, Some(entering)) => format!("each time someone comes into {entering}"),
        (None, None) => "for each move".to_owned(),
    },
    outside: "outside",
    with_the_intervention: "with the intervention",
    costs: |name, amount, per| format!("`{name}` costs {amount} {per}, in both lives"),
    difference: "; the difference counts: ",
    brings: |name, amount, per| format!("`{name}` brings {amount} {per}, in both lives"),
};
