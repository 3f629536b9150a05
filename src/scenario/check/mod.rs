//! Checks on the merged scenario as a whole: what cannot be meant is refused.

mod by_person;
mod chains;
mod correlations;
mod crowd;
mod formulas;
mod pathways;
mod payments;
mod people;
mod prices;
mod ranges;
mod size;

use super::codes::Code;
use super::diagnostic::Diagnostic;
use super::document::Place;
use super::findings::Findings;
use super::read::Draft;
use super::tree::{Node, Table};

/// Checks a draft; what was refused while it was read is not looked at again.
pub struct Check<'a> {
    /// The draft.
    pub draft: &'a Draft,
    /// The merged tree, for the places.
    pub tree: &'a Table,
    /// Where what is wrong goes.
    pub findings: &'a mut Findings,
}

impl Check<'_> {
    /// Makes every check.
    pub fn run(&mut self) {
        self.formulas();
        self.correlations();
        self.ranges();
        self.rates();
        self.rate_sums();
        self.people();
        self.pathways();
        self.payments();
        self.by_person();
        self.prices();
        self.size();
    }

    /// The value at a key path of names.
    fn node(&self, path: &[&str]) -> Option<&Node> {
        let (last, inner) = path.split_last()?;
        inner.iter().try_fold(self.tree, |table, name| table.get(*name)?.table())?.get(*last)
    }

    /// The place of the value at a key path, or of the nearest table above it that is written.
    fn place(&self, path: &[&str]) -> Place {
        (1..=path.len())
            .rev()
            .find_map(|n| self.node(&path[..n]))
            .map_or(Place { file: 0, span: 0..0 }, |node| node.place.clone())
    }

    fn error(&mut self, code: Code, place: &Place, message: String, label: &str, help: &str) {
        self.findings.push(Diagnostic::error(code, message).placed(place).label(label).help(help));
    }
}
