//! Three or more scenarios beside each other: which to choose, and how surely.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::beside::{Beside, Layout, Pilot, Seen};
use super::compare::{Impossible, Side, compile_one, failure};
use super::dominance::{Dominates, dominates};
use super::groups::{mean_between, probability_between, quantile_between};
use crate::engine::{Play, Pool, Span, Watch, simulate};
use crate::model::Model;
use crate::sampling::{StreamName, Uniforms};
use crate::summary::Settings;
use crate::summary::confidence::Confidence;
use crate::summary::quantiles::{Missed, Quantiles, widening};
use crate::summary::replicates::{Grouping, Sizes};
use crate::summary::results::Estimate;

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
    let models = sides.iter().map(|side| compile_one(side, true)).collect::<Result<Vec<Model>, _>>()?;
    let streams: Vec<Vec<StreamName>> =
        sides.iter().zip(&models).map(|(side, model)| side.sharing.name(model.program.streams())).collect();
    let all: BTreeSet<StreamName> = streams.iter().flatten().cloned().collect();
    let uniforms: Vec<Uniforms> = streams
        .iter()
        .map(|streams| Uniforms::among(settings.sampling, settings.seed, streams, &all))
        .collect();
    let plays: Vec<Play<'_>> =
        models.iter().zip(&uniforms).map(|(model, uniforms)| Play { model, uniforms }).collect();
    let grouping = Grouping::from(settings.sampling);
    let draws = settings.sampling.round_up(settings.draws);
    let ranked = pool.install(|| {
        let pilot = Pilot::fly(&plays, pool.isa());
        widening(|width| {
            let mut beside = Beside::new(&models, &pilot, grouping, width);
            simulate(&plays, &Span::whole(draws), pool.isa(), &mut beside, None, watch)
                .map_err(|stopped| failure(stopped, &plays))?;
            Ok(beside.finish(names))
        })
    });
    ranked.map_err(|failure| Impossible::Failed { other: true, failure })
}

impl Beside<'_> {
    fn finish(self, names: &[String]) -> Result<Ranking, Missed> {
        let (n, layout, groups) = (self.draws, self.layout, self.grouping.groups());
        let sizes = self.grouping.sizes(n);
        let width = self.seen.len() * layout.width();
        let total = self.sums.total(width * groups);
        let mut perspectives = BTreeMap::new();
        for (index, mut seen) in self.seen.into_iter().enumerate() {
            seen.regret.iter_mut().for_each(Quantiles::settle);
            let from = index * layout.width();
            let groups: Vec<&[f64]> =
                (0..groups).map(|group| &total[group * width + from..][..layout.width()]).collect();
            let read = Read { names, layout, seen: &seen, groups, n, sizes };
            perspectives.insert(seen.name.to_owned(), read.order()?);
        }
        Ok(Ranking { draws: n, perspectives })
    }
}

/// Reads figures off what was gathered about one perspective.
struct Read<'a, 'm> {
    names: &'a [String],
    layout: Layout,
    seen: &'a Seen<'m>,
    groups: Vec<&'a [f64]>,
    n: u64,
    sizes: Option<Sizes>,
}

impl Read<'_, '_> {
    fn mean(&self, at: usize, pivot: f64) -> Estimate {
        mean_between(&self.groups, at, pivot, self.n, self.sizes.as_ref(), Confidence::USUAL)
    }

    fn order(&self) -> Result<Order, Missed> {
        let scenarios = self.layout.scenarios;
        let means: Vec<Estimate> =
            (0..scenarios).map(|at| self.mean(self.layout.expected(at), self.seen.pivots[at])).collect();
        let mut order: Vec<usize> = (0..scenarios).collect();
        // Equal means stay in the order of the call.
        order.sort_by(|&a, &b| means[b].value.total_cmp(&means[a].value));
        let mut places = Vec::new();
        for (place, &at) in order.iter().enumerate() {
            let behind = place.checked_sub(1).map(|before| self.lead(order[before], at));
            places.push(Placed {
                name: self.names[at].clone(),
                net_benefit: means[at],
                behind,
                within_noise: behind.is_some_and(|lead| lead.lo <= 0.0),
                probability_best: probability_between(
                    &self.seen.counted.best[at],
                    self.n,
                    self.sizes.as_ref(),
                ),
                expected_regret: self.mean(self.layout.regret(at), 0.0),
                regret_p95: quantile_between(&self.seen.regret[at], 0.95, self.n, self.sizes.as_ref())?,
                largest_regret: self.seen.counted.largest[at],
            });
        }
        let largest = &self.seen.counted.largest;
        let minimax =
            order.iter().copied().min_by(|&a, &b| largest[a].total_cmp(&largest[b])).unwrap_or_default();
        Ok(Order { places, minimax_regret: self.names[minimax].clone(), dominance: self.dominance(&order) })
    }

    /// How far the first lies before the second on average.
    fn lead(&self, first: usize, second: usize) -> Estimate {
        let (a, b) = if first < second { (first, second) } else { (second, first) };
        let pair = self.layout.pairs().position(|pair| pair == (a, b)).unwrap_or_default();
        let pivot = self.seen.pivots[self.layout.scenarios + pair];
        let lead = self.mean(self.layout.difference(pair), pivot);
        if first < second { lead } else { lead.negated() }
    }

    /// Pairs of which one dominates, or may.
    fn dominance(&self, order: &[usize]) -> Vec<Dominance> {
        let spread = &self.seen.counted.spread;
        let mut found = Vec::new();
        for &a in order {
            for &b in order {
                if a == b {
                    continue;
                }
                let behind = self.lead(b, a);
                let [first_order, second_order] =
                    dominates(&self.seen.grid, &spread[a], &spread[b], self.n, &behind);
                if first_order != Dominates::No || second_order != Dominates::No {
                    found.push(Dominance {
                        dominant: self.names[a].clone(),
                        dominated: self.names[b].clone(),
                        first_order,
                        second_order,
                    });
                }
            }
        }
        found
    }
}
