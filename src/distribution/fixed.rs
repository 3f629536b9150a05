//! A number without spread.

use super::spec::{Broken, FamilyKey, FamilyKeys, Given};
use super::{Family, SpecError};

pub(super) const KEYS: FamilyKeys = FamilyKeys {
    name: "fixed",
    doc: "A number without spread: a price list, a rate set by law, or a reading to be tested.",
    source: "",
    keys: &[FamilyKey::number("fixed", "the value")],
    parametrisations: &[&["fixed"]],
    optional: &[],
    two_quantiles: false,
};

pub(super) fn build(given: &Given) -> Result<Family, Vec<SpecError>> {
    Broken::default().or(|| Family::Fixed(given.number("fixed")))
}
