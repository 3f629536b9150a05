//! A repository as a CI system checks it out.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::call::{Answer, Desk};
use crate::common::program;
use crate::git::{git, repository};
use crate::runner::{Runner, bash};

/// `scenarios` on `main`, and a branch with one edit of them.
pub struct Checkout {
    /// The work tree.
    pub desk: Desk,
    /// The commit that the branch is made of.
    pub base: String,
}

impl Checkout {
    pub fn with(edit: impl Fn(&str) -> String) -> Checkout {
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

    /// A lower rate of success.
    pub fn lower() -> Checkout {
        Checkout::with(|text| text.replace("alpha = 12", "alpha = 8"))
    }

    /// A comment.
    pub fn remark() -> Checkout {
        Checkout::with(|text| format!("# A remark.\n{text}"))
    }

    /// A misspelt key.
    pub fn broken() -> Checkout {
        Checkout::with(|text| text.replace("horizon = 5", "horizn = 5"))
    }

    /// A machine of GitHub's that has it.
    pub fn runner(&self) -> Runner {
        Runner::new(self.desk.path(""), &self.base)
    }

    /// Does a script with the program on the path.
    pub fn bash(&self, options: &[&str], script: &str, environment: &BTreeMap<String, String>) -> Answer {
        let program = program();
        let folder = Path::new(program.get_program()).parent().expect("it lies in a folder").to_path_buf();
        let mut bash = bash(&[folder]);
        bash.args(options).args(["-c", script]).current_dir(self.desk.path("")).envs(environment);
        Answer::of(bash.output().expect("bash is installed"))
    }
}
