//! Rows of a data file, as strict as RFC 4180 (Shafranovich 2005): what a lenient reader guesses at is an error with its row.

use std::ops::Range;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::codes::Code;
use super::diagnostic::Diagnostic;
use super::document::Place;

/// One cell, without its quotes, with its byte range.
#[derive(Debug)]
pub struct Cell {
    /// What it holds.
    pub content: String,
    /// Where it stands, with its quotes.
    pub span: Range<usize>,
}

/// The rows of a data file, the header first.
pub struct Rows<'a> {
    text: &'a str,
    /// Index of the text, for places.
    file: usize,
    separator: char,
    reader: Reader<&'a [u8]>,
    record: StringRecord,
}

impl Rows<'_> {
    /// Looks at the first line for what separates the cells.
    ///
    /// # Errors
    /// A finding, where that is neither a comma nor a semicolon.
    pub fn of(text: &str, file: usize) -> Result<Rows<'_>, Diagnostic> {
        let first = text.lines().next().unwrap_or_default();
        let refuse = |message: &str, help: &str| {
            let finding = Diagnostic::error(Code::BadTable, message);
            Err(finding.placed(&Place { file, span: 0..first.len() }).help(help))
        };
        if first.trim_start_matches('"').to_ascii_lowercase().starts_with("sep=") {
            let help = "remove the line: the header must come first, and shows what separates the cells";
            return refuse("the first line is a hint for Excel, not the header", help);
        }
        // What stands between quotes separates nothing.
        let bare: String = first.split('"').step_by(2).collect();
        if bare.contains('\t') && !bare.contains([',', ';']) {
            return refuse(
                "the cells are separated by tabs",
                "save it as CSV, with commas or semicolons between them",
            );
        }
        // Danish and many other spreadsheets separate by semicolons, because their decimals use the comma.
        let separator = if bare.contains(';') { ';' } else { ',' };
        let mut builder = ReaderBuilder::new();
        builder.delimiter(separator as u8).has_headers(false).flexible(true);
        let reader = builder.from_reader(text.as_bytes());
        Ok(Rows { text, file, separator, reader, record: StringRecord::new() })
    }

    /// The next row; `None` after the last. Empty lines are none.
    ///
    /// # Errors
    /// A finding at the first cell that is not written as RFC 4180 has it.
    pub fn next(&mut self) -> Result<Option<Vec<Cell>>, Diagnostic> {
        let start = self.reader.position().byte() as usize;
        let read = self.reader.read_record(&mut self.record);
        let end = self.reader.position().byte() as usize;
        match read {
            Ok(true) => self.cells(start, end).map(Some),
            Ok(false) => Ok(None),
            // A text in memory can be read, and is UTF-8: nothing is known that leads here.
            Err(error) => Err(self.fault(start..start, &format!("the row cannot be read: {error}"), "")),
        }
    }

    /// The cells of a record, which must be written in the bytes from `start` to `end` as they would be anew.
    fn cells(&self, start: usize, end: usize) -> Result<Vec<Cell>, Diagnostic> {
        let raw = &self.text[start..end];
        let mut at = start + raw.len() - raw.trim_start_matches(['\r', '\n']).len();
        let end = start + raw.trim_end_matches(['\r', '\n']).len();
        let mut cells = Vec::new();
        for content in &self.record {
            let rest = &self.text[at..end.max(at)];
            let is_quoted = rest.starts_with('"');
            let written = match is_quoted {
                true => format!("\"{}\"", content.replace('"', "\"\"")),
                false => content.to_owned(),
            };
            let ends = |after: &str| after.is_empty() || after.starts_with(self.separator);
            let is_whole = rest.strip_prefix(written.as_str()).is_some_and(ends);
            if !is_whole || (!is_quoted && content.contains('"')) {
                return Err(self.misquoted(at, rest));
            }
            let span = at..at + written.len();
            at = span.end + self.separator.len_utf8();
            cells.push(Cell { content: content.to_owned(), span });
        }
        Ok(cells)
    }

    fn misquoted(&self, at: usize, rest: &str) -> Diagnostic {
        if rest.starts_with('"') && rest.matches('"').count() % 2 == 1 {
            let help = "close it at the end of the cell, or remove it; a quote inside a text is doubled";
            return self.fault(at..at + 1, "a quote is opened here and never closed", help);
        }
        let line = rest.lines().next().unwrap_or_default();
        if !rest.contains('"') {
            let help = "a second byte-order mark, perhaps: type the line anew";
            return self.fault(at..at + line.len(), "there is something here that cannot be seen", help);
        }
        let cell = at..at + line.find(self.separator).unwrap_or(line.len());
        let help = "let quotes enclose the whole cell, and double those inside it, or write none";
        self.fault(cell, "a quote stands in the middle of a cell", help)
    }

    fn fault(&self, span: Range<usize>, message: &str, help: &str) -> Diagnostic {
        Diagnostic::error(Code::BadTable, message).placed(&Place { file: self.file, span }).help(help)
    }

    /// Refuses a row that has more or fewer cells than the header.
    ///
    /// # Errors
    /// A finding at the first cell too many, or at the last one.
    pub fn expect(&self, row: &[Cell], cells: usize) -> Result<(), Diagnostic> {
        if row.len() == cells {
            return Ok(());
        }
        let span = row.get(cells).or(row.last()).map_or(0..0, |cell| cell.span.clone());
        let message = format!("this row has {} cells, the header {cells}", row.len());
        let help = match row.len() > cells {
            true => {
                "write decimals with a point, and put quotes round a text that holds what separates cells"
            }
            false => "fill the row in, or remove it",
        };
        Err(self.fault(span, &message, help))
    }

    /// Refuses a row that adds up or averages others, as its own words say: it is no observation.
    ///
    /// # Errors
    /// A finding at these words.
    pub fn refuse_total(&self, row: &[Cell], column: usize) -> Result<(), Diagnostic> {
        let says_total = |(at, cell): &(usize, &Cell)| *at != column && is_total(&cell.content);
        let Some((_, cell)) = row.iter().enumerate().find(says_total) else { return Ok(()) };
        let help = "remove the row: it would count as one more observation";
        Err(self.fault(cell.span.clone(), "this row sums up the others", help))
    }
}

