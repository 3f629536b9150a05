//! Binomial quantiles of large means, from the Cornish–Fisher series of the lattice law.
//!
//! Let x(u) be the smooth function with x = k + ½ at u = P(X ≤ k). Then the quantile is ⌈x(u) − ½⌉, and only where x − ½ is nearer to
//! a whole number than the error of x need the law itself be asked. x has the cumulants of X, less Bᵣ/r in the r-th (the
//! lattice correction: κ₂ − 1/12, κ₄ + 1/120 …), so that with z = Φ⁻¹(u), σ² = npq, s = pq, g = q − p
//!
//! x = np + σz + g(z² − 1)/6 + w₂(z)/σ + w₃(z)/σ² + w₄(z)/σ³ + …
//!
//! (Cornish & Fisher 1937; Hill & Davis 1968, <https://doi.org/10.1214/aoms/1177698251>, give the recursion; the terms for the binomial law
//! are worked out in `tests/counts/cornish_fisher.py`). For the method: Giles, *Algorithm 955: Approximation of the inverse Poisson
//! cumulative distribution function*, ACM TOMS 42 (2016).

use super::lanes::{minus_ln, reciprocal_root};
use crate::distribution::special::{Chance, normal};

/// Up to this error of z (measured: 3.2·10⁻⁹) …
const NORMAL_ERROR: f64 = 1e-8;
/// … for −ln 4u(1 − u) up to here, that is |z| ≤ 4.02. Nearer the ends one draw in 16,000 is inverted by itself.
const LARGEST_SPREAD: f64 = 9.04;

/// What the series leaves out is less than this over σ⁴ …
const FLAT_ERROR: f64 = 0.1;
/// … and this times z⁸/σ⁴ together. Measured over means from 16 to 20,000, chances from 10⁻⁹ to ½ and |z| up to 8.4
/// (`tests/counts/cornish_fisher.py`): at most 0.21 of that. With it one draw in 800 is worked out by itself at a mean of 16, one in
/// 16,000 (those beyond |z| = 4) from a mean of 100 on.
const TAIL_ERROR: f64 = 5e-4;

/// z/(2u − 1), z = Φ⁻¹(u), as a function of w = −ln 4u(1 − u) up to 9.05 (Giles 2010, *Approximating the erfinv function*, uses this
/// variable; the Chebyshev fit, in even and odd powers, is our own).
#[inline(always)]
fn normal_quantile_ratio(w: f64) -> f64 {
    let s = w * w;
    let even = -7.815012016583689e-14;
    let even = even * s - 1.6111767027253504e-10;
    let even = even * s - 2.9758186582930828e-8;
    let even = even * s - 5.903147706115887e-7;
    let even = even * s + 9.249602873840208e-7;
    let even = even * s - 1.823246401484868e-4;
    let even = even * s + 1.6333159434162324e-2;
    let even = even * s + 1.2533141372220908;
    let odd = 5.339748766352861e-12;
    let odd = odd * s + 2.788095771047449e-9;
    let odd = odd * s + 1.9074417954014605e-7;
    let odd = odd * s - 1.925303157580063e-7;
    let odd = odd * s + 6.789070983269421e-5;
    let odd = odd * s - 3.3018908036462975e-3;
    let odd = odd * s + 3.281168792859453e-1;
    even + w * odd
}

/// x(u) − ½ and a bound of its error, from e = 1/σ and z = Φ⁻¹(u), itself wrong by up to `normal_error`.
#[inline(always)]
fn series(n: f64, p: f64, e: f64, z: f64, normal_error: f64) -> (f64, f64) {
    let q = 1.0 - p;
    let (g, s, mean) = (q - p, p * q, n * p);
    let (sd, v) = (mean * q * e, e * e);
    let z2 = z * z;
    let w1 = g * (z2 - 1.0) * (1.0 / 6.0);
    let w2 = ((7.0 * s - 1.0) - z2 * (s + 0.5)) * (1.0 / 36.0);
    let w3 = g * (2.0 + s) * ((3.0 * z2 + 7.0) * z2 - 16.0) * (1.0 / 1620.0);
    // Over the common denominator 155,520.
    let w4 = (2684.0 - s * (5416.0 + s * 1732.0))
        + z2 * ((s * (1612.0 + s * 1024.0) - 548.0) + z2 * (s * (468.0 + s * 36.0) - 207.0));
    let x = mean + (w1 - 0.5 + v * w3) + z * (sd + e * (w2 + v * w4 * (1.0 / 155_520.0)));
    let tail = z2 * z2 * v;
    let error =
        FLAT_ERROR * (v * v) + TAIL_ERROR * (tail * tail) + normal_error * sd + mean * (2.0 * f64::EPSILON);
    (x, error)
}

