//! Findings about a scenario: plain data that points into the TOML, and their rendering as text.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use super::codes::Code;
use super::document::Place;
use super::printable::{printable, steers};
pub use super::severity::Severity;
use super::warning::Warning;

/// A text that was read: a scenario file, one that it extends, or a `--set`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path as named by whoever asked for it; `-` for standard input, `--set` for an override.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
    /// Number of its first line: more than 1 where it is a line of a file.
    pub first_line: usize,
}

/// One finding: what is wrong, where, what was expected and how to mend it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Stable name of the kind of finding, the text of its [`Code`].
    pub code: &'static str,
    /// What is wrong, as a lowercase fragment.
    pub message: String,
    /// Name of the file, as in [`SourceFile::name`].
    pub file: String,
    /// Byte range in the file's text; `None` where there is no text (a missing file).
    pub span: Option<Range<usize>>,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// What was expected, written at the caret; may be empty.
    pub label: String,
    /// How to mend it; may be empty.
    pub help: String,
    /// Index of the file among the loaded ones; `None` where it could not be read.
    #[serde(skip)]
    pub source: Option<usize>,
    /// The warning that it is, with the names and figures in its text; `None` of an error.
    #[serde(skip)]
    pub warning: Option<Box<Warning>>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message.into())
    }

    /// A warning without a place yet.
    pub fn warning(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message.into())
    }

    fn new(severity: Severity, code: Code, message: String) -> Diagnostic {
        Diagnostic {
            severity,
            code: code.text(),
            message,
            file: String::new(),
            span: None,
            line: None,
            column: None,
            label: String::new(),
            help: String::new(),
            source: None,
            warning: None,
        }
    }

    /// Puts the finding at a place in the loaded files (`Loaded::files`).
    pub fn at(self, place: &Place, files: &[SourceFile]) -> Diagnostic {
        self.placed(place).located(files)
    }

    /// Notes the place; name, line and column of the file are filled in by `located`.
    pub(crate) fn placed(mut self, place: &Place) -> Diagnostic {
        self.source = Some(place.file);
        self.span = Some(place.span.clone());
        self
    }

    /// Fills in name, line and column of the file.
    pub(crate) fn located(mut self, files: &[SourceFile]) -> Diagnostic {
        let (Some(file), Some(span)) = (self.source.and_then(|i| files.get(i)), &self.span) else {
            return self;
        };
        let (line, column) = line_and_column(&file.text, span.start);
        self.file = file.name.clone();
        self.line = Some(line + file.first_line - 1);
        self.column = Some(column);
        self
    }

    /// Says which file the finding is about, where there is no text to point into.
    pub fn in_file(mut self, name: &str) -> Diagnostic {
        self.file = name.to_owned();
        self
    }

    /// Says what was expected, at the caret.
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// Says how to mend it.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = help.into();
        self
    }

    /// Says which warning it is.
    pub(super) fn of(mut self, warning: &Warning) -> Diagnostic {
        self.warning = Some(Box::new(warning.clone()));
        self
    }

    /// The finding as text: message, file:line:column, the source line with a caret, and the help.
    ///
    /// `files` are the loaded files, `width` the columns of the terminal. The text ends without a newline.
    pub fn render(&self, files: &[SourceFile], width: usize, colour: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let [message, named, label, help] =
            [&self.message, &self.file, &self.label, &self.help].map(|text| printable(text));
        let title = level.primary_title(&*message).id(self.code);
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(width);
        let excerpt = self.source.and_then(|i| files.get(i)).zip(self.span.as_ref());
        let mut group = match excerpt {
            Some((file, span)) => {
                let excerpt = Excerpt::of(&file.text, span);
                let mut annotation = AnnotationKind::Primary.span(excerpt.span);
                if !label.is_empty() {
                    annotation = annotation.label(&*label);
                }
                title.element(
                    Snippet::source(still(excerpt.text))
                        .path(printable(&file.name))
                        .line_start(excerpt.line + file.first_line - 1)
                        .annotation(annotation),
                )
            }
            None if !named.is_empty() => title.element(annotate_snippets::Origin::path(&*named)),
            None => title.elements([] as [annotate_snippets::Message<'_>; 0]),
        };
        if !help.is_empty() {
            group = group.element(Level::HELP.message(&*help));
        }
        renderer.render(&[group])
    }
}

/// A line of a file in which nothing steers, with all else at its place. What is one byte long is made visible by the renderer.
fn still(line: &str) -> String {
    let still = |c: char| match (steers(c), c.len_utf8()) {
        (true, 2) => '\u{b7}',
        (true, 3) => '\u{fffd}',
        _ => c,
    };
    line.chars().map(still).collect()
}

/// Line and column (both from 1, the column in characters) of a byte offset.
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let offset = floor_char_boundary(text, offset);
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The line on which a span starts, so that rendering does not walk a whole large file.
struct Excerpt<'a> {
    text: &'a str,
    line: usize,
    span: Range<usize>,
}

impl Excerpt<'_> {
    fn of<'a>(text: &'a str, span: &Range<usize>) -> Excerpt<'a> {
        let start = floor_char_boundary(text, span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        // A span over several lines (a table, a long string) is shown by its first line.
        let end = floor_char_boundary(text, span.end).clamp(start, line_end);
        let line = text[..line_start].matches('\n').count() + 1;
        let shown = text[line_start..line_end].trim_end_matches('\r');
        let last = shown.len();
        Excerpt { text: shown, line, span: (start - line_start).min(last)..(end - line_start).min(last) }
    }
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "a = 1\nmålgruppe = \"æøå\" x\r\n";
        assert_eq!(line_and_column(text, 0), (1, 1));
        assert_eq!(line_and_column(text, text.find('x').unwrap()), (2, 19));
        assert_eq!(line_and_column(text, text.len() + 10), (3, 1));
    }

    #[test]
    fn a_finding_renders_with_its_line_and_caret() {
        let files =
            [SourceFile { name: "a.toml".into(), text: "a = 1\r\nå = \"x\"\r\n".into(), first_line: 1 }];
        let span = files[0].text.find('"').unwrap();
        let finding = Diagnostic::error(Code::WrongType, "text where a number belongs")
            .at(&Place { file: 0, span: span..span + 3 }, &files)
            .label("expected a number")
            .help("remove the quotes");
        let text = finding.render(&files, 80, false);
        let expected = "error[wrong-type]: text where a number belongs\n \
                        --> a.toml:2:5\n  |\n2 | å = \"x\"\n  |     ^^^ expected a number\n  |\n  \
                        = help: remove the quotes";
        assert_eq!(text, expected);
    }
}
