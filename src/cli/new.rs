//! `new`: a scenario to start from.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::console::Console;
use super::exit::Exit;
use super::output::print;
use super::refusal::Refusal;

/// A commented, valid scenario. `{title}` stands for its title.
const TEMPLATE: &str = include_str!("new.toml");

/// The same of people who move between states.
const PATHWAY: &str = include_str!("new_pathway.toml");

/// Writes a new scenario file, or prints it for `-`. Nothing that is there is overwritten.
///
/// # Errors
/// Where there is no name, or the file is there already or cannot be written.
pub fn new(named: &Path, pathway: bool, console: &Console) -> Result<Exit, Refusal> {
    let template = if pathway { PATHWAY } else { TEMPLATE };
    if named == Path::new("-") {
        print(&template.replace("{title}", "A new scenario"))?;
        return Ok(Exit::Fine);
    }
    let mut path = PathBuf::from(named);
    if path.extension().is_none_or(|extension| extension != "toml") {
        path.as_mut_os_string().push(".toml");
    }
    let title = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if title.is_empty() {
        return Err(Refusal::usage("a scenario needs a name, as `vendepunkt new early-help`"));
    }
    let (text, shown) = (template.replace("{title}", &escape(&title)), path.display());
    let opened = OpenOptions::new().write(true).create_new(true).open(&path);
    opened.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| {
        Refusal::unexpected(match error.kind() {
            ErrorKind::AlreadyExists => {
                format!("{shown} is there already and stays as it is: choose another name")
            }
            _ => format!("cannot write {shown}: {error}"),
        })
    })?;
    console.note(&format!("{shown} is there: run it with `vendepunkt run {shown}`, then change its numbers"));
    Ok(Exit::Fine)
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
