//! Standard input and output, options against environment against defaults.

use std::process::Stdio;

use crate::call::{Answer, Desk, U_TURN};

#[test]
fn a_dash_is_standard_input_and_standard_output() {
    let desk = Desk::new();
    let answer = desk.call_with_input("run - --format json --output -", U_TURN);
    answer.exits(0);
    assert_eq!(answer.json()[0]["scenario"]["file"], "-");
    let from_file = desk.call("run u-turn.toml --format json");
    assert_eq!(answer.json()[0]["perspectives"], from_file.json()[0]["perspectives"]);
    let twice = desk.call_with_input("run - - --format json", U_TURN);
    assert_eq!(twice.json().as_array().unwrap().len(), 2);
    desk.call_with_input("check -", "title = 3").exits(3);
}

#[test]
fn options_beat_the_environment_which_beats_defaults() {
    let desk = Desk::new();
    let run = |environment: &[(&str, &str)], arguments: &[&str]| {
        let mut program = desk.program();
        program.env_remove("VENDEPUNKT_DRAWS").args(["run", "u-turn.toml"]).args(arguments);
        for (name, value) in environment {
            program.env(name, value);
        }
        Answer::of(program.output().unwrap())
    };
    let json = [("VENDEPUNKT_FORMAT", "json")];
    let with = |name, value| [json[0], (name, value)];
    let said = |answer: &Answer, key: &str| answer.exits(0).json()[0]["run"][key].clone();
    let default = run(&json, &[]);
    assert_eq!((said(&default, "draws"), said(&default, "seed")), (1_000_000.into(), 1.into()));
    assert_eq!(said(&default, "outputs"), "headline");
    assert_eq!(said(&run(&with("VENDEPUNKT_DRAWS", "3e4"), &[]), "draws"), 30_000);
    assert_eq!(said(&run(&with("VENDEPUNKT_DRAWS", "3e4"), &["--draws", "5_000"]), "draws"), 5_000);
    assert_eq!(said(&run(&with("VENDEPUNKT_DRAWS", "many"), &["--draws=5000"]), "draws"), 5_000);
    assert_eq!(said(&run(&with("VENDEPUNKT_SEED", "7"), &[]), "seed"), 7);
    assert_eq!(said(&run(&with("VENDEPUNKT_SEED", ""), &[]), "seed"), 1);
    assert_eq!(said(&run(&with("VENDEPUNKT_OUTPUTS", "yearly"), &[]), "outputs"), "yearly");
    // The instruction set changes no figure.
    let figures = |answer: &Answer| answer.exits(0).json()[0]["perspectives"].clone();
    for value in ["", "baseline"] {
        assert_eq!(figures(&run(&with("VENDEPUNKT_ISA", value), &[])), figures(&default), "{value}");
    }
    for (name, value) in [
        ("VENDEPUNKT_DRAWS", "many"),
        ("VENDEPUNKT_SEED", "x"),
        ("VENDEPUNKT_THREADS", "-3"),
        ("VENDEPUNKT_OUTPUTS", "all"),
        ("VENDEPUNKT_FORMAT", "pdf"),
        ("VENDEPUNKT_LANG", "dansk"),
        ("VENDEPUNKT_COLOR", "pink"),
        ("VENDEPUNKT_ISA", "mmx"),
    ] {
        let answer = run(&[(name, value)], &[]);
        answer.exits(2);
        assert!(answer.err.contains(name) && answer.err.contains(value), "{name}: {}", answer.err);
    }
}

#[test]
fn an_override_changes_the_result_and_the_last_one_wins() {
    let desk = Desk::new();
    let chance = |arguments: &str| {
        let answer = desk.call(&format!("run u-turn.toml --format json {arguments}"));
        answer.exits(0).json()[0]["perspectives"]["public"]["probability_break_even"]["value"]
            .as_f64()
            .unwrap()
    };
    assert!((chance("") - 0.8617).abs() < 0.01);
    assert!((chance("--set inputs.success_rate.fixed=0.5") - 0.9967).abs() < 0.01);
    assert_eq!(chance("--set inputs.success_rate.fixed=0.5 --set inputs.success_rate.fixed=1"), 1.0);
    let wrong = desk.call("run u-turn.toml --set inputs.succes_rate.fixed=0.5");
    wrong.exits(3);
    assert!(wrong.err.contains("success_rate"), "{}", wrong.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_an_error_in_words() {
    let desk = Desk::new();
    for format in ["text", "json", "csv", "markdown"] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let call = ["run", "u-turn.toml", "--format", format];
        let answer = Answer::of(desk.program().args(call).stdout(full).output().unwrap());
        answer.exits(1);
        assert_eq!(
            answer.err.lines().last(),
            Some("error: cannot write to standard output: the disk is full; make room or write elsewhere")
        );
    }
}

#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let desk = Desk::new();
    desk.put("fails.toml", &crate::call::requiring(0.9));
    for (file, code) in [("u-turn.toml", 0), ("fails.toml", 4)] {
        let mut child = desk
            .program()
            .args(["run", file, file, "--format", "json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let answer = Answer::of(child.wait_with_output().unwrap());
        answer.exits(code);
        assert_eq!(answer.err, "");
    }
}

#[test]
fn quiet_leaves_only_errors() {
    let desk = Desk::new();
    let zero = U_TURN.replace("counterfactual = \"without\"", "counterfactual = 0.0");
    desk.put("warned.toml", &zero.replace("[inputs.without]", "[inputs.unused]"));
    let loud = desk.call("check warned.toml");
    assert!(loud.exits(0).err.contains("warning"), "{loud:?}");
    assert_eq!(desk.call("check warned.toml --quiet").exits(0).err, "");
    assert!(desk.call("run warned.toml --format json").exits(0).err.contains("warning"));
    assert_eq!(desk.call("run warned.toml --format json -q").exits(0).err, "");
    assert!(desk.call("check missing.toml -q").exits(3).err.contains("missing.toml"));
    let listed = desk.call("run warned.toml").exits(0).out.clone();
    assert!(listed.contains("WARNINGS") && listed.contains("unused"), "{listed}");
}

#[test]
fn completions_and_the_manual_know_every_option() {
    let desk = Desk::new();
    for call in ["completions bash", "completions zsh", "completions fish", "man"] {
        let answer = desk.call(call);
        answer.exits(0);
        for word in ["draws", "all-variants", "strict", "check"] {
            let unescaped = answer.out.replace('\\', "");
            assert!(unescaped.contains(word), "{call}: {word}");
        }
    }
    desk.call("completions tcsh").exits(2);
}
