//! A report before it has a form: headings, paragraphs, tables and pictures in order. The text and the Markdown
//! report are two ways to print the same document.

use super::line::Line;
use super::table::Table;

/// A report in blocks.
#[derive(Debug)]
pub struct Document {
    columns: usize,
    blocks: Vec<Block>,
}

/// A part of a report.
#[derive(Debug)]
pub enum Block {
    /// The title, and what it is about.
    Title(Line, Line),
    /// A section's heading, and beside it what the figures below are in; may be empty.
    Heading(String, String),
    /// The heading of a section about something with a name of its own, which stands as it is written; and what that is.
    Name(String, String),
    /// Running text.
    Paragraph(Line),
    /// One of a list: a sentence, and what is said below it.
    Item(Line, Option<Line>),
    /// A table.
    Table(Table),
    /// Characters that make a picture, line by line.
    Picture(Vec<Line>),
    /// What stands below everything else.
    Footnote(Line),
}

impl Document {
    /// An empty report whose pictures and tables are to suit `columns`.
    pub fn new(columns: usize) -> Document {
        Document { columns, blocks: Vec::new() }
    }

    /// Columns that pictures and tables may take.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The blocks in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Adds a block.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds a section's heading.
    pub fn heading(&mut self, heading: impl Into<String>, beside: impl Into<String>) {
        self.push(Block::Heading(heading.into(), beside.into()));
    }

    /// Adds running text.
    pub fn paragraph(&mut self, text: Line) {
        self.push(Block::Paragraph(text));
    }

    /// Adds a table, unless it has no rows.
    pub fn table(&mut self, table: Table) {
        if !table.is_empty() {
            self.push(Block::Table(table));
        }
    }
}
