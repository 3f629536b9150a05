//! The scenario: the document as the analyst wrote it.
//!
//! [`load()`] takes a TOML text to a [`Scenario`]: it reads the files, merges them, and checks what they say. What
//! it finds it reports as [`Diagnostic`]s that point into the text.

#![allow(clippy::result_large_err, reason = "a finding is large, rare, and looked at by a person")]

mod advise;
pub mod ages;
mod amounts;
mod bounds;
pub mod by_person;
mod changed;
mod check;
pub mod codes;
mod columns;
pub mod diagnostic;
mod differing;
pub mod document;
mod drawn;
mod findings;
pub mod format;
pub mod formula;
pub mod formula_parser;
mod identity;
pub mod keys;
pub mod known;
mod labels;
pub mod leaves;
pub mod limits;
pub mod load;
mod merge;
pub mod metrics;
pub(crate) mod numerals;
pub mod origin;
mod overrides;
pub mod pathways;
mod payment;
mod prices;
pub mod printable;
mod quantities;
mod quantity;
mod read;
mod recognise;
mod request;
pub mod resolved;
mod rows;
pub mod schema;
mod severity;
mod source;
pub(crate) mod spelling;
mod syntax;
mod tree;
pub mod warning;

pub use amounts::{Amounts, ByYear};
pub use changed::{By, Changed};
pub use codes::Code;
pub use diagnostic::{Diagnostic, Severity, SourceFile};
pub use document::*;
pub use drawn::{input_of, part_name};
pub use identity::Identity;
pub use known::Known;
pub use labels::{Labels, Order};
pub use load::{Invalid, Loaded, Source, load};
pub use origin::{Layer, Origin, Origins};
pub use pathways::{Arm, Pathways, Situations};
pub use payment::Payment;
pub use prices::{Prices, Restated};
pub use read::USUAL;
pub use request::Request;
pub use resolved::sha256;
pub use source::stored_text;
pub use warning::Warning;
