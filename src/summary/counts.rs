//! Tables of whole numbers: break-even years and people.

use super::batches::{Each, Grouping};
use crate::block::{BLOCK, Column, Operand};
use crate::sampling::REPLICATES;

/// Copies of a table, so that equal neighbours do not wait for each other.
const COPIES: usize = 4;

/// Cells of a table up to which comparing every draw with every number is faster than going to its cell.
const FEW: usize = 64;

/// 2⁵². A whole number added to it lies bare in the low bits: cheaper than a conversion, and vectorised.
const TWO_52: f64 = 4_503_599_627_370_496.0;

/// How often each whole number `from` … `from` + len − 1 came, in each group of draws.
#[derive(Debug, Clone, PartialEq)]
pub struct CountTable {
    from: i64,
    grouping: Grouping,
    /// The groups' tables, one after the other.
    counts: Vec<u64>,
}

/// What a task gathers for a [`CountTable`].
#[derive(Debug, Clone)]
pub struct CountPart {
    from: f64,
    len: usize,
    grouping: Grouping,
    /// Tables in a row: one for each replicate of a draw, else [`COPIES`] for each group.
    counts: Vec<u32>,
}

impl CountTable {
    /// An empty table for `from` … `to`.
    pub fn new(from: i64, to: i64, grouping: Grouping) -> CountTable {
        CountTable { from, grouping, counts: vec![0; (to - from + 1) as usize * grouping.groups()] }
    }

    fn len(&self) -> usize {
        self.counts.len() / self.grouping.groups()
    }

    /// An empty part for a task of fewer than 2³² draws.
    pub fn part(&self) -> CountPart {
        let tables = match self.grouping {
            Grouping::Whole => COPIES,
            Grouping::ByBlock => COPIES * REPLICATES,
            Grouping::ByDraw | Grouping::Batched => REPLICATES,
        };
        let len = self.len();
        CountPart { from: self.from as f64, len, grouping: self.grouping, counts: vec![0; len * tables] }
    }

    /// Takes in a task's part.
    pub fn absorb(&mut self, part: &CountPart) {
        let copies = if self.grouping.is_by_draw() { 1 } else { COPIES };
        let len = self.len();
        let groups = part.counts.chunks_exact(len * copies);
        for (table, copies) in self.counts.chunks_exact_mut(len).zip(groups) {
            for copy in copies.chunks_exact(len) {
                for (sum, count) in table.iter_mut().zip(copy) {
                    *sum += u64::from(*count);
                }
            }
        }
    }

    /// The counts, group by group.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Adds counts of other draws; `None` where they are not of this table's kind.
    pub fn add(&mut self, counts: &[u64]) -> Option<()> {
        (counts.len() == self.counts.len()).then_some(())?;
        for (sum, count) in self.counts.iter_mut().zip(counts) {
            *sum = sum.checked_add(*count)?;
        }
        Some(())
    }

    /// Numbers with their counts over all groups, rising, empty ones left out.
    pub fn entries(&self) -> impl Iterator<Item = (i64, u64)> + '_ {
        let len = self.len();
        let pooled = move |i| self.counts[i..].iter().step_by(len).sum();
        (0..len).map(move |i| (self.from + i as i64, pooled(i))).filter(|(_, count)| *count > 0)
    }

    /// How many numbers of each replicate are at most each number that came, rising.
    pub fn cumulative(&self) -> impl Iterator<Item = (f64, Each)> + '_ {
        let mut counts = [0.0; REPLICATES];
        let mut next = self.from;
        self.entries().map(move |(number, _)| {
            for number in next..=number {
                let cell = (number - self.from) as usize;
                for (count, table) in counts.iter_mut().zip(self.counts.chunks_exact(self.len())) {
                    *count += table[cell] as f64;
                }
            }
            next = number + 1;
            (number as f64, counts)
        })
    }

    /// How many are at most `number`, by group.
    pub fn at_most(&self, number: i64) -> Vec<u64> {
        let within = (number - self.from + 1).clamp(0, self.len() as i64) as usize;
        self.counts.chunks_exact(self.len()).map(|table| table[..within].iter().sum()).collect()
    }

    /// The number of a rank, from 0, and the last number beyond the last rank.
    pub fn at_rank(&self, rank: u64) -> f64 {
        let mut before = 0;
        let mut last = self.from;
        for (number, count) in self.entries() {
            before += count;
            last = number;
            if rank < before {
                break;
            }
        }
        last as f64
    }
}

