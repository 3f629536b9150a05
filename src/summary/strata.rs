//! Draws sorted into cells of a law whose chances are known: means in the cells, and sums over cells of what some
//! decision takes from them.
//!
//! Post-stratification: the chances of the cells replace the shares of the draws that happened to fall into them, so that
//! only what varies within the cells is left as error (Cochran, 1977, Sampling Techniques, §5A.9).

use super::batches::{Grouping, Sizes};
use super::estimate::Estimate;
use super::interval::Confidence;
use crate::block::BLOCK;
use crate::sampling::{REPLICATES, Sampling};

/// Which of the draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// Draws 0, 2, 4 …
    Even,
    /// Draws 1, 3, 5 …
    Odd,
    /// All of them.
    Both,
}

/// Sums by cell and half.
#[derive(Debug, Clone, PartialEq)]
struct Sums {
    /// Draws, by cell and half.
    counts: Vec<[f64; 2]>,
    /// Draws in all.
    total: f64,
    /// By cell and half: Σd of every column, then Σde of every pair of them, d and e about the pivots.
    sums: Vec<f64>,
}

/// Some columns, summed by cell.
#[derive(Debug)]
pub struct Strata {
    /// P(cell); none where the shares of the draws take their place.
    chances: Option<Vec<f64>>,
    pivots: Vec<f64>,
    width: usize,
    all: Sums,
    /// Where draws depend on each other: sizes of the replicates, and the sums without each.
    replicates: Option<(Sizes, Vec<Sums>)>,
}

/// What is seen of the strata: all draws, or all but those of a replicate.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'s> {
    strata: &'s Strata,
    sums: &'s Sums,
}

/// How many pairs of `m` columns there are, each with itself too.
fn pairs(m: usize) -> usize {
    m * (m + 1) / 2
}

impl Strata {
    /// Sums columns of equal length by cell. `chances` are those of the cells; without them the shares of the draws are
    /// taken, and errors are those of a plain mean.
    pub fn new(
        cells: &[u16],
        count: usize,
        chances: Option<&[f64]>,
        columns: &[&[f64]],
        sampling: Sampling,
    ) -> Strata {
        let grouping = Grouping::of_draws(sampling, false);
        let width = columns.len() + pairs(columns.len());
        let pivots: Vec<f64> = columns.iter().map(|column| column.first().copied().unwrap_or(0.0)).collect();
        let empty = Sums { counts: vec![[0.0; 2]; count], total: 0.0, sums: vec![0.0; 2 * count * width] };
        let mut groups = vec![empty; grouping.groups()];
        for (at, &cell) in cells.iter().enumerate() {
            let group = &mut groups[grouping.of((at / BLOCK) as u64, at % BLOCK)];
            let (cell, half) = (usize::from(cell), at % 2);
            group.counts[cell][half] += 1.0;
            group.total += 1.0;
            let sums = &mut group.sums[(2 * cell + half) * width..][..width];
            let mut next = columns.len();
            for (a, column) in columns.iter().enumerate() {
                let d = column[at] - pivots[a];
                sums[a] += d;
                for (b, other) in columns.iter().enumerate().skip(a) {
                    sums[next] += d * (other[at] - pivots[b]);
                    next += 1;
                }
            }
        }
        let mut all = groups[0].clone();
        groups[1..].iter().for_each(|group| all.add(group, 1.0));
        let replicates = grouping.sizes(cells.len() as u64).map(|sizes| {
            let without = groups.iter().map(|group| {
                let mut rest = all.clone();
                rest.add(group, -1.0);
                rest
            });
            (sizes, without.collect())
        });
        let chances = chances.map(<[f64]>::to_vec);
        Strata { chances, pivots, width, all, replicates }
    }

