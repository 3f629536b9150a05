//! Keys that hold a percentage: a quantile, `p2.5`, or an interval with equal tails, `ci95`.
//!
//! Percentages are decimals and are kept as such, so that `ci95` and `p2.5` with `p97.5` are the same law to the last bit.

use std::fmt;

use super::special::Chance;

/// Units of a percentage in the whole.
const WHOLE: u32 = 1_000_000_000;
/// Units of a percentage in one per cent.
const PER_CENT: u32 = WHOLE / 100;
/// Most decimals that a key may have. One less than the unit has: the tails of an interval are half of what it leaves out.
const DECIMALS: usize = 6;

/// A percentage, exact to seven decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percentage(u32);

impl Percentage {
    /// A decimal without superfluous zeros in front, of at most two digits and six decimals.
    fn read(text: &str) -> Option<Percentage> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let plain = are_digits(whole) && are_digits(decimals) && (whole == "0" || !whole.starts_with('0'));
        if !plain || whole.len() > 2 || decimals.len() > DECIMALS {
            return None;
        }
        let fraction: u32 = format!("{decimals:0<7}").parse().ok()?;
        Some(Percentage(whole.parse::<u32>().ok()? * PER_CENT + fraction))
    }

    /// The probability that lies below a quantile of this percentage, and the one above it.
    pub(super) fn chance(self) -> Chance {
        let share = |units: u32| f64::from(units) / f64::from(WHOLE);
        Chance { below: share(self.0), above: share(WHOLE - self.0) }
    }

    /// The percentages that leave equal tails outside an interval of this level.
    fn tails(self) -> [Percentage; 2] {
        let tail = (WHOLE - self.0) / 2;
        [Percentage(tail), Percentage(WHOLE - tail)]
    }
}

/// As people write it, `2.5` or `5`.
impl fmt::Display for Percentage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.0 / PER_CENT, self.0 % PER_CENT);
        let decimals = format!("{fraction:07}");
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{whole}"),
            decimals => write!(f, "{whole}.{decimals}"),
        }
    }
}

/// What a key that holds a percentage states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PercentageKey {
    /// `p2.5`: 2.5 % of the law lie below its number.
    Quantile(Percentage),
    /// `ci95`: 95 % of the law lie between its two numbers, and as many below as above them.
    Interval(Percentage),
}

impl PercentageKey {
    /// Reads a key, whatever its percentage; `None` where it is no such key.
    pub fn read(key: &str) -> Option<PercentageKey> {
        let quantile = || key.strip_prefix('p').and_then(Percentage::read).map(PercentageKey::Quantile);
        let interval = || key.strip_prefix("ci").and_then(Percentage::read).map(PercentageKey::Interval);
        quantile().or_else(interval)
    }

    /// Whether a law can be stated by it: a quantile from p0.05 to p99.95, an interval from ci50 to ci99.9.
    pub fn is_within(self) -> bool {
        match self {
            PercentageKey::Quantile(Percentage(units)) => {
                (PER_CENT / 20..=WHOLE - PER_CENT / 20).contains(&units)
            }
            PercentageKey::Interval(Percentage(level)) => {
                (50 * PER_CENT..=WHOLE - PER_CENT / 10).contains(&level)
            }
        }
    }

    /// The quantiles that it stands for.
    pub(super) fn percentages(self) -> Vec<Percentage> {
        match self {
            PercentageKey::Quantile(percent) => vec![percent],
            PercentageKey::Interval(level) => level.tails().to_vec(),
        }
    }
}

/// The key as it is written without superfluous zeros.
impl fmt::Display for PercentageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PercentageKey::Quantile(percent) => write!(f, "p{percent}"),
            PercentageKey::Interval(level) => write!(f, "ci{level}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(key: &str) -> Option<String> {
        PercentageKey::read(key).filter(|key| key.is_within()).map(|key| key.to_string())
    }

    #[test]
    fn keys_are_read_as_decimals_within_their_range() {
        for (key, as_written) in [
            ("p5", "p5"),
            ("p2.5", "p2.5"),
            ("p2.50", "p2.5"),
            ("p5.0", "p5"),
            ("p0.05", "p0.05"),
            ("p99.95", "p99.95"),
            ("p15.865525", "p15.865525"),
            ("ci95", "ci95"),
            ("ci50.0", "ci50"),
            ("ci99.9", "ci99.9"),
        ] {
            assert_eq!(read(key).as_deref(), Some(as_written), "{key}");
        }
        for key in [
            "p",
            "p0",
            "p0.04",
            "p99.951",
            "p100",
            "p05",
            "p.5",
            "p2.",
            "p2.1234567",
            "p2.5.1",
            "p-5",
            "p5e1",
            "ci",
            "ci49.9",
            "ci99.91",
            "ci100",
            "ci095",
            "c95",
            "pct",
        ] {
            assert_eq!(read(key), None, "{key}");
        }
    }

    /// A decimal and its complement are each the double next to it; whole per cents are what they were as quotients by 100.
    #[test]
    fn chances_are_the_doubles_next_to_the_decimals() {
        let chance = |key: &str| PercentageKey::read(key).unwrap().percentages()[0].chance();
        for percent in 1..=99_u8 {
            let Chance { below, above } = chance(&format!("p{percent}"));
            assert_eq!(below.to_bits(), (f64::from(percent) / 100.0).to_bits());
            assert_eq!(above.to_bits(), (f64::from(100 - percent) / 100.0).to_bits());
        }
        assert_eq!(chance("p2.5"), Chance { below: 0.025, above: 0.975 });
        assert_eq!(chance("p99.95"), Chance { below: 0.9995, above: 0.0005 });
        assert_eq!(chance("p15.865525"), Chance { below: 0.15865525, above: 0.84134475 });
    }

    #[test]
    fn an_interval_leaves_equal_tails() {
        for (key, low, high) in [
            ("ci95", "2.5", "97.5"),
            ("ci90", "5", "95"),
            ("ci99.9", "0.05", "99.95"),
            ("ci68.27", "15.865", "84.135"),
            ("ci95.000001", "2.4999995", "97.5000005"),
        ] {
            let tails = PercentageKey::read(key).unwrap().percentages();
            assert_eq!(tails.iter().map(Percentage::to_string).collect::<Vec<_>>(), [low, high], "{key}");
        }
    }
}