impl CountPart {
    /// Counts the first `valid` numbers of a column.
    #[inline(always)]
    pub fn observe(&mut self, values: Operand<'_>, block: u64, valid: usize) {
        let first = match self.grouping {
            Grouping::ByBlock => COPIES * self.grouping.of(block, 0),
            _ => 0,
        };
        let x = match values {
            Operand::Column(x) => x,
            Operand::Const(c) => &[c; BLOCK],
        };
        if self.grouping.is_by_draw() {
            self.count::<REPLICATES>(first, x, valid);
        } else if self.len <= FEW {
            self.compare(first, x, valid);
        } else {
            self.count::<COPIES>(first, x, valid);
        }
    }

    /// Counts a column number by number: each is compared with all draws, 64 at a time.
    #[inline(always)]
    fn compare(&mut self, first: usize, x: &Column, valid: usize) {
        const LANES: usize = 64;
        let (from, top) = (self.from, (self.len - 1) as f64);
        let mut cells = [0u8; BLOCK];
        for (x, cells) in x.as_chunks::<LANES>().0.iter().zip(cells.as_chunks_mut::<LANES>().0) {
            for i in 0..LANES {
                let cell = x[i] - from;
                let cell = if cell < top { cell } else { top };
                cells[i] = (cell + TWO_52).to_bits() as u8;
            }
        }
        // Beyond every table.
        cells[valid..].fill(u8::MAX);
        let table = &mut self.counts[first * self.len..][..self.len];
        for (cell, count) in table.iter_mut().enumerate() {
            // A lane sees 16 draws.
            let mut lanes = [0u8; LANES];
            for row in cells.as_chunks::<LANES>().0 {
                for l in 0..LANES {
                    lanes[l] += u8::from(row[l] == cell as u8);
                }
            }
            *count += lanes.iter().map(|&lane| u32::from(lane)).sum::<u32>();
        }
    }

    /// Counts into `N` tables in turn, from table `first` on.
    #[inline(always)]
    fn count<const N: usize>(&mut self, first: usize, x: &Column, valid: usize) {
        let shift = TWO_52 - self.from;
        let mut cells = [0u32; BLOCK];
        for i in 0..BLOCK {
            cells[i] = (x[i] + shift).to_bits() as u32;
        }
        let (len, top) = (self.len, self.len - 1);
        let tables = &mut self.counts[first * len..];
        for (i, &cell) in cells[..valid].iter().enumerate() {
            let cell = if (cell as usize) < top { cell as usize } else { top };
            tables[(i % N) * len + cell] += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::new_column;

    #[test]
    fn counts_fall_into_the_group_of_their_draw() {
        let mut column = new_column();
        for (i, x) in column.iter_mut().enumerate() {
            *x = (i % 5) as f64 - 2.0;
        }
        for grouping in [Grouping::Whole, Grouping::Batched, Grouping::ByBlock, Grouping::ByDraw] {
            let mut table = CountTable::new(-2, 3, grouping);
            for (block, valid) in [(0, 1024), (3, 1024), (19, 1008)] {
                let mut part = table.part();
                part.observe(Operand::Column(&column), block, valid);
                table.absorb(&part);
            }
            let mut naive = vec![0; grouping.groups()];
            for (block, valid) in [(0, 1024), (3, 1024), (19, 1008)] {
                for (i, x) in column[..valid].iter().enumerate() {
                    naive[grouping.of(block, i)] += u64::from(*x <= -1.0);
                }
            }
            assert_eq!(table.at_most(-1), naive);
            assert_eq!(table.at_most(-3).iter().sum::<u64>(), 0);
            assert_eq!(table.at_most(9).iter().sum::<u64>(), 3056);
            let all: Vec<i64> = table.entries().map(|(number, _)| number).collect();
            assert_eq!(all, [-2, -1, 0, 1, 2]);
            assert_eq!((table.at_rank(0), table.at_rank(3055)), (-2.0, 2.0));
        }
    }
}
