//! The loops that sum a block, in 64 fixed lanes.

use std::sync::Arc;

use super::batches::Grouping;
use crate::block::{BLOCK, Column, GROUP, GROUPS, GroupSums, group_size};
use crate::sampling::REPLICATES;

/// Lanes of a reduction: the same on every machine. So many that the compiler keeps the loop over them as a loop
/// and vectorises it; loops of 8 or 16 are unrolled first and then stay scalar.
const LANES: usize = 64;

/// Which sums are told apart in batches of independent draws.
#[derive(Debug)]
pub(crate) struct ToldApart {
    /// By sum, its place among those that are.
    pub(crate) places: Vec<Option<usize>>,
    /// How many are.
    pub(crate) count: usize,
}

impl ToldApart {
    /// All of so many sums, or only some.
    pub(crate) fn new(width: usize, only: Option<&[usize]>) -> ToldApart {
        let Some(only) = only else {
            return ToldApart { places: (0..width).map(Some).collect(), count: width };
        };
        let mut told_apart = ToldApart { places: vec![None; width], count: 0 };
        for &at in only {
            if told_apart.places[at].is_none() {
                told_apart.places[at] = Some(told_apart.count);
                told_apart.count += 1;
            }
        }
        told_apart
    }

    /// How many sums there are: all of each group, and of batches those of all draws, as without them, and then what is
    /// told apart of each.
    pub(crate) fn sums(&self, grouping: Grouping) -> usize {
        match grouping {
            Grouping::Batched => self.places.len() + REPLICATES * self.count,
            _ => self.places.len() * grouping.groups(),
        }
    }
}

/// The sums of a block while they are gathered, group by group; of batches, those of all draws come first.
pub(crate) struct BlockSums {
    pub(crate) sums: Vec<f64>,
    width: usize,
    told_apart: Arc<ToldApart>,
    /// Where the group of the block's draws is, where all are of one.
    whole: Option<usize>,
    /// Where the groups of draws begin, where a block's draws are of several.
    groups: Option<usize>,
}

impl BlockSums {
    /// Sums for each group, all 0; independent draws are told apart for some of them only.
    pub(crate) fn new(told_apart: &Arc<ToldApart>, block: u64, grouping: Grouping) -> BlockSums {
        let width = told_apart.places.len();
        BlockSums {
            told_apart: Arc::clone(told_apart),
            sums: vec![0.0; told_apart.sums(grouping)],
            width,
            whole: match grouping {
                Grouping::ByDraw => None,
                Grouping::Batched => Some(0),
                Grouping::Whole | Grouping::ByBlock => Some(grouping.of(block, 0) * width),
            },
            groups: match grouping {
                Grouping::ByDraw => Some(0),
                Grouping::Batched => Some(width),
                Grouping::Whole | Grouping::ByBlock => None,
            },
        }
    }

    /// Adds the lanes of sums up, of which the first is at `at` within its group.
    #[inline(always)]
    pub(crate) fn put<const K: usize>(&mut self, at: usize, lanes: [Sum; K]) {
        for (k, lanes) in lanes.iter().enumerate() {
            if let Some(whole) = self.whole {
                self.sums[whole + at + k] = fold(lanes);
            }
            let place = match self.whole {
                None => Some((at + k, self.width)),
                Some(_) => self.told_apart.places[at + k].map(|place| (place, self.told_apart.count)),
            };
            if let (Some(groups), Some((place, stride))) = (self.groups, place) {
                for (group, sum) in by_draw(lanes).into_iter().enumerate() {
                    self.sums[groups + group * stride + place] = sum;
                }
            }
        }
    }
}

/// How many draws each group has.
pub(super) struct Sizes {
    sizes: GroupSums,
    /// Their reciprocals; 0 for a group without draws.
    inverse: GroupSums,
}

impl Sizes {
    #[inline(always)]
    pub(super) fn of(valid: usize) -> Sizes {
        let mut all = Sizes { sizes: [GROUP as f64; GROUPS], inverse: [1.0 / GROUP as f64; GROUPS] };
        if valid < BLOCK {
            for j in 0..GROUPS {
                let size = group_size(j, valid) as f64;
                all.sizes[j] = size;
                all.inverse[j] = if size > 0.0 { 1.0 / size } else { 0.0 };
            }
        }
        all
    }

    /// Σd and Σd²/c of the groups' deviations.
    #[inline(always)]
    pub(super) fn powers(&self, g: &GroupSums, pivot: f64) -> [Sum; 2] {
        let (mut s1, mut s2) = ([0.0; LANES], [0.0; LANES]);
        for from in [0, LANES] {
            for l in 0..LANES {
                let d = g[from + l] - pivot * self.sizes[from + l];
                s1[l] += d;
                s2[l] += d * d * self.inverse[from + l];
            }
        }
        [s1, s2]
    }

    /// Σde/c.
    #[inline(always)]
    pub(super) fn product(&self, g: &GroupSums, h: &GroupSums, pivots: (f64, f64)) -> Sum {
        let mut s = [0.0; LANES];
        for from in [0, LANES] {
            for l in 0..LANES {
                let size = self.sizes[from + l];
                let (d, e) = (g[from + l] - pivots.0 * size, h[from + l] - pivots.1 * size);
                s[l] += d * e * self.inverse[from + l];
            }
        }
        s
    }
}

/// One sum, lane by lane.
pub(crate) type Sum = [f64; LANES];

/// Adds the lanes in a fixed order.
#[inline(always)]
fn fold(lanes: &Sum) -> f64 {
    let mut eight = [0.0; 8];
    for row in lanes.as_chunks::<8>().0 {
        for l in 0..8 {
            eight[l] += row[l];
        }
    }
    let four = [eight[0] + eight[4], eight[1] + eight[5], eight[2] + eight[6], eight[3] + eight[7]];
    (four[0] + four[2]) + (four[1] + four[3])
}

/// Adds the lanes of each replicate: draw i is of replicate i mod 16, and 64 is a multiple of 16.
#[inline(always)]
fn by_draw(lanes: &Sum) -> [f64; REPLICATES] {
    let mut sums = [0.0; REPLICATES];
    for row in lanes.as_chunks::<REPLICATES>().0 {
        for l in 0..REPLICATES {
            sums[l] += row[l];
        }
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
pub(crate) fn two_powers(x: &Column, pivot: f64, valid: usize) -> [Sum; 2] {
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
    [s1, s2]
}

/// Σd … Σd⁴.
#[inline(always)]
pub(crate) fn four_powers(x: &Column, pivot: f64, valid: usize) -> [Sum; 4] {
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
    s
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
pub(crate) fn product(x: &Column, y: &Column, pivots: (f64, f64), valid: usize) -> Sum {
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
    s
}

/// Σb … Σb⁴ of the luck b.
#[inline(always)]
pub(super) fn luck_powers(expected: &Column, drawn: &Column, valid: usize) -> [Sum; 4] {
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
    s
}

/// Σab, Σa²b, Σab², Σa²b².
#[inline(always)]
pub(super) fn luck_products(expected: &Column, drawn: &Column, pivot: f64, valid: usize) -> [Sum; 4] {
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
    s
}

#[inline(always)]
fn add_products(s: &mut [Sum; 4], l: usize, a: f64, b: f64) {
    let (a2, b2) = (a * a, b * b);
    s[0][l] += a * b;
    s[1][l] += a2 * b;
    s[2][l] += a * b2;
    s[3][l] += a2 * b2;
}
