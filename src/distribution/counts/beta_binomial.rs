//! A column of beta-binomial counts: people of one site, who share their luck.

use super::lanes::next_up;
use super::shared_luck;
use crate::block::{BLOCK, Column, Operand};
use crate::distribution::special::Chance;
use crate::distribution::special::saddle::stirling_error;

/// Draws that go side by side. No figure depends on it.
const W: usize = 32;

/// Largest number of trials that is drawn: with an icc of some 10⁻⁵ or less, and in the later of several large intakes, the time
/// still grows with it.
pub const MOST_BETA_BINOMIAL_TRIALS: f64 = 1e6;

/// With this many expected of the rarer of success and failure they are no longer counted up: that takes a nanosecond for each.
const MOST_COUNTED: f64 = 2048.0;

/// Up to this many trials P(X = 0) is a product; above, the exponential of a difference of log-gammas.
const LARGEST_PRODUCT: f64 = 4096.0;

/// A uniform that leaves less than this above itself is looked for from the other end, so that it keeps its digits.
const UPPER_EDGE: f64 = 1.0 / (1 << 10) as f64;

/// Numbers are brought back into range by this factor, 2⁵¹².
const RESCALE: f64 = f64::from_bits((1023 + 512) << 52);
const UNSCALE: f64 = 1.0 / RESCALE;

/// So many terms are added between two looks at the range; with shapes up to 10⁹ they grow by less than 2⁵¹² together.
const TERMS_IN_A_ROW: usize = 8;

/// Draws beta-binomial counts by inversion: the smallest k with P(X ≤ k) ≥ u, X ~ Binomial(n, B), B ~ Beta(α, β).
///
/// `n` holds whole numbers from 0 to [`MOST_BETA_BINOMIAL_TRIALS`]; `alpha` and `beta` are ≥ 0 and not both 0 (with α = 0 all counts
/// are 0, with β = 0 all are n), at most 10⁹; `u` as in [`fill_binomial`](super::fill_binomial). Exact where no step of the distribution function
/// is within 10⁻¹⁵ max(n, 1000) min(u, 1 − u) of u.
#[inline(always)]
pub fn fill_beta_binomial(
    n: Operand<'_>,
    alpha: Operand<'_>,
    beta: Operand<'_>,
    u: &Column,
    out: &mut Column,
) {
    let mut start = 0;
    while start < BLOCK {
        let us = Operand::Column(u).lanes(start);
        let (n, alpha, beta) = (n.lanes(start), alpha.lanes(start), beta.lanes(start));
        let mut any_large = 0;
        for i in 0..W {
            any_large |= u64::from(is_large(n[i], alpha[i], beta[i]));
        }
        let (mut counted, mut counts) = (n, [0.0; W]);
        let any_left = any_large == 0 || find_large(&mut counted, &alpha, &beta, &us, &mut counts);
        if any_left {
            let others = invert(&counted, &alpha, &beta, &us);
            for i in 0..W {
                counts[i] += others[i];
            }
        }
        out[start..start + W].copy_from_slice(&counts);
        start += W;
    }
}

#[inline(always)]
fn is_large(n: f64, alpha: f64, beta: f64) -> bool {
    let rarer = if alpha < beta { alpha } else { beta };
    n * rarer > MOST_COUNTED * (alpha + beta)
}

/// Finds large counts one by one, where that is quicker than to count them up; of these draws n becomes 0. Whether any are left.
#[inline(never)]
fn find_large(n: &mut [f64; W], alpha: &[f64; W], beta: &[f64; W], u: &[f64; W], k: &mut [f64; W]) -> bool {
    let mut any_left = false;
    for i in 0..W {
        let (trials, alpha, beta, u) = (n[i], alpha[i], beta[i], u[i]);
        let turned = is_turned(alpha, beta, u);
        let steps = |k: f64| if turned { trials - k } else { k };
        let found = is_large(trials, alpha, beta)
            .then(|| shared_luck::quantile(trials, alpha, beta, Chance::from_below(u), steps));
        match found.flatten() {
            Some(found) => (k[i], n[i]) = (found, 0.0),
            None => any_left = true,
        }
    }
    any_left
}

