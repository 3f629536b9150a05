//! `value`: every figure against what is known exactly.

// Tests compare with what the platform computes; figures may not use it (clippy.toml).
#![allow(clippy::disallowed_methods)]

mod awkward;
#[path = "../common/mod.rs"]
mod common;
mod exact;
mod payments;

use vendepunkt::analysis::value::{Sizes, Valuation, Valuing, value};
use vendepunkt::{Estimate, Loaded, Settings, Sharing, Side, Unwatched};

/// What is asked where a test asks for nothing else.
fn usual() -> Valuing {
    Valuing {
        perspective: "public".to_owned(),
        or_nothing: false,
        groups: Vec::new(),
        studies: Vec::new(),
        sizes: Sizes::UpTo(2000),
        cost: None,
        repeat: 1.0,
    }
}

fn settings(draws: u64) -> Settings {
    Settings { draws, ..Settings::default() }
}

fn valued(loaded: &Loaded, settings: &Settings, valuing: &Valuing) -> Valuation {
    let side = Side::new(loaded, "case", None, Sharing::Everything);
    value(&[side], &common::pool(2), settings, valuing, &Unwatched).unwrap()
}

fn known(of: &Valuation, inputs: &[&str]) -> Estimate {
    let all = &of.perspectives["public"].as_ref().unwrap().evppi;
    all.iter()
        .find(|known| known.inputs == inputs)
        .unwrap_or_else(|| panic!("no {inputs:?} in {all:?}"))
        .value
}

/// A programme of the State's: `amount` is gained in year 0.
fn scenario(inputs: &str, gain: &str, cost: &str) -> Loaded {
    common::load(&format!(
        "format = 1\ntitle = \"Case\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n\
         discount = {{ rate = 0 }}\npayers = {{ state = \"State\" }}\n{inputs}\n\
         [effects.gain]\nper = \"programme\"\namount = {gain}\nyears = 0\nshares = {{ state = 1 }}\n\
         [costs.all]\nper = \"programme\"\namount = {cost}\nyears = 0\npaid_by = {{ state = 1 }}\n"
    ))
}
