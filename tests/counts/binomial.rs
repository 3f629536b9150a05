//! Binomial counts.

use vendepunkt::block::{BLOCK, Column, Operand, new_column};
use vendepunkt::distribution::counts::{BinomialTable, binomial_cdf, binomial_quantile, fill_binomial};

use crate::speed::uniforms;

/// Rows of `binomial.csv`, written by `reference.py`: n, p, u, k, distance from u to the nearest step.
fn reference() -> Vec<[f64; 5]> {
    let rows: Vec<_> = include_str!("binomial.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split(',').map(|cell| cell.parse().expect("a number"));
            std::array::from_fn(|_| cells.next().expect("five cells"))
        })
        .collect();
    assert!(rows.len() > 4_000, "{} rows", rows.len());
    rows
}

/// The distance from a step from which on the columns are exact.
fn promised(p: f64, u: f64) -> f64 {
    if p > 0.5 { 1e-13 } else { 1e-13 * u }
}

/// Every answer is the true one: numbers of trials from 0 to 10⁹, chances from 10⁻¹² to 1 − 10⁻¹², uniforms from 2⁻⁵³ to
/// 1 − 2⁻⁵³, a good third of them 3·10⁻¹³ of u or of 1 − u beside a step. Nearer to a step than 10⁻¹³ u (10⁻¹³ for p > ½) the columns
/// promise nothing, nearer than 10⁻¹³ min(u, 1 − u) the scalar function neither.
#[test]
fn counts_are_exact() {
    let rows = reference();
    let mut out = new_column();
    let mut checked = 0;
    for rows in rows.chunks(BLOCK) {
        let column = |j: usize| -> Box<Column> { Box::new(std::array::from_fn(|i| rows[i % rows.len()][j])) };
        let (n, p, u) = (column(0), column(1), column(2));
        fill_binomial(Operand::Column(&n), Operand::Column(&p), &u, &mut out);
        for (&[n, p, u, k, apart], &count) in rows.iter().zip(out.iter()) {
            assert_eq!(binomial_quantile(n, p, u), k, "scalar: n = {n}, p = {p}, u = {u}");
            if apart > promised(p, u) {
                assert_eq!(count, k, "column: n = {n}, p = {p}, u = {u}");
                checked += 1;
            }
        }
    }
    assert!(checked > 4_000, "{checked} rows");
    for rows in rows.chunk_by(|a, b| a[..2] == b[..2]) {
        let [n, p, ..] = rows[0];
        let u = Box::new(std::array::from_fn(|i| rows[i % rows.len()][2]));
        BinomialTable::build(n, p).fill(&u, &mut out);
        let mut same = new_column();
        fill_binomial(Operand::Const(n), Operand::Const(p), &u, &mut same);
        for (i, &[n, p, u, k, apart]) in rows.iter().enumerate() {
            if apart > promised(p, u) {
                assert_eq!(out[i], k, "table: n = {n}, p = {p}, u = {u}");
                assert_eq!(same[i], k, "fixed: n = {n}, p = {p}, u = {u}");
            }
        }
    }
}

/// The column kernel gives what the scalar reference gives, with every mixture of fixed and varying parameters, small and large
/// means side by side.
#[test]
fn columns_equal_the_scalar_reference() {
    let mut state = 7;
    let mut out = new_column();
    let trials = [0.0, 1.0, 2.0, 8.0, 24.0, 33.0, 100.0, 255.0, 256.0, 1_000.0, 30_000.0, 5e6];
    let chances = [0.0, 1e-12, 1e-3, 0.1, 0.35, 0.5, 0.65, 0.97, 1.0 - 1e-12, 1.0];
    let ns: Box<Column> = Box::new(std::array::from_fn(|i| trials[i % 12]));
    for round in 0..60 {
        let ps: Box<Column> = Box::new(std::array::from_fn(|i| chances[(i / 12 + round) % 10]));
        let u = uniforms(&mut state);
        let mut check = |n: Operand<'_>, p: Operand<'_>| {
            fill_binomial(n, p, &u, &mut out);
            for i in 0..BLOCK {
                let (n, p) = (n.lanes::<1>(i)[0], p.lanes::<1>(i)[0]);
                assert_eq!(out[i], binomial_quantile(n, p, u[i]), "n = {n}, p = {p}, u = {}", u[i]);
            }
        };
        check(Operand::Column(&ns), Operand::Column(&ps));
        check(Operand::Const(trials[round % 12]), Operand::Column(&ps));
        check(Operand::Column(&ns), Operand::Const(chances[round % 10]));
    }
}

/// The same bits whatever instructions the caller is compiled for.
#[test]
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
fn instruction_sets_agree() {
    let mut state = 99;
    let (mut plain, mut other) = (new_column(), new_column());
    for mean in [0.3, 2.0, 8.0, 15.0, 17.0, 60.0, 1_000.0, 2e6] {
        let n: Box<Column> = Box::new(std::array::from_fn(|i| f64::floor(mean * (1.5 + (i % 37) as f64))));
        let (shares, u) = (uniforms(&mut state), uniforms(&mut state));
        let p: Box<Column> = Box::new(std::array::from_fn(|i| {
            let p = mean / n[i] * (0.5 + 0.5 * shares[i]);
            if i % 3 == 0 { 1.0 - p } else { p }
        }));
        let (n, p) = (Operand::Column(&n), Operand::Column(&p));
        crate::speed::fill(n, p, &u, &mut plain);
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the instructions are there.
            unsafe { crate::speed::fill_256(n, p, &u, &mut other) };
            assert_eq!(plain, other);
        }
        if std::arch::is_x86_feature_detected!("avx512dq") {
            // SAFETY: the instructions are there.
            unsafe { crate::speed::fill_512(n, p, &u, &mut other) };
            assert_eq!(plain, other);
        }
    }
}

