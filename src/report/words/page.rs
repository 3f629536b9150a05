//! What a page on a run says: a question, a finding and how to read the picture below it.
//!
//! Findings are whole sentences with a subject, a verb and a number, one function for each case. Of a probability they say how many
//! of 100 equally likely outcomes; [`Of100`] knows how that is rounded.

use crate::report::count::Of100;

/// What is said in a language. Numbers, amounts and names come as they are to be shown; `who` and `payer` as they stand within a sentence.
pub(crate) struct Words {
    pub kicker: &'static str,
    /// How many of 100, as `88 of 100`.
    pub of_100: fn(Of100) -> String,
    /// The bare number, as `88` or `<1`.
    pub bare: fn(Of100) -> String,
    pub fold: &'static str,
    pub how_to_read: &'static str,
    // The head.
    pub participants: fn(&str, moves: bool) -> String,
    pub years: fn(horizon: usize) -> String,
    pub prices: fn(year: i32) -> String,
    pub discounted: fn(rate: &str) -> String,
    pub discounted_by_steps: &'static str,
    pub undiscounted: &'static str,
    /// After the first sentence: the payer that pays all, or most.
    pub payer_too: fn(payer: &str, pays_all: bool, of: &str) -> String,
    pub fact_chance: fn(who: &str, horizon: usize) -> String,
    /// The figure, and what it says.
    pub fact_half: fn(year: usize) -> (String, String),
    pub never: &'static str,
    pub fact_never: fn(horizon: usize) -> String,
    pub fact_mean: fn(low: &str, high: &str) -> String,
    pub fact_certain: &'static str,
    pub holds: &'static str,
    pub fails: &'static str,
    pub undecided: &'static str,
    pub fact_require: fn(at_least: bool, threshold: &str, what: &str) -> String,
    pub fact_requirements: fn(held: usize, all: usize) -> String,
    pub probability: fn(who: &str) -> String,
    // How likely is it?
    pub ask_likely: &'static str,
    pub back_in: fn(who: &str, of: &str) -> String,
    pub back_in_all: fn(who: &str) -> String,
    pub loses_in: fn(who: &str, of: &str) -> String,
    pub loses_in_all: fn(who: &str) -> String,
    /// With how much more than its own, or with exactly that.
    pub gains_certainly: fn(who: &str, more: Option<&str>) -> String,
    pub loses_certainly: fn(who: &str, amount: &str) -> String,
    pub pays_nothing: fn(who: &str, amount: &str, certain: bool) -> String,
    pub about_likely: fn(who: &str, unit: &str) -> String,
    pub not_back: fn(n: &str) -> (String, String),
    pub back: fn(n: &str) -> (String, String),
    pub nine_in_ten: fn(low: &str, high: &str) -> String,
    pub further_out: fn(usize) -> String,
    pub dots_say: fn(who: &str, lost: &str, back: &str, middle: &str, range: &str) -> String,
    pub dots_read: &'static str,
    pub why_certain: fn(all_fixed: bool) -> &'static str,
    pub net_benefit: fn(unit: &str) -> String,
    pub mean: &'static str,
    pub spread: &'static str,
    // For whom?
    pub ask_whom: &'static str,
    /// How often, or nothing where nothing is uncertain.
    pub pays_all_and_loses: fn(payer: &str, of: Option<&str>) -> String,
    pub pays_all_and_gains: fn(payer: &str, of: Option<&str>) -> String,
    /// How many of all lose in more than half of the outcomes, or in any where nothing is uncertain.
    pub payers_lose: fn(losing: usize, all: usize, certain: bool) -> String,
    pub about_whom: fn(unit: &str) -> String,
    pub loses: &'static str,
    pub gains: &'static str,
    pub is_back: &'static str,
    pub spans_say: &'static str,
    pub span_says: fn(who: &str, low: &str, high: &str, middle: &str, of: &str) -> String,
    pub wrong_pockets: &'static str,
    /// How often, or nothing where nothing is uncertain.
    pub wrong_pocket: fn(of: Option<&str>, who: &str, payer: &str) -> String,
    pub bars_read: &'static str,
    pub where_money_goes: fn(unit: &str, certain: bool) -> String,
    pub net: &'static str,
    // When?
    pub ask_when: &'static str,
    pub half_by: fn(year: usize) -> String,
    pub never_half: fn(horizon: usize) -> String,
    pub certain_by: fn(year: usize) -> String,
    pub certain_never: fn(horizon: usize) -> String,
    /// Of a payer beside the main one; `too`: that one has its money back as well.
    pub payer_by: fn(payer: &str, year: usize, too: bool, certain: bool) -> String,
    /// `either`: the main one does not have it back.
    pub payer_not_by: fn(payer: &str, horizon: usize, either: bool) -> String,
    pub about_when: &'static str,
    pub half: &'static str,
    pub all_100: &'static str,
    pub year_0: &'static str,
    pub year: fn(usize) -> String,
    pub never_column: &'static str,
    pub pay_nothing: fn(payers: &str, several: bool) -> String,
    pub not_shown: fn(usize) -> String,
    pub chance_by_year: &'static str,
    // What could overturn it?
    pub ask_overturns: &'static str,
    /// Whether a requirement is spoken of, whether the target is reached now, and on which side of the value it is.
    pub turns: fn(is_required: bool, holds_now: bool, input: &str, above: bool, value: &str) -> String,
    /// Whether a requirement is spoken of, and whether only those assumptions were looked at that matter most.
    pub nothing_turns: fn(is_required: bool, of_most: bool) -> &'static str,
    /// Where no assumption was looked at: none moves the result, or it could not be done.
    pub nothing_moves: fn(bool) -> &'static str,
    pub about_turns: fn(who: &str, input: &str) -> String,
    pub need: fn(is_required: bool, per_cent: &str) -> String,
    pub now: fn(value: &str) -> String,
    pub back_of_100: &'static str,
    pub weak_point: &'static str,
    pub fixed_point: &'static str,
    pub others_as_drawn: &'static str,
    pub requirement: &'static str,
    pub requirement_met: fn(bool) -> &'static str,
    pub on_draws: fn(draws: &str, error: &str) -> String,
    // What drives it?
    pub ask_drives: &'static str,
    pub luck_most: fn(Crowd) -> String,
    pub input_most: fn(input: &str) -> String,
    pub about_drives: fn(who: &str, unit: &str) -> String,
    pub luck: fn(Crowd) -> String,
    pub fixed_left_out: &'static str,
    pub at_means: &'static str,
    /// Inputs with parts, which have no bar.
    pub parts_left_out: fn(inputs: &str) -> String,
    pub from_to: fn(low: &str, high: &str) -> String,
    pub base: fn(amount: &str) -> String,
    pub swing_says: fn(what: &str, low: &str, high: &str) -> String,
    pub low: &'static str,
    pub high: &'static str,
    pub net_low: &'static str,
    pub net_high: &'static str,
    pub back_low: &'static str,
    pub back_high: &'static str,
    // How does the money run?
    pub ask_runs: &'static str,
    /// From what was out, where anything was, to where it ends.
    pub runs: fn(Course) -> String,
    pub about_runs: fn(unit: &str, price_year: i32) -> String,
    pub bands: [&'static str; 2],
    pub fans_say: fn(who: &str, first: &str, last: &str, certain: bool) -> String,
    pub fans_on_draws: fn(draws: &str) -> String,
    pub fans_read: fn(certain: bool) -> &'static str,
    pub same_scale: &'static str,
    pub lower: &'static str,
    pub middle: &'static str,
    pub upper: &'static str,
    // How sure is the number?
    pub ask_sure: &'static str,
    /// Share of the doubt that better knowledge could take away, in whole per cent.
    pub mostly_doubt: fn(per_cent: &str) -> String,
    pub mostly_luck: fn(per_cent: &str) -> String,
    pub only_doubt: &'static str,
    pub only_luck: fn(moves: bool) -> &'static str,
    pub about_sure: fn(who: &str) -> String,
    pub doubt: fn(per_cent: &str) -> (String, String),
    pub chance: fn(per_cent: &str, moves: bool) -> (String, String),
    pub error: fn(chance: &str, points: &str) -> String,
    pub exact: &'static str,
    pub error_in_short: fn(points: &str) -> String,
    pub exact_in_short: &'static str,
    // What was assumed?
    pub ask_assumed: &'static str,
    pub assumed: fn(&Grounds) -> String,
    /// How many rest on comparisons of before and after.
    pub before_after: fn(&Grounds) -> String,
    /// Above what is assumed besides the inputs.
    pub also_assumed: &'static str,
    /// What something is called, in quotation marks.
    pub quoted: fn(&str) -> String,
    pub nothing_assumed: &'static str,
    pub assumption_columns: [&'static str; 4],
    pub assumptions: &'static str,
    pub curves_read: &'static str,
    pub fixed: &'static str,
    pub formula: &'static str,
    pub of_people: &'static str,
    pub no_grounds: &'static str,
    pub weaknesses: &'static str,
    // How was it worked out?
    pub ask_made: &'static str,
    pub made: &'static str,
    pub method: fn(draws: &str, Crowd, horizon: usize) -> String,
    pub scenario: &'static str,
    pub program: &'static str,
    pub run: &'static str,
    pub again: &'static str,
    pub contract: fn(version: &str, contract: u32) -> String,
    pub draws: fn(draws: &str, seed: u64) -> String,
}

/// Where the money stands at the end of the middle outcome, or of all where nothing is uncertain.
pub(crate) struct Course<'a> {
    /// How much was out at most.
    pub out: Option<&'a str>,
    /// What it ends at, where that is not nothing.
    pub end: Option<&'a str>,
    pub years: usize,
    pub gains: bool,
    pub certain: bool,
}

/// Who there is.
#[derive(Clone, Copy)]
pub(crate) struct Crowd<'a> {
    /// How many, where that is one number.
    pub people: Option<&'a str>,
    /// Whether they move between states, where others reach outcomes.
    pub moves: bool,
}

/// What assumptions rest on.
#[derive(Default)]
pub(crate) struct Grounds {
    /// How many rest on judgement.
    pub weak: usize,
    /// How many rest on a comparison of before and after.
    pub before_after: usize,
    /// How many do not say what they rest on.
    pub unsaid: usize,
    pub all: usize,
}
