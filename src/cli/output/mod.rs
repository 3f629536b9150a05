//! Where results go: standard output, or a file that appears whole or not at all.

mod destination;
mod misnamed;
mod outputs;
mod stream;
mod unfinished;

use std::io::{self, ErrorKind};
use std::path::Path;

pub use destination::Destination;
pub use misnamed::{refuse_misnamed, refuse_misnamed_also};
pub use outputs::Outputs;
pub use stream::Stream;
pub use unfinished::discard_unfinished;

use super::refusal::Refusal;

/// Prints a text on standard output.
///
/// # Errors
/// As [`Destination::write`].
pub fn print(text: &str) -> Result<(), Refusal> {
    Destination::Stdout { closed: false }.write(text)
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
