//! CDF and quantile undo each other; density is the slope of the CDF.

use crate::reference::{law, references};

#[test]
fn cdf_undoes_the_quantile() {
    for reference in references() {
        let Ok(u) = reference.what.parse::<f64>() else { continue };
        let law = law(&reference);
        let x = law.quantile(u);
        let density = law.pdf(x);
        let (low, high) = law.support();
        if matches!(reference.spec.family.as_str(), "fixed" | "discrete" | "empirical") {
            assert!(law.cdf(x) >= u, "{} at {u:e}", reference.written);
            continue;
        }
        // Values that round to an end of the support tell nothing of u.
        if !(x > low && x < high) {
            continue;
        }
        // What the rounding of x alone does to its probability, besides the accuracy of the CDF itself.
        let rounding = 4.0 * f64::EPSILON * density * (x.abs() + low.abs().min(high.abs()).min(x.abs()));
        // A law that is cut off loses what it shares with the part outside.
        let tolerance =
            rounding + 1e-12 * u.min(1.0 - u) + if reference.spec.min.is_some() { 1e-14 } else { 0.0 };
        let miss = if u < 0.5 { law.cdf(x) - u } else { law.sf(x) - (1.0 - u) };
        assert!(miss.abs() <= tolerance, "{} at {u:e}: F({x}) is off by {miss:e}", reference.written);
    }
}

#[test]
fn upper_quantiles_keep_the_digits_of_the_survival_probability() {
    for (law, exact) in [
        (crate::law("exponential", &[("mean", 1.0)]), 230.258_509_299_404_57),
        (crate::law("normal", &[("mean", 0.0), ("sd", 1.0)]), 21.273_453_560_965_324),
        (crate::law("gamma", &[("shape", 1.0), ("scale", 2.0)]), 460.517_018_598_809_14),
    ] {
        let x = law.upper_quantile(1e-100);
        assert!((x - exact).abs() <= 1e-12 * exact, "{law:?}: {x}");
    }
}

#[test]
fn density_is_the_slope_of_the_cdf() {
    for reference in references() {
        let Ok(u) = reference.what.parse::<f64>() else { continue };
        let law = law(&reference);
        if !(0.01..=0.99).contains(&u) || law.pdf(law.quantile(u)) == 0.0 {
            continue;
        }
        let x = law.quantile(u);
        // Over a step of a ten thousandth in probability the slope changes little.
        let step = 1e-4 * u.min(1.0 - u) / law.pdf(x);
        let (a, b) = (x - step, x + step);
        if b - a < 1e-9 * x.abs() || law.support().0 > a || law.support().1 < b {
            continue;
        }
        let slope = (law.cdf(b) - law.cdf(a)) / (b - a);
        let density = law.pdf(x);
        // A kink of the density costs a part of the step.
        assert!(
            (slope - density).abs() <= 1e-3 * density,
            "{} at {u}: {slope} for {density}",
            reference.written
        );
    }
}
