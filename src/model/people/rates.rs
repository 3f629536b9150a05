//! The rates of a group of outcomes: the ways in which a person's outcome can differ between the arms, and how people are dealt among them.

use std::collections::{BTreeMap, BTreeSet};

use super::chain::{Chances, Reached, by_sign};
use crate::model::column::{Binary, Graph, Unary, Value};
use crate::model::inputs::{ModelError, Numbers, Spot};
use crate::sampling::{Sharing, StreamName};
use crate::scenario::keys::Range;
use crate::scenario::{Counterfactual, Outcome, RateOf, Scenario};

/// People whose outcome differs between the arms in one way.
pub(super) struct Cell<'s> {
    /// Name of the pair in stream names.
    pub pair: String,
    /// Chance per person.
    pub chance: Value,
    /// Draws with a negative value mirror their uniform (one outcome only: p1 − p0).
    pub mirror: Value,
    /// What the cell adds to which outcome: outcome, weight, and its arm in stream names.
    pub arms: Vec<(&'s str, Value, Option<&'static str>)>,
}

/// A site's shared luck: the concentration (1 − ρ)/ρ, and what earlier intakes have shown.
pub(super) struct Urn {
    pub concentration: f64,
    /// Earlier counts by cell, then drop-outs, then those who reach each outcome in both arms.
    pub seen: Vec<Value>,
    /// Earlier entrants.
    pub total: Value,
}

/// An intake, dealt among the cells of a group.
pub(super) struct Dealt {
    /// By cell.
    pub cells: Vec<Value>,
    /// Those who leave early, where they are a cell of this group.
    pub dropouts: Option<Value>,
    /// By outcome who reach it in both arms, of those who do not leave early where these are told apart; empty where nothing hangs on it.
    pub both: Vec<Value>,
}

/// The rates of one group of outcomes in one reading. Groups are independent of each other, but for who drops out.
pub(super) struct Rates<'s> {
    /// Name of the group; none is the common one.
    pub group: Option<&'s str>,
    pub outcomes: Vec<(&'s str, &'s Outcome)>,
    pub with: Vec<Value>,
    pub without: Vec<Value>,
    pub relapse: Vec<Value>,
    pub dropout: Value,
    pub completers: bool,
    /// Whether several groups count those who complete: then it is drawn who drops out before outcomes are dealt among the others.
    pub after_dropouts: bool,
    /// Whether it is drawn who reach an outcome in both arms: where something hangs on it.
    pub is_followed: bool,
    pub sharing: &'s Sharing,
}

/// The intra-class correlation of the site; exclusive outcomes state the same.
pub(super) fn shared_luck(outcomes: &[(&str, &Outcome)]) -> Result<f64, ModelError> {
    // Below this the parameters of the beta-binomial grow too large; and 10⁶ people would not show it.
    const LEAST: f64 = 1e-8;
    let icc = outcomes.first().map_or(0.0, |(_, outcome)| outcome.icc);
    if icc > 0.0 && icc < LEAST {
        return Err(ModelError {
            message: format!("an icc of {icc} is too small to make a difference"),
            help: format!("write 0, or at least {LEAST}"),
            place: None,
        });
    }
    Ok(icc)
}

