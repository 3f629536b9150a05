//! Runs the program as an analyst does, and reads its JSON.

use std::io::Write;
use std::process::Output;

use serde_json::Value;

use crate::common::program;

/// Runs the program in the repository, with no defaults from the environment.
pub fn vendepunkt(arguments: &[&str]) -> Output {
    let mut command = program();
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.output().expect("the program starts")
}

/// The result of `run --format json` with these arguments. A requirement that fails is no matter here.
pub fn run(arguments: &[&str]) -> Value {
    let all = [&["run", "--format", "json", "--quiet"], arguments].concat();
    let output = vendepunkt(&all);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 4 | 5)), "{arguments:?}: {errors}");
    let mut results: Value = serde_json::from_slice(&output.stdout).expect("JSON on standard output");
    results[0].take()
}

/// The result of a shipped scenario.
pub fn run_shipped(name: &str, arguments: &[&str]) -> Value {
    let path = format!("scenarios/{name}.toml");
    run(&[&[path.as_str()], arguments].concat())
}

/// The result of a scenario given as text.
pub fn run_text(text: &str, arguments: &[&str]) -> Value {
    let mut file = tempfile::Builder::new().suffix(".toml").tempfile().expect("a temporary file");
    file.write_all(text.as_bytes()).expect("room for a scenario");
    let path = file.path().to_str().expect("a path in UTF-8").to_owned();
    run(&[&[path.as_str()], arguments].concat())
}

/// The figure at a path such as `perspectives.public.net_benefit.mean.value`.
pub fn figure(result: &Value, path: &str) -> f64 {
    let value = path.split('.').fold(result, |value, key| match value {
        Value::Array(list) => {
            key.parse().ok().and_then(|index: usize| list.get(index)).unwrap_or(&Value::Null)
        }
        table => &table[key],
    });
    value.as_f64().unwrap_or_else(|| panic!("no figure at {path}: {value}"))
}

/// Asserts a figure that involves no chance: 1e-9 relative.
pub fn assert_exact(result: &Value, path: &str, expected: f64) {
    let value = figure(result, path);
    assert!((value - expected).abs() <= 1e-9 * expected.abs(), "{path}: {value}, expected {expected}");
}

/// Asserts an estimate at `path` to lie within 4 of its own standard errors.
pub fn assert_estimate(result: &Value, path: &str, expected: f64) {
    let (value, se) = (figure(result, &format!("{path}.value")), figure(result, &format!("{path}.se")));
    assert!(se > 0.0, "{path} has no error");
    assert!((value - expected).abs() <= 4.0 * se, "{path}: {value} ± {se}, expected {expected}");
}
