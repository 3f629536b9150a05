//! Every report is read by something that nobody here wrote: a JSON Schema validator, the schema of SARIF, a reader of
//! JUnit files, a Markdown renderer.

use boon::{Compiler, SchemaIndex, Schemas};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::awkward::{self, GATES, desk, file_name, label, payer, title};
use crate::call::{Answer, Desk};
use crate::command::uncertain;

/// Calls the program with arguments that hold blanks.
fn call(desk: &Desk, arguments: &[&str]) -> Answer {
    Answer::of(desk.program().args(arguments).output().expect("the program starts"))
}

pub fn schema(name: &str, text: &str) -> (Schemas, SchemaIndex) {
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
    let json = folders.json();
    let pair = json["pairs"].as_array().unwrap().iter().find(|pair| pair["unchanged"] == false).unwrap();
    assert_eq!(pair["name"], file_name());
    assert_eq!(pair["base"]["file"], format!("before/{}", file_name()));
    assert_eq!(pair["other"]["title"], title());
    assert_eq!(pair["perspectives"]["municipality"]["label"], payer());
    assert_eq!(pair["assumptions"][0]["source"], label());
    assert_eq!(pair["gates"][3]["name"], format!("require {}", awkward::name("back")));
    // Where a year may be never, its upper end is null.
    let half = crate::pairs::linear_text(&[("x", 0.02, 1.0)]);
    let required =
        "[require.soon]\nmetric = \"break_even_year.median\"\nperspective = \"public\"\nat_most = 1\n";
    desk.put("half.toml", &(half.clone() + required));
    desk.put("base half.toml", &half.replace("0.02", "0.03"));
    let mut program = desk.program();
    let call = ["compare", "base half.toml", "half.toml", "--format", "json", "--draws", "1000"];
    let answer = crate::call::Answer::of(program.args(call).output().expect("the program starts"));
    let open = answer.exits(5).json();
    assert!(open["pairs"][0]["gates"][0]["estimate"]["hi"].is_null(), "{open}");
    schemas.validate(&open, index).unwrap_or_else(|error| panic!("{error:#}"));
    let (schemas, index) = schema("results", &desk.call("schema results").exits(0).out);
    for outputs in ["headline", "yearly"] {
        let json = desk.call(&format!("run after --format json --outputs {outputs}")).json();
        schemas.validate(&json, index).unwrap_or_else(|error| panic!("{error:#}"));
        let run = json.as_array().unwrap().iter().find(|run| run["scenario"]["title"] == title()).unwrap();
        assert_eq!(run["scenario"]["file"], format!("after/{}", file_name()));
        let resolved: toml::Table = run["scenario"]["resolved"].as_str().unwrap().parse().expect("TOML");
        assert_eq!(resolved["payers"]["municipality"]["label"].as_str(), Some(payer().as_str()));
        assert_eq!(run["requirements"][0]["name"], awkward::name("back"));
        let mut broken = json.clone();
        broken[0]["perspectives"]["public"].as_object_mut().unwrap().remove("net_benefit");
        assert!(schemas.validate(&broken, index).is_err());
    }
}

#[test]
fn sarif_is_as_its_standard_says() {
    let desk = desk();
    let (schemas, index) = schema("sarif", include_str!("schemas/sarif-2.1.0.json"));
    let file = format!("after/{}", file_name());
    desk.put(&file, &desk.read(&file).replace("horizon = 5", "horizn = 5"));
    let answer = desk.call("check after before/same.toml nothing.toml --format sarif");
    let json = answer.exits(3).json();
    schemas.validate(&json, index).unwrap_or_else(|error| panic!("{error:#}"));
    let results = json["runs"][0]["results"].as_array().unwrap();
    let result = results.iter().find(|result| result["ruleId"] == "unknown-key").expect("the slip is found");
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["region"]["startLine"], 6);
    let uri = location["artifactLocation"]["uri"].as_str().unwrap();
    assert_eq!(unescaped(uri), file);
    let mut wrong = json.clone();
    wrong["runs"][0]["results"][0]["level"] = Value::from("fatal");
    assert!(schemas.validate(&wrong, index).is_err());
}

