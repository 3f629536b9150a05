//! What an input is drawn as: one number, or several that share one whole.

use std::collections::BTreeSet;

use super::document::{Definition, Input, Scenario};
use super::read::read_by;
use crate::distribution::{Law, Part};

impl Input {
    /// The numbers that are drawn of it, by the names that formulas have for them, each with its law by itself; of a formula, and of how people
    /// differ, none.
    pub fn drawn(&self, name: &str) -> Vec<(String, &Law)> {
        match &self.definition {
            Definition::Law(law) => vec![(name.to_owned(), law)],
            Definition::Dirichlet(law) => {
                law.parts().iter().map(|part| (part_name(name, &part.name), &part.law)).collect()
            }
            Definition::Formula(_) | Definition::People(_) => Vec::new(),
        }
    }
}

impl Input {
    /// What a reading pins to put it at its mean, or its median where it has none; of a formula, and of how people differ, nothing. With each of its
    /// parts taking what it takes on average, every part is at its mean.
    pub fn pins_at_mean(&self, name: &str) -> Vec<(String, f64)> {
        let at = |law: &Law| law.mean().unwrap_or_else(|| law.median());
        match &self.definition {
            Definition::Law(law) => vec![(name.to_owned(), at(law))],
            Definition::Dirichlet(law) => {
                let taken = |part: &Part| Some((part_name(name, &part.name), at(part.taken.as_ref()?)));
                law.parts().iter().filter_map(taken).collect()
            }
            Definition::Formula(_) | Definition::People(_) => Vec::new(),
        }
    }
}

impl Scenario {
    /// The parts of inputs that something names, by their names. A part may depend on another that nothing names.
    pub fn named_parts(&self) -> BTreeSet<String> {
        let quantities = self.quantities().into_iter().map(|quantity| &quantity.expr);
        let all = quantities.chain(self.inputs.values().flat_map(read_by));
        all.flat_map(|expr| expr.parts_of_inputs()).map(|[input, part]| part_name(input, part)).collect()
    }
}

/// The name of a part of an input, as formulas have it.
pub fn part_name(input: &str, part: &str) -> String {
    format!("{input}.{part}")
}

/// The input of which a number is, or is a part.
pub fn input_of(number: &str) -> &str {
    number.split_once('.').map_or(number, |(input, _)| input)
}
