//! Files that a call would both read and write, or write twice.

use std::fs;
use std::path::Path;

use crate::cli::refusal::Refusal;

/// Refuses paths to be written of which one is read as well or two are the same: a slip that would cost a file. What is
/// no plain file is left alone.
///
/// # Errors
/// Where there is such a path.
pub fn refuse_clash<'a>(read: impl IntoIterator<Item = &'a Path>, written: &[&Path]) -> Result<(), Refusal> {
    let same = |a: &Path, b: &Path| match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(first), Ok(second)) => first == second && first.is_file(),
        _ => a == b && a != Path::new("-"),
    };
    let read: Vec<&Path> = read.into_iter().collect();
    for (i, path) in written.iter().enumerate() {
        if written[..i].iter().any(|other| same(path, other)) {
            let message = format!("{} would be written twice: name another file", path.display());
            return Err(Refusal::usage(message));
        }
        if read.iter().any(|other| same(path, other)) {
            let path = path.display();
            let message = format!("{path} is read by this call and would be overwritten: name another file");
            return Err(Refusal::usage(message));
        }
    }
    Ok(())
}
