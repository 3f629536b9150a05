//! A column of binomial counts.

use super::asymptotic;
use super::exact::binomial_quantile;
use super::lanes::{exp_negative, ln_one_minus, next_up, reciprocal, whole};
use crate::block::{BLOCK, Column, Operand};
use crate::kernel::{Baseline, Instructions, Isa};

/// Up to this mean (of the rarer of success and failure) the terms are added up from 0; above, the series of
/// [`asymptotic`] is good.
pub(super) const LARGEST_SUM: f64 = 16.0;

/// Up to this many trials qⁿ is a product; the error of repeated squaring grows with n, so above it is exp(n ln q).
const LARGEST_POWER: f64 = 255.0;

/// The sum P(X ≤ k) has a small absolute error, but near 1 no small error in 1 − P. Uniforms that leave less than this above themselves
/// (one in 10⁹) are inverted by themselves.
const UPPER_EDGE: f64 = 1.0 / (1 << 30) as f64;

/// Draws Binomial(n, p) by inversion: the smallest k with P(X ≤ k) ≥ u, for each draw.
///
/// `n` holds whole numbers from 0 to 2⁵⁰, `p` lies in [0, 1], `u` in (0, 1) with at most 53 bits after the point (as the
/// generator makes it, so that 1 − u is exact). The counts are those of [`binomial_quantile`], exact where no
/// step of the distribution function is within 10⁻¹³ u of u (10⁻¹³ for p > ½).
#[inline(always)]
pub fn fill_binomial(n: Operand<'_>, p: Operand<'_>, u: &Column, out: &mut Column) {
    fill_binomial_on(Baseline, n, p, u, out);
}

/// The same, on an instruction set.
#[inline(always)]
pub fn fill_binomial_on(
    isa: impl Instructions,
    n: Operand<'_>,
    p: Operand<'_>,
    u: &Column,
    out: &mut Column,
) {
    fill_binomial_among(isa, n, p, u, BLOCK, out);
}

/// The same of the first so many draws; what follows them, to the end of a stride, has numbers too.
#[inline(always)]
pub(super) fn fill_binomial_among<I: Instructions>(
    _: I,
    n: Operand<'_>,
    p: Operand<'_>,
    u: &Column,
    draws: usize,
    out: &mut Column,
) {
    // So many draws side by side keep the processor busy and their state in registers. No figure depends on it.
    match I::ISA {
        Isa::Baseline => fill::<16>(n, p, u, draws, out),
        Isa::Avx2 => fill::<32>(n, p, u, draws, out),
        Isa::Avx512 => fill::<64>(n, p, u, draws, out),
    }
}

#[inline(always)]
fn fill<const W: usize>(n: Operand<'_>, p: Operand<'_>, u: &Column, draws: usize, out: &mut Column) {
    // What does not vary is spread over the lanes once; what does is read where it is.
    let (same_n, same_p) = (spread::<W>(n), spread::<W>(p));
    for (i, out) in out.as_chunks_mut::<W>().0.iter_mut().take(draws.div_ceil(W)).enumerate() {
        let (n_at, p_at) = (lanes(n, i, &same_n), lanes(p, i, &same_p));
        let u = &u.as_chunks::<W>().0[i];
        *out = match n {
            Operand::Const(trials) if trials <= 2.0 * LARGEST_SUM => sum_up(n_at, Some(trials), p_at, u),
            _ => invert(n_at, p_at, u),
        };
    }
}

#[inline(always)]
fn spread<const W: usize>(operand: Operand<'_>) -> [f64; W] {
    match operand {
        Operand::Const(c) => [c; W],
        Operand::Column(_) => [0.0; W],
    }
}

#[inline(always)]
fn lanes<'a, const W: usize>(operand: Operand<'a>, i: usize, same: &'a [f64; W]) -> &'a [f64; W] {
    match operand {
        Operand::Const(_) => same,
        Operand::Column(column) => &column.as_chunks::<W>().0[i],
    }
}

/// The quantiles of some draws.
#[inline(always)]
fn invert<const W: usize>(n: &[f64; W], p: &[f64; W], u: &[f64; W]) -> [f64; W] {
    // So few trials have a small mean whatever the chance.
    let mut any_many = 0;
    for i in 0..W {
        any_many |= u64::from(n[i] > 2.0 * LARGEST_SUM);
    }
    if any_many == 0 {
        return sum_up(n, None, p, u);
    }
    let mut large = [0_u64; W];
    // What the sum is not to work at has no trials.
    let mut few = [0.0; W];
    let (mut any_large, mut all_large) = (0, 1);
    for i in 0..W {
        let rarer = if p[i] > 0.5 { 1.0 - p[i] } else { p[i] };
        let is_large = n[i] * rarer > LARGEST_SUM;
        large[i] = u64::from(is_large);
        few[i] = if is_large { 0.0 } else { n[i] };
        any_large |= large[i];
        all_large &= large[i];
    }
    let mut k = [0.0; W];
    if all_large == 0 {
        k = sum_up(&few, None, p, u);
    }
    if any_large != 0 {
        let count = asymptotic::quantiles(n, p, u);
        let mut any_unsure = 0;
        for i in 0..W {
            k[i] = if large[i] != 0 { count.k[i] } else { k[i] };
            large[i] &= count.unsure[i];
            any_unsure |= large[i];
        }
        if any_unsure != 0 {
            for i in 0..W {
                if large[i] != 0 {
                    k[i] = binomial_quantile(n[i], p[i], u[i]);
                }
            }
        }
    }
    k
}

