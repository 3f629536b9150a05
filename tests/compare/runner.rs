//! As much of a runner of GitHub's as `action.yml` and the workflows around it ask for: steps in order, conditions, expressions,
//! inputs and their defaults, outputs, the summary, and commands in the log. What it does not know, it refuses.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use yaml_rust2::{Yaml, YamlLoader};

use crate::call::Answer;
use crate::common::file;

/// A workflow file or action with one document in it.
pub fn yaml(text: &str) -> Yaml {
    let mut documents = YamlLoader::load_from_str(text).expect("it is YAML");
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

/// The action as it is.
pub fn action() -> Yaml {
    yaml(&std::fs::read_to_string(file("action.yml")).expect("the action is there"))
}

/// A text of a hash; empty where there is none.
fn text<'a>(yaml: &'a Yaml, key: &str) -> &'a str {
    yaml[key].as_str().unwrap_or_default()
}

/// The texts of a hash.
fn texts(yaml: &Yaml) -> BTreeMap<String, String> {
    let said = yaml.as_hash().into_iter().flatten();
    said.map(|(name, value)| {
        let value = match value {
            Yaml::String(value) => value.clone(),
            Yaml::Integer(value) => value.to_string(),
            Yaml::Boolean(value) => value.to_string(),
            other => panic!("{other:?} is no text"),
        };
        (name.as_str().expect("a name").to_owned(), value)
    })
    .collect()
}

/// A machine with a checkout.
pub struct Runner {
    /// What is checked out.
    pub workspace: PathBuf,
    /// What the event and the runner say, by path.
    pub says: BTreeMap<String, String>,
    /// Folders that come first in `PATH`.
    pub tools: Vec<PathBuf>,
    /// Whether the cache has the program already.
    pub is_cached: bool,
    /// The runner's own folder.
    pub own: TempDir,
}

/// What came of a job.
#[derive(Debug, Default)]
pub struct Done {
    /// Scripts that were executed, by name.
    pub steps: BTreeMap<String, Answer>,
    /// Actions of others that were used, with what they were given.
    pub used: Vec<(String, BTreeMap<String, String>)>,
    /// The summary of the job.
    pub summary: String,
    /// Outputs of `action.yml`.
    pub outputs: BTreeMap<String, String>,
    /// The exit code of the first step that failed, or 0.
    pub code: i32,
}

impl Done {
    /// Commands in the log of a step that the runner heeds.
    pub fn commands(&self, step: &str) -> Vec<String> {
        let mut stopped: Option<String> = None;
        let mut heeded = Vec::new();
        for line in self.steps[step].out.lines().map(str::trim_start).filter(|line| line.starts_with("::")) {
            match &stopped {
                Some(token) if line == format!("::{token}::") => stopped = None,
                Some(_) => {}
                None => match line.strip_prefix("::stop-commands::") {
                    Some(token) => stopped = Some(token.to_owned()),
                    None => heeded.push(line.to_owned()),
                },
            }
        }
        assert_eq!(stopped, None, "commands are heeded again at the end of a step");
        heeded
    }

    /// The fields that an action of others was given; `None` where it was not used.
    pub fn given(&self, action: &str) -> Option<&BTreeMap<String, String>> {
        self.used.iter().find(|(name, _)| name == action).map(|(_, given)| given)
    }
}

/// What expressions may name: everything by its full path.
type Context = BTreeMap<String, String>;

impl Runner {
    /// A machine with this checkout, for a pull request on this commit.
    pub fn new(workspace: PathBuf, base: &str) -> Runner {
        let own = tempfile::tempdir().expect("a folder");
        let says = [
            ("github.event.pull_request.base.sha", base),
            ("github.event.pull_request.head.repo.fork", "false"),
            ("github.ref", "refs/pull/1/merge"),
            ("runner.os", "Linux"),
            ("runner.arch", "X64"),
            ("runner.temp", own.path().to_str().expect("a path")),
        ];
        let says = says.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        Runner { workspace, says, tools: Vec::new(), is_cached: false, own }
    }

