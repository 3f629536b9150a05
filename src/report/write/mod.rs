//! How answers are written: one file a format, and one table for each kind of answer.
//!
//! What is for people is a document ([`super::document`]) that sections compose and `text` and `markdown`
//! lay out, rounded by the rule in [`super::digits`]; `json` and `csv` give every figure as it is. Nothing is computed here.

pub mod batch;
pub mod bounded;
mod csv;
pub mod draws;
mod figures;
mod github;
mod grid;
mod histogram;
pub mod json;
mod junit;
mod line;
mod markdown;
pub mod parquet;
mod sarif;
pub mod text;
mod years;

use serde::Serialize;

use super::checked::Checked;
use super::sections::{compare, sensitivity, stress, value};
use crate::analysis::compare::comparison::Comparison;
use crate::analysis::sensitivity::Sensitivity;
use crate::analysis::stress::Stress;
use crate::analysis::value::Valuation;
use batch::{Frame, RunWriter, Warnings, Write};
use text::Page;

/// A format of some kind of answer.
#[derive(Debug)]
pub struct Writer<A: ?Sized + 'static> {
    /// Name of the format.
    pub name: &'static str,
    /// Whether it is for a service that shows a repository, and files are named as they are there.
    pub in_repository: bool,
    /// Where a reader finds the warnings.
    pub warnings: Warnings,
    write: fn(&A, Page) -> Result<String, serde_json::Error>,
}

impl<A: ?Sized> Writer<A> {
    const fn new(name: &'static str, write: fn(&A, Page) -> Result<String, serde_json::Error>) -> Writer<A> {
        Writer { name, in_repository: false, warnings: Warnings::Listed, write }
    }

    /// The answer in this format; the page is for what people read at a terminal.
    ///
    /// # Errors
    /// None for what the engine made; what is not a finite number cannot be written as JSON.
    pub fn write(&self, answer: &A, page: Page) -> Result<String, serde_json::Error> {
        (self.write)(answer, page)
    }
}

impl<A: Serialize + ?Sized> Writer<A> {
    const JSON: Writer<A> = Writer::new("json", |answer, _| json::write(answer));
}

/// The formats of `run` and `merge`.
pub static RUN: [RunWriter; 4] = [
    RunWriter {
        name: "text",
        warnings: Warnings::Shown,
        frame: Frame { open: "", between: "\n\n", close: ["", ""] },
        write: Write::Document(text::lay),
    },
    RunWriter {
        name: "markdown",
        warnings: Warnings::Listed,
        frame: Frame { open: "", between: "\n---\n\n", close: ["", ""] },
        write: Write::Document(|document, _| markdown::lay(document)),
    },
    RunWriter {
        name: "json",
        warnings: Warnings::Listed,
        frame: Frame { open: "[", between: ",", close: ["\n]\n", "]\n"] },
        write: Write::Figures(json::element),
    },
    RunWriter {
        name: "csv",
        warnings: Warnings::Missing,
        frame: Frame { open: csv::HEADER, between: "", close: ["", ""] },
        write: Write::Figures(|results| Ok(csv::rows(results))),
    },
];

/// The formats of `compare`.
pub static COMPARE: [Writer<Comparison>; 5] = [
    Writer::new("text", |comparison, page| Ok(text::lay(&compare::compose(comparison), page))),
    Writer::new("markdown", |comparison, _| Ok(markdown::lay(&compare::compose(comparison)))),
    Writer::JSON,
    Writer::new("junit", |comparison, _| Ok(junit::write(comparison))),
    Writer {
        in_repository: true,
        ..Writer::new("github", |comparison, _| Ok(github::comparison(comparison)))
    },
];

/// The formats of `stress`.
pub static STRESS: [Writer<Stress>; 4] = [
    Writer {
        warnings: Warnings::Shown,
        ..Writer::new("text", |stress, page| Ok(text::lay(&stress::compose(stress), page)))
    },
    Writer::new("markdown", |stress, _| Ok(markdown::lay(&stress::compose(stress)))),
    Writer::JSON,
    Writer { warnings: Warnings::Missing, ..Writer::new("csv", |stress, _| figures::rows(stress)) },
];

/// The formats of `sensitivity`.
pub static SENSITIVITY: [Writer<Sensitivity>; 4] = [
    Writer {
        warnings: Warnings::Shown,
        ..Writer::new("text", |found, page| Ok(text::lay(&sensitivity::compose(found), page)))
    },
    Writer::new("markdown", |found, _| Ok(markdown::lay(&sensitivity::compose(found)))),
    Writer::JSON,
    Writer { warnings: Warnings::Missing, ..Writer::new("csv", |found, _| figures::rows(found)) },
];

/// The formats of `value`.
pub static VALUE: [Writer<Valuation>; 4] = [
    Writer {
        warnings: Warnings::Shown,
        ..Writer::new("text", |valuation, page| Ok(text::lay(&value::compose(valuation), page)))
    },
    Writer::new("markdown", |valuation, _| Ok(markdown::lay(&value::compose(valuation)))),
    Writer::JSON,
    Writer { warnings: Warnings::Missing, ..Writer::new("csv", |valuation, _| figures::rows(valuation)) },
];

/// The formats of `check`. Text says nothing more: what is found stands on standard error as it comes.
pub static CHECK: [Writer<[Checked]>; 4] = [
    Writer::new("text", |_, _| Ok(String::new())),
    Writer::JSON,
    Writer { in_repository: true, ..Writer::new("github", |all, _| Ok(github::findings(all))) },
    Writer { in_repository: true, ..Writer::new("sarif", |all, _| Ok(sarif::write(all))) },
];

/// The format of runs that has a name; text where none has it.
pub fn run(name: &str) -> &'static RunWriter {
    RUN.iter().find(|writer| writer.name == name).unwrap_or(&RUN[0])
}

/// The format of a table that has a name; the first, text, where none has it.
pub fn named<A: ?Sized>(table: &'static [Writer<A>], name: &str) -> &'static Writer<A> {
    table.iter().find(|writer| writer.name == name).unwrap_or(&table[0])
}
