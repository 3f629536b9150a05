//! What a success would have to be worth beyond what the scenario counts, and how likely break-even is as that rises: the
//! acceptability curve (Fenwick, Claxton & Sculpher, 2001, "Representing uncertainty: the role of cost-effectiveness acceptability
//! curves", Health Econ. 10:779).
//!
//! It is as if an effect on the outcome, of an amount w in the year of onset, stood in the scenario for the perspective in question.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::call::Call;
use super::stakes::{Stake, Stakes, Success};
use crate::summary::results::Estimate;
use crate::summary::thresholds::{Holding, enough};

/// What a success in one outcome would have to be worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Worth {
    /// What brings mean net benefit to 0 (delta method); 0 where it is not below, null where it is and nobody more succeeds on
    /// average.
    pub mean: Option<Estimate>,
    /// The least worth, from 0 on, with which break-even has the target probability; null where none is enough.
    pub probability: Option<Estimate>,
    /// P(net benefit ≥ 0) however much a success is worth: with anybody more who succeeds, or with nobody more and no loss.
    pub ceiling: Estimate,
    /// P(net benefit ≥ 0) by worth, at 21 equal steps from 0.
    pub curve: Vec<Accepted>,
}

/// A point of the acceptability curve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Accepted {
    /// What a success is worth.
    pub worth: f64,
    /// P(net benefit ≥ 0) then.
    pub probability_break_even: Estimate,
}

/// Steps of the curve.
const STEPS: u32 = 20;

/// What a success in each outcome would have to be worth to the perspective in question.
pub(super) fn worth(call: &Call<'_>, stakes: &Stakes) -> BTreeMap<String, Worth> {
    let stake = &stakes.of[&call.stresses.perspective];
    let of = |(at, success): (usize, &Success)| (success.outcome.clone(), one(call, stakes, stake, at));
    let all: Vec<(String, Worth)> = stakes.successes.par_iter().enumerate().map(of).collect();
    all.into_iter().collect()
}

fn one(call: &Call<'_>, stakes: &Stakes, stake: &Stake, at: usize) -> Worth {
    let (target, success) = (call.stresses.target, &stakes.successes[at]);
    let gains = |draw| enough(stakes.at(stake.margin, draw), stakes.at(success.per, draw));
    let holding = Holding::new(stakes.draws(), call.settings.sampling, gains);
    let none = (stake.mean.value >= 0.0).then_some(Estimate::exact(0.0));
    let mean = stake.means.per_success[at].map(from_0).or(none);
    let probability = holding.first(target, 0.0);
    let positive = |worth: f64| Some(worth).filter(|worth| *worth > 0.0 && worth.is_finite());
    let twice = |worth: Option<Estimate>| worth.and_then(|worth| positive(2.0 * worth.value));
    let of_costs = || positive(stake.mean_costs.value / success.mean.value);
    let to = call.stresses.worth_to.or_else(|| twice(probability)).or_else(|| twice(mean)).or_else(of_costs);
    let point = |to: f64| {
        let steps = (0..=STEPS).map(|step| to * f64::from(step) / f64::from(STEPS));
        let accepted = |worth| Accepted { worth, probability_break_even: holding.share(worth) };
        steps.map(accepted).collect()
    };
    Worth { mean, probability, ceiling: holding.share(f64::INFINITY), curve: to.map_or(Vec::new(), point) }
}

/// An amount that is not below 0, nor are the ends of its interval.
fn from_0(e: Estimate) -> Estimate {
    let from_0 = |x: f64| if x > 0.0 { x } else { 0.0 };
    let se = if e.hi > 0.0 { e.se } else { 0.0 };
    Estimate { value: from_0(e.value), se, lo: from_0(e.lo), hi: from_0(e.hi) }
}
