//! Beta-binomial counts.

use vendepunkt::block::{BLOCK, Column, Operand, new_column};
use vendepunkt::distribution::counts::{fill_beta_binomial, fill_binomial};

use crate::speed::uniforms;

/// Every answer is the true one: numbers of trials from 1 to 10⁵, shapes from 10⁻⁵ to 10⁶, uniforms from 2⁻⁵³ to 1 − 2⁻⁵³, a good third
/// of them 3·10⁻¹⁵ max(n, 1000) of u or of 1 − u beside a step. Columns mix all shapes, and trials of one order.
#[test]
fn counts_are_exact() {
    let rows: Vec<[f64; 6]> = include_str!("beta_binomial.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split(',').map(|cell| cell.parse().expect("a number"));
            std::array::from_fn(|_| cells.next().expect("six cells"))
        })
        .collect();
    assert!(rows.len() > 4_000, "{} rows", rows.len());
    let mut out = new_column();
    for rows in rows.chunks(BLOCK) {
        let column = |j: usize| -> Box<Column> { Box::new(std::array::from_fn(|i| rows[i % rows.len()][j])) };
        let (n, alpha, beta, u) = (column(0), column(1), column(2), column(3));
        fill_beta_binomial(
            Operand::Column(&n),
            Operand::Column(&alpha),
            Operand::Column(&beta),
            &u,
            &mut out,
        );
        for (&[n, alpha, beta, u, k, _], &count) in rows.iter().zip(out.iter()) {
            assert_eq!(count, k, "n = {n}, alpha = {alpha}, beta = {beta}, u = {u}");
        }
    }
}

#[test]
fn a_shape_of_zero_puts_all_on_one_side() {
    let mut state = 3;
    let u = uniforms(&mut state);
    let n: Box<Column> = Box::new(std::array::from_fn(|i| (i % 30) as f64));
    let mut out = new_column();
    let n = Operand::Column(&n);
    for shape in [1e-3, 1.0, 1e6] {
        fill_beta_binomial(n, Operand::Const(0.0), Operand::Const(shape), &u, &mut out);
        assert_eq!(out, new_column());
        fill_beta_binomial(n, Operand::Const(shape), Operand::Const(0.0), &u, &mut out);
        assert_eq!(out.as_slice(), n.lanes::<BLOCK>(0));
    }
    fill_beta_binomial(Operand::Const(9_000.0), Operand::Const(2.0), Operand::Const(0.0), &u, &mut out);
    assert_eq!(**out, [9_000.0; BLOCK]);
}

/// Mean nμ and variance nμ(1 − μ)(1 + (n − 1)ρ), μ = α/(α + β), ρ = 1/(α + β + 1), of a million draws: |z| < 5 for each of ten
/// figures (chance of a false alarm below 10⁻⁵).
#[test]
fn mean_and_variance_are_the_closed_form() {
    let mut state = 11;
    let mut out = new_column();
    for (n, mean, icc) in
        [(24.0, 0.42, 0.05), (8.0, 0.1, 0.3), (200.0, 0.7, 0.01), (500.0, 0.2, 0.1), (24.0, 0.5, 0.9)]
    {
        let concentration = (1.0 - icc) / icc;
        let (alpha, beta) = (mean * concentration, (1.0 - mean) * concentration);
        let centre = n * mean;
        let (mut first, mut second, mut fourth) = (0.0, 0.0, 0.0);
        let blocks = 1024;
        for _ in 0..blocks {
            let u = uniforms(&mut state);
            fill_beta_binomial(Operand::Const(n), Operand::Const(alpha), Operand::Const(beta), &u, &mut out);
            for k in out.iter() {
                let d = k - centre;
                first += d;
                second += d * d;
                fourth += d * d * d * d;
            }
        }
        let draws = (blocks * BLOCK) as f64;
        let (first, second, fourth) = (first / draws, second / draws, fourth / draws);
        let variance = n * mean * (1.0 - mean) * (1.0 + (n - 1.0) * icc);
        let z = first / f64::sqrt(variance / draws);
        assert!(z.abs() < 5.0, "mean of n = {n}, icc = {icc}: z = {z}");
        let z = (second - variance) / f64::sqrt((fourth - second * second) / draws);
        assert!(z.abs() < 5.0, "variance of n = {n}, icc = {icc}: z = {z}");
    }
}

