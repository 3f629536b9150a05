//! Beta-binomial quantiles of many trials: people of one large site, who share their luck.
//!
//! P(X ≤ k) = P(B < Y) for B ~ Beta(α, β) and, independent of it, Y ~ Beta(k + 1, n − k): k + 1 of n uniforms lie below a point exactly
//! where the (k + 1)-th does. Where n is much larger than α + β, Y hardly varies, and with G the distribution function of B
//!
//! P(X ≤ k) = E G(Y) = G(m) + G″(m) μ₂/2 + G‴(m) μ₃/6 + …,   m = (k + 1)/(n + 1),
//!
//! μᵣ the central moments of Y. Solved for m = y + δ, G(y) = u, this is a series in e = 1/(n + 2) whose terms are polynomials in y (and
//! 1/y(1 − y)): with A = α − 1, S = α + β − 2 its first is −(A − S y)/2 (`tests/counts/shared_luck.py` works them out). Only where that leaves a
//! doubt is the law itself asked, as for binomial counts.

use crate::distribution::special::beta::{BetaConstants, Odds};
use crate::distribution::special::{Chance, normal};

/// What the series leaves out, in units of sd(Y)·(λ + γ)·(λ² + τ + γ²)³, γ = 1/sd(Y) as a count, (measured over sites
/// of 10⁴ to 10⁶, concentrations of 0.3 to 3·10⁴ and u from 10⁻¹² on: at most 0.034).
const SERIES_ERROR: f64 = 0.1;

/// A count that is known to no better than this is looked for; or counted, where that takes few steps. To ask the law takes as long as some
/// 500,000 of them, and is needed in twice this share of the draws.
const MOST_DOUBT: f64 = 0.4;
const DOUBT_PER_STEP: f64 = 1e-6;

/// Steps of counting up that take as long as looking for a count does.
const LONGEST_WALK: f64 = 1e5;

/// With both shapes above this a tail of the beta law takes as long as thousands of steps.
const LARGEST_SHAPE: f64 = 1e5;

/// The count k at which the smooth distribution function is G(y), and a bound of its error.
fn series(n: f64, alpha: f64, beta: f64, at: Odds) -> (f64, f64) {
    let (e, all) = (1.0 / (n + 2.0), n + 1.0);
    let (y, w) = (at.x, at.y);
    let (a, s) = (alpha - 1.0, alpha + beta - 2.0);
    // The slope of ln G′, times y(1 − y).
    let lead = a * w - (beta - 1.0) * y;
    let yw = y * w;
    let first = -0.5 * lead;
    let second = (a * a * (1.0 - 2.0 * y)
        + a * s * y * (1.0 + y)
        + 14.0 * a * y * (y - 1.0)
        + 2.0 * a
        + s * y * (s * y * (y - 2.0) + y * (8.0 - 10.0 * y)))
        / (24.0 * yw);
    let third = -(a * a * s * (1.0 - 2.0 * y) + a * a * (8.0 * y - 4.0) + a * s * s * y * (1.0 + y)
        - a * s * (2.0 * y * y + 6.0 * y - 2.0)
        - 32.0 * a * y * (y - 1.0)
        - 8.0 * a
        + s * s * s * y * y * (y - 2.0)
        + s * s * y * y * (4.0 - 2.0 * y)
        + s * y * y * (16.0 * y - 8.0))
        / (48.0 * yw);
    let shift = e * (first + e * (second + e * third));
    let k = all * y + (all * shift - 1.0);
    let slope = (lead / yw * (yw * e).sqrt()).abs();
    (k, left_out(n, yw, slope, (alpha + beta + 2.0) * e) + all * y * 1e-14)
}

/// What the series leaves out, as a count: `slope` λ is that of ln G′ and `bend` τ about its curvature, both by sd(Y); `yw` is y(1 − y).
fn left_out(n: f64, yw: f64, slope: f64, bend: f64) -> f64 {
    let sd = (yw * (n + 1.0)).sqrt();
    let skew = 1.0 / sd;
    let next = slope * slope + bend + skew * skew;
    SERIES_ERROR * sd * (slope + skew) * next * next * next
}

/// P(X ≤ k) and P(X > k): the one of B and Y that varies less is integrated over the other's tail, by the trapezoidal rule in its
/// log-odds, in which it converges exponentially (Trefethen & Weideman 2014, SIAM Review 56, §5).
fn tails(n: f64, alpha: f64, beta: f64, k: f64) -> Chance {
    if k >= n {
        return Chance { below: 1.0, above: 0.0 };
    }
    if k < 0.0 {
        return Chance { below: 0.0, above: 1.0 };
    }
    let (c, d) = (k + 1.0, n - k);
    if 1.0 / c + 1.0 / d <= 1.0 / alpha + 1.0 / beta {
        average(c, d, &BetaConstants::new(alpha, beta))
    } else {
        average(alpha, beta, &BetaConstants::new(c, d)).mirrored()
    }
}

