//! The report for people at a terminal: fits the width, and is coloured where that is allowed.

use super::document::{Block, Document};
use super::line::{Line, Tone, width, wrap};
use super::sections;
use crate::scenario::Scenario;
use crate::summary::results::Results;

/// Narrowest and widest page.
pub const COLUMNS: std::ops::RangeInclusive<usize> = 60..=200;

/// Columns where no terminal says how many there are.
pub const DEFAULT_COLUMNS: usize = 100;

/// Columns by which the body of a section is indented.
pub const INDENT: usize = 2;

/// Renders one scenario's results for a page of `columns` (held within [`COLUMNS`]), with escape codes where
/// `colour` says so.
pub fn render(scenario: &Scenario, results: &Results, columns: usize, colour: bool) -> String {
    let columns = columns.clamp(*COLUMNS.start(), *COLUMNS.end());
    print(&sections::compose(scenario, results, columns), colour)
}

/// Prints a document.
pub fn print(document: &Document, colour: bool) -> String {
    let columns = document.columns();
    let mut lines: Vec<Line> = Vec::new();
    let mut before: Option<&Block> = None;
    for block in document.blocks() {
        if needs_gap(before, block) {
            lines.push(Line::new());
        }
        match block {
            Block::Title(title, about) => {
                lines.extend(wrap(title, columns, 0, 2));
                lines.extend(wrap(about, columns, 0, 0));
            }
            Block::Heading(heading, beside) => {
                lines.extend(head(&heading.to_uppercase(), beside, columns));
            }
            Block::Name(name, about) => lines.extend(head(name, about, columns)),
            Block::Paragraph(text) => lines.extend(wrap(text, columns, INDENT, INDENT)),
            Block::Item(text, below) => {
                lines.extend(wrap(text, columns, INDENT, INDENT + 2));
                if let Some(below) = below {
                    lines.extend(wrap(below, columns, INDENT + 4, INDENT + 4));
                }
            }
            Block::Table(table) => lines.extend(table.lines(columns, INDENT)),
            Block::Picture(picture) => lines.extend(picture.iter().map(|line| {
                let mut indented = Line::from(" ".repeat(INDENT).as_str());
                indented.append(line.clone());
                indented
            })),
            Block::Footnote(text) => lines.extend(wrap(text, columns, 0, 0)),
        }
        before = Some(block);
    }
    let mut page = String::new();
    for line in lines {
        line.print(colour, &mut page);
        page.push('\n');
    }
    page
}

/// Whether an empty line stands before a block.
fn needs_gap(before: Option<&Block>, block: &Block) -> bool {
    match (before, block) {
        (None, _) => false,
        (Some(Block::Title(..)), _) | (_, Block::Heading(..) | Block::Name(..)) => true,
        (Some(before), Block::Footnote(_)) => !matches!(before, Block::Footnote(_)),
        (Some(Block::Picture(_)), Block::Paragraph(_)) => true,
        _ => false,
    }
}

/// A heading; what the figures are in stands beside it or, where there is no room, below.
fn head(heading: &str, beside: &str, columns: usize) -> Vec<Line> {
    let line = Line::new().with(Tone::Heading, heading);
    let room = columns.saturating_sub(line.width() + 2);
    if beside.is_empty() {
        return wrap(&line, columns, 0, 2);
    }
    if line.width() <= columns && width(beside) <= room {
        return vec![line.with(Tone::Plain, "  ").with(Tone::Dim, beside)];
    }
    let mut lines = wrap(&line, columns, 0, 2);
    lines.extend(wrap(&Line::new().with(Tone::Dim, beside), columns, INDENT, INDENT));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn no_line_is_wider_than_the_page() {
        let (scenario, results) = (fixture::scenario(), fixture::results());
        for columns in 60..=200 {
            let report = render(&scenario, &results, columns, false);
            let widest = report.lines().map(width).max().unwrap_or(0);
            assert!(widest <= columns, "{columns}: {widest}\n{report}");
            assert!(!report.contains('\u{1b}'));
        }
    }
}
