//! Comparisons of many files: what comes of each is kept, and taken up again.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::call::{Answer, Desk, U_TURN, requiring};

const LIMITS: &str = "--max-drop public.net_benefit.mean=1e6 --no-loser public";

/// Two folders of `count` scenarios, in one of which every other has changed; one was added and one removed.
fn folders(count: usize) -> Desk {
    let desk = Desk::new();
    let variant = "\n[variants.low.inputs.saving]\nfixed = 1000\n";
    for number in 0..count {
        let text = U_TURN.replace("155_000", &format!("{}", 150_000 + number)) + variant;
        let edited = text.replace("participants = 24", "participants = 25");
        let folder = if number == 0 { "below/" } else { "" };
        desk.put(&format!("before/{folder}case{number:02}.toml"), &text);
        let text = if number % 2 == 0 { &edited } else { &text };
        desk.put(&format!("after/{folder}case{number:02}.toml"), text);
    }
    desk.put("before/gone.toml", U_TURN);
    desk.put("after/new.toml", &requiring(0.5));
    desk
}

/// What a call says on standard error but for where results are, and how many were made.
fn tally(called: &Answer) -> &str {
    called.err.lines().find(|line| line.starts_with("results in ")).unwrap_or_default()
}

#[test]
fn what_is_kept_changes_no_byte_of_a_report() {
    let desk = folders(9);
    let call = format!("compare before after --draws 2000 {LIMITS}");
    let kept = desk.call(&format!("{call} --results kept"));
    assert_eq!(tally(&kept), "results in kept: 10 made");
    assert_eq!(kept.exits(4).out, desk.call(&call).out);
    for format in ["text", "markdown", "json", "junit", "github"] {
        let whole = desk.call(&format!("{call} --format {format}"));
        let resumed = desk.call(&format!("{call} --format {format} --results kept --resume"));
        assert_eq!(tally(&resumed), "results in kept: 0 made, 10 that were there before");
        assert_eq!((resumed.code, &resumed.out), (whole.code, &whole.out), "{format}");
    }
    // Each is a comparison by itself, with its variants, and lies where the file does.
    let one: serde_json::Value = serde_json::from_str(&desk.read("kept/below/case00.json")).unwrap();
    let names = one["pairs"].as_array().unwrap().iter().map(|pair| pair["name"].as_str().unwrap());
    assert_eq!(names.collect::<Vec<_>>(), ["below/case00.toml", "below/case00.toml (variant low)"]);
    assert!(desk.path("kept/new.json").exists() && !desk.path("kept/gone.json").exists());
    // Without --resume nothing of it counts.
    assert_eq!(tally(&desk.call(&format!("{call} --results kept"))), "results in kept: 10 made");
}

#[test]
fn what_was_kept_is_taken_where_the_same_call_on_the_same_files_made_it() {
    let desk = folders(9);
    let call = format!("compare before after --draws 2000 {LIMITS} --format json");
    desk.call(&format!("{call} --results kept")).exits(4);
    let resume = |call: &str, made: &str| {
        let resumed = desk.call(&format!("{call} --results kept --resume"));
        assert_eq!(tally(&resumed), format!("results in kept: {made}"), "{call}");
        let whole = desk.call(call);
        assert_eq!((resumed.code, &resumed.out), (whole.code, &whole.out), "{call}");
    };
    // Lost, cut off, of another pair, of another version.
    std::fs::remove_file(desk.path("kept/case03.json")).expect("it was there");
    desk.put("kept/case04.json", &desk.read("kept/case04.json")[..900]);
    desk.put("kept/case05.json", &desk.read("kept/case07.json"));
    let version = format!("\"program_version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    desk.put(
        "kept/case06.json",
        &desk.read("kept/case06.json").replace(&version, "\"program_version\": \"0\""),
    );
    resume(&call, "4 made, 6 that were there before");
    // A comment moves the lines that reports name; either side counts, and so does what is extended.
    desk.put("before/case01.toml", &format!("# A comment.\n{}", desk.read("before/case01.toml")));
    desk.put("after/case02.toml", &desk.read("after/case02.toml").replace("150002", "150003"));
    let shared = desk.read("after/case08.toml").replace("[variants.low.", "[variants.high.");
    desk.put("after/lib/base.toml", &shared);
    desk.put("after/case08.toml", "extends = \"lib/base.toml\"\ntitle = \"another\"\n");
    resume(&call, "4 made, 7 that were there before");
    desk.put("after/lib/base.toml", &shared.replace("participants = 25", "participants = 26"));
    resume(&call, "2 made, 9 that were there before");
    // What the call says counts: limits to the last digit, and all that reports show of it.
    for changed in [
        call.replace("=1e6", "=1e7"),
        call.replace(" --no-loser public", ""),
        format!("{call} --seed 2"),
        format!("{call} --sampling latin"),
        format!("{call} --perspective municipality"),
        format!("{call} --no-variants"),
        format!("{call} --set inputs.saving.fixed=90000"),
        format!("{call} --until-conclusive"),
        call.replace("2000", "3000"),
    ] {
        resume(&changed, "11 made");
        resume(&changed, "0 made, 11 that were there before");
    }
}

