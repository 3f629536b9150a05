//! A figure with its simulation error, and the arithmetic that needs no more than that.

use serde::{Deserialize, Deserializer, Serialize};

// JSON has no infinity: what is infinite is written as null, and read back as it was.
/// A figure with its simulation error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Estimate {
    /// The estimate; null where it is infinite, as the standard deviation of a law without a variance.
    #[serde(deserialize_with = "or_above")]
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    pub value: f64,
    /// Its standard error: what more draws would remove; null where none can be told.
    #[serde(deserialize_with = "or_above")]
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    pub se: f64,
    /// Lower end of the 95 % simulation interval; null where none can be told.
    #[serde(deserialize_with = "or_below")]
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    pub lo: f64,
    /// Upper end of the 95 % simulation interval; null where none can be told.
    #[serde(deserialize_with = "or_above")]
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    pub hi: f64,
}

/// A number; null stands for what is larger than any.
pub(super) fn or_above<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or(f64::INFINITY))
}

/// A number; null stands for what is lower than any.
pub(super) fn or_below<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or(f64::NEG_INFINITY))
}

/// A figure with its simulation error; an end is null where a year may lie beyond the horizon.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[allow(dead_code, reason = "it describes what is written, where what is infinite becomes null")]
pub(crate) struct OpenEstimate {
    /// The estimate.
    value: f64,
    /// Its standard error: what more draws would remove.
    se: Option<f64>,
    /// Lower end of the simulation interval.
    lo: Option<f64>,
    /// Upper end of the simulation interval.
    hi: Option<f64>,
}

impl Estimate {
    /// A figure without simulation error.
    pub const fn exact(value: f64) -> Estimate {
        Estimate { value, se: 0.0, lo: value, hi: value }
    }

    /// A figure of whose error nothing is known.
    pub const fn of_unknown_error(value: f64) -> Estimate {
        let end = f64::INFINITY;
        Estimate { value, se: end, lo: -end, hi: end }
    }

    /// The same, of whose error nothing is known where powers from `needed` on have to have a mean and those from `order` on have none.
    #[must_use]
    pub fn where_finite(self, order: f64, needed: f64) -> Estimate {
        if order > needed { self } else { Estimate::of_unknown_error(self.value) }
    }

    /// 1 − this, as of a probability.
    pub fn complement(self) -> Estimate {
        Estimate { value: 1.0 - self.value, se: self.se, lo: 1.0 - self.hi, hi: 1.0 - self.lo }
    }

    /// This times an exact factor.
    pub fn scaled(self, factor: f64) -> Estimate {
        let (a, b) = (factor * self.lo, factor * self.hi);
        let (lo, hi) = if a <= b { (a, b) } else { (b, a) };
        Estimate { value: factor * self.value, se: factor.abs() * self.se, lo, hi }
    }

    /// The opposite; that of 0 is 0, not −0, which would be written as such.
    pub fn negated(self) -> Estimate {
        Estimate { value: 0.0 - self.value, se: self.se, lo: 0.0 - self.hi, hi: 0.0 - self.lo }
    }

    /// This plus an exact number.
    pub fn shifted(self, by: f64) -> Estimate {
        Estimate { value: self.value + by, se: self.se, lo: self.lo + by, hi: self.hi + by }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_turns_the_interval_where_it_turns_the_order() {
        let e = Estimate { value: 0.25, se: 0.5, lo: 0.0, hi: 1.0 };
        assert_eq!(e.complement(), Estimate { value: 0.75, se: 0.5, lo: 0.0, hi: 1.0 });
        assert_eq!(e.scaled(-2.0), Estimate { value: -0.5, se: 1.0, lo: -2.0, hi: 0.0 });
        assert_eq!(e.shifted(-1.0), Estimate { value: -0.75, se: 0.5, lo: -1.0, hi: 0.0 });
        assert_eq!(e.negated(), Estimate { value: -0.25, se: 0.5, lo: -1.0, hi: 0.0 });
        let zero = Estimate::exact(0.0).negated();
        assert!([zero.value, zero.lo, zero.hi].iter().all(|x| x.is_sign_positive()));
    }

    #[test]
    fn what_is_infinite_reads_back() {
        let open = Estimate { value: 3.0, se: f64::INFINITY, lo: f64::NEG_INFINITY, hi: f64::INFINITY };
        let text = serde_json::to_string(&open).unwrap();
        assert_eq!(text, r#"{"value":3.0,"se":null,"lo":null,"hi":null}"#);
        assert_eq!(serde_json::from_str::<Estimate>(&text).unwrap(), open);
        assert!(serde_json::from_str::<Estimate>(r#"{"value":3.0,"se":0.0,"lo":1.0}"#).is_err());
    }
}
