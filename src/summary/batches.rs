//! Sixteen replicates or batches of a sample, and errors read off their spread.
//!
//! Draws of a Latin hypercube or of a Sobol sequence depend on each other, so a formula for independent draws
//! would misstate their error. Such a sample is drawn as 16 replicates that are independent of each other. Independent
//! draws are told apart in as many batches where a figure has no formula: how far two runs err together.

use super::estimate::Estimate;
use super::interval::Confidence;
use super::quantiles::missed::Missed;
use crate::block::BLOCK;
use crate::sampling::{REPLICATES, Sampling};

/// With fewer hits than this their number in a replicate is far from normal.
const FEW_HITS: u64 = 20;

/// Which replicate a draw belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// Draws are independent: there is one group.
    Whole,
    /// Draws are independent, and draw i belongs to batch i mod 16 besides.
    Batched,
    /// Block b belongs to replicate b mod 16.
    ByBlock,
    /// Draw i belongs to replicate i mod 16.
    ByDraw,
}

impl Grouping {
    /// Of draws that are spread in this way. Independent ones may be told apart in batches, the others always are.
    pub fn of_draws(sampling: Sampling, is_batched: bool) -> Grouping {
        match sampling {
            Sampling::Random if is_batched => Grouping::Batched,
            Sampling::Random => Grouping::Whole,
            Sampling::Latin => Grouping::ByBlock,
            Sampling::Sobol => Grouping::ByDraw,
        }
    }

    /// Whether draws of one block belong to several groups.
    #[inline(always)]
    pub fn is_by_draw(self) -> bool {
        matches!(self, Grouping::ByDraw | Grouping::Batched)
    }

    /// Whether draws depend on each other within a group.
    pub fn is_even(self) -> bool {
        matches!(self, Grouping::ByBlock | Grouping::ByDraw)
    }

    /// Number of groups.
    pub fn groups(self) -> usize {
        if self == Grouping::Whole { 1 } else { REPLICATES }
    }

    /// The group of draw `i` of a block.
    #[inline(always)]
    pub fn of(self, block: u64, i: usize) -> usize {
        match self {
            Grouping::Whole => 0,
            Grouping::ByBlock => (block % REPLICATES as u64) as usize,
            Grouping::ByDraw | Grouping::Batched => i % REPLICATES,
        }
    }

    /// Draws in each replicate or batch of a run of `draws` from its beginning; `None` where there are none.
    pub fn sizes(self, draws: u64) -> Option<Sizes> {
        let count = REPLICATES as u64;
        match self {
            Grouping::Whole => None,
            Grouping::ByBlock => {
                let (each, more) = (draws / BLOCK as u64 / count, draws / BLOCK as u64 % count);
                Some(Sizes(std::array::from_fn(|g| {
                    (each + u64::from((g as u64) < more)) as f64 * BLOCK as f64
                })))
            }
            Grouping::ByDraw | Grouping::Batched => Some(Sizes(std::array::from_fn(|g| {
                (draws / count + u64::from((g as u64) < draws % count)) as f64
            }))),
        }
    }
}

/// How many draws each replicate has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes([f64; REPLICATES]);

/// The same figure of each replicate.
pub type Each = [f64; REPLICATES];

impl Sizes {
    /// Replicates of so many draws.
    pub fn these(draws: Each) -> Sizes {
        Sizes(draws)
    }

    /// Draws of all replicates.
    pub fn total(&self) -> f64 {
        self.0.iter().sum()
    }

    /// A replicate's draws.
    pub fn of(&self, replicate: usize) -> f64 {
        self.0[replicate]
    }

    /// Standard error of the mean over all draws, from the means of the replicates.
    ///
    /// Σ (n_g/(N − n_g)) (x_g − x)² / G: Busing, Meijer & van der Leeden (1999), "Delete-m jackknife for unequal m",
    /// Statistics and Computing 9, eq. 8; with equal sizes the standard error of a mean of G numbers.
    pub fn error(&self, means: &Each) -> f64 {
        let total = self.total();
        let centre = self.pooled(means);
        self.spread(means, centre, total)
    }

    fn spread(&self, each: &Each, centre: f64, total: f64) -> f64 {
        let mut sum = 0.0;
        for (x, n) in each.iter().zip(self.0) {
            sum += n / (total - n) * (x - centre) * (x - centre);
        }
        (sum / REPLICATES as f64).sqrt()
    }

