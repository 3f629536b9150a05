//! Central moments of a sample, and the estimates that follow from them.

use super::estimate::Estimate;
use super::interval::Confidence;

/// The first four central moments of a sample, from sums of powers of deviations from a pivot.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Central {
    /// Size of the sample.
    pub n: f64,
    /// Mean.
    pub mean: f64,
    /// Variance, n − 1.
    pub variance: f64,
    /// Fourth central moment (0 where it was not summed).
    pub fourth: f64,
}

impl Central {
    /// A number that does not vary.
    pub fn constant(value: f64, n: u64) -> Central {
        Central { n: n as f64, mean: value, variance: 0.0, fourth: 0.0 }
    }

    /// From Σd, Σd² of n draws. The squares may come from fewer `parts`, groups of draws, each with the square of its sum
    /// divided by its size: their variance has the same expectation.
    pub fn of_two(pivot: f64, sums: &[f64], n: u64, parts: u64) -> Central {
        let n = n as f64;
        let shift = sums[0] / n;
        Central {
            n,
            mean: pivot + shift,
            variance: positive((sums[1] - n * shift * shift) / (parts as f64 - 1.0)),
            fourth: 0.0,
        }
    }

    /// From Σd … Σd⁴.
    pub fn of_four(pivot: f64, sums: &[f64], n: u64) -> Central {
        let two = Central::of_two(pivot, sums, n, n);
        let (n, d) = (two.n, sums[0] / two.n);
        let fourth = sums[3] / n - 4.0 * d * sums[2] / n + 6.0 * d * d * sums[1] / n - 3.0 * d * d * d * d;
        Central { fourth: positive(fourth), ..two }
    }

    /// The mean with its error.
    pub fn mean(&self, confidence: Confidence) -> Estimate {
        confidence.around(self.mean, (self.variance / self.n).sqrt())
    }

    /// The standard deviation with its error, √((m₄ − m₂²)/n) / 2s (delta method).
    ///
    /// Cramér (1946), Mathematical Methods of Statistics, §27.7 and eq. 27.4.2.
    pub fn sd(&self, confidence: Confidence) -> Estimate {
        let sd = self.variance.sqrt();
        if sd == 0.0 {
            return Estimate::exact(0.0);
        }
        let se = positive((self.fourth - self.variance * self.variance) / self.n).sqrt() / (2.0 * sd);
        let e = confidence.around(sd, se);
        Estimate { lo: positive(e.lo), ..e }
    }
}

/// Draws above 0 below which a mean of what is rarely above 0 has the interval of a count.
const FEW_SEEN: f64 = 20.0;

impl Central {
    /// The mean of what is never negative and often 0. Where few draws decide, they are counted rather than averaged: its
    /// interval reaches as far as the exact one of their chance (Clopper & Pearson, 1934) times their size does too. They are
    /// (Σx)²/Σx² draws of size Σx²/Σx, which is so where all are alike; where there was none their size is taken to be `size`
    /// (the rule of three: the chance is below 3.7/n, both sides being allowed for).
    pub fn mean_of_rare(&self, e: Estimate, size: f64, confidence: Confidence) -> Estimate {
        let squares = (self.n - 1.0) / self.n * self.variance + self.mean * self.mean;
        let (seen, size) = match self.mean > 0.0 {
            true => (self.n * self.mean * self.mean / squares, squares / self.mean),
            false => (0.0, size),
        };
        if seen >= FEW_SEEN || !(size > 0.0) {
            return e;
        }
        let (least, most) = confidence.exact(libm::round(seen) as u64, self.n as u64);
        let (least, most) = (least * size, most * size);
        let lo = if least < e.lo { least } else { e.lo };
        Estimate { lo: positive(lo), hi: if most > e.hi { most } else { e.hi }, ..e }
    }

    /// On how many draws the second moment rests, n/κ with the kurtosis κ: a third of the draws of a normal law; with an event
    /// that is rare and large, how often it was seen. ∞ where nothing varies.
    pub fn draws_that_decide(&self) -> f64 {
        if self.fourth > 0.0 { self.n * self.variance * self.variance / self.fourth } else { f64::INFINITY }
    }
}

fn positive(x: f64) -> f64 {
    if x > 0.0 { x } else { 0.0 }
}

/// mean(a)/mean(b) where `covariance` is that of a and b; `None` where mean(b) ≤ 0. Delta method.
pub fn ratio(a: &Central, b: &Central, covariance: f64, confidence: Confidence) -> Option<Estimate> {
    if !(b.mean > 0.0) {
        return None;
    }
    let r = a.mean / b.mean;
    let variance = a.variance - 2.0 * r * covariance + r * r * b.variance;
    Some(confidence.around(r, (positive(variance) / a.n).sqrt() / b.mean))
}

/// Sample covariance from Σde and the shifts of both means from their pivots; `parts` as in [`Central::of_two`].
pub fn covariance(product: f64, shift_a: f64, shift_b: f64, n: u64, parts: u64) -> f64 {
    (product - n as f64 * shift_a * shift_b) / (parts as f64 - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn central_moments_of_a_small_sample() {
        // 1, 2, 4, 9 about the pivot 3: mean 4, variance 38/3, fourth moment (81 + 16 + 0 + 625)/4.
        let d = [-2.0f64, -1.0, 1.0, 6.0];
        let sums: Vec<f64> = (1..=4).map(|k| d.iter().map(|x| x.powi(k)).sum()).collect();
        let c = Central::of_four(3.0, &sums, 4);
        assert!((c.mean - 4.0).abs() < 1e-12 && (c.variance - 38.0 / 3.0).abs() < 1e-12);
        assert!((c.fourth - 722.0 / 4.0).abs() < 1e-9, "{c:?}");
    }
}
