//! `--dump`: the draws themselves, as CSV, while the run goes.

use std::io::{self, ErrorKind};
use std::ops::ControlFlow;
use std::path::Path;

use super::output::Stream;
use super::refusal::Refusal;
use crate::report::write::draws;
use crate::summary::draws::{DrawSink, Draws};
use crate::summary::plan::Shown;

/// A file, or standard output, that draws are written to; it appears whole or not at all.
#[derive(Debug)]
pub struct Dump {
    stream: Stream,
    /// Why no more is written.
    ended: Option<io::Error>,
}

impl Dump {
    /// Opens it; `-` is standard output.
    ///
    /// # Errors
    /// A refusal that names the path, the cause and what to try.
    pub fn open(named: &Path) -> Result<Dump, Refusal> {
        Ok(Dump { stream: Stream::open(named)?, ended: None })
    }

    fn write(&mut self, bytes: &[u8]) -> ControlFlow<()> {
        if self.ended.is_none() {
            self.ended = self.stream.write(bytes).err();
        }
        // A reader who has seen enough (`| head`) takes nothing from the report.
        match &self.ended {
            Some(error) if error.kind() != ErrorKind::BrokenPipe => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }

    /// Puts the whole file in its place.
    ///
    /// # Errors
    /// A refusal that names the file and the cause.
    pub fn finish(self) -> Result<(), Refusal> {
        match &self.ended {
            None => self.stream.finish(),
            Some(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            Some(error) => Err(self.stream.refusal(error)),
        }
    }
}

impl DrawSink for Dump {
    fn begin(&mut self, shown: &[Shown]) -> ControlFlow<()> {
        self.write(draws::header(shown).as_bytes())
    }

    fn encode(&self, of: &Draws<'_>, into: &mut Vec<u8>) {
        draws::write_rows(of, into);
    }

    fn take(&mut self, encoded: &[u8]) -> ControlFlow<()> {
        self.write(encoded)
    }
}