    /// A figure with its error and interval, from what each replicate makes of it.
    ///
    /// Student's interval, t = 15 degrees of freedom, is too short on the side of the longer tail where replicates are skewed:
    /// it reaches as far as Hall's does too (1992, "On the removal of skewness by transformation", J. R. Stat. Soc. B 54,
    /// 221–228, eq. 2.6), whose t′ solves t = t′ + γ/(6√G) + γt′²/(3√G) + γ²t′³/(27G), γ being the skewness of the G replicates.
    pub fn interval(&self, value: f64, each: &Each, confidence: Confidence) -> Estimate {
        self.around(value, each, self.pooled(each), confidence)
    }

    fn around(&self, value: f64, each: &Each, centre: f64, confidence: Confidence) -> Estimate {
        let (total, count) = (self.total(), REPLICATES as f64);
        let se = self.spread(each, centre, total);
        let mut cubes = 0.0;
        for (x, n) in each.iter().zip(self.0) {
            let d = (n / (total - n)).sqrt() * (x - centre) / se;
            cubes += d * d * d;
        }
        let skewness = cubes / count * (count * (count - 1.0)).sqrt() / (count - 2.0);
        let a = skewness / count.sqrt();
        let hall = |t: f64| 3.0 / a * (libm::cbrt(1.0 + a * (t - a / 6.0)) - 1.0);
        let (mut below, mut above) = (confidence.t, confidence.t);
        if a.is_finite() && a != 0.0 {
            let (hall_below, hall_above) = (hall(confidence.t), -hall(-confidence.t));
            below = if hall_below > below { hall_below } else { below };
            above = if hall_above > above { hall_above } else { above };
        }
        Estimate { value, se, lo: value - below * se, hi: value + above * se }
    }

    /// The mean over all draws.
    pub fn pooled(&self, means: &Each) -> f64 {
        let mut sum = 0.0;
        for (x, n) in means.iter().zip(self.0) {
            sum += x * n;
        }
        sum / self.total()
    }

    /// The jackknife's pseudo-value of a group, from the figure over all draws and over all but its (the same source, eq. 5).
    pub fn pseudo(&self, group: usize, value: f64, without: f64) -> f64 {
        let h = self.total() / self.0[group];
        h * value - (h - 1.0) * without
    }

    /// A figure whose value is `value` over all draws and `without[g]` over all but those of replicate g, with its
    /// error by the jackknife (the same source, eqs. 5–8).
    pub fn jackknife(&self, value: f64, without: &Each, confidence: Confidence) -> Estimate {
        let total = self.total();
        let mut pseudo = [0.0; REPLICATES];
        let mut centre = REPLICATES as f64 * value;
        for (g, (pseudo, without)) in pseudo.iter_mut().zip(without).enumerate() {
            *pseudo = self.pseudo(g, value, *without);
            centre -= (1.0 - self.0[g] / total) * without;
        }
        self.around(value, &pseudo, centre, confidence)
    }

    /// A probability from the hits in each replicate. Where all replicates agree, or hits (or misses) are few, their
    /// spread says little about the error: then the interval is no narrower than Wilson's for independent draws.
    pub fn probability(&self, hits: &[u64], confidence: Confidence) -> Estimate {
        let all: u64 = hits.iter().sum();
        let pooled = confidence.probability(all, self.total() as u64);
        let mut shares = [0.0; REPLICATES];
        for ((share, &hits), n) in shares.iter_mut().zip(hits).zip(self.0) {
            *share = hits as f64 / n;
        }
        if shares.iter().all(|share| *share == shares[0]) {
            return pooled;
        }
        let e = self.interval(pooled.value, &shares, confidence);
        let few = all.min(self.total() as u64 - all) < FEW_HITS;
        let lo = if few && pooled.lo < e.lo { pooled.lo } else { e.lo };
        let hi = if few && pooled.hi > e.hi { pooled.hi } else { e.hi };
        Estimate { lo: if lo > 0.0 { lo } else { 0.0 }, hi: if hi < 1.0 { hi } else { 1.0 }, ..e }
    }

