//! Where reports go.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::unfinished::Unfinished;
use super::{cannot_print, refusal};
use crate::cli::refusal::Refusal;

/// Bytes of a report above which it waits on the disk to become whole, and not in memory.
const LONG: usize = 8 << 20;

/// Bytes of a report that are handed on at once.
const CHUNK: usize = 64 << 10;

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
        /// The report so far, as far as it is not yet in `begun`.
        report: Vec<u8>,
        /// The beginning of a long one, beside the target.
        begun: Option<Unfinished>,
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
    /// A refusal that names the path, the cause and what to try.
    pub fn open(path: Option<&Path>) -> Result<Destination, Refusal> {
        let Some(named) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Destination::Stdout { closed: false });
        };
        let refuse = |error: &io::Error| refusal(named, error);
        match fs::metadata(named) {
            Ok(there) if there.is_dir() => {
                let message = format!("cannot write {}: it is a folder; name a file in it", named.display());
                return Err(Refusal::unexpected(message));
            }
            Ok(there) if !there.is_file() => {
                let file = OpenOptions::new().write(true).open(named).map_err(|error| refuse(&error))?;
                return Ok(Destination::Special { named: named.to_owned(), file });
            }
            // A file that is there must be one that may be written; the rename alone would not ask.
            Ok(_) => drop(OpenOptions::new().append(true).open(named).map_err(|error| refuse(&error))?),
            Err(error) if error.kind() == ErrorKind::NotFound && named.is_symlink() => {
                let message =
                    "it is a link that leads nowhere; remove it, or name the file that it should lead to";
                return Err(Refusal::unexpected(format!("cannot write {}: {message}", named.display())));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(refuse(&error)),
        }
        let target = fs::canonicalize(named).unwrap_or_else(|_| named.to_owned());
        Unfinished::beside(&target).map_err(|error| refuse(&error))?;
        Ok(Destination::File { named: named.to_owned(), target, report: Vec::new(), begun: None })
    }

    /// Whether people may be looking at it now.
    pub fn is_stdout(&self) -> bool {
        matches!(self, Destination::Stdout { .. })
    }

    /// Takes more of the report.
    ///
    /// # Errors
    /// A refusal that names the destination and the cause. A reader who has gone is no error.
    pub fn write(&mut self, text: &str) -> Result<(), Refusal> {
        self.write_bytes(text.as_bytes())
    }

    /// Takes what `write` writes.
    ///
    /// # Errors
    /// As [`Destination::write`], and where `write` has nothing to write.
    pub fn take(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Refusal> {
        let mut taker = BufWriter::with_capacity(CHUNK, Taker { destination: self, refusal: None });
        let written = write(&mut taker).and_then(|()| taker.flush());
        let (taker, _) = taker.into_parts();
        match (taker.refusal, written) {
            (Some(refusal), _) => Err(refusal),
            (None, written) => {
                written.map_err(|error| Refusal::unexpected(format!("the report cannot be written: {error}")))
            }
        }
    }

    /// The same of what is no text.
    ///
    /// # Errors
    /// As [`Destination::write`].
    pub fn write_bytes(&mut self, text: &[u8]) -> Result<(), Refusal> {
        match self {
            Destination::Stdout { closed: true } => Ok(()),
            Destination::Stdout { closed } => {
                let mut out = io::stdout().lock();
                match out.write_all(text).and_then(|()| out.flush()) {
                    Err(error) if error.kind() == ErrorKind::BrokenPipe => *closed = true,
                    written => {
                        return written.map_err(|error| Refusal::unexpected(cannot_print(&error)));
                    }
                }
                Ok(())
            }
            Destination::File { named, target, report, begun } => {
                if report.len() + text.len() < LONG {
                    report.extend_from_slice(text);
                    return Ok(());
                }
                let mut set_down = || {
                    let file = match begun {
                        Some(file) => file,
                        None => begun.insert(Unfinished::beside(target)?),
                    };
                    file.write_all(report)?;
                    file.write_all(text)
                };
                set_down().map_err(|error| refusal(named, &error))?;
                report.clear();
                Ok(())
            }
            Destination::Special { named, file } => match file.write_all(text) {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
                written => written.map_err(|error| refusal(named, &error)),
            },
        }
    }

    /// Puts the whole report in its place.
    ///
    /// # Errors
    /// A refusal that names the path and the cause; what was there before is still there.
    pub fn finish(self) -> Result<(), Refusal> {
        let Destination::File { named, target, report, begun } = self else { return Ok(()) };
        let put = match begun {
            None => Unfinished::put(&target, &report),
            Some(mut file) => file.write_all(&report).and_then(|()| file.place(&target)),
        };
        put.map_err(|error| refusal(&named, &error))
    }
}

/// A destination as writers know them; what it refuses is kept.
struct Taker<'d> {
    destination: &'d mut Destination,
    refusal: Option<Refusal>,
}

impl Write for Taker<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let refuse = |refusal| {
            self.refusal = Some(refusal);
            io::Error::other("refused")
        };
        self.destination.write_bytes(bytes).map(|()| bytes.len()).map_err(refuse)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
