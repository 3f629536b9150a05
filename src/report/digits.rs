//! How many digits a figure may show: as many as its simulation error supports, and no more than a reader
//! can use. And how numerals are set in a language.

use std::fmt;

use crate::summary::results::Estimate;

/// A blank at which no line is broken: between a figure and its unit. Printed as an ordinary blank.
pub const TIE: char = '\u{a0}';

/// Digits that a reader can use; a figure never shows more, however exact it is.
pub(super) const READABLE: i32 = 3;

/// Numbers from here on are written with a power of ten: nobody counts the digits of 1,000,000,000,000,000.
const BEYOND_COUNTING: f64 = 1e15;

/// How a language sets its numerals, and the signs and units beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    /// Before decimals.
    pub decimal: char,
    /// Between thousands.
    pub thousands: char,
    /// After a percentage, with the blank before it.
    per_cent: &'static str,
    money: MoneyStyle,
}

/// Where a language puts a currency and how it shortens large amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MoneyStyle {
    /// `DKK 2.65m`, `DKK 410k`.
    CodeBefore,
    /// `2,65 mio. kr.`, `410.000 kr.`
    UnitAfter,
}

impl Locale {
    /// As in `1,234.5`, `88.2%` and `DKK 2.65m`.
    pub const ENGLISH: Locale =
        Locale { decimal: '.', thousands: ',', per_cent: "%", money: MoneyStyle::CodeBefore };

    /// As in `1.234,5`, `88,2 %` and `2,65 mio. kr.`
    pub const DANISH: Locale =
        Locale { decimal: ',', thousands: '.', per_cent: "\u{a0}%", money: MoneyStyle::UnitAfter };

    /// A percentage, whose number is written.
    pub fn per_cent(&self, number: impl fmt::Display) -> String {
        format!("{number}{}", self.per_cent)
    }

    /// The scale in which an amount with its unit is written: no Dane says "410 k".
    pub(super) fn scale(&self, scale: Scale) -> Scale {
        match self.money {
            MoneyStyle::UnitAfter if scale == Scale::Thousand => Scale::One,
            _ => scale,
        }
    }

    /// An amount whose number is written, in a scale, as `1.90m`.
    pub(super) fn amount(&self, number: &str, scale: Scale) -> String {
        // Nothing is nothing in thousands and millions.
        let unit = if number == "0" { "" } else { self.unit_of(scale) };
        match self.money {
            MoneyStyle::CodeBefore => format!("{number}{unit}"),
            MoneyStyle::UnitAfter => [number, unit].join(if unit.is_empty() { "" } else { "\u{a0}" }),
        }
    }

    /// An amount whose number is written, in a scale, with its currency, as `DKK 1.90m`.
    pub(super) fn money(&self, number: &str, scale: Scale, currency: &str) -> String {
        let (amount, currency) = (self.amount(number, scale), self.currency(currency));
        match self.money {
            MoneyStyle::CodeBefore => format!("{currency}{TIE}{amount}"),
            MoneyStyle::UnitAfter => format!("{amount}{TIE}{currency}"),
        }
    }

    /// What amounts in a scale are in, for a heading, as `DKK m`.
    pub fn heading(&self, scale: Scale, currency: &str) -> String {
        let currency = self.currency(currency);
        match (self.money, scale) {
            (_, Scale::One) => currency.to_owned(),
            (MoneyStyle::CodeBefore, _) => format!("{currency}{TIE}{}", self.unit_of(scale)),
            (MoneyStyle::UnitAfter, Scale::Thousand) => format!("1.000{TIE}{currency}"),
            (MoneyStyle::UnitAfter, _) => format!("{}{TIE}{currency}", self.unit_of(scale)),
        }
    }

    /// A currency as it is written beside amounts: Danes write DKK as kr.
    pub fn currency<'c>(&self, code: &'c str) -> &'c str {
        match self.money {
            MoneyStyle::UnitAfter if code == "DKK" => "kr.",
            _ => code,
        }
    }

    fn unit_of(&self, scale: Scale) -> &'static str {
        let [thousand, million, billion] = match self.money {
            MoneyStyle::CodeBefore => ["k", "m", "bn"],
            MoneyStyle::UnitAfter => ["t.", "mio.", "mia."],
        };
        match scale {
            Scale::One => "",
            Scale::Thousand => thousand,
            Scale::Million => million,
            Scale::Billion => billion,
        }
    }

    /// `value` rounded at the power of ten `last`, written with so many decimals after division by `unit`.
    pub(super) fn rounded(&self, value: f64, unit: f64, last: i32) -> String {
        if (value / unit).abs() >= BEYOND_COUNTING {
            let digits = (leading(value) - last).clamp(0, READABLE - 1) as usize;
            let text = format!("{:.digits$e}", value / unit);
            let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
            return format!("{}e{exponent}", self.typeset(mantissa));
        }
        let decimals = leading(unit) - last;
        let text = if decimals >= 0 {
            format!("{:.*}", decimals as usize, value / unit)
        } else {
            let step = libm::pow(10.0, f64::from(-decimals));
            format!("{:.0}", libm::round(value / unit / step) * step)
        };
        self.typeset(&text)
    }

    /// A number as a reader expects it: a real minus sign, none before zero, thousands in groups.
    fn typeset(&self, text: &str) -> String {
        let digits = text.trim_start_matches('-');
        let is_negative = digits != text && digits.bytes().any(|b| (b'1'..=b'9').contains(&b));
        let sign = if is_negative { "−" } else { "" };
        match digits.split_once('.') {
            Some((whole, decimals)) => format!("{sign}{}{}{decimals}", self.group(whole), self.decimal),
            None => format!("{sign}{}", self.group(digits)),
        }
    }

    fn group(&self, whole: &str) -> String {
        let mut grouped = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                grouped.push(self.thousands);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A whole number with its thousands in groups.
    pub fn whole(&self, number: u64) -> String {
        self.group(&number.to_string())
    }

    /// A number as a person would write it: at most six significant digits, no trailing zeros.
    pub fn written(&self, value: f64) -> String {
        let last = larger(leading(value) - 5, -12);
        let text = self.rounded(value, 1.0, if last > 0 { 0 } else { last });
        if !text.contains(self.decimal) || text.contains('e') {
            return text;
        }
        text.trim_end_matches('0').trim_end_matches(self.decimal).to_owned()
    }
}

