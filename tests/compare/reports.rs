//! Every report is read by something that nobody here wrote: a JSON Schema validator, the schema of SARIF, a reader of
//! JUnit files, a Markdown renderer.

use boon::{Compiler, SchemaIndex, Schemas};
use junit_parser::TestStatus;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

use crate::call::Desk;
use crate::command::uncertain;

/// Two hundred letters, quotes, markup of every kind, and letters beyond ASCII.
fn awkward() -> String {
    let letters: String = "æøå".chars().cycle().take(140).collect();
    format!("k ø '50 %' a&b $x_y_z# [l](u) *s* -- `c` ]] {letters}")
}

/// A desk with folders `before` and `after` whose file, title, payer and source have awkward names.
fn desk() -> Desk {
    let desk = Desk::new();
    let named = |text: String| {
        let quoted = awkward().replace('"', "\\\"");
        text.replace("Københavns Kommune", &format!("{quoted} \\\"|<b>\\u0001"))
            .replace("U-turn, one third", &format!("{quoted} \\\"|<script>\\n\\u001b[31m"))
            .replace("Dansk Socialrådgiverforening", &quoted)
    };
    let required = "\n[require.break_even]\nmetric = \"probability_break_even\"\nperspective = \"public\"\nat_least = 0.9\n";
    desk.put(&format!("before/{}.toml", short_name()), &named(uncertain(12.0)));
    desk.put(&format!("after/{}.toml", short_name()), &named(uncertain(10.0) + required));
    desk.put("before/same.toml", &uncertain(12.0));
    desk.put("after/same.toml", &uncertain(12.0));
    desk.put("after/new.toml", &uncertain(12.0));
    desk
}

/// A file's name: 200 letters, many of them of two bytes, would be too long for the file system.
fn short_name() -> String {
    format!("k ø '50 %' a&b, [c] {}", "å".repeat(90))
}

const GATES: &str =
    "--max-drop public.probability_break_even=0.02 --no-loser state --max-rise public.net_benefit.p50=1";

fn schema(name: &str, text: &str) -> (Schemas, SchemaIndex) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.enable_format_assertions();
    let address = format!("http://example.org/{name}");
    compiler
        .add_resource(&address, serde_json::from_str(text).expect("a schema is JSON"))
        .expect("a resource");
    let index = compiler.compile(&address, &mut schemas).expect("the schema is one");
    (schemas, index)
}

#[test]
fn json_is_as_its_schemas_say() {
    let desk = desk();
    desk.put("third.toml", &uncertain(9.0));
    desk.put("base.toml", &uncertain(12.0));
    let (schemas, index) = schema("comparison", &desk.call("schema comparison").exits(0).out);
    let folders = desk.call(&format!("compare before after --format json {GATES}"));
    let ranked =
        desk.call("compare u-turn.toml base.toml third.toml --programmes --share saving --format json");
    for answer in [folders.exits(4), ranked.exits(0)] {
        let json = answer.json();
        schemas.validate(&json, index).unwrap_or_else(|error| panic!("{error:#}"));
        // A schema that takes anything would say nothing.
        for broken in ["verdict", "pairs", "run", "counts"] {
            let mut json = json.clone();
            json.as_object_mut().unwrap().remove(broken);
            assert!(schemas.validate(&json, index).is_err(), "without {broken}");
        }
        let mut other = json.clone();
        other["pairs"][0]["perspectives"]["public"]["net_benefit"]["mean"]["se"] = Value::from("small");
        assert!(schemas.validate(&other, index).is_err());
    }
    let (schemas, index) = schema("results", &desk.call("schema results").exits(0).out);
    for outputs in ["headline", "yearly"] {
        let json = desk.call(&format!("run after --format json --outputs {outputs}")).json();
        schemas.validate(&json, index).unwrap_or_else(|error| panic!("{error:#}"));
        let mut broken = json.clone();
        broken[0]["perspectives"]["public"].as_object_mut().unwrap().remove("net_benefit");
        assert!(schemas.validate(&broken, index).is_err());
    }
}

#[test]
fn sarif_is_as_its_standard_says() {
    let desk = desk();
    let (schemas, index) = schema("sarif", include_str!("schemas/sarif-2.1.0.json"));
    let name = short_name();
    let broken = desk.read(&format!("after/{name}.toml")).replace("horizon = 5", "horizn = 5");
    desk.put(&format!("after/{name}.toml"), &broken);
    let answer = desk.call("check after before/same.toml nothing.toml --format sarif");
    let json = answer.exits(3).json();
    schemas.validate(&json, index).unwrap_or_else(|error| panic!("{error:#}"));
    let results = json["runs"][0]["results"].as_array().unwrap();
    let result = results.iter().find(|result| result["ruleId"] == "unknown-key").expect("the slip is found");
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["region"]["startLine"], 6);
    assert!(
        location["artifactLocation"]["uri"]
            .as_str()
            .unwrap()
            .starts_with("after/k%20%C3%B8%20%2750%20%25%27")
    );
    let mut wrong = json.clone();
    wrong["runs"][0]["results"][0]["level"] = Value::from("fatal");
    assert!(schemas.validate(&wrong, index).is_err());
}

