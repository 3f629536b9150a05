//! The plan, once everything has its place in a frame: what is read in which stage, and from where.

use std::sync::Arc;

use super::batches::Grouping;
use super::block_sums::{
    BlockSums, Sizes, ToldApart, four_powers, luck_powers, luck_products, product, two_powers,
};
use super::events::{Event, Sign};
use super::plan::{Batched, Plan, Seen, Source, Summed};
use super::quantity::Recipe;
use crate::block::{Column, GROUP, HeapColumn, Operand, new_column};
use crate::engine::{Place, Play};
use crate::kernel::Isa;
use crate::model::column::{Arg, Frame, Program, Value};

/// What is summed of which columns, and about which values.
#[derive(Debug)]
struct PlacedSum {
    kind: Kind,
    a: Arg,
    b: Arg,
    at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Two,
    Four,
    Product,
    Split,
}

/// A quantity that is made of several columns, and what is wanted of it.
#[derive(Debug)]
pub(super) struct PlacedMade {
    recipe: Recipe<Arg>,
    /// Sums of two or four powers.
    sums: Vec<(Kind, usize)>,
    /// Index into [`Plan::followed`].
    pub followed: Vec<usize>,
    /// Index into [`Plan::events`].
    pub signs: Vec<(Sign, usize)>,
    /// Index into [`Plan::largest`].
    pub largest: Vec<usize>,
}

/// What is read when a stage is over. Numbers are indices into the lists of the plan.
#[derive(Debug, Default)]
pub(super) struct Stage {
    sums: Vec<PlacedSum>,
    pub made: Vec<PlacedMade>,
    pub followed: Vec<(u32, usize)>,
    pub tables: Vec<(Arg, usize)>,
    pub events: Vec<(Event<Arg>, usize)>,
    /// Expectation and what is drawn, of a split.
    pub extremes: Vec<(Arg, Arg, usize)>,
    /// The column of a picture.
    pub pictures: Vec<(u32, usize)>,
    pub turns: Vec<([Arg; 2], usize)>,
    pub spreads: Vec<(Vec<Arg>, usize)>,
}

/// The placed plan.
#[derive(Debug)]
pub struct Layout {
    pub(super) stages: Vec<Stage>,
    /// What the deviations of each sum are from.
    pivots: Vec<f64>,
    /// The same of the second quantity of a product.
    other_pivots: Vec<f64>,
    width: usize,
    pub(super) told_apart: Arc<ToldApart>,
    /// By [`Plan::shown`].
    pub(super) shown: Vec<Arg>,
    /// By [`Plan::leading`].
    pub(super) leading: Vec<Arg>,
}

impl Layout {
    /// Finds every place, and takes the pivots from the first draw of all: from block 0, whatever the run. Gives that block
    /// where it can be played as it is.
    pub fn new(plan: &Plan, play: Play<'_>, isa: Isa) -> (Layout, Option<Frame>) {
        let program = play.program;
        let stages = (0..program.stages()).map(|stage| Stage::of(plan, program, stage)).collect();
        let (pivots, other_pivots) = (vec![0.0; plan.width], vec![0.0; plan.width]);
        let shown = plan.shown.iter().map(|shown| program.arg(shown.value.base)).collect();
        let leading = plan.leading.iter().map(|column| program.arg(Value::Column(*column))).collect();
        let only = (plan.batched == Batched::Sums).then_some(plan.correlated.as_slice());
        let (width, told_apart) = (plan.width, Arc::new(ToldApart::new(plan.width, only)));
        let mut layout = Layout { stages, pivots, other_pivots, width, told_apart, shown, leading };
        let mut made = new_column();
        let block_0 = play.block_0(isa, |stage, frame| layout.set_pivots(stage, frame, &mut made));
        (layout, (program.stages() == 1).then_some(block_0))
    }

    /// Number of sums of each group.
    pub fn width(&self) -> usize {
        self.width
    }

    /// What the deviations of the sums from `at` on are from.
    pub fn pivot(&self, at: usize) -> f64 {
        self.pivots[at]
    }

