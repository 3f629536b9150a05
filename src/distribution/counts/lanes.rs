//! Elementary functions of one lane, written so that a loop over lanes can be vectorised: no branches, no tables.

const MANTISSA: u64 = (1 << 52) - 1;
/// 2⁵²: a whole number below it, added to it, lies bare in the low bits.
const TWO_52: f64 = 4_503_599_627_370_496.0;

/// The bits of a whole number 0 ≤ x < 2⁵².
#[inline(always)]
pub(super) fn whole(x: f64) -> u64 {
    (x + TWO_52).to_bits() & MANTISSA
}

/// 1/x for ½ ≤ x ≤ 1 to about 2·10⁻¹⁶ relative: four steps of Newton's method from the best line. Where many lanes go side by
/// side this is faster than a division.
#[inline(always)]
pub(super) fn reciprocal(x: f64) -> f64 {
    let mut y = 48.0 / 17.0 - 32.0 / 17.0 * x;
    y += y * (1.0 - x * y);
    y += y * (1.0 - x * y);
    y += y * (1.0 - x * y);
    y += y * (1.0 - x * y);
    y
}

/// The next larger double of a positive number.
#[inline(always)]
pub(super) fn next_up(x: f64) -> f64 {
    f64::from_bits(x.to_bits() + 1)
}

/// ln(1 − p) for 0 ≤ p ≤ ½ to about 3·10⁻¹⁶ relative, from −2·artanh(p / (2 − p)); the series is cut where r = p / (2 − p)
/// has r²⁰ / 41 < 10⁻¹⁷ for p ≤ 0.27, and p above is first doubled in q = 1 − p.
#[inline(always)]
pub(super) fn ln_one_minus(p: f64) -> f64 {
    let doubled = p > 0.27;
    // ln q = ln 2q − ln 2, and 2q − 1 = 1 − 2p exactly.
    let (over, under) = if doubled { (2.0 * p - 1.0, 3.0 - 2.0 * p) } else { (p, 2.0 - p) };
    let r = over / under;
    let s = r * r;
    let mut sum = 1.0 / 23.0;
    sum = sum * s + 1.0 / 21.0;
    sum = sum * s + 1.0 / 19.0;
    sum = sum * s + 1.0 / 17.0;
    sum = sum * s + 1.0 / 15.0;
    sum = sum * s + 1.0 / 13.0;
    sum = sum * s + 1.0 / 11.0;
    sum = sum * s + 1.0 / 9.0;
    sum = sum * s + 1.0 / 7.0;
    sum = sum * s + 1.0 / 5.0;
    sum = sum * s + 1.0 / 3.0;
    let ln = -2.0 * (r + r * (s * sum));
    if doubled { ln - std::f64::consts::LN_2 } else { ln }
}

/// eˣ for −700 ≤ x ≤ 0 to about 2·10⁻¹⁶ relative (x itself taken as exact): x = k·ln 2 + r, |r| ≤ ½ ln 2, and the Taylor
/// series of eʳ to r¹³.
#[inline(always)]
pub(super) fn exp_negative(x: f64) -> f64 {
    /// ln 2 in two parts, the first with 32 low bits clear, so that k times it is exact.
    const LN_2_HIGH: f64 = f64::from_bits(0x3FE6_2E42_FEE0_0000);
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    /// 1.5 · 2⁵²: adding it rounds to a whole number, which is left in the low bits.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let shifted = x * std::f64::consts::LOG2_E + ROUND;
    let k = shifted - ROUND;
    let r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    let mut sum = 1.0 / 6_227_020_800.0;
    sum = sum * r + 1.0 / 479_001_600.0;
    sum = sum * r + 1.0 / 39_916_800.0;
    sum = sum * r + 1.0 / 3_628_800.0;
    sum = sum * r + 1.0 / 362_880.0;
    sum = sum * r + 1.0 / 40_320.0;
    sum = sum * r + 1.0 / 5_040.0;
    sum = sum * r + 1.0 / 720.0;
    sum = sum * r + 1.0 / 120.0;
    sum = sum * r + 1.0 / 24.0;
    sum = sum * r + 1.0 / 6.0;
    sum = sum * r + 0.5;
    let e = 1.0 + (r + (r * r) * sum);
    let exponent = (shifted.to_bits().wrapping_add(1023)) << 52;
    e * f64::from_bits(exponent)
}

