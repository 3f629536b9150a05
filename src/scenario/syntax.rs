//! Syntax errors: what the TOML parser says, in the words of this program and with a way out.

use super::codes::Code;
use super::diagnostic::Diagnostic;
use super::document::Place;
use super::limits;
use super::numerals;
use super::spelling::suggest_name;

/// The parser's errors as findings, one a line, and how far what it read can be relied on.
///
/// A bracket that is never closed is reported where it opens, and what the parser says after it is left out: it
/// follows from it.
pub fn findings(errors: &[toml::de::Error], text: &str, file: usize) -> (Vec<Diagnostic>, usize) {
    let unclosed = errors.iter().any(|e| {
        e.message().starts_with("unclosed inline table") || e.message().starts_with("unclosed array")
    });
    let opening = if unclosed { first_unclosed(text) } else { None };
    let mut findings = Vec::new();
    let mut last: Option<usize> = None;
    for error in errors {
        let start = error.span().map_or(text.len(), |span| span.start).min(text.len());
        if opening.is_some_and(|open| start >= open) || findings.len() > limits::FINDINGS {
            continue;
        }
        // Only what lies between two errors is looked at: a large file may be one line of nothing else.
        let same_line = last.is_some_and(|last| {
            let (a, b) = if last < start { (last, start) } else { (start, last) };
            !text.as_bytes()[a..b].contains(&b'\n')
        });
        if !same_line {
            findings.push(finding(error, text, file, 0));
        }
        last = Some(start);
    }
    if let Some(open) = opening {
        let bracket = if text.as_bytes()[open] == b'{' { ("{", "}") } else { ("[", "]") };
        findings.push(
            Diagnostic::error(Code::Syntax, format!("not valid TOML: this `{}` is never closed", bracket.0))
                .placed(&Place { file, span: open..open + 1 })
                .label(format!("expected a `{}` after it", bracket.1)),
        );
    }
    (findings, opening.unwrap_or(text.len()))
}

/// One error of the parser; `offset` is where what it parsed starts in the text.
pub fn finding(error: &toml::de::Error, text: &str, file: usize, offset: usize) -> Diagnostic {
    let (what, expected) = match error.message().split_once(", expected ") {
        Some((what, "nothing")) => (what, String::new()),
        Some((what, expected)) => (what, format!("expected {expected}")),
        None => (error.message(), String::new()),
    };
    let end = text.len();
    let span =
        error.span().map_or(end..end, |span| (span.start + offset).min(end)..(span.end + offset).min(end));
    let found = text.get(span.start..).unwrap_or_default();
    if let Some(finding) = number(text, file, span.clone()).or_else(|| header(text, file, &span)) {
        return finding;
    }
    let (what, expected, help) = match what {
        "string values must be quoted" if span.is_empty() => (
            "a key without a value",
            "expected a value: a number, text in quotes, a list or a table".to_owned(),
            "",
        ),
        "string values must be quoted" => (
            "text without quotes",
            "expected a number, or text in quotes".to_owned(),
            "write text, names and formulas in quotes, as rate = \"success_rate\"",
        ),
        "duplicate key" => (
            "a key or table that is already there",
            "stated a second time here".to_owned(),
            "put the two together, or give one of them another name",
        ),
        "invalid unquoted key" => (
            "a character that a name cannot hold",
            "expected small letters a–z, digits and `_`".to_owned(),
            "labels and titles hold any text, names do not",
        ),
        "unexpected key or value" if found.starts_with(',') => (
            "a comma after the value",
            "expected the end of the line".to_owned(),
            "write decimals with a point: 0.035",
        ),
        "invalid key-value pair" if found.starts_with('{') && text[..span.start].trim().is_empty() => (
            "a text that starts with `{`",
            "expected `key = value` or `[table]`".to_owned(),
            "a scenario is TOML, not JSON: start from `vendepunkt new NAME`",
        ),
        "key with no value" => ("a key without a value", "expected `=` and a value".to_owned(), ""),
        "invalid basic string" | "invalid literal string" => (
            "text without a closing quote",
            expected,
            "close it on the same line, or use three quotes for several lines",
        ),
        what if expected.is_empty() => (what, "expected something else here".to_owned(), ""),
        what => (what, expected, ""),
    };
    Diagnostic::error(Code::Syntax, format!("not valid TOML: {what}"))
        .placed(&Place { file, span })
        .label(expected)
        .help(help)
}

/// A number that is written as numbers are elsewhere.
fn number(text: &str, file: usize, span: std::ops::Range<usize>) -> Option<Diagnostic> {
    let slip = numerals::slip_around(text, span.start)?;
    let finding = Diagnostic::error(Code::Syntax, format!("not valid TOML: {}", slip.what));
    Some(finding.placed(&Place { file, span }).label("expected a number, as 129_000.5").help(slip.help))
}

/// A name of several words in a header or before `=`.
fn header(text: &str, file: usize, span: &std::ops::Range<usize>) -> Option<Diagnostic> {
    let start = text[..span.start].rfind('\n').map_or(0, |i| i + 1);
    let line = text[start..].lines().next()?;
    let key = match line.trim_start().strip_prefix('[') {
        Some(header) => header.split_once(']')?.0,
        None => line.split_once('=')?.0,
    };
    let key = key.trim();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.');
    if span.start > start + line.find(key)? + key.len() || !key.contains(' ') || !key.chars().all(is_name) {
        return None;
    }
    let parts: Vec<String> = key.split('.').map(suggest_name).collect();
    let name = parts.join(".");
    let name = if line.trim_start().starts_with('[') { format!("[{name}]") } else { name };
    let finding = Diagnostic::error(Code::Syntax, "not valid TOML: a blank in a name");
    let finding = finding.placed(&Place { file, span: span.clone() });
    Some(finding.label("expected small letters a–z, digits and `_`").help(format!("write `{name}`")))
}

/// The first bracket that opens and never closes; brackets in text and comments do not count.
fn first_unclosed(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'#' => i += text[i..].find('\n').unwrap_or(text.len() - i),
            quote @ (b'"' | b'\'') => {
                i = end_of_text(text, i, quote);
                continue;
            }
            b'[' | b'{' => open.push(i),
            b']' | b'}' => drop(open.pop()),
            _ => {}
        }
        i += 1;
    }
    open.first().copied()
}

/// Where the text that opens at `start` has ended.
fn end_of_text(text: &str, start: usize, quote: u8) -> usize {
    let bytes = text.as_bytes();
    let long = bytes[start..].starts_with(&[quote; 3]);
    let mut i = start + if long { 3 } else { 1 };
    while i < bytes.len() {
        match bytes[i] {
            b'\\' if quote == b'"' => i += 1,
            b'\n' if !long => return i,
            b if b == quote && (!long || bytes[i..].starts_with(&[quote; 3])) => {
                return i + if long { 3 } else { 1 };
            }
            _ => {}
        }
        i += 1;
    }
    bytes.len()
}
