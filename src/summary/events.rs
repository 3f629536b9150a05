//! Events over several columns, counted over the draws.

use super::replicates::Grouping;
use crate::model::{Arg, Frame};
use crate::sampling::REPLICATES;

/// An event over some columns, counted over the draws.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A column is at least a number.
    AtLeast(Arg, f64),
    /// All of these years lie within the horizon.
    AllWithin(Vec<Arg>),
    /// The first year lies within the horizon, the second does not.
    FirstOnly(Arg, Arg),
}

/// In how many of the first `valid` draws an event happens: added to the counts of their groups.
#[inline(always)]
pub fn count(
    event: &Event,
    frame: &Frame,
    horizon: usize,
    (block, valid): (u64, usize),
    grouping: Grouping,
    groups: &mut [u64],
) {
    const LANES: usize = REPLICATES;
    let horizon = horizon as f64;
    let mut counts = [0u64; LANES];
    let mut add = |i: usize, hits: [bool; LANES]| {
        for (l, hit) in hits.into_iter().enumerate() {
            counts[l] += u64::from(hit & (i + l < valid));
        }
    };
    match event {
        Event::AtLeast(arg, least) => {
            let x = frame.operand(*arg);
            for i in (0..valid).step_by(LANES) {
                add(i, x.lanes::<LANES>(i).map(|x| x >= *least));
            }
        }
        Event::AllWithin(years) => {
            for i in (0..valid).step_by(LANES) {
                let mut all = [true; LANES];
                for year in years {
                    let year = frame.operand(*year).lanes::<LANES>(i);
                    for l in 0..LANES {
                        all[l] &= year[l] <= horizon;
                    }
                }
                add(i, all);
            }
        }
        Event::FirstOnly(first, second) => {
            let (first, second) = (frame.operand(*first), frame.operand(*second));
            for i in (0..valid).step_by(LANES) {
                let (a, b) = (first.lanes::<LANES>(i), second.lanes::<LANES>(i));
                let mut hits = [false; LANES];
                for l in 0..LANES {
                    hits[l] = (a[l] <= horizon) & (b[l] > horizon);
                }
                add(i, hits);
            }
        }
    }
    for (lane, count) in counts.into_iter().enumerate() {
        groups[grouping.of(block, lane)] += count;
    }
}