    /// Does the only job of a workflow, with the action in the place of the program's.
    pub fn workflow(&self, workflow: &Yaml, inputs: &[(&str, &str)]) -> Done {
        let jobs = workflow["jobs"].as_hash().expect("jobs");
        let (_, job) = jobs.iter().next().expect("a job");
        assert_eq!(jobs.len(), 1);
        let mut done = Done::default();
        let mut known = self.says.clone();
        for step in job["steps"].as_vec().expect("steps") {
            if !self.is_due(text(step, "if"), &known, done.code) {
                continue;
            }
            let mut given = texts(&step["with"]);
            given.values_mut().for_each(|value| *value = filled(value, &known));
            let uses = text(step, "uses").split('@').next().unwrap_or_default();
            if ["./", "OWNER/vendepunkt"].contains(&uses) {
                given.extend(inputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
                self.action(&given, &mut done);
                let id = text(step, "id");
                let outputs = done.outputs.iter();
                known.extend(
                    outputs.map(|(name, value)| (format!("steps.{id}.outputs.{name}"), value.clone())),
                );
            } else {
                assert!(step["run"].is_badvalue(), "the action does it all");
                done.used.push((uses.to_owned(), given));
            }
        }
        done
    }

    /// Does the steps of `action.yml` with these inputs, and its defaults for the others.
    pub fn action(&self, given: &BTreeMap<String, String>, done: &mut Done) {
        let action = action();
        let mut known = self.says.clone();
        for (name, input) in action["inputs"].as_hash().expect("inputs") {
            let name = name.as_str().expect("a name");
            let value = given.get(name).map_or_else(|| text(input, "default"), String::as_str);
            known.insert(format!("inputs.{name}"), value.to_owned());
        }
        for name in given.keys() {
            assert!(known.contains_key(&format!("inputs.{name}")), "there is no input {name}");
        }
        let summary = self.own.path().join("summary.md");
        std::fs::write(&summary, "").expect("a file");
        for step in action["runs"]["steps"].as_vec().expect("steps") {
            if !self.is_due(text(step, "if"), &known, done.code) {
                continue;
            }
            let outputs = match step["run"].as_str() {
                Some(script) => self.execute(step, script, &known, &summary, done),
                None => self.cache(step, &known, done),
            };
            let id = text(step, "id");
            known.extend(
                outputs.into_iter().map(|(name, value)| (format!("steps.{id}.outputs.{name}"), value)),
            );
        }
        done.summary = std::fs::read_to_string(&summary).expect("the summary");
        for (name, output) in action["outputs"].as_hash().expect("outputs") {
            let value = filled(text(output, "value"), &known);
            done.outputs.insert(name.as_str().expect("a name").to_owned(), value);
        }
    }

    /// After a failure, only what says `always()`.
    fn is_due(&self, condition: &str, known: &Context, code: i32) -> bool {
        let always = condition.contains("always()");
        let condition = condition.replace("always()", "'true'");
        (code == 0 || always) && (condition.is_empty() || is_true(&condition, known))
    }

    /// The actions of the cache.
    fn cache(&self, step: &Yaml, known: &Context, done: &mut Done) -> BTreeMap<String, String> {
        let uses = text(step, "uses").split('@').next().unwrap_or_default();
        assert!(["actions/cache/restore", "actions/cache/save"].contains(&uses), "{uses}");
        let mut given = texts(&step["with"]);
        given.values_mut().for_each(|value| *value = filled(value, known));
        done.used.push((uses.to_owned(), given));
        let hit = if self.is_cached && uses.ends_with("restore") { "true" } else { "" };
        [("cache-hit".to_owned(), hit.to_owned())].into()
    }

    /// Executes a script, and reads the outputs that it sets.
    fn execute(
        &self,
        step: &Yaml,
        script: &str,
        known: &Context,
        summary: &Path,
        done: &mut Done,
    ) -> BTreeMap<String, String> {
        assert_eq!(text(step, "shell"), "bash");
        assert!(!script.contains("${{"), "an input is never a part of a script: {script}");
        let outputs = self.own.path().join("outputs");
        std::fs::write(&outputs, "").expect("a file");
        let mut bash = bash(&self.tools);
        bash.args(["-eo", "pipefail", "-c", script]).current_dir(&self.workspace);
        bash.envs(texts(&step["env"]).into_iter().map(|(name, value)| (name, filled(&value, known))));
        bash.env("GITHUB_ACTION_PATH", file(""))
            .env("GITHUB_WORKSPACE", &self.workspace)
            .env("GITHUB_OUTPUT", &outputs)
            .env("GITHUB_STEP_SUMMARY", summary)
            .env("RUNNER_TEMP", self.own.path());
        let answer = Answer::of(bash.output().expect("bash is installed"));
        if done.code == 0 {
            done.code = answer.code.expect("no signal");
        }
        done.steps.insert(text(step, "name").to_owned(), answer);
        let outputs = std::fs::read_to_string(&outputs).expect("the outputs");
        let lines = outputs.lines().map(|line| line.split_once('=').expect("NAME=VALUE"));
        lines.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }
}

/// A bash without what this process was told about git and the program, with folders that come first in its path.
pub fn bash(tools: &[PathBuf]) -> Command {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(tools.iter().cloned().chain(std::env::split_paths(&path)));
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc"]);
    for (name, _) in std::env::vars_os() {
        if ["VENDEPUNKT_", "GIT", "CARGO"].iter().any(|start| name.to_string_lossy().starts_with(start)) {
            bash.env_remove(name);
        }
    }
    bash.env("PATH", path.expect("a path")).env("VENDEPUNKT_DRAWS", "20000");
    bash
}

/// A text with its expressions evaluated.
fn filled(text: &str, known: &Context) -> String {
    let mut parts = text.split("${{");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (expression, rest) = part.split_once("}}").expect("an expression ends");
        filled += &value(expression, known);
        filled += rest;
    }
    filled
}

/// The first of the alternatives that is not empty.
fn value(expression: &str, known: &Context) -> String {
    let of = |operand: &str| {
        let operand = operand.trim();
        let literal = operand.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        let outside = ["inputs.", "steps.", "github.event.", "runner."];
        let literal = literal.or_else(|| ["true", "false"].contains(&operand).then_some(operand));
        assert!(
            literal.is_some() || outside.iter().any(|start| operand.starts_with(start)),
            "{operand} is unknown"
        );
        // What nothing has set is empty, as GitHub has it.
        literal.map_or_else(|| known.get(operand).cloned().unwrap_or_default(), str::to_owned)
    };
    expression.split("||").map(of).find(|value| !value.is_empty()).unwrap_or_default()
}

/// Whether all parts of a condition hold.
fn is_true(condition: &str, known: &Context) -> bool {
    condition.split("&&").all(|part| match (part.split_once("=="), part.split_once("!=")) {
        (Some((left, right)), _) => value(left, known) == value(right, known),
        (_, Some((left, right))) => value(left, known) != value(right, known),
        _ => !value(part, known).is_empty(),
    })
}
