//! A figure of a report: an estimate, and what it is of. How it is written follows from both.

use std::fmt;

use super::digits::{Locale, READABLE, Scale, TIE, half_width, larger, leading, rounded_up, supported};
use crate::summary::results::Estimate;

/// Less money than this is nothing: what rounding leaves of figures that are equal on paper.
const CRUMBS: f64 = 1e-6;

/// What a figure is of.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Money with its currency, as `DKK 1.90m`.
    Money(String),
    /// Money with its currency in this scale, with no digit finer than this power of ten: beside others in the same sentence.
    MoneyIn(String, Scale, i32),
    /// Money of any size, whose currency stands elsewhere, as `−4.1m`.
    Amount,
    /// The same in this scale, with no digit finer than this power of ten: beside others on the same axis.
    AmountIn(Scale, i32),
    /// Money whose unit stands elsewhere, with no digit finer than this power of ten, as `1.90`.
    Scaled(Scale, i32),
    /// A probability, as `82.9%`.
    Probability,
    /// A share of something, to the whole per cent.
    Share,
    /// A change of a probability in percentage points, as `−1.1`; a probability can fall.
    Points,
    /// A return, in per cent of what was paid; it may be below zero or above 100.
    Return,
    /// A plain number of people or years, or a ratio, to at most two decimals.
    Number,
}

/// An estimate of some kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The estimate with its error.
    pub estimate: Estimate,
    /// What it is of.
    pub kind: Kind,
    /// Whether a rise is marked by a plus sign.
    pub signed: bool,
}

/// A figure of a kind.
pub fn figure(estimate: &Estimate, kind: Kind) -> Figure {
    Figure { estimate: *estimate, kind, signed: false }
}

/// An amount of money with its currency.
pub fn money(estimate: &Estimate, currency: &str) -> Figure {
    figure(estimate, Kind::Money(currency.to_owned()))
}

/// An amount of money of any size, without its currency.
pub fn amount(estimate: &Estimate) -> Figure {
    figure(estimate, Kind::Amount)
}

/// A probability.
pub fn percent(estimate: &Estimate) -> Figure {
    figure(estimate, Kind::Probability)
}

/// A change of a probability.
pub fn points(estimate: &Estimate) -> Figure {
    figure(estimate, Kind::Points)
}

/// A plain number.
pub fn number(estimate: &Estimate) -> Figure {
    figure(estimate, Kind::Number)
}

impl Scale {
    /// An amount in this scale, without its unit.
    pub fn figure(self, estimate: &Estimate) -> Figure {
        self.figure_to(estimate, self.last_digit(estimate.value))
    }

    /// An amount in this scale with its currency, as `DKK 1.90m`.
    pub fn money(self, estimate: &Estimate, currency: &str) -> Figure {
        figure(estimate, Kind::MoneyIn(currency.to_owned(), self, self.last_digit(estimate.value)))
    }

    /// An amount in this scale whose last digit is not finer than `10^last`.
    pub fn figure_to(self, estimate: &Estimate, last: i32) -> Figure {
        figure(estimate, Kind::Scaled(self, last))
    }
}

impl Figure {
    /// The same as a change, of which a rise is marked.
    #[must_use]
    pub fn signed(self) -> Figure {
        Figure { signed: true, ..self }
    }

    /// Whether nothing of it is left after rounding.
    pub fn is_nothing(&self) -> bool {
        self.show(&Locale::ENGLISH) == "0"
    }

    /// The figure as text, with the digits that its error supports.
    pub fn show(&self, locale: &Locale) -> String {
        let estimate = &self.estimate;
        if estimate.value == f64::INFINITY {
            return "∞".to_owned();
        }
        let (number, scale) = match &self.kind {
            Kind::Money(_) | Kind::Amount => {
                let scale = Scale::of_estimate(estimate);
                (scaled(locale, estimate, locale.scale(scale), scale.last_digit(estimate.value)), scale)
            }
            Kind::MoneyIn(_, scale, last) | Kind::AmountIn(scale, last) => {
                (scaled(locale, estimate, locale.scale(*scale), *last), *scale)
            }
            Kind::Scaled(scale, last) => (scaled(locale, estimate, *scale, *last), Scale::One),
            Kind::Probability => (per_cent(locale, estimate, -1), Scale::One),
            Kind::Share => (per_cent(locale, estimate, 0), Scale::One),
            Kind::Points => {
                let points = estimate.scaled(100.0);
                (locale.rounded(points.value, 1.0, last_of(&points)), Scale::One)
            }
            Kind::Return => (plain(locale, &estimate.scaled(100.0)), Scale::One),
            Kind::Number => (plain(locale, estimate), Scale::One),
        };
        let number = self.marked(number);
        match &self.kind {
            Kind::Money(currency) | Kind::MoneyIn(currency, ..) => {
                locale.money(&number, locale.scale(scale), currency)
            }
            Kind::Amount | Kind::AmountIn(..) => locale.amount(&number, locale.scale(scale)),
            Kind::Probability | Kind::Share | Kind::Return => locale.per_cent(number),
            Kind::Scaled(..) | Kind::Points | Kind::Number => number,
        }
    }

