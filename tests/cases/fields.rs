//! docs/metrics.md names every field of the JSON result, and no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::program::{run_shipped, run_text};

/// Objects that the documentation names as one thing.
const WHOLE: [&str; 3] = ["threshold", "net_benefit.histogram", "warnings.<i>.details"];

/// Adds the path of every field below `value`, names and years replaced by what the documentation writes.
fn walk(value: &Value, path: &str, fields: &mut BTreeSet<String>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        // A hundred numbers that are one thing.
        Value::Array(_) if path.ends_with("net_benefit.quantiles") => {
            fields.insert(path.to_owned());
        }
        Value::Array(list) => {
            let index =
                if path.starts_with("perspectives") || path.starts_with("states") { "<t>" } else { "<i>" };
            list.iter().for_each(|element| walk(element, &below(index), fields));
        }
        Value::Object(table)
            if table.contains_key("value") || WHOLE.iter().any(|end| path.ends_with(end)) =>
        {
            fields.insert(path.to_owned());
        }
        Value::Object(table) => {
            for (key, value) in table {
                let key = match path {
                    "perspectives"
                    | "explained"
                    | "unadjusted"
                    | "base_case.net_benefit"
                    | "base_case.gap_to_mean" => "<p>",
                    "outcomes" | "perspectives.<p>.outcomes" => "<o>",
                    "states" => "<s>",
                    _ if path.starts_with("perspectives.<p>.arms.") && path.ends_with(".states") => "<s>",
                    _ if path.starts_with("perspectives.<p>.arms.") && path.ends_with(".lines") => "NAME",
                    "perspectives.<p>.lines" if key.starts_with("costs.") => "costs.NAME",
                    "perspectives.<p>.lines" if key.starts_with("payments.") => "payments.NAME",
                    "perspectives.<p>.lines" => "effects.NAME",
                    "scenario.labels" | "scenario.order" => "<table>",
                    "scenario.labels.<table>" => "<name>",
                    "joint" if key != "all_payers_gain" => "public_gains_and_<payer>_loses",
                    _ => key,
                };
                walk(value, &below(key), fields);
            }
        }
        _ => {
            fields.insert(path.to_owned());
        }
    }
}

/// Every path in the first column of the tables, below the prefix that the heading names.
fn documented() -> BTreeSet<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/metrics.md")).unwrap();
    let mut prefix = String::new();
    let mut fields = BTreeSet::new();
    // The table of the draws names columns of another file; `recomputed` reads them.
    let text = text.split("## The draws").next().expect("a first part");
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            prefix = heading.split('`').nth(1).map(|path| format!("{path}.")).unwrap_or_default();
        }
        if let Some(cell) = line.strip_prefix("| `").and_then(|row| row.split(" | ").next()) {
            let spans = format!("`{cell}");
            fields.extend(spans.split('`').skip(1).step_by(2).map(|path| format!("{prefix}{path}")));
        }
    }
    fields
}

#[test]
fn every_field_is_documented() {
    let mut fields = BTreeSet::new();
    walk(&run_shipped("u-turn", &["--draws", "1000", "--variant", "one_in_ten_anyway"]), "", &mut fields);
    let set = ["--draws", "1000", "--set", "inputs.wage_growth.fixed=0.02"];
    walk(&run_shipped("register-model", &set), "", &mut fields);
    walk(&run_shipped("essex-edge-of-care", &["--draws", "1000"]), "", &mut fields);
    // Too few draws: a warning. No payer gains: null figures.
    let text = "format = 1\ntitle = \"t\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n\
                [report]\nperspective = \"city\"\nnote = \"n\"\n[discount]\nrate = 0.0\n\
                [payers]\ncity = \"City\"\n[inputs.x]\nnormal = { mean = 0, sd = 1 }\n\
                [effects.gain]\nper = \"programme\"\namount = \"x\"\nshares = { city = 1 }\n";
    walk(&run_text(text, &["--draws", "100"]), "", &mut fields);
    walk(&run_text(include_str!("../pathways/two-states.toml"), &["--draws", "1000"]), "", &mut fields);
    let documented = documented();
    let missing: Vec<_> = fields.difference(&documented).collect();
    let unknown: Vec<_> = documented.difference(&fields).collect();
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "not documented: {missing:?}; not in a result: {unknown:?}"
    );
}
