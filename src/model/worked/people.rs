//! People at expected counts: who enters, who leaves early, who reaches an outcome because of the intervention.

use std::collections::BTreeMap;

use super::sheet::Sheet;
use super::term::{At, Operation, Term};
use super::{Key, Part};
use crate::scenario::{Counterfactual, Outcome, Payment, Quantity, RateOf};

/// The people, as terms.
pub(super) struct People {
    /// Calendar year in which each intake enters.
    pub entry: Vec<usize>,
    pub entrants: Vec<Term>,
    pub dropouts: Vec<Term>,
    /// Additional people in an outcome by intake and calendar year; none where there are none.
    pub additional: BTreeMap<String, Vec<BTreeMap<usize, Term>>>,
    /// Those who reach it with the intervention in the year in which they do, or events with it, in the same way: of the outcomes that a payment goes by.
    pub achieved: BTreeMap<String, Vec<BTreeMap<usize, Term>>>,
}

/// Chances of one person in each arm, as if nobody left early.
#[derive(Clone)]
struct Chances {
    with: Term,
    without: Term,
    /// Whether those who leave early fare as without.
    of_completers: bool,
}

/// By intake and calendar year.
type ByYear = Vec<BTreeMap<usize, Term>>;

impl Sheet<'_> {
    pub fn people(&mut self) -> People {
        let none = BTreeMap::new;
        let mut people = People {
            entry: Vec::new(),
            entrants: Vec::new(),
            dropouts: Vec::new(),
            additional: none(),
            achieved: none(),
        };
        if let Some(pathways) = &self.scenario.pathways {
            self.in_states(pathways, &mut people);
            return people;
        }
        let Some(cohort) = &self.scenario.cohort else { return people };
        let dropout = self.quantity(&Part::People, Key::Dropout, &cohort.dropout).chance();
        for (intake, quantity) in cohort.intakes.iter().enumerate() {
            people.entry.push(cohort.start + intake);
            let stated = self.intake(intake, quantity);
            let row = self.row(&Part::People, Key::Entrants);
            self.of_intake(row, intake);
            let whole = Term::Call(Operation::WholePeople, vec![stated]);
            let entrants = self.alone(row, whole);
            let leave = Term::product([dropout.clone(), entrants.clone()]);
            people.dropouts.push(match leave {
                Term::Number(_) => leave,
                leave => {
                    let row = self.row(&Part::People, Key::Dropouts);
                    self.of_intake(row, intake);
                    self.alone(row, leave)
                }
            });
            people.entrants.push(entrants);
        }
        let chances = self.chances();
        let scenario = self.scenario;
        for (name, outcome) in scenario.order.of("outcomes", &scenario.outcomes) {
            let part = Part::Outcome(name.clone());
            let chances = match chances.get(name) {
                Some(chances) => chances.clone(),
                None => self.mean_numbers(&part, outcome),
            };
            self.outcome(&part, (name, outcome), &chances, &dropout, &mut people);
        }
        people
    }

    /// The people who are to enter with an intake.
    pub fn intake(&mut self, intake: usize, quantity: &Quantity) -> Term {
        let row = self.row(&Part::People, Key::Intake);
        self.of_intake(row, intake);
        self.stated(row, quantity)
    }

    /// The chances of every outcome that is no event: of a group each, and of outcomes of outcomes.
    fn chances(&mut self) -> BTreeMap<String, Chances> {
        let scenario = self.scenario;
        let mut clamped: BTreeMap<&String, [Term; 2]> = BTreeMap::new();
        for (name, outcome) in scenario
            .order
            .of("outcomes", &scenario.outcomes)
            .into_iter()
            .filter(|(_, of)| of.events.is_none())
        {
            let rates = self.stated_rates(&Part::Outcome(name.clone()), outcome);
            clamped.insert(name, rates.map(Term::chance));
        }
        let mut all = BTreeMap::new();
        let mut links = Vec::new();
        for (name, outcome) in scenario.outcomes.iter().filter(|(_, of)| of.events.is_none()) {
            if outcome.of().is_some() {
                links.push((name, outcome));
                continue;
            }
            let others: Vec<&String> = scenario
                .outcomes
                .iter()
                .filter(|(_, other)| other.is_dealt() && other.group == outcome.group)
                .map(|(name, _)| name)
                .collect();
            let arm = |arm: usize| {
                let own = clamped[name][arm].clone();
                if others.len() == 1 {
                    return own;
                }
                // An arm whose rates sum above 1 is divided by the sum.
                let sum = Term::sum(others.iter().map(|other| clamped[*other][arm].clone()));
                let divisor = Term::Call(Operation::Maximum, vec![Term::ONE, sum]);
                match own {
                    Term::Number(0.0) => own,
                    own => own.over(divisor),
                }
            };
            let chances = [arm(0), arm(1)];
            let of_completers = outcome.rate_of == RateOf::Completers;
            all.insert(name.clone(), self.used_chances(name, chances, of_completers));
        }
        // The checks have refused circles, so that each round finds one at least.
        while !links.is_empty() {
            let before = links.len();
            links.retain(|(name, outcome)| {
                let Some(of) = outcome.of().and_then(|of| all.get(of)).cloned() else { return true };
                let [with, without] = clamped[*name].clone();
                let chances = [Term::product([of.with, with]), Term::product([of.without, without])];
                all.insert((*name).clone(), self.used_chances(name, chances, of.of_completers));
                false
            });
            if links.len() == before {
                break;
            }
        }
        all
    }

    fn stated_rates(&mut self, part: &Part, outcome: &Outcome) -> [Term; 2] {
        let with = self.quantity(part, Key::Rate, &outcome.rate);
        let without = match &outcome.counterfactual {
            Counterfactual::Rate(rate) => self.quantity(part, Key::Counterfactual, rate),
            Counterfactual::RateIsNet => Term::Number(0.0),
        };
        [with, without]
    }

    /// Chances in cells of their own, where they are more than what is stated.
    fn used_chances(&mut self, name: &str, [with, without]: [Term; 2], of_completers: bool) -> Chances {
        let part = Part::Outcome(name.to_owned());
        let mut cell = |key, term| match term {
            Term::Number(_) | Term::Cell(_) => term,
            term => {
                let row = self.row(&part, key);
                self.alone(row, term)
            }
        };
        let (with, without) = (cell(Key::With, with), cell(Key::Without, without));
        Chances { with, without, of_completers }
    }

    /// Mean numbers of events.
    fn mean_numbers(&mut self, part: &Part, outcome: &Outcome) -> Chances {
        let [with, without] = self.stated_rates(part, outcome).map(|rate| match rate {
            Term::Number(x) if x >= 0.0 => rate,
            rate => Term::Call(Operation::Maximum, vec![Term::Number(0.0), rate]),
        });
        Chances { with, without, of_completers: outcome.rate_of == RateOf::Completers }
    }

    fn outcome(
        &mut self,
        part: &Part,
        (name, outcome): (&str, &Outcome),
        chances: &Chances,
        dropout: &Term,
        people: &mut People,
    ) {
        let stay = if chances.of_completers { dropout.clone().complement() } else { Term::ONE };
        let difference = chances.with.clone().less(chances.without.clone());
        let more = Term::product([stay, difference]);
        let row = self.row(part, Key::Additional);
        let more = self.alone(row, more);
        let keep = self.quantity(part, Key::Relapse, &outcome.relapse).chance().complement();
        let (mut additional, horizon) = (ByYear::new(), self.scenario.horizon);
        for (intake, entry) in people.entry.clone().into_iter().enumerate() {
            let (first, last) = match outcome.events {
                Some((from, to)) => (entry + from, entry + to),
                None => (entry + outcome.onset, horizon),
            };
            let mut years = BTreeMap::new();
            if first <= horizon {
                let row = self.row(part, Key::AdditionalPeople);
                self.of_intake(row, intake);
                let mut before = None;
                for year in first..=last.min(horizon) {
                    let term = match before.filter(|_| outcome.events.is_none()) {
                        None => Term::product([people.entrants[intake].clone(), more.clone()]),
                        Some(before) => Term::product([before, keep.clone()]),
                    };
                    let term = self.put(row, At::Year(year), term);
                    before = Some(term.clone());
                    years.insert(year, term);
                }
            }
            additional.push(years);
        }
        if Payment::go_by_achieved(&self.scenario.payments, name) {
            let achieved = self.achieved(part, outcome, (chances, &more), people, &additional);
            people.achieved.insert(name.to_owned(), achieved);
        }
        people.additional.insert(name.to_owned(), additional);
    }

    /// Those who reach it with the intervention, drop-outs counted with, in the year in which they do; or events with it in each year.
    fn achieved(
        &mut self,
        part: &Part,
        outcome: &Outcome,
        (chances, more): (&Chances, &Term),
        people: &People,
        additional: &ByYear,
    ) -> ByYear {
        let chance = Term::sum([chances.without.clone(), more.clone()]);
        let counted = if outcome.events.is_some() { usize::MAX } else { 1 };
        let mut all = ByYear::new();
        for (intake, years) in additional.iter().enumerate() {
            let mut of_intake = BTreeMap::new();
            if !years.is_empty() {
                let row = self.row(part, Key::Achieved);
                self.of_intake(row, intake);
                for year in years.keys().take(counted) {
                    let reached = Term::product([people.entrants[intake].clone(), chance.clone()]);
                    of_intake.insert(*year, self.put(row, At::Year(*year), reached));
                }
            }
            all.push(of_intake);
        }
        all
    }
}
