//! The jobs of `docs/ci.md`, taken out of it with a reader of Markdown and one of YAML and done as they are printed, in a
//! scratch repository. All that is left out is `cargo install`: the program as built stands in its place.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use yaml_rust2::{Yaml, YamlLoader};

use crate::call::{Answer, Desk};
use crate::common::program;
use crate::git::{git, repository};
use crate::junit::objections;
use crate::reports::schema;

/// The YAML below a heading of the guide.
fn printed(heading: &str) -> Yaml {
    let guide = include_str!("../../docs/ci.md");
    let (mut below, mut in_yaml) = (String::new(), false);
    let mut yaml = String::new();
    let mut in_heading = false;
    for event in Parser::new(guide) {
        match event {
            Event::Start(Tag::Heading { .. }) => (in_heading, below) = (true, String::new()),
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) => in_yaml = &*kind == "yaml",
            Event::End(TagEnd::CodeBlock) => in_yaml = false,
            Event::Text(text) if in_heading => below.push_str(&text),
            Event::Text(text) if in_yaml && below == heading => yaml.push_str(&text),
            _ => {}
        }
    }
    let mut documents = YamlLoader::load_from_str(&yaml).expect("the guide prints YAML");
    assert_eq!(documents.len(), 1, "{heading}");
    documents.remove(0)
}

/// A repository as a CI system checks it out: `scenarios` on `main`, and a branch with one edit of them.
struct Checkout {
    desk: Desk,
    base: String,
}

impl Checkout {
    fn with(edit: impl Fn(&str) -> String) -> Checkout {
        let desk = repository();
        git(&desk, &["mv", "cases", "scenarios"]);
        git(&desk, &["commit", "-qam", "scenarios"]);
        let head = Command::new("git").args(["rev-parse", "HEAD"]).current_dir(desk.path("")).output();
        let base = String::from_utf8(head.expect("git is installed").stdout).expect("a commit");
        git(&desk, &["checkout", "-q", "-b", "edit"]);
        desk.put("scenarios/base.toml", &edit(&desk.read("scenarios/base.toml")));
        git(&desk, &["commit", "-qam", "edit"]);
        Checkout { desk, base: base.trim().to_owned() }
    }

    fn lower() -> Checkout {
        Checkout::with(|text| text.replace("alpha = 12", "alpha = 8"))
    }

    fn remark() -> Checkout {
        Checkout::with(|text| format!("# A remark.\n{text}"))
    }

    fn broken() -> Checkout {
        Checkout::with(|text| text.replace("horizon = 5", "horizn = 5"))
    }

    /// Does a script with the program on the path.
    fn bash(&self, options: &[&str], script: &str, environment: &BTreeMap<String, String>) -> Answer {
        let program = program();
        let program = Path::new(program.get_program());
        let folders = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&folders).map(|folder| folder.to_path_buf());
        let folders = program.parent().map(Path::to_path_buf).into_iter().chain(folders);
        let path = std::env::join_paths(folders).expect("a path");
        let mut bash = Command::new("bash");
        bash.args(["--noprofile", "--norc"])
            .args(options)
            .args(["-c", script])
            .current_dir(self.desk.path(""));
        for (name, _) in std::env::vars_os() {
            if ["VENDEPUNKT_", "GIT"].iter().any(|start| name.to_string_lossy().starts_with(start)) {
                bash.env_remove(name);
            }
        }
        bash.env("PATH", path).env("VENDEPUNKT_DRAWS", "20000").envs(environment);
        Answer::of(bash.output().expect("bash is installed"))
    }
}

/// What came of a job on GitHub.
struct Done {
    /// Exit codes and output of the steps that were done, by name.
    steps: BTreeMap<String, Answer>,
    summary: String,
    sarif_is_uploaded: bool,
}

