//! Where large files go.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::unfinished::Unfinished;
use super::{Destination, refusal};
use crate::cli::refusal::Refusal;

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
    /// A refusal that names the path, the cause and what to try.
    pub fn open(named: &Path) -> Result<Stream, Refusal> {
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
    pub fn refusal(&self, error: &io::Error) -> Refusal {
        refusal(&self.named, error)
    }

    /// Puts the whole file in its place.
    ///
    /// # Errors
    /// A refusal that names the path and the cause; what was there before is still there.
    pub fn finish(mut self) -> Result<(), Refusal> {
        let placed = match &mut self.sink {
            Sink::Stdout => io::stdout().lock().flush(),
            Sink::File(file, target) => file.place(target),
            Sink::Special(_) => Ok(()),
        };
        placed.map_err(|error| self.refusal(&error))
    }
}
