//! The two pieces of Loader's saddle-point form, in which gamma and beta densities keep their digits for
//! large shapes (C. Loader 2000, "Fast and accurate computation of binomial probabilities").

/// ½ ln 2π.
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;

/// Stirling's error δ(a) = ln Γ(a + 1) − (a + ½) ln a + a − ½ ln 2π, for a > 0 (Loader 2000; the
/// asymptotic series is DLMF 5.11.1).
pub fn stirling_error(a: f64) -> f64 {
    if a < 10.0 {
        return libm::lgamma(a + 1.0) - (a + 0.5) * libm::log(a) + a - HALF_LN_TAU;
    }
    let r = 1.0 / a;
    let s = r * r;
    r * (1.0 / 12.0
        - s * (1.0 / 360.0
            - s * (1.0 / 1260.0
                - s * (1.0 / 1680.0 - s * (1.0 / 1188.0 - s * (691.0 / 360_360.0 - s / 156.0))))))
}

/// Deviance D(x; m) = x ln(x/m) + m − x ≥ 0 for x, m > 0, without cancellation where x ≈ m
/// (ibid.).
pub fn deviance(x: f64, m: f64) -> f64 {
    deviance_apart(x, m, x - m)
}

/// [`deviance`] where the difference x − m is known better than the rounded x and m tell it.
pub fn deviance_apart(x: f64, m: f64, difference: f64) -> f64 {
    if difference.abs() >= 0.2 * (x + m) {
        return x * libm::log(x / m) - difference;
    }
    let v = difference / (x + m);
    let square = v * v;
    let mut power = 2.0 * x * v;
    let mut sum = difference * v;
    let mut odd = 3.0;
    loop {
        power *= square;
        let next = sum + power / odd;
        if next == sum {
            return sum;
        }
        sum = next;
        odd += 2.0;
    }
}
