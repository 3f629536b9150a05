//! What is gathered while two models are played out over the same draws.

use std::mem::take;

use super::comparison::{Correlation, NetBenefitChange};
use super::confidence::Confidence;
use super::flips::Flips;
use crate::engine::{Fold, Isa, Play, Span, Stopped, Watch, evaluate, simulate};
use crate::model::{Arg, Frame, Model, PerspectiveOutputs};
use crate::summary::estimate::{Central, covariance, quantile};
use crate::summary::quantiles::{BRACKET_WIDTH, Missed, Quantiles, QuantilesPart};
use crate::summary::results::Estimate;
use crate::summary::sums::{four_powers, product, two_powers};
use crate::summary::tower::Tower;
use crate::units::{BLOCK, Column, Operand, new_column};

/// Probabilities of the quantiles of the paired difference.
const QUANTILES: [f64; 3] = [0.05, 0.5, 0.95];

/// Relative size of a standard deviation that is nothing but rounding.
const NO_SPREAD: f64 = 1e-9;

/// Columns of a perspective that are summed, in this order.
const COLUMNS: usize = 7;

/// Sums of a perspective: where each begins.
mod sum {
    pub const EXPECTED: usize = 0;
    pub const NET: usize = 2;
    pub const PEAK: usize = 6;
    /// Σ, Σ² of the base, the same of the other, Σ of their product; of the expectations, then of what is drawn.
    pub const ACROSS: [usize; 2] = [8, 13];
    pub const WIDTH: usize = 18;
}

/// One perspective under two models.
struct Seen<'m> {
    name: &'m str,
    base: &'m PerspectiveOutputs,
    other: &'m PerspectiveOutputs,
    horizons: [f64; 2],
    /// Values about which sums are taken, by column.
    pivots: [f64; COLUMNS],
    difference: Quantiles,
    happened: Happened,
}

/// Whole numbers of draws.
#[derive(Clone, Default)]
struct Happened {
    better: u64,
    worse: u64,
    break_even: Flips,
    /// By year t: how many more draws turn up (down) at t than at t − 1.
    earlier: Vec<i64>,
    later: Vec<i64>,
}

impl Happened {
    fn none(years: usize) -> Happened {
        Happened { earlier: vec![0; years + 1], later: vec![0; years + 1], ..Happened::default() }
    }

    fn join(&mut self, part: &Happened) {
        self.better += part.better;
        self.worse += part.worse;
        self.break_even.up += part.break_even.up;
        self.break_even.down += part.break_even.down;
        for (sum, count) in self.earlier.iter_mut().zip(&part.earlier) {
            *sum += count;
        }
        for (sum, count) in self.later.iter_mut().zip(&part.later) {
            *sum += count;
        }
    }
}

/// Follows every perspective that two models share.
pub(super) struct Pairing<'m> {
    seen: Vec<Seen<'m>>,
    sums: Tower,
    draws: u64,
}

/// What a task gathers.
pub(super) struct Part {
    sums: Tower,
    difference: Vec<QuantilesPart>,
    happened: Vec<Happened>,
    draws: u64,
    columns: [Box<Column>; COLUMNS],
}

/// The columns of a perspective in one block.
mod column {
    /// Difference of the expectations, of what is drawn, of the peak need.
    pub const DIFFERENCES: [usize; 3] = [0, 1, 2];
    /// Expectations of the base and of the other, then what is drawn.
    pub const ACROSS: [[usize; 2]; 2] = [[3, 4], [5, 6]];
}

impl<'m> Pairing<'m> {
    fn new(base: &'m Model, other: &'m Model, first: &[Frame], width: f64) -> Pairing<'m> {
        let mut columns: [Box<Column>; COLUMNS] = std::array::from_fn(|_| new_column());
        let mut seen = Vec::new();
        for b in &base.outputs.perspectives {
            let Some(o) = other.outputs.perspectives.iter().find(|o| o.name == b.name) else { continue };
            fill(b, o, first, &mut columns);
            seen.push(Seen {
                name: &b.name,
                base: b,
                other: o,
                horizons: [base.horizon as f64, other.horizon as f64],
                pivots: std::array::from_fn(|column| columns[column][0]),
                difference: Quantiles::new(&QUANTILES, false, width),
                happened: Happened::none(base.horizon.min(other.horizon) + 1),
            });
        }
        Pairing { seen, sums: Tower::default(), draws: 0 }
    }
}

