//! The scenario: the document as the analyst wrote it.

pub mod document;
pub mod formula;

pub use document::*;
