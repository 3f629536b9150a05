//! What the folds of a page say is what the results say, to the printed digit, for every shipped scenario.

use std::path::Path;

use serde_json::Value;

use crate::common::program;
use crate::html::{Table, folded};

/// What a call in the folder of scenarios says.
fn said(file: &str, format: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut command = program();
    command.current_dir(folder).args(["run", file, "--draws", "1000", "--outputs", "yearly", "--quiet"]);
    let output = command.args(["--format", format]).output().expect("the program runs");
    String::from_utf8(output.stdout).expect("it writes text")
}

/// A number as it is printed, and how far from it the figure may be.
fn printed(text: &str) -> (f64, f64) {
    let plain = text.replace('−', "-").replace(',', "");
    let value: f64 = plain.parse().unwrap_or_else(|_| panic!("`{text}` is no number"));
    let digits = match plain.split_once('.') {
        Some((_, decimals)) => -i32::try_from(decimals.len()).expect("a few"),
        // Zeros at the end may be digits that are not known.
        None => {
            let zeros = plain.len() - plain.trim_end_matches('0').len();
            if value == 0.0 { 0 } else { i32::try_from(zeros).expect("a few") }
        }
    };
    (value, 0.5 * 10f64.powi(digits) * (1.0 + 1e-9))
}

#[track_caller]
fn is(shown: &str, figure: f64, unit: f64, what: &str) {
    let (value, within) = printed(shown);
    assert!((value - figure / unit).abs() <= within, "{what}: `{shown}` is not {figure} in {unit}");
}

/// A probability in per cent, which may be bounded.
#[track_caller]
fn is_chance(shown: &str, chance: f64, what: &str) {
    let shown = shown.strip_suffix('%').unwrap_or_else(|| panic!("{what}: `{shown}` is no percentage"));
    let bound = |of: &str| of.trim_start_matches('\u{a0}').parse::<f64>().expect("a number");
    match (shown.strip_prefix('<'), shown.strip_prefix('>')) {
        (Some(bounded), _) => assert!(chance * 100.0 <= bound(bounded), "{what}: `{shown}`, {chance}"),
        (_, Some(bounded)) => assert!(chance * 100.0 >= bound(bounded), "{what}: `{shown}`, {chance}"),
        (None, None) => is(shown, chance * 100.0, 1.0, what),
    }
}

/// In what a table counts.
fn unit(caption: &str) -> f64 {
    let scale = |letters: &str| {
        caption.contains(&format!("\u{a0}{letters},")) || caption.contains(&format!("\u{a0}{letters} "))
    };
    match () {
        () if scale("bn") => 1e9,
        () if scale("m") => 1e6,
        () if scale("k") => 1e3,
        () => 1.0,
    }
}

fn labels<'r>(results: &'r Value, table: &str) -> Vec<(&'r str, &'r str)> {
    let all = results["scenario"]["labels"][table].as_object();
    let all = all.into_iter().flatten();
    all.map(|(name, label)| (name.as_str(), label.as_str().expect("a label"))).collect()
}

/// The results of the perspective that a row speaks of.
fn perspective<'r>(results: &'r Value, row: &str) -> &'r Value {
    let known = [labels(results, "payers"), labels(results, "perspectives")].concat();
    let named = |label: &str| row == label || row.starts_with(&format!("{label} ("));
    let (name, _) = (known.iter().filter(|(_, label)| named(label)))
        .max_by_key(|(_, label)| label.len())
        .unwrap_or_else(|| panic!("nobody is called {row}"));
    &results["perspectives"][name]
}

fn value(of: &Value) -> f64 {
    of["value"].as_f64().unwrap_or_else(|| panic!("{of} is no figure"))
}

fn table<'t>(tables: &'t [Table], begins: &str) -> Option<&'t Table> {
    tables.iter().find(|table| table.caption.starts_with(begins))
}

