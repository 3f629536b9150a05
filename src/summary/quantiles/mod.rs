//! Exact quantiles in one pass, in memory that grows as the root of the draws.
//!
//! The first draws are all kept. From then on only values inside a bracket around each wanted quantile are
//! kept, and the others counted; at every doubling the brackets are narrowed to what the draws so far leave
//! possible. A bracket is closed, so equal values are never split. Should a wanted rank fall outside its
//! bracket after all ([`Missed`]), the run is repeated with wider brackets: draws are reproducible.

mod bracket;
mod kept;
pub(super) mod missed;
mod runs;
mod sort;
mod tail;

use self::bracket::{Bracket, Group};
pub use self::kept::Kept;
pub use self::missed::Missed;
pub use self::tail::Shortfall;
use self::tail::{Measure, Tail, TailSum};
use super::batches::{Each, Grouping};
use crate::block::{BLOCK, Column};
use crate::engine::FIRST_PAUSE;
use rayon::prelude::*;

/// Draws before the first narrowing: fewer than this are simply kept and sorted.
pub const PILOT: u64 = FIRST_PAUSE * BLOCK as u64;

/// Half-width of a bracket in standard errors of its rank. A miss is then rarer than one in 10⁸.
pub const BRACKET_WIDTH: f64 = 6.0;

/// Widths to try in turn: where a rank lay outside its bracket the run is repeated with wider ones. Draws are reproducible,
/// and the third time nothing is left out.
pub const BRACKET_WIDTHS: [f64; 3] = [BRACKET_WIDTH, 20.0 * BRACKET_WIDTH, f64::INFINITY];

/// Takes in what tasks gathered for some columns, in the order of the tasks: column by column, on all cores.
pub fn absorb_columns(columns: Vec<&mut Quantiles>, tasks: Vec<Vec<QuantilesPart>>) {
    let mut by_column: Vec<Vec<QuantilesPart>> = columns.iter().map(|_| Vec::new()).collect();
    for task in tasks {
        by_column.iter_mut().zip(task).for_each(|(column, part)| column.push(part));
    }
    let columns = columns.into_par_iter().zip(by_column);
    columns.for_each(|(quantiles, parts)| quantiles.absorb(parts));
}

/// Draws that are looked at together when the kept ones are picked out.
const LANES: usize = 8;

/// Draws that are ranked together.
const STRETCH: usize = 64;

/// Follows some quantiles of one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantiles {
    probabilities: Vec<f64>,
    width: f64,
    grouping: Grouping,
    kept: Kept,
}

/// What a task gathers for [`Quantiles`].
#[derive(Debug)]
pub struct QuantilesPart {
    total: u64,
    /// By bracket and group, values below.
    below: Vec<u64>,
    /// By bracket and group.
    kept: Vec<Vec<f64>>,
    /// By bracket and group, how often the only value of a bracket came that is no wider.
    at: Vec<u64>,
    /// By group, values below the lowest bracket; only where their mean is wanted.
    lowest: Vec<TailSum>,
}

impl Quantiles {
    /// Follows quantiles of a column at rising probabilities. `tail` also follows the mean of the values
    /// below the first. `width` is the brackets' half-width in standard errors; ∞ keeps every value.
    pub fn new(probabilities: &[f64], tail: bool, width: f64, grouping: Grouping) -> Quantiles {
        let all = Bracket::new(f64::NEG_INFINITY, f64::INFINITY, grouping.groups());
        let tail = tail.then(|| Tail::new(grouping.groups()));
        Quantiles {
            probabilities: probabilities.to_vec(),
            width,
            grouping,
            kept: Kept { total: 0, brackets: vec![all], tail },
        }
    }

    /// An empty part for a task.
    pub fn part(&self) -> QuantilesPart {
        let lists = self.kept.brackets.len() * self.grouping.groups();
        QuantilesPart {
            total: 0,
            below: vec![0; lists],
            kept: vec![Vec::new(); lists],
            at: vec![0; lists],
            lowest: self.kept.tail.as_ref().map_or_else(Vec::new, |t| vec![TailSum::default(); t.sums.len()]),
        }
    }