    fn set_pivots(&mut self, stage: usize, frame: &Frame, column: &mut HeapColumn) {
        let first = |arg: Arg| match arg {
            Arg::Const(c) => c,
            Arg::Slot(slot) => frame.column(slot)[0],
            Arg::Gathered(index) => frame.gathered(index)[0] / GROUP as f64,
        };
        for sum in &self.stages[stage].sums {
            self.pivots[sum.at] = first(sum.a);
            self.other_pivots[sum.at] = first(sum.b);
        }
        for made in &self.stages[stage].made {
            made.recipe.fill(frame, column);
            for (_, at) in &made.sums {
                self.pivots[*at] = made.recipe.pivot(column);
            }
        }
    }

    /// Sums what a stage of a block has to sum.
    #[inline(always)]
    pub(super) fn sum(&self, frame: &Frame, place: Place, sizes: &Sizes, sums: &mut BlockSums) {
        let valid = place.valid;
        for sum in &self.stages[place.stage].sums {
            let (at, pivots) = (sum.at, (self.pivots[sum.at], self.other_pivots[sum.at]));
            match (sum.kind, sum.a, sum.b) {
                (Kind::Two, Arg::Slot(x), _) => sums.put(at, two_powers(frame.column(x), pivots.0, valid)),
                (Kind::Two, Arg::Gathered(x), _) => sums.put(at, sizes.powers(frame.gathered(x), pivots.0)),
                (Kind::Four, Arg::Slot(x), _) => sums.put(at, four_powers(frame.column(x), pivots.0, valid)),
                (Kind::Product, Arg::Slot(x), Arg::Slot(y)) => {
                    sums.put(at, [product(frame.column(x), frame.column(y), pivots, valid)]);
                }
                (Kind::Product, Arg::Gathered(x), Arg::Gathered(y)) => {
                    sums.put(at, [sizes.product(frame.gathered(x), frame.gathered(y), pivots)]);
                }
                (Kind::Split, Arg::Slot(expected), Arg::Slot(drawn)) => {
                    let (e, d) = (frame.column(expected), frame.column(drawn));
                    sums.put(at, four_powers(e, pivots.0, valid));
                    sums.put(at + 4, luck_powers(e, d, valid));
                    sums.put(at + 8, luck_products(e, d, pivots.0, valid));
                }
                // Without parameter uncertainty all is luck, about a number known exactly.
                (Kind::Split, Arg::Const(mean), Arg::Slot(drawn)) => {
                    sums.put(at + 4, four_powers(frame.column(drawn), mean, valid));
                }
                // What does not vary as drawn does not vary in expectation either.
                _ => {}
            }
        }
    }

    /// Makes a quantity of several columns, and sums it.
    #[inline(always)]
    pub(super) fn make(
        &self,
        made: &PlacedMade,
        frame: &Frame,
        place: Place,
        sums: &mut BlockSums,
        to: &mut Column,
    ) {
        made.recipe.fill(frame, to);
        for &(kind, at) in &made.sums {
            match kind {
                Kind::Four => sums.put(at, four_powers(to, self.pivots[at], place.valid)),
                _ => sums.put(at, two_powers(to, self.pivots[at], place.valid)),
            }
        }
    }

    /// Keeps the draws of a block, one of the first.
    pub(super) fn lead(&self, frame: &Frame, valid: usize, to: &mut [Vec<f64>]) {
        for (arg, column) in self.leading.iter().zip(to) {
            if let Operand::Column(draws) = frame.operand(*arg) {
                column.extend_from_slice(&draws[..valid]);
            }
        }
    }

    /// No sums yet of a block.
    pub(super) fn no_sums(&self, block: u64, grouping: Grouping) -> BlockSums {
        BlockSums::new(&self.told_apart, block, grouping)
    }
}

