//! The corner in which a scenario loses, as a file to run.

use std::fs;
use std::path::{Path, PathBuf};

use super::console::Console;
use super::output::Destination;
use super::refusal::Refusal;
use super::stress_options::StressOptions;
use crate::analysis::stress::{Part, Stress};
use crate::report::write::bounded;

/// A file for the corner, and by which path it extends the scenario.
pub struct BoxFile {
    named: PathBuf,
    extends: String,
    destination: Destination,
}

impl BoxFile {
    /// Finds out whether it could be written there, and whether a run of it could read the scenario.
    ///
    /// # Errors
    /// Where it could not, or the call leaves the search out.
    pub fn open(named: &Path, options: &StressOptions) -> Result<BoxFile, Refusal> {
        let refuse = |message: String| Err(Refusal::usage(format!("--box {}: {message}", named.display())));
        if !options.only.is_empty() && !options.only.contains(&Part::Discovery) {
            return refuse(format!("--only leaves out the part `{}` that finds it", Part::Discovery.name()));
        }
        if named == Path::new("-") {
            return refuse("name a file: what it holds extends the scenario's own".to_owned());
        }
        let Some(file) = options.only_file() else {
            return refuse("it is of one scenario: name one file".to_owned());
        };
        if file == Path::new("-") {
            return refuse(
                "the scenario was read from standard input, and no file can extend that".to_owned(),
            );
        }
        if named.extension().is_none_or(|ending| ending != "toml") {
            return refuse("it is a scenario; end its name in .toml".to_owned());
        }
        let destination = Destination::open(Some(named))?;
        let Some(extends) = extends(named, file, options.allow_outside) else {
            return refuse(format!(
                "a run of it may only read what lies in its folder or below, and {} does not; write it beside that, or say \
                 --allow-outside here and there",
                file.display()
            ));
        };
        Ok(BoxFile { named: named.to_owned(), extends, destination })
    }

    /// Writes it, where there is such a corner.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(mut self, stress: &Stress, set: &[String], console: &Console) -> Result<(), Refusal> {
        let Some(discovery) = &stress.discovery else {
            let named = self.named.display();
            console.warning(&format!(
                "{named} is not written: no corner of the assumptions explains the losses"
            ));
            return Ok(());
        };
        self.destination.write(&bounded::scenario(stress, discovery, &self.extends, set))?;
        self.destination.finish()
    }
}

/// The path of a scenario as a file beside or above it names it; another one only where that may be read.
fn extends(from: &Path, scenario: &Path, allow_outside: bool) -> Option<String> {
    let folder = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()
    };
    let (own, other) = (folder(from)?, folder(scenario)?);
    let path = other.join(scenario.file_name()?);
    let path = match path.strip_prefix(&own) {
        Ok(below) => below,
        Err(_) if allow_outside => &path,
        Err(_) => return None,
    };
    let names: Option<Vec<&str>> = path.iter().map(|name| name.to_str()).collect();
    match path.is_absolute() {
        true => path.to_str().map(str::to_owned),
        false => names.map(|names| names.join("/")),
    }
}
