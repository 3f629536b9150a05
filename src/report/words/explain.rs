//! What an explanation says.

use crate::scenario::Timing;

/// What is said in a language. Numbers, amounts and names come as they are to be shown.
pub(crate) struct Words {
    // The headings of an explanation.
    pub question: &'static str,
    pub who_enters: &'static str,
    pub what_happens: &'static str,
    pub what_it_costs: &'static str,
    pub what_follows: &'static str,
    pub what_is_paid: &'static str,
    pub what_is_required: &'static str,
    pub origins: &'static str,
    // The question.
    pub money: fn(currency: &str, price_year: i32, horizon: usize) -> String,
    /// Of an input in prices of its own: what an amount counts in the scenario's.
    pub converted: fn(input: &str, own: i32, factor: &str, price_year: i32) -> String,
    pub when: fn(Timing) -> &'static str,
    pub undiscounted: &'static str,
    pub discounted: fn(from: usize, rate: &str, when: &str) -> String,
    pub speaks_first_of: fn(whom: &str) -> String,
    pub adds_up: fn(perspective: &str, payers: &str) -> String,
    pub taxed: fn(payers: &str, distortion: &str) -> String,
    // People.
    /// In a year, or in each from the first to the last.
    pub people_enter: fn(people: &str, years: (usize, usize)) -> String,
    pub dropout: fn(share: &str, cost: &str) -> String,
    /// An input by its name, as its mean with the range that holds nine tenths of draws, or of people.
    pub input: fn(InUse) -> String,
    /// The same of an input of a formula, which names it.
    pub leaf: fn(InUse) -> String,
    // Outcomes.
    pub of_participants: &'static str,
    pub of_completers: &'static str,
    /// That people differ in an input.
    pub differs: fn(&str) -> String,
    /// Of an input with parts, which formulas name one by one.
    pub shares: fn(input: &str, parts: &str) -> String,
    /// Of those who reach another outcome.
    pub of_outcome: fn(&str) -> String,
    pub without: fn(rate: &str) -> String,
    pub rate_is_net: &'static str,
    pub after: fn(years: usize) -> String,
    pub reached: fn(outcome: &str, rate: &str, of: &str, after: &str, without: &str) -> String,
    /// Of what may happen more than once.
    pub happens: fn(outcome: &str, rate: &str, of: &str, years: &str, without: &str) -> String,
    pub without_events: fn(rate: &str) -> String,
    pub per_event: fn(outcome: &str) -> String,
    pub relapse: fn(outcome: &str, chance: &str) -> String,
    pub site: fn(icc: &str) -> String,
    pub at_most_one: &'static str,
    /// Of the outcomes of one group, where there are several groups.
    pub at_most_one_of: fn(outcomes: &str) -> String,
    pub independent_groups: &'static str,
    // Costs and effects.
    pub per_participant: &'static str,
    pub per_completer: &'static str,
    pub per_programme: &'static str,
    pub per_caseworker: fn(caseload: &str) -> String,
    pub per_person_in: fn(outcome: &str) -> String,
    /// Years of the calendar, or from entry.
    pub years: fn(from: usize, to: usize, of_calendar: bool) -> String,
    pub costs: fn(name: &str, amount: &str, per: &str, years: &str, paid_by: &str) -> String,
    pub brings: fn(name: &str, amount: &str, per: &str, years: &str) -> String,
    pub year_by_year: fn(amounts: &str) -> String,
    pub growing: fn(rate: &str) -> String,
    pub fading: fn(rate: &str) -> String,
    pub cashable: fn(share: &str) -> String,
    pub from_its_year: fn(from: usize, shares: &str) -> String,
    // Payments.
    pub pays: fn(name: &str, from: &str, to: &str, years: &str, amount: &str) -> String,
    // Requirements.
    pub metric_of: fn(metric: &str, perspective: &str) -> String,
    pub at_least: &'static str,
    pub at_most: &'static str,
    // Where a value came from.
    pub replacing: fn(earlier: &str) -> String,
    // One draw, step by step.
    pub draw: fn(draw: u64) -> String,
    pub seed: fn(seed: u64) -> String,
    pub enter: fn(year: usize, people: &str) -> String,
    pub leave: fn(year: usize, people: &str) -> String,
    /// People more than without the intervention, or `fewer`.
    pub more_events: fn(year: usize, events: &str, fewer: bool, entered: usize, outcome: &str) -> String,
    pub additional: fn(year: usize, people: &str, fewer: bool, entered: usize, outcome: &str) -> String,
    pub line: fn(name: &str, of: &str, amount: &str) -> String,
    pub paid: fn(year: usize, payment: &str, from: &str, to: &str, amount: &str) -> String,
    pub flow: fn(year: usize, payer: &str, amount: &str) -> String,
    pub counts: fn(year: usize, factor: &str) -> String,
    pub so_far: fn(year: usize, of: &str, amount: &str) -> String,
    pub net_benefit: fn(of: &str, amount: &str) -> String,
    pub never_back: fn(of: &str) -> String,
    pub back: fn(of: &str, year: &str) -> String,
}

/// An input as it is used.
pub(crate) struct InUse<'a> {
    /// Its name; nothing where that has just been said.
    pub name: &'a str,
    /// Its mean, where it has one.
    pub mean: Option<String>,
    /// The range that holds nine tenths, unless it is fixed.
    pub ends: Option<[String; 2]>,
    /// Whether of people, not of draws.
    pub of_people: bool,
}
