//! Until which age anything changes for people who move between states.

use std::collections::BTreeMap;

use super::amounts::Amounts;
use super::document::{Cost, CostPer, Effect, EffectPer};
use super::pathways::{Clock, Pathways};

/// The largest age, in years since entry, at which a row or a line on situations still changes: whoever is older is treated as those of that age.
/// A row changes where a step of it begins; a line where it begins, ends before the horizon, has another amount, or falls to others.
pub fn last_change(
    pathways: &Pathways,
    costs: &BTreeMap<String, Cost>,
    effects: &BTreeMap<String, Effect>,
    horizon: usize,
) -> usize {
    let rows = pathways.named().into_iter().flat_map(|(_, of)| [Some(&of.without), of.with.as_ref()]);
    let steps = rows.flatten().filter_map(|rows| match rows.clock {
        Clock::Entry => rows.steps.last().map(|step| step.from),
        Clock::Calendar => None,
    });
    let costs = costs.values().filter(|cost| matches!(cost.per, CostPer::Situations(_)));
    let costs = costs.map(|cost| of_line(&cost.amount, cost.years, horizon));
    let effects = effects.values().filter(|effect| matches!(effect.per, EffectPer::Situations(_)));
    let effects = effects.flat_map(|effect| {
        let fall = effect.shares.last().map(|(from, _)| effect.years.0 + from.saturating_sub(1));
        [Some(of_line(&effect.amount, effect.years, horizon)), fall]
    });
    steps.chain(costs).chain(effects.flatten()).max().unwrap_or(0)
}

fn of_line(amount: &Amounts, (first, last): (usize, usize), horizon: usize) -> usize {
    let end = if last < horizon { last + 1 } else { first };
    let listed = amount.listed().map_or(first, |years| first + years.saturating_sub(1));
    if listed < end { end } else { listed }
}
