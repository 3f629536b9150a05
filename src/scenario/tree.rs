//! The TOML tree of one text: values with their places, before anything is known about their meaning.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::distribution::PercentageKey;

use super::diagnostic::Diagnostic;
use super::document::Place;
use super::findings::Findings;
use super::syntax;

/// A table: its entries by name.
pub type Table = BTreeMap<String, Node>;

/// A value with its places.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where the value is; of a `[header]` table the header.
    pub place: Place,
    /// Where its key is; for an item of a list the item itself.
    pub key: Place,
    /// Index of the layer that states it.
    pub layer: usize,
}

/// A TOML value.
#[derive(Debug, Clone)]
pub enum Value {
    /// Text.
    Text(String),
    /// A whole number that fits 64 bits.
    Whole(i64),
    /// A number with a fraction or exponent, or a whole number too large for 64 bits.
    Float(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A date or time; no key takes one.
    Date,
    /// A list.
    List(Vec<Node>),
    /// A list of numbers that a data file holds, and a cell of it where all with a point are written as thousands are in
    /// Danish.
    Numbers(Vec<f64>, Option<String>),
    /// A table.
    Table(Table),
}

impl Node {
    /// The table, if it is one.
    pub fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The list, if it is one.
    pub fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    /// The text, if it is text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one; it may be infinite or NaN.
    pub fn number(&self) -> Option<f64> {
        match self.value {
            Value::Whole(x) => Some(x as f64),
            Value::Float(x) => Some(x),
            _ => None,
        }
    }

    /// The whole number, if it is written as one.
    pub fn whole(&self) -> Option<i64> {
        match self.value {
            Value::Whole(x) => Some(x),
            _ => None,
        }
    }

    /// The truth value, if it is one.
    pub fn boolean(&self) -> Option<bool> {
        match self.value {
            Value::Boolean(x) => Some(x),
            _ => None,
        }
    }

    /// What the value is, in words.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Text(_) => "text",
            Value::Whole(_) => "a whole number",
            Value::Float(_) => "a number",
            Value::Boolean(_) => "true or false",
            Value::Date => "a date",
            Value::List(_) | Value::Numbers(..) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// Parses a text. Syntax errors become findings; what can be read in spite of them is returned, with the offset up
/// to which it can be relied on.
pub fn parse(text: &str, file: usize, layer: usize, findings: &mut Findings) -> (Table, usize) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let (list, reliable) = syntax::findings(&errors, text, file);
    list.into_iter().for_each(|finding| findings.push(finding));
    let conversion = Conversion { file, layer, offset: 0 };
    (conversion.table(table.get_ref()), reliable)
}

/// Parses a single value that starts `offset` bytes into a text; the error, if it is not one.
pub fn parse_value(text: &str, file: usize, layer: usize, offset: usize) -> Result<Node, Diagnostic> {
    match DeValue::parse(&text[offset..]) {
        Ok(value) => {
            let conversion = Conversion { file, layer, offset };
            let place = conversion.place(value.span());
            Ok(conversion.node(value.get_ref(), place.clone(), place))
        }
        Err(error) => Err(syntax::finding(&error, text, file, offset)),
    }
}

struct Conversion {
    file: usize,
    layer: usize,
    offset: usize,
}

impl Conversion {
    fn place(&self, span: Range<usize>) -> Place {
        Place { file: self.file, span: span.start + self.offset..span.end + self.offset }
    }

    fn table(&self, table: &DeTable<'_>) -> Table {
        let nodes = table.iter().map(|(key, value)| {
            let node = self.node(value.get_ref(), self.place(value.span()), self.place(key.span()));
            (key.get_ref().to_string(), node)
        });
        join_percentages(nodes.collect())
    }

    fn node(&self, value: &DeValue<'_>, place: Place, key: Place) -> Node {
        let value = match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(x) => match i64::from_str_radix(x.as_str(), x.radix()) {
                Ok(x) => Value::Whole(x),
                Err(_) => Value::Float(x.as_str().parse().unwrap_or(f64::INFINITY)),
            },
            DeValue::Float(x) => Value::Float(x.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(x) => Value::Boolean(*x),
            DeValue::Datetime(_) => Value::Date,
            DeValue::Array(items) => Value::List(
                items
                    .iter()
                    .map(|item| {
                        let place = self.place(item.span());
                        self.node(item.get_ref(), place.clone(), place)
                    })
                    .collect(),
            ),
            DeValue::Table(table) => Value::Table(self.table(table)),
        };
        Node { value, place, key, layer: self.layer }
    }
}

/// Joins what TOML divides at a point: `p2.5 = 0.1` is read as a table `p2` with a key `5`. Of two ways to write one key, `p2.5` and
/// `p2.50`, the second stays as it is, to be found out.
fn join_percentages(mut table: Table) -> Table {
    let is_part = |name: &str| {
        let digits = name.strip_prefix('p').or_else(|| name.strip_prefix("ci")).unwrap_or_default();
        digits.starts_with(|c: char| c.is_ascii_digit())
    };
    let names: Vec<String> = table.keys().filter(|name| is_part(name)).cloned().collect();
    for name in names {
        let decimals = |key: &String| !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit());
        match table.get(&name).and_then(Node::table) {
            Some(parts) if !parts.is_empty() && parts.keys().all(decimals) => {
                let Some(Node { value: Value::Table(parts), key, .. }) = table.remove(&name) else {
                    continue;
                };
                for (decimals, node) in parts {
                    let place = Place { file: key.file, span: key.span.start..node.key.span.end };
                    // Several keys of one first half stand apart.
                    let is_whole = key.span.end + 1 == node.key.span.start;
                    let key = if is_whole { place } else { node.key.clone() };
                    put_percentage(&mut table, format!("{name}.{decimals}"), Node { key, ..node });
                }
            }
            Some(_) => {}
            None => {
                if let Some(node) = table.remove(&name) {
                    put_percentage(&mut table, name, node);
                }
            }
        }
    }
    table
}

fn put_percentage(table: &mut Table, name: String, node: Node) {
    let plain = PercentageKey::read(&name).map_or_else(|| name.clone(), |key| key.to_string());
    let free = if table.contains_key(&plain) { format!("{name} ") } else { plain };
    table.insert(free, node);
}
