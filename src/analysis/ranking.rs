//! Three or more scenarios beside each other: which to choose, and how surely.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::compare::{Impossible, Side, compile_one, failure};
use super::confidence::Confidence;
use super::dominance::{Dominates, Grid, Spread, dominates, ends};
use super::groups::{mean_between, probability_between, quantile_between};
use crate::engine::{FIRST_PAUSE, Fold, Isa, Play, Span, Watch, evaluate, simulate};
use crate::model::{Arg, Frame, Model, PerspectiveOutputs};
use crate::sampling::{StreamName, Uniforms};
use crate::summary::quantiles::{Missed, Quantiles, QuantilesPart, widening};
use crate::summary::replicates::{Grouping, Sizes};
use crate::summary::results::Estimate;
use crate::summary::sums::{BlockSums, two_powers};
use crate::summary::tower::Tower;
use crate::summary::{Settings, on_threads};
use crate::units::{BLOCK, Column, Operand, new_column};

/// Most scenarios that are ranked: the differences between all of them are followed.
pub const MOST: usize = 50;

/// Which scenario to choose, by perspective that all have.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Ranking {
    /// Draws of each.
    pub draws: u64,
    /// By perspective.
    pub perspectives: BTreeMap<String, Order>,
}

/// The scenarios in the order of one perspective's mean net benefit.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
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

/// One perspective under all models.
struct Seen<'m> {
    name: &'m str,
    outputs: Vec<&'m PerspectiveOutputs>,
    /// About which expectations are summed, by scenario; and their differences, by pair.
    pivots: Vec<f64>,
    regret: Vec<Quantiles>,
    grid: Grid,
    counted: Counted,
}

#[derive(Clone)]
struct Counted {
    /// By scenario and group.
    best: Vec<Vec<u64>>,
    spread: Vec<Spread>,
    largest: Vec<f64>,
}

impl Counted {
    fn none(scenarios: usize, groups: usize) -> Counted {
        Counted {
            best: vec![vec![0; groups]; scenarios],
            spread: vec![Spread::empty(); scenarios],
            largest: vec![0.0; scenarios],
        }
    }

    fn join(&mut self, other: &Counted) {
        for (sum, part) in self.best.iter_mut().flatten().zip(other.best.iter().flatten()) {
            *sum += part;
        }
        for (sum, part) in self.spread.iter_mut().zip(&other.spread) {
            sum.join(part);
        }
        for (largest, part) in self.largest.iter_mut().zip(&other.largest) {
            *largest = if *part > *largest { *part } else { *largest };
        }
    }
}

/// Where the sums of a perspective are: expectations, regrets, then differences of expectations by pair.
#[derive(Clone, Copy)]
struct Layout {
    scenarios: usize,
}

impl Layout {
    fn expected(self, scenario: usize) -> usize {
        2 * scenario
    }

    fn regret(self, scenario: usize) -> usize {
        2 * (self.scenarios + scenario)
    }

    /// The difference of two expectations, the first less the second.
    fn difference(self, pair: usize) -> usize {
        2 * (2 * self.scenarios + pair)
    }

    fn pairs(self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.scenarios).flat_map(move |a| (a + 1..self.scenarios).map(move |b| (a, b)))
    }

    fn width(self) -> usize {
        self.difference(self.pairs().count())
    }
}

struct Beside<'m> {
    grouping: Grouping,
    layout: Layout,
    seen: Vec<Seen<'m>>,
    sums: Tower,
    draws: u64,
}

struct Part {
    sums: Tower,
    regret: Vec<Vec<QuantilesPart>>,
    counted: Vec<Counted>,
    draws: u64,
    net: Vec<Box<Column>>,
    size: Vec<Box<Column>>,
    scratch: Box<Column>,
}

fn spread_out(value: Operand<'_>, to: &mut Column) {
    match value {
        Operand::Const(c) => to.fill(c),
        Operand::Column(x) => to.copy_from_slice(x),
    }
}

