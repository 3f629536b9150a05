//! What numbers a key takes.

use super::super::limits;

/// Years that a file names.
pub(super) const YEARS: Range = Range::closed(0.0, limits::YEARS as f64);

/// Bounds on a number. Open ends do not contain their bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
    /// Whether the lower bound itself is excluded.
    pub low_open: bool,
    /// Whether the upper bound itself is excluded.
    pub high_open: bool,
}

impl Range {
    /// Every number.
    pub const ANY: Range = Range::closed(f64::NEG_INFINITY, f64::INFINITY);
    /// Mean numbers of events.
    pub const NOT_NEGATIVE: Range = Range::closed(0.0, f64::INFINITY);
    /// Shares and chances.
    pub const SHARE: Range = Range::closed(0.0, 1.0);

    /// Both bounds within.
    pub const fn closed(low: f64, high: f64) -> Range {
        Range { low, high, low_open: false, high_open: false }
    }

    pub(in super::super) const fn above(low: f64) -> Range {
        Range { low, high: f64::INFINITY, low_open: true, high_open: false }
    }

    /// Whether a number lies within the bounds. NaN and the infinities never do.
    pub fn contains(&self, x: f64) -> bool {
        let above = if self.low_open { x > self.low } else { x >= self.low };
        let below = if self.high_open { x < self.high } else { x <= self.high };
        x.is_finite() && above && below
    }

    /// The smallest and the largest number within the bounds.
    pub fn ends(&self) -> (f64, f64) {
        let low = if self.low_open { self.low.next_up() } else { self.low };
        let high = if self.high_open { self.high.next_down() } else { self.high };
        (if low > f64::MIN { low } else { f64::MIN }, if high < f64::MAX { high } else { f64::MAX })
    }

    /// The bounds in words, as `from 0 to 1`; empty where every number will do.
    pub fn describe(&self) -> String {
        let low = match (self.low.is_finite(), self.low_open) {
            (false, _) => None,
            (true, true) => Some(format!("above {}", self.low)),
            (true, false) => Some(format!("from {}", self.low)),
        };
        let high = match (self.high.is_finite(), self.high_open) {
            (false, _) => None,
            (true, true) => Some(format!("below {}", self.high)),
            (true, false) if low.is_some() => Some(format!("to {}", self.high)),
            (true, false) => Some(format!("up to {}", self.high)),
        };
        match (low, high) {
            (None, None) => String::new(),
            (Some(_), Some(_)) if self.low == self.high => format!("exactly {}", self.low),
            (Some(low), None) if self.low_open => low,
            (Some(_), None) => format!("{} or more", self.low),
            (None, Some(high)) => high,
            (Some(low), Some(high)) => format!("{low} {high}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_exclude_what_is_not_a_number() {
        assert!(!Range::ANY.contains(f64::NAN) && !Range::ANY.contains(f64::INFINITY));
        assert!(Range::SHARE.contains(1.0) && !Range::SHARE.contains(1.0 + 1e-12));
        assert_eq!(Range::above(-1.0).describe(), "above -1");
        assert_eq!(Range::SHARE.describe(), "from 0 to 1");
    }
}
