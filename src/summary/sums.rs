//! What is summed over the draws.
//!
//! Every sum is of deviations from a pivot, a value of the same column in the first draw of all, so that
//! nothing cancels and a column that does not vary has a mean that is exact.
//!
//! Of a value that only enters through its mean there are sums g of groups of c = 8 draws (fewer in a last block), and
//! Σ(g − cμ)²/c over the groups stands for Σ(x − μ)² over the draws: it has the same expectation for each degree of freedom.

use std::collections::HashMap;

use super::block_sums::{BlockSums, Sizes, four_powers, luck_powers, luck_products, product, two_powers};
use super::replicates::Grouping;
use crate::block::{GROUP, Operand};
use crate::model::{Arg, Frame};

/// Index of a sum.
type At = usize;

/// Which sums are needed. Columns asked for twice are summed once.
#[derive(Debug, Default)]
pub struct SumPlan {
    /// Columns whose first two powers are summed.
    seconds: Vec<(u32, At)>,
    /// Columns whose first four powers are summed.
    fourths: Vec<(u32, At)>,
    /// Pairs whose product is summed.
    products: Vec<(u32, u32, At)>,
    /// Pairs (expected, drawn): powers and products of the expectation and of the luck around it.
    splits: Vec<(Arg, Arg, At)>,
    /// Sums by group whose first two powers are summed.
    means: Vec<(u32, At)>,
    /// Pairs of sums by group whose product is summed.
    mean_products: Vec<(u32, u32, At)>,
    /// Pivot of each column, by slot.
    pivots: Vec<f64>,
    /// Pivot of the values that are summed by group.
    mean_pivots: Vec<f64>,
    width: usize,
    known: HashMap<(u32, u32, u8), At>,
}

/// Where a number's moments are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Moments {
    /// It does not vary.
    Constant(f64),
    /// Sums of powers of deviations from the pivot, from `at` on.
    Summed {
        /// The column.
        slot: u32,
        /// Index of the first power.
        at: At,
    },
    /// The same from sums by group.
    Gathered {
        /// Index of the sums by group.
        index: u32,
        /// Index of the first power.
        at: At,
    },
}

/// Marks sums of [`SumPlan::known`]: what is kept for the columns or for the sums by group of that index.
const POWERS: u8 = 2;
const FOUR_POWERS: u8 = 4;
const PRODUCT: u8 = 1;
const MEAN: u8 = 12;
const MEAN_PRODUCT: u8 = 11;

/// Sums of a split: a is the expectation's deviation from its pivot, b the luck.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SplitSums {
    /// Σa … Σa⁴.
    pub a: [f64; 4],
    /// Σb … Σb⁴.
    pub b: [f64; 4],
    /// Σab, Σa²b, Σab², Σa²b².
    pub cross: [f64; 4],
}

const SPLIT_WIDTH: usize = 12;

impl SumPlan {
    /// Number of sums.
    pub fn width(&self) -> usize {
        self.width
    }

    fn reserve(&mut self, key: (u32, u32, u8), width: usize) -> (At, bool) {
        let next = self.width;
        let at = *self.known.entry(key).or_insert(next);
        if at == next {
            self.width += width;
        }
        (at, at == next)
    }

    /// Asks for Σd and Σd².
    pub fn second(&mut self, arg: Arg) -> Moments {
        match arg {
            Arg::Const(c) => Moments::Constant(c),
            Arg::Slot(slot) => {
                if let Some(&at) = self.known.get(&(slot, 0, FOUR_POWERS)) {
                    return Moments::Summed { slot, at };
                }
                let (at, new) = self.reserve((slot, 0, POWERS), 2);
                if new {
                    self.seconds.push((slot, at));
                }
                Moments::Summed { slot, at }
            }
            Arg::Gathered(index) => {
                let (at, new) = self.reserve((index, 0, MEAN), 2);
                if new {
                    self.means.push((index, at));
                }
                Moments::Gathered { index, at }
            }
        }
    }

    /// Asks for Σd … Σd⁴.
    pub fn fourth(&mut self, arg: Arg) -> Moments {
        match arg {
            Arg::Const(c) => Moments::Constant(c),
            Arg::Slot(slot) => {
                let (at, new) = self.reserve((slot, 0, FOUR_POWERS), 4);
                if new {
                    self.fourths.push((slot, at));
                }
                Moments::Summed { slot, at }
            }
            Arg::Gathered(_) => unreachable!("sums by group have no fourth moment of the draws"),
        }
    }

    /// Asks for Σde of two columns; `None` where either does not vary.
    pub fn product(&mut self, a: Arg, b: Arg) -> Option<At> {
        let (kind, a, b) = match (a, b) {
            (Arg::Const(_), _) | (_, Arg::Const(_)) => return None,
            (Arg::Slot(a), Arg::Slot(b)) => (PRODUCT, a, b),
            (Arg::Gathered(a), Arg::Gathered(b)) => (MEAN_PRODUCT, a, b),
            _ => unreachable!("both are drawn, or both are summed by group"),
        };
        let (a, b) = if a < b { (a, b) } else { (b, a) };
        let (at, new) = self.reserve((a, b, kind), 1);
        if new {
            let products = if kind == PRODUCT { &mut self.products } else { &mut self.mean_products };
            products.push((a, b, at));
        }
        Some(at)
    }

