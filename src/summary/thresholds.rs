//! Amounts from which, or up to which, something holds in enough draws.
//!
//! In each draw a statement about an amount t holds for the t of an interval. The share of the draws in which it holds is then a
//! step function of t, known exactly on the draws: where it first and last reaches a target, and where it is largest, are found from
//! the ends of the intervals. These are order statistics, and so are the ends of their own intervals: the amounts at which the share
//! reaches the target less or plus its error (David & Nagaraja, 2003, Order Statistics, §7.1).

use super::counting::Counting;
use super::dealt::{Deal, Dealt};
use super::estimate::Estimate;
use super::interval::Confidence;
use crate::sampling::{REPLICATES, Sampling};

/// The amounts at which a statement holds in a draw, both ends included; `None` where there are none.
pub type Interval = Option<(f64, f64)>;

/// Every amount.
pub const ALWAYS: Interval = Some((f64::NEG_INFINITY, f64::INFINITY));

/// The amounts t at which `margin` + t · `per` ≥ 0.
pub fn enough(margin: f64, per: f64) -> Interval {
    if per == 0.0 {
        return if margin >= 0.0 { ALWAYS } else { None };
    }
    let threshold = 0.0 - margin / per;
    Some(if per > 0.0 { (threshold, f64::INFINITY) } else { (f64::NEG_INFINITY, threshold) })
}

/// The amounts in two intervals.
pub fn both(a: Interval, b: Interval) -> Interval {
    let ((from, to), (start, end)) = (a?, b?);
    let (from, to) = (if from > start { from } else { start }, if to < end { to } else { end });
    (from <= to).then_some((from, to))
}

/// In how many draws a statement holds, by amount.
pub struct Holding<F> {
    /// Of each draw.
    interval: F,
    deal: Deal,
    /// Beginnings of the intervals that are not of every amount, −∞ among them.
    starts: Dealt,
    /// Their ends, but for ∞.
    ends: Dealt,
    /// Draws in which it holds at every amount.
    always: u64,
    draws: usize,
    counting: Counting,
}

impl<F: Fn(usize) -> Interval> Holding<F> {
    /// Looks at the intervals of so many draws.
    pub fn new(draws: usize, sampling: Sampling, interval: F) -> Holding<F> {
        let (mut starts, mut ends, mut always) = (Vec::new(), Vec::new(), 0);
        for of in (0..draws).filter_map(&interval) {
            if Some(of) == ALWAYS {
                always += 1;
                continue;
            }
            starts.push(of.0);
            if of.1 != f64::INFINITY {
                ends.push(of.1);
            }
        }
        let deal = Deal::of([&starts, &ends]);
        let (starts, ends) = (Dealt::new(starts, deal), Dealt::new(ends, deal));
        let counting = Counting::of(sampling, draws as u64);
        Holding { interval, deal, starts, ends, always, draws, counting }
    }

    /// More than in so many draws it holds at no amount of a heap.
    fn most(&self, heap: usize) -> u64 {
        self.always + (self.starts.before(heap + 1) - self.ends.before(heap)) as u64
    }

    /// The amounts of a heap at which the number of draws rises, in rising order, each with that number there.
    fn rising(&self, heap: usize) -> Vec<(f64, u64)> {
        let (starts, ends) = (self.starts.in_order(heap), self.ends.in_order(heap));
        let before = self.always + (self.starts.before(heap) - self.ends.before(heap)) as u64;
        let (mut rising, mut ended) = (Vec::with_capacity(starts.len()), 0);
        for (at, start) in starts.iter().enumerate() {
            while ends.get(ended).is_some_and(|end| end < start) {
                ended += 1;
            }
            if starts.get(at + 1) != Some(start) {
                rising.push((*start, before + (at + 1) as u64 - ended as u64));
            }
        }
        rising
    }

    /// The amounts of a heap above which the number of draws falls, in falling order, each with that number there.
    fn falling(&self, heap: usize) -> Vec<(f64, u64)> {
        let (starts, ends) = (self.starts.in_order(heap), self.ends.in_order(heap));
        let before = self.always + (self.starts.before(heap) - self.ends.before(heap)) as u64;
        let (mut falling, mut begun) = (Vec::with_capacity(ends.len()), starts.len());
        for (at, end) in ends.iter().enumerate().rev() {
            while begun > 0 && starts[begun - 1] > *end {
                begun -= 1;
            }
            if at == 0 || ends[at - 1] != *end {
                falling.push((*end, before + begun as u64 - at as u64));
            }
        }
        falling
    }

