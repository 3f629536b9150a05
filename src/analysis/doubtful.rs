//! The doubtful inputs of some readings: those with a law that is not a single point, and on which something depends.

use std::collections::BTreeMap;

use crate::distribution::Law;
use crate::model::column::{NodeId, Value};
use crate::sampling::{Sharing, StreamName};
use crate::scenario::{Definition, Evidence, Scenario};
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
    /// Its correlation group, where it is in one.
    pub group: Option<String>,
    pub evidence: Option<Evidence>,
}

/// A scenario that a question looks at.
pub(super) struct Seen<'a> {
    pub look: Look,
    pub scenario: &'a Scenario,
    pub sharing: &'a Sharing,
}

/// The doubtful inputs that some values depend on, every draw of which is wanted, and the names of the others. What several
/// scenarios share is one.
pub(super) fn doubtful(
    question: &mut Question<'_>,
    all: &[Seen<'_>],
    values: &[Value],
) -> (Vec<Doubtful>, Vec<String>) {
    let reached = question.reached(values);
    let mut found: BTreeMap<String, Option<Doubtful>> = BTreeMap::new();
    for Seen { look, scenario, sharing } in all {
        for (input, definition) in &scenario.inputs {
            let Definition::Law(law) = &definition.definition else { continue };
            let Some(value @ Value::Column(node)) = question.drawn_input(*look, input) else { continue };
            let name = name_of(sharing, input);
            if let Some(Some(known)) = found.get_mut(&name) {
                known.is_one_law &= known.law == *law;
                continue;
            }
            if !reached.contains(&node) {
                found.entry(name).or_insert(None);
                continue;
            }
            let Kept::Column(column) = question.keep(value) else { continue };
            let group = scenario.correlations.iter().find(|(_, group)| group.inputs.contains(input));
            let group = group.map(|(name, _)| name.clone());
            let (law, evidence) = (law.clone(), definition.evidence);
            let doubtful =
                Doubtful { name: name.clone(), law, is_one_law: true, node, column, group, evidence };
            found.insert(name, Some(doubtful));
        }
    }
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    for (name, doubtful) in found {
        match doubtful {
            Some(doubtful) => read.push(doubtful),
            None => unread.push(name),
        }
    }
    (read, unread)
}

/// An input's name among those of all scenarios: where it is a programme's own, with the programme's.
pub(super) fn name_of(sharing: &Sharing, input: &str) -> String {
    let stream = StreamName::Input(input.to_owned());
    match sharing {
        Sharing::Programme { name, .. } if sharing.name(stream.clone()) != stream => {
            format!("{input} ({name})")
        }
        _ => input.to_owned(),
    }
}
