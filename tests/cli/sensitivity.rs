//! `sensitivity`: what the command says, writes and refuses.

use std::collections::BTreeSet;

use boon::{Compiler, Schemas};
use serde_json::Value;

use vendepunkt::Sensitivity;

use crate::common::file;
use crate::stress::{desk, words};

#[test]
fn the_report_says_what_explains_the_spread_before_it_shows_the_tables() {
    let desk = desk();
    let text = words(&desk.call("sensitivity doubt.toml").exits(0).out);
    let mut rest = text.as_str();
    for part in [
        "U-turn, one third doubt.toml Of what may happen, ",
        "% is luck, which way the participants happen to go. Of the rest success rate explains ",
        ", saving ",
        ", course cost ",
        "WHERE THE SPREAD COMES FROM share of what is not luck",
        "by itself",
        "Success rate ",
        "By itself: what knowing it would take away of the variance on average.",
        "WHERE AN ASSUMPTION IS LOW OR HIGH mean net benefit in DKK m, the public",
        "Success rate 0.000 to 0.200 0.406 to 1.000 ",
        "BY SUCCESS RATE mean net benefit in DKK m, the public",
        "0.200 to ",
    ] {
        let at = rest.find(part).unwrap_or_else(|| panic!("`{part}` is not where it should be in:\n{text}"));
        rest = &rest[at + part.len()..];
    }
    let state = words(&desk.call("sensitivity doubt.toml --perspective state").exits(0).out);
    assert!(state.contains("Course cost 0% 0%"), "{state}");
    let certain = words(&desk.call("sensitivity u-turn.toml").exits(0).out);
    assert!(
        certain.contains("All that may happen is luck") && !certain.contains("WHERE THE SPREAD"),
        "{certain}"
    );
}

/// A share that may be nothing is less than something; correlated assumptions have none of their own with others.
#[test]
fn what_cannot_be_told_is_not_said() {
    let desk = desk();
    let together = "\n[correlations.both]\ninputs = [\"success_rate\", \"saving\"]\nspearman = 0.5\n";
    desk.put("pair.toml", &(desk.read("doubt.toml") + together));
    let pair = words(&desk.call("sensitivity pair.toml").exits(0).out);
    for part in [
        "Some assumptions move together",
        "Success rate~",
        "Saving, success rate together –",
        "~: moves with others",
    ] {
        assert!(pair.contains(part), "{part} is not in {pair}");
    }
    let few = words(&desk.call("sensitivity doubt.toml --draws 200").exits(0).out);
    assert!(few.contains("Course cost < "), "{few}");
}

#[test]
fn pages_are_as_wide_as_asked_and_markdown_has_tables() {
    let desk = desk();
    for columns in [60, 80, 200] {
        let output =
            desk.program().env("COLUMNS", columns.to_string()).args(["sensitivity", "doubt.toml"]).output();
        let text = String::from_utf8(output.expect("the program starts").stdout).expect("it is UTF-8");
        assert!(text.lines().all(|line| line.chars().count() <= columns), "{columns}:\n{text}");
    }
    let markdown = desk.call("sensitivity doubt.toml --format markdown").exits(0).out.clone();
    for heading in ["# U-turn, one third", "## Where the spread comes from", "## By success rate"] {
        assert!(markdown.contains(heading), "{markdown}");
    }
    assert_eq!(markdown.lines().filter(|line| line.starts_with('|')).count(), 5 + 5 + 12, "{markdown}");
}

/// The paths of the figures of a JSON document, as the page of figures names them.
fn paths(value: &Value, path: &str, all: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) if fields.contains_key("se") => {
            all.insert(path.to_owned());
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let name = if path == "perspectives" { "<p>" } else { name };
                paths(field, &format!("{path}{}{name}", if path.is_empty() { "" } else { "." }), all);
            }
        }
        Value::Array(elements) => {
            let path = format!("{path}.<i>");
            elements.iter().for_each(|element| paths(element, &path, all));
        }
        _ => {
            all.insert(path.to_owned());
        }
    }
}

