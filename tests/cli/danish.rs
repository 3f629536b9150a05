//! Reports in Danish: nothing of them is left in English, and some are read line by line.

use std::path::{Path, PathBuf};

use crate::common::{blessed, program};

/// Words of English that every sentence needs, and no Danish one has.
const ENGLISH: &[&str] = &[
    "the",
    "of",
    "and",
    "with",
    "is",
    "are",
    "was",
    "not",
    "from",
    "that",
    "this",
    "which",
    "would",
    "there",
    "than",
    "more",
    "less",
    "each",
    "year",
    "years",
    "draws",
    "draw",
    "mean",
    "where",
    "when",
    "does",
    "has",
    "have",
    "it",
    "its",
    "by",
    "break-even",
    "breaks",
    "chance",
    "loss",
    "gains",
    "loses",
    "costs",
    "cost",
    "every",
    "other",
    "others",
    "none",
    "never",
    "always",
    "least",
    "most",
    "worth",
    "pays",
    "paid",
    "public",
    "holds",
    "fails",
    "undecided",
    "change",
    "changed",
];

fn scenarios() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    files
}

/// What the program says of a call in the folder of scenarios, in Danish on a wide page.
fn said(arguments: &[&str], file: &Path) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let name = file.file_name().expect("a file has a name");
    let mut command = program();
    command.current_dir(folder).env("COLUMNS", "200").env("VENDEPUNKT_LANG", "da");
    command.args(&arguments[..1]).arg(name).args(&arguments[1..]).arg("--quiet");
    let output = command.output().expect("the program runs");
    String::from_utf8(output.stdout).expect("it writes text")
}

/// Blanks of any kind and length as one, and nothing of what only marks the text up.
fn level(text: &str) -> String {
    let text = text
        .replace("\\", "")
        .replace("**", "")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    let words = text.split(|c: char| c.is_whitespace() || c == '\u{a0}').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The scenario's own texts, with those of the file that it extends: strings, and names as they are and in words.
fn own(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).expect("a scenario can be read");
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let text: String = lines.collect::<Vec<_>>().join("\n");
    let mut own: Vec<String> = text.split('"').skip(1).step_by(2).map(level).collect();
    if let Some((_, rest)) = text.split_once("extends = \"") {
        let base = rest.split('"').next().expect("a split has a first part");
        own.extend(self::own(&file.with_file_name(base)));
    }
    // A report does not say twice that something is an assumption.
    let bare = |text: &String| {
        let (start, rest) = text.split_at_checked(10)?;
        let rest = rest.trim_start_matches([':', ';', ',', ' ', '.', '–']);
        start.eq_ignore_ascii_case("assumption").then(|| rest.to_owned())
    };
    own.extend(own.iter().filter_map(bare).collect::<Vec<_>>());
    let names = text.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
    for name in names.filter(|name| name.contains('_')) {
        own.extend([name.to_owned(), name.replace('_', " ")]);
    }
    own
}

/// Everything that an answer says in English in every language: why something could not be played, and warnings without details.
fn in_english(json: &serde_json::Value, into: &mut Vec<String>) {
    match json {
        serde_json::Value::Object(fields) => {
            let names = ["reason", "untried", "note", "message", "help"];
            let names = if fields.contains_key("details") { &names[..3] } else { &names[..] };
            for (name, field) in fields {
                match field.as_str().filter(|_| names.contains(&name.as_str())) {
                    Some(text) => into.push(level(text)),
                    None => in_english(field, into),
                }
            }
        }
        serde_json::Value::Array(elements) => elements.iter().for_each(|element| in_english(element, into)),
        _ => {}
    }
}

/// A text without the laws in it, as `beta(mean = 0.4, sd = 0.1)`, which are written as in the file.
fn without_laws(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(" = ") {
        let (before, after) = rest.split_at(at + 3);
        kept.push_str(before);
        let name = after.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'_').count();
        let mut depth = 0;
        let law = after.char_indices().skip(name).find(|(_, c)| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0
        });
        rest = match law {
            Some((end, ')')) if name > 0 => &after[end + 1..],
            _ => after,
        };
    }
    kept + rest
}

