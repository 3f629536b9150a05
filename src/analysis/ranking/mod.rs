//! Three or more scenarios beside each other: which to choose, and how surely.

mod answer;
mod ask;
pub mod dominance;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

pub(super) use self::answer::answer;
pub(super) use self::ask::ask;
use self::dominance::Dominates;
use crate::analysis::compare::{Impossible, Side};
use crate::engine::{Noticed, Pool, Watch};
use crate::summary::question::Question;
use crate::summary::results::Estimate;
use crate::summary::{Failure, Moment, Prepared, Reader, Settings};

/// Most scenarios that are ranked: the differences between all of them are followed.
pub const MOST: usize = 50;

/// Which scenario to choose, by perspective that all have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Ranking {
    /// Draws of each.
    pub draws: u64,
    /// By perspective.
    pub perspectives: BTreeMap<String, Order>,
}

/// The scenarios in the order of one perspective's mean net benefit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Order {
    /// The best first.
    pub places: Vec<Placed>,
    /// The one whose largest regret is smallest (Savage, 1951, "The theory of statistical decision", JASA 46).
    pub minimax_regret: String,
    /// Every ordered pair of which something can be said.
    pub dominance: Vec<Dominance>,
}

/// One scenario among the others. Regret is what the best choice would have brought in that draw, less what this one
/// brings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Placed {
    /// Its name.
    pub name: String,
    /// Mean net benefit.
    pub net_benefit: Estimate,
    /// By how much the one before it is better on average, from paired draws; null for the first.
    pub behind: Option<Estimate>,
    /// Whether that lies within the simulation error, so that the two may as well change places.
    pub within_noise: bool,
    /// P(no other has a higher net benefit); ties count for all who tie.
    pub probability_best: Estimate,
    /// Mean regret.
    pub expected_regret: Estimate,
    /// 95 % quantile of regret.
    pub regret_p95: Estimate,
    /// Largest regret in any draw made. It grows with their number, and has no error.
    pub largest_regret: f64,
}

/// Whether one scenario dominates another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Dominance {
    /// The better one.
    pub dominant: String,
    /// The worse one.
    pub dominated: String,
    /// In the first order: better for everyone who likes more.
    pub first_order: Dominates,
    /// In the second order: better for everyone who likes more and dislikes risk.
    pub second_order: Dominates,
}

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
