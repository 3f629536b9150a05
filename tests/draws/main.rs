//! Ways to draw: that each states its error honestly, that the even ones need fewer draws, that a run may be made in
//! pieces or end early, and that correlated inputs are as correlated as was asked for.

// Tests compare with what the platform computes; figures may not use it (clippy.toml).
#![allow(clippy::disallowed_methods)]

mod copula;
mod coverage;
mod efficiency;
mod pieces;
mod stopping;

use vendepunkt::block::BLOCK;
use vendepunkt::engine::{Pool, Unwatched};
use vendepunkt::model::{Arg, Detail, Frame, Model};
use vendepunkt::sampling::{Sampling, Uniforms};
use vendepunkt::scenario::{Loaded, Request, Source, load};
use vendepunkt::summary::results::Results;
use vendepunkt::summary::{Settings, run};

/// All three ways to draw.
pub const WAYS: [Sampling; 3] = [Sampling::Random, Sampling::Latin, Sampling::Sobol];

/// A valid scenario from its text.
pub fn read(text: &str) -> Loaded {
    let source =
        Source::Text { name: "test.toml".to_owned(), text: text.as_bytes().to_vec(), folder: ".".into() };
    load(&Request { source, variant: None, set: Vec::new(), strict: false, allow_outside: false })
        .unwrap_or_else(|invalid| panic!("{:?}", invalid.findings))
}

/// A shipped scenario.
pub fn shipped(path: &str) -> Loaded {
    let source = Source::Path([env!("CARGO_MANIFEST_DIR"), path].iter().collect());
    load(&Request { source, variant: None, set: Vec::new(), strict: false, allow_outside: false })
        .unwrap_or_else(|invalid| panic!("{:?}", invalid.findings))
}

/// The results of a run on all cores.
pub fn results(loaded: &Loaded, settings: &Settings) -> Results {
    results_on(0, loaded, settings)
}

/// The results of a run on so many threads.
pub fn results_on(threads: usize, loaded: &Loaded, settings: &Settings) -> Results {
    let results = run(loaded, "test.toml", None, &pool(threads), settings, &Unwatched);
    results.unwrap_or_else(|failure| panic!("{failure:?}"))
}

/// So many threads; 0 for as many as there are cores.
pub fn pool(threads: usize) -> Pool {
    Pool::new(threads).expect("threads can be started")
}

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
pub fn inputs(loaded: &Loaded, sampling: Sampling, seed: u64, blocks: u64) -> Vec<(String, Vec<f64>)> {
    let model = Model::compile_with_inputs(&loaded.scenario, Detail::Headline).expect("a model");
    // As in a run, what nothing reads has no dimension.
    let run = Model::compile(&loaded.scenario, Detail::Headline).expect("a model");
    let all = run.program.streams().iter().cloned().collect();
    let uniforms = Uniforms::among(sampling, seed, model.program.streams(), &all);
    let mut frame = Frame::new(&model.program, model.sites.len());
    let mut values: Vec<(String, Vec<f64>)> =
        model.outputs.inputs.iter().map(|(name, _)| (name.clone(), Vec::new())).collect();
    for block in 0..blocks {
        let isa = vendepunkt::kernel::Isa::detect();
        vendepunkt::engine::evaluate(&model.program, &uniforms, isa, block, BLOCK, &mut frame);
        for ((_, of_input), (_, arg)) in values.iter_mut().zip(&model.outputs.inputs) {
            match arg {
                Arg::Slot(slot) => of_input.extend_from_slice(frame.column(*slot)),
                Arg::Const(value) => of_input.extend([*value; BLOCK]),
                Arg::Gathered(_) => unreachable!("an input is drawn"),
            }
        }
    }
    values
}
