//! Who starts, who leaves and who reaches what: one person at a time, and in expectation.

use std::collections::{BTreeMap, BTreeSet};

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};
use vendepunkt::scenario::{Cohort, Counterfactual, RateOf, Scenario};

use super::parameters::{Parameters, Person, Persons, pick};
use super::pathways::{Lives, draw_lives, expect_lives};

/// The people of one intake. Counts are whole when drawn, and expectations otherwise.
pub struct Intake<'a> {
    /// Calendar year in which they enter.
    pub entry: usize,
    /// How many start.
    pub entrants: f64,
    /// How many leave early.
    pub dropped: f64,
    /// Each person who starts, and whether they leave early; none of an expectation, and where people do not differ.
    pub entered: Vec<(bool, Person)>,
    /// By outcome, in name order.
    pub outcomes: Vec<Reached>,
    /// Where they are and how they move, where they are followed through states.
    pub lives: Lives<'a>,
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
    /// Of events, those with the intervention, by years since the first.
    pub happened: Vec<f64>,
    /// Each person who has it in one arm alone: 1 with, −1 without the intervention, for how many years, and who it is.
    pub lives: Vec<(f64, usize, Person)>,
}

/// What is needed of the outcomes of one group in one draw.
struct Chances {
    /// Their places among all outcomes in name order.
    places: Vec<usize>,
    /// Chance of each outcome with the intervention; the last is "none".
    with: Vec<f64>,
    /// Without it; the last is "none".
    without: Vec<f64>,
    relapse: Vec<f64>,
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
    /// Of every group.
    fn of(parameters: &Parameters) -> Vec<Chances> {
        let scenario = parameters.scenario;
        let states = scenario.outcomes.values().filter(|of| of.is_dealt());
        let names: BTreeSet<&Option<String>> = states.map(|of| &of.group).collect();
        names.into_iter().map(|name| Chances::of_group(parameters, name)).collect()
    }

