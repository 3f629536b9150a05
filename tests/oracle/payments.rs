//! Payments by results, worked out year by year as the language page states them.

use std::collections::BTreeMap;

use vendepunkt::scenario::{Known, Scenario};

use super::money::Line;
use super::parameters::Parameters;
use super::people::{Intake, outcome_index};

/// What is known while payments are worked out.
struct Books<'a, 'p> {
    parameters: &'p Parameters<'a>,
    intakes: &'p [Intake<'a>],
    lines: &'p [Line<'a>],
}

/// The lines of all payments that follow from these people and the other lines.
pub fn payments<'a>(parameters: &Parameters<'a>, intakes: &[Intake], lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let scenario = parameters.scenario;
    let books = Books { parameters, intakes, lines };
    let mut all = Vec::new();
    for (name, payment) in &scenario.payments {
        let in_all: Vec<f64> = (0..=scenario.horizon).map(|year| books.in_all(name, year)).collect();
        let paid = |year: usize| in_all[year] - if year > 0 { in_all[year - 1] } else { 0.0 };
        let by_year = |sign: f64| (0..=scenario.horizon).map(|year| sign * paid(year)).collect();
        let flows =
            BTreeMap::from([(payment.from.as_str(), by_year(-1.0)), (payment.to.as_str(), by_year(1.0))]);
        all.push(Line { name: format!("payments.{name}"), flows });
    }
    all
}

/// Whether a perspective with these factors weighs the two ends of a payment unequally.
pub fn is_touched(scenario: &Scenario, factors: &BTreeMap<String, f64>) -> bool {
    let of = |payer: &String| factors.get(payer).copied().unwrap_or(0.0);
    scenario.payments.values().any(|payment| of(&payment.from) != of(&payment.to))
}

impl Books<'_, '_> {
    /// What a payment has come to by the end of a year.
    fn in_all(&self, name: &str, year: usize) -> f64 {
        let payment = &self.parameters.scenario.payments[name];
        let before = if year > 0 { self.in_all(name, year - 1) } else { 0.0 };
        if year < payment.years.0 || year > payment.years.1 {
            return before;
        }
        let known = payment.amount.expr.known();
        let known = known.into_iter().map(|known| (known.clone(), self.known(known, year))).collect();
        let due = self.parameters.with_known(known).quantity(&payment.amount);
        before.max(due)
    }

    fn known(&self, known: &Known, year: usize) -> f64 {
        let scenario = self.parameters.scenario;
        let counted = |of: Option<usize>, each: &dyn Fn(&Intake) -> f64| -> f64 {
            let intakes = self.intakes.iter().enumerate();
            intakes.filter(|(at, _)| of.is_none_or(|of| of == *at)).map(|(_, intake)| each(intake)).sum()
        };
        // Years of an outcome that are over, from its first on.
        let over = |intake: &Intake, onset: usize| (year + 1).saturating_sub(intake.entry + onset);
        let money = |payer: &str, prefix: &str| -> f64 {
            let lines = self.lines.iter().filter(|line| line.name.starts_with(prefix));
            lines.filter_map(|line| line.flows.get(payer)).map(|flow| flow[..=year].iter().sum::<f64>()).sum()
        };
        match known {
            Known::Entrants(of) => {
                counted(*of, &|intake| if intake.entry <= year { intake.entrants } else { 0.0 })
            }
            Known::Additional(name, of) | Known::Achieved(name, of) => {
                let (k, outcome) = (outcome_index(scenario, name), &scenario.outcomes[name]);
                let is_achieved = matches!(known, Known::Achieved(..));
                counted(*of, &|intake| {
                    let (over, reached) = (over(intake, outcome.onset), &intake.outcomes[k]);
                    match (outcome.events.is_some(), is_achieved) {
                        (true, true) => reached.happened.iter().take(over).sum(),
                        (true, false) => reached.additional.iter().take(over).sum(),
                        (false, _) if over == 0 => 0.0,
                        (false, true) => reached.with,
                        (false, false) => reached.additional.first().copied().unwrap_or(0.0),
                    }
                })
            }
            Known::Saved(payer) => money(payer, "effects."),
            Known::Spent(payer) => -money(payer, "costs."),
            Known::Paid(name) => self.in_all(name, year),
        }
    }
}
