//! How sure an interval is meant to be, and the intervals of that confidence.

use super::estimate::Estimate;
use crate::distribution::special::beta::BetaConstants;
use crate::distribution::special::normal;
use crate::distribution::special::{Chance, incomplete_beta};
use crate::sampling::REPLICATES;

/// The chance that an interval may miss, and what follows from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence {
    /// Chance that the interval misses the truth, both sides together, in (0, 1).
    pub alpha: f64,
    /// Standard errors to each side.
    pub z: f64,
    /// The same where the error was read off the spread of 16 replicates: Student's t with 15 degrees of freedom.
    pub t: f64,
}

impl Confidence {
    /// 95 %: what every report shows.
    pub const USUAL: Confidence =
        Confidence { alpha: 0.05, z: 1.959_963_984_540_054, t: 2.131_449_545_559_776 };

    /// The interval may miss with chance `alpha`.
    pub fn missing(alpha: f64) -> Confidence {
        if alpha == Confidence::USUAL.alpha {
            return Confidence::USUAL;
        }
        // Where T has ν degrees of freedom, ν/(ν + T²) is Beta(ν/2, 1/2); Johnson, Kotz & Balakrishnan (1995),
        // Continuous Univariate Distributions 2, eq. 28.4b.
        let freedom = (REPLICATES - 1) as f64;
        let x = beta_quantile(freedom / 2.0, 0.5, Chance::from_below(alpha));
        let z = normal::quantile(Chance::from_above(alpha / 2.0));
        Confidence { alpha, z, t: (freedom * (1.0 - x) / x).sqrt() }
    }

    /// A figure with a symmetric interval.
    pub fn around(self, value: f64, se: f64) -> Estimate {
        Estimate { value, se, lo: value - self.z * se, hi: value + self.z * se }
    }

    /// The score interval of a probability from `hits` of `n` draws.
    ///
    /// Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22, eq. 5.
    pub fn score(self, hits: u64, n: u64) -> (f64, f64) {
        let (p, size) = (hits as f64 / n as f64, n as f64);
        let z2 = self.z * self.z;
        let centre = (p + z2 / (2.0 * size)) / (1.0 + z2 / size);
        let half = self.z / (1.0 + z2 / size) * (p * (1.0 - p) / size + z2 / (4.0 * size * size)).sqrt();
        let lo = if hits == 0 { 0.0 } else { centre - half };
        (lo, if hits == n { 1.0 } else { centre + half })
    }

    /// The exact interval of a probability from `hits` of `n` draws.
    ///
    /// Clopper & Pearson (1934), "The use of confidence or fiducial limits", Biometrika 26, 404–413.
    pub fn exact(self, hits: u64, n: u64) -> (f64, f64) {
        let (k, rest, half) = (hits as f64, (n - hits) as f64, self.alpha / 2.0);
        // P(no hit) = (1 − p)ⁿ.
        let never = |n: f64| -libm::expm1(libm::log(half) / n);
        let lo = match (hits, n - hits) {
            (0, _) => 0.0,
            (_, 0) => 1.0 - never(k),
            _ => beta_quantile(k, rest + 1.0, Chance::from_below(half)),
        };
        let hi = match (hits, n - hits) {
            (0, _) => never(rest),
            (_, 0) => 1.0,
            _ => beta_quantile(k + 1.0, rest, Chance::from_above(half)),
        };
        (lo, hi)
    }

    /// A probability with its score interval.
    pub fn probability(self, hits: u64, n: u64) -> Estimate {
        let p = hits as f64 / n as f64;
        let (lo, hi) = self.score(hits, n);
        Estimate { value: p, se: (p * (1.0 - p) / n as f64).sqrt(), lo, hi }
    }
}

/// Chance of at least `hits` of `n` draws where each is a hit with chance `p`: I_p(hits, n − hits + 1) (Abramowitz & Stegun, 1964, 26.5.24).
pub fn at_least(hits: u64, n: u64, p: f64) -> f64 {
    if hits == 0 || p >= 1.0 {
        return 1.0;
    }
    incomplete_beta(hits as f64, (n - hits + 1) as f64, p).below
}

/// A quantile of Beta(a, b).
fn beta_quantile(a: f64, b: f64, chance: Chance) -> f64 {
    let log_odds = BetaConstants::new(a, b).quantile(chance, None);
    1.0 / (1.0 + libm::exp(-log_odds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_intervals_of_textbook_cases() {
        // Newcombe (1998), Statistics in Medicine 17:857, table I, method 5: 81 of 263 gives 0.2527–0.3676, 15 of 148
        // gives 0.0578–0.1617, 0 of 20 gives 0–0.1684, 1 of 29 gives 0.0009–0.1776.
        for (hits, n, lo, hi) in [
            (81, 263, 0.2527, 0.3676),
            (15, 148, 0.0578, 0.1617),
            (0, 20, 0.0, 0.1684),
            (1, 29, 0.0009, 0.1776),
        ] {
            let (low, high) = Confidence::USUAL.exact(hits, n);
            assert!((low - lo).abs() < 5e-5 && (high - hi).abs() < 5e-5, "{hits} of {n}: {low}–{high}");
            let (low, high) = Confidence::USUAL.exact(n - hits, n);
            assert!(
                (1.0 - high - lo).abs() < 5e-5 && (1.0 - low - hi).abs() < 5e-5,
                "mirrored {hits} of {n}"
            );
        }
    }

    #[test]
    fn chances_of_a_binomial_law() {
        // 1 − 0.7⁵ − 5 · 0.3 · 0.7⁴ = 0.47178; of 3 of 3 it is p³.
        assert!((at_least(2, 5, 0.3) - 0.471_78).abs() < 1e-14);
        assert!((at_least(3, 3, 0.2) - 0.008).abs() < 1e-16);
        assert_eq!([at_least(0, 9, 0.1), at_least(1, 9, 0.0), at_least(9, 9, 1.0)], [1.0, 0.0, 1.0]);
    }

    #[test]
    fn wilson_interval_of_a_textbook_case() {
        // Newcombe (1998), Statistics in Medicine 17:857, table I, method 3: 81 of 263 gives 0.2553–0.3662.
        let e = Confidence::USUAL.probability(81, 263);
        assert!((e.lo - 0.2553).abs() < 5e-5 && (e.hi - 0.3662).abs() < 5e-5, "{e:?}");
        // And 0 of 20: 0–0.1611.
        let e = Confidence::USUAL.probability(0, 20);
        assert!(e.lo == 0.0 && (e.hi - 0.1611).abs() < 5e-5, "{e:?}");
        assert_eq!(Confidence::USUAL.probability(20, 20).hi, 1.0);
    }

    #[test]
    fn quantiles_of_the_normal_and_of_students_law() {
        // Fisher & Yates: t(0.975; 15) = 2.1314, t(0.995; 15) = 2.9467; z(0.995) = 2.5758.
        assert!((Confidence::missing(0.05 - 1e-12).t - Confidence::USUAL.t).abs() < 1e-9);
        for (alpha, t) in [(0.05, 2.131_45), (0.01, 2.946_71)] {
            let found = Confidence::missing(alpha).t;
            assert!((found - t).abs() < 1e-4, "{alpha}: {found}");
        }
        assert!((Confidence::missing(0.01).z - 2.575_829).abs() < 1e-6);
    }
}