    /// An interval of the p-quantile: where the interval of P(X ≤ x) between the replicates covers p. `values`
    /// gives rising x, each with how many draws of each replicate are at most x; `below` says how many lie below all
    /// of them.
    ///
    /// # Errors
    /// [`Missed`] where the values do not reach to the ends of the interval.
    pub fn quantile(
        &self,
        p: f64,
        below: Each,
        values: impl Iterator<Item = (f64, Each)>,
        confidence: Confidence,
    ) -> Result<(f64, f64), Missed> {
        // A value below the bracket may belong to the interval only if P(X < bracket) may reach p.
        if below.iter().any(|count| *count > 0.0) && self.share_within(below, confidence).1 >= p {
            return Err(Missed);
        }
        let (mut lo, mut hi) = (None, None);
        for (x, counts) in values {
            let (from, to) = self.share_within(counts, confidence);
            if to >= p {
                lo = lo.or(Some(x));
            }
            // The quantile may be any x up to the first from which on P(X ≤ x) is surely above p.
            hi = if from > p { hi.or(Some(x)) } else { None };
        }
        lo.zip(hi).ok_or(Missed)
    }

    /// The interval of a share from how many draws of each replicate belong to it.
    pub fn share_within(&self, counts: Each, confidence: Confidence) -> (f64, f64) {
        let mut shares = counts;
        for (share, n) in shares.iter_mut().zip(self.0) {
            *share /= n;
        }
        let share = self.pooled(&shares);
        let error = if shares.iter().all(|s| *s == shares[0]) {
            (share * (1.0 - share) / self.total()).sqrt()
        } else {
            self.error(&shares)
        };
        (share - confidence.t * error, share + confidence.t * error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Confidence = Confidence::USUAL;

    #[test]
    fn the_error_between_equal_replicates_is_that_of_a_mean_of_sixteen() {
        let each: Each = std::array::from_fn(|g| ((g * 7) % 16) as f64);
        let sizes = Grouping::ByDraw.sizes(16 * 100).expect("replicates");
        // The numbers 0 … 15 have variance (n − 1) of 68/3.
        assert!((sizes.error(&each) - f64::sqrt(68.0 / 3.0 / 16.0)).abs() < 1e-12);
        assert_eq!(sizes.pooled(&each), 7.5);
    }

    #[test]
    fn the_jackknife_of_a_mean_is_the_error_of_the_mean() {
        // 19 blocks: three replicates have two, the others one.
        let sizes = Grouping::ByBlock.sizes(19 * BLOCK as u64).expect("replicates");
        assert_eq!(sizes.total(), 19.0 * BLOCK as f64);
        let each: Each = std::array::from_fn(|g| f64::sqrt(g as f64 + 2.0));
        let mean = sizes.pooled(&each);
        let without = std::array::from_fn(|g| {
            let (n, own) = (sizes.total(), sizes.of(g));
            (n * mean - own * each[g]) / (n - own)
        });
        let e = sizes.jackknife(mean, &without, USUAL);
        assert!((e.se - sizes.error(&each)).abs() < 1e-12 && e.value == mean, "{e:?}");
    }

    #[test]
    fn replicates_that_agree_are_not_believed() {
        let sizes = Grouping::ByDraw.sizes(1600).expect("replicates");
        assert_eq!(sizes.probability(&[0; REPLICATES], USUAL), USUAL.probability(0, 1600));
        assert_eq!(sizes.probability(&[50; REPLICATES], USUAL), USUAL.probability(800, 1600));
        let mut hits = [50; REPLICATES];
        (hits[0], hits[1]) = (51, 49);
        let e = sizes.probability(&hits, USUAL);
        assert!(e.value == 0.5 && e.se > 0.0 && e.se < 0.002, "{e:?}");
        // One hit in 1,600: the exact 95 % upper bound is 5.57/1,600.
        let mut hits = [0; REPLICATES];
        hits[3] = 1;
        assert!(sizes.probability(&hits, USUAL).hi > 5.5 / 1600.0);
    }

    /// An atom that fills its bracket is its own interval: what lies below it says so.
    #[test]
    fn an_atom_is_the_interval_of_its_quantiles() {
        let sizes = Grouping::ByDraw.sizes(16 * 1000).expect("replicates");
        let below = std::array::from_fn(|g| 400.0 + (g % 3) as f64);
        let all = std::array::from_fn(|g| 600.0 - (g % 5) as f64);
        assert_eq!(sizes.quantile(0.5, below, std::iter::once((7.0, all)), USUAL), Ok((7.0, 7.0)));
        assert_eq!(sizes.quantile(0.4, below, std::iter::once((7.0, all)), USUAL), Err(Missed));
        assert_eq!(sizes.quantile(0.6, below, std::iter::once((7.0, all)), USUAL), Err(Missed));
    }
}
