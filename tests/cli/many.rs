//! Many scenarios in one call: results kept one by one, taken up again, and the list cut into parts.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::call::{Desk, U_TURN, requiring};

/// A folder of `count` scenarios, one of them in a folder of its own, no two with the same figures.
fn many(count: usize) -> Desk {
    let desk = Desk::new();
    for number in 0..count {
        let text = U_TURN.replace("155_000", &format!("{}", 150_000 + number));
        let folder = if number == 0 { "cases/below" } else { "cases" };
        desk.put(&format!("{folder}/case{number:02}.toml"), &text);
    }
    desk
}

/// Everything below a folder, by path.
fn all(desk: &Desk, folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(desk.path(&folder)).expect("a folder") {
            let name = format!("{folder}/{}", entry.expect("an entry").file_name().to_string_lossy());
            match desk.path(&name).is_dir() {
                true => folders.push(name),
                false => found.push((name.clone(), desk.read(&name))),
            }
        }
    }
    found.sort();
    found
}

#[test]
fn each_result_is_kept_as_a_call_of_its_own_would_write_it() {
    let desk = many(12);
    let called = desk.call("run cases --results kept --format json");
    called.exits(0);
    assert_eq!(called.err, "results in kept: 12 made\n");
    assert_eq!(called.out, desk.call("run cases --format json").out);
    let kept = all(&desk, "kept");
    assert_eq!(kept.len(), 12);
    assert_eq!(kept[0].0, "kept/below/case00.json");
    for (name, text) in &kept {
        let scenario = name.replace("kept/", "cases/").replace(".json", ".toml");
        assert_eq!(*text, desk.call(&format!("run {scenario} --format json")).out, "{name}");
    }
    // For people the report is the table over all; and a stored result can be compared.
    let table = desk.call("run cases --results kept").exits(0).out.clone();
    assert!(table.starts_with("ALL 12 SCENARIOS") && table.contains("cases/below/case00.toml"), "{table}");
    assert!(table.lines().count() < 20, "{table}");
    desk.call("compare kept/case01.json cases/case02.toml").exits(0);
}

#[test]
fn what_was_kept_is_taken_where_the_same_run_made_it() {
    let desk = many(12);
    let first = desk.call("run cases --results kept --format csv");
    let kept = all(&desk, "kept");
    let again = |call: &str, made: &str| {
        let answer = desk.call(&format!("run cases --results kept --resume {call}"));
        assert_eq!(answer.exits(0).err.lines().next(), Some(format!("results in kept: {made}").as_str()));
        answer.out
    };
    assert_eq!(again("--format csv", "0 made, 12 that were there before"), first.out);
    // Lost, cut off, of another scenario, by another version: made again, to the same bytes.
    std::fs::remove_file(desk.path("kept/case03.json")).expect("it was there");
    desk.put("kept/case04.json", &desk.read("kept/case04.json")[..900]);
    desk.put("kept/case05.json", &desk.read("kept/case06.json"));
    let version = format!("\"program_version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    desk.put(
        "kept/case07.json",
        &desk.read("kept/case07.json").replace(&version, "\"program_version\": \"0\""),
    );
    desk.put("kept/case08.json", "");
    assert_eq!(again("--format csv", "5 made, 7 that were there before"), first.out);
    assert_eq!(all(&desk, "kept"), kept);
    // Under another name it is the same scenario: nothing is drawn, and the result says the new name.
    std::fs::rename(desk.path("cases"), desk.path("moved")).expect("a folder can be renamed");
    let moved = desk.call("run moved --results kept --resume --format json");
    assert_eq!(moved.err, "results in kept: 0 made, 12 that were there before\n");
    assert_eq!(moved.out, desk.call("run moved --format json").out);
    assert!(desk.read("kept/case01.json").contains("\"file\": \"moved/case01.toml\""));
    std::fs::rename(desk.path("moved"), desk.path("cases")).expect("a folder can be renamed");
    again("", "0 made, 12 that were there before");
    for call in ["--seed 2", "--seed 2 --draws 30000", "--draws 30000 --outputs yearly", "--sampling latin"] {
        again(call, "12 made");
        again(call, "0 made, 12 that were there before");
    }
    // What the file says counts, and not when it was written; so does what it reads.
    again("--set inputs.saving.fixed=1000", "12 made");
    let base = desk.read("cases/case02.toml").replace("fixed = 0.0\n", "fixed = 0.1\n");
    desk.put("cases/case02.toml", &base);
    again("", "12 made");
    desk.put("cases/case02.toml", &format!("# {base}"));
    again("", "0 made, 12 that were there before");
    desk.put("base/base.toml", U_TURN);
    desk.put("base/case.toml", "extends = \"base.toml\"\ntitle = \"another\"\n");
    desk.call("run base/case.toml --results two --resume").exits(0);
    desk.put("base/base.toml", &U_TURN.replace("155_000", "160_000"));
    let answer = desk.call("run base/case.toml --results two --resume");
    assert!(answer.err.starts_with("results in two: 1 made\n"), "{}", answer.err);
}

