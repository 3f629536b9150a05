//! A folder of stored results: one file a scenario, written as soon as it is known, and found again by the next call.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::de::DeserializeOwned;

use super::output::{Outputs, make_folder, put_unsynced};
use super::refusal::Refusal;
use super::run::unwritten;
use super::selection::{file_name, name};
use crate::report::language::Language;
use crate::report::write;
use crate::report::write::batch::Reporter;
use crate::report::write::text::{DEFAULT_COLUMNS, Page};
use crate::scenario::{Identity, Loaded, Request, Scenario, Source, stored_text};
use crate::summary::Settings;
use crate::summary::results::{Results, RunInfo, SCHEMA_VERSION, WarningRecord};

/// Where results are, and how many were made and how many found.
pub fn tally(folder: &Path, made: usize, found: usize) -> String {
    let before = match found {
        0 => String::new(),
        found => format!(", {found} that were there before"),
    };
    format!("results in {}: {made} made{before}", folder.display())
}

/// A folder of stored results.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// Whether what is there already counts.
    resume: bool,
    /// Which scenario has which file.
    taken: Mutex<BTreeMap<PathBuf, String>>,
}

impl Store {
    /// Makes the folder, if need be, and finds out whether it can be written to. No two of the requests may have the same file.
    ///
    /// # Errors
    /// Where it cannot be made or written to, or two would be stored in one file.
    pub fn open(
        folder: &Path,
        resume: bool,
        mut requests: impl Iterator<Item = Request>,
    ) -> Result<Store, Refusal> {
        let store = Store { folder: folder.to_owned(), resume, taken: Mutex::default() };
        requests.try_for_each(|request| store.claim(&request).map(drop))?;
        // Who takes a variant of each file takes none as it is.
        store.taken.lock().unwrap_or_else(PoisonError::into_inner).clear();
        make_folder(folder)?;
        Ok(store)
    }

    /// Where the results of a scenario lie: below the folder as the scenario lies below the one that the call names.
    fn path(&self, request: &Request) -> PathBuf {
        let below = match &request.source {
            Source::Found { path, within } => path.strip_prefix(within).unwrap_or(path),
            Source::Path(path) => path.file_name().map_or(path.as_path(), Path::new),
            Source::Text { .. } => Path::new("stdin"),
        };
        let mut file = below.file_stem().unwrap_or_default().to_owned();
        if let Some(variant) = &request.variant {
            file.push("@");
            file.push(variant);
        }
        file.push(".json");
        self.folder.join(below.with_file_name(file))
    }

    /// The file of a scenario, which no other may have.
    ///
    /// # Errors
    /// Where another has it.
    pub fn claim(&self, request: &Request) -> Result<PathBuf, Refusal> {
        let path = self.path(request);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        match taken.insert(path.clone(), name(request)) {
            None => Ok(path),
            Some(other) => Err(Refusal::usage(format!(
                "{other} and {} would both be stored as {}: name a folder that holds both, or store them apart",
                name(request),
                path.display()
            ))),
        }
    }

    /// What is stored in a file, where that counts and can be read.
    pub fn read<T: DeserializeOwned>(&self, path: &Path) -> Option<T> {
        let text = self.resume.then(|| fs::read(path).ok()).flatten()?;
        serde_json::from_str(&stored_text(text).ok()?).ok()
    }

    /// What was stored there by the very run that is asked for now; `None` where there is nothing of the kind. It is given the names that
    /// the call has for it.
    pub fn find(
        &self,
        path: &Path,
        request: &Request,
        loaded: &Loaded,
        settings: &Settings,
    ) -> Option<Results> {
        let [results]: [Results; 1] = self.read::<Vec<Results>>(path)?.try_into().ok()?;
        let now = Identity::of(loaded, &file_name(request), request.variant.as_deref());
        let draws = settings.sampling.round_up(settings.draws);
        let said: Vec<WarningRecord> = loaded.warnings.iter().map(WarningRecord::from).collect();
        // Only the file may be called otherwise.
        let stored = Identity { file: now.file.clone(), ..results.scenario.clone() };
        let is_it = results.schema_version == SCHEMA_VERSION
            && results.run == RunInfo::of(settings, draws)
            && stored == now
            && results.warnings.starts_with(&said);
        if !is_it {
            return None;
        }
        let is_named_so = results.scenario == now;
        let results = Results { scenario: now, ..results };
        // Another name is written down; where that is not possible, the run is as good as not made.
        (is_named_so || self.keep(path, &loaded.scenario, &results).is_ok()).then_some(results)
    }

    /// Stores results, whole or not at all.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn keep(&self, path: &Path, scenario: &Scenario, results: &Results) -> Result<(), Refusal> {
        let mut reporter = Reporter::new(
            write::run("json"),
            Page { columns: DEFAULT_COLUMNS, colour: false, language: Language::English },
        );
        let entry = reporter.add(scenario, results, None).map_err(unwritten)?;
        let [open, close] = [reporter.open().as_bytes().to_vec(), reporter.close(1).into_bytes()];
        put_unsynced(path, &[open, entry, close].concat())
    }

    /// Refuses to store where a scenario is read from.
    ///
    /// # Errors
    /// Where it is one of those files.
    pub fn spare(&self, path: &Path, read: &[PathBuf]) -> Result<(), Refusal> {
        Outputs::of([&path.to_owned()])?.spare(read)
    }
}
