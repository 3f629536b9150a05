//! The value of information: what it would be worth to know more before a choice is made.
//!
//! The choice is between scenarios, and doing nothing. No research removes luck, so what counts is expected net benefit given the
//! inputs. `perfect` values one input, `groups` several, `study` what is learnt from some people, `sizes` how many there
//! should be.

mod answer;
mod ask;
mod call;
mod groups;
mod perfect;
mod sizes;
mod study;
pub mod valuation;
mod valuing;

use std::ops::ControlFlow;

pub use groups::Group;
pub use sizes::{ROUND, Sizes, StudyCost};
pub use study::Seen;
pub use valuation::Valuation;
pub use valuing::{Study, Unvalued, Valuing};

use self::call::Call;
use crate::analysis::compare::side::{Side, refuse_unlike};
use crate::engine::{Noticed, Pool, Watch};
use crate::summary::{Columns, Moment, Prepared, Reader, Settings};

/// Values information about a choice between scenarios.
///
/// # Errors
/// [`Unvalued`] says why there is no answer.
pub fn value(
    sides: &[Side<'_>],
    pool: &Pool,
    settings: &Settings,
    valuing: &Valuing,
    watch: &dyn Watch,
) -> Result<Valuation, Unvalued> {
    if sides.is_empty() {
        return Err(Unvalued::Asked("there is no scenario".to_owned()));
    }
    let scenario = |at: usize| &sides[at].loaded.scenario;
    for at in 1..sides.len() {
        refuse_unlike(scenario(0), scenario(at)).map_err(|impossible| Unvalued::Unlike(at, impossible))?;
    }
    pool.install(|| {
        let (question, asked) = ask::ask(sides, valuing)?;
        let call = Call::new(sides, &asked, valuing, settings, pool, watch)?;
        call.afford(&question).map_err(|failure| Unvalued::Failed(None, failure))?;
        let drawing = settings.drawing();
        let (prepared, block_0) = Prepared::new(question, drawing, pool.isa());
        let mut columns = Columns::of(drawing.sampling.round_up(drawing.draws));
        let mut read = None;
        let mut visit = |reader: &Reader<'_>, noticed: &Noticed, _: Moment| {
            read = Some(call.read(reader, &prepared, noticed)?);
            Ok(ControlFlow::Break(()))
        };
        let played = prepared.answer(block_0, false, Some(&mut columns), watch, &mut visit);
        let of_side = |look| asked.looks.iter().position(|known| *known == look);
        played.map_err(|(look, failure)| Unvalued::Failed(look.and_then(of_side), failure))?;
        call.answer(read.expect("whoever visits at the end answers")?, &columns, &prepared)
    })
}
