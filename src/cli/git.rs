//! Calling git, so that neither its environment nor what was set in a repository changes what it says.

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// What is kept of git's environment: a hook sets the rest for its own repository, and some of it changes what
/// paths and differences mean.
const KEPT: [&str; 4] =
    ["GIT_CONFIG", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"];

/// What git says, or what was fatal, or the last line of its complaint; the outer error is that there is no git.
pub(super) fn git(
    folder: &Path,
    arguments: &[&str],
    input: Option<&[u8]>,
) -> Result<Result<Vec<u8>, String>, String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut command = Command::new("git");
    command.current_dir(folder).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (name, _) in std::env::vars_os() {
        let is_gits = name.as_encoded_bytes().starts_with(b"GIT_");
        let is_kept = |kept: &&str| name.as_encoded_bytes().starts_with(kept.as_bytes());
        if is_gits && !KEPT.iter().any(is_kept) {
            command.env_remove(name);
        }
    }
    // What git says is read, and so must be in the language it was written in.
    command.env("LC_ALL", "C");
    // What somebody put in a commit's or file's place (`git replace`) is not what was committed.
    command.env("GIT_NO_REPLACE_OBJECTS", "1");
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
    // A comparison of two folders that differ ends with 1.
    let is_comparison = arguments.first() == Some(&"diff");
    if output.status.success() || is_comparison && output.status.code() == Some(1) {
        return Ok(Ok(output.stdout));
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let last = || said.lines().rfind(|line| !line.trim().is_empty());
    let fatal = said.lines().find_map(|line| line.strip_prefix("fatal: "));
    Ok(Err(fatal.or_else(last).unwrap_or("git says nothing about why").trim().to_owned()))
}

/// What files hold, by the names of their objects, as it was committed: no attribute, filter or encoding is heeded.
pub(super) fn blobs(folder: &Path, objects: &[&str]) -> Result<Result<Vec<Vec<u8>>, String>, String> {
    let asked = objects.iter().flat_map(|object| [object, "\n"]).collect::<String>();
    let said = match git(folder, &["cat-file", "--batch"], Some(asked.as_bytes()))? {
        Ok(said) => said,
        Err(said) => return Ok(Err(said)),
    };
    let mut rest = said.as_slice();
    Ok(objects.iter().map(|object| blob(&mut rest).ok_or_else(|| format!("{object} is missing"))).collect())
}

/// The next of `OBJECT blob SIZE<newline>CONTENT<newline>`.
fn blob(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let mut words = std::str::from_utf8(&rest[..end]).ok()?.split(' ').skip(1);
    *rest = &rest[end + 1..];
    let size =
        words.next().filter(|kind| *kind == "blob").and_then(|_| words.next()?.parse::<usize>().ok())?;
    let content = rest.get(..size)?.to_vec();
    *rest = rest.get(size + 1..)?;
    Some(content)
}
