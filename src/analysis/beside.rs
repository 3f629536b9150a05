//! What is gathered while several models are played out over the same draws.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::dominance::{Grid, Spread};
use super::ties::{fill_untied, untied};
use crate::block::{BLOCK, Column, HeapColumn, new_column};
use crate::engine::{FIRST_PAUSE, Fold, Play, evaluate};
use crate::kernel::Isa;
use crate::model::{Arg, Frame, Model, PerspectiveOutputs};
use crate::summary::block_sums::{BlockSums, two_powers};
use crate::summary::quantiles::{Quantiles, QuantilesPart, absorb_columns};
use crate::summary::replicates::Grouping;
use crate::summary::tower::Tower;

/// One perspective under all models.
pub(super) struct Seen<'m> {
    pub(super) name: &'m str,
    pub(super) outputs: Vec<&'m PerspectiveOutputs>,
    /// About which expectations are summed, by scenario; and their differences, by pair.
    pub(super) pivots: Vec<f64>,
    pub(super) regret: Vec<Quantiles>,
    pub(super) grid: Grid,
    pub(super) counted: Counted,
}

#[derive(Clone)]
pub(super) struct Counted {
    /// By scenario and group.
    pub(super) best: Vec<Vec<u64>>,
    pub(super) spread: Vec<Spread>,
    pub(super) largest: Vec<f64>,
}

impl Counted {
    fn none(scenarios: usize, groups: usize, grid: &Grid) -> Counted {
        Counted {
            best: vec![vec![0; groups]; scenarios],
            spread: vec![Spread::empty(grid); scenarios],
            largest: vec![0.0; scenarios],
        }
    }

    fn join(&mut self, other: &Counted) {
        for (sum, part) in self.best.iter_mut().flatten().zip(other.best.iter().flatten()) {
            *sum += part;
        }
        for (sum, part) in self.spread.iter_mut().zip(&other.spread) {
            sum.join(part);
        }
        for (largest, part) in self.largest.iter_mut().zip(&other.largest) {
            *largest = if *part > *largest { *part } else { *largest };
        }
    }
}

/// Where the sums of a perspective are: expectations, regrets, then differences of expectations by pair.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    pub(super) scenarios: usize,
}

impl Layout {
    pub(super) fn expected(self, scenario: usize) -> usize {
        2 * scenario
    }

    pub(super) fn regret(self, scenario: usize) -> usize {
        2 * (self.scenarios + scenario)
    }

    /// The difference of two expectations, the first less the second.
    pub(super) fn difference(self, pair: usize) -> usize {
        2 * (2 * self.scenarios + pair)
    }

    pub(super) fn pairs(self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.scenarios).flat_map(move |a| (a + 1..self.scenarios).map(move |b| (a, b)))
    }

    pub(super) fn width(self) -> usize {
        self.difference(self.pairs().count())
    }
}

pub(super) struct Beside<'m> {
    pub(super) grouping: Grouping,
    pub(super) layout: Layout,
    pub(super) seen: Vec<Seen<'m>>,
    pub(super) sums: Tower,
    pub(super) draws: u64,
}

pub(super) struct Part {
    sums: Tower,
    regret: Vec<Vec<QuantilesPart>>,
    counted: Vec<Counted>,
    draws: u64,
    net: Vec<HeapColumn>,
    size: Vec<HeapColumn>,
    scratch: HeapColumn,
}

/// The difference of two expectations; what counts as 0 is 0.
#[inline(always)]
fn difference(a: &PerspectiveOutputs, b: &PerspectiveOutputs, frames: [&Frame; 2], to: &mut Column) {
    let none = Arg::Const(0.0);
    let values = [frames[0].operand(a.expected), frames[1].operand(b.expected)];
    let tolerances =
        [frames[0].operand(a.tolerance.unwrap_or(none)), frames[1].operand(b.tolerance.unwrap_or(none))];
    fill_untied(values, tolerances, to);
}

impl<'m> Beside<'m> {
    pub(super) fn new(models: &'m [Model], pilot: &Pilot, grouping: Grouping, width: f64) -> Beside<'m> {
        let layout = Layout { scenarios: models.len() };
        let mut seen = Vec::new();
        let names = models[0].outputs.perspectives.iter().map(|p| p.name.as_str());
        for name in names {
            let of = |model: &'m Model| model.outputs.perspectives.iter().find(|p| p.name == name);
            let Some(outputs) = models.iter().map(of).collect::<Option<Vec<_>>>() else { continue };
            let first = |p: &PerspectiveOutputs, frame: &Frame| frame.operand(p.expected).lanes::<1>(0)[0];
            let mut pivots: Vec<f64> =
                outputs.iter().zip(&pilot.first).map(|(p, frame)| first(p, frame)).collect();
            let mut column = new_column();
            for (a, b) in layout.pairs() {
                difference(outputs[a], outputs[b], [&pilot.first[a], &pilot.first[b]], &mut column);
                pivots.push(column[0]);
            }
            let grid = Grid::of(pilot.values[name].clone());
            seen.push(Seen {
                name,
                regret: outputs.iter().map(|_| Quantiles::new(&[0.95], false, width, grouping)).collect(),
                counted: Counted::none(outputs.len(), grouping.groups(), &grid),
                outputs,
                pivots,
                grid,
            });
        }
        Beside { grouping, layout, seen, sums: Tower::default(), draws: 0 }
    }
}

impl Fold for Beside<'_> {
    type Part = Part;

