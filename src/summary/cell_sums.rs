//! Draws sorted into cells of an input's law: what something is in each cell, and how much of its variance lies between
//! the cells.

use super::batches::{Each, Grouping, Sizes};
use super::estimate::Estimate;
use super::interval::Confidence;
use crate::block::BLOCK;
use crate::distribution::{Cells, Law};
use crate::sampling::{REPLICATES, Sampling};

/// The cell of every draw of a column.
pub fn placed(cells: &Cells, column: &[f64]) -> Vec<u16> {
    column.iter().map(|x| cells.of(*x) as u16).collect()
}

/// Cells of equal chance; there are some more in the tails.
const CELLS: usize = 256;

/// So many draws a cell is to have on average, or more.
pub(super) const FEWEST: f64 = 8.0;

/// An input's draws, sorted into cells that show how much of the variance of something the input explains by itself: the share
/// that knowing it would take away on average, from the draws as they are. Whether inputs are independent does not matter; of
/// correlated ones each has what it says about its partners too.
#[derive(Debug)]
pub struct Placed {
    cells: Vec<u16>,
    chances: Vec<f64>,
}

impl Placed {
    /// Sorts the draws of an input by its law. What varies within a cell is lost, which of cells of equal chance would be most in a
    /// long tail.
    pub fn new(law: &Law, column: &[f64]) -> Placed {
        let cells = law.fine_cells(CELLS, FEWEST / column.len() as f64);
        Placed { cells: placed(&cells, column), chances: cells.chances().to_vec() }
    }

    /// The first-order share of the input in the variance of a value; `None` where it does not vary.
    pub fn first(&self, value: impl Fn(usize) -> f64, sampling: Sampling) -> Option<Estimate> {
        CellSums::new(&self.cells, self.chances.len(), value, sampling).between(&self.chances)
    }
}

/// Number of draws, Σd and Σd².
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Sum {
    n: f64,
    d: f64,
    d2: f64,
}

impl Sum {
    fn add(&mut self, other: &Sum, times: f64) {
        self.n += times * other.n;
        self.d += times * other.d;
        self.d2 += times * other.d2;
    }

    fn mean(&self) -> f64 {
        self.d / self.n
    }

    /// The variance between draws; `None` where there are fewer than two.
    fn variance(&self) -> Option<f64> {
        let squares = self.d2 - self.d * self.mean();
        (self.n >= 2.0).then(|| if squares > 0.0 { squares / (self.n - 1.0) } else { 0.0 })
    }
}

/// One column, summed by cell and by batch of draws, or replicate.
#[derive(Debug)]
pub struct CellSums {
    sampling: Sampling,
    pivot: f64,
    sizes: Sizes,
    /// By cell.
    all: Vec<Sum>,
    /// By cell, then group.
    groups: Vec<[Sum; REPLICATES]>,
}

impl CellSums {
    /// Sums `value` of every draw, whose cells are given, of so many.
    pub fn new(cells: &[u16], count: usize, value: impl Fn(usize) -> f64, sampling: Sampling) -> CellSums {
        let grouping = Grouping::of_draws(sampling, true);
        let pivot = if cells.is_empty() { 0.0 } else { value(0) };
        let mut groups = vec![[Sum::default(); REPLICATES]; count];
        for (block, cells) in cells.chunks(BLOCK).enumerate() {
            for (i, cell) in cells.iter().enumerate() {
                let d = value(block * BLOCK + i) - pivot;
                let sum = &mut groups[usize::from(*cell)][grouping.of(block as u64, i)];
                sum.n += 1.0;
                sum.d += d;
                sum.d2 += d * d;
            }
        }
        let total = |groups: &[Sum; REPLICATES]| {
            let mut all = Sum::default();
            groups.iter().for_each(|group| all.add(group, 1.0));
            all
        };
        let all = groups.iter().map(total).collect();
        let sizes = grouping.sizes(cells.len() as u64).expect("draws are told apart in batches");
        CellSums { sampling, pivot, sizes, all, groups }
    }

    /// The share of the variance that lies between the cells, of which the chances are known, with its error by the jackknife;
    /// it is not kept above 0. `None` where nothing varies.
    ///
    /// B/(B + W), B = Σ π (m − m̄)² − Σ π(1 − π) s²/n being the variance of the means in the cells less what is noise in it, and
    /// W = Σ π s² that within: Plischke, Borgonovo & Smith (2013), "Global sensitivity measures from given data", Eur. J.
    /// Oper. Res. 226:536, eq. 8, with the noise of cells of finite size taken out.
    pub fn between(&self, chances: &[f64]) -> Option<Estimate> {
        let value = self.share_between(chances, None)?;
        let without: Each =
            std::array::from_fn(|group| self.share_between(chances, Some(group)).unwrap_or(value));
        Some(self.sizes.jackknife(value, &without, Confidence::USUAL))
    }

