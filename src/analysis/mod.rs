//! The analysis: questions asked of draws.
//!
//! [`compare`] plays two scenarios out over the same draws and says what lies between them: by how much, how surely,
//! and whether a limit that was agreed on is crossed ([`limits`], [`judging`]). [`assumptions`] says what was changed to get from
//! one to the other. [`ranking`] puts three or more beside each other: which to choose, and how surely.

pub mod alone;
pub mod assumptions;
mod beside;
pub mod compare;
pub mod comparison;
pub mod dominance;
pub mod flips;
mod groups;
mod happened;
pub mod judging;
pub mod limits;
pub mod looks;
mod paired;
mod pairing;
pub mod ranking;
mod repeats;
mod ties;
