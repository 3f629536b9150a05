//! The engine: blocks of draws on all cores, folded in order.
//!
//! A [`Fold`] sees every block once; what it makes of them must not depend on how blocks were grouped into
//! tasks, and then nothing depends on the number of threads. No input or output happens here.

pub mod isa;

use std::ops::Range;
use std::sync::Mutex;

use rayon::prelude::*;

pub use isa::Isa;

use crate::model::{Frame, Model, OutOfBounds, Program};
use crate::sampling::Uniforms;
use crate::units::BLOCK;

/// Blocks after which a fold may look at its figures first: 16 · 1,024 = 16,384 draws, then every doubling.
pub const FIRST_PAUSE: u64 = 16;

/// Most blocks in a task. Long enough to hide its start, short enough to share evenly.
const TASK_BLOCKS: u64 = 8;

/// Fewest tasks for each thread between two foldings, where there are as many blocks: the last task to end keeps
/// the others waiting.
const FEWEST_PER_THREAD: u64 = 8;

/// Most tasks between two foldings, by thread: bounds what waits in memory.
const TASKS_PER_THREAD: u64 = 64;

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

impl isa::Kernel for Evaluate<'_> {
    #[inline(always)]
    fn run<I: isa::Instructions>(self, isa: I) {
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

impl<F: Fold> isa::Kernel for Observe<'_, F> {
    #[inline(always)]
    fn run<I: isa::Instructions>(self, _: I) {
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
    isa::run(isa, Evaluate { program, uniforms, block, valid, frame });
}

/// What a task of blocks yields.
struct Done<P> {
    part: P,
    clamped: Vec<Vec<u64>>,
    out_of_bounds: Option<(usize, OutOfBounds)>,
}

/// Plays the draws of a span, or fewer where the fold says so, on the current rayon pool. Several plays see the
/// same draws.
///
/// # Errors
/// Where the watch cancels, or a draw is out of bounds (the first such draw).
pub fn simulate<F: Fold>(
    plays: &[Play<'_>],
    span: &Span,
    isa: Isa,
    fold: &mut F,
    watch: &dyn Watch,
) -> Result<Noticed, Stopped> {
    let pool: Mutex<Vec<Vec<Frame>>> = Mutex::new(Vec::new());
    let threads = rayon::current_num_threads() as u64;
    let none: Vec<Vec<u64>> = plays.iter().map(|play| vec![0; play.model.sites.len()]).collect();
    let mut noticed = Noticed { draws: span.len(), clamped: none };
    let Range { start, end } = span.blocks;
    let mut from = start;
    let mut pause = FIRST_PAUSE;
    while from < end {
        let to = (start + pause).min(end).min(from + threads * TASKS_PER_THREAD * TASK_BLOCKS);
        let size = (to - from).div_ceil(threads * FEWEST_PER_THREAD).clamp(1, TASK_BLOCKS);
        let tasks: Vec<_> = (from..to).step_by(size as usize).map(|a| a..(a + size).min(to)).collect();
        let observer = &*fold;
        let work = |blocks: Range<u64>| {
            let pooled = pool.lock().expect("no task panics while it holds the lock").pop();
            let mut frames = pooled.unwrap_or_else(|| plays.iter().map(Play::frame).collect());
            let mut part = observer.part();
            for block in blocks {
                if watch.cancelled() {
                    break;
                }
                let left = span.draws - block * BLOCK as u64;
                let valid = if left < BLOCK as u64 { left as usize } else { BLOCK };
                for (play, frame) in plays.iter().zip(&mut frames) {
                    evaluate(&play.model.program, play.uniforms, isa, block, valid, frame);
                }
                isa::run(isa, Observe { fold: observer, part: &mut part, frames: &frames, block, valid });
            }
            let out_of_bounds = (frames.iter_mut().enumerate())
                .filter_map(|(play, frame)| frame.out_of_bounds.take().map(|found| (play, found)))
                .min_by_key(|(_, found)| found.draw);
            let clamped = frames.iter_mut().map(Frame::take_clamped).collect();
            pool.lock().expect("no task panics while it holds the lock").push(frames);
            Done { part, clamped, out_of_bounds }
        };
        let done: Vec<Done<F::Part>> = tasks.into_par_iter().map(work).collect();
        if watch.cancelled() {
            return Err(Stopped::Cancelled);
        }
        let mut parts = Vec::with_capacity(done.len());
        for Done { part, clamped, out_of_bounds } in done {
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
    fn frame(&self) -> Frame {
        Frame::new(&self.model.program, self.model.sites.len())
    }
}
