//! A probability of break-even along the values of an assumption, from draws that are looked at one by one.

use std::sync::Arc;

use rayon::prelude::*;

use super::bench::{Bench, Lines};
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
        let mut open = Open { bench, subject, draws, groups, counting, settled: Vec::new(), lines };
        if let Some(hits) = hits {
            settled = hits.to_vec();
            for (group, hit) in open.groups.iter().zip(&open.gains(&at[..1])?[0]) {
                // Lines may differ from what they stand for in the last digit.
                settled[*group] = settled[*group].saturating_sub(u64::from(*hit));
            }
        }
        open.settled = settled;
        Ok(open)
    }

    fn gains(&self, at: &[f64]) -> Result<Vec<Vec<bool>>, Failure> {
        if self.draws.is_empty() {
            return Ok(vec![Vec::new(); at.len()]);
        }
        match &self.lines {
            Some(lines) => Ok(at.par_iter().map(|at| lines.gains(*at).collect()).collect()),
            None => self.bench.break_even(self.subject, &self.draws, at),
        }
    }

    /// The probability less the target, at some values.
    ///
    /// # Errors
    /// Where the draws cannot be made.
    pub fn at(&self, at: &[f64], confidence: Confidence) -> Result<Vec<(f64, Estimate)>, Failure> {
        let gains = self.gains(at)?;
        let figure = |gains: Vec<bool>| {
            let mut hits = self.settled.clone();
            self.groups.iter().zip(gains).for_each(|(group, gain)| hits[*group] += u64::from(gain));
            self.counting.probability(&hits, confidence).shifted(-self.bench.target)
        };
        Ok(at.iter().copied().zip(gains.into_iter().map(figure)).collect())
    }
}
