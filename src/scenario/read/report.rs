//! What reports speak of first.

use super::super::document::Report;
use super::super::keys::{Names, Section};
use super::super::tree::Node;
use super::Reader;

/// Whom reports speak of first where the scenario does not say.
pub const USUAL: &str = "public";

impl Reader<'_> {
    /// `[report]`, which may be absent.
    pub(super) fn report(&mut self) -> Option<Report> {
        let tree = self.tree;
        let Some(node) = tree.get("report") else {
            return Some(Report { perspective: USUAL.to_owned(), note: None });
        };
        let table = node.table()?;
        let perspective = self.word(Section::Report, table, "perspective")?;
        if let Some(named) = table.get("perspective")
            && !self.resolve(Names::Perspectives, perspective, &named.place, "report.perspective")
        {
            return None;
        }
        let note = table.get("note").and_then(Node::text).map(str::to_owned);
        Some(Report { perspective: perspective.to_owned(), note })
    }
}
