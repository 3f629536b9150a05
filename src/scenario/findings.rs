//! The findings of one reading, collected until all are known.

use std::collections::BTreeSet;

use super::codes::Code;
use super::diagnostic::{Diagnostic, Severity, SourceFile};
use super::limits;

/// What was found so far.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Diagnostic>,
    errors: usize,
}

impl Findings {
    /// Adds a finding. Beyond [`limits::FINDINGS`] none is kept.
    pub fn push(&mut self, finding: Diagnostic) {
        self.errors += usize::from(finding.severity == Severity::Error);
        if !self.is_full() {
            self.list.push(finding);
        }
    }

    /// Whether further findings are not kept, so that looking for them is wasted.
    pub fn is_full(&self) -> bool {
        self.list.len() >= limits::FINDINGS
    }

    /// Errors so far.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Where the lines start on which something was found so far in a file.
    pub fn lines(&self, file: usize, text: &str) -> BTreeSet<usize> {
        let here = self.list.iter().filter(|finding| finding.source == Some(file));
        here.filter_map(|finding| finding.span.as_ref()).map(|span| line_start(text, span.start)).collect()
    }

    /// The findings as they were pushed, without names, lines and columns.
    pub fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }

    /// The findings in order of place, each with its file, line and column.
    pub fn finish(self, files: &[SourceFile]) -> Vec<Diagnostic> {
        let is_full = self.is_full();
        let mut list = self.list;
        // Those without a place come first: they say that something could not be read at all.
        list.sort_by_key(|f| (f.source.map_or(0, |i| i + 1), f.span.as_ref().map_or(0, |s| s.start)));
        list.dedup();
        let mut located: Vec<Diagnostic> = list.into_iter().map(|finding| finding.located(files)).collect();
        if is_full {
            let message = format!("these are the first {} findings; there may be more", limits::FINDINGS);
            located
                .push(Diagnostic::error(Code::TooManyFindings, message).help(Code::TooManyFindings.help()));
        }
        located
    }
}

/// Where the line starts that holds this offset.
pub fn line_start(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1)
}
