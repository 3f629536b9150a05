//! The analysis: questions asked of draws.
//!
//! Each folder is one question: what it wants of which readings (`ask`), and what is made of the figures (`answer`). None of
//! them touches a draw, a tie, an interval or a seed: that is the business of [`crate::summary`].

pub mod compare;
mod doubtful;
pub mod ranking;
pub mod sensitivity;
pub mod stress;
pub mod value;
