//! What comes of an input being low or high: net benefit in the tenths of its law. These are the very draws in which it is
//! so, with what goes along with it.

use super::ask::{Doubtful, Perspective};
use super::sensitive::Tenth;
use crate::sampling::Sampling;
use crate::summary::Columns;
use crate::summary::cell_sums::{CellSums, placed};
use crate::summary::results::MeanOnly;

/// Parts of a law; one on fewer single values has a part for each.
const PARTS: usize = 10;

/// An input's draws, sorted into the tenths of its law.
pub(super) struct Parted {
    cells: Vec<u16>,
    chances: Vec<f64>,
    ends: Vec<[f64; 2]>,
}

impl Parted {
    pub fn new(input: &Doubtful, columns: &Columns) -> Parted {
        let (cells, ends) = input.law.parts(PARTS);
        let of_draws = placed(&cells, columns.column(input.column));
        Parted { cells: of_draws, chances: cells.chances().to_vec(), ends }
    }

    /// What a perspective comes to in each; errors where the mean has one.
    pub fn response(&self, of: &Perspective, columns: &Columns, sampling: Sampling) -> Vec<Tenth> {
        let count = self.chances.len();
        let means = CellSums::new(&self.cells, count, |draw| columns.at(of.expected, draw), sampling);
        let is_back = |draw| f64::from(columns.at(of.year, draw) <= of.horizon);
        let back = CellSums::new(&self.cells, count, is_back, sampling);
        let finite = |end: f64| end.is_finite().then_some(end);
        let tenth = |cell: usize| Tenth {
            from: finite(self.ends[cell][0]),
            to: finite(self.ends[cell][1]),
            chance: self.chances[cell],
            net_benefit: means.mean(cell).map(|mean| MeanOnly { mean: mean.where_finite(of.order, 2.0) }),
            probability_break_even: back.share(cell),
        };
        (0..count).map(tenth).collect()
    }
}
