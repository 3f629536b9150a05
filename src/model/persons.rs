//! Amounts that differ from person to person: what each of their terms comes to over so many people.

use std::collections::BTreeSet;

use super::column::{Crowd, Graph, Value};
use super::inputs::{ModelError, Numbers, Spot};
use crate::sampling::StreamName;
use crate::scenario::formula::Expr;
use crate::scenario::keys::Range;
use crate::scenario::{ByYear, Definition, Place, Quantity};

/// A term of an amount: a number that is the same for everybody, times what differs, if anything does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term {
    pub common: Value,
    /// Which part of a person it is times.
    pub part: Option<usize>,
}

/// What differs from person to person in the amounts of a line.
#[derive(Debug, Default)]
pub(super) struct Differing<'s> {
    /// Each once, with the amount that it was first read for.
    parts: Vec<(Expr, &'s Quantity)>,
}

/// The same in the graph.
#[derive(Debug)]
pub(super) struct Persons {
    person: u32,
    /// What they differ in, in the order of the streams.
    inputs: Vec<String>,
    /// What each part comes to in expectation.
    pub means: Vec<f64>,
    /// For each part where the sum is checked.
    spots: Vec<(String, Option<Place>)>,
}

impl<'s> Differing<'s> {
    /// The terms of every amount of a line, one list of them for each of its years. Where nothing differs an amount is one term.
    pub fn terms(
        &mut self,
        numbers: &mut Numbers<'_>,
        by_year: &'s ByYear,
    ) -> Result<Vec<Vec<Term>>, ModelError> {
        by_year.quantities().iter().map(|amount| self.terms_of(numbers, amount)).collect()
    }

    fn terms_of(&mut self, numbers: &mut Numbers<'_>, amount: &'s Quantity) -> Result<Vec<Term>, ModelError> {
        let scenario = numbers.scenario;
        if !amount.expr.inputs().iter().any(|name| scenario.by_person.contains(name)) {
            return Ok(vec![Term { common: numbers.quantity(amount)?, part: None }]);
        }
        let split = scenario.by_person.terms(&amount.expr).map_err(|_| ModelError {
            message: format!(
                "`{}` mixes what differs from person to person with what is in doubt",
                amount.path
            ),
            help: "write a sum of products, each factor of one kind".to_owned(),
            place: amount.place.clone(),
        })?;
        let mut terms = Vec::new();
        for term in split {
            let spot = Spot { range: Range::ANY, ..Spot::of(amount) };
            let common = numbers.formula(&term.common, spot)?;
            let part = term.by_person.map(|expr| self.part(expr, amount));
            terms.push(Term { common, part });
        }
        Ok(terms)
    }

    fn part(&mut self, expr: Expr, amount: &'s Quantity) -> usize {
        let known = self.parts.iter().position(|(part, _)| *part == expr);
        known.unwrap_or_else(|| {
            self.parts.push((expr, amount));
            self.parts.len() - 1
        })
    }

    /// How one person comes about; `None` where nothing differs.
    pub fn persons(&self, numbers: &mut Numbers<'_>) -> Result<Option<Persons>, ModelError> {
        if self.parts.is_empty() {
            return Ok(None);
        }
        let scenario = numbers.scenario;
        let mut open: Vec<&str> = self.parts.iter().flat_map(|(expr, _)| expr.inputs()).collect();
        let mut asked = BTreeSet::new();
        while let Some(name) = open.pop() {
            if let Some((name, input)) = scenario.inputs.get_key_value(name)
                && scenario.by_person.contains(name)
                && asked.insert(name.as_str())
                && let Definition::Formula(expr) = &input.definition
            {
                open.extend(expr.inputs());
            }
        }
        let (mut graph, mut sites) = (Graph::default(), Vec::new());
        let mut one = numbers.of_person(&mut graph, &mut sites, &asked)?;
        let parts = self.parts.iter().map(|(expr, amount)| one.formula(expr, Spot::of(amount)));
        let parts = parts.collect::<Result<Vec<Value>, ModelError>>()?;
        let person = numbers.graph.person(graph, parts);
        let means = numbers.graph.expected_of_person(person);
        if let Some(at) = means.iter().position(|mean| !mean.is_finite()) {
            let amount = self.parts[at].1;
            return Err(ModelError {
                message: format!("`{}` has no finite mean over people", amount.path),
                help: "bound what differs with `max`, or by min(…) in the amount".to_owned(),
                place: amount.place.clone(),
            });
        }
        let inputs = numbers.graph.inputs_of_person(person);
        let spots =
            self.parts.iter().map(|(_, amount)| (amount.path.clone(), amount.place.clone())).collect();
        Ok(Some(Persons { person, inputs, means, spots }))
    }
}

impl Persons {
    /// What each part comes to over the first so many people of an intake, or of those in it who reach an outcome in one arm alone: by part, then
    /// by count.
    pub fn over(
        &self,
        numbers: &mut Numbers<'_>,
        intake: usize,
        of: Option<(&str, &'static str)>,
        counts: &[Value],
    ) -> Result<Vec<Vec<Value>>, ModelError> {
        let stream = |input: &String| {
            let of = of.map(|(outcome, arm)| (outcome.to_owned(), arm));
            numbers.sharing.name(StreamName::Person { input: input.clone(), intake, of })
        };
        let streams: Vec<StreamName> = self.inputs.iter().map(stream).collect();
        let mut distinct: Vec<Value> = Vec::new();
        for count in counts.iter().filter(|count| !count.is_zero()) {
            if !distinct.contains(count) {
                distinct.push(*count);
            }
        }
        if distinct.is_empty() {
            return Ok(vec![vec![Value::ZERO; counts.len()]; self.means.len()]);
        }
        let sums = numbers.graph.over_people(self.person, Crowd { streams: &streams, counts: &distinct });
        let mut all = Vec::new();
        for (sums, (path, place)) in sums.into_iter().zip(&self.spots) {
            let spot = Spot { path, place: place.as_ref(), range: Range::ANY };
            let mut checked = Vec::new();
            for sum in sums {
                checked.push(numbers.finite(sum, spot)?);
            }
            let of = |count: &Value| {
                let at = distinct.iter().position(|known| known == count);
                at.map_or(Value::ZERO, |at| checked[at])
            };
            all.push(counts.iter().map(of).collect());
        }
        Ok(all)
    }
}
