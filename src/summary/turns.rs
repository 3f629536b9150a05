//! In which years draws turn: two break-even years of the same draw, which differ.

use super::batches::Grouping;
use crate::engine::Place;
use crate::model::column::{Arg, Frame};

/// Draws whose years are read together.
const LANES: usize = 64;

/// How many draws turn in each year, in one group of draws. Years beyond the last are all alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Turns {
    /// By year t: how many more draws have the second year by then, and not the first, than at t − 1.
    earlier: Vec<i64>,
    /// The same of the first year, and not the second.
    later: Vec<i64>,
}

impl Turns {
    /// No draw yet, over so many years.
    pub fn none(years: usize) -> Turns {
        Turns { earlier: vec![0; years + 1], later: vec![0; years + 1] }
    }

    /// No draw yet, over as many years.
    pub fn emptied(&self) -> Turns {
        Turns::none(self.earlier.len() - 1)
    }

    /// Adds those of other draws.
    pub fn join(&mut self, other: &Turns) {
        for (sum, count) in self.earlier.iter_mut().zip(&other.earlier) {
            *sum += count;
        }
        for (sum, count) in self.later.iter_mut().zip(&other.later) {
            *sum += count;
        }
    }

    fn count(&mut self, first: f64, second: f64) {
        let last = self.earlier.len() - 1;
        let cell = |year: f64| if (year as usize) < last { year as usize } else { last };
        let (marks, from, to) = if second < first {
            (&mut self.earlier, cell(second), cell(first))
        } else {
            (&mut self.later, cell(first), cell(second))
        };
        marks[from] += 1;
        marks[to] -= 1;
    }

    /// By year: how many draws have the second year by then and not the first, and the other way round.
    pub fn by_year(&self) -> Vec<[u64; 2]> {
        let (mut up, mut down) = (0, 0);
        let marks = self.earlier.iter().zip(&self.later).take(self.earlier.len() - 1);
        marks
            .map(|(earlier, later)| {
                up += earlier;
                down += later;
                [up as u64, down as u64]
            })
            .collect()
    }
}

/// Counts the draws of a block whose years differ, in their groups.
#[inline(always)]
pub fn count(years: [Arg; 2], frame: &Frame, place: Place, grouping: Grouping, groups: &mut [Turns]) {
    let [first, second] = years.map(|year| frame.operand(year));
    for from in (0..place.valid).step_by(LANES) {
        let (a, b) = (first.lanes::<LANES>(from), second.lanes::<LANES>(from));
        let mut differ = 0u64;
        for l in 0..LANES {
            differ |= u64::from(a[l] != b[l]) << l;
        }
        while differ != 0 {
            let l = differ.trailing_zeros() as usize;
            differ &= differ - 1;
            if from + l < place.valid {
                groups[grouping.of(place.block, from + l)].count(a[l], b[l]);
            }
        }
    }
}
