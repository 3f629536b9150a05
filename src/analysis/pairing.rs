//! What is gathered while two models are played out over the same draws.

use std::mem::take;

use super::comparison::{Correlation, NetBenefitChange};
use super::confidence::Confidence;
use super::flips::Flips;
use super::groups::{mean_between, probability_between, quantile_between};
use crate::engine::{Fold, Isa, Play, Span, Stopped, Watch, evaluate, simulate};
use crate::model::{Arg, Frame, Model, PerspectiveOutputs};
use crate::sampling::REPLICATES;
use crate::summary::estimate::{Central, covariance};
use crate::summary::quantiles::{Missed, Quantiles, QuantilesPart, widening};
use crate::summary::replicates::{Grouping, Sizes};
use crate::summary::results::Estimate;
use crate::summary::sums::{BlockSums, four_powers, product, two_powers};
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
    /// By group.
    happened: Vec<Happened>,
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
struct Pairing<'m> {
    grouping: Grouping,
    seen: Vec<Seen<'m>>,
    sums: Tower,
    draws: u64,
}

/// What a task gathers.
struct Part {
    sums: Tower,
    difference: Vec<QuantilesPart>,
    /// By perspective and group.
    happened: Vec<Vec<Happened>>,
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
    fn new([base, other]: [&'m Model; 2], first: &[Frame], grouping: Grouping, width: f64) -> Pairing<'m> {
        let mut columns: [Box<Column>; COLUMNS] = std::array::from_fn(|_| new_column());
        let years = if base.horizon < other.horizon { base.horizon } else { other.horizon } + 1;
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
                difference: Quantiles::new(&QUANTILES, false, width, grouping),
                happened: vec![Happened::none(years); grouping.groups()],
            });
        }
        Pairing { grouping, seen, sums: Tower::default(), draws: 0 }
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
        let none = |seen: &Seen<'_>| {
            let years = seen.happened[0].earlier.len() - 1;
            vec![Happened::none(years); seen.happened.len()]
        };
        Part {
            sums: Tower::default(),
            difference: self.seen.iter().map(|seen| seen.difference.part()).collect(),
            happened: self.seen.iter().map(none).collect(),
            draws: 0,
            columns: std::array::from_fn(|_| new_column()),
        }
    }

    #[inline(always)]
    fn observe(&self, part: &mut Part, frames: &[Frame], block: u64, valid: usize) {
        part.draws += valid as u64;
        let mut sums = BlockSums::new(self.seen.len() * sum::WIDTH, block, self.grouping);
        for (index, seen) in self.seen.iter().enumerate() {
            let columns = &mut part.columns;
            fill(seen.base, seen.other, frames, columns);
            let from = index * sum::WIDTH;
            let [expected, net, peak] = column::DIFFERENCES;
            let pivots = &seen.pivots;
            sums.put(from + sum::EXPECTED, two_powers(&columns[expected], pivots[expected], valid));
            sums.put(from + sum::NET, four_powers(&columns[net], pivots[net], valid));
            sums.put(from + sum::PEAK, two_powers(&columns[peak], pivots[peak], valid));
            for ([b, o], to) in column::ACROSS.into_iter().zip(sum::ACROSS) {
                sums.put(from + to, two_powers(&columns[b], pivots[b], valid));
                sums.put(from + to + 2, two_powers(&columns[o], pivots[o], valid));
                sums.put(from + to + 4, [product(&columns[b], &columns[o], (pivots[b], pivots[o]), valid)]);
            }
            seen.difference.observe(&mut part.difference[index], &columns[net], block, valid);
            let years =
                [frames[0].operand(seen.base.break_even_year), frames[1].operand(seen.other.break_even_year)];
            for (i, &d) in columns[net][..valid].iter().enumerate() {
                let happened = &mut part.happened[index][self.grouping.of(block, i)];
                happened.better += u64::from(d > 0.0);
                happened.worse += u64::from(d < 0.0);
                happened.count_years(years.map(|year| year.lanes::<1>(i)[0]), seen.horizons);
            }
        }
        part.sums.push(block, sums.sums);
    }

    fn absorb(&mut self, part: Part) {
        self.draws += part.draws;
        self.sums.extend(part.sums);
        for ((seen, difference), happened) in self.seen.iter_mut().zip(part.difference).zip(&part.happened) {
            seen.difference.absorb(difference);
            for (sum, part) in seen.happened.iter_mut().zip(happened) {
                sum.join(part);
            }
        }
    }

    fn pause(&mut self, _draws: u64) -> bool {
        self.seen.iter_mut().for_each(|seen| seen.difference.narrow());
        false
    }
}

