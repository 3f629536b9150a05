//! Laws stated by two quantiles: they have them, or there is none.

use vendepunkt::distribution::Spec;

use crate::spec;

/// Percentages with decimals, and intervals with the two quantiles that they are short for.
#[test]
fn intervals_are_their_two_quantiles_to_the_last_bit() {
    for family in ["uniform", "normal", "lognormal", "beta", "gamma", "weibull", "logit_normal", "student_t"]
    {
        for (interval, low, high, share) in [
            ("ci95", "p2.5", "p97.5", 0.025),
            ("ci90", "p5", "p95", 0.05),
            ("ci99.9", "p0.05", "p99.95", 0.0005),
            ("ci68.27", "p15.865", "p84.135", 0.15865),
        ] {
            let df = if family == "student_t" { vec![("df", 4.0)] } else { Vec::new() };
            let mut by_ends = spec(family, &df);
            by_ends.lists.insert(interval.to_string(), vec![0.12, 0.41]);
            let by_quantiles = spec(family, &[df, vec![(low, 0.12), (high, 0.41)]].concat());
            let (law, other) = (by_ends.law().expect(family), by_quantiles.law().expect(family));
            assert_eq!(law, other, "{family} {interval}");
            for (u, x) in [(share, 0.12), (1.0 - share, 0.41)] {
                let found = law.quantile(u);
                assert!((found - x).abs() <= 1e-9, "{family} {interval}: {found} is not {x}");
            }
        }
    }
}

/// Two quantiles of positive quantities and of shares, near and far, around the median and in one tail.
const PAIRS: [(u8, u8); 6] = [(5, 95), (10, 50), (50, 90), (1, 99), (80, 99), (1, 2)];

fn stated(family: &str, (p, q): (u8, u8), (x, y): (f64, f64)) -> Spec {
    let mut spec = spec(family, &[]);
    spec.numbers.insert(format!("p{p}"), x);
    spec.numbers.insert(format!("p{q}"), y);
    if family == "student_t" {
        spec.numbers.insert("df".to_string(), 4.0);
    }
    spec
}

/// Number of fits that exist; each must reproduce both quantiles to 1e-9.
fn fits(family: &str, values: &[(f64, f64)]) -> usize {
    let mut count = 0;
    for pair in PAIRS {
        for &(x, y) in values {
            let Ok(law) = stated(family, pair, (x, y)).law() else { continue };
            count += 1;
            for (percent, value) in [(pair.0, x), (pair.1, y)] {
                let found = law.quantile(f64::from(percent) / 100.0);
                let size =
                    value.abs().max(if law.support().0 == 0.0 { 0.0 } else { law.sd().unwrap_or(0.0) });
                assert!(
                    (found - value).abs() <= 1e-9 * size,
                    "{family} p{} = {x}, p{} = {y}: p{percent} is {found}",
                    pair.0,
                    pair.1
                );
            }
        }
    }
    count
}

const POSITIVE: [(f64, f64); 6] =
    [(20.0, 80.0), (150.0, 300.0), (1.0, 1.01), (0.001, 900.0), (1e6, 1.5e6), (3.0, 3.000_01)];
const SHARES: [(f64, f64); 7] =
    [(0.3, 0.5), (0.01, 0.05), (0.9, 0.99), (0.001, 0.999), (0.4, 0.401), (1e-6, 1e-5), (0.2, 0.9)];

#[test]
fn fits_reproduce_their_quantiles() {
    let signed = [(-5.0, 3.0), (20.0, 80.0), (-1e6, -9e5), (0.0, 1.0)];
    for family in ["uniform", "normal", "student_t"] {
        assert_eq!(fits(family, &signed), PAIRS.len() * signed.len(), "{family}");
    }
    for family in ["lognormal", "weibull", "gamma"] {
        let count = fits(family, &POSITIVE);
        assert!(count >= PAIRS.len() * POSITIVE.len() - 8, "{family}: {count}");
    }
    for family in ["beta", "logit_normal"] {
        let count = fits(family, &SHARES);
        assert!(count >= PAIRS.len() * SHARES.len() - 4, "{family}: {count}");
    }
}

#[test]
fn fits_that_do_not_exist_are_refused_by_name() {
    for (family, pair, values, word) in [
        ("gamma", (49, 50), (1e-99, 1e99), "p50"),
        ("gamma", (49, 50), (1.0, 1.000_000_000_000_001), "p50"),
        ("lognormal", (49, 50), (1e-20, 1e20), "logarithm"),
        ("beta", (5, 95), (0.5, 0.5 + 1e-15), "p95"),
        ("beta", (5, 95), (0.0, 0.5), "p5"),
        ("logit_normal", (5, 95), (0.5, 1.0), "p95"),
        ("normal", (5, 95), (80.0, 20.0), "p95"),
        ("weibull", (5, 95), (-1.0, 20.0), "p5"),
    ] {
        let errors = stated(family, pair, values).law().expect_err(family);
        let told = errors.iter().any(|e| e.key.contains(word) || e.message.contains(word));
        assert!(told, "{family} {pair:?} {values:?}: {errors:?}");
    }
}
