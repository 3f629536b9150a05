//! The binomial law of one draw: probabilities of both tails, each with a small relative error for every number of
//! trials, and the quantile. This is what the column kernels are measured against, and what they ask where their own answer
//! is not certain.

use super::asymptotic;
use super::binomial::LARGEST_SUM;
use crate::distribution::special::pearson::Pearson;
use crate::distribution::special::saddle::{deviance_apart, stirling_error};
use crate::distribution::special::{Chance, normal};

/// From this variance on, a tail is a tail of the incomplete beta integral, whose cost is bounded; below, the terms are added.
const SMALLEST_INTEGRAL: f64 = 10_000.0;

/// The exact product as an unevaluated sum of two doubles (Dekker 1971, without fused multiply-add).
fn product(a: f64, b: f64) -> (f64, f64) {
    /// 2²⁷ + 1
    const SPLIT: f64 = 134_217_729.0;
    let halves = |x: f64| {
        let c = SPLIT * x;
        let high = c - (c - x);
        (high, x - high)
    };
    let (a1, a2) = halves(a);
    let (b1, b2) = halves(b);
    let high = a * b;
    (high, ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2)
}

/// `n` trials with chance 0 < `p` ≤ ½ each.
pub(super) struct Trials {
    n: f64,
    p: f64,
    /// 1 − p, rounded; only where the rounding does no harm.
    q: f64,
    /// n·p in two parts: the distance of a count from its mean must be right to its last digit, also where n is large.
    mean: (f64, f64),
}

impl Trials {
    pub(super) fn new(n: f64, p: f64) -> Trials {
        Trials { n, p, q: 1.0 - p, mean: product(n, p) }
    }

    /// P(X = k), 0 ≤ k ≤ n: Loader (2000), eq. 7.
    pub(super) fn mass(&self, k: f64) -> f64 {
        if k == 0.0 {
            return libm::exp(self.n * libm::log1p(-self.p));
        }
        if k == self.n {
            return libm::exp(self.n * libm::log(self.p));
        }
        let rest = self.n - k;
        let apart = (k - self.mean.0) - self.mean.1;
        let failures = (self.n - self.mean.0) - self.mean.1;
        let deviance = deviance_apart(k, self.mean.0, apart) + deviance_apart(rest, failures, -apart);
        let stirling = stirling_error(self.n) - stirling_error(k) - stirling_error(rest);
        libm::exp(stirling - deviance) * libm::sqrt(self.n / (std::f64::consts::TAU * k * rest))
    }

    /// P(X ≤ k) and P(X > k) for 0 ≤ k < n. The one that ends on the far side of the mean is worked out.
    pub(super) fn tails(&self, k: f64) -> Chance {
        // k + p − np: how far the largest term is from where terms stop rising.
        let lead = ((k - self.mean.0) - self.mean.1) + self.p;
        let rest = self.n - k;
        if lead <= 0.0 {
            Chance::from_below(self.mass(k) * self.over_largest(k, rest, self.p, self.q, -lead))
        } else {
            Chance::from_above(
                self.mass(k + 1.0) * self.over_largest(rest - 1.0, k + 1.0, self.q, self.p, lead),
            )
        }
    }

    /// A tail over its largest term: k successes of chance x and fewer, beside `rest` failures of chance y.
    ///
    /// That is 1 + k y/((rest + 1) x) + …, or in one piece rest/y · ∫₀ʸ (t/y)^(rest−1) ((1−t)/x)ᵏ dt (DLMF 8.17.5),
    /// a density of Pearson's system.
    fn over_largest(&self, k: f64, rest: f64, x: f64, y: f64, lead: f64) -> f64 {
        if self.mean.0 * self.q < SMALLEST_INTEGRAL {
            falling_sum(k, rest + 1.0, y / x)
        } else {
            let integrand = Pearson { p0: lead, p1: 1.0 - self.n, q0: x * y, q1: x - y, q2: -1.0 };
            rest / y * integrand.tail(1.0, -1.0)
        }
    }
}

/// 1 + a/b·x + a(a−1)/(b(b+1))·x² + …
fn falling_sum(a: f64, b: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut a, mut b) = (1.0, 1.0, a, b);
    loop {
        term *= a / b * x;
        let next = sum + term;
        if next == sum {
            return sum;
        }
        sum = next;
        a -= 1.0;
        b += 1.0;
    }
}

/// P(X ≤ k) for X ~ Binomial(n, p): n whole ≥ 0, p in [0, 1], any k.
pub fn binomial_cdf(k: f64, n: f64, p: f64) -> f64 {
    let k = libm::floor(k);
    if k < 0.0 {
        0.0
    } else if k >= n || p == 0.0 {
        1.0
    } else if p == 1.0 {
        0.0
    } else if p > 0.5 {
        Trials::new(n, 1.0 - p).tails(n - k - 1.0).above
    } else {
        Trials::new(n, p).tails(k).below
    }
}

/// Smallest k with P(X ≤ k) ≥ u for X ~ Binomial(n, p): n whole ≥ 0, p in [0, 1], 0 < u < 1 with at most 53 bits after
/// the point.
///
/// Exact wherever neither P(X ≤ k) nor P(X < k) is within 10⁻¹³ · min(u, 1 − u) of u.
pub fn binomial_quantile(n: f64, p: f64, u: f64) -> f64 {
    if n == 0.0 || p == 0.0 {
        return 0.0;
    }
    if p == 1.0 {
        return n;
    }
    let chance = Chance::from_below(u);
    if n * (if p > 0.5 { 1.0 - p } else { p }) > LARGEST_SUM
        && let Some(k) = asymptotic::quantile(n, p, chance)
    {
        return k;
    }
    if p > 0.5 {
        // The smallest k with P(X ≤ k) ≥ u is n − j, j the smallest with P(n − X ≤ j) > 1 − u.
        let trials = Trials::new(n, 1.0 - p);
        n - search(&trials, chance.mirrored(), |at| {
            if chance.above <= 0.5 { at.below > chance.above } else { at.above < chance.below }
        })
    } else {
        let trials = Trials::new(n, p);
        search(&trials, chance, |at| {
            if chance.below <= 0.5 { at.below >= chance.below } else { at.above <= chance.above }
        })
    }
}

/// Smallest 0 ≤ k ≤ n whose tails `reach` the wanted ones (those of n do), looked for outwards from where the first terms of the
/// Cornish–Fisher series have it.
fn search(trials: &Trials, wanted: Chance, reach: impl Fn(Chance) -> bool) -> f64 {
    let &Trials { n, p, q, mean: (mean, _) } = trials;
    let reaches = |k: f64| k >= n || (k >= 0.0 && reach(trials.tails(k)));
    let z = normal::quantile(wanted);
    let start = mean + z * libm::sqrt(mean * q) + (q - p) * (z * z - 1.0) / 6.0 - 0.5;
    let mut high = libm::ceil(if start > n { n } else { start });
    let mut low = high - 1.0;
    let mut step = 1.0;
    while !reaches(high) {
        low = high;
        high += step;
        step *= 2.0;
    }
    step = 1.0;
    while reaches(low) {
        high = low;
        low -= step;
        step *= 2.0;
    }
    while high - low > 1.0 {
        let middle = libm::floor(low + (high - low) / 2.0);
        if reaches(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    if high > n { n } else { high }
}
