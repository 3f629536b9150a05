//! Payments: made within the horizon, and none that waits for itself.

use std::collections::BTreeMap;

use super::super::codes::Code;
use super::super::known::Known;
use super::super::read::Draft;
use super::Check;
use super::formulas::circles;

impl Check<'_> {
    pub(super) fn payments(&mut self) {
        self.paid_in_time();
        self.payments_in_a_circle();
    }

    /// Every year of a payment counts.
    fn paid_in_time(&mut self) {
        let draft = self.draft;
        let Some(horizon) = draft.horizon else { return };
        for (name, payment) in draft.payments.iter().filter(|(_, payment)| payment.years.1 > horizon) {
            let place = self.place(&["payments", name, "years"]);
            let message = format!("`payments.{name}` is paid in year {}, after the horizon", payment.years.1);
            let label = format!("expected years of {horizon} or before");
            self.error(Code::AfterHorizon, &place, message, &label, "raise `horizon`, or pay earlier");
        }
    }

    /// No payment goes by itself, directly or through others.
    fn payments_in_a_circle(&mut self) {
        let draft = self.draft;
        let read: BTreeMap<&str, Vec<&str>> =
            draft.payments.keys().map(|name| (name.as_str(), paid(draft, name))).collect();
        for circle in circles(&read) {
            let place = self.place(&["payments", circle[0], "amount"]);
            let message = format!("payments go round in a circle: {}", in_words(&circle, "goes by"));
            let help = "a payment goes by what is known already: let one of them go by something else";
            self.error(Code::Cycle, &place, message, "expected a payment that can be worked out", help);
        }
    }
}

/// A circle in words, its first few names and the first again.
pub(super) fn in_words(circle: &[&str], verb: &str) -> String {
    let mut names: Vec<String> = circle.iter().take(8).map(|name| format!("`{name}`")).collect();
    if circle.len() > names.len() {
        names.push("…".to_owned());
    }
    names.push(format!("`{}`", circle[0]));
    names.join(&format!(" {verb} "))
}

/// The payments that a payment goes by, in reverse order of name.
fn paid<'a>(draft: &'a Draft, name: &str) -> Vec<&'a str> {
    let known = draft.payments.get(name).map(|payment| payment.amount.expr.known()).unwrap_or_default();
    let mut names: Vec<&str> = known
        .into_iter()
        .filter_map(|known| match known {
            Known::Paid(other) => draft.payments.get_key_value(other).map(|(name, _)| name.as_str()),
            _ => None,
        })
        .collect();
    names.reverse();
    names
}
