//! The engine: blocks of draws on all cores, folded in order.
//!
//! A [`Fold`] sees every block once; what it makes of them must not depend on how blocks were grouped into
//! tasks, and then nothing depends on the number of threads. No input or output happens here.

mod pool;

use std::ops::Range;
use std::sync::Mutex;

use rayon::prelude::*;

pub use pool::{NoThreads, Pool};

pub use crate::model::column::Place;

use crate::block::BLOCK;
use crate::kernel::{self, Instructions, Isa, Kernel};
use crate::model::column::{Frame, OutOfBounds, Program};
use crate::sampling::Uniforms;

/// Blocks after which a fold may look at its figures first: 16 · 1,024 = 16,384 draws, then every doubling.
pub const FIRST_PAUSE: u64 = 16;

/// Blocks in the last tasks before a folding, where there are enough: long enough to hide their start, short enough
/// that no thread waits for long.
const LAST_TASK_BLOCKS: u64 = 8;

/// Where there are few blocks, a last task has at most one in so many of those that fall to a thread.
const LAST_TASK_SHARE: u64 = 8;

/// What becomes of the blocks.
pub trait Fold: Sync {
    /// What a task gathers from its blocks.
    type Part: Send;

    /// An empty part for a task.
    fn part(&self) -> Self::Part;

    /// Takes in a stage of a block, whose columns are in the frame. Implementations must be `#[inline(always)]`.
    fn observe(&self, part: &mut Self::Part, frame: &Frame, place: Place);

    /// Takes in the parts of some tasks, in the order of their blocks. No other work goes on meanwhile: what takes
    /// long is to be shared among all cores.
    fn absorb(&mut self, parts: Vec<Self::Part>);

    /// Called when 16, 32, 64 … blocks have been absorbed, with what was noticed so far. `true` ends the run there.
    fn pause(&mut self, noticed: &Noticed) -> bool;

    /// Most blocks between two absorptions, by thread: bounds what waits in memory.
    fn patience(&self) -> u64 {
        512
    }
}

/// A program with the uniforms that it is played out with.
#[derive(Debug, Clone, Copy)]
pub struct Play<'a> {
    /// The program.
    pub program: &'a Program,
    /// Its uniforms.
    pub uniforms: &'a Uniforms,
}

/// Which draws to make: some blocks of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Draws of the whole run; its last block may be short.
    pub draws: u64,
    /// The blocks.
    pub blocks: Range<u64>,
}

impl Span {
    /// All draws of a run.
    pub fn whole(draws: u64) -> Span {
        Span { draws, blocks: 0..draws.div_ceil(BLOCK as u64) }
    }

    /// How many draws it has before block `to`.
    fn made(&self, to: u64) -> u64 {
        let start = self.blocks.start * BLOCK as u64;
        self.draws.min(to * BLOCK as u64).saturating_sub(start)
    }

    /// How many draws it has.
    pub fn len(&self) -> u64 {
        self.made(self.blocks.end)
    }

    /// Whether it has no draws.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Looks on while the engine works.
pub trait Watch: Sync {
    /// So many draws of at most `total` are done.
    fn progressed(&self, done: u64, total: u64);
    /// Whether to stop.
    fn cancelled(&self) -> bool;
}

/// A watch that neither shows nor stops anything.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn progressed(&self, _: u64, _: u64) {}
    fn cancelled(&self) -> bool {
        false
    }
}

/// Why a run ended early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stopped {
    /// The watch said so.
    Cancelled,
    /// A draw that the program cannot go on with.
    OutOfBounds(OutOfBounds),
}

/// What the engine noticed besides the fold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Noticed {
    /// Draws made.
    pub draws: u64,
    /// Draws clamped, by check of the program.
    pub clamped: Vec<u64>,
}

struct Observe<'a, F: Fold> {
    fold: &'a F,
    part: &'a mut F::Part,
    frame: &'a Frame,
    place: Place,
}

impl<F: Fold> Kernel for Observe<'_, F> {
    #[inline(always)]
    fn run<I: Instructions>(self, _: I) {
        self.fold.observe(self.part, self.frame, self.place);
    }
}

/// What a task of blocks yields.
struct Done<P> {
    /// Its first block.
    first: u64,
    part: P,
    clamped: Vec<u64>,
    out_of_bounds: Option<OutOfBounds>,
}

/// Shares blocks out among threads, which take the next task when they are done with one: long tasks first, since each
/// leaves a part behind, and shorter and shorter ones, so that all end together (guided self-scheduling; Polychronopoulos &
/// Kuck 1987, *IEEE Trans. Computers* C-36(12)).
fn tasks(blocks: Range<u64>, threads: u64) -> impl Iterator<Item = Range<u64>> + Send {
    let least = ((blocks.end - blocks.start) / (threads * LAST_TASK_SHARE)).clamp(1, LAST_TASK_BLOCKS);
    let mut next = blocks.start;
    std::iter::from_fn(move || {
        let left = blocks.end - next;
        let task = next..next + (left / (2 * threads)).max(least).min(left);
        next = task.end;
        (!task.is_empty()).then_some(task)
    })
}