    fn of_group(parameters: &Parameters, group: &Option<String>) -> Chances {
        let scenario = parameters.scenario;
        let states = || scenario.outcomes.values().enumerate().filter(|(_, of)| of.is_dealt());
        let numbered = || states().filter(|(_, of)| of.group == *group);
        let outcomes = || numbered().map(|(_, outcome)| outcome);
        let without = |counterfactual: &Counterfactual| match counterfactual {
            Counterfactual::Rate(rate) => parameters.share(rate),
            Counterfactual::RateIsNet => 0.0,
        };
        Chances {
            places: numbered().map(|(place, _)| place).collect(),
            with: close_arm(outcomes().map(|outcome| parameters.share(&outcome.rate)).collect()),
            without: close_arm(outcomes().map(|outcome| without(&outcome.counterfactual)).collect()),
            relapse: outcomes().map(|outcome| parameters.share(&outcome.relapse)).collect(),
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

/// What those who reach one outcome may reach besides.
pub struct Further {
    /// Its place among all outcomes, and that of the other.
    pub place: usize,
    pub of: usize,
    /// Chance of those who reach the other, in each arm.
    pub with: f64,
    pub without: f64,
    pub relapse: f64,
    /// Whether those who leave early fare as without the intervention.
    completers: bool,
    followed: usize,
}

impl Further {
    /// Of every outcome of an outcome, each after the one it is of.
    pub fn of(parameters: &Parameters) -> Vec<Further> {
        let scenario = parameters.scenario;
        let mut all = Vec::new();
        for (place, (name, outcome)) in scenario.outcomes.iter().enumerate() {
            let Some(of) = outcome.of() else { continue };
            // How far it is from those who enter, and whom the first of them is counted among.
            let (mut steps, mut first) = (0, name.as_str());
            while let Some(next) = scenario.outcomes[first].of() {
                (steps, first) = (steps + 1, next);
            }
            let further = Further {
                place,
                of: outcome_index(scenario, of),
                with: parameters.share(&outcome.rate),
                without: match &outcome.counterfactual {
                    Counterfactual::Rate(rate) => parameters.share(rate),
                    Counterfactual::RateIsNet => 0.0,
                },
                relapse: parameters.share(&outcome.relapse),
                completers: scenario.outcomes[first].rate_of == RateOf::Completers,
                followed: scenario.horizon.saturating_sub(outcome.onset) + 1,
            };
            all.push((steps, further));
        }
        all.sort_by_key(|(steps, _)| *steps);
        all.into_iter().map(|(_, further)| further).collect()
    }

    /// Whether a person who reaches the other, in these arms, reaches this one in each.
    fn reaches(&self, (with, without): (bool, bool), left: bool, rng: &mut ChaCha8Rng) -> (bool, bool) {
        let luck = rng.random::<f64>();
        if left && self.completers {
            let reached = luck < self.without;
            return (with && reached, without && reached);
        }
        (with && luck < self.with, without && luck < self.without)
    }
}

/// How often an event happens to a person in a year.
struct Often {
    /// Its place among all outcomes.
    place: usize,
    /// The first and the last year from entry.
    years: (usize, usize),
    with: f64,
    without: f64,
    completers: bool,
}

impl Often {
    fn of(parameters: &Parameters) -> Vec<Often> {
        let numbered = parameters.scenario.outcomes.values().enumerate();
        let events = numbered.filter_map(|(place, of)| Some((place, of, of.events?)));
        let rate = |quantity| parameters.quantity(quantity).max(0.0);
        events
            .map(|(place, of, years)| Often {
                place,
                years,
                with: rate(&of.rate),
                without: match &of.counterfactual {
                    Counterfactual::Rate(without) => rate(without),
                    Counterfactual::RateIsNet => 0.0,
                },
                completers: of.rate_of == RateOf::Completers,
            })
            .collect()
    }

    /// The years from entry that count for an intake.
    fn ages(&self, entry: usize, horizon: usize) -> impl Iterator<Item = usize> {
        (self.years.0..=self.years.1).take_while(move |age| entry + age <= horizon)
    }
}

/// A number of events with this mean.
fn happen(mean: f64, rng: &mut ChaCha8Rng) -> f64 {
    if mean > 0.0 { Poisson::new(mean).unwrap().sample(rng) } else { 0.0 }
}

/// People who enter, one number for each intake: rounded half up, never below 0.
fn entrants(parameters: &Parameters, cohort: &Cohort) -> Vec<f64> {
    let round = |people: f64| (people + 0.5 + 1e-9).floor().max(0.0);
    cohort.intakes.iter().map(|people| round(parameters.quantity(people))).collect()
}

/// Every intake in expectation.
pub fn expect_people<'a>(parameters: &Parameters<'a>) -> Vec<Intake<'a>> {
    if let Some(pathways) = &parameters.scenario.pathways {
        return expect_lives(parameters, pathways);
    }
    let Some(cohort) = &parameters.scenario.cohort else { return Vec::new() };
    let (groups, dropout) = (Chances::of(parameters), parameters.share(&cohort.dropout));
    let horizon = parameters.scenario.horizon;
    let often = Often::of(parameters);
    let outcomes = |people: f64, entry: usize| {
        let mut all = vec![Reached::default(); parameters.scenario.outcomes.len()];
        for event in &often {
            let stay = if event.completers { 1.0 - dropout } else { 1.0 };
            let gain = (event.with - event.without) * stay * people;
            for _ in event.ages(entry, horizon) {
                all[event.place].with += people * event.without + gain;
                all[event.place].without += people * event.without;
                all[event.place].additional.push(gain);
                all[event.place].happened.push(people * event.without + gain);
            }
        }
        for group in &groups {
            let stay = if group.completers { 1.0 - dropout } else { 1.0 };
            for (k, place) in group.places.iter().enumerate() {
                let gain = (group.with[k] - group.without[k]) * stay * people;
                let kept = |years: usize| (1.0 - group.relapse[k]).powi(years as i32);
                all[*place] = Reached {
                    happened: Vec::new(),
                    with: people * group.without[k] + gain,
                    without: people * group.without[k],
                    additional: (0..group.followed[k]).map(|years| gain * kept(years)).collect(),
                    lives: Vec::new(),
                };
            }
        }
        // Of those who stay, where those who leave fare as without.
        let left = |further: &Further| if further.completers { dropout * people } else { 0.0 };
        let mut staying: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for group in &groups {
            let stay = if group.completers { 1.0 - dropout } else { 1.0 };
            for (k, place) in group.places.iter().enumerate() {
                staying.insert(*place, (people * stay * group.with[k], people * stay * group.without[k]));
            }
        }
        for further in Further::of(parameters) {
            let (with, without) = staying[&further.of];
            let (with, without) = (with * further.with, without * further.without);
            let stay = if further.completers { 1.0 - dropout } else { 1.0 };
            let fallen = if stay > 0.0 { without / stay * left(&further) / people.max(1e-300) } else { 0.0 };
            staying.insert(further.place, (with, without));
            all[further.place] = Reached {
                happened: Vec::new(),
                with: with + fallen,
                without: without + fallen,
                additional: (0..further.followed)
                    .map(|years| (with - without) * (1.0 - further.relapse).powi(years as i32))
                    .collect(),
                lives: Vec::new(),
            };
        }
        all
    };
    entrants(parameters, cohort)
        .into_iter()
        .enumerate()
        .map(|(c, people)| Intake {
            entry: cohort.start + c,
            entrants: people,
            dropped: people * dropout,
            entered: Vec::new(),
            outcomes: outcomes(people, cohort.start + c),
            lives: Lives::default(),
        })
        .collect()
}

/// What can become of a person in a group: the outcomes with and without the intervention, and how likely that is for those who stay and for
/// those who leave.
struct Fates {
    pairs: Vec<(usize, usize)>,
    staying: Vec<f64>,
    leaving: Vec<f64>,
}

impl Fates {
    /// One site has chances of its own, spread around the common ones, the same for every intake.
    fn of(group: &Chances, dropout: f64, rng: &mut ChaCha8Rng) -> Fates {
        let size = group.with.len();
        let mut fates = Fates { pairs: Vec::new(), staying: Vec::new(), leaving: Vec::new() };
        for i in 0..size {
            for j in 0..size {
                fates.pairs.push((i, j));
                // Where the rate counts those who complete, who leaves fares as without.
                let (left, stays) = match group.completers {
                    true => (if i == j { group.without[j] } else { 0.0 } * dropout, 1.0 - dropout),
                    false => (group.pair(i, j) * dropout, 1.0 - dropout),
                };
                fates.staying.push(group.pair(i, j) * stays);
                fates.leaving.push(left);
            }
        }
        if group.icc > 0.0 {
            let concentration = (1.0 - group.icc) / group.icc;
            let mut spread = |weight: f64| {
                let shape = weight * concentration;
                if shape > 0.0 { Gamma::new(shape, 1.0).unwrap().sample(rng) } else { 0.0 }
            };
            if group.completers {
                // Dropping out is one of the things that a site has in common.
                fates
                    .staying
                    .iter_mut()
                    .chain(&mut fates.leaving)
                    .for_each(|weight| *weight = spread(*weight));
            } else {
                // Here it is luck of its own.
                for k in 0..fates.pairs.len() {
                    let weight = spread(fates.staying[k] + fates.leaving[k]);
                    (fates.staying[k], fates.leaving[k]) = (weight * (1.0 - dropout), weight * dropout);
                }
            }
        }
        fates
    }