/// How many figures were compared.
fn compare(file: &str, page: &str, results: &Value) -> usize {
    let tables = folded(page);
    let mut compared = 0;
    let mut amount = |shown: &str, figure: f64, unit: f64, what: &str| {
        is(shown, figure, unit, &format!("{file}, {what}"));
        compared += 1;
    };
    let spread = table(&tables, "Net benefit,").expect("net benefit has a table");
    let scale = unit(&spread.caption);
    for row in &spread.rows[1..] {
        let net = &perspective(results, &row[0])["net_benefit"];
        for (shown, figure) in
            row[1..].iter().zip(["p5", "p10", "p25", "p50", "p75", "p90", "p95", "mean", "sd"])
        {
            amount(shown, value(&net[figure]), scale, &format!("{}, {figure}", row[0]));
        }
    }
    if let Some(lines) = table(&tables, "Costs and savings") {
        let scale = unit(&lines.caption);
        for row in &lines.rows[1..] {
            // The columns are the rows of the table before, whose names are not cut.
            for (shown, of) in row[1..].iter().zip(&spread.rows[1..]).filter(|(shown, _)| *shown != "–") {
                let of = perspective(results, &of[0]);
                let what = &row[0];
                let known = ["costs", "effects", "payments"].iter().flat_map(|kind| {
                    labels(results, kind)
                        .into_iter()
                        .filter(|(_, label)| label == what)
                        .map(move |(name, _)| (*kind, name))
                });
                let figures = known.filter_map(|(kind, name)| {
                    let figure = of["lines"][format!("{kind}.{name}")]["value"].as_f64()?;
                    Some(if kind == "costs" { -figure } else { figure })
                });
                let mut figures: Vec<f64> = figures.collect();
                if what == "Net benefit" {
                    figures.push(value(&of["net_benefit"]["mean"]));
                }
                // Two lines may have one label.
                let (shown_value, within) = printed(shown);
                assert!(
                    figures.iter().any(|figure| (shown_value - figure / scale).abs() <= within),
                    "{file}, {what}: `{shown}` is none of {figures:?}"
                );
            }
        }
    }
    if let Some(years) = table(&tables, "Probability that the money is back") {
        for row in &years.rows[1..] {
            let of = &perspective(results, &row[0])["break_even_year"];
            let chances = of["by_year"].as_array().expect("by year").iter().chain([&of["never"]]);
            let mut is_out = false;
            for (shown, chance) in row[1..].iter().zip(chances) {
                // Money cannot be back before any was out.
                is_out |= shown != "0%";
                if is_out || value(chance) == 0.0 {
                    is_chance(shown, value(chance), &format!("{file}, {}", row[0]));
                }
            }
            assert!(is_out, "{file}, {}: nothing but 0%", row[0]);
        }
    }
    if let Some(flows) = table(&tables, "Cumulative discounted cash flow") {
        let scale = unit(&flows.caption);
        for row in &flows.rows[1..] {
            let (who, which) = row[0].rsplit_once(", ").expect("whose, and which quantile");
            let figure = match which {
                "P5" => "p5",
                "median" => "p50",
                _ => "p95",
            };
            let years = &perspective(results, who)["cash_flow"]["cumulative_discounted"];
            for (shown, year) in row[1..].iter().zip(years.as_array().expect("by year")) {
                amount(shown, value(&year[figure]), scale, &format!("{}, {figure} by year", row[0]));
            }
        }
    }
    if let Some(people) = table(&tables, "People in each state") {
        let known = labels(results, "states");
        for row in &people.rows[1..] {
            let (state, which) = row[0].rsplit_once(", ").expect("which state, and which life");
            let (name, _) = known.iter().find(|(_, label)| *label == state).expect("a state");
            let of = &results["states"][name];
            let (all, years) = match which {
                "with it" => (&of["with"]["person_years"], &of["with"]["by_year"]),
                "without it" => (&of["without"]["person_years"], &of["without"]["by_year"]),
                _ => (&of["additional"]["person_years"]["mean"], &of["additional"]["by_year"]),
            };
            for (shown, figure) in
                row[1..].iter().zip([all].into_iter().chain(years.as_array().expect("by year")))
            {
                amount(shown, value(figure), 1.0, &row[0]);
            }
        }
        assert_eq!(people.rows.len(), 1 + 3 * known.len(), "{file}");
    }
    compared
}

#[test]
fn the_folds_of_every_shipped_scenario_have_the_figures_of_its_results() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let files = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut compared = 0;
    for file in files.filter(|file| file.ends_with(".toml")) {
        let results: Value = serde_json::from_str(&said(&file, "json")).expect("it is JSON");
        compared += compare(&file, &said(&file, "html"), &results[0]);
    }
    assert!(compared > 3_000, "{compared}");
}
