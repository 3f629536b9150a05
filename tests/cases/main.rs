//! The published cases and their golden values, through the program itself.

#![allow(clippy::disallowed_methods)]

#[path = "../common/mod.rs"]
mod common;
mod exact;
mod expected;
mod fields;
mod gallery;
mod language;
mod luck;
mod metrics;
mod payments;
mod program;
mod published;
mod readme;
mod recomputed;
