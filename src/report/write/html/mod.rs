//! The report for people in a browser and on paper: one file that asks for nothing, runs nothing, and opens from a disk.
//!
//! What a document says is laid out by `blocks`; pictures are drawn by `charts`. Every word and every number goes through
//! one escaper, that of the templates. Nothing in it depends on where or when it is made.

mod axis;
mod blocks;
mod canvas;
mod charts;
mod font;
mod measure;
mod page;
mod table;
mod text;

use std::io::{self, Write};

use maud::{DOCTYPE, PreEscaped, html};

use crate::report::document::{Block, Document, Long};
use crate::report::language::Language;
use crate::report::page::Page;

/// How it looks.
const STYLE: &str = include_str!("page.css");

/// What a browser may do with it: show it, by the rules that it brings itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// What stands before all reports in a file.
pub(super) fn open(language: Language, title: &str) -> String {
    let head = html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width,initial-scale=1";
            meta http-equiv="Content-Security-Policy" content=(POLICY);
            meta name="color-scheme" content="light dark";
            meta name="generator" content=(concat!("vendepunkt ", env!("CARGO_PKG_VERSION")));
            title { (text::attribute(title)) }
            style { (PreEscaped(STYLE)) }
        }
    };
    let lang = language.code();
    // The last element is closed by `CLOSE`, when all reports are written.
    format!("{}<html lang=\"{lang}\">{}<body><main>", DOCTYPE.into_string(), head.into_string())
}

/// What stands after the last.
pub(super) const CLOSE: &str = "</main></body></html>\n";

/// A document as a file of its own.
pub(super) fn whole(document: &Document) -> String {
    format!("{}{}{CLOSE}", open(document.language, &title(document)), article(document, 0))
}

/// A document as the part of a file with this number, from 0.
pub(super) fn article(document: &Document, number: usize) -> String {
    blocks::article(document, number).into_string()
}

/// A page on a run as the part of a file with this number.
pub(super) fn run(page: &Page, number: usize) -> String {
    page::article(page, number).into_string()
}

/// What a document is headed with.
pub(super) fn title(document: &Document) -> String {
    let titled = document.blocks.iter().find_map(|block| match block {
        Block::Title(title, _) => Some(title.show(&document.language.locale())),
        Block::Heading(heading, _) => Some(heading.clone()),
        _ => None,
    });
    titled.unwrap_or_else(|| "Vendepunkt".to_owned())
}

/// Lays a report out part by part.
///
/// # Errors
/// Where a part cannot be made, or `out` takes no more.
pub(super) fn lay_long(report: &Long, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(open(report.head.language, &title(&report.head)).as_bytes())?;
    out.write_all(article(&report.head, 0).as_bytes())?;
    for part in 0..report.parts {
        out.write_all(article(&(report.part)(part)?, part + 1).as_bytes())?;
    }
    out.write_all(article(&report.foot, report.parts + 1).as_bytes())?;
    out.write_all(CLOSE.as_bytes())
}
