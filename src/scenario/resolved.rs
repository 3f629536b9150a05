//! The merged scenario as text: canonical TOML 1.0, sorted by name, without comments.
//!
//! The same scenario gives the same text however it was written and from however many files; the text reads back
//! to the same scenario.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};

use sha2::{Digest, Sha256};

use super::keys::{Kind, Section};
use super::tree::{Node, Table, Value};

/// Writes a merged scenario.
pub fn write(tree: &Table) -> String {
    let mut text = String::new();
    // The version comes first: it says how to read the rest.
    let mut plain: Vec<(&String, &Node)> = tree.iter().filter(|(_, node)| node.table().is_none()).collect();
    plain.sort_by_key(|(name, _)| (*name != "format", *name));
    for (name, node) in plain {
        write_pair(&mut text, name, node);
    }
    for (name, node) in tree {
        let Some(table) = node.table() else { continue };
        // Some sections hold keys; every other one holds entries.
        if holds_keys(name) {
            write_table(&mut text, &key(name), table);
        } else {
            for (entry, node) in table {
                if let Some(table) = node.table() {
                    write_table(&mut text, &format!("{}.{}", key(name), key(entry)), table);
                }
            }
        }
    }
    text
}

/// Whether a section is one table of keys, as `[discount]` is, and not named entries.
pub fn holds_keys(section: &str) -> bool {
    Section::Scenario.key(section).is_some_and(|key| matches!(key.kind, Kind::Table(_)))
}

/// SHA-256 of a text, in hexadecimal.
pub fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn write_table(text: &mut String, heading: &str, table: &Table) {
    text.push_str("\n[");
    text.push_str(heading);
    text.push_str("]\n");
    for (name, node) in table {
        write_pair(text, name, node);
    }
}

fn write_pair(text: &mut String, name: &str, node: &Node) {
    text.push_str(&key(name));
    text.push_str(" = ");
    write_value(text, node);
    text.push('\n');
}

fn write_value(text: &mut String, node: &Node) {
    match &node.value {
        Value::Text(content) => text.push_str(&quoted(content)),
        Value::Whole(x) => put(text, x),
        Value::Float(x) => float(text, *x),
        Value::Boolean(x) => put(text, x),
        // No key takes a date, so no checked scenario holds one.
        Value::Date => text.push_str("\"\""),
        Value::List(items) => write_list(text, items, write_value),
        Value::Numbers(items, _) => write_list(text, items, |text, x| float(text, *x)),
        Value::Table(table) => {
            text.push_str("{ ");
            for (i, (name, node)) in table.iter().enumerate() {
                if i > 0 {
                    text.push_str(", ");
                }
                text.push_str(&key(name));
                text.push_str(" = ");
                write_value(text, node);
            }
            text.push_str(" }");
        }
    }
}

fn write_list<T>(text: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
    text.push('[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            text.push_str(", ");
        }
        write(text, item);
    }
    text.push(']');
}

/// The shortest text that reads back to the same number; Rust's form of it is TOML's too.
fn float(text: &mut String, x: f64) {
    put(text, &format_args!("{x:?}"));
}

fn put(text: &mut String, value: &impl Display) {
    write!(text, "{value}").expect("a string takes all text");
}

/// A key, quoted where it has to be.
pub fn key(name: &str) -> Cow<'_, str> {
    let bare =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    if bare { name.into() } else { quoted(name).into() }
}

/// A basic string. Control characters are escaped, everything else stands as it is.
pub fn quoted(content: &str) -> String {
    let mut text = String::with_capacity(content.len() + 2);
    text.push('"');
    for c in content.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            '\r' => text.push_str("\\r"),
            c if c.is_control() => text.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => text.push(c),
        }
    }
    text.push('"');
    text
}
