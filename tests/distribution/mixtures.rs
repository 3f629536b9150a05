//! Mixtures and laws on single values.

use vendepunkt::block::{BLOCK, new_column};
use vendepunkt::distribution::{Law, NormalScoreTable, QuantileTable, Spec};

use crate::spec;

fn mixture(parts: Vec<Spec>, weights: &[f64]) -> Spec {
    let mut spec = Spec { family: "mixture".to_string(), parts, ..Spec::default() };
    spec.lists.insert("weights".to_string(), weights.to_vec());
    spec
}

fn mixtures() -> Vec<(Spec, Vec<f64>)> {
    let normal = |mean, sd| spec("normal", &[("mean", mean), ("sd", sd)]);
    let lognormal = spec("lognormal", &[("mean", 100.0), ("sd", 80.0)]);
    let mut cut = normal(0.0, 1.0);
    cut.min = Some(-0.5);
    vec![
        (mixture(vec![normal(0.0, 1.0), normal(3.0, 0.5)], &[0.7, 0.3]), vec![0.7, 0.3]),
        // Nothing with chance 0.3: F jumps at 0, where the other part begins.
        (mixture(vec![spec("fixed", &[("fixed", 0.0)]), lognormal.clone()], &[0.3, 0.7]), vec![0.3, 0.7]),
        // A jump inside a smooth part.
        (mixture(vec![spec("fixed", &[("fixed", 80.0)]), lognormal], &[0.1, 0.9]), vec![0.1, 0.9]),
        // A gap without probability.
        (
            mixture(
                vec![
                    spec("uniform", &[("min", 0.0), ("max", 1.0)]),
                    spec("uniform", &[("min", 5.0), ("max", 6.0)]),
                ],
                &[0.25, 0.75],
            ),
            vec![0.25, 0.75],
        ),
        (
            mixture(
                vec![
                    cut,
                    spec("beta", &[("alpha", 2.0), ("beta", 3.0)]),
                    spec("gamma", &[("shape", 0.5), ("scale", 1.0)]),
                ],
                &[0.2, 0.5, 0.3],
            ),
            vec![0.2, 0.5, 0.3],
        ),
    ]
}

/// P(X ≤ x), straight from the definition.
fn cdf(spec: &Spec, weights: &[f64], x: f64) -> f64 {
    spec.parts
        .iter()
        .zip(weights)
        .map(|(part, weight)| {
            weight
                * if part.family == "fixed" {
                    f64::from(u8::from(part.numbers["fixed"] <= x))
                } else {
                    part.law().expect("a part").cdf(x)
                }
        })
        .sum()
}

/// u by rising size, both tails.
fn scan() -> Vec<f64> {
    let tails: Vec<f64> = (0..2000).map(|i| 0.5 * (-f64::from(i) * 0.01).exp()).collect();
    let mut all: Vec<f64> = tails.iter().rev().copied().chain(tails.iter().map(|tail| 1.0 - tail)).collect();
    all.sort_by(f64::total_cmp);
    all
}

#[test]
fn mixture_quantiles_invert_the_sum() {
    for (spec, weights) in mixtures() {
        let law = spec.law().expect("a mixture");
        for u in scan() {
            let x = law.quantile(u);
            let size = x.abs().max(1e-3);
            let (before, after) =
                (cdf(&spec, &weights, x - 1e-11 * size), cdf(&spec, &weights, x + 1e-11 * size));
            assert!(
                before <= u + 1e-15 && after >= u - 1e-15,
                "{spec:?} at {u:e}: {x}, F in {before}..{after}"
            );
        }
    }
}

