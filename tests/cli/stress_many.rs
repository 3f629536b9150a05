//! `stress` of many scenarios, and of parts of a list of them.

use crate::call::Desk;
use crate::stress::desk;

/// A folder of six scenarios, no two alike.
fn many() -> Desk {
    let desk = desk();
    let text = desk.read("doubt.toml");
    for number in 0..5 {
        desk.put(&format!("cases/case{number}.toml"), &text.replace("24", &format!("{}", 20 + number)));
    }
    desk.put("cases/below/case5.toml", &text);
    desk
}

const CALL: &str = "stress cases --draws 2000 --only tornado,variants";

#[test]
fn of_several_each_is_tested_as_by_a_call_of_its_own() {
    let desk = many();
    let all = desk.call(&format!("{CALL} --format json"));
    let answers = all.exits(0).json();
    let answers = answers.as_array().expect("an array");
    let files = ["below/case5", "case0", "case1", "case2", "case3", "case4"];
    assert_eq!(answers.len(), files.len());
    for (file, answer) in files.iter().zip(answers) {
        let alone =
            desk.call(&format!("{} --format json", CALL.replace("cases", &format!("cases/{file}.toml"))));
        assert_eq!(*answer, alone.exits(0).json(), "{file}");
        let text = CALL.replace("cases", &format!("cases/{file}.toml"));
        assert!(desk.call(CALL).out.contains(&desk.call(&text).out), "{file}");
    }
    // A row of figures says whose it is.
    let csv = desk.call(&format!("{CALL} --format csv")).exits(0).out.clone();
    let alone = desk.call(&format!("{} --format csv", CALL.replace("cases", "cases/case2.toml"))).out;
    let rows = csv.lines().filter_map(|row| row.strip_prefix("cases/case2.toml,,"));
    assert_eq!(rows.collect::<Vec<_>>(), alone.lines().skip(1).collect::<Vec<_>>());
    assert!(csv.starts_with("scenario,variant,path,value,se,lo,hi\r\n"), "{csv}");
    assert_eq!(csv.matches("path,value").count(), 1);
    // A folder of one is a list all the same.
    assert!(
        desk.call("stress cases/below --draws 2000 --only tornado --format json").exits(0).json().is_array()
    );
}

#[test]
fn parts_of_a_list_are_the_bytes_of_one_call() {
    let desk = many();
    for part in 1..=3 {
        let call = format!("{CALL} --format json --part {part}/3 --output part{part}.json");
        assert_eq!(desk.call(&call).exits(0).out, "");
    }
    for format in ["json", "text", "markdown", "csv"] {
        let merged = desk.call(&format!("merge part3.json part1.json part2.json --format {format}"));
        assert_eq!(merged.exits(0).out, desk.call(&format!("{CALL} --format {format}")).out, "{format}");
    }
    let piped = desk.call_with_input("merge part3.json part1.json - --format json", &desk.read("part2.json"));
    assert_eq!(piped.exits(0).out, desk.call(&format!("{CALL} --format json")).out);
    assert_eq!(desk.call("merge part2.json --missing").exits(0).out, "1,3\n");
    // More parts than files leave some empty, which are parts all the same.
    for part in 1..=8 {
        desk.call(&format!("{CALL} --format json --part {part}/8 --output eighth{part}.json")).exits(0);
    }
    let eighths: Vec<String> = (1..=8).map(|part| format!("eighth{part}.json")).collect();
    let merged = desk.call(&format!("merge {} --format json", eighths.join(" ")));
    assert_eq!(merged.exits(0).out, desk.call(&format!("{CALL} --format json")).out);
    // Read by people, a part is a report on its scenarios.
    let text = desk.call(&format!("{CALL} --part 3/3")).exits(0).out.clone();
    assert!(text.contains("cases/case4.toml") && !text.contains("cases/case0.toml"), "{text}");
    for (asked, name) in [("--seed 2", "seed"), ("--low 5", "low"), ("--set inputs.saving.fixed=1", "set")] {
        let call = format!("{CALL} --format json --part 2/3 {asked} --output {name}.json");
        desk.call(&call).exits(0);
    }
    desk.call("run cases/case1.toml --shard 1/2 --output piece").exits(0);
    for (files, error) in [
        ("part1.json part3.json", "error: of 3 parts of the stress tests 1 is missing: 2; "),
        ("part1.json part1.json", "error: part1.json is part 1/3 once more"),
        ("part1.json eighth2.json", "error: eighth2.json is a part of another list: it is of 8 parts, "),
        (
            "part1.json seed.json",
            "error: seed.json is a part of another list: it is of 3 parts, 2000 draws, random sampling, seed 2, ",
        ),
        ("part1.json low.json", "error: low.json is a part of another list: it was asked --low 5 "),
        ("part1.json set.json", "error: set.json is a part of another list: it was asked --low 10 "),
        ("part1.json piece", "error: piece is no part of a list of stress tests: "),
    ] {
        let answer = desk.call(&format!("merge {files}"));
        assert!(answer.exits(3).err.starts_with(error), "{files}: {}", answer.err);
    }
    desk.call("merge part1.json part2.json part3.json --format junit").exits(2);
}

#[test]
fn what_is_wrong_with_one_scenario_stops_no_other() {
    let desk = many();
    desk.put("cases/case2.toml", "format = 1\n");
    let all = desk.call(&format!("{CALL} --format json"));
    assert_eq!(all.exits(3).json().as_array().map(Vec::len), Some(5));
    assert!(all.err.ends_with("error: no answer for 1 of 6 scenarios: cases/case2.toml\n"), "{}", all.err);
    for part in 1..=2 {
        let call = format!("{CALL} --format json --part {part}/2 --output part{part}.json");
        desk.call(&call).exits(if part == 2 { 3 } else { 0 });
    }
    let merged = desk.call("merge part1.json part2.json --format json");
    assert_eq!(merged.exits(3).out, all.out);
    assert!(
        merged.err.ends_with("error: no answer for 1 of 6 scenarios: cases/case2.toml\n"),
        "{}",
        merged.err
    );
}

#[test]
fn calls_that_mean_nothing_for_a_list_say_so() {
    let desk = many();
    for (call, error) in [
        ("stress doubt.toml --part 1/2", "--part cuts a list of files"),
        ("stress cases --box box.toml", "it is of one scenario: name one file"),
        ("stress cases --input nobody", "nobody"),
        ("value cases/case1.toml cases/case2.toml --part 1/2", "a part of them would be another choice"),
    ] {
        let answer = desk.call(&format!("{call} --draws 2000"));
        assert!(answer.exits(2).err.contains(error), "{call}: {}", answer.err);
    }
}
