//! A stress test at a glance: what a page on a run shows besides the run. Each doubtful input at its ends, luck alone, and the
//! one assumption that is likeliest to overturn the answer. All of it is of one perspective, on fewer draws than a run has.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::call::{self, Call};
use super::running::running;
use super::standing::StandingAsked;
use super::stresses::{Assumption, Stresses};
use super::switching::{Holds, Scan, Switching, switching};
use crate::distribution::Law;
use crate::engine::{Noticed, Pool, Watch};
use crate::model::Reading;
use crate::scenario::formula::Expr;
use crate::scenario::metrics::Figure;
use crate::scenario::{Bound, Counterfactual, Definition, Scenario};
use crate::summary::plan::Quantiles;
use crate::summary::question::Question;
use crate::summary::results::{Estimate, YearQuantiles};
use crate::summary::{Failure, Prepared, Reader, Settings};

/// Draws that a glance is played on, at most: the simulation error of a probability is then at most 0.4 percentage points.
pub const GLANCE_DRAWS: u64 = 1 << 16;

/// The same of people who are followed through states, of whom a draw takes a hundred times as long: then the error is at most 1.6 points.
pub const GLANCE_DRAWS_OF_PATHWAYS: u64 = 1 << 12;

/// The ends of an input: nine times in ten it lies between them.
const ENDS: [f64; 2] = [0.05, 0.95];

/// Probabilities of the quantiles of luck.
const LUCK: [f64; 3] = [0.05, 0.5, 0.95];

/// Doubtful inputs, the widest first, that are searched for where they turn the answer, and the same of pathways.
const SEARCHED: usize = 3;
const SEARCHED_OF_PATHWAYS: usize = 1;

/// Steps of a curve, about.
const STEPS: f64 = 7.0;

/// What a page shows besides a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Glance {
    /// Of whom it is.
    pub perspective: String,
    /// The draws that it is played on.
    pub draws: u64,
    /// The probability of break-even that is to be reached: what the scenario requires, or ½.
    pub target: f64,
    /// Whether the scenario requires it.
    pub is_required: bool,
    /// The scenario as it is, on these draws.
    pub base: At,
    /// What has been paid and has come back by the end of each year, discounted, by perspective.
    pub running: BTreeMap<String, Vec<YearQuantiles>>,
    /// Each doubtful input at its ends, the widest first.
    pub swings: Vec<SwingAtEnds>,
    /// Net benefit with every input at its mean: quantiles at 5, 50 and 95 %. `None` where an input cannot be set so.
    pub luck: Option<[f64; 3]>,
    /// How many of those inputs, the widest first, were searched for where they turn the answer.
    pub searched: usize,
    /// The assumption that is likeliest to turn the answer; `None` where none of those searched does.
    pub turning: Option<Turning>,
}

/// What a perspective comes to at a value of an input.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct At {
    /// The value; of the scenario as it is, 0.
    pub value: f64,
    /// Mean net benefit.
    pub mean: Estimate,
    /// P(net benefit ≥ 0).
    pub probability: Estimate,
}

/// An input at its ends, while the others are as drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SwingAtEnds {
    /// The input.
    pub input: String,
    /// At its 5 % and at its 95 % quantile.
    pub ends: [At; 2],
}

/// Where an assumption turns the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turning {
    /// The assumption.
    pub input: String,
    /// Whether it is a fixed number, which no other figure of a run doubts.
    pub is_fixed: bool,
    /// Where it stands: its median, or its number.
    pub now: f64,
    /// The value at which the target is passed.
    pub at: Estimate,
    /// Whether the target is reached from that value on, or up to it.
    pub holds_above: bool,
    /// The target against the value, at round values, rising.
    pub curve: Vec<At>,
}

