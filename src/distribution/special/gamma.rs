//! The incomplete gamma functions and the quantile of the gamma law with scale 1.

use super::chance::{Chance, Neighbour};
use super::log_tail::{LogTail, solve_log_tail};
use super::normal;
use super::pearson::Pearson;
use super::saddle::{deviance, stirling_error};

/// 1/√(2π).
const RECIPROCAL_ROOT_TAU: f64 = 0.398_942_280_401_432_7;

/// ln Γ(1 + a) for a > −½ with relative accuracy near 0.
///
/// Near 0 by −ln(1 + a) + a(1 − γ) + Σ (−1)^k (ζ(k) − 1) a^k/k (Abramowitz & Stegun 1964, 6.1.33).
pub fn ln_gamma_1p(a: f64) -> f64 {
    if a.abs() > 0.25 {
        return libm::lgamma(1.0 + a);
    }
    let series = ZETA_LESS_ONE.iter().enumerate().rev().fold(0.0, |sum, (i, &zeta)| {
        let k = (i + 2) as f64;
        (zeta / k - sum) * a
    });
    a * (0.422_784_335_098_467_13 + series) - libm::log1p(a)
}

/// ln Γ(1 + a) + γ a, what is left without the linear term, with relative accuracy for small |a|: there it is
/// Σ_{k≥2} ζ(k) (−a)^k/k (DLMF 5.7.3).
pub fn ln_gamma_1p_bend(a: f64) -> f64 {
    const EULER: f64 = 0.577_215_664_901_532_9;
    if a.abs() > 0.1 {
        return ln_gamma_1p(a) + EULER * a;
    }
    let series = ZETA_LESS_ONE.iter().enumerate().rev().fold(0.0, |sum, (i, &zeta)| {
        let k = (i + 2) as f64;
        ((1.0 + zeta) / k - sum) * a
    });
    series * a
}

/// ζ(k) − 1 for k = 2, 3 …
const ZETA_LESS_ONE: [f64; 18] = [
    0.644_934_066_848_226_4,
    0.202_056_903_159_594_3,
    0.082_323_233_711_138_19,
    0.036_927_755_143_369_92,
    0.017_343_061_984_449_14,
    0.008_349_277_381_922_827,
    0.004_077_356_197_944_34,
    0.002_008_392_826_082_214_3,
    0.000_994_575_127_818_085_3,
    0.000_494_188_604_119_464_5,
    0.000_246_086_553_308_048_27,
    0.000_122_713_347_578_489_17,
    6.124_813_505_870_483e-5,
    3.058_823_630_702_049e-5,
    1.528_225_940_865_187e-5,
    7.637_197_637_899_763e-6,
    3.817_293_264_999_84e-6,
    1.908_212_716_553_939e-6,
];

/// x f(x) of the gamma density with shape `a` and scale 1: x^a e^(−x)/Γ(a), from x and ln x.
pub fn density_by_log(a: f64, x: f64, ln_x: f64) -> f64 {
    if a < 10.0 {
        return a * libm::exp(a * ln_x - x - ln_gamma_1p(a));
    }
    // √(a/2π) exp(−δ(a) − D(a; x)) (Loader 2000).
    if x == 0.0 {
        return 0.0;
    }
    RECIPROCAL_ROOT_TAU * libm::sqrt(a) * libm::exp(-stirling_error(a) - deviance(a, x))
}

/// Shape from which the tail area is summed by Taylor steps; the terms of series and fraction grow as √a.
const LARGE_SHAPE: f64 = 1e4;

/// P(a, x) and Q(a, x) for a > 0, x ≥ 0 (DLMF 8.2.4), each with relative accuracy.
pub fn incomplete_gamma(a: f64, x: f64) -> Chance {
    if !(x > 0.0) {
        return Chance { below: 0.0, above: 1.0 };
    }
    let ln_x = libm::log(x);
    tails_with_density(a, x, ln_x, density_by_log(a, x, ln_x))
}

/// The same with x f(x) at hand.
fn tails_with_density(a: f64, x: f64, ln_x: f64, g: f64) -> Chance {
    if a >= LARGE_SHAPE && (x - a).abs() < 0.5 * a {
        return if x < a {
            Chance::from_below(pearson(a, x).tail(g / x, -1.0))
        } else {
            Chance::from_above(pearson(a, x).tail(g / x, 1.0))
        };
    }
    if a < 1.0 && x < 1.1 {
        return near_zero(a, x, ln_x);
    }
    if x < a + 1.0 {
        let below = g * series(a, x) / a;
        Chance { below, above: 1.0 - below }
    } else {
        let above = g * fraction(a, x);
        Chance { below: 1.0 - above, above }
    }
}

/// The gamma density near x: f′/f = (a − 1 − x)/x.
fn pearson(a: f64, x: f64) -> Pearson {
    Pearson { p0: a - 1.0 - x, p1: -1.0, q0: x, q1: 1.0, q2: 0.0 }
}

