//! What is gathered while the blocks go by.

use rayon::prelude::*;

use super::batches::Grouping;
use super::block_sums::{BlockSums, Sizes};
use super::counts::{CountPart, CountTable};
use super::extremes::{Extremes, range};
use super::handles::Found;
use super::layout::{Layout, numbers};
use super::leading::LEADING;
use super::plan::{Batched, Plan, Quantiles as Handle};
use super::quantiles::{PILOT, Quantiles, QuantilesPart, absorb_columns};
use super::results::Histogram;
use super::spread::{Grid, Spread};
use super::tower::Tower;
use super::turns::{self, Turns};
use crate::block::{BLOCK, HeapColumn, new_column};
use crate::engine::Place;
use crate::model::column::Frame;
use crate::sampling::Sampling;

/// Bins of the picture of an amount.
const BINS: usize = 480;

/// Everything gathered so far. Lists are those of the [`Plan`].
pub struct Tally<'m> {
    pub(super) plan: &'m Plan,
    pub(super) layout: &'m Layout,
    /// Of what is counted and ranked.
    pub(super) grouping: Grouping,
    /// Of what is summed.
    pub(super) sums_grouping: Grouping,
    pub(super) sums: Tower,
    pub(super) quantiles: Vec<Quantiles>,
    pub(super) tables: Vec<CountTable>,
    /// In each group.
    pub(super) events: Vec<Vec<u64>>,
    /// Of splits.
    pub(super) extremes: Vec<Extremes>,
    /// Once their bins are known.
    pub(super) pictures: Vec<Option<Histogram>>,
    /// In each group.
    pub(super) turns: Vec<Vec<Turns>>,
    /// Once their cells are known.
    pub(super) spreads: Vec<Option<(Grid, Vec<Spread>)>>,
    pub(super) largest: Vec<f64>,
    /// Of the first [`LEADING`] draws.
    pub(super) leading: Vec<Vec<f64>>,
    pub(super) draws: u64,
    /// Whether the first draws of the run have been seen, which decide on scales and bins.
    is_settled: bool,
}

/// What a task gathers.
pub struct Part {
    sums: Tower,
    quantiles: Vec<QuantilesPart>,
    tables: Vec<CountPart>,
    events: Vec<Vec<u64>>,
    extremes: Vec<Extremes>,
    pictures: Vec<Vec<u32>>,
    turns: Vec<Vec<Turns>>,
    spreads: Vec<Vec<Spread>>,
    largest: Vec<f64>,
    leading: Vec<Vec<f64>>,
    draws: u64,
    /// The sums of the block at hand, while its stages go by.
    block: Option<BlockSums>,
    scratch: HeapColumn,
}