/// A number as a person would write it in English.
pub fn written(value: f64) -> String {
    Locale::ENGLISH.written(value)
}

/// A whole number with its thousands in groups, in English.
pub fn whole(number: u64) -> String {
    Locale::ENGLISH.whole(number)
}

/// Power of ten of the last supported digit: the largest that the 95 % simulation error covers, so that rounding adds at
/// most half of that error. `None` for an exact figure.
pub fn supported(estimate: &Estimate) -> Option<i32> {
    let half_width = half_width(estimate);
    (half_width > 0.0 && half_width.is_finite()).then(|| leading(half_width))
}

/// The wider half of the 95 % simulation interval.
pub fn half_width(estimate: &Estimate) -> f64 {
    let (below, above) = (estimate.value - estimate.lo, estimate.hi - estimate.value);
    if above > below { above } else { below }
}

/// Power of ten of the first digit.
pub(super) fn leading(value: f64) -> i32 {
    if value == 0.0 { 0 } else { libm::floor(libm::log10(value.abs()) + 1e-12) as i32 }
}

/// An error to a digit, rounded up: it is not understated.
pub(super) fn rounded_up(error: f64, last: i32) -> f64 {
    let step = libm::pow(10.0, f64::from(last));
    libm::ceil(error / step - 1e-9) * step
}

pub(super) fn larger(a: i32, b: i32) -> i32 {
    if a > b { a } else { b }
}

/// The unit in which amounts of money are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// As they are.
    One,
    /// Thousands.
    Thousand,
    /// Millions.
    Million,
    /// Thousands of millions.
    Billion,
}

impl Scale {
    /// The scale in which an amount of this size is read most easily.
    pub fn of(size: f64) -> Scale {
        // Rounding to readable digits may carry into the next scale: 999,999 is 1.00 m.
        match size.abs() * 1.0005 {
            size if size >= BEYOND_COUNTING => Scale::One,
            size if size >= 1e9 => Scale::Billion,
            size if size >= 1e6 => Scale::Million,
            size if size >= 1e4 => Scale::Thousand,
            _ => Scale::One,
        }
    }

    /// The scale in which an estimate is read most easily: what is rounded up to 1,000 k is 1 m.
    pub fn of_estimate(estimate: &Estimate) -> Scale {
        let size = estimate.value.abs();
        let Some(last) = supported(estimate) else { return Scale::of(size) };
        let step = libm::pow(10.0, f64::from(last));
        let rounded = libm::round(size / step) * step;
        Scale::of(if rounded > size { rounded } else { size })
    }

    /// The scale that suits the largest of several amounts.
    pub fn of_all(sizes: impl IntoIterator<Item = f64>) -> Scale {
        let largest = sizes.into_iter().map(f64::abs).fold(0.0, |a, b| if b > a { b } else { a });
        Scale::of(largest)
    }

    /// How many units of currency make one.
    pub fn unit(self) -> f64 {
        match self {
            Scale::One => 1.0,
            Scale::Thousand => 1e3,
            Scale::Million => 1e6,
            Scale::Billion => 1e9,
        }
    }

    /// The last readable digit beside a largest amount of `size`.
    pub fn last_digit(self, size: f64) -> i32 {
        let last = leading(size * 1.0005) - (READABLE - 1);
        match self {
            // Nobody pays in hundredths.
            Scale::One => larger(last, if size.abs() < 100.0 { -2 } else { 0 }),
            _ => larger(last, leading(self.unit()) - 2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_written() {
        assert_eq!(written(0.035), "0.035");
        assert_eq!(written(179_167.0), "179,167");
        assert_eq!(written(24.0), "24");
        assert_eq!(written(-0.5), "−0.5");
        assert_eq!(Locale::DANISH.written(-1_179.5), "−1.179,5");
        assert_eq!(written(-1.25e300), "−1.25e300");
        assert_eq!(Locale::DANISH.written(1.25e15), "1,25e15");
    }
}
