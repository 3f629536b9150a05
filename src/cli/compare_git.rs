//! Scenarios as they were in a git revision, unpacked into a temporary folder.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use tempfile::TempDir;

use super::git::{blobs, git};

/// Bytes of a revision that are unpacked: more are no scenarios.
const MOST_UNPACKED: u64 = 512 << 20;

/// Links from link to link that are followed.
const MOST_LINKS: usize = 8;

/// A revision whose files lie in a temporary folder, removed when this is dropped. The repository, its index and
/// its work tree stay as they are.
#[derive(Debug)]
pub struct Revision {
    name: String,
    /// Top of the work tree.
    top: PathBuf,
    unpacked: TempDir,
    folder: PathBuf,
}

impl Revision {
    /// Unpacks the scenarios and tables in the folders of some paths as they were in a revision, with what they name;
    /// those of all folders where files outside may be read.
    ///
    /// # Errors
    /// A sentence: git is missing, this is no repository, there is no such revision.
    pub fn open(name: &str, paths: &[PathBuf], everything: bool) -> Result<Revision, String> {
        if name.is_empty() || name.starts_with('-') {
            return Err(format!(
                "`{name}` is no git revision; name a branch, a tag or a commit, as origin/main"
            ));
        }
        let first = paths.first().map_or(Path::new("."), |path| nearest_folder(path));
        let said = git(first, &["rev-parse", "--show-toplevel"], None)?
            .map_err(|said| no_work_tree(first, &said))?;
        let top = path_from(said.trim_ascii_end());
        let top = top.canonicalize().unwrap_or(top);
        let Ok(commit) =
            git(&top, &["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")], None)?
        else {
            return Err(no_revision(name, &top)?);
        };
        refuse_ambiguous(name, &top)?;
        let unpacked = tempfile::Builder::new()
            .prefix(".vendepunkt-")
            .tempdir()
            .map_err(|error| format!("cannot make a temporary folder: {error}"))?;
        let folder =
            unpacked.path().canonicalize().unwrap_or_else(|_| unpacked.path().to_owned()).join("tree");
        let revision = Revision { name: name.to_owned(), top, unpacked, folder };
        revision.unpack(String::from_utf8_lossy(&commit).trim(), paths, everything)?;
        Ok(revision)
    }

    /// Top of the work tree.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// Where its files lie.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a path of the work tree was unpacked; it may not be there.
    ///
    /// # Errors
    /// Where the path lies outside the repository.
    pub fn path_of(&self, path: &Path) -> Result<PathBuf, String> {
        Ok(self.folder.join(self.below_top(path)?))
    }

    /// A path as git names it, with a file below it.
    pub fn name_of(&self, path: &Path, below: Option<&str>) -> String {
        let mut named = self.below_top(path).unwrap_or_else(|_| path.to_owned());
        if let Some(below) = below {
            named.push(below);
        }
        String::from_utf8_lossy(&slashes(&named)).into_owned()
    }

    /// The path below the top of the work tree. What was deleted has a folder that is there.
    fn below_top(&self, path: &Path) -> Result<PathBuf, String> {
        let there = nearest_folder(path);
        let rest = path.strip_prefix(there).unwrap_or(Path::new(""));
        let there = if there.as_os_str().is_empty() { Path::new(".") } else { there };
        let found = there.canonicalize().map(|there| there.join(rest));
        let found = found.map_err(|error| format!("cannot find {}: {error}", path.display()))?;
        found
            .strip_prefix(&self.top)
            .map(Path::to_owned)
            .map_err(|_| format!("{} lies outside the git repository {}", path.display(), self.top.display()))
    }

    /// Writes the files as they were committed. What links to a file of the revision becomes a copy of it; one of a
    /// foreign branch must not lead out of the folder.
    fn unpack(&self, commit: &str, paths: &[PathBuf], everything: bool) -> Result<(), String> {
        let refuse = |said: String| format!("git cannot unpack `{}`: {said}", self.name);
        let list = ["ls-tree", "-r", "-z", "-l", "--full-tree", commit];
        let list = git(&self.top, &list, None)?.map_err(refuse)?;
        let entries: Vec<Entry<'_>> = list.split(|byte| *byte == 0).filter_map(Entry::read).collect();
        let mut folders = Vec::new();
        for path in paths {
            let below = self.below_top(path)?;
            let is_folder = path.is_dir() || path.extension().is_none();
            let folder = if is_folder { Some(below.as_path()) } else { below.parent() };
            folders.push(folder.map(slashes).unwrap_or_default());
        }
        let lies_below = |path: &[u8], folder: &Vec<u8>| {
            folder.is_empty()
                || path.strip_prefix(folder.as_slice()).is_some_and(|rest| rest.starts_with(b"/"))
        };
        let mut left: Vec<&Entry<'_>> = entries
            .iter()
            .filter(|entry| everything || folders.iter().any(|folder| lies_below(entry.path, folder)))
            .collect();
        // Scenarios and tables first, then what scenarios name besides.
        let mut named: BTreeSet<Vec<u8>> = BTreeSet::new();
        let mut size = 0;
        loop {
            let (wanted, rest): (Vec<_>, Vec<_>) =
                left.into_iter().partition(|entry| entry.is_data() || named.contains(file_name(entry.path)));
            if wanted.is_empty() {
                return Ok(());
            }
            left = rest;
            let mut unpacked = Vec::new();
            for entry in wanted {
                if let Some(content) = self.behind(entry, &entries)? {
                    size += content.size;
                    unpacked.push((entry, content));
                }
            }
            if size > MOST_UNPACKED {
                return Err(refuse(format!(
                    "the scenarios and tables are larger than {} MiB; name the folders that hold them",
                    MOST_UNPACKED >> 20
                )));
            }
            let objects: Vec<&str> = unpacked.iter().map(|(_, content)| content.object).collect();
            let blobs = blobs(&self.top, &objects)?.map_err(refuse)?;
            for ((entry, _), blob) in unpacked.iter().zip(blobs) {
                self.put(&path_from(entry.path), &blob).map_err(|error| refuse(error.to_string()))?;
                names_in(&blob, &mut named);
            }
        }
    }

    /// Writes a file of the revision. A tree that somebody made by hand may hold any path.
    fn put(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        if !path.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(io::Error::other(format!("{} leads out of the repository", path.display())));
        }
        let to = self.folder.join(path);
        to.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(to, content)
    }

    /// The file itself, or the one that a link leads to in the same revision.
    fn behind<'e, 'l>(
        &self,
        entry: &'e Entry<'l>,
        entries: &'e [Entry<'l>],
    ) -> Result<Option<&'e Entry<'l>>, String> {
        let mut entry = entry;
        for _ in 0..MOST_LINKS {
            if !entry.is_link {
                return Ok(Some(entry));
            }
            let said = git(&self.top, &["cat-file", "blob", entry.object], None)?;
            let target = said.map_err(|said| format!("git cannot unpack `{}`: {said}", self.name))?;
            let Some(path) = followed(entry.path, &target) else { return Ok(None) };
            let Some(next) = entries.iter().find(|entry| entry.path == path) else { return Ok(None) };
            entry = next;
        }
        Ok(None)
    }

    /// Which of the files `before` became which of those `after`, as git sees it: by their places in both.
    ///
    /// # Errors
    /// A sentence, where git cannot tell.
    pub fn renamed(&self, before: &[PathBuf], after: &[PathBuf]) -> Result<Vec<(usize, usize)>, String> {
        if before.is_empty() || after.is_empty() {
            return Ok(Vec::new());
        }
        // Copies, called by their numbers, so that nothing else is looked at. No two have the same name: to git that
        // would be a change, not a new name.
        const BEFORE: &str = "before/was-";
        const AFTER: &str = "after/is-";
        let place = self.unpacked.path().join("renamed");
        for (side, files) in [(BEFORE, before), (AFTER, after)] {
            for (number, file) in files.iter().enumerate() {
                // What cannot be read is said when it is loaded.
                let _ = copy(file, &place.join(format!("{side}{number}")));
            }
        }
        let compare = [
            "diff",
            "--no-index",
            "--no-ext-diff",
            "--no-textconv",
            "--name-status",
            "-M",
            "-l0",
            "-z",
            "before",
            "after",
        ];
        let said =
            git(&place, &compare, None)?.map_err(|said| format!("git cannot find renamed files: {said}"))?;
        let said = String::from_utf8_lossy(&said);
        let mut words = said.split('\0');
        let mut renamed = Vec::new();
        while let Some(kind) = words.next() {
            let mut number = |side: &str| words.next()?.strip_prefix(side)?.parse::<usize>().ok();
            match kind.starts_with('R') {
                true => renamed.extend(number(BEFORE).zip(number(AFTER))),
                false => _ = number(""),
            }
        }
        Ok(renamed)
    }
}

