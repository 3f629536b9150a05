//! Numbers of events: the counts of 2⁴⁹ trials, against the Poisson law itself.

use vendepunkt::block::{BLOCK, Column, Operand};
use vendepunkt::distribution::counts::fill_binomial;

const TRIALS: f64 = (1_u64 << 49) as f64;

/// P(X ≤ k), term by term.
fn at_most(k: f64, mean: f64) -> f64 {
    let term = |i: f64| libm::exp(i * libm::log(mean) - mean - libm::lgamma(i + 1.0));
    // Terms further down than this are less than 10⁻²⁰ together.
    let first = libm::floor(mean - 12.0 * libm::sqrt(mean) - 20.0).max(0.0);
    (0..).map(|i| first + f64::from(i)).take_while(|i| *i <= k).map(term).sum()
}

/// Every count is the smallest k with P(X ≤ k) ≥ u, to within 10⁻¹⁰ of u.
#[test]
fn counts_of_many_trials_are_poisson() {
    for mean in [0.003, 0.4, 1.0, 5.3, 15.9, 16.1, 44.0, 310.0, 5_000.5, 120_000.0] {
        let mut u: Column = [0.0; BLOCK];
        for (i, u) in u.iter_mut().enumerate() {
            *u = (i as f64 + 0.5) / BLOCK as f64;
        }
        let least = 1.0 / f64::from(1 << 30);
        (u[0], u[BLOCK - 1]) = (least, 1.0 - least);
        let mut counts: Column = [0.0; BLOCK];
        fill_binomial(Operand::Const(TRIALS), Operand::Const(mean / TRIALS), &u, &mut counts);
        for (u, k) in u.iter().zip(counts) {
            let (below, up_to) = (if k > 0.0 { at_most(k - 1.0, mean) } else { 0.0 }, at_most(k, mean));
            assert!(
                k.fract() == 0.0 && below < u + 1e-10 && up_to >= u - 1e-10,
                "{mean}: {k} at {u}, {below} {up_to}"
            );
        }
    }
}
