//! Scenarios and their stress tests, through the library.

use std::path::{Path, PathBuf};

use vendepunkt::analysis::stress::{
    Changed, Part, Row, Setting, Stress, Stresses, Switch, Switching, stress,
};
use vendepunkt::engine::{Pool, Unwatched};
use vendepunkt::scenario::{Loaded, Request, Source, load};
use vendepunkt::summary::results::Estimate;
use vendepunkt::summary::{Failure, Settings};

/// Loads a text.
pub fn read(text: &str) -> Loaded {
    let (name, folder) = ("text".to_owned(), PathBuf::from("."));
    let source = Source::Text { name, text: text.as_bytes().to_vec(), folder };
    load(&Request::new(source)).unwrap_or_else(|invalid| panic!("{:?}", invalid.findings))
}

/// A shipped scenario with overrides.
pub fn shipped(name: &str, set: &[String]) -> Loaded {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    load(&Request { set: set.to_vec(), ..Request::path(path) }).expect("the scenario is valid")
}

/// A programme of one payer whose net benefit is a formula over its inputs, drawn once: no cohort, outcome or cost.
pub fn programme(net_benefit: &str, inputs: &[(&str, &str)]) -> String {
    let inputs = inputs.iter().map(|(name, law)| format!("[inputs.{name}]\n{law}\n")).collect::<String>();
    format!(
        "format = 1\ntitle = \"A programme\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n\
         discount = {{ rate = 0 }}\npayers = {{ city = \"City\" }}\n{inputs}\
         [effects.gain]\nper = \"programme\"\namount = \"{net_benefit}\"\nyears = 0\nshares = {{ city = 1 }}\n"
    )
}

/// So many draws.
pub fn settings(draws: u64) -> Settings {
    Settings { draws, ..Settings::default() }
}

/// The usual question.
pub fn usual() -> Stresses {
    Stresses { parts: [Part::Tornado].into(), ..Stresses::default() }
}

/// A stress test on two threads, or why there is none.
pub fn try_stressed(loaded: &Loaded, settings: &Settings, stresses: &Stresses) -> Result<Stress, Failure> {
    let pool = Pool::new(2).expect("threads can be started");
    stress(loaded, "text", None, &pool, settings, stresses, &Unwatched)
}

/// A stress test of so many draws.
pub fn stressed(loaded: &Loaded, draws: u64) -> Stress {
    try_stressed(loaded, &settings(draws), &usual()).expect("it can be put under stress")
}

/// The row of an input.
pub fn row<'s>(stress: &'s Stress, input: &str) -> &'s Row {
    stress.tornado.iter().find(|row| row.input == input).unwrap_or_else(|| panic!("no row of {input}"))
}

/// Where mean net benefit turns.
pub fn means(row: &Switching) -> &[Switch] {
    &row.mean.as_ref().expect("it was searched").roots
}

/// Where the chance of break-even passes the target.
pub fn chances(row: &Switching) -> &[Switch] {
    &row.probability.as_ref().expect("it was searched").roots
}

/// The only root of some.
pub fn only(roots: &[Switch]) -> &Switch {
    let [root] = roots else { panic!("{roots:?}") };
    root
}

/// What the public sees.
pub fn public(setting: &Setting) -> &Changed {
    &setting.perspectives["public"]
}

/// Fails unless an estimate is this number without an error, but for rounding.
#[track_caller]
pub fn is_certain(estimate: Estimate, exact: f64) {
    let size = 1e-9 * exact.abs().max(1.0);
    for end in [estimate.value, estimate.lo, estimate.hi] {
        assert!((end - exact).abs() <= size && estimate.se <= size, "{estimate:?} is not {exact}");
    }
}

/// Fails where an estimate is further from the truth than so many of its errors.
#[track_caller]
pub fn is_within(errors: f64, estimate: Estimate, exact: f64) {
    let z = (estimate.value - exact) / estimate.se;
    assert!(estimate.se > 0.0 && z.abs() < errors, "{estimate:?} against {exact}: {z:.2} errors away");
}
