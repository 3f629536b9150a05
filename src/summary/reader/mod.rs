//! From what was gathered to figures with their simulation error, handle by handle.

mod changes;
pub(super) mod totals;
mod twins;

use std::sync::Arc;

use super::batches::{Grouping, Sizes};
use super::estimate::Estimate;
use super::handles::{Found, Happens, Sums};
use super::interval::Confidence;
use super::leading::Leading;
use super::order::{quantile, sparsity, type_7};
use super::plan::{Largest, Lowest, Moments, Product, Quantiles, Ranked, Share, Split, Spreads, Table};
use super::quantiles::Missed;
use super::results::{Histogram, VarianceShares};
use super::sample::{Sample, artanh, correlation};
use super::spread::{Grid, Spread};
use super::tally::Tally;
use crate::sampling::REPLICATES;

/// Share of the draws in the expected shortfall.
const SHORTFALL_SHARE: f64 = 0.05;

/// Relative range up to which something counts as not varying (MODEL §3).
const NO_RANGE: f64 = 1e-9;

/// Reads figures off what was gathered, with intervals of one confidence.
pub struct Reader<'t> {
    tally: &'t Tally<'t>,
    all: Sample<'t>,
    errors: Errors,
    /// Sizes of the replicates or batches, and the draws of all but each.
    groups: Option<Arc<(Sizes, Vec<Sample<'t>>)>>,
}

/// Where errors are from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Errors {
    /// Formulas for independent draws.
    Formulas,
    /// The spread between replicates.
    Replicates,
    /// There are none: each figure is what one group makes of it ([`Reader::of_batch`]).
    Batch(usize),
}

