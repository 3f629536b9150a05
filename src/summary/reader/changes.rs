//! Break-even years, and changes of probabilities from one event to another.

use super::{Errors, Reader, surely};
use crate::summary::estimate::Estimate;
use crate::summary::flips::Flips;
use crate::summary::handles::{Found, Turns};
use crate::summary::interval::Confidence;
use crate::summary::plan::{Share, Table, Turning};
use crate::summary::results::{BreakEvenYear, YearEstimate};
use crate::summary::turns;

/// Flips below which the spread between replicates says too little about their error.
const FEW_FLIPS: u64 = 20;

impl Reader<'_> {
    /// P(a year is at most `t`); exact where the year does not vary.
    pub fn within(&self, year: Table, t: usize) -> Estimate {
        match year.0 {
            Found::Constant(c) => Estimate::exact(if c <= t as f64 { 1.0 } else { 0.0 }),
            Found::At(index) => self.probability(&self.tally.tables[index].at_most(t as i64)),
        }
    }

    /// In how many draws of each group a year is at most `t`.
    pub fn hits_within(&self, year: Table, t: usize) -> Vec<u64> {
        match year.0 {
            Found::Constant(c) if c <= t as f64 => {
                (0..self.tally.grouping.groups()).map(|group| self.size(group)).collect()
            }
            Found::Constant(_) => vec![0; self.tally.grouping.groups()],
            Found::At(index) => self.tally.tables[index].at_most(t as i64),
        }
    }

    /// When the money is back.
    pub fn break_even_year(&self, year: Table, horizon: usize) -> BreakEvenYear {
        let by_year: Vec<Estimate> = (0..=horizon).map(|t| self.within(year, t)).collect();
        let first = |f: &dyn Fn(&Estimate) -> f64| by_year.iter().position(|e| f(e) >= 0.5);
        let median = first(&|e| e.value).map(|value| {
            // The year is surely reached where the lower bound reaches ½, possibly where the upper does.
            let (lo, hi) = (first(&|e| e.hi).unwrap_or(value), first(&|e| e.lo));
            let Confidence { z, t, .. } = self.all.confidence;
            let critical = if self.errors == Errors::Replicates { t } else { z };
            let se = hi.map(|hi| (hi - lo) as f64 / (2.0 * critical));
            YearEstimate { value, se, lo, hi }
        });
        let never = self.within(year, horizon).complement();
        BreakEvenYear { by_year, never, median }
    }

    /// The change of a probability between two events: of their draws, those in which only one of them happens.
    pub fn change(&self, [up, down]: [Share; 2]) -> Estimate {
        if let Some(shares) = surely(&[up, down]) {
            return Estimate::exact(shares[0] - shares[1]);
        }
        let flips = |group| Flips { up: self.hits(up, group), down: self.hits(down, group) };
        self.flips(&(0..self.tally.grouping.groups()).map(flips).collect::<Vec<Flips>>())
    }

    /// The change of P(year ≤ t) from one break-even year to another, by year.
    pub fn turning(&self, turning: Turning) -> Vec<Estimate> {
        let index = match turning.0 {
            Turns::Counted(index) => index,
            Turns::Surely { from, to, years } => {
                let is_back = |year: f64, t: usize| f64::from(year <= t as f64);
                return (0..years).map(|t| Estimate::exact(is_back(to, t) - is_back(from, t))).collect();
            }
        };
        let groups: Vec<Vec<[u64; 2]>> = self.tally.turns[index].iter().map(turns::Turns::by_year).collect();
        let year = |year: usize| {
            let flips = groups.iter().map(|group| Flips { up: group[year][0], down: group[year][1] });
            self.flips(&flips.collect::<Vec<Flips>>())
        };
        (0..groups[0].len()).map(year).collect()
    }

    /// A change of a probability from the flips in each group.
    fn flips(&self, flips: &[Flips]) -> Estimate {
        let confidence = self.all.confidence;
        let all = flips
            .iter()
            .fold(Flips::default(), |sum, part| Flips { up: sum.up + part.up, down: sum.down + part.down });
        let independent = all.change(self.all.n, confidence);
        let Some((sizes, _)) = self.replicates() else { return independent };
        let shares = std::array::from_fn(|g| (flips[g].up as f64 - flips[g].down as f64) / sizes.of(g));
        // Replicates that agree say nothing about the error.
        if shares.iter().all(|share| *share == shares[0]) {
            return independent;
        }
        let between = sizes.interval(independent.value, &shares, confidence);
        // The number of few flips in a replicate is far from normal.
        let few = all.up + all.down < FEW_FLIPS;
        let lo = if few && independent.lo < between.lo { independent.lo } else { between.lo };
        let hi = if few && independent.hi > between.hi { independent.hi } else { between.hi };
        Estimate { lo: if lo > -1.0 { lo } else { -1.0 }, hi: if hi < 1.0 { hi } else { 1.0 }, ..between }
    }
}
