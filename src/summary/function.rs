//! A function of independent numbers, over draws of their laws: for what is no scenario.

use rayon::prelude::*;

use super::batches::{Each, Grouping};
use super::central::Central;
use super::estimate::Estimate;
use super::interval::Confidence;
use super::prepared::Drawing;
use super::reader::totals::total;
use crate::block::{BLOCK, HeapColumn, new_column};
use crate::distribution::Law;
use crate::kernel::Baseline;
use crate::sampling::{REPLICATES, Sampling, Sharing, StreamName, Uniforms};

/// A function of independent numbers.
pub struct Function<'f> {
    /// The numbers: a name and a law of each.
    pub laws: &'f [(&'f str, Law)],
    /// The function of them, in that order.
    pub of: &'f (dyn Fn(&[f64]) -> f64 + Sync),
}

/// Draws of a function.
pub struct Played {
    /// Every draw of each number.
    pub inputs: Vec<Vec<f64>>,
    /// The function in every draw.
    pub values: Vec<f64>,
}

impl Function<'_> {
    /// The streams of the numbers, the second time they are drawn with what tells these draws from the first.
    fn streams(&self, again: bool) -> impl Iterator<Item = StreamName> {
        let sharing = if again { again_but(Vec::new()) } else { Sharing::Everything };
        self.laws.iter().map(move |(name, _)| sharing.name(StreamName::Input((*name).to_owned())))
    }

    /// The numbers that the uniforms from stream `from` on make of a block's draws.
    fn block(&self, uniforms: &Uniforms, from: usize, block: u64) -> Vec<HeapColumn> {
        let draw = |(at, (_, law)): (usize, &(&str, Law))| {
            let mut column = new_column();
            uniforms.fill(Baseline, from + at, block, &mut column);
            column.iter_mut().for_each(|u| *u = law.quantile(*u));
            column
        };
        self.laws.iter().enumerate().map(draw).collect()
    }

    /// The function in each draw of a block.
    fn values(&self, columns: &[HeapColumn]) -> Vec<f64> {
        let mut numbers = vec![0.0; columns.len()];
        let value = |draw: usize| {
            numbers.iter_mut().zip(columns).for_each(|(number, column)| *number = column[draw]);
            (self.of)(&numbers)
        };
        (0..BLOCK).map(value).collect()
    }

    /// Draws the numbers, and evaluates the function in each draw.
    pub fn play(&self, drawing: Drawing) -> Played {
        let draws = drawing.sampling.round_up(drawing.draws) as usize;
        let streams: Vec<StreamName> = self.streams(false).collect();
        let uniforms = Uniforms::new(drawing.sampling, drawing.seed, &streams);
        let blocks: Vec<(Vec<HeapColumn>, Vec<f64>)> = (0..draws.div_ceil(BLOCK) as u64)
            .into_par_iter()
            .map(|block| {
                let columns = self.block(&uniforms, 0, block);
                let values = self.values(&columns);
                (columns, values)
            })
            .collect();
        let input = |at: usize| {
            blocks.iter().flat_map(|(columns, _)| columns[at].iter().copied()).take(draws).collect()
        };
        Played {
            inputs: (0..self.laws.len()).map(input).collect(),
            values: blocks.iter().flat_map(|(_, values)| values).copied().take(draws).collect(),
        }
    }

    /// The total share of each number in the variance of the function, from so many Sobol points, rounded up to 16 times a
    /// power of two; `None` where the function does not vary.
    pub fn totals(&self, points: u64, seed: u64) -> Vec<Option<Estimate>> {
        let points = Sampling::Sobol.round_up(points);
        let streams: Vec<StreamName> = self.streams(false).chain(self.streams(true)).collect();
        let uniforms = Uniforms::new(Sampling::Sobol, seed, &streams);
        let count = self.laws.len();
        // The function at every point, and what it differs by with each of the numbers drawn again.
        let blocks: Vec<Vec<Vec<f64>>> = (0..points.div_ceil(BLOCK as u64))
            .into_par_iter()
            .map(|block| {
                let [mut columns, mut again] = [0, count].map(|from| self.block(&uniforms, from, block));
                let values = self.values(&columns);
                let differences = (0..count).map(|at| {
                    std::mem::swap(&mut columns[at], &mut again[at]);
                    let with = self.values(&columns);
                    std::mem::swap(&mut columns[at], &mut again[at]);
                    values.iter().zip(with).map(|(value, with)| value - with).collect()
                });
                let differences: Vec<Vec<f64>> = differences.collect();
                std::iter::once(values).chain(differences).collect()
            })
            .collect();
        let column =
            |at: usize| blocks.iter().flat_map(move |block| block[at].iter().copied()).take(points as usize);
        let sizes = Grouping::ByDraw.sizes(points).expect("Sobol points are replicates");
        let sums = |at: usize| Sums::of(column(at));
        let values = sums(0);
        let share = |of: &Sums, without: Option<usize>| total(&of.central(without), &values.central(without));
        (1..=count)
            .map(|at| {
                let differences = sums(at);
                let all = share(&differences, None);
                let without: Each = std::array::from_fn(|group| share(&differences, Some(group)));
                all.is_finite().then(|| sizes.jackknife(all, &without, Confidence::USUAL))
            })
            .collect()
    }
}

/// Draws all numbers a second time but those that are named.
pub fn again_but(kept: impl IntoIterator<Item = String>) -> Sharing {
    Sharing::Programme { name: "again".to_owned(), shared: kept.into_iter().collect() }
}

/// Σd and Σd² by replicate.
struct Sums {
    pivot: f64,
    replicates: [[f64; 2]; REPLICATES],
    each: u64,
}

impl Sums {
    fn of(column: impl Iterator<Item = f64>) -> Sums {
        let mut sums = Sums { pivot: 0.0, replicates: [[0.0; 2]; REPLICATES], each: 0 };
        let mut count = 0;
        for (at, x) in column.enumerate() {
            if at == 0 {
                sums.pivot = x;
            }
            let d = x - sums.pivot;
            let [first, second] = &mut sums.replicates[at % REPLICATES];
            *first += d;
            *second += d * d;
            count += 1;
        }
        Sums { each: count / REPLICATES as u64, ..sums }
    }

    /// Of all points, or of those without a replicate.
    fn central(&self, without: Option<usize>) -> Central {
        let (mut sums, mut n) = ([0.0; 2], 0);
        for (_, [first, second]) in self.replicates.iter().enumerate().filter(|(at, _)| Some(*at) != without)
        {
            sums[0] += first;
            sums[1] += second;
            n += self.each;
        }
        Central::of_two(self.pivot, &sums, n, n)
    }
}
