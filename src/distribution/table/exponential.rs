//! The exponential function without branches, for columns.

/// 1.5 · 2⁵²: adding it rounds to a whole number that can be read off the low bits.
const ROUNDING: f64 = 6_755_399_441_055_744.0;

/// ln 2 in two parts; the first has 32 trailing zero bits, so that its multiples are exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// 1/k!, from k = 13 down to 2.
const RECIPROCAL_FACTORIALS: [f64; 12] = [
    1.0 / 6_227_020_800.0,
    1.0 / 479_001_600.0,
    1.0 / 39_916_800.0,
    1.0 / 3_628_800.0,
    1.0 / 362_880.0,
    1.0 / 40_320.0,
    1.0 / 5_040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    0.5,
];

/// e^y within an ulp or so; 0 below −745, at most e^710.
///
/// y = n ln 2 + r with |r| ≤ ½ ln 2, Taylor's series in r (Cody & Waite 1980, *Software Manual for the Elementary
/// Functions*, ch. 6), and 2^n in two factors, so that results below the normal range round once.
#[inline(always)]
pub fn exp(y: f64) -> f64 {
    let y = if y < -760.0 { -760.0 } else { y };
    let y = if y > 710.0 { 710.0 } else { y };
    let shifted = y * core::f64::consts::LOG2_E + ROUNDING;
    let n = shifted - ROUNDING;
    let r = (y - n * LN_2_HIGH) - n * LN_2_LOW;
    let mut series = RECIPROCAL_FACTORIALS[0];
    let mut k = 1;
    while k < 12 {
        series = series * r + RECIPROCAL_FACTORIALS[k];
        k += 1;
    }
    let series = 1.0 + (r + r * r * series);
    // n + 2048 is positive; its halves are the exponents of the two factors.
    let biased = (shifted.to_bits().wrapping_sub(ROUNDING.to_bits())).wrapping_add(2048) & 0xfff;
    let half = biased >> 1;
    let factor = |exponent: u64| f64::from_bits(exponent.wrapping_sub(1).wrapping_shl(52) & (0x7ff << 52));
    series * factor(half) * factor(biased - half)
}
