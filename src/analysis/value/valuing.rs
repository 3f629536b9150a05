//! What is asked of `value`, and why it may come to nothing.

use super::groups::Group;
use super::sizes::{Sizes, StudyCost};
use super::study::Seen;
use crate::analysis::compare::side::Impossible;
use crate::summary::Failure;

/// A study: in each of its arms as many people are followed, with one of at most two inputs in question.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// Its name.
    pub name: String,
    /// The inputs, and what is seen of a person.
    pub arms: Vec<(String, Seen)>,
}

/// What to value.
#[derive(Debug, Clone, PartialEq)]
pub struct Valuing {
    /// The perspective in question.
    pub perspective: String,
    /// Whether nothing is an option beside several scenarios; beside a single one it always is.
    pub or_nothing: bool,
    /// Groups of inputs, besides those that are correlated or have evidence of one grade.
    pub groups: Vec<Group>,
    /// Studies to value.
    pub studies: Vec<Study>,
    /// Their sizes.
    pub sizes: Sizes,
    /// What they cost.
    pub cost: Option<StudyCost>,
    /// How often the decision is taken.
    pub repeat: f64,
}

impl Valuing {
    pub(super) fn has_nothing(&self, scenarios: usize) -> bool {
        scenarios == 1 || self.or_nothing
    }
}

/// Why nothing can be valued.
#[derive(Debug, Clone, PartialEq)]
pub enum Unvalued {
    /// What is asked for cannot be; a sentence says why.
    Asked(String),
    /// Two scenarios, by their place in the call, are of different kinds.
    Unlike(usize, Impossible),
    /// A scenario, by its place in the call, came to nothing; none where it is of none.
    Failed(Option<usize>, Failure),
}