    /// All draws.
    pub fn seen(&self) -> Seen<'_> {
        Seen { strata: self, sums: &self.all }
    }

    /// How many cells there are.
    pub fn cells(&self) -> usize {
        self.all.counts.len()
    }

    /// A figure, with the error of the weighted sum Σ_cells P(cell) Σ_columns weight · mean, where draws are independent, or
    /// between the replicates. `weights` are by cell, then column.
    pub fn figure(&self, figure: impl Fn(Seen<'_>) -> f64, weights: &[f64]) -> Estimate {
        let value = figure(self.seen());
        let Some((sizes, without)) = &self.replicates else {
            return Confidence::USUAL.around(value, self.error(weights));
        };
        let mut each = [0.0; REPLICATES];
        for (each, sums) in each.iter_mut().zip(without) {
            *each = figure(Seen { strata: self, sums });
        }
        sizes.jackknife(value, &each, Confidence::USUAL)
    }

    /// The weighted sum itself.
    pub fn weighted(&self, weights: &[f64]) -> Estimate {
        self.figure(|seen| seen.weighted(weights), weights)
    }

    /// √(Σ P(cell)² Var(Σ weight · column | cell)/n_cell), or the error of a plain mean of the draws.
    fn error(&self, weights: &[f64]) -> f64 {
        let (seen, columns) = (self.seen(), self.pivots.len());
        let by_cell: Vec<Weighed> = weights
            .chunks_exact(columns)
            .enumerate()
            .map(|(cell, weights)| seen.weigh(cell, weights))
            .collect();
        let mut variance = 0.0;
        if self.chances.is_some() {
            for (cell, weighed) in by_cell.iter().enumerate().filter(|(_, weighed)| weighed.n > 0.0) {
                variance += seen.chance(cell) * seen.chance(cell) * weighed.variance / weighed.n;
            }
            return variance.sqrt();
        }
        let n = self.all.total;
        let mean = by_cell.iter().map(|weighed| weighed.n * weighed.mean).sum::<f64>() / n;
        for Weighed { n, mean: own, variance: within } in by_cell {
            variance += n * (within + (own - mean) * (own - mean));
        }
        (variance / n / n).sqrt()
    }

    /// At most what is gained by whoever takes the best column of every cell, or none, though each mean were as far above the
    /// one seen as its error allows.
    pub fn upper(&self) -> f64 {
        let (seen, columns) = (self.seen(), self.pivots.len());
        let mut weights = vec![0.0; columns];
        let mut sum = 0.0;
        for cell in 0..self.cells() {
            let mut best = 0.0;
            for column in 0..columns {
                weights.fill(0.0);
                weights[column] = 1.0;
                let Weighed { n, mean, variance } = seen.weigh(cell, &weights);
                let high = mean + Confidence::USUAL.z * (variance / n).sqrt();
                best = if n > 0.0 && high > best { high } else { best };
            }
            sum += seen.chance(cell) * best;
        }
        sum
    }
}

/// A weighted sum of the columns in a cell.
#[derive(Debug, Clone, Copy)]
struct Weighed {
    n: f64,
    mean: f64,
    variance: f64,
}

impl Sums {
    fn add(&mut self, other: &Sums, times: f64) {
        self.total += times * other.total;
        for (counts, more) in self.counts.iter_mut().zip(&other.counts) {
            counts[0] += times * more[0];
            counts[1] += times * more[1];
        }
        for (sum, more) in self.sums.iter_mut().zip(&other.sums) {
            *sum += times * more;
        }
    }
}

impl Seen<'_> {
    /// P(cell).
    pub fn chance(&self, cell: usize) -> f64 {
        match &self.strata.chances {
            Some(chances) => chances[cell],
            None => {
                let [even, odd] = self.sums.counts[cell];
                (even + odd) / self.sums.total
            }
        }
    }

    fn halves(half: Half) -> &'static [usize] {
        match half {
            Half::Even => &[0],
            Half::Odd => &[1],
            Half::Both => &[0, 1],
        }
    }

    /// The mean of a column in a cell; 0 where no draw is.
    pub fn mean(&self, half: Half, cell: usize, column: usize) -> f64 {
        let (mut n, mut sum) = (0.0, 0.0);
        for &half in Seen::halves(half) {
            n += self.sums.counts[cell][half];
            sum += self.sums.sums[(2 * cell + half) * self.strata.width + column];
        }
        if n > 0.0 { self.strata.pivots[column] + sum / n } else { 0.0 }
    }

    /// Σ_cells P(cell) Σ_columns weight · mean.
    pub fn weighted(&self, weights: &[f64]) -> f64 {
        let columns = self.strata.pivots.len();
        let mut sum = 0.0;
        for cell in 0..self.strata.cells() {
            let mut mean = 0.0;
            for column in 0..columns {
                mean += weights[cell * columns + column] * self.mean(Half::Both, cell, column);
            }
            sum += self.chance(cell) * mean;
        }
        sum
    }

    /// A weighted sum of the columns in a cell; all 0 where no draw is.
    fn weigh(&self, cell: usize, weights: &[f64]) -> Weighed {
        let [even, odd] = self.sums.counts[cell];
        let n = even + odd;
        if n == 0.0 {
            return Weighed { n, mean: 0.0, variance: 0.0 };
        }
        let mean_of = |at: usize| {
            let of = |half: usize| self.sums.sums[(2 * cell + half) * self.strata.width + at];
            (of(0) + of(1)) / n
        };
        let (mut mean, mut square, mut pivot, mut next) = (0.0, 0.0, 0.0, weights.len());
        for (a, weight) in weights.iter().enumerate() {
            mean += weight * mean_of(a);
            pivot += weight * self.strata.pivots[a];
            for (b, other) in weights.iter().enumerate().skip(a) {
                square += if a == b { 1.0 } else { 2.0 } * weight * other * mean_of(next);
                next += 1;
            }
        }
        let variance = square - mean * mean;
        Weighed { n, mean: mean + pivot, variance: if variance > 0.0 { variance } else { 0.0 } }
    }
}