fn check(what: &str, report: &str, mut own: Vec<String>) {
    assert!(!report.is_empty(), "{what} says nothing");
    own.retain(|text| text.len() > 2);
    own.sort_by_key(|text| std::cmp::Reverse(text.len()));
    // Lines without a label are called by their paths, and names above columns are cut.
    let named = level(report).to_lowercase().replace("costs.", "").replace("paid.", "");
    let named = named.split('|').filter(|cell| !cell.contains('…')).collect::<Vec<_>>().join("|");
    let mut text = without_laws(&named);
    for text_of_scenario in own {
        text = text.replace(&text_of_scenario.to_lowercase(), " § ");
    }
    // Names that were cut, paths and options.
    let is_plain = |word: &&str| {
        let word = word.trim_end_matches(['.', ',', ':', ';', ')']);
        !word.contains(['…', '.', '`']) && !word.starts_with("--")
    };
    let words = text.split_whitespace().filter(is_plain);
    let text: String = words.collect::<Vec<_>>().join(" ");
    let words = text.split(|c: char| !(c.is_alphabetic() || c == '-'));
    let english: Vec<&str> = words.filter(|word| ENGLISH.contains(word)).collect();
    assert!(english.is_empty(), "{what} has English in it: {english:?}\n{text}");
    let report = level(report);
    for slip in [" ,", " ;", " :", "( ", " )", "kr..", ",,"] {
        assert!(!report.contains(slip), "{what} has `{slip}` in it:\n{report}");
    }
    let [open, closed] = ['(', ')'].map(|side| report.matches(side).count());
    assert!(open == closed || report.contains('…'), "{what} has parentheses that do not close:\n{report}");
}

#[test]
fn no_report_on_a_shipped_scenario_is_left_in_english() {
    for file in scenarios() {
        let (own, name) = (own(&file), file.display().to_string());
        let report = said(&["run", "--draws", "200", "--format", "markdown"], &file);
        let own_and_warnings = with_warnings(&file, &["run", "--draws", "200"], own.clone());
        check(&format!("run {name}"), &report, own_and_warnings);
        let explained = said(&["explain", "--draw", "3"], &file);
        // Where values come from is quoted from the file.
        let (sentences, rest) =
            explained.split_once("HVOR HVERT TAL KOMMER FRA").expect("it says where values come from");
        let (_, draw) = rest.split_once("\nUDFALD 3, TRIN FOR TRIN").expect("it walks through a draw");
        check(&format!("explain {name}"), &format!("{sentences}\n{draw}"), own);
    }
}

/// The texts of a scenario and, with them, those of the answer that are in English in every language.
fn with_warnings(file: &Path, call: &[&str], mut own: Vec<String>) -> Vec<String> {
    let json = said(&[call, &["--format", "json"]].concat(), file);
    in_english(&serde_json::from_str(&json).unwrap_or_default(), &mut own);
    own
}

#[test]
fn no_analysis_is_left_in_english() {
    for name in ["u-turn", "families-alcohol", "peterborough"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{name}.toml"));
        for call in [
            &["stress", "--draws", "200"][..],
            &["sensitivity", "--draws", "200", "--points", "1024"],
            &["value", "--draws", "200"],
        ] {
            let report = said(&[call, &["--format", "markdown"]].concat(), &file);
            check(&format!("{} {name}", call[0]), &report, with_warnings(&file, call, own(&file)));
        }
        let table = said(&["run", "--draws", "200", "--all-variants", "--format", "table-markdown"], &file);
        check(&format!("table {name}"), &table, own(&file));
    }
    // What differs is quoted from the files.
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/u-turn.toml");
    let report = said(&["compare", "--variants", "--draws", "200", "--format", "markdown"], &file);
    let (report, _) = report.split_once("Forskellene:").expect("it says what differs");
    check("compare", report, own(&file));
}

/// What a Danish reader sees: read the difference before it is accepted.
#[test]
fn danish_reports_are_as_they_were_read() {
    let file = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{name}.toml"));
    for (named, call, name) in [
        ("run-u-turn", &["run", "--draws", "20000"][..], "u-turn"),
        ("run-housing-first", &["run", "--draws", "20000"], "housing-first"),
        ("run-families", &["run", "--draws", "20000"], "families-alcohol"),
        ("explain-u-turn", &["explain", "--draw", "7"], "u-turn"),
        ("explain-peterborough", &["explain"], "peterborough"),
        ("stress-u-turn", &["stress", "--draws", "5000"], "u-turn"),
        (
            "stress-peterborough",
            &["stress", "--draws", "2000", "--only", "tornado,together,payers"],
            "peterborough",
        ),
        ("compare-u-turn", &["compare", "--variants", "--draws", "5000"], "u-turn"),
        (
            "compare-three",
            &["compare", "u-turn-half.toml", "u-turn-one-third.toml", "--draws", "5000"],
            "u-turn",
        ),
        ("value-u-turn", &["value", "--draws", "5000", "--study", "success_rate=binomial"], "u-turn"),
        ("value-two", &["value", "u-turn-half.toml", "--draws", "5000"], "u-turn"),
        ("sensitivity-u-turn", &["sensitivity", "--draws", "5000", "--points", "4096"], "u-turn"),
        ("sensitivity-families", &["sensitivity", "--draws", "5000", "--points", "4096"], "families-alcohol"),
        ("table", &["run", "job.toml", "--all-variants", "--format", "table", "--draws", "5000"], "u-turn"),
    ] {
        let report = said(call, &file(name)).lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n";
        blessed(&format!("tests/cli/danish/{named}.txt"), &report);
    }
}
