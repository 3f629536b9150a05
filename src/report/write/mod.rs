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
mod html;
pub mod json;
mod junit;
mod line;
mod markdown;
pub mod parquet;
mod sarif;
pub mod several;
pub mod text;
mod wide;
mod xlsx;
mod years;

use std::io;

use serde::Serialize;

use super::checked::Checked;
use super::document::Document;
use super::language::Language;
use super::sections::{book, compare, sensitivity, stress, value};
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
    write: Way<A>,
    /// How the answer is composed, where several of them stand in one page.
    pub(super) compose: Option<Compose<A>>,
}

/// How an answer becomes a document.
type Compose<A> = fn(&A, Language) -> Document;

/// How an answer is written: into whatever takes it, as it may be more than memory holds.
type Way<A> = fn(&A, Page, &mut dyn io::Write) -> io::Result<()>;

impl<A: ?Sized> Writer<A> {
    const fn new(name: &'static str, write: Way<A>) -> Writer<A> {
        Writer { name, in_repository: false, warnings: Warnings::Listed, write, compose: None }
    }

    /// Writes the answer in this format; the page is for what people read.
    ///
    /// # Errors
    /// Where `out` takes no more, or what was put on a disk cannot be fetched; what is not a finite number cannot be written as JSON.
    pub fn write(&self, answer: &A, page: Page, out: &mut dyn io::Write) -> io::Result<()> {
        (self.write)(answer, page, out)
    }
}

impl<A: Serialize + ?Sized> Writer<A> {
    const JSON: Writer<A> = Writer::new("json", |answer, _, out| json::write(answer, out));
}

/// The formats of `run` and `merge`.
pub static RUN: [RunWriter; 10] = [
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
        name: "html",
        warnings: Warnings::Listed,
        frame: Frame { open: "", between: "", close: ["", ""] },
        write: Write::Page,
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
    RunWriter {
        name: "xlsx",
        warnings: Warnings::Listed,
        frame: Frame { open: "", between: "", close: ["", ""] },
        write: Write::Book(|scenario, results, page| {
            xlsx::lay(&book::compose(scenario, results, page.language))
        }),
    },
    RunWriter::table("table", |wide, page| text::lay(&wide.compose(page.language), page)),
    RunWriter::table("table-markdown", |wide, page| markdown::lay(&wide.compose(page.language))),
    RunWriter::table("table-html", |wide, page| html::whole(&wide.compose(page.language))),
    RunWriter::table("table-csv", |wide, _| wide::csv(wide)),
];

/// The formats of `compare`.
pub static COMPARE: [Writer<Comparison>; 7] = [
    Writer::new("text", |comparison, page, out| {
        text::lay_long(&compare::compose(comparison, page.language)?, page, out)
    }),
    Writer::new("markdown", |comparison, page, out| {
        markdown::lay_long(&compare::compose(comparison, page.language)?, out)
    }),
    Writer::new("html", |comparison, page, out| {
        html::lay_long(&compare::compose(comparison, page.language)?, out)
    }),
    Writer::JSON,
    Writer::new("junit", |comparison, _, out| junit::write(comparison, out)),
    Writer {
        in_repository: true,
        ..Writer::new("github", |comparison, _, out| github::comparison(comparison, out))
    },
    Writer::new("xlsx", |comparison, page, out| {
        let book = book::of_long(&compare::compose(comparison, page.language)?)?;
        out.write_all(&xlsx::lay(&book)?)
    }),
];

/// The formats of `stress`.
pub static STRESS: [Writer<Stress>; 6] = [
    Writer {
        warnings: Warnings::Shown,
        ..Writer::new("text", |stress, page, out| {
            say(out, text::lay(&stress::compose(stress, page.language), page))
        })
    },
    Writer::new("markdown", |stress, page, out| {
        say(out, markdown::lay(&stress::compose(stress, page.language)))
    }),
    Writer {
        compose: Some(stress::compose),
        ..Writer::new("html", |stress, page, out| {
            say(out, html::whole(&stress::compose(stress, page.language)))
        })
    },
    Writer::JSON,
    Writer {
        warnings: Warnings::Missing,
        ..Writer::new("csv", |stress, _, out| say(out, figures::rows(stress)?))
    },
    Writer::new("xlsx", |stress, page, out| {
        let book = book::of_document(&stress::compose(stress, page.language));
        out.write_all(&xlsx::lay(&book)?)
    }),
];

/// The formats of `sensitivity`.
pub static SENSITIVITY: [Writer<Sensitivity>; 6] = [
    Writer {
        warnings: Warnings::Shown,
        ..Writer::new("text", |found, page, out| {
            say(out, text::lay(&sensitivity::compose(found, page.language), page))
        })
    },
    Writer::new("markdown", |found, page, out| {
        say(out, markdown::lay(&sensitivity::compose(found, page.language)))
    }),
    Writer {
        compose: Some(sensitivity::compose),
        ..Writer::new("html", |found, page, out| {
            say(out, html::whole(&sensitivity::compose(found, page.language)))
        })
    },
    Writer::JSON,
    Writer {
        warnings: Warnings::Missing,
        ..Writer::new("csv", |found, _, out| say(out, figures::rows(found)?))
    },
    Writer::new("xlsx", |found, page, out| {
        let book = book::of_document(&sensitivity::compose(found, page.language));
        out.write_all(&xlsx::lay(&book)?)
    }),
];

/// The formats of `value`.
pub static VALUE: [Writer<Valuation>; 6] = [
    Writer {
        warnings: Warnings::Shown,
        ..Writer::new("text", |valuation, page, out| {
            say(out, text::lay(&value::compose(valuation, page.language), page))
        })
    },
    Writer::new("markdown", |valuation, page, out| {
        say(out, markdown::lay(&value::compose(valuation, page.language)))
    }),
    Writer {
        compose: Some(value::compose),
        ..Writer::new("html", |valuation, page, out| {
            say(out, html::whole(&value::compose(valuation, page.language)))
        })
    },
    Writer::JSON,
    Writer {
        warnings: Warnings::Missing,
        ..Writer::new("csv", |valuation, _, out| say(out, figures::rows(valuation)?))
    },
    Writer::new("xlsx", |valuation, page, out| {
        let book = book::of_document(&value::compose(valuation, page.language));
        out.write_all(&xlsx::lay(&book)?)
    }),
];

/// The formats of `check`. Text says nothing more: what is found stands on standard error as it comes.
pub static CHECK: [Writer<[Checked]>; 4] = [
    Writer::new("text", |_, _, _| Ok(())),
    Writer::JSON,
    Writer { in_repository: true, ..Writer::new("github", |all, _, out| say(out, github::findings(all))) },
    Writer { in_repository: true, ..Writer::new("sarif", |all, _, out| say(out, sarif::write(all))) },
];

fn say(out: &mut dyn io::Write, text: String) -> io::Result<()> {
    out.write_all(text.as_bytes())
}

/// The format of runs that has a name; text where none has it.
pub fn run(name: &str) -> &'static RunWriter {
    RUN.iter().find(|writer| writer.name == name).unwrap_or(&RUN[0])
}

/// The format of a table that has a name; the first, text, where none has it.
pub fn named<A: ?Sized>(table: &'static [Writer<A>], name: &str) -> &'static Writer<A> {
    table.iter().find(|writer| writer.name == name).unwrap_or(&table[0])
}
