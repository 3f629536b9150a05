//! Against a git revision, in a scratch repository.

use std::process::Command;

use crate::call::Desk;
use crate::command::uncertain;

/// A desk in a repository with one commit on `main`.
pub fn repository() -> Desk {
    let desk = Desk::new();
    let required = "\n[require.break_even]\nmetric = \"probability_break_even\"\nperspective = \"public\"\nat_least = 0.7\n";
    desk.put("cases/base.toml", &(uncertain(12.0) + required));
    desk.put("cases/young.toml", "extends = \"base.toml\"\ntitle = \"Young\"\n");
    git(&desk, &["init", "-q", "-b", "main"]);
    git(&desk, &["add", "."]);
    git(&desk, &["commit", "-q", "-m", "cases"]);
    desk
}

pub fn git(desk: &Desk, arguments: &[&str]) {
    let identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    let done = Command::new("git").args(identity).args(arguments).current_dir(desk.path("")).output();
    let done = done.expect("git is installed");
    assert!(done.status.success(), "{arguments:?}: {done:?}");
}

#[test]
fn a_branch_that_lowers_a_rate_fails_and_one_that_touches_comments_does_not() {
    let desk = repository();
    git(&desk, &["checkout", "-q", "-b", "comments"]);
    desk.put("cases/base.toml", &format!("# A remark.\n{}", desk.read("cases/base.toml")));
    let answer = desk.call("compare cases --against-git main --max-drop public.probability_break_even=0.02");
    assert!(answer.exits(0).out.starts_with("no change\n"), "{answer:?}");
    git(&desk, &["commit", "-qam", "a remark"]);
    git(&desk, &["checkout", "-q", "-b", "lower"]);
    desk.put("cases/base.toml", &desk.read("cases/base.toml").replace("alpha = 12", "alpha = 8"));
    let answer = desk.call(
        "compare cases --against-git main --max-drop public.probability_break_even=0.02 --format markdown",
    );
    answer.exits(4);
    assert!(answer.out.starts_with("# ✗ "), "{}", answer.out);
    for said in ["inputs.success\\_rate", "alpha = 12,", "alpha = 8", "main:cases/base.toml", "young.toml"] {
        assert!(answer.out.contains(said), "{said} in {}", answer.out);
    }
    // The same bytes, although the revision is unpacked somewhere else each time.
    let again = desk.call(
        "compare cases --against-git main --max-drop public.probability_break_even=0.02 --format markdown",
    );
    assert_eq!(again.out, answer.out);
}

#[test]
fn extended_files_are_those_of_the_revision() {
    let desk = repository();
    desk.put("cases/base.toml", &desk.read("cases/base.toml").replace("alpha = 12", "alpha = 11"));
    let json = desk.call("compare cases/young.toml --against-git HEAD --format json").exits(0).json();
    assert_eq!(json["pairs"][0]["unchanged"], false);
    assert_eq!(json["pairs"][0]["base"]["file"], "HEAD:cases/young.toml");
    assert_eq!(json["pairs"][0]["assumptions"][0]["path"], "inputs.success_rate");
    let index =
        Command::new("git").args(["status", "--porcelain"]).current_dir(desk.path("")).output().unwrap();
    assert_eq!(String::from_utf8(index.stdout).unwrap(), " M cases/base.toml\n");
}

#[test]
fn what_is_missing_is_named() {
    let desk = repository();
    assert!(
        desk.call("compare cases --against-git nowhere").exits(2).err.contains("no git revision `nowhere`")
    );
    assert!(desk.call("compare cases --against-git=--help").exits(2).err.contains("no git revision"));
    assert!(
        desk.call("compare nothing.toml --against-git main").exits(2).err.contains("neither now nor in main")
    );
    let new = desk.call("compare u-turn.toml cases --against-git main");
    new.exits(0);
    assert!(new.out.contains("no change"));
    let outside = tempfile::tempdir().unwrap();
    let path = outside.path().join("x.toml");
    std::fs::write(&path, "").unwrap();
    desk.call(&format!("compare {} --against-git main", path.display())).exits(2);
    let mut without = desk.program();
    let answer =
        without.args(["compare", "cases", "--against-git", "main"]).env("PATH", "/nowhere").output().unwrap();
    assert_eq!(answer.status.code(), Some(2));
    assert!(String::from_utf8(answer.stderr).unwrap().contains("needs git"));
}