#[test]
fn a_call_that_was_killed_is_taken_up_to_the_same_bytes() {
    let desk = many(24);
    let whole = desk.call("run cases --results whole --draws 2e5 --format json");
    let mut killed = desk
        .program()
        .args("run cases --results kept --draws 2e5 --output report --format json".split(' '))
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let begun = Instant::now();
    while !desk.path("kept/case04.json").exists() {
        assert!(begun.elapsed() < Duration::from_secs(60), "no result is kept");
        std::thread::sleep(Duration::from_millis(2));
    }
    killed.kill().expect("it can be killed");
    killed.wait().expect("it ends");
    assert!(!desk.path("report").exists());
    let resumed = desk.call("run cases --results kept --resume --draws 2e5 --format json");
    assert_eq!(resumed.exits(0).out, whole.out);
    assert!(resumed.err.contains(" that were there before"), "{}", resumed.err);
    // A file that was being written is hidden, and no result.
    let mut kept = all(&desk, "kept");
    kept.retain(|(name, _)| !name.contains("/.vendepunkt-"));
    let named = |(name, text): (String, String)| (name.replace("whole/", "kept/"), text);
    assert_eq!(kept, all(&desk, "whole").into_iter().map(named).collect::<Vec<_>>());
}

#[test]
fn what_is_wrong_with_one_stops_no_other() {
    let desk = many(9);
    desk.put("cases/broken.toml", "format = 1\n");
    desk.put("cases/strict.toml", &requiring(0.99));
    let answer = desk.call("run cases --results kept");
    answer.exits(3);
    assert!(answer.err.contains("cases/broken.toml"), "{}", answer.err);
    assert!(answer.err.contains("no results for 1 of 11 scenarios: cases/broken.toml"), "{}", answer.err);
    assert!(answer.err.ends_with("results in kept: 10 made\n"), "{}", answer.err);
    assert!(answer.out.starts_with("ALL 10 SCENARIOS"), "{}", answer.out);
    // An old result of what is invalid now is nobody's answer, and stays.
    std::fs::remove_file(desk.path("cases/broken.toml")).expect("it was there");
    desk.call("run cases --results kept --resume").exits(4);
}

#[test]
fn parts_of_the_list_are_all_of_it() {
    let desk = many(11);
    let whole = desk.call("run cases --results whole");
    for part in 1..=4 {
        let call = format!("run cases --results kept --part {part}/4");
        desk.call(&call).exits(0);
    }
    let together = desk.call("run cases --results kept --resume");
    assert_eq!(together.exits(0).out, whole.out);
    assert_eq!(together.err, "results in kept: 0 made, 11 that were there before\n");
    let mut program = desk.program();
    program.args("run cases --results third --part env/4".split(' ')).env("SLURM_ARRAY_TASK_ID", "3");
    assert!(program.status().expect("it runs").success());
    assert_eq!(all(&desk, "third").len(), 3);
    // More parts than files leave some without work, which is no failure; and every file is in one.
    let checked = |part: &str| desk.call(&format!("check cases --part {part}")).exits(0).err.lines().count();
    assert_eq!((1..=20).map(|part| checked(&format!("{part}/20"))).sum::<usize>(), 11);
    desk.call("run cases --results none --part 1/20").exits(0);
    for call in ["run cases --part 0/2", "run cases --part 3/2", "run cases --part 1/2 --shard 1/2"] {
        desk.call(call).exits(2);
    }
    let alone = desk.call("check cases --part env");
    assert!(alone.exits(2).err.contains("SLURM_ARRAY_TASK_ID"), "{}", alone.err);
}

#[test]
fn no_two_results_share_a_file() {
    let desk = many(2);
    desk.put("other/case01.toml", U_TURN);
    desk.put("variants/v.toml", &format!("{U_TURN}\n[variants.low.inputs.saving]\nfixed = 1000\n"));
    desk.put("variants/v@low.toml", U_TURN);
    for call in [
        "run cases other",
        "run u-turn.toml u-turn.toml",
        "run cases/case01.toml other/case01.toml",
        "run variants --all-variants",
    ] {
        let answer = desk.call(&format!("{call} --results kept"));
        assert!(answer.exits(2).err.contains("would both be stored as kept"), "{call}: {}", answer.err);
    }
    desk.call("run variants/v.toml --all-variants --results kept").exits(0);
    desk.call("run variants/v.toml --variant low --results kept --resume").exits(0);
    assert!(desk.path("kept/v.json").exists() && desk.path("kept/v@low.json").exists());
    let input = desk.call_with_input("run - --results kept", U_TURN);
    input.exits(0);
    assert!(desk.path("kept/stdin.json").exists());
}