/// Whether failures are counted instead of successes: the rarer, unless u lies in its far tail.
#[inline(always)]
fn is_turned(alpha: f64, beta: f64, u: f64) -> bool {
    let rarer = alpha > beta;
    let at_edge = (if rarer { next_up(1.0 - u) } else { u }) > 1.0 - UPPER_EDGE;
    rarer ^ at_edge
}

/// The quantiles of some draws.
#[inline(always)]
fn invert(n: &[f64; W], alpha: &[f64; W], beta: &[f64; W], u: &[f64; W]) -> [f64; W] {
    // For failures it is the smallest j with P(n − X ≤ j) > 1 − u, that is ≥ the next double.
    let mut failures = [0_u64; W];
    let mut a = [0.0; W];
    let mut b = [0.0; W];
    let mut target = [0.0; W];
    for i in 0..W {
        let turned = is_turned(alpha[i], beta[i], u[i]);
        let (up, down) = (u[i], next_up(1.0 - u[i]));
        failures[i] = u64::from(turned);
        a[i] = if turned { beta[i] } else { alpha[i] };
        b[i] = if turned { alpha[i] } else { beta[i] };
        target[i] = if turned { down } else { up };
    }
    let none = none_of(n, &a, &b);
    let mut k = count_up(n, &a, &b, none, &target);
    for i in 0..W {
        k[i] = if failures[i] != 0 { n[i] - k[i] } else { k[i] };
    }
    k
}

/// A probability share · 2^(−512 · times), each times a whole number.
struct Scaled {
    share: [f64; W],
    times: [f64; W],
}

/// P(X = 0) = ∏ (b + j)/(a + b + j), j = 0 … n − 1.
#[inline(always)]
fn none_of(n: &[f64; W], a: &[f64; W], b: &[f64; W]) -> Scaled {
    /// Factors to one division: their product stays in range for shapes up to 10³⁰.
    const FACTORS: usize = 8;
    let mut share = [1.0; W];
    let mut times = [0.0; W];
    let mut many = 0;
    let mut most = 0.0;
    for i in 0..W {
        let is_many = n[i] > LARGEST_PRODUCT;
        many |= u64::from(is_many);
        let product = if is_many { 0.0 } else { n[i] };
        most = if product > most { product } else { most };
    }
    let mut j = 0.0;
    while j < most {
        let mut over = [1.0; W];
        let mut under = [1.0; W];
        for step in 0..FACTORS {
            let at = j + step as f64;
            for i in 0..W {
                let counts = at < n[i];
                let above = b[i] + at;
                over[i] *= if counts { above } else { 1.0 };
                under[i] *= if counts { a[i] + above } else { 1.0 };
            }
        }
        for i in 0..W {
            let product = share[i] * (over[i] / under[i]);
            let small = product < UNSCALE;
            share[i] = if small { product * RESCALE } else { product };
            times[i] = if small { times[i] + 1.0 } else { times[i] };
        }
        j += FACTORS as f64;
    }
    if many != 0 {
        for i in 0..W {
            if n[i] > LARGEST_PRODUCT {
                (share[i], times[i]) = far_none(n[i], a[i], b[i]);
            }
        }
    }
    Scaled { share, times }
}

