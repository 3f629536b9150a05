//! Tests of the scenario language: reading, merging, checks, diagnostics.

mod broken;
mod fuzz;
mod keys;
mod merging;
mod resolved;
mod sources;
mod support;
mod valid;
mod warnings;
