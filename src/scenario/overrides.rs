//! Overrides: `--set path=value`.

use super::codes::Code;
use super::diagnostic::Diagnostic;
use super::document::Place;
use super::keys::FILE_KEYS;
use super::tree::{self, Node, Table, Value};

/// One override: a key path and the value to put there.
#[derive(Debug, Clone)]
pub struct Override {
    /// The names that lead to the leaf, each with its place in the `--set` text.
    pub path: Vec<(String, Place)>,
    /// The value.
    pub value: Node,
}

impl Override {
    /// The override as a scenario file that states only this.
    pub fn into_layer(self) -> Table {
        let layer = self.value.layer;
        let mut names = self.path.into_iter().rev();
        let mut table = Table::new();
        if let Some((name, place)) = names.next() {
            table.insert(name, Node { key: place, ..self.value });
        }
        for (name, place) in names {
            let node = Node { value: Value::Table(table), place: place.clone(), key: place, layer };
            table = Table::from([(name, node)]);
        }
        table
    }
}

/// Reads `path=value`. The value is a TOML value; a bare word that is none is taken as text.
///
/// # Errors
/// What is wrong, with its place in the text.
pub fn parse(text: &str, file: usize, layer: usize) -> Result<Override, Diagnostic> {
    let whole = Place { file, span: 0..text.len() };
    let Some(equals) = end_of_path(text) else {
        return Err(Diagnostic::error(Code::Set, "an override without `=`")
            .placed(&whole)
            .help("write --set path=value, as --set inputs.success_rate.fixed=0.4"));
    };
    let path = parse_path(text, equals, file, layer)?;
    if let Some((name, place)) = path.first().filter(|(name, _)| FILE_KEYS.contains(&name.as_str())) {
        let help = match name.as_str() {
            "variants" => "choose a variant with --variant, and set what it states by its own path",
            _ => "it belongs to the file and is read before any override",
        };
        return Err(Diagnostic::error(Code::Set, format!("`{name}` cannot be set")).placed(place).help(help));
    }
    let rest = &text[equals + 1..];
    let start = equals + 1 + (rest.len() - rest.trim_start().len());
    let value = match tree::parse_value(text, file, layer, start) {
        Ok(value) => value,
        Err(error) => {
            let word = text[start..].trim_end();
            if word.is_empty() || word.starts_with(['"', '\'', '[', '{']) {
                return Err(error);
            }
            let place = Place { file, span: start..start + word.len() };
            Node { value: Value::Text(word.to_owned()), place: place.clone(), key: place, layer }
        }
    };
    Ok(Override { path, value })
}

/// The first `=` that no quotes enclose.
fn end_of_path(text: &str) -> Option<usize> {
    let mut quote = None;
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (None, '=') => return Some(i),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

/// The names of a dotted TOML key.
fn parse_path(
    text: &str,
    equals: usize,
    file: usize,
    layer: usize,
) -> Result<Vec<(String, Place)>, Diagnostic> {
    let written = &text[..equals];
    let bad = || {
        Diagnostic::error(Code::Set, format!("`{}` is not a key path", written.trim()))
            .placed(&Place { file, span: 0..equals.max(1).min(text.len()) })
            .label("expected names with points between them")
            .help("as --set inputs.success_rate.fixed=0.4")
    };
    // The path is a TOML key, and a TOML document of one key and value parses it with every place.
    let mut findings = super::findings::Findings::default();
    let (mut table, _) = tree::parse(&format!("{written}= 0"), file, layer, &mut findings);
    if findings.errors() > 0 || written.contains(['\n', '#', '[']) {
        return Err(bad());
    }
    let mut path = Vec::new();
    loop {
        let Some((name, node)) = table.pop_first().filter(|_| table.is_empty()) else { return Err(bad()) };
        path.push((name, node.key));
        match node.value {
            Value::Table(inner) => table = inner,
            _ => return Ok(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Value) {
        let change = parse(text, 0, 0).unwrap_or_else(|e| panic!("{text}: {}", e.message));
        (change.path.into_iter().map(|(name, _)| name).collect(), change.value.value)
    }

    #[test]
    fn values_are_toml_and_bare_words_are_text() {
        assert!(matches!(read("horizon=8"), (path, Value::Whole(8)) if path == ["horizon"]));
        let (path, value) = read("inputs.x.beta = { mean = 0.4, sd = 0.1 }");
        assert_eq!(path, ["inputs", "x", "beta"]);
        assert!(matches!(value, Value::Table(table) if table.len() == 2));
        assert!(matches!(read("costs.a.amount=price * 2").1, Value::Text(text) if text == "price * 2"));
        assert!(
            matches!(read("a.\"b=c\".d=true"), (path, Value::Boolean(true)) if path == ["a", "b=c", "d"])
        );
    }

    #[test]
    fn what_is_no_override_is_refused() {
        for text in
            ["", "horizon", "=3", "a..b=3", "a b=3", "x=[1, 2", "x=", "variants.low.horizon=3", "[a]\nb=3"]
        {
            assert!(parse(text, 0, 0).is_err(), "{text:?}");
        }
    }
}
