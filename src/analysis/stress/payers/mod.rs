//! Who should pay: what the payer that is likeliest to gain would have to pay another for that one to break even too, what it can
//! afford, and whether both can be had at once.
//!
//! A payment is an amount t, agreed beforehand, times something that is only known afterwards: a year, what the other's costs come
//! to, how many succeed. In each draw a payer breaks even from some t on, or up to one.

mod agreements;

use std::collections::BTreeMap;

use rayon::prelude::*;

pub use self::agreements::{Agreement, Agreements, Best, Joint, Payers, Range};
use super::call::Call;
use super::stakes::{Stake, Stakes};
use super::standing::Standing;
use crate::scenario::Scenario;
use crate::summary::results::Estimate;
use crate::summary::thresholds::{Holding, Interval, both, enough};
use crate::summary::{Failure, Kept};

/// The payer that pays; `None` where there is nobody else. `base` is where all stand as it is.
///
/// # Errors
/// Where the scenario has no such payer.
pub(super) fn funder(call: &Call<'_>, base: &BTreeMap<String, Standing>) -> Result<Option<String>, Failure> {
    let scenario = call.reading.scenario;
    match call.stresses.funder.clone() {
        Some(perspective) if !scenario.payers.contains_key(&perspective) => {
            Err(Failure::NoPerspective { perspective })
        }
        _ if scenario.payers.len() < 2 => Ok(None),
        Some(named) => Ok(Some(named)),
        None => Ok(likeliest(scenario, base)),
    }
}

/// What the funder could agree with each other payer.
pub(super) fn payers(
    call: &Call<'_>,
    base: &BTreeMap<String, Standing>,
    stakes: &Stakes,
    funder: String,
) -> Payers {
    let scenario = call.reading.scenario;
    let others: Vec<&String> = scenario.payers.keys().filter(|name| **name != funder).collect();
    // What the funder can afford a year, or for a success, does not depend on whom it pays.
    let common: Vec<Kept> =
        [stakes.yearly].into_iter().chain(stakes.successes.iter().map(|of| of.per)).collect();
    let affordable: Vec<Option<Estimate>> =
        common.par_iter().map(|per| can_afford(call, stakes, &funder, *per)).collect();
    let mut kinds = Vec::new();
    for &payer in &others {
        let (stake, mut affordable) = (&stakes.of[payer], affordable.iter().copied());
        kinds.push((payer, stakes.yearly, stake.means.yearly, affordable.next()));
        if has_costs(stake) {
            kinds.push((payer, stake.costs, stake.means.of_costs, None));
        }
        let successes = stakes.successes.iter().zip(&stake.means.per_success);
        kinds.extend(successes.map(|(of, mean)| (payer, of.per, *mean, affordable.next())));
    }
    let agree = |(payer, per, mean, known): (&String, Kept, _, Option<Option<Estimate>>)| {
        let affordable = known.unwrap_or_else(|| can_afford(call, stakes, &funder, per));
        agreement(call, stakes, [payer, &funder], per, mean, affordable)
    };
    let mut found = kinds.into_par_iter().map(agree).collect::<Vec<Agreement>>().into_iter();
    let mut next = || found.next().expect("one of each kind");
    let mut agreements = BTreeMap::new();
    for payer in others {
        let transfer = next();
        let cofinancing = has_costs(&stakes.of[payer]).then(&mut next);
        let per_success = stakes.successes.iter().map(|of| (of.outcome.clone(), next())).collect();
        let (label, public) = (scenario.label(payer), scenario.payers[payer].public);
        agreements.insert(payer.clone(), Agreements { label, public, transfer, cofinancing, per_success });
    }
    Payers {
        label: scenario.label(&funder),
        funder,
        chosen: call.stresses.funder.is_none(),
        bound: base["public"].probability_break_even,
        all_public: scenario.payers.values().all(|payer| payer.public),
        agreements,
    }
}

/// Whether a payer has costs on average that could be shared.
fn has_costs(stake: &Stake) -> bool {
    stake.mean_costs.value > 0.0
}

/// The public payer that is likeliest to break even, of equals the one with the larger mean, then the first by name. Where no payer is
/// public, of all of them.
fn likeliest(scenario: &Scenario, base: &BTreeMap<String, Standing>) -> Option<String> {
    let has_public = scenario.payers.values().any(|payer| payer.public);
    let payers = scenario.payers.iter().filter(|(_, payer)| payer.public || !has_public);
    let is_better = |name: &String, than: &String| {
        let [a, b] = [name, than].map(|name| &base[name]);
        let (this, that) = (a.probability_break_even.value, b.probability_break_even.value);
        this > that || (this == that && a.net_benefit.mean.value > b.net_benefit.mean.value)
    };
    let better = |best, name| if is_better(name, best) { name } else { best };
    payers.map(|(name, _)| name).reduce(better).cloned()
}

/// The most that a funder can pay of what goes by `per`.
fn can_afford(call: &Call<'_>, stakes: &Stakes, funder: &str, per: Kept) -> Option<Estimate> {
    let margin = stakes.of[funder].margin;
    let paying = |draw| enough(stakes.at(margin, draw), 0.0 - stakes.at(per, draw));
    Holding::new(stakes.draws(), call.settings.sampling, paying).last(call.stresses.target)
}

/// How much it takes of a payment that goes by `per`, from the second, the funder, to the first.
fn agreement(
    call: &Call<'_>,
    stakes: &Stakes,
    [payer, funder]: [&String; 2],
    per: Kept,
    mean: Option<Estimate>,
    affordable: Option<Estimate>,
) -> Agreement {
    let (draws, sampling, target) = (stakes.draws(), call.settings.sampling, call.stresses.target);
    let [own, from] = [payer, funder].map(|name| stakes.of[name].margin);
    let others = &call.reading.scenario.payers;
    let others = others.iter().filter(|(name, of)| of.public && *name != payer && *name != funder);
    let others: Vec<Kept> = others.map(|(name, _)| stakes.of[name].margin).collect();
    let paid = |draw| enough(stakes.at(own, draw), stakes.at(per, draw));
    let all = |draw| -> Interval {
        if others.iter().any(|other| stakes.at(*other, draw) < 0.0) {
            return None;
        }
        both(paid(draw), enough(stakes.at(from, draw), 0.0 - stakes.at(per, draw)))
    };
    let needed = Holding::new(draws, sampling, paid).first_needed(target);
    let joint = Holding::new(draws, sampling, all);
    let (amount, probability) = joint.best();
    let range = (probability.value >= target)
        .then(|| Range { from: joint.first(target, f64::NEG_INFINITY), to: joint.last(target) });
    Agreement { mean, needed, affordable, joint: Joint { best: Best { amount, probability }, range } }
}