impl<'m> Tally<'m> {
    /// Nothing gathered yet. `width` is the half-width of the quantile brackets in standard errors.
    pub fn new(plan: &'m Plan, layout: &'m Layout, sampling: Sampling, width: f64) -> Tally<'m> {
        let grouping = Grouping::of_draws(sampling, plan.batched == Batched::Everything);
        let groups = grouping.groups();
        let follow = |f: &super::plan::Followed| Quantiles::new(f.probabilities, f.tail, width, grouping);
        Tally {
            plan,
            layout,
            grouping,
            sums_grouping: Grouping::of_draws(sampling, plan.batched != Batched::Nothing),
            sums: Tower::default(),
            quantiles: plan.followed.iter().map(follow).collect(),
            tables: plan.tables.iter().map(|t| CountTable::new(t.from, t.to, grouping)).collect(),
            events: vec![vec![0; groups]; plan.events.len()],
            extremes: vec![Extremes::NONE; plan.splits.len()],
            pictures: vec![None; plan.pictures.len()],
            turns: plan.turns.iter().map(|(_, years, _)| vec![Turns::none(*years); groups]).collect(),
            spreads: vec![None; plan.spreads.len()],
            largest: vec![0.0; plan.largest.len()],
            leading: vec![Vec::new(); plan.leading.len()],
            draws: 0,
            is_settled: false,
        }
    }

    /// Sets bins and cells by the draws so far, and counts these.
    fn start_pictures(&mut self) {
        for (picture, index) in self.pictures.iter_mut().zip(&self.plan.pictures) {
            *picture = histogram(&self.quantiles[*index]);
        }
        for (spreads, (of, _)) in self.spreads.iter_mut().zip(&self.plan.spreads) {
            let runs = |of: &Handle| -> Vec<(f64, u64)> {
                match of.0 {
                    Found::Constant(c) => vec![(c, self.draws)],
                    Found::At(index) => self.quantiles[index].kept().runs().collect(),
                }
            };
            let runs: Vec<Vec<(f64, u64)>> = of.iter().map(|(of, _)| runs(of)).collect();
            let values = runs.iter().flatten();
            let grid = Grid::of(values.flat_map(|(value, count)| (0..*count).map(|_| *value)).collect());
            let spread = |runs: &Vec<(f64, u64)>| {
                let mut spread = Spread::empty(grid.cells());
                runs.iter().for_each(|(value, count)| spread.add(&grid, *value, *count));
                spread
            };
            let all = runs.iter().map(spread).collect();
            *spreads = Some((grid, all));
        }
    }

    /// Makes everything ready to be read.
    pub fn finish(&mut self) {
        self.settle();
        // At that many draws they were set at a pause, or by the pieces of the run.
        if self.draws < PILOT {
            self.start_pictures();
        }
    }

    /// Whether every sum is a number. Where amounts are too large their powers are not.
    pub fn is_finite(&self) -> bool {
        self.sums.total(self.sums_width()).iter().all(|sum| sum.is_finite())
    }

    /// How many sums there are.
    pub(super) fn sums_width(&self) -> usize {
        self.layout.told_apart.sums(self.sums_grouping)
    }

    /// Sorts what is kept.
    pub fn settle(&mut self) {
        self.quantiles.par_iter_mut().for_each(Quantiles::settle);
    }

    /// Forgets the draws and keeps what the first ones of a run decide: brackets, scales and bins.
    pub fn restart(&mut self) {
        self.sums = Tower::default();
        self.quantiles.iter_mut().for_each(Quantiles::restart);
        for (table, counted) in self.tables.iter_mut().zip(&self.plan.tables) {
            *table = CountTable::new(counted.from, counted.to, self.grouping);
        }
        self.events.iter_mut().flatten().for_each(|count| *count = 0);
        self.extremes.fill(Extremes::NONE);
        self.turns.iter_mut().flatten().for_each(|turns| *turns = turns.emptied());
        for (grid, spreads) in self.spreads.iter_mut().flatten() {
            spreads.fill(Spread::empty(grid.cells()));
        }
        self.largest.fill(0.0);
        self.leading.iter_mut().for_each(Vec::clear);
        for histogram in self.pictures.iter_mut().flatten() {
            histogram.counts.fill(0);
        }
        self.draws = 0;
        self.is_settled = true;
    }
}

/// A picture of the draws so far, if they vary.
fn histogram(quantiles: &Quantiles) -> Option<Histogram> {
    let n = quantiles.total();
    let rank = |share: f64| quantiles.at_rank(((n - 1) as f64 * share) as u64);
    let (low, high) = (rank(0.002).ok()?, rank(0.998).ok()?);
    let width = (high - low) / (BINS - 1) as f64;
    // Break-even lies on an edge, so that no bin holds both losses and gains.
    let low = libm::floor(low / width) * width;
    if !(width > 0.0) || !width.is_finite() {
        return None;
    }
    let mut histogram = Histogram { from: low, width, counts: vec![0; BINS] };
    for (value, count) in quantiles.kept().runs() {
        histogram.counts[bin(low, 1.0 / width, value)] += count;
    }
    Some(histogram)
}

/// Counts a block's values by bin. A part has fewer draws than fit its counts.
#[inline(always)]
fn count_bins(picture: &Histogram, values: &[f64], counts: &mut [u32]) {
    let (from, per_width) = (picture.from, 1.0 / picture.width);
    // Places first, many at once; then the counts, one by one.
    let mut bins = [0u16; BLOCK];
    for (place, &value) in bins.iter_mut().zip(values) {
        *place = bin(from, per_width, value) as u16;
    }
    bins[..values.len()].iter().for_each(|&place| counts[place as usize] += 1);
}

#[inline(always)]
fn bin(from: f64, per_width: f64, value: f64) -> usize {
    let cell = ((value - from) * per_width) as i32;
    cell.clamp(0, BINS as i32 - 1) as usize
}