impl<'t> Reader<'t> {
    /// Reads with intervals of this confidence.
    pub fn new(tally: &'t Tally<'t>, confidence: Confidence) -> Reader<'t> {
        let layout = tally.layout;
        let width = layout.width();
        let grouping = tally.sums_grouping;
        let total = tally.sums.total(tally.sums_width());
        let mut sums = total[..width].to_vec();
        if grouping.is_even() {
            for group in total[width..].chunks_exact(width.max(1)) {
                sums.iter_mut().zip(group).for_each(|(sum, part)| *sum += part);
            }
        }
        let all = Sample { layout, sums, n: tally.draws, confidence };
        let groups = grouping.sizes(tally.draws).map(|sizes| {
            let without = (0..REPLICATES).map(|g| {
                let own = |at: usize| match grouping {
                    Grouping::Batched => {
                        let told_apart = &layout.told_apart;
                        told_apart.places[at].map_or(0.0, |place| total[width + g * told_apart.count + place])
                    }
                    _ => total[g * width + at],
                };
                let sums = all.sums.iter().enumerate().map(|(at, all)| all - own(at)).collect();
                Sample { layout, sums, n: tally.draws - sizes.of(g) as u64, confidence }
            });
            Arc::new((sizes, without.collect()))
        });
        let errors = if grouping.is_even() { Errors::Replicates } else { Errors::Formulas };
        Reader { tally, all, errors, groups }
    }

    /// The same figures with intervals of another confidence.
    pub fn at(&self, confidence: Confidence) -> Reader<'t> {
        Reader::new(self.tally, confidence)
    }

    /// Figures as one of 16 groups of the draws makes them: numbers that spread around the figure as their error has it, so
    /// that those of two figures may be subtracted ([`Reader::spread`] gives the error of what comes of it). They are
    /// the replicates, or batches, in which everything was wanted. For functions of sums they are the jackknife's pseudo-values (Busing, Meijer & van der Leeden,
    /// 1999, Statistics and Computing 9, eq. 5), for probabilities the group's share, and for a quantile q at p
    /// q + (p − F_g(q))/f(q) (Bahadur, 1966, "A note on quantiles in large samples", Ann. Math. Stat. 37, 577–580), f from the
    /// spacing of the draws around it. What has no such number is not one (NaN): a quantile of whole numbers or among ties, a year.
    pub fn of_batch(&self, batch: usize) -> Reader<'t> {
        let all = Sample { sums: self.all.sums.clone(), ..self.all };
        Reader { tally: self.tally, all, errors: Errors::Batch(batch), groups: self.groups.clone() }
    }

    /// A figure with its error, from what each group makes of it.
    pub fn spread(&self, value: f64, each: &[f64; REPLICATES]) -> Estimate {
        let (sizes, _) = self.groups.as_deref().expect("everything was wanted in batches");
        sizes.interval(value, each, self.all.confidence)
    }

    /// The replicates, where errors are from them.
    fn replicates(&self) -> Option<&(Sizes, Vec<Sample<'t>>)> {
        self.groups.as_deref().filter(|_| self.errors == Errors::Replicates)
    }

    /// Draws made.
    pub fn draws(&self) -> u64 {
        self.all.n
    }

    /// A function of the sums: with the error that it states for independent draws, or by the jackknife over
    /// the replicates.
    fn figure(&self, f: impl Fn(&Sample) -> Estimate) -> Estimate {
        let all = f(&self.all);
        self.jackknifed(all, |sample| f(sample).value)
    }

    /// A figure with its error between replicates, where there are any; `without` gives it for all but one.
    fn jackknifed(&self, all: Estimate, without: impl Fn(&Sample) -> f64) -> Estimate {
        if let (Errors::Batch(g), Some((sizes, samples))) = (self.errors, self.groups.as_deref()) {
            return Estimate::exact(sizes.pseudo(g, all.value, without(&samples[g])));
        }
        let Some((sizes, samples)) = self.replicates() else { return all };
        let mut values = [0.0; REPLICATES];
        for (value, sample) in values.iter_mut().zip(samples) {
            *value = without(sample);
        }
        if values.iter().all(|value| *value == all.value) {
            return Estimate::exact(all.value);
        }
        sizes.jackknife(all.value, &values, self.all.confidence)
    }

    /// mean(a)/mean(b), `product` being that of both; `None` where mean(b) ≤ 0, or so near 0 that its error cannot be told.
    pub fn ratio(&self, a: Moments, b: Moments, product: Product) -> Option<Estimate> {
        let all = self.all.ratio(a, b, product)?;
        let quotient = |sample: &Sample| sample.central(a).mean / sample.central(b).mean;
        Some(self.jackknifed(all, quotient)).filter(|ratio| ratio.se.is_finite())
    }

    /// A mean.
    pub fn mean(&self, moments: Moments) -> Estimate {
        self.figure(|sample| sample.central(moments).mean(sample.confidence))
    }

    /// A mean, 0 where it is no larger than the mean of what counts as 0 in each draw (MODEL §3, ties).
    pub fn mean_beyond(&self, moments: Moments, tolerance: Moments) -> Estimate {
        let (e, nothing) = (self.mean(moments), self.mean(tolerance).value);
        let beyond = |x: f64| if x.abs() <= nothing { 0.0 } else { x };
        Estimate { value: beyond(e.value), se: beyond(e.se), lo: beyond(e.lo), hi: beyond(e.hi) }
    }

    /// The mean of what is never negative and often 0 (`Central::mean_of_rare`), of `size` where it never came.
    pub fn mean_of_rare(&self, moments: Moments, size: f64) -> Estimate {
        let e = self.mean(moments);
        if matches!(moments.0, Sums::Constant(_)) || matches!(self.errors, Errors::Batch(_)) {
            return e;
        }
        self.all.central(moments).mean_of_rare(e, size, self.all.confidence)
    }

    /// The mean of the change of what is never negative and often 0. Where neither side was ever above 0, nor their difference, it is as
    /// far from 0 as each side may be.
    pub fn change_of_rare(&self, moments: Moments, [was, is]: [Estimate; 2]) -> Estimate {
        let e = self.mean(moments);
        let is_seen = [e, was, is].iter().any(|e| e.value != 0.0);
        if is_seen || matches!(moments.0, Sums::Constant(_)) || matches!(self.errors, Errors::Batch(_)) {
            return e;
        }
        Estimate { lo: 0.0 - was.hi, hi: is.hi, ..e }
    }

    /// On how many draws the spread of a quantity rests (`Central::draws_that_decide`); its four moments are wanted.
    pub fn draws_that_decide(&self, moments: Moments) -> f64 {
        self.all.central_of_four(moments).draws_that_decide()
    }

    /// A standard deviation; its four moments are wanted.
    ///
    /// Squares about the mean of the draws are too small by the variance of that mean: σ²/n for independent draws, so that they are divided by n − 1. The
    /// mean of even draws errs far less, and what they are too small by is the square of its error.
    pub fn sd(&self, moments: Moments) -> Estimate {
        if self.errors == Errors::Formulas {
            return self.all.central_of_four(moments).sd(self.all.confidence);
        }
        let e = self.figure(|sample| {
            let central = sample.central(moments);
            Estimate::exact((central.variance * (central.n - 1.0) / central.n).sqrt())
        });
        if self.errors != Errors::Replicates || e.value == 0.0 {
            return e;
        }
        let larger = libm::hypot(e.value, self.mean(moments).se) - e.value;
        let e = e.shifted(larger);
        Estimate { lo: if e.lo > 0.0 { e.lo } else { 0.0 }, ..e }
    }

    /// The standard deviation of the draws so far, without an error.
    pub fn plain_sd(&self, moments: Moments) -> f64 {
        self.all.central(moments).variance.sqrt()
    }

    /// Pearson's correlation, `product` being that of both; `None` where either does not vary. Sums are wanted in batches.
    ///
    /// Its interval is that of artanh r (Fisher, 1921, "On the probable error of a coefficient of correlation", Metron 1,
    /// 3–32), whose error is 1/√n for normal laws alone: here it is the jackknife's over 16 groups, whatever the laws.
    pub fn correlation(&self, a: Moments, b: Moments, product: Product) -> Option<Estimate> {
        let all = correlation(&self.all, a, b, product)?;
        // At ±1 there is no error.
        let Some((sizes, samples)) = self.groups.as_deref().filter(|_| all.abs() < 1.0) else {
            return Some(Estimate::exact(all));
        };
        let mut values = [0.0; REPLICATES];
        for (value, sample) in values.iter_mut().zip(samples) {
            *value = artanh(correlation(sample, a, b, product)?);
        }
        let e = sizes.jackknife(artanh(all), &values, self.all.confidence);
        Some(Estimate {
            value: all,
            se: (1.0 - all * all) * e.se,
            lo: libm::tanh(e.lo),
            hi: libm::tanh(e.hi),
        })
    }

    fn at_rank(&self, ranked: Ranked, rank: u64) -> Result<f64, Missed> {
        match ranked {
            Ranked::Quantiles(Quantiles(Found::Constant(c))) | Ranked::Table(Table(Found::Constant(c))) => {
                Ok(c)
            }
            Ranked::Quantiles(Quantiles(Found::At(index))) => self.tally.quantiles[index].at_rank(rank),
            Ranked::Table(Table(Found::At(index))) => Ok(self.tally.tables[index].at_rank(rank)),
        }
    }

    /// Quantiles at some of the probabilities that were asked for.
    ///
    /// # Errors
    /// [`Missed`] where one was not kept: the run is to be repeated with wider brackets.
    pub fn quantiles<const K: usize>(
        &self,
        ranked: impl Into<Ranked>,
        probabilities: [f64; K],
    ) -> Result<[Estimate; K], Missed> {
        let ranked = ranked.into();
        let mut all = [Estimate::exact(0.0); K];
        for (estimate, p) in all.iter_mut().zip(probabilities) {
            *estimate = self.quantile(ranked, p)?;
        }
        Ok(all)
    }

    /// A quantile at one of the probabilities that were asked for.
    ///
    /// # Errors
    /// [`Missed`], as [`Reader::quantiles`].
    pub fn quantile(&self, ranked: impl Into<Ranked>, p: f64) -> Result<Estimate, Missed> {
        let ranked = ranked.into();
        let confidence = self.all.confidence;
        let at_rank = |rank| self.at_rank(ranked, rank);
        if let Errors::Batch(g) = self.errors {
            return Ok(Estimate::exact(self.quantile_of_batch(ranked, p, g)?));
        }
        let Some((sizes, _)) = self.replicates() else { return quantile(p, self.all.n, confidence, at_rank) };
        let value = type_7(p, self.all.n, at_rank)?;
        let (lo, hi) = match ranked {
            Ranked::Quantiles(Quantiles(Found::Constant(c))) | Ranked::Table(Table(Found::Constant(c))) => {
                return Ok(Estimate::exact(c));
            }
            Ranked::Quantiles(Quantiles(Found::At(index))) => {
                let rank = (p * self.all.n as f64) as u64;
                let (below, values) = self.tally.quantiles[index].around(rank)?;
                sizes.quantile(p, below, values, confidence)?
            }
            Ranked::Table(Table(Found::At(index))) => {
                sizes.quantile(p, [0.0; REPLICATES], self.tally.tables[index].cumulative(), confidence)?
            }
        };
        Ok(Estimate { value, se: (hi - lo) / (2.0 * confidence.t), lo, hi })
    }

    /// What a group makes of a quantile.
    fn quantile_of_batch(&self, ranked: Ranked, p: f64, g: usize) -> Result<f64, Missed> {
        let index = match ranked {
            Ranked::Quantiles(Quantiles(Found::Constant(c))) | Ranked::Table(Table(Found::Constant(c))) => {
                return Ok(c);
            }
            Ranked::Table(_) => return Ok(f64::NAN),
            Ranked::Quantiles(Quantiles(Found::At(index))) => index,
        };
        let (n, at_rank) = (self.all.n, |rank| self.at_rank(ranked, rank));
        let value = type_7(p, n, at_rank)?;
        let Some(sparsity) = sparsity(p, n, at_rank)? else { return Ok(f64::NAN) };
        if sparsity == 0.0 {
            return Ok(value);
        }
        let (sizes, _) = self.groups.as_deref().expect("everything was wanted in batches");
        let counts = self.tally.quantiles[index].at_most(value)?;
        let share = counts.iter().sum::<f64>() / sizes.total();
        Ok(value + (share - counts[g] / sizes.of(g)) * sparsity)
    }

    /// A probability from the hits in each group.
    fn probability(&self, hits: &[u64]) -> Estimate {
        let Some((sizes, _)) = self.groups.as_deref().filter(|_| self.errors != Errors::Formulas) else {
            return self.all.confidence.probability(hits.iter().sum(), self.all.n);
        };
        match self.errors {
            Errors::Batch(g) => Estimate::exact(hits[g] as f64 / sizes.of(g)),
            _ => sizes.probability(hits, self.all.confidence),
        }
    }

    /// Draws in a group.
    fn size(&self, group: usize) -> u64 {
        self.tally.grouping.sizes(self.all.n).map_or(self.all.n, |sizes| sizes.of(group) as u64)
    }

    /// In how many draws of a group an event happens.
    fn hits(&self, share: Share, group: usize) -> u64 {
        match share.0 {
            Happens::Surely(true) => self.size(group),
            Happens::Surely(false) => 0,
            Happens::Counted(index) => self.tally.events[index][group],
        }
    }

    /// The share of the draws in which an event happens.
    pub fn share(&self, share: Share) -> Estimate {
        match share.0 {
            Happens::Surely(happens) => Estimate::exact(f64::from(happens)),
            Happens::Counted(index) => self.probability(&self.tally.events[index]),
        }
    }

    /// The share of the draws in which none of some events happens that exclude each other.
    pub fn share_of_none(&self, of: &[Share]) -> Estimate {
        if let Some(shares) = surely(of) {
            return Estimate::exact(1.0 - shares.into_iter().sum::<f64>());
        }
        let hits = |group: usize| -> u64 { of.iter().map(|share| self.hits(*share, group)).sum() };
        let rest: Vec<u64> =
            (0..self.tally.grouping.groups()).map(|group| self.size(group) - hits(group)).collect();
        self.probability(&rest)
    }

    /// Mean of the lowest twentieth.
    ///
    /// Its error for independent draws: Manistre & Hancock (2005), "Variance of the CTE estimator", North American
    /// Actuarial Journal 9(2), eq. 2.2. Between replicates: that of q − E[(q − X)⁺]/α, whose slope in q is 0 at the
    /// quantile q (Rockafellar & Uryasev, 2000, J. Risk 2(3), eq. 4).
    ///
    /// # Errors
    /// [`Missed`], as [`Reader::quantiles`].
    pub fn shortfall(&self, of: Lowest) -> Result<Estimate, Missed> {
        let count = self.all.n.div_ceil(20);
        let index = match of.0.0 {
            Found::Constant(c) => return Ok(Estimate::exact(c)),
            Found::At(index) => index,
        };
        let tail = self.tally.quantiles[index].shortfall(count)?;
        if let Some((sizes, _)) = self.groups.as_deref().filter(|_| self.errors != Errors::Formulas) {
            let mut each = [0.0; REPLICATES];
            for (g, (each, (below, sum))) in each.iter_mut().zip(&tail.groups).enumerate() {
                *each = tail.threshold - (below * tail.threshold - sum) / (SHORTFALL_SHARE * sizes.of(g));
            }
            if let Errors::Batch(g) = self.errors {
                return Ok(Estimate::exact(each[g]));
            }
            // Where n/20 is no whole number the last of the lowest counts in part: that would be no small part of an error
            // between even draws.
            let part = count as f64 / (SHORTFALL_SHARE * self.all.n as f64);
            let mean = tail.threshold - part * (tail.threshold - tail.mean);
            return Ok(sizes.interval(mean, &each, self.all.confidence));
        }
        let gap = tail.threshold - tail.mean;
        let variance = tail.variance + (1.0 - SHORTFALL_SHARE) * gap * gap;
        Ok(self.all.confidence.around(tail.mean, (variance / count as f64).sqrt()))
    }

    /// Shares of the variance, with errors by the delta method from fourth moments, or by the jackknife.
    pub fn variance(&self, split: Split) -> VarianceShares {
        let extremes = &self.tally.extremes[split.extremes];
        let varies = |(low, high): (f64, f64)| high - low > NO_RANGE * extremes.largest;
        let (parameters, luck) = (varies(extremes.expected), varies(extremes.luck));
        let all = self.all.variance_share(split.at, parameters, luck);
        let share = all.map(|all| {
            // Where nothing varies without one of the replicates, leaving it out changes nothing that can be told.
            let without = |sample: &Sample| {
                sample.variance_share(split.at, parameters, luck).map_or(all.value, |e| e.value)
            };
            self.jackknifed(all, without)
        });
        let within = |e: Estimate| Estimate { lo: e.lo.clamp(0.0, 1.0), hi: e.hi.clamp(0.0, 1.0), ..e };
        let share = share.map(within);
        VarianceShares { parameter_share: share, cohort_luck_share: share.map(Estimate::complement) }
    }

    /// A picture of an amount, if it varies.
    pub fn picture(&self, of: impl Into<Ranked>) -> Option<&'t Histogram> {
        let Ranked::Quantiles(Quantiles(Found::At(index))) = of.into() else { return None };
        let picture = self.tally.plan.pictures.iter().position(|picture| *picture == index)?;
        self.tally.pictures[picture].as_ref()
    }

    /// How several columns spread over common cells.
    pub fn spreads(&self, spreads: Spreads) -> Option<(&'t Grid, &'t [Spread])> {
        self.tally.spreads[spreads.0].as_ref().map(|(grid, all)| (grid, all.as_slice()))
    }

    /// The first draws of a value, where it varies.
    pub(super) fn leading(&self, leading: Leading) -> Option<&'t [f64]> {
        leading.0.map(|at| self.tally.leading[at].as_slice())
    }

    /// The largest draw made of a quantity that is never negative. It has no error.
    pub fn largest(&self, largest: Largest) -> f64 {
        match largest.0 {
            Found::Constant(c) => c,
            Found::At(index) => self.tally.largest[index],
        }
    }
}

/// The shares of events of all of which it is certain whether they happen.
fn surely(of: &[Share]) -> Option<Vec<f64>> {
    of.iter()
        .map(|share| match share.0 {
            Happens::Surely(happens) => Some(f64::from(happens)),
            Happens::Counted(_) => None,
        })
        .collect()
}
