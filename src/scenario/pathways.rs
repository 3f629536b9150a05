//! Pathways: people who move between states, year by year.
//!
//! A Markov cohort model (Briggs, Claxton & Sculpher 2006; Siebert et al. 2012): states, a yearly cycle, and for each state the chances of where its
//! people are a year later, with the intervention and without it.

use std::collections::BTreeMap;

use super::quantity::{Place, Quantity};

/// The name that `[transitions]` has for where an intake begins. It is no state.
pub const START: &str = "start";

/// The word that a row has for the state that takes what the others leave.
pub const REST: &str = "rest";

/// The states of a scenario, and how people move between them.
#[derive(Debug, Clone)]
pub struct Pathways {
    /// By name.
    pub states: BTreeMap<String, State>,
    /// Where an intake begins; absent where nobody enters.
    pub start: Option<Transition>,
    /// By the state that is left; a state that is not listed is never left.
    pub transitions: BTreeMap<String, Transition>,
    /// Who moves spends half of the year in each state.
    pub half_cycle: bool,
}

/// A situation that people are in.
#[derive(Debug, Clone)]
pub struct State {
    /// People who are there in the year in which the programme begins.
    pub stock: Quantity,
}

/// The two lives in which everyone is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arm {
    /// With the intervention.
    With,
    /// Without it.
    Without,
}

/// Where the people of a state are one year later.
#[derive(Debug, Clone)]
pub struct Transition {
    /// Without the intervention.
    pub without: Rows,
    /// With it: what differs. `None` where nothing does.
    pub with: Option<Rows>,
}

/// The rows of one arm, by time.
#[derive(Debug, Clone)]
pub struct Rows {
    /// What their steps go by.
    pub clock: Clock,
    /// By rising `from`, the first 0. A row that is written without steps is the only one.
    pub steps: Vec<Step>,
}

/// What the steps of rows, and their first year, go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Years since entry; of the stock since the year in which the programme begins (`from`).
    Entry,
    /// Calendar years (`from_year`).
    Calendar,
}

/// From this year on, the row is this.
#[derive(Debug, Clone)]
pub struct Step {
    /// First year in which people leave by it.
    pub from: usize,
    /// The row.
    pub row: Written,
}

/// A row as written.
#[derive(Debug, Clone)]
pub struct Written {
    /// By the state that is come to.
    pub entries: BTreeMap<String, Entry>,
    /// It replaces a row below it whole: it is all the parts of a `dirichlet` input, stated by its name.
    pub is_whole: bool,
    /// Where it was written.
    pub place: Option<Place>,
}

/// A chance of a row.
#[derive(Debug, Clone)]
pub enum Entry {
    /// So much.
    Chance(Quantity),
    /// What the others leave.
    Rest,
}

/// The row that holds for an arm, a state, an age and a year.
#[derive(Debug, Clone)]
pub struct Row<'s> {
    /// Chances by the state that is come to, in name order. What is not listed has chance 0; the state that takes the rest is not.
    pub chances: BTreeMap<&'s str, &'s Quantity>,
    /// The state that takes the rest: 1 less the sum of the others.
    pub rest: &'s str,
}

/// What a line counts of people who are followed through states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Situations {
    /// Years that people spend in any of these states (`per = "person_year"`).
    PersonYears {
        /// The states, as written.
        states: Vec<String>,
    },
    /// Moves from one state to another (`per = "move"`).
    Moves {
        /// The states that are left, [`START`] among them if it is; `None` is each of them.
        leaving: Option<Vec<String>>,
        /// The states that are come to; `None` is each of them.
        entering: Option<Vec<String>>,
    },
}

impl Pathways {
    /// Every quantity of states and rows, with the key that states it.
    pub fn quantities(&self) -> Vec<&Quantity> {
        self.states.values().map(|state| &state.stock).chain(self.chances()).collect()
    }

