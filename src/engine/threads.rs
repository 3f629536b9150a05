//! The threads that a simulation runs on.

use std::cell::Cell;
use std::thread::available_parallelism;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// As many threads as are wanted; 0 wants as many as there are cores.
pub fn thread_count(wanted: usize) -> usize {
    match wanted {
        0 => available_parallelism().map_or(1, usize::from),
        threads => threads,
    }
}

thread_local! {
    /// How many threads the calling one works along with, itself included; 0 where it does not.
    static ALONG: Cell<usize> = const { Cell::new(0) };
}

/// Some threads of which the calling one is one, for as long as this lives.
#[derive(Debug)]
pub struct WorkAlong {
    _pool: ThreadPool,
}

impl WorkAlong {
    /// Makes the calling thread one of some threads (0 for as many as there are cores) on which every simulation runs that
    /// it starts with as many of them. The others start meanwhile, and the work need not change over to a thread whose
    /// caches are cold. A thread can do so once in its life; later, and where threads cannot be started, there is
    /// `None`, and simulations start threads of their own.
    pub fn start(threads: usize) -> Option<WorkAlong> {
        let threads = thread_count(threads);
        let pool = ThreadPoolBuilder::new().num_threads(threads).use_current_thread().build().ok()?;
        ALONG.set(threads);
        Some(WorkAlong { _pool: pool })
    }
}

impl Drop for WorkAlong {
    fn drop(&mut self) {
        // The calling thread stays in the pool, which has nobody else from here on.
        ALONG.set(0);
    }
}

/// Works on as many threads as are wanted: those that the calling one works along with, if they are as many, or new ones.
///
/// # Errors
/// Where threads cannot be started.
pub fn on_threads<T: Send>(
    wanted: usize,
    work: impl FnOnce() -> T + Send,
) -> Result<T, ThreadPoolBuildError> {
    let threads = thread_count(wanted);
    if ALONG.get() == threads {
        return Ok(work());
    }
    Ok(ThreadPoolBuilder::new().num_threads(threads).build()?.install(work))
}
