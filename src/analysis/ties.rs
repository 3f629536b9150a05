//! Ties: a difference that is rounding and nothing else (MODEL §3).

use crate::block::{BLOCK, Column, Operand};

/// The difference of two sums of money, 0 where it is no larger than both tolerances together.
#[inline(always)]
pub(super) fn untied(a: f64, b: f64, tolerances: f64) -> f64 {
    let difference = a - b;
    if difference.abs() <= tolerances { 0.0 } else { difference }
}

/// The same of every draw of a block: the first less the second.
#[inline(always)]
pub(super) fn fill_untied([a, b]: [Operand<'_>; 2], tolerances: [Operand<'_>; 2], to: &mut Column) {
    const LANES: usize = 16;
    for i in (0..BLOCK).step_by(LANES) {
        let (a, b) = (a.lanes::<LANES>(i), b.lanes::<LANES>(i));
        let [s, t] = tolerances.map(|tolerance| tolerance.lanes::<LANES>(i));
        for l in 0..LANES {
            to[i + l] = untied(a[l], b[l], s[l] + t[l]);
        }
    }
}