/// Plays the draws of a span, or fewer where the fold says so, on the current rayon pool. `block_0` holds that block
/// where all of its draws are evaluated already, in one stage.
///
/// # Errors
/// Where the watch cancels, or a draw is out of bounds (the first such draw).
pub fn simulate<F: Fold>(
    play: Play<'_>,
    span: &Span,
    isa: Isa,
    fold: &mut F,
    block_0: Option<Frame>,
    watch: &dyn Watch,
) -> Result<Noticed, Stopped> {
    let pool: Mutex<Vec<Frame>> = Mutex::new(Vec::new());
    // Where the last block is block 0 and not full, its frame holds draws too many.
    let block_0 = Mutex::new(block_0.filter(|_| span.draws >= BLOCK as u64));
    let threads = rayon::current_num_threads() as u64;
    let mut noticed = Noticed { draws: 0, clamped: vec![0; play.program.checks().len()] };
    let Range { start, end } = span.blocks;
    let mut from = start;
    let mut pause = FIRST_PAUSE;
    while from < end {
        let to = (start + pause).min(end).min(from + threads * fold.patience());
        let observer = &*fold;
        let work = |blocks: Range<u64>| {
            let first = blocks.start;
            let locked = "no task panics while it holds the lock";
            let evaluated = if first == 0 { block_0.lock().expect(locked).take() } else { None };
            let mut is_evaluated = evaluated.is_some();
            let pooled = evaluated.or_else(|| pool.lock().expect(locked).pop());
            let mut frame = pooled.unwrap_or_else(|| Frame::new(play.program));
            let mut part = observer.part();
            for block in blocks {
                if watch.cancelled() {
                    break;
                }
                let left = span.draws - block * BLOCK as u64;
                let valid = if left < BLOCK as u64 { left as usize } else { BLOCK };
                for stage in 0..play.program.stages() {
                    let place = Place { stage, block, valid };
                    if !std::mem::take(&mut is_evaluated) {
                        play.evaluate(isa, place, &mut frame);
                    }
                    kernel::run(isa, Observe { fold: observer, part: &mut part, frame: &frame, place });
                }
            }
            let (clamped, out_of_bounds) = (frame.take_clamped(), frame.out_of_bounds.take());
            pool.lock().expect(locked).push(frame);
            Done { first, part, clamped, out_of_bounds }
        };
        let mut done: Vec<Done<F::Part>> = tasks(from..to, threads).par_bridge().map(work).collect();
        done.sort_unstable_by_key(|done| done.first);
        if watch.cancelled() {
            return Err(Stopped::Cancelled);
        }
        let mut parts = Vec::with_capacity(done.len());
        for Done { part, clamped, out_of_bounds, .. } in done {
            if let Some(found) = out_of_bounds {
                return Err(Stopped::OutOfBounds(found));
            }
            for (sum, count) in noticed.clamped.iter_mut().zip(clamped) {
                *sum += count;
            }
            parts.push(part);
        }
        fold.absorb(parts);
        from = to;
        noticed.draws = span.made(from);
        watch.progressed(noticed.draws, span.len());
        if from - start == pause {
            pause *= 2;
            if fold.pause(&noticed) {
                break;
            }
        }
    }
    Ok(noticed)
}

impl Play<'_> {
    /// Evaluates a stage of a block, after the stages before it.
    pub fn evaluate(&self, isa: Isa, place: Place, frame: &mut Frame) {
        self.program.evaluate(isa, self.uniforms, place, frame);
    }

    /// Evaluates block 0, all of its draws: it decides on pivots, whatever part of the draws is asked for. `look` sees each
    /// stage once it is over.
    pub fn block_0(&self, isa: Isa, mut look: impl FnMut(usize, &Frame)) -> Frame {
        let mut frame = Frame::new(self.program);
        for stage in 0..self.program.stages() {
            self.evaluate(isa, Place { stage, block: 0, valid: BLOCK }, &mut frame);
            look(stage, &frame);
        }
        frame
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_are_all_blocks_in_order_and_end_short() {
        for threads in [1, 2, 7, 64] {
            for (start, end) in [(0, 1), (3, 13), (0, 16), (16, 32), (5, 700), (1_024, 1_024 + 512 * threads)]
            {
                let all: Vec<Range<u64>> = tasks(start..end, threads).collect();
                let seen: Vec<u64> = all.iter().cloned().flatten().collect();
                assert_eq!(seen, (start..end).collect::<Vec<_>>());
                assert!(all.iter().all(|task| !task.is_empty()));
                let lengths: Vec<u64> = all.iter().map(|task| task.end - task.start).collect();
                assert!(lengths.is_sorted_by(|a, b| a >= b), "{lengths:?}");
                assert!(lengths[lengths.len() - 1] <= LAST_TASK_BLOCKS);
                // No thread is left with more than the others can have between them.
                assert!(lengths[0] <= ((end - start) / (2 * threads)).max(1));
            }
        }
    }
}
