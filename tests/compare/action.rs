//! `action.yml`, its own steps executed in a scratch repository with the program as built.

use std::collections::BTreeMap;
use std::path::Path;

use yaml_rust2::Yaml;

use crate::checkout::Checkout;
use crate::common::{file, program};
use crate::git::git;
use crate::junit::objections;
use crate::reports::{rendered, schema};
use crate::runner::{Done, Runner, action};

const CHECK: &str = "Check what the files say";
const COMPARE: &str = "Compare with the base";
const BUILD: &str = "Build the program";
const LIMIT: &str = "public.probability_break_even=0.02";

/// The action with the program of this test and these inputs.
fn done(runner: &Runner, inputs: &[(&str, &str)]) -> Done {
    let program = program();
    let mut given =
        BTreeMap::from([("program".to_owned(), program.get_program().to_str().expect("a path").to_owned())]);
    given.extend(inputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let mut done = Done::default();
    runner.action(&given, &mut done);
    done
}

/// The findings in the SARIF log of a job, which holds to the schema.
fn findings(done: &Done) -> Vec<serde_json::Value> {
    let log = std::fs::read_to_string(&done.outputs["sarif"]).expect("the log is there");
    let log: serde_json::Value = serde_json::from_str(&log).expect("JSON");
    let (schemas, index) = schema("sarif", include_str!("schemas/sarif-2.1.0.json"));
    schemas.validate(&log, index).unwrap_or_else(|error| panic!("{error:#}"));
    log["runs"][0]["results"].as_array().expect("results").clone()
}

#[test]
fn a_lower_rate_exits_with_4_and_a_summary() {
    let checkout = Checkout::lower();
    let runner = checkout.runner();
    let done = done(&runner, &[("max-drop", LIMIT), ("no-loser", "municipality\nstate\n")]);
    assert_eq!(done.code, 4, "{done:?}");
    assert_eq!(done.outputs["exit-code"], "4");
    assert!(done.summary.starts_with("# ✗ "), "the verdict comes first: {}", done.summary);
    let page = rendered(&done.summary);
    for said in ["max-drop public.probability_break_even", "inputs.success_rate", "alpha = 12", "alpha = 8"] {
        assert!(page.text.contains(said), "{said} in {}", done.summary);
    }
    // Limits; money and break-even of each of the two files.
    assert_eq!(page.tables, 5, "{}", done.summary);
    assert_eq!(std::fs::read_to_string(&done.outputs["summary"]).unwrap(), done.summary);
    let commands = done.commands(COMPARE);
    assert!(commands[0].starts_with("::error file=scenarios/base.toml,line=16,title="), "{commands:?}");
    assert!(commands.iter().any(|command| command.starts_with("::notice ")), "{commands:?}");
    assert_eq!(done.commands(CHECK), Vec::<String>::new());
    let junit = std::fs::read_to_string(&done.outputs["junit"]).unwrap();
    assert_eq!(objections(&junit), Vec::<String>::new());
    // Both payers lose in both files, the public's chance falls in both, and what the files require is missed.
    assert!(junit.contains("failures=\"8\" errors=\"0\">"), "{junit}");
    let json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&done.outputs["json"]).unwrap()).unwrap();
    assert_eq!((&json["verdict"], &json["run"]["draws"]), (&"fail".into(), &20_000.into()));
    assert!(findings(&done).iter().all(|finding| finding["level"] == "warning"), "{done:?}");
    // The log has the report too, and the checkout is as it was.
    assert!(done.steps[COMPARE].out.contains("✗ fails"), "{done:?}");
    let status = checkout.bash(&[], "git status --porcelain", &BTreeMap::new());
    assert_eq!(status.out, "");
}

#[test]
fn a_comment_exits_with_0() {
    let done = done(&Checkout::remark().runner(), &[("max-drop", LIMIT)]);
    assert_eq!((done.code, done.outputs["exit-code"].as_str()), (0, "0"), "{done:?}");
    assert!(done.summary.starts_with("# no change\n"), "{}", done.summary);
    assert_eq!(done.commands(COMPARE), ["::notice title=vendepunkt::no change"]);
}

#[test]
fn a_broken_file_exits_with_3_and_is_shown_where_it_is_broken() {
    let checkout = Checkout::broken();
    let runner = checkout.runner();
    let done = done(&runner, &[]);
    assert_eq!(done.code, 3, "{done:?}");
    let commands = done.commands(CHECK);
    assert!(
        commands[0].starts_with("::error file=scenarios/base.toml,line=6,col=1,title=vendepunkt%3A "),
        "{commands:?}"
    );
    assert!(findings(&done).iter().any(|finding| finding["level"] == "error"));
    assert!(done.summary.starts_with("# ✗ "), "{}", done.summary);
}