    /// Takes in the first `valid` values of a column.
    #[inline(always)]
    pub fn observe(&self, part: &mut QuantilesPart, x: &Column, block: u64, valid: usize) {
        part.total += valid as u64;
        let brackets = &self.kept.brackets;
        let groups = self.grouping.groups();
        if brackets.len() == 1 && brackets[0].is_open() {
            if self.grouping.is_by_draw() {
                for (i, &x) in x[..valid].iter().enumerate() {
                    part.kept[self.grouping.of(block, i)].push(x);
                }
            } else {
                part.kept[self.grouping.of(block, 0)].extend_from_slice(&x[..valid]);
            }
            return;
        }
        // How many ends of brackets lie below a value: odd inside a bracket, 0 below the lowest.
        let tail = self.kept.tail.is_some();
        let measure = self.kept.tail.as_ref().map_or(Measure { scale: 1.0, pivot: 0.0 }, |tail| tail.measure);
        let mut ranks = [0u8; BLOCK];
        let mut wanted = [0u8; BLOCK];
        let rows = x.as_chunks::<STRETCH>().0.iter().zip(ranks.as_chunks_mut::<STRETCH>().0);
        for ((x, ranks), wanted) in rows.zip(wanted.as_chunks_mut::<STRETCH>().0) {
            let mut passed = [0u64; STRETCH];
            for bracket in brackets {
                let (low, high) = (bracket.low, bracket.high);
                for i in 0..STRETCH {
                    passed[i] += u64::from(x[i] >= low) + u64::from(x[i] > high);
                }
            }
            for i in 0..STRETCH {
                ranks[i] = passed[i] as u8;
                wanted[i] = (ranks[i] & 1) | u8::from(tail & (ranks[i] == 0));
            }
        }
        // Beyond every bracket.
        ranks[valid..].fill(u8::MAX);
        wanted[valid..].fill(0);
        for (j, below) in part.below.chunks_exact_mut(groups).enumerate() {
            self.count(&ranks, |rank| rank <= 2 * j as u8, block, below);
        }
        // What is one value is counted, not kept: half of all draws may have it.
        for (j, at) in part.at.chunks_exact_mut(groups).enumerate().filter(|(j, _)| brackets[*j].is_point()) {
            let within = 2 * j as u8 + 1;
            self.count(&ranks, |rank| rank == within, block, at);
            wanted.iter_mut().zip(&ranks).for_each(|(wanted, rank)| *wanted &= u8::from(*rank != within));
        }
        for (row, wanted) in wanted.as_chunks::<LANES>().0.iter().enumerate() {
            // One bit for each that is wanted.
            let mut left = u64::from_le_bytes(*wanted);
            while left != 0 {
                let i = row * LANES + left.trailing_zeros() as usize / 8;
                left &= left - 1;
                let group = self.grouping.of(block, i);
                match ranks[i] {
                    0 => part.lowest[group].add(x[i], 1, measure),
                    rank => part.kept[rank as usize / 2 * groups + group].push(x[i]),
                }
            }
        }
    }

    /// Adds up, by group, how many draws have such a rank.
    #[inline(always)]
    fn count(&self, ranks: &[u8; BLOCK], is_such: impl Fn(u8) -> bool, block: u64, groups: &mut [u64]) {
        // A lane sees 16 draws.
        let mut lanes = [0u8; STRETCH];
        for ranks in ranks.as_chunks::<STRETCH>().0 {
            for l in 0..STRETCH {
                lanes[l] += u8::from(is_such(ranks[l]));
            }
        }
        for (l, count) in lanes.into_iter().enumerate() {
            groups[self.grouping.of(block, l)] += u64::from(count);
        }
    }

    /// Takes in the parts of some tasks. Where much is kept that is not sorted yet it is sorted, so that equal values
    /// take one place.
    fn absorb(&mut self, parts: Vec<QuantilesPart>) {
        for part in parts {
            self.kept.total += part.total;
            let lists = part.below.into_iter().zip(part.kept).zip(part.at);
            let groups = self.kept.brackets.iter_mut().flat_map(|bracket| {
                let low = bracket.low;
                bracket.groups.iter_mut().map(move |group| (low, group))
            });
            for ((low, group), ((below, kept), at)) in groups.zip(lists) {
                group.below += below;
                group.keep(kept);
                group.count(low, at);
            }
            if let Some(tail) = &mut self.kept.tail {
                for (sum, part) in tail.sums.iter_mut().zip(&part.lowest) {
                    sum.join(part);
                }
            }
        }
        self.kept.brackets.iter_mut().flat_map(|bracket| &mut bracket.groups).for_each(Group::tidy);
    }

    /// Narrows the brackets to what the draws so far leave possible.
    pub fn narrow(&mut self) {
        if self.kept.total < PILOT || self.width == f64::INFINITY {
            return;
        }
        self.settle();
        let kept = &mut self.kept;
        let n = kept.total as f64;
        let mut ends: Vec<(f64, f64)> = Vec::new();
        for &p in &self.probabilities {
            let spread = self.width * (n * p * (1.0 - p)).sqrt() + 2.0;
            let (from, to) = ((n * p - spread).floor(), (n * p + spread).ceil());
            let covers = |b: &&Bracket| n * p >= b.below() as f64 && n * p <= (b.below() + b.kept()) as f64;
            let Some(old) = kept.brackets.iter().find(covers) else { continue };
            let low = if from < 0.0 { old.low } else { old.at_rank(from as u64).unwrap_or(old.low) };
            let high = if to >= n { old.high } else { old.at_rank(to as u64).unwrap_or(old.high) };
            match ends.last_mut() {
                Some(last) if low <= last.1 => last.1 = if high > last.1 { high } else { last.1 },
                _ => ends.push((low, high)),
            }
        }
        if let Some(&(first_low, _)) = ends.first() {
            if let Some(tail) = &mut kept.tail {
                tail.set_measure(&kept.brackets, first_low);
                tail.drop_below(first_low, &kept.brackets);
            }
            kept.brackets = ends.into_iter().filter_map(|(low, high)| kept.cut(low, high)).collect();
        }
    }

