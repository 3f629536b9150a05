//! Exit codes, and the batch that ends with the worst of them.

use crate::call::{Answer, Desk, U_TURN, requiring};

#[test]
fn a_scenario_that_runs_exits_with_0_and_says_nothing_beside_its_report() {
    let desk = Desk::new();
    let answer = desk.call("run u-turn.toml");
    answer.exits(0);
    assert_eq!(answer.err, "");
    assert!(answer.out.contains("U-turn, one third"), "{}", answer.out);
    assert!(answer.out.contains("The public money comes back with a probability of 86.1%"), "{}", answer.out);
    desk.call("check u-turn.toml").exits(0);
}

#[test]
fn a_call_that_is_not_understood_exits_with_2() {
    let desk = Desk::new();
    for call in [
        "",
        "run",
        "runn u-turn.toml",
        "run u-turn.toml --draws many",
        "run u-turn.toml --draws 99",
        "run u-turn.toml --seed -1",
        "run u-turn.toml --threads 5000",
        "run u-turn.toml --set inputs.success_rate.fixed",
        "run u-turn.toml --format pdf",
        "run u-turn.toml --variant a --all-variants",
        "check",
    ] {
        let answer = desk.call(call);
        answer.exits(2);
        assert_eq!(answer.out, "", "{call}");
        assert_ne!(answer.err, "", "{call}");
    }
}

#[test]
fn a_scenario_without_a_command_is_told_its_command() {
    let desk = Desk::new();
    for call in ["u-turn.toml", "missing.toml", "--quiet u-turn.toml", "."] {
        let answer = desk.call(call);
        answer.exits(2);
        let word = call.rsplit(' ').next().unwrap();
        assert!(answer.err.contains(&format!("write `vendepunkt run {word}`")), "{}", answer.err);
    }
    assert!(!desk.call("runn").exits(2).err.contains("vendepunkt run runn"));
}

#[test]
fn a_report_is_not_written_under_the_name_of_another_format() {
    let desk = Desk::new();
    for (call, says) in [
        ("run u-turn.toml --format text -o report.html", "add `--format html`, or name the file report.txt"),
        ("run u-turn.toml --format text -o report.json", "add `--format json`, or name the file report.txt"),
        ("run u-turn.toml --format json -o report.xlsx", "name the file report.json"),
        ("stress u-turn.toml --format json -o report.csv", "add `--format csv`"),
        (
            "compare u-turn.toml u-turn.toml -o report.csv",
            "there is no such format (endings of a report are .md, .json, .html",
        ),
        ("compare u-turn.toml u-turn.toml --format text -o report.xml", "add `--format junit`"),
        ("run u-turn.toml -o report.pdf", "there is no such format"),
    ] {
        let answer = desk.call(call);
        answer.exits(2);
        assert!(answer.err.contains(says), "{call}: {}", answer.err);
        assert!(!desk.path(call.rsplit(' ').next().unwrap()).exists(), "{call}");
    }
    desk.call("run u-turn.toml --draws 1000 --format markdown -o report.md").exits(0);
    desk.call("run u-turn.toml --draws 1000 -o report.txt").exits(0);
    desk.call("run u-turn.toml --draws 1000 --shard 1/2 -o piece.json").exits(0);
}

#[test]
fn the_ending_of_a_file_says_the_format() {
    let desk = Desk::new();
    for (call, begins) in [
        ("run u-turn.toml -o report.md", "# "),
        ("run u-turn.toml -o report.json", "["),
        ("run u-turn.toml -o report.csv", "scenario,"),
        ("run u-turn.toml -o report.html", "<!DOCTYPE html>"),
        ("stress u-turn.toml --only tornado -o report.htm", "<!DOCTYPE html>"),
        ("compare u-turn.toml u-turn.toml -o report.xml", "<?xml"),
        ("stress u-turn.toml --only tornado -o report.md", "# "),
    ] {
        desk.call(&format!("{call} --draws 1000")).exits(0);
        let report = std::fs::read_to_string(desk.path(call.rsplit(' ').next().unwrap())).unwrap();
        assert!(report.starts_with(begins), "{call}: {report}");
    }
    // An option beats a variable.
    let run = |file: &str| {
        let mut program = desk.program();
        program.args(["run", "u-turn.toml", "--draws", "1000", "-o", file]).env("VENDEPUNKT_FORMAT", "csv");
        Answer::of(program.output().unwrap()).exits(0);
        std::fs::read_to_string(desk.path(file)).unwrap()
    };
    assert!(run("other.md").starts_with("# "));
    assert!(run("other.txt").starts_with("scenario,"));
}