/// A limit that a lower rate crosses.
const LIMIT: &str = "--max-drop public.probability_break_even=0.02";

#[test]
fn a_new_name_hides_no_change() {
    let desk = repository();
    git(&desk, &["mv", "cases/base.toml", "cases/moved.toml"]);
    desk.put("cases/moved.toml", &desk.read("cases/moved.toml").replace("alpha = 12", "alpha = 8"));
    desk.put("cases/young.toml", "extends = \"moved.toml\"\ntitle = \"Young\"\n");
    let answer = desk.call(&format!("compare cases --against-git main {LIMIT} --format json"));
    let json = answer.exits(4).json();
    assert_eq!(json["pairs"][0]["name"], "moved.toml (was base.toml)");
    assert_eq!(json["pairs"][0]["base"]["file"], "main:cases/base.toml");
    assert_eq!((&json["counts"]["added"], &json["counts"]["removed"]), (&0.into(), &0.into()));
    // By itself, among paths that are no folders, and without git knowing of the new name.
    git(&desk, &["reset", "-q"]);
    desk.call(&format!("compare cases/base.toml cases/moved.toml --against-git main {LIMIT}")).exits(4);
}

#[test]
fn what_was_added_is_held_against_its_own_requirements() {
    let desk = repository();
    let base = desk.read("cases/base.toml");
    let other_title = |text: &str| text.replace("U-turn, one third", "Another");
    desk.put("new/fine.toml", &other_title(&base));
    let call = |format: &str| desk.call(&format!("compare cases new --against-git main --format {format}"));
    let json = call("json").exits(0).json();
    assert_eq!(json["added"][0]["name"], "new/fine.toml");
    assert_eq!(json["added"][0]["gates"][0]["verdict"], "pass");
    assert!(call("text").exits(0).out.contains("new/fine.toml"));
    assert!(call("junit").exits(0).out.contains("<testsuite name=\"new/fine.toml\" tests=\"2\""));
    // Alone it has nothing that a limit could be held against.
    let alone = desk.call(&format!("compare new --against-git main {LIMIT}"));
    assert!(alone.exits(5).out.starts_with("? nothing to hold the limits against: 1 added"), "{alone:?}");
    let junit = desk.call(&format!("compare new --against-git main {LIMIT} --format junit"));
    assert!(junit.exits(5).out.contains("errors=\"1\""), "{junit:?}");
    desk.put("new/fine.toml", &base.replace("at_least = 0.7", "at_least = 0.9999"));
    assert!(call("text").exits(4).out.contains("1 of 1 limit or requirement crossed"));
    desk.put("new/fine.toml", &base.replace("horizon = 5", "horizn = 5"));
    let json = call("json").exits(3).json();
    assert_eq!((&json["verdict"], &json["counts"]["failed"]), (&"fail".into(), &1.into()));
    assert_eq!(json["failed"][0]["file"], "new/fine.toml");
    assert_eq!(json["failed"][0]["line"], 6);
    assert!(call("github").exits(3).out.contains("::error file=new/fine.toml,line=6,"));
    let junit = call("junit").exits(3).out.clone();
    assert!(junit.contains("type=\"invalid\">new/fine.toml:6<"), "{junit}");
}

