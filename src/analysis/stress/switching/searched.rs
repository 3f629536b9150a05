//! What is searched for switching values: which inputs, and between which values.

use crate::analysis::stress::call::Call;
use crate::distribution::Law;
use crate::engine::Noticed;
use crate::model::column::{Dependence, Value};
use crate::model::{Headline, Reading};
use crate::scenario::formula::Expr;
use crate::scenario::keys::Range;
use crate::scenario::{Definition, Quantity, Scenario};
use crate::summary::question::Question;
use crate::summary::{Failure, Ordered, Prepared, Reader};

/// Where a law is thought to be: its quantile at this probability, and at 1 less that.
const PLAUSIBLE: f64 = 0.001;

/// By how many plausible widths a search goes beyond them, to both sides; of a number without spread, how many times itself.
const BEYOND: f64 = 10.0;

/// An input whose values are searched.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub input: String,
    /// Where it is not a single number.
    pub law: Option<Spread>,
    pub median: Option<f64>,
    pub plausible: Option<[f64; 2]>,
    /// None where there is nothing to search between.
    pub searched: Option<[f64; 2]>,
    /// Whether each draw's expected and drawn net benefit are affine in it.
    pub is_affine: [bool; 2],
}

/// How an input spreads.
#[derive(Debug, Clone)]
pub(super) enum Spread {
    Law(Law),
    /// As a formula does.
    Draws(Ordered),
}

impl Spread {
    /// P(it is at most `x`).
    pub fn at_most(&self, x: f64) -> f64 {
        match self {
            Spread::Law(law) => law.cdf(x),
            Spread::Draws(draws) => draws.at_most(x),
        }
    }
}

/// The inputs to be searched, in name order, and those that nothing reads.
///
/// # Errors
/// Where the scenario has no model, or no such input as is named.
pub(super) fn subjects(
    call: &Call<'_>,
    main: usize,
    only: Option<&str>,
) -> Result<(Vec<Subject>, Vec<String>), Failure> {
    let (scenario, inputs) = (call.reading.scenario, &call.stresses.inputs);
    if let Some(named) = inputs.iter().find(|named| !scenario.inputs.contains_key(&named.name)) {
        return Err(Failure::NoInput { input: named.name.clone() });
    }
    let (mut subjects, mut unread) = (Vec::new(), Vec::new());
    for (input, definition) in
        scenario.inputs.iter().filter(|(input, _)| only.is_none_or(|only| only == *input))
    {
        let named = inputs.iter().find(|named| named.name == *input);
        let (is_fixed, mut subject) = match &definition.definition {
            Definition::Formula(_) if named.is_none() && only.is_none() => continue,
            Definition::Formula(_) => (false, formula(call, input)?),
            Definition::Law(law) => match law.is_fixed() {
                Some(value) => (true, fixed(scenario, input, value)),
                None => (false, doubtful(scenario, input, law)),
            },
        };
        if let Some(range) = named.and_then(|named| named.range) {
            subject.searched = within(scenario, input, Some(range), false);
        }
        let wide = subject.searched.unwrap_or([0.0, 1.0]);
        match dependence(&call.reading, input, wide, main) {
            None if is_fixed && named.is_none() => {}
            None => unread.push(input.clone()),
            Some(is_affine) => subjects.push(Subject { is_affine, ..subject }),
        }
    }
    Ok((subjects, unread))
}

fn doubtful(scenario: &Scenario, input: &str, law: &Law) -> Subject {
    let (low, high) = law.support();
    let plausible = [law.quantile(PLAUSIBLE), law.upper_quantile(PLAUSIBLE)];
    let searched = within(scenario, input, Some(beyond(plausible, low >= 0.0, high <= 0.0)), true);
    Subject {
        input: input.to_owned(),
        law: Some(Spread::Law(law.clone())),
        median: Some(law.median()),
        plausible: Some(plausible),
        searched,
        is_affine: [false; 2],
    }
}

