//! Counts of people, drawn by inversion of one uniform each.
//!
//! The count of a draw is the quantile of its law at its uniform: the smallest k with P(X ≤ k) ≥ u. So a count moves
//! with its parameters as little as it can, and two scenarios that share their uniforms share their luck.
//!
//! The kernels work on whole columns. All are `#[inline(always)]`, so that the caller may compile them for several
//! instruction sets; they use only `+ − × ÷`, `sqrt`, compares, selects and integer operations (and `libm` one draw at
//! a time), so that every compilation gives the same bits. No lane's result depends on its neighbours.

// Plain index loops over fixed-length arrays are what the compiler vectorises.
#![allow(clippy::needless_range_loop)]

mod asymptotic;
mod beta_binomial;
mod binomial;
mod bunch;
mod exact;
mod lanes;
mod shared_luck;
mod table;

pub use beta_binomial::{MOST_BETA_BINOMIAL_TRIALS, fill_beta_binomial};
pub use binomial::{fill_binomial, fill_binomial_on};
pub use bunch::Bunch;
pub use exact::{binomial_cdf, binomial_quantile};
pub use table::BinomialTable;
