//! u(seed, stream, draw): where every uniform comes from.
//!
//! A draw's uniforms depend on the seed, the stream's name and the draw's number, and on nothing else: not
//! on how many threads there are, nor on what else the scenario holds. `docs/draw-contract.md` states it in
//! full; [`CONTRACT_VERSION`] changes whenever any draw does.

pub(crate) mod correlation;
pub(crate) mod generator;
mod latin;
mod renaming;
mod sobol;
pub mod stream;
mod uniforms;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use generator::fill_uniforms;
pub use renaming::Sharing;
pub use stream::{StreamKey, StreamName};
pub use uniforms::Uniforms;

use crate::block::BLOCK;

/// Version of the draw contract, printed in every result.
pub const CONTRACT_VERSION: u32 = 1;

/// Replicates of a sample that is not plainly random: its errors are read off their spread.
pub const REPLICATES: usize = 16;

/// Dimensions of the Sobol sequence; streams beyond them are random.
pub const MOST_DIMENSIONS: usize = 1024;

/// How uniforms are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sampling {
    /// Independently.
    #[default]
    Random,
    /// As a Latin hypercube in each block. Block b belongs to replicate b mod 16.
    Latin,
    /// As scrambled Sobol points. Draw i belongs to replicate i mod 16.
    Sobol,
}

impl Sampling {
    /// The fewest draws, at least `draws`, that this way of sampling can make: any number at random, whole blocks
    /// and at least one for each replicate as Latin hypercubes, 16 · 2ᵐ Sobol points.
    pub fn round_up(self, draws: u64) -> u64 {
        let block = BLOCK as u64;
        match self {
            Sampling::Random => draws,
            Sampling::Latin => draws.max(REPLICATES as u64 * block).next_multiple_of(block),
            Sampling::Sobol => REPLICATES as u64 * draws.div_ceil(REPLICATES as u64).next_power_of_two(),
        }
    }
}

impl fmt::Display for Sampling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Sampling::Random => "random",
            Sampling::Latin => "latin",
            Sampling::Sobol => "sobol",
        })
    }
}
