//! Tables of whole numbers: break-even years and people.

use crate::units::{BLOCK, Operand};

/// Copies of a table, so that equal neighbours do not wait for each other.
const COPIES: usize = 4;

/// How often each whole number `from` … `from` + len − 1 came.
#[derive(Debug, Clone, PartialEq)]
pub struct CountTable {
    from: i64,
    counts: Vec<u64>,
}

/// What a task gathers for a [`CountTable`].
#[derive(Debug, Clone)]
pub struct CountPart {
    from: f64,
    len: usize,
    /// COPIES tables in a row, each with a last cell for what cannot be.
    counts: Vec<u32>,
}

impl CountTable {
    /// An empty table for `from` … `to`.
    pub fn new(from: i64, to: i64) -> CountTable {
        CountTable { from, counts: vec![0; (to - from + 1) as usize] }
    }

    /// An empty part for a task of fewer than 2³² draws.
    pub fn part(&self) -> CountPart {
        let len = self.counts.len();
        CountPart { from: self.from as f64, len, counts: vec![0; len * COPIES] }
    }

    /// Takes in a task's part.
    pub fn absorb(&mut self, part: &CountPart) {
        for copy in part.counts.chunks_exact(part.len) {
            for (sum, count) in self.counts.iter_mut().zip(copy) {
                *sum += u64::from(*count);
            }
        }
    }

    /// Numbers with their counts, rising, empty ones left out.
    pub fn entries(&self) -> impl Iterator<Item = (i64, u64)> + '_ {
        (self.from..).zip(self.counts.iter().copied()).filter(|(_, count)| *count > 0)
    }

    /// How many are at most `number`.
    pub fn at_most(&self, number: i64) -> u64 {
        self.entries().take_while(|(n, _)| *n <= number).map(|(_, count)| count).sum()
    }

    /// How many there are.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
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
    pub fn observe(&mut self, values: Operand<'_>, valid: usize) {
        // A whole number in the low bits of 2⁵² + number: cheaper than a conversion, and vectorised.
        const TWO_52: f64 = 4_503_599_627_370_496.0;
        let shift = TWO_52 - self.from;
        let mut cells = [0u32; BLOCK];
        match values {
            Operand::Column(x) => {
                for i in 0..BLOCK {
                    cells[i] = (x[i] + shift).to_bits() as u32;
                }
            }
            Operand::Const(c) => cells.fill((c + shift).to_bits() as u32),
        }
        let top = self.len - 1;
        for (i, &cell) in cells[..valid].iter().enumerate() {
            let cell = if (cell as usize) < top { cell as usize } else { top };
            self.counts[(i % COPIES) * self.len + cell] += 1;
        }
    }
}
