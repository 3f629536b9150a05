//! Who starts, who leaves and who reaches what: one person at a time, and in expectation.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma};
use vendepunkt::scenario::{Cohort, Counterfactual, RateOf, Scenario};

use super::parameters::{Parameters, pick};

/// The people of one intake. Counts are whole when drawn, and expectations otherwise.
pub struct Intake {
    /// Calendar year in which they enter.
    pub entry: usize,
    /// How many start.
    pub entrants: f64,
    /// How many leave early.
    pub dropped: f64,
    /// By outcome, in name order.
    pub outcomes: Vec<Reached>,
}

/// How many reach one outcome.
#[derive(Clone, Default)]
pub struct Reached {
    /// With the intervention, at onset.
    pub with: f64,
    /// Without it, at onset.
    pub without: f64,
    /// Additional people still in the outcome, by years since onset.
    pub additional: Vec<f64>,
}

/// What is needed of the outcomes in one draw.
struct Chances {
    /// Chance of each outcome with the intervention; the last is "none".
    with: Vec<f64>,
    /// Without it; the last is "none".
    without: Vec<f64>,
    relapse: Vec<f64>,
    dropout: f64,
    completers: bool,
    icc: f64,
    /// Years that are followed after onset, by outcome.
    followed: Vec<usize>,
}

/// Closes an arm: outcomes whose chances sum above 1 are scaled down, the rest is "none".
fn close_arm(mut chances: Vec<f64>) -> Vec<f64> {
    let sum: f64 = chances.iter().sum();
    if sum > 1.0 {
        chances.iter_mut().for_each(|chance| *chance /= sum);
    }
    let none = (1.0 - chances.iter().sum::<f64>()).max(0.0);
    chances.push(none);
    chances
}

impl Chances {
    fn of(parameters: &Parameters, cohort: &Cohort) -> Chances {
        let scenario = parameters.scenario;
        let outcomes = || scenario.outcomes.values();
        let without = |counterfactual: &Counterfactual| match counterfactual {
            Counterfactual::Rate(rate) => parameters.share(rate),
            Counterfactual::RateIsNet => 0.0,
        };
        Chances {
            with: close_arm(outcomes().map(|outcome| parameters.share(&outcome.rate)).collect()),
            without: close_arm(outcomes().map(|outcome| without(&outcome.counterfactual)).collect()),
            relapse: outcomes().map(|outcome| parameters.share(&outcome.relapse)).collect(),
            dropout: parameters.share(&cohort.dropout),
            completers: outcomes().any(|outcome| outcome.rate_of == RateOf::Completers),
            icc: outcomes().map(|outcome| outcome.icc).fold(0.0, f64::max),
            followed: outcomes().map(|outcome| scenario.horizon.saturating_sub(outcome.onset) + 1).collect(),
        }
    }

    /// Chance that a person has outcome `i` with and `j` without the intervention, as if nobody dropped out:
    /// the same in both arms with min(p1, p0), the rest paired in proportion.
    fn pair(&self, i: usize, j: usize) -> f64 {
        let lost = |k: usize| (self.without[k] - self.with[k]).max(0.0);
        let won = |k: usize| (self.with[k] - self.without[k]).max(0.0);
        if i == j {
            return self.with[i].min(self.without[i]);
        }
        let total: f64 = (0..self.with.len()).map(won).sum();
        if total > 0.0 { won(i) * lost(j) / total } else { 0.0 }
    }
}

/// People who enter, one number for each intake: rounded half up, never below 0.
fn entrants(parameters: &Parameters, cohort: &Cohort) -> Vec<f64> {
    let round = |people: f64| (people + 0.5 + 1e-9).floor().max(0.0);
    cohort.intakes.iter().map(|people| round(parameters.quantity(people))).collect()
}