/// Words, English and Danish, by which a spreadsheet marks a row that sums up others.
const TOTALS: [&str; 12] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sum",
    "i alt",
    "ialt",
    "samlet",
    "average",
    "mean",
    "gennemsnit",
    "median",
];

fn is_total(content: &str) -> bool {
    let text = content.trim().trim_end_matches([':', '.']).to_lowercase();
    TOTALS
        .iter()
        .any(|word| text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<Vec<String>>, (String, Range<usize>)> {
        let read = || {
            let mut rows = Rows::of(text, 0)?;
            let mut read = Vec::new();
            while let Some(row) = rows.next()? {
                for cell in &row {
                    let written = &text[cell.span.clone()];
                    assert_eq!(
                        written.trim_matches('"').replace("\"\"", "\""),
                        cell.content.trim_matches('"')
                    );
                }
                read.push(row.into_iter().map(|cell| cell.content).collect());
            }
            Ok(read)
        };
        read().map_err(|finding: Diagnostic| (finding.message, finding.span.unwrap_or_default()))
    }

    #[test]
    fn what_rfc_4180_allows_is_read() {
        for (text, expected) in [
            ("a,b\r\n1,2\r\n\r\n3,4", vec![vec!["a", "b"], vec!["1", "2"], vec!["3", "4"]]),
            ("a;\"b;\"\"c\"\"\"\n\"1\";\"x\ny\"\n", vec![vec!["a", "b;\"c\""], vec!["1", "x\ny"]]),
            ("a,b\n,\n\"\",\"\"", vec![vec!["a", "b"], vec!["", ""], vec!["", ""]]),
            ("æ\n1\n\n\n2\n\n", vec![vec!["æ"], vec!["1"], vec!["2"]]),
            ("a\rb\r", vec![vec!["a"], vec!["b"]]),
        ] {
            assert_eq!(rows(text).as_deref(), Ok(expected.concat_rows().as_slice()), "{text:?}");
        }
    }

    trait Owned {
        fn concat_rows(&self) -> Vec<Vec<String>>;
    }

    impl Owned for Vec<Vec<&str>> {
        fn concat_rows(&self) -> Vec<Vec<String>> {
            self.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect()
        }
    }

    /// A lenient reader takes `"1"2` for 12, and all that follows an open quote for one cell.
    #[test]
    fn what_it_does_not_allow_is_an_error_at_its_cell() {
        let open = "a quote is opened here and never closed";
        let middle = "a quote stands in the middle of a cell";
        for (text, message, span) in [
            ("x\n1\n\"2\n3\n4\n", open, 4..5),
            ("x,y\n1,\"2\n3,4\n", open, 6..7),
            ("x,y\n1,\"\"\"2\n3,4\n", open, 6..7),
            ("x\n\"1\"2\n", middle, 2..6),
            ("x,y\n1\"2,3\n", middle, 4..7),
            ("x,y\n1, \"2\"\n", middle, 6..10),
            ("x,y\n\"1\" ,2\n", middle, 4..8),
            ("x,note\n1,\"a\n2,\"b\n", middle, 9..11),
            ("sep=;\nx;y\n1;2\n", "the first line is a hint for Excel, not the header", 0..5),
            ("x\ty\n1\t2\n", "the cells are separated by tabs", 0..3),
        ] {
            assert_eq!(rows(text), Err((message.to_owned(), span)), "{text:?}");
        }
    }

    #[test]
    fn rows_of_totals_are_told_by_their_words() {
        for total in ["Total", "TOTAL:", " I alt ", "Sum 2019", "Gennemsnit", "grand total"] {
            assert!(is_total(total), "{total}");
        }
        for other in ["Totaltech A/S", "summer", "men", "", "meaning", "2019"] {
            assert!(!is_total(other), "{other}");
        }
    }
}
