//! What a stress test says of where the answer turns, and of when it loses.

use crate::report::document::Text;

/// What is said in a language. Numbers, amounts and names come as they are to be shown; figures as [`Text`], with their tone and error.
pub(crate) struct Words {
    // Switching values.
    pub no_input: &'static str,
    pub certainty: fn(target: &str) -> String,
    /// What comes before the values at which something turns.
    pub begins: fn(Turning, certainty: &str) -> String,
    /// Between the first assumption and its value.
    pub verb: fn(Turning) -> &'static str,
    /// That no single assumption turns it.
    pub stays: fn(Turning, certainty: &str) -> String,
    pub at_least: &'static str,
    pub at_most: &'static str,
    pub more_than: fn(&str) -> String,
    /// The rate of return.
    pub returns: fn(rate: Text) -> Text,
    pub now: fn(&str) -> String,
    pub in_the_middle: fn(now: &str) -> String,
    /// By how much it may move, or must, before it turns; of a share also in percentage points, as a percentage of a percentage reads as these.
    pub moves: fn(may: bool, falls: bool, by: &str, points: Option<&str>) -> String,
    pub not_possible: &'static str,
    pub more_turns: fn(usize) -> String,
    pub others: fn(one: bool, inputs: &str) -> String,
    /// An assumption with its unit.
    pub in_unit: fn(input: &str, unit: &str) -> String,
    pub now_column: &'static str,
    pub mean_turns_at: &'static str,
    pub quantile: &'static str,
    pub switching_values: &'static str,
    pub where_it_turns: fn(who: &str) -> String,
    /// At which value of an assumption the answer turns: whether it is of the mean or of the certainty, and whether it holds now.
    pub turns:
        fn(of_mean: bool, holds_now: bool, certainty: &str, input: &str, above: bool, value: &str) -> String,
    /// What the marks of a picture are; in how many of 100 cases an assumption lies within its thick bar, where there is one.
    pub marks: fn(likely: Option<&str>) -> String,
    /// Above the curves of the chance that `who` has its money back.
    pub courses: fn(who: &str) -> String,
    /// What their marks are: how many of 100 are wanted, and on how many draws they were tried, the fewest and the most.
    pub courses_read: fn(needed: &str, draws: (&str, &str)) -> String,
    /// A curve: what it runs along, and at both ends the value and how many of 100.
    pub course: fn(input: &str, low: &str, from: &str, high: &str, to: &str) -> String,
    pub holds_from: &'static str,
    pub now_is: &'static str,
    pub outside: &'static str,
    pub clamped: &'static str,
    pub not_searched: &'static str,
    pub before_optimism: &'static str,
    /// Values that the file cannot state, from the first to the last; the code of the error that it would be, and the error in English.
    pub refused: fn(input: &str, from: &str, to: Option<&str>, code: &str, reason: &str) -> String,
    pub searched: fn(ranges: &str) -> String,
    pub range: fn(input: &str, from: &str, to: &str) -> String,
    pub untried: &'static str,
    // When it loses.
    pub it_loses_where: &'static str,
    /// How many times as frequent losses are; and who is lucky, where they are mostly luck.
    pub losses_where: fn(times: &str, luck: Option<&str>) -> String,
    pub is: fn(input: &str, bounds: &str) -> String,
    pub between: fn(from: &str, to: &str) -> String,
    pub from: fn(&str) -> String,
    pub up_to: fn(&str) -> String,
    pub anything: &'static str,
    pub there: fn(density: Text, all: Text, coverage: Text) -> Text,
    pub luck: fn(people: Option<String>) -> String,
    pub luck_explains: fn(luck: &str) -> Text,
    pub no_corner: &'static str,
    pub no_losses: &'static str,
    pub only_losses: &'static str,
    pub all_luck: &'static str,
    /// That losses are no matter of a corner, and in which share of all draws it loses, where that is most of them.
    pub everywhere: fn(all: Option<Text>) -> Text,
    pub share_of_law: &'static str,
    pub when_it_loses: &'static str,
    pub a_corner: fn(who: &str) -> String,
    pub found_on: &'static str,
    pub not_quite: &'static str,
}

/// What turns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turning {
    /// The money comes back on average.
    Comes,
    /// It would.
    WouldCome,
    /// It does with certainty.
    Surely,
    /// It would.
    WouldSurely,
}