    /// The same of all draws, or of those without a group.
    fn share_between(&self, chances: &[f64], without: Option<usize>) -> Option<f64> {
        let (mut chance, mut mean) = (0.0, 0.0);
        let (mut sure, mut within) = (0.0, 0.0);
        let mut cells = Vec::with_capacity(chances.len());
        for ((p, all), groups) in chances.iter().zip(&self.all).zip(&self.groups) {
            let mut sum = *all;
            if let Some(group) = without {
                sum.add(&groups[group], -1.0);
            }
            if sum.n == 0.0 {
                continue;
            }
            let (own, variance) = (sum.mean(), sum.variance());
            chance += p;
            mean += p * own;
            if let Some(variance) = variance {
                sure += p;
                within += p * variance;
            }
            cells.push((p, sum, own, variance, groups));
        }
        mean /= chance;
        // What varies within a cell of a single draw is taken to be what does in the others.
        let usual = if sure > 0.0 { within / sure } else { 0.0 };
        let (mut between, mut within) = (0.0, 0.0);
        for (p, sum, own, variance, groups) in cells {
            let (p, off) = (p / chance, own - mean);
            let variance = variance.unwrap_or(usual);
            let is_random = self.sampling == Sampling::Random;
            let even = if is_random { None } else { noise(&sum, groups, without) };
            let noise = even.unwrap_or(variance / sum.n);
            between += p * off * off - p * (1.0 - p) * noise;
            // Squares about the mean of the draws are too small by the error of that.
            within += p * if even.is_some() { variance * (sum.n - 1.0) / sum.n + noise } else { variance };
        }
        let all = between + within;
        (all > 0.0).then(|| between / all)
    }

    /// Draws in a cell.
    pub fn draws(&self, cell: usize) -> u64 {
        self.all[cell].n as u64
    }

    /// What each replicate of a cell is, where draws depend on each other and each has some there.
    fn replicates(&self, cell: usize) -> Option<(Sizes, &[Sum; REPLICATES])> {
        let groups = &self.groups[cell];
        let is_known = self.sampling != Sampling::Random && groups.iter().all(|group| group.n > 0.0);
        is_known.then(|| (Sizes::these(std::array::from_fn(|g| groups[g].n)), groups))
    }

    /// The mean in a cell; `None` where no draw is there.
    pub fn mean(&self, cell: usize) -> Option<Estimate> {
        let all = &self.all[cell];
        if all.n == 0.0 {
            return None;
        }
        let mean = self.pivot + all.mean();
        if let Some((sizes, groups)) = self.replicates(cell) {
            let each: Each = std::array::from_fn(|g| self.pivot + groups[g].mean());
            return Some(sizes.interval(mean, &each, Confidence::USUAL));
        }
        Some(match all.variance() {
            Some(variance) => Confidence::USUAL.around(mean, (variance / all.n).sqrt()),
            None => Estimate::of_unknown_error(mean),
        })
    }

    /// The share of a cell's draws in which something is the case, the value being 1 where it is and else 0; `None` where no draw
    /// is there.
    pub fn share(&self, cell: usize) -> Option<Estimate> {
        let hits = |sum: &Sum| libm::round(sum.d + self.pivot * sum.n) as u64;
        let all = &self.all[cell];
        if all.n == 0.0 {
            return None;
        }
        Some(match self.replicates(cell) {
            Some((sizes, groups)) => sizes.probability(&groups.each_ref().map(hits), Confidence::USUAL),
            None => Confidence::USUAL.probability(hits(all), all.n as u64),
        })
    }
}

/// The variance of a cell's mean between the replicates of even draws, which is far below that of independent ones; `None` where
/// fewer than two have draws there.
///
/// Of a ratio: Σ(Σd − nm)² over what it would be if each draw had a variance of 1 (Cochran, 1977, Sampling Techniques, §9A).
fn noise(sum: &Sum, groups: &[Sum; REPLICATES], without: Option<usize>) -> Option<f64> {
    let (mut squares, mut alike) = (0.0, 0.0);
    for (_, group) in groups.iter().enumerate().filter(|(at, _)| Some(*at) != without) {
        let off = group.d - group.n * sum.mean();
        squares += off * off;
        alike += group.n * group.n;
    }
    let rest = sum.n - alike / sum.n;
    (rest > 0.5).then(|| squares / rest / sum.n)
}
