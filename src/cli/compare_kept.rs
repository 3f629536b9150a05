//! What came of pairs, kept one by one, and found again by the next call: of each file a comparison of its own.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::arguments::CompareOptions;
use super::compare_found::Found;
use super::compare_outcome::{Done, Outcome};
use super::compare_sides::{Compared, Sides};
use super::output::put_unsynced;
use super::refusal::Refusal;
use super::run::unwritten;
use super::store::{Store, tally};
use crate::analysis::compare::Questions;
use crate::analysis::compare::comparison::{Comparison, ComparisonRun, SCHEMA_VERSION};
use crate::analysis::compare::pairs::Pairs;
use crate::report::write::json;
use crate::scenario::{Loaded, Request, sha256};

/// A folder of comparisons, one for each file with its variants.
pub(super) struct Kept {
    folder: PathBuf,
    store: Store,
    run: ComparisonRun,
    /// What else of the call decides over what comes of a pair.
    call: String,
    made: AtomicUsize,
    found: AtomicUsize,
}

impl Kept {
    /// Opens the folder that a call names, if it does.
    ///
    /// # Errors
    /// Where it cannot be written to, or two pairs would have one file; where single files are compared, which have all in common.
    pub(super) fn open(
        options: &CompareOptions,
        questions: &Questions,
        sides: &Sides,
        run: &ComparisonRun,
    ) -> Result<Option<Kept>, Refusal> {
        let Some(folder) = &options.results else { return Ok(None) };
        if !sides.beside.is_empty() {
            return Err(Refusal::usage(
                "--results keeps what comes of the files of folders; compare single files in one call"
                    .to_owned(),
            ));
        }
        let requests = sides.compared.iter().map(|compared| compared.other.request.clone());
        let store = Store::open(folder, options.resume, requests)?;
        let CompareOptions { variants, no_variants, variant, perspective, .. } = options;
        let call = format!("{:?}", (&questions.limits, variants, no_variants, variant, perspective));
        let (made, found) = Default::default();
        let run = ComparisonRun { part: None, ..run.clone() };
        Ok(Some(Kept { folder: folder.clone(), store, run, call, made, found }))
    }

    /// As [`Store::claim`].
    pub(super) fn claim(&self, request: &Request) -> Result<PathBuf, Refusal> {
        self.store.claim(request)
    }

    /// As [`Store::spare`].
    pub(super) fn spare(&self, place: &Path, read: &[PathBuf]) -> Result<(), Refusal> {
        self.store.spare(place, read)
    }

    /// SHA-256 of everything that decides over what is said of a group: what was read, to the letter, for reports name lines.
    pub(super) fn digest(&self, group: &[Compared], sources: &[(Found, Loaded)]) -> String {
        let mut all = vec![self.call.clone()];
        all.extend(group.iter().map(|compared| compared.name.clone()));
        for (found, loaded) in sources {
            let variant = found.variant().unwrap_or_default().to_owned();
            all.extend([found.file.clone(), variant, format!("{:?}", found.stored), loaded.sha256.clone()]);
            all.push(loaded.files.len().to_string());
            all.extend(loaded.files.iter().flat_map(|file| [file.name.clone(), file.text.clone()]));
        }
        // With the length before each, no two lists are one text.
        sha256(&all.iter().map(|text| format!("{} {text}", text.len())).collect::<String>())
    }

    /// What came of a group, where it was kept by the same call on the same files.
    pub(super) fn find(&self, place: &Path, digest: &str, first: &Compared) -> Option<Vec<Outcome>> {
        let Comparison { schema_version, run, pairs, added, removed, .. } = self.store.read(place)?;
        let asked = ComparisonRun { sources: Some(digest.to_owned()), ..self.run.clone() };
        if schema_version != SCHEMA_VERSION || run != asked {
            return None;
        }
        let outcome = |name, done| Outcome { name, file: first.other.file.clone(), done: Ok(done) };
        let mut outcomes = Vec::new();
        for pair in pairs.iter() {
            let pair = pair.ok()?.into_owned();
            outcomes.push(outcome(pair.name.clone(), Done::Pair(Box::new(pair))));
        }
        let added = added.into_iter().map(|added| outcome(added.name.clone(), Done::Added(Box::new(added))));
        outcomes.extend(added);
        outcomes.extend(removed.into_iter().map(|name| outcome(name, Done::Removed)));
        self.found.fetch_add(1, Ordering::Relaxed);
        Some(outcomes)
    }

    /// Keeps what came of a group, whole or not at all; nothing where something is wrong with any of it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(super) fn keep(&self, place: &Path, digest: String, outcomes: &[Outcome]) -> Result<(), Refusal> {
        let (mut pairs, mut added, mut removed) = (Vec::new(), Vec::new(), Vec::new());
        for Outcome { name, done, .. } in outcomes {
            match done {
                Ok(Done::Pair(pair)) => pairs.push(pair.as_ref().clone()),
                Ok(Done::Added(scenario)) => added.push(scenario.as_ref().clone()),
                Ok(Done::Removed) => removed.push(name.clone()),
                Err(_) => return Ok(()),
            }
        }
        let run = ComparisonRun { sources: Some(digest), ..self.run.clone() };
        let comparison = Comparison::of(run, Pairs::from(pairs), added, removed, Vec::new(), None);
        let mut text = Vec::new();
        json::write(&comparison, &mut text).map_err(unwritten)?;
        put_unsynced(place, &text)?;
        self.made.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Where the comparisons are, and how many were made and how many found.
    pub(super) fn tally(&self) -> String {
        tally(&self.folder, self.made.load(Ordering::Relaxed), self.found.load(Ordering::Relaxed))
    }
}
