//! Rates: chances and shares that must lie between 0 and 1.

use super::super::codes::Code;
use super::super::document::*;
use super::super::formula::Expr;
use super::super::numerals::plain;
use super::Check;

impl Check<'_> {
    pub(super) fn rates(&mut self) {
        let draft = self.draft;
        let mut rates: Vec<&Quantity> = Vec::new();
        if let Some(cohort) = &draft.cohort {
            rates.extend([&cohort.dropout, &cohort.dropout_cost_share]);
        }
        for outcome in draft.outcomes.values() {
            rates.extend([&outcome.rate, &outcome.relapse]);
            if let Counterfactual::Rate(rate) = &outcome.counterfactual {
                rates.push(rate);
            }
        }
        for effect in draft.effects.values() {
            rates.extend([&effect.fade, &effect.cashable]);
        }
        for rate in rates {
            self.support(rate);
        }
        self.sums();
    }

    /// A rate that names a family must not be able to leave [0, 1]; any other formula is clamped in the draw.
    fn support(&mut self, rate: &Quantity) {
        let Expr::Input(name) = &rate.expr else { return };
        let Some(input) = self.draft.inputs.get(name) else { return };
        let (Definition::Law(law), None) = (&input.definition, &input.optimism) else { return };
        let (low, high) = law.support();
        if low >= 0.0 && high <= 1.0 {
            return;
        }
        let Some(place) = rate.place.clone() else { return };
        let message = format!("`{}` is a share, but input `{name}` can be {}", rate.path, beyond(low, high));
        let median = law.median();
        let help = match law.is_fixed() {
            // Per cent, as people say them: 30 to 50.
            Some(value) if (2.0..=100.0).contains(&value) => {
                format!("shares run from 0 to 1: write {} for {value} %", value / 100.0)
            }
            Some(_) => "shares run from 0 to 1".to_owned(),
            None if low >= 0.0 && median > 1.0 && median <= 100.0 => format!(
                "shares run from 0 to 1: write every number of [inputs.{name}] as a share, as {} for {} %",
                plain(libm::round(median) / 100.0),
                libm::round(median)
            ),
            None => format!(
                "use a family that stays within 0 to 1, as beta or logit_normal, or truncate [inputs.{name}] with min and max"
            ),
        };
        self.error(Code::RateSupport, &place, message, "expected an input within 0 to 1", &help);
    }

    /// Literal rates of exclusive outcomes must leave room for each other in either arm.
    fn sums(&mut self) {
        let literal = |quantity: &Quantity| quantity.expr.literal();
        let outcomes = &self.draft.outcomes;
        let with: Option<f64> = outcomes.values().map(|outcome| literal(&outcome.rate)).sum();
        let without: Option<f64> = outcomes
            .values()
            .map(|outcome| match &outcome.counterfactual {
                Counterfactual::Rate(rate) => literal(rate),
                Counterfactual::RateIsNet => Some(0.0),
            })
            .sum();
        let Some(last) = outcomes.keys().next_back() else { return };
        for (sum, key, arm) in [(with, "rate", "with"), (without, "counterfactual", "without")] {
            if sum.is_some_and(|sum| sum > 1.0 + 1e-9) {
                let place = self.place(&["outcomes", last, key]);
                let message = format!("the outcomes' rates {arm} the intervention sum to more than 1");
                let help = "a person reaches at most one of several outcomes";
                self.error(
                    Code::RateSum,
                    &place,
                    message,
                    "expected a sum of at most 1 over all outcomes",
                    help,
                );
            }
        }
    }
}

fn beyond(low: f64, high: f64) -> String {
    let bound = |x: f64| if x.is_finite() { format!("{x}") } else { "any number".to_owned() };
    match (low < 0.0, high > 1.0) {
        (true, true) if low == high => bound(low),
        (true, false) if low.is_finite() => format!("as low as {low}"),
        (true, false) => "below 0".to_owned(),
        (false, true) if low == high => bound(high),
        (false, true) if high.is_finite() => format!("as high as {high}"),
        (false, true) => "above 1".to_owned(),
        _ => "below 0 and above 1".to_owned(),
    }
}
