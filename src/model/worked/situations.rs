//! People who are followed through states: how many years they spend there and how often they move is found by the program, year by year, and stands as
//! values. What these are worth is worked out in cells.

use std::collections::BTreeMap;

use super::lines::{Of, Units};
use super::people::People;
use super::sheet::Sheet;
use super::term::{Operation, Term};
use super::{Key, Part};
use crate::scenario::{Pathways, Situations};

impl Sheet<'_> {
    /// Who there is: those who are there already count as people of the first intake.
    pub(super) fn in_states(&mut self, pathways: &Pathways, people: &mut People) {
        let (scenario, mut there) = (self.scenario, Vec::new());
        let whole = |stated: Term| Term::Call(Operation::WholePeople, vec![stated]);
        for (name, state) in scenario.order.of("states", &pathways.states) {
            if state.stock.place.is_some() || state.stock.expr.literal() != Some(0.0) {
                let row = self.row_of(&Part::People, Key::Stock, name);
                there.push(whole(self.stated(row, &state.stock)));
            }
        }
        let (start, intakes) =
            scenario.cohort.as_ref().map_or((0, &[][..]), |cohort| (cohort.start, &cohort.intakes[..]));
        // Without an intake there are those of the beginning.
        for intake in 0..intakes.len().max(1) {
            let mut who = Vec::new();
            if let Some(quantity) = intakes.get(intake) {
                who.push(whole(self.intake(intake, quantity)));
            }
            if intake == 0 {
                who.append(&mut there);
            }
            let row = self.row(&Part::People, Key::Entrants);
            self.of_intake(row, intake);
            people.entry.push(start + intake);
            people.entrants.push(self.alone(row, Term::sum(who)));
            people.dropouts.push(Term::Number(0.0));
        }
    }

    /// What a line counts of people in states in the years since entry in which it runs. Those stand in one row for whom money is the same: `steps`
    /// are the years since entry at which others begin to pay, and of a list each year is one.
    pub(super) fn situated(
        &mut self,
        (part, situations): (&Part, &Situations),
        years: (usize, usize),
        steps: &[usize],
        is_listed: bool,
    ) -> Vec<Units> {
        let mut by_row: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        let line = match part {
            Part::Cost(name) => format!("costs.{name}"),
            Part::Effect(name) => format!("effects.{name}"),
            _ => return Vec::new(),
        };
        for ((year, age), number) in self.counted.get(&line).into_iter().flatten() {
            if (years.0..=years.1).contains(age) {
                let step = steps.iter().rev().find(|step| *step <= age).copied();
                let from = if is_listed { *age } else { step.unwrap_or(0) };
                *by_row.entry((from, *year)).or_default() += number;
            }
        }
        let key = match (part, situations) {
            (Part::Cost(_), Situations::PersonYears { .. }) => Key::PersonYears,
            (Part::Cost(_), Situations::Moves { .. }) => Key::Moves,
            (_, Situations::PersonYears { .. }) => Key::MorePersonYears,
            (_, Situations::Moves { .. }) => Key::MoreMoves,
        };
        let (mut row, mut units) = (None, Vec::new());
        for ((from, year), number) in by_row {
            let of = match row {
                Some((before, of)) if before == from => of,
                _ => {
                    let of = self.row(part, key);
                    self.from(of, from);
                    row = Some((from, of));
                    of
                }
            };
            let number = self.value_of_year(of, year, number);
            let age = if from > years.0 { from } else { years.0 };
            units.push(Units { year, age, of: Of::From(from), number });
        }
        units
    }
}