/// Σ x^k/((a+1)…(a+k)), so that P = x^a e^(−x)/Γ(a+1) times it (DLMF 8.11.4).
fn series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut k) = (1.0, 1.0, a);
    loop {
        k += 1.0;
        term *= x / k;
        sum += term;
        if !(term > 1e-17 * sum) {
            return sum;
        }
    }
}

/// Legendre's continued fraction for Γ(a, x) e^x x^(−a) (DLMF 8.9.2), even part, by Lentz's method.
fn fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1e300;
    let mut d = 1.0 / b;
    let mut result = d;
    let mut i = 0.0;
    loop {
        i += 1.0;
        let numerator = -i * (i - a);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = b + numerator / c;
        let factor = c * d;
        result *= factor;
        if !((factor - 1.0).abs() > 3e-16) || i > 100_000.0 {
            return result;
        }
    }
}

/// Both tails for a < 1 and small x, where Q is not 1 − P rounded: with L = a ln x − ln Γ(1 + a) and
/// S = Σ_{k≥1} (−x)^k/((a + k) k!), P = e^L (1 + a S) and Q = −(e^L − 1) − e^L a S (DLMF 8.7.1).
fn near_zero(a: f64, x: f64, ln_x: f64) -> Chance {
    let exponent = a * ln_x - ln_gamma_1p(a);
    let (mut term, mut sum, mut k) = (1.0, 0.0, 0.0);
    loop {
        k += 1.0;
        term *= -x / k;
        let part = term / (a + k);
        sum += part;
        if !(part.abs() > 1e-17 * sum.abs()) {
            break;
        }
    }
    let lead = libm::exp(exponent);
    Chance { below: lead * (1.0 + a * sum), above: -libm::expm1(exponent) - lead * a * sum }
}

/// A point of the positive axis by v = ln(x/a), so that the middle of a large shape keeps its digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaConstants {
    /// Shape a > 0.
    pub a: f64,
    /// ln a.
    pub ln_a: f64,
}

impl GammaConstants {
    /// Works out the constants of shape `a` > 0.
    pub fn new(a: f64) -> GammaConstants {
        GammaConstants { a, ln_a: libm::log(a) }
    }

    /// x f(x) at x = a e^v, the density in v.
    pub fn density(&self, v: f64) -> f64 {
        density_by_log(self.a, self.a * libm::exp(v), self.ln_a + v)
    }

    /// P and Q at x = a e^v.
    pub fn tails(&self, v: f64) -> Chance {
        let x = self.a * libm::exp(v);
        self.tails_with_density(x, v, density_by_log(self.a, x, self.ln_a + v))
    }

    fn tails_with_density(&self, x: f64, v: f64, g: f64) -> Chance {
        // Below the smallest double only the leading term of P is left.
        if x > 0.0 { tails_with_density(self.a, x, self.ln_a + v, g) } else { Chance::from_below(g / self.a) }
    }

    /// v at which the law has the given tails, each in (0, 1); `near` is a solved point close by.
    ///
    /// From a neighbour by the area of the density between the two. Else by Newton's method on the logarithm of
    /// the smaller tail, which converges from any side: in v the density is log-concave for every shape.
    pub fn quantile(&self, chance: Chance, near: Option<Neighbour>) -> f64 {
        if let Some(near) = near {
            let x = self.a * libm::exp(near.v);
            let guess = x * libm::expm1(near.guess - near.v);
            let density = density_by_log(self.a, x, self.ln_a + near.v) / x;
            if x > 0.0
                && let Some(step) = pearson(self.a, x).step_for(density, near.area_to(chance), guess, x)
            {
                return near.v + libm::log1p(step / x);
            }
        }
        let lower = chance.is_lower();
        let target = if lower { chance.below } else { chance.above };
        let start = near.map_or_else(|| self.start(chance), |near| near.guess);
        solve_log_tail(target, start, self.a, |v| {
            let x = self.a * libm::exp(v);
            let g = density_by_log(self.a, x, self.ln_a + v);
            let tails = self.tails_with_density(x, v, g);
            let (tail, derivative) = if lower { (tails.below, g) } else { (tails.above, -g) };
            LogTail { tail, derivative, slope: self.a - x }
        })
    }

    /// A first guess of v: Wilson & Hilferty (1931) for larger shapes, else the leading term of P.
    fn start(&self, chance: Chance) -> f64 {
        let a = self.a;
        if a > 0.5 {
            let z = normal::quantile(chance);
            let root = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * libm::sqrt(a));
            if root > 0.2 {
                return 3.0 * libm::log(root);
            }
        }
        let ln_below = if chance.is_lower() { libm::log(chance.below) } else { libm::log1p(-chance.above) };
        let lead = (ln_below + ln_gamma_1p(a)) / a;
        if lead < -0.5 {
            return lead - self.ln_a;
        }
        // Far in the upper tail of a small shape, Q ≈ a E₁(x), which falls like e^(−x).
        let rough = -libm::log(chance.above / a);
        (if rough > 1.0 { libm::log(rough) } else { 0.0 }) - self.ln_a
    }
}
