//! The summary of draws.

pub mod results;