/// A file or link of a revision.
struct Entry<'l> {
    path: &'l [u8],
    object: &'l str,
    size: u64,
    is_link: bool,
}

impl<'l> Entry<'l> {
    /// From `MODE TYPE OBJECT SIZE<tab>PATH`; `None` for what is no file.
    fn read(line: &'l [u8]) -> Option<Entry<'l>> {
        let tab = line.iter().position(|byte| *byte == b'\t')?;
        let mut words = std::str::from_utf8(&line[..tab]).ok()?.split_whitespace();
        let (mode, kind, object, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
        let size = size.parse().ok()?;
        (kind == "blob").then(|| Entry { path: &line[tab + 1..], object, size, is_link: mode == "120000" })
    }

    /// Whether it may be a scenario or a table.
    fn is_data(&self) -> bool {
        let name = file_name(self.path);
        let end = &name[name.len().saturating_sub(5)..];
        end.eq_ignore_ascii_case(b".toml") || end.len() == 5 && end[1..].eq_ignore_ascii_case(b".csv")
    }
}

fn file_name(path: &[u8]) -> &[u8] {
    path.rsplit(|byte| *byte == b'/').next().unwrap_or_default()
}

/// Where a link leads; `None` where that is out of the repository.
fn followed(link: &[u8], target: &[u8]) -> Option<Vec<u8>> {
    if target.starts_with(b"/") {
        return None;
    }
    let mut parts: Vec<&[u8]> = link.split(|byte| *byte == b'/').collect();
    parts.pop();
    for part in target.split(|byte| *byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join(&b'/'))
}

/// The last steps of whatever stands in quotes in a text: names of files, among others.
fn names_in(text: &[u8], names: &mut BTreeSet<Vec<u8>>) {
    for quote in [b'"', b'\''] {
        for line in text.split(|byte| *byte == b'\n') {
            names.extend(line.split(|byte| *byte == quote).map(|part| file_name(part).to_vec()));
        }
    }
}

/// Copies a regular file: opening a pipe could wait for ever.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_file() {
        return Err(io::Error::other("no regular file"));
    }
    to.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::copy(from, to).map(|_| ())
}