#[test]
fn json_is_as_its_schema_and_its_page_say_and_csv_has_its_figures() {
    let desk = desk();
    let together = "\n[correlations.both]\ninputs = [\"success_rate\", \"saving\"]\nspearman = 0.5\n\
                    [inputs.idle]\nuniform = { min = 0, max = 1 }\n";
    desk.put("pair.toml", &(desk.read("doubt.toml") + together));
    let answer = desk.call("sensitivity pair.toml --points 4096 --draws 20000 --format json");
    let json = answer.exits(0).json();
    let schema = desk.call("schema sensitivity").exits(0).json();
    assert_eq!(
        desk.call("schema sensitivity").out,
        std::fs::read_to_string(file("schemas/sensitivity.schema.json")).unwrap()
    );
    let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
    compiler.add_resource("sensitivity.json", schema).expect("it is a schema");
    let index = compiler.compile("sensitivity.json", &mut schemas).expect("it compiles");
    schemas.validate(&json, index).unwrap_or_else(|error| panic!("{error}"));
    for broken in ["perspectives", "run", "points"] {
        let mut json = json.clone();
        json.as_object_mut().expect("an object").remove(broken);
        assert!(schemas.validate(&json, index).is_err(), "without {broken}");
    }
    let read: Sensitivity = serde_json::from_str(&answer.out).expect("it reads back");
    assert_eq!(serde_json::to_value(&read).expect("it can be written"), json);
    assert_eq!(json["points"], 4096);
    // Every path is on the page.
    let page = std::fs::read_to_string(file("docs/metrics.md")).unwrap();
    let page = page.split("## Sensitivity").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut documented = BTreeSet::new();
    for cell in page.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next()) {
        let mut stem = "";
        for path in format!("`{cell}").split('`').skip(1).step_by(2) {
            let full = if path.starts_with('.') { format!("{stem}{path}") } else { path.to_owned() };
            if !path.starts_with('.') {
                stem = path.rsplit_once('.').map_or("", |(stem, _)| stem);
            }
            documented.insert(full);
        }
    }
    let mut found = BTreeSet::new();
    paths(&json, "", &mut found);
    let known = |path: &&String| {
        documented.iter().any(|page| {
            *path == page || path.strip_prefix(page.as_str()).is_some_and(|rest| rest.starts_with('.'))
        })
    };
    let missing: Vec<&String> = found.iter().filter(|path| !known(path)).collect();
    assert!(missing.is_empty(), "not on the page: {missing:?}");
    let gone = |page: &&String| !found.iter().any(|path| path.starts_with(page.as_str()));
    let gone: Vec<&String> = documented.iter().filter(gone).collect();
    assert!(gone.is_empty(), "only on the page: {gone:?}");
    // And every figure of the answer has its row.
    let text =
        desk.call("sensitivity pair.toml --points 4096 --draws 20000 --format csv").exits(0).out.clone();
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(rows.headers().expect("a header"), vec!["path", "value", "se", "lo", "hi"]);
    let rows: Vec<Vec<String>> =
        rows.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
    let public = &read.perspectives["public"];
    let rate = public.inputs.iter().find(|input| input.input == "success_rate").unwrap().first.unwrap();
    let row =
        rows.iter().find(|row| row[0] == "perspectives.public.inputs.success_rate.first").expect("a row");
    assert_eq!(row[1..], [rate.value, rate.se, rate.lo, rate.hi].map(|part| part.to_string()));
    for path in [
        "perspectives.state.factors.saving+success_rate.total",
        "perspectives.public.inputs.course_cost.response.9.probability_break_even",
        "perspectives.public.variance.cohort_luck_share",
    ] {
        assert!(rows.iter().any(|row| row[0] == path), "{path} in {rows:?}");
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let desk = desk();
    for (call, code, says) in [
        ("sensitivity", 2, "required"),
        ("sensitivity doubt.toml -o doubt.toml", 2, "would be overwritten"),
        ("sensitivity doubt.toml --perspective stat", 2, "did you mean `state`?"),
        ("sensitivity doubt.toml --points 0", 2, "expected a whole number from 256 to 1073741824"),
        ("sensitivity doubt.toml --points -5", 2, "expected a whole number from 256 to 1073741824"),
        ("sensitivity doubt.toml --points 1e12", 2, "expected a whole number from 256 to 1073741824"),
        ("sensitivity doubt.toml --draws 99", 2, "at least 100"),
        ("sensitivity doubt.toml --draws 1e12", 3, "more memory than there is"),
        ("sensitivity doubt.toml --precision 0.1", 2, "unexpected argument"),
        ("sensitivity doubt.toml --shard 1/2", 2, "unexpected argument"),
        ("sensitivity doubt.toml --dump a.csv", 2, "unexpected argument"),
        ("sensitivity doubt.toml -o a.pdf", 2, "there is no such format"),
        ("sensitivity missing.toml", 3, "missing.toml"),
    ] {
        let answer = desk.call(call);
        answer.exits(code);
        assert!(answer.err.contains(says), "{call}: {}", answer.err);
    }
}
