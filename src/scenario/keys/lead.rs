//! Where a path of names leads in the table of keys.

use super::key::Key;
use super::kind::Kind;
use super::section::Section;

/// What a path of names leads to.
#[derive(Debug, Clone, Copy)]
pub enum Lead {
    /// A key of the table.
    Key(&'static Key),
    /// A table, or an entry among several of a kind.
    Table,
}

/// What a path like `effects.NAME.growth` or `effects.NAME` leads to, if the table knows: of parameters of a family it knows nothing.
pub fn lead_of(path: &str) -> Option<Lead> {
    let mut names = path.split('.').peekable();
    let mut section = Section::Scenario;
    loop {
        let key = section.key(names.next()?)?;
        section = match key.kind {
            Kind::Table(section) => section,
            Kind::Entries(section) => {
                names.next();
                section
            }
            Kind::Years if names.peek().is_some() => Section::Years,
            Kind::Parts | Kind::Row | Kind::Rows => return (names.count() <= 1).then_some(Lead::Key(key)),
            _ => return names.next().is_none().then_some(Lead::Key(key)),
        };
        if names.peek().is_none() {
            return Some(Lead::Table);
        }
    }
}

/// The key that a path leads to.
pub fn key_of(path: &str) -> Option<&'static Key> {
    match lead_of(path)? {
        Lead::Key(key) => Some(key),
        Lead::Table => None,
    }
}
