//! Sensitivity, in English.

use crate::report::document::Text;
use crate::report::words::sensitivity::Words;

pub(super) const SENSITIVITY: Words = Words {
    does_not_vary: |who| format!("The net benefit of {who} does not vary: there is nothing to explain."),
    all_luck: "All that may happen is luck, which way the participants happen to go: no assumption on which net benefit depends is \
               uncertain.",
    of_the_rest,
    infinite: |luck| of_the_rest(luck).and("no assumption has a share, as its variance is infinite."),
    move_together: " Some assumptions move together: what each explains has what it says about the others in it.",
    combinations: |share| {
        Text::from(" ").and_all(share).and(" comes of combinations: no assumption explains it alone.")
    },
    by_itself: "by itself",
    with_others: "with others",
    rank_correlation: "rank correlation",
    others_held: "others held",
    several_together: |count| format!("{count} that move together"),
    together: |inputs| format!("{inputs} together"),
    where_from: "where the spread comes from",
    share_of: "share of what is not luck",
    columns_mean: "By itself: what knowing it would take away of the variance on average. With others: what would be left if all \
                   others were known. Rank correlations are between −1 and 1.",
    moves_with_others: "~: moves with others, so that it has no share together with others of its own.",
    tenths: ["lowest tenth", "highest tenth"],
    means: ["mean, lowest", "mean, highest"],
    chances: ["breaks even, lowest", "breaks even, highest"],
    low_or_high: "where an assumption is low or high",
    which_draws: "The draws in which it lies in the lowest or the highest tenth of its law, with whatever goes along with it; of an \
                  assumption of few values, those with the lowest or the highest.",
    by: |input| format!("by {input}"),
    range: |from, to| format!("{from} to {to}"),
    below: |to| format!("below {to}"),
    above: |from| format!("above {from}"),
    any: "any",
};

fn of_the_rest(luck: Option<Text>) -> Text {
    match luck {
        None => {
            "None of what may happen is luck; all of it comes from not knowing the assumptions. Of it ".into()
        }
        Some(luck) => {
            let text = Text::from("Of what may happen, ").and_all(luck);
            text.and(" is luck, which way the participants happen to go. Of the rest ")
        }
    }
}
