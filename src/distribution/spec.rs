//! A family as a scenario writes it, and what can be wrong with it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::special::Chance;
use super::truncated::truncate;
use super::{
    FAMILIES, Law, beta, discrete, exponential, fixed, gamma, logit_normal, lognormal, metalog, mixture,
    normal, pert, student_t, triangular, uniform, weibull,
};

/// A family table as written in a scenario: name, parameters, truncation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spec {
    /// Name of the family, as `beta`.
    pub family: String,
    /// Numeric parameters by key (`mean`, `sd`, `p5` …; `fixed` uses the key `fixed`).
    pub numbers: BTreeMap<String, f64>,
    /// List parameters by key (`values`, `weights`); an empirical CSV column arrives here as `values`.
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

/// Type of a family's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// A number.
    Number,
    /// A list of numbers.
    Numbers,
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
    pub(super) const fn number(name: &'static str, doc: &'static str) -> FamilyKey {
        FamilyKey { name, kind: KeyKind::Number, doc }
    }
}

/// What a scenario file may write for one family.
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
    /// Whether any two quantiles (`p1` … `p99`) are a parametrisation too (with `df` for student_t).
    pub two_quantiles: bool,
}

/// Sizes of numbers, other than 0, that a law takes; beyond them squares would leave the range of a double.
const SIZES: RangeInclusive<f64> = 1e-100..=1e100;

/// Whether a law takes a number.
fn is_ordinary(x: f64) -> bool {
    x == 0.0 || SIZES.contains(&x.abs())
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
        let given = Given { spec: self, form: keys.form_of(self)? };
        let family = match keys.name {
            "fixed" => fixed::build(&given),
            "uniform" => uniform::build(&given),
            "triangular" => triangular::build(&given),
            "pert" => pert::build(&given),
            "normal" => normal::build(&given),
            "lognormal" => lognormal::build(&given),
            "beta" => beta::build(&given),
            "gamma" => gamma::build(&given),
            "weibull" => weibull::build(&given),
            "exponential" => exponential::build(&given),
            "logit_normal" => logit_normal::build(&given),
            "student_t" => student_t::build(&given),
            "discrete" => discrete::build_discrete(&given),
            "empirical" => discrete::build_empirical(&given),
            "mixture" => mixture::build(&given),
            _ => metalog::build(&given),
        }?;
        Ok(Law { family: truncate(family, self)? })
    }
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
    pub percent: u8,
    pub x: f64,
}

impl Quantile {
    /// The key that states it.
    pub fn key(self) -> String {
        format!("p{}", self.percent)
    }

    /// Its probability.
    pub fn chance(self) -> Chance {
        Chance { below: f64::from(self.percent) / 100.0, above: f64::from(100 - self.percent) / 100.0 }
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
        self.spec.numbers.keys().next().map_or(&self.spec.family, |key| key)
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
            let (key, x) = (quantile.key(), quantile.x);
            let range = if high < f64::INFINITY {
                format!("between {low} and {high}")
            } else {
                format!("above {low}")
            };
            let message = format!("{key} is {x}, must lie {range}");
            broken.unless(x > low && x < high, &key, message, "choose values that this family can take");
        }
        let [p, q] = stated;
        let message = format!("{} = {} must be above {} = {}", q.key(), q.x, p.key(), p.x);
        broken.unless(q.x > p.x, &q.key(), message, "give the higher value to the higher percentage");
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

/// The percentage of a quantile key: `p5` is 5.
fn percent_of(key: &str) -> Option<u8> {
    let digits = key.strip_prefix('p')?;
    let plain = !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|&percent| plain && (1..=99).contains(&percent))
}

impl FamilyKeys {
    /// Finds the parametrisation that a table uses.
    fn form_of(&self, spec: &Spec) -> Result<Form, Vec<SpecError>> {
        let mut broken = Broken::default();
        let mut given: Vec<&str> = spec.numbers.keys().chain(spec.lists.keys()).map(String::as_str).collect();
        if !spec.parts.is_empty() {
            given.push("parts");
        }
        let (mut quantiles, mut named, mut extra) = (Vec::new(), Vec::new(), Vec::new());
        for &key in &given {
            if self.keys.iter().any(|k| k.name == key) {
                if self.optional.contains(&key) { extra.push(key) } else { named.push(key) }
            } else if let (true, Some(percent)) = (self.two_quantiles, percent_of(key)) {
                quantiles.push(Quantile { percent, x: spec.numbers.get(key).copied().unwrap_or(f64::NAN) });
            } else {
                let known: Vec<_> = self.keys.iter().map(|k| k.name).collect();
                let message = format!("`{key}` is not a key of {}", self.name);
                broken.unless(false, key, message, &format!("its keys are {}", known.join(", ")));
            }
        }
        let numbers =
            spec.numbers.iter().chain(spec.lists.iter().flat_map(|(k, l)| l.iter().map(move |x| (k, x))));
        for (key, x) in numbers {
            let message = format!("{key} is {x}, out of range");
            broken.unless(is_ordinary(*x), key, message, "give a finite number of ordinary size");
        }
        for (key, end) in [("min", spec.min), ("max", spec.max)] {
            let end = end.unwrap_or(0.0);
            let message = format!("{key} is {end}, out of range");
            broken.unless(is_ordinary(end), key, message, "give a finite number of ordinary size");
        }
        if !broken.is_empty() {
            return Err(broken.0);
        }
        quantiles.sort_by_key(|q| q.percent);
        // With two quantiles a family may need a further key: `df` of student_t.
        let beside: &[&str] = if self.keys.iter().any(|k| k.name == "df") { &["df"] } else { &[] };
        if let [first, second] = quantiles[..]
            && named == beside
        {
            return Ok(Form::Quantiles([first, second]));
        }
        let matches =
            |form: &&[&str]| form.len() == named.len() && form.iter().all(|key| named.contains(key));
        match self.parametrisations.iter().position(matches) {
            Some(place) if quantiles.is_empty() => Ok(Form::Keys(place)),
            _ => {
                let key = if given.is_empty() { self.name } else { given[0] };
                let given = if given.is_empty() { "nothing".to_string() } else { given.join(", ") };
                let message = format!("{given} is not a way to state {}", self.name);
                broken.unless(false, key, message, &format!("give exactly {}", self.ways()));
                Err(broken.0)
            }
        }
    }

    /// The ways to state the family, in words.
    fn ways(&self) -> String {
        let mut ways: Vec<String> = self.parametrisations.iter().map(|form| form.join(", ")).collect();
        if self.two_quantiles {
            let beside = if self.keys.iter().any(|k| k.name == "df") { ", with df" } else { "" };
            ways.push(format!("two quantiles such as p5, p95{beside}"));
        }
        ways.join("; or ")
    }
}