/// A formula, before its optimism: its law is that of its draws.
fn formula(call: &Call<'_>, input: &str) -> Result<Subject, Failure> {
    let mut plain = call.reading.scenario.clone();
    if let Some(found) = plain.inputs.get_mut(input) {
        found.optimism = None;
    }
    let mut question = Question::default();
    let look = question.read(Reading { scenario: &plain, ..call.reading.clone() }).map_err(Failure::Model)?;
    let value = question.inputs(look).find(|(name, _)| *name == input).map(|(_, value)| value);
    let kept = question.keep(value.unwrap_or(Value::ZERO));
    let ((), columns) = call.keep(question, &mut |_: &Reader<'_>, _: &Prepared<'_>, _: &Noticed| Ok(()))?;
    let draws = columns.ranked(kept);
    let [low, median, high] = [PLAUSIBLE, 0.5, 1.0 - PLAUSIBLE].map(|p| draws.quantile(p));
    if low == high {
        return Ok(fixed(call.reading.scenario, input, median));
    }
    let [not_above, below] = [0.0, 0.0_f64.next_down()].map(|x| draws.at_most(x));
    let searched = Some(beyond([low, high], below == 0.0, not_above == 1.0));
    Ok(Subject {
        input: input.to_owned(),
        law: Some(Spread::Draws(draws)),
        median: Some(median),
        plausible: Some([low, high]),
        searched: within(call.reading.scenario, input, searched, true),
        is_affine: [false; 2],
    })
}

/// A plausible range with as much beyond it as is searched too, up to 0 where a law that ends there or before has nothing beyond.
fn beyond([low, high]: [f64; 2], is_positive: bool, is_negative: bool) -> [f64; 2] {
    let further = BEYOND * (high - low);
    let (from, to) = (low - further, high + further);
    [if is_positive && from < 0.0 { 0.0 } else { from }, if is_negative && to > 0.0 { 0.0 } else { to }]
}

fn fixed(scenario: &Scenario, input: &str, value: f64) -> Subject {
    let far = BEYOND * value;
    let range = if value > 0.0 { [0.0, far] } else { [far, 0.0] };
    Subject {
        input: input.to_owned(),
        law: None,
        median: Some(value),
        plausible: None,
        searched: within(scenario, input, (value != 0.0).then_some(range), true),
        is_affine: [false; 2],
    }
}

/// A range cut down to what every number that names the input takes; of a chance, where the `whole` range is wanted, all chances.
fn within(scenario: &Scenario, input: &str, range: Option<[f64; 2]>, whole: bool) -> Option<[f64; 2]> {
    let ranges = taken(scenario, input);
    let mut range = if whole && ranges.contains(&Range::SHARE) { [0.0, 1.0] } else { range? };
    if scenario.inputs[input].optimism.is_some() {
        return Some(range);
    }
    let width = range[1] - range[0];
    for of in ranges {
        // An open end is not a value; what comes near it is.
        let low = if of.low_open { of.low + NEAR * width } else { of.low };
        let high = if of.high_open { of.high - NEAR * width } else { of.high };
        range = [if low > range[0] { low } else { range[0] }, if high < range[1] { high } else { range[1] }];
    }
    (range[0] < range[1]).then_some(range)
}

/// Whether a number takes the input as a share or a chance, by name.
pub(super) fn is_share(scenario: &Scenario, input: &str) -> bool {
    taken(scenario, input).contains(&Range::SHARE)
}

/// What the numbers that are nothing but this input take.
fn taken(scenario: &Scenario, input: &str) -> Vec<Range> {
    let is_it = |quantity: &&&Quantity| matches!(&quantity.expr, Expr::Input(name) if name == input);
    scenario.quantities().iter().filter(is_it).map(|quantity| quantity.range).collect()
}

/// How near a search comes to an end that is no value, as a share of its width.
const NEAR: f64 = 1e-3;

/// Whether expected and drawn net benefit in question are affine in an input wherever in a range it stands; `None` where nobody's net benefit
/// depends on it.
fn dependence(reading: &Reading<'_>, input: &str, [low, high]: [f64; 2], main: usize) -> Option<[bool; 2]> {
    // What a law of this range cannot be is not clamped: so the graph shows what holds all over it.
    let mut wide = reading.scenario.clone();
    if let Some(found) = wide.inputs.get_mut(input) {
        found.definition = Definition::Law(Law::uniform(low, high));
    }
    let mut question = Question::default();
    let Ok(look) = question.read(Reading { scenario: &wide, ..reading.clone() }) else {
        return Some([false; 2]);
    };
    let headlines: Vec<Headline> = question.headlines(look).into_iter().map(|(_, h)| h).collect();
    let drawn = question.drawn_input(look, input)?;
    let values: Vec<_> = headlines.iter().flat_map(|h| [h.expected, h.net_benefit]).collect();
    let found = question.dependence(&values, drawn);
    if found.iter().all(|found| *found == Dependence::None) {
        return None;
    }
    Some([0, 1].map(|of| found[2 * main + of] != Dependence::Other))
}
