//! Whole numbers of draws in which two scenarios differ.

use super::flips::Flips;

/// How many draws of one perspective differ, and how.
#[derive(Clone, Default)]
pub(super) struct Happened {
    pub(super) better: u64,
    pub(super) worse: u64,
    pub(super) break_even: Flips,
    /// By year t: how many more draws turn up (down) at t than at t − 1.
    pub(super) earlier: Vec<i64>,
    pub(super) later: Vec<i64>,
}

impl Happened {
    pub(super) fn none(years: usize) -> Happened {
        Happened { earlier: vec![0; years + 1], later: vec![0; years + 1], ..Happened::default() }
    }

    pub(super) fn join(&mut self, part: &Happened) {
        self.better += part.better;
        self.worse += part.worse;
        self.break_even.up += part.break_even.up;
        self.break_even.down += part.break_even.down;
        for (sum, count) in self.earlier.iter_mut().zip(&part.earlier) {
            *sum += count;
        }
        for (sum, count) in self.later.iter_mut().zip(&part.later) {
            *sum += count;
        }
    }

    /// Counts a draw whose break-even year differs.
    #[inline(always)]
    pub(super) fn count_years(&mut self, [base, other]: [f64; 2], horizons: [f64; 2]) {
        let (within_base, within_other) = (base <= horizons[0], other <= horizons[1]);
        self.break_even.up += u64::from(within_other & !within_base);
        self.break_even.down += u64::from(within_base & !within_other);
        if base == other {
            return;
        }
        // Years beyond the earlier horizon are all alike.
        let last = self.earlier.len() - 1;
        let cell = |year: f64| if (year as usize) < last { year as usize } else { last };
        let (marks, from, to) = if other < base {
            (&mut self.earlier, cell(other), cell(base))
        } else {
            (&mut self.later, cell(base), cell(other))
        };
        marks[from] += 1;
        marks[to] -= 1;
    }

    /// From marks where draws turn to how many are turned in each year.
    pub(super) fn by_year(&self) -> Vec<Flips> {
        let (mut up, mut down) = (0, 0);
        let marks = self.earlier.iter().zip(&self.later).take(self.earlier.len() - 1);
        marks
            .map(|(earlier, later)| {
                up += earlier;
                down += later;
                Flips { up: up as u64, down: down as u64 }
            })
            .collect()
    }
}
