//! The files that a call writes: none that it reads, and no two the same.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::refusal::Refusal;

/// The files that a call writes.
#[derive(Debug)]
pub struct Outputs {
    /// Each as the caller wrote it, and where it lies.
    written: Vec<(PathBuf, Place)>,
}

impl Outputs {
    /// Takes the paths to be written. What is no plain file, as a device, is left alone.
    ///
    /// # Errors
    /// Where two are the same: a slip that would cost one of them.
    pub fn of<'a>(paths: impl IntoIterator<Item = &'a PathBuf>) -> Result<Outputs, Refusal> {
        let mut outputs = Outputs { written: Vec::new() };
        for path in paths {
            let Some(place) = Place::of(path) else { continue };
            if outputs.written.iter().any(|(_, other)| place.is_same(other)) {
                let message = format!("{} would be written twice: name another file", path.display());
                return Err(Refusal::usage(message));
            }
            outputs.written.push((path.clone(), place));
        }
        Ok(outputs)
    }

    /// Refuses to go on where one of these files, which are read, would be written over.
    ///
    /// # Errors
    /// Where there is such a file.
    pub fn spare(&self, read: impl IntoIterator<Item = impl AsRef<Path>>) -> Result<(), Refusal> {
        if self.written.is_empty() {
            return Ok(());
        }
        for read in read.into_iter().filter_map(|path| Place::of(path.as_ref())) {
            if let Some((path, _)) = self.written.iter().find(|(_, place)| place.is_same(&read)) {
                let path = path.display();
                let message =
                    format!("{path} is read by this call and would be overwritten: name another file");
                return Err(Refusal::usage(message));
            }
        }
        Ok(())
    }
}

/// Where a file lies, or will lie.
#[derive(Debug)]
struct Place {
    /// With links and other spellings resolved.
    path: PathBuf,
    /// What tells the file itself, where it is there and the system has such numbers: it may have several names.
    itself: Option<(u64, u64)>,
}

impl Place {
    /// `None` for what is no plain file.
    fn of(path: &Path) -> Option<Place> {
        if path == Path::new("-") || fs::metadata(path).is_ok_and(|there| !there.is_file()) {
            return None;
        }
        let resolved = fs::canonicalize(path).or_else(|_| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")))?;
            Ok::<_, std::io::Error>(path.file_name().map_or(folder.clone(), |name| folder.join(name)))
        });
        Some(Place { path: resolved.unwrap_or_else(|_| path.to_owned()), itself: itself(path) })
    }

    fn is_same(&self, other: &Place) -> bool {
        self.path == other.path || self.itself.is_some() && self.itself == other.itself
    }
}

#[cfg(unix)]
fn itself(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|there| (there.dev(), there.ino()))
}

#[cfg(not(unix))]
fn itself(_: &Path) -> Option<(u64, u64)> {
    None
}
