//! People who move between states: everyone is followed twice, with the intervention and without it.
//!
//! The people of one pool and pair of states are one multinomial, so that counts suffice. In expectation each arm goes by its own rows, whatever luck they
//! have in common.

use std::collections::BTreeMap;

use super::coupling::{Coupled, Pair, couple};
use super::occupancy::{Moved, Occupancy, Spent, Step};
use super::outcome::People;
use super::pools::Pools;
use super::rows::{Chances, Moment, Rows, is_same};
use crate::model::column::{Graph, Value};
use crate::model::inputs::{MOST_PEOPLE, ModelError, Numbers};
use crate::sampling::{Sharing, StreamName};
use crate::scenario::pathways::START;
use crate::scenario::{Arm, Pathways, Scenario};

/// Values by pool, that is by age, and then by something of states.
type ByPool<K> = BTreeMap<usize, BTreeMap<K, Vec<Value>>>;

/// Who there is: those who are there in the first year, and those who enter.
struct Entrants {
    /// By state.
    stock: Vec<Value>,
    /// By intake.
    intakes: Vec<Value>,
    /// Most people that there can be.
    most: f64,
}

/// How people move at a time, which holds for years.
struct Known<'s> {
    moment: Moment<'s>,
    chances: [Chances; 2],
}

/// The rows of all states, compiled as they are needed.
struct Moves<'s> {
    pathways: &'s Pathways,
    pools: Pools,
    horizon: usize,
    states: Vec<&'s str>,
    /// By state, and then those of who enters.
    rows: Vec<Option<Rows<'s>>>,
    known: Vec<Vec<Known<'s>>>,
    /// How pairs are dealt, by what is known of the rows of each: which, and when.
    coupled: BTreeMap<[(usize, usize); 2], Coupled>,
}

/// Compiles the people of a scenario with states: as drawn, and as expected.
pub(super) fn compile<'s>(
    numbers: &mut Numbers<'_>,
    scenario: &'s Scenario,
    pathways: &'s Pathways,
) -> Result<[People; 2], ModelError> {
    let mut moves = Moves::of(scenario, pathways);
    let entrants = Entrants::of(numbers, scenario, pathways)?;
    let sharing = numbers.sharing;
    let drawn = moves.draw(numbers, sharing, &entrants)?;
    let expected = moves.expect(numbers, &entrants)?;
    let graph = &mut *numbers.graph;
    // Those who are there already count as people of the first intake.
    let stock = graph.sum(&entrants.stock);
    let mut who = entrants.intakes;
    match who.first_mut() {
        Some(first) => *first = graph.add2(*first, stock),
        None => who.push(stock),
    }
    let people = |is_drawn: bool, occupancy: Occupancy| People {
        is_drawn,
        entry: (0..who.len()).map(|intake| moves.pools.start + intake).collect(),
        entrants: who.clone(),
        dropouts: vec![Value::ZERO; who.len()],
        occupancy: Some(occupancy),
        ..People::default()
    };
    Ok([people(true, drawn), people(false, expected)])
}

impl Entrants {
    fn of(
        numbers: &mut Numbers<'_>,
        scenario: &Scenario,
        pathways: &Pathways,
    ) -> Result<Entrants, ModelError> {
        let stock = pathways.states.values().map(|state| numbers.people(&state.stock, MOST_PEOPLE));
        let stock = stock.collect::<Result<Vec<Value>, ModelError>>()?;
        let intakes = scenario.cohort.iter().flat_map(|cohort| &cohort.intakes);
        let intakes = intakes.map(|intake| numbers.people(intake, MOST_PEOPLE));
        let intakes = intakes.collect::<Result<Vec<Value>, ModelError>>()?;
        let most = stock.iter().chain(&intakes).map(|people| numbers.graph.range(*people).1).sum();
        Ok(Entrants { stock, intakes, most })
    }
}

