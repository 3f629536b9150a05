//! Data columns: an empirical law's values from a CSV file beside the scenario.

use std::path::PathBuf;

use super::codes::Code;
use super::diagnostic::{Diagnostic, SourceFile};
use super::document::Place;
use super::findings::Findings;
use super::limits;
use super::source::{self, Enclosure};
use super::spelling::{nearest, quoted_list};
use super::tree::{Node, Table, Value};

/// Puts the values of data columns in the place of `{ file, column }`.
pub struct Columns<'a> {
    /// The texts; a data file with a fault joins them, so that the fault can be shown.
    pub files: &'a mut Vec<SourceFile>,
    /// The folder of each text, to which its paths are relative.
    pub folders: &'a [PathBuf],
    /// What may be read.
    pub enclosure: &'a Enclosure,
    /// Where what is wrong goes.
    pub findings: &'a mut Findings,
}

impl Columns<'_> {
    /// Walks the inputs of a merged scenario.
    pub fn inline(&mut self, tree: &mut Table) {
        let Some(Value::Table(inputs)) = tree.get_mut("inputs").map(|node| &mut node.value) else { return };
        for input in inputs.values_mut() {
            if let Value::Table(table) = &mut input.value {
                self.families(table);
            }
        }
    }

    /// Walks the family tables of an input or of a part of a mixture.
    fn families(&mut self, table: &mut Table) {
        for (name, node) in table {
            let Value::Table(family) = &mut node.value else { continue };
            if name == "empirical" {
                self.column(family);
            } else if let Some(Value::List(parts)) = family.get_mut("parts").map(|node| &mut node.value) {
                for part in parts {
                    if let Value::Table(part) = &mut part.value {
                        self.families(part);
                    }
                }
            }
        }
    }

    fn column(&mut self, family: &mut Table) {
        let text = |key: &str| family.get(key).and_then(Node::text);
        let (Some(file), Some(column), 2) = (text("file"), text("column"), family.len()) else { return };
        let (file_node, column_node) = (&family["file"], &family["column"]);
        match self.read(file, column, file_node, column_node) {
            Ok(values) => {
                let values = Node { value: Value::Numbers(values), ..file_node.clone() };
                *family = Table::from([("values".to_owned(), values)]);
            }
            Err(finding) => self.findings.push(finding),
        }
    }

    fn read(
        &mut self,
        file: &str,
        column: &str,
        file_node: &Node,
        column_node: &Node,
    ) -> Result<Vec<f64>, Diagnostic> {
        let folder = self.folders.get(file_node.place.file).cloned().unwrap_or_default();
        let path = folder.join(file);
        let (_, bytes) = self.enclosure.read(&path).map_err(|finding| finding.placed(&file_node.place))?;
        let index = source::decode(&path.display().to_string(), bytes, self.files)?;
        let values = column_values(&self.files[index].text, index, column, column_node)?;
        // Only a file with a fault is shown, and data may be large.
        self.files.truncate(index);
        Ok(values)
    }
}

/// The numbers of one column, from the line after the header.
fn column_values(text: &str, file: usize, column: &str, column_node: &Node) -> Result<Vec<f64>, Diagnostic> {
    let header_line = text.lines().next().unwrap_or_default();
    // Danish and many other spreadsheets separate by semicolons, because their decimals use the comma.
    let separator = if header_line.contains(';') { ';' } else { ',' };
    let mut records = Records { text, at: 0, separator };
    let header = records.next().unwrap_or_default();
    let names: Vec<&str> = header.iter().map(|cell| cell.content.trim()).collect();
    let Some(index) = names.iter().position(|name| *name == column) else {
        let finding =
            Diagnostic::error(Code::MissingColumn, format!("the data file has no column `{column}`"))
                .placed(&column_node.place);
        return Err(match nearest(column, names.iter().copied()) {
            Some(near) => finding.label(format!("did you mean `{near}`?")),
            None => {
                let shown: Vec<&str> = names.iter().copied().take(20).collect();
                finding.help(format!("its columns are {}", quoted_list(&shown, "and")))
            }
        });
    };
    let mut values = Vec::new();
    for record in records {
        if record.len() == 1 && record[0].content.trim().is_empty() {
            continue;
        }
        values.push(number(&record, index, file, column)?);
        if values.len() > limits::VALUES {
            let message = format!("column `{column}` holds more than {} values", limits::VALUES);
            return Err(Diagnostic::error(Code::TooMany, message)
                .placed(&column_node.place)
                .help("thin it: an empirical law needs no more than some thousand values"));
        }
    }
    if values.is_empty() {
        return Err(Diagnostic::error(Code::EmptyList, format!("column `{column}` holds no values"))
            .placed(&column_node.place)
            .label("expected at least one row after the header"));
    }
    Ok(values)
}

