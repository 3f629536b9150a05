//! A workbook of a report that is a document: what it says on the first sheet, and a sheet for each section with tables.

use std::io;

use super::made::columns;
use super::natives;
use crate::report::book::{Book, Cell, Content, Sheet, Style, Unit, sheet_name};
use crate::report::digits::{Locale, half_width};
use crate::report::document::{Block, Cell as Piece, Document, Long, Piece as Said, Table, Text};
use crate::report::figure::{Figure, Kind};
use crate::report::names::capitalised;
use crate::report::picture::Shown;

/// Most sheets of a workbook; what is in more stands in JSON.
const MOST: usize = 100;

/// A workbook of a document.
pub fn of_document(document: &Document) -> Book {
    let mut gathered = Gathered::new(document);
    gathered.take(document);
    gathered.book()
}

/// The same of one in parts.
///
/// # Errors
/// Where a part cannot be made.
pub fn of_long(long: &Long<'_>) -> io::Result<Book> {
    let mut gathered = Gathered::new(&long.head);
    gathered.take(&long.head);
    for part in 0..long.parts {
        if gathered.sheets.len() >= MOST {
            let left_out = format!("{} {}", long.parts - part, long.left_out);
            gathered.first.rows.push(vec![Cell::text(left_out).styled(Style::Caution)]);
            break;
        }
        gathered.section = None;
        gathered.take(&(long.part)(part)?);
    }
    gathered.take(&long.foot);
    Ok(gathered.book())
}

/// A workbook while it is filled.
struct Gathered {
    locale: Locale,
    title: String,
    first: Sheet,
    sheets: Vec<Sheet>,
    names: Vec<String>,
    /// The heading of the section, and the sheet that it has once there is a table in it.
    section: Option<(String, Option<usize>)>,
    /// Pictures of the section whose numbers were in no table yet.
    pictures: Vec<Shown>,
}

impl Gathered {
    fn new(document: &Document) -> Gathered {
        let words = document.language.words();
        let name = words.book.summary.to_owned();
        Gathered {
            locale: words.locale,
            title: String::new(),
            first: Sheet { name: name.clone(), widths: vec![30.0, 90.0], frozen: (1, 0), ..Sheet::default() },
            sheets: Vec::new(),
            names: vec![name],
            section: None,
            pictures: Vec::new(),
        }
    }

    fn take(&mut self, document: &Document) {
        for block in &document.blocks {
            match block {
                Block::Title(title, about) => self.title(title, about),
                Block::Heading(heading, _) | Block::Name(heading, _) => {
                    self.section = Some((capitalised(heading), None));
                    self.pictures.clear();
                }
                Block::Paragraph(text) | Block::Footnote(text) => self.say(text.show(&self.locale)),
                Block::Item(text, below) => {
                    self.say(text.show(&self.locale));
                    if let Some(below) = below {
                        self.say(below.show(&self.locale));
                    }
                }
                Block::Finding(verdict, text) => {
                    self.say(format!("{}: {}", verdict.show(&self.locale), text.show(&self.locale)));
                }
                Block::Table(table) => self.table(table),
                Block::Flows(flows) => {
                    let years = flows.rows.iter().map(|row| row.years.len()).max().unwrap_or(0);
                    let mut rows = vec![columns(&[""])];
                    rows[0].extend(
                        (0..years).map(|year| Cell::number(year as f64, Unit::Year).styled(Style::Column)),
                    );
                    for row in &flows.rows {
                        let mut cells = vec![Cell::text(row.label.show(&self.locale))];
                        cells.extend(row.years.iter().map(|estimate| Cell::money(estimate.value)));
                        rows.push(cells);
                    }
                    self.rows(rows);
                }
                Block::Picture(shown) => self.pictures.push(shown.clone()),
                Block::Chart(_) => {}
            }
        }
    }

    fn title(&mut self, title: &Text, about: &Text) {
        let (title, about) = (title.show(&self.locale), about.show(&self.locale));
        let style = if self.title.is_empty() { Style::Title } else { Style::Heading };
        self.first.rows.push(vec![Cell::text(title.clone()).styled(style)]);
        self.first.rows.push(vec![Cell::text(about).styled(Style::Dim)]);
        if self.title.is_empty() {
            self.title = title;
        }
    }

    /// On the sheet of the section, where it has one, else on the first.
    fn say(&mut self, text: String) {
        let sheet = match &self.section {
            Some((_, Some(sheet))) => &mut self.sheets[*sheet],
            _ => &mut self.first,
        };
        sheet.rows.push(vec![Cell::text(text).styled(Style::Wrapped)]);
    }

