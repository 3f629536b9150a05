//! Means of laws that are cut off, where their tails are heavy.

use crate::spec;

/// E[T | low < T < high] by the antiderivative −(ν + t²)/(ν − 1) f(t) of t f(t), 40 digits (mpmath): for df near 1 half of the
/// mean lies beyond tails of 10⁻¹⁵.
#[test]
fn means_of_a_student_t_that_is_cut_off_are_those_of_the_closed_form() {
    let infinite = f64::INFINITY;
    for (df, low, high, mean) in [
        (1.05, 0.0, infinite, 13.493526722668457),
        (1.05, -infinite, 2.0, -7.568_622_304_776_326),
        (1.02, 0.0, infinite, 32.591_203_831_201_73),
        (1.2, -1.0, infinite, 2.4396394986470757),
        (1.5, 100.0, infinite, 300.01285664196814),
        (3.0, 1.0, infinite, 2.1150604856956984),
        (1.05, -1.0, 1000.0, 2.4605009536001484),
        (0.5, 0.0, 10.0, 1.8705966626244168),
    ] {
        let mut spec = spec("student_t", &[("mean", 0.0), ("scale", 1.0), ("df", df)]);
        spec.min = Some(low).filter(|x| x.is_finite());
        spec.max = Some(high).filter(|x| x.is_finite());
        let found = spec.law().expect("a law").mean().expect("a mean");
        assert!((found / mean - 1.0).abs() < 1e-9, "df {df} in {low} to {high}: {found}, not {mean}");
    }
}

/// Of half a law that is even E[T²] is that of the whole, df/(df − 2).
#[test]
fn standard_deviations_of_half_a_student_t_are_those_of_the_closed_form() {
    for df in [2.05, 2.2, 3.0, 10.0] {
        let mut spec = spec("student_t", &[("mean", 0.0), ("scale", 1.0), ("df", df)]);
        spec.min = Some(0.0);
        let law = spec.law().expect("a law");
        let (mean, sd) = (law.mean().expect("a mean"), law.sd().expect("an sd"));
        let expected = (df / (df - 2.0) - mean * mean).sqrt();
        assert!((sd / expected - 1.0).abs() < 1e-9, "df {df}: {sd}, not {expected}");
    }
}

/// E[X | X > 1] = e^(σ²/2) Φ(σ)/½ of a lognormal law about 1, σ = 3 (mpmath).
#[test]
fn the_mean_of_a_lognormal_that_is_cut_off_is_that_of_the_closed_form() {
    let mut spec = spec("lognormal", &[("p50", 1.0), ("p90", (3.0 * 1.281_551_565_544_600_4_f64).exp())]);
    spec.min = Some(1.0);
    let mean = spec.law().expect("a law").mean().expect("a mean");
    assert!((mean / 179.791_234_704_332_5 - 1.0).abs() < 1e-9, "{mean}");
}
