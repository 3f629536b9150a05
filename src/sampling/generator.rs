//! Eight interleaved lanes of xoshiro256++ fill a column of uniforms.
//!
//! xoshiro256++ 1.0: Blackman & Vigna (2021), "Scrambled linear pseudorandom number generators", ACM TOMS
//! 47(4), §5 and figure 1. The permutation that spreads a key over the states of a block is SipRound:
//! Aumasson & Bernstein (2012), "SipHash: a fast short-input PRF", §2.

use super::stream::StreamKey;
use crate::block::{BLOCK, Column, LANES};
use crate::kernel::{Baseline, Instructions, STRETCH};

/// A word for each lane.
type Words = [u64; LANES];

/// Rounds of the key permutation. Four give full diffusion over 256 bits (SipHash finalises with four);
/// twice that costs 0.1 ns a draw.
const KEY_ROUNDS: usize = 8;

/// The states of eight xoshiro256++ generators, word by word.
#[derive(Debug, Clone)]
pub(super) struct LaneState {
    s: [Words; 4],
}

impl LaneState {
    /// The next word of every lane.
    #[inline(always)]
    pub(super) fn step(&mut self, isa: impl Instructions) -> Words {
        isa.step(&mut self.s)
    }
}

/// The lanes' states at the start of a block.
///
/// The block and the lane enter the key by exclusive or into words of their own, and the permutation is a
/// bijection of 256 bits, so no two (block, lane) of a stream share a state. The all-zero state, which
/// xoshiro cannot leave, is one of 2²⁵⁶.
#[inline(always)]
pub(super) fn block_state(key: StreamKey, block: u64) -> LaneState {
    let StreamKey([k0, k1, k2, k3]) = key;
    let mut v0 = [k0; LANES];
    let mut v1 = [k1; LANES];
    let mut v2 = [k2 ^ block; LANES];
    let mut v3 = [k3; LANES];
    for (lane, word) in v3.iter_mut().enumerate() {
        *word ^= lane as u64;
    }
    for _ in 0..KEY_ROUNDS {
        for lane in 0..LANES {
            v0[lane] = v0[lane].wrapping_add(v1[lane]);
            v1[lane] = v1[lane].rotate_left(13) ^ v0[lane];
            v0[lane] = v0[lane].rotate_left(32);
            v2[lane] = v2[lane].wrapping_add(v3[lane]);
            v3[lane] = v3[lane].rotate_left(16) ^ v2[lane];
            v0[lane] = v0[lane].wrapping_add(v3[lane]);
            v3[lane] = v3[lane].rotate_left(21) ^ v0[lane];
            v2[lane] = v2[lane].wrapping_add(v1[lane]);
            v1[lane] = v1[lane].rotate_left(17) ^ v2[lane];
            v2[lane] = v2[lane].rotate_left(32);
        }
    }
    LaneState { s: [v0, v1, v2, v3] }
}

/// (top 52 bits + ½) · 2⁻⁵²: in (0, 1), symmetric about ½, and 1 − u is exact.
#[inline(always)]
pub(super) fn uniform(word: u64) -> f64 {
    // The 52 bits become the fraction of a number in [2⁵², 2⁵³); taking 2⁵² away leaves them exactly.
    const TWO_52: f64 = 4_503_599_627_370_496.0;
    let integer = f64::from_bits((word >> 12) | TWO_52.to_bits()) - TWO_52;
    (integer + 0.5) * (1.0 / TWO_52)
}

/// Fills a column with the uniforms of draws 1024·`block` … 1024·`block` + 1023 of a stream.
///
/// Draw i of the block comes from lane i mod 8, step ⌊i / 8⌋.
#[inline(always)]
pub fn fill_uniforms(key: StreamKey, block: u64, out: &mut Column) {
    fill_uniforms_on(Baseline, key, block, out);
}

/// The same, on an instruction set.
#[inline(always)]
pub(super) fn fill_uniforms_on(isa: impl Instructions, key: StreamKey, block: u64, out: &mut Column) {
    let mut state = block_state(key, block);
    for out in out.as_chunks_mut::<STRETCH>().0 {
        let mut words = [0; STRETCH];
        for row in words.as_chunks_mut::<LANES>().0 {
            *row = state.step(isa);
        }
        for i in 0..STRETCH {
            out[i] = uniform(words[i]);
        }
    }
}

