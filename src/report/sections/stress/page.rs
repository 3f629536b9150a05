//! The page that a stress test is reported on, and what its parts say in the same way.

use crate::analysis::stress::{Part, Stress};
use crate::report::document::Text;
use crate::report::figure::{amount, money, percent};
use crate::report::names::{spoken, tame};
use crate::report::sections::rows::short;
use crate::summary::results::Estimate;

/// A stress test as it is reported on.
pub(super) struct Page<'a> {
    pub stress: &'a Stress,
    pub currency: String,
}

impl Page<'_> {
    /// Whose net benefit it is.
    pub fn subject(&self) -> String {
        if self.stress.perspective == "public" { "the public".to_owned() } else { tame(&self.stress.label) }
    }

    /// Whether a part was wanted.
    pub fn has(&self, part: Part) -> bool {
        self.stress.parts.iter().any(|made| made == part.name())
    }

    /// Where the case stands as it is.
    pub fn stands(&self) -> Text {
        let base = &self.stress.base.perspectives[&self.stress.perspective];
        let (mean, chance) = (base.net_benefit.mean, percent(&base.probability_break_even));
        let is_loss = mean.value < 0.0 && !amount(&mean).is_nothing();
        let (verb, size) = match () {
            () if amount(&mean).is_nothing() => ("comes to", Estimate { value: 0.0, ..mean }),
            () if is_loss => ("loses", mean.negated()),
            () => ("gains", mean),
        };
        let size = money(&size, &self.currency);
        Text::from(format!("As it is, {} {verb} ", self.subject()))
            .and(size.clone())
            .error(size)
            .and(" on average and breaks even in ")
            .and(chance.clone())
            .error(chance)
            .and(" of all draws.")
    }
}

/// Some inputs in a sentence, of many the first.
pub(super) fn list(inputs: &[impl AsRef<str>], last: &str) -> String {
    listed(inputs.iter().map(|input| spoken(input.as_ref())).collect(), last)
}

/// The same of what is in words already.
pub(super) fn listed(words: Vec<String>, last: &str) -> String {
    const MOST: usize = 6;
    let count = words.len();
    let mut names: Vec<String> = words.iter().map(|words| short(words)).collect();
    if count > MOST {
        names.truncate(MOST - 1);
        names.push(format!("{} more", count + 1 - MOST));
    }
    match names.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{} {last} {end}", rest.join(", ")),
        _ => names.concat(),
    }
}
