//! Ranges: what a number may be where it stands, and rates that share one whole.

use std::collections::BTreeMap;

use super::super::codes::Code;
use super::super::document::*;
use super::super::formula::Expr;
use super::super::keys::{Range, Section};
use super::super::numerals::plain;
use super::super::recognise::out_of_range;
use super::super::spelling::number;
use super::Check;
use crate::distribution::Law;

impl Check<'_> {
    /// What names an input must be able to be every number that the input can be.
    pub(super) fn ranges(&mut self) {
        let draft = self.draft;
        let optimism = draft.inputs.values().filter_map(|input| input.optimism.as_ref());
        for quantity in draft.quantities().into_iter().chain(optimism) {
            self.support(quantity);
        }
    }

    /// A number that names a family must not be able to leave the range of its place; what is worked out is looked at
    /// draw by draw. So are numbers of people: they are rounded, and never below 0.
    fn support(&mut self, quantity: &Quantity) {
        let Expr::Input(name) = &quantity.expr else { return };
        let Some(input) = self.draft.inputs.get(name) else { return };
        let (Definition::Law(law), None) = (&input.definition, &input.optimism) else { return };
        let stocks = self.draft.pathways.iter().flat_map(|pathways| pathways.states.values());
        let intakes = self.draft.cohort.iter().flat_map(|cohort| &cohort.intakes);
        let mut is_people = intakes.chain(stocks.map(|state| &state.stock));
        if (law.is_fixed().is_none() && is_people.any(|people| people.path == quantity.path))
            || stays_within(law, &quantity.range)
        {
            return;
        }
        let Some(place) = quantity.place.clone() else { return };
        let (path, may) = (&quantity.path, quantity.range.describe());
        let can = beyond(law, &quantity.range);
        let is_share = quantity.range == Range::SHARE;
        let (code, message) = if is_share {
            (Code::RateSupport, format!("`{path}` is a share, but input `{name}` can be {can}"))
        } else {
            (Code::InputSupport, format!("`{path}` must be {may}, but input `{name}` can be {can}"))
        };
        let families = if is_share { ", as beta or logit_normal" } else { "" };
        let (low, median) = (law.support().0, law.median());
        let help = match law.is_fixed() {
            // Per cent, as people say them: 30 to 50.
            Some(value) if is_share && (2.0..=100.0).contains(&value) => {
                format!("shares run from 0 to 1: write {} for {value} %", value / 100.0)
            }
            None if is_share && low >= 0.0 && median > 1.0 && median <= 100.0 => format!(
                "shares run from 0 to 1: write every number of [inputs.{name}] as a share, as {} for {} %",
                plain(libm::round(median) / 100.0),
                libm::round(median)
            ),
            Some(_) if is_share => "shares run from 0 to 1".to_owned(),
            Some(_) => format!("check [inputs.{name}]: its size, its sign and its unit"),
            None => format!(
                "use a family that stays {}{families}, or truncate [inputs.{name}] with min and max",
                within(&quantity.range)
            ),
        };
        let label = format!("expected an input {}", within(&quantity.range));
        self.error(code, &place, message, &label, &help);
    }

    /// Rates of what is reached once are chances; of events they are mean numbers, which have no upper limit.
    pub(super) fn rates(&mut self) {
        let draft = self.draft;
        for (name, outcome) in draft.outcomes.iter().filter(|(_, of)| of.events.is_none()) {
            let without = match &outcome.counterfactual {
                Counterfactual::Rate(rate) => Some(rate),
                Counterfactual::RateIsNet => None,
            };
            for (key, rate) in [("rate", Some(&outcome.rate)), ("counterfactual", without)] {
                let Some(value) = rate.and_then(|rate| rate.expr.literal()) else { continue };
                let (Some(node), Some(of)) = (self.node(&["outcomes", name, key]), Section::Outcome.key(key))
                else {
                    continue;
                };
                if !of.range.contains(value) {
                    let finding = out_of_range(of, node, &format!("outcomes.{name}.{key}"), &number(value));
                    self.findings.push(finding);
                }
            }
        }
    }

    /// Literal rates of exclusive outcomes must leave room for each other in either arm.
    pub(super) fn rate_sums(&mut self) {
        let mut groups: BTreeMap<Option<&String>, Vec<(&String, &Outcome)>> = BTreeMap::new();
        for (name, outcome) in self.draft.outcomes.iter().filter(|(_, of)| of.is_dealt()) {
            groups.entry(outcome.group.as_ref()).or_default().push((name, outcome));
        }
        groups.into_values().for_each(|outcomes| self.rate_sums_of(&outcomes));
    }

    /// The same for the outcomes of a group.
    fn rate_sums_of(&mut self, outcomes: &[(&String, &Outcome)]) {
        // What is no chance has been said by itself.
        let literal =
            |quantity: &Quantity| quantity.expr.literal().filter(|rate| Range::SHARE.contains(*rate));
        let with: Option<f64> = outcomes.iter().map(|(_, outcome)| literal(&outcome.rate)).sum();
        let without: Option<f64> = outcomes
            .iter()
            .map(|(_, outcome)| match &outcome.counterfactual {
                Counterfactual::Rate(rate) => literal(rate),
                Counterfactual::RateIsNet => Some(0.0),
            })
            .sum();
        let Some((last, _)) = outcomes.last() else { return };
        for (sum, key, arm) in [(with, "rate", "with"), (without, "counterfactual", "without")] {
            if sum.is_some_and(|sum| sum > 1.0 + 1e-9) {
                let place = self.place(&["outcomes", last, key]);
                let message = format!("the outcomes' rates {arm} the intervention sum to more than 1");
                let help = "a person reaches at most one of several outcomes of a `group`";
                self.error(
                    Code::RateSum,
                    &place,
                    message,
                    "expected a sum of at most 1 over the outcomes of a group",
                    help,
                );
            }
        }
    }
}

/// Whether a law gives nothing outside a range. An open end may be the end of a support that carries no probability.
fn stays_within(law: &Law, range: &Range) -> bool {
    let (low, high) = law.support();
    let above = low >= range.low && !(range.low_open && law.cdf(range.low) > 0.0);
    let below = high <= range.high && !(range.high_open && law.cdf(range.high.next_down()) < 1.0);
    above && below
}

/// The range as a place, as `within 0 to 1` or `above -1`.
fn within(range: &Range) -> String {
    let words = range.describe();
    words.strip_prefix("from ").map_or(words.clone(), |ends| format!("within {ends}"))
}

/// What a law can be that a range does not take.
fn beyond(law: &Law, range: &Range) -> String {
    let (low, high) = law.support();
    if let Some(value) = law.is_fixed() {
        return number(value);
    }
    let (below, above) = (low < range.low || range.low_open && low <= range.low, high > range.high);
    match (below, above) {
        (true, true) => format!("below {} and above {}", number(range.low), number(range.high)),
        (true, false) if low.is_finite() => format!("as low as {}", number(low)),
        (true, false) => format!("below {}", number(range.low)),
        (false, _) if high.is_finite() => format!("as high as {}", number(high)),
        (false, _) => format!("above {}", number(range.high)),
    }
}