    /// Asks for the sums of a split of `drawn` into its expectation and luck.
    pub fn split(&mut self, expected: Arg, drawn: Arg) -> At {
        let at = self.width;
        self.width += SPLIT_WIDTH;
        self.splits.push((expected, drawn, at));
        if let (Arg::Slot(expected), Arg::Slot(_)) = (expected, drawn) {
            // Its first sums are the powers of the expectation.
            self.known.entry((expected, 0, FOUR_POWERS)).or_insert(at);
        }
        at
    }

    /// Takes the pivots from the first draw of an evaluated block: of block 0, whatever the run.
    pub fn set_pivots(&mut self, frame: &Frame) {
        let slots = (self.seconds.iter().chain(&self.fourths).map(|(slot, _)| *slot))
            .chain(self.products.iter().flat_map(|(a, b, _)| [*a, *b]))
            .chain(self.splits.iter().filter_map(|(expected, ..)| match expected {
                Arg::Slot(slot) => Some(*slot),
                Arg::Const(_) | Arg::Gathered(_) => None,
            }));
        let slots: Vec<u32> = slots.collect();
        self.pivots = vec![0.0; slots.iter().max().map_or(0, |slot| *slot as usize + 1)];
        for slot in slots {
            if let Operand::Column(column) = frame.operand(Arg::Slot(slot)) {
                self.pivots[slot as usize] = column[0];
            }
        }
        let gathered = (self.means.iter().map(|(index, _)| *index))
            .chain(self.mean_products.iter().flat_map(|(a, b, _)| [*a, *b]));
        let gathered: Vec<u32> = gathered.collect();
        self.mean_pivots = vec![0.0; gathered.iter().max().map_or(0, |index| *index as usize + 1)];
        for index in gathered {
            self.mean_pivots[index as usize] = frame.gathered(index)[0] / GROUP as f64;
        }
    }

    /// What the deviations of a column are from.
    pub fn pivot(&self, slot: u32) -> f64 {
        self.pivots[slot as usize]
    }

    /// What the deviations of a value that is summed by group are from.
    pub fn mean_pivot(&self, index: u32) -> f64 {
        self.mean_pivots[index as usize]
    }

    /// The sums of one block, group by group: the sums of group g are at g · [`SumPlan::width`].
    #[inline(always)]
    pub fn sum(&self, frame: &Frame, block: u64, valid: usize, grouping: Grouping) -> Vec<f64> {
        let mut sums = BlockSums::new(self.width, block, grouping);
        let column = |slot: u32| frame.column(slot);
        let sizes = Sizes::of(valid);
        for &(index, at) in &self.means {
            sums.put(at, sizes.powers(frame.gathered(index), self.mean_pivots[index as usize]));
        }
        for &(a, b, at) in &self.mean_products {
            let pivots = (self.mean_pivots[a as usize], self.mean_pivots[b as usize]);
            sums.put(at, [sizes.product(frame.gathered(a), frame.gathered(b), pivots)]);
        }
        for &(slot, at) in &self.seconds {
            sums.put(at, two_powers(column(slot), self.pivots[slot as usize], valid));
        }
        for &(slot, at) in &self.fourths {
            sums.put(at, four_powers(column(slot), self.pivots[slot as usize], valid));
        }
        for &(a, b, at) in &self.products {
            let pivots = (self.pivots[a as usize], self.pivots[b as usize]);
            sums.put(at, [product(column(a), column(b), pivots, valid)]);
        }
        for &(expected, drawn, at) in &self.splits {
            match (expected, drawn) {
                (Arg::Slot(expected), Arg::Slot(drawn)) => {
                    let (e, d) = (column(expected), column(drawn));
                    let pivot = self.pivots[expected as usize];
                    sums.put(at, four_powers(e, pivot, valid));
                    sums.put(at + 4, luck_powers(e, d, valid));
                    sums.put(at + 8, luck_products(e, d, pivot, valid));
                }
                // Without parameter uncertainty all is luck, about a number known exactly.
                (Arg::Const(mean), Arg::Slot(drawn)) => {
                    sums.put(at + 4, four_powers(column(drawn), mean, valid));
                }
                // What does not vary as drawn does not vary in expectation either.
                (_, Arg::Const(_)) => {}
                (Arg::Gathered(_), _) | (_, Arg::Gathered(_)) => {
                    unreachable!("what is split is known for each draw")
                }
            }
        }
        sums.sums
    }

    /// The sums over all groups.
    pub fn pooled(&self, grouped: &[f64]) -> Vec<f64> {
        let mut pooled = vec![0.0; self.width];
        for group in grouped.chunks_exact(self.width) {
            for (sum, part) in pooled.iter_mut().zip(group) {
                *sum += part;
            }
        }
        pooled
    }

    /// The sums of a split.
    pub fn split_sums(at: At, sums: &[f64]) -> SplitSums {
        let four = |from: usize| [sums[from], sums[from + 1], sums[from + 2], sums[from + 3]];
        SplitSums { a: four(at), b: four(at + 4), cross: four(at + 8) }
    }
}
