//! The loops over one column, by instruction set: nanoseconds a draw are the time divided by 1,024.

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use vendepunkt::block::{BLOCK, Column, HeapColumn, Operand, new_column};
use vendepunkt::distribution::counts::{BinomialTable, fill_beta_binomial, fill_binomial, fill_binomial_on};
use vendepunkt::distribution::{Law, NormalScoreTable, QuantileTable, Spec, fill_normal_quantile};
use vendepunkt::kernel::{self, Baseline, Instructions, Isa, Kernel};
use vendepunkt::sampling::{Sampling, StreamName, Uniforms};

/// One loop with what it reads.
enum Loop {
    Uniforms(Uniforms),
    Quantile(QuantileTable, HeapColumn),
    ScoreQuantile(NormalScoreTable, HeapColumn),
    Binomial { people: f64, chance: HeapColumn, u: HeapColumn },
    Thinning { people: HeapColumn, chance: HeapColumn, u: HeapColumn },
    BinomialTable(BinomialTable, HeapColumn),
    BetaBinomial { people: f64, alpha: HeapColumn, beta: HeapColumn, u: HeapColumn },
}

struct Run<'a>(&'a Loop, &'a mut Column);

impl Kernel for Run<'_> {
    #[inline(always)]
    fn run<I: Instructions>(self, isa: I) {
        let out = self.1;
        match self.0 {
            Loop::Uniforms(uniforms) => uniforms.fill(isa, 0, 7, out),
            Loop::Quantile(table, u) => table.fill_on(isa, u, out),
            Loop::ScoreQuantile(table, z) => table.fill_on(isa, z, out),
            Loop::Binomial { people, chance, u } => {
                fill_binomial_on(isa, Operand::Const(*people), Operand::Column(chance), u, out);
            }
            Loop::Thinning { people, chance, u } => {
                fill_binomial_on(isa, Operand::Column(people), Operand::Column(chance), u, out);
            }
            Loop::BinomialTable(table, u) => table.fill_on(isa, u, out),
            Loop::BetaBinomial { people, alpha, beta, u } => fill_beta_binomial(
                Operand::Const(*people),
                Operand::Column(alpha),
                Operand::Column(beta),
                u,
                out,
            ),
        }
    }
}

fn measure(c: &mut Criterion, name: &str, job: &Loop) {
    let mut group = c.benchmark_group(name);
    group.throughput(Throughput::Elements(BLOCK as u64));
    let mut out = new_column();
    for isa in [Isa::Baseline, Isa::Avx2, Isa::Avx512].into_iter().filter(|isa| isa.is_available()) {
        group.bench_with_input(BenchmarkId::from_parameter(isa), &isa, |b, &isa| {
            b.iter(|| kernel::run(isa, Run(job, black_box(&mut out))));
        });
    }
    group.finish();
}

fn random(stream: usize) -> (Uniforms, HeapColumn) {
    let uniforms = Uniforms::new(Sampling::Random, 1, &[StreamName::Dropout { intake: stream }]);
    let mut column = new_column();
    uniforms.fill(Baseline, 0, 7, &mut column);
    (uniforms, column)
}

fn law(family: &str, numbers: &[(&str, f64)]) -> Law {
    let numbers: BTreeMap<_, _> = numbers.iter().map(|(key, x)| (key.to_string(), *x)).collect();
    let spec = Spec { family: family.to_owned(), numbers, ..Spec::default() };
    spec.law().unwrap_or_else(|errors| panic!("{family}: {errors:?}"))
}

fn uniforms(c: &mut Criterion) {
    measure(c, "uniforms", &Loop::Uniforms(random(0).0));
}

fn families(c: &mut Criterion) {
    let (_, u) = random(0);
    let mut z = new_column();
    fill_normal_quantile(&u, &mut z);
    let families: [(&str, &[(&str, f64)]); 13] = [
        ("uniform", &[("min", 1.0), ("max", 2.0)]),
        ("triangular", &[("low", 1.0), ("mode", 2.0), ("high", 4.0)]),
        ("pert", &[("low", 1.0), ("mode", 2.0), ("high", 4.0)]),
        ("normal", &[("mean", 1.0), ("sd", 0.2)]),
        ("lognormal", &[("mean", 1.0), ("sd", 0.5)]),
        ("beta", &[("alpha", 6.0), ("beta", 9.0)]),
        ("gamma", &[("shape", 2.5), ("scale", 1.0)]),
        ("gamma", &[("shape", 0.3), ("scale", 1.0)]),
        ("weibull", &[("shape", 1.5), ("scale", 1.0)]),
        ("exponential", &[("mean", 1.0)]),
        ("logit_normal", &[("median", 0.3), ("sd", 0.6)]),
        ("student_t", &[("mean", 0.0), ("scale", 1.0), ("df", 4.0)]),
        ("fixed", &[("value", 3.0)]),
    ];
    for (family, numbers) in families {
        let text: Vec<String> = numbers.iter().map(|(key, x)| format!("{key}={x}")).collect();
        let name = format!("{family} {}", text.join(" "));
        let law = if family == "fixed" { Law::fixed(3.0) } else { law(family, numbers) };
        measure(c, &format!("quantiles/{name}"), &Loop::Quantile(QuantileTable::build(&law), u.clone()));
        let table = NormalScoreTable::build(&law);
        measure(c, &format!("score quantiles/{name}"), &Loop::ScoreQuantile(table, z.clone()));
        if family == "beta" {
            c.bench_function("build/quantiles of a beta", |b| {
                b.iter(|| QuantileTable::build(black_box(&law)))
            });
            c.bench_function("build/score quantiles of a beta", |b| {
                b.iter(|| NormalScoreTable::build(black_box(&law)));
            });
        }
    }
}

fn counts(c: &mut Criterion) {
    let ((_, u), (_, v), (_, w)) = (random(0), random(1), random(2));
    let column = |law: &Law| {
        let mut column = new_column();
        QuantileTable::build(law).fill(&v, &mut column);
        column
    };
    let rate = column(&law("beta", &[("alpha", 6.0), ("beta", 9.0)]));
    let relapse = column(&law("beta", &[("alpha", 3.0), ("beta", 22.0)]));
    for people in [24.0, 200.0, 10_000.0, 5_000_000.0] {
        let job = Loop::Binomial { people, chance: rate.clone(), u: u.clone() };
        measure(c, &format!("counts/binomial of {people}"), &job);
        let mut left = new_column();
        fill_binomial(Operand::Const(people), Operand::Column(&rate), &u, &mut left);
        let job = Loop::Thinning { people: left, chance: relapse.clone(), u: w.clone() };
        measure(c, &format!("counts/thinning of a binomial of {people}"), &job);
    }
    let table = BinomialTable::build(24.0, 1.0 / 3.0);
    measure(c, "counts/table of 24", &Loop::BinomialTable(table, u.clone()));
    let mut beta = new_column();
    let mut alpha = new_column();
    for i in 0..BLOCK {
        (alpha[i], beta[i]) = (19.0 * rate[i], 19.0 * (1.0 - rate[i]));
    }
    measure(c, "counts/beta-binomial of 24", &Loop::BetaBinomial { people: 24.0, alpha, beta, u });
}

criterion_group!(kernels, uniforms, families, counts);
criterion_main!(kernels);
