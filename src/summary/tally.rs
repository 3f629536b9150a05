//! What is gathered while the blocks go by.

use rayon::prelude::*;

use super::assemble;
use super::counts::{CountPart, CountTable};
use super::events;
use super::extremes::{Extremes, range};
use super::plan::{Plan, Ranked};
use super::quantiles::{PILOT, Quantiles, QuantilesPart, absorb_columns};
use super::replicates::Grouping;
use super::results::Histogram;
use super::tower::Tower;
use crate::block::Operand;
use crate::engine::Fold;
use crate::model::{Frame, Model};

/// Bins of the picture of net benefit.
const BINS: usize = 480;

/// Everything gathered so far.
pub struct Tally<'m> {
    pub model: &'m Model,
    pub plan: &'m Plan,
    pub grouping: Grouping,
    /// Stop once the figures are this precise.
    precision: Option<f64>,
    pub sums: Tower,
    /// By [`Plan::followed`].
    pub quantiles: Vec<Quantiles>,
    /// By [`Plan::tables`].
    pub tables: Vec<CountTable>,
    /// By [`Plan::events`], in each group.
    pub events: Vec<Vec<u64>>,
    /// By perspective.
    pub extremes: Vec<Extremes>,
    /// Picture of the public's net benefit, once its bins are known.
    pub histogram: Option<Histogram>,
    pub draws: u64,
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
    histogram: Vec<u64>,
    draws: u64,
}

impl<'m> Tally<'m> {
    /// Nothing gathered yet. `width` is the half-width of the quantile brackets in standard errors; `precision`
    /// ends the run early.
    pub fn new(
        model: &'m Model,
        plan: &'m Plan,
        grouping: Grouping,
        width: f64,
        precision: Option<f64>,
    ) -> Tally<'m> {
        let follow = |f: &super::plan::Followed| Quantiles::new(f.probabilities, f.tail, width, grouping);
        Tally {
            model,
            plan,
            grouping,
            precision,
            sums: Tower::default(),
            quantiles: plan.followed.iter().map(follow).collect(),
            tables: plan.tables.iter().map(|t| CountTable::new(t.from, t.to, grouping)).collect(),
            events: vec![vec![0; grouping.groups()]; plan.events.len()],
            extremes: vec![Extremes::NONE; model.outputs.perspectives.len()],
            histogram: None,
            draws: 0,
            is_settled: false,
        }
    }

    /// Sets the bins of the picture from the draws so far and counts these.
    fn start_histogram(&mut self) {
        let Some(public) = self.plan.public else { return };
        let Ranked::Followed(index) = self.plan.perspectives[public].net_quantiles else { return };
        let quantiles = &self.quantiles[index];
        let n = quantiles.total();
        let rank = |share: f64| quantiles.at_rank(((n - 1) as f64 * share) as u64);
        let (Ok(low), Ok(high)) = (rank(0.002), rank(0.998)) else { return };
        let width = (high - low) / (BINS - 1) as f64;
        // Break-even lies on an edge, so that no bin holds both losses and gains.
        let low = libm::floor(low / width) * width;
        if !(width > 0.0) || !width.is_finite() {
            return;
        }
        let mut histogram = Histogram { from: low, width, counts: vec![0; BINS] };
        for (value, count) in quantiles.kept().runs() {
            histogram.counts[bin(low, 1.0 / width, value)] += count;
        }
        self.histogram = Some(histogram);
    }

    /// Makes everything ready to be read.
    pub fn finish(&mut self) {
        self.settle();
        if self.histogram.is_none() && self.draws <= PILOT {
            self.start_histogram();
        }
    }

    /// Sorts what is kept.
    pub fn settle(&mut self) {
        self.quantiles.par_iter_mut().for_each(Quantiles::settle);
    }

    /// Whether the figures are not as precise as was asked for.
    pub fn misses_precision(&self) -> bool {
        self.precision.is_some_and(|wanted| !assemble::is_precise(self, wanted))
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
        if let Some(histogram) = &mut self.histogram {
            histogram.counts.fill(0);
        }
        self.draws = 0;
        self.is_settled = true;
    }
}

#[inline(always)]
fn bin(from: f64, per_width: f64, value: f64) -> usize {
    let cell = ((value - from) * per_width) as usize;
    if cell < BINS { cell } else { BINS - 1 }
}

impl Fold for Tally<'_> {
    type Part = Part;

    fn part(&self) -> Part {
        Part {
            sums: Tower::default(),
            quantiles: self.quantiles.iter().map(Quantiles::part).collect(),
            tables: self.tables.iter().map(CountTable::part).collect(),
            events: vec![vec![0; self.grouping.groups()]; self.events.len()],
            extremes: vec![Extremes::NONE; self.extremes.len()],
            histogram: vec![0; BINS],
            draws: 0,
        }
    }

    #[inline(always)]
    fn observe(&self, part: &mut Part, frames: &[Frame], block: u64, valid: usize) {
        let (frame, grouping) = (&frames[0], self.grouping);
        part.draws += valid as u64;
        part.sums.push(block, self.plan.sums.sum(frame, block, valid, grouping));
        let followed = self.plan.followed.iter().zip(&self.quantiles);
        for ((followed, quantiles), part) in followed.zip(&mut part.quantiles) {
            quantiles.observe(part, frame.column(followed.slot), block, valid);
        }
        for (counted, part) in self.plan.tables.iter().zip(&mut part.tables) {
            part.observe(frame.operand(counted.arg), block, valid);
        }
        for (event, groups) in self.plan.events.iter().zip(&mut part.events) {
            events::count(event, frame, self.model.horizon, (block, valid), grouping, groups);
        }
        for (p, extremes) in self.model.outputs.perspectives.iter().zip(&mut part.extremes) {
            extremes.join(&range(frame.operand(p.expected), frame.operand(p.net_benefit), valid));
        }
        if let (Some(picture), Some(public)) = (&self.histogram, self.plan.public)
            && let Operand::Column(x) = frame.operand(self.model.outputs.perspectives[public].net_benefit)
        {
            let per_width = 1.0 / picture.width;
            for &value in &x[..valid] {
                part.histogram[bin(picture.from, per_width, value)] += 1;
            }
        }
    }

    fn absorb(&mut self, parts: Vec<Part>) {
        let mut followed = Vec::with_capacity(parts.len());
        for part in parts {
            self.draws += part.draws;
            self.sums.extend(part.sums);
            followed.push(part.quantiles);
            for (table, part) in self.tables.iter_mut().zip(&part.tables) {
                table.absorb(part);
            }
            for (sum, count) in self.events.iter_mut().flatten().zip(part.events.into_iter().flatten()) {
                *sum += count;
            }
            for (all, part) in self.extremes.iter_mut().zip(&part.extremes) {
                all.join(part);
            }
            if let Some(histogram) = &mut self.histogram {
                for (sum, count) in histogram.counts.iter_mut().zip(part.histogram) {
                    *sum += count;
                }
            }
        }
        absorb_columns(self.quantiles.iter_mut().collect(), followed);
    }

    fn pause(&mut self, draws: u64) -> bool {
        if self.precision.is_some_and(|wanted| assemble::is_precise(self, wanted)) {
            return true;
        }
        if draws == PILOT && !self.is_settled {
            self.settle();
            self.start_histogram();
        }
        self.quantiles.par_iter_mut().for_each(Quantiles::narrow);
        false
    }
}
