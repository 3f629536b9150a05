//! The one table of families: what a scenario file may write for each, and what it builds.

mod table;

pub use table::FAMILIES;

use std::ops::RangeInclusive;

use super::given::{Broken, Form, Given, Quantile, Spec, SpecError};
use super::law::{Family, Law};
use super::percentage::PercentageKey;
use super::truncated::truncate;

/// Type of a family's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// A number.
    Number,
    /// A list of numbers.
    Numbers,
    /// A list of two numbers, the lower one first.
    Interval,
    /// Text (`file`, `column`).
    Text,
    /// A list of family tables.
    Families,
}

/// A key of a family's inline table.
#[derive(Debug, Clone, Copy)]
pub struct FamilyKey {
    /// The key.
    pub name: &'static str,
    /// Its type.
    pub kind: KeyKind,
    /// One sentence on what it means, with its range.
    pub doc: &'static str,
}

impl FamilyKey {
    /// A key that takes a number.
    const fn number(name: &'static str, doc: &'static str) -> FamilyKey {
        FamilyKey { name, kind: KeyKind::Number, doc }
    }
}

/// One family: what a scenario file may write for it, and what that builds.
#[derive(Debug, Clone, Copy)]
pub struct FamilyKeys {
    /// The family's name.
    pub name: &'static str,
    /// One sentence: what it is and when to use it.
    pub doc: &'static str,
    /// Where the family and its formulas are described: author, year, chapter.
    pub source: &'static str,
    /// Every key that some parametrisation uses.
    pub keys: &'static [FamilyKey],
    /// The sets of keys of which exactly one must be given.
    pub parametrisations: &'static [&'static [&'static str]],
    /// Keys that may be given besides.
    pub optional: &'static [&'static str],
    /// The keys that go with any two quantiles (`p0.05` … `p99.95`) or an interval (`ci50` … `ci99.9`), where these are
    /// parametrisations too.
    pub beside_quantiles: Option<&'static [&'static str]>,
    /// What a table with the right keys builds, before it is cut off.
    pub(super) build: fn(&Given) -> Result<Family, Vec<SpecError>>,
    /// An example for the guide, without the family's name.
    pub(super) example: fn() -> Spec,
}

impl FamilyKeys {
    /// The family's own key of this name.
    pub fn key(&self, name: &str) -> Option<&'static FamilyKey> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The type of a key that the family's table may hold: its own, or a quantile or interval where these state the family.
    pub fn kind(&self, key: &str) -> Option<KeyKind> {
        if let Some(own) = self.key(key) {
            return Some(own.kind);
        }
        let stated =
            PercentageKey::read(key).filter(|key| self.beside_quantiles.is_some() && key.is_within());
        Some(match stated? {
            PercentageKey::Quantile(_) => KeyKind::Number,
            PercentageKey::Interval(_) => KeyKind::Interval,
        })
    }

    /// Whether exactly these keys, all of which the family takes, are a way to state it.
    pub fn is_stated_by(&self, keys: &[&str]) -> bool {
        self.form(keys, None).is_some()
    }

