//! From what a call names to pairs of scenarios.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::arguments::CompareOptions;
use super::compare_found::{Found, Stored};
use super::compare_git::Revision;
use super::selection::{found_in, scenarios_in, scenarios_or_none, source_of};
use crate::sampling::CONTRACT_VERSION;
use crate::scenario::{Request, Source, sha256, stored_text};
use crate::summary::results::SCHEMA_VERSION;

/// Larger than any stored result: what is longer is not one.
const MOST_STORED: u64 = 256 << 20;

/// A scenario with the one that it is compared with.
#[derive(Debug)]
pub struct Compared {
    /// What both have in common.
    pub name: String,
    /// The base; none where only the other side has it.
    pub base: Option<Found>,
    /// What is compared.
    pub other: Found,
}

/// What a call compares.
#[derive(Debug, Default)]
pub struct Sides {
    /// What is compared, or was added.
    pub compared: Vec<Compared>,
    /// What only the base has, by name.
    pub removed: Vec<(String, Found)>,
    /// Single scenarios beside each other, in the order of the call: what can be ranked.
    pub beside: Vec<Found>,
    /// An unpacked revision, which lasts as long as this.
    pub revision: Option<Revision>,
}

/// Scenarios of one argument.
enum Named {
    One(Box<Found>),
    /// Several, by the name they are paired by.
    Many(BTreeMap<String, Found>),
}

/// Finds what the call compares.
///
/// # Errors
/// A sentence that says what cannot be compared, and what to try.
pub fn select(options: &CompareOptions) -> Result<Sides, String> {
    if options.files.iter().filter(|path| *path == Path::new("-")).count() > 1 {
        return Err("standard input can be read once; name a file beside -".to_owned());
    }
    let selector = Selector { options };
    if let Some(revision) = &options.against_git {
        return selector.against(revision);
    }
    if options.variants {
        return selector.variants();
    }
    let [base, others @ ..] = options.files.as_slice() else { return Err(TOO_FEW.to_owned()) };
    if others.is_empty() {
        return Err(TOO_FEW.to_owned());
    }
    let base_named = selector.named(base)?;
    let mut sides = Sides::default();
    if let Named::One(found) = &base_named {
        sides.beside.push(found.as_ref().clone());
    }
    for path in others {
        match (&base_named, selector.named(path)?) {
            (Named::One(base), Named::One(other)) => {
                sides.beside.push(other.as_ref().clone());
                let base = Some(base.as_ref().clone());
                sides.compared.push(Compared { name: other.shown(), base, other: *other });
            }
            (Named::Many(base), Named::Many(other_scenarios)) => {
                let place = (others.len() > 1).then(|| path.display().to_string());
                pair_up(base.clone(), other_scenarios, place.as_deref(), &mut sides);
            }
            _ => {
                return Err(format!(
                    "cannot compare {} with {}: one holds several scenarios, the other is one; name two files or two \
                     folders",
                    base.display(),
                    path.display()
                ));
            }
        }
    }
    Ok(sides)
}

const TOO_FEW: &str =
    "name at least two to compare: BASE OTHER…; or one with --variants or --against-git REV";

/// Pairs by name; what only one side has is reported. Where several folders are compared, `place` says which.
fn pair_up(
    mut base: BTreeMap<String, Found>,
    other: BTreeMap<String, Found>,
    place: Option<&str>,
    sides: &mut Sides,
) {
    let named = |key: &str| match place {
        Some(place) if place != key => format!("{place}/{key}"),
        _ => key.to_owned(),
    };
    for (key, other) in other {
        sides.compared.push(Compared { name: named(&key), base: base.remove(&key), other });
    }
    sides.removed.extend(base.into_iter().map(|(key, found)| (named(&key), found)));
}

impl Sides {
    /// Pairs what was renamed in a revision: neither a limit nor a requirement is lost by a new name.
    fn pair_renamed(&mut self, revision: &Revision) -> Result<(), String> {
        let path = |found: &Found| found.request.source.path().map_or_else(PathBuf::new, Path::to_owned);
        let mut added: Vec<&mut Compared> =
            self.compared.iter_mut().filter(|compared| compared.base.is_none()).collect();
        let after: Vec<PathBuf> = added.iter().map(|compared| path(&compared.other)).collect();
        let before: Vec<PathBuf> = self.removed.iter().map(|(_, found)| path(found)).collect();
        let mut renamed = revision.renamed(&before, &after)?;
        // From behind, so that what is taken out moves nothing that is still to come.
        renamed.sort_unstable_by(|a, b| b.cmp(a));
        for (from, to) in renamed {
            let (name, base) = self.removed.remove(from);
            added[to].name = format!("{} (was {name})", added[to].name);
            added[to].base = Some(base);
        }
        Ok(())
    }
}

struct Selector<'a> {
    options: &'a CompareOptions,
}

