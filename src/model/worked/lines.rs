//! Costs and effects: what they come to in each year, and for whom.

use std::collections::BTreeMap;

use super::super::column::Graph;
use super::super::inputs::{Basis, ModelError, Numbers, Pass};
use super::super::persons::Differing;
use super::super::reading::Reading;
use super::people::People;
use super::sheet::Sheet;
use super::term::{At, Operation, Term};
use super::{Key, Nature, Part};
use crate::scenario::formula::Expr;
use crate::scenario::{Amounts, ByYear, Cost, CostPer, Effect, EffectPer, Quantity, Scenario};

/// Amounts that differ from person to person as sums of terms: what is the same for everybody, and what it is times in expectation.
pub(super) type Averaged = BTreeMap<String, Vec<(Expr, Option<f64>)>>;

/// What each amount that differs from person to person is in expectation.
///
/// # Errors
/// Where it has no mean.
pub(super) fn averaged(scenario: &Scenario) -> Result<Averaged, ModelError> {
    let mut all = Averaged::new();
    if scenario.by_person.is_empty() {
        return Ok(all);
    }
    let (mut graph, mut sites) = (Graph::default(), Vec::new());
    let (reading, pass) = (Reading::of(scenario), Pass { basis: Basis::Mean, adjusted: true });
    let mut numbers = Numbers::new(&mut graph, &mut sites, &reading, pass)?;
    let costs = scenario.costs.values().map(|cost| &cost.amount);
    for amounts in costs.chain(scenario.effects.values().map(|effect| &effect.amount)) {
        let (mut differing, mut parts) = (Differing::default(), Vec::new());
        for (_, by_year) in amounts.parts() {
            for (quantity, terms) in by_year.quantities().iter().zip(differing.terms(&mut numbers, by_year)?)
            {
                parts.push((quantity, terms));
            }
        }
        let Some(persons) = differing.persons(&mut numbers)? else { continue };
        for (quantity, terms) in parts {
            let Ok(split) = scenario.by_person.terms(&quantity.expr) else { continue };
            if split.iter().all(|term| term.by_person.is_none()) {
                continue;
            }
            let mean = |part: Option<usize>| part.and_then(|part| persons.means.get(part).copied());
            let terms = split.into_iter().zip(terms).map(|(split, term)| (split.common, mean(term.part)));
            all.insert(quantity.path.clone(), terms.collect());
        }
    }
    Ok(all)
}

/// A cost or an effect for one payer.
pub(super) struct Flow {
    /// `costs.NAME` or `effects.NAME`.
    pub line: String,
    pub payer: String,
    pub is_cost: bool,
    /// The row of what flows, a cost negative.
    pub row: usize,
    /// Its present value.
    pub present: Term,
}

/// So many units of a line in a year.
pub(super) struct Units {
    pub year: usize,
    /// Years since entry; of a programme the calendar year.
    pub age: usize,
    pub of: Of,
    pub number: Term,
}

/// Whose units they are: those of one stand in one row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    All,
    Intake(usize),
    /// Everyone from this year since entry on, until the next at which money changes.
    From(usize),
}

/// A line while it is worked out.
struct Line<'a> {
    part: Part,
    name: String,
    is_cost: bool,
    /// Whether an effect is stated as what a unit costs.
    is_loss: bool,
    amounts: &'a Amounts,
    /// Year of the first entry of a list.
    from: usize,
    units: Vec<Units>,
    /// What multiplies the amount in a year at an age: growth, fade and what a budget releases.
    factor: Box<dyn Fn(usize, usize) -> Term + 'a>,
    /// Shares by payer, by rising first age.
    shares: Vec<(usize, BTreeMap<String, f64>)>,
}

