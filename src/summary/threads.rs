//! The threads that a simulation runs on.

use std::thread::available_parallelism;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::run::{Failure, Settings};

/// As many threads as are wanted; 0 wants as many as there are cores.
pub fn thread_count(wanted: usize) -> usize {
    match wanted {
        0 => available_parallelism().map_or(1, usize::from),
        threads => threads,
    }
}

/// Makes the calling thread one of some threads on which every later simulation that it starts with as many of them
/// runs, until what is returned is dropped. The others start meanwhile, and the work need not change over to a thread whose
/// caches are cold. A thread can do so once: later calls, and those where threads cannot be started, give `None`, and
/// simulations start threads of their own.
pub fn work_here(threads: usize) -> Option<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(thread_count(threads)).use_current_thread().build().ok()
}

/// Works on as many threads as are wanted: those that the calling thread is one of, if they are as many, or new ones.
pub(crate) fn on_threads<T: Send>(
    settings: &Settings,
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> Result<T, Failure> {
    let threads = thread_count(settings.threads);
    if rayon::current_thread_index().is_some() && rayon::current_num_threads() == threads {
        return work();
    }
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|error| Failure::Threads(error.to_string()))?.install(work)
}
