//! Quantiles, and the order statistics that bracket them.

use super::estimate::Estimate;
use super::interval::Confidence;
use super::quantiles::Missed;

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