    /// Chance to leave, in a site that has that in common.
    fn leaves(&self) -> f64 {
        let leaving: f64 = self.leaving.iter().sum();
        leaving / (leaving + self.staying.iter().sum::<f64>())
    }
}

/// Every intake, one person after the other.
pub fn draw_people<'a>(parameters: &Parameters<'a>, rng: &mut ChaCha8Rng) -> Vec<Intake<'a>> {
    if let Some(pathways) = &parameters.scenario.pathways {
        return draw_lives(parameters, pathways, rng);
    }
    let Some(cohort) = &parameters.scenario.cohort else { return Vec::new() };
    let (groups, dropout) = (Chances::of(parameters), parameters.share(&cohort.dropout));
    let fates: Vec<Fates> = groups.iter().map(|group| Fates::of(group, dropout, rng)).collect();
    // A site with shared luck whose rate counts completers shares that too; there is one such group at most.
    let shared = groups.iter().position(|group| group.completers && group.icc > 0.0);
    let dropout = shared.map_or(dropout, |group| fates[group].leaves());

    let mut intakes = Vec::new();
    for (c, people) in entrants(parameters, cohort).into_iter().enumerate() {
        let mut outcomes = vec![Reached::default(); parameters.scenario.outcomes.len()];
        for group in &groups {
            for (place, years) in group.places.iter().zip(&group.followed) {
                outcomes[*place].additional = vec![0.0; *years];
            }
        }
        let mut intake = Intake {
            entry: cohort.start + c,
            entrants: people,
            dropped: 0.0,
            entered: Vec::new(),
            outcomes,
            lives: Lives::default(),
        };
        let further = Further::of(parameters);
        for further in &further {
            intake.outcomes[further.place].additional = vec![0.0; further.followed];
        }
        let often = Often::of(parameters);
        for event in &often {
            let years = event.ages(intake.entry, parameters.scenario.horizon).count();
            intake.outcomes[event.place].additional = vec![0.0; years];
            intake.outcomes[event.place].happened = vec![0.0; years];
        }
        for _ in 0..people as usize {
            let dropped = rng.random::<f64>() < dropout;
            if dropped {
                intake.dropped += 1.0;
            }
            intake.entered.push((dropped, parameters.persons.draw(rng)));
            for event in &often {
                let with = if dropped && event.completers { event.without } else { event.with };
                let reached = &mut intake.outcomes[event.place];
                for (additional, happened) in reached.additional.iter_mut().zip(&mut reached.happened) {
                    // What would happen in either life happens in both.
                    let common = happen(with.min(event.without), rng);
                    let (more, less) = (happen(with - event.without, rng), happen(event.without - with, rng));
                    reached.with += common + more;
                    *happened += common + more;
                    reached.without += common + less;
                    *additional += more - less;
                }
            }
            // By outcome, whether this person reaches it with and without the intervention.
            let mut reached = vec![(false, false); parameters.scenario.outcomes.len()];
            for (group, fates) in groups.iter().zip(&fates) {
                let weights = if dropped { &fates.leaving } else { &fates.staying };
                let (with, without) = fates.pairs[pick(weights, rng)];
                if with + 1 < group.with.len() {
                    intake.outcomes[group.places[with]].with += 1.0;
                    reached[group.places[with]].0 = true;
                }
                if without + 1 < group.with.len() {
                    intake.outcomes[group.places[without]].without += 1.0;
                    reached[group.places[without]].1 = true;
                }
                if with != without {
                    follow(&mut intake, group, with, 1.0, parameters.persons, rng);
                    follow(&mut intake, group, without, -1.0, parameters.persons, rng);
                }
            }
            for further in &further {
                let (with, without) = further.reaches(reached[further.of], dropped, rng);
                reached[further.place] = (with, without);
                let outcome = &mut intake.outcomes[further.place];
                outcome.with += f64::from(u8::from(with));
                outcome.without += f64::from(u8::from(without));
                let sign = f64::from(i8::from(with) - i8::from(without));
                let mut stayed = 0;
                for (years, additional) in outcome.additional.iter_mut().enumerate() {
                    if sign == 0.0 || years > 0 && rng.random::<f64>() < further.relapse {
                        break;
                    }
                    *additional += sign;
                    stayed += 1;
                }
                outcome.lives.push((sign, stayed, parameters.persons.draw(rng)));
            }
        }
        intakes.push(intake);
    }
    intakes
}

/// Follows one person in one arm until the outcome is lost.
fn follow(
    intake: &mut Intake,
    group: &Chances,
    outcome: usize,
    sign: f64,
    persons: &Persons,
    rng: &mut ChaCha8Rng,
) {
    if outcome + 1 == group.with.len() {
        return;
    }
    let reached = &mut intake.outcomes[group.places[outcome]];
    let mut stayed = 0;
    for years in 0..group.followed[outcome] {
        if years > 0 && rng.random::<f64>() < group.relapse[outcome] {
            break;
        }
        reached.additional[years] += sign;
        stayed += 1;
    }
    reached.lives.push((sign, stayed, persons.draw(rng)));
}

/// The place of an outcome among the outcomes in name order.
pub fn outcome_index(scenario: &Scenario, name: &str) -> usize {
    scenario.outcomes.keys().position(|key| key == name).expect("a known outcome")
}
