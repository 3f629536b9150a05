//! Tests of the scenario language: reading, merging, checks, diagnostics.

// Formulas are compared with what the platform computes.
#![allow(clippy::disallowed_methods)]

mod broken;
#[path = "../common/mod.rs"]
mod common;
mod figures;
mod fuzz;
mod keys;
mod merging;
mod resolved;
mod sources;
mod support;
mod valid;
mod warnings;
