//! Counts of people, drawn by inversion.

// Tests compare with what the platform computes; figures may not use it (clippy.toml).
#![allow(clippy::disallowed_methods)]

mod beta_binomial;
mod binomial;
mod poisson;
mod speed;
