//! The published cases and their golden values, through the program itself.

#![allow(clippy::disallowed_methods)]

mod exact;
mod expected;
mod fields;
mod luck;
mod metrics;
mod program;
mod published;
mod readme;
mod recomputed;
