//! Three or more scenarios beside each other: which to choose, and how surely. They are played out as a comparison is, by
//! [`super::compare::compare_all`].

mod answer;
mod ask;
pub mod dominance;
pub(super) mod order;

pub(super) use self::answer::answer;
pub(super) use self::ask::{Asked, ask};
pub use self::order::{Dominance, Order, Placed, Ranking};

/// Most scenarios that are ranked: the differences between all of them are followed.
pub const MOST: usize = 50;
