//! Quantiles, and the order statistics that bracket them.

use super::estimate::Estimate;
use super::interval::Confidence;
use super::quantiles::Missed;
use crate::distribution::special::{Chance, normal};

/// A type 7 quantile: Hyndman & Fan (1996), "Sample quantiles in statistical packages", definition 7.
///
/// # Errors
/// [`Missed`] where a rank was not kept.
pub fn type_7(p: f64, n: u64, at_rank: impl Fn(u64) -> Result<f64, Missed>) -> Result<f64, Missed> {
    let h = (n - 1) as f64 * p;
    let k = h.floor();
    let mut value = at_rank(k as u64)?;
    if h > k {
        value += (h - k) * (at_rank(k as u64 + 1)? - value);
    }
    Ok(value)
}

/// A type 7 quantile of independent draws with the order statistics that bracket it.
///
/// The number of draws below the true p-quantile is Binomial(n, p); its normal interval gives the ranks
/// (David & Nagaraja, 2003, Order Statistics, §7.1).
///
/// # Errors
/// [`Missed`] where a rank was not kept.
pub fn quantile(
    p: f64,
    n: u64,
    confidence: Confidence,
    at_rank: impl Fn(u64) -> Result<f64, Missed>,
) -> Result<Estimate, Missed> {
    let value = type_7(p, n, &at_rank)?;
    let size = n as f64;
    let half = confidence.z * (size * p * (1.0 - p)).sqrt();
    let last = size - 1.0;
    let below = (size * p - half).floor() - 1.0;
    let above = (size * p + half).ceil();
    let lo = at_rank(if below > 0.0 { below as u64 } else { 0 })?;
    let hi = at_rank(if above < last { above as u64 } else { n - 1 })?;
    Ok(Estimate { value, se: (hi - lo) / (2.0 * confidence.z), lo, hi })
}

/// How far draws lie apart at their p-quantile, 1/f, by the spacing of those around it (Siddiqui, 1960, J. Res. Natl. Bur. Stand. B 64, 145–150); 0 within
/// an atom, and `None` where one begins or ends.
///
/// They are as many as Hall & Sheather (1988), "On the distribution of a Studentized quantile", J. R. Stat. Soc. B 50, 381–391, found best for
/// an interval of 95 %: h = n^(−1/3) z^(2/3) (1.5 φ²(x)/(2x² + 1))^(1/3) to each side, x = Φ⁻¹(p); and no more than are surely kept.
///
/// # Errors
/// [`Missed`] where a rank was not kept.
pub fn sparsity(p: f64, n: u64, at_rank: impl Fn(u64) -> Result<f64, Missed>) -> Result<Option<f64>, Missed> {
    /// In standard errors of the rank: brackets are wider.
    const MOST: f64 = 4.0;
    let (size, last) = (n as f64, (n - 1) as f64);
    let x = normal::quantile(Chance::from_below(p));
    let density2 = libm::exp(-x * x) / (2.0 * std::f64::consts::PI);
    let z = Confidence::USUAL.z;
    let best = libm::cbrt(z * z * 1.5 * density2 / ((2.0 * x * x + 1.0) * size));
    let most = MOST * (p * (1.0 - p) / size).sqrt();
    let half = size * if best < most { best } else { most };
    let rank = |rank: f64| {
        if rank < 0.0 {
            0
        } else if rank > last {
            n - 1
        } else {
            rank as u64
        }
    };
    let (below, above) = (rank((size * p - half).floor()), rank((size * p + half).ceil()));
    let (low, high) = (at_rank(below)?, at_rank(above)?);
    if low == high {
        return Ok(Some(0.0));
    }
    let at = last * p;
    let around = [at.floor() - 1.0, at.floor(), at.floor() + 1.0, at.floor() + 2.0].map(|r| at_rank(rank(r)));
    let [a, b, c, d] = [around[0]?, around[1]?, around[2]?, around[3]?];
    if a == b || b == c || c == d {
        return Ok(None);
    }
    Ok(Some((high - low) * size / (above - below) as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate_as_type_7() {
        // As R's quantile(1:9, type = 7) gives them.
        let q = |p| quantile(p, 9, Confidence::USUAL, |rank| Ok(rank as f64 + 1.0)).map(|e| e.value);
        assert_eq!(q(0.5), Ok(5.0));
        assert_eq!(q(0.25), Ok(3.0));
        assert_eq!(q(0.3125), Ok(3.5));
    }
}
