//! `sensitivity`: every figure against what is known exactly.

// Tests compare with what the platform computes; figures may not use it (clippy.toml).
#![allow(clippy::disallowed_methods)]

mod awkward;
#[path = "../common/mod.rs"]
mod common;
mod coverage;
mod exact;
mod function;
mod in_run;
mod payments;
mod same;

use vendepunkt::analysis::sensitivity::sensitive::{InputSensitivity, PerspectiveSensitivity};
use vendepunkt::analysis::sensitivity::{Sensing, Sensitivity, sensitivity};
use vendepunkt::{Estimate, Loaded, Settings, Unwatched};

fn settings(draws: u64) -> Settings {
    Settings { draws, ..Settings::default() }
}

fn sensed(loaded: &Loaded, settings: &Settings, sensing: &Sensing) -> Sensitivity {
    sensitivity(loaded, "case", None, &common::pool(2), settings, sensing, &Unwatched).unwrap()
}

/// What the public's net benefit hangs on, over so many draws.
fn public(loaded: &Loaded, draws: u64) -> PerspectiveSensitivity {
    let mut found = sensed(loaded, &settings(draws), &Sensing::default());
    found.perspectives.remove("public").unwrap()
}

fn input<'a>(of: &'a PerspectiveSensitivity, name: &str) -> &'a InputSensitivity {
    of.inputs
        .iter()
        .find(|input| input.input == name)
        .unwrap_or_else(|| panic!("no {name} in {:?}", of.inputs))
}

/// A programme of the State's: `gain` is had in year 0.
fn scenario(inputs: &str, gain: &str) -> Loaded {
    common::load(&format!(
        "format = 1\ntitle = \"Case\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n\
         discount = {{ rate = 0 }}\npayers = {{ state = \"State\" }}\n{inputs}\n\
         [effects.gain]\nper = \"programme\"\namount = {gain}\nyears = 0\nshares = {{ state = 1 }}\n"
    ))
}

/// Within so many standard errors, with a standard error no larger than stated.
#[track_caller]
fn is_within(e: Option<Estimate>, exact: f64, most_se: f64) {
    let e = e.expect("there is a figure");
    assert!((e.value - exact).abs() <= 4.0 * e.se + 1e-9, "{e:?} for {exact}");
    assert!(e.se <= most_se, "{e:?}: an error of at most {most_se} is due");
}