impl Tally<'_> {
    /// An empty part for a task.
    pub fn part(&self) -> Part {
        let spreads = self.spreads.iter().map(|spreads| match spreads {
            Some((grid, all)) => vec![Spread::empty(grid.cells()); all.len()],
            None => Vec::new(),
        });
        let none = |turns: &Vec<Turns>| turns.iter().map(Turns::emptied).collect();
        Part {
            sums: Tower::default(),
            quantiles: self.quantiles.iter().map(Quantiles::part).collect(),
            tables: self.tables.iter().map(CountTable::part).collect(),
            events: vec![vec![0; self.grouping.groups()]; self.events.len()],
            extremes: vec![Extremes::NONE; self.extremes.len()],
            pictures: vec![vec![0; BINS]; self.pictures.len()],
            turns: self.turns.iter().map(none).collect(),
            spreads: spreads.collect(),
            largest: vec![0.0; self.largest.len()],
            leading: vec![Vec::new(); self.leading.len()],
            draws: 0,
            block: None,
            scratch: new_column(),
        }
    }

    /// Takes in a stage of a block.
    #[inline(always)]
    pub fn observe(&self, part: &mut Part, frame: &Frame, place: Place) {
        let (grouping, layout) = (self.grouping, self.layout);
        let Place { stage, block, valid } = place;
        let mut sums = match part.block.take() {
            Some(sums) if stage > 0 => sums,
            _ => layout.no_sums(block, self.sums_grouping),
        };
        let read = &layout.stages[stage];
        layout.sum(frame, place, &Sizes::of(valid), &mut sums);
        for made in &read.made {
            layout.make(made, frame, place, &mut sums, &mut part.scratch);
            let made_of = &part.scratch;
            for &index in &made.followed {
                self.quantiles[index].observe(&mut part.quantiles[index], made_of, block, valid);
            }
            for &(sign, index) in &made.signs {
                sign.count(made_of, place, grouping, &mut part.events[index]);
            }
            for &index in &made.largest {
                let largest = &mut part.largest[index];
                made_of[..valid].iter().for_each(|&x| *largest = if x > *largest { x } else { *largest });
            }
        }
        if stage + 1 < layout.stages.len() {
            part.block = Some(sums);
        } else {
            part.draws += valid as u64;
            if block < LEADING / BLOCK as u64 {
                layout.lead(frame, valid, &mut part.leading);
            }
            part.sums.push(block, sums.sums);
        }
        for &(slot, index) in &read.followed {
            self.quantiles[index].observe(&mut part.quantiles[index], frame.column(slot), block, valid);
        }
        for &(arg, index) in &read.tables {
            part.tables[index].observe(frame.operand(arg), block, valid);
        }
        for (event, index) in &read.events {
            event.count(frame, place, grouping, &mut part.events[*index]);
        }
        for &(expected, drawn, index) in &read.extremes {
            part.extremes[index].join(&range(frame.operand(expected), frame.operand(drawn), valid));
        }
        for &(slot, index) in &read.pictures {
            let Some(picture) = &self.pictures[index] else { continue };
            count_bins(picture, &frame.column(slot)[..valid], &mut part.pictures[index]);
        }
        for &(years, index) in &read.turns {
            turns::count(years, frame, place, grouping, &mut part.turns[index]);
        }
        for (columns, index) in &read.spreads {
            let Some((grid, _)) = &self.spreads[*index] else { continue };
            for (arg, spread) in columns.iter().zip(&mut part.spreads[*index]) {
                spread.count(grid, numbers(frame.operand(*arg), &mut part.scratch), valid);
            }
        }
    }

    /// Takes in the parts of some tasks, in the order of their blocks.
    pub fn absorb(&mut self, parts: Vec<Part>) {
        let mut followed = Vec::with_capacity(parts.len());
        for part in parts {
            self.draws += part.draws;
            self.sums.extend(part.sums);
            followed.push(part.quantiles);
            for (all, part) in self.leading.iter_mut().zip(part.leading) {
                all.extend(part);
            }
            for (table, part) in self.tables.iter_mut().zip(&part.tables) {
                table.absorb(part);
            }
            add(self.events.iter_mut().flatten(), part.events.into_iter().flatten());
            for (all, part) in self.extremes.iter_mut().zip(&part.extremes) {
                all.join(part);
            }
            for (histogram, part) in self.pictures.iter_mut().zip(part.pictures) {
                histogram.iter_mut().for_each(|histogram| {
                    add(&mut histogram.counts, part.iter().map(|&count| u64::from(count)))
                });
            }
            for (sum, part) in self.turns.iter_mut().flatten().zip(part.turns.iter().flatten()) {
                sum.join(part);
            }
            for (spreads, part) in self.spreads.iter_mut().zip(&part.spreads) {
                let all = spreads.iter_mut().flat_map(|(_, all)| all);
                all.zip(part).for_each(|(sum, part)| sum.join(part));
            }
            for (largest, part) in self.largest.iter_mut().zip(part.largest) {
                *largest = if part > *largest { part } else { *largest };
            }
        }
        absorb_columns(self.quantiles.iter_mut().collect(), followed);
    }

    /// Takes note of how many draws have been made: the first ones decide on bins and cells.
    pub fn pause(&mut self, draws: u64) {
        if draws == PILOT && !self.is_settled {
            self.settle();
            self.start_pictures();
            self.is_settled = true;
        }
    }

    /// Keeps no more than the draws so far leave possible.
    pub fn narrow(&mut self) {
        self.quantiles.par_iter_mut().for_each(Quantiles::narrow);
    }
}

fn add<'s>(sums: impl IntoIterator<Item = &'s mut u64>, counts: impl IntoIterator<Item = u64>) {
    sums.into_iter().zip(counts).for_each(|(sum, count)| *sum += count);
}
