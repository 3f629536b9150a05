//! People who move between states: one person at a time in both lives, and in expectation arm by arm.

use std::collections::BTreeMap;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use vendepunkt::scenario::pathways::{Clock, Entry, Pathways, Rows, Transition};
use vendepunkt::scenario::{Quantity, Situations};

use super::parameters::Parameters;
use super::people::Intake;

/// A place: a state by its name, or where an intake begins.
const START: &str = "start";

/// Years and moves of the people of an intake, by calendar year: with the intervention, without it, and how much of it. Of an expectation
/// each arm stands by itself.
#[derive(Default)]
pub struct Lives<'a> {
    /// Person-years by year and the states they are spent in.
    pub spent: BTreeMap<(usize, Option<&'a str>, Option<&'a str>), f64>,
    /// Moves by the year in which they count, each from one state to another.
    pub moved: BTreeMap<(usize, Step<'a>, Step<'a>), f64>,
}

/// From where to where, if anywhere.
pub type Step<'a> = Option<(&'a str, &'a str)>;

/// Chances by state.
type Row<'a> = BTreeMap<&'a str, f64>;

/// Chances of pairs of states.
type Joint<'a> = Vec<(f64, &'a str, &'a str)>;

/// What one draw makes of the rows.
struct World<'p, 'a> {
    parameters: &'p Parameters<'a>,
    pathways: &'a Pathways,
    /// The joint chances of a pair, by who it is and when.
    known: BTreeMap<(&'a str, &'a str, usize, usize), Joint<'a>>,
}

/// The step of rows that holds.
fn step(rows: &Rows, age: usize, year: usize) -> Option<&BTreeMap<String, Entry>> {
    let now = if rows.clock == Clock::Entry { age } else { year };
    let mut found = None;
    for step in &rows.steps {
        if step.from <= now {
            found = Some(&step.row);
        }
    }
    found.map(|row| &row.entries)
}

/// The chances of one arm.
fn row<'a>(
    parameters: &Parameters,
    pathways: &'a Pathways,
    of: &'a str,
    (with, age, year): (bool, usize, usize),
) -> Row<'a> {
    let transition: Option<&Transition> =
        if of == START { pathways.start.as_ref() } else { pathways.transitions.get(of) };
    let (mut entries, mut rest): (BTreeMap<&str, &Quantity>, &str) = (BTreeMap::new(), of);
    let Some(transition) = transition else { return Row::from([(of, 1.0)]) };
    let arms = [Some(&transition.without), transition.with.as_ref().filter(|_| with)];
    for rows in arms.into_iter().flatten() {
        let is_whole = rows
            .steps
            .iter()
            .rev()
            .find(|step| step.from <= if rows.clock == Clock::Entry { age } else { year });
        if is_whole.is_some_and(|step| step.row.is_whole) {
            entries.clear();
            rest = of;
        }
        for (to, entry) in step(rows, age, year).into_iter().flatten() {
            match entry {
                Entry::Chance(chance) => {
                    entries.insert(to, chance);
                }
                Entry::Rest => rest = to,
            }
        }
    }
    entries.remove(rest);
    let mut row: Row = entries.iter().map(|(to, chance)| (*to, parameters.share(chance))).collect();
    let sum: f64 = row.values().sum();
    if sum > 1.0 {
        row.values_mut().for_each(|chance| *chance /= sum);
    }
    row.insert(rest, (1.0 - sum).max(0.0));
    row
}