/// A reference with its escapes resolved (RFC 3986, 2.1).
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut parts = text.split('%');
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        let (code, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).expect("two hexadecimal digits"));
        bytes.extend(rest.bytes());
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// A page of Markdown as a renderer reads it: its headings, its tables' cells and its other text.
#[derive(Default)]
pub struct Rendered {
    headings: Vec<String>,
    cells: Vec<String>,
    pub tables: usize,
    emphases: usize,
    pub text: String,
}

pub fn rendered(page: &str) -> Rendered {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
    let mut read = Rendered::default();
    let mut words = String::new();
    for event in Parser::new_ext(page, options) {
        match event {
            Event::Start(Tag::Table(_)) => read.tables += 1,
            Event::Start(Tag::Emphasis) => read.emphases += 1,
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough) => {
                panic!("markup from a name: {page}")
            }
            Event::Start(Tag::Heading { .. } | Tag::TableCell | Tag::Paragraph) => words.clear(),
            Event::End(TagEnd::Heading(_)) => read.headings.push(words.clone()),
            Event::End(TagEnd::TableCell) => read.cells.push(words.clone()),
            Event::Html(html) | Event::InlineHtml(html) => panic!("markup from a name: {html}"),
            Event::Code(code) => panic!("code from a name: {code}"),
            Event::Text(piece) => {
                words.push_str(&piece);
                read.text.push_str(&piece);
            }
            Event::SoftBreak => read.text.push(' '),
            _ => {}
        }
    }
    read
}

/// Whether a name stands here whole, or with `…` for its middle.
fn is_name(shown: &str, name: &str) -> bool {
    match shown.split_once('…') {
        Some((start, end)) => {
            shown.chars().count() >= 40 && name.starts_with(start.trim_end()) && name.ends_with(end)
        }
        None => shown == name,
    }
}

#[test]
fn markdown_renders_to_tables_and_plain_text() {
    let desk = desk();
    let answer = desk.call(&format!("compare before after --no-variants --format markdown {GATES}"));
    let page = &answer.exits(4).out;
    assert!(page.starts_with("# ✗ 3 of "), "the verdict comes first: {page}");
    let read = rendered(page);
    // Limits, money, break-even.
    assert_eq!(read.tables, 3, "{page}");
    // Only what stands beside a heading is set in italics.
    assert_eq!(read.emphases, 1, "{page}");
    assert!(read.headings.iter().any(|heading| is_name(heading, &file_name())), "{:?}", read.headings);
    // The payer in two tables; what the file asks for in one.
    let payer = format!("{}\\u{{1}}", label());
    assert_eq!(read.cells.iter().filter(|cell| is_name(cell, &payer)).count(), 2, "{page}");
    let required = format!("require {} · ", awkward::name("back"));
    let asked = read.cells.iter().find_map(|cell| cell.strip_prefix(&required));
    assert!(is_name(asked.expect("a row for the requirement"), &file_name()), "{page}");
    assert!(read.text.contains("nøg.toml:16 · k ø '50 %' \"a\"&b, <b>x</b> $x_y_z#"), "{page}");
    assert!(!page.contains('\u{1b}'));

    let file = format!("after/{}", file_name());
    let answer = call(&desk, &["run", &file, "--variant", &awkward::name("low"), "--format", "markdown"]);
    let read = rendered(&answer.exits(4).out);
    assert!(read.headings[0].starts_with(&label()), "{:?}", read.headings);
    assert!(read.cells.contains(&payer), "{:?}", read.cells);
    assert!(read.text.contains(&format!("{file}, variant {} · ", awkward::name("low"))), "{}", read.text);
}

#[test]
fn text_keeps_to_its_page_and_names_keep_both_ends() {
    let desk = desk();
    let file = format!("after/{}", file_name());
    let compared = desk.call(&format!("compare before after {GATES}"));
    let run = call(&desk, &["run", &file, "--variant", &awkward::name("low")]);
    for (page, names) in [
        (&compared.exits(4).out, vec![file_name(), label(), awkward::name("back")]),
        (&run.exits(4).out, vec![file.clone(), label(), awkward::name("low")]),
    ] {
        assert!(page.lines().all(|line| line.width() <= 100), "{page}");
        assert!(!page.contains(|c: char| c.is_control() && c != '\n'), "{page}");
        for name in names {
            // Wrapped at blanks or, where there is none, anywhere.
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            let (page, name) = (bare(page), bare(&name));
            let end: String = name.chars().skip(name.chars().count() - 15).collect();
            let start: String = name.chars().take(20).collect();
            assert!(page.contains(&start) && page.contains(&end), "{name} in {page}");
        }
    }
    // A name of 200 letters above a narrow column is cut; no page is spent on it.
    let tall = run.out.lines().collect::<Vec<&str>>();
    let empty_label = |line: &&str| line.starts_with("                    ") && !line.trim().is_empty();
    let tallest = tall.split(|line| !empty_label(line)).map(<[&str]>::len).max().unwrap_or(0);
    assert!(tallest <= 8, "{tallest} lines of a heading in {}", run.out);
}

