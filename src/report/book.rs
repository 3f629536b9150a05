//! A workbook as what it means: sheets of cells with numbers, formulas and text. [`super::write`] lays it out.

/// A workbook.
#[derive(Debug)]
pub struct Book {
    /// Its title.
    pub title: String,
    /// How an amount of money is shown, as spreadsheets write it: whole, and with two decimals.
    pub money: [String; 2],
    /// What stands at the foot of every page, before its number.
    pub foot: String,
    /// The sheets in order.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Its name; at most 31 letters.
    pub name: String,
    /// Widths of its columns in letters.
    pub widths: Vec<f64>,
    /// Rows and columns that stay in sight.
    pub frozen: (usize, usize),
    /// The cells by row.
    pub rows: Vec<Vec<Cell>>,
    /// Charts over the cells.
    pub charts: Vec<Chart>,
    /// Whether it is printed upright.
    pub upright: bool,
    /// The row above a list that may be filtered, and its last row and column.
    pub filtered: Option<Range>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// What its number is of.
    pub unit: Unit,
    /// What it is to the reader.
    pub style: Style,
}

/// What a cell holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Content {
    /// Nothing.
    #[default]
    Nothing,
    /// Text, whatever it begins with.
    Text(String),
    /// A number.
    Number(f64),
    /// A formula without its equals sign, and the number that it comes to.
    Formula(String, f64),
    /// A formula, and the text that it comes to.
    Saying(String, String),
}

/// What a number is of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Anything: shown as the program of the reader shows numbers.
    #[default]
    General,
    /// Money in whole units of currency.
    Money,
    /// A small amount of money.
    SmallMoney,
    /// A share or a probability, in per cent.
    Share,
    /// A whole number.
    Whole,
    /// A number to two decimals.
    Hundredths,
    /// A number to four decimals.
    Fine,
    /// A calendar year, without separators.
    Year,
    /// A number that a program is to read: never with thousands, and never with just three decimals.
    Plain,
}

/// What a cell is to the reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// Nothing in particular.
    #[default]
    Plain,
    /// The title of the sheet.
    Title,
    /// The heading of a part.
    Heading,
    /// The heading of a column.
    Column,
    /// Text among numbers.
    Right,
    /// A number among text.
    Left,
    /// The heading of a column of numbers.
    ColumnOfNumbers,
    /// What matters.
    Strong,
    /// What may be skipped.
    Dim,
    /// A number that may be changed.
    Input,
    /// It is as it should be.
    Good,
    /// It is not.
    Bad,
    /// Something to look into.
    Caution,
    /// Text that may take several lines.
    Wrapped,
}

impl Cell {
    /// Text.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell { content: Content::Text(text.into()), ..Cell::default() }
    }

    /// A number.
    pub fn number(value: f64, unit: Unit) -> Cell {
        // What is no number, or is infinite, has no place in a spreadsheet.
        let content = if value.is_finite() { Content::Number(value) } else { Content::Nothing };
        Cell { content, unit, ..Cell::default() }
    }

    /// An amount of money.
    pub fn money(value: f64) -> Cell {
        Cell::number(value, Unit::of_money(value))
    }

    /// A formula that comes to a number.
    pub fn formula(text: String, value: f64, unit: Unit) -> Cell {
        Cell { content: Content::Formula(text, value), unit, ..Cell::default() }
    }

    /// The same in another style.
    #[must_use]
    pub fn styled(self, style: Style) -> Cell {
        Cell { style, ..self }
    }
}

impl Unit {
    /// Of an amount of money of this size.
    pub fn of_money(value: f64) -> Unit {
        let is_small = value.abs() < 1000.0 && value != value.trunc();
        if is_small { Unit::SmallMoney } else { Unit::Money }
    }

    /// Of any number of this size.
    pub fn of_number(value: f64) -> Unit {
        match value.abs() {
            size if size == size.trunc() && size < 1000.0 => Unit::General,
            size if size >= 1000.0 => Unit::Whole,
            size if size >= 1.0 => Unit::Hundredths,
            _ => Unit::Fine,
        }
    }
}

/// Cells of a sheet, from the first to the last row and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The sheet's name.
    pub sheet: String,
    /// The first row and column.
    pub from: (usize, usize),
    /// The last row and column.
    pub to: (usize, usize),
}

/// How a chart shows its numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// Upright columns, close to each other.
    Histogram,
    /// Upright columns.
    Columns,
    /// Lines.
    Lines,
    /// Areas on top of each other.
    Areas,
    /// Bars that lie, the first at the top, from a number on.
    Bars(f64),
}

/// A chart.
#[derive(Debug)]
pub struct Chart {
    /// How it shows its numbers.
    pub shape: Shape,
    /// What it shows.
    pub title: String,
    /// What stands along the categories.
    pub along: String,
    /// What the numbers are.
    pub unit: Unit,
    /// Series: a name, categories and numbers.
    pub series: Vec<(String, Range, Range)>,
    /// Row and column of its upper left corner.
    pub at: (usize, usize),
    /// Width and height in pixels.
    pub size: (u32, u32),
}

/// Letters of a column: 0 is A.
pub fn column_letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + (column % 26) as u8);
        match (column / 26).checked_sub(1) {
            Some(next) => column = next,
            None => break,
        }
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// A name of a sheet that spreadsheets take: none of their signs, no more than 31 letters, none that is taken already in any case of its letters.
pub fn sheet_name(wanted: &str, taken: &[String]) -> String {
    const MOST: usize = 31;
    let is_free = |name: &str| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !c.is_control();
    let plain: String = wanted.chars().filter(allowed).collect();
    // The length is counted as UTF-16 has it.
    let cut = |most: usize| {
        let mut units = 0;
        let kept = plain.chars().take_while(|c| {
            units += c.len_utf16();
            units <= most
        });
        kept.collect::<String>().trim_matches([' ', '\'']).to_owned()
    };
    let name = cut(MOST);
    if !name.is_empty() && is_free(&name) {
        return name;
    }
    let numbered = (2..).map(|number| {
        let end = format!(" {number}");
        cut(MOST - end.len()) + &end
    });
    numbered.map(|name| name.trim_start().to_owned()).find(|name| is_free(name)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        assert_eq!(
            [0, 25, 26, 51, 52, 701, 702].map(column_letters),
            ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
        );
    }

    #[test]
    fn names_of_sheets_are_short_and_no_two_the_same() {
        let mut taken = Vec::new();
        for wanted in [
            "A/B: [what]?",
            "a b",
            "AB what",
            &"ø".repeat(40),
            &"Ø".repeat(50),
            "",
            "'",
            "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂",
        ] {
            let name = sheet_name(wanted, &taken);
            assert!(!name.is_empty() && name.encode_utf16().count() <= 31, "{wanted}: {name}");
            assert!(
                !taken.iter().any(|other: &String| other.to_lowercase() == name.to_lowercase()),
                "{name}"
            );
            taken.push(name);
        }
        assert_eq!(taken[0], "AB what");
    }
}