    fn part(&self) -> Part {
        let columns = || (0..self.layout.scenarios).map(|_| new_column()).collect();
        Part {
            sums: Tower::default(),
            regret: self.seen.iter().map(|seen| seen.regret.iter().map(Quantiles::part).collect()).collect(),
            counted: self
                .seen
                .iter()
                .map(|seen| Counted::none(self.layout.scenarios, self.grouping.groups(), &seen.grid))
                .collect(),
            draws: 0,
            net: columns(),
            size: columns(),
            scratch: new_column(),
        }
    }

    #[inline(always)]
    fn observe(&self, part: &mut Part, frames: &[Frame], block: u64, valid: usize) {
        part.draws += valid as u64;
        let layout = self.layout;
        let mut sums = BlockSums::new(self.seen.len() * layout.width(), block, self.grouping);
        for (index, seen) in self.seen.iter().enumerate() {
            let from = index * layout.width();
            let counted = &mut part.counted[index];
            for (at, (p, frame)) in seen.outputs.iter().zip(frames).enumerate() {
                frame.operand(p.net_benefit).copy_to(&mut part.net[at]);
                frame.operand(p.tolerance.unwrap_or(Arg::Const(0.0))).copy_to(&mut part.size[at]);
                frame.operand(p.expected).copy_to(&mut part.scratch);
                sums.put(from + layout.expected(at), two_powers(&part.scratch, seen.pivots[at], valid));
                counted.spread[at].count(&seen.grid, &part.net[at], valid);
            }
            for at in 0..layout.scenarios {
                for i in 0..BLOCK {
                    let (own, own_size) = (part.net[at][i], part.size[at][i]);
                    let mut regret = 0.0;
                    for (other, size) in part.net.iter().zip(&part.size) {
                        let lost = untied(other[i], own, size[i] + own_size);
                        regret = if lost > regret { lost } else { regret };
                    }
                    part.scratch[i] = regret;
                }
                sums.put(from + layout.regret(at), two_powers(&part.scratch, 0.0, valid));
                seen.regret[at].observe(&mut part.regret[index][at], &part.scratch, block, valid);
                for (i, &regret) in part.scratch[..valid].iter().enumerate() {
                    counted.best[at][self.grouping.of(block, i)] += u64::from(regret == 0.0);
                    counted.largest[at] =
                        if regret > counted.largest[at] { regret } else { counted.largest[at] };
                }
            }
            for (pair, (a, b)) in layout.pairs().enumerate() {
                difference(seen.outputs[a], seen.outputs[b], [&frames[a], &frames[b]], &mut part.scratch);
                let pivot = seen.pivots[layout.scenarios + pair];
                sums.put(from + layout.difference(pair), two_powers(&part.scratch, pivot, valid));
            }
        }
        part.sums.push(block, sums.sums);
    }

    fn absorb(&mut self, parts: Vec<Part>) {
        let mut followed = Vec::with_capacity(parts.len());
        for part in parts {
            self.draws += part.draws;
            self.sums.extend(part.sums);
            followed.push(part.regret.into_iter().flatten().collect());
            self.seen.iter_mut().zip(&part.counted).for_each(|(seen, part)| seen.counted.join(part));
        }
        absorb_columns(self.seen.iter_mut().flat_map(|seen| &mut seen.regret).collect(), followed);
    }

    fn pause(&mut self, _draws: u64) -> bool {
        self.seen.par_iter_mut().flat_map(|seen| &mut seen.regret).for_each(Quantiles::narrow);
        false
    }
}

/// What the first draws show: where to put pivots and cells.
pub(super) struct Pilot {
    /// Block 0 of each scenario.
    first: Vec<Frame>,
    /// Net benefits of all scenarios, by perspective.
    values: BTreeMap<String, Vec<f64>>,
}

impl Pilot {
    pub(super) fn fly(plays: &[Play<'_>], isa: Isa) -> Pilot {
        let mut values: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        let mut first = Vec::new();
        let mut net = new_column();
        for play in plays {
            let program = &play.model.program;
            let mut frame = Frame::new(program, play.model.sites.len());
            // Backwards, so that block 0 is what remains in the frame.
            for block in (0..FIRST_PAUSE).rev() {
                evaluate(program, play.uniforms, isa, block, BLOCK, &mut frame);
                for p in &play.model.outputs.perspectives {
                    frame.operand(p.net_benefit).copy_to(&mut net);
                    values.entry(p.name.clone()).or_default().extend_from_slice(&net[..]);
                }
            }
            first.push(frame);
        }
        Pilot { first, values }
    }
}