/// Fills the columns of a perspective from both frames. A difference that counts as 0 is 0 (MODEL §3, ties).
#[inline(always)]
fn fill(
    base: &PerspectiveOutputs,
    other: &PerspectiveOutputs,
    frames: &[Frame],
    columns: &mut [Box<Column>; COLUMNS],
) {
    const LANES: usize = 16;
    let none = Arg::Const(0.0);
    let size = [
        frames[0].operand(base.tolerance.unwrap_or(none)),
        frames[1].operand(other.tolerance.unwrap_or(none)),
    ];
    let pairs = [
        [frames[0].operand(base.expected), frames[1].operand(other.expected)],
        [frames[0].operand(base.net_benefit), frames[1].operand(other.net_benefit)],
        [frames[0].operand(base.peak_need), frames[1].operand(other.peak_need)],
    ];
    for ([b, o], to) in pairs.iter().zip(column::DIFFERENCES) {
        let out = &mut columns[to];
        for i in (0..BLOCK).step_by(LANES) {
            let (b, o) = (b.lanes::<LANES>(i), o.lanes::<LANES>(i));
            let (s, t) = (size[0].lanes::<LANES>(i), size[1].lanes::<LANES>(i));
            for l in 0..LANES {
                let d = o[l] - b[l];
                out[i + l] = if d.abs() <= s[l] + t[l] { 0.0 } else { d };
            }
        }
    }
    for (sides, to) in pairs.iter().zip(column::ACROSS) {
        for (side, to) in sides.iter().zip(to) {
            match side {
                Operand::Const(c) => columns[to].fill(*c),
                Operand::Column(x) => columns[to].copy_from_slice(&x[..]),
            }
        }
    }
}

impl Fold for Pairing<'_> {
    type Part = Part;

    fn part(&self) -> Part {
        Part {
            sums: Tower::default(),
            difference: self.seen.iter().map(|seen| seen.difference.part()).collect(),
            happened: self.seen.iter().map(|seen| Happened::none(seen.happened.earlier.len() - 1)).collect(),
            draws: 0,
            columns: std::array::from_fn(|_| new_column()),
        }
    }

    #[inline(always)]
    fn observe(&self, part: &mut Part, frames: &[Frame], block: u64, valid: usize) {
        part.draws += valid as u64;
        let mut sums = vec![0.0; self.seen.len() * sum::WIDTH];
        for (at, seen) in self.seen.iter().enumerate() {
            let columns = &mut part.columns;
            fill(seen.base, seen.other, frames, columns);
            let put = &mut sums[at * sum::WIDTH..][..sum::WIDTH];
            let [expected, net, peak] = column::DIFFERENCES;
            let pivots = &seen.pivots;
            put[sum::EXPECTED..][..2].copy_from_slice(&two_powers(
                &columns[expected],
                pivots[expected],
                valid,
            ));
            put[sum::NET..][..4].copy_from_slice(&four_powers(&columns[net], pivots[net], valid));
            put[sum::PEAK..][..2].copy_from_slice(&two_powers(&columns[peak], pivots[peak], valid));
            for ([b, o], to) in column::ACROSS.into_iter().zip(sum::ACROSS) {
                put[to..][..2].copy_from_slice(&two_powers(&columns[b], pivots[b], valid));
                put[to + 2..][..2].copy_from_slice(&two_powers(&columns[o], pivots[o], valid));
                put[to + 4] = product(&columns[b], &columns[o], (pivots[b], pivots[o]), valid);
            }
            seen.difference.observe(&mut part.difference[at], &columns[net], valid);
            let happened = &mut part.happened[at];
            for &d in &columns[net][..valid] {
                happened.better += u64::from(d > 0.0);
                happened.worse += u64::from(d < 0.0);
            }
            let years =
                (frames[0].operand(seen.base.break_even_year), frames[1].operand(seen.other.break_even_year));
            count_years(happened, years, seen.horizons, valid);
        }
        part.sums.push(block, sums);
    }

    fn absorb(&mut self, part: Part) {
        self.draws += part.draws;
        self.sums.extend(part.sums);
        for ((seen, difference), happened) in self.seen.iter_mut().zip(part.difference).zip(&part.happened) {
            seen.difference.absorb(difference);
            seen.happened.join(happened);
        }
    }

    fn pause(&mut self, _draws: u64) -> bool {
        self.seen.iter_mut().for_each(|seen| seen.difference.narrow());
        false
    }
}

