//! The doubtful inputs of some readings: those with a law that is not a single point, and on which something depends.

use std::collections::BTreeMap;

use crate::distribution::Law;
use crate::model::column::{NodeId, Value};
use crate::sampling::{Sharing, StreamName};
use crate::scenario::{Evidence, Scenario, input_of};
use crate::summary::Kept;
use crate::summary::question::{Look, Question};

/// An uncertain input on which something depends.
pub(super) struct Doubtful {
    /// Its name; where programmes have inputs of their own, with the programme's.
    pub name: String,
    /// Its law in the first scenario that has it.
    pub law: Law,
    /// Whether all that have it state the same law.
    pub is_one_law: bool,
    /// What it is in a draw, before its `optimism`.
    pub node: NodeId,
    /// The column that is kept of that.
    pub column: usize,
    /// What it moves together with, if with anything.
    pub group: Option<Together>,
    pub evidence: Option<Evidence>,
}

/// What doubtful inputs move together in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Together {
    /// A correlation group.
    Correlated(String),
    /// They are the parts of one input, of which there are so many.
    Parts { of: String, count: usize },
}

impl Doubtful {
    /// What is learnt or drawn again as one: the input of which it is a part, else itself.
    pub fn whole(&self) -> &str {
        match &self.group {
            Some(Together::Parts { of, .. }) => of,
            _ => &self.name,
        }
    }
}

/// A scenario that a question looks at.
pub(super) struct Seen<'a> {
    pub look: Look,
    pub scenario: &'a Scenario,
    pub sharing: &'a Sharing,
}

/// The doubtful inputs that some values depend on, every draw of which is wanted, and the names of the others. What several
/// scenarios share is one. Of an input with parts, each part that is read is one.
pub(super) fn doubtful(
    question: &mut Question<'_>,
    all: &[Seen<'_>],
    values: &[Value],
) -> (Vec<Doubtful>, Vec<String>) {
    let reached = question.reached(values);
    let mut found: BTreeMap<String, Option<Doubtful>> = BTreeMap::new();
    for Seen { look, scenario, sharing } in all {
        let named = scenario.named_parts();
        for (input, definition) in &scenario.inputs {
            let drawn = definition.drawn(input);
            let count = drawn.len();
            for (number, law) in drawn {
                let Some(value @ Value::Column(node)) = question.drawn_input(*look, &number) else {
                    continue;
                };
                let (name, whole) = (name_of(sharing, &number), name_of(sharing, input));
                if let Some(Some(known)) = found.get_mut(&name) {
                    known.is_one_law &= known.law == *law;
                    continue;
                }
                if !reached.contains(&node) || number != *input && !named.contains(&number) {
                    found.entry(whole).or_insert(None);
                    continue;
                }
                let Kept::Column(column) = question.keep(value) else { continue };
                let correlated = || {
                    let group = scenario.correlations.iter().find(|(_, group)| group.inputs.contains(input));
                    group.map(|(name, _)| Together::Correlated(name.clone()))
                };
                let group = if count > 1 { Some(Together::Parts { of: whole, count }) } else { correlated() };
                let (law, evidence) = (law.clone(), definition.evidence);
                let doubtful =
                    Doubtful { name: name.clone(), law, is_one_law: true, node, column, group, evidence };
                found.insert(name, Some(doubtful));
            }
        }
    }
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    for (name, doubtful) in found {
        match doubtful {
            Some(doubtful) => read.push(doubtful),
            None => unread.push(name),
        }
    }
    // An input is read where one of its parts is.
    unread.retain(|name| read.iter().all(|doubtful| doubtful.whole() != name));
    (read, unread)
}

/// The name of an input, or of a part of one, among those of all scenarios: where it is a programme's own, with the programme's.
pub(super) fn name_of(sharing: &Sharing, input: &str) -> String {
    let stream = StreamName::Input(input_of(input).to_owned());
    match sharing {
        Sharing::Programme { name, .. } if sharing.name(stream.clone()) != stream => {
            format!("{input} ({name})")
        }
        _ => input.to_owned(),
    }
}