impl Selector<'_> {
    fn request(&self, source: Source) -> Request {
        Request {
            source,
            variant: self.options.variant.clone(),
            set: self.options.changes.set(),
            set_in: self.options.changes.places(),
            strict: false,
            allow_outside: self.options.allow_outside,
        }
    }

    fn file(&self, path: &Path) -> Result<Found, String> {
        Ok(self.found(path, source_of(path)?))
    }

    fn found(&self, path: &Path, source: Source) -> Found {
        Found {
            file: path.display().to_string(),
            request: self.request(source),
            programme: String::new(),
            unpacked: None,
            stored_variant: None,
            stored: None,
        }
    }

    /// The scenarios of an argument: a file, the files of a folder, or those of a stored result.
    fn named(&self, path: &Path) -> Result<Named, String> {
        if path.is_dir() {
            return self.folder(path).map(Named::Many);
        }
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            return self.stored(path);
        }
        self.file(path).map(Box::new).map(Named::One)
    }

    fn folder(&self, folder: &Path) -> Result<BTreeMap<String, Found>, String> {
        self.by_name(scenarios_in(folder)?, folder)
    }

    fn by_name(&self, files: Vec<PathBuf>, folder: &Path) -> Result<BTreeMap<String, Found>, String> {
        let mut found = BTreeMap::new();
        for file in files {
            let name = relative(&file, folder);
            let source = found_in(file.clone(), folder);
            if found.insert(name.clone(), self.found(&file, source)).is_some() {
                return Err(format!("two files in {} are called {name}; rename one", folder.display()));
            }
        }
        Ok(found)
    }

    /// A stored result carries its scenarios, which are simulated again.
    fn stored(&self, path: &Path) -> Result<Named, String> {
        let refuse = |cause: String| format!("cannot read the stored result {}: {cause}", path.display());
        let length = fs::metadata(path).map_err(|error| refuse(error.to_string()))?.len();
        if length > MOST_STORED {
            return Err(refuse("it is too large to be one".to_owned()));
        }
        let bytes = fs::read(path).map_err(|error| refuse(error.to_string()))?;
        let text = stored_text(bytes).map_err(refuse)?;
        let tree: Value = serde_json::from_str(&text).map_err(|error| refuse(error.to_string()))?;
        let entries = match &tree {
            Value::Array(entries) => entries.as_slice(),
            single => std::slice::from_ref(single),
        };
        let mut found: Vec<(String, Found)> = Vec::new();
        for entry in entries {
            let scenario = &entry["scenario"];
            let text = |key: &str| scenario[key].as_str().map(str::to_owned);
            let (Some(resolved), Some(file)) = (text("resolved"), text("file")) else {
                let cause = "it holds no scenario; expected what `run --format json` writes";
                return Err(refuse(cause.to_owned()));
            };
            let version = |at: &Value| at.as_u64().unwrap_or_default();
            let (layout, contract) =
                (version(&entry["schema_version"]), version(&entry["run"]["contract_version"]));
            if layout != u64::from(SCHEMA_VERSION) || contract > u64::from(CONTRACT_VERSION) {
                let cause = format!(
                    "it has layout {layout} and draw contract {contract}, this program knows {SCHEMA_VERSION} and \
                     {CONTRACT_VERSION}; store it anew"
                );
                return Err(refuse(cause));
            }
            if text("sha256") != Some(sha256(&resolved)) {
                let cause =
                    format!("the text of {file} is not the one that its SHA-256 was made of; store it anew");
                return Err(refuse(cause));
            }
            if self.options.variant.is_some() && self.options.variant != text("variant") {
                let cause = format!(
                    "--variant cannot be applied to {file}, whose variants were merged; leave it out"
                );
                return Err(refuse(cause));
            }
            let name = format!("{} in {}", file, path.display());
            let source =
                Source::Text { name: name.clone(), text: resolved.into_bytes(), folder: PathBuf::from(".") };
            // The variant is in what was stored; it cannot be applied twice.
            let request = Request { variant: None, ..self.request(source) };
            let (programme, stored_variant) = (String::new(), text("variant"));
            let stored = Stored::read(entry);
            found.push((
                file,
                Found { file: name, request, programme, unpacked: None, stored_variant, stored },
            ));
        }
        match found.len() {
            0 => Err(refuse("it is empty".to_owned())),
            1 => Ok(Named::One(Box::new(found.remove(0).1))),
            _ => by_relative_path(found).map(Named::Many).map_err(refuse),
        }
    }

    /// Each file against each of its variants.
    fn variants(&self) -> Result<Sides, String> {
        if self.options.variant.is_some() {
            return Err("--variants takes each variant in turn; leave --variant out".to_owned());
        }
        let mut sides = Sides::default();
        let several = self.options.files.len() > 1;
        for path in &self.options.files {
            let bases = match self.named(path)? {
                Named::One(found) => vec![*found],
                Named::Many(many) => many.into_values().collect(),
            };
            let one = bases.len() == 1 && !several;
            for base in bases {
                let names = match base.load() {
                    Ok(loaded) => loaded.variants,
                    // What is wrong with the file is said when the pair is loaded.
                    Err(_) => {
                        let name = base.shown();
                        sides.compared.push(Compared { name, base: Some(base.clone()), other: base });
                        continue;
                    }
                };
                if one {
                    sides.beside.push(base.clone());
                }
                for name in &names {
                    let mut other = base.clone();
                    other.request.variant = Some(name.clone());
                    if one {
                        sides.beside.push(other.clone());
                    }
                    sides.compared.push(Compared { name: other.shown(), base: Some(base.clone()), other });
                }
            }
        }
        if sides.compared.is_empty() {
            let named: Vec<String> =
                self.options.files.iter().map(|path| path.display().to_string()).collect();
            return Err(format!("{} has no [variants.NAME] to compare", named.join(", ")));
        }
        Ok(sides)
    }

    /// Each path as it was in a revision against the path as it is.
    fn against(&self, revision: &str) -> Result<Sides, String> {
        if self.options.variants {
            return Err(
                "--variants and --against-git cannot go together; compare one after the other".to_owned()
            );
        }
        let mut sides = Sides::default();
        let unpacked = Revision::open(revision, &self.options.files, self.options.allow_outside)?;
        for path in &self.options.files {
            let before = unpacked.path_of(path)?;
            let (mut base, mut other) = (BTreeMap::new(), BTreeMap::new());
            let key = path.display().to_string();
            // Each side by what it is there: a folder may stand where a file was.
            if before.is_dir() {
                let mut files = scenarios_or_none(&before)?;
                // What was no scenario cannot have vanished.
                files
                    .retain(|file| file.is_file() && file.extension().is_some_and(|ending| ending == "toml"));
                for (key, found) in self.by_name(files, &before)? {
                    let file = format!("{revision}:{}", unpacked.name_of(path, Some(&key)));
                    base.insert(key, Found { file, ..found });
                }
            } else if before.is_file() {
                let file = format!("{revision}:{}", unpacked.name_of(path, None));
                base.insert(key.clone(), Found { file, ..self.file(&before)? });
            }
            if path.is_dir() {
                other = self.by_name(scenarios_or_none(path)?, path)?;
            } else if path.symlink_metadata().is_ok() {
                other.insert(key, self.found(path, named_in(path, unpacked.top())));
            }
            if base.is_empty() && other.is_empty() {
                return Err(format!(
                    "there is no scenario {}, neither now nor in {revision}",
                    path.display()
                ));
            }
            for found in base.values_mut() {
                found.unpacked = Some((unpacked.folder().to_owned(), revision.to_owned()));
            }
            let is_folder = before.is_dir() || path.is_dir();
            let place = (self.options.files.len() > 1 && is_folder).then(|| path.display().to_string());
            pair_up(base, other, place.as_deref(), &mut sides);
        }
        sides.pair_renamed(&unpacked)?;
        sides.revision = Some(unpacked);
        Ok(sides)
    }
}