#[test]
fn junit_is_read_back_case_by_case() {
    let desk = desk();
    let answer = desk.call(&format!("compare before after --format junit {GATES}"));
    let suites = junit_parser::from_reader(answer.exits(4).out.as_bytes()).expect("JUnit");
    assert_eq!(suites.suites.len(), 2);
    let changed = suites.suites.iter().find(|suite| suite.name.starts_with("k ø")).expect("the changed one");
    assert_eq!(changed.name, format!("{}.toml", short_name()));
    // Whether it can be compared, three limits, one requirement.
    assert_eq!((changed.tests, changed.cases.len()), (5, 5));
    let failed = changed.cases.iter().filter(|case| matches!(case.status, TestStatus::Failure(_))).count();
    assert_eq!((failed as u64, changed.failures, suites.failures), (3, 3, 3));
    let same = suites.suites.iter().find(|suite| suite.name == "same.toml").expect("the unchanged one");
    assert!(same.cases.iter().all(|case| matches!(case.status, TestStatus::Success)));
    let failure =
        changed.cases.iter().find(|case| case.original_name.starts_with("max-drop")).expect("the limit");
    assert!(failure.status.failure_as_ref().message.contains("limit ≥ −2 points"));
    // The reader gives up the text around a reference to a character.
    let text = &failure.status.failure_as_ref().text;
    assert!(text.contains("after/k ø '50 %' a") || text.contains("b, [c]"), "{text}");
}

#[test]
fn markdown_renders_to_tables_and_plain_text() {
    let desk = desk();
    let answer = desk.call(&format!("compare before after --format markdown {GATES}"));
    let page = &answer.exits(4).out;
    assert!(page.starts_with("# ✗ 3 of "), "the verdict comes first: {page}");
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
    let mut text = String::new();
    let (mut tables, mut depth) = (0, 0);
    for event in Parser::new_ext(page, options) {
        match event {
            Event::Start(Tag::Table(_)) => tables += 1,
            Event::Start(Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough) => {
                depth += 1
            }
            Event::Html(html) | Event::InlineHtml(html) => panic!("markup from a name: {html}"),
            Event::Code(code) => panic!("code from a name: {code}"),
            Event::Text(words) => text.push_str(&words),
            _ => {}
        }
    }
    // Limits, money, break-even.
    assert_eq!(tables, 3, "{page}");
    // Only what stands beside a heading is set in italics.
    assert!(depth <= 1, "{depth}: {page}");
    assert!(text.contains(&short_name()[..31]), "{text}");
    assert!(text.contains("k ø '50 %' a&b $x_y_z# [l](u) *s* -- `c` ]]"), "{text}");
    assert!(!page.contains('\u{1b}'));
}

#[test]
fn annotations_are_commands_with_a_file_and_a_line() {
    let desk = desk();
    let answer = desk.call(&format!("compare before after --format github {GATES}"));
    let lines: Vec<&str> = answer.exits(4).out.lines().collect();
    let errors = lines.iter().filter(|line| line.starts_with("::error ")).count();
    assert_eq!(errors, 3);
    assert!(lines[0].starts_with("::error file=after/k ø '50 %25' a&b%2C [c]"), "{}", lines[0]);
    assert!(lines[0].contains(",line=16,title="), "{}", lines[0]);
    assert!(
        lines
            .iter()
            .all(|line| ["::error ", "::warning ", "::notice "].iter().any(|kind| line.starts_with(kind)))
    );
    desk.put("wrong.toml", "x = 1\ny = 2\n");
    let answer = desk.call("check wrong.toml --format github");
    assert!(answer.exits(3).out.starts_with("::error file=wrong.toml,line="));
}

#[test]
fn a_markdown_report_of_very_many_fits_a_step_summary() {
    let desk = Desk::new();
    // Forty-five payers of whom each has two rows, and a hundred changed files.
    let payers: String = (0..45).map(|n| format!("payer{n} = \"{} {n}\"\n", &awkward()[..59])).collect();
    for number in 0..100 {
        let text = |alpha: f64| uncertain(alpha).replace("[payers]\n", &format!("[payers]\n{payers}"));
        desk.put(&format!("before/{number}{}.toml", "x".repeat(150)), &text(12.0));
        desk.put(&format!("after/{number}{}.toml", "x".repeat(150)), &text(11.0));
    }
    let answer = desk.call("compare before after --format markdown --draws 100 --no-loser public");
    assert_eq!(answer.code, Some(4), "{}", answer.err);
    assert!((500_000..1 << 20).contains(&answer.out.len()), "{}", answer.out.len());
    assert!(answer.out.contains("more have changed") && answer.out.contains("more are not shown"));
}
