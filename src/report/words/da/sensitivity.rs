//! Sensitivity, in Danish.

use crate::report::document::Text;
use crate::report::words::sensitivity::Words;

pub(super) const SENSITIVITY: Words = Words {
    does_not_vary: |who| format!("Nettoresultatet for {who} varierer ikke: der er intet at forklare."),
    all_luck: "Alt, hvad der kan ske, er deltagernes held og uheld: ingen forudsætning, som nettoresultatet afhænger af, er usikker.",
    of_the_rest: |luck| of_the_rest(luck).and("forklarer "),
    infinite: |luck| of_the_rest(luck).and("har ingen forudsætning nogen andel, da variansen er uendelig."),
    move_together: " Nogle forudsætninger følges ad: det, hver af dem forklarer, rummer også det, den siger om de andre.",
    combinations: |share| {
        Text::from(" ").and_all(share).and(" skyldes kombinationer: ingen forudsætning forklarer det alene.")
    },
    by_itself: "alene",
    with_others: "med andre",
    rank_correlation: "rangkorrelation",
    others_held: "andre fastholdt",
    several_together: |count| format!("{count}, der følges ad"),
    together: |inputs| format!("{inputs} sammen"),
    where_from: "hvor spredningen kommer fra",
    share_of: "andel af det, der ikke er held og uheld",
    columns_mean: "Alene: det, der i gennemsnit ville gå fra variansen, hvis man kendte den. Med andre: det, der ville være tilbage, hvis \
                   alle andre var kendt. Rangkorrelationer ligger mellem −1 og 1.",
    moves_with_others: "~: følges med andre, så den ingen egen andel har sammen med andre.",
    tenths: ["laveste tiendedel", "højeste tiendedel"],
    means: ["gennemsnit, laveste", "gennemsnit, højeste"],
    chances: ["tjent hjem, laveste", "tjent hjem, højeste"],
    low_or_high: "hvor en forudsætning er lav eller høj",
    which_draws: "De udfald, hvori den ligger i den laveste eller højeste tiendedel af sin fordeling, med alt, hvad der følger med; for en \
                  forudsætning med få værdier dem med den laveste eller højeste.",
    by: |input| format!("fordelt efter {input}"),
    range: |from, to| format!("{from} til {to}"),
    below: |to| format!("under {to}"),
    above: |from| format!("over {from}"),
    any: "alle",
};

fn of_the_rest(luck: Option<Text>) -> Text {
    match luck {
        None => "Intet af det, der kan ske, er held og uheld; alt skyldes, at man ikke kender forudsætningerne. Af det ".into(),
        Some(luck) => {
            let text = Text::from("Af det, der kan ske, er ").and_all(luck);
            text.and(" deltagernes held og uheld. Af resten ")
        }
    }
}
