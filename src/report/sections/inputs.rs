//! What an input comes to in use: its mean, and the range that holds nine tenths, with prices converted and factors applied.

use crate::report::digits::{Locale, Scale};
use crate::report::figure::{Kind, figure, number};
use crate::scenario::formula::Expr;
use crate::scenario::{Definition, Input, Quantity, Scenario};
use crate::summary::results::Estimate;

/// What a number is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// A rate or a share.
    Share,
    /// Money in the scenario's currency.
    Money,
    /// A plain number.
    Plain,
}

impl Measure {
    /// A number of it as a person would write it.
    pub fn written(self, value: f64, currency: &str, locale: &Locale) -> String {
        match self {
            Measure::Share => locale.per_cent(locale.written(value * 100.0)),
            Measure::Money => locale.money(&locale.written(value), Scale::One, currency),
            Measure::Plain => locale.written(value),
        }
    }
}

/// An input in use.
pub(super) struct Used {
    /// Its mean; none where it has none, as in the heaviest tails.
    mean: Option<f64>,
    /// Its quantiles at 5 and 95 %; none where it is fixed.
    ends: Option<[f64; 2]>,
    /// Whether it differs from person to person.
    pub of_people: bool,
}

impl Used {
    /// What an input with a law comes to; nothing of a formula. A factor that is uncertain is left out.
    pub fn of(scenario: &Scenario, input: &Input) -> Option<Used> {
        let (Definition::Law(law) | Definition::People(law)) = &input.definition else { return None };
        let factor = input.optimism.as_ref().map_or(Some(1.0), |factor| settled(scenario, factor));
        let times = input.conversion * factor.unwrap_or(1.0);
        let [a, b] = [law.quantile(0.05), law.quantile(0.95)].map(|end| end * times);
        Some(Used {
            mean: law.mean().filter(|mean| mean.is_finite()).map(|mean| mean * times),
            ends: law.is_fixed().is_none().then_some(if a > b { [b, a] } else { [a, b] }),
            of_people: matches!(input.definition, Definition::People(_)),
        })
    }

    /// The mean, to three digits; as it is where it is fixed.
    pub fn mean(&self, of: Measure, currency: &str, locale: &Locale) -> Option<String> {
        let mean = self.mean?;
        if self.ends.is_none() && of != Measure::Money {
            return Some(of.written(mean, currency, locale));
        }
        let kind = match of {
            Measure::Share => Kind::Return,
            Measure::Money => Kind::Money(currency.to_owned()),
            Measure::Plain => return Some(figures([mean, mean], locale)[0].clone()),
        };
        Some(figure(&Estimate::exact(mean), kind).show(locale))
    }

    /// The ends of the range, whose unit stands beside the mean.
    pub fn ends(&self, of: Measure, locale: &Locale) -> Option<[String; 2]> {
        let ends = self.ends?;
        Some(match of {
            Measure::Share => ends.map(|end| figure(&Estimate::exact(end), Kind::Return).show(locale)),
            Measure::Money | Measure::Plain => figures(ends, locale),
        })
    }
}

/// What a factor is in every draw: a number, or a fixed input times its own factor; `None` where it varies.
pub(super) fn settled(scenario: &Scenario, factor: &Quantity) -> Option<f64> {
    let Expr::Input(name) = &factor.expr else { return factor.expr.literal() };
    let input = scenario.inputs.get(name)?;
    let Definition::Law(law) = &input.definition else { return None };
    let own = input.optimism.as_ref().map_or(Some(1.0), |factor| settled(scenario, factor));
    Some(law.is_fixed()? * own?)
}

/// Exact figures in a common scale.
pub(super) fn figures(values: [f64; 2], locale: &Locale) -> [String; 2] {
    let scale = Scale::of_all(values);
    values.map(|value| match scale {
        Scale::One => number(&Estimate::exact(value)).show(locale),
        _ => figure(&Estimate::exact(value), Kind::AmountIn(scale, scale.last_digit(value))).show(locale),
    })
}
