//! Where results go: standard output, or a file that appears whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::NamedTempFile;

/// The temporary files being written, for [`discard_unfinished`].
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Removes the temporary files that are being written, if there are any. For those who are about to leave in a
/// hurry.
pub fn discard_unfinished() {
    let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    for path in unfinished.drain(..) {
        // Whoever leaves in a hurry has nobody to tell.
        let _ = fs::remove_file(path);
    }
    // Nothing more is begun: the lock is kept until the program has ended.
    std::mem::forget(unfinished);
}

/// Why these paths cannot be written, if one of them is read as well or two are the same: a slip that would cost a
/// file. What is no plain file is left alone.
pub fn refuse_clash<'a>(read: impl IntoIterator<Item = &'a Path>, written: &[&Path]) -> Option<String> {
    let same = |a: &Path, b: &Path| match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(first), Ok(second)) => first == second && first.is_file(),
        _ => a == b && a != Path::new("-"),
    };
    let read: Vec<&Path> = read.into_iter().collect();
    for (i, path) in written.iter().enumerate() {
        if written[..i].iter().any(|other| same(path, other)) {
            return Some(format!("{} would be written twice: name another file", path.display()));
        }
        if read.iter().any(|other| same(path, other)) {
            return Some(format!(
                "{} is read by this call and would be overwritten: name another file",
                path.display()
            ));
        }
    }
    None
}

/// Where results go.
#[derive(Debug)]
pub enum Destination {
    /// Standard output, as results come.
    Stdout {
        /// Whether the reader has gone (`| head`), so that nothing more is written.
        closed: bool,
    },
    /// A file: the report is kept until it is whole, then put in the file's place.
    File {
        /// The path as the caller wrote it.
        named: PathBuf,
        /// The file itself, behind all links.
        target: PathBuf,
        /// The report so far.
        report: String,
    },
    /// Something that is written to and not replaced, as a device or a pipe.
    Special {
        /// The path as the caller wrote it.
        named: PathBuf,
        /// The open device or pipe.
        file: File,
    },
}

impl Destination {
    /// Opens the destination, and finds out whether a file could be written there before anyone waits for
    /// results.
    ///
    /// # Errors
    /// A sentence that names the path, the cause and what to try.
    pub fn open(path: Option<&Path>) -> Result<Destination, String> {
        let Some(named) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Destination::Stdout { closed: false });
        };
        let refuse = |error: &io::Error| refusal(named, error);
        match fs::metadata(named) {
            Ok(there) if there.is_dir() => {
                return Err(format!("cannot write {}: it is a folder; name a file in it", named.display()));
            }
            Ok(there) if !there.is_file() => {
                let file = OpenOptions::new().write(true).open(named).map_err(|error| refuse(&error))?;
                return Ok(Destination::Special { named: named.to_owned(), file });
            }
            // A file that is there must be one that may be written; the rename alone would not ask.
            Ok(_) => drop(OpenOptions::new().append(true).open(named).map_err(|error| refuse(&error))?),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(refuse(&error)),
        }
        let target = fs::canonicalize(named).unwrap_or_else(|_| named.to_owned());
        Unfinished::beside(&target).map_err(|error| refuse(&error))?;
        Ok(Destination::File { named: named.to_owned(), target, report: String::new() })
    }

    /// Whether people may be looking at it now.
    pub fn is_stdout(&self) -> bool {
        matches!(self, Destination::Stdout { .. })
    }

    /// Takes more of the report.
    ///
    /// # Errors
    /// A sentence that names the destination and the cause. A reader who has gone is no error.
    pub fn write(&mut self, text: &str) -> Result<(), String> {
        match self {
            Destination::Stdout { closed: true } => Ok(()),
            Destination::Stdout { closed } => {
                let mut out = io::stdout().lock();
                match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
                    Err(error) if error.kind() == ErrorKind::BrokenPipe => *closed = true,
                    written => {
                        return written
                            .map_err(|error| format!("cannot write to standard output: {}", say(&error)));
                    }
                }
                Ok(())
            }
            Destination::File { report, .. } => {
                report.push_str(text);
                Ok(())
            }
            Destination::Special { named, file } => match file.write_all(text.as_bytes()) {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
                written => written.map_err(|error| refusal(named, &error)),
            },
        }
    }

    /// Puts the whole report in its place.
    ///
    /// # Errors
    /// A sentence that names the path and the cause; what was there before is still there.
    pub fn finish(self) -> Result<(), String> {
        let Destination::File { named, target, report } = self else { return Ok(()) };
        put(&target, report.as_bytes()).map_err(|error| refusal(&named, &error))
    }
}