impl<'s> Rates<'s> {
    /// Of every group, the common one first and the others by name. Where there are no outcomes at all the common group is empty.
    pub fn of_groups(
        numbers: &mut Numbers<'s>,
        scenario: &'s Scenario,
        followed: &BTreeSet<&str>,
    ) -> Result<Vec<Rates<'s>>, ModelError> {
        let mut groups: BTreeMap<Option<&'s str>, Vec<(&'s str, &'s Outcome)>> = BTreeMap::new();
        for (name, outcome) in scenario.outcomes.iter().filter(|(_, outcome)| outcome.is_dealt()) {
            groups.entry(outcome.group.as_deref()).or_default().push((name, outcome));
        }
        if groups.is_empty() {
            groups.insert(None, Vec::new());
        }
        let groups =
            groups.into_iter().map(|(group, outcomes)| Rates::compile(numbers, scenario, group, outcomes));
        let mut groups = groups.collect::<Result<Vec<_>, ModelError>>()?;
        let is_shared = groups.iter().filter(|rates| rates.completers).count() > 1;
        for rates in &mut groups {
            rates.after_dropouts = is_shared && rates.completers;
            rates.is_followed = rates.outcomes.iter().any(|(name, _)| followed.contains(name));
        }
        Ok(groups)
    }

    fn compile(
        numbers: &mut Numbers<'s>,
        scenario: &'s Scenario,
        group: Option<&'s str>,
        outcomes: Vec<(&'s str, &'s Outcome)>,
    ) -> Result<Rates<'s>, ModelError> {
        let (mut with, mut without, mut relapse) = (Vec::new(), Vec::new(), Vec::new());
        for (_, outcome) in &outcomes {
            with.push(numbers.share(&outcome.rate)?);
            without.push(match &outcome.counterfactual {
                Counterfactual::Rate(rate) => numbers.share(rate)?,
                Counterfactual::RateIsNet => Value::ZERO,
            });
            relapse.push(numbers.share(&outcome.relapse)?);
        }
        if outcomes.len() > 1 {
            // An arm whose rates sum above 1 is divided by the sum; the clamp counts such draws.
            for (arm, name) in [(&mut with, "rate"), (&mut without, "counterfactual")] {
                let sum = numbers.graph.sum(arm);
                let path = match group {
                    None => format!("the sum of outcomes.*.{name}"),
                    Some(group) => format!("the sum of {name} in group {group}"),
                };
                let spot = Spot { path: &path, place: None, range: Range::SHARE };
                let within = numbers.clamped(sum, 1.0, spot)?;
                let divisor = numbers.graph.linear(1.0, &[(1.0, sum), (-1.0, within)]);
                for rate in arm.iter_mut() {
                    *rate = numbers.graph.binary(Binary::Divide, *rate, divisor);
                }
            }
        }
        let dropout = match &scenario.cohort {
            Some(cohort) => numbers.share(&cohort.dropout)?,
            None => Value::ZERO,
        };
        let completers = outcomes.first().is_some_and(|(_, o)| o.rate_of == RateOf::Completers);
        let (after_dropouts, is_followed, sharing) = (false, false, numbers.sharing);
        Ok(Rates {
            group,
            outcomes,
            with,
            without,
            relapse,
            dropout,
            completers,
            after_dropouts,
            is_followed,
            sharing,
        })
    }

    /// The ways in which a person's outcome can differ between the arms, in name order.
    pub fn cells(&self, graph: &mut Graph) -> Vec<Cell<'s>> {
        let stay =
            if self.completers && !self.after_dropouts { graph.complement(self.dropout) } else { Value::ONE };
        if let [(name, _)] = self.outcomes[..] {
            let difference = graph.subtract(self.with[0], self.without[0]);
            let size = graph.unary(Unary::Absolute, difference);
            let sign = graph.unary(Unary::Sign, difference);
            let chance = graph.multiply(size, stay);
            let arms = vec![(name, sign, None)];
            return vec![Cell { pair: name.to_owned(), chance, mirror: difference, arms }];
        }
        if self.outcomes.is_empty() {
            return Vec::new();
        }
        let mut names: Vec<&'s str> = self.outcomes.iter().map(|(name, _)| *name).collect();
        names.push("none");
        let none = |graph: &mut Graph, arm: &[Value]| {
            let sum = graph.sum(arm);
            let rest = graph.complement(sum);
            graph.binary(Binary::Maximum, rest, Value::ZERO)
        };
        let (none_with, none_without) = (none(graph, &self.with), none(graph, &self.without));
        let with: Vec<Value> = self.with.iter().copied().chain([none_with]).collect();
        let without: Vec<Value> = self.without.iter().copied().chain([none_without]).collect();
        let excess = |graph: &mut Graph, a: &[Value], b: &[Value]| -> Vec<Value> {
            let positive = |(x, y): (&Value, &Value)| {
                let difference = graph.subtract(*x, *y);
                graph.binary(Binary::Maximum, difference, Value::ZERO)
            };
            a.iter().zip(b).map(positive).collect()
        };
        let gained = excess(graph, &with, &without);
        let lost = excess(graph, &without, &with);
        let total = graph.sum(&gained);
        let mut cells = Vec::new();
        for (i, to) in names.iter().enumerate() {
            for (j, from) in names.iter().enumerate() {
                if i == j || gained[i].is_zero() || lost[j].is_zero() {
                    continue;
                }
                let share = graph.binary(Binary::ShareOf, lost[j], total);
                let share =
                    if lost.iter().filter(|v| !v.is_zero()).count() == 1 { Value::ONE } else { share };
                let paired = graph.multiply(gained[i], share);
                let chance = graph.multiply(paired, stay);
                let mut arms = Vec::new();
                if *to != "none" {
                    arms.push((*to, Value::ONE, Some("with")));
                }
                if *from != "none" {
                    arms.push((*from, Value::Const(-1.0), Some("without")));
                }
                cells.push(Cell { pair: format!("{to}/{from}"), chance, mirror: Value::ONE, arms });
            }
        }
        cells.sort_by(|a, b| a.pair.cmp(&b.pair));
        cells
    }

    /// Chances per person of outcome `k` in each arm.
    pub fn chances(&self, k: usize) -> Chances {
        let dropout = self.completers.then_some(self.dropout);
        Chances { with: self.with[k], without: self.without[k], dropout }
    }

    /// Draws the cells of an intake as conditional counts, then drop-outs where they are a cell of this group, and then those who reach an
    /// outcome in both arms, where something hangs on it.
    pub fn draw(
        &self,
        graph: &mut Graph,
        intake: usize,
        people: Value,
        cells: &[Cell<'_>],
        mut urn: Option<&mut Urn>,
    ) -> Dealt {
        // People and chance that no cell has taken yet; and those earlier intakes left.
        let (mut left, mut rest) = (people, Value::ONE);
        let mut left_before = urn.as_ref().map_or(Value::ZERO, |urn| urn.total);
        let mut counts = Vec::new();
        let mut take = |graph: &mut Graph, index: usize, chance: Value, u: Value| {
            let after = graph.subtract(rest, chance);
            let after = graph.binary(Binary::Maximum, after, Value::ZERO);
            let count = match urn.as_deref_mut() {
                None => {
                    let conditional = graph.binary(Binary::ShareOf, chance, rest);
                    graph.binomial(left, conditional, u)
                }
                Some(urn) => {
                    // Pólya's urn: what earlier intakes showed adds to the parameters.
                    let seen = urn.seen[index];
                    left_before = graph.subtract(left_before, seen);
                    let alpha = graph.linear(0.0, &[(urn.concentration, chance), (1.0, seen)]);
                    let beta = graph.linear(0.0, &[(urn.concentration, after), (1.0, left_before)]);
                    let count = graph.beta_binomial(left, alpha, beta, u);
                    urn.seen[index] = graph.add2(seen, count);
                    count
                }
            };
            left = graph.subtract(left, count);
            rest = after;
            count
        };
        for (index, cell) in cells.iter().enumerate() {
            let (group, pair) = (self.group.map(str::to_owned), cell.pair.clone());
            let u = graph.uniform(self.sharing.name(StreamName::Cell { group, intake, pair }));
            let u = graph.binary(Binary::Mirror, Value::Column(u), cell.mirror);
            counts.push(take(graph, index, cell.chance, u));
        }
        let dropouts = (self.completers && !self.after_dropouts).then(|| {
            let u = Value::Column(graph.uniform(self.sharing.name(StreamName::Dropout { intake })));
            take(graph, cells.len(), self.dropout, u)
        });
        let mut both = Vec::new();
        for (k, (name, _)) in self.outcomes.iter().enumerate().filter(|_| self.is_followed) {
            let (group, pair) = (self.group.map(str::to_owned), format!("{name}/{name}"));
            let u = Value::Column(graph.uniform(self.sharing.name(StreamName::Cell { group, intake, pair })));
            let least = graph.binary(Binary::Minimum, self.with[k], self.without[k]);
            let stay = if dropouts.is_some() { graph.complement(self.dropout) } else { Value::ONE };
            let chance = graph.multiply(stay, least);
            both.push(take(graph, cells.len() + 1 + k, chance, u));
        }
        if let Some(urn) = urn {
            urn.total = graph.add2(urn.total, people);
        }
        Dealt { cells: counts, dropouts, both }
    }

    /// Who of an intake reach each outcome, of which so many leave early.
    pub fn reached(
        &self,
        graph: &mut Graph,
        intake: usize,
        cells: &[Cell<'_>],
        dealt: &Dealt,
        dropouts: Value,
    ) -> Vec<Reached> {
        // Those who leave early fare as without; and chance that no outcome has taken yet.
        let (mut left, mut rest) = (if self.completers { dropouts } else { Value::ZERO }, Value::ONE);
        let mut all = Vec::new();
        for (k, (name, _)) in self.outcomes.iter().enumerate() {
            let at_onset = self.follow(graph, k, cells, &dealt.cells, 1, |_, count, _, _| count);
            let (with, without) = alone(graph, &at_onset[0]);
            let (group, outcome) = (self.group.map(str::to_owned), (*name).to_owned());
            let u = graph.uniform(self.sharing.name(StreamName::Fell { group, intake, outcome }));
            let conditional = graph.binary(Binary::ShareOf, self.without[k], rest);
            let fell = graph.binomial(left, conditional, Value::Column(u));
            left = graph.subtract(left, fell);
            let after = graph.subtract(rest, self.without[k]);
            rest = graph.binary(Binary::Maximum, after, Value::ZERO);
            all.push(Reached { with, without, both: dealt.both[k], fell });
        }
        all
    }

    /// The people of outcome `k` in one arm alone at each age from onset on: the cells' counts, thinned year by year.
    pub fn follow(
        &self,
        graph: &mut Graph,
        k: usize,
        cells: &[Cell<'_>],
        counts: &[Value],
        ages: usize,
        mut thin: impl FnMut(&mut Graph, Value, usize, String) -> Value,
    ) -> Vec<Vec<Followed>> {
        let (name, outcome) = self.outcomes[k];
        let mut totals: Vec<Vec<Followed>> = vec![Vec::new(); ages];
        for (cell, &count) in cells.iter().zip(counts) {
            for &(_, weight, arm) in cell.arms.iter().filter(|(of, ..)| *of == name) {
                let pair = match arm {
                    None => cell.pair.clone(),
                    Some(arm) => format!("{}/{arm}", cell.pair),
                };
                let mut count = count;
                for (since, total) in totals.iter_mut().enumerate() {
                    if since > 0 && !self.relapse[k].is_zero() {
                        count = thin(graph, count, outcome.onset + since, pair.clone());
                    }
                    total.push(Followed { weight, count, arm, difference: cell.mirror });
                }
            }
        }
        totals
    }
}

/// People of a cell who are in an outcome in one arm alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Followed {
    weight: Value,
    count: Value,
    /// The arm; none where it is the sign of the difference that says in which.
    arm: Option<&'static str>,
    difference: Value,
}

/// How many more people that are in all.
pub(super) fn additional(graph: &mut Graph, followed: &[Followed]) -> Value {
    let parts: Vec<Value> = followed.iter().map(|of| graph.multiply(of.weight, of.count)).collect();
    graph.sum(&parts)
}

/// How many of them are in the arm with alone, and in the arm without alone.
pub(super) fn alone(graph: &mut Graph, followed: &[Followed]) -> (Value, Value) {
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for of in followed {
        match of.arm {
            Some("with") => with.push(of.count),
            Some(_) => without.push(of.count),
            None => {
                let (gained, lost) = by_sign(graph, of.difference, of.count);
                with.push(gained);
                without.push(lost);
            }
        }
    }
    (graph.sum(&with), graph.sum(&without))
}
