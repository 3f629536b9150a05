//! Payments by results at expected counts.

use std::collections::BTreeMap;

use super::super::paid::in_order;
use super::lines::Flow;
use super::people::People;
use super::sheet::Sheet;
use super::term::{At, Cell, Operation, Term};
use super::{Key, Part};
use crate::scenario::{Known, Outcome};

/// A payment.
pub(super) struct Transfer {
    pub from: String,
    pub to: String,
    /// The row of what is paid in each year.
    pub row: usize,
    /// Its present value.
    pub present: Term,
}

impl Sheet<'_> {
    /// Works payments out year by year, each after those that it goes by.
    pub fn payments(&mut self, people: &People, lines: &[Flow], factors: usize) -> Vec<Transfer> {
        let payments = &self.scenario.payments;
        let running = self.running(lines);
        let mut rows: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (name, _) in self.scenario.order.of("payments", payments) {
            let part = Part::Payment(name.clone());
            let due = self.row(&part, Key::Due);
            rows.insert(name, (due, self.row(&part, Key::Paid)));
        }
        let order = in_order(payments);
        for year in 0..=self.scenario.horizon {
            for name in &order {
                let payment = &payments[*name];
                if !(payment.years.0..=payment.years.1).contains(&year) {
                    continue;
                }
                for known in payment.amount.expr.known() {
                    let term = self.known_by(known, year, people, &running, &rows);
                    self.known.insert(known.clone(), term);
                }
                let (due, paid) = rows[name];
                let amount = self.expression(&payment.amount.expr);
                let amount = self.put(due, At::Year(year), amount);
                let left = if year > payment.years.0 {
                    amount.less(Term::Years { row: paid, from: payment.years.0, to: year - 1 })
                } else {
                    amount
                };
                let term = Term::Call(Operation::Maximum, vec![Term::Number(0.0), left]);
                self.put(paid, At::Year(year), term);
            }
        }
        let mut all = Vec::new();
        for (name, payment) in payments {
            let row = rows[name.as_str()].1;
            let present = self.present(row, factors);
            let (from, to) = (payment.from.clone(), payment.to.clone());
            all.push(Transfer { from, to, row, present });
        }
        all
    }

    /// Running sums of what effects bring payers and costs take, of those that a payment goes by.
    fn running(&mut self, lines: &[Flow]) -> BTreeMap<Known, usize> {
        let mut all = BTreeMap::new();
        let payments = &self.scenario.payments;
        for known in payments.values().flat_map(|payment| payment.amount.expr.known()) {
            let (payer, of_costs) = match known {
                Known::Saved(payer) => (payer, false),
                Known::Spent(payer) => (payer, true),
                _ => continue,
            };
            if all.contains_key(known) {
                continue;
            }
            let key = if of_costs { Key::Spent } else { Key::Saved };
            let row = self.row_of(&Part::Known, key, payer);
            for year in 0..=self.scenario.horizon {
                let of = |flow: &&Flow| flow.payer == *payer && flow.is_cost == of_costs;
                let rows: Vec<usize> = lines.iter().filter(of).map(|flow| flow.row).collect();
                let there = rows.into_iter().filter(|row| self.has_year(*row, year));
                let flows = there.map(|row| Term::Cell(Cell { row, at: At::Year(year) }));
                let flows = Term::sum(flows.collect::<Vec<_>>());
                let before = match year.checked_sub(1) {
                    Some(before) => Term::Cell(Cell { row, at: At::Year(before) }),
                    None => Term::Number(0.0),
                };
                let term = if of_costs { before.less(flows) } else { Term::sum([before, flows]) };
                self.put(row, At::Year(year), term);
            }
            all.insert(known.clone(), row);
        }
        all
    }

    /// What is known by the end of a year.
    fn known_by(
        &self,
        known: &Known,
        year: usize,
        people: &People,
        running: &BTreeMap<Known, usize>,
        rows: &BTreeMap<&str, (usize, usize)>,
    ) -> Term {
        let is_of = |intake: &Option<usize>, at: usize| intake.is_none_or(|intake| intake == at);
        let counted = |by_intake: &[BTreeMap<usize, Term>], intake: &Option<usize>, most: usize| {
            let lanes = by_intake.iter().enumerate().filter(|(at, _)| is_of(intake, *at));
            // A state is reached once, events happen in each year.
            let seen = lanes.flat_map(|(_, lane)| lane.iter().take(most).filter(|(of, _)| **of <= year));
            Term::sum(seen.map(|(_, term)| term.clone()))
        };
        let times = |outcome: &Outcome| if outcome.events.is_some() { usize::MAX } else { 1 };
        match known {
            Known::Entrants(intake) => {
                let entered = people.entry.iter().zip(&people.entrants).enumerate();
                let entered = entered.filter(|(at, (entry, _))| is_of(intake, *at) && **entry <= year);
                Term::sum(entered.map(|(_, (_, term))| term.clone()))
            }
            Known::Additional(name, intake) => {
                counted(&people.additional[name], intake, times(&self.scenario.outcomes[name]))
            }
            Known::Achieved(name, intake) => counted(&people.achieved[name], intake, usize::MAX),
            Known::Saved(_) | Known::Spent(_) => match running.get(known) {
                Some(row) => Term::Cell(Cell { row: *row, at: At::Year(year) }),
                None => Term::Number(0.0),
            },
            Known::Paid(other) => Term::Years { row: rows[other.as_str()].1, from: 0, to: year },
        }
    }
}
