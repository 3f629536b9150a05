//! The pairs of a comparison: of each what is said over all of them, and the rest wherever it was put.

use std::borrow::Cow;
use std::fmt::Debug;
use std::io;
use std::sync::Arc;

use serde::ser::{Error, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::comparison::{Gate, Pair};

/// Where pairs were put. They may be more than memory holds, so each is fetched when it is written.
pub trait Shelf: Debug + Send + Sync {
    /// The pair at a place.
    ///
    /// # Errors
    /// The system's, where it cannot be fetched.
    fn fetch(&self, place: usize) -> io::Result<Cow<'_, Pair>>;
}

/// In memory.
impl Shelf for Vec<Pair> {
    fn fetch(&self, place: usize) -> io::Result<Cow<'_, Pair>> {
        self.get(place).map(Cow::Borrowed).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// Of a pair, what is said over all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// Its name.
    pub name: String,
    /// [`Pair::is_untouched`].
    pub is_untouched: bool,
    /// Its limits and requirements, with their verdicts.
    pub gates: Vec<Gate>,
    /// Where it stands on its shelf.
    pub place: usize,
}

impl Brief {
    /// Of a pair that is put at a place.
    pub fn of(pair: &Pair, place: usize) -> Brief {
        let (name, gates) = (pair.name.clone(), pair.gates.clone());
        Brief { name, is_untouched: pair.is_untouched(), gates, place }
    }
}

/// Pairs in the order of a call. As JSON an array of them.
#[derive(Debug, Clone)]
pub struct Pairs {
    briefs: Vec<Brief>,
    shelf: Arc<dyn Shelf>,
}

impl Pairs {
    /// Pairs that were put on a shelf, in the order of their briefs.
    pub fn on(shelf: Arc<dyn Shelf>, briefs: Vec<Brief>) -> Pairs {
        Pairs { briefs, shelf }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.briefs.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.briefs.is_empty()
    }

    /// What is said over all of them, in their order.
    pub fn briefs(&self) -> &[Brief] {
        &self.briefs
    }

    /// The pair that a brief is of.
    ///
    /// # Errors
    /// The system's, where it cannot be fetched.
    pub fn fetch(&self, brief: &Brief) -> io::Result<Cow<'_, Pair>> {
        self.shelf.fetch(brief.place)
    }

    /// The pairs, one at a time.
    pub fn iter(&self) -> impl Iterator<Item = io::Result<Cow<'_, Pair>>> {
        self.briefs.iter().map(|brief| self.fetch(brief))
    }

    /// The first of them, if there is one.
    ///
    /// # Errors
    /// The system's, where it cannot be fetched.
    pub fn first(&self) -> io::Result<Option<Cow<'_, Pair>>> {
        self.iter().next().transpose()
    }

    /// The same with other names for their files.
    pub fn with_files(&self, name: fn(&str) -> String) -> Pairs {
        let mut briefs = self.briefs.clone();
        let gates = briefs.iter_mut().flat_map(|brief| &mut brief.gates);
        gates.for_each(|gate| gate.file = name(&gate.file));
        Pairs { briefs, shelf: Arc::new(Renamed { shelf: self.shelf.clone(), name }) }
    }
}

/// A shelf whose pairs have other names for their files.
#[derive(Debug)]
struct Renamed {
    shelf: Arc<dyn Shelf>,
    name: fn(&str) -> String,
}

impl Shelf for Renamed {
    fn fetch(&self, place: usize) -> io::Result<Cow<'_, Pair>> {
        let mut pair = self.shelf.fetch(place)?.into_owned();
        let gates = pair.gates.iter_mut().map(|gate| &mut gate.file);
        let files = gates.chain(pair.assumptions.iter_mut().map(|assumption| &mut assumption.file));
        files.for_each(|file| *file = (self.name)(file));
        Ok(Cow::Owned(pair))
    }
}

impl From<Vec<Pair>> for Pairs {
    fn from(pairs: Vec<Pair>) -> Pairs {
        let briefs = pairs.iter().enumerate().map(|(place, pair)| Brief::of(pair, place)).collect();
        Pairs { briefs, shelf: Arc::new(pairs) }
    }
}

impl Serialize for Pairs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(Some(self.len()))?;
        for pair in self.iter() {
            sequence.serialize_element(pair.map_err(S::Error::custom)?.as_ref())?;
        }
        sequence.end()
    }
}

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pairs, D::Error> {
        Vec::deserialize(deserializer).map(Pairs::from)
    }
}
