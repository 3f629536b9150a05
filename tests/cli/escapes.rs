//! What others named and wrote reaches no terminal and no log as it is.

use std::process::Stdio;

use crate::call::{Answer, Desk, U_TURN};

/// A name that colours a terminal in two ways, turns what is read, and gives a log of GitHub a command.
const NAME: &str = "a\u{1b}[31m\u{9b}32m\u{202e}\n::error::b";

#[track_caller]
fn call(desk: &Desk, arguments: &[&str]) -> Answer {
    let answer = Answer::of(desk.program().args(arguments).output().unwrap());
    let format = arguments.iter().position(|word| *word == "--format").map_or("text", |at| arguments[at + 1]);
    for text in [&answer.out, &answer.err] {
        let steers = |c: char| {
            (c.is_control() && c != '\n' && (format, c) != ("csv", '\r'))
                || matches!(c, '\u{202a}'..='\u{202e}')
        };
        assert!(!text.contains(steers), "{arguments:?}: {text:?}");
        let commands = text.lines().filter(|line| line.trim_start().starts_with("::error::"));
        assert!(commands.count() == 0, "{arguments:?}: {text:?}");
    }
    answer
}

#[cfg(unix)]
#[test]
fn names_are_shown_with_escapes_everywhere() {
    let desk = Desk::new();
    let file = format!("{NAME}.toml");
    let labelled = U_TURN
        .replace("U-turn, one third", "T\\u001b[31m\\u009b\\u202e ::error::t")
        .replace("published reading", "p\\u009b");
    desk.put(&file, &labelled);
    desk.put(&format!("broken{NAME}.toml"), &U_TURN.replace("horizon = 5", "horizn = 5 # \u{9b}\u{202e}"));
    desk.put(&format!("before/{file}"), &labelled);
    desk.put(&format!("after/{file}"), &labelled.replace("155_000", "100_000"));
    let (broken, missing) = (format!("broken{NAME}.toml"), format!("missing{NAME}.toml"));
    for format in ["text", "markdown", "json", "csv"] {
        assert!(call(&desk, &["run", &file, "--format", format]).out.contains("1b"), "{format}");
    }
    for format in ["text", "markdown", "json", "junit", "github"] {
        let limit = "--max-drop=public.probability_break_even=0.02";
        assert_eq!(call(&desk, &["compare", "before", "after", limit, "--format", format]).code, Some(4));
    }
    for format in ["text", "json", "github", "sarif"] {
        assert_eq!(call(&desk, &["check", &file, &broken, &missing, "--format", format]).code, Some(3));
    }
    for format in ["text", "markdown", "json"] {
        assert_eq!(call(&desk, &["stress", &file, "--format", format]).code, Some(0));
    }
    let said = call(&desk, &["check", &file]).err;
    assert!(said.contains("a\\u{1b}[31m\\u{9b}32m\\u{202e}\\n\\u{3a}:error::b.toml: valid"), "{said}");
    assert_eq!(call(&desk, &["explain", &file]).code, Some(0));
    assert_eq!(call(&desk, &["run", &file, "-o", &format!("nowhere/{NAME}")]).code, Some(1));
    assert_eq!(call(&desk, &["run", &file, "-o", &file]).code, Some(2));
    assert_eq!(call(&desk, &["run", &file, "--shard", "1/2"]).code, Some(0));
    assert_eq!(call(&desk, &["merge", &file]).code, Some(3));
    assert_eq!(call(&desk, &["compare", &file, &missing]).code, Some(3));
    assert_eq!(
        call(&desk, &["compare", &file, "u-turn.toml", "--max-drop", &format!("{NAME}.x=1")]).code,
        Some(2)
    );
    // What the reader of the arguments repeats.
    assert_eq!(call(&desk, &["run", &format!("--{NAME}")]).code, Some(2));
    assert_eq!(call(&desk, &["run", &file, "--format", NAME]).code, Some(2));
    assert_eq!(call(&desk, &["new", &format!("new{NAME}")]).code, Some(0));
}

#[test]
fn a_dash_is_a_new_scenario_on_standard_output() {
    let desk = Desk::new();
    let text = desk.call("new -").exits(0).out.clone();
    assert_eq!(desk.names(), ["u-turn.toml"]);
    desk.call_with_input("check -", &text).exits(0);
}

#[cfg(target_os = "linux")]
#[test]
fn help_that_cannot_be_written_is_no_silence() {
    let desk = Desk::new();
    for call in [&["--help"][..], &["--version"], &["run", "--help"], &["new", "-"], &["man"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let answer =
            Answer::of(desk.program().args(call).stdout(full).stderr(Stdio::piped()).output().unwrap());
        assert!(
            answer.exits(1).err.starts_with("error: cannot write to standard output: the disk is full"),
            "{call:?}"
        );
        // Who leaves early has seen enough.
        let mut child =
            desk.program().args(call).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        assert_eq!(Answer::of(child.wait_with_output().unwrap()).exits(0).err, "");
    }
}