/// Counts draws whose break-even year differs.
#[inline(always)]
fn count_years(
    happened: &mut Happened,
    (base, other): (Operand<'_>, Operand<'_>),
    horizons: [f64; 2],
    valid: usize,
) {
    let last = happened.earlier.len() - 1;
    for i in 0..valid {
        let ([b], [o]) = (base.lanes::<1>(i), other.lanes::<1>(i));
        let (within_base, within_other) = (b <= horizons[0], o <= horizons[1]);
        happened.break_even.up += u64::from(within_other & !within_base);
        happened.break_even.down += u64::from(within_base & !within_other);
        if b != o {
            // Years beyond the earlier horizon are all alike.
            let cell = |year: f64| if (year as usize) < last { year as usize } else { last };
            let (marks, from, to) = if o < b {
                (&mut happened.earlier, cell(o), cell(b))
            } else {
                (&mut happened.later, cell(b), cell(o))
            };
            marks[from] += 1;
            marks[to] -= 1;
        }
    }
}

/// What was gathered about every perspective, ready to be read.
pub(super) struct Paired {
    pub(super) perspectives: Vec<PairedPerspective>,
}

/// What was gathered about one perspective.
pub(super) struct PairedPerspective {
    pub(super) name: String,
    n: u64,
    expected: Central,
    net: Central,
    peak: Central,
    quantiles: [Estimate; QUANTILES.len()],
    correlations: [Option<f64>; 2],
    better: u64,
    worse: u64,
    break_even: Flips,
    by_year: Vec<Flips>,
}

/// Plays both models out over the same draws.
///
/// # Errors
/// Where the watch cancels, or a draw is out of bounds.
pub(super) fn pair(plays: [Play<'_>; 2], draws: u64, isa: Isa, watch: &dyn Watch) -> Result<Paired, Stopped> {
    let first = plays.map(|play| {
        let mut frame = Frame::new(&play.model.program, play.model.sites.len());
        evaluate(&play.model.program, play.uniforms, isa, 0, BLOCK, &mut frame);
        frame
    });
    let mut width = BRACKET_WIDTH;
    loop {
        let mut pairing = Pairing::new(plays[0].model, plays[1].model, &first, width);
        simulate(&plays, &Span::whole(draws), isa, &mut pairing, watch)?;
        match pairing.finish() {
            Ok(paired) => return Ok(paired),
            // The same draws again, with brackets so wide that the third time nothing is left out.
            Err(Missed) => width = if width < 100.0 { width * 20.0 } else { f64::INFINITY },
        }
    }
}

impl Pairing<'_> {
    fn finish(self) -> Result<Paired, Missed> {
        let n = self.draws;
        let sums = self.sums.total(self.seen.len() * sum::WIDTH);
        let mut perspectives = Vec::new();
        for (mut seen, sums) in self.seen.into_iter().zip(sums.chunks_exact(sum::WIDTH)) {
            seen.difference.settle();
            let mut quantiles = [Estimate { value: 0.0, se: 0.0, lo: 0.0, hi: 0.0 }; QUANTILES.len()];
            for (estimate, p) in quantiles.iter_mut().zip(QUANTILES) {
                *estimate = quantile(p, n, |rank| seen.difference.at_rank(rank))?;
            }
            let [expected, net, peak] = column::DIFFERENCES;
            let across = column::ACROSS.into_iter().zip(sum::ACROSS);
            let mut correlations =
                across.map(|([b, o], at)| correlation(&sums[at..], [seen.pivots[b], seen.pivots[o]], n));
            let happened = take(&mut seen.happened);
            perspectives.push(PairedPerspective {
                name: seen.name.to_owned(),
                n,
                expected: Central::of_two(seen.pivots[expected], &sums[sum::EXPECTED..], n),
                net: Central::of_four(seen.pivots[net], &sums[sum::NET..], n),
                peak: Central::of_two(seen.pivots[peak], &sums[sum::PEAK..], n),
                quantiles,
                correlations: [correlations.next().flatten(), correlations.next().flatten()],
                better: happened.better,
                worse: happened.worse,
                break_even: happened.break_even,
                by_year: by_year(&happened),
            });
        }
        Ok(Paired { perspectives })
    }
}