/// Plays a glance out. What cannot be played is left out.
///
/// # Errors
/// [`Failure`] says why there is none.
pub fn glance(
    scenario: &Scenario,
    resolved: &str,
    pool: &Pool,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Glance, Failure> {
    let most = if scenario.pathways.is_some() { GLANCE_DRAWS_OF_PATHWAYS } else { GLANCE_DRAWS };
    let draws = if settings.draws < most { settings.draws } else { most };
    let settings = Settings { draws, precision: None, ..settings.clone() };
    let perspective = scenario.report.perspective.clone();
    let required = required(scenario, &perspective);
    let target = required.unwrap_or(0.5);
    let stresses = Stresses { perspective: perspective.clone(), target, ..Stresses::default() };
    pool.install(|| {
        let reading = Reading::of(scenario);
        let base = call::base(&reading, &settings, pool)?;
        let (stresses, settings) = (&stresses, &settings);
        let call = Call { reading, resolved, set: Vec::new(), base: &base, stresses, settings, pool, watch };
        let mut all = play(&call, Vec::new(), false)?;
        let base = all.pop().ok_or(Failure::Cancelled)?;
        let running = running(&call)?;
        let swings = swings(&call)?;
        let luck = luck(&call)?;
        let searched = searched_of(scenario, swings.len());
        let turning = turning(&call, &swings[..searched])?;
        Ok(Glance {
            perspective,
            draws,
            target,
            is_required: required.is_some(),
            base,
            running,
            swings,
            luck,
            searched,
            turning,
        })
    })
}

/// The probability of break-even that is required of a perspective, where it can be.
fn required(scenario: &Scenario, perspective: &str) -> Option<f64> {
    scenario.requirements.values().find_map(|requirement| match requirement.bound {
        Bound::AtLeast(target)
            if requirement.perspective == perspective
                && requirement.metric.figure() == Figure::ProbabilityBreakEven
                && target > 0.0
                && target < 1.0 =>
        {
            Some(target)
        }
        _ => None,
    })
}

/// What the perspective in question comes to with an input at some values, or as it is where there are none. What cannot be
/// played is left out where `may_fail`.
fn play(call: &Call<'_>, at: Vec<(&str, f64)>, may_fail: bool) -> Result<Vec<At>, Failure> {
    let mut question = Question::default();
    let mut asked = Vec::new();
    let settings: Vec<Option<(&str, f64)>> =
        if at.is_empty() { vec![None] } else { at.into_iter().map(Some).collect() };
    for setting in settings {
        let reading = match setting {
            Some((input, value)) => call.reading.clone().pinned(input, value),
            None => call.reading.clone(),
        };
        let look = match question.read(reading) {
            Ok(look) => look,
            Err(_) if may_fail => continue,
            Err(error) => return Err(Failure::Model(error)),
        };
        let headlines = question.headlines(look);
        let main = headlines.into_iter().find(|(name, _)| *name == call.stresses.perspective);
        let unknown = || Failure::NoPerspective { perspective: call.stresses.perspective.clone() };
        let (_, headline) = main.ok_or_else(unknown)?;
        let horizon = call.reading.scenario.horizon;
        let value = setting.map_or(0.0, |(_, value)| value);
        asked.push((value, StandingAsked::of(&mut question, &headline, horizon)));
        question.next_stage();
    }
    let mut read = |reader: &Reader<'_>, _: &Prepared<'_>, _: &Noticed| {
        let at = |(value, asked): &(f64, StandingAsked)| {
            let standing = asked.read(reader);
            At {
                value: *value,
                mean: standing.net_benefit.mean,
                probability: standing.probability_break_even,
            }
        };
        Ok(asked.iter().map(at).collect::<Vec<At>>())
    };
    match call.play(question, &mut read) {
        Ok(all) => Ok(all),
        Err(failure @ (Failure::Cancelled | Failure::Memory { .. })) => Err(failure),
        Err(_) if may_fail => Ok(Vec::new()),
        Err(failure) => Err(failure),
    }
}

/// Each doubtful input at its ends, the widest first; those that move nothing are left out.
fn swings(call: &Call<'_>) -> Result<Vec<SwingAtEnds>, Failure> {
    let mut swings = Vec::new();
    let mut doubtful = Vec::new();
    for (input, definition) in &call.reading.scenario.inputs {
        if let Definition::Law(law) = &definition.definition
            && let Some(ends) = ends(law)
        {
            doubtful.push((input, ends));
        }
    }
    // All of them in one play; one by one where one of them cannot be played.
    let at = |doubtful: &[(&String, [f64; 2])]| -> Vec<(String, f64)> {
        doubtful.iter().flat_map(|(input, ends)| ends.map(|end| ((*input).clone(), end))).collect()
    };
    for group in doubtful.chunks(8) {
        let settings = at(group);
        let settings: Vec<(&str, f64)> = settings.iter().map(|(input, end)| (input.as_str(), *end)).collect();
        let played = play(call, settings, true)?;
        let mut add = |input: &String, ends: &[At]| {
            if let [low, high] = ends
                && (low.mean.value != high.mean.value || low.probability.value != high.probability.value)
            {
                swings.push(SwingAtEnds { input: input.clone(), ends: [*low, *high] });
            }
        };
        if played.len() == 2 * group.len() {
            group.iter().zip(played.chunks(2)).for_each(|((input, _), ends)| add(input, ends));
            continue;
        }
        for (input, ends) in group {
            add(input, &play(call, ends.iter().map(|end| (input.as_str(), *end)).collect(), true)?);
        }
    }
    let width = |swing: &SwingAtEnds| (swing.ends[1].mean.value - swing.ends[0].mean.value).abs();
    swings.sort_by(|a, b| width(b).total_cmp(&width(a)));
    Ok(swings)
}

/// The ends of an input in doubt; those of its whole range where both quantiles are one value.
fn ends(law: &Law) -> Option<[f64; 2]> {
    let (from, to) = law.support();
    let ends = ENDS.map(|p| law.quantile(p));
    match ends[0] < ends[1] {
        true => Some(ends),
        false => (from < to && from.is_finite() && to.is_finite()).then_some([from, to]),
    }
}

/// Net benefit with every input at its mean, or at its median where it has none.
fn luck(call: &Call<'_>) -> Result<Option<[f64; 3]>, Failure> {
    let mut reading = call.reading.clone();
    for (input, definition) in &call.reading.scenario.inputs {
        for (number, at) in definition.pins_at_mean(input) {
            reading = reading.pinned(&number, at);
        }
    }
    let mut question = Question::default();
    let Ok(look) = question.read(reading) else { return Ok(None) };
    let headlines = question.headlines(look);
    let main = headlines.into_iter().find(|(name, _)| *name == call.stresses.perspective);
    let Some((_, headline)) = main else { return Ok(None) };
    let quantiles: Quantiles = question.quantiles(headline.net_benefit, &LUCK);
    let mut read = |reader: &Reader<'_>, _: &Prepared<'_>, _: &Noticed| {
        reader
            .quantiles(quantiles, LUCK)
            .map(|all| Some(all.map(|q| q.value)))
            .map_err(|_| Failure::Cancelled)
    };
    match call.play(question, &mut read) {
        Ok(luck) => Ok(luck),
        Err(_) => Ok(None),
    }
}

/// How many of the doubtful inputs are searched.
fn searched_of(scenario: &Scenario, swings: usize) -> usize {
    let most = if scenario.pathways.is_some() { SEARCHED_OF_PATHWAYS } else { SEARCHED };
    if swings < most { swings } else { most }
}

/// The assumption that is likeliest to turn the answer: a fixed chance without the intervention if there is one, as no other figure
/// doubts it, or else that of the widest inputs whose value is likeliest to lie on the other side.
fn turning(call: &Call<'_>, swings: &[SwingAtEnds]) -> Result<Option<Turning>, Failure> {
    for input in unquestioned(call.reading.scenario) {
        if let Some((turning, _)) = searched(call, input)? {
            return with_curve(call, turning).map(Some);
        }
    }
    let mut best: Option<(Turning, f64)> = None;
    for swing in swings {
        let Some((turning, beyond)) = searched(call, &swing.input)? else { continue };
        if best.as_ref().is_none_or(|(_, likeliest)| beyond > *likeliest) {
            best = Some((turning, beyond));
        }
    }
    best.map(|(turning, _)| with_curve(call, turning)).transpose()
}

/// Fixed inputs that are the chance of an outcome without the intervention.
fn unquestioned(scenario: &Scenario) -> Vec<&str> {
    let mut inputs: Vec<&str> = Vec::new();
    for outcome in scenario.outcomes.values() {
        if let Counterfactual::Rate(rate) = &outcome.counterfactual
            && let Expr::Input(name) = &rate.expr
            && let Some(input) = scenario.inputs.get(name)
            && matches!(&input.definition, Definition::Law(law) if law.is_fixed().is_some())
            && !inputs.contains(&name.as_str())
        {
            inputs.push(name);
        }
    }
    inputs
}

/// Where an input passes the target, and how likely it lies on the other side of that; nothing where it does not.
fn searched(call: &Call<'_>, input: &str) -> Result<Option<(Turning, f64)>, Failure> {
    let scenario = call.reading.scenario;
    let scan = Scan { mean: false, ..Scan::of(scenario) };
    let found = match switching(call, Some(&Assumption::Input(input.to_owned())), scan) {
        Ok(found) => found,
        Err(failure @ (Failure::Cancelled | Failure::Memory { .. })) => return Err(failure),
        Err(_) => return Ok(None),
    };
    let Some(Switching { median: Some(now), probability: Some(turns), .. }) = found.rows.into_iter().next()
    else {
        return Ok(None);
    };
    // Of several turns the one nearest to where it stands.
    let nearest = turns
        .roots
        .into_iter()
        .min_by(|a, b| (a.value.value - now).abs().total_cmp(&(b.value.value - now).abs()));
    let Some(root) = nearest else { return Ok(None) };
    let holds_above = root.holds == Holds::Above;
    let below = root.quantile.unwrap_or(0.0);
    let beyond = if now < root.value.value { 1.0 - below } else { below };
    let is_fixed = matches!(
        call.reading.scenario.inputs.get(input).map(|input| &input.definition),
        Some(Definition::Law(law)) if law.is_fixed().is_some()
    );
    let turning =
        Turning { input: input.to_owned(), is_fixed, now, at: root.value, holds_above, curve: Vec::new() };
    Ok(Some((turning, beyond)))
}

/// The same with the probability at round values around.
fn with_curve(call: &Call<'_>, turning: Turning) -> Result<Turning, Failure> {
    let Some(input) = call.reading.scenario.inputs.get(&turning.input) else { return Ok(turning) };
    let Definition::Law(law) = &input.definition else { return Ok(turning) };
    let (now, at) = (turning.now, turning.at.value);
    // Of a fixed number as far beyond where it turns as there is to it, three times over; of others what they may be.
    let (low, high) = match law.is_fixed() {
        Some(_) if at > now => (now, now + 4.0 * (at - now)),
        Some(_) => (now - 4.0 * (now - at), now),
        None => {
            let (low, high) = (law.quantile(0.01), law.quantile(0.99));
            (if at < low { at } else { low }, if at > high { at } else { high })
        }
    };
    let mut values = round_between(low, high);
    // A chance stays one.
    if unquestioned(call.reading.scenario).contains(&turning.input.as_str()) {
        values.retain(|value| (0.0..=1.0).contains(value));
    }
    let settings: Vec<(&str, f64)> = values.iter().map(|value| (turning.input.as_str(), *value)).collect();
    let mut curve = play(call, settings, true)?;
    if curve.len() < 3 {
        curve.clear();
    }
    Ok(Turning { curve, ..turning })
}

/// Round values from the last below `low` to the first above `high`, held inside where that is a bound of 0.
fn round_between(low: f64, high: f64) -> Vec<f64> {
    let rough = (high - low) / STEPS;
    if !(rough > 0.0) || !rough.is_finite() {
        return Vec::new();
    }
    let magnitude = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let step = match rough / magnitude {
        r if r <= 1.0 => magnitude,
        r if r <= 2.0 => magnitude * 2.0,
        r if r <= 5.0 => magnitude * 5.0,
        _ => magnitude * 10.0,
    };
    let (first, last) = (libm::floor(low / step + 1e-9) as i64, libm::ceil(high / step - 1e-9) as i64);
    (first..=last).map(|at| at as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_go_by_round_values() {
        assert_eq!(round_between(0.0, 0.26).len(), 7);
        assert_eq!(round_between(0.0, 0.25), [0.0, 0.05, 0.1, 0.150_000_000_000_000_02, 0.2, 0.25]);
        assert_eq!(
            round_between(95_000.0, 162_000.0),
            [
                90_000.0, 100_000.0, 110_000.0, 120_000.0, 130_000.0, 140_000.0, 150_000.0, 160_000.0,
                170_000.0
            ]
        );
        assert!(round_between(1.0, 1.0).is_empty());
        assert!(round_between(f64::NAN, 1.0).is_empty());
    }
}
