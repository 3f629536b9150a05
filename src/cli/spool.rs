//! The pairs of a comparison while it is made: the first in memory, the others in a file.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use super::refusal::Refusal;
use crate::analysis::compare::comparison::Pair;
use crate::analysis::compare::pairs::{Brief, Shelf};

/// Pairs that are held in memory: some megabytes. Few comparisons have more.
const HELD: usize = 256;

/// Pairs in the order in which they came. From the 257th on they lie, as JSON, in a file that has no name and is gone with the program.
#[derive(Debug, Default)]
pub(super) struct Spool {
    held: Vec<Pair>,
    file: Mutex<Option<File>>,
    /// Where in the file each ends.
    ends: Vec<u64>,
}

impl Spool {
    /// Puts a pair behind those that are there.
    ///
    /// # Errors
    /// Where the disk does not take it.
    pub(super) fn put(&mut self, pair: Pair) -> Result<Brief, Refusal> {
        let brief = Brief::of(&pair, self.held.len() + self.ends.len());
        if self.held.len() < HELD {
            self.held.push(pair);
            return Ok(brief);
        }
        let put = self.append(&pair).map_err(|error| {
            let folder = std::env::temp_dir();
            Refusal::unexpected(format!(
                "cannot keep the pairs in the folder {}: {error}; TMPDIR names another",
                folder.display()
            ))
        });
        put.map(|()| brief)
    }

    fn append(&mut self, pair: &Pair) -> io::Result<()> {
        let text = serde_json::to_vec(pair)?;
        let file = self.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        let file = match file {
            Some(file) => file,
            None => file.insert(tempfile::tempfile()?),
        };
        file.write_all(&text)?;
        let start = self.ends.last().copied().unwrap_or(0);
        self.ends.push(start + text.len() as u64);
        Ok(())
    }
}

impl Shelf for Spool {
    fn fetch(&self, place: usize) -> io::Result<Cow<'_, Pair>> {
        let Some(place) = place.checked_sub(self.held.len()) else { return self.held.fetch(place) };
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        let end = *self.ends.get(place).ok_or_else(missing)?;
        let mut text = vec![0; (end - start) as usize];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let file = file.as_mut().ok_or_else(missing)?;
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut text)?;
        Ok(Cow::Owned(serde_json::from_slice(&text)?))
    }
}
