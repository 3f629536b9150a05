//! Inputs that differ from person to person: where they may stand, and among how many people.

use std::collections::BTreeSet;

use super::super::bounds;
use super::super::by_person::{ByPerson, Kind};
use super::super::codes::Code;
use super::super::differing::by_person;
use super::super::document::*;
use super::super::formula::Expr;
use super::super::limits;
use super::super::spelling::quoted_list;
use super::Check;
use super::prices::is_amount;

/// Most families in a term: its expectation is an integral over all of them.
const MOST_LAWS: usize = 2;

impl Check<'_> {
    /// What differs from person to person can be added up over people, and nothing else.
    pub(super) fn by_person(&mut self) {
        let draft = self.draft;
        let kinds = by_person(&draft.inputs);
        if kinds.is_empty() {
            return;
        }
        self.formulas_by_person(&kinds);
        let mut counts_people = false;
        for quantity in draft.quantities() {
            if kinds.kind(&quantity.expr) == Kind::Common {
                continue;
            }
            counts_people = true;
            let Some(place) = quantity.place.clone() else { continue };
            let path = &quantity.path;
            let named =
                quantity.expr.inputs().into_iter().find(|name| kinds.contains(name)).unwrap_or_default();
            if !self.is_amount_per_person(quantity) {
                let message = format!("`{path}` reads `{named}`, which differs from person to person");
                let help = "it may stand in an amount of costs per participant or completer, and of effects per participant or outcome; \
                            elsewhere state a mean, with varies = \"scenario\"";
                self.error(Code::ByPerson, &place, message, "expected what is the same for everybody", help);
            } else if let Ok(terms) = kinds.terms(&quantity.expr) {
                let parts = terms.iter().filter_map(|term| term.by_person.as_ref());
                let Some(laws) =
                    parts.map(|part| self.laws_of_people(part)).find(|laws| laws.len() > MOST_LAWS)
                else {
                    continue;
                };
                let laws: Vec<&str> = laws.into_iter().collect();
                let message = format!(
                    "a term of `{path}` is made of {} inputs that differ from person to person: {}",
                    laws.len(),
                    quoted_list(&laws, "and")
                );
                let help = "what a term comes to on average is worked out over two at most: write a sum of terms, or put them together in one input";
                self.error(Code::ByPerson, &place, message, "expected at most two in a term", help);
            } else {
                let message = format!(
                    "`{path}` mixes what differs from person to person with what is in doubt, within one factor"
                );
                let help = "write a sum of products, each factor of one kind, as \"day * days + fee\"; a function or a parenthesis is one factor";
                self.error(Code::ByPerson, &place, message, "expected factors of one kind each", help);
            }
        }
        if counts_people {
            self.few_people();
        }
    }

    /// A formula over what differs names nothing in doubt; nor does optimism read what differs.
    fn formulas_by_person(&mut self, kinds: &ByPerson) {
        for (name, input) in &self.draft.inputs {
            let place = || input.place.clone().unwrap_or(Place { file: 0, span: 0..0 });
            if let Definition::Formula(expr) = &input.definition
                && kinds.kind(expr) == Kind::Mixed
            {
                let message =
                    format!("formula `{name}` names what differs from person to person and what is in doubt");
                let help = "name fixed numbers beside it here, and multiply by what is in doubt in the amount, as \"day * days\"";
                self.error(Code::ByPerson, &place(), message, "expected fixed numbers beside it", help);
            }
            let Some(optimism) = &input.optimism else { continue };
            if kinds.kind(&optimism.expr) != Kind::Common {
                let message = format!("the optimism of `{name}` differs from person to person");
                self.error(
                    Code::ByPerson,
                    &place(),
                    message,
                    "expected a number, or an input in doubt",
                    "state a mean",
                );
            } else if kinds.contains(name) && optimism.expr.literal().is_none() {
                let message = format!("`{name}` differs from person to person, and its optimism is an input");
                let help = "state it as a number, or multiply by the input in the amount";
                self.error(Code::ByPerson, &place(), message, "expected a number", help);
            }
        }
    }

    /// The families of people that a formula is made of, itself or through other formulas.
    fn laws_of_people(&self, expr: &Expr) -> BTreeSet<&str> {
        let (mut open, mut seen, mut laws) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        open.extend(expr.inputs().into_iter().map(str::to_owned));
        while let Some(name) = open.pop() {
            let Some((name, input)) = self.draft.inputs.get_key_value(&name) else { continue };
            if !seen.insert(name) {
                continue;
            }
            match &input.definition {
                Definition::People(_) => drop(laws.insert(name.as_str())),
                Definition::Formula(expr) => open.extend(expr.inputs().into_iter().map(str::to_owned)),
                Definition::Law(_) | Definition::Dirichlet(_) => {}
            }
        }
        laws
    }

    /// Whether a quantity is an amount that is counted per person.
    fn is_amount_per_person(&self, quantity: &Quantity) -> bool {
        let mut steps = quantity.path.split(['.', '[']);
        let (Some(section), Some(name)) = (steps.next(), steps.next()) else { return false };
        let draft = self.draft;
        let is_per_person = match section {
            "costs" => draft
                .costs
                .get(name)
                .is_some_and(|cost| matches!(cost.per, CostPer::Participant | CostPer::Completer)),
            "effects" => draft.effects.get(name).is_some_and(|effect| match &effect.per {
                EffectPer::Participant => true,
                EffectPer::Programme | EffectPer::Situations(_) => false,
                EffectPer::Outcome(outcome) => {
                    draft.outcomes.get(outcome).is_none_or(|outcome| outcome.events.is_none())
                }
            }),
            _ => false,
        };
        is_amount(quantity) && is_per_person
    }

    /// Each person is drawn, so that there can be so many of them only.
    fn few_people(&mut self) {
        let Some(cohort) = &self.draft.cohort else { return };
        let least: f64 = cohort
            .intakes
            .iter()
            .map(|intake| bounds::of(&intake.expr, &self.draft.inputs).0)
            .filter(|least| *least > 0.0)
            .sum();
        if least > limits::PERSONS {
            let key = if self.node(&["cohort", "intake"]).is_some() { "intake" } else { "participants" };
            let place = self.place(&["cohort", key]);
            let message = format!(
                "{least} people enter, and some of their amounts differ from person to person: {} is the limit",
                limits::PERSONS
            );
            let help = "state the mean, with varies = \"scenario\"; among so many, differences even out";
            self.error(Code::TooMany, &place, message, "", help);
        }
    }
}
