//! The page that a stress test is reported on, and what its parts say in the same way.

use crate::analysis::stress::{Part, Stress};
use crate::report::digits::Scale;
use crate::report::document::Text;
use crate::report::figure::{amount, money, percent};
use crate::report::names::{spoken, tame};
use crate::report::sections::rows::short;
use crate::report::words::Words;
use crate::report::words::stress::{self, Stands};
use crate::scenario::USUAL;
use crate::summary::results::Estimate;

/// A stress test as it is reported on.
pub(super) struct Page<'a> {
    pub stress: &'a Stress,
    pub currency: String,
    pub words: &'static Words,
}

impl Page<'_> {
    /// Whose net benefit it is.
    pub fn subject(&self) -> String {
        match self.stress.perspective.as_str() {
            USUAL => self.words.common.the_public.to_owned(),
            _ => tame(&self.stress.label),
        }
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
        let (stands, size) = match () {
            () if amount(&mean).is_nothing() => (Stands::Nothing, Estimate { value: 0.0, ..mean }),
            () if is_loss => (Stands::Loses, mean.negated()),
            () => (Stands::Gains, mean),
        };
        let size = money(&size, &self.currency);
        let [size, chance] = [size, chance].map(|figure| Text::from(figure.clone()).error(figure));
        (self.words.stress.stands)(&self.subject(), stands, size, chance)
    }

    /// What the figures of a table in a scale are.
    pub fn means_in(&self, scale: Scale) -> String {
        (self.words.stress.mean_in)(&self.words.locale.heading(scale, &self.currency), &self.subject())
    }

    /// Some inputs in a sentence, of many the first.
    pub fn list(&self, inputs: &[impl AsRef<str>], last: &str) -> String {
        self.listed(inputs.iter().map(|input| spoken(input.as_ref())).collect(), last)
    }

    /// The same of what is in words already.
    pub fn listed(&self, words: Vec<String>, last: &str) -> String {
        const MOST: usize = 6;
        let count = words.len();
        let mut names: Vec<String> = words.iter().map(|words| short(words)).collect();
        if count > MOST {
            names.truncate(MOST - 1);
            names.push((self.words.stress.more)(count + 1 - MOST));
        }
        match names.split_last() {
            Some((end, rest)) if !rest.is_empty() => format!("{} {last} {end}", rest.join(", ")),
            _ => names.concat(),
        }
    }
}

/// A number of a scenario file, by its key path, in words.
pub(super) fn spoken_number(path: &str, words: &stress::Words) -> String {
    (words.number)(path).map_or_else(|| tame(path), str::to_owned)
}
