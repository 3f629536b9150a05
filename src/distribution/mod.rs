//! Probability laws: one file per family. (interface; being built)

pub mod counts;

use std::collections::BTreeMap;

/// A probability law of one real quantity: a family with its parameters, possibly truncated.
#[derive(Debug, Clone, PartialEq)]
pub struct Law {
    fixed: f64,
}

impl Law {
    /// The law that always gives `value`.
    pub fn fixed(value: f64) -> Law {
        Law { fixed: value }
    }
    /// The value, where the law cannot vary.
    pub fn is_fixed(&self) -> Option<f64> {
        Some(self.fixed)
    }
    /// The mean; `None` where it does not exist or is infinite.
    pub fn mean(&self) -> Option<f64> {
        Some(self.fixed)
    }
    /// The standard deviation; `None` where it does not exist or is infinite.
    pub fn sd(&self) -> Option<f64> {
        Some(0.0)
    }
    /// The median.
    pub fn median(&self) -> f64 {
        self.fixed
    }
    /// Smallest closed interval that carries all probability; ends may be infinite.
    pub fn support(&self) -> (f64, f64) {
        (self.fixed, self.fixed)
    }
    /// The value below which the law lies with chance `u`, 0 < u < 1.
    pub fn quantile(&self, _u: f64) -> f64 {
        self.fixed
    }
}

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
    /// The key to blame, as `sd`, `p95`, `weights`, `parts[1].mean`, `min`.
    pub key: String,
    /// What is wrong, as a lowercase fragment.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl Spec {
    /// Builds the law.
    ///
    /// # Errors
    /// One [`SpecError`] for each requirement that the parameters break.
    pub fn law(&self) -> Result<Law, Vec<SpecError>> {
        Ok(Law::fixed(self.numbers.values().next().copied().unwrap_or(0.0)))
    }
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

/// What a scenario file may write for one family.
#[derive(Debug, Clone, Copy)]
pub struct FamilyKeys {
    /// The family's name.
    pub name: &'static str,
    /// One sentence: what it is and when to use it.
    pub doc: &'static str,
    /// Every key that some parametrisation uses.
    pub keys: &'static [FamilyKey],
    /// The sets of keys of which exactly one must be given.
    pub parametrisations: &'static [&'static [&'static str]],
    /// Keys that may be given besides.
    pub optional: &'static [&'static str],
    /// Whether any two quantiles (`p1` … `p99`) are a parametrisation too (with `df` for student_t).
    pub two_quantiles: bool,
}

/// Every family, in the order of the documentation.
pub static FAMILIES: &[FamilyKeys] = &[];
