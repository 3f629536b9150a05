//! The report for people at a terminal: fits the width, and is coloured where that is allowed.

use std::io::{self, Write};

use super::grid::Grid;
use super::line::{INDENT, Line, wrap};
use super::{histogram, years};
use crate::report::chart::Chart;
use crate::report::digits::{Locale, TIE};
use crate::report::document::{Block, Document, Long, Piece, Text, Tone};
use crate::report::language::Language;

/// Narrowest and widest page.
pub const COLUMNS: std::ops::RangeInclusive<usize> = 60..=200;

/// Columns where no terminal says how many there are.
pub const DEFAULT_COLUMNS: usize = 100;

/// Columns of a verdict, `? undecided  `.
const VERDICT: usize = 13;

/// A page for people.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Columns; held within [`COLUMNS`].
    pub columns: usize,
    /// Whether escape codes may be used.
    pub colour: bool,
    /// The language in which answers are put into words; a document has one of its own.
    pub language: Language,
}

/// Lays a document out.
pub fn lay(document: &Document, page: Page) -> String {
    lay_after(None, document, page)
}

/// Lays a report out part by part.
///
/// # Errors
/// Where a part cannot be made, or `out` takes no more.
pub(super) fn lay_long(report: &Long, page: Page, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(lay(&report.head, page).as_bytes())?;
    let mut last = None;
    for part in 0..report.parts {
        let document = (report.part)(part)?;
        let before = last.as_ref().unwrap_or(&report.head).blocks.last();
        out.write_all(lay_after(before, &document, page).as_bytes())?;
        last = Some(document);
    }
    let before = last.as_ref().unwrap_or(&report.head).blocks.last();
    out.write_all(lay_after(before, &report.foot, page).as_bytes())
}

/// Lays out what follows a block.
fn lay_after<'b>(mut before: Option<&'b Block>, document: &'b Document, page: Page) -> String {
    let columns = page.columns.clamp(*COLUMNS.start(), *COLUMNS.end());
    let locale = &document.language.locale();
    let of = |text: &Text| Line::of(text, locale);
    let mut lines: Vec<Line> = Vec::new();
    for block in document.blocks.iter().filter(|block| !matches!(block, Block::Picture(_))) {
        if needs_gap(before, block) {
            lines.push(Line::default());
        }
        match block {
            Block::Title(title, about) => {
                lines.extend(wrap(&of(title), columns, 0, 2));
                lines.extend(wrap(&of(about), columns, 0, 0));
            }
            Block::Heading(heading, beside) => {
                lines.extend(head(&heading.to_uppercase(), beside, columns));
            }
            Block::Name(name, about) => lines.extend(head(name, about, columns)),
            Block::Paragraph(text) => lines.extend(wrap(&of(text), columns, INDENT, INDENT)),
            Block::Item(text, below) => {
                lines.extend(wrap(&of(text), columns, INDENT, INDENT + 2));
                if let Some(below) = below {
                    lines.extend(wrap(&of(below), columns, INDENT + 4, INDENT + 4));
                }
            }
            Block::Finding(verdict, text) => {
                lines.extend(wrap(&finding(verdict, text, locale), columns, INDENT, INDENT + 2));
            }
            Block::Table(table) => lines.extend(Grid::of(table, columns, locale).lines(columns)),
            Block::Flows(flows) => {
                let (grid, note) = years::table(flows, columns, document.language);
                lines.extend(grid.lines(columns));
                let note = note.map(|note| Line::default().with(Tone::Dim, note));
                lines.extend(note.into_iter().flat_map(|note| wrap(&note, columns, INDENT, INDENT)));
            }
            Block::Chart(chart) => {
                let indented = |line| Line::from(" ".repeat(INDENT).as_str()).and(line);
                lines.extend(draw(chart, columns, document.language).into_iter().map(indented));
            }
            Block::Picture(_) => {}
            Block::Footnote(text) => lines.extend(wrap(&of(text), columns, 0, 0)),
        }
        before = Some(block);
    }
    let mut text = String::new();
    for line in lines {
        line.print(page.colour, &mut text);
        text.push('\n');
    }
    text
}

/// A chart as characters, for a page of so many columns.
pub(super) fn draw(chart: &Chart, columns: usize, language: Language) -> Vec<Line> {
    let locale = &language.locale();
    match chart {
        Chart::Histogram { counts, below, above } => {
            histogram::draw(counts, &below.show(locale), &above.show(locale), columns - INDENT, language)
        }
        Chart::ByYear { from, by_year } => years::bars(by_year, *from, columns - INDENT, language),
    }
}

/// A verdict, and beside it what it is on; the gap between is no place for a line to end.
pub(super) fn finding(verdict: &Text, text: &Text, locale: &Locale) -> Line {
    let tied = |line: Line, (tone, piece): &(Tone, Piece)| {
        line.with(*tone, piece.show(locale).replace(' ', &TIE.to_string()))
    };
    let mut line = verdict.pieces().iter().fold(Line::default(), tied);
    line.push(Tone::Plain, TIE.to_string().repeat(VERDICT.saturating_sub(line.width())));
    line.and(Line::of(text, locale))
}

/// Whether an empty line stands before a block.
fn needs_gap(before: Option<&Block>, block: &Block) -> bool {
    match (before, block) {
        (None, _) => false,
        (Some(Block::Title(..)), _) | (_, Block::Heading(..) | Block::Name(..)) => true,
        (Some(before), Block::Footnote(_)) => !matches!(before, Block::Footnote(_)),
        (Some(Block::Chart(_)), Block::Paragraph(_)) => true,
        _ => false,
    }
}

/// A heading; what the figures are in stands beside it or, where there is no room, below.
fn head(heading: &str, beside: &str, columns: usize) -> Vec<Line> {
    let (line, beside) =
        (Line::default().with(Tone::Heading, heading), Line::default().with(Tone::Dim, beside));
    if beside.width() > 0 && line.width() + 2 + beside.width() <= columns {
        return vec![line.with(Tone::Plain, "  ").and(beside)];
    }
    let mut lines = wrap(&line, columns, 0, 2);
    if beside.width() > 0 {
        lines.extend(wrap(&beside, columns, INDENT, INDENT));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;
    use crate::report::names::width;
    use crate::report::sections::run::compose;

    #[test]
    fn no_line_is_wider_than_the_page() {
        let (scenario, results) = fixture::run();
        let document = compose(&scenario, &results, Language::English);
        for columns in 60..=200 {
            let report = lay(&document, Page { columns, colour: false, language: Language::English });
            let widest = report.lines().map(width).max().unwrap_or(0);
            assert!(widest <= columns, "{columns}: {widest}\n{report}");
            assert!(!report.contains('\u{1b}'));
        }
    }
}
