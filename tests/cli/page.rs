//! Pages for a browser: one file that asks for nothing and runs nothing, whatever a scenario calls things.

use crate::call::{Answer, Desk, U_TURN};
use crate::html::{elements, text};

const CALLS: [&str; 5] = ["run", "compare", "stress", "value", "sensitivity"];

/// A scenario whose names would be markup, and turn what is read.
fn hostile() -> String {
    U_TURN
        .replace("title = \"", "title = \"<script>alert(1)</script> & \\\"quotes\\\" ' \\u202E🙂 עברית ")
        .replace("label = \"", "label = \"</svg><b onload=x>")
        .replace("municipality = \"", "municipality = \"<img src=x onerror='y'>&amp; العربية ")
}

fn page(desk: &Desk, command: &str, files: &str) -> String {
    let answer = desk.call(&format!("{command} {files} --draws 2000 --format html"));
    assert!(answer.code == Some(0) || command == "compare", "{command}: {}", answer.err);
    answer.out
}

#[test]
fn a_page_asks_for_nothing_and_runs_nothing() {
    let desk = Desk::new();
    desk.put("hostile.toml", &hostile());
    for command in CALLS {
        let files = if command == "compare" { "u-turn.toml hostile.toml" } else { "hostile.toml" };
        let page = page(&desk, command, files);
        assert!(
            page.starts_with("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"),
            "{command}"
        );
        assert!(page.ends_with("</main></body></html>\n"), "{command}");
        let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">";
        assert_eq!(page.matches(policy).count(), 1, "{command}");
        for absent in
            ["<script", "<img", "<link", "<iframe", "onload=x>", "@import", "url(", "http://", "\u{202e}"]
        {
            assert!(!page.contains(absent), "{command}: {absent}");
        }
        assert_eq!(page.matches("<title>").count(), 1, "{command}");
    }
}

#[test]
fn a_page_is_the_same_bytes_twice() {
    let desk = Desk::new();
    for command in CALLS {
        let files = if command == "compare" { "u-turn.toml u-turn.toml" } else { "u-turn.toml" };
        assert_eq!(page(&desk, command, files), page(&desk, command, files), "{command}");
    }
}

#[test]
fn several_scenarios_stand_in_one_page() {
    let desk = Desk::new();
    desk.put("other.toml", &U_TURN.replace("title = \"", "title = \"Other "));
    for command in ["run", "stress"] {
        let page = page(&desk, command, "u-turn.toml other.toml");
        assert_eq!(page.matches("<html").count(), 1, "{command}");
        assert_eq!(page.matches("<h1").count(), 2, "{command}");
    }
    let page = page(&desk, "run", "u-turn.toml other.toml");
    let (table, first) = (page.find("Both scenarios").unwrap(), page.find("<h1").unwrap());
    assert!(table < first, "what holds for all stands first");
}

/// The call that a page names makes the page again, whatever stands in it that a shell would take apart.
#[cfg(unix)]
#[test]
fn a_page_is_made_again_by_the_call_that_it_names() {
    let desk = Desk::new();
    desk.put("it's a file.toml", U_TURN);
    let set =
        ["--set", "inputs.saving.normal={ mean = 150_000, sd = 9_000 }", "--set", "title=\"It's $HOME\""];
    let mut program = desk.program();
    program.args([
        "run",
        "it's a file.toml",
        "--draws",
        "2000",
        "--seed",
        "7",
        "--perspective",
        "municipality",
    ]);
    let made =
        program.args(["--lang", "da", "--format", "html"]).args(set).output().expect("the program starts");
    let page = Answer::of(made).exits(0).out.clone();
    let told = elements(&page, "dd").into_iter().map(text).find(|told| told.starts_with("vendepunkt run "));
    let told = told.expect("it names the call");
    let ours = desk.program().get_program().to_owned();
    let mut shell = std::process::Command::new("sh");
    shell.current_dir(desk.path("")).env("OURS", ours).arg("-c");
    let call = told.replacen("vendepunkt", "exec \"$OURS\"", 1);
    Answer::of(shell.arg(call).output().expect("a shell starts")).exits(0);
    assert!(desk.read("report.html") == page, "{told}");
}
