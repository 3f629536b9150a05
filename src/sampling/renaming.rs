//! Which streams a reading has in common with the others: common random numbers, or luck of its own.

use std::collections::BTreeSet;

use super::stream::StreamName;

/// Which streams a scenario shares with those that are played out beside it (MODEL §5).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Sharing {
    /// All of them: the scenarios are edits of one thing.
    #[default]
    Everything,
    /// Different programmes: luck is each one's own, and so is every input that is not named.
    Programme {
        /// What tells this programme's streams from the others'.
        name: String,
        /// Inputs that mean the same in all programmes.
        shared: BTreeSet<String>,
    },
    /// The inputs of a scenario with luck of its own: a second life under what is the same world.
    Twin(Box<Sharing>),
}

impl Sharing {
    /// The name of a scenario's stream among those of the scenarios beside it.
    pub fn name(&self, stream: StreamName) -> StreamName {
        match (self, &stream) {
            (Sharing::Everything, _) => stream,
            (Sharing::Twin(of), StreamName::Input(_) | StreamName::Part { .. }) => of.name(stream),
            (Sharing::Twin(of), _) => of.name(StreamName::Twin(Box::new(stream))),
            (
                Sharing::Programme { shared, .. },
                StreamName::Input(input) | StreamName::Part { input, .. },
            ) if shared.contains(input) => stream,
            (Sharing::Programme { name, .. }, _) => {
                StreamName::Of { stream: Box::new(stream), programme: name.clone() }
            }
        }
    }
}
