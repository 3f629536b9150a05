//! Rows as they are filled, and the inputs they begin with.

use std::collections::BTreeMap;

use super::super::inputs::ModelError;
use super::counted::{Counted, counted};
use super::lines::{Averaged, averaged};
use super::term::{At, Cell, Operation, Term};
use super::{Entry, Key, Nature, Part, Row};
use crate::scenario::formula::Expr;
use crate::scenario::{Definition, Known, Quantity, Scenario, Timing, part_name};

/// The rows so far.
pub(super) struct Sheet<'s> {
    pub scenario: &'s Scenario,
    rows: Vec<Row>,
    /// Each input, and each part of one, as it is used.
    pub used: BTreeMap<String, Term>,
    /// What is known by the end of the year that is being worked out.
    pub known: BTreeMap<Known, Term>,
    /// Amounts that differ from person to person, by key path.
    pub averaged: Averaged,
    /// What lines count of people in states, by the name of the line.
    pub counted: Counted,
}

impl<'s> Sheet<'s> {
    pub fn new(scenario: &'s Scenario) -> Result<Sheet<'s>, ModelError> {
        let (averaged, counted) = (averaged(scenario)?, counted(scenario)?);
        let (rows, used, known) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        Ok(Sheet { scenario, rows, used, known, averaged, counted })
    }

    pub fn into_rows(self) -> Vec<Row> {
        self.rows
    }

    /// Adds a row.
    pub fn row(&mut self, part: &Part, key: Key) -> usize {
        self.rows.push(Row {
            part: part.clone(),
            key,
            of: None,
            intake: None,
            from: None,
            path: None,
            alone: None,
            present: None,
            years: Vec::new(),
        });
        self.rows.len() - 1
    }

    /// Adds a row that is of something.
    pub fn row_of(&mut self, part: &Part, key: Key, of: &str) -> usize {
        let row = self.row(part, key);
        self.rows[row].of = Some(of.to_owned());
        row
    }

    /// Says of which intake a row is, where there are several.
    pub fn of_intake(&mut self, row: usize, intake: usize) {
        let several = self.scenario.cohort.as_ref().is_some_and(|cohort| cohort.intakes.len() > 1);
        self.rows[row].intake = several.then_some(intake);
    }

    /// Says from which year on a row holds.
    pub fn from(&mut self, row: usize, from: usize) {
        self.rows[row].from = Some(from);
    }

    /// Says of what a row is.
    pub fn of(&mut self, row: usize, of: &str) {
        self.rows[row].of = Some(of.to_owned());
    }

    fn fill(&mut self, row: usize, at: At, term: Term, nature: Nature) -> Term {
        let entry = Entry { value: term.value(&self.rows), term, nature };
        let years = self.scenario.horizon + 1;
        let of = &mut self.rows[row];
        match at {
            At::Alone => of.alone = Some(entry),
            At::Present => of.present = Some(entry),
            At::Year(year) => {
                of.years.resize(years, None);
                of.years[year] = Some(entry);
            }
        }
        Term::Cell(Cell { row, at })
    }

    /// Works a cell out, and gives it as a term.
    pub fn put(&mut self, row: usize, at: At, term: Term) -> Term {
        self.fill(row, at, term, Nature::Worked)
    }

    /// The row's one number.
    pub fn alone(&mut self, row: usize, term: Term) -> Term {
        self.put(row, At::Alone, term)
    }

    /// A number of a year that the program found.
    pub fn value_of_year(&mut self, row: usize, year: usize, value: f64) -> Term {
        self.fill(row, At::Year(year), Term::Number(value), Nature::Value)
    }

    /// A number that the scenario states, or that the program found.
    pub fn number(&mut self, row: usize, value: f64, nature: Nature) -> Term {
        self.fill(row, At::Alone, Term::Number(value), nature)
    }

    /// What the years of a row are worth now.
    pub fn present(&mut self, row: usize, factors: usize) -> Term {
        self.put(row, At::Present, Term::Products(factors, row))
    }

    /// Whether a row has a number for a year.
    pub fn has_year(&self, row: usize, year: usize) -> bool {
        self.rows[row].number(At::Year(year)).is_some()
    }

    /// A number of the scenario, in a row of its own unless it is a default.
    pub fn quantity(&mut self, part: &Part, key: Key, quantity: &Quantity) -> Term {
        match (&quantity.place, quantity.expr.literal()) {
            (None, Some(usual)) => Term::Number(usual),
            _ => {
                let row = self.row(part, key);
                self.stated(row, quantity)
            }
        }
    }

    /// A number of the scenario, in a row.
    pub fn stated(&mut self, row: usize, quantity: &Quantity) -> Term {
        self.rows[row].path = Some(quantity.path.clone());
        match quantity.expr.literal() {
            // A path leads to no entry of a list.
            Some(value) if quantity.path.contains('[') => self.number(row, value, Nature::Stated),
            Some(value) => self.number(row, value, Nature::Editable),
            None => {
                let term = self.expression(&quantity.expr);
                self.alone(row, term)
            }
        }
    }

    /// Every input: at its mean, and as it is used.
    pub fn inputs(&mut self) {
        let scenario = self.scenario;
        let mut stated = BTreeMap::new();
        let mut in_use = BTreeMap::new();
        for (name, input) in scenario.order.of("inputs", &scenario.inputs) {
            if scenario.by_person.contains(name) {
                continue;
            }
            if let Definition::Law(law) = &input.definition {
                let row = self.row_of(&Part::Inputs, Key::Input, name);
                self.rows[row].path = Some(format!("inputs.{name}"));
                let mean = law.mean().unwrap_or_else(|| law.median());
                stated.insert(name, self.number(row, mean, Nature::Editable));
            }
            if let Definition::Dirichlet(law) = &input.definition {
                for part in law.parts() {
                    let number = part_name(name, &part.name);
                    let row = self.row_of(&Part::Inputs, Key::Input, &number);
                    self.rows[row].path = Some(format!("inputs.{name}"));
                    let mean = self.number(row, part.mean, Nature::Stated);
                    self.used.insert(number, mean);
                }
                continue;
            }
            let is_plain = matches!(input.definition, Definition::Law(_));
            if !is_plain || input.conversion != 1.0 || input.optimism.is_some() {
                in_use.insert(name, self.row_of(&Part::Inputs, Key::InUse, name));
            }
        }
        for name in scenario.inputs.keys().filter(|name| !scenario.by_person.contains(name)) {
            self.resolve(name, &stated, &in_use);
        }
    }

    fn resolve(&mut self, name: &str, stated: &BTreeMap<&String, Term>, in_use: &BTreeMap<&String, usize>) {
        let Some((name, input)) = self.scenario.inputs.get_key_value(name) else { return };
        if self.used.contains_key(name) {
            return;
        }
        let formula = match &input.definition {
            Definition::Formula(expr) => Some(expr),
            Definition::Law(_) | Definition::People(_) | Definition::Dirichlet(_) => None,
        };
        let factor = input.optimism.as_ref().map(|factor| &factor.expr);
        let read: Vec<&str> = formula.iter().chain(&factor).flat_map(|expr| expr.inputs()).collect();
        for other in read {
            self.resolve(other, stated, in_use);
        }
        let own = match (formula, stated.get(name)) {
            (Some(expr), _) => self.expression(expr),
            (None, Some(cell)) => Term::product([cell.clone(), Term::Number(input.conversion)]),
            (None, None) => return,
        };
        let factor = factor.map_or(Term::ONE, |factor: &Expr| self.expression(factor));
        let used = Term::product([own, factor]);
        let used = match in_use.get(name) {
            Some(row) => self.alone(*row, used),
            None => used,
        };
        self.used.insert(name.clone(), used);
    }

    /// Years and discount factors; gives the row of these.
    pub fn time(&mut self) -> usize {
        let (part, discount) = (Part::Time, &self.scenario.discount);
        let mut steps = Vec::new();
        for step in &discount.steps {
            let row = self.row(&part, Key::DiscountRate);
            self.from(row, step.from);
            steps.push((step.from, self.stated(row, &step.rate)));
        }
        let rates = self.row(&part, Key::RateOfYear);
        let is_end = discount.timing == Timing::End;
        let ends = if is_end { None } else { Some(self.row(&part, Key::EndOfYear)) };
        let factors = self.row(&part, Key::Factor);
        let mut end = self.put(ends.unwrap_or(factors), At::Year(0), Term::ONE);
        if !is_end {
            self.put(factors, At::Year(0), Term::ONE);
        }
        for year in 1..=self.scenario.horizon {
            let rate = steps.iter().rev().find(|(from, _)| *from <= year).map(|(_, rate)| rate.clone());
            let rate = self.put(rates, At::Year(year), rate.unwrap_or(Term::Number(0.0)));
            let growth = Term::sum([Term::ONE, rate]);
            let next = end.clone().over(growth.clone());
            match (ends, discount.timing) {
                (Some(ends), timing) => {
                    let half = Term::Call(Operation::SquareRoot, vec![growth]);
                    let factor = if timing == Timing::Mid { end.over(half) } else { end };
                    self.put(factors, At::Year(year), factor);
                    end = self.put(ends, At::Year(year), next);
                }
                (None, _) => end = self.put(factors, At::Year(year), next),
            }
        }
        factors
    }
}
