//! Every shipped scenario beside its expected summary: `scenarios/expected/NAME.csv`.
//!
//! The same scenario and seed give the same figures on every machine, so a difference here (beyond 1e-9, for
//! changes of rounding alone) is a value-breaking change. After one that is meant, write them anew with
//! `BLESS=1 cargo test --test cases expected` and say so in CHANGELOG.md.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::program::{run_shipped, vendepunkt};

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

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

/// Names of the shipped scenarios, each with its own variants.
fn shipped() -> Vec<(String, Vec<String>)> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect();
    files.sort();
    let name_and_variants = |path: &PathBuf| {
        let document: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
        let variants = document.get("variants").and_then(|variants| variants.as_table());
        let variants = variants.into_iter().flat_map(|table| table.keys().cloned()).collect();
        (path.file_stem().unwrap().to_str().unwrap().to_owned(), variants)
    };
    files.iter().map(name_and_variants).collect()
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

/// Whether two rows say the same of the same figure.
fn agree(a: &str, b: &str) -> bool {
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
        let path = folder().join("expected").join(format!("{name}.csv"));
        let summary = summary(&name, &variants);
        if std::env::var_os("BLESS").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &summary).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let lines = summary.lines().zip(expected.lines().chain(std::iter::repeat("nothing")));
        changed
            .extend(lines.filter(|(a, b)| !agree(a, b)).map(|(a, b)| format!("{name}: {a}, expected {b}")));
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
