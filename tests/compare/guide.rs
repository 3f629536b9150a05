//! The jobs of `docs/ci.md` and the files in `ci/` that it names, taken as they are printed and done in a scratch repository. All that
//! is left out is `cargo install`: the program as built stands in its place.

use std::collections::BTreeMap;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use yaml_rust2::{Yaml, YamlLoader};

use crate::call::Answer;
use crate::checkout::Checkout;
use crate::common::{file, program};
use crate::junit::objections;
use crate::runner::{Done, yaml};

/// The YAML documents below a heading of the guide.
fn printed(heading: &str) -> Vec<Yaml> {
    let guide = include_str!("../../docs/ci.md");
    let (mut below, mut in_yaml, mut in_heading) = (String::new(), false, false);
    let mut documents = Vec::new();
    for event in Parser::new(guide) {
        match event {
            Event::Start(Tag::Heading { .. }) => (in_heading, below) = (true, String::new()),
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) => in_yaml = &*kind == "yaml",
            Event::End(TagEnd::CodeBlock) => in_yaml = false,
            Event::Text(text) if in_heading => below.push_str(&text),
            Event::Text(text) if in_yaml && below == heading => documents.push(yaml(&text)),
            _ => {}
        }
    }
    documents
}

/// The workflow that the guide prints, and the one in `ci/`.
fn workflows() -> [Yaml; 2] {
    let mut printed = printed("GitHub Actions");
    assert_eq!(printed.len(), 1);
    [printed.remove(0), yaml(&std::fs::read_to_string(file("ci/github.yml")).expect("the file is there"))]
}

/// A workflow done with the program as built.
fn on_github(workflow: &Yaml, checkout: &Checkout) -> Done {
    assert_eq!(workflow["on"].as_str(), Some("pull_request"));
    let program = program();
    let done =
        checkout.runner().workflow(workflow, &[("program", program.get_program().to_str().expect("a path"))]);
    let history = &done.given("actions/checkout").expect("it checks out")["fetch-depth"];
    assert_eq!(history, "0", "the base's commit must be there");
    done
}

#[test]
fn on_github_the_exit_and_the_summary_tell_what_was_changed() {
    for workflow in workflows() {
        let lower = on_github(&workflow, &Checkout::lower());
        assert_eq!(lower.code, 4, "{lower:?}");
        assert!(lower.summary.starts_with("# ✗ ") && lower.summary.contains("max-drop"), "{}", lower.summary);
        assert!(lower.summary.contains("no-loser"), "{}", lower.summary);
        let remark = on_github(&workflow, &Checkout::remark());
        assert_eq!(remark.code, 0, "{remark:?}");
        assert!(remark.summary.starts_with("# no change\n"), "{}", remark.summary);
        assert_eq!(on_github(&workflow, &Checkout::broken()).code, 3);
    }
}

#[test]
fn on_github_findings_and_reports_are_kept_whatever_comes_of_it() {
    let [short, full] = workflows();
    assert_eq!(on_github(&short, &Checkout::remark()).used.len(), 1, "it checks out, and no more");
    let permission = &full["jobs"]["compare"]["permissions"]["security-events"];
    assert_eq!(permission.as_str(), Some("write"));
    let checkout = Checkout::broken();
    let done = on_github(&full, &checkout);
    assert_eq!(
        done.given("github/codeql-action/upload-sarif").expect("it is uploaded")["sarif_file"],
        done.outputs["sarif"]
    );
    assert_eq!(
        done.given("actions/upload-artifact").expect("they are kept")["path"],
        done.outputs["reports"]
    );
    // From a fork it may not be uploaded.
    let mut runner = checkout.runner();
    runner.says.insert("github.event.pull_request.head.repo.fork".to_owned(), "true".to_owned());
    let program = program();
    let done = runner.workflow(&full, &[("program", program.get_program().to_str().expect("a path"))]);
    assert_eq!((done.code, done.given("github/codeql-action/upload-sarif")), (3, None));
}

