//! From the files, folders and variants that a call names to requests for scenarios.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::refusal::Refusal;
use super::scenario_options::{One, Selection};
use crate::scenario::{Invalid, Loaded, Request, Source, load};

/// More text on standard input than any scenario has; what is longer is cut here and refused by the reader.
const MOST_INPUT: u64 = 64 << 20;

/// Folders below folders that are looked into.
const DEEPEST: usize = 32;

/// A scenario to work on: as it was loaded, and which variant of its file it is.
pub type Found = (Request, Result<Loaded, Invalid>);

/// The sources that a call names, in its order; a folder stands for its scenario files, by name. Only its part of them, where the call
/// names one: parts are as good as equally long, and follow each other.
pub fn sources(selection: &Selection) -> Vec<Result<Source, Refusal>> {
    let mut sources = all_sources(selection);
    if let Some(part) = selection.part {
        let range = part.range(sources.len());
        sources.truncate(range.end);
        sources.drain(..range.start);
    }
    sources
}

fn all_sources(selection: &Selection) -> Vec<Result<Source, Refusal>> {
    let mut input = None;
    let mut sources = Vec::new();
    for path in &selection.files {
        if path == Path::new("-") {
            // Naming it twice means the same text twice: it can be read only once.
            let text = input.get_or_insert_with(|| read_stdin().map_err(Refusal::invalid)).clone();
            sources.push(text.map(stdin));
        } else if path.is_dir() {
            match scenarios_in(path) {
                Ok(files) => sources.extend(files.into_iter().map(|file| Ok(found_in(file, path)))),
                Err(message) => sources.push(Err(Refusal::invalid(message))),
            }
        } else {
            sources.push(Ok(Source::Path(path.clone())));
        }
    }
    sources
}

/// The source of one scenario; `-` is standard input.
///
/// # Errors
/// Where standard input cannot be read.
pub fn source_of(path: &Path) -> Result<Source, String> {
    if path != Path::new("-") {
        return Ok(Source::Path(path.to_owned()));
    }
    Ok(stdin(read_stdin()?))
}

/// The source of a file that was found in a folder.
pub fn found_in(file: PathBuf, folder: &Path) -> Source {
    Source::Found { path: file, within: folder.to_owned() }
}

fn stdin(text: Vec<u8>) -> Source {
    Source::Text { name: "-".to_owned(), text, folder: PathBuf::from(".") }
}

fn read_stdin() -> Result<Vec<u8>, String> {
    let mut text = Vec::new();
    let read = io::stdin().lock().take(MOST_INPUT).read_to_end(&mut text);
    read.map(|_| text).map_err(|error| format!("cannot read standard input: {error}"))
}

/// The scenario files of a folder and of those below it, sorted by path.
///
/// # Errors
/// A sentence, where it cannot be read or there is none.
pub fn scenarios_in(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let files = scenarios_or_none(folder)?;
    if files.is_empty() {
        return Err(format!("no scenario in the folder {}: no file ends in .toml", folder.display()));
    }
    Ok(files)
}

/// The same where there may be none.
///
/// # Errors
/// A sentence, where the folder cannot be read.
pub fn scenarios_or_none(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    collect(folder, &folder.canonicalize().unwrap_or_default(), DEEPEST, &mut files)
        .map_err(|error| format!("cannot read the folder {}: {error}", folder.display()))?;
    Ok(files)
}

/// What is named as scenarios are, in a folder and in those below it, sorted by path; why something of it cannot be read
/// is said by its reader. What is hidden stays out, and links to folders are not followed, as they might lead round or out: one that
/// leads out of `root` to scenarios is among what cannot be read.
fn collect(folder: &Path, root: &Path, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let (path, kind) = (entry.path(), entry.file_type()?);
        if is_named_so(&path) || kind.is_symlink() && leads_out_to_scenarios(&path, root) {
            files.push(path.clone());
        }
        if kind.is_dir() {
            let below = depth.checked_sub(1).ok_or_else(|| {
                io::Error::other(format!("{} lies deeper than {DEEPEST} folders", path.display()))
            })?;
            collect(&path, root, below, files)?;
        }
    }
    Ok(())
}

fn is_named_so(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

fn leads_out_to_scenarios(link: &Path, root: &Path) -> bool {
    let is_outside = link.canonicalize().is_ok_and(|target| !target.starts_with(root));
    let holds = |folder| {
        fs::read_dir(folder).is_ok_and(|mut all| all.any(|e| e.is_ok_and(|e| is_named_so(&e.path()))))
    };
    is_outside && holds(link)
}

/// Loads a source as the call wants it: as it is, one variant, or itself and then every variant.
pub fn load_all(source: Source, selection: &Selection) -> Vec<Found> {
    let request = Request {
        source,
        variant: selection.variant.clone(),
        set: selection.changes.set(),
        set_in: selection.changes.places(),
        strict: selection.strict,
        allow_outside: selection.allow_outside,
    };
    let first = load(&request);
    let variants = match &first {
        Ok(loaded) if selection.all_variants => loaded.variants.clone(),
        _ => Vec::new(),
    };
    let mut found = vec![(request.clone(), first)];
    for variant in variants {
        let request = Request { variant: Some(variant), ..request.clone() };
        let loaded = load(&request);
        found.push((request, loaded));
    }
    found
}

impl One {
    /// How to load it.
    ///
    /// # Errors
    /// Where standard input cannot be read.
    pub fn request(&self) -> Result<Request, Refusal> {
        Ok(Request {
            source: source_of(&self.file).map_err(Refusal::invalid)?,
            variant: self.variant.clone(),
            set: self.changes.set(),
            set_in: self.changes.places(),
            strict: false,
            allow_outside: self.allow_outside,
        })
    }
}

/// The name of a scenario for people: its file, and its variant.
pub fn name(request: &Request) -> String {
    let file = file_name(request);
    match &request.variant {
        Some(variant) => format!("{file} (variant {variant})"),
        None => file,
    }
}

/// The file as the call names it; `-` for standard input.
pub fn file_name(request: &Request) -> String {
    match &request.source {
        Source::Path(path) | Source::Found { path, .. } => path.display().to_string(),
        Source::Text { name, .. } => name.clone(),
    }
}