/// The words of draws 1024·`block` … 1024·`block` + 1023 of a stream.
#[inline(always)]
pub(super) fn block_words(key: StreamKey, block: u64) -> [u64; BLOCK] {
    let mut state = block_state(key, block);
    let mut words = [0; BLOCK];
    for row in words.as_chunks_mut::<LANES>().0 {
        *row = state.step(Baseline);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// First outputs of xoshiro256++ from the state 1, 2, 3, 4, as published with the reference
    /// implementation and used by `rand_xoshiro`.
    #[test]
    fn each_lane_is_xoshiro256_plus_plus() {
        const PUBLISHED: [u64; 10] = [
            41_943_041,
            58_720_359,
            3_588_806_011_781_223,
            3_591_011_842_654_386,
            9_228_616_714_210_784_205,
            9_973_669_472_204_895_162,
            14_011_001_112_246_962_877,
            12_406_186_145_184_390_807,
            15_849_039_046_786_891_736,
            10_450_023_813_501_588_000,
        ];
        let mut state = LaneState { s: [[1; LANES], [2; LANES], [3; LANES], [4; LANES]] };
        for expected in PUBLISHED {
            assert_eq!(state.step(Baseline), [expected; LANES]);
        }
    }

    #[test]
    fn uniforms_lie_strictly_between_zero_and_one() {
        assert_eq!(uniform(0), 0.5 / 4_503_599_627_370_496.0);
        assert_eq!(1.0 - uniform(u64::MAX), uniform(0));
        assert_eq!(uniform(1 << 63), 0.5 + uniform(0));
    }

    /// The contract, as `tests/sampling/reference.py` draws it: these bytes may only change together with `CONTRACT_VERSION`.
    #[test]
    fn draws_are_pinned() {
        let key = StreamKey::new(1, "input/success_rate");
        let mut out = [0.0; BLOCK];
        fill_uniforms(key, 0, &mut out);
        let first: Vec<u64> = out[..3].iter().map(|u| u.to_bits()).collect();
        fill_uniforms(key, 7, &mut out);
        let later = out[1023].to_bits();
        assert_eq!((first, later), (PINNED_FIRST.to_vec(), PINNED_LATER));
    }
    const PINNED_FIRST: [u64; 3] =
        [4_595_795_626_631_287_556, 4_603_618_974_907_127_083, 4_604_789_500_807_828_799];
    const PINNED_LATER: u64 = 4_606_153_099_436_823_679;

    /// Mean, variance, and correlations between neighbouring lanes, blocks, streams and seeds, each within 5
    /// standard errors (about 30 statistics: a chance of 2e-5 of a false alarm, and the seed is fixed).
    #[test]
    fn uniforms_are_uniform_and_uncorrelated() {
        let n = 256 * BLOCK;
        let column = |seed: u64, name: &str, shift: u64| -> Vec<f64> {
            let key = StreamKey::new(seed, name);
            let mut all = Vec::with_capacity(n);
            let mut out = [0.0; BLOCK];
            for block in 0..256 {
                fill_uniforms(key, block + shift, &mut out);
                all.extend_from_slice(&out);
            }
            all
        };
        let base = column(1, "input/a", 0);
        let others = [column(2, "input/a", 0), column(1, "input/b", 0), column(1, "input/a", 1)];
        let score = |pairs: &mut dyn Iterator<Item = (f64, f64)>| {
            let (mut sum, mut count) = (0.0, 0.0);
            for (a, b) in pairs {
                sum += (a - 0.5) * (b - 0.5) * 12.0;
                count += 1.0;
            }
            sum / f64::sqrt(count)
        };
        for other in &others {
            let z = score(&mut base.iter().copied().zip(other.iter().copied()));
            assert!(z.abs() < 5.0, "correlation z = {z}");
        }
        for lag in [1, 2, 3, 4, 7, 8, 16, 1024] {
            let z = score(&mut base.iter().copied().zip(base[lag..].iter().copied()));
            assert!(z.abs() < 5.0, "lag {lag}: z = {z}");
        }
        let mean = base.iter().sum::<f64>() / n as f64;
        assert!(((mean - 0.5) * f64::sqrt(12.0 * n as f64)).abs() < 5.0, "mean {mean}");
        // Chi-square over 256 cells: mean 255, sd √510.
        let mut cells = [0u32; 256];
        for u in &base {
            cells[(u * 256.0) as usize] += 1;
        }
        let expected = n as f64 / 256.0;
        let chi: f64 = cells.iter().map(|&c| (f64::from(c) - expected).powi(2) / expected).sum();
        assert!(((chi - 255.0) / f64::sqrt(510.0)).abs() < 5.0, "chi-square {chi}");
    }
}