#[test]
fn what_cannot_be_kept_ends_the_call() {
    let desk = many(2);
    desk.put("file", "");
    let answer = desk.call("run cases --results file");
    assert!(answer.exits(1).err.contains("cannot write to the folder file: "), "{}", answer.err);
    std::fs::create_dir_all(desk.path("kept/case01.json")).expect("a folder");
    let answer = desk.call("run cases --results kept");
    assert!(answer.exits(1).err.contains("cannot write kept/case01.json: "), "{}", answer.err);
    for call in [
        "run cases --resume",
        "run cases --results kept --resume --precision 0.01",
        "run cases --results kept --shard 1/2",
        "run cases/case01.toml --results kept --output kept/case01.json --format json",
    ] {
        let code = desk.call(call).code;
        assert!(code == Some(2) || code == Some(1), "{call}: {code:?}");
    }
    // A scenario is not written over by its own result, whatever it is called.
    desk.put("s/case.json", U_TURN);
    desk.call("run s/case.json --results s").exits(2);
    assert_eq!(desk.read("s/case.json"), U_TURN);
}

#[test]
fn parts_of_a_comparison_are_the_bytes_of_the_whole() {
    let desk = many(7);
    for number in 1..7 {
        let text = desk.read(&format!("cases/case{number:02}.toml"));
        desk.put(
            &format!("after/case{number:02}.toml"),
            &text.replace("participants = 24", "participants = 25"),
        );
    }
    desk.put("after/new.toml", &requiring(0.5));
    let call = "compare cases after --draws 20000 --max-drop public.net_benefit.mean=1e9";
    let whole = desk.call(&format!("{call} --format json"));
    // One was removed.
    whole.exits(5);
    for part in 1..=3 {
        let made = desk.call(&format!("{call} --format json --part {part}/3 --output part{part}.json"));
        made.exits(if part == 1 { 5 } else { 0 });
    }
    let merged = desk.call("merge part2.json part3.json part1.json --format json");
    assert_eq!(merged.exits(5).out, whole.out);
    assert_eq!(
        desk.call("merge part2.json part3.json part1.json --no-verdict").exits(0).out,
        desk.call(call).out
    );
    for format in ["markdown", "junit", "github"] {
        let of = |call: &str| desk.call(&format!("{call} --format {format}")).out;
        assert_eq!(of("merge part1.json part2.json part3.json"), of(call), "{format}");
    }
    assert_eq!(desk.call("merge part2.json --missing").exits(0).out, "1,3\n");
    desk.call(&format!("{call} --seed 2 --format json --part 2/3 --output foreign.json")).exits(0);
    desk.call(&format!("{call} --format json --output whole.json")).exits(5);
    desk.call("run cases --shard 1/2 --output piece").exits(0);
    for (files, error) in [
        ("part1.json part3.json", "error: of 3 parts of the comparison, part is missing: 2; "),
        (
            "part1.json foreign.json",
            "error: foreign.json is a part of another comparison: its `seed` is 2, that of the others 1",
        ),
        ("part1.json part1.json", "error: part1.json is part 1/3 once more"),
        ("part1.json whole.json", "error: whole.json is a whole comparison"),
        ("part1.json piece", "error: piece is no part of a comparison: "),
        ("piece part1.json", "error: part1.json is not a piece of a run: "),
    ] {
        let answer = desk.call(&format!("merge {files}"));
        assert!(answer.exits(3).err.starts_with(error), "{files}: {}", answer.err);
    }
    // A figure that some part does not have may be in another; one that none has is a slip.
    for part in 1..=2 {
        let call = "compare cases after --max-drop publik.net_benefit.mean=1 --format json";
        let made = desk.call(&format!("{call} --part {part}/2 --output slip{part}.json"));
        assert_ne!(made.code, Some(2), "{made:?}");
    }
    desk.call("merge slip1.json slip2.json").exits(2);
    desk.call("merge part1.json part2.json part3.json --format csv").exits(2);
    desk.call("merge piece --format junit").exits(2);
    desk.call("compare u-turn.toml cases/case01.toml --part 1/2").exits(2);
}