/// The difference of two expectations; what counts as 0 is 0.
#[inline(always)]
fn difference(a: &PerspectiveOutputs, b: &PerspectiveOutputs, frames: [&Frame; 2], to: &mut Column) {
    let none = Arg::Const(0.0);
    let values = [frames[0].operand(a.expected), frames[1].operand(b.expected)];
    let sizes =
        [frames[0].operand(a.tolerance.unwrap_or(none)), frames[1].operand(b.tolerance.unwrap_or(none))];
    for (i, to) in to.iter_mut().enumerate() {
        let [a, b] = values.map(|x| x.lanes::<1>(i)[0]);
        let [s, t] = sizes.map(|x| x.lanes::<1>(i)[0]);
        *to = if (a - b).abs() <= s + t { 0.0 } else { a - b };
    }
}

impl<'m> Beside<'m> {
    fn new(models: &'m [Model], pilot: &Pilot, grouping: Grouping, width: f64) -> Beside<'m> {
        let layout = Layout { scenarios: models.len() };
        let mut seen = Vec::new();
        let names = models[0].outputs.perspectives.iter().map(|p| p.name.as_str());
        for name in names {
            let of = |model: &'m Model| model.outputs.perspectives.iter().find(|p| p.name == name);
            let Some(outputs) = models.iter().map(of).collect::<Option<Vec<_>>>() else { continue };
            let first = |p: &PerspectiveOutputs, frame: &Frame| frame.operand(p.expected).lanes::<1>(0)[0];
            let mut pivots: Vec<f64> =
                outputs.iter().zip(&pilot.first).map(|(p, frame)| first(p, frame)).collect();
            let mut column = new_column();
            for (a, b) in layout.pairs() {
                difference(outputs[a], outputs[b], [&pilot.first[a], &pilot.first[b]], &mut column);
                pivots.push(column[0]);
            }
            let (low, high) = pilot.ends[name];
            seen.push(Seen {
                name,
                regret: outputs.iter().map(|_| Quantiles::new(&[0.95], false, width, grouping)).collect(),
                counted: Counted::none(outputs.len(), grouping.groups()),
                outputs,
                pivots,
                grid: Grid::around(low, high),
            });
        }
        Beside { grouping, layout, seen, sums: Tower::default(), draws: 0 }
    }
}

impl Fold for Beside<'_> {
    type Part = Part;

    fn part(&self) -> Part {
        let columns = || (0..self.layout.scenarios).map(|_| new_column()).collect();
        Part {
            sums: Tower::default(),
            regret: self.seen.iter().map(|seen| seen.regret.iter().map(Quantiles::part).collect()).collect(),
            counted: self
                .seen
                .iter()
                .map(|_| Counted::none(self.layout.scenarios, self.grouping.groups()))
                .collect(),
            draws: 0,
            net: columns(),
            size: columns(),
            scratch: new_column(),
        }
    }

    #[inline(always)]
    fn observe(&self, part: &mut Part, frames: &[Frame], block: u64, valid: usize) {
        part.draws += valid as u64;
        let layout = self.layout;
        let mut sums = BlockSums::new(self.seen.len() * layout.width(), block, self.grouping);
        for (index, seen) in self.seen.iter().enumerate() {
            let from = index * layout.width();
            let counted = &mut part.counted[index];
            for (at, (p, frame)) in seen.outputs.iter().zip(frames).enumerate() {
                spread_out(frame.operand(p.net_benefit), &mut part.net[at]);
                spread_out(frame.operand(p.tolerance.unwrap_or(Arg::Const(0.0))), &mut part.size[at]);
                spread_out(frame.operand(p.expected), &mut part.scratch);
                sums.put(from + layout.expected(at), two_powers(&part.scratch, seen.pivots[at], valid));
                counted.spread[at].count(seen.grid, &part.net[at], valid);
            }
            for at in 0..layout.scenarios {
                for i in 0..BLOCK {
                    let mut best = part.net[at][i];
                    for other in &part.net {
                        best = if other[i] > best { other[i] } else { best };
                    }
                    let mut slack = part.size[at][i];
                    for size in &part.size {
                        slack = if size[i] > slack { size[i] } else { slack };
                    }
                    let regret = best - part.net[at][i];
                    part.scratch[i] = if regret <= 2.0 * slack { 0.0 } else { regret };
                }
                sums.put(from + layout.regret(at), two_powers(&part.scratch, 0.0, valid));
                seen.regret[at].observe(&mut part.regret[index][at], &part.scratch, block, valid);
                for (i, &regret) in part.scratch[..valid].iter().enumerate() {
                    counted.best[at][self.grouping.of(block, i)] += u64::from(regret == 0.0);
                    counted.largest[at] =
                        if regret > counted.largest[at] { regret } else { counted.largest[at] };
                }
            }
            for (pair, (a, b)) in layout.pairs().enumerate() {
                difference(seen.outputs[a], seen.outputs[b], [&frames[a], &frames[b]], &mut part.scratch);
                let pivot = seen.pivots[layout.scenarios + pair];
                sums.put(from + layout.difference(pair), two_powers(&part.scratch, pivot, valid));
            }
        }
        part.sums.push(block, sums.sums);
    }