/// The source of a file of the work tree that the call names. What is no file of the repository, as a pipe or a link that
/// leads out of it, may be somebody else's making.
fn named_in(path: &Path, top: &Path) -> Source {
    let is_inside = path.canonicalize().is_ok_and(|resolved| resolved.starts_with(top));
    match is_inside && path.is_file() {
        true => Source::Path(path.to_owned()),
        false => found_in(path.to_owned(), top),
    }
}

fn relative(file: &Path, folder: &Path) -> String {
    let relative = file.strip_prefix(folder).unwrap_or(file);
    // The same name on every system.
    let parts: Vec<String> =
        relative.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// Stored scenarios by what remains of their paths below the folders that all have in common.
fn by_relative_path(found: Vec<(String, Found)>) -> Result<BTreeMap<String, Found>, String> {
    let folders = |file: &str| -> Vec<String> {
        let mut parts: Vec<String> = file.split(['/', '\\']).map(str::to_owned).collect();
        parts.pop();
        parts
    };
    let mut common = found.first().map(|(file, _)| folders(file)).unwrap_or_default();
    for (file, _) in &found {
        let own = folders(file);
        let shared = common.iter().zip(&own).take_while(|(a, b)| a == b).count();
        common.truncate(shared);
    }
    let skipped = common.iter().map(|part| part.len() + 1).sum();
    let key = |file: &str, found: &Found| match &found.stored_variant {
        Some(variant) => format!("{} (variant {variant})", &file[skipped..]),
        None => file[skipped..].to_owned(),
    };
    let mut by_key = BTreeMap::new();
    for (file, found) in found {
        let key = key(&file, &found);
        if by_key.insert(key.clone(), found).is_some() {
            return Err(format!("it holds {key} twice"));
        }
    }
    Ok(by_key)
}