#[cfg(unix)]
fn path_from(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_from(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// The path itself where it is a folder, else the nearest folder above it that is there.
fn nearest_folder(path: &Path) -> &Path {
    path.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new(""))
}

/// Why git knows no work tree in a folder.
fn no_work_tree(folder: &Path, said: &str) -> String {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let place = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let place = place.display();
    match () {
        () if said.contains("dubious ownership") => {
            let named = said.split('\'').nth(1).map_or_else(|| place.to_string(), str::to_owned);
            format!(
                "git does not trust the repository {named}, as it belongs to another user; if you trust it, say `git \
                 config --global --add safe.directory {named}`"
            )
        }
        () if said.contains("must be run in a work tree") => {
            format!(
                "{place} lies in a git repository without a work tree, so there is nothing to compare; clone it"
            )
        }
        () if said.contains("not a git repository") => {
            format!("{place} lies in no git repository; compare two files or folders instead")
        }
        () => format!("git cannot say in which repository {place} lies: {said}"),
    }
}

/// Refuses a name that a branch shares with a tag: git would take the tag, which anybody may have pushed.
fn refuse_ambiguous(name: &str, top: &Path) -> Result<(), String> {
    let meant = ["refs/", "refs/tags/", "refs/heads/", "refs/remotes/"].map(|place| format!("{place}{name}"));
    let mut list = vec!["for-each-ref", "--format=%(refname)"];
    list.extend(meant.iter().map(String::as_str));
    let known = git(top, &list, None)?.unwrap_or_default();
    let known = String::from_utf8_lossy(&known);
    let known: Vec<&str> = known.lines().filter(|line| meant.iter().any(|meant| meant == line)).collect();
    if known.len() < 2 {
        return Ok(());
    }
    Err(format!("`{name}` may be any of {}: name one of these", known.join(" and ")))
}

/// Why git does not know a revision.
fn no_revision(name: &str, top: &Path) -> Result<String, String> {
    let any = git(top, &["rev-list", "--max-count=1", "--all"], None)?.unwrap_or_default();
    let head = git(top, &["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], None)?;
    if head.is_err() && any.is_empty() {
        return Ok(format!("there is no commit yet in the git repository {}; commit first", top.display()));
    }
    if head.is_err() && (name.starts_with("HEAD") || name.starts_with('@')) {
        return Ok(format!(
            "there is no git revision `{name}`, as the branch you are on has no commit yet; commit first, or name \
             another branch"
        ));
    }
    Ok(format!(
        "there is no git revision `{name}` here; check its name with `git log {name}`, or fetch it first (CI often \
         fetches one commit only: fetch-depth: 0)"
    ))
}

/// A path as git writes it.
fn slashes(path: &Path) -> Vec<u8> {
    let parts: Vec<&[u8]> = path.components().map(|part| part.as_os_str().as_encoded_bytes()).collect();
    parts.join(&b'/')
}
