//! Three or more scenarios beside each other: which to choose, and how surely.

mod answer;
mod ask;
pub mod dominance;
pub(super) mod order;

use std::ops::ControlFlow;

pub(super) use self::answer::answer;
pub(super) use self::ask::ask;
pub use self::order::{Dominance, Order, Placed, Ranking};
use crate::analysis::compare::side::{Impossible, Side};
use crate::engine::{Noticed, Pool, Watch};
use crate::summary::question::Question;
use crate::summary::{Failure, Moment, Prepared, Reader, Settings};

/// Most scenarios that are ranked: the differences between all of them are followed.
pub const MOST: usize = 50;

/// Plays all scenarios out over the same draws and puts them in order. `names` are what they are called.
///
/// # Errors
/// Where one of them has no model, or came to nothing; [`Impossible::Failed`] does not say which.
pub fn rank(
    names: &[String],
    sides: &[Side<'_>],
    pool: &Pool,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Ranking, Impossible> {
    let failed = |failure| Impossible::Failed { other: true, failure };
    pool.install(|| {
        let mut question = Question::default();
        let mut readings = Vec::new();
        for side in sides {
            let look = question.read(side.reading()).map_err(|error| failed(Failure::Model(error)))?;
            readings.push(question.headlines(look));
        }
        let asked = ask(&mut question, &readings);
        let (prepared, block_0) = Prepared::new(question, settings.drawing(), pool.isa());
        let mut ranking = None;
        let mut visit = |reader: &Reader<'_>, _: &Noticed, _: Moment| {
            ranking = Some(answer(&asked, names, reader)?);
            Ok(ControlFlow::Break(()))
        };
        let done = prepared.answer(block_0, false, None, watch, &mut visit);
        done.map_err(|(_, failure)| failed(failure))?;
        Ok(ranking.expect("whoever visits at the end answers"))
    })
}
