//! Each requirement of each family, broken once: the key that is blamed.

use vendepunkt::distribution::{FAMILIES, KeyKind, Spec};

use crate::spec;

/// Family, numbers, and the keys to blame.
type Case<'a> = (&'a str, &'a [(&'a str, f64)], &'a [&'a str]);

fn keys_blamed(spec: &Spec) -> Vec<String> {
    match spec.law() {
        Ok(law) => panic!("{spec:?} is accepted as {law:?}"),
        Err(errors) => {
            for error in &errors {
                assert!(!error.message.is_empty() && !error.help.is_empty(), "{error:?}");
                assert!(!error.message.starts_with(char::is_uppercase), "{error:?}");
                assert!(!error.message.ends_with('.'), "{error:?}");
            }
            errors.into_iter().map(|error| error.key).collect()
        }
    }
}

#[test]
fn every_broken_requirement_is_told() {
    let nan = f64::NAN;
    let cases: &[Case] = &[
        ("fixed", &[("fixed", nan)], &["fixed"]),
        ("fixed", &[("fixed", f64::INFINITY)], &["fixed"]),
        ("uniform", &[("min", 2.0), ("max", 2.0)], &["max"]),
        ("uniform", &[("min", 2.0), ("max", nan)], &["max"]),
        ("uniform", &[("p5", 2.0), ("p95", 1.0)], &["p95"]),
        ("triangular", &[("low", 1.0), ("mode", 0.0), ("high", 2.0)], &["mode"]),
        ("triangular", &[("low", 1.0), ("mode", 3.0), ("high", 2.0)], &["mode"]),
        ("triangular", &[("low", 2.0), ("mode", 2.0), ("high", 2.0)], &["high"]),
        ("triangular", &[("low", 3.0), ("mode", 1.0), ("high", 2.0)], &["high", "mode"]),
        ("pert", &[("low", 1.0), ("mode", 3.0), ("high", 2.0)], &["mode"]),
        ("pert", &[("low", 1.0), ("mode", 1.5), ("high", 2.0), ("lambda", -1.0)], &["lambda"]),
        ("normal", &[("mean", 1.0), ("sd", 0.0)], &["sd"]),
        ("normal", &[("mean", 1.0), ("sd", -1.0)], &["sd"]),
        ("normal", &[("p10", 1.0), ("p90", 1.0)], &["p90"]),
        ("lognormal", &[("mean", 0.0), ("sd", 0.0)], &["mean", "sd"]),
        ("lognormal", &[("mean", 1.0), ("sd", 1e99)], &["mean"]),
        ("lognormal", &[("p5", 0.0), ("p95", 1.0)], &["p5"]),
        ("beta", &[("mean", 0.0), ("sd", 0.1)], &["mean"]),
        ("beta", &[("mean", 1.2), ("sd", -0.1)], &["mean", "sd"]),
        ("beta", &[("mean", 0.42), ("sd", 0.5)], &["sd"]),
        ("beta", &[("mean", 0.5), ("sd", 1e-12)], &["mean"]),
        ("beta", &[("alpha", 0.0), ("beta", -1.0)], &["alpha", "beta"]),
        ("beta", &[("alpha", 1e-9), ("beta", 1.0)], &["alpha"]),
        ("beta", &[("successes", -1.0), ("trials", 10.0)], &["successes"]),
        ("beta", &[("successes", 11.0), ("trials", 10.0)], &["successes"]),
        ("beta", &[("successes", 0.0), ("trials", -1.0)], &["trials", "successes"]),
        ("beta", &[("mean", 0.5), ("n", 0.0)], &["n"]),
        ("beta", &[("p5", 0.5), ("p95", 1.5)], &["p95"]),
        ("gamma", &[("mean", -1.0), ("sd", 1.0)], &["mean"]),
        ("gamma", &[("mean", 1.0), ("sd", 1e9)], &["mean"]),
        ("gamma", &[("shape", 0.0), ("scale", 0.0)], &["shape", "scale"]),
        ("weibull", &[("shape", 0.0), ("scale", -1.0)], &["shape", "scale"]),
        ("weibull", &[("shape", 1e-3), ("scale", 1.0)], &["scale"]),
        ("exponential", &[("mean", 0.0)], &["mean"]),
        ("logit_normal", &[("median", 1.0), ("sd", 0.0)], &["median", "sd"]),
        ("logit_normal", &[("median", 0.5), ("sd", 50.0)], &["median"]),
        ("student_t", &[("mean", 0.0), ("scale", 0.0), ("df", 0.0)], &["df", "scale"]),
        ("student_t", &[("p5", 0.0), ("p95", 1.0), ("df", nan)], &["df"]),
        ("metalog", &[("p10", 1.0), ("p50", 1.0), ("p90", 0.5)], &["p50", "p90"]),
        ("metalog", &[("p10", 1.0), ("p50", 1.1), ("p90", 10.0)], &["p50"]),
        ("metalog", &[("p10", 1.0), ("p50", 2.0), ("p90", 3.0), ("min", 1.0), ("max", 2.5)], &["min", "max"]),
        ("metalog", &[("p10", 1e-60), ("p50", 1.0), ("p90", 1e60), ("min", 0.0)], &["p90"]),
        // Not a way to state the family.
        ("normal", &[("mean", 1.0)], &["mean"]),
        ("normal", &[("mean", 1.0), ("sd", 1.0), ("p5", 0.0)], &["mean"]),
        ("normal", &[("p5", 1.0), ("p50", 2.0), ("p95", 3.0)], &["p5"]),
        ("normal", &[("p0", 1.0), ("p95", 3.0)], &["p0"]),
        ("normal", &[("p05", 1.0), ("p95", 3.0)], &["p05"]),
        ("normal", &[("mean", 1.0), ("std", 1.0)], &["std"]),
        ("student_t", &[("p5", 1.0), ("p95", 2.0)], &["p5"]),
        ("triangular", &[("p5", 1.0), ("p95", 2.0)], &["p5", "p95"]),
        ("beta", &[("mean", 0.5), ("sd", 0.1), ("n", 3.0)], &["mean"]),
        ("normal", &[], &["normal"]),
        ("gauss", &[("mean", 1.0)], &["gauss"]),
    ];
    for (family, numbers, keys) in cases {
        assert_eq!(keys_blamed(&spec(family, numbers)), *keys, "{family} {numbers:?}");
    }
}

