//! What the READMEs show is what the program says. Where the program is meant to say something else, write
//! them anew with `BLESS=1 cargo test --test cases readme`.

use std::fs;

use vendepunkt::report::figure::{money, percent};
use vendepunkt::summary::results::Estimate;

use super::program::{run_shipped, vendepunkt};
use crate::common::{blessed, file, shipped_files};

/// The parts of a report that the README shows; the headings of parts are lines in capitals.
fn excerpt(report: &str) -> String {
    let mut shown = String::new();
    let mut leave_out = false;
    for line in report.lines() {
        let heading = line.split("  ").next().unwrap_or_default();
        if heading.len() > 3 && heading.chars().all(|c| c.is_uppercase() || " ,:".contains(c)) {
            let leaves_out = ["SUCCESSES", "COSTS", "MONEY", "FURTHER", "WHAT WAS"]
                .iter()
                .any(|part| heading.starts_with(part));
            if leaves_out && !leave_out {
                shown.push_str("[…]\n\n");
            }
            leave_out = leaves_out;
        }
        // The figures' identity at the end is no part of what was assumed.
        if line.contains(" draws · seed ") {
            leave_out = false;
        }
        if !leave_out {
            shown.push_str(line);
            shown.push('\n');
        }
    }
    shown
}

#[test]
fn the_reports_in_the_readme_are_the_reports() {
    let mut readme = fs::read_to_string(file("README.md")).unwrap();
    for command in ["run", "stress"] {
        let call = format!("cargo run --release -- {command} scenarios/u-turn.toml\n");
        let (said, rest) = readme.split_once(&call).expect("the call");
        let (between, rest) = rest.split_once("```text\n").expect("a report");
        let (_, after) = rest.split_once("```").expect("the end of the report");
        let output = vendepunkt(&[command, "scenarios/u-turn.toml", "--color", "never", "--quiet"]);
        let report = excerpt(&String::from_utf8(output.stdout).unwrap());
        readme = format!("{said}{call}{between}```text\n{report}```{after}");
    }
    blessed("README.md", &readme);
}

/// Every scenario has a row in scenarios/README.md, with its headline as the program has it.
#[test]
fn the_table_of_scenarios_is_true() {
    let readme = fs::read_to_string(file("scenarios/README.md")).unwrap();
    let mut should_be = String::new();
    let mut rows = Vec::new();
    for line in readme.lines() {
        if let Some(name) = line.strip_prefix("| [`").and_then(|rest| rest.split('`').next()) {
            let result = run_shipped(name.trim_end_matches(".toml"), &[]);
            let public = |path: &str| {
                let estimate =
                    path.split('.').fold(&result["perspectives"]["public"], |value, key| &value[key]);
                serde_json::from_value::<Estimate>(estimate.clone()).expect("an estimate")
            };
            let currency = result["scenario"]["currency"].as_str().expect("a currency");
            let mut cells: Vec<String> = line.split('|').map(str::to_owned).collect();
            // As the report has them, with its digits.
            cells[3] = format!(" {} ", percent(&public("probability_break_even")));
            cells[4] = format!(" {} ", money(&public("net_benefit.mean"), currency));
            should_be.push_str(&cells.join("|"));
            rows.push(name);
        } else {
            should_be.push_str(line);
        }
        should_be.push('\n');
    }
    let files = shipped_files();
    let names: Vec<&str> = files.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    rows.sort_unstable();
    assert_eq!(rows, names, "scenarios with a row, and scenarios");
    blessed("scenarios/README.md", &should_be.replace('\u{a0}', " "));
}