    /// Draws in which it holds however large the amount.
    fn at_last(&self) -> u64 {
        self.always + (self.starts.count() - self.ends.count()) as u64
    }

    /// Draws in which it holds at an amount.
    fn at(&self, amount: f64) -> u64 {
        let heap = self.deal.heap(amount);
        let started = self.starts.heap(heap).iter().filter(|start| **start <= amount).count();
        let ended = self.ends.heap(heap).iter().filter(|end| **end < amount).count();
        self.always + (self.starts.before(heap) + started - self.ends.before(heap) - ended) as u64
    }

    /// The least amount from `least` on at which it holds in so many draws; −∞ where it does so however small the amount.
    fn first_of(&self, draws: u64, least: f64) -> Option<f64> {
        if self.always >= draws || self.at(least) >= draws {
            return Some(least);
        }
        let heaps = Dealt::heaps().skip(self.deal.heap(least)).filter(|heap| self.most(*heap) >= draws);
        let mut rising = heaps.flat_map(|heap| self.rising(heap));
        rising.find(|(at, holding)| *at > least && *holding >= draws).map(|(at, _)| at)
    }

    /// The largest amount at which it holds in so many draws; ∞ where it does so however large the amount.
    fn last_of(&self, draws: u64) -> Option<f64> {
        if self.at_last() >= draws {
            return Some(f64::INFINITY);
        }
        let heaps = Dealt::heaps().rev().filter(|heap| self.most(*heap) >= draws);
        let mut falling = heaps.flat_map(|heap| self.falling(heap));
        falling.find(|(_, holding)| *holding >= draws).map(|(at, _)| at)
    }

    /// The least amount at which it holds in most draws, and in how many; −∞ where it does so however small the amount.
    fn most_of_all(&self) -> (f64, u64) {
        // Between two heaps it is known: no heap matters that cannot come to the most of these.
        let between = Dealt::heaps().map(|heap| self.starts.before(heap) - self.ends.before(heap));
        let known = self.always + between.max().unwrap_or(0) as u64;
        let mut best = (f64::NEG_INFINITY, self.always);
        for heap in Dealt::heaps().filter(|heap| self.most(*heap) >= known) {
            if self.most(heap) <= best.1 {
                continue;
            }
            for (at, holding) in self.rising(heap) {
                if holding > best.1 {
                    best = (at, holding);
                }
            }
        }
        best
    }

    /// The fewest draws whose share is a target.
    fn fewest(&self, target: f64) -> u64 {
        let n = self.draws as f64;
        let mut count = (target * n).ceil();
        while count >= 1.0 && (count - 1.0) / n >= target {
            count -= 1.0;
        }
        while count / n < target {
            count += 1.0;
        }
        count as u64
    }

    /// How far the share at an amount may lie from the truth, where that is `p`; and how many errors that is.
    fn half_width(&self, amount: f64, p: f64) -> (f64, f64) {
        let (confidence, n) = (Confidence::USUAL, self.draws as f64);
        match self.counting.replicates() {
            None => (confidence.z * (p * (1.0 - p) / n).sqrt(), confidence.z),
            Some(sizes) => {
                let counts = self.hits(amount);
                let mut each = [0.0; REPLICATES];
                each.iter_mut().zip(&counts).for_each(|(each, hits)| *each = *hits as f64);
                let (low, high) = sizes.share_within(each, confidence);
                ((high - low) / 2.0, confidence.t)
            }
        }
    }

    /// In how many draws of each group it holds at an amount.
    fn hits(&self, amount: f64) -> Vec<u64> {
        let holds = |draw| (self.interval)(draw).is_some_and(|(from, to)| from <= amount && amount <= to);
        let mut hits = self.counting.none();
        for draw in (0..self.draws).filter(|draw| holds(*draw)) {
            hits[self.counting.group(draw as u64)] += 1;
        }
        hits
    }

    /// The share of the draws in which it holds at an amount.
    pub fn share(&self, amount: f64) -> Estimate {
        let hits = match self.counting.replicates() {
            Some(_) => self.hits(amount),
            None => vec![self.at(amount)],
        };
        self.counting.probability(&hits, Confidence::USUAL)
    }