#[test]
fn lists_and_parts_are_checked() {
    let lists = |family: &str, values: &[f64], weights: Option<&[f64]>| {
        let mut spec = spec(family, &[]);
        spec.lists.insert("values".to_string(), values.to_vec());
        if let Some(weights) = weights {
            spec.lists.insert("weights".to_string(), weights.to_vec());
        }
        spec
    };
    assert_eq!(keys_blamed(&lists("discrete", &[1.0, 2.0], Some(&[1.0]))), ["weights"]);
    assert_eq!(keys_blamed(&lists("discrete", &[1.0, 2.0], Some(&[0.5, 0.4]))), ["weights"]);
    assert_eq!(keys_blamed(&lists("discrete", &[1.0, 2.0], Some(&[1.5, -0.5]))), ["weights"]);
    assert_eq!(keys_blamed(&lists("discrete", &[1.0, f64::NAN], Some(&[0.5, 0.5]))), ["values"]);
    assert_eq!(keys_blamed(&lists("discrete", &[], Some(&[]))), ["values", "weights"]);
    assert_eq!(keys_blamed(&lists("discrete", &[1.0], None)), ["values"]);
    assert_eq!(keys_blamed(&lists("empirical", &[], None)), ["values"]);

    let mut mixture = spec("mixture", &[]);
    mixture.parts = vec![
        spec("normal", &[("mean", 0.0), ("sd", -1.0)]),
        spec("beta", &[("mean", 2.0), ("sd", 0.1)]),
        spec("normal", &[]),
    ];
    mixture.lists.insert("weights".to_string(), vec![0.5, 0.25, 0.25]);
    assert_eq!(keys_blamed(&mixture), ["parts[0].sd", "parts[1].mean", "parts[2].normal"]);
    mixture.parts.pop();
    assert!(keys_blamed(&mixture).contains(&"weights".to_string()));
}

#[test]
fn truncation_must_leave_something() {
    let cut = |family: &str, numbers: &[(&str, f64)], min, max| Spec { min, max, ..spec(family, numbers) };
    let normal: &[(&str, f64)] = &[("mean", 0.0), ("sd", 1.0)];
    assert_eq!(keys_blamed(&cut("normal", normal, Some(1.0), Some(1.0))), ["min"]);
    assert_eq!(keys_blamed(&cut("normal", normal, Some(f64::NAN), None)), ["min"]);
    assert_eq!(keys_blamed(&cut("normal", normal, None, Some(f64::INFINITY))), ["max"]);
    assert_eq!(keys_blamed(&cut("normal", normal, Some(50.0), None)), ["min"]);
    assert_eq!(keys_blamed(&cut("uniform", &[("min", 0.0), ("max", 1.0)], Some(2.0), None)), ["min"]);
    assert_eq!(keys_blamed(&cut("gamma", &[("mean", 1.0), ("sd", 1.0)], None, Some(-1.0))), ["max"]);
    assert_eq!(keys_blamed(&cut("fixed", &[("fixed", 1.0)], Some(2.0), None)), ["min"]);
    // A cut beyond the support changes nothing.
    let whole = cut("beta", &[("alpha", 2.0), ("beta", 3.0)], Some(-1.0), Some(2.0)).law().expect("a law");
    assert_eq!(whole.support(), (0.0, 1.0));
}

#[test]
fn the_key_table_is_complete() {
    for family in FAMILIES {
        let known = |key: &&'static str| family.keys.iter().any(|k| k.name == *key);
        assert!(family.parametrisations.iter().flat_map(|form| form.iter()).all(&known), "{}", family.name);
        assert!(family.optional.iter().all(known), "{}", family.name);
        for key in family.keys {
            let used = family.optional.contains(&key.name)
                || family.parametrisations.iter().any(|form| form.contains(&key.name));
            assert!(used && !key.doc.is_empty(), "{}.{}", family.name, key.name);
            assert!(key.kind != KeyKind::Text || family.name == "empirical");
        }
    }
}
