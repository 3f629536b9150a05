//! Pools: people of one year for whom nothing that is to come differs, whatever their intake.

use crate::scenario::ages::last_change;
use crate::scenario::{Pathways, Scenario};

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
        let oldest = last_change(pathways, &scenario.costs, &scenario.effects, scenario.horizon);
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
