//! Attempts to turn a gate green, by mistake or by craft, in scratch repositories: none ends with 0.

use std::fs;

use crate::call::Desk;
use crate::command::uncertain;
use crate::git::{git, repository};

/// A limit that a lower rate crosses.
const LIMIT: &str = "--max-drop public.probability_break_even=0.02";

const GATE: &str = "compare cases --against-git main --max-drop public.probability_break_even=0.02";

/// A desk on a branch that has `cases/base.toml` (alpha 12 of 36) and `cases/other.toml`, which is the same.
fn two_cases() -> Desk {
    let desk = repository();
    fs::remove_file(desk.path("cases/young.toml")).unwrap();
    desk.put("cases/other.toml", &uncertain(12.0).replace("U-turn, one third", "Other"));
    git(&desk, &["add", "-A"]);
    git(&desk, &["commit", "-qm", "two"]);
    desk
}

fn lower(desk: &Desk) {
    desk.put("cases/base.toml", &desk.read("cases/base.toml").replace("alpha = 12", "alpha = 8"));
}

/// P(break-even) falls by 20 points where alpha goes from 12 to 8: the limit of 2 is crossed, whatever git makes of the
/// files.
#[test]
fn the_base_is_what_git_has() {
    // What `*.toml` is to become where it is checked out: other text, or none that can be read.
    for attributes in ["*.toml working-tree-encoding=UTF-16", "*.toml filter=lower", "*.toml text eol=crlf"] {
        for place in [".gitattributes", ".git/info/attributes", "cases/.gitattributes"] {
            let desk = two_cases();
            git(&desk, &["config", "filter.lower.smudge", "sed s/alpha.=.12/alpha.=.8/"]);
            git(&desk, &["config", "filter.lower.clean", "cat"]);
            lower(&desk);
            desk.put(place, &format!("{attributes}\n"));
            let json = desk.call(&format!("{GATE} --format json")).exits(4).json();
            assert_eq!((&json["counts"]["changed"], &json["counts"]["added"]), (&1.into(), &0.into()));
        }
    }
}

#[test]
fn what_stands_in_a_commits_place_counts_for_nothing() {
    let desk = two_cases();
    lower(&desk);
    git(&desk, &["checkout", "-q", "-b", "lower"]);
    git(&desk, &["commit", "-qam", "lower"]);
    desk.call(GATE).exits(4);
    // The commit of main, and the file in it, replaced by what the branch has.
    git(&desk, &["replace", "main", "lower"]);
    desk.call(GATE).exits(4);
    git(&desk, &["replace", "-d", "main"]);
    git(&desk, &["replace", "main:cases/base.toml", "lower:cases/base.toml"]);
    desk.call(GATE).exits(4);
    // A tag of the same name.
    git(&desk, &["tag", "main", "lower"]);
    let answer = desk.call(GATE);
    assert!(answer.exits(2).err.contains("refs/heads/main and refs/tags/main"), "{answer:?}");
    desk.call(&GATE.replace(" main", " refs/heads/main")).exits(4);
}

