//! How many digits a figure may show: as many as its simulation error supports, and no more than a reader
//! can use.

use super::line::TIE;
use crate::summary::results::Estimate;

/// Digits that a reader can use; a figure never shows more, however exact it is.
const READABLE: i32 = 3;

/// Less money than this is nothing: what rounding leaves of figures that are equal on paper.
const CRUMBS: f64 = 1e-6;

/// Power of ten of the last supported digit: the largest that the 95 % simulation error covers, so that rounding adds at
/// most half of that error. `None` for an exact figure.
pub fn supported(estimate: &Estimate) -> Option<i32> {
    let half_width = half_width(estimate);
    (half_width > 0.0).then(|| leading(half_width))
}

/// The wider half of the 95 % simulation interval.
pub fn half_width(estimate: &Estimate) -> f64 {
    let (below, above) = (estimate.value - estimate.lo, estimate.hi - estimate.value);
    if above > below { above } else { below }
}

/// Power of ten of the first digit.
fn leading(value: f64) -> i32 {
    if value == 0.0 { 0 } else { libm::floor(libm::log10(value.abs()) + 1e-12) as i32 }
}

/// `value` rounded at the power of ten `last`, written with `decimals` decimals after division by `unit`.
fn rounded(value: f64, unit: f64, last: i32) -> String {
    let unit_power = leading(unit);
    let decimals = unit_power - last;
    let text = if decimals >= 0 {
        format!("{:.*}", decimals as usize, value / unit)
    } else {
        let step = libm::pow(10.0, f64::from(-decimals));
        format!("{:.0}", libm::round(value / unit / step) * step)
    };
    typeset(&text)
}

/// A number as a reader expects it: a real minus sign, none before zero, thousands in groups.
fn typeset(text: &str) -> String {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (digits.bytes().any(|b| (b'1'..=b'9').contains(&b)), digits),
        None => (false, text),
    };
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(w, d)| (w, Some(d)));
    let mut number = String::from(if negative { "−" } else { "" });
    number.push_str(&group(whole));
    if let Some(decimals) = decimals {
        number.push('.');
        number.push_str(decimals);
    }
    number
}

