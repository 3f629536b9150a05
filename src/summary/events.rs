//! Events over several columns, counted over the draws.

use super::replicates::Grouping;
use crate::block::Operand;
use crate::model::{Arg, Frame};

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

/// Draws that are looked at together; a multiple of the replicates.
const LANES: usize = 64;

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
    let horizon = horizon as f64;
    let mut counts = [0u64; LANES];
    for from in (0..valid).step_by(LANES) {
        let mut hits = [1u64; LANES];
        match event {
            Event::AtLeast(arg, least) => narrow(&mut hits, frame, *arg, from, |x| x >= *least),
            Event::AllWithin(years) => {
                for year in years {
                    narrow(&mut hits, frame, *year, from, |year| year <= horizon);
                }
            }
            Event::FirstOnly(first, second) => {
                narrow(&mut hits, frame, *first, from, |year| year <= horizon);
                narrow(&mut hits, frame, *second, from, |year| year > horizon);
            }
        }
        if valid - from < LANES {
            hits[valid - from..].fill(0);
        }
        for l in 0..LANES {
            counts[l] += hits[l];
        }
    }
    for (lane, count) in counts.into_iter().enumerate() {
        groups[grouping.of(block, lane)] += count;
    }
}

/// Keeps the hits in which a number from draw `from` on is as wanted.
#[inline(always)]
fn narrow(hits: &mut [u64; LANES], frame: &Frame, arg: Arg, from: usize, wanted: impl Fn(f64) -> bool) {
    match frame.operand(arg) {
        Operand::Column(column) => {
            let x = &column.as_chunks::<LANES>().0[from / LANES];
            for l in 0..LANES {
                hits[l] &= u64::from(wanted(x[l]));
            }
        }
        Operand::Const(c) => {
            if !wanted(c) {
                hits.fill(0);
            }
        }
    }
}
