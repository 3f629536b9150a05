//! The member of a family that has two stated quantiles, where no formula gives it.

use super::given::{Quantile, SpecError};
use super::special::Chance;
use super::special::beta::{BetaConstants, Odds};
use super::special::gamma::GammaConstants;

/// Finds a root of `f` between `low` and `high`, where its signs differ; `None` where they do not.
///
/// Inverse quadratic interpolation guarded by bisection (Chandrupatla 1997, *Advances in Engineering
/// Software* 28).
pub(super) fn root(low: f64, high: f64, mut f: impl FnMut(f64) -> f64) -> Option<f64> {
    let (mut x1, mut x2) = (low, high);
    let (mut f1, mut f2) = (f(x1), f(x2));
    if !(f1 * f2 <= 0.0) {
        return None;
    }
    let mut t = 0.5;
    for _ in 0..200 {
        let x = x1 + t * (x2 - x1);
        let fx = f(x);
        let (x3, f3);
        if (fx > 0.0) == (f1 > 0.0) {
            (x3, f3) = (x1, f1);
        } else {
            (x3, f3) = (x2, f2);
            (x2, f2) = (x1, f1);
        }
        (x1, f1) = (x, fx);
        let (best, least) = if f1.abs() < f2.abs() { (x1, f1) } else { (x2, f2) };
        let tolerance = (1e-16 + 2e-16 * best.abs()) / (x2 - x1).abs();
        if least == 0.0 || tolerance > 0.5 {
            return Some(best);
        }
        let xi = (x1 - x2) / (x3 - x2);
        let phi = (f1 - f2) / (f3 - f2);
        t = if phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi {
            f1 / (f2 - f1) * (f3 / (f2 - f3)) + (x3 - x1) / (x2 - x1) * (f1 / (f3 - f1)) * (f2 / (f3 - f2))
        } else {
            0.5
        };
        if t < tolerance {
            t = tolerance;
        } else if t > 1.0 - tolerance {
            t = 1.0 - tolerance;
        }
    }
    Some(if f1.abs() < f2.abs() { x1 } else { x2 })
}

/// The error for quantiles that no member of a family meets.
fn no_member(family: &str, [p, q]: [Quantile; 2]) -> SpecError {
    SpecError {
        key: q.key(),
        message: format!("no {family} law has {} = {} and {} = {}", p.name(), p.x, q.name(), q.x),
        help: "move the two values closer together or further apart, or choose another family".to_string(),
    }
}

/// Shape and mean of the gamma law with two quantiles 0 < x₁ < x₂.
///
/// ln(x₂/x₁) falls from ∞ to 0 as the shape grows, whatever the scale; the root in the logarithms is nearly
/// that of a line.
pub(super) fn gamma_shape_and_mean(stated: [Quantile; 2]) -> Result<(f64, f64), SpecError> {
    let [p, q] = stated;
    let target = libm::log(libm::log(q.x) - libm::log(p.x));
    let scores = |ln_shape: f64| {
        let law = GammaConstants::new(libm::exp(ln_shape));
        (law.quantile(p.chance(), None), law.quantile(q.chance(), None))
    };
    let ln_shape = root(libm::log(1e-4), libm::log(1e14), |ln_shape| {
        let (low, high) = scores(ln_shape);
        libm::log(high - low) - target
    })
    .ok_or_else(|| no_member("gamma", stated))?;
    let (low, high) = scores(ln_shape);
    let mean = libm::exp(0.5 * (libm::log(p.x) - low + (libm::log(q.x) - high)));
    Ok((libm::exp(ln_shape), mean))
}

/// Log-odds of a probability.
fn log_odds(chance: Chance) -> f64 {
    libm::log(chance.below) - libm::log(chance.above)
}

/// Shapes of the beta law with two quantiles 0 < x₁ < x₂ < 1.
///
/// For every total n of the shapes one mean meets the first quantile; with it the chance below the second
/// rises from that of the first (n → 0, all mass at the ends) to 1 (n → ∞, all mass at x₁).
pub(super) fn beta_shapes(stated: [Quantile; 2]) -> Result<(f64, f64), SpecError> {
    let [p, q] = stated;
    let shapes = |mean: Odds, n: f64| (mean.x * n, mean.y * n);
    let miss = |of: Quantile, (a, b): (f64, f64)| {
        log_odds(BetaConstants::new(a, b).tails(Odds::of(of.x))) - log_odds(of.chance())
    };
    let mean_for = |n: f64| root(-40.0, 40.0, |v| bounded(miss(p, shapes(Odds::new(v), n)))).map(Odds::new);
    let ln_n = root(libm::log(2e-4), libm::log(1e14), |ln_n| {
        let n = libm::exp(ln_n);
        mean_for(n).map_or(f64::NAN, |mean| bounded(miss(q, shapes(mean, n))))
    });
    ln_n.and_then(|ln_n| {
        let n = libm::exp(ln_n);
        mean_for(n).map(|mean| shapes(mean, n))
    })
    .ok_or_else(|| no_member("beta", stated))
}

/// Log-odds of chances that under- or overflow, as large finite numbers.
fn bounded(log_odds: f64) -> f64 {
    const MOST: f64 = 1e4;
    log_odds.clamp(-MOST, MOST)
}
