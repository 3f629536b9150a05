//! A value at which a figure turns, from a bracket that the first draws give to what all draws say.

use super::bench::{Bench, Kind, Seen};
use super::chance::Open;
use super::points::{Fine, Found, Gap, HALVES, PARTS, Points, holds, is_sure};
use crate::model::Site;
use crate::summary::Failure;
use crate::summary::interval::Confidence;
use crate::summary::results::Estimate;

/// How exact a value is, as a share of the larger end of its bracket.
const MEAN: f64 = 1e-9;
const CHANCE: f64 = 1e-7;

/// The same of a chance on a dial, which draws turn to and fro along: a value is known to no more than a share of its interval.
const CHANCE_ON_A_DIAL: f64 = 1e-4;
const ROOM: f64 = 0.01;

/// More often than this nobody looks: brackets are halved each time, and a number has 53 binary digits.
const MOST_ROUNDS: usize = 200;

/// A value at which a figure turns.
#[derive(Debug, Clone)]
pub(super) struct Root {
    /// The value, on the side where the figure holds.
    pub value: Estimate,
    /// Whether it holds above it.
    pub rises: bool,
    /// The rate that is clamped most often there, and in which share of the draws.
    pub clamped: Option<(Site, f64)>,
}

/// A turn, while it is searched on all draws.
pub(super) struct Turn<'b> {
    bench: &'b Bench<'b>,
    subject: usize,
    kind: Kind,
    rises: bool,
    /// Values below and above it on which the first draws agree, the nearest first, and which of them bound it.
    sides: [Vec<f64>; 2],
    at: [usize; 2],
    /// What all draws say.
    points: Points,
    clamped: Vec<(f64, Site, f64)>,
    state: State,
    rounds: usize,
}

#[derive(Debug, Clone, Copy)]
enum State {
    /// Its bracket has not been held against all draws.
    Scanned,
    /// Found by looking at open draws only.
    Claimed(Found),
    /// All draws agree with its bracket, which gets narrower.
    Bracketed,
    /// It is as exact as wanted.
    Done(Found),
    /// All draws say that there is none.
    Gone,
}