#[test]
fn help_and_version_are_results() {
    let desk = Desk::new();
    for call in ["--help", "run --help", "check --help", "--version"] {
        let answer = desk.call(call);
        answer.exits(0);
        assert!(answer.err.is_empty() && !answer.out.is_empty(), "{answer:?}");
    }
}

#[test]
fn an_invalid_scenario_exits_with_3_and_is_pointed_into() {
    let desk = Desk::new();
    desk.put("misspelt.toml", &U_TURN.replace("[discount]\nrate", "[discount]\nraet"));
    for call in ["run misspelt.toml", "check misspelt.toml"] {
        let answer = desk.call(call);
        answer.exits(3);
        assert_eq!(answer.out, "");
        assert!(answer.err.contains("misspelt.toml:9:1"), "{}", answer.err);
    }
    desk.call("run missing.toml").exits(3);
    desk.call("run u-turn.toml --variant nobody").exits(3);
}

#[test]
fn requirements_decide_between_0_4_and_5() {
    let desk = Desk::new();
    // The exact probability is 0.8617; 20,000 draws know it to within 0.005.
    desk.put("holds.toml", &requiring(0.8));
    desk.put("fails.toml", &requiring(0.9));
    desk.put("undecided.toml", &requiring(0.861_746_5));
    desk.call("run holds.toml").exits(0);
    desk.call("run fails.toml").exits(4);
    desk.call("run undecided.toml").exits(5);
}

#[test]
fn a_batch_exits_with_the_worst_and_one_bad_file_stops_no_other() {
    let desk = Desk::new();
    desk.put("fails.toml", &requiring(0.9));
    desk.put("undecided.toml", &requiring(0.861_746_5));
    desk.put("broken.toml", "format = 1\n");
    desk.call("run u-turn.toml undecided.toml --format json").exits(5);
    desk.call("run u-turn.toml undecided.toml fails.toml --format json").exits(4);
    let answer = desk.call("run fails.toml broken.toml u-turn.toml nowhere.toml --format json");
    answer.exits(3);
    let results = answer.json();
    let files: Vec<&str> =
        results.as_array().unwrap().iter().map(|r| r["scenario"]["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["fails.toml", "u-turn.toml"]);
    assert!(answer.err.contains("broken.toml") && answer.err.contains("nowhere.toml"), "{}", answer.err);
}

#[test]
fn a_folder_stands_for_its_scenarios() {
    let desk = Desk::new();
    desk.put("all/b.toml", U_TURN);
    desk.put("all/a.toml", U_TURN);
    desk.put("all/below/c.toml", U_TURN);
    desk.put("all/.hidden.toml", "no scenario");
    desk.put("all/notes.txt", "no scenario");
    let answer = desk.call("run all --format json");
    answer.exits(0);
    let results = answer.json();
    let files: Vec<&str> =
        results.as_array().unwrap().iter().map(|r| r["scenario"]["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["all/a.toml", "all/b.toml", "all/below/c.toml"]);
    std::fs::create_dir(desk.path("empty")).unwrap();
    let answer = desk.call("run empty --format json");
    answer.exits(3);
    assert!(answer.err.contains("no scenario in the folder empty"), "{}", answer.err);
    assert_eq!(answer.json().as_array().unwrap().len(), 0);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_program_at_once_with_130() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let desk = Desk::new();
    let run = "run u-turn.toml --draws 1e12";
    for (signal, call) in [
        ("INT", format!("{run} --output report.txt")),
        ("TERM", format!("{run} --output report.txt")),
        ("INT", format!("{run} --dump draws.csv --output report.txt")),
        ("INT", format!("{run} --precision 0.00001 --format json --output report.json")),
        ("INT", "run . --draws 1e12 --format csv --output all.csv".to_owned()),
    ] {
        let mut child = desk.program().args(call.split(' ')).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(300));
        let told = Instant::now();
        let kill =
            Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        assert_eq!(child.wait().unwrap().code(), Some(130));
        assert!(told.elapsed() < Duration::from_secs(2));
        assert_eq!(desk.names(), ["u-turn.toml"], "nothing half-written is left");
    }
}
