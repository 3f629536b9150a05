//! Whole numbers at which a figure turns: such as people, or years that are counted.
//!
//! What one more person changes may go up and down (caseworkers come whole), so every number of the range is tried on the first draws, and those
//! next to a turn on all of them.

use std::collections::BTreeMap;

use super::bench::{Ask, Bench, Kind};
use super::curve::Tried;
use super::points::{holds, is_sure};
use super::search::{MISS, Searched};
use super::turn::Root;
use crate::model::Site;
use crate::summary::Failure;
use crate::summary::interval::Confidence;
use crate::summary::results::Estimate;

/// Draws on which numbers are tried first.
const FIRST: u64 = 4_096;

/// Settings that are played at a time.
const AT_ONCE: usize = 50;

/// Into how many parts a gap between numbers that were tried is cut where a figure turns in it.
const PARTS: i64 = 8;

/// Rounds of looking at all draws: gaps and rows of at most 10⁹ numbers are cut each time.
const MOST_ROUNDS: usize = 60;

/// What is known of a figure at whole numbers.
struct Numbers {
    kind: Kind,
    /// On the first draws, with intervals that hardly ever miss.
    first: BTreeMap<i64, Estimate>,
    /// On all draws; none where it cannot be had.
    all: BTreeMap<i64, Option<Looked>>,
}

/// A figure on all draws, and the rate that is clamped most often, with the share of the draws.
type Looked = (Estimate, Option<(Site, f64)>);

/// Searches a subject that counts something for both figures.
///
/// # Errors
/// Where a run came to nothing.
pub(super) fn search(bench: &Bench<'_>, subject: usize) -> Result<[Option<Searched>; 2], Failure> {
    let Some([low, high]) = bench.subjects[subject].searched else { return Ok([None, None]) };
    let values = spread(low.ceil() as i64, high.floor() as i64, bench.scan.whole);
    let of = |kind: &Kind| Numbers { kind: *kind, first: BTreeMap::new(), all: BTreeMap::new() };
    let mut figures: Vec<Numbers> = bench.kinds().iter().map(of).collect();
    let asks = |kind: Kind, values: &[i64]| -> Vec<Ask> {
        values.iter().map(|at| Ask { subject, at: *at as f64, kind }).collect()
    };
    let asked: Vec<Ask> = figures.iter().flat_map(|of| asks(of.kind, &values)).collect();
    for asked in asked.chunks(AT_ONCE) {
        let (seen, _) = bench.play(asked, &[], bench.first(FIRST), Confidence::missing(MISS))?;
        for (ask, seen) in asked.iter().zip(seen) {
            let Some(of) = figures.iter_mut().find(|of| of.kind == ask.kind) else { continue };
            of.first.extend(seen.map(|seen| (ask.at as i64, seen.figure)));
        }
    }
    for _ in 0..MOST_ROUNDS {
        let asked: Vec<Ask> = figures.iter().flat_map(|of| asks(of.kind, &of.wanted())).collect();
        if asked.is_empty() {
            break;
        }
        for asked in asked.chunks(AT_ONCE) {
            let (seen, _) = bench.play(asked, &[], bench.all(), Confidence::USUAL)?;
            for (ask, seen) in asked.iter().zip(seen) {
                let Some(of) = figures.iter_mut().find(|of| of.kind == ask.kind) else { continue };
                of.all.insert(ask.at as i64, seen.map(|seen| (seen.figure, seen.clamped)));
            }
        }
    }
    let mut found = [None, None];
    for of in figures {
        let at = usize::from(of.kind == Kind::Chance);
        found[at] = of.finish(bench);
    }
    Ok(found)
}

/// Whole numbers of a range, at most so many, evenly spread where there are more, both ends included.
fn spread(low: i64, high: i64, most: i64) -> Vec<i64> {
    let steps = high - low;
    if steps < most {
        return (low..=high).collect();
    }
    let place = |at: i64| low + (i128::from(steps) * i128::from(at) / i128::from(most - 1)) as i64;
    (0..most).map(place).collect()
}

impl Numbers {
    /// What is known, by rising number: of all draws where these were looked at. Where all draws have no figure there is none.
    fn known(&self) -> Vec<(i64, Estimate, bool)> {
        let mut known: BTreeMap<i64, (Estimate, bool)> =
            self.first.iter().map(|(at, figure)| (*at, (*figure, false))).collect();
        for (at, seen) in &self.all {
            match seen {
                Some((figure, _)) => known.insert(*at, (*figure, true)),
                None => known.remove(at),
            };
        }
        known.into_iter().map(|(at, (figure, is_all))| (at, figure, is_all)).collect()
    }

