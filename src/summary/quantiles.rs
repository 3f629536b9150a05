//! Exact quantiles in one pass, in memory that grows as the root of the draws.
//!
//! The first draws are all kept. From then on only values inside a bracket around each wanted quantile are
//! kept, and the others counted; at every doubling the brackets are narrowed to what the draws so far leave
//! possible. A bracket is closed, so equal values are never split. Should a wanted rank fall outside its
//! bracket after all ([`Missed`]), the run is repeated with wider brackets: draws are reproducible.

use crate::engine::FIRST_PAUSE;
use crate::units::{BLOCK, Column};

/// Draws before the first narrowing: fewer than this are simply kept and sorted.
pub const PILOT: u64 = 2 * FIRST_PAUSE * BLOCK as u64;

/// Half-width of a bracket in standard errors of its rank. A miss is then rarer than one in 10⁸.
pub const BRACKET_WIDTH: f64 = 6.0;

/// Loose values are sorted and counted together when they are this many.
const LOOSE: usize = 1 << 16;

/// Draws that are looked at together when the kept ones are picked out.
const LANES: usize = 8;

/// A wanted rank lay outside its bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed;

/// A closed interval of values that are kept.
#[derive(Debug, Clone, PartialEq)]
struct Bracket {
    low: f64,
    high: f64,
    /// Values below `low`.
    below: u64,
    /// Kept values, sorted, with how often each came.
    runs: Vec<(f64, u64)>,
    /// Kept values that are not sorted yet.
    loose: Vec<f64>,
}

impl Bracket {
    fn settle(&mut self) {
        if self.loose.is_empty() {
            return;
        }
        self.loose.sort_unstable_by(f64::total_cmp);
        let mut merged: Vec<(f64, u64)> = Vec::with_capacity(self.runs.len() + 64);
        let mut put = |value: f64, count: u64| match merged.last_mut() {
            Some((last, n)) if *last == value => *n += count,
            _ => merged.push((value, count)),
        };
        let mut runs = self.runs.iter().copied().peekable();
        for &value in &self.loose {
            while let Some((known, count)) = runs.next_if(|(known, _)| *known <= value) {
                put(known, count);
            }
            put(value, 1);
        }
        for (known, count) in runs {
            put(known, count);
        }
        self.runs = merged;
        self.loose.clear();
    }

    /// The value of a rank (from 0 over all draws), if it is kept.
    fn at_rank(&self, rank: u64) -> Option<f64> {
        let mut before = self.below;
        if rank < before {
            return None;
        }
        for &(value, count) in &self.runs {
            before += count;
            if rank < before {
                return Some(value);
            }
        }
        None
    }
}

/// Follows some quantiles of one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantiles {
    probabilities: Vec<f64>,
    width: f64,
    brackets: Vec<Bracket>,
    total: u64,
    /// Values below the lowest bracket, where the tail's mean is wanted.
    tail: Option<Tail>,
}

/// What a task gathers for [`Quantiles`].
#[derive(Debug)]
pub struct QuantilesPart {
    total: u64,
    below: Vec<u64>,
    kept: Vec<Vec<f64>>,
    /// Values below the lowest bracket; only where the tail's mean is wanted.
    lowest: Tail,
}

/// Sums of values in a fixed-point format, so that their order does not matter.
///
/// The unit is 2⁻⁷⁰ of the largest power of two among the first draws: 2⁵⁷ times that largest value fits, and
/// rounding is below 1e-20 of it per value.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Tail {
    /// Power of two that the largest of the first draws lies below.
    scale: f64,
    sum: i128,
    /// Of squares, in units of 2⁻⁷⁰ of the scale's square.
    squares: i128,
}

/// 2⁷⁰.
const TAIL_UNIT: f64 = (1u128 << 70) as f64;

impl Tail {
    /// A power of two above `largest`.
    fn scaled_for(largest: f64) -> Tail {
        let exponent = if largest > 0.0 { (largest.to_bits() >> 52) + 1 } else { 1023 };
        let exponent = exponent.min(2045);
        Tail { scale: f64::from_bits(exponent << 52), sum: 0, squares: 0 }
    }

    #[inline(always)]
    fn add(&mut self, value: f64, count: u64) {
        let part = value / self.scale;
        self.sum = self.sum.saturating_add((part * TAIL_UNIT) as i128 * i128::from(count));
        self.squares = self.squares.saturating_add((part * part * TAIL_UNIT) as i128 * i128::from(count));
    }

    fn join(&mut self, other: &Tail) {
        self.sum = self.sum.saturating_add(other.sum);
        self.squares = self.squares.saturating_add(other.squares);
    }
}

/// Mean and variance of the lowest values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shortfall {
    /// Their mean.
    pub mean: f64,
    /// Their variance.
    pub variance: f64,
    /// The largest of them.
    pub threshold: f64,
}

