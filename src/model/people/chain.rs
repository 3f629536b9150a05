//! Outcomes of outcomes: what those who reach one outcome may reach besides.
//!
//! Given that a person reaches the first, the second has a chance of p1 with the intervention and of p0 without it. Who reaches the first in both arms
//! has the second in both with min(p1, p0), and in one alone with |p1 − p0|.

use std::collections::BTreeMap;

use crate::model::column::{Binary, Graph, Unary, Value};
use crate::model::inputs::{ModelError, Numbers};
use crate::sampling::{Sharing, StreamName};
use crate::scenario::{Counterfactual, Outcome, Scenario};

/// People of an intake who reach an outcome, at its onset, by what they reach in the other arm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reached {
    /// Who reach it with the intervention alone.
    pub with: Value,
    /// Who reach it without the intervention alone.
    pub without: Value,
    /// Who reach it in both arms.
    pub both: Value,
    /// Who leave early, and so fare in both arms as without the intervention.
    pub fell: Value,
}

impl Reached {
    /// All who reach it with the intervention.
    pub fn in_arm_with(&self, graph: &mut Graph) -> Value {
        graph.sum(&[self.with, self.both, self.fell])
    }
}

/// So many of them gained where a difference is not negative, the others lost.
pub(super) fn by_sign(graph: &mut Graph, difference: Value, of: Value) -> (Value, Value) {
    let sign = graph.unary(Unary::Sign, difference);
    let is_gain = graph.linear(0.5, &[(0.5, sign)]);
    let gained = graph.multiply(is_gain, of);
    (gained, graph.subtract(of, gained))
}

/// Chance per person to reach an outcome in each arm, as if nobody left early.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Chances {
    pub with: Value,
    pub without: Value,
    /// Share of those who leave early, where these fare as without the intervention.
    pub dropout: Option<Value>,
}

impl Chances {
    /// What becomes of these chances among those who reach this outcome.
    fn of(self, graph: &mut Graph, link: &Link<'_>) -> Chances {
        let (with, without) =
            (graph.multiply(self.with, link.with), graph.multiply(self.without, link.without));
        Chances { with, without, ..self }
    }

    /// Chance to be among the additional people, those who leave early counted with.
    pub fn additional(&self, graph: &mut Graph) -> Value {
        let difference = graph.subtract(self.with, self.without);
        let Some(dropout) = self.dropout else { return difference };
        let stay = graph.complement(dropout);
        graph.multiply(stay, difference)
    }

    /// Chance to reach it with the intervention, those who leave early counted with.
    pub fn in_arm_with(&self, graph: &mut Graph) -> Value {
        if self.dropout.is_none() {
            return self.with;
        }
        let gained = self.additional(graph);
        graph.add2(self.without, gained)
    }
}

/// An outcome of an outcome.
pub(super) struct Link<'s> {
    pub name: &'s str,
    pub outcome: &'s Outcome,
    /// The outcome among whose people it is counted.
    pub of: &'s str,
    /// Chance of those who reach the other with the intervention.
    with: Value,
    /// Chance of those who reach the other without it.
    without: Value,
    relapse: Value,
}

impl<'s> Link<'s> {
    /// All of a scenario, each after the one it is of.
    pub fn all(numbers: &mut Numbers<'_>, scenario: &'s Scenario) -> Result<Vec<Link<'s>>, ModelError> {
        let mut links: Vec<Link<'s>> = Vec::new();
        let mut left: Vec<(&'s str, &'s Outcome, &'s str)> = Vec::new();
        for (name, outcome) in &scenario.outcomes {
            left.extend(outcome.of().map(|of| (name.as_str(), outcome, of)));
        }
        // The checks have refused circles, so that each round finds one at least.
        while !left.is_empty() {
            let is_open = |of: &str| left.iter().any(|(name, ..)| *name == of);
            let (ready, open): (Vec<_>, Vec<_>) = left.iter().copied().partition(|(.., of)| !is_open(of));
            if ready.is_empty() {
                break;
            }
            for (name, outcome, of) in ready {
                let with = numbers.share(&outcome.rate)?;
                let without = match &outcome.counterfactual {
                    Counterfactual::Rate(rate) => numbers.share(rate)?,
                    Counterfactual::RateIsNet => Value::ZERO,
                };
                let relapse = numbers.share(&outcome.relapse)?;
                links.push(Link { name, outcome, of, with, without, relapse });
            }
            left = open;
        }
        Ok(links)
    }

