//! What a stress test says of who should pay whom how much.

use crate::report::document::Text;

/// What is said in a language. Numbers, amounts and names come as they are to be shown; figures as [`Text`], with their tone and error.
pub(crate) struct Words {
    /// A payer within a sentence.
    pub within: fn(&str) -> String,
    /// A kind of payment in a row of a table.
    pub row: fn(&Payment) -> String,
    /// What the funder does with such an amount.
    pub done: fn(&Payment, Text) -> Text,
    pub none: fn(&Payment) -> String,
    /// Such an amount where something is best.
    pub at: fn(&Payment, Text) -> Text,
    pub to: &'static str,
    pub at_least: &'static str,
    pub at_most: &'static str,
    pub any_amount: &'static str,
    pub others: &'static str,
    /// That no payment does; in which share of the draws one does at best, and which.
    pub no_payment: fn(No) -> Text,
    pub works: fn(Works) -> Text,
    /// What a payer needs for each success, and what the funder can afford, if anything; whether not both so often at once.
    pub per_success: fn(Paid, needs: Text, affords: Option<Text>, not_both: bool) -> Text,
    pub each_by_itself: fn(aim: &str) -> String,
    pub all_but: fn(funder: &str, aim: &str) -> String,
    pub no_agreement: fn(aim: &str, bound: Text) -> Text,
    pub columns: [&'static str; 7],
    pub who_should_pay: &'static str,
    pub paid_by: fn(currency: &str, funder: &str) -> String,
    pub needed_is: fn(aim: &str, funder: &str) -> String,
    pub from_0: &'static str,
    pub chosen: fn(funder: &str) -> String,
    pub no_more_than: &'static str,
}

/// A kind of payment.
#[derive(Clone)]
pub(crate) enum Payment {
    /// A share of the costs.
    Costs,
    /// The same every year.
    Yearly,
    /// For each success in an outcome; none is named where there is only one.
    Success(Option<String>),
}

/// Who is paid by whom for each success.
pub(crate) struct Paid<'a> {
    pub payment: &'a Payment,
    pub payer: &'a str,
    pub funder: &'a str,
}

/// That no payment does.
pub(crate) struct No<'a> {
    pub payer: &'a str,
    pub funder: &'a str,
    /// Who else should break even at once, if not the funder alone.
    pub others: &'a str,
    pub aim: &'a str,
    /// The chance at best, and what the funder then does.
    pub best: Option<(Text, Option<Text>)>,
}

/// With which payments all break even at once.
pub(crate) struct Works<'a> {
    pub payer: &'a str,
    pub funder: &'a str,
    pub aim: &'a str,
    /// What the funder does.
    pub done: Vec<Text>,
    /// Whether others than the two are meant.
    pub others: bool,
    /// Payments that do not, each with the chance at best, and where that is.
    pub fails: Vec<(String, Text, Option<Text>)>,
}
