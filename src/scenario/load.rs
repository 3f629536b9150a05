//! From a request to a checked scenario: the way in.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::advise::Advice;
use super::changed::{Changed, History, layers_of};
use super::check::Check;
use super::codes::Code;
use super::columns::Columns;
use super::diagnostic::{Diagnostic, Severity, SourceFile};
use super::document::{Place, Scenario};
use super::findings::{self, Findings};
use super::keys;
use super::labels::Order;
use super::limits;
use super::merge::Merged;
use super::origin::{Layer, Origins};
use super::overrides::{self, Override};
use super::read::{self, Reader};
use super::recognise::Recognition;
use super::request::Request;
use super::resolved;
use super::source::{self, Enclosure};
use super::spelling;
use super::tree::{self, Node, Table, Value};

/// Where a scenario comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file.
    Path(PathBuf),
    /// A file that was found in a folder: read only where it is a regular one, and lies in or beneath that folder once
    /// links are resolved, or anywhere where files outside may be read.
    Found {
        /// The file.
        path: PathBuf,
        /// The folder.
        within: PathBuf,
    },
    /// A text, as from standard input (named `-`).
    Text {
        /// The name in findings.
        name: String,
        /// The bytes, UTF-8 if all is well.
        text: Vec<u8>,
        /// The folder to which its paths are relative.
        folder: PathBuf,
    },
}

impl Source {
    /// The file, where it is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Source::Path(path) | Source::Found { path, .. } => Some(path),
            Source::Text { .. } => None,
        }
    }
}

/// A scenario that was read, merged and checked without an error.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// Every text read, in order of reading; [`super::Place::file`] is an index into it.
    pub files: Vec<SourceFile>,
    /// Every file that was read, by whatever road, with links resolved.
    pub read: Vec<PathBuf>,
    /// What the analyst should know, in order of place.
    pub warnings: Vec<Diagnostic>,
    /// The merged scenario as canonical TOML 1.0 text, data columns inlined; reads back to the same scenario.
    pub resolved: String,
    /// SHA-256 of `resolved`, in hexadecimal.
    pub sha256: String,
    /// Names of the variants in the file, sorted; how they are called is among the scenario's labels.
    pub variants: Vec<String>,
    /// Where every value came from.
    pub origins: Origins,
    /// Names of the inputs that nothing reads, sorted.
    pub unused_inputs: Vec<String>,
    /// What the request changed of the files, by its variant and its overrides.
    pub changed: Vec<Changed>,
    /// Key paths of sources and of evidence that were stated for a number that was replaced since.
    pub outdated: Vec<String>,
}

/// A scenario with at least one error.
#[derive(Debug, Clone)]
pub struct Invalid {
    /// Every text read, in order of reading.
    pub files: Vec<SourceFile>,
    /// Every file that was read, by whatever road, with links resolved.
    pub read: Vec<PathBuf>,
    /// Errors and warnings together, in order of place.
    pub findings: Vec<Diagnostic>,
}

