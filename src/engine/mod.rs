//! The engine: blocks of draws on all cores, folded in order.
//!
//! A [`Fold`] sees every block once; what it makes of them must not depend on how blocks were grouped into
//! tasks, and then nothing depends on the number of threads. No input or output happens here.

pub mod isa;

use std::sync::Mutex;

use rayon::prelude::*;

pub use isa::Isa;

use crate::model::{Frame, Model, OutOfBounds, Program};
use crate::sampling::Uniforms;
use crate::units::BLOCK;

/// Blocks after which a fold may look at its figures first: 16 · 1,024 = 16,384 draws, then every doubling.
pub const FIRST_PAUSE: u64 = 16;

/// Most blocks in a task. Long enough to hide its start, short enough to share evenly.
const TASK_BLOCKS: u64 = 16;

/// Most tasks between two foldings, by thread: bounds what waits in memory.
const TASKS_PER_THREAD: u64 = 32;

/// What becomes of the blocks.
pub trait Fold: Sync {
    /// What a task gathers from its blocks.
    type Part: Send;

    /// An empty part for a task.
    fn part(&self) -> Self::Part;

    /// Takes in a block: its columns are in `frame`, its first `valid` draws count. Implementations must be
    /// `#[inline(always)]`.
    fn observe(&self, part: &mut Self::Part, frame: &Frame, block: u64, valid: usize);

    /// Takes in a task's part; tasks come in the order of their blocks.
    fn absorb(&mut self, part: Self::Part);

    /// Called when 16, 32, 64 … blocks have been absorbed. `true` ends the run there.
    fn pause(&mut self, draws: u64) -> bool;
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
    /// A draw that no model can go on with.
    OutOfBounds(OutOfBounds),
}

/// What the engine noticed besides the fold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Noticed {
    /// Draws made.
    pub draws: u64,
    /// Draws clamped, by site of the model.
    pub clamped: Vec<u64>,
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
    fn run(self) {
        self.program.evaluate(self.uniforms, self.block, self.valid, self.frame);
    }
}

struct Observe<'a, F: Fold> {
    fold: &'a F,
    part: &'a mut F::Part,
    frame: &'a Frame,
    block: u64,
    valid: usize,
}

impl<F: Fold> isa::Kernel for Observe<'_, F> {
    #[inline(always)]
    fn run(self) {
        self.fold.observe(self.part, self.frame, self.block, self.valid);
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

/// Simulates draws 0 … `draws` − 1, or fewer where the fold says so, on the current rayon pool.
///
/// # Errors
/// Where the watch cancels, or a draw is out of bounds (the first such draw).
pub fn simulate<F: Fold>(
    model: &Model,
    uniforms: &Uniforms,
    draws: u64,
    isa: Isa,
    fold: &mut F,
    watch: &dyn Watch,
) -> Result<Noticed, Stopped> {
    let blocks = draws.div_ceil(BLOCK as u64);
    let frames: Mutex<Vec<Frame>> = Mutex::new(Vec::new());
    let threads = rayon::current_num_threads() as u64;
    let mut noticed = Noticed { draws, clamped: vec![0; model.sites.len()] };
    let mut from = 0;
    let mut pause = FIRST_PAUSE;
    while from < blocks {
        let to = pause.min(blocks).min(from + threads * TASKS_PER_THREAD * TASK_BLOCKS);
        let size = (to - from).div_ceil(threads * 2).clamp(1, TASK_BLOCKS);
        let tasks: Vec<_> = (from..to).step_by(size as usize).map(|a| a..(a + size).min(to)).collect();
        let done: Vec<(F::Part, Vec<u64>, Option<OutOfBounds>)> = tasks
            .into_par_iter()
            .map(|blocks| {
                let pooled = frames.lock().expect("no task panics while it holds the lock").pop();
                let mut frame = pooled.unwrap_or_else(|| Frame::new(&model.program, model.sites.len()));
                let mut part = fold.part();
                for block in blocks {
                    if watch.cancelled() {
                        break;
                    }
                    let left = draws - block * BLOCK as u64;
                    let valid = if left < BLOCK as u64 { left as usize } else { BLOCK };
                    evaluate(&model.program, uniforms, isa, block, valid, &mut frame);
                    isa::run(isa, Observe { fold: &*fold, part: &mut part, frame: &frame, block, valid });
                }
                let clamped = frame.clamped.clone();
                frame.clamped.fill(0);
                let out_of_bounds = frame.out_of_bounds.take();
                frames.lock().expect("no task panics while it holds the lock").push(frame);
                (part, clamped, out_of_bounds)
            })
            .collect();
        if watch.cancelled() {
            return Err(Stopped::Cancelled);
        }
        for (part, clamped, out_of_bounds) in done {
            if let Some(found) = out_of_bounds {
                return Err(Stopped::OutOfBounds(found));
            }
            for (sum, count) in noticed.clamped.iter_mut().zip(clamped) {
                *sum += count;
            }
            fold.absorb(part);
        }
        from = to;
        let made = draws.min(from * BLOCK as u64);
        watch.progressed(made, draws);
        if from == pause {
            pause *= 2;
            if fold.pause(made) {
                noticed.draws = made;
                break;
            }
        }
    }
    Ok(noticed)
}
