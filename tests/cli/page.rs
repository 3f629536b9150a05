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

/// What the drawings of a page tell whoever does not see them; each is drawn for two widths.
fn told(page: &str) -> Vec<String> {
    let drawn = page.split("role=\"img\" aria-label=\"").skip(1);
    drawn.filter_map(|rest| rest.split('"').next()).map(|label| label.replace('\u{a0}', " ")).collect()
}

/// The sentences above drawings.
fn findings(page: &str) -> Vec<String> {
    let found = page.split("<p class=\"found\">").skip(1).filter_map(|rest| rest.split("</p>").next());
    found.map(|text| text.replace('\u{a0}', " ")).collect()
}

#[test]
fn what_differs_is_drawn_with_the_figures_of_the_results() {
    let desk = Desk::new();
    desk.put("cheap.toml", &U_TURN.replace("fixed = 179_166.66666666666", "fixed = 100_000"));
    desk.put("dear.toml", &U_TURN.replace("fixed = 179_166.66666666666", "fixed = 400_000"));
    desk.put("lucky.toml", &U_TURN.replace("fixed = 0.3333333333333333", "beta = { mean = 0.5, sd = 0.1 }"));
    let call = "compare u-turn.toml lucky.toml --draws 2000 --format";
    let json = desk.call(&format!("{call} json")).json();
    let change = &json["pairs"][0]["perspectives"]["public"];
    let better = change["probability_better"]["value"].as_f64().unwrap();
    let page = desk.call(&format!("{call} html")).out.clone();
    let of = format!("{} of 100", (better * 100.0).round());
    assert_eq!(findings(&page), [format!("The public fares better in {of} outcomes")]);
    let all = told(&page);
    let mean = change["net_benefit"]["mean"]["value"].as_f64().unwrap() / 1e6;
    let says = format!("mean {mean:.2}, better in {of}");
    assert_eq!(all.iter().filter(|label| label.contains(&says)).count(), 2, "{says}: {all:?}");
    // Several pairs are drawn together first; that no draw says otherwise does not make it certain.
    let call = "compare u-turn.toml cheap.toml dear.toml --draws 2000 --format html --lang";
    for (language, together, all) in [
        (
            "en",
            "Mean net benefit rises in 1 of 2 comparisons and falls in 1",
            [
                "The public fares better in over 99 of 100 outcomes",
                "The public fares worse in over 99 of 100 outcomes",
            ],
        ),
        (
            "da",
            "Det gennemsnitlige nettoresultat stiger i 1 af 2 sammenligninger og falder i 1",
            [
                "Det offentlige er bedre stillet i over 99 ud af 100 udfald",
                "Det offentlige er dårligere stillet i over 99 ud af 100 udfald",
            ],
        ),
    ] {
        let page = desk.call(&format!("{call} {language}")).out.clone();
        let found = findings(&page);
        assert_eq!(found[0], together);
        assert_eq!(found[1..], all);
    }
}

#[test]
fn several_scenarios_are_drawn_side_by_side() {
    let desk = Desk::new();
    desk.put("dear.toml", &U_TURN.replace("fixed = 179_166.66666666666", "fixed = 400_000"));
    for (format, language, finding) in [
        ("html", "en", "In 1 of 2 scenarios the money comes back in at least half of the outcomes"),
        ("html", "da", "I 1 af 2 scenarier kommer pengene igen i mindst halvdelen af udfaldene"),
        ("table-html", "da", "I 1 af 2 scenarier kommer pengene igen i mindst halvdelen af udfaldene"),
    ] {
        let call = format!("run u-turn.toml dear.toml --draws 2000 --lang {language} --format");
        let json = desk.call("run u-turn.toml --draws 2000 --format json").json();
        let page = desk.call(&format!("{call} {format}")).out.clone();
        assert_eq!(findings(&page), [finding], "{format}");
        let back = json[0]["perspectives"]["public"]["probability_break_even"]["value"].as_f64().unwrap();
        let word = if language == "da" { "tjent hjem i" } else { "back in" };
        let of = if language == "da" { "ud af" } else { "of" };
        let says = format!("{word} {} {of} 100; dear:", (back * 100.0).round());
        let told = told(&page);
        assert_eq!(told.iter().filter(|label| label.contains(&says)).count(), 2, "{says}: {told:?}");
    }
}

