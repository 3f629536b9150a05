//! The laws against references that were worked out independently.

// Tests compare with what the platform computes; figures may not use it (clippy.toml).
#![allow(clippy::disallowed_methods)]

#[path = "../common/mod.rs"]
mod common;
mod errors;
mod extremes;
mod fits;
mod guide;
mod mixtures;
mod reference;
mod round_trips;
mod samples;
mod tables;
mod truncated;

use vendepunkt::distribution::{Law, Spec};

/// A family table with numbers.
fn spec(family: &str, numbers: &[(&str, f64)]) -> Spec {
    Spec {
        family: family.to_string(),
        numbers: numbers.iter().map(|(key, x)| (key.to_string(), *x)).collect(),
        ..Spec::default()
    }
}

/// The law of a family table with numbers.
fn law(family: &str, numbers: &[(&str, f64)]) -> Law {
    spec(family, numbers).law().unwrap_or_else(|errors| panic!("{family} {numbers:?}: {errors:?}"))
}