#[test]
fn a_comparison_that_was_killed_is_taken_up_to_the_same_bytes() {
    let desk = folders(24);
    let call = format!("compare before after --draws 3e4 {LIMITS} --format json");
    let mut killed = desk
        .program()
        .args(format!("{call} --results kept --output report").split(' '))
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let begun = Instant::now();
    while !desk.path("kept/case04.json").exists() {
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing is kept");
        std::thread::sleep(Duration::from_millis(2));
    }
    killed.kill().expect("it can be killed");
    killed.wait().expect("it ends");
    assert!(!desk.path("report").exists());
    let resumed = desk.call(&format!("{call} --results kept --resume"));
    assert_eq!(resumed.exits(4).out, desk.call(&call).out);
    assert!(tally(&resumed).contains(" that were there before"), "{}", resumed.err);
    assert!(!tally(&resumed).contains(": 0 made"), "it was not killed half-way: {}", resumed.err);
}

#[test]
fn parts_of_a_comparison_share_a_folder() {
    let desk = folders(7);
    let call = format!("compare before after --draws 2000 {LIMITS} --format json");
    for part in 1..=3 {
        desk.call(&format!("{call} --results kept --part {part}/3"));
    }
    let together = desk.call(&format!("{call} --results kept --resume"));
    assert_eq!(tally(&together), "results in kept: 0 made, 8 that were there before");
    assert_eq!(together.out, desk.call(&call).out);
}

#[test]
fn what_is_broken_is_not_kept_and_what_cannot_be_kept_ends_the_call() {
    let desk = folders(3);
    desk.put("after/case01.toml", "format = 1\n");
    let broken = desk.call("compare before after --draws 2000 --results kept");
    assert_eq!(tally(&broken), "results in kept: 3 made");
    broken.exits(3);
    let again = desk.call("compare before after --draws 2000 --results kept --resume");
    assert_eq!(tally(&again), "results in kept: 0 made, 3 that were there before");
    assert_eq!(again.exits(3).out, broken.out);
    // A revision or folder may have been broken before: then the other side stands alone.
    let mended = desk.call("compare after before --draws 2000 --results mended");
    assert_eq!(mended.exits(0).out, desk.call("compare after before --draws 2000").out);
    std::fs::remove_file(desk.path("kept/case02.json")).expect("it was there");
    std::fs::create_dir(desk.path("kept/case02.json")).expect("a folder can be made");
    let answer = desk.call("compare before after --draws 2000 --results kept");
    assert!(answer.exits(1).err.contains("cannot write kept/case02.json: "), "{}", answer.err);
    for (call, error) in [
        ("compare before after --resume", "--results"),
        ("compare before/case02.toml after/case02.toml --results kept", "compare single files in one call"),
        ("compare before after mended --results kept", "no scenario"),
        ("compare before after after --results kept", "would both be stored as kept"),
        (
            "compare before after --results mended --output mended/case02.json --format json",
            "mended/case02.json",
        ),
    ] {
        let answer = desk.call(call);
        assert!(answer.exits(2).err.contains(error), "{call}: {}", answer.err);
    }
}