impl Quantiles {
    /// Follows quantiles of a column at rising probabilities. `tail` also follows the mean of the values
    /// below the first. `width` is the brackets' half-width in standard errors; ∞ keeps every value.
    pub fn new(probabilities: &[f64], tail: bool, width: f64) -> Quantiles {
        let all = Bracket {
            low: f64::NEG_INFINITY,
            high: f64::INFINITY,
            below: 0,
            runs: Vec::new(),
            loose: Vec::new(),
        };
        Quantiles {
            probabilities: probabilities.to_vec(),
            width,
            brackets: vec![all],
            total: 0,
            tail: tail.then(Tail::default),
        }
    }

    /// An empty part for a task.
    pub fn part(&self) -> QuantilesPart {
        QuantilesPart {
            total: 0,
            below: vec![0; self.brackets.len()],
            kept: vec![Vec::new(); self.brackets.len()],
            lowest: self.tail.map_or_else(Tail::default, |tail| Tail { sum: 0, squares: 0, ..tail }),
        }
    }

    /// Takes in the first `valid` values of a column.
    #[inline(always)]
    pub fn observe(&self, part: &mut QuantilesPart, x: &Column, valid: usize) {
        part.total += valid as u64;
        if self.brackets.len() == 1
            && self.brackets[0].low == f64::NEG_INFINITY
            && self.brackets[0].high == f64::INFINITY
        {
            part.kept[0].extend_from_slice(&x[..valid]);
            return;
        }
        // 0: outside; 1 + j: in bracket j; TAIL: below the lowest.
        const TAIL: u64 = u64::MAX;
        let lowest = if self.tail.is_some() { self.brackets[0].low } else { f64::NEG_INFINITY };
        let mut code = x.map(|x| if x < lowest { TAIL } else { 0 });
        for (j, bracket) in self.brackets.iter().enumerate() {
            let (mark, low, high) = (j as u64 + 1, bracket.low, bracket.high);
            let mut below = 0;
            for i in 0..BLOCK {
                below += u64::from(x[i] < low);
            }
            for i in 0..BLOCK {
                code[i] = if (x[i] >= low) & (x[i] <= high) { mark } else { code[i] };
            }
            part.below[j] += below;
            for &value in &x[valid..] {
                part.below[j] -= u64::from(value < low);
            }
        }
        for (row, codes) in code.as_chunks::<LANES>().0.iter().enumerate() {
            if codes.iter().fold(0, |any, c| any | c) == 0 {
                continue;
            }
            for (l, &mark) in codes.iter().enumerate() {
                let i = row * LANES + l;
                if mark == 0 || i >= valid {
                    continue;
                }
                if mark == TAIL {
                    part.lowest.add(x[i], 1);
                } else {
                    part.kept[mark as usize - 1].push(x[i]);
                }
            }
        }
    }

    /// Takes in a task's part.
    pub fn absorb(&mut self, part: QuantilesPart) {
        self.total += part.total;
        for ((bracket, below), kept) in self.brackets.iter_mut().zip(part.below).zip(part.kept) {
            bracket.below += below;
            bracket.loose.extend_from_slice(&kept);
            if bracket.loose.len() >= LOOSE {
                bracket.settle();
            }
        }
        if let Some(tail) = &mut self.tail {
            tail.join(&part.lowest);
        }
    }

    /// Narrows the brackets to what the draws so far leave possible.
    pub fn narrow(&mut self) {
        if self.total < PILOT || self.width == f64::INFINITY {
            return;
        }
        self.settle();
        if let Some(tail) = &mut self.tail
            && tail.scale == 0.0
        {
            *tail = scale_of(&self.brackets);
        }
        let mut narrowed: Vec<Bracket> = Vec::new();
        for &p in &self.probabilities {
            let n = self.total as f64;
            let spread = self.width * (n * p * (1.0 - p)).sqrt() + 2.0;
            let (from, to) = ((n * p - spread).floor(), (n * p + spread).ceil());
            let Some(old) = self.brackets.iter().find(|b| self.within(b, n * p)) else { continue };
            let low = if from < 0.0 { old.low } else { old.at_rank(from as u64).unwrap_or(old.low) };
            let high = if to >= n { old.high } else { old.at_rank(to as u64).unwrap_or(old.high) };
            match narrowed.last_mut() {
                Some(last) if low <= last.high => {
                    if high > last.high {
                        last.high = high;
                    }
                }
                _ => narrowed.push(Bracket { low, high, below: 0, runs: Vec::new(), loose: Vec::new() }),
            }
        }
        if narrowed.is_empty() {
            return;
        }
        let first_low = narrowed[0].low;
        for bracket in &mut narrowed {
            // New brackets lie inside old ones; a value is below if it is left of the new lower end.
            if let Some(old) =
                self.brackets.iter().find(|old| old.low <= bracket.low && bracket.low <= old.high)
            {
                bracket.below = old.below;
                for &(value, count) in &old.runs {
                    if value < bracket.low {
                        bracket.below += count;
                    }
                }
            }
            for old in &self.brackets {
                bracket.runs.extend(old.runs.iter().filter(|(v, _)| *v >= bracket.low && *v <= bracket.high));
            }
        }
        if let Some(tail) = &mut self.tail {
            for &(value, count) in self.brackets.iter().flat_map(|old| &old.runs) {
                if value < first_low {
                    tail.add(value, count);
                }
            }
        }
        self.brackets = narrowed;
    }

