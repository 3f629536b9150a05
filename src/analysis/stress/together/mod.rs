//! All assumptions at once: each at its unfavourable end, its median or its favourable end, at the same time; and how bad all may be
//! before the case does not pay any more.

mod corners;
mod quantile;
mod side;

use super::call::Call;
use super::standing::{ChangeAsked, StandingAsked, clamped_while};
use super::tornado::Row;
use crate::engine::Noticed;
use crate::model::column::Value;
use crate::model::{Headline, Reading};
use crate::scenario::warning::{Ends, While};
use crate::summary::events::Sign;
use crate::summary::plan::{Plan, Share};
use crate::summary::question::{Look, Question};
use crate::summary::results::WarningRecord;
use crate::summary::{Failure, Prepared, Reader};
pub use corners::{Corner, Together};
use quantile::{break_even, mean};
use side::Side;

/// What the corners are called.
const ENDS: [Ends; 3] = [Ends::Unfavourable, Ends::Median, Ends::Favourable];

/// Handles of a corner; lists are by perspective.
struct Asked {
    look: Look,
    perspectives: Vec<(StandingAsked, ChangeAsked)>,
    /// None where payments are made, whose luck would be in it.
    below: Option<Share>,
}

/// Plays the corners out, with warnings of rates that are clamped there. `rows` are the tornado's; `None` where there are none.
///
/// # Errors
/// Where the scenario as it is comes to nothing. A corner that does is named as such.
pub(super) fn together(
    call: &Call<'_>,
    rows: &[Row],
) -> Result<Option<(Together, Vec<WarningRecord>)>, Failure> {
    let of = |row| Side::of(call.reading.scenario, row, &call.stresses.perspective);
    let sides: Vec<Side<'_>> = rows.iter().filter_map(of).collect();
    if sides.is_empty() {
        return Ok(None);
    }
    let reading = |corner: usize| {
        sides.iter().fold(call.reading.clone(), |at, side| at.pinned(side.input, side.values()[corner]))
    };
    let readings = [0, 1, 2].map(reading);
    let mut untried = [const { None }; 3];
    let (corners, warnings) = loop {
        let (question, names, asked) = ask(call, &readings, &mut untried)?;
        let mut read = |reader: &Reader<'_>, prepared: &Prepared<'_>, noticed: &Noticed| {
            let mut warnings = Vec::new();
            let mut corner = |at: usize| {
                let inputs = readings[at].pins.clone();
                let Some(asked) = &asked[at] else {
                    let untried = untried[at].clone();
                    let (perspectives, probability_below) = Default::default();
                    return Corner { inputs, untried, perspectives, probability_below };
                };
                let clamped = prepared.most_clamped(asked.look, noticed);
                if let Some((site, share)) = clamped.filter(|(_, share)| *share > call.settings.most_clamped)
                {
                    warnings.push(clamped_while(While::All(ENDS[at]), site, share));
                }
                let all = asked.perspectives.iter().map(|(of, change)| change.read(of, reader));
                let perspectives = names.iter().cloned().zip(all).collect();
                let probability_below = asked.below.map(|below| reader.share(below));
                Corner { inputs, untried: None, perspectives, probability_below }
            };
            let corners = [0, 1, 2].map(&mut corner);
            Ok((corners, warnings))
        };
        match call.try_play(question, &mut read) {
            Ok(answer) => break answer,
            Err((look, failure)) => {
                let is_it =
                    |asked: &Option<Asked>| asked.as_ref().is_some_and(|asked| look == Some(asked.look));
                match asked.iter().position(is_it) {
                    Some(at) => untried[at] = Some(failure.of_itself().to_string()),
                    None => return Err(failure),
                }
            }
        }
    };
    let at_median = sides.iter().filter(|side| side.is_still()).map(|side| side.input.to_owned()).collect();
    let [worst, central, best] = corners;
    let break_even_quantile = break_even(call, &sides);
    Ok(Some((Together { worst, central, best, break_even_quantile, at_median }, warnings)))
}

type Question3<'s> = (Question<'s>, Vec<String>, [Option<Asked>; 3]);

/// Asks for the corners that are not known to be unplayable; those that have no model are noted.
fn ask<'s>(
    call: &Call<'s>,
    readings: &[Reading<'s>; 3],
    untried: &mut [Option<String>; 3],
) -> Result<Question3<'s>, Failure> {
    let (mut question, horizon) = (Question::default(), call.reading.scenario.horizon);
    let base = question.read(call.reading.clone()).map_err(Failure::Model)?;
    let (names, before): (Vec<String>, Vec<Headline>) = question.headlines(base).into_iter().unzip();
    let main = names.iter().position(|name| *name == call.stresses.perspective);
    let main =
        main.ok_or_else(|| Failure::NoPerspective { perspective: call.stresses.perspective.clone() })?;
    let mut asked = [const { None }; 3];
    for ((reading, untried), asked) in readings.iter().zip(untried).zip(&mut asked) {
        if untried.is_some() {
            continue;
        }
        let look = match question.read(reading.clone()) {
            Ok(look) => look,
            Err(error) => {
                *untried = Some(error.message);
                continue;
            }
        };
        let after: Vec<Headline> =
            question.headlines(look).into_iter().map(|(_, headline)| headline).collect();
        let mean = match after[main].expected {
            Value::Const(mean) => mean,
            Value::Column(_) => match mean(call, reading.clone()) {
                Ok([mean, _]) => mean,
                Err((_, failure)) => {
                    *untried = Some(failure.of_itself().to_string());
                    continue;
                }
            },
        };
        question.next_stage();
        let plan: &mut Plan = &mut question;
        let is_known = !before[main].is_touched;
        let gap = is_known.then(|| {
            let gap = [before[main].expected, Value::Const(mean)];
            plan.difference(gap, [before[main].tolerance, Value::ZERO])
        });
        let both =
            |(was, is)| (StandingAsked::of(plan, is, horizon), ChangeAsked::of(plan, was, is, horizon));
        let perspectives = before.iter().zip(&after).map(both).collect();
        let below = gap.map(|gap| plan.share_of_sign(gap, Sign::Below));
        *asked = Some(Asked { look, perspectives, below });
    }
    Ok((question, names, asked))
}
