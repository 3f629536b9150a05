//! Payments by results.

use std::collections::BTreeMap;

use super::known::Known;
use super::quantity::Quantity;

/// What one payer pays another by results.
#[derive(Debug, Clone)]
pub struct Payment {
    /// The payer that pays.
    pub from: String,
    /// The payer that is paid.
    pub to: String,
    /// First and last calendar year in which it is paid, at the end of the year.
    pub years: (usize, usize),
    /// What is due in all by the end of each of them, on what is known by then.
    pub amount: Quantity,
}

impl Payment {
    /// Whether one of some payments goes by how many have an outcome in the arm with the intervention.
    pub fn go_by_achieved(all: &BTreeMap<String, Payment>, outcome: &str) -> bool {
        let is_it = |known: &Known| matches!(known, Known::Achieved(name, _) if name == outcome);
        all.values().any(|payment| payment.amount.expr.known().into_iter().any(is_it))
    }
}
