//! What a report on the value of information says.

use crate::report::document::Text;

/// What is said in a language. Numbers, amounts and names come as they are to be shown; figures as [`Text`], with their tone and error.
pub(crate) struct Words {
    /// Between things of which one is chosen, in a title.
    pub or: &'static str,
    /// The option to do nothing.
    pub nothing: &'static str,
    pub fund_it: &'static str,
    pub do_not: &'static str,
    pub take_none: &'static str,
    pub take: fn(option: &str) -> Text,
    pub nothing_decides: fn(who: &str) -> Text,
    /// What the decision means for whom; `others` where it is what the best of several would come to.
    pub neither: fn(who: &str, others: bool, error: Text) -> Text,
    pub comes_to: fn(who: &str, others: bool, loses: bool, size: Text, takes_nothing: bool) -> Text,
    pub nothing_to_learn: &'static str,
    pub worth_less_than: fn(most: Text) -> Text,
    pub knowing: fn(Knowing) -> Text,
    /// How often the decision is taken.
    pub repeated: fn(times: &str) -> String,
    pub worth_knowing: &'static str,
    pub of_everything: &'static str,
    pub everything: &'static str,
    pub what_to_know: &'static str,
    pub adjusted: &'static str,
    // A study.
    pub worth: &'static str,
    /// What the size of a study counts.
    pub followed: &'static str,
    pub less_costs: &'static str,
    pub people: fn(n: &str) -> String,
    pub a_study_of: fn(study: &str) -> String,
    pub no_size: &'static str,
    pub best_size: fn(Size) -> Text,
    // Which to take.
    pub columns: [&'static str; 6],
    pub which: &'static str,
    pub all_take: fn(option: &str) -> String,
    /// What the four rules take.
    pub rules_take: fn(options: [&str; 4]) -> String,
    pub assumptions: fn(usize) -> String,
    /// A group of assumptions by the name that the report has for it.
    pub group: fn(&str) -> String,
    pub shared: fn(inputs: &str, one: bool) -> String,
}

/// What it would be worth to be certain.
pub(crate) struct Knowing {
    /// Of every assumption.
    pub all: Text,
    /// Of some alone, the most valuable first.
    pub alone: Vec<(Text, Text)>,
    pub others: Others,
}

/// What being certain of other assumptions would be worth.
pub(crate) enum Others {
    /// Nothing is said of them: there are none.
    None,
    Less,
    /// Nothing that the draws can tell.
    Nothing,
}

/// The size of a study that is worth most.
pub(crate) struct Size<'a> {
    pub people: &'a str,
    /// Whether so many are followed in each of two arms.
    pub arms: bool,
    /// The sizes that are nearly as good.
    pub near: Option<[String; 2]>,
    pub worth: Text,
    pub is_largest: bool,
}