    /// An amount with its interval: `find` gives it for a number of draws, the further in the more they are.
    fn estimate(&self, target: f64, find: impl Fn(u64) -> Option<f64>, from_below: bool) -> Option<Estimate> {
        let value = find(self.fewest(target)).filter(|amount| amount.is_finite())?;
        let (half, errors) = self.half_width(value, target);
        let n = self.draws as f64;
        let (fewer, more) = ((n * (target - half)).floor(), (n * (target + half)).ceil() + 1.0);
        let outside = if from_below { f64::NEG_INFINITY } else { f64::INFINITY };
        let outer = if fewer >= 1.0 { find(fewer as u64) } else { None };
        let inner = if more <= n { find(more as u64) } else { None };
        let (outer, inner) = (outer.unwrap_or(outside), inner.unwrap_or(-outside));
        let (lo, hi) = if from_below { (outer, inner) } else { (inner, outer) };
        Some(Estimate { value, se: (hi - lo) / (2.0 * errors), lo, hi })
    }

    /// The least amount from `least` on at which it holds in a target share of the draws; `None` where no amount does, or where it does
    /// so however small the amount. An end of its interval is infinite where the share comes no further.
    pub fn first(&self, target: f64, least: f64) -> Option<Estimate> {
        self.estimate(target, |draws| self.first_of(draws, least), true)
    }

    /// The same: of all amounts where more of it never makes the statement false, and else of those from 0 on.
    pub fn first_needed(&self, target: f64) -> Option<Estimate> {
        self.first(target, if self.ends.count() == 0 { f64::NEG_INFINITY } else { 0.0 })
    }

    /// The largest amount at which it holds in a target share of the draws; `None` where no amount does, or where it does so however
    /// large the amount.
    pub fn last(&self, target: f64) -> Option<Estimate> {
        self.estimate(target, |draws| self.last_of(draws), false)
    }

