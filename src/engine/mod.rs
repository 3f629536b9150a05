//! The engine: blocks of draws on all cores, folded in order.
//!
//! A [`Fold`] sees every block once; what it makes of them must not depend on how blocks were grouped into
//! tasks, and then nothing depends on the number of threads. No input or output happens here.

mod pool;

use std::ops::Range;
use std::sync::Mutex;

use rayon::prelude::*;

pub use pool::{NoThreads, Pool};

use crate::block::BLOCK;
use crate::kernel::{self, Instructions, Isa, Kernel};
use crate::model::{Frame, Model, OutOfBounds, Program};
use crate::sampling::Uniforms;

/// Blocks after which a fold may look at its figures first: 16 · 1,024 = 16,384 draws, then every doubling.
pub const FIRST_PAUSE: u64 = 16;

/// Blocks in the last tasks before a folding, where there are enough: long enough to hide their start, short enough
/// that no thread waits for long.
const LAST_TASK_BLOCKS: u64 = 8;

/// Where there are few blocks, a last task has at most one in so many of those that fall to a thread.
const LAST_TASK_SHARE: u64 = 8;

/// Most blocks between two foldings, by thread: bounds what waits in memory.
const BLOCKS_PER_THREAD: u64 = 512;

/// What becomes of the blocks.
pub trait Fold: Sync {
    /// What a task gathers from its blocks.
    type Part: Send;

    /// An empty part for a task.
    fn part(&self) -> Self::Part;

    /// Takes in a block: its columns are in `frames`, one for each play, its first `valid` draws count.
    /// Implementations must be `#[inline(always)]`.
    fn observe(&self, part: &mut Self::Part, frames: &[Frame], block: u64, valid: usize);

    /// Takes in the parts of some tasks, in the order of their blocks. No other work goes on meanwhile: what takes
    /// long is to be shared among all cores.
    fn absorb(&mut self, parts: Vec<Self::Part>);

    /// Called when 16, 32, 64 … blocks have been absorbed. `true` ends the run there.
    fn pause(&mut self, draws: u64) -> bool;
}

/// A model with the uniforms that it is played out with.
#[derive(Debug, Clone, Copy)]
pub struct Play<'a> {
    /// The model.
    pub model: &'a Model,
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
    /// A draw that a play cannot go on with.
    OutOfBounds {
        /// Index of the play.
        play: usize,
        /// The draw.
        found: OutOfBounds,
    },
}

/// What the engine noticed besides the fold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Noticed {
    /// Draws made.
    pub draws: u64,
    /// Draws clamped, by play and by site of its model.
    pub clamped: Vec<Vec<u64>>,
}

struct Evaluate<'a> {
    program: &'a Program,
    uniforms: &'a Uniforms,
    block: u64,
    valid: usize,
    frame: &'a mut Frame,
}

impl Kernel for Evaluate<'_> {
    #[inline(always)]
    fn run<I: Instructions>(self, isa: I) {
        self.program.evaluate(isa, self.uniforms, self.block, self.valid, self.frame);
    }
}

struct Observe<'a, F: Fold> {
    fold: &'a F,
    part: &'a mut F::Part,
    frames: &'a [Frame],
    block: u64,
    valid: usize,
}

impl<F: Fold> Kernel for Observe<'_, F> {
    #[inline(always)]
    fn run<I: Instructions>(self, _: I) {
        self.fold.observe(self.part, self.frames, self.block, self.valid);
    }
}

/// Evaluates one block; its first `valid` draws count.
pub fn evaluate(
    program: &Program,
    uniforms: &Uniforms,
    isa: Isa,
    block: u64,
    valid: usize,
    frame: &mut Frame,
) {
    kernel::run(isa, Evaluate { program, uniforms, block, valid, frame });
}

