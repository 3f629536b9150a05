//! What was gathered while two models were played out over the same draws, and the figures that are read off it.

use super::comparison::{Correlation, NetBenefitChange};
use super::flips::Flips;
use super::groups::{mean_between, probability_between};
use super::happened::Happened;
use crate::sampling::REPLICATES;
use crate::summary::central::{Central, covariance};
use crate::summary::confidence::Confidence;
use crate::summary::replicates::Sizes;
use crate::summary::results::Estimate;

/// Flips below which the spread between replicates says too little about their error.
const FEW_FLIPS: u64 = 20;

/// Probabilities of the quantiles of the paired difference.
pub(super) const QUANTILES: [f64; 3] = [0.05, 0.5, 0.95];

/// Relative size of a standard deviation that is nothing but rounding.
const NO_SPREAD: f64 = 1e-9;

/// Columns of a perspective that are summed, in this order.
pub(super) const COLUMNS: usize = 7;

/// Sums of a perspective: where each begins.
pub(super) mod sum {
    pub const EXPECTED: usize = 0;
    pub const NET: usize = 2;
    pub const PEAK: usize = 6;
    /// Σ, Σ² of the base, the same of the other, Σ of their product; of the expectations, then of what is drawn.
    pub const ACROSS: [usize; 2] = [8, 13];
    pub const WIDTH: usize = 18;
}

/// The columns of a perspective in one block.
pub(super) mod column {
    /// Difference of the expectations, of what is drawn, of the peak need.
    pub const DIFFERENCES: [usize; 3] = [0, 1, 2];
    /// Expectations of the base and of the other, then what is drawn.
    pub const ACROSS: [[usize; 2]; 2] = [[3, 4], [5, 6]];
}

/// What was gathered about every perspective, ready to be read.
pub(super) struct Paired {
    pub(super) perspectives: Vec<PairedPerspective>,
}

/// What was gathered about one perspective.
pub(super) struct PairedPerspective {
    pub(super) name: String,
    pub(super) n: u64,
    /// Draws of each replicate; `None` where draws are independent.
    pub(super) sizes: Option<Sizes>,
    /// By group, then over all.
    pub(super) sums: Vec<Vec<f64>>,
    pub(super) pivots: [f64; COLUMNS],
    pub(super) quantiles: [Estimate; QUANTILES.len()],
    /// By group.
    pub(super) happened: Vec<Happened>,
}

impl PairedPerspective {
    /// The sums over all draws.
    fn all(&self) -> &[f64] {
        &self.sums[self.sums.len() - 1]
    }

    /// A figure of the sums, with the error that the draws without each replicate in turn show; `None` where draws
    /// are independent.
    fn jackknifed(&self, value: f64, figure: impl Fn(&[f64], f64) -> Option<f64>) -> Option<Estimate> {
        let sizes = self.sizes?;
        let mut without = [0.0; REPLICATES];
        for (replicate, without) in without.iter_mut().enumerate() {
            let rest: Vec<f64> =
                self.all().iter().zip(&self.sums[replicate]).map(|(all, own)| all - own).collect();
            *without = figure(&rest, self.n as f64 - sizes.of(replicate))?;
        }
        Some(sizes.jackknife(value, &without, Confidence::USUAL))
    }

    pub(super) fn net_benefit(&self) -> NetBenefitChange {
        let [p5, p50, p95] = self.quantiles;
        let pivot = self.pivots[column::DIFFERENCES[1]];
        let central = |sums: &[f64], n: f64| Central::of_four(pivot, &sums[sum::NET..], n as u64);
        let independent = central(self.all(), self.n as f64).sd(Confidence::USUAL);
        let sd = self
            .jackknifed(independent.value, |sums, n| Some(central(sums, n).variance.sqrt()))
            .unwrap_or(independent);
        NetBenefitChange { mean: self.mean(Confidence::USUAL), sd, p5, p50, p95 }
    }

    /// Change of the mean net benefit.
    pub(super) fn mean(&self, confidence: Confidence) -> Estimate {
        self.mean_of(column::DIFFERENCES[0], sum::EXPECTED, confidence)
    }

    /// Change of the mean peak funding need.
    pub(super) fn peak(&self, confidence: Confidence) -> Estimate {
        self.mean_of(column::DIFFERENCES[2], sum::PEAK, confidence)
    }

    fn mean_of(&self, column: usize, at: usize, confidence: Confidence) -> Estimate {
        let groups: Vec<&[f64]> = self.sums[..self.sums.len() - 1].iter().map(Vec::as_slice).collect();
        mean_between(&groups, at, self.pivots[column], self.n, self.sizes.as_ref(), confidence)
    }