#[test]
fn limits_on_nothing_are_undecided() {
    let desk = repository();
    std::fs::remove_file(desk.path("cases/young.toml")).unwrap();
    std::fs::remove_file(desk.path("cases/base.toml")).unwrap();
    let answer = desk.call(&format!("compare cases --against-git main {LIMIT}"));
    assert!(answer.exits(5).out.starts_with("? undecided, as 2 are removed\n"), "{answer:?}");
    desk.call(&format!("compare cases --against-git main {LIMIT} --allow-removed")).exits(0);
    assert!(
        desk.call("compare cases --against-git main").exits(0).out.contains("2 removed; no limit was set")
    );
}

#[test]
fn the_environment_of_git_changes_nothing() {
    let desk = repository();
    desk.put("cases/base.toml", &desk.read("cases/base.toml").replace("alpha = 12", "alpha = 8"));
    for (name, value) in [
        ("GIT_LITERAL_PATHSPECS", "1"),
        ("GIT_GLOB_PATHSPECS", "1"),
        ("GIT_ICASE_PATHSPECS", "1"),
        ("GIT_DIR", "/nowhere"),
        ("GIT_INDEX_FILE", "/nowhere"),
        ("GIT_COMMON_DIR", "/nowhere"),
    ] {
        let mut program = desk.program();
        let arguments = format!("compare cases --against-git main {LIMIT}");
        let output = program.args(arguments.split(' ')).env(name, value).output().unwrap();
        assert_eq!(output.status.code(), Some(4), "{name}: {output:?}");
    }
}