    /// Every chance of a row, with the key that states it.
    pub fn chances(&self) -> Vec<&Quantity> {
        let transitions = self.start.iter().chain(self.transitions.values());
        let rows = transitions.flat_map(|transition| [Some(&transition.without), transition.with.as_ref()]);
        let entries = rows.flatten().flat_map(|rows| &rows.steps).flat_map(|step| step.row.entries.values());
        let chances = entries.filter_map(|entry| match entry {
            Entry::Chance(chance) => Some(chance),
            Entry::Rest => None,
        });
        chances.collect()
    }
}

impl Pathways {
    /// The rows of each state, and of where an intake begins, under the names that `[transitions]` has for them.
    pub fn named(&self) -> Vec<(&str, &Transition)> {
        let start = self.start.iter().map(|transition| (START, transition));
        start.chain(self.transitions.iter().map(|(of, transition)| (of.as_str(), transition))).collect()
    }
}

impl Situations {
    /// The states that it names.
    pub fn named(&self) -> Vec<&str> {
        let lists = match self {
            Situations::PersonYears { states } => [Some(states), None],
            Situations::Moves { leaving, entering } => [leaving.as_ref(), entering.as_ref()],
        };
        lists.into_iter().flatten().flatten().map(String::as_str).filter(|name| *name != START).collect()
    }

    /// Whether a move is one that counts.
    pub fn counts_move(&self, from: &str, to: &str) -> bool {
        let lists = |list: &Option<Vec<String>>, name: &str| match list {
            Some(list) => list.iter().any(|listed| listed == name),
            None => true,
        };
        match self {
            Situations::PersonYears { .. } => false,
            Situations::Moves { leaving, entering } => {
                from != to && lists(leaving, from) && lists(entering, to)
            }
        }
    }
}

impl Rows {
    /// The row that holds at an age in a calendar year, both of the year that people leave.
    pub fn at(&self, age: usize, year: usize) -> Option<&Written> {
        let now = self.now(age, year);
        self.steps.iter().rev().find(|step| step.from <= now).map(|step| &step.row)
    }

    /// Whether a step of these is the one that holds then.
    pub fn is_at(&self, step: &Step, age: usize, year: usize) -> bool {
        let now = self.now(age, year);
        self.steps.iter().rev().find(|step| step.from <= now).is_some_and(|held| held.from == step.from)
    }

    fn now(&self, age: usize, year: usize) -> usize {
        match self.clock {
            Clock::Entry => age,
            Clock::Calendar => year,
        }
    }
}

impl Transition {
    /// The row of `of`, a state or [`START`], in an arm, at an age in a calendar year, both of the year that people leave.
    ///
    /// What `with` lists replaces that chance, the others stay as without; the state that takes the rest stays unless `with` names another.
    /// Where a row of `start` names none, as the checks refuse, its rest is `start` itself.
    pub fn row<'s>(&'s self, of: &'s str, arm: Arm, age: usize, year: usize) -> Row<'s> {
        let mut row = Row { chances: BTreeMap::new(), rest: of };
        if let Some(without) = self.without.at(age, year) {
            row.lay(without, of);
        }
        if let (Arm::With, Some(with)) = (arm, self.with.as_ref().and_then(|rows| rows.at(age, year))) {
            row.lay(with, of);
        }
        row
    }
}

impl<'s> Row<'s> {
    /// Lays a written row of state `of` over this one.
    fn lay(&mut self, written: &'s Written, of: &'s str) {
        if written.is_whole {
            (self.chances, self.rest) = (BTreeMap::new(), of);
        }
        for (to, entry) in &written.entries {
            match entry {
                Entry::Chance(chance) => {
                    self.chances.insert(to, chance);
                }
                Entry::Rest => {
                    self.chances.remove(to.as_str());
                    self.rest = to;
                }
            }
        }
        // Whoever takes the rest has no chance of its own.
        self.chances.remove(self.rest);
    }
}
