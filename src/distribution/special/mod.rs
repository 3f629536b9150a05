//! Special functions behind the laws, on `libm` alone, with relative accuracy in both tails.
//!
//! A probability always travels as a [`Chance`]: what lies below and what lies above. Neither is computed as
//! one minus the other where that would cost digits.

pub mod beta;
mod chance;
pub mod gamma;
mod log_tail;
pub mod normal;
pub(crate) mod pearson;
pub(crate) mod saddle;

pub use beta::incomplete_beta;
pub use chance::{Chance, Neighbour};
pub use gamma::incomplete_gamma;