impl Sheet<'_> {
    /// What every cost and effect moves for each payer.
    ///
    /// # Errors
    /// None that checks have not found.
    pub fn lines(&mut self, people: &People, factors: usize) -> Result<Vec<Flow>, ModelError> {
        let (scenario, mut flows) = (self.scenario, Vec::new());
        for (name, cost) in scenario.order.of("costs", &scenario.costs) {
            let part = Part::Cost(name.clone());
            let units = self.cost_units(&part, cost, people);
            let line = Line {
                part,
                name: format!("costs.{name}"),
                is_cost: true,
                is_loss: false,
                amounts: &cost.amount,
                from: cost.years.0,
                units,
                factor: Box::new(|_, _| Term::ONE),
                shares: vec![(0, cost.paid_by.clone())],
            };
            self.line(&line, factors, &mut flows);
        }
        for (name, effect) in scenario.order.of("effects", &scenario.effects) {
            let line = self.effect(name, effect, people);
            self.line(&line, factors, &mut flows);
        }
        Ok(flows)
    }

    fn occasions(&self, people: &People, years: (usize, usize)) -> Vec<(usize, usize, usize)> {
        let mut all = Vec::new();
        for (intake, entry) in people.entry.iter().enumerate() {
            let ages = (years.0..=years.1).take_while(|age| entry + age <= self.scenario.horizon);
            all.extend(ages.map(|age| (entry + age, intake, age)));
        }
        all
    }

    fn of_programme(&self, years: (usize, usize)) -> Vec<Units> {
        let years = years.0..=years.1.min(self.scenario.horizon);
        years.map(|year| Units { year, age: year, of: Of::All, number: Term::ONE }).collect()
    }

    fn cost_units(&mut self, part: &Part, cost: &Cost, people: &People) -> Vec<Units> {
        let spared = match (&cost.per, &self.scenario.cohort) {
            (CostPer::Programme, _) => return self.of_programme(cost.years),
            (CostPer::Caseworker { caseload }, _) => return self.caseworkers(part, cost, caseload, people),
            (CostPer::Participant, Some(cohort)) => {
                // What a drop-out still costs is one number for all costs.
                self.quantity(part, Key::DropoutCostShare, &cohort.dropout_cost_share).chance().complement()
            }
            (CostPer::Situations(situations), _) => {
                let is_listed = cost.amount.listed().is_some();
                return self.situated((part, situations), cost.years, &[0], is_listed);
            }
            (CostPer::Participant | CostPer::Completer, _) => Term::ONE,
        };
        self.of_people(part, cost.years, &spared, people)
    }

    /// Everyone who enters, of whom those who leave early are spared a share.
    fn of_people(
        &mut self,
        part: &Part,
        years: (usize, usize),
        spared: &Term,
        people: &People,
    ) -> Vec<Units> {
        let mut counted = Vec::new();
        for (intake, entrants) in people.entrants.iter().enumerate() {
            let less = Term::product([spared.clone(), people.dropouts[intake].clone()]);
            counted.push(match less {
                Term::Number(0.0) => entrants.clone(),
                less => {
                    let row = self.row(part, Key::Units);
                    self.of_intake(row, intake);
                    self.alone(row, entrants.clone().less(less))
                }
            });
        }
        let occasions = self.occasions(people, years).into_iter();
        occasions
            .map(|(year, intake, age)| Units {
                year,
                age,
                of: Of::Intake(intake),
                number: counted[intake].clone(),
            })
            .collect()
    }

    fn caseworkers(&mut self, part: &Part, cost: &Cost, caseload: &Quantity, people: &People) -> Vec<Units> {
        let caseload = self.quantity(part, Key::Caseload, caseload);
        let mut served: BTreeMap<usize, Vec<Term>> = BTreeMap::new();
        for (year, intake, _) in self.occasions(people, cost.years) {
            served.entry(year).or_default().push(people.entrants[intake].clone());
        }
        let row = self.row(part, Key::Units);
        let mut workers = Vec::new();
        for (year, served) in served {
            let exact = Term::sum(served).over(caseload.clone());
            let number = self.put(row, At::Year(year), Term::Call(Operation::Ceiling, vec![exact]));
            workers.push(Units { year, age: year, of: Of::All, number });
        }
        workers
    }

    fn effect<'a>(&mut self, name: &str, effect: &'a Effect, people: &People) -> Line<'a> {
        let part = Part::Effect(name.to_owned());
        let onset = match &effect.per {
            EffectPer::Outcome(outcome) => self.scenario.outcomes[outcome].onset,
            EffectPer::Participant | EffectPer::Programme | EffectPer::Situations(_) => 0,
        };
        let first = onset.max(effect.years.0);
        let years = (first, effect.years.1);
        // Steps of shares count the line's own years, from 1.
        let at_age = |(step, (from, shares)): (usize, &(usize, BTreeMap<String, f64>))| {
            (if step == 0 { 0 } else { from + first - 1 }, shares.clone())
        };
        let shares: Vec<_> = effect.shares.iter().enumerate().map(at_age).collect();
        let units = match &effect.per {
            EffectPer::Situations(situations) => {
                let steps: Vec<usize> = shares.iter().map(|(from, _)| *from).collect();
                let is_listed = effect.amount.listed().is_some();
                self.situated((&part, situations), years, &steps, is_listed)
            }
            EffectPer::Programme => self.of_programme(years),
            EffectPer::Participant => self.of_people(&part, years, &Term::Number(0.0), people),
            EffectPer::Outcome(outcome) => {
                let additional = &people.additional[outcome];
                let occasions = self.occasions(people, years).into_iter();
                occasions
                    .filter_map(|(year, intake, age)| {
                        let number = additional[intake].get(&year)?.clone();
                        Some(Units { year, age, of: Of::Intake(intake), number })
                    })
                    .collect()
            }
        };
        let grow = Term::sum([Term::ONE, self.quantity(&part, Key::Growth, &effect.growth)]);
        let keep = self.quantity(&part, Key::Fade, &effect.fade).chance().complement();
        let cashable = self.quantity(&part, Key::Cashable, &effect.cashable).chance();
        let factor = move |year: usize, age: usize| {
            let (grown, kept) = (grow.clone().raised(year), keep.clone().raised(age - first));
            Term::product([grown, kept, cashable.clone()])
        };
        Line {
            part,
            name: format!("effects.{name}"),
            is_cost: false,
            is_loss: effect.is_cost,
            amounts: &effect.amount,
            from: effect.years.0,
            units,
            factor: Box::new(factor),
            shares,
        }
    }

    fn line(&mut self, line: &Line<'_>, factors: usize, flows: &mut Vec<Flow>) {
        for (payer, by_year) in line.amounts.parts() {
            let money = self.money(line, payer, by_year);
            match payer {
                Some(payer) => {
                    let parts = money.into_iter().map(|(year, _, cell)| (year, cell)).collect();
                    self.flow(line, payer, parts, factors, flows);
                }
                None => self.shared(line, &money, factors, flows),
            }
        }
    }

    /// What the line comes to in each year of each intake, as (year, age, cell).
    fn money(&mut self, line: &Line<'_>, payer: Option<&str>, by_year: &ByYear) -> Vec<(usize, usize, Term)> {
        let is_listed = by_year.listed().is_some();
        let mut amounts = Vec::new();
        for (at, quantity) in by_year.quantities().iter().enumerate() {
            amounts.push(self.amount(line, payer, quantity, is_listed.then_some(line.from + at)));
        }
        let (mut rows, mut money) = (BTreeMap::new(), Vec::new());
        for Units { year, age, of, number } in &line.units {
            let amount = amounts.get(if is_listed { age - line.from } else { 0 });
            let amount = amount.cloned().unwrap_or(Term::Number(0.0));
            let row = *rows.entry(*of).or_insert_with(|| self.row(&line.part, Key::Money));
            match of {
                Of::All => {}
                Of::Intake(intake) => self.of_intake(row, *intake),
                Of::From(from) => self.from(row, *from),
            }
            if let Some(payer) = payer {
                self.of(row, payer);
            }
            let term = Term::product([amount, number.clone(), (line.factor)(*year, *age)]);
            let term = if line.is_loss { Term::Call(Operation::Negate, vec![term]) } else { term };
            money.push((*year, *age, self.put(row, At::Year(*year), term)));
        }
        money
    }

    /// An amount; of a list the one that belongs to a year of the line.
    fn amount(
        &mut self,
        line: &Line<'_>,
        payer: Option<&str>,
        quantity: &Quantity,
        year: Option<usize>,
    ) -> Term {
        let terms = self.averaged.get(&quantity.path).cloned();
        let mut parts = Vec::new();
        for (common, mean) in terms.iter().flatten() {
            let expected = mean.map(|mean| {
                let row = self.row(&line.part, Key::Expected);
                if let Some(payer) = payer {
                    self.of(row, payer);
                }
                self.number(row, mean, Nature::Value)
            });
            let common = self.expression(common);
            parts.push(Term::product([common, expected.unwrap_or(Term::ONE)]));
        }
        let row = self.row(&line.part, Key::Amount);
        if let Some(payer) = payer {
            self.of(row, payer);
        }
        if let Some(year) = year {
            self.from(row, year);
        }
        if terms.is_none() {
            return self.stated(row, quantity);
        }
        self.alone(row, Term::sum(parts))
    }

    /// What each payer has of money that payers share.
    fn shared(
        &mut self,
        line: &Line<'_>,
        money: &[(usize, usize, Term)],
        factors: usize,
        flows: &mut Vec<Flow>,
    ) {
        let payers = self.scenario.order.of("payers", &self.scenario.payers);
        for (payer, _) in payers {
            let mut parts = Vec::new();
            for (step, (from, shares)) in line.shares.iter().enumerate() {
                let until = line.shares.get(step + 1).map_or(usize::MAX, |(next, _)| *next);
                let share = shares.get(payer).copied().unwrap_or(0.0);
                let of_step = |age: usize| (*from..until).contains(&age);
                if share == 0.0 || !money.iter().any(|(_, age, _)| of_step(*age)) {
                    continue;
                }
                let row = self.row_of(&line.part, Key::Share, payer);
                if line.shares.len() > 1 {
                    self.from(row, if step == 0 { line.from } else { *from });
                }
                let share = self.number(row, share, Nature::Stated);
                let of_step = money.iter().filter(|(_, age, _)| of_step(*age));
                parts.extend(
                    of_step.map(|(year, _, cell)| (*year, Term::product([share.clone(), cell.clone()]))),
                );
            }
            self.flow(line, payer, parts, factors, flows);
        }
    }

    fn flow(
        &mut self,
        line: &Line<'_>,
        payer: &str,
        parts: Vec<(usize, Term)>,
        factors: usize,
        flows: &mut Vec<Flow>,
    ) {
        if parts.is_empty() {
            return;
        }
        let row = self.row_of(&line.part, Key::Flow, payer);
        let mut years: BTreeMap<usize, Vec<Term>> = BTreeMap::new();
        for (year, term) in parts {
            years.entry(year).or_default().push(term);
        }
        for (year, terms) in years {
            let sum = Term::sum(terms);
            let term = if line.is_cost { Term::Call(Operation::Negate, vec![sum]) } else { sum };
            self.put(row, At::Year(year), term);
        }
        let present = self.present(row, factors);
        let (line, is_cost) = (line.name.clone(), line.is_cost);
        flows.push(Flow { line, payer: payer.to_owned(), is_cost, row, present });
    }
}
