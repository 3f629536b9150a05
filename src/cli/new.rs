//! `new`: a scenario to start from.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::console::Console;
use super::exit::Exit;

/// A commented, valid scenario. `{title}` stands for its title.
const TEMPLATE: &str = include_str!("new.toml");

/// Writes a new scenario file. Nothing that is there is overwritten.
pub fn new(named: &Path, console: &Console) -> Exit {
    let mut path = PathBuf::from(named);
    if path.extension().is_none_or(|extension| extension != "toml") {
        path.as_mut_os_string().push(".toml");
    }
    let title = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if title.is_empty() {
        console.error("a scenario needs a name, as `vendepunkt new early-help`");
        return Exit::Usage;
    }
    let text = TEMPLATE.replace("{title}", &escape(&title));
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Ok(()) => {
            let path = path.display();
            console.note(&format!(
                "{path} is there: run it with `vendepunkt run {path}`, then change its numbers"
            ));
            Exit::Fine
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            console.error(&format!(
                "{} is there already and stays as it is: choose another name",
                path.display()
            ));
            Exit::Unexpected
        }
        Err(error) => {
            console.error(&format!("cannot write {}: {error}", path.display()));
            Exit::Unexpected
        }
    }
}

/// A name as it stands between quotes in TOML.
fn escape(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            c if c.is_control() => " ".to_owned(),
            c => c.to_string(),
        })
        .collect()
}
