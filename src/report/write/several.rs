//! Answers of one kind on several scenarios, one after the other as they come.

use std::io::{self, Write};

use serde::Serialize;

use super::batch::Frame;
use super::csv::text_cell;
use super::text::Page;
use super::{Writer, figures, html, json, run};
use crate::report::document::Document;

/// Writes answers of one kind one after the other: JSON as an array, CSV with two more columns, `scenario` and `variant`, before the others.
pub struct Several<A: 'static> {
    writer: &'static Writer<A>,
    page: Page,
    frame: &'static Frame,
    reported: usize,
}

impl<A: Serialize> Several<A> {
    /// One that has written nothing yet.
    pub fn new(writer: &'static Writer<A>, page: Page) -> Several<A> {
        // What stands around reports is the same as for runs.
        Several { writer, page, frame: &run(writer.name).frame, reported: 0 }
    }

    /// How many there were.
    pub fn reported(&self) -> usize {
        self.reported
    }

    /// Writes one more, on a file or a variant of it.
    ///
    /// # Errors
    /// Where `out` takes no more.
    pub fn add(
        &mut self,
        (file, variant): (&str, Option<&str>),
        answer: &A,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let before = if self.reported == 0 { self.open() } else { self.frame.between.to_owned() };
        out.write_all(before.as_bytes())?;
        self.reported += 1;
        match self.writer.name {
            "json" => out.write_all(json::element(answer)?.as_bytes()),
            "csv" => {
                let start = format!("{},{}", text_cell(file), text_cell(variant.unwrap_or_default()));
                let rows = figures::rows(answer)?;
                let rows = rows.strip_prefix(figures::HEADER).unwrap_or(&rows).lines();
                rows.map(|row| format!("{start},{row}\r\n")).try_for_each(|row| out.write_all(row.as_bytes()))
            }
            _ => match self.writer.compose {
                Some(compose) => self.add_article(&compose(answer, self.page.language), out),
                None => self.writer.write(answer, self.page, out),
            },
        }
    }

    /// One more part of a page, which is opened with the first.
    fn add_article(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        if self.reported == 1 {
            out.write_all(html::open(document.language, &html::title(document)).as_bytes())?;
        }
        out.write_all(html::article(document, self.reported).as_bytes())
    }

    /// Writes what stands after the last.
    ///
    /// # Errors
    /// Where `out` takes no more.
    pub fn close(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.writer.compose.is_some() && self.reported > 0 {
            return out.write_all(html::CLOSE.as_bytes());
        }
        let opening = if self.reported == 0 { self.open() } else { String::new() };
        write!(out, "{opening}{}", self.frame.close[usize::from(self.reported == 0)])
    }

    fn open(&self) -> String {
        match self.writer.name {
            "csv" => format!("scenario,variant,{}", figures::HEADER),
            _ => self.frame.open.to_owned(),
        }
    }
}