#[test]
fn csv_is_read_back_row_by_row() {
    let desk = desk();
    let file = format!("after/{}", file_name());
    let variant = awkward::name("low");
    let answer = call(&desk, &["run", &file, "--variant", &variant, "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(answer.exits(4).out.as_bytes());
    assert_eq!(reader.headers().expect("a first row").len(), 11);
    let rows: Vec<csv::StringRecord> =
        reader.records().map(|row| row.expect("eleven cells in each row")).collect();
    assert!(rows.len() > 50, "{}", rows.len());
    assert!(rows.iter().all(|row| row[0] == file && row[1] == variant));
}

#[test]
fn annotations_are_commands_with_a_file_and_a_line() {
    let desk = desk();
    let answer = desk.call(&format!("compare before after --no-variants --format github {GATES}"));
    let commands: Vec<Command> = answer.exits(4).out.lines().map(Command::read).collect();
    assert_eq!(commands.iter().filter(|command| command.kind == "error").count(), 3);
    let first = &commands[0];
    assert_eq!(first.property("file"), Some(format!("after/{}", file_name())));
    assert_eq!(first.property("line"), Some("16".to_owned()));
    assert_eq!(first.property("title"), Some(format!("vendepunkt: {}", file_name())));
    let required = format!("require {} is crossed", awkward::name("back"));
    assert!(commands.iter().any(|command| command.message.starts_with(&required)), "{}", answer.out);
    desk.put("wrong.toml", "x = 1\ny = 2\n");
    let answer = desk.call("check wrong.toml --format github");
    assert!(answer.exits(3).out.starts_with("::error file=wrong.toml,line="));
    // What is broken is named by its path.
    desk.put("after/same.toml", "format = 1\n");
    let answer = desk.call("compare before after --format github");
    let broken = Command::read(answer.exits(3).out.lines().next().expect("an annotation"));
    assert_eq!(
        (broken.kind.as_str(), broken.property("file")),
        ("error", Some("after/same.toml".to_owned()))
    );
    assert_eq!(broken.property("title"), Some("vendepunkt: same.toml".to_owned()));
}

/// A workflow command as the runner of GitHub Actions reads one (`ActionCommand.TryParseV2` in actions/runner).
struct Command {
    kind: String,
    properties: Vec<(String, String)>,
    message: String,
}

impl Command {
    fn read(line: &str) -> Command {
        let (head, message) = line.strip_prefix("::").expect("a command").split_once("::").expect("its end");
        let (kind, properties) = head.split_once(' ').expect("properties");
        assert!(["error", "warning", "notice"].contains(&kind), "{line}");
        let data = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
        let value = |text: &str| {
            let text = text.replace("%0D", "\r").replace("%0A", "\n");
            text.replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
        };
        let properties = properties.split(',').map(|property| {
            let (name, text) = property.split_once('=').expect("name=value");
            (name.to_owned(), value(text))
        });
        Command { kind: kind.to_owned(), properties: properties.collect(), message: data(message) }
    }

    fn property(&self, name: &str) -> Option<String> {
        self.properties.iter().find(|(property, _)| property == name).map(|(_, value)| value.clone())
    }
}

#[test]
fn a_markdown_report_of_very_many_fits_a_step_summary() {
    let desk = Desk::new();
    // Forty-five payers of whom each has two rows, and a hundred changed files.
    let long: String = label().replace('"', "'").chars().take(59).collect();
    let payers: String = (0..45).map(|n| format!("payer{n} = \"{long} {n}\"\n")).collect();
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
