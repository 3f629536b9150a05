//! Counts of people, drawn by inversion.

mod beta_binomial;
mod binomial;
mod speed;