fn group(whole: &str) -> String {
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A whole number with its thousands in groups.
pub fn whole(number: u64) -> String {
    group(&number.to_string())
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

    /// Its letter before a currency; empty for [`Scale::One`].
    pub fn letter(self) -> &'static str {
        match self {
            Scale::One => "",
            Scale::Thousand => "k",
            Scale::Million => "m",
            Scale::Billion => "bn",
        }
    }

    /// The currency with its letter, as `m DKK`.
    pub fn of_currency(self, currency: &str) -> String {
        match self {
            Scale::One => currency.to_owned(),
            _ => format!("{}{TIE}{currency}", self.letter()),
        }
    }

    /// An amount in this scale, without its unit.
    pub fn figure(self, estimate: &Estimate) -> String {
        self.figure_to(estimate, self.last_digit(estimate.value))
    }

    /// An amount in this scale whose last digit is not finer than `10^last`.
    pub fn figure_to(self, estimate: &Estimate, last: i32) -> String {
        if estimate.value.abs() < CRUMBS {
            return "0".to_owned();
        }
        let last = supported(estimate).map_or(last, |supported| larger(supported, last));
        rounded(estimate.value, self.unit(), last)
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

fn larger(a: i32, b: i32) -> i32 {
    if a > b { a } else { b }
}

/// An amount of money with its unit, as `1.90 m DKK`.
pub fn money(estimate: &Estimate, currency: &str) -> String {
    let scale = Scale::of_estimate(estimate);
    format!("{}{TIE}{}", scale.figure(estimate), scale.of_currency(currency))
}

/// An exact amount of money with its unit.
pub fn exact_money(value: f64, currency: &str) -> String {
    money(&exact(value), currency)
}

/// A figure that carries no simulation error.
pub fn exact(value: f64) -> Estimate {
    Estimate { value, se: 0.0, lo: value, hi: value }
}

/// A probability or share, as `82.9 %`.
pub fn percent(estimate: &Estimate) -> String {
    percent_to(estimate, -1)
}

/// A share of something, to the whole per cent.
pub fn share(estimate: &Estimate) -> String {
    percent_to(estimate, 0)
}

fn percent_to(estimate: &Estimate, finest: i32) -> String {
    let hundredfold = Estimate {
        value: estimate.value * 100.0,
        se: estimate.se * 100.0,
        lo: estimate.lo * 100.0,
        hi: estimate.hi * 100.0,
    };
    let last = supported(&hundredfold).map_or(finest, |supported| larger(supported, finest));
    let step = libm::pow(10.0, f64::from(last));
    let exact = half_width(&hundredfold) == 0.0;
    let decimals = if last < 0 { -last as usize } else { 0 };
    if exact && (hundredfold.value == 0.0 || hundredfold.value == 100.0) {
        return format!("{:.0}{TIE}%", hundredfold.value);
    }
    // "0 %" and "100 %" say that something cannot or must happen: only where that is so.
    if hundredfold.value < step / 2.0 {
        return format!("<{TIE}{step:.decimals$}{TIE}%");
    }
    if 100.0 - hundredfold.value < step / 2.0 {
        return format!(">{TIE}{:.decimals$}{TIE}%", 100.0 - step);
    }
    format!("{}{TIE}%", rounded(hundredfold.value, 1.0, last))
}

/// A change of a probability in percentage points, as `−1.1`; a probability can fall.
pub fn points(estimate: &Estimate) -> String {
    let hundredfold = Estimate {
        value: estimate.value * 100.0,
        se: estimate.se * 100.0,
        lo: estimate.lo * 100.0,
        hi: estimate.hi * 100.0,
    };
    let finest = larger(leading(hundredfold.value) - (READABLE - 1), -2);
    let last = supported(&hundredfold).map_or(finest, |supported| larger(supported, finest));
    rounded(hundredfold.value, 1.0, last)
}

/// An error to a digit, rounded up: it is not understated.
fn rounded_up(error: f64, last: i32) -> f64 {
    let step = libm::pow(10.0, f64::from(last));
    libm::ceil(error / step - 1e-9) * step
}

/// The simulation error of a probability in percentage points, as `± 0.1`; `None` where there is none.
pub fn percent_error(estimate: &Estimate) -> Option<String> {
    let half_width = half_width(estimate) * 100.0;
    (half_width > 0.0).then(|| {
        let last = larger(leading(half_width), -2);
        let error = rounded_up(half_width, last);
        let decimals = if last < 0 { -last as usize } else { 0 };
        format!("±{TIE}{error:.decimals$}")
    })
}

/// The simulation error of an amount, as `± 4 k DKK`; `None` where there is none.
pub fn money_error(estimate: &Estimate, currency: &str) -> Option<String> {
    let half_width = half_width(estimate);
    (half_width > CRUMBS).then(|| {
        let last = leading(half_width);
        let error = exact(rounded_up(half_width, last));
        let scale = Scale::of(error.value);
        format!("±{TIE}{}{TIE}{}", scale.figure_to(&error, last), scale.of_currency(currency))
    })
}

/// An amount of money of any size, without its currency, as `−4.1 m`.
pub fn amount(estimate: &Estimate) -> String {
    let scale = Scale::of_estimate(estimate);
    lettered(scale.figure(estimate), scale)
}

/// The simulation error of an amount, without its currency, as `± 4 k`; `None` where there is none.
pub fn amount_error(estimate: &Estimate) -> Option<String> {
    let half_width = half_width(estimate);
    (half_width > CRUMBS).then(|| {
        let last = leading(half_width);
        let error = exact(rounded_up(half_width, last));
        let scale = Scale::of(error.value);
        format!("±{TIE}{}", lettered(scale.figure_to(&error, last), scale))
    })
}

fn lettered(figure: String, scale: Scale) -> String {
    let letter = scale.letter();
    if letter.is_empty() || figure == "0" { figure } else { format!("{figure}{TIE}{letter}") }
}

/// A plain number of people or years, to at most two decimals.
pub fn number(estimate: &Estimate) -> String {
    let counted = half_width(estimate) == 0.0 && estimate.value == libm::round(estimate.value);
    if counted && estimate.value.abs() < 1e6 {
        return rounded(estimate.value, 1.0, 0);
    }
    let finest = larger(leading(estimate.value) - (READABLE - 1), -2);
    let last = supported(estimate).map_or(finest, |supported| larger(supported, finest));
    rounded(estimate.value, 1.0, last)
}

/// The simulation error of a plain number, as `± 0.02`; `None` where there is none.
pub fn number_error(estimate: &Estimate) -> Option<String> {
    let half_width = half_width(estimate);
    (half_width > 0.0 && half_width.is_finite())
        .then(|| format!("±{TIE}{}", written(rounded_up(half_width, leading(half_width)))))
}

/// A number as a person would write it: at most six significant digits, no trailing zeros.
pub fn written(value: f64) -> String {
    let last = larger(leading(value) - 5, -12);
    let text = rounded(value, 1.0, if last > 0 { 0 } else { last });
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A probability in everyday words, as `about 8 times in 10`; `None` where its error is too large to say.
pub fn in_words(probability: &Estimate) -> Option<String> {
    if half_width(probability) > 0.05 {
        return None;
    }
    let value = probability.value;
    let times = |n: f64, of: u32| {
        let n = libm::round(n) as u32;
        format!("{n}{TIE}{}{TIE}in{TIE}{of}", if n == 1 { "time" } else { "times" })
    };
    Some(match value {
        v if v >= 0.995 => format!("more than {}", times(99.0, 100)),
        v if v >= 0.975 => format!("about {}", times(v * 100.0, 100)),
        v if v >= 0.935 => format!("about {}", times(v * 20.0, 20)),
        v if v >= 0.085 => format!("about {}", times(v * 10.0, 10)),
        v if v >= 0.035 => format!("about {}", times(v * 20.0, 20)),
        v if v >= 0.005 => format!("about {}", times(v * 100.0, 100)),
        _ => format!("less than {}", times(1.0, 100)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(value: f64, se: f64) -> Estimate {
        Estimate { value, se, lo: value - 1.96 * se, hi: value + 1.96 * se }
    }

    fn said(text: &str) -> String {
        text.replace(TIE, " ")
    }

    #[test]
    fn an_amount_shows_no_digit_that_its_error_takes_away() {
        let shown = |value, se| said(&money(&estimate(value, se), "DKK"));
        assert_eq!(shown(1_903_412.0, 0.0), "1.90 m DKK");
        assert_eq!(shown(1_903_412.0, 1_790.0), "1.90 m DKK");
        assert_eq!(shown(1_903_412.0, 17_900.0), "1.90 m DKK");
        assert_eq!(shown(1_903_412.0, 60_000.0), "1.9 m DKK");
        assert_eq!(shown(1_903_412.0, 600_000.0), "2 m DKK");
        assert_eq!(shown(-45_678.0, 100.0), "−45.7 k DKK");
        assert_eq!(shown(-45_678.0, 1_000.0), "−46 k DKK");
        assert_eq!(shown(9_876.0, 0.0), "9,880 DKK");
        assert_eq!(shown(12.346, 0.0), "12.3 DKK");
        assert_eq!(shown(999_999.0, 0.0), "1.00 m DKK");
        assert_eq!(shown(-20.0, 5_000.0), "0 DKK");
        assert_eq!(shown(0.0, 0.0), "0 DKK");
        assert_eq!(shown(1e-10, 1e-11), "0 DKK");
        assert_eq!(shown(999_200.0, 6_000.0), "1.00 m DKK");
        assert_eq!(shown(-999_200.0, 6_000.0), "−1.00 m DKK");
        assert_eq!(shown(996_200.0, 300.0), "996 k DKK");
        assert_eq!(shown(9_980.0, 20.0), "9,980 DKK");
        assert_eq!(shown(2_345_678_901.0, 0.0), "2.35 bn DKK");
    }

    #[test]
    fn a_probability_is_never_rounded_to_certainty() {
        let shown = |value, se| said(&percent(&estimate(value, se)));
        assert_eq!(shown(0.829_43, 0.000_38), "82.9 %");
        assert_eq!(shown(0.829_43, 0.003_8), "82.9 %");
        assert_eq!(shown(0.829_43, 0.006), "83 %");
        // ± 8.3: rounding to tens would add up to 5.
        assert_eq!(shown(0.85, 0.042), "85 %");
        assert_eq!(shown(0.83, 0.012), "83 %");
        assert_eq!(shown(0.9997, 0.000_02), "> 99.9 %");
        assert_eq!(shown(0.0002, 0.000_02), "< 0.1 %");
        assert_eq!(shown(0.0, 0.0), "0 %");
        assert_eq!(shown(1.0, 0.0), "100 %");
        let never_seen = Estimate { value: 0.0, se: 0.0, lo: 0.0, hi: 3.7e-6 };
        assert_eq!(said(&percent(&never_seen)), "< 0.1 %");
        let always_seen_in_100 = Estimate { value: 1.0, se: 0.0, lo: 0.963, hi: 1.0 };
        assert_eq!(said(&percent(&always_seen_in_100)), "> 99 %");
    }

    #[test]
    fn errors_are_rounded_up() {
        assert_eq!(said(&percent_error(&estimate(0.83, 0.000_38)).unwrap()), "± 0.08");
        assert_eq!(said(&percent_error(&estimate(0.83, 0.0117)).unwrap()), "± 3");
        assert_eq!(said(&money_error(&estimate(1.9e6, 1_790.0), "DKK").unwrap()), "± 4,000 DKK");
        assert_eq!(said(&money_error(&estimate(1.9e6, 17_900.0), "DKK").unwrap()), "± 40 k DKK");
        assert_eq!(money_error(&estimate(1e-10, 1e-11), "DKK"), None);
        assert_eq!(percent_error(&exact(0.5)), None);
    }

    #[test]
    fn everyday_words_follow_the_figure_and_fall_silent_without_precision() {
        let words = |value, se| in_words(&estimate(value, se)).map(|words| said(&words));
        assert_eq!(words(0.83, 0.001).as_deref(), Some("about 8 times in 10"));
        assert_eq!(words(0.12, 0.001).as_deref(), Some("about 1 time in 10"));
        assert_eq!(words(0.95, 0.001).as_deref(), Some("about 19 times in 20"));
        assert_eq!(words(0.9967, 0.0001).as_deref(), Some("more than 99 times in 100"));
        assert_eq!(words(0.0, 0.0).as_deref(), Some("less than 1 time in 100"));
        assert_eq!(words(0.5, 0.04), None);
    }

    #[test]
    fn numbers_as_written() {
        assert_eq!(written(0.035), "0.035");
        assert_eq!(written(179_167.0), "179,167");
        assert_eq!(written(24.0), "24");
        assert_eq!(written(-0.5), "−0.5");
    }
}
