//! Pages for a browser: one file that asks for nothing and runs nothing, whatever a scenario calls things.

use crate::call::{Desk, U_TURN};

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
    let (table, first) = (page.find("All 2 scenarios").unwrap(), page.find("<h1").unwrap());
    assert!(table < first, "what holds for all stands first");
}
