//! Any answer for spreadsheets and statistics programs: a row per figure, found by its path in the JSON.

use serde::Serialize;
use serde_json::Value;

use super::csv::text_cell;

/// What an estimate has, in the order of the columns.
const PARTS: [&str; 4] = ["value", "se", "lo", "hi"];

/// What says how an answer came about, and is no figure of it.
const METADATA: [&str; 4] = ["schema_version", "run", "scenario", "scenarios"];

/// The first row.
pub(super) const HEADER: &str = "path,value,se,lo,hi\r\n";

/// [`HEADER`], then every estimate, whole number and number of the answer. Elements of a list are named by what names them
/// (`name`, `input`, `group`, `inputs`, `n`), or else by their place.
pub(super) fn rows(answer: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut text = HEADER.to_owned();
    let mut answer = serde_json::to_value(answer)?;
    if let Value::Object(fields) = &mut answer {
        fields.retain(|name, _| !METADATA.contains(&name.as_str()));
    }
    walk(&answer, &mut Vec::new(), &mut text);
    Ok(text)
}

fn walk(value: &Value, path: &mut Vec<String>, text: &mut String) {
    match value {
        Value::Object(fields) if PARTS.iter().all(|part| fields.contains_key(*part)) => {
            row(path, PARTS.map(|part| number(&fields[part])), text);
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                path.push(name.clone());
                walk(field, path, text);
                path.pop();
            }
        }
        Value::Array(elements) => {
            for (at, element) in elements.iter().enumerate() {
                path.push(named(element).unwrap_or_else(|| at.to_string()));
                walk(element, path, text);
                path.pop();
            }
        }
        Value::Number(_) => row(path, [number(value), String::new(), String::new(), String::new()], text),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

fn row(path: &[String], cells: [String; 4], text: &mut String) {
    text.push_str(&text_cell(&path.join(".")));
    for cell in cells {
        text.push(',');
        text.push_str(&cell);
    }
    text.push_str("\r\n");
}

fn number(value: &Value) -> String {
    if value.is_null() { String::new() } else { value.to_string() }
}

fn named(element: &Value) -> Option<String> {
    ["group", "name", "input", "number", "inputs", "n"].iter().find_map(|key| match &element[*key] {
        Value::String(name) => Some(name.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Array(names) => {
            let names: Option<Vec<&str>> = names.iter().map(Value::as_str).collect();
            names.map(|names| names.join("+"))
        }
        _ => None,
    })
}