/// With β = 1 and whole α = m the distribution function is ∏ (k + i)/(n + i), i = 1 … m; with α = 1 it is that of the failures. So every count
/// of a large site is checked by itself, at both ends of u too: P(X ≤ k) ≥ u > P(X ≤ k − 1), to 10⁻¹⁴ n of the smaller tail.
#[test]
fn counts_of_large_sites_are_exact() {
    let mut state = 13;
    let mut out = new_column();
    for n in [20_000.0, 100_000.0, 1e6] {
        for m in [1, 2, 3, 20, 100, 400] {
            if n / f64::from(m + 1) < 2048.0 {
                continue;
            }
            let mut u = uniforms(&mut state);
            for (i, u) in u.iter_mut().enumerate().take(80) {
                let near = ((i / 2) as f64 * -0.9).exp2();
                *u = if i % 2 == 0 { near / 2.0 } else { 1.0 - near / 2.0 };
            }
            let large = f64::from(m);
            for turned in [false, true] {
                let (alpha, beta) = if turned { (1.0, large) } else { (large, 1.0) };
                fill_beta_binomial(
                    Operand::Const(n),
                    Operand::Const(alpha),
                    Operand::Const(beta),
                    &u,
                    &mut out,
                );
                // P(X ≤ k) and P(X > k), each from what is small.
                let tails = |k: f64| {
                    let k = if turned { n - 1.0 - k } else { k };
                    let ln: f64 = (1..=m).map(|i| ((k - n) / (n + f64::from(i))).ln_1p()).sum();
                    let (below, above) = if k < 0.0 { (0.0, 1.0) } else { (ln.exp(), -ln.exp_m1()) };
                    if turned { (above, below) } else { (below, above) }
                };
                for (&u, &k) in u.iter().zip(out.iter()) {
                    let slack = 1e-14 * n;
                    let (below, above) = (tails(k), tails(k - 1.0));
                    let reached = below.0 >= u * (1.0 - slack) || below.1 <= (1.0 - u) * (1.0 + slack);
                    let not_before = above.0 < u * (1.0 + slack) && above.1 > (1.0 - u) * (1.0 - slack);
                    assert!(
                        k >= 0.0 && k <= n && reached && not_before,
                        "n {n}, {alpha}, {beta}, u {u}: {k}"
                    );
                }
            }
        }
    }
}

/// The same moments as above of sites of 20,000 to a million: 256 blocks, |z| < 5.
#[test]
fn mean_and_variance_of_large_sites_are_the_closed_form() {
    let mut state = 14;
    let mut out = new_column();
    for (n, mean, icc) in
        [(20_000.0, 0.42, 0.05), (1e6, 0.1, 0.3), (1e6, 0.7, 0.01), (300_000.0, 0.02, 0.001)]
    {
        let concentration = (1.0 - icc) / icc;
        let (alpha, beta) = (mean * concentration, (1.0 - mean) * concentration);
        let (mut first, mut second, mut fourth) = (0.0, 0.0, 0.0);
        for _ in 0..256 {
            let u = uniforms(&mut state);
            fill_beta_binomial(Operand::Const(n), Operand::Const(alpha), Operand::Const(beta), &u, &mut out);
            for k in out.iter() {
                let d = (k - n * mean) / n;
                first += d;
                second += d * d;
                fourth += d * d * d * d;
            }
        }
        let draws = (256 * BLOCK) as f64;
        let (first, second, fourth) = (first / draws, second / draws, fourth / draws);
        let variance = mean * (1.0 - mean) * (1.0 + (n - 1.0) * icc) / n;
        let z = first / f64::sqrt(variance / draws);
        assert!(z.abs() < 5.0, "mean of n = {n}, icc = {icc}: z = {z}");
        let z = (second - variance) / f64::sqrt((fourth - second * second) / draws);
        assert!(z.abs() < 5.0, "variance of n = {n}, icc = {icc}: z = {z}");
    }
}

/// As the people share less and less luck the counts become the binomial ones, and counts rise with u.
#[test]
fn little_shared_luck_is_nearly_none() {
    let mut state = 12;
    let u = uniforms(&mut state);
    let (mut shared, mut alone) = (new_column(), new_column());
    for (n, p) in [(24.0, 0.35), (300.0, 0.8), (5_000.0, 0.1)] {
        fill_beta_binomial(
            Operand::Const(n),
            Operand::Const(1e9 * p),
            Operand::Const(1e9 * (1.0 - p)),
            &u,
            &mut shared,
        );
        fill_binomial(Operand::Const(n), Operand::Const(p), &u, &mut alone);
        let unlike = shared.iter().zip(alone.iter()).filter(|(a, b)| a != b).count();
        assert!(unlike <= 1, "n = {n}: {unlike} of {BLOCK}");
    }
    let rising: Box<Column> = Box::new(std::array::from_fn(|i| (i as f64 + 0.5) / BLOCK as f64));
    for (n, alpha, beta) in [(24.0, 0.3, 0.2), (24.0, 8.0, 3.0), (5_000.0, 0.7, 9.0)] {
        fill_beta_binomial(
            Operand::Const(n),
            Operand::Const(alpha),
            Operand::Const(beta),
            &rising,
            &mut shared,
        );
        assert!(shared.is_sorted());
    }
}

/// The same bits whatever instructions the caller is compiled for.
#[test]
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
fn instruction_sets_agree() {
    let mut state = 98;
    let (mut plain, mut other) = (new_column(), new_column());
    for (most, concentration) in [(30.0, 19.0), (300.0, 2.0), (6_000.0, 500.0)] {
        let n: Box<Column> = Box::new(uniforms(&mut state).map(|u| f64::floor(u * most)));
        let alpha: Box<Column> = Box::new(uniforms(&mut state).map(|u| u * concentration));
        let beta: Box<Column> = Box::new(uniforms(&mut state).map(|u| u * concentration));
        let u = uniforms(&mut state);
        let (n, a, b) = (Operand::Column(&n), Operand::Column(&alpha), Operand::Column(&beta));
        crate::speed::fill_shared(n, a, b, &u, &mut plain);
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the instructions are there.
            unsafe { crate::speed::fill_shared_256(n, a, b, &u, &mut other) };
            assert_eq!(plain, other);
        }
        if std::arch::is_x86_feature_detected!("avx512dq") {
            // SAFETY: the instructions are there.
            unsafe { crate::speed::fill_shared_512(n, a, b, &u, &mut other) };
            assert_eq!(plain, other);
        }
    }
}
