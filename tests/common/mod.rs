//! What tests of every kind share: scenarios, runs of them, the built program, and committed files.

#![allow(dead_code, reason = "no kind of tests uses all of it")]

pub mod call;
pub mod columns;

use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Serialize;
use serde::de::DeserializeOwned;
use vendepunkt::engine::{Pool, Unwatched};
use vendepunkt::kernel::Isa;
use vendepunkt::sampling::Sampling;
use vendepunkt::scenario::{self, Loaded, Request, Source};
use vendepunkt::summary::results::Results;
use vendepunkt::summary::{Settings, run};

/// A valid scenario that every test may vary.
pub const BASE: &str = r#"format = 1
title = "A small scenario"
currency = "DKK"
price_year = 2015
horizon = 6

[discount]
rate = 0.035

[payers]
municipality = "City of Copenhagen"
region = "Capital Region"
state = "The State"

[inputs.success_rate]
beta = { mean = 0.42, sd = 0.08 }
source = "a study"
evidence = "expert"

[inputs.course_cost]
lognormal = { mean = 179_167, sd = 18_000 }
source = "a register"
evidence = "register"

[inputs.saving]
pert = { low = 100_000, mode = 129_000, high = 160_000 }
source = "an expert"
evidence = "expert"

[cohort]
participants = 24

[outcomes.turned_around]
rate = "success_rate"
counterfactual = 0.1

[costs.treatment]
amount = "course_cost"
per = "participant"
paid_by = { municipality = 1.0 }

[effects.public_saving]
outcome = "turned_around"
amount = "saving"
years = { from = 1, to = 6 }
shares = { municipality = 0.45, region = 0.10, state = 0.45 }
"#;

/// A file of the repository.
pub fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn valid(request: &Request) -> Loaded {
    scenario::load(request).unwrap_or_else(|invalid| {
        let findings = invalid.findings.iter().map(|finding| finding.render(&invalid.files, 100, false));
        panic!("{}", findings.collect::<Vec<_>>().join("\n"))
    })
}

/// A valid scenario from its text.
pub fn load(text: &str) -> Loaded {
    load_with(text, &[])
}

/// The same with overrides.
pub fn load_with(text: &str, set: &[&str]) -> Loaded {
    let source = Source::Text { name: "text".to_owned(), text: text.as_bytes().to_vec(), folder: file("") };
    valid(&Request { set: set.iter().map(|&set| set.to_owned()).collect(), ..Request::new(source) })
}

/// A valid scenario of the repository.
pub fn shipped(path: &str) -> Loaded {
    load_file(&file(path), None, &[])
}

/// The files of the shipped scenarios, in the order of their names.
pub fn shipped_files() -> Vec<PathBuf> {
    let files = std::fs::read_dir(file("scenarios")).expect("the folder is there");
    let mut files: Vec<PathBuf> = files.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    assert!(files.len() > 10, "{files:?}");
    files
}

/// A valid scenario from a file, or a variant of it, with overrides.
pub fn load_file(path: &Path, variant: Option<&str>, set: &[String]) -> Loaded {
    valid(&Request { variant: variant.map(str::to_owned), set: set.to_vec(), ..Request::path(path) })
}

/// So many threads; 0 for as many as there are cores.
pub fn pool(threads: usize) -> Pool {
    Pool::new(threads).expect("threads can be started")
}

/// Fails where an answer is not the same bytes on any number of threads and for every instruction set, however draws are spread, or does
/// not read back as it was.
pub fn is_the_same_everywhere<A>(answer: impl Fn(Sampling, &Pool) -> A)
where
    A: Serialize + DeserializeOwned + PartialEq + Debug,
{
    for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
        let text = |threads, isa: Isa| {
            let answer = answer(sampling, &pool(threads).with_isa(isa));
            let text = serde_json::to_string(&answer).expect("it can be written");
            assert_eq!(serde_json::from_str::<A>(&text).expect("it reads back"), answer, "{sampling}");
            text
        };
        let one = text(1, Isa::Baseline);
        for isa in [Isa::Baseline, Isa::Avx2, Isa::Avx512].into_iter().filter(|isa| isa.is_available()) {
            assert!(text(2, isa) == one, "{sampling}, {isa}");
        }
        assert!(text(7, Isa::detect()) == one, "{sampling}, 7 threads");
    }
}

/// The results of a run on all cores.
pub fn results(loaded: &Loaded, settings: &Settings) -> Results {
    results_on(&pool(0), loaded, settings)
}

/// The results of a run on some threads.
pub fn results_on(pool: &Pool, loaded: &Loaded, settings: &Settings) -> Results {
    let results = run(loaded, "test.toml", None, pool, settings, &Unwatched);
    results.unwrap_or_else(|failure| panic!("{failure:?}"))
}

/// The built program, without what the environment says of it, and with nothing to read.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vendepunkt"));
    command.stdin(Stdio::null());
    let of_ours = |name: &str| {
        name.starts_with("VENDEPUNKT_")
            || ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"].contains(&name)
    };
    for (name, _) in std::env::vars_os().filter(|(name, _)| of_ours(&name.to_string_lossy())) {
        command.env_remove(name);
    }
    command
}

/// How a committed file is made to be what is written now.
pub const ANEW: &str = "`BLESS=1 cargo test` writes it anew";

/// Holds a committed file against what is made now, line by line; with `BLESS=1` in the environment it is written instead.
#[track_caller]
pub fn blessed(path: &str, made: &str) {
    let Err(committed) = accepted(&file(path), made) else { return };
    for (line, (is, should_be)) in committed.lines().zip(made.lines()).enumerate() {
        assert_eq!(is, should_be, "{path}, line {}; {ANEW}", line + 1);
    }
    panic!("{path} ends elsewhere; {ANEW}");
}

/// Whether a committed file is what is made now, or is written so; what it holds instead, where it is not.
pub fn accepted(path: &Path, made: &str) -> Result<(), String> {
    accepted_where(path, made, |committed, made| committed == made)
}

/// The same where a file may be a little different.
pub fn accepted_where(path: &Path, made: &str, agree: impl Fn(&str, &str) -> bool) -> Result<(), String> {
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    if agree(&committed, made) {
        return Ok(());
    }
    if std::env::var_os("BLESS").is_none() {
        return Err(committed);
    }
    let folder = path.parent().expect("a file lies in a folder");
    std::fs::create_dir_all(folder).expect("the folder can be made");
    std::fs::write(path, made).expect("the file can be written");
    Ok(())
}
