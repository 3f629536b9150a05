//! The formats, read back.

use crate::call::{Desk, U_TURN, requiring};

#[test]
fn json_is_the_same_bytes_for_any_number_of_threads() {
    let desk = Desk::new();
    let uncertain = U_TURN
        .replace("fixed = 0.3333333333333333", "beta = { mean = 0.42, sd = 0.08 }")
        .replace("fixed = 179_166.66666666666", "lognormal = { mean = 179_167, sd = 18_000 }");
    desk.put("uncertain.toml", &uncertain);
    for outputs in ["headline", "yearly"] {
        let run = |threads: u32| {
            let call = format!("run uncertain.toml --draws 200_000 --format json --outputs {outputs}");
            let answer = desk.call(&format!("{call} --threads {threads}"));
            answer.exits(0);
            answer.out
        };
        let one = run(1);
        assert_eq!(one, run(2));
        assert_eq!(one, run(7));
        assert!(!one.contains("thread"));
    }
}

#[test]
fn the_golden_probability_comes_out() {
    let desk = Desk::new();
    let json = desk.call("run u-turn.toml --draws 1e6 --format json").json();
    let public = &json[0]["perspectives"]["public"];
    let chance = &public["probability_break_even"];
    // P(Binomial(24, 1/3) ≥ 6), CASES 1; within 4 of its own standard errors.
    let distance = chance["value"].as_f64().unwrap() - 0.861_746_495_871_098_4;
    assert!(distance.abs() < 4.0 * chance["se"].as_f64().unwrap(), "{chance}");
    let base = json[0]["base_case"]["net_benefit"]["public"].as_f64().unwrap();
    assert!((base / 1.9e6 - 1.0).abs() < 1e-9, "{base}");
}

#[test]
fn csv_agrees_with_json_and_survives_any_name() {
    let desk = Desk::new();
    // A file name may hold all that a cell must survive; TOML names cannot.
    let name = "=1,\"æøå\"|x.toml";
    desk.put(name, &requiring(0.5));
    let call = |format: &str| {
        let mut program = desk.program();
        crate::call::Answer::of(program.args(["run", name, "--format", format]).output().unwrap())
    };
    let csv = call("csv");
    csv.exits(0);
    let rows = read_csv(&csv.out);
    assert_eq!(rows[0].join(","), "scenario,variant,perspective,metric,year,value,se,lo,hi,changed,label");
    assert!(rows.iter().all(|row| row.len() == 11));
    assert!(rows[1..].iter().all(|row| row[0] == format!("'{name}")), "{:?}", rows[1]);
    let json = call("json").json();
    let cell = |perspective: &str, metric: &str, year: &str| {
        let found = rows.iter().find(|row| row[2] == perspective && row[3] == metric && row[4] == year);
        let row = found.unwrap_or_else(|| panic!("no row {perspective} {metric} {year}"));
        (row[5].parse::<f64>().unwrap(), row[6].parse::<f64>().ok())
    };
    let public = &json[0]["perspectives"]["public"];
    let of = |figure: &serde_json::Value| (figure["value"].as_f64().unwrap(), figure["se"].as_f64());
    assert_eq!(cell("public", "net_benefit.p5", ""), of(&public["net_benefit"]["p5"]));
    assert_eq!(cell("public", "break_even_year.by_year", "3"), of(&public["break_even_year"]["by_year"][3]));
    assert_eq!(cell("state", "lines.effects.public_saving", ""), {
        of(&json[0]["perspectives"]["state"]["lines"]["effects.public_saving"])
    });
}

/// An RFC 4180 reader: quotes, doubled quotes, CRLF.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (quoted, character) {
            (true, '"') if characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            (_, '"') => quoted = !quoted,
            (false, ',') => row.push(std::mem::take(&mut cell)),
            (false, '\r') => assert_eq!(characters.peek(), Some(&'\n')),
            (false, '\n') => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (_, character) => cell.push(character),
        }
    }
    assert!(row.is_empty() && cell.is_empty(), "the last row ends like every other");
    rows
}

#[test]
fn markdown_and_text_say_the_same_figures() {
    let desk = Desk::new();
    let (markdown, text) = (desk.call("run u-turn.toml --format markdown"), desk.call("run u-turn.toml"));
    assert!(markdown.exits(0).out.starts_with("# U-turn, one third\n"));
    let figures = |text: &str| -> Vec<String> {
        let bare: String =
            text.chars().map(|c| if c.is_ascii_digit() || "−.,%".contains(c) { c } else { ' ' }).collect();
        let mut figures: Vec<String> = bare
            .split_whitespace()
            .filter(|word| word.len() > 2)
            .map(|word| word.trim_matches(['.', ',']).into())
            .collect();
        figures.sort();
        figures.dedup();
        figures
    };
    assert_eq!(figures(&markdown.out), figures(&text.out));
}

