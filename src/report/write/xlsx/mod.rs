//! Workbooks of Excel: a book laid out, the same bytes for the same book.

mod chart;
mod style;

use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, Workbook, Worksheet, XlsxError};

use crate::report::book::{Book, Cell, Content, Sheet, Style, Unit, sheet_name};
use style::Formats;

/// Most letters that a cell takes.
const MOST_LETTERS: usize = 32_000;

/// Points of a line of text.
const LINE: f64 = 15.0;

/// The whole workbook.
///
/// # Errors
/// Where there is more in it than a workbook can hold.
pub fn lay(book: &Book) -> io::Result<Vec<u8>> {
    written(book).map_err(|error| io::Error::other(error.to_string()))
}

fn written(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The day on which it is made would be another one tomorrow.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(letters(&book.title, 255)).set_author("vendepunkt");
    workbook.set_properties(&properties.set_creation_datetime(&day));
    let (mut formats, mut names) = (Formats::new(&book.money), Vec::new());
    for sheet in &book.sheets {
        let worksheet = workbook.add_worksheet();
        let name = sheet_name(&sheet.name, &names);
        worksheet.set_name(&name)?;
        names.push(name);
        lay_sheet(worksheet, sheet, book, &mut formats)?;
    }
    workbook.save_to_buffer()
}

fn lay_sheet(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    book: &Book,
    formats: &mut Formats,
) -> Result<(), XlsxError> {
    // A formula may come to no text.
    worksheet.set_formula_result_default("");
    for (column, width) in sheet.widths.iter().enumerate() {
        worksheet.set_column_width(column as u16, *width)?;
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let style = match cell.style {
                Style::Column if is_above_numbers(sheet, (row, column)) => Style::ColumnOfNumbers,
                style => style,
            };
            let cell = Cell { style, ..cell.clone() };
            write_cell(worksheet, (row as u32, column as u16), &cell, formats)?;
        }
        if let Some(height) = height(sheet, cells) {
            worksheet.set_row_height(row as u32, height)?;
        }
        spread_text(worksheet, row as u32, cells, sheet, formats)?;
    }
    let (rows, columns) = sheet.frozen;
    worksheet.set_freeze_panes(rows as u32, columns as u16)?;
    if rows > 0 {
        worksheet.set_repeat_rows(rows as u32 - 1, rows as u32 - 1)?;
    }
    if let Some(range) = &sheet.filtered {
        let ((row, column), (last_row, last_column)) = (range.from, range.to);
        worksheet.autofilter(row as u32, column as u16, last_row as u32, last_column as u16)?;
    }
    for chart in &sheet.charts {
        chart::insert(worksheet, chart, formats)?;
    }
    worksheet.set_paper_size(9);
    if !sheet.upright {
        worksheet.set_landscape();
    }
    worksheet.set_print_fit_to_pages(1, 0);
    // An ampersand begins a code.
    worksheet.set_footer(format!("&L{}&R&P / &N", letters(&book.foot, 100).replace('&', "&&")));
    Ok(())
}

/// Whether what stands below a heading are numbers.
fn is_above_numbers(sheet: &Sheet, (row, column): (usize, usize)) -> bool {
    let below = sheet.rows[row + 1..].iter().take_while(|cells| !cells.is_empty());
    let mut below = below.filter_map(|cells| cells.get(column));
    let first = below.find(|cell| cell.content != Content::Nothing && cell.style != Style::Column);
    first.is_some_and(|cell| {
        cell.style == Style::Right || matches!(cell.content, Content::Number(_) | Content::Formula(..))
    })
}

fn write_cell(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &mut Formats,
) -> Result<(), XlsxError> {
    let is_text =
        matches!(cell.content, Content::Text(_) | Content::Saying(..)) && cell.unit == Unit::General;
    let format = match is_text && column > 0 {
        true => formats.of_text_beside(cell.style),
        false => formats.of(cell.unit, cell.style),
    };
    match &cell.content {
        Content::Nothing => {
            if cell.style == Style::Input {
                worksheet.write_blank(row, column, format)?;
            }
        }
        // Text that begins as a formula does stays text.
        Content::Text(text)
            if text.is_empty() && !matches!(cell.style, Style::Column | Style::ColumnOfNumbers) => {}
        Content::Text(text) => {
            worksheet.write_string_with_format(row, column, letters(text, MOST_LETTERS), format)?;
        }
        Content::Number(number) => {
            worksheet.write_number_with_format(row, column, *number, format)?;
        }
        Content::Formula(formula, result) => {
            // −0 is no number that spreadsheets know.
            let formula = Formula::new(formula).set_result(format!("{}", result + 0.0));
            worksheet.write_formula_with_format(row, column, formula, format)?;
        }
        Content::Saying(formula, result) => {
            let formula = Formula::new(formula).set_result(result.as_str());
            worksheet.write_formula_with_format(row, column, formula, format)?;
        }
    }
    Ok(())
}

/// A single text that takes more than a line runs over the columns beside it.
fn spread_text(
    worksheet: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    sheet: &Sheet,
    formats: &mut Formats,
) -> Result<(), XlsxError> {
    if let [Cell { content: Content::Text(text), style: Style::Wrapped, unit }] = cells {
        let last = over(sheet);
        if last > 0 {
            let format = formats.of(*unit, Style::Wrapped);
            worksheet.merge_range(row, 0, row, last as u16, &letters(text, MOST_LETTERS), format)?;
        }
    }
    Ok(())
}

/// The last of the columns that a text may run over: of as many as a page shows.
fn over(sheet: &Sheet) -> usize {
    const PAGE: f64 = 120.0;
    let (mut width, mut last) = (0.0, 0);
    for (column, own) in sheet.widths.iter().enumerate() {
        width += own;
        last = column;
        if width >= PAGE {
            break;
        }
    }
    last
}

/// How high a row has to be for text that takes several lines; `None` where one is enough.
fn height(sheet: &Sheet, cells: &[Cell]) -> Option<f64> {
    let lines = |(column, cell): (usize, &Cell)| {
        let Content::Text(text) = &cell.content else { return 1 };
        let is_alone = cells.len() == 1;
        let width = match cell.style {
            Style::Wrapped if is_alone => sheet.widths.iter().take(over(sheet) + 1).sum::<f64>(),
            Style::Wrapped | Style::Column => sheet.widths.get(column).copied().unwrap_or(10.0),
            _ => return 1,
        };
        // Words do not fill their lines.
        let letters = text.chars().count() as f64 * if is_alone { 0.95 } else { 1.1 };
        let lines = (letters / width).ceil() as usize;
        lines.clamp(1, 20)
    };
    if cells.first().is_some_and(|cell| cell.style == Style::Title) {
        return Some(LINE * 1.6);
    }
    let lines = cells.iter().enumerate().map(lines).max().unwrap_or(1);
    (lines > 1).then_some(lines as f64 * LINE)
}

/// So many letters of a text, as spreadsheets count them.
fn letters(text: &str, most: usize) -> String {
    let mut units = 0;
    let kept = text.chars().take_while(|letter| {
        units += letter.len_utf16();
        units <= most
    });
    kept.collect()
}
