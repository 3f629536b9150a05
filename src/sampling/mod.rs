//! u(seed, stream, draw): where every uniform comes from.
//!
//! A draw's uniforms depend on the seed, the stream's name and the draw's number, and on nothing else: not
//! on how many threads there are, nor on what else the scenario holds. `docs/draw-contract.md` states it in
//! full; [`CONTRACT_VERSION`] changes whenever any draw does.

pub mod correlation;
pub mod generator;
pub mod stream;
mod uniforms;

pub use generator::fill_uniforms;
pub use stream::{StreamKey, StreamName};
pub use uniforms::Uniforms;

/// Version of the draw contract, printed in every result.
pub const CONTRACT_VERSION: u32 = 1;
