//! Ties: a difference that is rounding and nothing else (MODEL §3).

/// The difference of two sums of money, 0 where it is no larger than both tolerances together.
#[inline(always)]
pub(super) fn untied(a: f64, b: f64, tolerances: f64) -> f64 {
    let difference = a - b;
    if difference.abs() <= tolerances { 0.0 } else { difference }
}