#[test]
fn a_batch_ends_in_a_table_over_all() {
    let desk = Desk::new();
    desk.put("holds.toml", &requiring(0.8));
    desk.put("fails.toml", &requiring(0.9));
    let answer = desk.call("run u-turn.toml holds.toml fails.toml");
    answer.exits(4);
    let table = answer.out.split("ALL 3 SCENARIOS").nth(1).expect("a table over all");
    assert!(table.contains("holds.toml") && table.contains("✗ fails"), "{table}");
    assert!(!desk.call("run u-turn.toml").out.contains("ALL 1"));
}

#[test]
fn many_files_at_once_are_reported_in_their_order_with_the_same_bytes() {
    let desk = Desk::new();
    for number in 10..30 {
        let rate = format!("fixed = 0.{number}");
        desk.put(&format!("all/s{number}.toml"), &U_TURN.replace("fixed = 0.3333333333333333", &rate));
    }
    desk.put("all/s15.toml", "title = 3");
    for format in ["json", "csv", "text"] {
        let run = |threads: u32| {
            let answer =
                desk.call(&format!("run all --draws 2000 --quiet --format {format} --threads {threads}"));
            answer.exits(3);
            (answer.out, answer.err)
        };
        let alone = run(1);
        assert!(alone.1.contains("all/s15.toml"), "{}", alone.1);
        // Enough files for several at once, with 2 and 3 threads; too few for that with 7.
        for threads in [2, 3, 7] {
            assert_eq!(alone, run(threads), "{format}, {threads} threads");
        }
    }
    let json = desk.call("run all --draws 2000 --format json --threads 2").json();
    let files: Vec<&str> =
        json.as_array().unwrap().iter().map(|r| r["scenario"]["file"].as_str().unwrap()).collect();
    assert_eq!(files.len(), 19);
    assert!(files.is_sorted());
}

#[test]
fn check_gives_its_findings_as_json() {
    let desk = Desk::new();
    desk.put("broken.toml", &U_TURN.replace("fixed = 0.3333333333333333", "beta = { mean = 0.5, sd = 0.9 }"));
    let answer = desk.call("check broken.toml u-turn.toml --format json");
    answer.exits(3);
    assert_eq!(answer.err, "");
    let verdicts = answer.json();
    assert_eq!((&verdicts[0]["valid"], &verdicts[1]["valid"]), (&false.into(), &true.into()));
    let findings = verdicts[0]["findings"].as_array().unwrap();
    let error = findings.iter().find(|finding| finding["severity"] == "error").unwrap();
    assert_eq!(error["line"], 16, "{error}");
}

/// Names of fields, wherever they stand in a schema.
fn fields(schema: &serde_json::Value, found: &mut std::collections::BTreeSet<String>) {
    match schema {
        serde_json::Value::Object(members) => {
            if let Some(properties) = members.get("properties").and_then(serde_json::Value::as_object) {
                found.extend(properties.keys().cloned());
            }
            // Of the details of warnings the schema has the kinds, and the page that there are such.
            let details = ["Warning", "PathwayWarning", "ComparisonWarning", "While"];
            let others = members.iter().filter(|(name, _)| !details.contains(&name.as_str()));
            others.for_each(|(_, member)| fields(member, found));
        }
        serde_json::Value::Array(elements) => elements.iter().for_each(|element| fields(element, found)),
        _ => {}
    }
}

#[test]
fn every_field_of_a_report_is_on_the_page_of_figures() {
    let read = |path: &str| std::fs::read_to_string(crate::common::file(path)).expect("it is shipped");
    let page = read("docs/metrics.md");
    let section = |heading: &str| {
        let section = page.split(heading).nth(1).expect("it has a section");
        section.split("\n## ").next().expect("it has an end")
    };
    for (name, heading) in [("stress", "## A stress test"), ("value", "## The value of information")] {
        // What it says of the scenario and the run is what a run says of them.
        let sections = ["## The scenario and the run", "## Beside the simulation", heading].map(section);
        let quoted = sections.into_iter().flat_map(|section| section.split('`').skip(1).step_by(2));
        let named: std::collections::BTreeSet<&str> =
            quoted.flat_map(|text| text.split(|c: char| !(c.is_alphanumeric() || c == '_'))).collect();
        let mut all = std::collections::BTreeSet::new();
        let schema = serde_json::from_str(&read(&format!("schemas/{name}.schema.json"))).expect("it is JSON");
        fields(&schema, &mut all);
        let of_estimates = ["value", "se", "lo", "hi"];
        all.retain(|field| !named.contains(field.as_str()) && !of_estimates.contains(&field.as_str()));
        assert!(all.is_empty(), "not on the page of `{name}`: {all:?}");
    }
}
