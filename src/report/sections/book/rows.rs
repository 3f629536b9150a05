//! What the rows of the base case are called, and what their numbers are of.

use super::made::Made;
use crate::model::{Key, Part, Row};
use crate::report::book::Unit;
use crate::report::names::tame;
use crate::scenario::input_of;
use crate::scenario::leaves::{Leaves, leaves};

impl Made<'_> {
    /// The heading of a part.
    pub(super) fn heading(&self, part: &Part) -> String {
        let words = self.words;
        let named = |kind: &str, table: &str, name: &str| format!("{kind}: {}", self.label(table, name));
        match part {
            Part::Inputs => words.inputs.to_owned(),
            Part::Time => words.time.to_owned(),
            Part::People => words.people.to_owned(),
            Part::Outcome(name) => named(words.outcome, "outcomes", name),
            Part::Cost(name) => named(words.cost, "costs", name),
            Part::Effect(name) => named(words.effect, "effects", name),
            Part::Known => words.known.to_owned(),
            Part::Payment(name) => named(words.payment, "payments", name),
            Part::Flows => words.flows.to_owned(),
            Part::Perspective(name) => format!("{}: {}", words.net_benefit_of, self.perspective(name)),
        }
    }

    /// What a row is called within its part.
    pub(super) fn row_label(&self, row: &Row) -> String {
        let words = self.words;
        let of = row.of.as_deref().map(|of| match row.part {
            Part::Inputs => self.label("inputs", of),
            Part::People => self.label("states", of),
            _ => self.perspective(of),
        });
        let what = (words.key)(row.key);
        let mut label = match of {
            Some(of) if what.is_empty() => of,
            Some(of) => format!("{of}: {what}"),
            None => what.to_owned(),
        };
        if let Some(intake) = row.intake {
            label.push_str(&format!(", {}", (words.intake)(intake + 1)));
        }
        match row.from {
            // An entry of a list is of one year.
            Some(year) if row.key == Key::Amount => label.push_str(&format!(", {}", (words.in_year)(year))),
            Some(from) if from > 0 => label.push_str(&format!(", {}", (words.from_year)(from))),
            _ => {}
        }
        // A sentence begins with a capital.
        let mut letters = label.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// What the numbers of a row are of.
    pub(super) fn row_unit(&self, row: &Row, value: f64) -> Unit {
        let is_of_events = match &row.part {
            Part::Outcome(name) => {
                self.case.scenario.outcomes.get(name).is_some_and(|outcome| outcome.events.is_some())
            }
            _ => false,
        };
        match row.key {
            Key::Rate | Key::Counterfactual | Key::With | Key::Without | Key::Additional if is_of_events => {
                Unit::of_number(value)
            }
            Key::DiscountRate
            | Key::RateOfYear
            | Key::Dropout
            | Key::DropoutCostShare
            | Key::Rate
            | Key::Counterfactual
            | Key::With
            | Key::Without
            | Key::Relapse
            | Key::Additional
            | Key::Growth
            | Key::Fade
            | Key::Cashable
            | Key::Share
            | Key::Distortion => Unit::Share,
            Key::EndOfYear | Key::Factor => Unit::Fine,
            Key::Weight
            | Key::Entrants
            | Key::Dropouts
            | Key::AdditionalPeople
            | Key::Achieved
            | Key::Units
            | Key::Stock
            | Key::PersonYears
            | Key::MorePersonYears
            | Key::Moves
            | Key::MoreMoves => {
                if value == value.trunc() {
                    Unit::Whole
                } else {
                    Unit::Hundredths
                }
            }
            Key::Input | Key::Optimism | Key::InUse | Key::Intake | Key::Expected | Key::Caseload => {
                Unit::of_number(value)
            }
            Key::Amount
            | Key::Money
            | Key::Flow
            | Key::Saved
            | Key::Spent
            | Key::Due
            | Key::Paid
            | Key::Net
            | Key::Discounted
            | Key::Cumulative
            | Key::NetBenefit
            | Key::Size => Unit::of_money(value),
        }
    }

    /// The unit of what a row states, in words.
    pub(super) fn unit_of(&self, row: &Row) -> String {
        let input = row.of.as_ref().filter(|_| row.part == Part::Inputs);
        let input = input.and_then(|name| self.case.scenario.inputs.get(input_of(name)));
        input.and_then(|input| input.unit.as_deref()).map(tame).unwrap_or_default()
    }

    /// The keys with which the scenario states its inputs.
    pub(super) fn leaves(&self) -> Leaves {
        self.case.results.scenario.resolved.as_deref().map(leaves).unwrap_or_default()
    }
}

/// The key that sets an input's mean: that of the law where it is stated by a mean, so that its spread stays; else what makes it a certain number.
pub(super) fn mean_key(input: &str, leaves: &Leaves) -> String {
    let path = format!("inputs.{input}");
    let is_cut = ["min", "max"].iter().any(|key| leaves.contains_key(&format!("{path}.{key}")));
    let law = leaves.get(&path).filter(|_| !is_cut);
    match law.and_then(|leaf| Some((leaf.key.as_deref()?, leaf.value.get("mean")?))) {
        Some((family, _)) => format!("{path}.{family}.mean"),
        None => format!("{path}.fixed"),
    }
}
