//! What is summed over the draws, and the loops that sum it.
//!
//! Every sum is of deviations from a pivot, a value of the same column in the first draw of all, so that
//! nothing cancels and a column that does not vary has a mean that is exact. Loops add in 64 fixed lanes.

use std::collections::HashMap;

use crate::model::{Arg, Frame};
use crate::units::{Column, Operand};

/// Lanes of a reduction: the same on every machine. So many that the compiler keeps the loop over them as a loop
/// and vectorises it; loops of 8 or 16 are unrolled first and then stay scalar.
const LANES: usize = 64;

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
        let column = |slot: u32| frame.column(slot);
        for &(slot, at) in &self.seconds {
            put(&mut sums, at, two_powers(column(slot), self.pivots[slot as usize], valid));
        }
        for &(slot, at) in &self.fourths {
            put(&mut sums, at, four_powers(column(slot), self.pivots[slot as usize], valid));
        }
        for &(a, b, at) in &self.products {
            let pivots = (self.pivots[a as usize], self.pivots[b as usize]);
            put(&mut sums, at, [product(column(a), column(b), pivots, valid)]);
        }
        for &(expected, drawn, at) in &self.splits {
            match (expected, drawn) {
                (Arg::Slot(expected), Arg::Slot(drawn)) => {
                    let (e, d) = (column(expected), column(drawn));
                    let pivot = self.pivots[expected as usize];
                    put(&mut sums, at, four_powers(e, pivot, valid));
                    put(&mut sums, at + 4, luck_powers(e, d, valid));
                    put(&mut sums, at + 8, luck_products(e, d, pivot, valid));
                }
                // Without parameter uncertainty all is luck, about a number known exactly.
                (Arg::Const(mean), Arg::Slot(drawn)) => {
                    put(&mut sums, at + 4, four_powers(column(drawn), mean, valid));
                }
                // What does not vary as drawn does not vary in expectation either.
                (_, Arg::Const(_)) => {}
            }
        }
        sums
    }

    /// The sums of a split.
    pub fn split_sums(at: At, sums: &[f64]) -> SplitSums {
        let four = |from: usize| [sums[from], sums[from + 1], sums[from + 2], sums[from + 3]];
        SplitSums { a: four(at), b: four(at + 4), cross: four(at + 8) }
    }
}

#[inline(always)]
fn put<const K: usize>(sums: &mut [f64], at: At, values: [f64; K]) {
    sums[at..at + K].copy_from_slice(&values);
}

/// One sum, lane by lane.
type Sum = [f64; LANES];

/// Adds the lanes in a fixed order.
#[inline(always)]
fn fold<const K: usize>(lanes: [Sum; K]) -> [f64; K] {
    let mut sums = [0.0; K];
    for (sum, lanes) in sums.iter_mut().zip(&lanes) {
        let mut eight = [0.0; 8];
        for row in lanes.as_chunks::<8>().0 {
            for l in 0..8 {
                eight[l] += row[l];
            }
        }
        let four = [eight[0] + eight[4], eight[1] + eight[5], eight[2] + eight[6], eight[3] + eight[7]];
        *sum = (four[0] + four[2]) + (four[1] + four[3]);
    }
    sums
}

/// Splits the first `valid` draws into whole rows of lanes and the draws of a last, partial row.
#[inline(always)]
fn rows(x: &Column, valid: usize) -> (&[Sum], &[f64]) {
    x[..valid].as_chunks::<LANES>()
}

/// Σd, Σd².
#[inline(always)]
fn two_powers(x: &Column, pivot: f64, valid: usize) -> [f64; 2] {
    let (mut s1, mut s2) = ([0.0; LANES], [0.0; LANES]);
    let (whole, rest) = rows(x, valid);
    for x in whole {
        for l in 0..LANES {
            let d = x[l] - pivot;
            s1[l] += d;
            s2[l] += d * d;
        }
    }
    for (l, x) in rest.iter().enumerate() {
        let d = x - pivot;
        s1[l] += d;
        s2[l] += d * d;
    }
    fold([s1, s2])
}

/// Σd … Σd⁴.
#[inline(always)]
fn four_powers(x: &Column, pivot: f64, valid: usize) -> [f64; 4] {
    let mut s = [[0.0; LANES]; 4];
    let (whole, rest) = rows(x, valid);
    for x in whole {
        for l in 0..LANES {
            add_powers(&mut s, l, x[l] - pivot);
        }
    }
    for (l, x) in rest.iter().enumerate() {
        add_powers(&mut s, l, x - pivot);
    }
    fold(s)
}

#[inline(always)]
fn add_powers(s: &mut [Sum; 4], l: usize, d: f64) {
    let d2 = d * d;
    s[0][l] += d;
    s[1][l] += d2;
    s[2][l] += d2 * d;
    s[3][l] += d2 * d2;
}

/// Σde.
#[inline(always)]
fn product(x: &Column, y: &Column, pivots: (f64, f64), valid: usize) -> f64 {
    let mut s = [0.0; LANES];
    let ((xs, x_rest), (ys, y_rest)) = (rows(x, valid), rows(y, valid));
    for (x, y) in xs.iter().zip(ys) {
        for l in 0..LANES {
            s[l] += (x[l] - pivots.0) * (y[l] - pivots.1);
        }
    }
    for (l, (x, y)) in x_rest.iter().zip(y_rest).enumerate() {
        s[l] += (x - pivots.0) * (y - pivots.1);
    }
    fold([s])[0]
}

/// Σb … Σb⁴ of the luck b.
#[inline(always)]
fn luck_powers(expected: &Column, drawn: &Column, valid: usize) -> [f64; 4] {
    let mut s = [[0.0; LANES]; 4];
    let ((es, e_rest), (ds, d_rest)) = (rows(expected, valid), rows(drawn, valid));
    for (e, d) in es.iter().zip(ds) {
        for l in 0..LANES {
            add_powers(&mut s, l, d[l] - e[l]);
        }
    }
    for (l, (e, d)) in e_rest.iter().zip(d_rest).enumerate() {
        add_powers(&mut s, l, d - e);
    }
    fold(s)
}

/// Σab, Σa²b, Σab², Σa²b².
#[inline(always)]
fn luck_products(expected: &Column, drawn: &Column, pivot: f64, valid: usize) -> [f64; 4] {
    let mut s = [[0.0; LANES]; 4];
    let ((es, e_rest), (ds, d_rest)) = (rows(expected, valid), rows(drawn, valid));
    for (e, d) in es.iter().zip(ds) {
        for l in 0..LANES {
            add_products(&mut s, l, e[l] - pivot, d[l] - e[l]);
        }
    }
    for (l, (e, d)) in e_rest.iter().zip(d_rest).enumerate() {
        add_products(&mut s, l, e - pivot, d - e);
    }
    fold(s)
}

#[inline(always)]
fn add_products(s: &mut [Sum; 4], l: usize, a: f64, b: f64) {
    let (a2, b2) = (a * a, b * b);
    s[0][l] += a * b;
    s[1][l] += a2 * b;
    s[2][l] += a * b2;
    s[3][l] += a2 * b2;
}
