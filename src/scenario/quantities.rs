//! The numbers of a scenario that the model evaluates.

use std::collections::BTreeMap;

use super::document::{
    Cohort, Cost, CostPer, Counterfactual, Discount, Effect, Outcome, Perspective, Scenario,
};
use super::pathways::Pathways;
use super::payment::Payment;
use super::quantity::Quantity;

/// Who moves money.
pub(super) struct People<'a> {
    pub cohort: Option<&'a Cohort>,
    pub outcomes: &'a BTreeMap<String, Outcome>,
    pub pathways: Option<&'a Pathways>,
}

/// What moves money.
pub(super) struct Lines<'a> {
    pub costs: &'a BTreeMap<String, Cost>,
    pub effects: &'a BTreeMap<String, Effect>,
    pub payments: &'a BTreeMap<String, Payment>,
}

impl Scenario {
    /// Every quantity that the model evaluates, optimism of inputs excepted, with the key that states it.
    pub fn quantities(&self) -> Vec<&Quantity> {
        let lines = Lines { costs: &self.costs, effects: &self.effects, payments: &self.payments };
        let people = People {
            cohort: self.cohort.as_ref(),
            outcomes: &self.outcomes,
            pathways: self.pathways.as_ref(),
        };
        quantities(Some(&self.discount), &self.perspectives, people, lines)
    }
}

/// Every quantity that the model evaluates, optimism of inputs excepted, with the key that states it.
pub(super) fn quantities<'a>(
    discount: Option<&'a Discount>,
    perspectives: &'a BTreeMap<String, Perspective>,
    People { cohort, outcomes, pathways }: People<'a>,
    Lines { costs, effects, payments }: Lines<'a>,
) -> Vec<&'a Quantity> {
    let mut list: Vec<&Quantity> = Vec::new();
    list.extend(discount.iter().flat_map(|d| d.steps.iter().map(|step| &step.rate)));
    list.extend(perspectives.values().map(|p| &p.tax_distortion));
    if let Some(cohort) = cohort {
        list.extend(&cohort.intakes);
        list.extend([&cohort.dropout, &cohort.dropout_cost_share]);
    }
    for outcome in outcomes.values() {
        list.extend([&outcome.rate, &outcome.relapse]);
        if let Counterfactual::Rate(rate) = &outcome.counterfactual {
            list.push(rate);
        }
    }
    list.extend(pathways.into_iter().flat_map(Pathways::quantities));
    for cost in costs.values() {
        list.extend(cost.amount.quantities());
        if let CostPer::Caseworker { caseload } = &cost.per {
            list.push(caseload);
        }
    }
    for effect in effects.values() {
        list.extend(effect.amount.quantities());
        list.extend([&effect.fade, &effect.growth, &effect.cashable]);
    }
    list.extend(payments.values().map(|payment| &payment.amount));
    list
}
