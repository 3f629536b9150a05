//! The price of waiting: the programme begun some years later, up to the same horizon.
//!
//! Luck is held: an intake keeps its uniforms, whenever it enters. What is priced are the years that are lost at the end; that
//! somebody gets worse meanwhile is not in the scenario.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::standing::{ChangeAsked, Changed, MeanChange, StandingAsked};
use super::stresses::Part;
use crate::model::Reading;
use crate::scenario::Scenario;
use crate::summary::question::Question;
use crate::summary::results::Estimate;
use crate::summary::{Failure, Reader};

/// The programme begun some years later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Wait {
    /// How many years.
    pub years: usize,
    /// By perspective; null where an intake would enter after the horizon.
    pub perspectives: BTreeMap<String, Option<Waited>>,
}

/// What a perspective comes to when the programme begins later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Waited {
    /// Mean net benefit as it is less that of beginning later, from paired differences.
    pub price: Estimate,
    /// Net benefit of beginning later.
    pub net_benefit: MeanChange,
    /// P(net benefit ≥ 0) of beginning later.
    pub probability_break_even: Estimate,
    /// Its change, from paired flips.
    pub probability_break_even_change: Estimate,
}

/// Begins the programme 1, 2 … years later.
///
/// # Errors
/// [`Failure`] says why there is no answer.
pub(super) fn waiting(call: &Call<'_>) -> Result<Vec<Wait>, Failure> {
    if !call.stresses.parts.contains(&Part::Waiting) {
        return Ok(Vec::new());
    }
    let scenario = call.reading.scenario;
    let later: Vec<Scenario> = (1..=call.stresses.wait).map_while(|years| scenario.later(years)).collect();
    let (mut question, horizon) = (Question::default(), scenario.horizon);
    let base = question.read(call.reading.clone()).map_err(Failure::Model)?;
    let before = question.headlines(base);
    let mut asked: Vec<Vec<(StandingAsked, ChangeAsked)>> = Vec::new();
    for scenario in &later {
        let reading = Reading { scenario, ..call.reading.clone() };
        let look = question.read(reading).map_err(Failure::Model)?;
        let after = question.headlines(look);
        question.next_stage();
        let of = before.iter().zip(&after).map(|((_, was), (_, is))| {
            let standing = StandingAsked::of(&mut question, is, horizon);
            (standing, ChangeAsked::of(&mut question, was, is, horizon))
        });
        asked.push(of.collect());
    }
    let read = |reader: &Reader<'_>| {
        let read = |(standing, change): &(StandingAsked, ChangeAsked)| {
            let Changed { net_benefit, probability_break_even, probability_break_even_change } =
                change.read(standing, reader);
            let price = net_benefit.change.negated();
            Waited { price, net_benefit, probability_break_even, probability_break_even_change }
        };
        asked.iter().map(|of| of.iter().map(read).collect()).collect()
    };
    let played: Vec<Vec<Waited>> = match asked.is_empty() {
        true => Vec::new(),
        false => call.play(question, &mut |reader: &Reader<'_>, _, _| Ok(read(reader)))?,
    };
    let mut played = played.into_iter();
    let waits = (1..=call.stresses.wait).map(|years| {
        let mut waited = played.next().map(Vec::into_iter);
        let next = |(name, _): &(String, _)| (name.clone(), waited.as_mut().and_then(Iterator::next));
        Wait { years, perspectives: before.iter().map(next).collect() }
    });
    Ok(waits.collect())
}