    fn table(&mut self, table: &Table) {
        let figure = |cell: &Piece| -> Option<Figure> {
            let Piece::Text(text) = cell else { return None };
            match text.pieces() {
                [(_, Said::Figure(figure))] | [(_, Said::Figure(figure)), (_, Said::Error(_))] => {
                    Some(figure.clone())
                }
                _ => None,
            }
        };
        let is_bar = |at: usize| {
            let cells = table.rows.iter().filter_map(|(_, cells)| cells.get(at));
            let mut cells = cells.filter(|cell| **cell != Piece::Nothing).peekable();
            cells.peek().is_some() && cells.all(|cell| matches!(cell, Piece::Bar(..)))
        };
        let shown: Vec<usize> = (0..table.columns.len()).filter(|at| !is_bar(*at)).collect();
        let is_unsure = |at: usize| {
            let mut figures = table.rows.iter().filter_map(|(_, cells)| figure(cells.get(at)?));
            figures
                .any(|figure| half_width(&figure.estimate) > 0.0 && half_width(&figure.estimate).is_finite())
        };
        let unsure: Vec<bool> = (0..table.columns.len()).map(is_unsure).collect();
        let mut heading = columns(&[""]);
        for at in &shown {
            heading.extend(columns(&[&capitalised(&table.columns[*at].heading)]));
            if unsure[*at] {
                heading.extend(columns(&["±"]));
            }
        }
        let mut rows = vec![heading];
        for (label, cells) in &table.rows {
            let mut row = vec![Cell::text(label.show(&self.locale))];
            for at in &shown {
                let cell = cells.get(*at).unwrap_or(&Piece::Nothing);
                match (figure(cell), cell) {
                    (Some(figure), _) => {
                        let value = figure.estimate.value;
                        let shown = match value.is_finite() {
                            true => Cell::number(value, unit(&figure.kind, value)),
                            false => Cell::text(figure.show(&self.locale)).styled(Style::Right),
                        };
                        row.push(shown);
                        if unsure[*at] {
                            let error = half_width(&figure.estimate);
                            row.push(Cell::number(error, unit(&figure.kind, error)).styled(Style::Dim));
                        }
                        continue;
                    }
                    (None, Piece::Text(text)) => {
                        row.push(Cell::text(text.show(&self.locale)).styled(Style::Right));
                    }
                    (None, Piece::Bar(..) | Piece::Nothing) => row.push(Cell::default()),
                }
                if unsure[*at] {
                    row.push(Cell::default());
                }
            }
            rows.push(row);
        }
        self.rows(rows);
    }

    /// Puts a table on the sheet of its section.
    fn rows(&mut self, rows: Vec<Vec<Cell>>) {
        let pictures = std::mem::take(&mut self.pictures);
        let (heading, known) = self.section.take().unwrap_or_else(|| (self.title.clone(), None));
        let at = known.unwrap_or_else(|| {
            let name = sheet_name(&heading, &self.names);
            self.names.push(name.clone());
            let title = vec![Cell::text(heading.clone()).styled(Style::Title)];
            let rows = vec![title, Vec::new()];
            self.sheets.push(Sheet { name, rows, frozen: (1, 1), widths: vec![40.0], ..Sheet::default() });
            self.sheets.len() - 1
        });
        let sheet = &mut self.sheets[at];
        for shown in pictures {
            let title = if shown.finding.is_empty() { &heading } else { &shown.finding };
            match natives::chart(&shown.picture, title, &sheet.name, sheet.rows.len(), &rows) {
                Some(chart) => sheet.charts.push(chart),
                None => self.pictures.push(shown),
            }
        }
        self.section = Some((heading, Some(at)));
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        while sheet.widths.len() < columns {
            sheet.widths.push(16.0);
        }
        sheet.rows.extend(rows);
        sheet.rows.push(Vec::new());
    }

    fn book(self) -> Book {
        let foot = match self.first.rows.first().and_then(|row| row.first()).map(|cell| &cell.content) {
            Some(Content::Text(title)) => title.clone(),
            _ => String::new(),
        };
        let mut sheets = vec![self.first];
        sheets.extend(self.sheets);
        for sheet in &mut sheets {
            // Below what the sheet says.
            let mut row = sheet.rows.len() + 1;
            for chart in &mut sheet.charts {
                chart.at = (row, 0);
                row += natives::rows_of(chart);
            }
        }
        let money = ["#,##0".to_owned(), "#,##0.00".to_owned()];
        Book { title: self.title, money, foot, sheets }
    }
}

/// What a figure's number is of.
fn unit(kind: &Kind, value: f64) -> Unit {
    match kind {
        Kind::Money(_) | Kind::MoneyIn(..) | Kind::Amount | Kind::AmountIn(..) | Kind::Scaled(..) => {
            Unit::of_money(value)
        }
        Kind::Probability | Kind::Share | Kind::Points | Kind::Return => Unit::Share,
        Kind::Number => Unit::of_number(value),
    }
}