/// The quantile of Binomial(n, p) at `chance.below` for n·min(p, 1 − p) ≥ 16, n < 2⁵⁰, unless x(u) − ½ lies nearer to a whole
/// number than it may be wrong.
pub(super) fn quantile(n: f64, p: f64, chance: Chance) -> Option<f64> {
    let e = 1.0 / libm::sqrt(n * p * (1.0 - p));
    let z = normal::quantile(chance);
    let (x, error) = series(n, p, e, z, (1.0 + z.abs()) * (4.0 * f64::EPSILON));
    let k = libm::ceil(x);
    let to_whole = if k - x < 0.5 { k - x } else { 1.0 - (k - x) };
    (to_whole > error).then_some(k)
}

/// Quantiles of some draws.
pub(super) struct Counts<const W: usize> {
    pub(super) k: [f64; W],
    /// 1 where the count must be worked out by itself, else 0.
    pub(super) unsure: [u64; W],
}

/// The quantile of Binomial(n, p) at u for n·min(p, 1 − p) ≥ 16, n < 2⁵⁰; `unsure` where x(u) − ½ lies nearer to a whole number than
/// it may be wrong.
#[inline(always)]
pub(super) fn quantiles<const W: usize>(n: &[f64; W], p: &[f64; W], u: &[f64; W]) -> Counts<W> {
    /// 1.5 · 2⁵²: adding it rounds to a whole number.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    // One short loop after the other, so that the processor works on several groups of lanes at once; in one long loop each
    // operation would wait for the one before.
    let mut w = [0.0; W];
    let mut z = [0.0; W];
    let mut e = [0.0; W];
    for i in 0..W {
        w[i] = minus_ln(4.0 * u[i] * (1.0 - u[i]));
    }
    for i in 0..W {
        z[i] = (2.0 * u[i] - 1.0) * normal_quantile_ratio(w[i]);
    }
    for i in 0..W {
        e[i] = reciprocal_root(n[i] * p[i] * (1.0 - p[i]));
    }
    let mut x = [0.0; W];
    let mut error = [0.0; W];
    for i in 0..W {
        (x[i], error[i]) = series(n[i], p[i], e[i], z[i], NORMAL_ERROR);
    }
    let mut k = [0.0; W];
    let mut unsure = [0; W];
    for i in 0..W {
        let whole = (x[i] + ROUND) - ROUND;
        let beyond = x[i] - whole;
        k[i] = if beyond > 0.0 { whole + 1.0 } else { whole };
        let sure = (beyond.abs() > error[i]) & (w[i] <= LARGEST_SPREAD);
        unsure[i] = u64::from(!sure);
    }
    Counts { k, unsure }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error that the bound counts on, with a factor 3 to spare.
    #[test]
    fn fast_normal_quantile_keeps_its_error() {
        let mut worst = 0.0;
        for i in 0..400_000 {
            let u = (f64::from(i) + 0.5) / 400_000.0;
            let w = minus_ln(4.0 * u * (1.0 - u));
            if w <= LARGEST_SPREAD {
                let z = (2.0 * u - 1.0) * normal_quantile_ratio(w);
                let error = (z - normal::quantile(Chance::from_below(u))).abs();
                worst = if error > worst { error } else { worst };
            }
        }
        assert!(worst < NORMAL_ERROR / 3.0, "{worst}");
        assert!(worst > NORMAL_ERROR / 10.0, "the bound could be tighter: {worst}");
    }
}
