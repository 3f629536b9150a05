//! Every shipped scenario beside its expected summary: `scenarios/expected/NAME.csv`.
//!
//! The same scenario and seed give the same figures on every machine, so a difference here (beyond 1e-9, for
//! changes of rounding alone) is a value-breaking change. After one that is meant, write them anew with
//! `BLESS=1 cargo test --test cases expected` and say so in CHANGELOG.md.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::program::{run_shipped, vendepunkt};
use crate::common::{accepted_where, file, shipped_files};

const DRAWS: &str = "100000";

/// Figures of a perspective that are kept.
const METRICS: [&str; 8] = [
    "probability_break_even.value",
    "break_even_year.median.value",
    "net_benefit.mean.value",
    "net_benefit.sd.value",
    "net_benefit.p5.value",
    "net_benefit.p95.value",
    "peak_funding_need.p95.value",
    "variance.cohort_luck_share.value",
];

/// Names of the shipped scenarios, each with its own variants.
fn shipped() -> Vec<(String, Vec<String>)> {
    let name_and_variants = |path: &PathBuf| {
        let document: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
        let variants = document.get("variants").and_then(|variants| variants.as_table());
        // A variant that is removed is one of the file that is extended.
        let stated = variants.into_iter().flatten().filter(|(_, variant)| variant.get("remove").is_none());
        let variants = stated.map(|(variant, _)| variant.clone()).collect();
        (path.file_stem().unwrap().to_str().unwrap().to_owned(), variants)
    };
    shipped_files().iter().map(name_and_variants).collect()
}

fn summary(name: &str, variants: &[String]) -> String {
    let mut text = "variant,perspective,metric,value\n".to_owned();
    for variant in std::iter::once("").chain(variants.iter().map(String::as_str)) {
        let arguments = if variant.is_empty() { vec![] } else { vec!["--variant", variant] };
        let result = run_shipped(name, &[&["--draws", DRAWS], &arguments[..]].concat());
        for (perspective, figures) in result["perspectives"].as_object().unwrap() {
            for metric in METRICS {
                let value = metric.split('.').fold(figures, |value, key| &value[key]);
                let _ = writeln!(text, "{variant},{perspective},{metric},{value}");
            }
        }
        for (outcome, figures) in result["outcomes"].as_object().unwrap() {
            let value: &Value = &figures["additional"]["mean"]["value"];
            let _ = writeln!(text, "{variant},,outcomes.{outcome}.additional.mean.value,{value}");
        }
    }
    text
}

/// Whether two summaries say the same.
fn agree(a: &str, b: &str) -> bool {
    a.lines().count() == b.lines().count() && a.lines().zip(b.lines()).all(|(a, b)| agree_on_figure(a, b))
}

/// Whether two rows say the same of the same figure.
fn agree_on_figure(a: &str, b: &str) -> bool {
    let (Some((figure_a, a)), Some((figure_b, b))) = (a.rsplit_once(','), b.rsplit_once(',')) else {
        return a == b;
    };
    let close = match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()),
        _ => a == b,
    };
    figure_a == figure_b && close
}

#[test]
fn expected_summaries() {
    let mut changed = Vec::new();
    for (name, variants) in shipped() {
        let path = file(&format!("scenarios/expected/{name}.csv"));
        let summary = summary(&name, &variants);
        let Err(expected) = accepted_where(&path, &summary, agree) else { continue };
        let lines = summary.lines().zip(expected.lines().chain(std::iter::repeat("nothing")));
        let differ = lines.filter(|(a, b)| !agree_on_figure(a, b));
        changed.extend(differ.map(|(a, b)| format!("{name}: {a}, expected {b}")));
        assert_eq!(summary.lines().count(), expected.lines().count(), "{name}: figures came or went");
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

/// Every rate, counterfactual, drop-out, relapse and amount names an input with a source and its evidence.
#[test]
fn shipped_scenarios_are_strictly_valid() {
    for (name, variants) in shipped() {
        let path = format!("scenarios/{name}.toml");
        for variant in std::iter::once(None).chain(variants.iter().map(Some)) {
            let mut arguments = vec!["check", "--strict", &path];
            if let Some(variant) = variant {
                arguments.extend(["--variant", variant]);
            }
            let output = vendepunkt(&arguments);
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{name} {variant:?}: {said}");
        }
    }
}
