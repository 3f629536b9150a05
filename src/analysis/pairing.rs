//! What is gathered while two models are played out over the same draws.

use std::mem::take;

use rayon::prelude::*;

use super::groups::quantile_between;
use super::happened::Happened;
use super::paired::{COLUMNS, Paired, PairedPerspective, QUANTILES, column, sum};
use super::ties::fill_untied;
use crate::block::{HeapColumn, new_column};
use crate::engine::{Fold, Play, Span, Stopped, Watch, simulate};
use crate::kernel::Isa;
use crate::model::{Arg, Frame, Model, PerspectiveOutputs};
use crate::summary::block_sums::{BlockSums, four_powers, product, two_powers};
use crate::summary::quantiles::{Missed, Quantiles, QuantilesPart, absorb_columns, widening};
use crate::summary::replicates::Grouping;
use crate::summary::results::Estimate;
use crate::summary::tower::Tower;

/// Draws whose years are read together.
const LANES: usize = 16;

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
    columns: [HeapColumn; COLUMNS],
}

impl<'m> Pairing<'m> {
    fn new([base, other]: [&'m Model; 2], first: &[Frame], grouping: Grouping, width: f64) -> Pairing<'m> {
        let mut columns: [HeapColumn; COLUMNS] = std::array::from_fn(|_| new_column());
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
    columns: &mut [HeapColumn; COLUMNS],
) {
    let none = Arg::Const(0.0);
    let tolerances = [
        frames[0].operand(base.tolerance.unwrap_or(none)),
        frames[1].operand(other.tolerance.unwrap_or(none)),
    ];
    let pairs = [
        [frames[0].operand(base.expected), frames[1].operand(other.expected)],
        [frames[0].operand(base.net_benefit), frames[1].operand(other.net_benefit)],
        [frames[0].operand(base.peak_need), frames[1].operand(other.peak_need)],
    ];
    for ([b, o], to) in pairs.into_iter().zip(column::DIFFERENCES) {
        fill_untied([o, b], tolerances, &mut columns[to]);
    }
    for (sides, to) in pairs.iter().zip(column::ACROSS) {
        for (side, to) in sides.iter().zip(to) {
            side.copy_to(&mut columns[to]);
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
            for from in (0..valid).step_by(LANES) {
                let [base, other] = years.map(|year| year.lanes::<LANES>(from));
                for (l, &d) in columns[net][from..valid].iter().take(LANES).enumerate() {
                    let happened = &mut part.happened[index][self.grouping.of(block, from + l)];
                    happened.better += u64::from(d > 0.0);
                    happened.worse += u64::from(d < 0.0);
                    happened.count_years([base[l], other[l]], seen.horizons);
                }
            }
        }
        part.sums.push(block, sums.sums);
    }

    fn absorb(&mut self, parts: Vec<Part>) {
        let mut followed = Vec::with_capacity(parts.len());
        for part in parts {
            self.draws += part.draws;
            self.sums.extend(part.sums);
            followed.push(part.difference);
            for (seen, happened) in self.seen.iter_mut().zip(&part.happened) {
                seen.happened.iter_mut().zip(happened).for_each(|(sum, part)| sum.join(part));
            }
        }
        absorb_columns(self.seen.iter_mut().map(|seen| &mut seen.difference).collect(), followed);
    }

    fn pause(&mut self, _draws: u64) -> bool {
        self.seen.par_iter_mut().for_each(|seen| seen.difference.narrow());
        false
    }
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
    widening(|width| {
        let block_0 = plays.map(|play| play.block_0(isa));
        let mut pairing = Pairing::new([plays[0].model, plays[1].model], &block_0, grouping, width);
        simulate(&plays, &Span::whole(draws), isa, &mut pairing, Some(block_0.into()), watch)?;
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
