//! What a stress test says of assumptions at their ends, of waiting, of variants, and of what a success would have to be worth.

use crate::report::document::Text;

/// What is said in a language. Numbers, amounts and names come as they are to be shown; figures as [`Text`], with their tone and error.
pub(crate) struct Words {
    /// A number of the file by its key path, where it has a name.
    pub number: fn(path: &str) -> Option<&'static str>,
    /// How many more a list has.
    pub more: fn(usize) -> String,
    pub or: &'static str,
    pub stands: fn(who: &str, stands: Stands, size: Text, chance: Text) -> Text,
    pub does_not_depend: fn(inputs: &str) -> String,
    pub mean_in: fn(unit: &str, who: &str) -> String,
    pub breaks_even: &'static str,
    pub change: &'static str,
    pub change_points: &'static str,
    // One assumption at a time.
    pub none_uncertain: &'static str,
    pub none_moves: &'static str,
    pub matters: fn(Matters) -> Text,
    pub none_turns: &'static str,
    pub only_turns: fn(input: &str) -> String,
    pub each_turns: fn(inputs: &str) -> String,
    pub at: fn(end: &str) -> String,
    pub mean_at: fn(end: &str) -> String,
    pub breaks_even_at: fn(end: &str) -> String,
    pub between: &'static str,
    pub one_at_a_time: &'static str,
    pub others_as_drawn: &'static str,
    pub may_change_places: &'static str,
    pub ends_of_range: &'static str,
    pub before_optimism: &'static str,
    pub moves_with_others: &'static str,
    pub untried: fn(input: &str, at: &str, with_others: bool, reason: &str) -> String,
    pub with_others: &'static str,
    pub if_learned: &'static str,
    // All assumptions at once.
    pub all_at_worst: fn(Worst) -> Text,
    /// A quantile at which all would just break even: as bad as that, or as good.
    pub at_quantile: fn(quantile: &str, bad: bool) -> Text,
    pub loses_at_best: &'static str,
    pub corners: [&'static str; 3],
    pub worse_in: &'static str,
    pub all_at_once: &'static str,
    pub untried_corner: fn(corner: &str, reason: &str) -> String,
    pub corners_mean: fn(low: &str, high: &str, who: &str, luck: bool) -> String,
    pub worst_is: fn(values: &str) -> String,
    pub best_is: fn(values: &str) -> String,
    pub at_median: fn(inputs: &str) -> String,
    // Waiting.
    pub cannot_wait: &'static str,
    pub waiting_is_free: &'static str,
    /// Whom a year's waiting costs how much, or gains.
    pub waiting: fn(who: Option<&str>, gains: bool, size: Text) -> Text,
    pub costs: &'static str,
    pub leaves: &'static str,
    pub later: fn(years: usize) -> String,
    pub price_of_waiting: &'static str,
    pub horizon_stays: &'static str,
    pub not_within: fn(years: usize) -> String,
    // Variants.
    pub as_it_is: &'static str,
    pub variants: &'static str,
    pub no_figures: fn(variant: &str, error: &str) -> String,
    pub has_not: fn(variant: &str, who: &str) -> String,
    // What a success would have to be worth.
    /// A success, in an outcome where there are several.
    pub success: fn(outcome: Option<&str>) -> String,
    pub no_worth: fn(success: &str, aim: &str) -> String,
    pub worth_at_most: fn(success: &str, who: &str, ceiling: Text) -> Text,
    pub worth_enough: fn(success: &str, who: &str, aim: &str) -> String,
    pub worth_more: fn(success: &str, who: &str, aim: &str, enough: Text, mean: Option<Text>) -> Text,
    pub worth: &'static str,
    pub worth_to: fn(unit: &str, who: &str) -> String,
    pub what_worth: &'static str,
    pub worth_when: &'static str,
    // Two assumptions at several values.
    pub by_row: fn(first: &str, second: &str, who: &str) -> String,
    pub two_at_once: &'static str,
    pub not_played: &'static str,
    pub means_in: fn(unit: &str) -> String,
    pub turns_at: &'static str,
    pub chances: &'static str,
    pub target_at: fn(target: &str) -> String,
    pub last_rows: fn(first: &str, target: &str) -> String,
    pub pairs_shown: fn(shown: usize, all: usize) -> String,
    pub always: &'static str,
    pub never: &'static str,
    pub turns: fn(usize) -> String,
}

/// What comes of the case as it is, on average.
#[derive(Clone, Copy)]
pub(crate) enum Stands {
    Nothing,
    Loses,
    Gains,
}

/// What an assumption comes to at a value: mean net benefit and the chance of break-even, unless it cannot be tried.
pub(crate) struct At {
    pub value: String,
    pub seen: Option<[Text; 2]>,
}

/// What the assumption that matters most does.
pub(crate) struct Matters {
    pub input: Text,
    /// Another that cannot be told apart from it.
    pub or: Option<String>,
    pub low: At,
    pub high: At,
    /// Its median, where that lies outside both.
    pub median: Option<At>,
    pub spans: Spans,
}

/// How often an assumption lies between two values.
pub(crate) enum Spans {
    Nearly,
    FourInFive,
    /// So many times in 100.
    In100(String),
}

/// What comes of every assumption at its unfavourable end.
pub(crate) struct Worst<'a> {
    pub who: &'a str,
    /// Whether nothing worse is known and it gains.
    pub even: bool,
    /// Those that stay at the median.
    pub held: Option<String>,
    pub loses: bool,
    pub size: Text,
    /// In which share of the draws the assumptions come to less.
    pub below: Option<Text>,
    /// One that comes to less alone, and to what.
    pub worse: Option<(String, Text)>,
}