/// χ² of a million counts against P(X = k). The bound on (χ² − df)/√(2 df) is 5; with at least 9 degrees of freedom its chance of
/// being passed is under 10⁻⁴ in each of the seven.
#[test]
fn frequencies_follow_the_law() {
    let mut state = 2024;
    let mut out = new_column();
    for (n, p) in
        [(24.0, 0.35), (24.0, 0.8), (60.0, 0.4), (1e6, 2e-5), (200.0, 0.7), (10_000.0, 0.35), (3e4, 6e-4)]
    {
        let draws = 1024.0 * BLOCK as f64;
        let mut seen = std::collections::BTreeMap::<u64, f64>::new();
        for _ in 0..1024 {
            fill_binomial(Operand::Const(n), Operand::Const(p), &uniforms(&mut state), &mut out);
            for k in out.iter() {
                *seen.entry(*k as u64).or_default() += 1.0;
            }
        }
        // Neighbours are put together until 50 are expected.
        let (mut below, mut count) = (0.0, 0.0);
        let (mut chi_square, mut freedom) = (0.0, -1.0);
        for k in 0..=n as u64 {
            count += seen.get(&k).copied().unwrap_or(0.0);
            let cdf = binomial_cdf(k as f64, n, p);
            let expected = draws * (cdf - below);
            if expected > 50.0 && draws * (1.0 - cdf) > 50.0 || k as f64 == n {
                chi_square += (count - expected) * (count - expected) / expected;
                freedom += 1.0;
                (below, count) = (cdf, 0.0);
                if k as f64 == n {
                    break;
                }
            }
        }
        let z: f64 = (chi_square - freedom) / f64::sqrt(2.0 * freedom);
        assert!(freedom >= 9.0 && z.abs() < 5.0, "n = {n}, p = {p}: chi-square {chi_square}, df {freedom}");
    }
}

/// A larger uniform or a larger chance never gives a smaller count, also from one region of the kernel to the next.
#[test]
fn counts_rise_with_u_and_with_p() {
    let mut out = new_column();
    let rising: Box<Column> = Box::new(std::array::from_fn(|i| (i as f64 + 0.5) / BLOCK as f64));
    for n in [1.0, 24.0, 100.0, 255.0, 256.0, 10_000.0, 1e8] {
        for p in [1e-7, 0.01, 0.16, 0.35, 0.5, 0.500_001, 0.84, 0.99] {
            fill_binomial(Operand::Const(n), Operand::Const(p), &rising, &mut out);
            assert!(out.is_sorted(), "n = {n}, p = {p}");
        }
        // Where the kernel changes its way: at a mean of 16 successes or failures, and at one half.
        for (centre, rises) in [(16.0 / n, true), (0.5, true), (16.0 / n, false)] {
            if centre > 0.5 {
                continue;
            }
            for (k, width) in [(1, 0.02), (2, 1e-4), (3, 1e-9)] {
                let p: Box<Column> = Box::new(std::array::from_fn(|i| {
                    let p = centre * (1.0 + width * (rising[i] - 0.5));
                    if rises { p } else { 1.0 - centre * (1.0 + width * (0.5 - rising[i])) }
                }));
                assert!(p.is_sorted());
                for u in [1e-9, 0.03, 0.25 * f64::from(k), 0.97, 1.0 - 1e-9] {
                    let u = f64::floor(u * (1u64 << 52) as f64) / (1u64 << 52) as f64 + f64::EPSILON / 2.0;
                    fill_binomial(Operand::Const(n), Operand::Column(&p), &Box::new([u; BLOCK]), &mut out);
                    assert!(out.is_sorted(), "n = {n}, p about {}, u = {u}", p[0]);
                }
            }
        }
    }
}

/// Successes at u are all less the failures at 1 − u.
#[test]
fn successes_mirror_failures() {
    let mut state = 5;
    let (mut successes, mut failures) = (new_column(), new_column());
    for n in [7.0, 24.0, 80.0, 4_000.0, 1e7] {
        for quarter in [1.0, 5.0, 23.0, 32.0, 45.0, 63.0] {
            let p = quarter / 64.0;
            let u = uniforms(&mut state);
            let v: Box<Column> = Box::new(std::array::from_fn(|i| 1.0 - u[i]));
            fill_binomial(Operand::Const(n), Operand::Const(p), &u, &mut successes);
            fill_binomial(Operand::Const(n), Operand::Const(1.0 - p), &v, &mut failures);
            for i in 0..BLOCK {
                assert_eq!(successes[i], n - failures[i], "n = {n}, p = {p}, u = {}", u[i]);
            }
        }
    }
}

/// u on a step itself: the count is the smallest k with P(X ≤ k) ≥ u, not the next.
#[test]
fn a_uniform_on_a_step_takes_the_lower_count() {
    // P(X = 0) = 1 − p for one trial; these chances make it a number of the form (k + ½)·2⁻⁵².
    let grain = f64::EPSILON / 2.0;
    for step in [0.25 + grain, 0.5 + grain, 0.75 - grain] {
        let p = 1.0 - step;
        for (u, k) in [(step - 2.0 * grain, 0.0), (step, 0.0), (step + 2.0 * grain, 1.0)] {
            assert_eq!(binomial_quantile(1.0, p, u), k, "step {step}");
            let mut out = new_column();
            fill_binomial(Operand::Const(1.0), Operand::Const(p), &Box::new([u; BLOCK]), &mut out);
            assert_eq!(out[0], k, "step {step}");
        }
    }
}
