//! What is assumed besides the inputs: when outcomes are reached and lost, when money runs and whose it is. Each with its key.

use super::case::Case;
use super::inputs::Measure;
use super::sentences::Speaker;
use crate::report::names::tame;
use crate::report::words::assumed::Bears;
use crate::scenario::formula::Expr;
use crate::scenario::{Cost, CostPer, Counterfactual, Effect, EffectPer, Outcome, Payment, Quantity, RateOf};

/// Something that is assumed.
pub(super) struct Term {
    /// What it is of.
    pub label: String,
    /// What is assumed, as a sentence that begins small.
    pub says: String,
    /// Its key in the scenario.
    pub path: String,
}

/// All of them, in the order of the file; `write` says how a quantity is written.
pub(super) fn terms(case: &Case, write: &dyn Fn(&Quantity, Measure) -> String) -> Vec<Term> {
    let scenario = case.scenario;
    let order = &scenario.order;
    let writer = Writer { case, speaker: Speaker::of(scenario, case.words), write };
    let term = |table: &str, name: &str, says: String| Term {
        label: tame(&case.labels().label(table, name)),
        says: tame(&says),
        path: format!("{table}.{name}"),
    };
    let mut all = Vec::new();
    for (name, outcome) in order.of("outcomes", &scenario.outcomes) {
        all.push(term("outcomes", name, writer.outcome(outcome)));
    }
    if let Some(cohort) = scenario.cohort.as_ref().filter(|cohort| cohort.dropout.expr != Expr::Number(0.0)) {
        let words = &case.words.assumed;
        all.push(Term {
            label: words.drop_out.to_owned(),
            says: tame(&(words.of_participants)(&write(&cohort.dropout, Measure::Share))),
            path: "cohort.dropout".to_owned(),
        });
    }
    for (name, cost) in order.of("costs", &scenario.costs) {
        all.push(term("costs", name, writer.cost(cost)));
    }
    for (name, effect) in order.of("effects", &scenario.effects) {
        all.push(term("effects", name, writer.effect(effect)));
    }
    for (name, payment) in order.of("payments", &scenario.payments) {
        all.push(term("payments", name, writer.payment(payment)));
    }
    all
}

struct Writer<'a> {
    case: &'a Case<'a>,
    speaker: Speaker<'a>,
    write: &'a dyn Fn(&Quantity, Measure) -> String,
}

impl Writer<'_> {
    fn outcome(&self, outcome: &Outcome) -> String {
        let words = &self.case.words.assumed;
        let of = match &outcome.rate_of {
            RateOf::Participants => words.participants.to_owned(),
            RateOf::Completers => words.completers.to_owned(),
            RateOf::Outcome(other) => (words.who_reach)(&self.case.labels().label("outcomes", other)),
        };
        // Of what may happen more than once the rates are mean numbers.
        let measure = if outcome.events.is_some() { Measure::Plain } else { Measure::Share };
        let without = match &outcome.counterfactual {
            Counterfactual::Rate(rate) => (words.without)(&(self.write)(rate, measure)),
            Counterfactual::RateIsNet => words.net.to_owned(),
        };
        let rate = (self.write)(&outcome.rate, measure);
        if let Some(years) = outcome.events {
            return (words.happens)(&rate, &of, &without, years);
        }
        let is_lost = outcome.relapse.expr != Expr::Number(0.0);
        let relapse = is_lost.then(|| (self.write)(&outcome.relapse, Measure::Share));
        (words.reached)(&rate, &of, &without, outcome.onset, relapse.as_deref())
    }

    fn cost(&self, cost: &Cost) -> String {
        let years = self.speaker.years(cost.years, matches!(cost.per, CostPer::Programme));
        let who = self.speaker.bearers(&cost.amount, &cost.paid_by);
        (self.case.words.assumed.line)(&years, Bears::Pays, &who)
    }

    fn effect(&self, effect: &Effect) -> String {
        let years = self.speaker.years(effect.years, effect.per == EffectPer::Programme);
        let changes = self.speaker.changes(effect, &|rate| (self.write)(rate, Measure::Share));
        let when: Vec<String> = [years].into_iter().chain(changes).collect();
        let bears = if effect.is_cost { Bears::Pays } else { Bears::Has };
        (self.case.words.assumed.line)(&when.join(", "), bears, &self.speaker.whose(effect))
    }

    fn payment(&self, payment: &Payment) -> String {
        let [from, to] = [&payment.from, &payment.to].map(|payer| self.case.scenario.label(payer));
        let amount = (self.write)(&payment.amount, Measure::Money);
        (self.case.words.assumed.payment)(&from, &to, payment.years, &amount)
    }
}