    /// The amount at which it holds in most draws, the least of equals, and their share; no amount where none makes a difference.
    ///
    /// A maximum is flat: the interval of the amount holds all whose share lies within the error of the largest, and is wider than it need
    /// be. Having been chosen, the largest share is too large, but by less than its own error.
    pub fn best(&self) -> (Option<Estimate>, Estimate) {
        let (value, holding) = self.most_of_all();
        let share = self.share(value);
        if !value.is_finite() {
            return (None, share);
        }
        let (half, errors) = self.half_width(value, share.value);
        let near = (holding as f64 - half * self.draws as f64).ceil();
        let near = if near > 0.0 { near as u64 } else { 0 };
        let lo = self.first_of(near, f64::NEG_INFINITY).unwrap_or(value);
        let hi = self.last_of(near).unwrap_or(value);
        (Some(Estimate { value, se: (hi - lo) / (2.0 * errors), lo, hi }), share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holding(intervals: &[Interval]) -> Holding<impl Fn(usize) -> Interval + '_> {
        Holding::new(intervals.len(), Sampling::Random, |draw| intervals[draw])
    }

    #[test]
    fn an_amount_per_something_turns_round_where_that_is_below_0() {
        assert_eq!(enough(-6.0, 2.0), Some((3.0, f64::INFINITY)));
        assert_eq!(enough(-6.0, -2.0), Some((f64::NEG_INFINITY, -3.0)));
        assert_eq!((enough(0.0, 0.0), enough(-1.0, 0.0)), (ALWAYS, None));
        assert_eq!(both(enough(-6.0, 2.0), enough(8.0, -2.0)), Some((3.0, 4.0)));
        assert_eq!(both(enough(-8.0, 2.0), enough(6.0, -2.0)), None);
    }

    /// Against a look at every amount that could matter.
    #[test]
    fn first_last_and_best_are_those_of_a_plain_search() {
        let mut state = 7u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 60) as f64 - 8.0
        };
        for round in 0..300 {
            let mut intervals: Vec<Interval> = Vec::new();
            for _ in 0..24 {
                let (a, b, kind) = (next(), next(), next());
                intervals.push(match kind {
                    k if k > 6.0 => ALWAYS,
                    k if k > 5.0 => None,
                    k if k > 3.0 => Some((a, f64::INFINITY)),
                    k if k > 1.0 && round % 2 == 0 => Some((f64::NEG_INFINITY, a)),
                    _ => Some(if a < b { (a, b) } else { (b, a) }),
                });
            }
            let held = holding(&intervals);
            let count =
                |t: f64| intervals.iter().flatten().filter(|(a, b)| *a <= t && t <= *b).count() as u64;
            let amounts: Vec<f64> = (-40..=40).map(|quarter| f64::from(quarter) / 4.0).collect();
            for draws in 1..=24 {
                for least in [f64::NEG_INFINITY, 0.0] {
                    let plain = amounts.iter().copied().find(|t| *t >= least && count(*t) >= draws);
                    // The first amount lies below all ends: however small.
                    let plain = plain.map(|t| if t == amounts[0] || t == least { least } else { t });
                    assert_eq!(held.first_of(draws, least), plain, "{intervals:?} {draws} from {least}");
                }
                let plain = amounts.iter().rev().copied().find(|t| count(*t) >= draws);
                let plain = plain.map(|t| if t == amounts[80] { f64::INFINITY } else { t });
                assert_eq!(held.last_of(draws), plain, "{intervals:?} {draws}");
            }
            let most = amounts.iter().map(|t| count(*t)).max().expect("amounts");
            let (best, share) = held.best();
            assert_eq!(share.value, most as f64 / 24.0);
            if let Some(best) = best {
                assert_eq!(Some(&best.value), amounts.iter().find(|t| count(**t) == most));
            }
        }
    }

    /// With many draws most heaps are passed over.
    #[test]
    fn heaps_that_do_not_matter_are_passed_over() {
        let mut state = 3u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 11) as f64 + 0.5) / (1u64 << 53) as f64
        };
        for scale in [0.0, 1e-9, 1.0, 1e200] {
            let mut intervals: Vec<Interval> = Vec::new();
            for _ in 0..20_000 {
                let (from, width) = (1.0 + scale * (1.0 / next() - 2.0), scale * 3.0 * next());
                intervals.push((next() < 0.9).then_some((from, from + width)));
            }
            let held = holding(&intervals);
            let mut starts: Vec<f64> = intervals.iter().flatten().map(|(from, _)| *from).collect();
            let mut ends: Vec<f64> = intervals.iter().flatten().map(|(_, to)| *to).collect();
            starts.sort_unstable_by(f64::total_cmp);
            ends.sort_unstable_by(f64::total_cmp);
            let count =
                |t: f64| (starts.partition_point(|s| *s <= t) - ends.partition_point(|e| *e < t)) as u64;
            let most = starts.iter().map(|t| count(*t)).max().expect("amounts");
            let first = |draws| starts.iter().copied().find(|t| count(*t) >= draws);
            assert_eq!(held.most_of_all(), (first(most).expect("an amount"), most), "{scale}");
            for draws in [1, 10, most / 2, most - 1, most, most + 1] {
                assert_eq!(held.first_of(draws, f64::NEG_INFINITY), first(draws), "{scale} {draws}");
                let last = ends.iter().rev().copied().find(|t| count(*t) >= draws);
                assert_eq!(held.last_of(draws), last, "{scale} {draws}");
            }
        }
    }

    #[test]
    fn a_target_is_met_by_the_fewest_draws_that_reach_it() {
        let all = [ALWAYS; 1000];
        let held = holding(&all);
        for (target, draws) in [(0.8, 800), (0.7, 700), (0.29, 290), (0.8001, 801), (0.001, 1), (0.57, 570)] {
            assert_eq!(held.fewest(target), draws, "{target}");
        }
        assert_eq!((held.first(0.8, f64::NEG_INFINITY), held.last(0.8)), (None, None));
        assert_eq!(held.best(), (None, Confidence::USUAL.probability(1000, 1000)));
    }

    #[test]
    fn the_interval_of_an_amount_is_that_of_order_statistics() {
        let rising: Vec<Interval> = (0..10_000).map(|draw| Some((f64::from(draw), f64::INFINITY))).collect();
        let e = holding(&rising).first(0.8, f64::NEG_INFINITY).expect("an amount");
        // 1.96 · √(10,000 · 0.8 · 0.2) = 78.4 draws to each side.
        assert_eq!((e.value, e.lo, e.hi), (7999.0, 7920.0, 8079.0));
        assert!((e.se - 40.0).abs() < 0.6, "{e:?}");
        let falling: Vec<Interval> =
            (0..10_000).map(|draw| Some((f64::NEG_INFINITY, f64::from(draw)))).collect();
        let e = holding(&falling).last(0.8).expect("an amount");
        assert_eq!((e.value, e.lo, e.hi), (2000.0, 1920.0, 2079.0));
        // Where the share comes hardly further than the target there is no end to the interval.
        let most: Vec<Interval> =
            (0..1000).map(|draw| (draw < 810).then_some((f64::from(draw), f64::INFINITY))).collect();
        let e = holding(&most).first(0.8, f64::NEG_INFINITY).expect("an amount");
        assert!(e.value == 799.0 && e.hi == f64::INFINITY && e.se == f64::INFINITY && e.lo > 0.0, "{e:?}");
    }
}