    /// Adds the chances of all links to those of the outcomes they are of.
    pub fn multiply(graph: &mut Graph, links: &[Link<'_>], chances: &mut BTreeMap<String, Chances>) {
        for link in links {
            if let Some(of) = chances.get(link.of).copied() {
                let chance = of.of(graph, link);
                chances.insert(link.name.to_owned(), chance);
            }
        }
    }

    /// Those of an intake who reach it, of those who reach the other.
    pub fn draw(&self, graph: &mut Graph, sharing: &Sharing, intake: usize, of: Reached) -> Reached {
        let difference = graph.subtract(self.with, self.without);
        let size = graph.unary(Unary::Absolute, difference);
        let count = |graph: &mut Graph, n: Value, p: Value, cell: &'static str| {
            let outcome = self.name.to_owned();
            let u = graph.uniform(sharing.name(StreamName::Chain { intake, outcome, cell }));
            // Who moves when the chances change places are the same people.
            let turn = if cell == "apart" { difference } else { Value::ONE };
            let u = graph.binary(Binary::Mirror, Value::Column(u), turn);
            graph.binomial(n, p, u)
        };
        let with = count(graph, of.with, self.with, "with");
        let without = count(graph, of.without, self.without, "without");
        let apart = count(graph, of.both, size, "apart");
        let left = graph.subtract(of.both, apart);
        let (least, rest) = (graph.binary(Binary::Minimum, self.with, self.without), graph.complement(size));
        let chance = graph.binary(Binary::ShareOf, least, rest);
        let both = count(graph, left, chance, "same");
        let fell = count(graph, of.fell, self.without, "fell");
        let (gained, lost) = by_sign(graph, difference, apart);
        Reached { with: graph.add2(with, gained), without: graph.add2(without, lost), both, fell }
    }

    /// The people in it in either arm alone at each age from onset on, as drawn: thinned year by year.
    pub fn follow(
        &self,
        graph: &mut Graph,
        sharing: &Sharing,
        intake: usize,
        reached: Reached,
        ages: usize,
    ) -> Vec<(Value, Value)> {
        let mut arms = [("with", reached.with), ("without", reached.without)];
        (0..ages)
            .map(|since| {
                for (arm, count) in &mut arms {
                    if since > 0 && !self.relapse.is_zero() {
                        let (age, pair) = (self.outcome.onset + since, format!("{}/{arm}", self.name));
                        let u = graph.uniform(sharing.name(StreamName::Relapse { intake, age, pair }));
                        let lost = graph.binomial(*count, self.relapse, Value::Column(u));
                        *count = graph.subtract(*count, lost);
                    }
                }
                (arms[0].1, arms[1].1)
            })
            .collect()
    }

    /// Additional people at each age from onset on, if there are so many at onset: a share of them is lost each year.
    pub fn fade(&self, graph: &mut Graph, mut additional: Value, ages: usize) -> Vec<Value> {
        let stay = graph.complement(self.relapse);
        let years = (0..ages).map(|since| {
            if since > 0 {
                additional = graph.multiply(additional, stay);
            }
            additional
        });
        years.collect()
    }

    /// Those who reach it in each arm, of so many who reach the other there.
    pub fn of_arms(&self, graph: &mut Graph, (with, without): (Value, Value)) -> (Value, Value) {
        (graph.multiply(with, self.with), graph.multiply(without, self.without))
    }
}
