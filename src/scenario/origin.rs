//! Where every value of a merged scenario came from.

use std::collections::BTreeMap;

use super::diagnostic::{SourceFile, line_and_column};
use super::document::Place;

/// What a value was stated by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layer {
    /// A scenario file, the one asked for or one that it extends.
    File,
    /// A variant, by name.
    Variant(String),
    /// A `--set`.
    Set,
}

/// Where a value was stated, and what it displaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Where it stands.
    pub place: Place,
    /// What states it.
    pub layer: Layer,
    /// Earlier statements of the same key that this one replaced, the earliest first.
    pub replaced: Vec<(Place, Layer)>,
}

/// The origin of every value, by key path (`costs.treatment.amount`, `inputs.x.beta.mean`).
///
/// A default has no origin. Tables have one too: the place of their header or opening.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins(pub(crate) BTreeMap<String, Origin>);

impl Origins {
    /// The origin of the value at a key path; `None` for a default.
    pub fn get(&self, path: &str) -> Option<&Origin> {
        self.0.get(path)
    }

    /// Every key path with its origin, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Origin)> {
        self.0.iter().map(|(path, origin)| (path.as_str(), origin))
    }
}

impl Origin {
    /// `file:line`, with the variant or `--set` where one states the value.
    pub fn describe(&self, files: &[SourceFile]) -> String {
        describe(&self.place, &self.layer, files)
    }
}

/// `file:line` of a statement, with the variant where one states it; a `--set` is shown by its text.
pub fn describe(place: &Place, layer: &Layer, files: &[SourceFile]) -> String {
    let Some(file) = files.get(place.file) else { return String::new() };
    let (line, _) = line_and_column(&file.text, place.span.start);
    match layer {
        Layer::File => format!("{}:{line}", file.name),
        Layer::Variant(name) => format!("{}:{line} (variant {name})", file.name),
        Layer::Set => format!("--set {}", file.text),
    }
}
