//! Rows as values: the chances of where people are a year later, by state.

use crate::model::column::{Binary, Value};
use crate::model::inputs::{ModelError, Numbers, Spot};
use crate::scenario::formula::Expr;
use crate::scenario::keys::Range;
use crate::scenario::pathways::{Transition, Written};
use crate::scenario::{Arm, Pathways};

/// Where people are a year later.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chances {
    /// By state, in name order; they sum to 1.
    pub to: Vec<Value>,
    /// The same as they are stated, before an arm that sums above 1 is divided by the sum; the rest as it is.
    pub stated: Vec<Value>,
    /// What they are divided by, at least 1.
    pub divisor: Value,
    /// The state that takes the rest.
    pub rest: usize,
}

/// The rows of one state, or those of who enters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows<'s> {
    /// Its name, or that of where an intake begins.
    pub of: &'s str,
    /// `None` where nobody leaves.
    transition: Option<&'s Transition>,
}

/// Which rows hold at a time: steps of one arm stay the same for years, and equal rows are compiled once.
pub(super) type Moment<'s> = [Option<&'s Written>; 2];

/// Whether the same rows hold at two times.
pub(super) fn is_same(a: &Moment<'_>, b: &Moment<'_>) -> bool {
    a.iter().zip(b).all(|(a, b)| match (a, b) {
        (Some(a), Some(b)) => std::ptr::eq(*a, *b),
        (a, b) => a.is_none() && b.is_none(),
    })
}

impl<'s> Rows<'s> {
    /// Of a state, by name.
    pub fn of(pathways: &'s Pathways, state: &'s str) -> Rows<'s> {
        Rows { of: state, transition: pathways.transitions.get(state) }
    }

    /// Of those who enter; `None` where nobody does.
    pub fn of_start(pathways: &'s Pathways) -> Option<Rows<'s>> {
        let transition = Some(pathways.start.as_ref()?);
        Some(Rows { of: crate::scenario::pathways::START, transition })
    }

    /// Which rows hold at an age in a calendar year, without the intervention and with it.
    pub fn moment(&self, age: usize, year: usize) -> Moment<'s> {
        let Some(transition) = self.transition else { return [None, None] };
        let with = transition.with.as_ref().and_then(|rows| rows.at(age, year));
        [transition.without.at(age, year), with]
    }

    /// The chances of an arm at an age in a calendar year.
    pub fn chances(
        &self,
        numbers: &mut Numbers<'_>,
        states: &[&'s str],
        arm: Arm,
        (age, year): (usize, usize),
    ) -> Result<Chances, ModelError> {
        let place = |name: &str| states.iter().position(|state| *state == name);
        let mut to = vec![Value::ZERO; states.len()];
        let Some(transition) = self.transition else {
            let rest = place(self.of).unwrap_or(0);
            to[rest] = Value::ONE;
            return Ok(Chances { stated: to.clone(), to, divisor: Value::ONE, rest });
        };
        let row = transition.row(self.of, arm, age, year);
        // The checks have refused a row of `start` without a rest.
        let rest = place(row.rest).unwrap_or(0);
        let arm = match arm {
            Arm::With => "with",
            Arm::Without => "without",
        };
        let path = format!("transitions.{}.{arm}", self.of);
        let mut all = Vec::new();
        for (name, chance) in &row.chances {
            let spot = Spot { path: &path, place: chance.place.as_ref(), range: Range::SHARE };
            let value = numbers.compile(&chance.expr, Spot::of(chance))?;
            let value = numbers.finite(value, Spot::of(chance))?;
            let value = numbers.clamped(value, 1.0, spot)?;
            if let Some(state) = place(name) {
                to[state] = value;
                all.push(value);
            }
        }
        let in_all = numbers.graph.sum(&all);
        let in_row = format!("the sum of {path}");
        let place = row.chances.values().find_map(|chance| chance.place.as_ref());
        let spot = Spot { path: &in_row, place, range: Range::SHARE };
        let within = numbers.clamped(in_all, 1.0, spot)?;
        // Parts of one whole are never more than it.
        let divisor = match is_of_one_whole(row.chances.values().map(|chance| &chance.expr)) {
            true => Value::ONE,
            false => numbers.graph.linear(1.0, &[(1.0, in_all), (-1.0, within)]),
        };
        let mut stated = to.clone();
        for chance in &mut to {
            *chance = numbers.graph.binary(Binary::Divide, *chance, divisor);
        }
        to[rest] = numbers.graph.complement(within);
        stated[rest] = to[rest];
        Ok(Chances { to, stated, divisor, rest })
    }
}

/// Whether all chances are parts of one input.
fn is_of_one_whole<'e>(chances: impl Iterator<Item = &'e Expr>) -> bool {
    let mut whole = None;
    for chance in chances {
        let Expr::Part { input, .. } = chance else { return false };
        if *whole.get_or_insert(input) != input {
            return false;
        }
    }
    true
}