    /// The number, where a rise is to be marked, with a plus sign.
    fn marked(&self, number: String) -> String {
        let is_nothing = !number.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
        if self.signed && self.estimate.value > 0.0 && !is_nothing && !number.starts_with(['<', '>']) {
            return format!("+{number}");
        }
        number
    }

    /// The simulation error, rounded up to a digit, as `± 0.1`; `None` where there is none.
    pub fn error(&self, locale: &Locale) -> Option<String> {
        let half_width = half_width(&self.estimate);
        match &self.kind {
            Kind::Money(_) | Kind::MoneyIn(..) | Kind::Amount | Kind::AmountIn(..) | Kind::Scaled(..) => {
                (half_width > CRUMBS && half_width.is_finite()).then(|| {
                    let last = leading(half_width);
                    let error = Estimate::exact(rounded_up(half_width, last));
                    let scale = locale.scale(Scale::of(error.value));
                    let shown = scaled(locale, &error, scale, last);
                    match &self.kind {
                        Kind::Money(currency) | Kind::MoneyIn(currency, ..) => {
                            format!("±{TIE}{}", locale.money(&shown, scale, currency))
                        }
                        _ => format!("±{TIE}{}", locale.amount(&shown, scale)),
                    }
                })
            }
            Kind::Probability | Kind::Share | Kind::Points | Kind::Return => (half_width > 0.0).then(|| {
                let last = larger(leading(half_width * 100.0), -2);
                format!("±{TIE}{}", locale.rounded(rounded_up(half_width * 100.0, last), 1.0, last))
            }),
            Kind::Number => (half_width > 0.0 && half_width.is_finite())
                .then(|| format!("±{TIE}{}", locale.written(rounded_up(half_width, leading(half_width))))),
        }
    }
}

/// As in English.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.show(&Locale::ENGLISH))
    }
}

fn scaled(locale: &Locale, estimate: &Estimate, scale: Scale, last: i32) -> String {
    if estimate.value.abs() < CRUMBS {
        return "0".to_owned();
    }
    let last = supported(estimate).map_or(last, |supported| larger(supported, last));
    locale.rounded(estimate.value, scale.unit(), last)
}

fn per_cent(locale: &Locale, estimate: &Estimate, finest: i32) -> String {
    let hundredfold = estimate.scaled(100.0);
    let last = supported(&hundredfold).map_or(finest, |supported| larger(supported, finest));
    let step = libm::pow(10.0, f64::from(last));
    let exact = half_width(&hundredfold) == 0.0;
    if exact && (hundredfold.value == 0.0 || hundredfold.value == 100.0) {
        return format!("{:.0}", hundredfold.value);
    }
    // "0 %" and "100 %" say that something cannot or must happen: only where that is so.
    // And what is said to be below or above something is so by all of its interval.
    let beyond = |end: f64, usual: f64| {
        let end = if end.is_finite() { libm::round(end / step * 1e6) / 1e6 } else { usual / step };
        if end > usual / step && usual < 50.0 {
            libm::ceil(end) * step
        } else if end < usual / step && usual > 50.0 {
            libm::floor(end) * step
        } else {
            usual
        }
    };
    let (than, value) = match hundredfold.value {
        value if value < step / 2.0 => (format!("<{TIE}"), beyond(hundredfold.hi, step)),
        value if 100.0 - value < step / 2.0 => (format!(">{TIE}"), beyond(hundredfold.lo, 100.0 - step)),
        value => (String::new(), value),
    };
    format!("{than}{}", locale.rounded(value, 1.0, last))
}

/// The last digit of a plain number: readable, supported, and no finer than hundredths.
fn last_of(estimate: &Estimate) -> i32 {
    let finest = larger(leading(estimate.value) - (READABLE - 1), -2);
    supported(estimate).map_or(finest, |supported| larger(supported, finest))
}