/// The quantiles of some draws of small mean, by adding up the terms from k = 0; `same` is their number of trials if it is the same
/// in all and at most [`LARGEST_POWER`].
#[inline(always)]
fn sum_up<const W: usize>(n: &[f64; W], same: Option<f64>, p: &[f64; W], u: &[f64; W]) -> [f64; W] {
    let mut any_frequent = 0;
    for i in 0..W {
        any_frequent |= u64::from(p[i] > 0.5);
    }
    if any_frequent == 0 {
        let (mut k, any_edge) = sum_up_rare(n, same, p, u);
        if any_edge {
            invert_edges(n, p, u, u, &mut k);
        }
        return k;
    }
    // Where success is the likelier, failures are counted. The smallest k with P(X ≤ k) ≥ u is n − j, j the smallest with
    // P(n − X ≤ j) > 1 − u, that is ≥ the next double.
    let mut rarer = [0.0; W];
    let mut goal = [0.0; W];
    for i in 0..W {
        let failures = p[i] > 0.5;
        rarer[i] = if failures { 1.0 - p[i] } else { p[i] };
        goal[i] = if failures { next_up(1.0 - u[i]) } else { u[i] };
    }
    let (mut k, any_edge) = sum_up_rare(n, same, &rarer, &goal);
    for i in 0..W {
        k[i] = if p[i] > 0.5 { n[i] - k[i] } else { k[i] };
    }
    if any_edge {
        invert_edges(n, p, u, &goal, &mut k);
    }
    k
}

/// The same for p ≤ ½, but for the draws at the upper edge; and whether there are any.
#[inline(always)]
fn sum_up_rare<const W: usize>(
    n: &[f64; W],
    same: Option<f64>,
    p: &[f64; W],
    goal: &[f64; W],
) -> ([f64; W], bool) {
    let mut target = [0.0; W];
    let mut any_edge = 0;
    for i in 0..W {
        let at_edge = goal[i] > 1.0 - UPPER_EDGE;
        target[i] = if at_edge { 0.0 } else { goal[i] };
        any_edge |= u64::from(at_edge);
    }
    let power = match same {
        Some(trials) => power_of_failure(trials, p),
        None => powers_of_failure(n, p),
    };
    (count_up(n, p, power, &target), any_edge != 0)
}

/// Inverts the draws at the upper edge by themselves.
#[cold]
#[inline(never)]
fn invert_edges<const W: usize>(n: &[f64; W], p: &[f64; W], u: &[f64; W], goal: &[f64; W], k: &mut [f64; W]) {
    for i in 0..W {
        if goal[i] > 1.0 - UPPER_EDGE {
            k[i] = binomial_quantile(n[i], p[i], u[i]);
        }
    }
}

/// Smallest k with P(X ≤ k) ≥ u for p ≤ ½, from P(X = 0) and (n + 1 − k)/k · p/q, the ratio of neighbouring terms. A lane
/// with u = 0 is done at once.
#[inline(always)]
fn count_up<const W: usize>(n: &[f64; W], p: &[f64; W], none: [f64; W], u: &[f64; W]) -> [f64; W] {
    let mut odds = [0.0; W];
    let mut scale = [0.0; W];
    for i in 0..W {
        odds[i] = p[i] * reciprocal(1.0 - p[i]);
        scale[i] = (n[i] + 1.0) * odds[i];
    }
    let mut term = none;
    let mut sum = none;
    let mut k = [0.0; W];
    let mut next = 1.0;
    loop {
        let mut any_below = 0;
        for i in 0..W {
            let below = sum[i] < u[i];
            any_below |= u64::from(below);
            k[i] = if below { k[i] + 1.0 } else { k[i] };
        }
        if any_below == 0 {
            return k;
        }
        let inverse = 1.0 / next;
        for i in 0..W {
            // Past k = n the ratio is not 0 but rounding; by then the sum has passed u for good.
            term[i] *= scale[i] * inverse - odds[i];
            sum[i] += term[i];
        }
        next += 1.0;
    }
}

/// (1 − p)ⁿ for one n ≤ 255.
#[inline(always)]
fn power_of_failure<const W: usize>(n: f64, p: &[f64; W]) -> [f64; W] {
    let mut power = [1.0; W];
    let mut square = [0.0; W];
    for i in 0..W {
        square[i] = 1.0 - p[i];
    }
    let mut left = whole(n);
    while left != 0 {
        if left & 1 == 1 {
            for i in 0..W {
                power[i] *= square[i];
            }
        }
        for i in 0..W {
            square[i] *= square[i];
        }
        left >>= 1;
    }
    power
}

/// (1 − p)ⁿ.
#[inline(always)]
fn powers_of_failure<const W: usize>(n: &[f64; W], p: &[f64; W]) -> [f64; W] {
    let mut power = [1.0; W];
    let mut square = [0.0; W];
    let mut left = [0; W];
    let mut any_many = 0;
    for i in 0..W {
        square[i] = 1.0 - p[i];
        let many = n[i] > LARGEST_POWER;
        any_many |= u64::from(many);
        left[i] = if many { 0 } else { whole(n[i]) };
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
    if any_many != 0 {
        for i in 0..W {
            let far = exp_negative(n[i] * ln_one_minus(p[i]));
            power[i] = if n[i] > LARGEST_POWER { far } else { power[i] };
        }
    }
    power
}
