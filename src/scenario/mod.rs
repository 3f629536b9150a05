//! The scenario: the document as the analyst wrote it.
//!
//! [`load`] takes a TOML text to a [`Scenario`]: it reads the files, merges them, and checks what they say. What
//! it finds it reports as [`Diagnostic`]s that point into the text.

pub mod diagnostic;
pub mod document;
pub mod formula;
pub mod load;
pub mod origin;
pub mod warning;

pub use diagnostic::{Diagnostic, Severity, SourceFile};
pub use document::*;
pub use load::{Invalid, Loaded, Request, Source, load};
pub use origin::{Layer, Origin, Origins};
pub use warning::Warning;
