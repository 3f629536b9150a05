//! Where results go: standard output, or a file that appears whole or not at all.

mod book;
mod destination;
mod ending;
mod outputs;
mod stream;
mod unfinished;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

pub use book::refuse_book;
pub use destination::Destination;
pub use ending::{format_of, refuse_misnamed_also, says_format};
pub use outputs::Outputs;
pub use stream::Stream;
use unfinished::Unfinished;
pub use unfinished::discard_unfinished;

use super::refusal::Refusal;

/// Prints a text on standard output.
///
/// # Errors
/// As [`Destination::write`].
pub fn print(text: &str) -> Result<(), Refusal> {
    Destination::Stdout { closed: false }.write(text)
}

/// Makes a folder, and those it lies in, and finds out whether files can be written there.
///
/// # Errors
/// A refusal that names the path and the cause.
pub fn make_folder(folder: &Path) -> Result<(), Refusal> {
    let made = fs::create_dir_all(folder).and_then(|()| Unfinished::beside(&folder.join("-")));
    made.map(drop).map_err(|error| {
        let cause = match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => "it is no folder".to_owned(),
            _ => say(&error),
        };
        Refusal::unexpected(format!("cannot write to the folder {}: {cause}", folder.display()))
    })
}

/// Puts a text in a file's place, whole or not at all, and makes the folders it lies in. It need not survive a power cut: for one
/// of very many files that can be made again.
///
/// # Errors
/// A refusal that names the path and the cause.
pub fn put_unsynced(path: &Path, text: &[u8]) -> Result<(), Refusal> {
    let put = fs::create_dir_all(folder(path)).and_then(|()| Unfinished::put_unsynced(path, text));
    put.map_err(|error| refusal(path, &error))
}

/// That standard output cannot be written to.
pub fn cannot_print(error: &io::Error) -> String {
    format!("cannot write to standard output: {}", say(error))
}

fn folder(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What to say where a file cannot be written.
fn refusal(named: &Path, error: &io::Error) -> Refusal {
    let folder = folder(named);
    let cause = match error.kind() {
        ErrorKind::NotFound if !folder.exists() => {
            format!("the folder {} does not exist; create it first", folder.display())
        }
        ErrorKind::NotADirectory => format!("{} is not a folder", folder.display()),
        _ => say(error),
    };
    Refusal::unexpected(format!("cannot write {}: {cause}", named.display()))
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