/// P(X = 0) = Γ(b + n) Γ(a + b) / (Γ(b) Γ(a + b + n)) for many trials, as share and times of [`Scaled`].
fn far_none(n: f64, a: f64, b: f64) -> (f64, f64) {
    if b == 0.0 {
        return (0.0, 0.0);
    }
    let ln = if b < 10.0 {
        (ln_rise(0.0, a + b) - ln_rise(0.0, b)) - ln_rise(b + n, a)
    } else if a < n {
        ln_rises_apart(b, b + n, a)
    } else {
        ln_rises_apart(b, b + a, n)
    };
    let unit = 512.0 * std::f64::consts::LN_2;
    let times = libm::floor(-ln / unit);
    let times = if times > 0.0 { times } else { 0.0 };
    (libm::exp(ln + times * unit), times)
}

/// ln Γ(x + s) − ln Γ(x) for x ≥ 10, with the large terms of Stirling's formula set off against each other; for x = 0, ln Γ(s).
fn ln_rise(x: f64, s: f64) -> f64 {
    if x == 0.0 {
        return libm::lgamma(s);
    }
    (x - 0.5) * libm::log1p(s / x)
        + s * (libm::log(x + s) - 1.0)
        + (stirling_error(x + s) - stirling_error(x))
}

/// ln Γ(x + s)/Γ(x) − ln Γ(y + s)/Γ(y) for 10 ≤ x ≤ y, likewise.
fn ln_rises_apart(x: f64, y: f64, s: f64) -> f64 {
    let logs = (x - 0.5) * libm::log1p(s / x) - (y - 0.5) * libm::log1p(s / y);
    let remainders =
        (stirling_error(x + s) - stirling_error(x)) - (stirling_error(y + s) - stirling_error(y));
    logs + s * libm::log1p((x - y) / (y + s)) + remainders
}

/// Smallest k with P(X ≤ k) ≥ u, from P(X = 0) and the ratio of neighbouring terms,
/// P(X = k + 1)/P(X = k) = (n − k)(a + k)/((k + 1)(n − k − 1 + b)).
///
/// No lane divides: the term, the sum and u are all kept times the product of the denominators, each over n + b.
#[inline(always)]
fn count_up(n: &[f64; W], a: &[f64; W], b: &[f64; W], none: Scaled, u: &[f64; W]) -> [f64; W] {
    let Scaled { share: mut term, times: mut small } = none;
    let mut sum = term;
    let mut goal = *u;
    let mut left = *n;
    let mut weight = *a;
    let mut scale = [0.0; W];
    let mut k = [0.0; W];
    for i in 0..W {
        // Without b, or with so little that P(X = 0) vanishes, all are n.
        let all = term[i] == 0.0;
        goal[i] = if all { 0.0 } else { goal[i] };
        small[i] = if all { 0.0 } else { small[i] };
        k[i] = if all { n[i] } else { 0.0 };
        scale[i] = 1.0 / (n[i] + b[i] + 1e-300);
    }
    let mut next = 1.0;
    loop {
        for _ in 0..TERMS_IN_A_ROW {
            let inverse = 1.0 / next;
            for i in 0..W {
                let below = (sum[i] < goal[i]) | (small[i] > 0.0);
                k[i] = if below { k[i] + 1.0 } else { k[i] };
                term[i] *= left[i] * weight[i] * (scale[i] * inverse);
                left[i] -= 1.0;
                weight[i] += 1.0;
                // Past k = n the term is 0 and what multiplies sum and goal only need not be negative.
                let factor = (left[i] + b[i]).abs() * scale[i];
                sum[i] = sum[i] * factor + term[i];
                goal[i] *= factor;
            }
            next += 1.0;
        }
        let mut any_below = 0;
        for i in 0..W {
            let up = if goal[i] < UNSCALE { RESCALE } else { 1.0 };
            let grown = (small[i] > 0.0) & (sum[i] > goal[i]);
            let down = if grown { up * UNSCALE } else { up };
            small[i] = if grown { small[i] - 1.0 } else { small[i] };
            goal[i] *= up;
            sum[i] *= down;
            term[i] *= down;
            any_below |= u64::from((sum[i] < goal[i]) | (small[i] > 0.0));
        }
        if any_below == 0 {
            return k;
        }
    }
}
