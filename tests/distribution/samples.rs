//! Kolmogorov–Smirnov tests: samples of `rand_distr` against our CDFs, and our draws against them too.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{
    Beta, Distribution, Exp, Gamma, LogNormal, Normal, Pert, StudentT, Triangular, Uniform, Weibull,
};
use vendepunkt::block::new_column;
use vendepunkt::distribution::{Law, QuantileTable};

use crate::law;

/// Sample size of each test.
const N: usize = 32 * 1024;

/// Number of tests in this file: every one must hold at once with chance 0.999.
const TESTS: f64 = 44.0;

/// Kolmogorov's statistic √n sup |F_n − F|.
fn kolmogorov(law: &Law, mut sample: Vec<f64>) -> f64 {
    sample.sort_by(f64::total_cmp);
    let n = sample.len() as f64;
    let mut worst = 0.0f64;
    for (i, &x) in sample.iter().enumerate() {
        let below = law.cdf(x);
        worst = worst.max(below - i as f64 / n).max((i + 1) as f64 / n - below);
    }
    worst * n.sqrt()
}

/// P(statistic > x) ≤ 2 exp(−2x²) (Massart 1990), so each test holds with chance 1 − 0.001/TESTS below this.
fn bound() -> f64 {
    ((2.0 * TESTS / 0.001).ln() / 2.0).sqrt()
}

/// Draws from the law's own table.
fn draws(law: &Law, rng: &mut impl Rng) -> Vec<f64> {
    let table = QuantileTable::build(law);
    let (mut u, mut x) = (new_column(), new_column());
    let mut sample = Vec::new();
    while sample.len() < N {
        for u in u.iter_mut() {
            *u = ((rng.random::<u64>() >> 12) as f64 + 0.5) / (1u64 << 52) as f64;
        }
        table.fill(&u, &mut x);
        sample.extend_from_slice(&x[..]);
    }
    sample
}

#[test]
fn samples_of_an_independent_library_follow_the_laws() {
    let mut rng = ChaCha8Rng::seed_from_u64(20_150_101);
    let mut tests = 0.0;
    let mut check = |name: &str, law: &Law, sample: Vec<f64>, rng: &mut ChaCha8Rng| {
        for (what, sample) in [("rand_distr", sample), ("table", draws(law, rng))] {
            let statistic = kolmogorov(law, sample);
            tests += 1.0;
            assert!(statistic <= bound(), "{name}, {what}: {statistic} above {}", bound());
        }
    };
    macro_rules! family {
        ($name:literal, $numbers:expr, $oracle:expr) => {{
            let numbers: &[(&str, f64)] = &$numbers;
            let oracle = $oracle.expect("parameters");
            let sample = (0..N).map(|_| oracle.sample(&mut rng)).collect();
            check($name, &law($name, numbers), sample, &mut rng);
        }};
    }
    family!("uniform", [("min", -3.0), ("max", 7.5)], Uniform::new(-3.0, 7.5));
    family!("triangular", [("low", 10.0), ("mode", 20.0), ("high", 50.0)], Triangular::new(10.0, 50.0, 20.0));
    family!("triangular", [("low", 0.0), ("mode", 0.0), ("high", 1.0)], Triangular::new(0.0, 1.0, 0.0));
    family!("pert", [("low", 10.0), ("mode", 20.0), ("high", 50.0)], Pert::new(10.0, 50.0).with_mode(20.0));
    family!(
        "pert",
        [("low", -2.0), ("mode", 3.0), ("high", 4.0), ("lambda", 10.0)],
        Pert::new(-2.0, 4.0).with_shape(10.0).with_mode(3.0)
    );
    family!("normal", [("mean", 179_167.0), ("sd", 18_000.0)], Normal::new(179_167.0, 18_000.0));
    family!("lognormal", [("mean", 50.0), ("sd", 200.0)], LogNormal::from_mean_cv(50.0, 4.0));
    family!("lognormal", [("mean", 100.0), ("sd", 10.0)], LogNormal::from_mean_cv(100.0, 0.1));
    family!("beta", [("alpha", 2.0), ("beta", 3.0)], Beta::new(2.0, 3.0));
    family!("beta", [("alpha", 0.3), ("beta", 0.7)], Beta::new(0.3, 0.7));
    family!("beta", [("successes", 19.0), ("trials", 24.0)], Beta::new(19.5, 5.5));
    family!("beta", [("mean", 0.25), ("n", 12.0)], Beta::new(3.0, 9.0));
    family!("gamma", [("shape", 0.3), ("scale", 2.0)], Gamma::new(0.3, 2.0));
    family!("gamma", [("mean", 500.0), ("sd", 100.0)], Gamma::new(25.0, 20.0));
    family!("gamma", [("shape", 2.5), ("scale", 4.0)], Gamma::new(2.5, 4.0));
    family!("weibull", [("shape", 1.5), ("scale", 10.0)], Weibull::new(10.0, 1.5));
    family!("weibull", [("shape", 0.5), ("scale", 2.0)], Weibull::new(2.0, 0.5));
    family!("exponential", [("mean", 12.5)], Exp::new(0.08));
    family!("student_t", [("mean", 0.0), ("scale", 1.0), ("df", 4.0)], StudentT::new(4.0));
    family!("student_t", [("mean", 0.0), ("scale", 1.0), ("df", 1.0)], StudentT::new(1.0));

    // Families that the library lacks, made from those that it has.
    let normal = Normal::new((0.4f64 / 0.6).ln(), 0.5).expect("parameters");
    let sample = (0..N).map(|_| 1.0 / (1.0 + (-normal.sample(&mut rng)).exp())).collect();
    check("logit_normal", &law("logit_normal", &[("median", 0.4), ("sd", 0.5)]), sample, &mut rng);
    let normal = Normal::new(10.0, 5.0).expect("parameters");
    let mut sample: Vec<f64> = (0..2 * N).map(|_| normal.sample(&mut rng)).collect();
    sample.retain(|&x| (0.0..=15.0).contains(&x));
    let mut spec = crate::spec("normal", &[("mean", 10.0), ("sd", 5.0)]);
    (spec.min, spec.max) = (Some(0.0), Some(15.0));
    check("truncated normal", &spec.law().expect("a law"), sample, &mut rng);
    assert_eq!(tests, TESTS);
}
