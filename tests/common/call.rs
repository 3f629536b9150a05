//! Calling the program in a folder of its own.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A small scenario whose break-even probability is P(Binomial(24, 1/3) ≥ 6) = 0.8617464958710984 (CASES 1).
pub const U_TURN: &str = r#"
format = 1
title = "U-turn, one third"
currency = "DKK"
price_year = 2015
horizon = 5

[discount]
rate = 0.0

[payers]
municipality = "Københavns Kommune"
state = "Staten"

[inputs.success_rate]
fixed = 0.3333333333333333
unit = "share of participants"
source = "Dansk Socialrådgiverforening"
evidence = "expert"

[inputs.course_cost]
fixed = 179_166.66666666666
unit = "DKK per participant"
source = "Dansk Socialrådgiverforening: 4.3 m DKK for 24 courses"
evidence = "register"

[inputs.saving]
fixed = 155_000
unit = "DKK per success per year"
source = "derived"
evidence = "expert"

[inputs.without]
fixed = 0.0
unit = "share of participants"
source = "the published reading"
evidence = "assumption"

[cohort]
participants = 24

[outcomes.turned_around]
rate = "success_rate"
counterfactual = "without"

[costs.treatment]
amount = "course_cost"
per = "participant"
paid_by = { municipality = 1.0 }

[effects.public_saving]
outcome = "turned_around"
amount = "saving"
shares = { municipality = 0.5, state = 0.5 }
"#;

/// [`U_TURN`] with a requirement on the public break-even probability.
pub fn requiring(at_least: f64) -> String {
    format!(
        "{U_TURN}\n[require.break_even]\nmetric = \"probability_break_even\"\nperspective = \"public\"\nat_least = \
         {at_least}\n"
    )
}

/// A folder with scenarios in it, in which the program is called.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    /// A folder that holds `u-turn.toml`.
    pub fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().expect("a temporary folder") };
        desk.put("u-turn.toml", U_TURN);
        desk
    }

    /// Writes a file, and the folders it lies in.
    pub fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }

    /// Reads a file.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file is there")
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The names of what lies in the folder, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("the folder can be read");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// The program, ready to be called here with few draws and without what the environment says.
    pub fn program(&self) -> Command {
        let mut command = super::program();
        command.current_dir(self.folder.path());
        command.env("VENDEPUNKT_DRAWS", "20000");
        command
    }

    /// Calls the program with arguments separated by blanks.
    pub fn call(&self, arguments: &str) -> Answer {
        Answer::of(self.program().args(arguments.split_whitespace()).output().expect("the program starts"))
    }

    /// Calls the program and gives it a text to read.
    pub fn call_with_input(&self, arguments: &str, input: &str) -> Answer {
        let mut child = self
            .program()
            .args(arguments.split_whitespace())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        // Who refuses the call need not read.
        let written = stdin.write_all(input.as_bytes());
        assert!(written.map_or_else(|error| error.kind() == ErrorKind::BrokenPipe, |()| true));
        drop(stdin);
        Answer::of(child.wait_with_output().expect("the program ends"))
    }
}

/// What the program said.
#[derive(Debug)]
pub struct Answer {
    /// The exit code; `None` after a signal.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Answer {
    /// Reads an output.
    pub fn of(output: Output) -> Answer {
        Answer {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }

    /// Standard output as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// Fails unless the exit code is this.
    #[track_caller]
    pub fn exits(&self, code: i32) -> &Answer {
        assert_eq!(self.code, Some(code), "{self:?}");
        self
    }
}

/// Whether this process may write where permissions say it may not (as root).
pub fn permissions_do_not_bind(folder: &Path) -> bool {
    std::fs::write(folder.join("probe"), "").is_ok()
}
