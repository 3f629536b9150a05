//! The search for values at which figures turn: first on few draws, then on all.
//!
//! All searches go on side by side, so that each round is one question: what settings have in common is computed once.

use rayon::prelude::*;

use super::bench::{Ask, Bench, Kind, Seen};
use super::chance::Open;
use super::curve::Tried;
use super::points::{Gap, Points, holds, is_sure};
use super::turn::{Root, Turn};
use super::whole;
use crate::summary::Failure;
use crate::summary::interval::Confidence;
use crate::summary::results::Estimate;

/// Chance that a bracket of the first draws misses the value of all.
pub(super) const MISS: f64 = 1e-5;

/// How often brackets are made narrower on the first draws, and into how many parts they are cut then.
const NARROWED: usize = 2;
const PARTS: usize = 9;

/// What a search comes to.
#[derive(Debug, Clone)]
pub(super) struct Searched {
    /// The first and the last value that was tried.
    pub tried: [f64; 2],
    /// Ascending.
    pub roots: Vec<Root>,
    /// Whether the figure holds where it never turns.
    pub always: Option<bool>,
    /// What was seen on the first draws, of a chance.
    pub seen: Option<Tried>,
}

/// A figure of a subject, while it is searched.
struct Task<'b> {
    subject: usize,
    kind: Kind,
    /// On the first draws, with intervals that hardly ever miss.
    scan: Points,
    /// The first draws, where they need no more plays.
    open: Option<Open<'b>>,
    turns: Vec<Turn<'b>>,
    /// Whether the figure holds on all draws, where it was looked at.
    holds: Option<bool>,
}

/// Searches every subject for both figures. What cannot be searched is none.
///
/// # Errors
/// Where a run came to nothing.
pub(super) fn search<'b>(bench: &'b Bench<'b>) -> Result<Vec<[Option<Searched>; 2]>, Failure> {
    let (whole, others): (Vec<usize>, Vec<usize>) =
        (0..bench.subjects.len()).partition(|subject| bench.subjects[*subject].is_whole);
    let all = others.iter().flat_map(|subject| bench.kinds().iter().map(|kind| (*subject, *kind)));
    let mut tasks: Vec<Task<'b>> = all.map(|(subject, kind)| Task::new(subject, kind)).collect();
    scan(bench, &mut tasks)?;
    settle(bench, &mut tasks)?;
    let mut found: Vec<[Option<Searched>; 2]> = bench.subjects.iter().map(|_| [None, None]).collect();
    for task in tasks {
        let (subject, of) = (task.subject, usize::from(task.kind == Kind::Chance));
        found[subject][of] = task.finish(bench);
    }
    for subject in whole {
        found[subject] = whole::search(bench, subject)?;
    }
    Ok(found)
}

/// Looks on the first draws for where figures turn.
fn scan<'b>(bench: &'b Bench<'b>, tasks: &mut [Task<'b>]) -> Result<(), Failure> {
    let first = bench.first(bench.scan.draws);
    tasks.par_iter_mut().try_for_each(|task| {
        let subject = &bench.subjects[task.subject];
        if let (Kind::Chance, true, Some(range)) = (task.kind, subject.is_affine[1], subject.searched) {
            match Open::new(bench, task.subject, ((0..first).collect(), first), range, None) {
                Ok(open) => task.open = Some(open),
                Err(Failure::Set { failure, .. }) if *failure != Failure::Cancelled => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(())
    })?;
    let mut wanted: Vec<Vec<f64>> = tasks.iter().map(|task| task.tried_first(bench)).collect();
    for _ in 0..=NARROWED {
        look(bench, tasks, &wanted, first)?;
        wanted = tasks.iter().map(|task| task.narrower(bench)).collect();
    }
    for task in tasks {
        let places = task.scan.turns();
        let of = (task.subject, task.kind);
        task.turns = places.into_iter().map(|place| Turn::scanned(bench, of, &task.scan, place)).collect();
    }
    Ok(())
}

/// Adds what the first draws say of some values of each task.
fn look<'b>(
    bench: &'b Bench<'b>,
    tasks: &mut [Task<'b>],
    wanted: &[Vec<f64>],
    first: u64,
) -> Result<(), Failure> {
    let confidence = Confidence::missing(MISS);
    let mut asks = Vec::new();
    for (task, wanted) in tasks.iter_mut().zip(wanted) {
        match &mut task.open {
            Some(open) => task.scan.add(open.at(wanted, confidence)?),
            None => asks.extend(wanted.iter().map(|at| task.ask(*at))),
        }
    }
    if asks.is_empty() {
        return Ok(());
    }
    let (seen, _) = bench.play(&asks, &[], first, confidence)?;
    for task in tasks {
        let own = asks.iter().zip(&seen).filter(|(ask, _)| task.is_of(ask));
        let own: Vec<_> = own.filter_map(|(ask, seen)| Some((ask.at, seen.as_ref()?.figure))).collect();
        task.scan.add(own);
    }
    Ok(())
}

/// What a turn is told: values with what was seen there, and draws that turn.
type Told<'t, 'b> = (&'t mut Turn<'b>, Vec<(f64, Option<Seen>)>, Option<Vec<u64>>);

/// Holds every turn against all draws, and makes it as exact as wanted.
fn settle<'b>(bench: &'b Bench<'b>, tasks: &mut [Task<'b>]) -> Result<(), Failure> {
    loop {
        let (mut asks, mut pairs, mut asked) = (Vec::new(), Vec::new(), Vec::new());
        for task in tasks.iter_mut() {
            let (subject, kind) = (task.subject, task.kind);
            let mut next: Vec<(bool, Vec<f64>)> = Vec::new();
            for turn in &mut task.turns {
                let is_open = turn.is_open();
                next.push((is_open, turn.next()));
            }
            if task.is_denied() {
                next.push((false, task.scan.middle().into_iter().collect()));
            }
            for (is_open, values) in next {
                if is_open {
                    pairs.push([asks.len(), asks.len() + 1]);
                }
                asked.push((is_open, values.len()));
                asks.extend(values.into_iter().map(|at| Ask { subject, at, kind }));
            }
        }
        if asks.is_empty() {
            return Ok(());
        }
        let (seen, turned) = bench.play(&asks, &pairs, bench.all(), Confidence::USUAL)?;
        let (mut seen, mut turned) = (asks.iter().map(|ask| ask.at).zip(seen), turned.into_iter());
        let mut asked = asked.into_iter();
        let mut told: Vec<Told<'_, 'b>> = Vec::new();
        for task in tasks.iter_mut() {
            let is_denied = task.is_denied();
            for turn in &mut task.turns {
                let (is_open, count) = asked.next().unwrap_or_default();
                let own = seen.by_ref().take(count).collect();
                told.push((turn, own, if is_open { turned.next() } else { None }));
            }
            if is_denied {
                let (_, count) = asked.next().unwrap_or_default();
                let own: Vec<_> = seen.by_ref().take(count).collect();
                let figure = own.first().and_then(|(_, seen)| seen.as_ref()).map(|seen| holds(&seen.figure));
                // What has no model there has none to speak of.
                task.holds = Some(figure.unwrap_or(false));
            }
        }
        told.into_par_iter().try_for_each(|(turn, seen, turned)| turn.take(&seen, turned))?;
    }
}

