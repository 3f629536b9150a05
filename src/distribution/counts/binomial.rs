//! A column of binomial counts.

use super::exact::binomial_quantile;
use super::lanes::{exp_negative, ln_one_minus, next_up, whole};
use crate::units::{BLOCK, Column, Operand};

/// Draws that go through the recurrence side by side. No figure depends on it.
const SIDE_BY_SIDE: usize = 32;

/// Up to this mean the recurrence counts up from 0.
const LARGEST_RECURRENCE_MEAN: f64 = 30.0;

/// Up to this many trials qⁿ is a product; the error of its repeated squaring grows with n, so above it is exp(n ln q).
const LARGEST_POWER: f64 = 255.0;

/// The recurrence adds up P(X ≤ k) from below, so that near 1 only the absolute error is small. Uniforms that leave less than this
/// above themselves (one in 10⁹) are inverted one by one.
const UPPER_EDGE: f64 = 1.0 / (1 << 30) as f64;

/// Draws Binomial(n, p) by inversion: the smallest k with P(X ≤ k) ≥ u, for each draw.
///
/// `n` holds whole numbers from 0 to 2⁵² − 1, `p` lies in [0, 1], `u` in (0, 1) with 52 or 53 bits after the point (as the
/// generator makes it, so that 1 − u is exact).
#[inline(always)]
pub fn fill_binomial(n: Operand<'_>, p: Operand<'_>, u: &Column, out: &mut Column) {
    let mut start = 0;
    while start < BLOCK {
        let ns = n.lanes(start);
        let ps = p.lanes(start);
        let mut us = [0.0; SIDE_BY_SIDE];
        us.copy_from_slice(&u[start..start + SIDE_BY_SIDE]);
        out[start..start + SIDE_BY_SIDE].copy_from_slice(&invert_lanes(&ns, &ps, &us));
        start += SIDE_BY_SIDE;
    }
}

#[inline(always)]
fn invert_lanes<const W: usize>(n: &[f64; W], p: &[f64; W], u: &[f64; W]) -> [f64; W] {
    // At most half: above, failures are counted. The smallest k with P(X ≤ k) ≥ u is n − j, j the smallest with
    // P(n − X ≤ j) > 1 − u, that is ≥ the next double.
    let mut rarer = [0.0; W];
    let mut target = [0.0; W];
    let mut alone = [0.0; W];
    for i in 0..W {
        let failures = p[i] > 0.5;
        rarer[i] = if failures { 1.0 - p[i] } else { p[i] };
        let goal = if failures { next_up(1.0 - u[i]) } else { u[i] };
        let by_itself = (n[i] * rarer[i] > LARGEST_RECURRENCE_MEAN) | (goal > 1.0 - UPPER_EDGE);
        alone[i] = if by_itself { 1.0 } else { 0.0 };
        rarer[i] = if by_itself { 0.0 } else { rarer[i] };
        target[i] = if by_itself { 0.0 } else { goal };
    }
    let count = count_up(n, &rarer, &target);
    let mut k = [0.0; W];
    let mut any = 0.0;
    for i in 0..W {
        k[i] = if p[i] > 0.5 { n[i] - count[i] } else { count[i] };
        any += alone[i];
    }
    if any > 0.0 {
        for i in 0..W {
            if alone[i] > 0.0 {
                k[i] = binomial_quantile(n[i], p[i], u[i]);
            }
        }
    }
    k
}

/// Smallest k with P(X ≤ k) ≥ u for p ≤ ½ and a mean small enough, by adding up the terms from k = 0. A lane with u = 0 costs nothing.
#[inline(always)]
fn count_up<const W: usize>(n: &[f64; W], p: &[f64; W], u: &[f64; W]) -> [f64; W] {
    let mut term = power_of_failure(n, p);
    let mut odds = [0.0; W];
    let mut left = *n;
    let mut sum = term;
    let mut k = [0.0; W];
    for i in 0..W {
        odds[i] = p[i] / (1.0 - p[i]);
    }
    let mut next = 1.0;
    loop {
        let mut below = 0;
        for i in 0..W {
            below |= u64::from(sum[i] < u[i]);
        }
        if below == 0 {
            return k;
        }
        let inverse = 1.0 / next;
        for i in 0..W {
            k[i] += if sum[i] < u[i] { 1.0 } else { 0.0 };
            term[i] *= left[i] * (odds[i] * inverse);
            left[i] -= 1.0;
            sum[i] += term[i];
        }
        next += 1.0;
    }
}

/// (1 − p)ⁿ.
#[inline(always)]
fn power_of_failure<const W: usize>(n: &[f64; W], p: &[f64; W]) -> [f64; W] {
    let mut power = [1.0; W];
    let mut square = [0.0; W];
    let mut left = [0; W];
    let mut many = 0;
    for i in 0..W {
        square[i] = 1.0 - p[i];
        let few = n[i] <= LARGEST_POWER;
        many |= u64::from(!few);
        left[i] = if few { whole(n[i]) } else { 0 };
    }
    loop {
        let mut any = 0;
        for i in 0..W {
            any |= left[i];
        }
        if any == 0 {
            break;
        }
        for i in 0..W {
            let factor = if left[i] & 1 == 1 { square[i] } else { 1.0 };
            power[i] *= factor;
            square[i] *= square[i];
            left[i] >>= 1;
        }
    }
    if many != 0 {
        for i in 0..W {
            let large = exp_negative(n[i] * ln_one_minus(p[i]));
            power[i] = if n[i] > LARGEST_POWER { large } else { power[i] };
        }
    }
    power
}
