//! Whole runs, and their parts: a block evaluated, a block summed up.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use vendepunkt::block::BLOCK;
use vendepunkt::engine::{Place, Pool, Unwatched};
use vendepunkt::kernel::Isa;
use vendepunkt::model::column::Frame;
use vendepunkt::model::{Detail, Reading};
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::question::Question;
use vendepunkt::summary::{Prepared, Settings, ask, run};

use vendepunkt_benches::{reference, written};

/// A scenario that is all cash flow: one uncertain amount, thirty years, two payers.
const CASH_FLOW: &str = r#"
format = 1
title = "Cash flow"
currency = "SEK"
price_year = 2020
horizon = 30
[discount]
rate = 0.03
[payers]
city = "City"
state = "State"
[inputs.gain]
uniform = { min = 0, max = 2 }
[costs.all]
amount = 10
per = "programme"
paid_by = { city = 1 }
[effects.gain]
amount = "gain"
per = "programme"
years = { from = 1, to = 30 }
shares = { city = 0.5, state = 0.5 }
"#;

fn scenarios() -> Vec<(&'static str, Loaded)> {
    vec![
        ("uturn", reference("uturn.toml")),
        ("large", reference("large.toml")),
        ("cash flow", written(CASH_FLOW)),
    ]
}

/// What a run of a scenario plays out.
fn prepared(loaded: &Loaded, detail: Detail) -> Prepared<'_> {
    let mut question = Question::default();
    ask(&mut question, Reading::of(&loaded.scenario), detail).expect("the scenario compiles");
    Prepared::new(question, Settings::default().drawing(), Isa::detect()).0
}

/// One block: drawing, counting and following the money, on one core.
fn blocks(c: &mut Criterion) {
    for (name, loaded) in scenarios() {
        for detail in [Detail::Headline, Detail::Yearly] {
            let mut group = c.benchmark_group(format!("block/{name}/{detail:?}"));
            group.throughput(Throughput::Elements(BLOCK as u64));
            let prepared = prepared(&loaded, detail);
            let play = prepared.playing();
            let mut frame = Frame::new(play.program);
            let place = Place { stage: 0, block: 7, valid: BLOCK };
            for isa in [Isa::Baseline, Isa::Avx2, Isa::Avx512].into_iter().filter(|isa| isa.is_available()) {
                group.bench_with_input(BenchmarkId::from_parameter(isa), &isa, |b, &isa| {
                    b.iter(|| play.evaluate(isa, place, black_box(&mut frame)));
                });
            }
            group.finish();
        }
    }
}

/// Whole runs on one core, the summary included: what they take beyond their blocks is the summary.
fn runs(c: &mut Criterion) {
    const DRAWS: u64 = 1 << 17;
    let pool = Pool::new(1).expect("a thread can be started");
    for (name, loaded) in scenarios() {
        let mut group = c.benchmark_group(format!("run/{name}"));
        group.sample_size(10).throughput(Throughput::Elements(DRAWS));
        for detail in [Detail::Headline, Detail::Yearly] {
            let settings = Settings { draws: DRAWS, detail, ..Settings::default() };
            group.bench_function(format!("{detail:?}"), |b| {
                b.iter(|| run(&loaded, name, None, &pool, black_box(&settings), &Unwatched));
            });
        }
        group.finish();
    }
}

/// What comes before the fold: a scenario compiled, and its first block evaluated.
fn starts(c: &mut Criterion) {
    for (name, loaded) in scenarios() {
        c.bench_function(&format!("compile/{name}"), |b| {
            b.iter_with_large_drop(|| prepared(&loaded, Detail::Headline));
        });
    }
}

criterion_group!(whole, blocks, runs, starts);
criterion_main!(whole);
