//! What is said of a key.

use super::kind::Kind;
use super::range::Range;
use super::section::Section;

/// Whether a key must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Required,
    /// It may; nothing stands in for it.
    Optional,
    /// It may; this (as written in TOML, or in words) stands in for it.
    Default(&'static str),
    /// Exactly one of these must.
    OneOf(&'static [&'static str]),
    /// It must in this case, and must not in any other.
    When(&'static str),
}

/// One key of a scenario file.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The kind of table it stands in.
    pub section: Section,
    /// Its name.
    pub name: &'static str,
    /// The type of its value.
    pub kind: Kind,
    /// The unit of its value; empty where there is none.
    pub unit: &'static str,
    /// Bounds on its number (or on each number of a list).
    pub range: Range,
    /// Whether it must be given.
    pub presence: Presence,
    /// What it means, in one sentence.
    pub doc: &'static str,
}

impl Key {
    pub(super) const fn new(
        section: Section,
        name: &'static str,
        kind: Kind,
        presence: Presence,
        doc: &'static str,
    ) -> Key {
        Key { section, name, kind, unit: "", range: Range::ANY, presence, doc }
    }

    pub(super) const fn unit(mut self, unit: &'static str) -> Key {
        self.unit = unit;
        self
    }

    pub(super) const fn range(mut self, range: Range) -> Key {
        self.range = range;
        self
    }

    /// The bounds, whatever else its table says: of a rate those of a mean number of events, which has no upper one.
    pub fn widest(&self) -> Range {
        let is_rate = self.section == Section::Outcome && matches!(self.name, "rate" | "counterfactual");
        if is_rate { Range::NOT_NEGATIVE } else { self.range }
    }

    /// What is expected, with the bounds, as a noun phrase.
    pub fn expected(&self) -> String {
        match (self.kind, self.range.describe()) {
            (kind, range) if range.is_empty() => kind.expected(),
            (kind, range) => format!("{}, {range}", kind.expected()),
        }
    }
}
