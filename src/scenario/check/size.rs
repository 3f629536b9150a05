//! The size of a scenario: intakes, outcomes, lines and years multiply.

use super::super::codes::Code;
use super::super::document::*;
use super::super::limits;
use super::Check;

impl Check<'_> {
    /// Refuses what would take more time and memory than anybody means to spend on one draw.
    pub(super) fn size(&mut self) {
        let (Some(cohort), Some(horizon)) = (&self.draft.cohort, self.draft.horizon) else { return };
        let entries: Vec<usize> = (0..cohort.intakes.len()).map(|c| cohort.start + c).collect();
        let counts = counts(&self.draft.outcomes.values().collect::<Vec<_>>(), &entries, horizon);
        if counts > limits::COUNTS {
            let place = self.place(&["cohort", "intake"]);
            let message =
                format!("{counts} counts of people in each draw, where {} is the limit", limits::COUNTS);
            let help = "each intake takes counts for every pair of outcomes, with relapse in every year: shorten `intake` \
                        or `horizon`, put outcomes together, or write `fade` on the effects instead of `relapse`";
            self.error(Code::TooMany, &place, message, "", help);
        }
        if let Some(pathways) = &self.draft.pathways {
            let counts = super::crowd::counts(self.draft, pathways, cohort, horizon);
            if counts > limits::COUNTS {
                let place = self.place(&["states"]);
                let message =
                    format!("{counts} counts of people in each draw, where {} is the limit", limits::COUNTS);
                let help = "a pair of states, one with the intervention and one without it, takes a count for each pair it may lead to, in every year \
                            and of each age that rows and lines tell apart: put states together, let rows lead to fewer, or shorten the time that steps \
                            and `years` tell apart";
                self.error(Code::TooMany, &place, message, "", help);
            }
        }
        let costs = self.draft.costs.values().map(|cost| cost.amount.parts().len());
        let lines: usize =
            costs.chain(self.draft.effects.values().map(|effect| effect.amount.parts().len())).sum();
        let years: usize = entries.iter().map(|entry| horizon.saturating_sub(*entry) + 1).sum();
        let payments = self.draft.payments.values().map(|payment| payment.years.1 - payment.years.0 + 1);
        let payments: usize = payments.sum();
        if lines * years + payments > limits::AMOUNTS {
            let place = self.place(&["cohort", "intake"]);
            let message = format!(
                "{} amounts of money in each draw, where {} is the limit",
                lines * years + payments,
                limits::AMOUNTS
            );
            let help = "each line has an amount for every intake and year: put lines together, or shorten `intake` or `horizon`";
            self.error(Code::TooMany, &place, message, "", help);
        }
    }
}

/// Counts in one draw: a cell for each pair of unlike outcomes (none included), and what relapse leaves of the cells
/// that an outcome belongs to, in every year.
fn counts(outcomes: &[&Outcome], entries: &[usize], horizon: usize) -> usize {
    let cells = outcomes.len() * (outcomes.len() + 1);
    let relapsing = |entry: usize| -> usize {
        let years = outcomes
            .iter()
            .filter(|outcome| outcome.relapse.expr.literal() != Some(0.0))
            .map(|outcome| horizon.saturating_sub(entry + outcome.onset));
        years.map(|years| 2 * outcomes.len() * years).sum()
    };
    let events: usize =
        outcomes.iter().filter_map(|outcome| outcome.events).map(|(from, to)| to - from + 1).sum();
    entries.iter().map(|entry| cells + relapsing(*entry) + events).sum()
}