    /// Numbers at which all draws are wanted.
    fn wanted(&self) -> Vec<i64> {
        let known = self.known();
        let mut wanted = Vec::new();
        let turns: Vec<usize> = turns(&known).collect();
        if turns.is_empty() {
            // What is nearest to a turn tells whether there is one.
            let nearest = known.iter().min_by(|(_, a, _), (_, b, _)| a.value.abs().total_cmp(&b.value.abs()));
            wanted.extend(nearest.filter(|(.., is_all)| !is_all).map(|(at, ..)| *at));
        }
        for turn in turns {
            let [(low, _, low_is_all), (high, _, high_is_all)] = [known[turn], known[turn + 1]];
            wanted.extend((!low_is_all).then_some(low));
            wanted.extend((!high_is_all).then_some(high));
            if !(low_is_all && high_is_all) {
                continue;
            }
            let parts = if high - low < PARTS { high - low } else { PARTS };
            wanted.extend((1..parts).map(|part| low + (high - low) * part / parts));
            if parts == 1 {
                wanted.extend(self.ends(&known, turn).into_iter().filter_map(|end| end.err()));
            }
        }
        wanted.retain(|at| !self.all.contains_key(at));
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }

    /// How far the unbroken row of numbers around a turn goes at which the figure cannot be told from 0, downwards and upwards: the last of
    /// the row, none where it goes to the end of the range; or the number that must be looked at to say so.
    fn ends(&self, known: &[(i64, Estimate, bool)], turn: usize) -> [Result<Option<i64>, i64>; 2] {
        let value = turned(known, turn);
        let down = known[..=turn].iter().rev();
        let up = known[turn + 1..].iter();
        let end = |side: &mut dyn Iterator<Item = &(i64, Estimate, bool)>| {
            let mut last: Option<i64> = None;
            let mut at_end = None;
            for (at, figure, is_all) in side {
                if is_sure(figure) {
                    // Between the last of the row and this one there may be more of it.
                    let Some(inner) = last else { return Ok(Some(value)) };
                    let middle = inner + (at - inner) / 2;
                    let is_open = (at - inner).abs() > 1 && !self.all.contains_key(&middle);
                    return if is_open { Err(middle) } else { Ok(Some(inner)) };
                }
                if *is_all {
                    last = Some(*at);
                    at_end = None;
                } else {
                    at_end = Some(*at);
                }
            }
            at_end.map_or(Ok(None), Err)
        };
        [end(&mut down.into_iter()), end(&mut up.into_iter())]
    }

    fn finish(self, bench: &Bench<'_>) -> Option<Searched> {
        let known = self.known();
        let tried = [known.first()?.0 as f64, known.last()?.0 as f64];
        let counting = bench.counting(bench.all());
        let roots: Vec<Root> = turns(&known)
            .map(|turn| {
                let (value, rises) = (turned(&known, turn), holds(&known[turn + 1].1));
                let [lo, hi] = self.ends(&known, turn).map(|end| end.unwrap_or(Some(value)));
                let lo = lo.map(|lo| if lo < value { lo as f64 } else { value as f64 });
                let hi = hi.map(|hi| if hi > value { hi as f64 } else { value as f64 });
                let clamped = self.all.get(&value).and_then(|seen| seen.as_ref()?.1.clone());
                let value = counting.between(value as f64, [lo, hi], Confidence::USUAL);
                Root { value, rises, clamped }
            })
            .collect();
        let seen = self.all.values().flatten().next();
        let always = if roots.is_empty() { seen.map(|(figure, _)| holds(figure)) } else { None };
        let chance = |(at, figure): (&i64, &Estimate)| (*at as f64, figure.shifted(bench.target));
        let all = self.first.iter().filter(|(at, _)| known.iter().any(|(known, ..)| known == *at));
        let seen = (self.kind == Kind::Chance)
            .then(|| Tried { draws: bench.first(FIRST), all: all.map(chance).collect() });
        Some(Searched { tried, roots, always, seen })
    }
}

/// Places after which the figure turns.
fn turns(known: &[(i64, Estimate, bool)]) -> impl Iterator<Item = usize> + '_ {
    let pairs = known.windows(2).enumerate();
    pairs.filter(|(_, pair)| holds(&pair[0].1) != holds(&pair[1].1)).map(|(at, _)| at)
}

/// The number next to a turn at which the figure holds.
fn turned(known: &[(i64, Estimate, bool)], turn: usize) -> i64 {
    if holds(&known[turn].1) { known[turn].0 } else { known[turn + 1].0 }
}
