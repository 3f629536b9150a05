//! Files being written: beside their targets, until they are whole.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::NamedTempFile;

use super::folder;

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

/// A temporary file that disappears unless it is put in its place, even if the program is interrupted.
#[derive(Debug)]
pub struct Unfinished {
    file: NamedTempFile,
}

impl Unfinished {
    /// Begins a file in the target's folder.
    ///
    /// # Errors
    /// The system's.
    pub(super) fn beside(target: &Path) -> io::Result<Unfinished> {
        // Whoever interrupts finds the file in the list, or there is none yet.
        let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        let file = temporary(target)?;
        unfinished.push(file.path().to_owned());
        Ok(Unfinished { file })
    }

    /// Puts a whole report in the target's place.
    ///
    /// # Errors
    /// The system's.
    pub(super) fn put(target: &Path, report: &[u8]) -> io::Result<()> {
        let mut file = Unfinished::beside(target)?;
        file.write_all(report)?;
        file.place(target)
    }

    /// The same where nothing is lost by a power cut that leaves an empty file behind.
    ///
    /// # Errors
    /// The system's.
    pub(super) fn put_unsynced(target: &Path, text: &[u8]) -> io::Result<()> {
        let mut file = Unfinished::beside(target)?;
        file.write_all(text)?;
        fs::rename(file.file.path(), target)
    }

    /// Takes the target's place, once it is on the disk.
    ///
    /// # Errors
    /// The system's.
    pub(super) fn place(&mut self, target: &Path) -> io::Result<()> {
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
