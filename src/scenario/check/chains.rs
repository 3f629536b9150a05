//! Outcomes of outcomes: what those who reach one of them may reach besides.

use super::super::codes::Code;
use super::super::document::*;
use super::super::keys::Section;
use super::Check;

impl Check<'_> {
    /// An outcome of an outcome follows the other: in time, and in what its rates are said of.
    pub(super) fn outcomes_of_outcomes(&mut self) {
        let draft = self.draft;
        for (name, outcome) in &draft.outcomes {
            let Some(of) = outcome.of() else { continue };
            let circle = self.circle(name);
            if !circle.is_empty() {
                let message = format!("outcome `{name}` is an outcome of itself: {}", circle.join(" of "));
                self.chain_error(
                    (name, "rate_of"),
                    message,
                    "expected no circle",
                    "start from an outcome of participants or completers",
                );
                continue;
            }
            let Some(first) = draft.outcomes.get(of) else { continue };
            if first.events.is_some() || outcome.events.is_some() {
                let events = if first.events.is_some() { of } else { name };
                let message = format!("`{name}` is an outcome of `{of}`, and `{events}` is one of events");
                let help =
                    "events are no state that people are in: count them among participants or completers";
                self.chain_error(
                    (name, "rate_of"),
                    message,
                    "expected states, or `participants` or `completers`",
                    help,
                );
                continue;
            }
            for (key, is_stated) in [("group", outcome.group.is_some()), ("icc", outcome.icc > 0.0)] {
                if is_stated {
                    let message = format!("`outcomes.{name}.{key}` of an outcome of `{of}`");
                    let help = "two outcomes of one outcome are independent of each other, and so is each person: leave it out";
                    self.chain_error(
                        (name, key),
                        message,
                        "expected no such key where `rate_of` names an outcome",
                        help,
                    );
                }
            }
            if outcome.onset < first.onset {
                let message = format!(
                    "outcome `{name}` is reached in year {}, before `{of}`, of which it is an outcome",
                    outcome.onset
                );
                let label = format!("expected year {} or later", first.onset);
                self.chain_error((name, "onset"), message, &label, "leave `onset` out for the same year");
            }
            let is_net = |outcome: &Outcome| matches!(outcome.counterfactual, Counterfactual::RateIsNet);
            if is_net(outcome) != is_net(first) {
                let message = format!(
                    "one of `{name}` and `{of}`, of which it is an outcome, states `rate_is_net` and the other a `counterfactual`"
                );
                let help = if is_net(first) {
                    format!(
                        "who would reach `{of}` anyway is not known, nor then what would become of them: rate_is_net = true"
                    )
                } else {
                    format!(
                        "state how many of those who reach `{of}` without the intervention get there: counterfactual = …"
                    )
                };
                let key = if is_net(first) { "counterfactual" } else { "rate_is_net" };
                self.chain_error((name, key), message, "expected the same of both", &help);
            }
        }
    }

    fn chain_error(&mut self, (name, key): (&str, &str), message: String, label: &str, help: &str) {
        let place = self.place(&["outcomes", name, key]);
        self.error(Code::OutcomeOfOutcome, &place, message, label, help);
    }

    /// The names on the way from an outcome back to itself, both ends included; none where there is no such way.
    fn circle<'n>(&'n self, name: &'n str) -> Vec<&'n str> {
        let mut way = vec![name];
        for _ in 0..self.draft.outcomes.len().min(Section::Outcome.most_entries()) {
            let last = way[way.len() - 1];
            let Some(next) = self.draft.outcomes.get(last).and_then(Outcome::of) else { return Vec::new() };
            way.push(next);
            if next == name {
                return way;
            }
        }
        Vec::new()
    }
}
