//! Scenarios over the same draws: what lies between them, by how much, how surely, and whether a limit that was agreed on
//! is crossed.
//!
//! A base and everything that is compared with it are readings of one question: what they have in common is computed once,
//! and draws that are added until every limit is decided go into one fold.

mod answer;
mod ask;
pub mod assumptions;
mod batches;
pub mod comparison;
mod fold;
pub mod judging;
pub mod limits;
pub mod looks;
pub mod pairs;
mod questions;
mod seen;
pub(super) mod side;
pub mod states;

pub use fold::{Compared, compare, compare_all, play_alone};
pub use questions::Questions;
pub use side::{Impossible, Side};