/// The steps of the printed job as GitHub does them: in order, after a failure only those that always run, each in a bash that
/// stops at the first command that fails.
fn on_github(checkout: &Checkout) -> Done {
    let workflow = printed("GitHub Actions");
    assert_eq!(workflow["on"].as_str(), Some("pull_request"));
    let desk = &checkout.desk;
    // The runner's files lie outside of the checkout.
    let runner = tempfile::tempdir().expect("a folder");
    let summary = runner.path().join("summary.md");
    std::fs::write(&summary, "").expect("a file");
    let job = &workflow["jobs"]["compare"];
    assert_eq!(job["permissions"]["security-events"].as_str(), Some("write"));
    let mut done = Done { steps: BTreeMap::new(), summary: String::new(), sarif_is_uploaded: false };
    let (mut failed, mut is_installed, mut has_history) = (false, false, false);
    for step in job["steps"].as_vec().expect("steps") {
        if failed && step["if"].as_str() != Some("always()") {
            continue;
        }
        let action = step["uses"].as_str().map(|action| action.split('@').next().unwrap_or_default());
        let script = step["run"].as_str();
        match (action, script) {
            (Some("actions/checkout"), None) => has_history = step["with"]["fetch-depth"].as_i64() == Some(0),
            (Some("github/codeql-action/upload-sarif"), None) => {
                let log = desk.read(step["with"]["sarif_file"].as_str().expect("a file"));
                let (schemas, index) = schema("sarif", include_str!("schemas/sarif-2.1.0.json"));
                let log = serde_json::from_str(&log).expect("JSON");
                schemas.validate(&log, index).unwrap_or_else(|error| panic!("{error:#}"));
                done.sarif_is_uploaded = true;
            }
            (None, Some(script)) if script.starts_with("cargo install") => {
                let git = "cargo install --locked --git ${{ github.server_url }}/${{ github.repository }} vendepunkt";
                assert_eq!(script, git);
                is_installed = true;
            }
            (None, Some(script)) => {
                assert!(is_installed && has_history);
                let mut environment: BTreeMap<String, String> = BTreeMap::new();
                for (name, value) in step["env"].as_hash().into_iter().flatten() {
                    let value = value.as_str().expect("a text");
                    let value = value.replace("${{ github.event.pull_request.base.sha }}", &checkout.base);
                    environment.insert(name.as_str().expect("a name").to_owned(), value);
                }
                environment.insert("GITHUB_STEP_SUMMARY".to_owned(), summary.to_string_lossy().into_owned());
                assert!(!script.contains("${{") && !environment.values().any(|value| value.contains("${{")));
                let answer = checkout.bash(&["-e"], script, &environment);
                failed |= answer.code != Some(0);
                done.steps.insert(step["name"].as_str().expect("a name").to_owned(), answer);
            }
            _ => panic!("a step that this test does not know: {step:?}"),
        }
    }
    done.summary = std::fs::read_to_string(&summary).expect("the summary");
    done
}

const CHECK: &str = "Check what the files say";
const COMPARE: &str = "Compare with the base branch";

#[test]
fn on_github_a_lower_rate_fails_with_a_summary() {
    let done = on_github(&Checkout::lower());
    done.steps[CHECK].exits(0);
    assert!(done.sarif_is_uploaded);
    let compared = done.steps[COMPARE].exits(4);
    assert!(done.summary.starts_with("# ✗ "), "the verdict comes first: {}", done.summary);
    let rendered = crate::reports::rendered(&done.summary);
    for said in ["max-drop public.probability_break_even", "inputs.success_rate", "alpha = 12", "alpha = 8"] {
        assert!(rendered.text.contains(said), "{said} in {}", done.summary);
    }
    // Limits; money and break-even of each of the two files.
    assert_eq!(rendered.tables, 5, "{}", done.summary);
    assert!(compared.out.starts_with("::error file=scenarios/base.toml,line=16,title="), "{}", compared.out);
    assert!(compared.out.lines().all(|line| line.starts_with("::")), "{}", compared.out);
}

#[test]
fn on_github_a_remark_passes_as_no_change() {
    let done = on_github(&Checkout::remark());
    assert!(done.sarif_is_uploaded);
    let compared = done.steps[COMPARE].exits(0);
    assert!(done.summary.starts_with("# no change\n"), "{}", done.summary);
    assert_eq!(compared.out, "::notice title=vendepunkt::no change\n");
}

