//! Where people are in which year, and who moves: what lines and figures count of them.

use std::collections::BTreeMap;

use crate::model::column::{Graph, Value};
use crate::scenario::pathways::START;
use crate::scenario::{Arm, Situations};

/// People who are followed through states, by year: drawn in pairs, or expected in each arm by itself. Years after the horizon are left out.
#[derive(Debug, Clone, Default)]
pub struct Occupancy {
    /// The states, in name order.
    pub states: Vec<String>,
    /// Years that people spend somewhere.
    pub spent: Vec<Spent>,
    /// People who come to another state.
    pub moved: Vec<Moved>,
}

/// So many people, who are in a state in a year or for half of it. States are numbers in name order.
#[derive(Debug, Clone, Copy)]
pub struct Spent {
    /// Calendar year.
    pub year: usize,
    /// Years since entry; those of them after which nothing changes any more count as the first of these.
    pub age: usize,
    /// Where they are with the intervention; none on the expectation path of the other arm.
    pub with: Option<usize>,
    /// And without it.
    pub without: Option<usize>,
    /// So much of the year.
    pub share: f64,
    /// Whether they are there when the year begins.
    pub begins: bool,
    /// How many.
    pub people: Value,
}

/// From which state to which; from nowhere that is a state where an intake begins.
pub type Step = (Option<usize>, usize);

/// So many people, who move in a year.
#[derive(Debug, Clone, Copy)]
pub struct Moved {
    /// Calendar year in which it counts.
    pub year: usize,
    /// Years since entry, as in [`Spent`].
    pub age: usize,
    /// With the intervention; none where they stay, and on the expectation path of the other arm.
    pub with: Option<Step>,
    /// And without it.
    pub without: Option<Step>,
    /// How many.
    pub people: Value,
}

/// What is counted of both arms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// With the intervention less without it.
    Difference,
    /// One arm.
    Arm(Arm),
    /// One arm, as far as it is in a state or comes to it.
    State(Arm, usize),
}

impl Side {
    /// What a unit counts that is `counted` at a place or move with the intervention, and at another without it.
    fn weight<T: Copy>(
        self,
        with: Option<T>,
        without: Option<T>,
        state: impl Fn(T) -> usize,
        counted: impl Fn(T) -> bool,
    ) -> f64 {
        let one = |at: Option<T>, only: Option<usize>| {
            let is_counted = |at: T| counted(at) && only.is_none_or(|only| only == state(at));
            f64::from(u8::from(at.is_some_and(is_counted)))
        };
        match self {
            Side::Difference => one(with, None) - one(without, None),
            Side::Arm(Arm::With) => one(with, None),
            Side::Arm(Arm::Without) => one(without, None),
            Side::State(Arm::With, only) => one(with, Some(only)),
            Side::State(Arm::Without, only) => one(without, Some(only)),
        }
    }
}

/// Sums by year and age.
pub type ByTime = BTreeMap<(usize, usize), Value>;

/// Adds up what is counted, by year and age. Counts are subtracted as counts, so that what both arms have in common is exactly nothing.
fn add_up(graph: &mut Graph, parts: impl Iterator<Item = ((usize, usize), f64, Value)>) -> ByTime {
    let mut by_time: BTreeMap<(usize, usize), Vec<(f64, Value)>> = BTreeMap::new();
    for (time, weight, people) in parts.filter(|(_, weight, _)| *weight != 0.0) {
        by_time.entry(time).or_default().push((weight, people));
    }
    by_time.into_iter().map(|(time, parts)| (time, graph.linear(0.0, &parts))).collect()
}

impl Occupancy {
    /// What a line counts, by year and age.
    pub fn counted(&self, graph: &mut Graph, situations: &Situations, side: Side) -> ByTime {
        let place = |name: &String| self.states.iter().position(|state| state == name);
        match situations {
            Situations::PersonYears { states } => {
                let listed: Vec<usize> = states.iter().filter_map(place).collect();
                self.person_years(graph, &listed, side)
            }
            Situations::Moves { .. } => {
                let name = |state: Option<usize>| state.map_or(START, |state| self.states[state].as_str());
                let counts = |(from, to): Step| situations.counts_move(name(from), name(Some(to)));
                self.moves(graph, counts, side)
            }
        }
    }

    /// Years that people spend in any of some states, by year and age.
    pub fn person_years(&self, graph: &mut Graph, states: &[usize], side: Side) -> ByTime {
        let parts = self.spent.iter().map(|spent| {
            let weight =
                side.weight(spent.with, spent.without, |state| state, |state| states.contains(&state));
            ((spent.year, spent.age), weight * spent.share, spent.people)
        });
        add_up(graph, parts)
    }

    /// How many are in which states, with the intervention and without it, when a year begins: by year and these.
    pub fn pairs(&self, graph: &mut Graph) -> BTreeMap<(usize, usize, usize), Value> {
        let mut all: BTreeMap<(usize, usize, usize), Vec<Value>> = BTreeMap::new();
        for spent in self.spent.iter().filter(|spent| spent.begins) {
            if let (Some(with), Some(without)) = (spent.with, spent.without) {
                all.entry((spent.year, with, without)).or_default().push(spent.people);
            }
        }
        all.into_iter().map(|(pair, people)| (pair, graph.sum(&people))).collect()
    }

    /// Moves of a kind, by year and age.
    pub fn moves(&self, graph: &mut Graph, counts: impl Fn(Step) -> bool, side: Side) -> ByTime {
        let parts = self.moved.iter().map(|moved| {
            let weight = side.weight(moved.with, moved.without, |(_, to)| to, &counts);
            ((moved.year, moved.age), weight, moved.people)
        });
        add_up(graph, parts)
    }
}

/// The same by year, 0 … horizon.
pub fn by_year(graph: &mut Graph, by_time: &ByTime, horizon: usize) -> Vec<Value> {
    let year = |graph: &mut Graph, year: usize| {
        let values: Vec<Value> =
            by_time.range((year, 0)..=(year, usize::MAX)).map(|(_, value)| *value).collect();
        graph.sum(&values)
    };
    (0..=horizon).map(|t| year(graph, t)).collect()
}