    /// Forgets the draws and keeps only where the brackets are.
    pub fn restart(&mut self) {
        let groups = self.grouping.groups();
        self.kept.total = 0;
        for bracket in &mut self.kept.brackets {
            *bracket = Bracket::new(bracket.low, bracket.high, groups);
        }
        if let Some(tail) = &mut self.kept.tail {
            tail.sums = vec![TailSum::default(); groups];
        }
    }

    /// Sorts what is kept; needed before ranks are read.
    pub fn settle(&mut self) {
        self.kept.settle();
    }

    /// What is kept.
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    /// Takes in what was kept of later draws, in the same way, on its own.
    ///
    /// # Errors
    /// [`Missed`] where it is not of this column's kind, or what both kept does not reach far enough.
    pub fn join(&mut self, later: Kept) -> Result<(), Missed> {
        let groups = self.grouping.groups();
        let tails = |tail: &Option<Tail>| tail.as_ref().map(|tail| tail.sums.len());
        let fits = later.brackets.iter().all(|bracket| bracket.groups.len() == groups)
            && tails(&later.tail) == tails(&self.kept.tail);
        if !fits {
            return Err(Missed);
        }
        let mut later = later;
        later.settle();
        let mine = std::mem::take(&mut self.kept);
        self.kept = mine.join(later)?;
        Ok(())
    }

    /// Draws seen.
    pub fn total(&self) -> u64 {
        self.kept.total
    }

    /// The value of a rank, from 0.
    ///
    /// # Errors
    /// [`Missed`] where no bracket holds it.
    pub fn at_rank(&self, rank: u64) -> Result<f64, Missed> {
        self.kept.brackets.iter().find_map(|bracket| bracket.at_rank(rank)).ok_or(Missed)
    }

    /// How many values of each group are at most `value`.
    ///
    /// # Errors
    /// [`Missed`] where no bracket holds it.
    pub fn at_most(&self, value: f64) -> Result<Each, Missed> {
        let holds = |bracket: &&Bracket| bracket.low <= value && value <= bracket.high;
        let bracket = self.kept.brackets.iter().find(holds).ok_or(Missed)?;
        Ok(bracket.at_most_each(value))
    }

    /// The lowest `count` values, where the tail is followed.
    ///
    /// # Errors
    /// [`Missed`] where the brackets do not hold the last of them.
    pub fn shortfall(&self, count: u64) -> Result<Shortfall, Missed> {
        let tail = self.kept.tail.as_ref();
        tail.and_then(|tail| tail.shortfall(&self.kept.brackets[0], count)).ok_or(Missed)
    }

