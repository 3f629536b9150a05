//! The loop that follows a cash flow through the years.

use super::columns::Columns;
use super::program::{Arg, TraceYear};
use crate::block::{BLOCK, Column};
use crate::kernel::{Instructions, Isa};

/// The running state of a traced cash flow.
#[derive(Debug, Clone, Copy, Default)]
pub struct TraceState {
    pub(super) discounted: f64,
    pub(super) undiscounted: f64,
    pub(super) lowest: f64,
    pub(super) year: f64,
}

impl TraceState {
    /// Adds year `t`: the break-even year is the one after the last year that ends in deficit.
    #[inline(always)]
    pub(super) fn pass_year(&mut self, t: usize, flow: f64, factor: f64, tolerance: f64) {
        self.discounted += factor * flow;
        self.undiscounted += flow;
        self.lowest = if self.undiscounted < self.lowest { self.undiscounted } else { self.lowest };
        self.year = if self.discounted < -tolerance { (t + 1) as f64 } else { self.year };
    }
}

/// Follows a cash flow through the years: net benefit, break-even year, peak funding need.
#[inline(always)]
pub(super) fn trace<I: Instructions>(
    _: I,
    years: &[TraceYear],
    tolerance: Arg,
    columns: &Columns,
    out: [&mut Column; 3],
) {
    // So few draws side by side that their running state stays in registers. No figure depends on it.
    match I::ISA {
        Isa::Baseline => follow::<8>(years, tolerance, columns, out),
        Isa::Avx2 => follow::<16>(years, tolerance, columns, out),
        Isa::Avx512 => follow::<32>(years, tolerance, columns, out),
    }
}

#[inline(always)]
fn follow<const W: usize>(years: &[TraceYear], tolerance: Arg, columns: &Columns, out: [&mut Column; 3]) {
    let [net, year, peak] = out.map(|column| column.as_chunks_mut::<W>().0);
    for at in 0..BLOCK / W {
        let lanes = |slot: u32| &columns.read(slot).as_chunks::<W>().0[at];
        let tolerance = match tolerance {
            Arg::Slot(slot) => *lanes(slot),
            number => [constant(number); W],
        };
        let mut state = Running::<W>::start();
        for (t, &TraceYear { flow, factor }) in years.iter().enumerate() {
            match (flow, factor) {
                (Arg::Slot(flow), Arg::Slot(factor)) => {
                    let (flow, factor) = (lanes(flow), lanes(factor));
                    state.pass_year(t, |i| flow[i], |i| factor[i], &tolerance);
                }
                (Arg::Slot(flow), factor) => {
                    let (flow, factor) = (lanes(flow), constant(factor));
                    state.pass_year(t, |i| flow[i], |_| factor, &tolerance);
                }
                (flow, Arg::Slot(factor)) => {
                    let (flow, factor) = (constant(flow), lanes(factor));
                    state.pass_year(t, |_| flow, |i| factor[i], &tolerance);
                }
                (flow, factor) => {
                    let (flow, factor) = (constant(flow), constant(factor));
                    state.pass_year(t, |_| flow, |_| factor, &tolerance);
                }
            }
        }
        net[at] = state.discounted;
        year[at] = state.year;
        for i in 0..W {
            peak[at][i] = 0.0 - state.lowest[i];
        }
    }
}

/// The number that an operand is in every draw.
#[inline(always)]
fn constant(arg: Arg) -> f64 {
    match arg {
        Arg::Const(c) => c,
        Arg::Slot(_) | Arg::Gathered(_) => unreachable!("what varies is read from its column"),
    }
}

/// The running state of the draws that are followed together.
struct Running<const W: usize> {
    discounted: [f64; W],
    undiscounted: [f64; W],
    lowest: [f64; W],
    year: [f64; W],
}

impl<const W: usize> Running<W> {
    #[inline(always)]
    fn start() -> Running<W> {
        let zero = [0.0; W];
        Running { discounted: zero, undiscounted: zero, lowest: zero, year: zero }
    }

    #[inline(always)]
    fn pass_year(
        &mut self,
        t: usize,
        flow: impl Fn(usize) -> f64,
        factor: impl Fn(usize) -> f64,
        tolerance: &[f64; W],
    ) {
        for i in 0..W {
            let mut state = TraceState {
                discounted: self.discounted[i],
                undiscounted: self.undiscounted[i],
                lowest: self.lowest[i],
                year: self.year[i],
            };
            state.pass_year(t, flow(i), factor(i), tolerance[i]);
            self.discounted[i] = state.discounted;
            self.undiscounted[i] = state.undiscounted;
            self.lowest[i] = state.lowest;
            self.year[i] = state.year;
        }
    }
}
