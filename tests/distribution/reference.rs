//! Quantiles, means and standard deviations against 50-digit references (`reference.py`), to MODEL §6.

use vendepunkt::distribution::{Law, Spec};

/// One line of `reference.tsv`.
pub struct Reference {
    pub written: String,
    pub spec: Spec,
    pub what: String,
    pub value: f64,
}

pub fn references() -> Vec<Reference> {
    include_str!("reference.tsv")
        .lines()
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[family, parameters, what, value] = &fields[..] else { panic!("four fields: {line}") };
            let value = if value == "none" { f64::NAN } else { value.parse().expect("a value") };
            Reference {
                written: format!("{family} {{ {parameters} }}"),
                spec: spec(family, parameters),
                what: what.to_string(),
                value,
            }
        })
        .collect()
}

/// Reads `key=number;key=number,number;min*=…`; a star marks the ends of a truncation.
fn spec(family: &str, parameters: &str) -> Spec {
    let mut spec = Spec { family: family.to_string(), ..Spec::default() };
    for parameter in parameters.split(';') {
        let (key, value) = parameter.split_once('=').expect("key=value");
        let number = || value.parse().expect("a number");
        match key {
            "min*" => spec.min = Some(number()),
            "max*" => spec.max = Some(number()),
            "values" | "weights" => {
                let list = value.split(',').map(|x| x.parse().expect("a number")).collect();
                spec.lists.insert(key.to_string(), list);
            }
            _ => {
                spec.numbers.insert(key.to_string(), number());
            }
        }
    }
    spec
}

pub fn law(reference: &Reference) -> Law {
    reference.spec.law().unwrap_or_else(|errors| panic!("{}: {errors:?}", reference.written))
}

#[test]
fn quantiles_keep_their_digits() {
    let mut worst = (0.0, String::new());
    let mut failures = Vec::new();
    for reference in references() {
        let Ok(u) = reference.what.parse::<f64>() else { continue };
        let law = law(&reference);
        let error = relative_error(&reference, &law, law.quantile(u), reference.value);
        if error > worst.0 {
            worst = (error, format!("{} at {u:e}", reference.written));
        }
        let bound = bound(&reference, u);
        if !(error <= bound) {
            failures.push(format!(
                "{} at {u:e}: {} for {}, error {error:.1e}",
                reference.written,
                law.quantile(u),
                reference.value
            ));
        }
    }
    println!("worst: {worst:?}");
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// Error relative to MODEL §6's measure of size.
pub fn relative_error(reference: &Reference, law: &Law, x: f64, exact: f64) -> f64 {
    let starts_at_zero = law.support().0 == 0.0 && reference.spec.min.is_none();
    let infinite = reference.spec.numbers.get("scale").copied().unwrap_or(0.0);
    let scale = if starts_at_zero { 0.0 } else { law.sd().unwrap_or(infinite) };
    if scale == 0.0 && exact.abs() < 1e-300 {
        return if x.abs() < 1e-290 { 0.0 } else { f64::INFINITY };
    }
    (x - exact).abs() / exact.abs().max(scale)
}

/// MODEL §6: 1e-12 for |z| ≤ 5 and shapes ≥ 1, else 1e-10.
pub fn bound(reference: &Reference, u: f64) -> f64 {
    let central = u > 2.9e-7 && u < 1.0 - 2.9e-7;
    if central && smallest_shape(&reference.spec) >= 1.0 { 1e-12 } else { 1e-10 }
}

/// The smallest shape of a family that has shapes.
fn smallest_shape(spec: &Spec) -> f64 {
    let number = |key: &str| spec.numbers.get(key).copied();
    let stated = ["alpha", "beta", "shape", "df"].into_iter().filter_map(number);
    let implied = match (spec.family.as_str(), number("mean"), number("sd")) {
        ("gamma", Some(mean), Some(sd)) => (mean / sd).powi(2),
        ("beta", Some(mean), Some(sd)) => mean.min(1.0 - mean) * (mean * (1.0 - mean) / sd.powi(2) - 1.0),
        _ => 1.0,
    };
    stated.chain([implied, number("successes").map_or(1.0, |successes| successes + 0.5)]).fold(1.0, f64::min)
}

#[test]
fn moments_agree() {
    for reference in references() {
        let law = law(&reference);
        let figure = match reference.what.as_str() {
            "mean" => law.mean(),
            "sd" => law.sd(),
            _ => continue,
        };
        let Reference { written, what, value, .. } = &reference;
        match figure {
            None => assert!(value.is_nan(), "{written}: no {what}, expected {value}"),
            Some(x) => {
                assert!((x - value).abs() <= 1e-12 * value.abs(), "{written}: {what} {x}, expected {value}")
            }
        }
    }
}
