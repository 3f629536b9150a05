//! `compare`: the figures against what is known exactly, the reports against tools nobody here wrote.

// Tests compare with what the platform computes; figures may not use it (clippy.toml).
#![allow(clippy::disallowed_methods)]

mod action;
mod awkward;
mod checkout;
mod command;
#[path = "../common/mod.rs"]
mod common;
mod coverage;
mod crafted;
mod git;
mod guide;
mod intervals;
mod junit;
mod many;
mod pairs;
mod payments;
mod programmes;
mod read_back;
mod reports;
mod runner;
mod statistics;
mod ties;

use common::call;
