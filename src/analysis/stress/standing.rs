//! Where a perspective stands under a reading, and how that differs from the scenario as it is: what every part of a stress
//! test asks and says in the same way.

use serde::{Deserialize, Serialize};

use crate::model::{Headline, Site};
use crate::scenario::Warning;
use crate::scenario::keys::Range;
use crate::scenario::warning::While;
use crate::summary::Reader;
use crate::summary::plan::{Moments, Plan, Share, Table};
use crate::summary::results::{Estimate, MeanOnly, WarningRecord};
use crate::summary::run::ask::year;

/// Where a perspective stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Standing {
    /// Net benefit (expectation path).
    pub net_benefit: MeanOnly,
    /// P(net benefit ≥ 0).
    pub probability_break_even: Estimate,
}

/// Where a perspective stands then, and how that differs from the scenario as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Changed {
    /// Net benefit.
    pub net_benefit: MeanChange,
    /// P(net benefit ≥ 0).
    pub probability_break_even: Estimate,
    /// Its change, from paired flips.
    pub probability_break_even_change: Estimate,
}

/// A mean and its change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MeanChange {
    /// The mean (expectation path).
    pub mean: Estimate,
    /// Less that of the scenario as it is, from paired differences.
    pub change: Estimate,
}

/// Handles of a standing.
pub(super) struct StandingAsked {
    mean: Moments,
    year: Table,
    horizon: usize,
}

/// Handles of what lies between two readings for a perspective.
pub(super) struct ChangeAsked {
    pub mean: Moments,
    /// Draws in which break-even turns, up and down.
    pub break_even: [Share; 2],
}

impl StandingAsked {
    /// Wants where a perspective stands; `horizon` is that of the reading.
    pub fn of(plan: &mut Plan, h: &Headline, horizon: usize) -> StandingAsked {
        StandingAsked {
            mean: plan.moments(h.expected),
            year: year(plan, h.break_even_year, horizon),
            horizon,
        }
    }

    pub fn read(&self, reader: &Reader<'_>) -> Standing {
        let probability_break_even = reader.within(self.year, self.horizon);
        Standing { net_benefit: MeanOnly { mean: reader.mean(self.mean) }, probability_break_even }
    }
}

impl ChangeAsked {
    /// Wants what changes from one reading to another, draw by draw.
    pub fn of(plan: &mut Plan, from: &Headline, to: &Headline, horizon: usize) -> ChangeAsked {
        ChangeAsked::across(plan, [(from, horizon), (to, horizon)])
    }

    /// The same where the readings differ in their horizons too.
    pub fn across(plan: &mut Plan, sides: [(&Headline, usize); 2]) -> ChangeAsked {
        let years = sides.map(|(h, horizon)| (h.break_even_year, horizon as f64));
        let [(from, _), (to, _)] = sides;
        ChangeAsked { mean: moved(plan, from, to), break_even: plan.turned(years) }
    }

    /// With where the perspective stands after it.
    pub fn read(&self, standing: &StandingAsked, reader: &Reader<'_>) -> Changed {
        let Standing { net_benefit: MeanOnly { mean }, probability_break_even } = standing.read(reader);
        Changed {
            net_benefit: MeanChange { mean, change: reader.mean(self.mean) },
            probability_break_even,
            probability_break_even_change: reader.change(self.break_even),
        }
    }
}

/// How far the mean moves from one reading to another, draw by draw.
pub(super) fn moved(plan: &mut Plan, from: &Headline, to: &Headline) -> Moments {
    let difference = plan.difference([to.expected, from.expected], [to.tolerance, from.tolerance]);
    plan.moments(difference)
}

/// A warning of a rate that is clamped to 0–1 in many draws while something is held.
pub(super) fn clamped_while(held: While, site: &Site, share: f64) -> WarningRecord {
    let (path, within_unit) = (site.path.clone(), site.range == Range::SHARE);
    (&Warning::RatesClampedWhile { held, path, within_unit, share }).into()
}
