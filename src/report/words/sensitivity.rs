//! What a report on sensitivity says.

use crate::report::document::Text;

/// What is said in a language. Numbers, amounts and names come as they are to be shown; figures as [`Text`], with their tone.
pub(crate) struct Words {
    pub does_not_vary: fn(who: &str) -> String,
    pub all_luck: &'static str,
    /// How much is luck, if anything, before what explains the rest.
    pub of_the_rest: fn(luck: Option<Text>) -> Text,
    /// The same where nothing explains the rest, as its variance is infinite.
    pub infinite: fn(luck: Option<Text>) -> Text,
    pub move_together: &'static str,
    pub combinations: fn(share: Text) -> Text,
    pub by_itself: &'static str,
    pub with_others: &'static str,
    pub rank_correlation: &'static str,
    pub others_held: &'static str,
    pub several_together: fn(usize) -> String,
    pub together: fn(inputs: &str) -> String,
    pub where_from: &'static str,
    pub share_of: &'static str,
    pub columns_mean: &'static str,
    pub moves_with_others: &'static str,
    // Where an assumption is low or high.
    pub tenths: [&'static str; 2],
    pub means: [&'static str; 2],
    pub chances: [&'static str; 2],
    pub low_or_high: &'static str,
    pub which_draws: &'static str,
    pub by: fn(input: &str) -> String,
    pub range: fn(from: &str, to: &str) -> String,
    pub below: fn(&str) -> String,
    pub above: fn(&str) -> String,
    pub any: &'static str,
}
