//! Width and colour of what people read.

use unicode_width::UnicodeWidthStr;

use crate::call::{Answer, Desk, U_TURN, requiring};

#[test]
fn no_line_of_a_report_is_wider_than_the_terminal() {
    let desk = Desk::new();
    let long = "En meget lang titel om unge københavnere, deres misbrug og æøå ".repeat(3);
    let scenario = requiring(0.7).replace("U-turn, one third", &long).replace("horizon = 5", "horizon = 80");
    desk.put("long.toml", &scenario);
    for (asked, given) in
        [("20", 60), ("60", 60), ("73", 73), ("80", 80), ("140", 140), ("999", 200), ("x", 100)]
    {
        let mut program = desk.program();
        let answer = Answer::of(program.args(["run", "long.toml"]).env("COLUMNS", asked).output().unwrap());
        answer.exits(0);
        let widest = answer.out.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= given, "{asked}: {widest}\n{}", answer.out);
        assert!(widest > given - 20, "the room is used: {asked}: {widest}");
    }
}

#[test]
fn colour_only_on_a_terminal_or_on_demand() {
    let desk = Desk::new();
    desk.put("broken.toml", "title = 3");
    let coloured = |arguments: &str, environment: &[(&str, &str)]| {
        let mut program = desk.program();
        program.args(arguments.split(' ')).envs(environment.iter().copied());
        let answer = Answer::of(program.output().unwrap());
        (answer.out + &answer.err).contains('\u{1b}')
    };
    for call in ["run u-turn.toml", "run broken.toml", "check broken.toml"] {
        let always = format!("{call} --color always");
        assert!(!coloured(call, &[]), "{call}");
        assert!(coloured(&always, &[]), "{call}");
        assert!(coloured(&always, &[("NO_COLOR", "1")]), "{call}");
        assert!(coloured(call, &[("CLICOLOR_FORCE", "1")]), "{call}");
        assert!(coloured(call, &[("VENDEPUNKT_COLOR", "always")]), "{call}");
        assert!(!coloured(call, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), "{call}");
        assert!(!coloured(&format!("{call} --color never"), &[("CLICOLOR_FORCE", "1")]), "{call}");
    }
    for format in ["json", "csv", "markdown"] {
        assert!(
            !coloured(&format!("run u-turn.toml --color always --quiet --format {format}"), &[]),
            "{format}"
        );
    }
}

#[test]
fn a_report_in_a_file_is_plain_and_as_wide_as_the_default() {
    let desk = Desk::new();
    let mut program = desk.program();
    program.args(["run", "u-turn.toml", "-o", "report.txt"]).env("CLICOLOR_FORCE", "1").env("COLUMNS", "60");
    Answer::of(program.output().unwrap()).exits(0);
    let plain = desk.call("run u-turn.toml");
    assert_eq!(desk.read("report.txt"), plain.out);
}

#[test]
fn what_a_scenario_says_cannot_steer_the_terminal() {
    let desk = Desk::new();
    let evil =
        U_TURN.replace("U-turn, one third", "\\u001b[2J\\u0007evil").replace("Staten", "\\u001b]0;x\\u0007S");
    desk.put("evil.toml", &evil);
    for format in ["text", "markdown", "json", "csv"] {
        let answer = desk.call(&format!("run evil.toml --format {format}"));
        assert!(!answer.exits(0).out.contains(['\u{1b}', '\u{7}']), "{format}");
    }
}