/// Each hides `cases/base.toml` in its own way, while `cases/other.toml` stays as it is.
#[test]
fn a_scenario_that_vanishes_is_not_green() {
    type Hide = fn(&Desk);
    fn rename(desk: &Desk, to: &str) {
        fs::rename(desk.path("cases/base.toml"), desk.path(to)).unwrap();
    }
    let ways: [(&str, i32, Hide); 8] = [
        ("removed", 5, |desk| fs::remove_file(desk.path("cases/base.toml")).unwrap()),
        ("a backup", 5, |desk| rename(desk, "cases/base.toml.bak")),
        ("hidden", 5, |desk| rename(desk, "cases/.base.toml")),
        ("moved out", 5, |desk| rename(desk, "base.toml")),
        ("another ending", 3, |desk| rename(desk, "cases/base.TOML")),
        ("renamed and padded", 5, |desk| {
            lower(desk);
            let text = desk.read("cases/base.toml");
            fs::remove_file(desk.path("cases/base.toml")).unwrap();
            let padding = (0..3000).map(|i| format!("# {i}: {}\n", "x".repeat(i % 60))).collect::<String>();
            desk.put(
                "cases/new.toml",
                &format!("{padding}{}", text.replace("at_least = 0.7", "at_least = 0.1")),
            );
        }),
        ("a folder", 3, |desk| {
            fs::remove_file(desk.path("cases/base.toml")).unwrap();
            fs::create_dir(desk.path("cases/base.toml")).unwrap();
        }),
        ("a stub that extends nothing", 3, |desk| desk.put("cases/base.toml", "")),
    ];
    for (way, code, hide) in ways {
        let desk = two_cases();
        hide(&desk);
        for format in ["text", "markdown", "json", "junit", "github"] {
            let answer = desk.call(&format!("{GATE} --format {format}"));
            assert_eq!(answer.code, Some(code), "{way}, {format}: {answer:?}");
            if code == 5 {
                let named = answer.out.find("base.toml").unwrap_or_else(|| panic!("{way}: {answer:?}"));
                let other = answer.out.find("other.toml").unwrap_or(usize::MAX);
                assert!(format == "json" || named < other, "{way}: it is named first: {}", answer.out);
            }
        }
        if code == 5 {
            desk.call(&format!("{GATE} --allow-removed")).exits(0);
            // Without limits it is named, and nothing is undecided.
            let answer = desk.call("compare cases --against-git main");
            assert!(answer.exits(0).out.contains("1 removed"), "{way}: {answer:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_or_a_pipe_in_its_place_is_not_green() {
    for (target, code) in [("nowhere.toml", 3), ("/etc/passwd", 3), ("../u-turn.toml", 3), ("other.toml", 0)]
    {
        let desk = two_cases();
        fs::remove_file(desk.path("cases/base.toml")).unwrap();
        std::os::unix::fs::symlink(target, desk.path("cases/base.toml")).unwrap();
        for call in [GATE.to_owned(), GATE.replace("cases ", "cases/base.toml ")] {
            let answer = desk.call(&call);
            // A file that the call names may be a link to any file of the repository; that one is better.
            let expected = if target.ends_with("u-turn.toml") && call != GATE { 0 } else { code };
            assert_eq!(answer.code, Some(expected), "{target}, {call}: {answer:?}");
            assert!(!answer.err.contains("root:"), "{answer:?}");
        }
    }
    let desk = two_cases();
    fs::remove_file(desk.path("cases/base.toml")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(desk.path("cases/base.toml")).status();
    assert!(made.is_ok_and(|made| made.success()));
    for call in [GATE.to_owned(), GATE.replace("cases ", "cases/base.toml ")] {
        assert!(desk.call(&call).exits(3).err.contains("not a file"), "{call}");
    }
}

#[test]
fn a_file_that_the_call_names_may_not_vanish_either() {
    let desk = two_cases();
    fs::remove_file(desk.path("cases/base.toml")).unwrap();
    let call = format!("compare cases/base.toml cases/other.toml --against-git main {LIMIT}");
    let answer = desk.call(&call);
    assert!(answer.exits(5).out.starts_with("? undecided, as 1 is removed"), "{answer:?}");
    desk.call(&format!("{call} --allow-removed")).exits(0);
    // A folder in its place, with what was added in it.
    desk.put("cases/base.toml/new.toml", &uncertain(8.0));
    let answer = desk.call(&call);
    assert!(answer.exits(4).out.contains("cases/base.toml/new.toml (was cases/base.toml)"), "{answer:?}");
    // Folders beside each other.
    desk.put("before/a.toml", &uncertain(12.0));
    desk.put("before/b.toml", &uncertain(12.0));
    desk.put("after/a.toml", &uncertain(12.0));
    desk.call(&format!("compare before after {LIMIT}")).exits(5);
    desk.call(&format!("compare before after {LIMIT} --allow-removed")).exits(0);
    desk.call("compare before after").exits(0);
}

/// A rate that a variant alone states, and a requirement that it does not meet.
const VARIANTS: &str = "
[variants.low.inputs.success_rate]
beta = { alpha = 10, beta = 24.0 }

[variants.high.inputs.success_rate]
beta = { alpha = 18, beta = 24.0 }
";

#[test]
fn a_variant_that_alone_got_worse_is_no_silence() {
    let desk = two_cases();
    desk.put("cases/base.toml", &(desk.read("cases/base.toml") + VARIANTS));
    git(&desk, &["commit", "-qam", "variants"]);
    let json = desk.call(&format!("{GATE} --format json")).exits(0).json();
    let names: Vec<&str> =
        json["pairs"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
    let expected = ["base.toml", "base.toml (variant high)", "base.toml (variant low)", "other.toml"];
    assert_eq!(names, expected);
    assert_eq!(json["counts"]["unchanged"], 4);
    desk.put("cases/base.toml", &desk.read("cases/base.toml").replace("alpha = 18", "alpha = 13"));
    let answer = desk.call(GATE);
    assert!(answer.exits(4).out.contains("base.toml (variant high)"), "{answer:?}");
    desk.call(&format!("{GATE} --no-variants")).exits(0);
    desk.call(&format!("{GATE} --variant low").replace("cases ", "cases/base.toml ")).exits(0);
    // Folders too.
    desk.put("before/base.toml", &(uncertain(12.0) + VARIANTS));
    desk.put("after/base.toml", &(uncertain(12.0) + &VARIANTS.replace("alpha = 18", "alpha = 13")));
    desk.call(&format!("compare before after {LIMIT}")).exits(4);
    desk.call(&format!("compare before after {LIMIT} --no-variants")).exits(0);
    // A variant that is gone is missed as a file is; one that was added has no base.
    let text = desk.read("cases/base.toml");
    desk.put(
        "cases/base.toml",
        &text.replace("alpha = 13", "alpha = 18").replace("variants.low", "variants.lower"),
    );
    let answer = desk.call(GATE);
    assert!(answer.exits(5).out.contains("base.toml (variant low)"), "{answer:?}");
    // One that is broken is broken now.
    desk.put("cases/base.toml", &text.replace("alpha = 13", "alfa = 18"));
    let answer = desk.call(GATE);
    assert!(answer.exits(3).err.contains("alfa"), "{answer:?}");
}

/// A pessimistic variant may miss what its file requires, as it did before; one that met it must go on to do so.
#[test]
fn what_a_variant_requires_decides_where_its_base_met_it() {
    let desk = two_cases();
    let base = desk.read("cases/base.toml").replace("at_least = 0.7", "at_least = 0.75");
    desk.put("cases/base.toml", &(base.clone() + VARIANTS));
    git(&desk, &["commit", "-qam", "variants"]);
    // 155,000 → 156,000 a success: an edit that every pair has, for the better.
    let edited = desk.read("cases/base.toml").replace("155_000", "156_000");
    desk.put("cases/base.toml", &edited);
    let json = desk.call(&format!("{GATE} --format json")).exits(0).json();
    let gate = |json: &serde_json::Value, pair: usize| {
        let gates = json["pairs"][pair]["gates"].as_array().unwrap();
        let gate = gates.iter().find(|gate| gate["name"] == "require break_even").unwrap();
        (gate["verdict"].as_str().unwrap().to_owned(), gate["decides"].as_bool().unwrap())
    };
    assert_eq!(gate(&json, 1), ("pass".to_owned(), true));
    assert_eq!(gate(&json, 2), ("fail".to_owned(), false), "{json}");
    desk.put("cases/base.toml", &edited.replace("alpha = 18", "alpha = 10"));
    let json = desk.call("compare cases --against-git main --format json").exits(4).json();
    assert_eq!(gate(&json, 1), ("fail".to_owned(), true));
}

/// `public` without the municipality, which pays: every figure of it is better by definition.
#[test]
fn a_redefined_perspective_is_a_warning() {
    let desk = two_cases();
    let redefined = "\n[perspectives.public]\npayers = [\"state\"]\n";
    desk.put("cases/base.toml", &(desk.read("cases/base.toml") + redefined));
    let json = desk.call(&format!("{GATE} --format json")).json();
    let warnings = json["pairs"][0]["warnings"].as_array().unwrap();
    let warning = warnings.iter().find(|warning| warning["code"] == "unlike-perspective");
    let message = warning.unwrap()["message"].as_str().unwrap();
    assert_eq!(message, "`public` adds up other payers or taxes than in the base");
    // The order in which they are named is none of it; their taxes are.
    let society = |payers: &str, tax: &str| {
        format!("{}\n[perspectives.society]\npayers = [{payers}]\ntax_distortion = {tax}\n", uncertain(12.0))
    };
    desk.put("a.toml", &society("\"state\", \"municipality\"", "0.1"));
    desk.put("b.toml", &society("\"municipality\", \"state\"", "0.1"));
    desk.put("c.toml", &society("\"municipality\", \"state\"", "0.2"));
    for (other, expected) in [("b.toml", false), ("c.toml", true)] {
        let out = desk.call(&format!("compare a.toml {other} --format json")).exits(0).out.clone();
        assert_eq!(out.contains("unlike-perspective"), expected, "{out}");
    }
}
