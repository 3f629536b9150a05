//! What is searched for switching values: which assumptions, and between which values.

use std::collections::BTreeMap;

use crate::analysis::stress::call::Call;
use crate::analysis::stress::put::{Put, is_whole};
use crate::analysis::stress::stresses::{Assumption, NamedNumber};
use crate::distribution::Law;
use crate::engine::Noticed;
use crate::model::column::{Dependence, Value};
use crate::model::{Headline, Reading};
use crate::scenario::formula::Expr;
use crate::scenario::keys::Range;
use crate::scenario::{Definition, Quantity, Scenario, limits};
use crate::summary::question::Question;
use crate::summary::{Failure, Ordered, Prepared, Reader};

/// Where a law is thought to be: its quantile at this probability, and at 1 less that.
const PLAUSIBLE: f64 = 0.001;

/// By how many plausible widths a search goes beyond them, to both sides; of a number without spread, how many times itself.
const BEYOND: f64 = 10.0;

/// Times the people that there are that are searched.
const PEOPLE: f64 = 4.0;

/// Discount rates that are searched.
const RATES: [f64; 2] = [0.0, 0.25];

/// An assumption whose values are searched.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub of: Assumption,
    /// Whether whole numbers alone will do.
    pub is_whole: bool,
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

/// What is to be searched: inputs, then numbers of the file, each in name order; and inputs that nothing reads.
///
/// # Errors
/// Where the scenario has no model, or no such input as is named.
pub(super) fn subjects(
    call: &Call<'_>,
    main: usize,
    only: Option<&Assumption>,
) -> Result<(Vec<Subject>, Vec<String>), Failure> {
    let (scenario, inputs) = (call.reading.scenario, &call.stresses.inputs);
    if let Some(named) = inputs.iter().find(|named| !scenario.inputs.contains_key(&named.name)) {
        return Err(Failure::NoInput { input: named.name.clone() });
    }
    let (mut subjects, mut unread) = (Vec::new(), Vec::new());
    let wanted = |input: &String| only.is_none_or(|only| only.input() == Some(input));
    for (input, definition) in scenario.inputs.iter().filter(|(input, _)| wanted(input)) {
        let named = inputs.iter().find(|named| named.name == *input);
        let (is_fixed, mut subject) = match &definition.definition {
            // How people differ is luck: there is no number that turns the answer.
            Definition::People(_) | Definition::Dirichlet(_) => continue,
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
    for (path, range) in numbers(scenario, &call.stresses.numbers, only) {
        let is_named = call.stresses.numbers.iter().any(|named| named.path == path);
        let subject = number(scenario, path, range);
        if only.is_some() || is_named || is_read(call, &subject.of, range) {
            subjects.push(subject);
        }
    }
    Ok((subjects, unread))
}

/// The numbers of the file to be searched by themselves and those that are named, each with its range; or one `only`.
fn numbers(
    scenario: &Scenario,
    named: &[NamedNumber],
    only: Option<&Assumption>,
) -> BTreeMap<String, [f64; 2]> {
    let mut all = BTreeMap::from([("discount.rate".to_owned(), RATES)]);
    if scenario.horizon > 1 {
        all.insert("horizon".to_owned(), [1.0, scenario.horizon as f64]);
    }
    let path = "cohort.participants";
    if let Some(people) = stated(scenario, path).filter(|people| *people >= 1.0) {
        let limit = if scenario.by_person.is_empty() { limits::PEOPLE } else { limits::PERSONS };
        let most = if PEOPLE * people < limit { PEOPLE * people } else { limit };
        all.insert(path.to_owned(), [1.0, most]);
    }
    all.extend(named.iter().map(|named| (named.path.clone(), named.range)));
    all.retain(|path, _| only.is_none_or(|only| only.number() == Some(path)));
    all
}

fn number(scenario: &Scenario, path: String, range: [f64; 2]) -> Subject {
    let (median, is_whole) = (stated(scenario, &path), is_whole(&path));
    let of = Assumption::Number(path);
    let (law, plausible, searched) = (None, None, (range[0] < range[1]).then_some(range));
    Subject { of, is_whole, law, median, plausible, searched, is_affine: [false; 2] }
}

/// Whether anybody's net benefit is another at one end of a number's range than at the other.
fn is_read(call: &Call<'_>, of: &Assumption, range: [f64; 2]) -> bool {
    let [Ok(low), Ok(high)] = range.map(|at| Put::of(call, &[(of, at)])) else { return true };
    let mut question = Question::default();
    let mut values = |put| {
        let look = question.read(Put::reading(put, call)).ok()?;
        Some(
            question
                .headlines(look)
                .into_iter()
                .map(|(_, h)| [h.expected, h.net_benefit])
                .collect::<Vec<_>>(),
        )
    };
    let low = values(&low);
    low.is_none() || low != values(&high)
}

/// What the file states for a number, where that is one number.
fn stated(scenario: &Scenario, path: &str) -> Option<f64> {
    if path == "horizon" {
        return Some(scenario.horizon as f64);
    }
    // A discount rate that is a list of one step is that rate.
    let steps = &scenario.discount.steps;
    let only_step = if path == "discount.rate" && steps.len() == 1 { steps.first() } else { None };
    let found = scenario.quantities().into_iter().find(|quantity| quantity.path == path);
    found.or(only_step.map(|step| &step.rate))?.expr.literal()
}

fn doubtful(scenario: &Scenario, input: &str, law: &Law) -> Subject {
    let (low, high) = law.support();
    let plausible = [law.quantile(PLAUSIBLE), law.upper_quantile(PLAUSIBLE)];
    let searched = within(scenario, input, Some(beyond(plausible, low >= 0.0, high <= 0.0)), true);
    Subject {
        of: Assumption::Input(input.to_owned()),
        is_whole: false,
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
        of: Assumption::Input(input.to_owned()),
        is_whole: false,
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
        of: Assumption::Input(input.to_owned()),
        is_whole: false,
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

/// What an input may be, before any `optimism`, for the numbers that are nothing but this input; anything where it has an `optimism`.
pub(in crate::analysis::stress) fn takes(scenario: &Scenario, input: &str) -> Vec<Range> {
    let is_adjusted = scenario.inputs.get(input).is_some_and(|input| input.optimism.is_some());
    if is_adjusted { Vec::new() } else { taken(scenario, input) }
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
