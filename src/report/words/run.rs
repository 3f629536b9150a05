//! What the report on a run says.

use crate::report::document::Text;
use crate::report::standing::Standing;
use crate::scenario::Timing;
use crate::summary::results::Verdict;

/// What is said in a language. Numbers, amounts and names come as they are to be shown; figures as [`Text`], with their tone.
pub(crate) struct Words {
    // What was simulated.
    pub participants: fn(people: &str) -> String,
    pub years: fn(horizon: usize) -> String,
    pub prices: fn(currency: &str, price_year: i32) -> String,
    pub not_discounted: &'static str,
    /// Rates, and when in the year money moves.
    pub discounted: fn(rates: &str, timing: Timing) -> String,
    /// A rate that follows another.
    pub rate_from: fn(year: usize, rate: &str) -> String,
    // The answer.
    pub comes_back: fn(Whose, probability: Text, about: Option<String>) -> Text,
    /// Where net benefit is the same in every draw, and why.
    pub comes_back_surely: fn(Whose, gains: bool, why: &str) -> Text,
    pub all_fixed: &'static str,
    pub nothing_bears: &'static str,
    /// So many times of so many, as an answer's probability in everyday words.
    pub about: fn(n: u32, of: u32) -> String,
    pub more_than: fn(n: u32, of: u32) -> String,
    pub less_than: fn(n: u32, of: u32) -> String,
    pub does_not_vary: fn(mean: Text) -> Text,
    /// Mean with its error, and P5 and P95 unless they are the same.
    pub spreads: fn(mean: Text, error: Text, ends: Option<[Text; 2]>) -> Text,
    /// Said of the money where the mean goes against the majority, and why.
    pub goes_against: fn(loses_on_average: bool) -> Text,
    pub not_back: fn(share: Option<Text>, horizon: usize) -> Text,
    pub surely_back: fn(year: usize) -> Text,
    pub back: fn(Back, never: Text, horizon: usize) -> Text,
    pub no_cost: fn() -> Text,
    /// Who loses in which share of the draws while the public gains.
    pub wrong_pocket: fn(losers: Vec<(Text, String)>) -> Text,
    pub requirement: fn(verdict: Verdict) -> Text,
    pub of_requirements: fn(counts: &[(Verdict, usize)]) -> Text,
    // Net benefit as a picture.
    pub net_benefit_of: fn(whose: &str) -> String,
    pub present_value: fn(unit: &str) -> String,
    pub loss: &'static str,
    pub break_even: &'static str,
    pub median: &'static str,
    pub sd: &'static str,
    // By year.
    pub back_by_year: &'static str,
    pub has_its_money_back: fn(whose: &str) -> String,
    // Payers.
    pub who_pays: &'static str,
    pub net_benefit_in: fn(unit: &str) -> String,
    pub half_back_by: &'static str,
    pub back_by: &'static str,
    pub standing: fn(Standing) -> &'static str,
    /// Said of a payer where the mean goes against the majority.
    pub payer_goes_against: fn(payer: &str, loses_on_average: bool) -> String,
    pub no_loser: fn(share: Text) -> Text,
    // Successes.
    pub how_often: &'static str,
    pub avoided: &'static str,
    pub successes_needed: &'static str,
    pub expected: fn(Expected) -> Text,
    pub needed: &'static str,
    pub chance_of_so_many: &'static str,
    pub cost_per_success: &'static str,
    pub no_number: &'static str,
    // Money.
    pub lines: &'static str,
    pub mean_present_value: fn(unit: &str) -> String,
    pub net_benefit: &'static str,
    pub so_far: &'static str,
    pub so_far_low: &'static str,
    pub so_far_high: &'static str,
    pub by_year: &'static str,
    pub mean_flow: fn(unit: &str) -> String,
    pub further: &'static str,
    pub amounts_in: fn(currency: &str) -> String,
    pub per_participant: &'static str,
    pub ratio: &'static str,
    pub return_on_investment: &'static str,
    pub worst: &'static str,
    pub peak: &'static str,
    pub peak_high: &'static str,
    pub unadjusted: fn(chance: Text, mean: Text) -> Text,
    // Where the spread comes from.
    pub why_it_spreads: &'static str,
    pub from_inputs: fn(share: Option<Text>) -> Text,
    /// Of people who reach outcomes, or who move between states.
    pub from_luck: fn(share: Option<Text>, moves: bool) -> Text,
    /// Before what explains how much of what is not luck.
    pub of_that: &'static str,
    /// Some inputs, each with its share; whether others explain less.
    pub explains: fn(inputs: Vec<[Text; 2]>, others: bool) -> Text,
    pub no_spread: fn(why: &str) -> String,
    pub base_case: fn(value: Text) -> Text,
    pub base_case_same: &'static str,
    pub base_case_gap: fn(size: Text, above: bool) -> Text,
    // Requirements.
    pub requirements: &'static str,
    /// A metric by its path.
    pub metric: fn(&str) -> String,
    /// What a metric is of, what it is (nothing where it does not exist), and what is required.
    pub required: fn(metric: &str, of: &str, is: Option<Text>, at_least: bool, threshold: &str) -> Text,
}

/// Whose money it is that comes back.
#[derive(Clone, Copy)]
pub(crate) struct Whose<'a> {
    /// The name of a payer or perspective; none for the public.
    pub name: Option<&'a str>,
    /// Whether it pays anything.
    pub pays: bool,
}

/// When the money is back.
pub(crate) enum Back {
    /// In nearly all draws in the year in which it is in the first half: in which share of them, or in every one.
    Nearly(usize, Option<Text>),
    /// In half of the draws, and between which years it may be; the last is none where it may be never.
    Half(usize, Option<(usize, Option<usize>)>),
}

/// How many more people reach an outcome, or fewer.
pub(crate) struct Expected<'a> {
    /// How many, without a sign.
    pub size: Text,
    /// Whether that is one.
    pub one: bool,
    pub fewer: bool,
    /// Whether it may happen more than once.
    pub events: bool,
    /// The outcome within a sentence.
    pub outcome: &'a str,
    /// How many people start, where that is known, and whether it is one.
    pub of: Option<(&'a str, bool)>,
    /// The range that holds nine tenths, the end that is nearer to none first.
    pub ends: Option<Ends>,
    pub with: Text,
    pub without: Text,
}

/// A range of numbers of people, without signs.
pub(crate) enum Ends {
    /// All of them more, or all of them fewer.
    Alike([Text; 2]),
    /// From some to others: whether each is fewer.
    Across([(Text, bool); 2]),
}
