//! What a scenario stated of a law, and what can be wrong with it.

use std::collections::BTreeMap;

use super::percentage::{Percentage, PercentageKey};
use super::special::Chance;

/// A family table as written in a scenario: name, parameters, truncation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spec {
    /// Name of the family, as `beta`.
    pub family: String,
    /// Numeric parameters by key (`mean`, `sd`, `p2.5` …; `fixed` uses the key `fixed`).
    pub numbers: BTreeMap<String, f64>,
    /// List parameters by key (`values`, `weights`, `ci95`); an empirical CSV column arrives here as `values`.
    pub lists: BTreeMap<String, Vec<f64>>,
    /// The parts of a mixture.
    pub parts: Vec<Spec>,
    /// Lower end of a truncation (the `min` beside the family).
    pub min: Option<f64>,
    /// Upper end of a truncation (the `max` beside the family).
    pub max: Option<f64>,
}

/// One broken requirement of a family.
#[derive(Debug, Clone, PartialEq)]
pub struct SpecError {
    /// The key to blame, as `sd`, `p95`, `weights`, `parts[1].mean`, `min`; the family's name where no single
    /// key is to blame.
    pub key: String,
    /// What is wrong, as a lowercase fragment.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// The parametrisation that a table uses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// One of the family's sets of keys, by its place in the list.
    Keys(usize),
    /// Two quantiles, by rising probability.
    Quantiles([Quantile; 2]),
}

/// A quantile as stated: P(X ≤ x) = percent/100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quantile {
    pub percent: Percentage,
    pub x: f64,
    /// The interval of which it is one end, with which of the two.
    interval: Option<(PercentageKey, usize)>,
}

impl Quantile {
    /// The quantiles that a key states, with the numbers of a table where one is given.
    pub fn stated_by(key: PercentageKey, spec: Option<&Spec>) -> Vec<Quantile> {
        let written = key.to_string();
        let ends = || spec.and_then(|spec| spec.lists.get(&written)).map_or(&[][..], Vec::as_slice);
        let number = || spec.and_then(|spec| spec.numbers.get(&written)).copied().unwrap_or(f64::NAN);
        let percentages = key.percentages().into_iter().enumerate();
        let quantiles = percentages.map(|(end, percent)| match key {
            PercentageKey::Quantile(_) => Quantile { percent, x: number(), interval: None },
            PercentageKey::Interval(_) => {
                let x = ends().get(end).copied().unwrap_or(f64::NAN);
                Quantile { percent, x, interval: Some((key, end)) }
            }
        });
        quantiles.collect()
    }

    /// What it is called, `p2.5`.
    pub fn name(self) -> String {
        PercentageKey::Quantile(self.percent).to_string()
    }

    /// The key that states it, `p2.5` or `ci95[0]`.
    pub fn key(self) -> String {
        match self.interval {
            Some((interval, end)) => format!("{interval}[{end}]"),
            None => self.name(),
        }
    }

    /// Its probability.
    pub fn chance(self) -> Chance {
        self.percent.chance()
    }
}

/// A family table whose keys are right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'a> {
    pub spec: &'a Spec,
    pub form: Form,
}

impl Given<'_> {
    /// A number that the form promises, or an optional one's default.
    pub fn number_or(&self, key: &str, default: f64) -> f64 {
        self.spec.numbers.get(key).copied().unwrap_or(default)
    }

    /// A list that the form promises.
    pub fn list(&self, key: &str) -> &[f64] {
        self.spec.lists.get(key).map_or(&[], Vec::as_slice)
    }

    /// A number that the form promises.
    pub fn number(&self, key: &str) -> f64 {
        self.number_or(key, f64::NAN)
    }
}

impl Given<'_> {
    /// The first of the keys that state the law, to be blamed for what they imply together.
    pub fn first_key(&self) -> &str {
        let mut keys = self.spec.numbers.keys().chain(self.spec.lists.keys());
        keys.next().map_or(&self.spec.family, |key| key)
    }

    /// Two quantiles, if the higher percentage has the higher value.
    pub fn rising(&self, stated: [Quantile; 2]) -> Result<[Quantile; 2], Vec<SpecError>> {
        self.rising_within(stated, f64::NEG_INFINITY, f64::INFINITY)
    }

    /// Two quantiles, if both lie inside an open interval and the higher percentage has the higher value.
    pub fn rising_within(
        &self,
        stated: [Quantile; 2],
        low: f64,
        high: f64,
    ) -> Result<[Quantile; 2], Vec<SpecError>> {
        let mut broken = Broken::default();
        for quantile in stated {
            let (name, x) = (quantile.name(), quantile.x);
            let range = if high < f64::INFINITY {
                format!("between {low} and {high}")
            } else {
                format!("above {low}")
            };
            let message = format!("{name} is {x}, must lie {range}");
            broken.unless(
                x > low && x < high,
                &quantile.key(),
                message,
                "choose values that this family can take",
            );
        }
        let [p, q] = stated;
        let (message, help) = match q.interval {
            Some((interval, _)) => (
                format!("{interval} = [{}, {}] does not rise", p.x, q.x),
                "give the lower end first, and the two ends different values",
            ),
            None => (
                format!("{} = {} must be above {} = {}", q.name(), q.x, p.name(), p.x),
                "give the higher value to the higher percentage",
            ),
        };
        broken.unless(q.x > p.x, &q.key(), message, help);
        broken.or(|| stated)
    }
}

/// Requirements that were found broken.
#[derive(Debug, Default)]
pub(super) struct Broken(Vec<SpecError>);

impl Broken {
    /// Records an error unless `holds`. Write the condition so that NaN fails it.
    pub fn unless(&mut self, holds: bool, key: &str, message: String, help: &str) {
        if !holds {
            self.0.push(SpecError { key: key.to_string(), message, help: help.to_string() });
        }
    }

    /// The error list, or what is built where it is empty.
    pub fn or<T>(self, build: impl FnOnce() -> T) -> Result<T, Vec<SpecError>> {
        if self.0.is_empty() { Ok(build()) } else { Err(self.0) }
    }

    /// Whether nothing is broken so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
