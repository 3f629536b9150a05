//! Vendepunkt ("turning point"): how likely is it that the money of a social investment comes back, when,
//! and to whom?
//!
//! Data flows one way; each module imports only from those before it:
//! [`scenario`] → [`model`] → [`engine`] → [`summary`] → [`report`] → [`cli`], over the ground floor
//! [`distribution`], [`sampling`] and [`units`].

#![deny(unsafe_code)]
#![warn(missing_docs)]
// Plain index loops over fixed-length columns are what the compiler vectorises.
#![allow(clippy::needless_range_loop)]
// Tests compare with the platform's functions; figures may not use them (clippy.toml).
#![cfg_attr(test, allow(clippy::disallowed_methods))]

pub mod cli;
pub mod distribution;
pub mod engine;
pub mod model;
pub mod report;
pub mod sampling;
pub mod scenario;
pub mod summary;
pub mod units;
