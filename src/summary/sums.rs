//! What is summed over the draws, and the loops that sum it.
//!
//! Every sum is of deviations from a pivot, a value of the same column in the first draw of all, so that
//! nothing cancels and a column that does not vary has a mean that is exact. Loops add in 16 fixed lanes.

use std::collections::HashMap;

use crate::model::{Arg, Frame};
use crate::units::{BLOCK, Operand};

/// Lanes of a reduction: the same on every machine.
const LANES: usize = 16;

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
    /// Pivot of each column, by slot.
    pivots: Vec<f64>,
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
}

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
                if let Some(&at) = self.known.get(&(slot, 0, 4)) {
                    return Moments::Summed { slot, at };
                }
                let (at, new) = self.reserve((slot, 0, 2), 2);
                if new {
                    self.seconds.push((slot, at));
                }
                Moments::Summed { slot, at }
            }
        }
    }

    /// Asks for Σd … Σd⁴.
    pub fn fourth(&mut self, arg: Arg) -> Moments {
        match arg {
            Arg::Const(c) => Moments::Constant(c),
            Arg::Slot(slot) => {
                let (at, new) = self.reserve((slot, 0, 4), 4);
                if new {
                    self.fourths.push((slot, at));
                }
                Moments::Summed { slot, at }
            }
        }
    }

    /// Asks for Σde of two columns; `None` where either does not vary.
    pub fn product(&mut self, a: Arg, b: Arg) -> Option<At> {
        let (Arg::Slot(a), Arg::Slot(b)) = (a, b) else { return None };
        let (a, b) = if a < b { (a, b) } else { (b, a) };
        let (at, new) = self.reserve((a, b, 1), 1);
        if new {
            self.products.push((a, b, at));
        }
        Some(at)
    }

    /// Asks for the sums of a split of `drawn` into its expectation and luck.
    pub fn split(&mut self, expected: Arg, drawn: Arg) -> At {
        let at = self.width;
        self.width += SPLIT_WIDTH;
        self.splits.push((expected, drawn, at));
        at
    }

    /// Takes the pivots from the first draw of an evaluated block: of block 0, whatever the run.
    pub fn set_pivots(&mut self, frame: &Frame) {
        let slots = (self.seconds.iter().chain(&self.fourths).map(|(slot, _)| *slot))
            .chain(self.products.iter().flat_map(|(a, b, _)| [*a, *b]))
            .chain(self.splits.iter().filter_map(|(expected, ..)| match expected {
                Arg::Slot(slot) => Some(*slot),
                Arg::Const(_) => None,
            }));
        let slots: Vec<u32> = slots.collect();
        self.pivots = vec![0.0; slots.iter().max().map_or(0, |slot| *slot as usize + 1)];
        for slot in slots {
            if let Operand::Column(column) = frame.operand(Arg::Slot(slot)) {
                self.pivots[slot as usize] = column[0];
            }
        }
    }

    /// The pivot of a number: itself where it does not vary.
    pub fn pivot(&self, arg: Arg) -> f64 {
        match arg {
            Arg::Const(c) => c,
            Arg::Slot(slot) => self.pivots[slot as usize],
        }
    }

    /// The sums of one block.
    #[inline(always)]
    pub fn sum(&self, frame: &Frame, valid: usize) -> Vec<f64> {
        let mut sums = vec![0.0; self.width];
        for &(slot, at) in &self.seconds {
            let powers = powers::<2>(frame.operand(Arg::Slot(slot)), self.pivots[slot as usize], valid);
            sums[at..at + 2].copy_from_slice(&powers);
        }
        for &(slot, at) in &self.fourths {
            let powers = powers::<4>(frame.operand(Arg::Slot(slot)), self.pivots[slot as usize], valid);
            sums[at..at + 4].copy_from_slice(&powers);
        }
        for &(a, b, at) in &self.products {
            let [pa, pb] = [self.pivots[a as usize], self.pivots[b as usize]];
            let (x, y) = (frame.operand(Arg::Slot(a)), frame.operand(Arg::Slot(b)));
            sums[at] = reduce::<1>(valid, |i| {
                let (x, y) = (x.lanes::<LANES>(i), y.lanes::<LANES>(i));
                let mut term = [0.0; LANES];
                for l in 0..LANES {
                    term[l] = (x[l] - pa) * (y[l] - pb);
                }
                [term]
            })[0];
        }
        for &(expected, drawn, at) in &self.splits {
            let split = split(frame.operand(expected), self.pivot(expected), frame.operand(drawn), valid);
            sums[at..at + SPLIT_WIDTH].copy_from_slice(&split);
        }
        sums
    }

    /// The sums of a split.
    pub fn split_sums(at: At, sums: &[f64]) -> SplitSums {
        let four = |from: usize| [sums[from], sums[from + 1], sums[from + 2], sums[from + 3]];
        SplitSums { a: four(at), b: four(at + 4), cross: four(at + 8) }
    }
}

/// Adds K terms over a block in fixed lanes. `term` gives the terms of the 16 draws from an index on.
///
/// The draws of a last, partial block that do not count add nothing.
#[inline(always)]
fn reduce<const K: usize>(valid: usize, term: impl Fn(usize) -> [[f64; LANES]; K]) -> [f64; K] {
    let mut lanes = [[0.0; LANES]; K];
    let whole = valid / LANES;
    for row in 0..BLOCK / LANES {
        if row >= whole {
            break;
        }
        let terms = term(row * LANES);
        for k in 0..K {
            for l in 0..LANES {
                lanes[k][l] += terms[k][l];
            }
        }
    }
    if !valid.is_multiple_of(LANES) {
        let terms = term(whole * LANES);
        for k in 0..K {
            for l in 0..valid % LANES {
                lanes[k][l] += terms[k][l];
            }
        }
    }
    let mut sums = [0.0; K];
    for k in 0..K {
        let mut width = LANES / 2;
        while width > 0 {
            for l in 0..width {
                lanes[k][l] += lanes[k][l + width];
            }
            width /= 2;
        }
        sums[k] = lanes[k][0];
    }
    sums
}

/// Σd … Σd^K, K = 2 or 4.
#[inline(always)]
fn powers<const K: usize>(x: Operand<'_>, pivot: f64, valid: usize) -> [f64; K] {
    reduce::<K>(valid, |i| {
        let x = x.lanes::<LANES>(i);
        let mut terms = [[0.0; LANES]; K];
        for l in 0..LANES {
            let d = x[l] - pivot;
            let mut power = d;
            for term in &mut terms {
                term[l] = power;
                power *= d;
            }
        }
        terms
    })
}

#[inline(always)]
fn split(expected: Operand<'_>, pivot: f64, drawn: Operand<'_>, valid: usize) -> [f64; SPLIT_WIDTH] {
    reduce::<SPLIT_WIDTH>(valid, |i| {
        let (expected, drawn) = (expected.lanes::<LANES>(i), drawn.lanes::<LANES>(i));
        let mut terms = [[0.0; LANES]; SPLIT_WIDTH];
        for l in 0..LANES {
            let (a, b) = (expected[l] - pivot, drawn[l] - expected[l]);
            let (a2, b2) = (a * a, b * b);
            let all = [a, a2, a2 * a, a2 * a2, b, b2, b2 * b, b2 * b2, a * b, a2 * b, a * b2, a2 * b2];
            for (term, value) in terms.iter_mut().zip(all) {
                term[l] = value;
            }
        }
        terms
    })
}