impl Happened {
    /// Counts a draw whose break-even year differs.
    #[inline(always)]
    fn count_years(&mut self, [base, other]: [f64; 2], horizons: [f64; 2]) {
        let (within_base, within_other) = (base <= horizons[0], other <= horizons[1]);
        self.break_even.up += u64::from(within_other & !within_base);
        self.break_even.down += u64::from(within_base & !within_other);
        if base == other {
            return;
        }
        // Years beyond the earlier horizon are all alike.
        let last = self.earlier.len() - 1;
        let cell = |year: f64| if (year as usize) < last { year as usize } else { last };
        let (marks, from, to) = if other < base {
            (&mut self.earlier, cell(other), cell(base))
        } else {
            (&mut self.later, cell(base), cell(other))
        };
        marks[from] += 1;
        marks[to] -= 1;
    }

    /// From marks where draws turn to how many are turned in each year.
    fn by_year(&self) -> Vec<Flips> {
        let (mut up, mut down) = (0, 0);
        let marks = self.earlier.iter().zip(&self.later).take(self.earlier.len() - 1);
        marks
            .map(|(earlier, later)| {
                up += earlier;
                down += later;
                Flips { up: up as u64, down: down as u64 }
            })
            .collect()
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
    /// Draws of each replicate; `None` where draws are independent.
    sizes: Option<Sizes>,
    /// By group, then over all.
    sums: Vec<Vec<f64>>,
    pivots: [f64; COLUMNS],
    quantiles: [Estimate; QUANTILES.len()],
    /// By group.
    happened: Vec<Happened>,
}

/// Plays both models out over the same draws.
///
/// # Errors
/// Where the watch cancels, or a draw is out of bounds.
pub(super) fn pair(
    plays: [Play<'_>; 2],
    draws: u64,
    grouping: Grouping,
    isa: Isa,
    watch: &dyn Watch,
) -> Result<Paired, Stopped> {
    let first = plays.map(|play| {
        let mut frame = Frame::new(&play.model.program, play.model.sites.len());
        evaluate(&play.model.program, play.uniforms, isa, 0, BLOCK, &mut frame);
        frame
    });
    widening(|width| {
        let mut pairing = Pairing::new([plays[0].model, plays[1].model], &first, grouping, width);
        simulate(&plays, &Span::whole(draws), isa, &mut pairing, watch)?;
        Ok(pairing.finish())
    })
}

impl Pairing<'_> {
    fn finish(self) -> Result<Paired, Missed> {
        let n = self.draws;
        let sizes = self.grouping.sizes(n);
        let groups = self.grouping.groups();
        let width = self.seen.len() * sum::WIDTH;
        let total = self.sums.total(width * groups);
        let mut perspectives = Vec::new();
        for (index, mut seen) in self.seen.into_iter().enumerate() {
            seen.difference.settle();
            let mut quantiles = [Estimate { value: 0.0, se: 0.0, lo: 0.0, hi: 0.0 }; QUANTILES.len()];
            for (estimate, p) in quantiles.iter_mut().zip(QUANTILES) {
                *estimate = quantile_between(&seen.difference, p, n, sizes.as_ref())?;
            }
            let mut sums: Vec<Vec<f64>> = (0..groups)
                .map(|group| total[group * width + index * sum::WIDTH..][..sum::WIDTH].to_vec())
                .collect();
            let all = (0..sum::WIDTH).map(|at| sums.iter().map(|group| group[at]).sum()).collect();
            sums.push(all);
            perspectives.push(PairedPerspective {
                name: seen.name.to_owned(),
                n,
                sizes,
                sums,
                pivots: seen.pivots,
                quantiles,
                happened: take(&mut seen.happened),
            });
        }
        Ok(Paired { perspectives })
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
        Some(sizes.jackknife(value, &without))
    }

    pub(super) fn net_benefit(&self) -> NetBenefitChange {
        let [p5, p50, p95] = self.quantiles;
        let pivot = self.pivots[column::DIFFERENCES[1]];
        let central = |sums: &[f64], n: f64| Central::of_four(pivot, &sums[sum::NET..], n as u64);
        let independent = central(self.all(), self.n as f64).sd();
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
        confidence.around_spread(independent.value, sizes.error(&shares), REPLICATES)
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