/// E P(Z < V), E P(Z ≥ V) of V ~ Beta(c, d) and a beta law Z.
fn average(c: f64, d: f64, law: &BetaConstants) -> Chance {
    let (p, q, all) = (c / (c + d), d / (c + d), c + d);
    let centre = libm::log(c / d);
    let width = (1.0 / c + 1.0 / d).sqrt();
    // What the rule leaves out is |Γ(c + 2πi/step)|/Γ(c), below 10⁻¹³: nearly that of a normal law with many on both sides,
    // e^(−2π²/0.75²), and more like e^(−π²/step) with few on one.
    let step = width * if c < 64.0 || d < 64.0 { 0.4 } else { 0.75 };
    let step = if step < 0.25 { step } else { 0.25 };
    let mut sums = [0.0; 3];
    let mut add = |v: f64| {
        // c v − all ln(1 + p(eᵛ − 1)): 0 and flat at v = 0.
        let weight = libm::exp(if v > 0.0 {
            -d * v - all * libm::log1p(q * libm::expm1(-v))
        } else {
            c * v - all * libm::log1p(p * libm::expm1(v))
        });
        let Chance { below, above } = law.tails(Odds::new(centre + v));
        let parts = [weight * below, weight * above, weight];
        let mut small = true;
        for (sum, part) in sums.iter_mut().zip(parts) {
            *sum += part;
            small &= part <= 1e-17 * *sum;
        }
        small
    };
    add(0.0);
    for sign in [-1.0, 1.0] {
        let mut i = 1.0;
        while !add(sign * i * step) {
            i += 1.0;
        }
    }
    Chance { below: sums[0] / sums[2], above: sums[1] / sums[2] }
}

/// Smallest k with P(X ≤ k) ≥ u; `None` where counting up to it is quicker, which takes so many steps for a count k.
pub(super) fn quantile(
    n: f64,
    alpha: f64,
    beta: f64,
    chance: Chance,
    steps: impl Fn(f64) -> f64,
) -> Option<f64> {
    let walk_or_search = |steps: f64| {
        let is_slow = alpha >= LARGEST_SHAPE && beta >= LARGEST_SHAPE;
        (steps >= LONGEST_WALK && !is_slow).then(|| search(n, alpha, beta, chance))
    };
    let doubt = |steps: f64| {
        if steps < MOST_DOUBT / DOUBT_PER_STEP { steps * DOUBT_PER_STEP } else { MOST_DOUBT }
    };
    // Where it does not hold 1½ standard deviations from the mean it is not tried.
    let (p, bend) = (alpha / (alpha + beta), (alpha + beta + 2.0) / (n + 2.0));
    let usual = steps(n * p);
    if left_out(n, p * (1.0 - p), 1.5 * bend.sqrt(), bend) >= doubt(usual) {
        return walk_or_search(usual);
    }
    let at = Odds::new(BetaConstants::new(alpha, beta).quantile(chance, None));
    let (x, error) = series(n, alpha, beta, at);
    // At the very ends x is no number.
    let about = if !x.is_finite() {
        n * at.x
    } else if x < 0.0 {
        0.0
    } else {
        x
    };
    let steps = steps(if about > n { n } else { about });
    if !(error < doubt(steps)) {
        return walk_or_search(steps);
    }
    let near = libm::round(x);
    Some(if (x - near).abs() > error {
        libm::ceil(x)
    } else if reaches(n, alpha, beta, chance, near).0 {
        near
    } else {
        near + 1.0
    })
}

/// Whether P(X ≤ k) ≥ u, and both tails there.
fn reaches(n: f64, alpha: f64, beta: f64, chance: Chance, k: f64) -> (bool, Chance) {
    let at = tails(n, alpha, beta, k);
    (if chance.is_lower() { at.below >= chance.below } else { at.above <= chance.above }, at)
}

/// The same, looked for on the scale of normal scores, on which the distribution function is nearly a line.
fn search(n: f64, alpha: f64, beta: f64, chance: Chance) -> f64 {
    let s = alpha + beta;
    let (p, q) = (alpha / s, beta / s);
    let z = normal::quantile(chance);
    let sd = (n * p * q * ((n + s) / (s + 1.0))).sqrt();
    let mut slope = 1.0 / sd;
    // P(X ≤ low) < u ≤ P(X ≤ high).
    let (mut low, mut high) = (-1.0, n);
    let mut k = libm::floor(n * p + z * sd);
    let mut last: Option<(f64, f64)> = None;
    let mut rounds = 0;
    while high - low > 1.0 {
        rounds += 1;
        // Where it is no line, halving does.
        if !(k > low && k < high) || rounds % 4 == 0 {
            k = libm::floor(low + (high - low) / 2.0);
        }
        let (reached, at) = reaches(n, alpha, beta, chance, k);
        if reached {
            high = k
        } else {
            low = k
        }
        let here = normal::quantile(at);
        if !here.is_finite() {
            k = f64::NAN;
            continue;
        }
        if let Some((last_k, last_z)) = last.filter(|(_, last_z)| *last_z != here) {
            slope = (here - last_z) / (k - last_k);
        }
        last = Some((k, here));
        // Where it is reached one below is asked next: of the last two, the one that settles it.
        let to = libm::ceil(k + (z - here) / slope);
        k = match reached {
            true if to >= high => high - 1.0,
            false if to <= low => low + 1.0,
            true => to - 1.0,
            false => to,
        };
    }
    high
}
