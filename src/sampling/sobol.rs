//! Scrambled Sobol points: sixteen replicates side by side.
//!
//! Sobol' (1967), "On the distribution of points in a cube and the approximate evaluation of integrals", USSR
//! Comput. Math. Math. Phys. 7(4), with the direction numbers of Joe & Kuo (2008), SIAM J. Sci. Comput. 30(5). Each
//! replicate is scrambled by a random lower triangular matrix and a random digital shift of its own (Matoušek,
//! 1998, "On the L2-discrepancy for anchored boxes", J. Complexity 14(4), §4). Every point is then uniform, so
//! means are unbiased, and their variance is that of Owen's nested scrambling (Owen, 2003, "Variance with
//! alternative scramblings of digital nets", ACM TOMACS 13(4), theorem 3).

use std::sync::LazyLock;

use super::generator::uniform;
use super::stream::{StreamKey, StreamWords};
use super::{MOST_DIMENSIONS, REPLICATES};
use crate::block::{BLOCK, Column};
use rand::Rng;

/// Binary digits of a point.
const DIGITS: usize = 52;

/// Digits of a point's number: 2⁴⁰ points of 16 replicates are more than anyone draws.
const INDEX_DIGITS: usize = 40;

/// Points of each replicate in a block.
const POINTS: usize = BLOCK / REPLICATES;

/// The same digit, or the same point, in each replicate.
type Row = [u64; REPLICATES];

/// One dimension of the sequence, scrambled anew for each replicate.
#[derive(Debug, Clone)]
pub(super) struct Dimension {
    shift: Row,
    /// The scrambled direction numbers, by digit of the point's number.
    columns: Box<[Row; INDEX_DIGITS]>,
}

impl Dimension {
    /// Scrambles dimension `number` (from 0) by the words of a stream.
    pub(super) fn new(number: usize, key: StreamKey) -> Dimension {
        let mut words = StreamWords::new(key);
        let mut dimension = Dimension { shift: [0; REPLICATES], columns: Box::new([[0; REPLICATES]; _]) };
        let unscrambled = direction_numbers(number);
        for replicate in 0..REPLICATES {
            let mut rows = [0; DIGITS];
            for (digit, row) in rows.iter_mut().enumerate() {
                // Digit 0 is the first after the point: bit 51. A row mixes it with those before it.
                let own = 1 << (DIGITS - 1 - digit);
                let before = (1u64 << DIGITS) - 2 * own;
                *row = (words.next_u64() >> (64 - DIGITS)) & before | own;
            }
            dimension.shift[replicate] = words.next_u64() >> (64 - DIGITS);
            for (column, direction) in dimension.columns.iter_mut().zip(unscrambled) {
                column[replicate] = (rows.iter())
                    .fold(0, |mixed, row| mixed << 1 | u64::from((row & direction).count_ones() % 2));
            }
        }
        dimension
    }

    /// Fills a column with the coordinates of a block's points: draw i is point ⌊i/16⌋ of replicate i mod 16.
    #[inline(always)]
    pub(super) fn fill(&self, block: u64, out: &mut Column) {
        let mut points = [[0; REPLICATES]; POINTS];
        points[0] = self.shift;
        let own_digits = POINTS.trailing_zeros() as usize;
        for (digit, column) in self.columns[own_digits..].iter().enumerate() {
            if block >> digit & 1 == 1 {
                for l in 0..REPLICATES {
                    points[0][l] ^= column[l];
                }
            }
        }
        for digit in 0..own_digits {
            let (known, new) = points.split_at_mut(1 << digit);
            for (new, known) in new.iter_mut().zip(known) {
                for l in 0..REPLICATES {
                    new[l] = known[l] ^ self.columns[digit][l];
                }
            }
        }
        for (out, point) in out.as_chunks_mut::<REPLICATES>().0.iter_mut().zip(&points) {
            for l in 0..REPLICATES {
                out[l] = uniform(point[l] << (64 - DIGITS));
            }
        }
    }
}