#[test]
fn what_has_no_source_fails_only_where_sources_are_asked_for() {
    let unsourced = Checkout::with(|text| text.replacen("source = \"derived\"\n", "", 1));
    let runner = unsourced.runner();
    assert_eq!(done(&runner, &[]).code, 0);
    let strict = done(&runner, &[("strict", "true")]);
    assert_eq!((strict.code, strict.outputs["exit-code"].as_str()), (3, "3"), "{strict:?}");
    assert!(strict.summary.starts_with("# no change\n"), "{}", strict.summary);
}

#[test]
fn reports_lie_where_they_are_asked_for_and_none_is_left_from_before() {
    let checkout = Checkout::lower();
    let runner = checkout.runner();
    let first = done(&runner, &[("reports", "out/of tests")]);
    assert_eq!(first.outputs["junit"], "out/of tests/compare.xml");
    let names = || {
        let entries = std::fs::read_dir(checkout.desk.path("out/of tests")).expect("the folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"));
        names.collect::<std::collections::BTreeSet<String>>()
    };
    let all = ["annotations.txt", "check.sarif", "compare.json", "compare.xml", "summary.md"];
    assert!(names().iter().eq(&all), "{:?}", names());
    let second = done(&runner, &[("reports", "out/of tests"), ("max-drop", "nobody.net_benefit.mean=1")]);
    assert_eq!(second.code, 2);
    assert!(names().iter().eq(&["check.sarif"]), "{:?}", names());
    assert_eq!(second.summary, "vendepunkt compared nothing (exit 2): the log of this step says why.\n");
    assert!(second.steps[COMPARE].err.contains("no scenario has the figure"), "{second:?}");
}

#[test]
fn a_call_that_cannot_be_is_refused_in_plain_words() {
    let checkout = Checkout::remark();
    let mut runner = checkout.runner();
    for (inputs, step, says) in [
        (("base", "nowhere"), COMPARE, "`fetch-depth: 0`"),
        (("base", "--help"), COMPARE, "`fetch-depth: 0`"),
        (("allow-removed", "yes"), COMPARE, "allow-removed is true or false"),
        (("until-conclusive", ""), COMPARE, "until-conclusive is true or false"),
        (("strict", "True"), CHECK, "strict is true or false"),
        (("program", "./nothing"), CHECK, "the input program"),
        (("max-drop", "public.probability_break_even"), COMPARE, "(exit 2)"),
        (("draws", "12"), COMPARE, "(exit 2)"),
        (("options", "--nothing"), COMPARE, "(exit 2)"),
    ] {
        let done = done(&runner, &[inputs]);
        assert_eq!(done.code, 2, "{inputs:?}: {done:?}");
        let commands = done.commands(step);
        assert!(
            commands.last().unwrap().starts_with("::error title=vendepunkt::"),
            "{inputs:?}: {commands:?}"
        );
        assert!(commands.last().unwrap().contains(says), "{inputs:?}: {commands:?}");
    }
    runner.says.remove("github.event.pull_request.base.sha");
    let without = done(&runner, &[]);
    assert!(without.commands(COMPARE)[0].contains("this event has no base"), "{without:?}");
    runner.says.insert("github.event.merge_group.base_sha".to_owned(), checkout.base.clone());
    assert_eq!(done(&runner, &[]).code, 0);
}

#[test]
fn options_reach_the_program_each_as_it_is() {
    let checkout = Checkout::remark();
    let desk = &checkout.desk;
    git(desk, &["mv", "scenarios", "what if; $(touch broken)"]);
    git(desk, &["commit", "-qm", "another name"]);
    let file = "what if; $(touch broken)/base.toml";
    desk.put(file, &desk.read(file).replace("alpha = 12", "alpha = 8"));
    let runner = checkout.runner();
    let inputs = [
        ("scenarios", "what if; $(touch broken)/base.toml\n\n  what if; $(touch broken)/young.toml"),
        ("options", "--seed=2\n--set=title=\"$(touch broken) `touch broken` 'x'\""),
        ("base", "HEAD"),
        ("draws", "3000"),
        ("until-conclusive", "true"),
        ("allow-removed", "true"),
        ("max-rise", "public.net_benefit.p5=1e9"),
    ];
    let done = done(&runner, &inputs);
    assert_eq!(done.code, 4, "{done:?}");
    let json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&done.outputs["json"]).unwrap()).unwrap();
    assert_eq!((&json["run"]["seed"], &json["run"]["draws"]), (&2.into(), &3000.into()));
    assert_eq!(json["run"]["limits"], serde_json::json!(["max-rise public.net_benefit.p5"]));
    assert_eq!(json["run"]["allow_removed"], true);
    assert_eq!(json["run"]["until_conclusive"], true);
    assert_eq!(json["pairs"].as_array().unwrap().len(), 2);
    assert!(!desk.path("broken").exists());
}