#[test]
fn on_github_a_broken_file_fails_at_its_check_and_is_uploaded() {
    let done = on_github(&Checkout::broken());
    done.steps[CHECK].exits(3);
    assert!(done.sarif_is_uploaded && !done.steps.contains_key(COMPARE));
}

/// The script of the printed job as GitLab does it, in one bash that stops at the first failure, and the report it leaves.
fn on_gitlab(checkout: &Checkout) -> (Answer, Option<String>) {
    let job = &printed("GitLab")["compare scenarios"];
    // The oldest compiler that the program takes, which has git besides.
    assert_eq!(job["image"].as_str(), Some(concat!("rust:", env!("CARGO_PKG_RUST_VERSION"))));
    assert_eq!(job["variables"]["GIT_DEPTH"].as_str(), Some("0"), "the base's commit must be there");
    let rule = job["rules"][0]["if"].as_str();
    assert_eq!(rule, Some("$CI_PIPELINE_SOURCE == \"merge_request_event\""));
    let lines = job["script"].as_vec().expect("a script").iter().map(|line| line.as_str().expect("a line"));
    let (install, script): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with("cargo install"));
    assert_eq!(install, ["cargo install --locked --path ."]);
    let base = [("CI_MERGE_REQUEST_DIFF_BASE_SHA".to_owned(), checkout.base.clone())];
    let answer = checkout.bash(&["-eo", "pipefail"], &script.join("\n"), &base.into());
    let artifacts = &job["artifacts"];
    assert_eq!(artifacts["when"].as_str(), Some("always"));
    let report = artifacts["reports"]["junit"].as_str().expect("a report");
    let report = checkout.desk.path(report).exists().then(|| checkout.desk.read(report));
    (answer, report)
}

#[test]
fn on_gitlab_the_exit_and_the_report_tell_what_was_changed() {
    // The limit, and what the files require, in each of the two.
    for (checkout, code, failures) in [(Checkout::lower(), 4, 4), (Checkout::remark(), 0, 0)] {
        let (answer, report) = on_gitlab(&checkout);
        answer.exits(code);
        let report = report.expect("a report");
        assert_eq!(objections(&report), Vec::<String>::new());
        assert!(report.contains(&format!("failures=\"{failures}\" errors=\"0\">")), "{report}");
        assert_eq!(report.contains("no change"), code == 0, "{report}");
    }
    let (answer, report) = on_gitlab(&Checkout::broken());
    answer.exits(3);
    assert_eq!(report, None);
}

#[test]
fn before_a_commit_the_scenarios_among_the_changed_files_are_checked() {
    let hook = &printed("Before every commit")["repos"][0]["hooks"][0];
    let files = hook["files"].as_str().expect("a pattern");
    let entry = hook["entry"].as_str().expect("a command");
    assert_eq!(hook["language"].as_str(), Some("system"));
    let checkout = Checkout::remark();
    // As pre-commit does: the pattern is searched for in each path, and what it is found in is named to the command.
    let commit = |paths: &str| {
        let script = format!(
            "for path in {paths}; do if [[ \"$path\" =~ {files} ]]; then set -- \"$@\" \"$path\"; fi; done\n\
             echo \"$*\"; [ $# = 0 ] || {entry} \"$@\""
        );
        checkout.bash(&["-e"], &script, &BTreeMap::new())
    };
    let others =
        "README.md docs/scenarios/x.toml scenarios.toml scenarios/x.toml.bak scenarios/README.md Cargo.toml";
    assert_eq!(commit(others).exits(0).out, "\n");
    let answer = commit(&format!("{others} scenarios/base.toml scenarios/young.toml"));
    assert!(answer.exits(0).out.starts_with("scenarios/base.toml scenarios/young.toml\n"), "{answer:?}");
    checkout.desk.put("scenarios/below/broken.toml", "format = 1\n");
    let answer = commit("scenarios/base.toml scenarios/below/broken.toml");
    assert!(answer.exits(3).err.contains("scenarios/below/broken.toml"), "{answer:?}");
}
