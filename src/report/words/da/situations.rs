//! People who move between states, in Danish.

use crate::report::words::situations::Words;

pub(super) const SITUATIONS: Words = Words {
    where_they_go: "HVOR DE FLYTTER HEN",
    luck: "HELD OG UHELD",
    or: "eller",
    in_stock: |people, state, year| {
        format!("{people} personer er i `{state}`, når indsatsen begynder i år {year}.")
    },
    begin: |chances, rest| match chances {
        None => format!("de, der kommer til, begynder i `{rest}`"),
        Some(chances) => format!("af dem, der kommer til: {chances}, resten i `{rest}`"),
    },
    either_way: ", både med og uden indsatsen",
    never_left: |state| format!("`{state}` forlades aldrig."),
    one_year_later: |state, rows| format!("For dem, der er i `{state}`, gælder et år senere: {rows}."),
    with_it: |rows| format!("Med indsatsen: {rows}."),
    are_in: |chance, state, first| match first {
        true => format!("{chance} er i `{state}`"),
        false => format!("{chance} i `{state}`"),
    },
    begin_in: |chance, state, first| match first {
        true => format!("{chance} begynder i `{state}`"),
        false => format!("{chance} i `{state}`"),
    },
    rest_stay: "; resten bliver, hvor de er",
    rest_are_in: |state| format!("; resten er i `{state}`"),
    all_stay: "alle er, hvor de var",
    all_are_in: |state| format!("alle er i `{state}`"),
    as_without: "som uden den",
    first_moves: |moves, row| match moves {
        1 => format!("{row} i det første år efter start"),
        moves => format!("{row} i de første {moves} år efter start"),
    },
    before_year: |year, row| format!("{row} før kalenderår {year}"),
    then: |row| format!(" – derefter: {row}"),
    after_moves: |moves, row| format!(" – efter {moves} år: {row}"),
    from_year: |year, row| format!(" – fra kalenderår {year}: {row}"),
    half_cycle: "Den, der flytter, regnes et halvt år i hver af de to tilstande.",
    coupled: "Alle følges to gange, med og uden indsatsen. Det, som begge situationer gør lige sandsynligt, sker i begge forløb; kun hvor \
              sandsynlighederne er forskellige, skilles de to, og de kan mødes igen.",
    per_person_year: |states| format!("for hvert personår i {states}"),
    per_move: |leaving, entering| match (leaving, entering) {
        (Some(leaving), Some(entering)) => format!("hver gang, nogen kommer fra {leaving} til {entering}"),
        (Some(leaving), None) => format!("hver gang, nogen kommer fra {leaving} til en anden tilstand"),
        (None, Some(entering)) => format!("hver gang, nogen kommer til {entering}"),
        (None, None) => "for hver flytning".to_owned(),
    },
    outside: "udefra",
    with_the_intervention: "med indsatsen",
    costs: |name, amount, per| format!("`{name}` koster i begge forløb {amount} {per}"),
    difference: "; forskellen lander hos ",
    brings: |name, amount, per| format!("`{name}` giver i begge forløb {amount} {per}"),
};