impl Task<'_> {
    fn new(subject: usize, kind: Kind) -> Self {
        let (scan, open, turns) = (Points::default(), None, Vec::new());
        Task { subject, kind, scan, open, turns, holds: None }
    }

    fn ask(&self, at: f64) -> Ask {
        Ask { subject: self.subject, at, kind: self.kind }
    }

    /// Whether no turn is left, and it is not known whether the figure holds.
    fn is_denied(&self) -> bool {
        self.turns.iter().all(Turn::is_denied) && self.holds.is_none()
    }

    fn is_of(&self, ask: &Ask) -> bool {
        (ask.subject, ask.kind) == (self.subject, self.kind)
    }

    fn is_straight(&self, bench: &Bench<'_>) -> bool {
        self.kind == Kind::Mean && bench.subjects[self.subject].is_affine[0]
    }

    /// The values that are tried first.
    fn tried_first(&self, bench: &Bench<'_>) -> Vec<f64> {
        let subject = &bench.subjects[self.subject];
        let Some([low, high]) = subject.searched else { return Vec::new() };
        // A straight line turns once at most.
        if self.is_straight(bench) {
            return vec![low, high];
        }
        let whole = Gap { low, high };
        let plausible = subject.plausible.filter(|[from, to]| low <= *from && *to <= high && from < to);
        let plausible = plausible.map(|[low, high]| Gap { low, high });
        let ends = [Some(whole), plausible].into_iter().flatten().flat_map(|gap| [gap.low, gap.high]);
        let between =
            [Some(whole), plausible].into_iter().flatten().flat_map(|gap| gap.cut(bench.scan.tried - 1));
        let mut values: Vec<f64> = ends.chain(between).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        values
    }

    /// Values that make the brackets of turns narrower, where the first draws are not sure already.
    fn narrower(&self, bench: &Bench<'_>) -> Vec<f64> {
        if self.is_straight(bench) {
            return Vec::new();
        }
        let mut values = Vec::new();
        for place in self.scan.turns() {
            let sides = self.scan.sides(place);
            let [low, high] = sides.map(|side| {
                let sure = side.iter().find(|(_, e)| is_sure(e));
                sure.or(side.last()).map_or(0.0, |(at, _)| *at)
            });
            values.extend(Gap { low, high }.cut(PARTS));
        }
        values.sort_by(f64::total_cmp);
        values.dedup();
        values
    }

    fn finish(self, bench: &Bench<'_>) -> Option<Searched> {
        let all = self.scan.all();
        let tried = [all.first()?.0, all.last()?.0];
        let roots: Vec<Root> = self.turns.iter().filter_map(Turn::root).collect();
        let always = if roots.is_empty() { self.holds } else { None };
        let chance = |(at, figure): &(f64, Estimate)| (*at, figure.shifted(bench.target));
        let seen = (self.kind == Kind::Chance)
            .then(|| Tried { draws: bench.first(bench.scan.draws), all: all.iter().map(chance).collect() });
        Some(Searched { tried, roots, always, seen })
    }
}
