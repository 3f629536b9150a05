//! What reports say of what was assumed.

/// What is said in a language. Numbers, amounts and names come as they are to be shown.
pub(crate) struct Words {
    pub what_was_assumed: &'static str,
    // Outcomes: whom the rate is of, and what it is without the intervention.
    pub participants: &'static str,
    pub completers: &'static str,
    pub who_reach: fn(outcome: &str) -> String,
    pub without: fn(rate: &str) -> String,
    pub net: &'static str,
    /// Where `rate` of `of` reach an outcome in year `onset` from entry; `relapse` is what share is lost again each year.
    pub reached: fn(rate: &str, of: &str, without: &str, onset: usize, relapse: Option<&str>) -> String,
    /// The same of what may happen more than once, in years from entry.
    pub happens: fn(rate: &str, of: &str, without: &str, years: (usize, usize)) -> String,
    pub drop_out: &'static str,
    pub of_participants: fn(share: &str) -> String,
    /// Of a line of money: when it runs and how it changes, and who bears it.
    pub line: fn(when: &str, Bears, who: &str) -> String,
    pub payment: fn(from: &str, to: &str, years: (usize, usize), amount: &str) -> String,
    // Inputs.
    /// A law as it was written, where words say how it is cut off.
    pub written: fn(&str) -> String,
    pub times_optimism: fn(factor: &str) -> String,
    pub in_prices: fn(year: i32) -> String,
    pub converted: fn(value: &str, own: i32, converted: &str, year: i32) -> String,
    /// The range that holds nine tenths of draws, or of people, in whose prices it is.
    pub ranges: fn(of_people: bool, low: &str, high: &str, prices: Option<i32>) -> String,
    /// The same of each part of an input.
    pub ranges_of_parts: fn(&[[String; 3]]) -> String,
    pub ranges_before: fn(low: &str, high: &str, prices: Option<i32>) -> String,
    pub in_use: fn(value: &str) -> String,
    // Sources.
    pub no_evidence: &'static str,
    pub no_source: &'static str,
    pub follows: fn(inputs: &str, one: bool) -> String,
    pub replaced_source: fn(&str) -> String,
    pub replaced_evidence: fn(&str) -> String,
}

/// What somebody has of a line of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bears {
    /// They pay it.
    Pays,
    /// They have what it comes to, a saving or a loss.
    Has,
}