/// Writes a temporary file beside the target, to the disk, and renames it.
fn put(target: &Path, report: &[u8]) -> io::Result<()> {
    let mut file = Unfinished::beside(target)?;
    file.write_all(report)?;
    file.place(target)
}

/// A temporary file that disappears unless it is put in its place, even if the program is interrupted.
#[derive(Debug)]
struct Unfinished {
    file: NamedTempFile,
}

impl Unfinished {
    fn beside(target: &Path) -> io::Result<Unfinished> {
        // Whoever interrupts finds the file in the list, or there is none yet.
        let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        let file = temporary(target)?;
        unfinished.push(file.path().to_owned());
        Ok(Unfinished { file })
    }

    /// Takes the target's place.
    fn place(&mut self, target: &Path) -> io::Result<()> {
        // Who replaces a file keeps its permissions.
        if let Ok(before) = fs::metadata(target) {
            self.file.as_file().set_permissions(before.permissions())?;
        }
        self.file.as_file().sync_all()?;
        fs::rename(self.file.path(), target)?;
        // The rename itself survives a power cut once the folder is on the disk; not every system can do this.
        if let Ok(folder) = File::open(folder(target)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let mut all = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = fs::remove_file(self.file.path());
        all.retain(|path| path != self.file.path());
    }
}

/// A large file that is written as its lines come, and appears whole or not at all.
#[derive(Debug)]
pub struct Stream {
    named: PathBuf,
    sink: Sink,
}

#[derive(Debug)]
enum Sink {
    Stdout,
    /// The file and its target, behind all links.
    File(Unfinished, PathBuf),
    Special(File),
}

impl Stream {
    /// Opens the stream; `-` is standard output.
    ///
    /// # Errors
    /// A sentence that names the path, the cause and what to try.
    pub fn open(named: &Path) -> Result<Stream, String> {
        let sink = match Destination::open(Some(named))? {
            Destination::Stdout { .. } => Sink::Stdout,
            Destination::Special { file, .. } => Sink::Special(file),
            Destination::File { target, .. } => {
                Sink::File(Unfinished::beside(&target).map_err(|error| refusal(named, &error))?, target)
            }
        };
        Ok(Stream { named: named.to_owned(), sink })
    }

    /// Takes more.
    ///
    /// # Errors
    /// The system's.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.sink {
            Sink::Stdout => io::stdout().lock().write_all(bytes),
            Sink::File(file, _) => file.write_all(bytes),
            Sink::Special(file) => file.write_all(bytes),
        }
    }

    /// What to say of an error.
    pub fn refusal(&self, error: &io::Error) -> String {
        refusal(&self.named, error)
    }

    /// Puts the whole file in its place.
    ///
    /// # Errors
    /// A sentence that names the path and the cause; what was there before is still there.
    pub fn finish(mut self) -> Result<(), String> {
        let placed = match &mut self.sink {
            Sink::Stdout => io::stdout().lock().flush(),
            Sink::File(file, target) => file.place(target),
            Sink::Special(_) => Ok(()),
        };
        placed.map_err(|error| self.refusal(&error))
    }
}

/// A temporary file in the target's folder, with the permissions of any new file. Removed when dropped.
fn temporary(target: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".vendepunkt-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder(target))
}

fn folder(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn refusal(named: &Path, error: &io::Error) -> String {
    let folder = folder(named);
    let cause = match error.kind() {
        ErrorKind::NotFound if !folder.exists() => {
            format!("the folder {} does not exist; create it first", folder.display())
        }
        ErrorKind::NotADirectory => format!("{} is not a folder", folder.display()),
        _ => say(error),
    };
    format!("cannot write {}: {cause}", named.display())
}

/// An error of the system's in its own words, with what to try.
fn say(error: &io::Error) -> String {
    let words = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full; make room or write elsewhere",
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only; write elsewhere",
        ErrorKind::PermissionDenied => "permission denied; write elsewhere or change the permissions",
        _ => return error.to_string(),
    };
    words.to_owned()
}
