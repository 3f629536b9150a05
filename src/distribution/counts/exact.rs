//! The binomial law of one draw: probabilities of both tails and the quantile, with a small relative error each. This is what the
//! column kernels are measured against, and what they ask where their own answer is not certain.

/// Remainder of Stirling's series, ln n! − ln(√(2πn) (n/e)ⁿ), n = 0 … 15 (and 0 for n = 0).
const STIRLING_REMAINDER: [f64; 16] = [
    0.0,
    0.08106146679532726,
    0.0413406959554093,
    0.02767792568499834,
    0.020790672103765093,
    0.016644691189821193,
    0.013876128823070748,
    0.01189670994589177,
    0.010411265261972096,
    0.009255462182712733,
    0.00833056343336287,
    0.007573675487951841,
    0.00694284010720953,
    0.006408994188004207,
    0.0059513701127588475,
    0.005554733551962801,
];

/// Remainder of Stirling's series at a whole number (Abramowitz & Stegun 6.1.42): 1/12n − 1/360n³ + …; below 16 from a table.
fn stirling_remainder(n: f64) -> f64 {
    if n < 16.0 {
        return STIRLING_REMAINDER[n as usize];
    }
    let s = 1.0 / (n * n);
    let series = 1.0 / 12.0
        - s * (1.0 / 360.0
            - s * (1.0 / 1260.0
                - s * (1.0 / 1680.0 - s * (1.0 / 1188.0 - s * (691.0 / 360_360.0 - s / 156.0)))));
    series / n
}

/// x ln(x / m) + m − x, given d = x − m: the deviance part of Loader, *Fast and accurate computation of binomial probabilities*
/// (2000), eq. 5, with the series of ln(x/m) = 2 artanh(d / (x + m)) where x is near m.
fn deviance(x: f64, m: f64, d: f64) -> f64 {
    let r = d / (x + m);
    if r.abs() > 0.25 {
        return if x > 0.0 { x * libm::log(x / m) - d } else { m };
    }
    let s = r * r;
    let mut power = 2.0 * x * r * s;
    let mut sum = d * r;
    let mut odd = 3.0;
    loop {
        let next = sum + power / odd;
        if next == sum {
            return next;
        }
        sum = next;
        power *= s;
        odd += 2.0;
    }
}

/// The exact product as an unevaluated sum of two doubles (Dekker 1971, without fused multiply-add), |a|, |b| < 2⁹⁹⁶.
fn product(a: f64, b: f64) -> (f64, f64) {
    const SPLIT: f64 = 134_217_729.0; // 2²⁷ + 1
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
struct Trials {
    n: f64,
    p: f64,
    q: f64,
    /// n·p in two parts: a count's distance from its mean must be right to the last digit, also where n is large.
    mean: (f64, f64),
}

/// P(X ≤ k) and P(X > k); the smaller carries a small relative error.
#[derive(Debug, Clone, Copy)]
struct Tails {
    lower: f64,
    upper: f64,
}

impl Trials {
    fn new(n: f64, p: f64) -> Trials {
        Trials { n, p, q: 1.0 - p, mean: product(n, p) }
    }

    /// P(X = k), 0 ≤ k ≤ n: Loader (2000), eq. 7.
    fn mass(&self, k: f64) -> f64 {
        if k == 0.0 {
            return libm::exp(self.n * libm::log1p(-self.p));
        }
        if k == self.n {
            return libm::exp(self.n * libm::log(self.p));
        }
        let rest = self.n - k;
        let d = (k - self.mean.0) - self.mean.1;
        let others = (self.n - self.mean.0) - self.mean.1;
        let deviance = deviance(k, self.mean.0, d) + deviance(rest, others, -d);
        let stirling = stirling_remainder(self.n) - stirling_remainder(k) - stirling_remainder(rest);
        libm::exp(stirling - deviance) * libm::sqrt(self.n / (std::f64::consts::TAU * k * rest))
    }

    /// Both tails at 0 ≤ k < n. The one on the far side of the mean is a sum of falling terms.
    fn tails(&self, k: f64) -> Tails {
        if (k - self.mean.0) - self.mean.1 <= -self.p {
            let lower = self.mass(k) * falling_sum(k, self.n - k + 1.0, self.q / self.p);
            Tails { lower, upper: 1.0 - lower }
        } else {
            let upper = self.mass(k + 1.0) * falling_sum(self.n - k - 1.0, k + 2.0, self.p / self.q);
            Tails { lower: 1.0 - upper, upper }
        }
    }
}

/// 1 + a/b·x + a(a−1)/(b(b+1))·x² + …: a tail of the binomial law over its largest term.
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
        Trials::new(n, 1.0 - p).tails(n - k - 1.0).upper
    } else {
        Trials::new(n, p).tails(k).lower
    }
}

/// Smallest k with P(X ≤ k) ≥ u for X ~ Binomial(n, p): n whole ≥ 0, p in [0, 1], 0 < u < 1.
///
/// Exact wherever the nearest of the two probabilities beside u differs from it by more than 10⁻¹³ of min(u, 1 − u).
pub fn binomial_quantile(n: f64, p: f64, u: f64) -> f64 {
    if n == 0.0 || p == 0.0 {
        return 0.0;
    }
    if p == 1.0 {
        return n;
    }
    // Smallest k with P(X ≤ k) ≥ u is n − j, j the smallest with P(n − X ≤ j) > 1 − u.
    if p > 0.5 {
        let trials = Trials::new(n, 1.0 - p);
        let v = 1.0 - u;
        n - search(&trials, v, |k| {
            let tails = trials.tails(k);
            if v <= 0.5 { tails.lower > v } else { tails.upper < u }
        })
    } else {
        let trials = Trials::new(n, p);
        let v = 1.0 - u;
        search(&trials, u, |k| {
            let tails = trials.tails(k);
            if u <= 0.5 { tails.lower >= u } else { tails.upper <= v }
        })
    }
}

/// Smallest 0 ≤ k ≤ n that `reaches` (every k from some one on does, n among them), looked for outwards from where the
/// normal law has it.
fn search(trials: &Trials, u: f64, reaches: impl Fn(f64) -> bool) -> f64 {
    let n = trials.n;
    let reaches = |k: f64| k >= n || (k >= 0.0 && reaches(k));
    let tail = if u < 0.5 { u } else { 1.0 - u };
    // Abramowitz & Stegun 26.2.22, |error| < 0.003
    let t = libm::sqrt(-2.0 * libm::log(tail));
    let z = t - (2.30753 + 0.27061 * t) / (1.0 + t * (0.99229 + 0.04481 * t));
    let z = if u < 0.5 { -z } else { z };
    let sd = libm::sqrt(trials.mean.0 * trials.q);
    let mut high = libm::floor(trials.mean.0 + sd * z + (z * z - 1.0) / 6.0);
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