/// A line for each error.
impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error);
        for (i, finding) in errors.enumerate() {
            let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
            let next = if i > 0 { "\n" } else { "" };
            write!(f, "{next}{}{line}: {}", finding.file, finding.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Invalid {}

/// Reads, merges and checks a scenario.
///
/// # Errors
/// All findings at once, if at least one of them is an error.
pub fn load(request: &Request) -> Result<Loaded, Invalid> {
    let mut loading = Loading::default();
    let outcome = loading.run(request);
    let has_errors = loading.findings.errors() > 0;
    let Loading { files, read, findings, layers, variants, .. } = loading;
    let findings = findings.finish(&files);
    match outcome {
        Some(Complete { scenario, merged, resolved, unused_inputs, changed, outdated }) if !has_errors => {
            let sha256 = resolved::sha256(&resolved);
            let origins = merged.origins(&layers);
            Ok(Loaded {
                scenario,
                files,
                read,
                warnings: findings,
                resolved,
                sha256,
                variants,
                origins,
                unused_inputs,
                changed,
                outdated,
            })
        }
        _ => Err(Invalid { files, read, findings }),
    }
}

/// A scenario on its way in.
#[derive(Debug, Default)]
struct Loading {
    files: Vec<SourceFile>,
    read: Vec<PathBuf>,
    /// The folder of each text, to which its paths are relative.
    folders: Vec<PathBuf>,
    layers: Vec<Layer>,
    variants: Vec<String>,
    /// What the variants are called, where they say.
    variant_labels: BTreeMap<String, String>,
    findings: Findings,
    /// Whether some text is not TOML, so that what it lacks may only be unread.
    distorted: bool,
}

/// What loading has led to, errors or not.
struct Complete {
    scenario: Scenario,
    merged: Merged,
    resolved: String,
    unused_inputs: Vec<String>,
    changed: Vec<Changed>,
    outdated: Vec<String>,
}

impl Loading {
    fn run(&mut self, request: &Request) -> Option<Complete> {
        let (chain, enclosure) = self.read_chain(request)?;
        let changes = self.read_overrides(request);
        let (bases, variant) = self.split_variants(chain, request.variant.as_deref());
        if self.distorted {
            return None;
        }
        let (mut merged, mut history) = (Merged::default(), History::default());
        let is_layered = bases.len() + variant.len() + changes.len() > 1;
        let in_files = bases.into_iter().map(|table| (Layer::File, table));
        let asked = request.variant.clone().unwrap_or_default();
        let in_variant = variant.into_iter().map(|table| (Layer::Variant(asked.clone()), table));
        let mut order = Order::default();
        for (layer, table) in in_files.chain(in_variant) {
            let indices = layers_of(&table);
            read::note(&mut order, &table);
            merged.apply(table, &mut self.findings);
            if is_layered {
                history.note(layer, indices, &merged.tree);
            }
        }
        let indices: Vec<usize> = changes.iter().map(|change| change.value.layer).collect();
        for change in changes {
            read::note(&mut order, &change.clone().into_layer());
            merged.set(change, &mut self.findings);
        }
        if !indices.is_empty() {
            history.note(Layer::Set, indices, &merged.tree);
        }
        let (changed, outdated) = (history.changed(), history.outdated(&merged.tree));
        Columns {
            files: &mut self.files,
            read: &mut self.read,
            folders: &self.folders,
            enclosure: &enclosure,
            findings: &mut self.findings,
        }
        .inline(&mut merged.tree);
        let mut draft =
            Reader { tree: &merged.tree, files: &self.files, findings: &mut self.findings }.read();
        draft.labels = read::labels(&merged.tree, &self.variant_labels);
        draft.order = order;
        Check { draft: &draft, tree: &merged.tree, findings: &mut self.findings }.run();
        let mut advice = Advice {
            draft: &draft,
            tree: &merged.tree,
            files: &self.files,
            strict: request.strict,
            findings: &mut self.findings,
        };
        advice.run();
        let unused_inputs = advice.unused();
        let resolved = resolved::write(&merged.tree);
        if resolved.len() > limits::FILE_BYTES {
            // It would not read back.
            self.findings.push(
                Diagnostic::error(
                    Code::TooLarge,
                    "the merged scenario with its data is larger than a file may be",
                )
                .placed(&Place { file: 0, span: 0..0 })
                .label(format!("expected at most {} MiB", limits::FILE_BYTES >> 20))
                .help("thin the data columns: an empirical law needs no more than some thousand values"),
            );
        }
        Some(Complete { scenario: draft.complete()?, merged, resolved, unused_inputs, changed, outdated })
    }

    /// Reads the file that was asked for and those that it extends; the one that is extended last comes first.
    fn read_chain(&mut self, request: &Request) -> Option<(Vec<Table>, Enclosure)> {
        let beside = |path: &Path| path.parent().unwrap_or(Path::new("")).to_path_buf();
        let (name, bytes, mut folder) = match &request.source {
            Source::Path(path) => (path.display().to_string(), source::read_asked(path), beside(path)),
            Source::Found { path, within } => {
                let bytes = source::read_found(path, &Enclosure::of(within, request.allow_outside));
                (path.display().to_string(), bytes, beside(path))
            }
            Source::Text { name, text, folder } => (name.clone(), Ok(text.clone()), folder.clone()),
        };
        let enclosure = Enclosure::of(&folder, request.allow_outside);
        let mut visited: Vec<PathBuf> =
            request.source.path().and_then(|path| path.canonicalize().ok()).into_iter().collect();
        self.read.clone_from(&visited);
        let mut file = bytes
            .and_then(|bytes| source::decode(&name, bytes, &mut self.files))
            .map_err(|finding| self.findings.push(finding))
            .ok()?;
        let mut chain = Vec::new();
        loop {
            self.folders.push(folder.clone());
            let table = self.parse(file);
            let extends = table.get("extends").cloned();
            chain.push(table);
            let Some((node, base)) = extends.as_ref().and_then(|node| Some((node, node.text()?))) else {
                break;
            };
            let path = folder.join(base);
            let (resolved, bytes) = match enclosure.read(&path) {
                Ok(read) => read,
                Err(finding) => {
                    self.findings.push(finding.placed(&node.place));
                    self.distorted = true;
                    break;
                }
            };
            if visited.contains(&resolved) || visited.len() >= limits::CHAIN {
                let message = if visited.contains(&resolved) {
                    format!("`{}` extends itself, by way of {} files", path.display(), visited.len())
                } else {
                    format!("more than {} files extend each other", limits::CHAIN)
                };
                self.findings.push(
                    Diagnostic::error(Code::Cycle, message)
                        .placed(&node.place)
                        .help("a chain of `extends` must end in a file that extends none"),
                );
                self.distorted = true;
                break;
            }
            self.read.push(resolved.clone());
            visited.push(resolved);
            folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
            match source::decode(&path.display().to_string(), bytes, &mut self.files) {
                Ok(index) => file = index,
                Err(finding) => {
                    self.findings.push(finding);
                    self.distorted = true;
                    break;
                }
            }
        }
        chain.reverse();
        Some((chain, enclosure))
    }

    /// Parses and recognises one file.
    fn parse(&mut self, file: usize) -> Table {
        let text = self.files[file].text.clone();
        let before = self.findings.errors();
        let layer = self.layers.len();
        self.layers.push(Layer::File);
        let (table, reliable) = tree::parse(&text, file, layer, &mut self.findings);
        if self.findings.errors() == before {
            Recognition { findings: &mut self.findings, files: &self.files }.scenario(&table, "");
            return table;
        }
        self.distorted = true;
        // What a syntax error left of its own line says nothing about the rest.
        let distorted = self.findings.lines(file, &text);
        let mut found = Findings::default();
        Recognition { findings: &mut found, files: &self.files }.scenario(&table, "");
        for finding in found.into_list() {
            let start = finding.span.as_ref().map_or(0, |span| span.start);
            if start < reliable && !distorted.contains(&findings::line_start(&text, start)) {
                self.findings.push(finding);
            }
        }
        table
    }

    fn read_overrides(&mut self, request: &Request) -> Vec<Override> {
        let mut changes = Vec::new();
        let folder = self.folders.first().cloned().unwrap_or_default();
        for (at, text) in request.set.iter().enumerate() {
            let file = self.files.len();
            let (name, first_line) =
                request.set_in.get(at).cloned().unwrap_or_else(|| ("--set".to_owned(), 1));
            self.files.push(SourceFile { name, text: text.clone(), first_line });
            self.folders.resize(file, PathBuf::new());
            self.folders.push(folder.clone());
            let layer = self.layers.len();
            self.layers.push(Layer::Set);
            match overrides::parse(text, file, layer) {
                Ok(change) => {
                    let before = self.findings.errors();
                    let table = change.clone().into_layer();
                    Recognition { findings: &mut self.findings, files: &self.files }.scenario(&table, "");
                    if self.findings.errors() == before {
                        changes.push(change);
                    }
                }
                Err(finding) => self.findings.push(finding),
            }
        }
        changes
    }

    /// Takes the variants out of the files of a chain, and gives the layers of the one that was asked for.
    fn split_variants(&mut self, chain: Vec<Table>, asked: Option<&str>) -> (Vec<Table>, Vec<Table>) {
        let mut stated: BTreeMap<String, Vec<Table>> = BTreeMap::new();
        let mut place = Place { file: 0, span: 0..0 };
        let mut bases = Vec::new();
        for mut table in chain {
            let variants = table.remove("variants").map(|node| node.value);
            bases.push(table);
            let Some(Value::Table(variants)) = variants else { continue };
            for (name, node) in variants {
                place = node.key.clone();
                let Value::Table(mut table) = node.value else { continue };
                if let Some(removal) = table.remove(keys::REMOVE.name)
                    && removal.boolean() == Some(true)
                {
                    if !table.is_empty() || stated.remove(&name).is_none() {
                        let message = format!("there is no `variants.{name}` to remove");
                        let help = "`remove = true` stands alone in its table and deletes a variant of an extended file";
                        self.findings
                            .push(Diagnostic::error(Code::Removal, message).placed(&node.key).help(help));
                    }
                    continue;
                }
                if let Some(label) = table.remove("label").as_ref().and_then(Node::text) {
                    self.variant_labels.insert(name.clone(), label.to_owned());
                }
                let layer = self.layers.len();
                self.layers.push(Layer::Variant(name.clone()));
                stamp(&mut table, layer);
                stated.entry(name).or_default().push(table);
            }
        }
        self.variants = stated.keys().cloned().collect();
        let Some(asked) = asked else { return (bases, Vec::new()) };
        match stated.remove(asked) {
            Some(layers) => (bases, layers),
            None => {
                let finding =
                    Diagnostic::error(Code::UnknownVariant, format!("there is no variant `{asked}`"))
                        .placed(&place)
                        .label("expected --variant to name one that the file states");
                let help = match spelling::nearest(asked, self.variants.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if self.variants.is_empty() => "the file has no [variants.NAME]".to_owned(),
                    None => format!("the variants are {}", spelling::quoted_list(&self.variants, "and")),
                };
                self.findings.push(finding.help(help));
                (bases, Vec::new())
            }
        }
    }
}

/// Notes that a variant states these values.
fn stamp(table: &mut Table, layer: usize) {
    for node in table.values_mut() {
        node.layer = layer;
        if let Value::Table(inner) = &mut node.value {
            stamp(inner, layer);
        }
    }
}
