//! How bad all assumptions may be at once.

use super::side::Side;
use crate::analysis::stress::call::Call;
use crate::engine::Noticed;
use crate::model::Reading;
use crate::model::column::Value;
use crate::summary::question::Question;
use crate::summary::{Failed, Failure, Prepared, Reader};

/// Where the root is looked for.
const BETWEEN: [f64; 2] = [0.001, 0.999];

/// How well it is known.
const CLOSE: f64 = 1e-13;

/// The smallest probability at which the mean is not below 0 when every input stands at that quantile of its law, counted from its
/// unfavourable side; `None` where the mean has no change of sign from loss to gain, or is no number.
///
/// It is the largest horizon of uncertainty at which the case still pays, on the scale of the inputs' own laws (Ben-Haim, 2006, Info-Gap
/// Decision Theory, ch. 3).
pub(super) fn break_even(call: &Call<'_>, sides: &[Side<'_>]) -> Option<f64> {
    let gains = |t: f64| {
        let at = sides.iter().fold(call.reading.clone(), |at, side| at.pinned(side.input, side.quantile(t)));
        mean(call, at).ok().map(|[mean, tolerance]| mean >= -tolerance)
    };
    let [mut loss, mut gain] = BETWEEN;
    if gains(loss)? || !gains(gain)? {
        return None;
    }
    while gain - loss > CLOSE {
        let middle = 0.5 * (loss + gain);
        *if gains(middle)? { &mut gain } else { &mut loss } = middle;
    }
    Some(gain)
}

/// Mean net benefit in question, and what it may be and still count as 0. Where every doubtful input is set it is a number, and nothing is
/// played.
///
/// # Errors
/// Where the reading comes to nothing.
pub(super) fn mean(call: &Call<'_>, reading: Reading<'_>) -> Result<[f64; 2], Failed> {
    let mut question = Question::default();
    let look = question.read(reading).map_err(|error| (None, Failure::Model(error)))?;
    let perspective = &call.stresses.perspective;
    let headlines = question.headlines(look);
    let (_, headline) = headlines
        .into_iter()
        .find(|(name, _)| name == perspective)
        .ok_or_else(|| (None, Failure::NoPerspective { perspective: perspective.clone() }))?;
    let tolerance = headline.tolerance.constant().unwrap_or(0.0);
    if let Value::Const(mean) = headline.expected {
        return Ok([mean, tolerance]);
    }
    let moments = question.moments(headline.expected);
    let mut read = |reader: &Reader<'_>, _: &Prepared<'_>, _: &Noticed| Ok(reader.mean(moments).value);
    call.try_play(question, &mut read).map(|mean| [mean, tolerance])
}