impl<'p, 'a> World<'p, 'a> {
    /// Where the people of a pair go: what both rows have in common in both lives, the rest paired in proportion.
    fn joint(
        &mut self,
        with: &'a str,
        without: &'a str,
        age: usize,
        year: usize,
    ) -> &[(f64, &'a str, &'a str)] {
        let (parameters, pathways) = (self.parameters, self.pathways);
        self.known.entry((with, without, age, year)).or_insert_with(|| {
            let p = row(parameters, pathways, with, (true, age, year));
            let q = row(parameters, pathways, without, (false, age, year));
            let at = |row: &Row<'a>, state: &str| row.get(state).copied().unwrap_or(0.0);
            let states = || pathways.states.keys().map(String::as_str);
            let won = |k: &str| (at(&p, k) - at(&q, k)).max(0.0);
            let lost = |k: &str| (at(&q, k) - at(&p, k)).max(0.0);
            let total: f64 = states().map(won).sum();
            let mut cells = Vec::new();
            for k in states() {
                cells.push((at(&p, k).min(at(&q, k)), k, k));
                for l in states().filter(|_| total > 0.0) {
                    cells.push((won(k) * lost(l) / total, k, l));
                }
            }
            cells.retain(|(chance, ..)| *chance > 0.0);
            cells
        })
    }

    fn go(
        &mut self,
        pair: (&'a str, &'a str),
        age: usize,
        year: usize,
        rng: &mut ChaCha8Rng,
    ) -> (&'a str, &'a str) {
        let cells = self.joint(pair.0, pair.1, age, year);
        let mut left = rng.random::<f64>();
        for (chance, k, l) in cells {
            left -= chance;
            if left < 0.0 {
                return (k, l);
            }
        }
        cells.last().map(|(_, k, l)| (*k, *l)).expect("somebody goes somewhere")
    }
}

/// How many people there are at the beginning, by state.
fn stock<'a>(parameters: &Parameters<'a>, pathways: &'a Pathways) -> Vec<(&'a str, f64)> {
    let whole = |quantity: &Quantity| (parameters.quantity(quantity) + 0.5 + 1e-9).floor().max(0.0);
    pathways.states.iter().map(|(name, state)| (name.as_str(), whole(&state.stock))).collect()
}

/// The intakes, in the first of which are those who are there already; of each how many begin where.
fn beginners<'a>(parameters: &Parameters<'a>, pathways: &'a Pathways) -> Vec<(usize, Vec<(&'a str, f64)>)> {
    let cohort = parameters.scenario.cohort.as_ref().expect("states have a cohort");
    let whole = |quantity: &Quantity| (parameters.quantity(quantity) + 0.5 + 1e-9).floor().max(0.0);
    let mut all: Vec<(usize, Vec<(&str, f64)>)> = cohort
        .intakes
        .iter()
        .enumerate()
        .map(|(c, intake)| (cohort.start + c, vec![(START, whole(intake))]))
        .collect();
    if all.is_empty() {
        all.push((cohort.start, Vec::new()));
    }
    all[0].1.extend(stock(parameters, pathways));
    all
}

fn intake<'a>(entry: usize, begin: &[(&str, f64)], lives: Lives<'a>) -> Intake<'a> {
    Intake {
        entry,
        entrants: begin.iter().map(|(_, people)| people).sum(),
        dropped: 0.0,
        entered: Vec::new(),
        outcomes: Vec::new(),
        lives,
    }
}

/// Everybody, one after the other.
pub fn draw_lives<'a>(
    parameters: &Parameters<'a>,
    pathways: &'a Pathways,
    rng: &mut ChaCha8Rng,
) -> Vec<Intake<'a>> {
    let mut world = World { parameters, pathways, known: BTreeMap::new() };
    let horizon = parameters.scenario.horizon;
    let mut intakes = Vec::new();
    for (entry, begin) in beginners(parameters, pathways) {
        let mut lives = Lives::default();
        let people = begin.iter().flat_map(|(from, people)| (0..*people as usize).map(move |_| *from));
        for from in people {
            let mut pair = (from, from);
            if from == START && entry <= horizon {
                pair = world.go(pair, 0, entry, rng);
                let steps = (Some((START, pair.0)), Some((START, pair.1)));
                *lives.moved.entry((entry, steps.0, steps.1)).or_default() += 1.0;
            }
            for year in entry..=horizon {
                let next = world.go(pair, year - entry, year, rng);
                let share = if pathways.half_cycle { 0.5 } else { 1.0 };
                *lives.spent.entry((year, Some(pair.0), Some(pair.1))).or_default() += share;
                *lives.spent.entry((year, Some(next.0), Some(next.1))).or_default() += 1.0 - share;
                let moved = |from, to| (from != to).then_some((from, to));
                let counts = if pathways.half_cycle { year } else { year + 1 };
                let steps = (moved(pair.0, next.0), moved(pair.1, next.1));
                *lives.moved.entry((counts, steps.0, steps.1)).or_default() += 1.0;
                pair = next;
            }
        }
        intakes.push(intake(entry, &begin, lives));
    }
    intakes
}

