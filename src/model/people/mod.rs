//! The people: how many are where in each year, with and without the intervention.

mod chain;
mod coupling;
mod events;
mod occupancy;
mod outcome;
mod pathway;
mod pools;
mod rates;
mod rows;

pub use occupancy::{Side, by_year};
pub use outcome::{Cohorts, People};