    fn absorb(&mut self, part: Part) {
        self.draws += part.draws;
        self.sums.extend(part.sums);
        for ((seen, regret), counted) in self.seen.iter_mut().zip(part.regret).zip(&part.counted) {
            seen.regret.iter_mut().zip(regret).for_each(|(quantiles, part)| quantiles.absorb(part));
            seen.counted.join(counted);
        }
    }

    fn pause(&mut self, _draws: u64) -> bool {
        self.seen.iter_mut().flat_map(|seen| &mut seen.regret).for_each(Quantiles::narrow);
        false
    }
}

/// What the first draws show: where to put pivots and cells.
struct Pilot {
    /// Block 0 of each scenario.
    first: Vec<Frame>,
    /// Smallest and largest net benefit of any scenario, by perspective.
    ends: BTreeMap<String, (f64, f64)>,
}

impl Pilot {
    fn fly(plays: &[Play<'_>], isa: Isa) -> Pilot {
        let mut ends_of: BTreeMap<String, (f64, f64)> = BTreeMap::new();
        let mut first = Vec::new();
        for play in plays {
            let program = &play.model.program;
            let mut frame = Frame::new(program, play.model.sites.len());
            // Backwards, so that block 0 is what remains in the frame.
            for block in (0..FIRST_PAUSE).rev() {
                evaluate(program, play.uniforms, isa, block, BLOCK, &mut frame);
                for p in &play.model.outputs.perspectives {
                    let (low, high) = ends(frame.operand(p.net_benefit), BLOCK);
                    let known = ends_of.entry(p.name.clone()).or_insert((low, high));
                    *known = (
                        if low < known.0 { low } else { known.0 },
                        if high > known.1 { high } else { known.1 },
                    );
                }
            }
            first.push(frame);
        }
        Pilot { first, ends: ends_of }
    }
}

/// Plays all scenarios out over the same draws and puts them in order. `names` are what they are called.
///
/// # Errors
/// Where one of them has no model, or came to nothing; [`Impossible::Failed`] does not say which.
pub fn rank(
    names: &[String],
    sides: &[Side<'_>],
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
    let isa = settings.isa.unwrap_or_else(Isa::detect);
    let grouping = Grouping::from(settings.sampling);
    let draws = settings.sampling.round_up(settings.draws);
    let ranked = on_threads(settings, || {
        let pilot = Pilot::fly(&plays, isa);
        widening(|width| {
            let mut beside = Beside::new(&models, &pilot, grouping, width);
            simulate(&plays, &Span::whole(draws), isa, &mut beside, watch)
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
        match first < second {
            true => lead,
            false => Estimate { value: 0.0 - lead.value, se: lead.se, lo: 0.0 - lead.hi, hi: 0.0 - lead.lo },
        }
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
                let [first_order, second_order] = dominates(self.seen.grid, &spread[a], &spread[b], self.n);
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
