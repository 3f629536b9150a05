//! The people: how many are where in each year, with and without the intervention.

mod chain;
mod events;
mod outcome;
mod rates;

pub use outcome::{Cohorts, People};