    /// The bracket that holds a rank: how many values of each replicate lie below it; and for each kept value, how
    /// many are at most that.
    ///
    /// # Errors
    /// [`Missed`] where no bracket holds it.
    pub fn around(&self, rank: u64) -> Result<(Each, impl Iterator<Item = (f64, Each)> + '_), Missed> {
        let holds = |bracket: &&Bracket| bracket.at_rank(rank).is_some();
        let bracket = self.kept.brackets.iter().find(holds).ok_or(Missed)?;
        Ok((bracket.below_each(), bracket.cumulative()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sampling::{StreamKey, fill_uniforms};
    use crate::summary::interval::Confidence;
    use crate::summary::order::quantile;

    /// Runs `make`d columns through brackets of some width and compares with sorting everything.
    fn compare(blocks: u64, last: usize, width: f64, make: impl Fn(f64) -> f64) -> Result<(), Missed> {
        const PROBABILITIES: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
        let mut quantiles = Quantiles::new(&PROBABILITIES, true, width, Grouping::Whole);
        let mut all = Vec::new();
        let mut column = [0.0; BLOCK];
        for block in 0..blocks {
            fill_uniforms(StreamKey::new(3, "input/x"), block, &mut column);
            for x in &mut column {
                *x = make(*x);
            }
            let valid = if block + 1 == blocks { last } else { BLOCK };
            let mut part = quantiles.part();
            quantiles.observe(&mut part, &column, block, valid);
            quantiles.absorb(vec![part]);
            all.extend_from_slice(&column[..valid]);
            if (block + 1).is_power_of_two() && block + 1 >= FIRST_PAUSE {
                quantiles.narrow();
            }
        }
        quantiles.settle();
        all.sort_by(f64::total_cmp);
        let n = all.len();
        assert_eq!(quantiles.total(), n as u64);
        for p in PROBABILITIES {
            let h = (n - 1) as f64 * p;
            let k = h as usize;
            let expected = all[k] + (h - k as f64) * (all[(k + 1).min(n - 1)] - all[k]);
            let estimate = quantile(p, n as u64, Confidence::USUAL, |rank| quantiles.at_rank(rank))?;
            assert_eq!(estimate.value, expected, "p = {p}");
        }
        let count = n.div_ceil(20);
        let tail = quantiles.shortfall(count as u64)?;
        let mean = all[..count].iter().sum::<f64>() / count as f64;
        let variance = all[..count].iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count as f64;
        assert!(
            (tail.mean - mean).abs() <= 1e-12 * all[0].abs().max(all[n - 1].abs()),
            "{} {mean}",
            tail.mean
        );
        assert!(
            (tail.variance - variance).abs() <= 1e-9 * (variance + mean * mean),
            "{} {variance}",
            tail.variance
        );
        assert_eq!(tail.threshold, all[count - 1]);
        Ok(())
    }

    #[test]
    fn bracketed_quantiles_are_those_of_the_sorted_draws() {
        for (blocks, last) in [(1, 100), (10, 777), (32, 1024), (33, 1), (700, 512)] {
            // Smooth; heavy-tailed; a few atoms; one value; negative and positive zero.
            assert_eq!(compare(blocks, last, BRACKET_WIDTH, |u| (u - 0.3) * 1e6), Ok(()));
            assert_eq!(compare(blocks, last, BRACKET_WIDTH, |u| 1.0 / (1.0 - u) - 40.0), Ok(()));
            assert_eq!(compare(blocks, last, BRACKET_WIDTH, |u| (u * 8.0).floor() - 3.0), Ok(()));
            assert_eq!(compare(blocks, last, BRACKET_WIDTH, |_| 5.0), Ok(()));
            assert_eq!(compare(blocks, last, BRACKET_WIDTH, |u| if u < 0.5 { -0.0 } else { 0.0 }), Ok(()));
        }
    }

    #[test]
    fn brackets_that_are_too_narrow_miss_and_wide_ones_do_not() {
        assert_eq!(compare(700, 1024, 0.01, |u| u), Err(Missed));
        assert_eq!(compare(700, 1024, f64::INFINITY, |u| u), Ok(()));
    }

    #[test]
    fn memory_grows_as_the_root_of_the_draws() {
        let mut quantiles = Quantiles::new(&[0.05, 0.5, 0.95], false, BRACKET_WIDTH, Grouping::Whole);
        let mut column = [0.0; BLOCK];
        let mut kept = Vec::new();
        for block in 0..4096u64 {
            fill_uniforms(StreamKey::new(3, "input/x"), block, &mut column);
            let mut part = quantiles.part();
            quantiles.observe(&mut part, &column, block, BLOCK);
            quantiles.absorb(vec![part]);
            if (block + 1).is_power_of_two() && block + 1 >= FIRST_PAUSE {
                quantiles.narrow();
                kept.push(quantiles.kept().runs().count());
            }
        }
        // 64 times the draws, 8 times the values; unbracketed it would be 64 times.
        let (early, late) = (kept[2], kept[8]);
        assert!(late < 12 * early, "{early} values after 65,536 draws, {late} after 4,194,304");
    }

    #[test]
    fn draws_of_one_value_are_counted_and_not_kept() {
        for grouping in [Grouping::Whole, Grouping::ByDraw] {
            let mut quantiles = Quantiles::new(&[0.05, 0.5, 0.95], false, BRACKET_WIDTH, grouping);
            let (mut column, mut zeros) = ([0.0; BLOCK], 0);
            for block in 0..64 {
                fill_uniforms(StreamKey::new(3, "input/x"), block, &mut column);
                column.iter_mut().for_each(|x| *x = if (0.1..0.8).contains(x) { 0.0 } else { *x - 0.5 });
                let mut part = quantiles.part();
                quantiles.observe(&mut part, &column, block, BLOCK);
                zeros += column.iter().filter(|x| **x == 0.0).count();
                if block >= FIRST_PAUSE {
                    let kept: usize = part.kept.iter().map(Vec::len).sum();
                    assert!(kept < BLOCK / 8, "{kept} draws of block {block} are kept");
                }
                quantiles.absorb(vec![part]);
                if block + 1 == FIRST_PAUSE {
                    quantiles.narrow();
                }
            }
            quantiles.settle();
            let counted = quantiles.kept().runs().find(|(value, _)| *value == 0.0);
            assert_eq!(counted, Some((0.0, zeros as u64)));
        }
    }
}
