//! Whole runs, and their parts: a block evaluated, a block summed up.

use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use vendepunkt::block::BLOCK;
use vendepunkt::engine::{Pool, Unwatched, evaluate};
use vendepunkt::kernel::Isa;
use vendepunkt::model::{Detail, Frame, Model};
use vendepunkt::sampling::{Sampling, Uniforms};
use vendepunkt::scenario::{Loaded, Request, Source, load};
use vendepunkt::summary::{Settings, run};

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

fn read(text: &str) -> Loaded {
    let source =
        Source::Text { name: "-".to_owned(), text: text.as_bytes().to_vec(), folder: std::env::temp_dir() };
    load(&Request::new(source)).unwrap_or_else(|invalid| panic!("{:?}", invalid.findings))
}

fn scenarios() -> Vec<(&'static str, Loaded)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/scenarios");
    let file = |name: &str| std::fs::read_to_string(folder.join(name)).expect("the scenario is there");
    vec![
        ("uturn", read(&file("uturn.toml"))),
        ("large", read(&file("large.toml"))),
        ("cash flow", read(CASH_FLOW)),
    ]
}

/// One block: drawing, counting and following the money, on one core.
fn blocks(c: &mut Criterion) {
    for (name, loaded) in scenarios() {
        for detail in [Detail::Headline, Detail::Yearly] {
            let mut group = c.benchmark_group(format!("block/{name}/{detail:?}"));
            group.throughput(Throughput::Elements(BLOCK as u64));
            let model = Model::compile(&loaded.scenario, detail).expect("the scenario compiles");
            let uniforms = Uniforms::new(Sampling::Random, 1, model.program.streams());
            let mut frame = Frame::new(&model.program, model.sites.len());
            for isa in [Isa::Baseline, Isa::Avx2, Isa::Avx512].into_iter().filter(|isa| isa.is_available()) {
                group.bench_with_input(BenchmarkId::from_parameter(isa), &isa, |b, &isa| {
                    b.iter(|| evaluate(&model.program, &uniforms, isa, 7, BLOCK, black_box(&mut frame)));
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

/// What comes before the first draw.
fn starts(c: &mut Criterion) {
    for (name, loaded) in scenarios() {
        c.bench_function(&format!("compile/{name}"), |b| {
            b.iter_batched(
                || &loaded.scenario,
                |scenario| Model::compile(scenario, Detail::Headline),
                BatchSize::SmallInput,
            );
        });
    }
}

criterion_group!(whole, blocks, runs, starts);
criterion_main!(whole);