impl<'b> Turn<'b> {
    /// The turn after a place of a scan.
    pub fn scanned(
        bench: &'b Bench<'b>,
        (subject, kind): (usize, Kind),
        scan: &Points,
        place: usize,
    ) -> Turn<'b> {
        let sides = scan.sides(place);
        let sure =
            |side: &Vec<(f64, Estimate)>| side.iter().position(|(_, e)| is_sure(e)).unwrap_or(side.len() - 1);
        let at = sides.each_ref().map(sure);
        let rises = holds(&sides[1][0].1);
        Turn {
            bench,
            subject,
            kind,
            rises,
            sides: sides.map(|side| side.into_iter().map(|(at, _)| at).collect()),
            at,
            points: Points::default(),
            clamped: Vec::new(),
            state: State::Scanned,
            rounds: 0,
        }
    }

    fn bracket(&self) -> [f64; 2] {
        [self.sides[0][self.at[0]], self.sides[1][self.at[1]]]
    }

    fn fine(&self) -> Fine {
        let [low, high] = self.bench.subjects[self.subject].searched.unwrap_or_default();
        let size = if low.abs() > high.abs() { low.abs() } else { high.abs() };
        let share = match self.kind {
            Kind::Mean => MEAN,
            Kind::Chance if self.bench.is_on_a_dial(self.subject) => CHANCE_ON_A_DIAL,
            Kind::Chance => CHANCE,
        };
        Fine { share, size }
    }

    fn found(&self, points: &Points) -> Option<Found> {
        points.turns().into_iter().map(|place| points.around(place)).find(|found| found.rises == self.rises)
    }

    /// Whether the first two values that it asks for bound draws that are to be found.
    pub fn is_open(&self) -> bool {
        self.kind == Kind::Chance && matches!(self.state, State::Scanned)
    }

    /// Values at which all draws are wanted.
    pub fn next(&mut self) -> Vec<f64> {
        match self.state {
            State::Done(_) | State::Gone => Vec::new(),
            State::Claimed(found) => vec![found.gap.low, found.gap.high],
            State::Scanned => {
                let [low, high] = self.bracket();
                let middle = (self.kind == Kind::Mean).then_some(low + (high - low) / 2.0);
                [low, high].into_iter().chain(middle).collect()
            }
            State::Bracketed => {
                let Some(found) = self.found(&self.points).filter(|_| self.rounds < MOST_ROUNDS) else {
                    self.state = State::Gone;
                    return Vec::new();
                };
                self.rounds += 1;
                let next = match self.kind {
                    Kind::Mean => self.points.next_smooth(&found, &self.fine(), self.rounds),
                    Kind::Chance => {
                        let is_on_a_dial = self.bench.is_on_a_dial(self.subject);
                        let parts = if is_on_a_dial { HALVES } else { PARTS };
                        self.points.next_even(&found, &self.fine(), parts)
                    }
                };
                if next.is_empty() {
                    self.state = State::Done(found);
                }
                next
            }
        }
    }

    /// Takes in what all draws say of the values that it asked for; of a bracket also which draws turn within it.
    ///
    /// # Errors
    /// Where open draws cannot be made.
    pub fn take(&mut self, seen: &[(f64, Option<Seen>)], turned: Option<Vec<u64>>) -> Result<(), Failure> {
        let known = seen.iter().filter_map(|(at, seen)| Some((*at, seen.as_ref()?)));
        for (at, seen) in known.clone() {
            self.clamped.extend(seen.clamped.iter().map(|(site, share)| (at, site.clone(), *share)));
        }
        self.points.add(known.map(|(at, seen)| (at, seen.figure)));
        match self.state {
            State::Scanned => self.bracketed(seen, turned),
            State::Claimed(found) => {
                // Draws that turn twice within the bracket were not open: then all draws are looked at.
                let held =
                    |at: f64| self.points.all().iter().find(|(known, _)| *known == at).map(|(_, e)| holds(e));
                let agrees =
                    held(found.gap.low) == Some(!self.rises) && held(found.gap.high) == Some(self.rises);
                self.state = match self.wider(found).filter(|_| !agrees) {
                    _ if agrees => State::Done(found),
                    Some(wider) => State::Claimed(wider),
                    None => State::Bracketed,
                };
                Ok(())
            }
            State::Bracketed if !seen.is_empty() && seen.iter().all(|(_, seen)| seen.is_none()) => {
                self.state = State::Gone;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// More room around a value on a dial, and no more than its bracket has: where draws turn to and fro, what all of them say turns a little beside where
    /// the open ones do.
    fn wider(&self, found: Found) -> Option<Found> {
        if !self.bench.is_on_a_dial(self.subject) {
            return None;
        }
        let [low, high] = self.bracket();
        let reach = match found.ends {
            [Some(below), Some(above)] => above.high - below.low,
            _ => high - low,
        };
        let (least, width) = (ROOM * reach, 4.0 * found.gap.width());
        let half = if width > least { width } else { least } / 2.0;
        let middle = found.gap.low + found.gap.width() / 2.0;
        let gap = Gap { low: middle - half, high: middle + half };
        (low < gap.low && gap.high < high).then_some(Found { gap, ..found })
    }

    fn bracketed(&mut self, seen: &[(f64, Option<Seen>)], turned: Option<Vec<u64>>) -> Result<(), Failure> {
        let mut is_bracket = true;
        for (side, (_, seen)) in seen.iter().take(2).enumerate() {
            let Some(seen) = seen else {
                // Among all draws there is one without a model: nearer to the turn there may be none.
                self.sides[side].truncate(self.at[side]);
                if self.sides[side].is_empty() {
                    self.state = State::Gone;
                    return Ok(());
                }
                self.at[side] = self.sides[side].len() - 1;
                is_bracket = false;
                continue;
            };
            let is_right = holds(&seen.figure) == ((side == 1) == self.rises);
            if is_right && is_sure(&seen.figure) {
                continue;
            }
            if self.at[side] + 1 < self.sides[side].len() {
                self.at[side] += 1;
                is_bracket = false;
            } else if !is_right {
                self.state = State::Gone;
                return Ok(());
            }
        }
        if !is_bracket {
            return Ok(());
        }
        self.state = State::Bracketed;
        match (self.kind, turned, &seen[0].1) {
            // Where the model ends within the bracket, all draws are looked at, value by value.
            (Kind::Chance, Some(draws), Some(low)) => match self.claim(draws, low) {
                Err(Failure::Set { failure, .. }) if *failure != Failure::Cancelled => Ok(()),
                claimed => claimed,
            },
            _ => Ok(()),
        }
    }

    /// Searches among the draws that turn within the bracket; all others stay as they are at its lower end.
    fn claim(&mut self, draws: Vec<u64>, low: &Seen) -> Result<(), Failure> {
        let (bracket, of) = (self.bracket(), self.bench.all());
        let mut open = Open::new(self.bench, self.subject, (draws, of), bracket, Some(&low.hits))?;
        let mut points = Points::default();
        points.add(open.at(&bracket, Confidence::USUAL)?);
        for _ in 0..MOST_ROUNDS {
            let Some(found) = self.found(&points) else { return Ok(()) };
            let next = points.next_even(&found, &self.fine(), open.parts());
            if next.is_empty() {
                self.state = State::Claimed(self.wider(found).unwrap_or(found));
                return Ok(());
            }
            if let [Some(below), Some(above)] = found.ends {
                open.narrow([below.low, above.high]);
            }
            points.add(open.at(&next, Confidence::USUAL)?);
        }
        Ok(())
    }

    /// Whether all draws say that there is no turn.
    pub fn is_denied(&self) -> bool {
        matches!(self.state, State::Gone) && !self.points.all().is_empty()
    }

    /// What it comes to.
    pub fn root(&self) -> Option<Root> {
        let State::Done(Found { gap, ends, .. }) = self.state else { return None };
        let at = if self.rises { gap.high } else { gap.low };
        let [lo, hi] = [ends[0].map(|end| end.high), ends[1].map(|end| end.low)];
        let lo = lo.map(|lo| if lo < at { lo } else { at });
        let hi = hi.map(|hi| if hi > at { hi } else { at });
        let counting = self.bench.counting(self.bench.all());
        let there = self.clamped.iter().filter(|(known, ..)| *known == gap.low || *known == gap.high);
        let most = there.max_by(|(.., a), (.., b)| a.total_cmp(b));
        let clamped = most.map(|(_, site, share)| (site.clone(), *share));
        Some(Root { value: counting.between(at, [lo, hi], Confidence::USUAL), rises: self.rises, clamped })
    }
}