#[cfg(unix)]
#[test]
fn folders_with_names_in_other_encodings_have_a_base() {
    use std::os::unix::ffi::OsStrExt;
    let desk = repository();
    let folder = desk.path("").join(std::ffi::OsStr::from_bytes(b"k\xf8benhavn"));
    // Some file systems hold UTF-8 alone.
    if std::fs::rename(desk.path("cases"), &folder).is_err() {
        return;
    }
    git(&desk, &["add", "-A"]);
    git(&desk, &["commit", "-q", "-m", "a name in Latin-1"]);
    let base = desk.read("u-turn.toml");
    std::fs::write(folder.join("base.toml"), base).unwrap();
    let mut program = desk.program();
    let output = program.arg("compare").arg(&folder).args(["--against-git", "main", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.output().unwrap().stdout).unwrap();
    assert_eq!((&json["counts"]["changed"], &json["counts"]["added"]), (&2.into(), &0.into()));
}

/// Scenarios, tables and what scenarios name are unpacked, and nothing else.
#[test]
fn only_what_scenarios_need_is_unpacked() {
    let desk = repository();
    let base = desk.read("cases/base.toml");
    let by_data = base.replace(
        "beta = { alpha = 12, beta = 24.0 }",
        "empirical = { file = \"data.txt\", column = \"rate\" }",
    );
    assert_ne!(by_data, base);
    desk.put("cases/data.txt", "rate\n0.3\n0.4\n0.5\n");
    desk.put("cases/more/other.toml", &by_data.replace("data.txt", "below/rates.txt"));
    desk.put("cases/more/below/rates.txt", "rate\n0.3\n0.4\n0.5\n");
    desk.put("cases/table.toml", &by_data);
    desk.put("large.bin", &"x".repeat(1 << 20));
    git(&desk, &["add", "."]);
    git(&desk, &["commit", "-q", "-m", "data"]);
    let json = desk.call("compare . --against-git HEAD --format json --draws 100").json();
    assert_eq!((&json["counts"]["unchanged"], &json["counts"]["failed"]), (&5.into(), &0.into()), "{json}");
}

#[cfg(unix)]
#[test]
fn links_are_followed_on_both_sides() {
    let desk = repository();
    std::os::unix::fs::symlink("base.toml", desk.path("cases/link.toml")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", desk.path("cases/outside.csv")).unwrap();
    git(&desk, &["add", "."]);
    git(&desk, &["commit", "-q", "-m", "a link"]);
    let json = desk.call("compare cases --against-git HEAD --format json").exits(0).json();
    assert_eq!((&json["counts"]["unchanged"], &json["counts"]["failed"]), (&3.into(), &0.into()), "{json}");
    let json = desk.call("compare cases/link.toml --against-git HEAD --format json").exits(0).json();
    assert_eq!(json["counts"]["unchanged"], 1);
}

#[test]
fn folders_that_lie_too_deep_are_no_silence() {
    let desk = Desk::new();
    let deep = format!("before/{}a.toml", "d/".repeat(33));
    desk.put(&deep, &uncertain(12.0));
    desk.put("before/b.toml", &uncertain(12.0));
    assert!(desk.call("compare before before").exits(2).err.contains("deeper than 32 folders"));
}

/// Who mends a broken file gets a green pull request, with a warning in every report, and the file's requirements decide;
/// limits that were set are undecided, as nothing can be held against them.
#[test]
fn what_mends_a_broken_base_may_pass() {
    let desk = repository();
    let base = desk.read("cases/base.toml");
    desk.put("cases/base.toml", &base.replace("horizon = 5", "horizn = 5"));
    git(&desk, &["commit", "-qam", "broken"]);
    desk.put("cases/base.toml", &base);
    let call = |format: &str| desk.call(&format!("compare cases --against-git main --format {format}"));
    let limited =
        |format: &str| desk.call(&format!("compare cases --against-git main {LIMIT} --format {format}"));
    assert_eq!(limited("json").exits(5).json()["verdict"], "inconclusive");
    assert!(limited("text").exits(5).out.starts_with("? undecided, as 2 have an invalid base"));
    assert!(limited("junit").exits(5).out.contains("type=\"undecided\""));
    let json = call("json").exits(0).json();
    assert_eq!((&json["verdict"], &json["counts"]["added"]), (&"pass".into(), &2.into()));
    let warning = &json["added"][0]["warnings"][0];
    assert_eq!(warning["code"], "invalid-base");
    assert!(warning["message"].as_str().unwrap().contains("main:cases/base.toml:6: "), "{warning}");
    for format in ["text", "markdown", "junit", "github"] {
        let answer = call(format);
        assert!(answer.exits(0).out.contains("not compared, as the base is invalid"), "{format}: {answer:?}");
    }
    // A requirement that is not met is not hidden by that.
    desk.put("cases/base.toml", &base.replace("at_least = 0.7", "at_least = 0.9999"));
    call("text").exits(4);
    // A file that is broken on both sides is broken now.
    desk.put("cases/base.toml", &base.replace("horizon = 5", "hrizon = 5"));
    let json = call("json").exits(3).json();
    assert_eq!(
        (&json["failed"][0]["file"], &json["failed"][0]["line"]),
        (&"cases/base.toml".into(), &6.into())
    );
    // Folders are no different; a base that the call names itself must be valid.
    desk.put("before/a.toml", &base.replace("horizon = 5", "horizn = 5"));
    desk.put("after/a.toml", &base);
    desk.call("compare before after").exits(0);
    desk.call("compare before/a.toml after/a.toml").exits(3);
}

#[test]
fn what_is_extended_outside_the_folder_is_outside_on_both_sides() {
    let desk = repository();
    desk.put("lib/u-turn.toml", &uncertain(12.0));
    desk.put("cases/far/x.toml", "extends = \"../../lib/u-turn.toml\"\ntitle = \"Far\"\n");
    git(&desk, &["add", "."]);
    git(&desk, &["commit", "-qam", "far"]);
    let answer = desk.call("compare cases/far --against-git HEAD");
    assert!(answer.exits(3).err.contains("error[outside-folder]"), "{answer:?}");
    assert!(answer.err.contains("--allow-outside") && !answer.err.contains("there is no file"), "{answer:?}");
    desk.call("compare cases/far --against-git HEAD --allow-outside").exits(0);
    // The base alone.
    desk.put("cases/far/x.toml", &uncertain(12.0));
    let answer = desk.call("compare cases/far --against-git HEAD");
    assert!(answer.exits(0).out.contains("lies outside the scenario's folder"), "{answer:?}");
}

#[test]
fn why_git_has_no_revision_is_said() {
    let desk = Desk::new();
    let says = |call: &str| desk.call(call).exits(2).err.clone();
    let here = desk.path("").canonicalize().unwrap().display().to_string();
    assert!(
        says("compare u-turn.toml --against-git HEAD").contains(&format!("{here} lies in no git repository"))
    );
    git(&desk, &["init", "-q", "-b", "main"]);
    assert!(says("compare u-turn.toml --against-git HEAD").contains("there is no commit yet"));
    git(&desk, &["add", "."]);
    git(&desk, &["commit", "-q", "-m", "one"]);
    git(&desk, &["checkout", "-q", "--orphan", "new"]);
    let unborn = says("compare u-turn.toml --against-git HEAD");
    assert!(unborn.contains("the branch you are on has no commit yet"), "{unborn}");
    desk.call("compare u-turn.toml --against-git main").exits(0);
    assert!(says("compare u-turn.toml --against-git nowhere").contains("or fetch it first"));
    git(&desk, &["clone", "-q", "--bare", "-b", "main", ".", "bare.git"]);
    let bare = says("compare bare.git --against-git main");
    assert!(bare.contains("bare.git lies in a git repository without a work tree"), "{bare}");
}

/// Who owns a repository cannot be changed by everyone, so git is played by a script that says what git says.
#[cfg(unix)]
#[test]
fn a_repository_of_somebody_else_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.put(
        "bin/git",
        "#!/bin/sh\ncat >&2 <<E\nfatal: detected dubious ownership in repository at '/srv/x'\nTo add an exception \
         for this directory, call:\n\n\tgit config --global --add safe.directory /srv/x\nE\nexit 128\n",
    );
    std::fs::set_permissions(desk.path("bin/git"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = std::env::join_paths(
        std::iter::once(desk.path("bin")).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let mut program = desk.program();
    let answer = program.args(["compare", "u-turn.toml", "--against-git", "main"]).env("PATH", path.unwrap());
    let answer = answer.output().unwrap();
    let said = String::from_utf8(answer.stderr).unwrap();
    assert!(said.contains("does not trust the repository /srv/x"), "{said}");
    assert!(said.contains("safe.directory /srv/x`"), "{said}");
}

/// GitHub attaches annotations to paths below the top of the repository, wherever the call was made.
#[test]
fn annotations_name_paths_below_the_top_of_the_repository() {
    let desk = repository();
    desk.put("cases/base.toml", &desk.read("cases/base.toml").replace("alpha = 12", "alpha = 8"));
    desk.put("broken.toml", "format = 1\n");
    let absolute = desk.path("cases").display().to_string();
    let call = |folder: &str, arguments: &str| {
        let mut program = desk.program();
        let output = program.current_dir(desk.path(folder)).args(arguments.split(' ')).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let files = |out: &str| -> Vec<String> {
        let named =
            out.lines().filter_map(|line| Some(line.split_once("file=")?.1.split(',').next()?.to_owned()));
        named.collect()
    };
    let limits = format!("{LIMIT} --format github");
    let expected = files(&call("", &format!("compare cases --against-git main {limits}")));
    assert!(!expected.is_empty() && expected.iter().all(|file| file == "cases/base.toml"), "{expected:?}");
    for (folder, named) in
        [("cases", "."), ("cases", "../cases"), ("", absolute.as_str()), ("cases", &absolute)]
    {
        let found = files(&call(folder, &format!("compare {named} --against-git main {limits}")));
        assert_eq!(found, expected, "{named} from {folder}");
    }
    assert!(
        files(&call("cases", "check ../broken.toml --format github"))
            .iter()
            .all(|file| file == "broken.toml")
    );
    let sarif: serde_json::Value =
        serde_json::from_str(&call("cases", "check ../broken.toml --format sarif")).unwrap();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "broken.toml");
}
