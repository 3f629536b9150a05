//! Who pays at all, and from which year on.

use std::collections::BTreeMap;

use super::results::PerspectiveResults;
use crate::scenario::{Amounts, ByYear, CostPer, EffectPer, Scenario};

/// The first calendar year in which a line takes money of a perspective on average; `None` where none does, and it pays
/// nothing. A cost takes money, and so does an effect that is a loss, or a payment that is made.
///
/// A break-even year (MODEL §3) is 0 where a running sum never falls below 0. Whoever speaks of money that is *back* asks here
/// whether any was out, and since when.
pub fn first_outlay(scenario: &Scenario, perspective: &str, results: &PerspectiveResults) -> Option<usize> {
    let (start, lines) = (scenario.cohort.as_ref().map_or(0, |cohort| cohort.start), &results.lines);
    let single = [perspective.to_owned()];
    let payers = scenario.perspectives.get(perspective).map_or(single.as_slice(), |p| p.payers.as_slice());
    let bears = |shares: &BTreeMap<String, f64>| {
        payers.iter().any(|payer| shares.get(payer).is_some_and(|share| *share > 0.0))
    };
    // Years before the first in which somebody has an amount of its own; `None` where nobody has.
    let own = |amounts: &Amounts| payers.iter().filter_map(|payer| amounts.of(payer)).map(ByYear::idle).min();
    let idle = |amounts: &Amounts| match amounts {
        Amounts::Shared(by_year) => by_year.idle(),
        Amounts::ByPayer(_) => own(amounts).unwrap_or(0),
    };
    let costs = scenario.costs.iter().filter_map(|(name, cost)| {
        let is_outlay = lines.get(&format!("costs.{name}"))?.lo > 0.0
            && (bears(&cost.paid_by) || own(&cost.amount).is_some());
        let entry = if matches!(cost.per, CostPer::Programme) { 0 } else { start };
        is_outlay.then_some(entry + cost.years.0 + idle(&cost.amount))
    });
    let effects = scenario.effects.iter().filter_map(|(name, effect)| {
        let is_outlay = lines.get(&format!("effects.{name}"))?.hi < 0.0;
        let first = match &effect.per {
            EffectPer::Programme => effect.years.0,
            EffectPer::Participant | EffectPer::Situations(_) => start + effect.years.0,
            EffectPer::Outcome(outcome) => {
                let onset = scenario.outcomes.get(outcome).map_or(0, |outcome| outcome.onset);
                start + if onset > effect.years.0 { onset } else { effect.years.0 }
            }
        };
        if let Some(idle) = own(&effect.amount) {
            return is_outlay.then_some(first + idle);
        }
        let step = effect.shares.iter().position(|(_, shares)| bears(shares))?;
        let later = if step > 0 { effect.shares[step].0.saturating_sub(effect.years.0) } else { 0 };
        is_outlay.then_some(first + later)
    });
    let payments = scenario.payments.iter().filter_map(|(name, payment)| {
        (lines.get(&format!("payments.{name}"))?.hi < 0.0).then_some(payment.years.0)
    });
    costs.chain(effects).chain(payments).min()
}