/// What a task of blocks yields.
struct Done<P> {
    /// Its first block.
    first: u64,
    part: P,
    clamped: Vec<Vec<u64>>,
    out_of_bounds: Option<(usize, OutOfBounds)>,
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

/// Plays the draws of a span, or fewer where the fold says so, on the current rayon pool. Several plays see the
/// same draws. `block_0` holds that block, a frame for each play, where all of its draws are evaluated already.
///
/// # Errors
/// Where the watch cancels, or a draw is out of bounds (the first such draw).
pub fn simulate<F: Fold>(
    plays: &[Play<'_>],
    span: &Span,
    isa: Isa,
    fold: &mut F,
    block_0: Option<Vec<Frame>>,
    watch: &dyn Watch,
) -> Result<Noticed, Stopped> {
    let pool: Mutex<Vec<Vec<Frame>>> = Mutex::new(Vec::new());
    // Where the last block is block 0 and not full, its frames hold draws too many.
    let block_0 = Mutex::new(block_0.filter(|_| span.draws >= BLOCK as u64));
    let threads = rayon::current_num_threads() as u64;
    let none: Vec<Vec<u64>> = plays.iter().map(|play| vec![0; play.model.sites.len()]).collect();
    let mut noticed = Noticed { draws: span.len(), clamped: none };
    let Range { start, end } = span.blocks;
    let mut from = start;
    let mut pause = FIRST_PAUSE;
    while from < end {
        let to = (start + pause).min(end).min(from + threads * BLOCKS_PER_THREAD);
        let observer = &*fold;
        let work = |blocks: Range<u64>| {
            let first = blocks.start;
            let locked = "no task panics while it holds the lock";
            let evaluated = if first == 0 { block_0.lock().expect(locked).take() } else { None };
            let mut is_evaluated = evaluated.is_some();
            let pooled = evaluated.or_else(|| pool.lock().expect(locked).pop());
            let mut frames = pooled.unwrap_or_else(|| plays.iter().map(Play::frame).collect());
            let mut part = observer.part();
            for block in blocks {
                if watch.cancelled() {
                    break;
                }
                let left = span.draws - block * BLOCK as u64;
                let valid = if left < BLOCK as u64 { left as usize } else { BLOCK };
                if !std::mem::take(&mut is_evaluated) {
                    for (play, frame) in plays.iter().zip(&mut frames) {
                        evaluate(&play.model.program, play.uniforms, isa, block, valid, frame);
                    }
                }
                kernel::run(isa, Observe { fold: observer, part: &mut part, frames: &frames, block, valid });
            }
            let out_of_bounds = (frames.iter_mut().enumerate())
                .filter_map(|(play, frame)| frame.out_of_bounds.take().map(|found| (play, found)))
                .min_by_key(|(_, found)| found.draw);
            let clamped = frames.iter_mut().map(Frame::take_clamped).collect();
            pool.lock().expect(locked).push(frames);
            Done { first, part, clamped, out_of_bounds }
        };
        let mut done: Vec<Done<F::Part>> = tasks(from..to, threads).par_bridge().map(work).collect();
        done.sort_unstable_by_key(|done| done.first);
        if watch.cancelled() {
            return Err(Stopped::Cancelled);
        }
        let mut parts = Vec::with_capacity(done.len());
        for Done { part, clamped, out_of_bounds, .. } in done {
            if let Some((play, found)) = out_of_bounds {
                return Err(Stopped::OutOfBounds { play, found });
            }
            for (sum, count) in noticed.clamped.iter_mut().flatten().zip(clamped.into_iter().flatten()) {
                *sum += count;
            }
            parts.push(part);
        }
        fold.absorb(parts);
        from = to;
        let made = span.made(from);
        watch.progressed(made, span.len());
        if from - start == pause {
            pause *= 2;
            if fold.pause(made) {
                noticed.draws = made;
                break;
            }
        }
    }
    Ok(noticed)
}

impl Play<'_> {
    /// Block 0, all of its draws evaluated: it decides on pivots, whatever part of the draws is asked for.
    pub fn block_0(&self, isa: Isa) -> Frame {
        let mut frame = self.frame();
        evaluate(&self.model.program, self.uniforms, isa, 0, BLOCK, &mut frame);
        frame
    }

    fn frame(&self) -> Frame {
        Frame::new(&self.model.program, self.model.sites.len())
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