    /// Whether a bracket covers a rank.
    fn within(&self, bracket: &Bracket, rank: f64) -> bool {
        let kept: u64 = bracket.runs.iter().map(|(_, count)| count).sum();
        rank >= bracket.below as f64 && rank <= (bracket.below + kept) as f64
    }

    /// Sorts what is kept; needed before ranks are read.
    pub fn settle(&mut self) {
        self.brackets.iter_mut().for_each(Bracket::settle);
    }

    /// Draws seen.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The value of a rank, from 0.
    ///
    /// # Errors
    /// [`Missed`] where no bracket holds it.
    pub fn at_rank(&self, rank: u64) -> Result<f64, Missed> {
        self.brackets.iter().find_map(|bracket| bracket.at_rank(rank)).ok_or(Missed)
    }

    /// The lowest `count` values, where the tail is followed.
    ///
    /// # Errors
    /// [`Missed`] where the brackets do not hold the last of them.
    pub fn shortfall(&self, count: u64) -> Result<Shortfall, Missed> {
        let first = &self.brackets[0];
        let mut tail = match self.tail {
            Some(tail) if tail.scale > 0.0 => tail,
            _ => scale_of(&self.brackets),
        };
        let Some(mut left) = count.checked_sub(first.below) else { return Err(Missed) };
        let mut threshold = f64::NEG_INFINITY;
        for &(value, times) in &first.runs {
            if left == 0 {
                break;
            }
            let taken = times.min(left);
            tail.add(value, taken);
            left -= taken;
            threshold = value;
        }
        if left > 0 || threshold == f64::NEG_INFINITY {
            return Err(Missed);
        }
        let (n, unit) = (count as f64, tail.scale / TAIL_UNIT);
        let mean = tail.sum as f64 * unit / n;
        let variance = tail.squares as f64 / TAIL_UNIT * tail.scale * tail.scale / n - mean * mean;
        Ok(Shortfall { mean, variance: if variance > 0.0 { variance } else { 0.0 }, threshold })
    }

    /// What is kept, rising, with how often each value came.
    pub fn kept(&self) -> impl Iterator<Item = (f64, u64)> + '_ {
        self.brackets.iter().flat_map(|bracket| &bracket.runs).copied()
    }
}

fn scale_of(brackets: &[Bracket]) -> Tail {
    let mut largest = 0.0;
    for &(value, _) in brackets.iter().flat_map(|b| &b.runs) {
        if value.abs() > largest {
            largest = value.abs();
        }
    }
    Tail::scaled_for(largest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sampling::{StreamKey, fill_uniforms};
    use crate::summary::estimate::quantile;

    /// Runs `make`d columns through brackets of some width and compares with sorting everything.
    fn compare(blocks: u64, last: usize, width: f64, make: impl Fn(f64) -> f64) -> Result<(), Missed> {
        const PROBABILITIES: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
        let mut quantiles = Quantiles::new(&PROBABILITIES, true, width);
        let mut all = Vec::new();
        let mut column = [0.0; BLOCK];
        for block in 0..blocks {
            fill_uniforms(StreamKey::new(3, "input/x"), block, &mut column);
            for x in &mut column {
                *x = make(*x);
            }
            let valid = if block + 1 == blocks { last } else { BLOCK };
            let mut part = quantiles.part();
            quantiles.observe(&mut part, &column, valid);
            quantiles.absorb(part);
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
            let estimate = quantile(p, n as u64, |rank| quantiles.at_rank(rank))?;
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
        let mut quantiles = Quantiles::new(&[0.05, 0.5, 0.95], false, BRACKET_WIDTH);
        let mut column = [0.0; BLOCK];
        let mut kept = Vec::new();
        for block in 0..4096u64 {
            fill_uniforms(StreamKey::new(3, "input/x"), block, &mut column);
            let mut part = quantiles.part();
            quantiles.observe(&mut part, &column, BLOCK);
            quantiles.absorb(part);
            if (block + 1).is_power_of_two() && block + 1 >= FIRST_PAUSE {
                quantiles.narrow();
                kept.push(quantiles.kept().count());
            }
        }
        // 64 times the draws, 8 times the values; unbracketed it would be 64 times.
        let (early, late) = (kept[2], kept[8]);
        assert!(late < 12 * early, "{early} values after 65,536 draws, {late} after 4,194,304");
    }
}