/// Every intake in expectation.
pub fn expect_people(parameters: &Parameters) -> Vec<Intake> {
    let Some(cohort) = &parameters.scenario.cohort else { return Vec::new() };
    let chances = Chances::of(parameters, cohort);
    let stay = if chances.completers { 1.0 - chances.dropout } else { 1.0 };
    let outcomes = |people: f64| {
        (0..chances.relapse.len())
            .map(|k| {
                let gain = (chances.with[k] - chances.without[k]) * stay * people;
                let kept = |years: usize| (1.0 - chances.relapse[k]).powi(years as i32);
                Reached {
                    with: people * chances.without[k] + gain,
                    without: people * chances.without[k],
                    additional: (0..chances.followed[k]).map(|years| gain * kept(years)).collect(),
                }
            })
            .collect()
    };
    entrants(parameters, cohort)
        .into_iter()
        .enumerate()
        .map(|(c, people)| Intake {
            entry: cohort.start + c,
            entrants: people,
            dropped: people * chances.dropout,
            outcomes: outcomes(people),
        })
        .collect()
}

/// Every intake, one person after the other.
pub fn draw_people(parameters: &Parameters, rng: &mut ChaCha8Rng) -> Vec<Intake> {
    let Some(cohort) = &parameters.scenario.cohort else { return Vec::new() };
    let chances = Chances::of(parameters, cohort);
    let size = chances.with.len();

    // Everything that can become of a person: (with, without, dropped). Where the rate counts completers,
    // dropping out and the outcome hang together; otherwise `dropped` is thrown separately below.
    let mut cells = Vec::new();
    let mut weights = Vec::new();
    for i in 0..size {
        for j in 0..size {
            let stay = if chances.completers { 1.0 - chances.dropout } else { 1.0 };
            cells.push((i, j, false));
            weights.push(chances.pair(i, j) * stay);
        }
    }
    if chances.completers {
        for j in 0..size {
            cells.push((j, j, true));
            weights.push(chances.without[j] * chances.dropout);
        }
    }
    // One site: its own chances, spread around the common ones, the same for every intake.
    if chances.icc > 0.0 {
        let concentration = (1.0 - chances.icc) / chances.icc;
        weights = weights
            .into_iter()
            .map(|weight| {
                let shape = weight * concentration;
                if shape > 0.0 { Gamma::new(shape, 1.0).unwrap().sample(rng) } else { 0.0 }
            })
            .collect();
    }

    let mut intakes = Vec::new();
    for (c, people) in entrants(parameters, cohort).into_iter().enumerate() {
        let mut intake = Intake {
            entry: cohort.start + c,
            entrants: people,
            dropped: 0.0,
            outcomes: chances
                .followed
                .iter()
                .map(|years| Reached { additional: vec![0.0; *years], ..Reached::default() })
                .collect(),
        };
        for _ in 0..people as usize {
            let (with, without, mut dropped) = cells[pick(&weights, rng)];
            if !chances.completers {
                dropped = rng.random::<f64>() < chances.dropout;
            }
            if dropped {
                intake.dropped += 1.0;
            }
            if with + 1 < size {
                intake.outcomes[with].with += 1.0;
            }
            if without + 1 < size {
                intake.outcomes[without].without += 1.0;
            }
            if with != without {
                follow(&mut intake, &chances, with, 1.0, rng);
                follow(&mut intake, &chances, without, -1.0, rng);
            }
        }
        intakes.push(intake);
    }
    intakes
}

/// Follows one person in one arm until the outcome is lost.
fn follow(intake: &mut Intake, chances: &Chances, outcome: usize, sign: f64, rng: &mut ChaCha8Rng) {
    if outcome + 1 == chances.with.len() {
        return;
    }
    for years in 0..chances.followed[outcome] {
        if years > 0 && rng.random::<f64>() < chances.relapse[outcome] {
            return;
        }
        intake.outcomes[outcome].additional[years] += sign;
    }
}

/// The place of an outcome among the outcomes in name order.
pub fn outcome_index(scenario: &Scenario, name: &str) -> usize {
    scenario.outcomes.keys().position(|key| key == name).expect("a known outcome")
}
