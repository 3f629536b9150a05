//! Scenarios as they were in a git revision, unpacked into a temporary folder.

use std::ffi::OsStr;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

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
    /// Unpacks the folders of some paths as they were in a revision; all of it where files outside them may be read.
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
            .map_err(|said| format!("{} lies in no git repository: {said}", first.display()))?;
        let top = PathBuf::from(String::from_utf8_lossy(&said).trim_end_matches(['\n', '\r']));
        let top = top.canonicalize().unwrap_or(top);
        let commit = format!("{name}^{{commit}}");
        git(&top, &["rev-parse", "--verify", "--quiet", &commit], None)?.map_err(|_| {
            format!(
                "there is no git revision `{name}` here; check its name with `git log {name}`, or fetch it first (CI \
                 often fetches one commit only: fetch-depth: 0)"
            )
        })?;
        let unpacked = tempfile::Builder::new()
            .prefix(".vendepunkt-")
            .tempdir()
            .map_err(|error| format!("cannot make a temporary folder: {error}"))?;
        let folder =
            unpacked.path().canonicalize().unwrap_or_else(|_| unpacked.path().to_owned()).join("tree");
        let revision = Revision { name: name.to_owned(), top, unpacked, folder };
        revision.unpack(&commit, paths, everything)?;
        Ok(revision)
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
        slashes(&named)
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

    /// By an index of its own, so that nobody else's is touched. Links become the text they hold: one of a foreign
    /// branch must not lead out of the folder.
    fn unpack(&self, commit: &str, paths: &[PathBuf], everything: bool) -> Result<(), String> {
        let refuse = |said: String| format!("git cannot unpack `{}`: {said}", self.name);
        let index = self.unpacked.path().join("index");
        let read = git_with_index(&self.top, &["read-tree", commit], Some(&index), None)?;
        read.map_err(refuse)?;
        let mut wanted = vec!["ls-files".to_owned(), "-z".to_owned(), "--".to_owned()];
        for path in paths {
            let below = self.below_top(path)?;
            let is_folder = path.is_dir() || path.extension().is_none();
            let folder = if is_folder { Some(below.as_path()) } else { below.parent() };
            match folder.filter(|folder| !folder.as_os_str().is_empty() && !everything) {
                Some(folder) => wanted.push(format!(":(literal,top){}", slashes(folder))),
                None => wanted.push(":(top)".to_owned()),
            }
        }
        let arguments: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let files = git_with_index(&self.top, &arguments, Some(&index), None)?.map_err(refuse)?;
        let prefix = format!("--prefix={}/", self.folder.display());
        let checkout = ["-c", "core.symlinks=false", "checkout-index", "-q", "-z", "--stdin", &prefix];
        git_with_index(&self.top, &checkout, Some(&index), Some(&files))?.map_err(refuse)?;
        Ok(())
    }
}

/// The path itself where it is a folder, else the nearest folder above it that is there.
fn nearest_folder(path: &Path) -> &Path {
    path.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new(""))
}

fn slashes(path: &Path) -> String {
    let parts: Vec<String> =
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// Calls git in a folder.
fn git(folder: &Path, arguments: &[&str], input: Option<&[u8]>) -> Result<Result<Vec<u8>, String>, String> {
    git_with_index(folder, arguments, None, input)
}

/// What git says, or the last line of its complaint; the outer error is that there is no git.
fn git_with_index(
    folder: &Path,
    arguments: &[&str],
    index: Option<&Path>,
    input: Option<&[u8]>,
) -> Result<Result<Vec<u8>, String>, String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut command = Command::new("git");
    command.current_dir(folder).args(arguments.iter().map(OsStr::new));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // A hook sets these for its own repository.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    if let Some(index) = index {
        command.env("GIT_INDEX_FILE", index);
    }
    let start = command.spawn();
    let mut child = start.map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            "--against-git needs git, which is not installed or not in the PATH; compare two files instead"
                .to_owned()
        }
        _ => format!("git cannot be started: {error}"),
    })?;
    let stdin = child.stdin.take();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            if let (Some(mut stdin), Some(input)) = (stdin, input) {
                // Where git has gone, its exit code says why.
                let _ = stdin.write_all(input);
            }
        });
        child.wait_with_output()
    });
    let output = output.map_err(|error| format!("git cannot be waited for: {error}"))?;
    if output.status.success() {
        return Ok(Ok(output.stdout));
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("git says nothing about why");
    Ok(Err(last.trim().to_owned()))
}