/// The direction numbers of a dimension as binary fractions of 52 digits.
fn direction_numbers(dimension: usize) -> [u64; INDEX_DIGITS] {
    static TABLE: LazyLock<Vec<Vec<u64>>> = LazyLock::new(|| {
        let lines = include_str!("direction_numbers.txt").lines().filter(|line| !line.starts_with('#'));
        let number = |word: &str| word.parse().expect("the file holds whole numbers");
        lines.map(|line| line.split(' ').map(number).collect()).collect()
    });
    debug_assert!(dimension < MOST_DIMENSIONS);
    let mut v = [0; INDEX_DIGITS];
    let Some([polynomial, initial @ ..]) = dimension.checked_sub(1).map(|row| &TABLE[row][..]) else {
        for (k, v) in v.iter_mut().enumerate() {
            *v = 1 << (DIGITS - 1 - k);
        }
        return v;
    };
    // Bratley & Fox (1988), Algorithm 659, ACM TOMS 14(1), eq. 3, with v = m/2ᵏ.
    let degree = initial.len();
    for k in 0..INDEX_DIGITS {
        v[k] = if k < degree {
            initial[k] << (DIGITS - 1 - k)
        } else {
            let mut next = v[k - degree] ^ v[k - degree] >> degree;
            for i in 1..degree {
                if polynomial >> (degree - i) & 1 == 1 {
                    next ^= v[k - i];
                }
            }
            next
        };
    }
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Point `n` of a dimension before it is scrambled.
    fn plain(dimension: usize, n: u64) -> f64 {
        let v = direction_numbers(dimension);
        let bits = (0..INDEX_DIGITS).filter(|k| n >> k & 1 == 1).fold(0, |x, k| x ^ v[k]);
        bits as f64 / (1u64 << DIGITS) as f64
    }

    /// Coordinates that `scipy.stats.qmc.Sobol` (1.17, `scramble=False`, points in Gray code order) gives for the
    /// points whose Gray code is the number of the point here.
    #[test]
    fn unscrambled_points_are_those_of_the_published_sequence() {
        for (dimension, n, x) in PUBLISHED {
            assert_eq!(plain(dimension, n), x, "dimension {dimension}, point {n}");
        }
    }
    const PUBLISHED: [(usize, u64, f64); 13] = [
        (0, 1, 0.5),
        (1, 2, 0.75),
        (2, 5, 0.875),
        (3, 4, 0.125),
        (9, 55, 0.171875),
        (40, 43, 0.359375),
        (173, 35, 0.390625),
        (512, 19, 0.40625),
        (1000, 32, 0.671875),
        (1023, 59, 0.671875),
        (5, 6975202, 0.41311657428741455),
        (77, 6975202, 0.9183722734451294),
        (1023, 6975202, 0.7584551572799683),
    ];

    /// In base 2, every replicate of every dimension has exactly one of its first 2ᵐ points in each interval of
    /// length 2⁻ᵐ, and every pair of the first dimensions is a net: the scramble keeps what makes it Sobol.
    #[test]
    fn scrambled_points_are_still_a_net() {
        let blocks = 4;
        let count = POINTS * blocks;
        for number in [0, 1, 2, 17, 400, 1023] {
            let dimension = Dimension::new(number, StreamKey::new(5, "sobol/input/x"));
            let mut seen = vec![[false; 256]; REPLICATES];
            let mut out = [0.0; BLOCK];
            for block in 0..blocks {
                dimension.fill(block as u64, &mut out);
                for (i, u) in out.iter().enumerate() {
                    let cell = &mut seen[i % REPLICATES][(u * count as f64) as usize];
                    assert!(!*cell, "dimension {number}: two points in an interval");
                    *cell = true;
                }
            }
            assert!(seen.iter().flatten().all(|&seen| seen));
        }
    }

    /// Replicates are independent and each point is uniform: over 4,000 scrambles the first coordinate of the
    /// first replicate passes a Kolmogorov–Smirnov test at 1e-6, and its correlations with the second replicate and
    /// with the next dimension are within 5 standard errors of 0.
    #[test]
    fn scrambles_are_uniform_and_independent() {
        let n = 4000;
        let mut out = [0.0; BLOCK];
        let mut draw = |seed: u64, number: usize, name: &str| {
            Dimension::new(number, StreamKey::new(seed, name)).fill(0, &mut out);
            [out[0], out[1], out[16 * 5]]
        };
        let first: Vec<_> = (0..n).map(|seed| draw(seed, 0, "sobol/a")).collect();
        let other: Vec<_> = (0..n).map(|seed| draw(seed, 1, "sobol/b")).collect();
        for at in [0, 2] {
            let mut sorted: Vec<f64> = first.iter().map(|u| u[at]).collect();
            sorted.sort_by(f64::total_cmp);
            let gap = sorted.iter().enumerate().fold(0.0f64, |gap, (i, u)| {
                gap.max((u - i as f64 / n as f64).abs()).max((u - (i + 1) as f64 / n as f64).abs())
            });
            // Massart (1990): P(D > d) ≤ 2 exp(−2 n d²) = 1e-6.
            assert!(gap < 0.0426, "D = {gap}");
        }
        let score = |pairs: Vec<(f64, f64)>| {
            pairs.iter().map(|(a, b)| (a - 0.5) * (b - 0.5) * 12.0).sum::<f64>() / f64::sqrt(n as f64)
        };
        let z = score(first.iter().map(|u| (u[0], u[1])).collect());
        assert!(z.abs() < 5.0, "replicates: z = {z}");
        let z = score(first.iter().zip(&other).map(|(a, b)| (a[0], b[0])).collect());
        assert!(z.abs() < 5.0, "dimensions: z = {z}");
    }
}
