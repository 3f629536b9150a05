//! `stress`: every figure against what is known exactly, or against a run of the scenario with the input set.

// Tests compare with what the platform computes; figures may not use it (clippy.toml).
#![allow(clippy::disallowed_methods)]

mod awkward;
mod cases;
#[path = "../common/mod.rs"]
mod common;
mod discovery;
mod exact;
mod grid;
mod numbers;
mod order;
mod payers;
mod payments;
mod same;
mod switching;
mod together;
mod variants;
mod waiting;
mod worth;
