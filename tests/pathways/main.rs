//! People who move between situations: published cases, closed forms, what must be exactly nothing, and that figures are the same everywhere.

// Tests compare with what the platform computes; figures may not use it (clippy.toml).
#![allow(clippy::disallowed_methods)]

#[path = "../common/mod.rs"]
mod common;
mod golden;
mod same;
mod stands;
mod worked;

use vendepunkt::scenario::Loaded;
use vendepunkt::scenario::metrics::Metric;
use vendepunkt::summary::metrics::{Reading, read};
use vendepunkt::summary::results::{Estimate, Results};

/// A shipped scenario, or the case of two states, or a variant of it.
pub fn case(name: &str, variant: Option<&str>) -> Loaded {
    let folder = if name == "two-states" { "tests/pathways" } else { "scenarios" };
    common::load_file(&common::file(&format!("{folder}/{name}.toml")), variant, &[])
}

/// A figure by its path.
pub fn figure(results: &Results, path: &str) -> Estimate {
    let metric = Metric::within(path).unwrap_or_else(|wrong| panic!("{path}: {wrong:?}"));
    let found = read(results, &metric).unwrap_or_else(|| panic!("no figure at {path}"));
    found.map(Reading::estimate).unwrap_or_else(|| panic!("{path} is null"))
}