    /// The ways to state the family, as "`{ mean, sd }` or any two quantiles".
    pub fn ways(&self) -> String {
        let mut ways: Vec<String> =
            self.parametrisations.iter().map(|keys| format!("{{ {} }}", keys.join(", "))).collect();
        if let Some(beside) = self.beside_quantiles {
            let with = |keys: &[&'static str]| [keys, beside].concat().join(", ");
            ways.push(format!(
                "any two quantiles, as {{ {} }} or {{ {} }}",
                with(&["p5", "p95"]),
                with(&["ci95"])
            ));
        }
        let ways = match ways.as_slice() {
            [most @ .., last] if !most.is_empty() => format!("{} or {last}", most.join(", ")),
            _ => ways.concat(),
        };
        match self.optional {
            [] => ways,
            optional => format!("{ways}, and optionally `{}`", optional.join("` and `")),
        }
    }

    /// The parametrisation that these keys are, with the numbers that a table has for quantiles.
    fn form(&self, keys: &[&str], spec: Option<&Spec>) -> Option<Form> {
        let (own, others): (Vec<&str>, Vec<&str>) = keys
            .iter()
            .copied()
            .filter(|key| !self.optional.contains(key))
            .partition(|key| self.key(key).is_some());
        let is = |set: &[&str]| set.len() == own.len() && set.iter().all(|key| own.contains(key));
        let stated: Vec<PercentageKey> = others.into_iter().filter_map(PercentageKey::read).collect();
        // An interval stands alone: beside it a quantile would be a third.
        let mut quantiles: Vec<Quantile> =
            stated.iter().flat_map(|key| Quantile::stated_by(*key, spec)).collect();
        quantiles.sort_by_key(|quantile| quantile.percent);
        match quantiles[..] {
            [] => self.parametrisations.iter().position(|set| is(set)).map(Form::Keys),
            [first, second] => {
                self.beside_quantiles.filter(|beside| is(beside)).map(|_| Form::Quantiles([first, second]))
            }
            _ => None,
        }
    }

    /// The parametrisation that a table uses, if its keys and the sizes of its numbers are right.
    fn form_of(&self, spec: &Spec) -> Result<Form, Vec<SpecError>> {
        let mut broken = Broken::default();
        let mut given: Vec<&str> = spec.numbers.keys().chain(spec.lists.keys()).map(String::as_str).collect();
        if !spec.parts.is_empty() {
            given.push("parts");
        }
        for key in &given {
            let known: Vec<_> = self.keys.iter().map(|k| k.name).collect();
            let message = format!("`{key}` is not a key of {}", self.name);
            broken.unless(
                self.kind(key).is_some(),
                key,
                message,
                &format!("its keys are {}", known.join(", ")),
            );
        }
        let lists = spec.lists.iter().flat_map(|(key, list)| list.iter().map(move |x| (key.as_str(), *x)));
        let ends = [("min", spec.min), ("max", spec.max)];
        let ends = ends.into_iter().filter_map(|(key, end)| Some((key, end?)));
        for (key, x) in spec.numbers.iter().map(|(key, x)| (key.as_str(), *x)).chain(lists).chain(ends) {
            let message = format!("{key} is {x}, out of range");
            broken.unless(is_ordinary(x), key, message, "give a finite number of ordinary size");
        }
        broken.or(|| ())?;
        self.form(&given, Some(spec)).ok_or_else(|| {
            let key = given.first().unwrap_or(&self.name).to_string();
            let given = if given.is_empty() { "nothing".to_string() } else { given.join(", ") };
            let message = format!("{given} is not a way to state {}", self.name);
            vec![SpecError { key, message, help: format!("give exactly {}", self.ways()) }]
        })
    }
}

impl Spec {
    /// Builds the law.
    ///
    /// # Errors
    /// One [`SpecError`] for each requirement that the parameters break.
    pub fn law(&self) -> Result<Law, Vec<SpecError>> {
        let Some(keys) = FAMILIES.iter().find(|keys| keys.name == self.family) else {
            let names: Vec<_> = FAMILIES.iter().map(|keys| keys.name).collect();
            return Err(vec![SpecError {
                key: self.family.clone(),
                message: format!("`{}` is not a family", self.family),
                help: format!("use one of {}", names.join(", ")),
            }]);
        };
        let family = (keys.build)(&Given { spec: self, form: keys.form_of(self)? })?;
        Ok(Law { family: truncate(family, self)? })
    }
}

/// Sizes of numbers, other than 0, that a law takes; beyond them squares would leave the range of a double.
const SIZES: RangeInclusive<f64> = 1e-100..=1e100;

/// Whether a law takes a number.
fn is_ordinary(x: f64) -> bool {
    x == 0.0 || SIZES.contains(&x.abs())
}