/// The template as GitLab has it after it put these inputs, and defaults for the others, into its text; and that only.
fn template(given: &BTreeMap<String, String>) -> Yaml {
    let text = std::fs::read_to_string(file("ci/gitlab.yml")).expect("the template is there");
    let (head, body) = text.split_once("\n---\n").expect("a header ends");
    let head = yaml(head);
    let inputs = head["spec"]["inputs"].as_hash().expect("inputs");
    let mut body = body.to_owned();
    for (name, input) in inputs {
        let name = name.as_str().expect("a name");
        assert!(input["description"].as_str().is_some_and(|text| !text.is_empty()), "{name}");
        let value =
            given.get(name).map_or_else(|| input["default"].as_str().expect("a default"), String::as_str);
        let place = format!("$[[ inputs.{name} ]]");
        assert!(body.contains(&place), "{name} is used");
        body = body.replace(&place, value);
    }
    for name in given.keys() {
        assert!(inputs.contains_key(&Yaml::String(name.clone())), "there is no input {name}");
    }
    assert!(!body.contains("$[["), "{body}");
    yaml(&body)
}

/// The job that the guide includes, as GitLab does it: a POSIX shell that stops at the first failure. With the report it leaves.
fn on_gitlab(checkout: &Checkout, more: &[(&str, &str)]) -> (Answer, Option<String>) {
    let mut printed = printed("GitLab");
    assert_eq!(printed.len(), 1);
    let include = &printed.remove(0)["include"][0];
    assert_eq!(include["file"].as_str(), Some("/ci/gitlab.yml"));
    let texts = include["inputs"].as_hash().expect("inputs").iter();
    let text = |yaml: &Yaml| yaml.as_str().expect("a text").to_owned();
    let mut given: BTreeMap<String, String> = texts.map(|(name, value)| (text(name), text(value))).collect();
    assert_eq!(given["source"], "--git https://SERVER/OWNER/vendepunkt --rev COMMIT");
    given.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let template = template(&given);
    let (_, job) = template.as_hash().expect("a hash").iter().next().expect("a job");
    // The oldest compiler that the program takes, whose image has git besides.
    assert_eq!(job["image"].as_str(), Some(concat!("rust:", env!("CARGO_PKG_RUST_VERSION"))));
    assert_eq!(job["variables"]["GIT_DEPTH"].as_str(), Some("0"), "the base's commit must be there");
    let rule = job["rules"][0]["if"].as_str();
    assert_eq!(rule, Some("$CI_PIPELINE_SOURCE == \"merge_request_event\""));
    let mut environment = BTreeMap::from([
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA".to_owned(), checkout.base.clone()),
        ("CI_PROJECT_DIR".to_owned(), checkout.desk.path("").to_string_lossy().into_owned()),
    ]);
    for (name, value) in job["variables"].as_hash().expect("variables") {
        if let Some(value) = value["value"].as_str() {
            environment.insert(text(name), value.to_owned());
        }
    }
    let lines: Vec<&str> =
        job["script"].as_vec().expect("a script").iter().map(|line| line.as_str().expect("a line")).collect();
    let cargo = "cargo() { echo cargo \"$@\"; }\n";
    let script = format!("exec sh -e -c '{}'", (cargo.to_owned() + &lines.join("\n")).replace('\'', "'\\''"));
    let answer = checkout.bash(&[], &script, &environment);
    let artifacts = &job["artifacts"];
    assert_eq!(artifacts["when"].as_str(), Some("always"));
    let report = artifacts["reports"]["junit"].as_str().expect("a report");
    let report = checkout.desk.path(report).exists().then(|| checkout.desk.read(report));
    (answer, report)
}