fn plain(locale: &Locale, estimate: &Estimate) -> String {
    let counted = half_width(estimate) == 0.0 && estimate.value == libm::round(estimate.value);
    let last = if counted && estimate.value.abs() < 1e6 { 0 } else { last_of(estimate) };
    locale.rounded(estimate.value, 1.0, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(value: f64, se: f64) -> Estimate {
        Estimate { value, se, lo: value - 1.96 * se, hi: value + 1.96 * se }
    }

    fn said(figure: &Figure) -> String {
        figure.to_string().replace(TIE, " ")
    }

    #[test]
    fn an_amount_shows_no_digit_that_its_error_takes_away() {
        let shown = |value, se| said(&money(&estimate(value, se), "DKK"));
        assert_eq!(shown(1_903_412.0, 0.0), "DKK 1.90m");
        assert_eq!(shown(1_903_412.0, 1_790.0), "DKK 1.90m");
        assert_eq!(shown(1_903_412.0, 17_900.0), "DKK 1.90m");
        assert_eq!(shown(1_903_412.0, 60_000.0), "DKK 1.9m");
        assert_eq!(shown(1_903_412.0, 600_000.0), "DKK 2m");
        assert_eq!(shown(-45_678.0, 100.0), "DKK −45.7k");
        assert_eq!(shown(-45_678.0, 1_000.0), "DKK −46k");
        assert_eq!(shown(9_876.0, 0.0), "DKK 9,880");
        assert_eq!(shown(12.346, 0.0), "DKK 12.3");
        assert_eq!(shown(999_999.0, 0.0), "DKK 1.00m");
        assert_eq!(shown(-20.0, 5_000.0), "DKK 0");
        assert_eq!(shown(0.0, 0.0), "DKK 0");
        assert_eq!(shown(1e-10, 1e-11), "DKK 0");
        assert_eq!(shown(999_200.0, 6_000.0), "DKK 1.00m");
        assert_eq!(shown(-999_200.0, 6_000.0), "DKK −1.00m");
        assert_eq!(shown(996_200.0, 300.0), "DKK 996k");
        assert_eq!(shown(9_980.0, 20.0), "DKK 9,980");
        assert_eq!(shown(2_345_678_901.0, 0.0), "DKK 2.35bn");
    }

    #[test]
    fn a_dane_writes_kroner_after_the_amount_and_no_k() {
        let said = |figure: Figure| figure.show(&Locale::DANISH).replace(TIE, " ");
        let money = |value| said(money(&Estimate::exact(value), "DKK"));
        assert_eq!(money(2_650_412.0), "2,65 mio. kr.");
        assert_eq!(money(-410_000.0), "−410.000 kr.");
        assert_eq!(money(-45_678.0), "−45.700 kr.");
        assert_eq!(money(2_345_678_901.0), "2,35 mia. kr.");
        assert_eq!(money(0.0), "0 kr.");
        assert_eq!(said(amount(&Estimate::exact(-4.1e6))), "−4,10 mio.");
        assert_eq!(said(amount(&Estimate::exact(332_000.0)).signed()), "+332.000");
        assert_eq!(said(Scale::Thousand.money(&Estimate::exact(5_200.0), "EUR")), "5.200 EUR");
        assert_eq!(said(percent(&Estimate::exact(0.8824))), "88,2 %");
        assert_eq!(Locale::DANISH.heading(Scale::Thousand, "DKK").replace(TIE, " "), "1.000 kr.");
        assert_eq!(Locale::DANISH.heading(Scale::Million, "DKK").replace(TIE, " "), "mio. kr.");
        assert_eq!(Locale::ENGLISH.heading(Scale::Million, "DKK").replace(TIE, " "), "DKK m");
    }

    #[test]
    fn a_probability_is_never_rounded_to_certainty() {
        let shown = |value, se| said(&percent(&estimate(value, se)));
        assert_eq!(shown(0.829_43, 0.000_38), "82.9%");
        assert_eq!(shown(0.829_43, 0.003_8), "82.9%");
        assert_eq!(shown(0.829_43, 0.006), "83%");
        // ± 8.3: rounding to tens would add up to 5.
        assert_eq!(shown(0.85, 0.042), "85%");
        assert_eq!(shown(0.83, 0.012), "83%");
        assert_eq!(shown(0.9997, 0.000_02), "> 99.9%");
        assert_eq!(shown(0.0002, 0.000_02), "< 0.1%");
        assert_eq!(shown(0.0, 0.0), "0%");
        assert_eq!(shown(1.0, 0.0), "100%");
        let never_seen = Estimate { value: 0.0, se: 0.0, lo: 0.0, hi: 3.7e-6 };
        assert_eq!(said(&percent(&never_seen)), "< 0.1%");
        let always_seen_in_100 = Estimate { value: 1.0, se: 0.0, lo: 0.963, hi: 1.0 };
        assert_eq!(said(&percent(&always_seen_in_100)), "> 96%");
    }

    #[test]
    fn errors_are_rounded_up() {
        let error = |figure: Figure| figure.error(&Locale::ENGLISH).map(|error| error.replace(TIE, " "));
        assert_eq!(error(percent(&estimate(0.83, 0.000_38))).unwrap(), "± 0.08");
        assert_eq!(error(percent(&estimate(0.83, 0.0117))).unwrap(), "± 3");
        assert_eq!(error(money(&estimate(1.9e6, 1_790.0), "DKK")).unwrap(), "± DKK 4,000");
        assert_eq!(error(money(&estimate(1.9e6, 17_900.0), "DKK")).unwrap(), "± DKK 40k");
        assert_eq!(error(money(&estimate(1e-10, 1e-11), "DKK")), None);
        assert_eq!(error(percent(&Estimate::exact(0.5))), None);
    }

    #[test]
    fn a_rise_is_marked_where_there_is_one() {
        let shown = |value| said(&points(&Estimate::exact(value)).signed());
        assert_eq!([0.011, -0.011, 0.0].map(shown), ["+1.10", "−1.10", "0.00"]);
    }
}
