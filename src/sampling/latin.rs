//! Latin hypercube sampling: each block is a hypercube of its own.
//!
//! McKay, Beckman & Conover (1979), "A comparison of three methods for selecting values of input variables in the
//! analysis of output from a computer code", Technometrics 21(2), eq. 2.1: u = (π(i) + v)/n, π a random order of
//! 0 … n − 1 and v uniform.

use super::generator::{block_words, uniform};
use super::stream::StreamKey;
use crate::block::{BLOCK, Column};

/// Digits of a draw's place among the 1,024 strata.
const STRATUM_DIGITS: u32 = BLOCK.trailing_zeros();

/// Fills a column with a block's draws: one in each stratum of width 1/1,024, in random order.
#[inline(always)]
pub(super) fn fill(within: StreamKey, order: StreamKey, block: u64, out: &mut Column) {
    let strata = shuffled(order, block);
    let words = block_words(within, block);
    for i in 0..BLOCK {
        // The stratum gives the first ten binary digits, the random word those that follow.
        out[i] = uniform(u64::from(strata[i]) << (64 - STRATUM_DIGITS) | words[i] >> STRATUM_DIGITS);
    }
}

/// The strata in random order: Durstenfeld (1964), Algorithm 235, CACM 7(7).
fn shuffled(key: StreamKey, block: u64) -> [u16; BLOCK] {
    let words = block_words(key, block);
    let mut order = std::array::from_fn(|i| i as u16);
    for i in (1..BLOCK).rev() {
        // A whole number below i + 1 from 64 bits; its probabilities are equal to within 2⁻⁵⁴.
        let j = (u128::from(words[i]) * (i as u128 + 1)) >> 64;
        order.swap(i, j as usize);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(seed: u64, name: &str, block: u64) -> Column {
        let mut out = [0.0; BLOCK];
        let order = StreamKey::new(seed, &format!("latin/{name}"));
        fill(StreamKey::new(seed, name), order, block, &mut out);
        out
    }

    #[test]
    fn every_stratum_of_a_block_has_one_draw() {
        for block in [0, 1, 77] {
            let mut seen = [false; BLOCK];
            for u in column(3, "input/a", block) {
                assert!(u > 0.0 && u < 1.0);
                let stratum = (u * BLOCK as f64) as usize;
                assert!(!seen[stratum]);
                seen[stratum] = true;
            }
        }
    }

    /// The order is random: draw 5's stratum is uniform over blocks (chi-square over 16 cells, mean 15, sd √30), and
    /// orders of two streams, and of neighbours in one, are uncorrelated (5 standard errors).
    #[test]
    fn orders_are_random() {
        let blocks = 2000;
        let mut cells = [0.0; 16];
        let (mut streams, mut neighbours, mut count) = (0.0, 0.0, 0.0);
        for block in 0..blocks {
            let (a, b) = (column(3, "input/a", block), column(3, "input/b", block));
            cells[(a[5] * 16.0) as usize] += 1.0;
            for i in 0..16 {
                streams += (a[i] - 0.5) * (b[i] - 0.5) * 12.0;
                neighbours += (a[i] - 0.5) * (a[i + 1] - 0.5) * 12.0;
                count += 1.0;
            }
        }
        let expected = blocks as f64 / 16.0;
        let chi: f64 = cells.iter().map(|c| (c - expected) * (c - expected) / expected).sum();
        assert!(((chi - 15.0) / f64::sqrt(30.0)).abs() < 5.0, "chi-square {chi}");
        for sum in [streams, neighbours] {
            let z = sum / f64::sqrt(count);
            assert!(z.abs() < 5.0, "z = {z}");
        }
    }
}
