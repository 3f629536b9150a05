//! Ways to draw: that each states its error honestly, that the even ones need fewer draws, that a run may be made in
//! pieces or end early, and that correlated inputs are as correlated as was asked for.

// Tests compare with what the platform computes; figures may not use it (clippy.toml).
#![allow(clippy::disallowed_methods)]

#[path = "../common/mod.rs"]
mod common;
mod copula;
mod coverage;
mod dirichlet;
mod efficiency;
mod pieces;
mod stopping;

use std::collections::BTreeMap;

use vendepunkt::block::BLOCK;
use vendepunkt::sampling::Sampling;
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::Settings;
use vendepunkt::summary::results::Results;

use common::columns::draws;

/// All three ways to draw.
pub const WAYS: [Sampling; 3] = [Sampling::Random, Sampling::Latin, Sampling::Sobol];

/// The results as text, byte for byte.
pub fn bytes(results: &Results) -> String {
    serde_json::to_string(results).expect("results can be written")
}

/// The same for many seeds, some at a time. (On plain threads: runs inside a rayon pool would pile up on its stacks.)
pub fn over_seeds<T: Send>(seeds: std::ops::Range<u64>, of: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let seeds: Vec<u64> = seeds.collect();
    let chunk = seeds.len().div_ceil(threads as usize);
    std::thread::scope(|scope| {
        let work = |seeds: &[u64]| seeds.iter().map(|seed| of(*seed)).collect::<Vec<T>>();
        let all: Vec<_> = seeds.chunks(chunk).map(|seeds| scope.spawn(move || work(seeds))).collect();
        all.into_iter().flat_map(|one| one.join().expect("no seed panics")).collect()
    })
}

/// The values of some inputs, draw by draw.
pub fn inputs(loaded: &Loaded, sampling: Sampling, seed: u64, blocks: u64) -> BTreeMap<String, Vec<f64>> {
    let settings = Settings { draws: blocks * BLOCK as u64, seed, sampling, ..Settings::default() };
    draws(loaded, &settings, "inputs.").1
}