#[test]
fn on_gitlab_the_exit_and_the_report_tell_what_was_changed() {
    // Two limits, and what the files require, in each of the two.
    for (checkout, code, failures) in [(Checkout::lower(), 4, 6), (Checkout::remark(), 0, 0)] {
        let (answer, report) = on_gitlab(&checkout, &[]);
        answer.exits(code);
        let install = "cargo install --locked --root .vendepunkt --git https://SERVER/OWNER/vendepunkt --rev COMMIT vendepunkt\n";
        assert!(answer.out.starts_with(install), "{answer:?}");
        let report = report.expect("a report");
        assert_eq!(objections(&report), Vec::<String>::new());
        assert!(report.contains(&format!("failures=\"{failures}\" errors=\"0\">")), "{report}");
        assert_eq!(report.contains("no change"), code == 0, "{report}");
    }
    let (answer, report) = on_gitlab(&Checkout::broken(), &[]);
    answer.exits(3);
    assert!(report.expect("a report").contains("type=\"invalid\""));
}

#[test]
fn on_gitlab_lists_have_spaces_between_their_members_and_nothing_is_a_part_of_the_script() {
    let checkout = Checkout::lower();
    let (answer, report) = on_gitlab(
        &checkout,
        &[
            ("source", ""),
            ("scenarios", "scenarios/base.toml scenarios/young.toml"),
            ("max-drop", "public.probability_break_even=0.5 public.net_benefit.p5=1e9"),
            ("max-rise", "public.net_benefit.p95=1e9"),
            ("no-loser", ""),
            ("options", "--no-variants --seed=2"),
        ],
    );
    // What the files require is missed as before they were changed, or newly so.
    answer.exits(4);
    assert!(!answer.out.contains("cargo"), "{answer:?}");
    // Three limits, a requirement, and that the two can be compared, of each of the two.
    assert_eq!(report.expect("a report").matches("<testcase ").count(), 10);
    let (answer, _) = on_gitlab(&checkout, &[("no-loser", "$(touch broken) * `touch broken`")]);
    answer.exits(2);
    assert!(!checkout.desk.path("broken").exists());
}

/// What a hook is given of some paths, as pre-commit does it: the pattern is searched for in each.
fn committed(hook: &Yaml, paths: &str) -> Answer {
    let files = hook["files"].as_str().expect("a pattern");
    let entry = hook["entry"].as_str().expect("a command");
    assert_eq!(hook["types"][0].as_str(), Some("toml"));
    let checkout = Checkout::remark();
    checkout.desk.put("scenarios/below/broken.toml", "format = 1\n");
    let script = format!(
        "pattern='{files}'\n\
         for path in {paths}; do if [[ \"$path\" == *.toml && \"$path\" =~ $pattern ]]; then set -- \"$@\" \"$path\"; fi; done\n\
         echo \"$*\"; [ $# = 0 ] || {entry} \"$@\""
    );
    checkout.bash(&["-e"], &script, &BTreeMap::new())
}

#[test]
fn before_a_commit_the_scenarios_among_the_changed_files_are_checked() {
    let printed = printed("Before every commit");
    let manifest = std::fs::read_to_string(file(".pre-commit-hooks.yaml")).expect("the manifest is there");
    let manifest = YamlLoader::load_from_str(&manifest).expect("it is YAML").remove(0);
    let hook = &manifest[0];
    assert_eq!(printed[0]["repos"][0]["hooks"][0]["id"], hook["id"]);
    assert_eq!(hook["language"].as_str(), Some("rust"));
    let local = &printed[1]["repos"][0]["hooks"][0];
    assert_eq!(local["language"].as_str(), Some("system"));
    for hook in [hook, local] {
        let others =
            "README.md docs/x.toml scenarios.toml scenarios/x.toml.bak scenarios/README.md Cargo.toml";
        assert_eq!(committed(hook, others).exits(0).out, "\n");
        let answer = committed(hook, &format!("{others} scenarios/base.toml scenarios/young.toml"));
        assert!(answer.exits(0).out.starts_with("scenarios/base.toml scenarios/young.toml\n"), "{answer:?}");
        let answer = committed(hook, "scenarios/base.toml scenarios/below/broken.toml");
        assert!(answer.exits(3).err.contains("scenarios/below/broken.toml"), "{answer:?}");
    }
}