impl<'s> Moves<'s> {
    fn of(scenario: &'s Scenario, pathways: &'s Pathways) -> Moves<'s> {
        let states: Vec<&str> = pathways.states.keys().map(String::as_str).collect();
        let mut rows: Vec<Option<Rows<'s>>> =
            states.iter().map(|state| Some(Rows::of(pathways, state))).collect();
        rows.push(Rows::of_start(pathways));
        let known = rows.iter().map(|_| Vec::new()).collect();
        Moves {
            pathways,
            pools: Pools::of(scenario, pathways),
            horizon: scenario.horizon,
            states,
            rows,
            known,
            coupled: BTreeMap::new(),
        }
    }

    /// The number of what has the rows of who enters.
    fn start(&self) -> usize {
        self.states.len()
    }

    /// So much of a year is spent where people are, and the rest where they come to.
    fn share(&self) -> f64 {
        if self.pathways.half_cycle { 0.5 } else { 1.0 }
    }

    /// Whether people who move out of a year are still counted.
    fn is_left(&self, year: usize) -> bool {
        year < self.horizon || self.pathways.half_cycle
    }

    /// When a move out of a year counts: the year, and the age of the pool.
    fn when(&self, age: usize, year: usize) -> (usize, usize) {
        if self.pathways.half_cycle { (year, age) } else { (year + 1, self.pools.age(age + 1)) }
    }

    /// Which of the known rows of a state hold at a time; what is not known yet is compiled.
    fn known(
        &mut self,
        numbers: &mut Numbers<'_>,
        of: usize,
        (age, year): (usize, usize),
    ) -> Result<usize, ModelError> {
        let Some(rows) = self.rows[of] else {
            return Err(ModelError {
                message: "people enter, and no row says where".to_owned(),
                help: format!("write [transitions.{START}]"),
                place: None,
            });
        };
        let moment = rows.moment(age, year);
        if let Some(known) = self.known[of].iter().position(|known| is_same(&known.moment, &moment)) {
            return Ok(known);
        }
        let mut of_arm = |arm| rows.chances(numbers, &self.states, arm, (age, year));
        let without = of_arm(Arm::Without)?;
        let with = of_arm(Arm::With)?;
        self.known[of].push(Known { moment, chances: [with, without] });
        Ok(self.known[of].len() - 1)
    }

    /// Deals the people of a pair.
    fn deal(
        &mut self,
        numbers: &mut Numbers<'_>,
        (pair, people): (Pair, Value),
        (age, year): (usize, usize),
        stream: impl Fn(Option<Pair>) -> StreamName,
    ) -> Result<Vec<(Pair, Value)>, ModelError> {
        let rows =
            [pair.0, pair.1].map(|state| self.known(numbers, state, (age, year)).map(|at| (state, at)));
        let [with, without] = rows;
        let key = [with?, without?];
        let graph = &mut *numbers.graph;
        let coupled = self.coupled.entry(key).or_insert_with(|| {
            let [(i, of_i), (j, of_j)] = key;
            couple(graph, &self.known[i][of_i].chances[0], &self.known[j][of_j].chances[1])
        });
        Ok(coupled.deal(graph, people, stream))
    }

    /// People in pairs, as drawn.
    fn draw(
        &mut self,
        numbers: &mut Numbers<'_>,
        sharing: &Sharing,
        entrants: &Entrants,
    ) -> Result<Occupancy, ModelError> {
        let mut occupancy = self.nobody();
        let states = self.states.clone();
        let share = self.share();
        let name = |(with, without): Pair| format!("{}/{}", states[with], states[without]);
        let mut here: ByPool<Pair> = BTreeMap::new();
        for year in self.pools.start..=self.horizon {
            let since = year - self.pools.start;
            for (state, people) in entrants.stock.iter().enumerate().filter(|_| since == 0) {
                here.entry(0).or_default().entry((state, state)).or_default().push(*people);
            }
            if let Some(people) = entrants.intakes.get(since).filter(|people| !people.is_zero()) {
                let stream =
                    |to: Option<Pair>| sharing.name(StreamName::Enter { intake: since, to: to.map(name) });
                let start = (self.start(), self.start());
                let dealt = self.deal(numbers, (start, *people), (0, year), stream)?;
                for ((with, without), people) in dealt {
                    let people = at_most(numbers.graph, people, entrants.most);
                    here.entry(0).or_default().entry((with, without)).or_default().push(people);
                    let [with, without] = [with, without].map(|to| Some((None, to)));
                    occupancy.moved.push(Moved { year, age: 0, with, without, people });
                }
            }
            let mut next: ByPool<Pair> = BTreeMap::new();
            for (age, pairs) in std::mem::take(&mut here) {
                let (intake, youngest) = self.pools.youngest(age, year);
                for (pair, people) in pairs {
                    let people = numbers.graph.sum(&people);
                    let people = at_most(numbers.graph, people, entrants.most);
                    let spent = |(with, without): Pair, people: Value, begins: bool| {
                        let [with, without] = [Some(with), Some(without)];
                        let share = if begins { share } else { 1.0 - share };
                        Spent { year, age, with, without, share, begins, people }
                    };
                    occupancy.spent.push(spent(pair, people, true));
                    if !self.is_left(year) || people.is_zero() {
                        continue;
                    }
                    let stream = |to: Option<Pair>| {
                        let (from, to) = (name(pair), to.map(name));
                        sharing.name(StreamName::Move { intake, age: youngest, from, to })
                    };
                    let dealt = self.deal(numbers, (pair, people), (youngest, year), stream)?;
                    let when = self.when(age, year);
                    for (to, people) in dealt {
                        let people = at_most(numbers.graph, people, entrants.most);
                        next.entry(self.pools.age(age + 1)).or_default().entry(to).or_default().push(people);
                        if self.pathways.half_cycle {
                            occupancy.spent.push(spent(to, people, false));
                        }
                        let step = |from: usize, to: usize| (from != to).then_some((Some(from), to));
                        let [with, without] = [step(pair.0, to.0), step(pair.1, to.1)];
                        if with.is_some() || without.is_some() {
                            let (year, age) = when;
                            occupancy.moved.push(Moved { year, age, with, without, people });
                        }
                    }
                }
            }
            here = next;
        }
        Ok(occupancy)
    }

    /// Expected people in each arm by itself.
    fn expect(&mut self, numbers: &mut Numbers<'_>, entrants: &Entrants) -> Result<Occupancy, ModelError> {
        let mut occupancy = self.nobody();
        for arm in [Arm::With, Arm::Without] {
            let mut here: ByPool<usize> = BTreeMap::new();
            for year in self.pools.start..=self.horizon {
                let since = year - self.pools.start;
                for (state, people) in entrants.stock.iter().enumerate().filter(|_| since == 0) {
                    here.entry(0).or_default().entry(state).or_default().push(*people);
                }
                if let Some(people) = entrants.intakes.get(since).filter(|people| !people.is_zero()) {
                    for (to, people) in self.go(numbers, arm, (self.start(), *people), (0, year))? {
                        here.entry(0).or_default().entry(to).or_default().push(people);
                        occupancy.moved.push(of_arm(arm, (year, 0), (None, to), people));
                    }
                }
                let mut next: ByPool<usize> = BTreeMap::new();
                for (age, states) in std::mem::take(&mut here) {
                    let (_, youngest) = self.pools.youngest(age, year);
                    for (state, people) in states {
                        let people = numbers.graph.sum(&people);
                        occupancy.spent.push(there(arm, (year, age), (state, self.share()), people));
                        if !self.is_left(year) {
                            continue;
                        }
                        let when = self.when(age, year);
                        for (to, people) in self.go(numbers, arm, (state, people), (youngest, year))? {
                            next.entry(self.pools.age(age + 1))
                                .or_default()
                                .entry(to)
                                .or_default()
                                .push(people);
                            if self.pathways.half_cycle {
                                let rest = 1.0 - self.share();
                                occupancy.spent.push(there(arm, (year, age), (to, rest), people));
                            }
                            if to != state {
                                occupancy.moved.push(of_arm(arm, when, (Some(state), to), people));
                            }
                        }
                    }
                }
                here = next;
            }
        }
        Ok(occupancy)
    }

    /// Where expected people of a state are a year later.
    fn go(
        &mut self,
        numbers: &mut Numbers<'_>,
        arm: Arm,
        (state, people): (usize, Value),
        when: (usize, usize),
    ) -> Result<Vec<(usize, Value)>, ModelError> {
        let known = self.known(numbers, state, when)?;
        let chances = &self.known[state][known].chances[usize::from(arm == Arm::Without)];
        let graph = &mut *numbers.graph;
        let to = chances.to.iter().enumerate().filter(|(_, chance)| !chance.is_zero());
        Ok(to.map(|(to, chance)| (to, graph.multiply(people, *chance))).collect())
    }

    fn nobody(&self) -> Occupancy {
        let states = self.states.iter().map(|state| (*state).to_owned()).collect();
        Occupancy { states, spent: Vec::new(), moved: Vec::new() }
    }
}

/// Counts of people are none below 0 and none above all there are, however many differences and sums they are made of.
fn at_most(graph: &mut Graph, people: Value, most: f64) -> Value {
    graph.know(people, (0.0, most));
    people
}

fn there(arm: Arm, (year, age): (usize, usize), (state, share): (usize, f64), people: Value) -> Spent {
    let at = |of: Arm| (arm == of).then_some(state);
    Spent { year, age, with: at(Arm::With), without: at(Arm::Without), share, begins: false, people }
}

fn of_arm(arm: Arm, (year, age): (usize, usize), step: Step, people: Value) -> Moved {
    let at = |of: Arm| (arm == of).then_some(step);
    Moved { year, age, with: at(Arm::With), without: at(Arm::Without), people }
}