impl Stage {
    fn of(plan: &Plan, program: &Program, stage: usize) -> Stage {
        let arg = |source: Source| match source {
            Source::Column(id) => program.arg(Value::Column(id)),
            Source::Grouped(asker, id) => program.gathered(asker, Value::Column(id)),
            Source::Made(_) => unreachable!("what is made is placed by itself"),
        };
        let slot = |source: Source| match arg(source) {
            Arg::Slot(slot) => slot,
            Arg::Const(_) | Arg::Gathered(_) => unreachable!("what is ordered is a column"),
        };
        let mut all = Stage::default();
        let mut made_here = Vec::new();
        for (index, (recipe, of)) in plan.made.iter().enumerate() {
            if *of == stage {
                made_here.push(index);
                all.made.push(PlacedMade {
                    recipe: recipe.placed(program),
                    sums: Vec::new(),
                    followed: Vec::new(),
                    signs: Vec::new(),
                    largest: Vec::new(),
                });
            }
        }
        // Where a made quantity is in this stage.
        let here = |index: usize| made_here.binary_search(&index).ok();
        for sum in &plan.sums {
            let at = sum.at;
            match sum.summed {
                Summed::Two(Source::Made(made)) => {
                    here(made.0).into_iter().for_each(|i| all.made[i].sums.push((Kind::Two, at)));
                }
                Summed::Four(Source::Made(made)) => {
                    here(made.0).into_iter().for_each(|i| all.made[i].sums.push((Kind::Four, at)));
                }
                _ if sum.stage != stage => {}
                Summed::Two(x) => all.sums.push(PlacedSum { kind: Kind::Two, a: arg(x), b: arg(x), at }),
                Summed::Four(x) => all.sums.push(PlacedSum { kind: Kind::Four, a: arg(x), b: arg(x), at }),
                Summed::Product(x, y) => {
                    all.sums.push(PlacedSum { kind: Kind::Product, a: arg(x), b: arg(y), at });
                }
            }
        }
        for (index, split) in plan.splits.iter().enumerate().filter(|(_, split)| split.stage == stage) {
            let (a, b) = (program.arg(split.expected), program.arg(split.drawn));
            all.sums.push(PlacedSum { kind: Kind::Split, a, b, at: split.at });
            all.extremes.push((a, b, index));
        }
        for (index, followed) in plan.followed.iter().enumerate() {
            match followed.source {
                Source::Made(made) => {
                    here(made.0).into_iter().for_each(|i| all.made[i].followed.push(index));
                }
                source if followed.stage == stage => {
                    all.followed.push((slot(source), index));
                    let pictures = plan.pictures.iter().enumerate().filter(|(_, of)| **of == index);
                    all.pictures.extend(pictures.map(|(picture, _)| (slot(source), picture)));
                }
                _ => {}
            }
        }
        let tables = plan.tables.iter().enumerate().filter(|(_, table)| table.stage == stage);
        all.tables.extend(tables.map(|(index, table)| (program.arg(Value::Column(table.column)), index)));
        for (index, (seen, of)) in plan.events.iter().enumerate() {
            match seen {
                Seen::Sign(made, sign) => {
                    here(made.0).into_iter().for_each(|i| all.made[i].signs.push((*sign, index)));
                }
                Seen::Event(event) if *of == stage => all.events.push((event.placed(program), index)),
                Seen::Event(_) => {}
            }
        }
        for (index, made) in plan.largest.iter().enumerate() {
            here(made.0).into_iter().for_each(|i| all.made[i].largest.push(index));
        }
        for (index, (years, _, _)) in plan.turns.iter().enumerate().filter(|(_, turn)| turn.2 == stage) {
            all.turns.push((years.map(|year| program.arg(year)), index));
        }
        for (index, (of, _)) in plan.spreads.iter().enumerate().filter(|(_, spread)| spread.1 == stage) {
            all.spreads.push((of.iter().map(|(_, value)| program.arg(*value)).collect(), index));
        }
        all
    }
}

/// The numbers of an operand, whether it varies or not.
#[inline(always)]
pub(super) fn numbers<'f>(operand: Operand<'f>, scratch: &'f mut Column) -> &'f Column {
    match operand {
        Operand::Column(column) => column,
        Operand::Const(c) => {
            scratch.fill(c);
            scratch
        }
    }
}
