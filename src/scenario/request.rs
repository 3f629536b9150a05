//! What a call asks for of a scenario.

use std::path::PathBuf;

use super::load::Source;

/// What to load and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The scenario file or text.
    pub source: Source,
    /// The variant of the file to apply, by name.
    pub variant: Option<String>,
    /// Overrides, `path=value` each, applied last and in order.
    pub set: Vec<String>,
    /// File and line of the first of these, where a file lists them; those that have none are the call's own.
    pub set_in: Vec<(String, usize)>,
    /// Whether unsourced inputs and figures are errors.
    pub strict: bool,
    /// Whether `extends` and data files may lie outside the scenario's own folder.
    pub allow_outside: bool,
}

impl Request {
    /// The scenario in this file, without variant or overrides, not strict, nothing read outside its folder.
    pub fn path(path: impl Into<PathBuf>) -> Request {
        Request::new(Source::Path(path.into()))
    }

    /// The scenario in this source, without variant or overrides, not strict, nothing read outside its folder.
    pub fn new(source: Source) -> Request {
        Request {
            source,
            variant: None,
            set: Vec::new(),
            set_in: Vec::new(),
            strict: false,
            allow_outside: false,
        }
    }
}
