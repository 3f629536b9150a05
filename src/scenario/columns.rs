//! Data columns: an empirical law's values from a CSV file beside the scenario.

use std::path::PathBuf;

use super::codes::Code;
use super::diagnostic::{Diagnostic, SourceFile};
use super::document::Place;
use super::findings::Findings;
use super::limits;
use super::numerals::thousands_cell;
use super::rows::{Cell, Rows};
use super::source::{self, Enclosure};
use super::spelling::{nearest, quoted_list};
use super::tree::{Node, Table, Value};

/// Puts the values of data columns in the place of `{ file, column }`.
pub struct Columns<'a> {
    /// The texts; a data file with a fault joins them, so that the fault can be shown.
    pub files: &'a mut Vec<SourceFile>,
    /// The files that were read, with links resolved.
    pub read: &'a mut Vec<PathBuf>,
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
            Ok((values, thousands)) => {
                let values = Node { value: Value::Numbers(values, thousands), ..file_node.clone() };
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
    ) -> Result<(Vec<f64>, Option<String>), Diagnostic> {
        let folder = self.folders.get(file_node.place.file).cloned().unwrap_or_default();
        let path = folder.join(file);
        let (resolved, bytes) =
            self.enclosure.read(&path).map_err(|finding| finding.placed(&file_node.place))?;
        self.read.push(resolved);
        let index = source::decode(&path.display().to_string(), bytes, self.files)?;
        let values = column_values(&self.files[index].text, index, column, column_node)?;
        let thousands = thousands_cell(&self.files[index].text, column, &values);
        // Only a file with a fault is shown, and data may be large.
        self.files.truncate(index);
        Ok((values, thousands))
    }
}

/// The numbers of one column, from the line after the header.
fn column_values(text: &str, file: usize, column: &str, column_node: &Node) -> Result<Vec<f64>, Diagnostic> {
    let mut rows = Rows::of(text, file)?;
    let header = rows.next()?.unwrap_or_default();
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
    if let Some(twin) = names.iter().skip(index + 1).position(|name| *name == column) {
        let span = header[index + 1 + twin].span.clone();
        return Err(Diagnostic::error(Code::BadTable, format!("two columns are called `{column}`"))
            .placed(&Place { file, span })
            .help("rename or remove one of them"));
    }
    let mut values = Vec::new();
    while let Some(row) = rows.next()? {
        if header.len() == 1 && row.len() == 1 && row[0].content.trim().is_empty() {
            continue;
        }
        rows.expect(&row, header.len())?;
        rows.refuse_total(&row, index)?;
        values.push(number(&row[index], file, column)?);
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

fn number(cell: &Cell, file: usize, column: &str) -> Result<f64, Diagnostic> {
    let content = cell.content.trim();
    if let Some(x) = content.parse().ok().filter(|x: &f64| x.is_finite()) {
        return Ok(x);
    }
    let help = match content {
        "" => "remove rows without a value, or fill them in",
        _ if content.contains([',', ' ', '\u{a0}', '\u{202f}']) || content.matches('.').count() > 1 => {
            "write decimals with a point and no thousands separators"
        }
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
        assert_eq!(read("x,y\n1\n", "y").unwrap_err(), "this row has 1 cells, the header 2");
        assert_eq!(read("x;y\n1;0,5\n", "y").unwrap_err(), "a cell of column `y` is not a number");
        assert_eq!(read("x,y\n1,\n", "y").unwrap_err(), "an empty cell in column `y`");
        assert_eq!(read("x\n", "x").unwrap_err(), "column `x` holds no values");
        assert_eq!(read("x,y\n1,2,3\n", "x").unwrap_err(), "this row has 3 cells, the header 2");
        assert_eq!(read("x\n0,5\n", "x").unwrap_err(), "this row has 2 cells, the header 1");
        assert_eq!(read("x,x\n1,2\n", "x").unwrap_err(), "two columns are called `x`");
        assert_eq!(read("who,x\na,1\nI alt:,1\n", "x").unwrap_err(), "this row sums up the others");
    }
}