    /// P(better), P(equal), P(worse).
    pub(super) fn order(&self) -> [Estimate; 3] {
        let counts: Vec<[u64; 2]> = self.happened.iter().map(|h| [h.better, h.worse]).collect();
        let hits = |which: usize| -> Vec<u64> {
            let of_group = |(group, [better, worse]): (usize, &[u64; 2])| match which {
                0 => *better,
                2 => *worse,
                _ => self.sizes.map_or(self.n, |sizes| sizes.of(group) as u64) - better - worse,
            };
            counts.iter().enumerate().map(of_group).collect()
        };
        [hits(0), hits(1), hits(2)].map(|hits| probability_between(&hits, self.n, self.sizes.as_ref()))
    }

    /// A change of a probability from the flips in each group.
    fn flips(&self, flips: &[Flips], confidence: Confidence) -> Estimate {
        let all = flips
            .iter()
            .fold(Flips::default(), |sum, part| Flips { up: sum.up + part.up, down: sum.down + part.down });
        let independent = all.change(self.n, confidence);
        let Some(sizes) = self.sizes else { return independent };
        let shares = std::array::from_fn(|g| (flips[g].up as f64 - flips[g].down as f64) / sizes.of(g));
        // Replicates that agree say nothing about the error.
        if shares.iter().all(|share| *share == shares[0]) {
            return independent;
        }
        let between = confidence.around_spread(independent.value, sizes.error(&shares));
        // The number of few flips in a replicate is far from normal.
        let few = all.up + all.down < FEW_FLIPS;
        let lo = if few && independent.lo < between.lo { independent.lo } else { between.lo };
        let hi = if few && independent.hi > between.hi { independent.hi } else { between.hi };
        Estimate { lo: if lo > -1.0 { lo } else { -1.0 }, hi: if hi < 1.0 { hi } else { 1.0 }, ..between }
    }

    /// Change of the break-even probability.
    pub(super) fn break_even(&self, confidence: Confidence) -> Estimate {
        let flips: Vec<Flips> = self.happened.iter().map(|happened| happened.break_even).collect();
        self.flips(&flips, confidence)
    }

    /// Change of the probability of loss.
    pub(super) fn loss(&self, confidence: Confidence) -> Estimate {
        let flips: Vec<Flips> = self.happened.iter().map(|happened| happened.break_even.reversed()).collect();
        self.flips(&flips, confidence)
    }

    /// Change of P(break-even year ≤ t), for every year that both count.
    pub(super) fn by_year(&self, confidence: Confidence) -> Vec<Estimate> {
        let groups: Vec<Vec<Flips>> = self.happened.iter().map(Happened::by_year).collect();
        let years = groups[0].len();
        (0..years)
            .map(|year| {
                let flips: Vec<Flips> = groups.iter().map(|group| group[year]).collect();
                self.flips(&flips, confidence)
            })
            .collect()
    }

    /// Correlations across the pair, with Fisher's interval (Fisher, 1921, "On the probable error of a coefficient of
    /// correlation", Metron 1, 3–32).
    pub(super) fn correlation(&self) -> Correlation {
        let mut across = column::ACROSS.into_iter().zip(sum::ACROSS).map(|([b, o], at)| {
            let pivots = [self.pivots[b], self.pivots[o]];
            let figure = |sums: &[f64], n: f64| correlation(&sums[at..], pivots, n);
            let r = figure(self.all(), self.n as f64)?;
            self.jackknifed(r, figure).or_else(|| Some(independent_correlation(r, self.n as f64)))
        });
        Correlation { expected: across.next().flatten(), drawn: across.next().flatten() }
    }
}

/// Pearson's correlation from Σa, Σa², Σb, Σb², Σab about pivots; `None` where either does not vary.
fn correlation(sums: &[f64], pivots: [f64; 2], n: f64) -> Option<f64> {
    let draws = n as u64;
    let a = Central::of_two(pivots[0], &sums[0..], draws, draws);
    let b = Central::of_two(pivots[1], &sums[2..], draws, draws);
    let varies = |c: &Central| c.variance.sqrt() > NO_SPREAD * c.mean.abs();
    if !varies(&a) || !varies(&b) {
        return None;
    }
    let together = covariance(sums[4], sums[0] / n, sums[2] / n, draws, draws);
    Some((together / (a.variance * b.variance).sqrt()).clamp(-1.0, 1.0))
}

fn independent_correlation(r: f64, n: f64) -> Estimate {
    let se = (1.0 - r * r) / n.sqrt();
    // artanh r = ½ ln((1 + r)/(1 − r)); at ±1 there is no error.
    if r.abs() >= 1.0 {
        return Estimate { value: r, se: 0.0, lo: r, hi: r };
    }
    let z = 0.5 * (libm::log1p(r) - libm::log1p(-r));
    let half = Confidence::USUAL.z / (n - 3.0).sqrt();
    Estimate { value: r, se, lo: libm::tanh(z - half), hi: libm::tanh(z + half) }
}
