//! Laws on single values: the step is looked up by way of a guide (Chen & Asau 1974, *AIIE Transactions* 6(2)).

use super::super::discrete::Steps;
use crate::block::Column;

/// A step function of u.
#[derive(Debug, Clone)]
pub struct StepTable {
    values: Vec<f64>,
    /// P(X ≤ value); the last is 1.
    below: Vec<f64>,
    /// For each of equally wide intervals of u, the first value that may belong to it.
    guide: Vec<u32>,
    /// Number of intervals, a power of two.
    intervals: f64,
}

impl StepTable {
    /// Four intervals for each value keep the search below half a step on average.
    pub fn new(steps: &Steps) -> StepTable {
        let below: Vec<f64> = steps.chances().iter().map(|chance| chance.below).collect();
        let intervals = (4 * below.len()).next_power_of_two();
        let guide = (0..intervals)
            .map(|i| {
                let start = i as f64 / intervals as f64;
                below.partition_point(|&chance| chance < start) as u32
            })
            .collect();
        StepTable { values: steps.values().to_vec(), below, guide, intervals: intervals as f64 }
    }

    /// The smallest value with P(X ≤ value) ≥ u.
    #[inline(always)]
    pub fn fill(&self, u: &Column, out: &mut Column) {
        for (x, &u) in out.iter_mut().zip(u) {
            let mut place = self.guide[(u * self.intervals) as usize] as usize;
            while self.below[place] < u {
                place += 1;
            }
            *x = self.values[place];
        }
    }
}
