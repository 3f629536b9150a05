//! A report as what it means: headings, text with figures in it, tables of cells, charts with their data, findings.
//! Nothing here is laid out; the back-ends in [`super::write`] do that, each in its own way.

use std::io;

use super::chart::{Chart, Flows};
use super::digits::Locale;
use super::figure::Figure;
use super::language::Language;
use super::picture::Shown;

/// What a piece of text is to the reader. Colours and bold letters follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Running text.
    Plain,
    /// The figure that matters.
    Strong,
    /// Context that may be skipped.
    Dim,
    /// A section's heading.
    Heading,
    /// Money comes back, in the figure that matters.
    VeryGood,
    /// Money is lost, in the figure that matters.
    VeryBad,
    /// Money comes back.
    Good,
    /// Money is lost.
    Bad,
    /// Something to look into.
    Caution,
}

impl Tone {
    /// The tone of something that is as it should be, or not.
    pub fn good_if(good: bool) -> Tone {
        if good { Tone::Good } else { Tone::Bad }
    }
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// A figure.
    Figure(Figure),
    /// The simulation error of the figure before, in parentheses; nothing where there is none.
    Error(Figure),
}

impl Piece {
    /// The piece as characters.
    pub fn show(&self, locale: &Locale) -> String {
        match self {
            Piece::Words(words) => words.clone(),
            Piece::Figure(figure) => figure.show(locale),
            Piece::Error(figure) => {
                figure.error(locale).map(|error| format!(" ({error})")).unwrap_or_default()
            }
        }
    }
}

impl<S: Into<String>> From<S> for Piece {
    fn from(words: S) -> Piece {
        Piece::Words(words.into())
    }
}

impl From<Figure> for Piece {
    fn from(figure: Figure) -> Piece {
        Piece::Figure(figure)
    }
}

/// Text: words and figures, each with its tone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text(Vec<(Tone, Piece)>);

impl Text {
    /// Text of one piece.
    pub fn of(tone: Tone, piece: impl Into<Piece>) -> Text {
        Text(vec![(tone, piece.into())])
    }

    /// The text and a further piece.
    #[must_use]
    pub fn with(mut self, tone: Tone, piece: impl Into<Piece>) -> Text {
        self.0.push((tone, piece.into()));
        self
    }

    /// The text, and more of it that runs on.
    #[must_use]
    pub fn and(self, piece: impl Into<Piece>) -> Text {
        self.with(Tone::Plain, piece)
    }

    /// The text, and another one.
    #[must_use]
    pub fn and_all(mut self, other: Text) -> Text {
        self.0.extend(other.0);
        self
    }

    /// The text, and what matters.
    #[must_use]
    pub fn strong(self, piece: impl Into<Piece>) -> Text {
        self.with(Tone::Strong, piece)
    }

    /// The text, and what may be skipped.
    #[must_use]
    pub fn dim(self, piece: impl Into<Piece>) -> Text {
        self.with(Tone::Dim, piece)
    }

    /// The text, and the simulation error of the figure before.
    #[must_use]
    pub fn error(self, figure: Figure) -> Text {
        self.dim(Piece::Error(figure))
    }

    /// The pieces, each with its tone.
    pub fn pieces(&self) -> &[(Tone, Piece)] {
        &self.0
    }

    /// The pieces as characters, each with its tone. The point of an abbreviation at the end of a sentence ends that too.
    pub fn shown(&self, locale: &Locale) -> Vec<(Tone, String)> {
        const ABBREVIATION: &str = "kr.";
        let mut all: Vec<(Tone, String)> = Vec::new();
        let mut is_ended = false;
        for (tone, piece) in &self.0 {
            let shown = piece.show(locale).replace("kr..", ABBREVIATION);
            let rest = if is_ended { shown.strip_prefix('.').unwrap_or(&shown) } else { &shown };
            is_ended = rest.ends_with(ABBREVIATION) || is_ended && shown.is_empty();
            all.push((*tone, rest.to_owned()));
        }
        all
    }

    /// The text without tones.
    pub fn show(&self, locale: &Locale) -> String {
        self.shown(locale).into_iter().map(|(_, text)| text).collect()
    }
}

impl<P: Into<Piece>> From<P> for Text {
    fn from(piece: P) -> Text {
        Text::of(Tone::Plain, piece)
    }
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// A figure, or text.
    Text(Text),
    /// A share, as the length of a bar.
    Bar(Tone, f64),
    /// In place of what is not there.
    #[default]
    Nothing,
}