fn number(record: &[Cell], index: usize, file: usize, column: &str) -> Result<f64, Diagnostic> {
    let Some(cell) = record.get(index) else {
        let span = record.last().map_or(0..0, |cell| cell.span.clone());
        let message = format!("this row has {} cells and none in column `{column}`", record.len());
        return Err(Diagnostic::error(Code::BadCell, message)
            .placed(&Place { file, span })
            .label(format!("expected at least {} cells", index + 1)));
    };
    let content = cell.content.trim();
    if let Some(x) = content.parse().ok().filter(|x: &f64| x.is_finite()) {
        return Ok(x);
    }
    let help = match content {
        "" => "remove rows without a value, or fill them in",
        _ if content.contains(',') => "write decimals with a point and no thousands separators",
        _ => "",
    };
    let message = match content {
        "" => format!("an empty cell in column `{column}`"),
        _ => format!("a cell of column `{column}` is not a number"),
    };
    Err(Diagnostic::error(Code::BadCell, message)
        .placed(&Place { file, span: cell.span.clone() })
        .label("expected a number")
        .help(help))
}

/// One cell, without its quotes, with its byte range.
struct Cell {
    content: String,
    span: std::ops::Range<usize>,
}

/// The records of a CSV text (RFC 4180): cells in quotes may hold separators, line breaks and doubled quotes.
struct Records<'a> {
    text: &'a str,
    at: usize,
    separator: char,
}

impl Iterator for Records<'_> {
    type Item = Vec<Cell>;

    fn next(&mut self) -> Option<Vec<Cell>> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut record = Vec::new();
        loop {
            let start = self.at;
            let mut content = String::new();
            let mut quoted = false;
            let mut ended = true;
            while let Some(c) = self.text[self.at..].chars().next() {
                self.at += c.len_utf8();
                match c {
                    '"' if quoted && self.text[self.at..].starts_with('"') => {
                        content.push('"');
                        self.at += 1;
                    }
                    '"' if quoted || content.trim().is_empty() => quoted = !quoted,
                    '\r' if !quoted && self.text[self.at..].starts_with('\n') => {}
                    '\n' if !quoted => break,
                    c if c == self.separator && !quoted => {
                        ended = false;
                        break;
                    }
                    c => content.push(c),
                }
            }
            let written = self.text[start..self.at].trim_end_matches(['\n', '\r', self.separator]);
            record.push(Cell { content, span: start..start + written.len() });
            if ended {
                return Some(record);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, column: &str) -> Result<Vec<f64>, String> {
        let place = Place { file: 0, span: 0..0 };
        let node = Node { value: Value::Text(column.to_owned()), place: place.clone(), key: place, layer: 0 };
        column_values(text, 1, column, &node).map_err(|finding| finding.message)
    }

    #[test]
    fn columns_are_found_by_name() {
        assert_eq!(read("year,cost\n2014,1.5\n2015,2\n", "cost"), Ok(vec![1.5, 2.0]));
        assert_eq!(read("a;\"the; cost\"\r\n1;\"2\"\r\n3;4", "the; cost"), Ok(vec![2.0, 4.0]));
        assert_eq!(read("x\n1e3\n\n-2\n", "x"), Ok(vec![1000.0, -2.0]));
        assert_eq!(read("note,x\n\"a \"\"b\"\"\nc\",7\n", "x"), Ok(vec![7.0]));
    }

    #[test]
    fn faults_are_named() {
        assert_eq!(read("x,y\n1,2\n", "z").unwrap_err(), "the data file has no column `z`");
        assert_eq!(read("x,y\n1\n", "y").unwrap_err(), "this row has 1 cells and none in column `y`");
        assert_eq!(read("x;y\n1;0,5\n", "y").unwrap_err(), "a cell of column `y` is not a number");
        assert_eq!(read("x,y\n1,\n", "y").unwrap_err(), "an empty cell in column `y`");
        assert_eq!(read("x\n", "x").unwrap_err(), "column `x` holds no values");
    }
}
