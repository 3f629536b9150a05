//! Binomial counts.

use vendepunkt::distribution::counts::{binomial_quantile, fill_binomial};
use vendepunkt::units::{BLOCK, Column, Operand, new_column};

use crate::speed::uniforms;

/// The column kernel gives what the scalar reference gives, with every mixture of fixed and varying parameters.
#[test]
fn columns_equal_the_scalar_reference() {
    let mut state = 7;
    let mut out = new_column();
    let trials = [0.0, 1.0, 2.0, 8.0, 24.0, 100.0, 255.0, 256.0, 1_000.0, 30_000.0];
    let chances = [0.0, 1e-12, 1e-3, 0.1, 0.35, 0.5, 0.65, 0.97, 1.0 - 1e-12, 1.0];
    let ns: Box<Column> = Box::new(std::array::from_fn(|i| trials[i % 10]));
    for round in 0..10 {
        let ps: Box<Column> = Box::new(std::array::from_fn(|i| chances[(i / 10 + round) % 10]));
        let u = uniforms(&mut state);
        let mut check = |n: Operand<'_>, p: Operand<'_>| {
            fill_binomial(n, p, &u, &mut out);
            for i in 0..BLOCK {
                let (n, p) = (n.lanes::<1>(i)[0], p.lanes::<1>(i)[0]);
                assert_eq!(out[i], binomial_quantile(n, p, u[i]), "n = {n}, p = {p}, u = {}", u[i]);
            }
        };
        check(Operand::Column(&ns), Operand::Column(&ps));
        check(Operand::Const(trials[round]), Operand::Column(&ps));
        check(Operand::Column(&ns), Operand::Const(chances[round]));
    }
}