/// −ln x for 10⁻³⁰⁰ < x ≤ 1 to 2·10⁻¹⁰ absolute: the exponent apart, a Chebyshev fit of ln on [1, 2).
#[inline(always)]
pub(super) fn minus_ln(x: f64) -> f64 {
    let bits = x.to_bits();
    // A whole number in the low bits of 2⁵² is that number added to it.
    let exponent = f64::from_bits((bits >> 52) | TWO_52.to_bits()) - (TWO_52 + 1023.0);
    let m = f64::from_bits((bits & MANTISSA) | 1.0f64.to_bits());
    let s = m * m;
    let odd = 1.4100922893438544e-3;
    let odd = odd * s + 2.1202834945424873e-1;
    let odd = odd * s + 3.584138777139125;
    let odd = odd * s + 15.071582485864385;
    let odd = odd * s + 18.836376282056673;
    let odd = odd * s + 7.7386662849368255;
    let even = -2.5582942795445554e-2;
    let even = even * s - 1.062058609360439;
    let even = even * s - 8.597635227227727;
    let even = even * s - 19.552217981811758;
    let even = even * s - 13.535731805180326;
    let even = even * s - 2.6709757052155836;
    let sum = even + m * odd;
    -(exponent * std::f64::consts::LN_2 + sum)
}

/// 1/√x for 10⁻³⁰⁰ < x < 10³⁰⁰ to about 3·10⁻¹⁶ relative: four steps of Newton's method from a guess that halves the
/// exponent. Where many lanes go side by side this is faster than a root and a division.
#[inline(always)]
pub(super) fn reciprocal_root(x: f64) -> f64 {
    let half = 0.5 * x;
    let mut y = f64::from_bits(0x5FE6_EB50_C7B5_37A9 - (x.to_bits() >> 1));
    y *= 1.5 - half * y * y;
    y *= 1.5 - half * y * y;
    y *= 1.5 - half * y * y;
    y *= 1.5 - half * y * y;
    y
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Largest relative error of `ours` against `theirs` over 100,000 points between two ends.
    fn worst(low: f64, high: f64, ours: impl Fn(f64) -> f64, theirs: impl Fn(f64) -> f64) -> f64 {
        (0..=100_000)
            .map(|i| low + (high - low) * f64::from(i) / 100_000.0)
            .map(|x| ((ours(x) - theirs(x)) / theirs(x)).abs())
            .fold(0.0, |a, b| if b > a { b } else { a })
    }

    #[test]
    fn functions_of_a_lane_agree_with_libm() {
        assert!(worst(1e-9, 0.5, ln_one_minus, |p| libm::log1p(-p)) < 7e-16);
        assert!(worst(-0.001, 0.0, exp_negative, libm::exp) < 5e-16);
        assert!(worst(-700.0, 0.0, exp_negative, libm::exp) < 5e-16);
        assert!(worst(0.5, 1.0, reciprocal, |x| 1.0 / x) < 4e-16);
        assert!(worst(1e-3, 1e3, reciprocal_root, |x| 1.0 / libm::sqrt(x)) < 6e-16);
        assert!(worst(1e6, 1e12, reciprocal_root, |x| 1.0 / libm::sqrt(x)) < 6e-16);
        let absolute = |x: f64| 1.0 + (minus_ln(x) + libm::log(x));
        assert!(worst(1e-5, 1.0, absolute, |_| 1.0) < 2e-10);
    }

    #[test]
    fn whole_numbers_keep_their_bits() {
        for n in [0.0, 1.0, 255.0, 4_503_599_627_370_495.0] {
            assert_eq!(whole(n), n as u64);
        }
        assert_eq!(next_up(0.5), 0.5f64.next_up());
    }
}
