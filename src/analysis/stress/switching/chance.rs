//! A probability of break-even along the values of an assumption, from draws that are looked at one by one.

use std::sync::Arc;

use rayon::prelude::*;

use super::bench::{Bench, Lines};
use super::dials::Picked;
use super::points::{HALVES, PARTS};
use crate::summary::interval::Confidence;
use crate::summary::results::Estimate;
use crate::summary::{Counting, Failure};

/// Draws of which it is open whether they break even at some values of an assumption; of all others it is settled.
pub(super) struct Open<'b> {
    bench: &'b Bench<'b>,
    subject: usize,
    draws: Arc<[u64]>,
    groups: Vec<usize>,
    counting: Counting,
    /// Draws that break even at all of those values, by group.
    settled: Vec<u64>,
    /// Net benefit at two of the values, where it is affine between them.
    lines: Option<Lines>,
    /// The draws, where their input is on a dial.
    picked: Option<Picked<'b>>,
    /// Which of those break even, at the values that were looked at.
    known: Vec<(f64, Vec<bool>)>,
}

impl<'b> Open<'b> {
    /// Of the first `of` draws those of `draws` are open between two values, at the first of which so many break even, by group; none where
    /// none is settled.
    ///
    /// # Errors
    /// Where the draws cannot be made.
    pub fn new(
        bench: &'b Bench<'b>,
        subject: usize,
        (draws, of): (Vec<u64>, u64),
        at: [f64; 2],
        hits: Option<&[u64]>,
    ) -> Result<Open<'b>, Failure> {
        let counting = bench.counting(of);
        let (draws, mut settled): (Arc<[u64]>, _) = (draws.into(), counting.none());
        let groups: Vec<usize> = draws.iter().map(|draw| counting.group(*draw)).collect();
        let is_affine = bench.subjects[subject].is_affine[1];
        let lines =
            if is_affine && !draws.is_empty() { Some(bench.lines(subject, &draws, at)?) } else { None };
        let picked = if lines.is_some() { None } else { Open::picked(bench, subject, &draws) };
        let (settled_so_far, known) = (Vec::new(), Vec::new());
        let mut open =
            Open { bench, subject, draws, groups, counting, settled: settled_so_far, lines, picked, known };
        if let Some(hits) = hits {
            settled = hits.to_vec();
            let gains = open.gains(&at[..1])?;
            for (group, hit) in open.groups.iter().zip(&gains[0]) {
                // Lines may differ from what they stand for in the last digit.
                settled[*group] = settled[*group].saturating_sub(u64::from(*hit));
            }
        }
        open.settled = settled;
        Ok(open)
    }

    fn picked(bench: &'b Bench<'b>, subject: usize, draws: &Arc<[u64]>) -> Option<Picked<'b>> {
        if draws.is_empty() { None } else { bench.picked(subject, draws) }
    }

    fn gains(&mut self, at: &[f64]) -> Result<Vec<Vec<bool>>, Failure> {
        let (bench, subject, draws) = (self.bench, self.subject, self.draws.len());
        if draws == 0 {
            return Ok(vec![Vec::new(); at.len()]);
        }
        match (&self.lines, &mut self.picked) {
            (Some(lines), _) => Ok(at.par_iter().map(|at| lines.gains(*at).collect()).collect()),
            (None, None) => bench.break_even(subject, &self.draws, at),
            (None, Some(picked)) => {
                let gains = at.iter().map(|at| bench.gains(subject, picked, draws, *at));
                let gains = gains.collect::<Result<Vec<_>, Failure>>()?;
                self.known.extend(at.iter().copied().zip(gains.iter().cloned()));
                Ok(gains)
            }
        }
    }

    /// Into how many parts a gap is best cut.
    pub fn parts(&self) -> usize {
        if self.picked.is_some() { HALVES } else { PARTS }
    }

    /// Leaves none open but those that turn between two values at which it was looked, if that is worth while; no others are asked for then.
    pub fn narrow(&mut self, [low, high]: [f64; 2]) {
        let known = |at: f64| self.known.iter().find(|(known, _)| *known == at).map(|(_, gains)| gains);
        let (Some(low), Some(high)) = (known(low), known(high)) else { return };
        let turns: Vec<bool> = low.iter().zip(high).map(|(a, b)| a != b).collect();
        let left = turns.iter().filter(|turns| **turns).count();
        if self.picked.is_none() || 2 * left > turns.len() {
            return;
        }
        for ((group, gain), _) in self.groups.iter().zip(low).zip(&turns).filter(|(_, turns)| !**turns) {
            self.settled[*group] += u64::from(*gain);
        }
        fn those<T: Copy>(all: &[T], turns: &[bool]) -> Vec<T> {
            all.iter().zip(turns).filter(|(_, turns)| **turns).map(|(of, _)| *of).collect()
        }
        self.groups = those(&self.groups, &turns);
        self.draws = those(&self.draws, &turns).into();
        self.known.iter_mut().for_each(|(_, gains)| *gains = those(gains, &turns));
        self.picked = Open::picked(self.bench, self.subject, &self.draws);
    }

    /// The probability less the target, at some values.
    ///
    /// # Errors
    /// Where the draws cannot be made.
    pub fn at(&mut self, at: &[f64], confidence: Confidence) -> Result<Vec<(f64, Estimate)>, Failure> {
        let gains = self.gains(at)?;
        let figure = |gains: Vec<bool>| {
            let mut hits = self.settled.clone();
            self.groups.iter().zip(gains).for_each(|(group, gain)| hits[*group] += u64::from(gain));
            self.counting.probability(&hits, confidence).shifted(-self.bench.target)
        };
        Ok(at.iter().copied().zip(gains.into_iter().map(figure)).collect())
    }
}