/// What is expected of each arm by itself.
pub fn expect_lives<'a>(parameters: &Parameters<'a>, pathways: &'a Pathways) -> Vec<Intake<'a>> {
    let horizon = parameters.scenario.horizon;
    let share = if pathways.half_cycle { 0.5 } else { 1.0 };
    let mut intakes = Vec::new();
    for (entry, begin) in beginners(parameters, pathways) {
        let mut lives = Lives::default();
        for with in [true, false] {
            let arm = |state| if with { (Some(state), None) } else { (None, Some(state)) };
            let steps = |step| if with { (Some(step), None) } else { (None, Some(step)) };
            let mut here: BTreeMap<&str, f64> = BTreeMap::new();
            for (from, people) in &begin {
                if *from != START {
                    *here.entry(from).or_default() += people;
                } else if entry <= horizon && *people > 0.0 {
                    for (to, chance) in row(parameters, pathways, START, (with, 0, entry)) {
                        *here.entry(to).or_default() += people * chance;
                        let step = steps((START, to));
                        *lives.moved.entry((entry, step.0, step.1)).or_default() += people * chance;
                    }
                }
            }
            for year in entry..=horizon {
                let mut next: BTreeMap<&str, f64> = BTreeMap::new();
                for (from, people) in here {
                    let at = arm(from);
                    *lives.spent.entry((year, at.0, at.1)).or_default() += share * people;
                    for (to, chance) in row(parameters, pathways, from, (with, year - entry, year)) {
                        let (come, at) = (people * chance, arm(to));
                        *next.entry(to).or_default() += come;
                        *lives.spent.entry((year, at.0, at.1)).or_default() += (1.0 - share) * come;
                        if to != from {
                            let counts = if pathways.half_cycle { year } else { year + 1 };
                            let step = steps((from, to));
                            *lives.moved.entry((counts, step.0, step.1)).or_default() += come;
                        }
                    }
                }
                here = next;
            }
        }
        intakes.push(intake(entry, &begin, lives));
    }
    intakes
}

impl Lives<'_> {
    /// What a line counts in a year: with the intervention, and without it.
    pub fn counted(&self, situations: &Situations, year: usize) -> (f64, f64) {
        let (mut with, mut without) = (0.0, 0.0);
        match situations {
            Situations::PersonYears { states } => {
                let is_in = |at: &Option<&str>| at.is_some_and(|at| states.iter().any(|state| state == at));
                for ((_, i, j), spent) in self.spent.iter().filter(|((t, ..), _)| *t == year) {
                    with += if is_in(i) { *spent } else { 0.0 };
                    without += if is_in(j) { *spent } else { 0.0 };
                }
            }
            Situations::Moves { leaving, entering } => {
                let lists = |list: &Option<Vec<String>>, name: &str| {
                    list.as_ref().is_none_or(|list| list.iter().any(|listed| listed == name))
                };
                let counts =
                    |step: &Step| step.is_some_and(|(from, to)| lists(leaving, from) && lists(entering, to));
                for ((_, i, j), people) in self.moved.iter().filter(|((t, ..), _)| *t == year) {
                    with += if counts(i) { *people } else { 0.0 };
                    without += if counts(j) { *people } else { 0.0 };
                }
            }
        }
        (with, without)
    }
}
