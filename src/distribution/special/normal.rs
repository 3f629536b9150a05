//! The standard normal distribution.

use super::chance::Chance;

/// 1/√(2π), the density at 0.
const PEAK: f64 = 0.398_942_280_401_432_7;

/// Density φ(z).
pub fn density(z: f64) -> f64 {
    PEAK * libm::exp(-0.5 * z * z)
}

/// Φ(z) and 1 − Φ(z), each with relative accuracy: ½ erfc(∓z/√2) (DLMF 7.20.1).
pub fn tails(z: f64) -> Chance {
    let scaled = z * core::f64::consts::FRAC_1_SQRT_2;
    Chance { below: 0.5 * libm::erfc(-scaled), above: 0.5 * libm::erfc(scaled) }
}

/// The z with Φ(z) = `chance.below`; both sides must lie in (0, 1).
///
/// Rational approximations in p − ½ near the middle and in √(−ln p) in the tails: Wichura (1988), algorithm
/// AS 241, routine PPND16, to about 1e-16 relative.
pub fn quantile(chance: Chance) -> f64 {
    let (tail, sign) = if chance.is_lower() { (chance.below, -1.0) } else { (chance.above, 1.0) };
    // The offset from ½ in the tail's own digits.
    let q = 0.5 - tail;
    if q <= 0.425 {
        let r = 0.180_625 - q * q;
        return sign * q * (rational(r, &MIDDLE));
    }
    let r = libm::sqrt(-libm::log(tail));
    if r <= 5.0 { sign * rational(r - 1.6, &TAIL) } else { sign * rational(r - 5.0, &FAR_TAIL) }
}

/// Numerator over denominator, both of degree 7, coefficients by rising power.
fn rational(r: f64, [numerator, denominator]: &[[f64; 8]; 2]) -> f64 {
    let horner = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, &c| sum * r + c);
    horner(numerator) / horner(denominator)
}

/// |p − ½| ≤ 0.425.
const MIDDLE: [[f64; 8]; 2] = [
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
];

/// √(−ln p) ≤ 5.
const TAIL: [[f64; 8]; 2] = [
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        0.000_774_545_014_278_341_4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        0.000_547_593_808_499_534_5,
        1.050_750_071_644_416_9e-9,
    ],
];

/// √(−ln p) > 5.
const FAR_TAIL: [[f64; 8]; 2] = [
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        0.000_786_869_131_145_613_3,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_7e-15,
    ],
];