#[test]
fn mixture_tables_follow_their_laws() {
    for (spec, _) in mixtures() {
        let law = spec.law().expect("a mixture");
        let (table, scores) = (QuantileTable::build(&law), NormalScoreTable::build(&law));
        let (mut u, mut z, mut x, mut y) = (new_column(), new_column(), new_column(), new_column());
        for part in scan().chunks(BLOCK) {
            u[..part.len()].copy_from_slice(part);
            vendepunkt::distribution::fill_normal_quantile(&u, &mut z);
            table.fill(&u, &mut x);
            scores.fill(&z, &mut y);
            for i in 0..part.len() {
                let exact = law.quantile(u[i]);
                let size = exact.abs().max(law.sd().unwrap_or(1.0));
                assert!((x[i] - exact).abs() <= 1e-11 * size, "{spec:?} at {:e}: {} for {exact}", u[i], x[i]);
                // Within the rounding of z a jump may fall on either side.
                let close = law.quantile(u[i] * (1.0 - 1e-13))
                    ..=law.quantile((u[i] * (1.0 + 1e-13)).min(1.0 - 1e-16));
                let between = y[i] >= close.start() - 1e-10 * size && y[i] <= close.end() + 1e-10 * size;
                assert!(between, "{spec:?} in z at {:e}: {} for {exact}", u[i], y[i]);
            }
        }
    }
}

#[test]
fn mixture_moments_add_up() {
    for (spec, weights) in mixtures() {
        let law = spec.law().expect("a mixture");
        let parts: Vec<Law> = spec.parts.iter().map(|part| part.law().expect("a part")).collect();
        let square = |law: &Law| law.sd().expect("an sd").powi(2) + law.mean().expect("a mean").powi(2);
        let mean: f64 = parts.iter().zip(&weights).map(|(part, w)| w * part.mean().expect("a mean")).sum();
        let second: f64 = parts.iter().zip(&weights).map(|(part, w)| w * square(part)).sum();
        assert!((law.mean().expect("a mean") - mean).abs() <= 1e-13 * mean.abs().max(1.0));
        assert!((law.sd().expect("an sd") - (second - mean * mean).sqrt()).abs() <= 1e-12 * second.sqrt());
    }
}

#[test]
fn a_mixture_is_cut_part_by_part() {
    let (spec, weights) = mixtures().swap_remove(2);
    let cut = Spec { min: Some(50.0), max: Some(200.0), ..spec.clone() }.law().expect("a law");
    let (below, above) = (cdf(&spec, &weights, 50.0), cdf(&spec, &weights, 200.0));
    assert_eq!(cut.support(), (50.0, 200.0));
    for x in [60.0, 79.999, 80.0, 120.0, 199.0] {
        let exact = (cdf(&spec, &weights, x) - below) / (above - below);
        assert!((cut.cdf(x) - exact).abs() < 1e-13, "F({x}) = {} for {exact}", cut.cdf(x));
    }
    // The jump of 0.1 at 80 is larger in what is left.
    assert!(cut.cdf(80.0) - cut.cdf(80.0f64.next_down()) > 0.1);
}

#[test]
fn steps_give_the_smallest_value_that_reaches_u() {
    let mut spec = spec("discrete", &[]);
    spec.lists.insert("values".to_string(), vec![5.0, -1.0, 2.0, 5.0]);
    spec.lists.insert("weights".to_string(), vec![0.125, 0.5, 0.25, 0.125]);
    let law = spec.law().expect("a law");
    let (mut u, mut x) = (new_column(), new_column());
    for (i, u) in u.iter_mut().enumerate() {
        *u = (i as f64 + 0.5) / BLOCK as f64;
    }
    let marks = [0.5, 0.5f64.next_up(), 0.75, 0.75f64.next_up(), 0.5f64.next_down(), 1e-16];
    u[..marks.len()].copy_from_slice(&marks);
    QuantileTable::build(&law).fill(&u, &mut x);
    for (u, x) in u.iter().zip(x.iter()) {
        let exact = if *u <= 0.5 {
            -1.0
        } else if *u <= 0.75 {
            2.0
        } else {
            5.0
        };
        assert_eq!((*x, law.quantile(*u)), (exact, exact), "at {u}");
    }
    assert_eq!((law.cdf(1.9), law.cdf(2.0), law.sf(2.0), law.cdf(-1.5)), (0.5, 0.75, 0.25, 0.0));
    let cut = Spec { min: Some(0.0), ..spec }.law().expect("a law");
    assert_eq!((cut.quantile(0.5), cut.quantile(0.51), cut.mean()), (2.0, 5.0, Some(3.5)));
}
