//! Functions whose shares are known.

use std::f64::consts::PI;

use vendepunkt::Sampling;
use vendepunkt::analysis::sensitivity::{Indices, of_function};
use vendepunkt::distribution::{Law, Spec};
use vendepunkt::summary::Drawing;

use super::common;

fn uniform(from: f64, to: f64) -> Law {
    let numbers = [("min".to_owned(), from), ("max".to_owned(), to)].into_iter().collect();
    Spec { family: "uniform".to_owned(), numbers, ..Spec::default() }.law().unwrap()
}

/// Ishigami & Homma (1990): sin x₁ + a sin² x₂ + b x₃⁴ sin x₁ on (−π, π)³, with a = 7 and b = 0.1.
fn ishigami(draws: u64, sampling: Sampling) -> Vec<Indices> {
    let laws = ["x1", "x2", "x3"].map(|name| (name, uniform(-PI, PI)));
    let of = |x: &[f64]| x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin();
    let drawing = Drawing { draws, seed: 1, sampling };
    common::pool(2).install(|| of_function(&laws, of, drawing, 1 << 16))
}

#[test]
fn the_function_of_ishigami() {
    for (draws, sampling) in
        [(1 << 16, Sampling::Random), (1 << 16, Sampling::Sobol), (1 << 20, Sampling::Random)]
    {
        let all = ishigami(draws, sampling);
        for (of, (first, total)) in all.iter().zip([
            (0.313_905_191_1, 0.557_588_855_2),
            (0.442_411_144_8, 0.442_411_144_8),
            (0.0, 0.243_683_664_1),
        ]) {
            for (e, exact) in [(of.first.unwrap(), first), (of.total.unwrap(), total)] {
                let is_sure = draws > 1 << 16 || sampling == Sampling::Sobol;
                assert!(
                    !is_sure || (e.value - exact).abs() < 0.005,
                    "{sampling}, {}: {e:?} for {exact}",
                    of.input
                );
                assert!(
                    (e.value - exact).abs() < 4.5 * e.se && e.se < 0.005,
                    "{sampling}, {}: {e:?} for {exact}",
                    of.input
                );
            }
        }
    }
}

#[test]
fn a_function_that_does_not_vary_or_is_no_number_has_no_shares() {
    let laws = [("x", uniform(0.0, 1.0))];
    let drawing = Drawing { draws: 1000, seed: 1, sampling: Sampling::Random };
    for of in [|_: &[f64]| 3.0, |x: &[f64]| if x[0] < 0.5 { f64::NAN } else { 1.0 }] {
        let all = of_function(&laws, of, drawing, 1024);
        assert_eq!((all[0].first, all[0].total), (None, None));
    }
}
