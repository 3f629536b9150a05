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