#[test]
fn where_the_answer_turns_is_drawn_with_the_values_of_the_results() {
    let desk = Desk::new();
    let call = "stress u-turn.toml --draws 2000 --only switching --input success_rate=0.1:0.9 --format";
    let json = desk.call(&format!("{call} json")).json();
    let json = if json.is_array() { json[0].clone() } else { json };
    let rows = json["switching"].as_array().unwrap();
    let row = rows.iter().find(|row| row["input"] == "success_rate").unwrap();
    let root = row["probability"]["roots"][0]["value"]["value"].as_f64().unwrap();
    for language in ["en", "da"] {
        let page = desk.call(&format!("{call} html --lang {language}")).out.clone();
        let told = told(&page).join(" ");
        let shown = told.split("Success rate: ").nth(1).unwrap().split("≥ ").nth(1).unwrap();
        let shown = shown.split(['%', ' ', ';']).next().unwrap().replace(',', ".");
        let shown: f64 = shown.parse().unwrap();
        // It is rounded to the side on which it holds.
        assert!(shown / 100.0 >= root && shown / 100.0 < root + 0.001, "{shown} against {root}: {told}");
        assert_eq!(findings(&page).len(), 2);
    }
}

/// Behind each value at which the answer turns stands how the chance runs along the assumption.
#[test]
fn the_curve_behind_each_turn_is_drawn_with_the_values_of_the_results() {
    let desk = Desk::new();
    let call = "stress u-turn.toml --draws 2000 --only switching --input success_rate=0.1:0.9 --format";
    let json = desk.call(&format!("{call} json")).json();
    let json = if json.is_array() { json[0].clone() } else { json };
    let rows = json["switching"].as_array().unwrap();
    let turning = |row: &&serde_json::Value| {
        row["probability"]["roots"].as_array().is_some_and(|roots| !roots.is_empty())
    };
    let turned: Vec<_> = rows.iter().filter(turning).collect();
    assert!(turned.len() > 2, "{rows:?}");
    for (language, of) in [("en", "of 100 at"), ("da", "ud af 100 ved")] {
        let page = desk.call(&format!("{call} html --lang {language}")).out.clone();
        let drawn = told(&page).into_iter().filter(|label| label.contains(of)).collect::<Vec<_>>();
        assert_eq!(drawn.len(), 2, "one picture for two widths: {drawn:?}");
        for row in &turned {
            let points = row["curve"]["points"].as_array().unwrap();
            let share = |point: &serde_json::Value| (100.0 * point["probability"].as_f64().unwrap()).round();
            let [first, last] = [points.first(), points.last()].map(|point| share(point.unwrap()));
            let said = drawn[0].split(';').any(|panel| {
                panel.contains(&format!(" {first} {of}")) && panel.contains(&format!(" {last} {of}"))
            });
            assert!(said, "{first} to {last} of {}: {}", row["input"], drawn[0]);
        }
    }
}

#[test]
fn what_is_assumed_besides_inputs_stands_with_its_key_on_the_page_and_in_the_text() {
    let desk = Desk::new();
    for (language, years, of) in [
        (
            "en",
            "n years 1 to 5 from entry; falls to Københavns Kommune 50% and Staten 50%.",
            "effects.public_saving",
        ),
        ("da", " år 0 efter start; betales af Københavns Kommune.", "costs.treatment"),
    ] {
        let call = format!("run u-turn.toml --draws 2000 --lang {language}");
        let page = desk.call(&format!("{call} --format html")).out.clone();
        let told: Vec<String> = elements(&page, "dd").into_iter().map(text).collect();
        let said = format!("{years} · {of}");
        let plain = |told: &String| told.replace('\u{a0}', " ");
        assert!(told.iter().map(plain).any(|told| told.ends_with(&said)), "{said}: {told:?}");
        let report =
            desk.call(&format!("{call} --format markdown")).out.replace('\u{a0}', " ").replace('\\', "");
        assert!(report.contains(years) && report.contains(of), "{report}");
    }
}