#[test]
fn a_title_is_no_command() {
    let bad =
        Checkout::with(|text| text.replace("U-turn, one third", "\\n::error::broken\\n::set-env name=A::b"));
    let done = done(&bad.runner(), &[]);
    assert_eq!(done.code, 0, "{done:?}");
    for step in [CHECK, COMPARE] {
        let commands = done.commands(step);
        assert!(commands.iter().all(|command| command.starts_with("::notice ")), "{commands:?}");
    }
}

#[test]
fn the_program_is_built_from_the_source_of_the_action_and_kept() {
    let checkout = Checkout::remark();
    let mut runner = checkout.runner();
    // A cargo that installs the program of this test, and says how it was called.
    let tools = tempfile::tempdir().unwrap();
    let cargo = tools.path().join("cargo");
    let built = program();
    let script = format!(
        "#!/bin/sh\necho \"$PWD\" \"$@\"\nfor root; do :; done\nmkdir -p \"$root/bin\"\ncp '{}' \"$root/bin/\"\n",
        Path::new(built.get_program()).display()
    );
    std::fs::write(&cargo, script).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&cargo, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    runner.tools.push(tools.path().to_owned());
    let mut first = Done::default();
    runner.action(&BTreeMap::new(), &mut first);
    assert_eq!(first.code, 0, "{first:?}");
    let root = runner.own.path().join("vendepunkt");
    let call = format!(
        "{} install --locked --path . --bin vendepunkt --root {}\n",
        file("").display(),
        root.display()
    );
    assert_eq!(
        first.steps[BUILD].out.replace("/ install", " install"),
        call.replace("/ install", " install")
    );
    let (kept, sought) = (first.given("actions/cache/save"), first.given("actions/cache/restore"));
    assert_eq!(kept, sought);
    let kept = kept.expect("it is kept");
    assert_eq!(Path::new(&kept["path"]), root.join("bin"));
    let (name, hash) = kept["key"].rsplit_once('-').unwrap();
    assert!(name == "vendepunkt-Linux-X64" && hash.len() == 40, "{kept:?}");
    runner.is_cached = true;
    let mut second = Done::default();
    runner.action(&BTreeMap::new(), &mut second);
    assert_eq!(second.code, 0, "{second:?}");
    assert!(!second.steps.contains_key(BUILD) && second.given("actions/cache/save").is_none());
}

#[test]
fn every_input_is_explained_and_used_and_every_action_is_pinned() {
    let action = action();
    let text = std::fs::read_to_string(file("action.yml")).unwrap();
    let guide = std::fs::read_to_string(file("docs/ci.md")).unwrap();
    for (name, input) in action["inputs"].as_hash().unwrap() {
        let name = name.as_str().unwrap();
        assert!(
            !input["description"].as_str().unwrap().is_empty() && input["default"].as_str().is_some(),
            "{name}"
        );
        assert!(text.contains(&format!("inputs.{name}")), "{name}");
        assert!(guide.contains(&format!("`{name}`")), "docs/ci.md explains {name}");
    }
    let github = std::fs::read_to_string(file("ci/github.yml")).unwrap();
    let pinned = |uses: &str| {
        let (name, hash) = uses.split_once('@').unwrap_or((uses, ""));
        let is_hash = hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        assert!(is_hash || name == "./", "{uses}");
    };
    let job = crate::runner::yaml(&github);
    let steps = [&action["runs"]["steps"], &job["jobs"]["compare"]["steps"]];
    let uses: Vec<&str> = steps
        .iter()
        .flat_map(|steps| steps.as_vec().unwrap())
        .filter_map(|step: &Yaml| step["uses"].as_str())
        .collect();
    assert!(uses.len() >= 6, "{uses:?}");
    uses.into_iter().for_each(pinned);
}
