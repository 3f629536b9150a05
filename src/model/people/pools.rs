//! Pools: people of one year for whom nothing that is to come differs, whatever their intake.

use crate::scenario::pathways::{Clock, Rows};
use crate::scenario::{Amounts, CostPer, EffectPer, Pathways, Scenario};

/// How people of several intakes are put together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pools {
    /// Calendar year in which the first intake enters, and those begin who are there already.
    pub start: usize,
    /// Number of the last intake.
    last: usize,
    /// The largest age at which anything still changes: older people are as those of it.
    oldest: usize,
}

impl Pools {
    /// The pools of a scenario.
    pub fn of(scenario: &Scenario, pathways: &Pathways) -> Pools {
        let (start, intakes) =
            scenario.cohort.as_ref().map_or((0, 0), |cohort| (cohort.start, cohort.intakes.len()));
        let rows = pathways.transitions.values().flat_map(|of| [Some(&of.without), of.with.as_ref()]);
        let rows = rows.flatten().filter_map(|rows: &Rows| match rows.clock {
            Clock::Entry => rows.steps.last().map(|step| step.from),
            Clock::Calendar => None,
        });
        let horizon = scenario.horizon;
        let costs = scenario.costs.values().filter(|cost| matches!(cost.per, CostPer::Situations(_)));
        let costs = costs.map(|cost| last_change(&cost.amount, cost.years, 0, horizon));
        let effects =
            scenario.effects.values().filter(|effect| matches!(effect.per, EffectPer::Situations(_)));
        let effects = effects.map(|effect| {
            let step = effect.shares.iter().skip(1).map(|(from, _)| effect.years.0 + from - 1).max();
            last_change(&effect.amount, effect.years, step.unwrap_or(0), horizon)
        });
        let oldest = rows.chain(costs).chain(effects).max().unwrap_or(0);
        Pools { start, last: intakes.saturating_sub(1), oldest }
    }

    /// The age of a pool, a year after another age or in the same year.
    pub fn age(&self, age: usize) -> usize {
        if age < self.oldest { age } else { self.oldest }
    }

    /// The youngest intake of a pool in a year, and its age: by these streams are named.
    pub fn youngest(&self, age: usize, year: usize) -> (usize, usize) {
        let since = year - self.start;
        let intake = since - age;
        let intake = if intake < self.last { intake } else { self.last };
        (intake, since - intake)
    }
}

/// The largest age at which a line changes: it begins, ends, has another amount, or falls to others.
fn last_change(amount: &Amounts, (first, last): (usize, usize), step: usize, horizon: usize) -> usize {
    let end = if last < horizon { last + 1 } else { first };
    let listed = amount.listed().map_or(first, |years| first + years.saturating_sub(1));
    [first, step, end, listed].into_iter().max().unwrap_or(first)
}