/// From marks where draws turn to how many are turned in each year.
fn by_year(happened: &Happened) -> Vec<Flips> {
    let (mut up, mut down) = (0, 0);
    let years = happened.earlier.len() - 1;
    let marks = happened.earlier.iter().zip(&happened.later).take(years);
    marks
        .map(|(earlier, later)| {
            up += earlier;
            down += later;
            Flips { up: up as u64, down: down as u64 }
        })
        .collect()
}

/// Pearson's correlation from Σa, Σa², Σb, Σb², Σab about pivots; `None` where either does not vary.
fn correlation(sums: &[f64], pivots: [f64; 2], n: u64) -> Option<f64> {
    let a = Central::of_two(pivots[0], &sums[0..], n);
    let b = Central::of_two(pivots[1], &sums[2..], n);
    let varies = |c: &Central| c.variance.sqrt() > NO_SPREAD * c.mean.abs();
    if !varies(&a) || !varies(&b) {
        return None;
    }
    let size = n as f64;
    let together = covariance(sums[4], sums[0] / size, sums[2] / size, n);
    Some((together / (a.variance * b.variance).sqrt()).clamp(-1.0, 1.0))
}

impl PairedPerspective {
    pub(super) fn net_benefit(&self) -> NetBenefitChange {
        let [p5, p50, p95] = self.quantiles;
        NetBenefitChange { mean: self.mean(Confidence::USUAL), sd: self.net.sd(), p5, p50, p95 }
    }

    /// Change of the mean net benefit.
    pub(super) fn mean(&self, confidence: Confidence) -> Estimate {
        of_mean(&self.expected, confidence)
    }

    /// Change of the mean peak funding need.
    pub(super) fn peak(&self, confidence: Confidence) -> Estimate {
        of_mean(&self.peak, confidence)
    }

    /// P(better), P(equal), P(worse).
    pub(super) fn order(&self) -> [Estimate; 3] {
        let equal = self.n - self.better - self.worse;
        [self.better, equal, self.worse].map(|hits| Confidence::USUAL.probability(hits, self.n))
    }

    /// Change of the break-even probability.
    pub(super) fn break_even(&self, confidence: Confidence) -> Estimate {
        self.break_even.change(self.n, confidence)
    }

    /// Change of the probability of loss.
    pub(super) fn loss(&self, confidence: Confidence) -> Estimate {
        self.break_even.reversed().change(self.n, confidence)
    }

    /// Change of P(break-even year ≤ t), for every year that both count.
    pub(super) fn by_year(&self, confidence: Confidence) -> Vec<Estimate> {
        self.by_year.iter().map(|flips| flips.change(self.n, confidence)).collect()
    }

    /// Correlations across the pair, by Fisher's z (Fisher, 1921, Metron 1, 3–32).
    pub(super) fn correlation(&self) -> Correlation {
        let size = self.n as f64;
        let estimate = |r: f64| {
            let se = (1.0 - r * r) / size.sqrt();
            // atanh r = ½ ln((1 + r)/(1 − r)); at ±1 there is no error.
            if r.abs() >= 1.0 {
                return Estimate { value: r, se: 0.0, lo: r, hi: r };
            }
            let z = 0.5 * (libm::log1p(r) - libm::log1p(-r));
            let half = Confidence::USUAL.z / (size - 3.0).sqrt();
            Estimate { value: r, se, lo: libm::tanh(z - half), hi: libm::tanh(z + half) }
        };
        let [expected, drawn] = self.correlations.map(|r| r.map(estimate));
        Correlation { expected, drawn }
    }
}

fn of_mean(central: &Central, confidence: Confidence) -> Estimate {
    confidence.around(central.mean, (central.variance / central.n).sqrt())
}