impl Cell {
    /// An amount, which steps back where nothing is left of it.
    pub fn amount(figure: Figure) -> Cell {
        Text::of(if figure.is_nothing() { Tone::Dim } else { Tone::Plain }, figure).into()
    }

    /// What is left of gains after costs.
    pub fn balance(figure: Figure) -> Cell {
        Text::of(Tone::good_if(figure.estimate.value >= 0.0), figure).into()
    }
}

impl<T: Into<Text>> From<T> for Cell {
    fn from(text: T) -> Cell {
        Cell::Text(text.into())
    }
}

/// How a column's cells stand below each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// At the right.
    Right,
    /// At the decimal point.
    Point,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What its cells are.
    pub heading: String,
    /// How they stand.
    pub align: Align,
    /// Whether it gives way where there is no room: 0 never, else the highest first.
    pub spare: u8,
}

/// A table: a column of labels, then columns of cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The columns of cells.
    pub columns: Vec<Column>,
    /// The rows: a label, and a cell for each column.
    pub rows: Vec<(Text, Vec<Cell>)>,
}

impl Table {
    /// A table of such columns, without rows.
    pub fn of<H: Into<String>>(columns: impl IntoIterator<Item = (H, Align)>) -> Table {
        let mut table = Table::default();
        for (heading, align) in columns {
            table.column(heading, align, 0);
        }
        table
    }

    /// Adds a column.
    pub fn column(&mut self, heading: impl Into<String>, align: Align, spare: u8) {
        self.columns.push(Column { heading: heading.into(), align, spare });
    }

    /// Adds a row: its label, and a cell for each column.
    pub fn row(&mut self, label: impl Into<Text>, cells: impl Into<Vec<Cell>>) {
        let cells = cells.into();
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell for each column");
        self.rows.push((label.into(), cells));
    }
}

/// A block of a report.
#[derive(Debug)]
pub enum Block {
    /// The title, and what it is about.
    Title(Text, Text),
    /// A section's heading, and beside it what the figures below are in; may be empty.
    Heading(String, String),
    /// The heading of a section about something with a name of its own, which stands as it is written; and what that is.
    Name(String, String),
    /// Running text.
    Paragraph(Text),
    /// One of a list: a sentence, and what is said below it.
    Item(Text, Option<Text>),
    /// One of a list of findings: the verdict, and what it is on.
    Finding(Text, Text),
    /// A table.
    Table(Table),
    /// A table of money by year.
    Flows(Flows),
    /// A chart.
    Chart(Chart),
    /// A picture of what the table beside it says, for pages; where only text is laid out it is left out.
    Picture(Shown),
    /// What stands below everything else.
    Footnote(Text),
}

/// A report.
#[derive(Debug)]
pub struct Document {
    /// The language of its words and numerals.
    pub language: Language,
    /// The blocks in order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// An empty report.
    pub fn new(language: Language) -> Document {
        Document { language, blocks: Vec::new() }
    }

    /// Adds a block.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds the title, and what the report is about.
    pub fn title(&mut self, title: Text, about: impl Into<Text>) {
        self.push(Block::Title(title, about.into()));
    }

    /// Adds a section's heading, and what its figures are in.
    pub fn heading(&mut self, heading: impl Into<String>, beside: impl Into<String>) {
        self.push(Block::Heading(heading.into(), beside.into()));
    }

    /// Adds running text.
    pub fn paragraph(&mut self, text: impl Into<Text>) {
        self.push(Block::Paragraph(text.into()));
    }

    /// Adds one of a list, with nothing below it.
    pub fn item(&mut self, text: impl Into<Text>) {
        self.push(Block::Item(text.into(), None));
    }

    /// Adds one of a list, and below it what may be skipped; nothing where that is empty.
    pub fn item_with(&mut self, text: impl Into<Text>, below: String) {
        let below = (!below.is_empty()).then(|| Text::of(Tone::Dim, below));
        self.push(Block::Item(text.into(), below));
    }

    /// Adds a picture.
    pub fn picture(&mut self, picture: impl Into<Shown>) {
        self.push(Block::Picture(picture.into()));
    }

    /// Adds a table, unless it has no rows.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.push(Block::Table(table));
        }
    }
}

/// A report in parts, of which there may be more than memory holds: each is made when it is written.
pub struct Long<'a> {
    /// What stands before all parts.
    pub head: Document,
    /// How many parts there are.
    pub parts: usize,
    /// Makes one of them.
    pub part: Box<dyn Fn(usize) -> io::Result<Document> + 'a>,
    /// What is said after the number of parts that are left out where there is no room for all.
    pub left_out: &'static str,
    /// What stands after all parts, or after what is said of those that are left out.
    pub foot: Document,
}
